"""What is wrong with an output of the right shape? Compare by value."""
import contextlib
from itertools import combinations

import numpy as np

from .nesting import is_number

DIFFERS = "wrong by a factor, which is different in each case"


# Arrays that compute in a way of their own.
SPECIAL = (np.ma.MaskedArray, np.matrix)


def as_array(value):
    """Like np.asarray, a Fraction, a Decimal or a large integer as a float."""
    array = np.asarray(value)
    if array.dtype == object and is_number(value) and not array.ndim:
        return array.astype(float)
    return array


def close(got, expected, rtol=1e-7):
    """Whether two leaves are equal, arrays of the same shape by tolerance.

    A single number may be a float32.
    """
    if isinstance(expected, np.ndarray) or is_number(expected):
        try:
            if isinstance(got, SPECIAL) and not isinstance(expected, SPECIAL):
                return False
            got, expected = as_array(got), as_array(expected)
            if got.dtype == np.float32 and not expected.ndim:
                rtol = max(rtol, 1e-6)
            if got.shape != expected.shape or got.dtype.kind not in "biufc":
                return False
            if got.dtype.kind == "c" and expected.dtype.kind != "c":
                return False
            if expected.dtype.kind not in "biufc":
                return bool(np.all(got == expected))
            finite = np.abs(expected[np.isfinite(expected)])
            scale = finite.max() if finite.size else 0
            with np.errstate(all="ignore"):
                return bool(np.allclose(got, expected, rtol=rtol,
                                        atol=1e-2 * rtol * scale + 1e-15,
                                        equal_nan=True))
        except Exception:
            return False
    try:
        return bool(type(got) is type(expected) and got == expected)
    except Exception:
        return False


def factors(gots, expecteds):
    """The numbers c for which got = c * expected, one a case, or None.

    A case in which everything is zero says nothing: its c is None.
    """
    found = []
    for got, expected in zip(gots, expecteds):
        if got.shape != expected.shape:
            return None
        square = np.sum(expected * expected)
        if square == 0:
            if np.any(got):
                return None
            found.append(None)
            continue
        c = np.sum(got * expected) / square
        if not close(got, c * expected):
            return None
        found.append(c)
    return found if any(c is not None for c in found) else None


def _candidates(sizes):
    """Factors with names: (name, its value in each case)."""
    names = [name for name in sizes[0]
             if all(name in case for case in sizes)]
    pairs = [(name, [case[name] for case in sizes]) for name in names]
    yield "2", [2] * len(sizes)
    yield from pairs
    for name, numbers in pairs:
        yield f"{name} / 2", [n / 2 for n in numbers]
        yield f"2 * {name}", [n * 2 for n in numbers]
    for (name, numbers), (other, others) in combinations(pairs, 2):
        yield (f"{name} * {other}",
               [n * m for n, m in zip(numbers, others)])
        yield (f"{name} / {other}",
               [n / m for n, m in zip(numbers, others)])
        yield (f"2 * {name} * {other}",
               [2 * n * m for n, m in zip(numbers, others)])
    for name, numbers in pairs:
        if len(set(numbers)) > 1:  # or the square is like any other number
            yield f"{name}²", [n * n for n in numbers]
            yield f"2 * {name}²", [2 * n * n for n in numbers]


def describe_factor(found, sizes, many=True, lone=False):
    """Say which factor: "has the wrong sign", "2 times too large", or None.

    `many` is False for outputs of one number, where some factor always fits;
    `lone` is True where that number is the same in every case.
    """
    known = [(c, case) for c, case in zip(found, sizes) if c is not None]
    numbers = np.array([c for c, _ in known])
    sizes = [case for _, case in known]
    if np.all(numbers < 0):
        prefix, numbers = "has the wrong sign", -numbers
    elif np.all(numbers > 0):
        prefix = ""
    elif not np.any(numbers):
        return "is 0 everywhere"
    elif many and np.all(numbers >= 0):
        return "is 0 everywhere in some of the cases"
    elif many:
        return "has the wrong sign, or a wrong factor, in some of the cases"
    else:
        return None
    if np.allclose(numbers, 1, rtol=1e-6):
        return prefix
    matches = []
    for name, values in _candidates(sizes):
        for text, wanted in ((f"{name} times too large", np.array(values)),
                             (f"{name} times too small",
                              1 / np.array(values))):
            if np.allclose(numbers, wanted, rtol=1e-6):
                matches.append(text)
    join = f"{prefix} and is" if prefix else "is"
    if matches:
        text = f"{join} {matches[0]}"
        if matches[0].startswith("2 ") and len(matches) > 1:
            other = matches[1].split(" times")[0]
            text += f" ({other} is 2 as well)"
        return text + _wrong_side(matches[0])
    if not lone and np.allclose(numbers, numbers[0], rtol=1e-6):
        return f"{join} wrong by a constant factor of {numbers[0]:.4g}"
    if many:
        listed = ", ".join(f"{c:.4g}" for c in numbers[:3])
        return f"{join} {DIFFERS} ({listed})"
    return None


