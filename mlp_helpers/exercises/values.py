"""What is wrong with an output of the right shape? Compare by value."""
from itertools import combinations

import numpy as np

from .nesting import is_number

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
    numbers = {name: np.array([case[name] for case in sizes])
               for name in sizes[0] if all(name in case for case in sizes)}
    yield "2", np.full(len(sizes), 2)
    yield from numbers.items()
    for name, n in numbers.items():
        yield f"{name} / 2", n / 2
        yield f"2 * {name}", 2 * n
    for (name, n), (other, m) in combinations(numbers.items(), 2):
        yield f"{name} * {other}", n * m
        yield f"{name} / {other}", n / m
        yield f"2 * {name} * {other}", 2 * n * m
    for name, n in numbers.items():
        if len(set(n)) > 1:  # or the square is like any other number
            yield f"{name}²", n * n
            yield f"2 * {name}²", 2 * n * n


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
    join = f"{prefix} and is" if prefix else "is"
    for name, values in _candidates(sizes):
        for size, wanted in (("large", values), ("small", 1 / values)):
            if np.allclose(numbers, wanted, rtol=1e-6):
                return (f"{join} {name} times too {size}" + (
                    ", as if it stood on the wrong side of a division"
                    * ("²" in name)))
    if not lone and np.allclose(numbers, numbers[0], rtol=1e-6):
        return f"{join} wrong by a constant factor of {numbers[0]:.4g}"
    if many:
        listed = ", ".join(f"{c:.4g}" for c in numbers[:3])
        return (f"{join} wrong by a factor, which is different in each case "
                f"({listed})")
    return None


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
    return None


def _offset(gots, expecteds):
    """The same number added to every entry of every case."""
    offset = np.mean(gots[0] - expecteds[0])
    if offset and _near([got - offset for got in gots], expecteds, 1e-7):
        return f"is off by a constant: {abs(offset):.4g} too " + (
            "large" if offset > 0 else "small")
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


def _other_way(gots, expecteds, arguments):
    """A step as long as it should be, and in the other direction."""
    for values in arguments.values():
        if any(np.shape(value) != got.shape
               for value, got in zip(values, gots)):
            continue
        found = factors([got - value for got, value in zip(gots, values)],
                        [right - value
                         for right, value in zip(expecteds, values)])
        if found and all(c is None or close(c, -1.0, 1e-6) for c in found):
            return ("moves as far as it should, in the other direction: "
                    "something is added that should be subtracted, or the "
                    "reverse")
    return None


def describe(gots, expecteds, sizes, arguments):
    """Name the mistake in an output, over all cases, or return None.

    As "is transposed", to stand behind the output's name. Each list has one
    item a case; the shapes of a pair of arrays are equal, or reversed.
    """
    pairs = list(zip(gots, expecteds))
    many = any(expected.size > 1 for expected in expecteds)
    lone = not many and all(close(e, expecteds[0]) for e in expecteds)
    shapes_fit = all(got.shape == expected.shape for got, expected in pairs)
    if shapes_fit:
        text = _fixed(gots, expecteds, arguments) \
            or _precision(gots, expecteds) \
            or _other_way(gots, expecteds, arguments)
        if text:
            return text
    for text, change in (("", np.asarray), ("is transposed", np.transpose),
                         ("is in reverse order", lambda got: got[::-1])):
        if text and not any(got.ndim > (change is np.transpose)
                            for got in gots):
            continue
        found = factors([change(got) if got.ndim else got for got in gots],
                        expecteds)
        if found is None:
            continue
        more = describe_factor(found, sizes, many, lone)
        if more or (text and more is not None):
            return " and ".join(part for part in (text, more) if part)
    if not shapes_fit:
        return None
    return (not lone and _offset(gots, expecteds) or next(
        (f"is a copy of {name}" for name, values in arguments.items()
         if all(close(*pair) for pair in zip(gots, values))), None))
