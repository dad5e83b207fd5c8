"""Looking at a network from outside: what it is, and whether it is right."""

import time

import numpy as np

from .. import validation
from ..gradients import check_gradients
from .settings import ACTIVATIONS, ERRORS, MOST_LAYERS, WIDEST

SECONDS = 0.3  # that a gradient check may take, roughly


def describe(network):
    """The settings that a given network has, and its activations."""
    sizes = [lay.W.shape[0] for lay in network.layers]
    if max(sizes[:-1], default=0) > WIDEST or len(sizes) > MOST_LAYERS + 1:
        raise ValueError(
            f"network: expected at most {MOST_LAYERS} hidden layers of at "
            f"most {WIDEST} units, got {sizes[:-1]}")
    if network.layers[0].W.shape[1] != 2:
        raise ValueError("network: expected two inputs, got "
                         f"{network.layers[0].W.shape[1]}")
    if network.error.name not in ERRORS:
        raise ValueError(f"network: expected an error of this package, "
                         f"got {network.error!r}")
    names, used = [], {}
    for lay in network.layers:
        names.append(name_of(lay))
        used[names[-1]] = getattr(lay, "activation", ACTIVATIONS["linear"])
    told = {"hidden": sizes[:-1], "activations": names[:-1],
            "error": network.error.name}
    if names[-1] in ACTIVATIONS:
        told["output"] = names[-1]
    if sizes[-1] > 2:
        told |= {"data": "gaussians", "classes": sizes[-1]}
    return told, used


def gradient_light(network, X, T, seed):
    """Compare backprop with numerical gradients at some entries.

    The points are moved a little: XOR's may lie exactly at a kink of ReLU,
    where there is no slope to compare with. At a kink near by right code can
    fail as well, so an array is called wrong only when it fails on three
    different handfuls of points, and by more than the rounding of the loss.

    Returns
    -------
    ok : bool, or None where a check would take too long
    text : a sentence that names the arrays that disagree
    """
    told = side_effects(network, X[:6], T[:6])
    if told:
        return False, told
    double = all(p.dtype == np.float64 for p in network.parameters)
    rng, failed = np.random.default_rng(seed), None
    with validation.trust():
        spent = 6 * len(network.parameters) * _seconds(
            lambda: network.loss(X[:6], T[:6]))
    entries = 6 if 6 * spent <= SECONDS else int(SECONDS / spent)
    if not entries:
        return None, "gradients not checked: the layer's forward is too slow"
    for _ in range(3):
        some = rng.permutation(len(X))[:6]
        moved = X[some] + rng.normal(0, 0.01, (len(some), 2))
        report = check_gradients(
            network, moved, T[some], max_entries=entries,
            tolerance=1e-4 if double else 5e-2,
            seed=int(rng.integers(1 << 30)))
        bad = [row.name for row in report.rows
               if not (row.error <= report.tolerance
                       or abs(row.backprop - row.numerical) < 1e-9)]
        failed = bad if failed is None else [n for n in failed if n in bad]
        if not failed:
            return True, "backprop agrees with the numerical gradient"
    row = next(r for r in report.rows if r.name == failed[0])
    return False, (
        f"backprop disagrees with the numerical gradient in "
        f"{', '.join(failed)}: {row.backprop:.4g} instead of "
        f"{row.numerical:.4g} at {list(map(int, row.index))}")


def _seconds(work):
    """The least processor time of three runs: a busy machine is not ours."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
        if times[0] > SECONDS:
            break  # slow enough to know
    return min(times)


def name_of(layer):
    """What a layer calls its activation; a learner's may have no name."""
    g = getattr(layer, "activation", None)
    return "g" if g is None else str(
        getattr(g, "name", None) or getattr(g, "__name__", None)
        or type(g).__name__)


class Unfit(TypeError):
    """A layer does not do what a layer has to; the message says what."""


def side_effects(network, X, T):
    """A sentence about a layer that changes what is not its own, or "".

    Its weights are as before afterwards.
    """
    kept = network.state()
    try:
        for k, layer in enumerate(network.layers, 1):
            before = X.copy()
            Y = layer.forward(X)
            if not np.array_equal(X, before, equal_nan=True):
                return (f"forward of layer {k} changes X, its argument, in "
                        "place: compute with a copy")
            X = Y
        dEdY = network.error.gradient(network.error.output(X), T)
        for k, layer in reversed([*enumerate(network.layers, 1)]):
            before = layer.W.copy(), layer.b.copy(), dEdY.copy()
            dEdX = layer.backprop(dEdY)
            for name, old, new in zip(("W", "b", "its argument"), before,
                                      (layer.W, layer.b, dEdY)):
                if not np.array_equal(old, new, equal_nan=True):
                    return (f"backprop of layer {k} changes {name}; it "
                            "should only find the slopes")
            dEdY = dEdX
    finally:
        network.restore(kept)
    return ""


def not_a_number(network, X):
    """Where a loss stops being a number, or "" where training has done it."""
    for k, layer in enumerate(network.layers, 1):
        for name in ("W", "b"):
            if not np.isfinite(getattr(layer, name)).all():
                return ""
        X = layer.forward(X)
        if not np.isfinite(X).all():
            return (f"forward of layer {k} returns numbers that are not "
                    "finite, from finite ones")
    return ""


def try_layers(layers, error):
    """Send three instances forward and back; Unfit names what is amiss."""
    X = np.linspace(-1.0, 1.0, 6).reshape(3, 2)
    for k, layer in enumerate(layers):
        for name in ("W", "b", "forward", "backprop"):
            if not hasattr(layer, name):
                raise Unfit(f"A layer needs {name}, and yours has none")
        X = layer.forward(X)
        _fits(X, (3, layer.W.shape[0]),
              f"forward of layer {k + 1}, for 3 instances,")
    dEdY = error.output(X) / 3
    for k, layer in reversed(list(enumerate(layers))):
        dEdY = layer.backprop(dEdY)
        if k:  # nobody needs the first one's
            _fits(dEdY, (3, layer.W.shape[1]),
                  f"backprop of layer {k + 1}, for 3 instances,")
        for name in ("W", "b"):
            kept = getattr(layer, f"dEd{name}", None)
            _fits(kept, getattr(layer, name).shape,
                  f"After backprop dEd{name} of layer {k + 1}", "is")


def _fits(got, shape, what, verb="returned"):
    if got is None and verb == "returned":
        raise Unfit(f"{what} returned None; it should end with return")
    if not isinstance(got, np.ndarray):
        raise Unfit(f"{what} {verb} {type(got).__name__}, expected an array "
                    f"of shape {shape}")
    if got.shape != shape:
        raise Unfit(f"{what} {verb} an array of shape {got.shape}, expected "
                    f"{shape}")