def _wrong_side(text):
    """Where a factor is a square: it stands on the wrong side of the line."""
    name, square, _ = text.rpartition("²")
    if not square:
        return ""
    name = name.removeprefix("2 * ")
    if text.endswith("large"):
        return (f": it is multiplied by {name} where it should be divided "
                "(in a / b * c, only b divides)")
    return f": it is divided by {name} where it should be multiplied"


def _transposed(gots):
    return [got.T for got in gots]


def _flipped(gots):
    return [got[::-1] if got.ndim else got for got in gots]


def _near(gots, expecteds, rtol):
    return all(close(got, expected, rtol)
               for got, expected in zip(gots, expecteds))


def _precision(gots, expecteds):
    """Integers that cut digits off, float32 that rounds them."""
    with np.errstate(all="ignore"):
        if all(got.dtype.kind in "iu" for got in gots):
            if _near(gots, [np.trunc(e) for e in expecteds], 1e-7):
                return ("holds integers: every number has lost the digits "
                        "behind its point. Make the array with dtype=float")
        if any(got.any() for got in gots) and _near(
                gots, [np.round(e) for e in expecteds], 1e-7):
            return "is rounded to whole numbers"
        if any(got.dtype in (np.float32, np.float16) for got in gots):
            if _near(gots, expecteds, 1e-2):
                return (f"is right up to the rounding of {gots[0].dtype}. "
                        "Compute with the dtype of the arguments, float64")
        if all(np.abs(got - expected).max(initial=0)
               <= 1e-5 * np.abs(expected).max(initial=0)
               for got, expected in zip(gots, expecteds)):
            return ("is nearly right: it agrees to about five digits. Look "
                    "for a rounding, or for a small number added")
    return None


def _offset(gots, expecteds):
    """The same number added to every entry of every case."""
    offset = np.mean(gots[0] - expecteds[0])
    if offset and _near([got - offset for got in gots], expecteds, 1e-7):
        return f"is off by a constant: {offset:.4g} too " + (
            "large" if offset > 0 else "small")
    return None


def _argument(gots, expecteds, arguments):
    """An argument that is copied, or multiplied wrongly."""
    tests = {"is a copy of {}": lambda got, right, v: (got, v),
             "lacks the factor {}": lambda got, right, v: (got * v, right),
             "has the factor {} once too often":
                 lambda got, right, v: (got, right * v),
             "is multiplied by {}, and should be divided":
                 lambda got, right, v: (got, right * v * v)}
    for name, values in arguments.items():
        if not any(np.any(value) for value in values):
            continue
        for text, test in tests.items():
            with contextlib.suppress(TypeError, ValueError):
                if all(close(*test(*case))
                       for case in zip(gots, expecteds, values)):
                    return text.format(name)
    return None


def _fixed(gots, expecteds, arguments):
    """A number that does not depend on what it should depend on."""
    if any(got.ndim for got in gots) or _near(expecteds, expecteds[:1] * len(
            expecteds), 1e-7):
        return None
    if _near(gots, gots[:1] * len(gots), 1e-7):
        return f"is {gots[0]:.4g} in each case, whatever the arguments are"
    for name, values in arguments.items():
        if any(np.ndim(value) or not value for value in values):
            continue
        ratios = [got / value for got, value in zip(gots, values)]
        if _near(ratios, ratios[:1] * len(ratios), 1e-7):
            rest = " and ".join(other for other in arguments if other != name)
            return (f"is {ratios[0]:.4g} * {name} in each case"
                    + (f", whatever {rest} may be" if rest else ""))
    return None


def describe(gots, expecteds, sizes, arguments):
    """Name the mistake in an output, over all cases, or return None.

    Parameters
    ----------
    gots, expecteds : list of float arrays
        One a case; the shapes of a pair are equal, or reversed.
    sizes : list of dict
        The sizes of each case by name.
    arguments : dict
        The values of each argument, one a case.

    Returns
    -------
    str or None
        As "is transposed", to stand behind the output's name.
    """
    pairs = list(zip(gots, expecteds))
    many = any(expected.size > 1 for expected in expecteds)
    lone = not many and all(close(e, expecteds[0]) for e in expecteds)
    shapes_fit = all(got.shape == expected.shape for got, expected in pairs)
    if shapes_fit:
        text = _fixed(gots, expecteds, arguments) \
            or _precision(gots, expecteds)
        if text:
            return text
    for change, text in ((None, ""), (_transposed, "is transposed"),
                         (_flipped, "is in reverse order")):
        if change is not None and not any(got.ndim > 1 or change is _flipped
                                          for got in gots):
            continue
        found = factors(change(gots) if change else gots, expecteds)
        if found is None:
            continue
        more = describe_factor(found, sizes, many, lone)
        if not text and more and DIFFERS in more:  # an argument, perhaps
            more = _argument(gots, expecteds, arguments) or more
        if more or (text and more is not None):
            return " and ".join(part for part in (text, more) if part)
    if not shapes_fit:
        return None
    return (not lone and _offset(gots, expecteds)
            or _argument(gots, expecteds, arguments))
