"""The finished code of the course: a multi-layer perceptron in NumPy."""

from . import datasets, explorers, plots
from .activations import Activation, linear, logistic, relu, tanh
from .datasets import one_hot
from .errors import (
    logistic_cross_entropy,
    softmax,
    softmax_cross_entropy,
    squared_error,
)
from .exercises import check, hint, progress, solution
from .folded import fold_bias, unfold_bias
from .gradients import check_gradients
from .layer import Layer
from .network import Network
from .notation import notation
from .playground import Playground
from .propagation import backprop, forward
from .training import train

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
