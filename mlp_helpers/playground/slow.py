"""One instance through the playground's network, a number at a time."""

import copy

import numpy as np

from ..explorers.passes import one_pass, page_numbers
from .looking import Unfit

MOST = 600  # weights and biases


def look_at_size(network):
    """ValueError where it would take too long, or nothing could be seen."""
    size = sum(p.size for p in network.parameters)
    if size > MOST:
        raise ValueError(f"Slowly: expected a network of at most {MOST} "
                         f"weights and biases, got {size}")


def slow_pass(experiment, n):
    """What the page needs to show instance n on its way, as a dict.

    The layers are copies, so nothing is trained. The step at the end is one
    with this instance alone, without momentum and weight decay.

    Raises
    ------
    ValueError
        If the network is too large for it.
    Unfit
        If a layer does not say what its activation is.
    """
    e, network = experiment, experiment.network
    look_at_size(network)
    objects = copy.deepcopy(network.layers)
    layers = []
    for k, layer in enumerate(objects, 1):
        activation = getattr(layer, "activation", None)
        if not (hasattr(activation, "g") and hasattr(activation, "gd")):
            raise Unfit(f"layer {k} has no attribute activation with g and "
                        "gd, so its formulas are not known")
        layers.append((np.array(layer.W, dtype=float),
                       np.array(layer.b, dtype=float), activation))
    seen = one_pass(objects, layers, e.X[n:n + 1], e.T[n:n + 1],
                    error=network.error.name, batch=False,
                    rate=e.settings["learning_rate"])
    numbers = page_numbers(seen.operations)
    return {"numbers": numbers, "rate": e.settings["learning_rate"],
            "steps": numbers[-1]["step"], "error": seen.error}
