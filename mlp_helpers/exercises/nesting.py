"""Values inside values: take nested results and arguments apart, by name."""
import itertools
import types
from collections.abc import Iterator
from numbers import Number

import numpy as np

_OPAQUE = (types.FunctionType, types.MethodType, types.BuiltinFunctionType,
           types.ModuleType, type, np.random.Generator, np.ufunc)


def is_number(value):
    """Whether value is one number, of Python or of numpy."""
    return (isinstance(value, (Number, np.generic))
            or isinstance(value, np.ndarray) and value.ndim == 0)


MOST = 1000  # items of one list that are looked at


class Itself:
    """Stands for a list that is found inside itself."""


# A list that messages call by the name of what it was.
Generated = type("generator", (list,), {})


class Refused(Exception):
    """Raised by the `call` of an exercise; its text is the message."""


def opened(value, outputs):
    """What was returned, with a generator or `map` as a list.

    One array of as many numbers as are asked for is a list of them, too.
    """
    if isinstance(value, Iterator):
        return Generated(itertools.islice(value, MOST))
    if type(value) in (list, tuple) and any(
            isinstance(item, Iterator) for item in value):
        return type(value)(opened(item, ()) for item in value)
    if isinstance(value, np.ndarray) and value.shape == (len(outputs),) \
            and len(outputs) > 1 and (value.dtype == object or all(
                output.shape == "a number" for output in outputs)):
        return list(value)
    return value


def flatten(value, name, fields=None, above=()):
    """List the (name, leaf) pairs of a value; tuples and lists are opened.

    ``flatten([(1, 2)], "pairs", ("a", "b"))`` gives
    ``[("pairs[0].a", 1), ("pairs[0].b", 2)]``.
    """
    if not isinstance(value, (list, tuple)):
        return [(name, value)]
    if id(value) in above or len(above) > 8:
        return [(name, Itself)]
    if fields and len(value) == len(fields) and not any(
            isinstance(item, (list, tuple)) for item in value):
        names = [f"{name}.{field}" for field in fields]
    else:
        names = [f"{name}[{index}]" for index in range(min(len(value), MOST))]
    above += (id(value),)
    return [leaf for item, item_name in zip(value, names)
            for leaf in flatten(item, item_name, fields, above)]


def arrays_in(value, name, depth=4):
    """List the (name, array) pairs in a value; objects are opened too."""
    if isinstance(value, np.ndarray):
        return [(name, value)]
    if depth == 0 or isinstance(value, _OPAQUE):
        return []
    if isinstance(value, (list, tuple)):
        items = [(f"{name}[{i}]", item) for i, item in enumerate(value)]
    elif isinstance(value, dict):
        items = [(f"{name}[{key!r}]", item) for key, item in value.items()]
    else:
        attributes = getattr(value, "__dict__", None) or {}
        items = [(f"{name}.{key}", item) for key, item in attributes.items()]
    return [pair for item_name, item in items
            for pair in arrays_in(item, item_name, depth - 1)]


def leaves_in(value, name, depth=4):
    """Like `arrays_in`, with the numbers and strings as well."""
    if isinstance(value, (list, tuple)) and depth:
        return [(f"{name}: its length", len(value))] + [
            leaf for i, item in enumerate(value)
            for leaf in leaves_in(item, f"{name}[{i}]", depth - 1)]
    if is_number(value) or isinstance(value, str):
        return [(name, value)]
    return arrays_in(value, name, depth)


def same(one, other):
    """Whether two leaves hold the same, nan equal to nan; never raises."""
    try:
        one, other = np.asarray(one), np.asarray(other)
        if one.shape != other.shape or one.dtype != other.dtype:
            return False
        return bool(np.array_equal(
            one, other, equal_nan=one.dtype.kind in "fc"))
    except Exception:
        return False


def has_ellipsis(value):
    """Whether `...` stands somewhere in a value."""
    if value is ...:
        return True
    if isinstance(value, (list, tuple)):
        return any(has_ellipsis(leaf) for _, leaf in flatten(value, "")
                   if leaf is not value)
    if isinstance(value, np.ndarray) and value.dtype == object:
        return any(item is ... for item in value.flat)
    return False
