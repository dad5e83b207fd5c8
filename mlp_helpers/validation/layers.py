"""Layers of a network, of any class: do they fit, and do they deliver?"""

import warnings
from collections.abc import Iterable
from operator import is_

import numpy as np

from .arrays import (
    NotFiniteError,
    check_finite,
    check_shape,
    data,
    float_array,
)
from .numbers import short
from .trusting import trust, trusted

METHODS = ("forward", "backprop", "loss", "update", "state", "restore")


def check_error(network):
    """Raise ValueError unless the network has an error that it can use."""
    error = network.error
    needed = ("output", "loss", "gradient")
    if isinstance(error, type) or not all(hasattr(error, n) for n in needed):
        raise ValueError(
            "error: expected squared_error, logistic_cross_entropy or "
            f"softmax_cross_entropy, got {short(error)}"
        )
    last = str(getattr(network.layers[-1], "activation", "linear"))
    if "cross_entropy" in str(error) and last != "linear":
        warnings.warn(
            f"the last layer's activation is {last}, and {error} "
            "applies its own output function on top of it; with a "
            "cross-entropy the last layer is usually linear",
            stacklevel=3,
        )


def layer_list(layers):
    """The layers as a list; ValueError if they are not several."""
    if hasattr(layers, "forward") or not isinstance(layers, Iterable):
        raise ValueError(
            f"layers: expected a list of layers, got {short(layers)}"
        )
    return list(layers)


def check_layers(network):
    """Raise ValueError unless the layers fit onto each other.

    The list is its owner's to change, so this is asked again at every step
    that is not trusted, and answered at once where all is as it was seen.
    """
    layers = network.layers
    if not isinstance(layers, (list, tuple)) or not layers:
        raise ValueError(
            "layers: expected a list of at least one layer, got "
            f"{'none' if layers in ([], ()) else short(layers)}"
        )
    now = [part for i, layer in enumerate(layers) for part in _parts(i, layer)]
    seen = vars(network).get("_seen", ())
    if len(now) == len(seen) and all(map(is_, now, seen)):
        return
    arrays = []
    for i, layer in enumerate(layers):
        _check_place(i, layers)
        for letter in "Wb":
            name, array = f"layers[{i}].{letter}", getattr(layer, letter)
            _check_array(name, array, arrays)
            arrays.append((name, array))
    network._seen = now


def _parts(i, layer):
    """The layer and its arrays."""
    what = f"the class {layer.__name__}" if isinstance(layer, type) else ""
    for attribute in ("W", "b", "forward", "backprop"):
        if what or not hasattr(layer, attribute):
            what = what or f"{short(layer)} without {attribute}"
            raise ValueError(
                f"layers[{i}]: expected an object with W, b, forward and "
                f"backprop, got {what}"
            )
    return layer, layer.W, layer.b


def _check_place(i, layers):
    """The layer is nowhere else, and fits onto the one below."""
    for j in range(i):
        if layers[j] is layers[i]:
            raise ValueError(
                f"layers[{i}]: expected a layer of its own, got the one that "
                f"is layers[{j}] already; make a new one for each place"
            )
    W, b = _array(f"layers[{i}].W", layers[i].W), layers[i].b
    check_shape(f"layers[{i}].W", W, num_outputs=None, num_inputs=None)
    b = _array(f"layers[{i}].b", b)
    check_shape(f"layers[{i}].b", b, num_outputs=W.shape[0])
    if i and W.shape[1] != layers[i - 1].W.shape[0]:
        raise ValueError(
            f"layers[{i}]: expected num_inputs = "
            f"{layers[i - 1].W.shape[0]}, the num_outputs of "
            f"layers[{i - 1}], got {W.shape[1]}"
        )


def _array(name, array):
    """The array, if an update can change it in place."""
    if not isinstance(array, np.ndarray):
        got = short(array)
    elif array.dtype.kind != "f":
        got = f"one of {array.dtype}"
    elif not array.flags.writeable:
        got = "a read-only one"
    else:
        return float_array(name, array)  # it has no mask
    raise ValueError(
        f"{name}: expected a NumPy array of floats, which an update can "
        f"change in place, got {got}"
    )


def _check_array(name, array, others):
    """It has the dtype of the others, and numbers of its own."""
    for other_name, other in others:
        if array.dtype != other.dtype:
            raise ValueError(
                f"{name}: expected {other.dtype}, the dtype of {other_name}, "
                f"got {array.dtype}"
            )
        if np.may_share_memory(array, other) and np.shares_memory(
            array, other
        ):
            raise ValueError(
                f"{name}: expected an array of its own, got one that shares "
                f"its numbers with {other_name}; give one of them a copy"
            )


