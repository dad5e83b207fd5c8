"""The arguments of the mathematics: do they fit together?"""

import numpy as np

from .arrays import check_finite, check_shape, data, float_array
from .numbers import function, number, short


def forward_arguments(X, W, b, g):
    """X, W, b as floats that fit together."""
    function("g", g)
    W, b = weights_and_biases(W, b)
    X = data("X", X, num_instances=None, num_inputs=W.shape[1])
    return X, check_finite("W", W), check_finite("b", b)


def backprop_arguments(dEdY, W, b, gd, Y, X):
    """dEdY, W, Y, X as floats that fit together."""
    function("gd", gd)
    W, b = weights_and_biases(W, b)
    X = data("X", X, num_instances=None, num_inputs=W.shape[1])
    outputs = {"num_instances": len(X), "num_outputs": W.shape[0]}
    Y = data("Y", Y, **outputs)
    dEdY = data("dEdY", dEdY, **outputs)
    check_finite("b", b)
    return dEdY, check_finite("W", W), Y, X


def weights_and_biases(W, b):
    W, b = float_array("W", W), float_array("b", b)
    check_shape("W", W, num_outputs=None, num_inputs=None)
    check_shape("b", b, num_outputs=W.shape[0])
    return W, b


def layer_arguments(num_inputs, num_outputs, activation, dtype):
    """The first two arguments of Layer as int, once all have been looked at.
    """
    num_inputs = number("num_inputs", num_inputs, least=1, whole=True)
    num_outputs = number("num_outputs", num_outputs, least=1, whole=True)
    for name in ("g", "gd"):
        if not callable(getattr(activation, name, None)):
            raise ValueError(
                "activation: expected an object with g and gd, such as "
                f"mlp_helpers.tanh, got {short(activation)}"
            )
    try:
        is_float = np.issubdtype(np.dtype(dtype), np.floating)
    except TypeError:
        is_float = False
    if not is_float:
        raise ValueError(f"dtype: expected a float type, got {dtype!r}")
    return num_inputs, num_outputs


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
