"""Activation functions g and their derivatives gd, written in terms of y.

After the forward pass we keep y = g(a). Each derivative here needs that y
and nothing else: gd(y) = g'(a).
"""

import numpy as np

from .parameter import glorot, glorot_logistic, he


class Activation:
    """A function g, applied to every entry, and its derivative.

    Attributes
    ----------
    name : str
    g : function of A, any shape -> Y, the same shape and dtype
    gd : function of **Y**, any shape -> g'(A), the same shape and dtype
    variance : function of (num_inputs, num_outputs) -> the variance of
        initial weights with which signals neither fade nor grow
    """

    def __init__(self, name, g, gd, variance=glorot):
        self.name, self.g, self.gd, self.variance = name, g, gd, variance

    def __repr__(self):
        return self.name


def _logistic(A):
    # 1 / (1 + exp(-a)) overflows at a = -1000; this is the same, and cannot.
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(A)))


def _logistic_slope(Y):
    return Y * (1 - Y)


def _tanh_slope(Y):
    return 1 - Y * Y


def _relu(A):
    return np.maximum(A, 0)


def _relu_slope(Y):
    # At the kink, a = 0, there is no derivative; like most, we take 0. It is
    # `>` and not `>=`, because y is 0 for every a below the kink too.
    return (np.asarray(Y) > 0).astype(np.asarray(Y).dtype)


def _identity(A):
    return A


# Functions with names, because pickle cannot save a lambda.
logistic = Activation("logistic", _logistic, _logistic_slope, glorot_logistic)
tanh = Activation("tanh", np.tanh, _tanh_slope)
relu = Activation("relu", _relu, _relu_slope, he)
linear = Activation("linear", _identity, np.ones_like)