def network_arguments(network, X, own):
    """X as the network's layers need it, once all have been looked at.

    `own` is the class whose vectors stand for its arrays, here and below.
    """
    check_layers(network)
    for i, layer in enumerate(network.layers):
        if type(layer) is own and np.isfinite(layer.parameters).all():
            continue
        check_finite(f"layers[{i}].W", layer.W)
        check_finite(f"layers[{i}].b", layer.b)
    W = network.layers[0].W
    return data("X", X, W.dtype, num_instances=None, num_inputs=W.shape[1])


def check_state(state, arrays):
    """Raise ValueError unless the state is one of layers like these."""
    got = [kept.shape for kept, _ in state]
    if got != [array.shape for array in arrays]:
        raise ValueError(
            "state: expected one of the layers that are here now, got one "
            f"of {len(got)} arrays with the shapes {got}"
        )


def network_data(network, X, T, name=""):
    """X and T as floats of the network's, after one pass that checks them.

    `name` says which pair it is, where there are two.
    """
    for method in METHODS:
        if not hasattr(network, method):
            raise ValueError(
                f"network: expected a Network, got {short(network)}"
            )
    try:
        Y = network.forward(X)
        network.error.gradient(Y, T)
    except ValueError as error:
        if name:
            raise ValueError(f"{name}, {error}") from None
        raise
    dtype = network.layers[0].W.dtype
    return float_array("X", X, dtype), float_array("T", T, dtype)


def pair(validation):
    """X and T of validation=(X, T)."""
    if not isinstance(validation, (list, tuple)) or len(validation) != 2:
        raise ValueError(
            f"validation: expected a pair (X, T), got {short(validation)}"
        )
    return validation


def rehearse(network, X, T):
    """Go forward and back once with all checks, before a training has none.

    Not by `network.backprop`, in whose place there may be a counter.
    """
    try:
        type(network).backprop(network, X, T)
    except NotFiniteError:
        pass  # the training will diverge, and say why


def watched(layers, own):
    """The layers; unless all is trusted, each with an eye on its results."""
    if trusted():
        return layers
    return [Watched(i, layer, own) for i, layer in enumerate(layers)]


class Watched:
    """A layer of a network, and a look at all that comes out of it."""

    def __init__(self, i, layer, own):
        self.name, self.layer = f"layers[{i}]", layer
        self.own = type(layer) is own and "forward" not in vars(layer)

    def _run(self, method, *arguments):
        with np.errstate(over="ignore", invalid="ignore"):
            if not self.own:
                return method(*arguments)
            with trust():  # what it is given has been checked
                return method(*arguments)

    def forward(self, X):
        Y = self._run(self.layer.forward, X)
        sizes = {"num_instances": len(X), "num_outputs": len(self.layer.b)}
        _check_result(f"{self.name}.forward", Y, **sizes)
        if not np.isfinite(Y).all():
            place = tuple(map(int, np.argwhere(~np.isfinite(Y))[0]))
            raise NotFiniteError(
                f"{self.name}: expected finite outputs from finite X, W and "
                f"b, got {Y[place]} at {list(place)}; the numbers that it "
                f"was given go up to {abs(X).max():.3g}, those of its W up "
                f"to {abs(self.layer.W).max():.3g}"
            )
        return Y

    def backprop(self, dEdY, *input_gradient):
        dEdX = self._run(self.layer.backprop, dEdY, *input_gradient)
        if not self.own:
            _check_gradients(self.name, self.layer)
        if self.name != "layers[0]" or any(input_gradient):
            W = self.layer.W
            sizes = {"num_instances": len(dEdY), "num_inputs": W.shape[1]}
            name = f"{self.name}.backprop"
            check_finite(name, _check_result(name, dEdX, **sizes))
        return dEdX


def check_gradients_of(layers, own):
    """Raise ValueError unless each layer has a dEdW and dEdb that fit."""
    for i, layer in enumerate(layers):
        if type(layer) is own and np.isfinite(layer.gradients).all():
            continue
        _check_gradients(f"layers[{i}]", layer)


def _check_gradients(name, layer):
    for letter, parameter in (("W", layer.W), ("b", layer.b)):
        gradient = getattr(layer, f"dEd{letter}", None)
        letters = ("num_outputs", "num_inputs")[:parameter.ndim]
        full = f"{name}.dEd{letter}"
        sizes = dict(zip(letters, parameter.shape))
        check_finite(full, _check_result(full, gradient, **sizes))


def _check_result(name, value, **expected):
    """Return it; ValueError unless it is an array of this shape."""
    if not isinstance(value, np.ndarray):
        sizes = ", ".join(f"{k} = {n}" for k, n in expected.items())
        raise ValueError(
            f"{name}: expected an array with {sizes}, got {short(value)}"
        )
    float_array(name, value)
    check_shape(name, value, **expected)
    return value
