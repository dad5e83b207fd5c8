"""Arrays that come in: floats, of the right shape, without NaN."""

import numpy as np

from .numbers import short


class NotFiniteError(ValueError):
    """An array holds NaN or infinity."""


def float_array(name, value, dtype=None):
    """Return `value` as an array of floats, copied only where it must be.

    Integers, booleans and lists become float64 (or `dtype`); floats keep
    their own dtype unless `dtype` says otherwise. ValueError if `value` is
    not made of real numbers, its rows differ in length, or it is masked:
    NumPy's products calculate with what a mask hides.
    """
    rows = value if isinstance(value, (list, tuple)) else ()
    if any(isinstance(v, np.ma.MaskedArray) for v in (value, *rows)):
        raise ValueError(
            f"{name}: expected an array without a mask, got a masked one; "
            f"leave out the rows with masked entries, or fill them"
        )
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.empty(0, dtype=object)
    if array.dtype.kind not in "fiub":
        raise ValueError(
            f"{name}: expected real numbers, in rows of equal length, "
            f"got {short(value)}"
        )
    if dtype is None:
        dtype = array.dtype if array.dtype.kind == "f" else np.float64
    return np.asarray(array, dtype=dtype)


def check_finite(name, array):
    """Return `array`; NotFiniteError says where it holds NaN or infinity."""
    if not np.isfinite(array).all():
        bad = np.argwhere(~np.isfinite(array))
        where = ", ".join(str(index) for index in bad[0])
        more = f" and at {len(bad) - 1} more" if len(bad) > 1 else ""
        raise NotFiniteError(
            f"{name}: expected finite numbers, got "
            f"{array[tuple(bad[0])]} at [{where}]{more}"
        )
    return array


def check_shape(name, array, **expected):
    """Raise ValueError unless `array` has the shape spelled by `expected`.

    Each keyword is one axis, its value the size, or None where any size from
    1 up will do: ``check_shape("X", X, num_instances=None, num_inputs=3)``.
    """
    sizes = tuple(expected.values())
    if len(sizes) == array.ndim and all(
        got == size if size is not None else got
        for size, got in zip(sizes, array.shape, strict=True)
    ):
        return
    letters = "[" + ", ".join(expected) + "]"
    if set(sizes) != {None}:
        known = ["any" if size is None else str(size) for size in sizes]
        letters += " = [" + ", ".join(known) + "]"
    advice = ""
    if not array.size:
        advice = ", which is empty"
    elif array.ndim == 1 and list(expected)[:-1] == ["num_instances"]:
        advice = (
            f". One instance is a row, {name}[np.newaxis, :]; one number "
            f"for each instance is a column, {name}[:, np.newaxis]"
        )
    raise ValueError(
        f"{name}: expected shape {letters}, got {list(array.shape)}{advice}"
    )


def data(name, value, dtype=None, **expected):
    """Return `value` as finite floats of the expected shape."""
    array = float_array(name, value)
    check_shape(name, array, **expected)
    check_finite(name, array)
    if dtype is None or array.dtype == dtype:
        return array
    with np.errstate(over="ignore"):
        converted = array.astype(dtype)
    lost = np.isfinite(converted) == 0
    if lost.any():
        raise ValueError(
            f"{name}: expected numbers that {np.dtype(dtype)} can hold, "
            f"got {array[lost][0]:g}"
        )
    return converted
