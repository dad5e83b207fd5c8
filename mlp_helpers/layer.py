"""One layer: its weights, and what it remembers of a forward pass."""

import numpy as np

from . import validation
from .parameter import Parameter, glorot
from .propagation import backprop, forward


class Layer:
    """A fully connected layer: Y = g(X Wᵀ + b).

    Parameters
    ----------
    num_inputs, num_outputs : int
    activation : Activation, or any object with `g` and `gd`
    rng : np.random.Generator, or a seed for one, for the initial weights
    dtype : the float dtype of W and b, kept by all that the layer computes

    Attributes
    ----------
    W : [num_outputs, num_inputs], at first normal with mean 0 and the
        variance that suits the activation (Glorot, He: see `Activation`)
    b : [num_outputs], at first zeros
    dEdW, dEdb : the shapes of W and b, from the last `backprop`

    Raises
    ------
    ValueError
        If an argument, or an array that is given or assigned, does not fit.
    """

    W = Parameter("num_outputs", "num_inputs")
    b = Parameter("num_outputs")

    def __init__(
        self, num_inputs, num_outputs, activation, rng=None, dtype=np.float64
    ):
        validation.check_layer(num_inputs, num_outputs, activation, dtype)
        rng = np.random.default_rng(rng)
        variance = getattr(activation, "variance", glorot)
        spread = np.sqrt(variance(num_inputs, num_outputs))
        W = rng.normal(0, spread, size=(num_outputs, num_inputs))
        self.W, self.b = W.astype(dtype), np.zeros(num_outputs, dtype)
        self.dEdW, self.dEdb = np.zeros_like(self.W), np.zeros_like(self.b)
        self.activation, self.X, self.Y = activation, None, None

    def forward(self, X):
        """X [num_instances, num_inputs] -> Y [num_instances, num_outputs]."""
        self.X = validation.float_array("X", X, self.W.dtype)
        self.Y = forward(self.X, self.W, self.b, self.activation.g)
        return self.Y

    def backprop(self, dEdY, input_gradient=True):
        """dEdY [num_instances, num_outputs] -> dEdX, of the shape of X.

        Keeps dEdW and dEdb. With ``input_gradient=False`` dEdX is not
        computed, and None returned. RuntimeError without a forward before.
        """
        if self.Y is None:
            raise RuntimeError("Layer.backprop: call forward(X) first")
        dEdY = validation.float_array("dEdY", dEdY, self.W.dtype)
        dEdX, self.dEdW, self.dEdb = backprop(
            dEdY, self.W, self.b, self.activation.gd, self.Y, self.X,
            input_gradient,
        )
        return dEdX

    def __repr__(self):
        num_outputs, num_inputs = self.W.shape
        return f"Layer({num_inputs}, {num_outputs}, {self.activation})"
