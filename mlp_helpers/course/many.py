"""Many small nets at once: the formulas of a batch, one more axis in front.

A net is a list of layers (W, b, activation), as in notebooks 05 and 07. Here
each array holds all nets, and the net is its first axis:

    W [num_nets, num_outputs, num_inputs], b [num_nets, num_outputs],
    Y and Deltas [num_nets, num_instances, num_outputs].

`@` and `.mT` (a transpose of the last two axes) leave that axis alone, so
that every line below reads as it does for one net. X and T have no such axis:
all nets learn the same instances.
"""

import numpy as np

from .. import validation
from ..activations import logistic
from ..errors import squared_error


def start(sizes, seeds, hidden=logistic, output=logistic):
    """One net a seed: weights from N(0, 1), biases 0.

    Parameters
    ----------
    sizes : list of int, such as [2, 3, 1]: inputs, hidden units, outputs
    seeds : iterable of int; net n draws its weights, layer by layer, from
        ``np.random.default_rng(seeds[n])``
    hidden, output : Activation, of the hidden layers and of the last one

    Returns
    -------
    layers : list of (W, b, activation), see the module

    Raises
    ------
    ValueError
        If there are fewer than two sizes or no seeds, or a size is not a
        whole number from 1 up.
    """
    sizes = [validation.number("sizes", size, least=1, whole=True)
             for size in _several("sizes", sizes, 2)]
    rngs = [validation.generator("seeds", seed)
            for seed in _several("seeds", seeds, 1)]
    layers = []
    for num_inputs, num_outputs in zip(sizes, sizes[1:], strict=False):
        W = np.array([r.normal(size=(num_outputs, num_inputs)) for r in rngs])
        b = np.zeros((len(rngs), num_outputs))
        layers.append((W, b, hidden))
    layers[-1] = (*layers[-1][:2], output)
    return layers


def _several(name, values, least):
    values = list(values) if np.iterable(values) else [values]
    if len(values) < least:
        raise ValueError(f"{name}: expected at least {least}, got {values}")
    return values


def outputs_of(X, layers):
    """Forward: X, then Y of each layer [num_nets, num_instances, ...]."""
    outputs = [X]
    for W, b, activation in layers:
        A = outputs[-1] @ W.mT + b[:, np.newaxis]
        outputs.append(activation.g(A))
    return outputs


def step(layers, X, T, rate, error=squared_error):
    """One step of gradient descent for every net, in place.

    The error is the sum over the instances, half the sum of the squares by
    default. With `logistic_cross_entropy` the nets end in a linear layer:
    the error applies the logistic.
    """
    outputs, moves = outputs_of(X, layers), []
    dEdY = error.output(outputs[-1]) - T
    for n in reversed(range(len(layers))):
        W, b, activation = layers[n]
        Deltas = activation.gd(outputs[n + 1]) * dEdY
        moves += [(W, rate * Deltas.mT @ outputs[n]),
                  (b, rate * Deltas.sum(axis=1))]
        dEdY = Deltas @ W
    for parameter, change in moves:
        parameter -= change


def train(layers, X, T, rate, epochs, error=squared_error):
    """This many steps, each over all instances, in place."""
    X = validation.data("X", X, num_instances=None,
                        num_inputs=layers[0][0].shape[2])
    T = validation.data("T", T, num_instances=len(X),
                        num_outputs=layers[-1][0].shape[1])
    rate = validation.number("rate", rate, above=0)
    epochs = validation.number("epochs", epochs, least=0, whole=True)
    for _ in range(epochs):
        step(layers, X, T, rate, error)


def net(layers, n):
    """A copy of net n: layers (W, b, activation) without the first axis."""
    n = validation.number("n", n, least=0, below=len(layers[0][0]),
                          whole=True)
    return [(W[n].copy(), b[n].copy(), activation)
            for W, b, activation in layers]
