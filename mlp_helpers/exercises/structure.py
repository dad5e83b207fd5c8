"""What is wrong before any number counts: exceptions, types, shapes."""
import inspect
import re

import numpy as np

from .classes import not_kept
from .exercise import call_with
from .nesting import Refused, is_number
from .values import SPECIAL, close


def in_letters(shape, sizes):
    """Write a shape in the letters of the course where they are known.

    ``(4, 3)`` becomes "[num_instances, num_inputs] = [4, 3]" where the sizes
    are all different, and "[4, 3]" where a letter is in doubt.
    """
    numbers, letters = str(list(shape)), []
    for number in shape:
        names = [name for name, size in sizes.items() if size == number]
        if len(names) != 1:
            return numbers
        letters += names
    return f"[{', '.join(letters)}] = {numbers}" if letters else "a number"


def listed(names):
    names = list(dict.fromkeys(names))
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def entry_of(name, index):
    """As "W[0, 2]", or the name alone where there is no index."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name


def arguments_fit(function, exercise):
    """A message if the function cannot take the arguments, or None."""
    if exercise.call is not call_with or isinstance(function, type):
        return None
    try:
        inspect.signature(function).bind(*exercise.cases[0])
    except ValueError:
        return None
    except TypeError:
        wanted = ", ".join(exercise.parameters)
        return (f"it is called as {exercise.name}({wanted}); yours takes "
                f"other arguments, {inspect.signature(function)}")
    return None


def _shape_error(error, frames, exercise, answer, sizes):
    """Which sizes do not fit, to stand behind the text, and what would."""
    text = str(error)
    if not isinstance(error, ValueError) or not re.search(
            "matmul|aligned|broadcast|einsum|operands|shape", text):
        return "."
    numbers = dict.fromkeys(int(n) for n in re.findall(
        r"(?<![\w.])\d+(?=[,)\s]|$)", re.sub(r"\bdim\w* \d+|operand \d+|"
                                             r"dimension \d+", "", text)))
    known = []
    for number in numbers:
        names = [name for name, size in sizes.items() if size == number]
        if len(names) == 1:
            known.append(f"{number} is {names[0]}")
    words = f", where {listed(known)}." if known else "."
    target = answer.target(frames)
    output = next((o for o in exercise.outputs if o.name == target), None)
    if output is None and len(exercise.outputs) == 1:
        output = exercise.outputs[0]
    if output is not None and output.shape and "[" in output.shape:
        words += f" {output.name} should be {output.shape}."
    elif target in exercise.shapes and "[" in exercise.shapes[target]:
        words += f" {target} should be {exercise.shapes[target]}."
    return words


_CALL_IT = ("is a function, and it is not called: as in g(a), its argument "
            "stands behind it in parentheses")


_ADVICE = {
    r"bitwise_xor|operand type\(s\) for \^":
        "In Python the power is **, as in y**2: ^ is something else.",
    "^bad operand type for unary -: 'list'":
        "`-` cannot turn a list round: make an array, np.array(w).",
    "^bad operand type for unary -: 'tuple'":
        "`-` cannot turn a tuple round: turn each of its parts.",
    r"^unsupported operand.*'(function|numpy\.ufunc)'":
        f"One of the two {_CALL_IT}.",
    r"^'(numpy\.\w+|float|int)' object is not callable":
        "Parentheses behind an array or a number call it, as if it were a "
        "function: a product needs its `*`, an index square brackets.",
    "^'Activation' object is not callable":
        "An activation holds two functions, .g and .gd: call those.",
    "^setting an array element with a sequence.*inhomogeneous":
        "A list of arrays with different lengths cannot become one array: "
        "take one of them, by its index.",
    "^setting an array element with a sequence":
        "On the left stands one entry, on the right a whole array: an index "
        "is missing, or a sum.",
    r"^list.append\(\) takes exactly one":
        "append takes one thing. A pair goes in as a tuple, with parentheses "
        "of its own: append((a, b)).",
    "^arrays used as indices must be of integer":
        "Square brackets want places, which are whole numbers, and here they "
        "get other numbers.",
    r"^axis -?\d+ is out of bounds for array of dim\w+ 0":
        "NumPy's functions take one array or list, and what stands behind it "
        "is an axis: for two numbers, [a, b].",
    r"operand 1 does not have enough dim.*\(has 0":
        "Behind the @ stands a single number. Has it been added up too early?",
    r"operand 0 does not have enough dim.*\(has 0":
        "In front of the @ stands a single number. Has it been added up too "
        "early?"}


def _advice(error):
    """The usual reason for an exception, where its text does not say it."""
    for pattern, advice in _ADVICE.items():
        if re.search(pattern, str(error)):
            return f" {advice}"
    if isinstance(error, UnboundLocalError):
        return (" That name gets its value in another line, which has not "
                "run yet.")
    thing, name = getattr(error, "obj", None), getattr(error, "name", None)
    if isinstance(error, AttributeError) and name in ("g", "gd") \
            and callable(thing) and not isinstance(thing, type):
        return (f" In front of `.{name}` stands the function itself: call "
                f"it as it is, without `.{name}`.")
    if isinstance(error, NameError) and callable(getattr(np, name, None)):
        return f" If NumPy's is meant: np.{name}."
    return ""


def through_self(name, exercise):
    """How a method of the solution writes a name: "self.W", or None."""
    found = name and re.search(rf"\bself(\.\w+)*\.{re.escape(name)}\b",
                               exercise.solution_source)
    return found[0] if found else None


def _about_self(error, frames, exercise, answer):
    """Where a name is missing that a method has to reach through `self`."""
    if isinstance(error, UnboundLocalError) or not isinstance(
            error, (NameError, AttributeError)):
        return ""
    own = through_self(getattr(error, "name", None), exercise)
    place = answer.place(frames) or ""
    if not own or "`" not in place or re.search(
            rf"\b{re.escape(own)}\b", place):
        return ""
    return f" In a method it is reached through self: `{own}`."


def describe_exception(run, exercise, answer, sizes):
    """Type, line and text of an exception, and what may help."""
    error = run.error
    if isinstance(error, Refused):
        return str(error)
    kind, text = type(error).__name__, str(error).split("\n")[0]
    text = re.sub(r", (with gufunc|gufunc core with) signature \S+"
                  r"( requires \d+)?", "", text)
    text = re.sub(r", and the inputs could not be safely coerced.*", "", text)
    text = re.sub(r" \w+\(\)(?= (takes|missing|got))", "", text)
    place = answer.place(run.frames)
    said = f"{kind}: {text.rstrip('. ')}" if text else kind
    if isinstance(error, RecursionError):
        return f"{place} calls itself without end (RecursionError)." \
            if place else "what it returned contains itself."
    if place is None:
        return f"what it returned cannot be used: {said}."
    if isinstance(error, (SystemExit, KeyboardInterrupt, GeneratorExit)):
        return f"{place} raises {said}. An answer has to return its result."
    advice = (_about_self(error, run.frames, exercise, answer)
              or not_kept(error, answer) or _advice(error))
    if "(has 0" in text and re.search(r"np\.\w+ @|@ np\.\w+(?![\w(.])", place):
        advice = f" One of the two {_CALL_IT}."
    return (f"{place} raises {said}"
            + _shape_error(error, run.frames, exercise, answer, sizes)
            + advice)


def count_and_names(value, named, expected_named, exercise):
    """Too few or too many values, in a tuple or in a list of them."""
    outputs = exercise.outputs
    if len(outputs) > 1:
        wanted = ", ".join(output.name for output in outputs)
        if not isinstance(value, (list, tuple)):
            return (f"it returns one value where {len(outputs)} are asked "
                    f"for: return {wanted}")
        if len(value) != len(outputs):
            few = "few" if len(value) < len(outputs) else "many"
            return (f"it returns too {few} values, {len(value)} instead of "
                    f"{len(outputs)}: return {wanted}")
    got = [name for name, _ in named]
    expected = [name for name, _ in expected_named]
    if got == expected:
        return None
    for output in outputs:
        mine = [n for n in got if exercise.output(n) is output]
        right = [n for n in expected if exercise.output(n) is output]
        if mine == right:
            continue
        if right == [output.name]:
            if len(outputs) == 1 and isinstance(value, tuple):
                return (f"{output.name} alone is asked for, and it returns a "
                        f"tuple of {len(value)}. (A comma after `return Y` "
                        "makes a tuple, too.)")
            item = value if len(outputs) == 1 else value[
                outputs.index(output)]
            text = f"{output.name} is a {type(item).__name__}; it should be "
            if is_number(dict(expected_named)[output.name]):
                return text + "one number, without brackets around it"
            return text + "one array" + (
                ". np.array(...) makes one of a list"
                if isinstance(item, list) else "")
        missing = [n for n in right if n not in mine]
        if missing and len(mine) < len(right):
            return (f"{output.name} has too few values: {missing[0]} is "
                    "missing")
        extra = [n for n in mine if n not in right]
        return (f"{output.name} has too many values, or they are nested in "
                f"another way: {(extra or mine)[0]}")
    return None


def type_of(name, got, expected, shape):
    """A wrong type: text for arrays, complex or object arrays, and so on."""
    article = "an" if type(got).__name__[:1] in "aeiouAEIOU" else "a"
    kind = f"{name} is None" if got is None \
        else f"{name} is {article} {type(got).__name__}"
    if isinstance(got, SPECIAL) and not isinstance(expected, SPECIAL):
        why = "whose * is @" if isinstance(got, np.matrix) else \
            "which hides some of its entries"
        return f"{kind}, {why}; an ordinary array is asked for"
    if callable(got) and not callable(expected):
        return f"{name} {_CALL_IT}"
    if (is_number(got) or isinstance(got, np.ndarray)) \
            and np.asarray(got).dtype == bool \
            and not np.isin(expected, (0, 1)).all():
        return (f"{name} is True or False, which is what a comparison says; "
                "numbers are asked for")
    if isinstance(expected, np.ndarray) and expected.ndim:
        wanted = f"it should be an array {shape or ''}".rstrip()
        if is_number(got):
            return f"{name} is a single number; {wanted}"
        if not isinstance(got, np.ndarray):
            return f"{kind}; {wanted}"
        if got.dtype == object:
            return (f"{name} is an array of Python objects (dtype=object); "
                    f"{wanted} of numbers")
        if got.dtype.kind == "c" and expected.dtype.kind != "c":
            return f"{name} holds complex numbers; real ones are asked for"
        if got.dtype.kind not in "biufc":
            return f"{name} is an array of {got.dtype}; {wanted} of numbers"
        return None
    if is_number(expected) and not isinstance(expected, bool):
        if isinstance(got, np.ndarray) and got.ndim:
            return (f"{name} is an array of shape {list(got.shape)}; it "
                    "should be one number")
        if not is_number(got):
            return f"{kind}; it should be a number"
        if np.iscomplexobj(got) and not np.iscomplexobj(expected):
            return f"{name} is a complex number; a real one is asked for"
        return None
    if type(got) is not type(expected):
        return f"{kind}; it should be a {type(expected).__name__}"
    return None


def shape_of(name, got, expected, output, sizes):
    """A wrong shape, with the one that is expected in letters and numbers."""
    got, expected = np.asarray(got), np.asarray(expected)
    if got.shape == expected.shape:
        return None
    numbers = str(list(expected.shape))
    letters = output.shape if "[" in (output.shape or "") else None
    wanted = f"{letters} = {numbers}" if letters else numbers
    is_now = in_letters(got.shape, sizes)
    for axis in range(got.ndim):
        with np.errstate(all="ignore"):
            if got.shape[axis] > 1 and got.any() and close(
                    got.sum(axis=axis), expected):
                what = in_letters(got.shape[axis:axis + 1], sizes)
                what = what.split("]")[0].strip("[")
                return (f"{name} is not summed yet: the sum over "
                        f"{'axis ' + str(axis) if what.isdigit() else what} "
                        f"is missing. It is {is_now} and should be {wanted}")
    if got.ndim > 1 and got.shape == expected.shape[::-1]:
        what = "a transposed shape"
    elif got.size == expected.size and [n for n in got.shape if n != 1] == [
            n for n in expected.shape if n != 1]:
        what = "the wrong shape, an axis of length 1 too many or too few"
    else:
        what = "the wrong shape"
    return f"{name} has {what}: {is_now} instead of {wanted}"


def not_finite(name, got, expected, warned):
    """nan and infinities that should not be there, with a position."""
    got, expected = np.asarray(got), np.asarray(expected)
    if got.dtype.kind not in "fc" or expected.dtype.kind not in "biufc":
        return None
    bad = ~np.isfinite(got) & np.isfinite(expected)
    if not bad.any():
        return None
    index = tuple(np.argwhere(bad)[0])
    value = "nan (not a number)" if np.isnan(got[index]) else "infinite (inf)"
    text = f"{entry_of(name, index)} is {value}"
    if warned:
        text += f". NumPy warned: {warned[0]}"
    return text
