"""How the inspector and the slow pass write a number and its formula."""

import math

from ..plots.drawing import number as fixed

DIGITS = 4  # as the text of notebook 05 has them
MOST_LETTERS = 6  # in a frame, without the point
MINUS = "\N{MINUS SIGN}"
DOT = " \N{MIDDLE DOT} "


def at(array, *index):
    """The name of one number: at("W1", 0, 1) is "W1[0, 1]"."""
    return f"{array}[{', '.join(map(str, index))}]" if index else array


def exact(value):
    """Whether four digits after the point say all of the number."""
    return math.isfinite(value) and abs(round(value, DIGITS) - value) < 1e-12


def show(value):
    """The number as the text writes it: 0.5, 0.7311, but never 0.0000."""
    if not math.isfinite(value):
        return str(value).replace("-", MINUS)
    if exact(value):
        text = fixed(value, DIGITS)
        return text.rstrip("0").rstrip(".") if "." in text else text
    if not 5e-4 <= abs(value) < 1e6:
        return f"{value:.2e}".replace("-", MINUS)
    return fixed(value, DIGITS)


def tight(value):
    """The number as `show` has it, or shorter, so that it fits its frame."""
    texts = [show(value)]
    if 1 <= abs(value) < 1e6:
        texts += [fixed(value, digits) for digits in (3, 2, 1, 0)]
    for text in texts:
        if len(text.replace(".", "")) <= MOST_LETTERS:
            return text
    mantissa, power = f"{value:.1e}".split("e")
    return f"{mantissa}e{int(power)}".replace("-", MINUS)


def in_product(value):
    """The same; a negative number in parentheses."""
    text = show(value)
    return f"({text})" if text.startswith(MINUS) else text


def term(value, first=False):
    """A term of a sum, with its sign in front unless it is the first."""
    if first:
        return show(value)
    return f" {MINUS if value < 0 else '+'} {show(abs(value))}"


def gap(one, two):
    return f"{show(one)} {MINUS} {in_product(two)}"


def lines(operation):
    """Formula, formula with the values, result."""
    o = operation
    result = f"{'=' if exact(o.value) else '≈'} {show(o.value)}"
    if not o.step:
        return [f"{o.name} is given", "", result]
    values = "" if o.values == show(o.value) else f"= {o.values}"
    return [f"{o.name} = {o.formula}", values, result]


def warning(operation):
    """What to say of a number that is wrong, or ""."""
    o = operation
    if not o.wrong:
        return ""
    if o.agrees:  # what it is made of must be wrong: a gd, say
        return (f"The formula with your code's values gives {show(o.value)} "
                f"here, and the numerical gradient is {show(o.numerical)}: "
                f"{_too(o.value - o.numerical)}. Is {o.suspect} right?")
    text = (f"Your code says {show(o.value)} here. The formula, with the "
            f"numbers above, gives {show(o.right)}")
    if o.numerical is None:
        return f"{text}."
    if math.isclose(o.numerical, o.right, rel_tol=1e-4, abs_tol=1e-7):
        return (f"{text}, and so does the numerical gradient: "
                f"{_too(o.value - o.numerical)}.")
    return f"{text}, the numerical gradient {show(o.numerical)}."


def _too(gap):
    if not math.isfinite(gap):
        return "no number"
    return f"it is {show(abs(gap))} too {'large' if gap > 0 else 'small'}"
