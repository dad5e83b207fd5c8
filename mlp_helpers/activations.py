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


# 1 / (1 + exp(-a)) overflows at a = -1000; the same written with tanh cannot.
logistic = Activation(
    "logistic",
    g=lambda A: 0.5 * (1 + np.tanh(0.5 * np.asarray(A))),
    gd=lambda Y: Y * (1 - Y),
    variance=glorot_logistic,
)
tanh = Activation("tanh", g=np.tanh, gd=lambda Y: 1 - Y * Y)
# At the kink, a = 0, there is no derivative; like most, we take 0. It is `>`
# and not `>=`, because y is 0 for every a below the kink too.
relu = Activation(
    "relu",
    g=lambda A: np.maximum(A, 0),
    gd=lambda Y: (np.asarray(Y) > 0).astype(np.asarray(Y).dtype),
    variance=he,
)
linear = Activation("linear", g=lambda A: A, gd=np.ones_like)
