"""A stack of layers with an error on top."""

from copy import deepcopy

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
        if not validation.trusted():
            X = validation.network_arguments(self, X)
        self.outputs = [X]
        for layer in validation.watched(self.layers):
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
        first, *others = validation.watched(self.layers)
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
            learning_rate, momentum = validation.update_arguments(
                self, learning_rate, momentum
            )
            self.look_at_layers()
        for layer, velocities in self._moving:
            if len(velocities) == 1:
                pairs = ((layer.parameters, layer.gradients),)
            else:
                pairs = (layer.W, layer.dEdW), (layer.b, layer.dEdb)
            for (parameter, gradient), v in zip(pairs, velocities):
                if momentum:
                    v *= momentum
                    v -= learning_rate * gradient
                else:
                    np.multiply(gradient, -learning_rate, out=v)
                parameter += v

    def look_at_layers(self):
        """Check the list of layers; velocities of new ones are 0."""
        validation.check_layers(self)
        before = {id(layer): kept for layer, kept in self._moving}
        self._moving = []
        for layer in self.layers:
            arrays, kept = _arrays(layer), before.get(id(layer), ())
            if [v.shape for v in kept] != [a.shape for a in arrays]:
                kept = [np.zeros_like(array) for array in arrays]
            self._moving.append((layer, kept))

    def stand_still(self):
        """Set all velocities to 0, as they are before the first update."""
        self._moving = []
        self.look_at_layers()

    def state(self):
        """A copy of all that `update` changes: weights and velocities."""
        if not validation.trusted():
            self.look_at_layers()
        return [(_copies(_arrays(layer)), _copies(velocities))
                for layer, velocities in self._moving]

    def restore(self, state):
        """Give back what `state()` kept. ValueError if it does not fit."""
        arrays = [_arrays(layer) for layer in self.layers]
        validation.check_state(state, arrays)
        for mine, (kept, _) in zip(arrays, state):
            for array, values in zip(mine, kept):
                array[...] = values
        self._moving = [(layer, _copies(velocities))
                        for layer, (_, velocities) in zip(self.layers, state)]

    def __copy__(self):
        return deepcopy(self)  # two networks never share layers

    def __getstate__(self):
        return {k: v for k, v in vars(self).items() if k != "_seen"}

    def __repr__(self):
        return f"Network({self.layers}, {self.error})"


def _arrays(layer):
    """What an update moves: a Layer has one vector of its W and b."""
    if isinstance(layer, Layer) and "parameters" in vars(layer):
        return [layer.parameters]
    return [layer.W, layer.b]


def _copies(arrays):
    return [array.copy() for array in arrays]
