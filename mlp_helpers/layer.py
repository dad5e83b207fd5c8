"""One layer: its weights, and what it remembers of a forward pass."""

from copy import deepcopy

import numpy as np

from . import validation
from .parameter import Parameter, glorot, matrix_and_row
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
    dEdW, dEdb : the shapes of W and b; each `backprop` writes into them
    parameters, gradients : vectors that hold the same numbers, W then b and
        dEdW then dEdb, so that one step moves both: parameters -= step

    Raises
    ------
    ValueError
        If an argument, or an array that is given or assigned, does not fit.
    """

    W = Parameter("num_outputs", "num_inputs")
    b = Parameter("num_outputs")
    dEdW = Parameter("num_outputs", "num_inputs")
    dEdb = Parameter("num_outputs")
    parameters = Parameter("num_parameters")
    gradients = Parameter("num_parameters")

    def __init__(
        self, num_inputs, num_outputs, activation, rng=None, dtype=np.float64
    ):
        num_inputs, num_outputs = validation.layer_arguments(
            num_inputs, num_outputs, activation, dtype
        )
        self.shape = (num_outputs, num_inputs)
        self.parameters = np.zeros(num_outputs * (num_inputs + 1), dtype)
        self.gradients = np.zeros_like(self.parameters)
        self._look_into_vectors()
        rng = validation.generator("rng", rng)
        variance = getattr(activation, "variance", glorot)
        spread = np.sqrt(variance(num_inputs, num_outputs))
        self.W = rng.normal(0, spread, size=self.shape)
        self.activation, self.X, self.Y = activation, None, None

    def _look_into_vectors(self):
        self.W, self.b = matrix_and_row(self.parameters, self.shape)
        self.dEdW, self.dEdb = matrix_and_row(self.gradients, self.shape)

    def forward(self, X):
        """X [num_instances, num_inputs] -> Y [num_instances, num_outputs]."""
        if not validation.trusted():
            X = validation.float_array("X", X, self.W.dtype)
        self.X = X
        self.Y = forward(self.X, self.W, self.b, self.activation.g)
        return self.Y

    def backprop(self, dEdY, input_gradient=True):
        """dEdY [num_instances, num_outputs] -> dEdX, of the shape of X.

        Writes dEdW and dEdb. With ``input_gradient=False`` dEdX is not
        computed, and None returned. RuntimeError without a forward before.
        """
        if self.Y is None:
            raise RuntimeError("Layer.backprop: call forward(X) first")
        if not validation.trusted():
            dEdY = validation.float_array("dEdY", dEdY, self.W.dtype)
        dEdX, _, _ = backprop(
            dEdY, self.W, self.b, self.activation.gd, self.Y, self.X,
            input_gradient, out=(self.dEdW, self.dEdb),
        )
        return dEdX

    def __copy__(self):
        return deepcopy(self)  # two layers never share weights

    def __getstate__(self):
        views = ("W", "b", "dEdW", "dEdb")
        return {k: v for k, v in vars(self).items() if k not in views}

    def __setstate__(self, state):
        vars(self).update(state)
        self._look_into_vectors()

    def __repr__(self):
        num_outputs, num_inputs = self.W.shape
        return f"Layer({num_inputs}, {num_outputs}, {self.activation})"
