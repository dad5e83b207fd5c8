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
    if len(sizes) < 2:
        raise ValueError(f"sizes: expected at least two, got {list(sizes)}")
    for size in sizes:
        validation.number("sizes", size, least=1, whole=True)
    rngs = [np.random.default_rng(seed) for seed in seeds]
    if not rngs:
        raise ValueError("seeds: expected at least one, got none")
    layers = []
    for num_inputs, num_outputs in zip(sizes, sizes[1:], strict=False):
        W = np.array([r.normal(size=(num_outputs, num_inputs)) for r in rngs])
        b = np.zeros((len(rngs), num_outputs))
        layers.append((W, b, hidden))
    layers[-1] = (*layers[-1][:2], output)
    return layers


def outputs_of(X, layers):
    """Forward: X, then Y of each layer [num_nets, num_instances, ...]."""
    outputs = [X]
    for W, b, activation in layers:
        A = outputs[-1] @ W.mT + b[:, np.newaxis]
        outputs.append(activation.g(A))
    return outputs


def step(layers, X, T, rate, top_first=False):
    """One step of gradient descent for every net, in place.

    The error is half the sum of the squares over the instances. With
    `top_first` a layer moves before it hands its gradient down: the wrong
    order, for notebook 07 to look at.
    """
    outputs, moves = outputs_of(X, layers), []
    dEdY = outputs[-1] - T
    for n in reversed(range(len(layers))):
        W, b, activation = layers[n]
        Deltas = activation.gd(outputs[n + 1]) * dEdY
        moves += [(W, rate * Deltas.mT @ outputs[n]),
                  (b, rate * Deltas.sum(axis=1))]
        if top_first:
            _move(moves)
        dEdY = Deltas @ W
    _move(moves)


def _move(moves):
    while moves:
        parameter, change = moves.pop()
        parameter -= change


def train(layers, X, T, rate, epochs):
    """This many steps, each over all instances, in place."""
    for _ in range(epochs):
        step(layers, X, T, rate)


def net(layers, n):
    """A copy of net n: layers (W, b, activation) without the first axis."""
    return [(W[n].copy(), b[n].copy(), activation)
            for W, b, activation in layers]
