"""What the page needs to draw a playground, as few bytes as will do.

Every frame is complete in itself but for the points and the settings, which
come with each answer to the page. The colours are chosen there.
"""

from contextlib import nullcontext

import numpy as np

from .. import validation
from ..layer import Layer
from .looking import name_of

GRID = 60  # places in each direction for the boundary; units get half of it
LINES, STEPS = 13, 25  # of the squared paper that the hidden space bends


def frame(experiment, view, whole, guard=nullcontext):
    """Return {name: array}, C order, of what is to be drawn.

    Parameters
    ----------
    experiment : Experiment
    view : dict with "instance" (a number or None), "space" (0, or the
        number of the hidden layer whose space is shown, with "axes") and
        "unit" (None, or the [layer, unit] whose map fills the picture)
    whole : bool, whether points and earlier runs belong to it
    guard : function without arguments; within `guard()` what a learner's
        layer raises is survived, and only its part is missing
    """
    parts = _known(experiment, whole)
    for more in (_maps, _passes, _space):
        with guard():
            parts |= more(experiment, view)
    return parts


def _known(experiment, whole):
    """What is there without asking the network, which may raise."""
    parts = {"curve": _curve(experiment.history)}
    if whole:
        parts["points"] = experiment.X.astype(np.float32)
        parts["classes"] = experiment.classes.astype(np.uint8)
        parts["tests"] = experiment.is_test.astype(np.uint8)
        for number, run in enumerate(experiment.runs):
            parts[f"run{number}"] = _curve(run.history)
    if experiment.network is not None:
        parts["weights"] = _flat(experiment.network.parameters)
    return parts


def _maps(experiment, view):
    """The boundary, and the map of each hidden unit."""
    if experiment.network is None:
        return {}
    network, places = experiment.network, plane(experiment.box, GRID)
    with validation.trust(), np.errstate(all="ignore"):
        outputs = answers(network, places)
        P = _probabilities(outputs[-1]).T
        parts = {"units": _units(network, outputs[:-2])}
        if np.isfinite(P).all():
            parts["boundary"] = (65535 * P).astype(np.uint16)
            parts["leads"] = _leads(network, outputs[-2]).astype(np.float32)
        level, k = view.get("unit") or (0, 0)
        if 0 < level < len(network.layers) and \
                k < outputs[level - 1].shape[1]:
            parts["lens"] = _sums(
                network.layers[level - 1], [places, *outputs][level - 1],
                outputs[level - 1])[:, k].astype(np.float32)
    return parts


def _leads(network, Y):
    """What is 0 on the dark line: for one output, and for each of several.

    Probabilities would not do: where they are nearly 0 and 1, a line between
    them runs in steps.
    """
    S = Y
    if network.error.name == "squared_error":
        last = network.layers[-1]
        S = _sums(last, None, Y) if name_of(last) == "logistic" else Y
        if Y.shape[1] == 1 and S is Y:
            S = Y - 0.5
    if S.shape[1] == 2:
        S = S[:, 1:] - S[:, :1]
    return np.clip(S, -1e30, 1e30).T


def _sums(layer, X, Y):
    """What the units of a layer add up, from their outputs where it can be."""
    name, least = name_of(layer), 1e-7
    if name == "logistic":
        Y = np.clip(Y, least, 1 - least)
        return np.log(Y / (1 - Y))
    if name == "tanh":
        return np.arctanh(np.clip(Y, least - 1, 1 - least))
    return Y if name == "linear" else X @ layer.W.T + layer.b


def plane(box, number):
    """Places [number * number, 2], row by row from the top left."""
    x = np.linspace(box[0], box[2], number)
    y = np.linspace(box[3], box[1], number)
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def answers(network, X):
    """Outputs of each layer, and last the network's, for all rows of X.

    A learner's layer is asked by its own `forward`; for the package's, which
    does the same, float32 is enough here.
    """
    outputs = []
    for layer in network.layers:
        if type(layer) is Layer:
            X = X.astype(np.float32, copy=False)
            A = X @ layer.W.astype(np.float32).T
            A += layer.b.astype(np.float32)
            X = layer.activation.g(A)
        else:
            X = np.asarray(layer.forward(X))
        outputs.append(X)
    return [*outputs, network.error.output(X)]


def _probabilities(Y):
    """Of each class; for one output, of class 1."""
    Y = np.clip(Y, 0, 1)
    if Y.shape[1] > 2:
        Y = Y / np.maximum(Y.sum(axis=1, keepdims=True), 1e-9)
    return Y[:, 1:] if Y.shape[1] == 2 else Y


def _bytes(values):
    values = np.nan_to_num(values, nan=0.0, posinf=255, neginf=0)
    return np.clip(values, 0, 255).astype(np.uint8)


def _units(network, outputs):
    """Maps of the hidden units, 128 for 0; each row of GRID²/4 is one."""
    maps = []
    for layer, Y in zip(network.layers, outputs):
        Y = Y.reshape(GRID, GRID, -1)[::2, ::2].reshape(-1, Y.shape[1])
        name = name_of(layer)
        if name == "logistic":
            Y = 2 * Y - 1
        elif name != "tanh":
            Y = Y / np.maximum(np.abs(Y).max(axis=0), 1e-12)
        maps.append(_bytes(128 + 127 * Y.T))
    return np.concatenate(maps) if maps else np.empty(0, np.uint8)


def _flat(arrays):
    return np.concatenate([np.ravel(a) for a in arrays]).astype(np.float32)


def _curve(history):
    """Epoch, training and test loss of each measured moment."""
    return np.array([m[1:] for m in history], np.float32).reshape(-1, 3)


def _passes(experiment, view):
    """The forward and the backward pass of one instance.

    For a batch of one, dEdb is the layer's delta.
    """
    network, n = experiment.network, view.get("instance")
    if network is None or n is None or n >= len(experiment.X):
        return {}
    one = slice(n, n + 1)
    with validation.trust(), np.errstate(all="ignore"):
        network.backprop(experiment.X[one], experiment.T[one])
    return {"activations": _flat([experiment.X[one], *network.outputs[1:]]),
            "targets": _flat([experiment.T[one]]),
            "deltas": _flat([lay.dEdb for lay in network.layers]),
            "gradients": _flat(network.gradients)}


def _space(experiment, view):
    """Squared paper and points where a hidden layer puts them."""
    network = experiment.network
    if network is None:
        return {}
    level = min(view.get("space", 0), len(network.layers) - 1) - 1
    if level < 0:
        return {}
    x0, y0, x1, y1 = experiment.box
    along = np.linspace(0, 1, STEPS)
    across, along = np.meshgrid(np.linspace(0, 1, LINES), along,
                                indexing="ij")
    sheet = np.concatenate([
        np.stack([across, along], -1), np.stack([along, across], -1)])
    sheet = sheet * [x1 - x0, y1 - y0] + [x0, y0]
    with validation.trust(), np.errstate(all="ignore"):
        outputs = answers(network, sheet.reshape(-1, 2))
        points = answers(network, experiment.X)[level] if \
            len(experiment.X) else np.empty((0, outputs[level].shape[1]))
    width = outputs[level].shape[1]
    axes = [min(axis, width - 1) for axis in view.get("axes", (0, 1))]
    answer = outputs[-1]
    best = answer[:, 0] > 0.5 if answer.shape[1] == 1 else \
        answer.argmax(axis=1)
    return {"sheet": outputs[level][:, axes].astype(np.float32),
            "sheet_classes": best.astype(np.uint8),
            "seen": points[:, axes].astype(np.float32)}
