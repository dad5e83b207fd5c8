"""Checks of what comes in: shapes in the course's own letters, no NaN.

Every message names the argument, what was expected and what came.
"""

from .arguments import (
    backprop_arguments,
    forward_arguments,
    layer_arguments,
    outputs_and_targets,
    weights_and_biases,
)
from .arrays import (
    NotFiniteError,
    check_finite,
    check_shape,
    data,
    float_array,
)
from .layers import (
    check_error,
    check_gradients_of,
    check_layers,
    check_state,
    layer_list,
    network_arguments,
    network_data,
    pair,
    rehearse,
    watched,
)
from .numbers import function, generator, number, short
from .trusting import trust, trusted

__all__ = [
    "NotFiniteError", "backprop_arguments", "check_error", "check_finite",
    "check_gradients_of", "check_layers", "check_shape", "check_state",
    "data", "float_array", "forward_arguments", "function", "generator",
    "layer_arguments", "layer_list", "network_arguments", "network_data",
    "number", "outputs_and_targets", "pair", "rehearse", "short", "trust",
    "trusted",  "watched", "weights_and_biases",
]
