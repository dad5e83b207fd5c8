"""Looking at a network from outside: what it is, and whether it is right."""

import numpy as np

from ..gradients import check_gradients
from .settings import ACTIVATIONS, ERRORS


def describe(network):
    """The settings that a given network has, and its activations."""
    sizes = [lay.W.shape[0] for lay in network.layers]
    if network.layers[0].W.shape[1] != 2:
        raise ValueError("network: expected two inputs, got "
                         f"{network.layers[0].W.shape[1]}")
    if network.error.name not in ERRORS:
        raise ValueError(f"network: expected an error of this package, "
                         f"got {network.error!r}")
    names, used = [], {}
    for lay in network.layers:
        activation = getattr(lay, "activation", ACTIVATIONS["linear"])
        names.append(str(activation))
        used[names[-1]] = activation
    told = {"hidden": sizes[:-1], "activations": names[:-1],
            "error": network.error.name}
    if names[-1] in ACTIVATIONS:
        told["output"] = names[-1]
    if sizes[-1] > 2:
        told |= {"data": "gaussians", "classes": sizes[-1]}
    return told, used


def gradient_light(network, X, T, seed):
    """Compare backprop with numerical gradients at some entries.

    At a kink of ReLU right code can fail, so an array is called wrong only
    when it fails on three different handfuls of points.

    Returns
    -------
    ok : bool, text : a sentence that names the arrays that disagree
    """
    double = all(p.dtype == np.float64 for p in network.parameters)
    rng, failed = np.random.default_rng(seed), None
    for _ in range(3):
        some = rng.permutation(len(X))[:6]
        report = check_gradients(
            network, X[some], T[some], max_entries=6,
            tolerance=1e-4 if double else 5e-2,
            seed=int(rng.integers(1 << 30)))
        bad = [row.name for row in report.rows
               if not row.error <= report.tolerance]
        failed = bad if failed is None else [n for n in failed if n in bad]
        if not failed:
            return True, "backprop agrees with the numerical gradient"
    row = next(r for r in report.rows if r.name == failed[0])
    return False, (
        f"backprop disagrees with the numerical gradient in "
        f"{', '.join(failed)}: {row.backprop:.4g} instead of "
        f"{row.numerical:.4g} at {list(map(int, row.index))}")
