"""A stack of layers with an error on top."""

from copy import deepcopy

import numpy as np

from . import validation
from .layer import Layer
from .validation import number


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
    layers, error : as given; the list may be changed, and is checked again
    outputs : list of arrays from the last forward pass: X, then the Y of
        each layer; in place of the last one the network's own output, which
        the error's output function has made of it

    Raises
    ------
    ValueError
        If layers do not fit onto each other, or data do not fit.

    Notes
    -----
    ``np.savez("net.npz", *network.parameters)`` saves the weights. To load
    them into a network of the same sizes: ``saved = np.load("net.npz")``, and
    ``for p, key in zip(network.parameters, saved): p[...] = saved[key]``.
    `pickle` keeps the network itself, with its last batch; but loading a
    pickle runs the code in it: load only what you trust.
    """

    def __init__(self, layers, error):
        self.layers = validation.layer_list(layers)
        self.error, self.outputs = error, []
        self.stand_still()
        validation.check_error(self)

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
        layers = self.layers
        if not validation.trusted():
            X = validation.network_arguments(self, X, Layer)
            layers = validation.watched(layers, Layer)
        self.outputs = [X]
        for layer in layers:
            self.outputs.append(layer.forward(self.outputs[-1]))
        self._A = self.outputs[-1]
        self.outputs[-1] = self.error.output(self._A)
        return self.outputs[-1]

    def loss(self, X, T):
        """The error E of the instances X, a float: their mean, usually."""
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
        if not validation.trusted():
            first, *others = validation.watched(self.layers, Layer)
        for layer in reversed(others):
            dEdY = layer.backprop(dEdY)
        if type(self.layers[0]).backprop is Layer.backprop:
            return first.backprop(dEdY, input_gradient)
        dEdX = first.backprop(dEdY)
        return dEdX if input_gradient else None

    def update(self, learning_rate, momentum=0.0):
        """One step of gradient descent for every W and b, in place.

        With momentum (Polyak 1964) each array has a velocity v, at first 0:
        v = momentum * v - learning_rate * gradient, then W = W + v.
        """
        if not validation.trusted():
            learning_rate = number("learning_rate", learning_rate, above=0)
            momentum = number("momentum", momentum, least=0, below=1)
            self.look_at_layers()
            validation.check_gradients_of(self.layers, Layer)
        for layer, name, gradient, v in self._moving:
            parameter = getattr(layer, name)
            gradient = getattr(layer, gradient)
            if momentum:
                v *= momentum
                v -= learning_rate * gradient
            else:
                np.multiply(gradient, -learning_rate, out=v)
            parameter += v

    def look_at_layers(self):
        """Check the list of layers. What is new in it has velocity 0."""
        validation.check_layers(self)
        before = {(id(layer), name): v for layer, name, _, v in self._moving}
        self._moving = []
        for layer in self.layers:
            # A Layer has one vector for W and b, so that one step moves both.
            pairs = [("parameters", "gradients")]
            if not isinstance(layer, Layer) or "parameters" not in vars(layer):
                pairs = [("W", "dEdW"), ("b", "dEdb")]
            for name, gradient in pairs:
                array, v = getattr(layer, name), before.get((id(layer), name))
                if v is None or v.shape != array.shape:
                    v = np.zeros_like(array)
                self._moving.append((layer, name, gradient, v))

    def stand_still(self):
        """Set all velocities to 0, as they are before the first update."""
        self._moving = []
        self.look_at_layers()

    def state(self):
        """A copy of all that `update` changes: weights and velocities."""
        if not validation.trusted():
            self.look_at_layers()
        return [(getattr(layer, name).copy(), v.copy())
                for layer, name, _, v in self._moving]

    def restore(self, state):
        """Give back what `state()` kept. ValueError if it does not fit."""
        self.look_at_layers()
        validation.check_state(state, [v for *_, v in self._moving])
        for (layer, name, _, v), (kept, velocity) in zip(self._moving, state):
            getattr(layer, name)[...], v[...] = kept, velocity

    def __copy__(self):
        return deepcopy(self)  # two networks never share layers

    def __getstate__(self):
        return {k: v for k, v in vars(self).items() if k != "_seen"}

    def __repr__(self):
        return f"Network({self.layers}, {self.error})"
