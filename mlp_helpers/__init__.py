"""The finished code of the course: a multi-layer perceptron in NumPy.

The map of this package is README.md beside this file.
"""

from importlib import import_module

from . import datasets
from .activations import Activation, linear, logistic, relu, tanh
from .datasets import one_hot
from .errors import (
    logistic_cross_entropy,
    softmax,
    softmax_cross_entropy,
    squared_error,
)
from .folded import fold_bias, unfold_bias
from .gradients import check_gradients
from .layer import Layer
from .network import Network
from .propagation import backprop, forward
from .training import train

# Pictures, widgets and exercises take longer to load than all the rest, so
# each of these names is fetched from its module when it is first asked for.
_LATER = {
    "course": None, "exercises": None, "explorers": None,
    "playground": None, "plots": None,
    "Playground": "playground", "notation": "course.notation",
    "check": "exercises", "hint": "exercises", "progress": "exercises",
    "solution": "exercises",
}

__all__ = [
    "Activation",
    "Layer",
    "Network",
    "Playground",
    "backprop",
    "check",
    "check_gradients",
    "datasets",
    "explorers",
    "fold_bias",
    "forward",
    "hint",
    "linear",
    "logistic",
    "logistic_cross_entropy",
    "notation",
    "one_hot",
    "plots",
    "progress",
    "relu",
    "softmax",
    "softmax_cross_entropy",
    "solution",
    "squared_error",
    "tanh",
    "train",
    "unfold_bias",
]


def __getattr__(name):
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f".{_LATER[name] or name}", __name__)
    value = getattr(module, name) if _LATER[name] else module
    return globals().setdefault(name, value)


def __dir__():
    return sorted({*globals(), *_LATER})
