"""Values inside values: take nested results and arguments apart, by name."""
import types
from numbers import Number

import numpy as np

_OPAQUE = (types.FunctionType, types.MethodType, types.BuiltinFunctionType,
           types.ModuleType, type, np.random.Generator, np.ufunc)


def is_number(value):
    """Whether value is one number, of Python or of numpy."""
    return (isinstance(value, (Number, np.generic))
            or isinstance(value, np.ndarray) and value.ndim == 0)


def flatten(value, name, fields=None):
    """List the (name, leaf) pairs of a value; tuples and lists are opened.

    ``flatten([(1, 2)], "pairs", ("a", "b"))`` gives
    ``[("pairs[0].a", 1), ("pairs[0].b", 2)]``.
    """
    if not isinstance(value, (list, tuple)):
        return [(name, value)]
    if fields and len(value) == len(fields) and not any(
            isinstance(item, (list, tuple)) for item in value):
        names = [f"{name}.{field}" for field in fields]
    else:
        names = [f"{name}[{index}]" for index in range(len(value))]
    return [leaf for item, item_name in zip(value, names)
            for leaf in flatten(item, item_name, fields)]


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
        if one.dtype.kind in "fc":
            return bool(np.array_equal(one, other, equal_nan=True))
        return bool(np.array_equal(one, other))
    except Exception:
        return False


def has_ellipsis(value, depth=6):
    """Whether `...` stands somewhere in a value."""
    if value is ...:
        return True
    if isinstance(value, (list, tuple)) and depth:
        return any(has_ellipsis(item, depth - 1) for item in value)
    if isinstance(value, np.ndarray) and value.dtype == object:
        return any(item is ... for item in value.flat)
    return False
