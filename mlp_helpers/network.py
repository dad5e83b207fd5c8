"""A stack of layers with an error on top."""

import numpy as np

from . import validation
from .layer import Layer


class Network:
    """Layers, each fed by the one below, and an error at the end.

    Parameters
    ----------
    layers : list of Layer, or of any objects with the attributes W, b, dEdW,
        dEdb and the methods forward(X) -> Y and backprop(dEdY) -> dEdX
    error : squared_error, logistic_cross_entropy or softmax_cross_entropy.
        It owns the output function (identity, logistic, softmax), so with a
        cross-entropy the last layer is linear.

    Attributes
    ----------
    outputs : list of arrays from the last forward pass: X, then the Y of
        each layer, the last one the network's output

    Raises
    ------
    ValueError
        If layers do not fit onto each other, or data do not fit.
    """

    def __init__(self, layers, error):
        self.layers, self.error, self.outputs = list(layers), error, []
        self._velocities = None
        validation.check_network(self.layers, error)

    @property
    def parameters(self):
        """W and b of each layer, the arrays that learning changes."""
        return [array for lay in self.layers for array in (lay.W, lay.b)]

    @property
    def gradients(self):
        """dE/dW and dE/db of each layer, in the order of `parameters`."""
        return [grad for lay in self.layers for grad in (lay.dEdW, lay.dEdb)]

    def forward(self, X):
        """X [num_instances, num_inputs] -> Y [num_instances, num_outputs].

        With a cross-entropy the Y are probabilities.
        """
        if not validation.trusted():
            sizes = {"num_inputs": self.layers[0].W.shape[1]}
            X = validation.data("X", X, num_instances=None, **sizes)
        self.outputs = [X]
        for layer in self.layers:
            self.outputs.append(layer.forward(self.outputs[-1]))
        self._A = self.outputs[-1]
        self.outputs[-1] = self.error.output(self._A)
        return self.outputs[-1]

    def loss(self, X, T):
        """The error E, a float: the mean over the instances of X."""
        self.forward(X)
        return self.error.loss(self._A, T)

    def backprop(self, X, T, input_gradient=False):
        """Forward, then back: leaves in each layer the dEdW and dEdb that
        are the derivatives of `loss(X, T)`.

        Returns dE/dX [num_instances, num_inputs] if `input_gradient`; else
        None, and the first layer does not compute it.
        """
        dEdY = self.error.gradient(self.forward(X), T)
        first, *others = self.layers
        for layer in reversed(others):
            dEdY = layer.backprop(dEdY)
        if type(first).backprop is Layer.backprop:
            return first.backprop(dEdY, input_gradient)
        dEdX = first.backprop(dEdY)
        return dEdX if input_gradient else None

    def update(self, learning_rate, momentum=0.0):
        """One step of gradient descent for every W and b, in place.

        With momentum (Polyak 1964) each array has a velocity v, at first 0:
        v = momentum * v - learning_rate * gradient, then W = W + v.
        """
        if not validation.trusted():
            validation.number("learning_rate", learning_rate, above=0)
            validation.number("momentum", momentum, least=0, below=1)
        pairs = self._pairs()
        if self._velocities is None:
            self._velocities = [np.zeros_like(p) for p, _ in pairs]
        for v, (parameter, gradient) in zip(self._velocities, pairs):
            if momentum:
                v *= momentum
                v -= learning_rate * gradient
            else:
                np.multiply(gradient, -learning_rate, out=v)
            parameter += v

    def _pairs(self):
        """Arrays and their gradients; a Layer has one vector of each."""
        pairs = []
        for layer in self.layers:
            if isinstance(layer, Layer):
                pairs.append((layer.parameters, layer.gradients))
            else:
                pairs += [(layer.W, layer.dEdW), (layer.b, layer.dEdb)]
        return pairs

    def __repr__(self):
        return f"Network({self.layers}, {self.error})"
