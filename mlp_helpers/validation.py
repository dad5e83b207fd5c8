"""Checks of what comes in: shapes in the course's own letters, no NaN.

Every message names the argument, what was expected and what came.
"""

import warnings
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

_trusted = ContextVar("trusted", default=False)
trusted = _trusted.get  # whether arrays pass unchecked


@contextmanager
def trust():
    """Let the arrays of a training pass: they were checked at its start.

    For small networks a check takes longer than a product of matrices.
    """
    before = _trusted.set(True)
    try:
        yield
    finally:
        _trusted.reset(before)


class NotFiniteError(ValueError):
    """An array holds NaN or infinity."""


def float_array(name, value, dtype=None):
    """Return `value` as an array of floats, copied only where it must be.

    Integers, booleans and lists become float64 (or `dtype`); floats keep
    their own dtype unless `dtype` says otherwise. ValueError if `value` is
    not made of real numbers, or its rows differ in length.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.empty(0, dtype=object)
    if array.dtype.kind not in "fiub":
        raise ValueError(
            f"{name}: expected real numbers, in rows of equal length, "
            f"got {_short(value)}"
        )
    if dtype is None:
        dtype = array.dtype if array.dtype.kind == "f" else np.float64
    return np.asarray(array, dtype=dtype)


def check_finite(name, array):
    """Raise NotFiniteError with the first position of NaN or infinity."""
    if not np.isfinite(array).all():
        bad = np.argwhere(~np.isfinite(array))
        where = ", ".join(str(index) for index in bad[0])
        more = f" and at {len(bad) - 1} more" if len(bad) > 1 else ""
        raise NotFiniteError(
            f"{name}: expected finite numbers, got "
            f"{array[tuple(bad[0])]} at [{where}]{more}"
        )


def check_shape(name, array, **expected):
    """Raise ValueError unless `array` has the shape spelled by `expected`.

    Each keyword is one axis, its value the size, or None where any size will
    do: ``check_shape("X", X, num_instances=None, num_inputs=3)``.
    """
    sizes = tuple(expected.values())
    if len(sizes) == array.ndim and all(
        size in (None, got)
        for size, got in zip(sizes, array.shape, strict=True)
    ):
        return
    letters = "[" + ", ".join(expected) + "]"
    if set(sizes) != {None}:
        known = ["any" if size is None else str(size) for size in sizes]
        letters += " = [" + ", ".join(known) + "]"
    advice = ""
    if array.ndim == 1 and len(sizes) == 2:
        advice = (
            f". One instance is a row, {name}[np.newaxis, :]; one number "
            f"for each instance is a column, {name}[:, np.newaxis]"
        )
    raise ValueError(
        f"{name}: expected shape {letters}, got {list(array.shape)}{advice}"
    )


def data(name, value, dtype=None, **expected):
    """Return `value` as finite floats of the expected shape."""
    array = float_array(name, value, dtype)
    check_shape(name, array, **expected)
    check_finite(name, array)
    return array


def number(name, value, least=None, above=None, below=np.inf, whole=False):
    """Raise ValueError unless `value` is a number within the bounds."""
    real = isinstance(value, (int, float, np.integer, np.floating))
    if (
        not real
        or not np.isfinite(value)
        or (whole and value != int(value))
        or (least is not None and value < least)
        or (above is not None and value <= above)
        or value >= below
    ):
        bounds = [f"at least {least:g}"] if least is not None else []
        bounds += [f"more than {above:g}"] if above is not None else []
        bounds += [f"less than {below:g}"] if below < np.inf else []
        kind = "a whole number" if whole else "a number"
        raise ValueError(
            f"{name}: expected {', '.join([kind, *bounds])}, "
            f"got {_short(value)}"
        )


def forward_arguments(X, W, b):
    """X, W, b as floats that fit together."""
    W, b = weights_and_biases(W, b)
    X = data("X", X, num_instances=None, num_inputs=W.shape[1])
    return X, W, b


def backprop_arguments(dEdY, W, b, Y, X):
    """dEdY, W, Y, X as floats that fit together."""
    W, b = weights_and_biases(W, b)
    X, Y = float_array("X", X), float_array("Y", Y)
    check_shape("X", X, num_instances=None, num_inputs=W.shape[1])
    outputs = {"num_instances": len(X), "num_outputs": W.shape[0]}
    check_shape("Y", Y, **outputs)
    return data("dEdY", dEdY, **outputs), W, Y, X


def weights_and_biases(W, b):
    W, b = float_array("W", W), float_array("b", b)
    check_shape("W", W, num_outputs=None, num_inputs=None)
    check_shape("b", b, num_outputs=W.shape[0])
    return W, b


def check_layer(num_inputs, num_outputs, activation, dtype):
    """The arguments of Layer."""
    number("num_inputs", num_inputs, least=1, whole=True)
    number("num_outputs", num_outputs, least=1, whole=True)
    if not (hasattr(activation, "g") and hasattr(activation, "gd")):
        raise ValueError(
            "activation: expected an object with g and gd, such as "
            f"mlp_helpers.tanh, got {_short(activation)}"
        )
    try:
        is_float = np.issubdtype(np.dtype(dtype), np.floating)
    except TypeError:
        is_float = False
    if not is_float:
        raise ValueError(f"dtype: expected a float type, got {dtype!r}")


def check_network(layers, error):
    """The arguments of Network: layers that fit onto each other."""
    if not layers:
        raise ValueError("layers: expected at least one, got none")
    for i, layer in enumerate(layers):
        for attribute in ("W", "b", "forward", "backprop"):
            if not hasattr(layer, attribute):
                raise ValueError(
                    f"layers[{i}]: expected an object with W, b, forward "
                    f"and backprop, got {_short(layer)} without {attribute}"
                )
        if i and layer.W.shape[1] != layers[i - 1].W.shape[0]:
            raise ValueError(
                f"layers[{i}]: expected num_inputs = "
                f"{layers[i - 1].W.shape[0]}, the num_outputs of "
                f"layers[{i - 1}], got {layer.W.shape[1]}"
            )
    if not hasattr(error, "gradient"):
        raise ValueError(
            "error: expected squared_error, logistic_cross_entropy or "
            f"softmax_cross_entropy, got {_short(error)}"
        )
    last = str(getattr(layers[-1], "activation", "linear"))
    if "cross_entropy" in error.name and last != "linear":
        warnings.warn(
            f"the last layer's activation is {last}, and {error.name} "
            "applies its own output function on top of it; with a "
            "cross-entropy the last layer is usually linear",
            stacklevel=3,
        )


def outputs_and_targets(name, Y, T, probabilities, rows_sum_to_one):
    """Y (called `name`) and T as floats of one shape and dtype."""
    Y = data(name, Y, num_instances=None, num_outputs=None)
    T = float_array("T", T, Y.dtype)
    if T.ndim == 1 and Y.shape[1] > 1:
        raise ValueError(
            "T: expected shape [num_instances, num_outputs] = "
            f"{list(Y.shape)}, got {list(T.shape)}. For class labels "
            f"use one_hot(labels, {Y.shape[1]})"
        )
    T = data("T", T, num_instances=Y.shape[0], num_outputs=Y.shape[1])
    outside = np.argwhere((T < 0) | (T > 1)) if probabilities else ()
    if len(outside):
        n, k = outside[0]
        raise ValueError(
            f"T: expected probabilities, from 0 to 1, got {T[n, k]:g} "
            f"at [{n}, {k}]"
        )
    sums = T.sum(axis=1)
    if rows_sum_to_one and (abs(sums - 1) > 1e-3).any():
        n = int(np.argmax(abs(sums - 1) > 1e-3))
        raise ValueError(
            "T: expected rows that sum to 1 (as one-hot rows do), got "
            f"{sums[n]:g} in row {n}"
        )
    return Y, T


def _short(value):
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
