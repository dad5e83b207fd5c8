"""Points in the plane, and what a network makes of the plane."""

import contextlib
import copy

import numpy as np
from matplotlib.colors import to_rgb

from .. import validation
from .drawing import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    aspect,
    canvas,
    on,
    tidy,
)
from .paper import paper


def points(X, T, ax=None, title=None):
    """Draw instances with two inputs, a colour and a marker for a class.

    Parameters
    ----------
    X : array [num_instances, 2]
    T : array [num_instances, 1] of 0 and 1, or one-hot
    """
    X, classes, num_classes = _instances(X, T)
    with canvas(ax, None, (6.0, 4.2)) as (figure, ax):
        ax = ax or figure.add_subplot(anchor="W")
        _points(ax, X, classes, num_classes, title)
        ax.set_aspect(aspect(X.min(axis=0), X.max(axis=0)))
        _legend(ax)


def decision_boundary(predict, X, T, ax=None, resolution=120,
                      title="decision boundary", labels=("x[0]", "x[1]")):
    """Draw what a network answers everywhere, and the instances on top.

    Parameters
    ----------
    predict : object with forward(X) -> Y, or a function X -> Y, where Y
        [num_instances, num_outputs] are probabilities. The object is
        copied, so that what it remembers of its last pass stays.
    X : array [num_instances, 2]
    T : array [num_instances, 1] of 0 and 1, or one-hot
    resolution : how many places are asked in each direction
    labels : the names of the two inputs
    """
    X, classes, num_classes = _instances(X, T)
    resolution = validation.number("resolution", resolution, least=2,
                                   whole=True)
    low, high = X.min(axis=0), X.max(axis=0)
    room = 0.25 * np.maximum(high - low, 1e-3)
    x1, x2 = np.linspace(low - room, high + room, int(resolution)).T
    grid = np.stack(np.meshgrid(x1, x2), axis=-1)
    P = _probabilities(predict, grid.reshape(-1, 2), num_classes)
    P = P.reshape(grid.shape[:2] + (-1,))
    with canvas(ax, None, (6.0, 4.2)) as (figure, ax):
        ax = ax or figure.add_subplot(anchor="W")
        ax.imshow(shades(P, paper(ax)), origin="lower",
                  aspect=aspect(low, high), interpolation="bilinear",
                  extent=(x1[0], x1[-1], x2[0], x2[-1]))
        for c in range(1 if num_classes == 2 else 0, num_classes):
            lead = P[..., c] - np.delete(P, c, axis=-1).max(axis=-1)
            if lead.min() < 0 < lead.max():
                ax.contour(x1, x2, lead, levels=[0.0], colors=[on(ax)],
                           linewidths=1.5)
        _points(ax, X, classes, num_classes, title, labels)
        line = "probability 0.5" if num_classes == 2 else "boundary"
        ax.plot([], [], color=on(ax.figure), linewidth=1.5, label=line)
        _legend(ax)
        ax.set(xlim=(x1[0], x1[-1]), ylim=(x2[0], x2[-1]))


def _instances(X, T):
    """Return X, the class of each instance, and how many classes."""
    X = validation.data("X", X, num_instances=None, num_inputs=2)
    T = validation.data("T", T, num_instances=len(X), num_outputs=None)
    if not X.size or not T.size:
        raise ValueError("X, T: expected at least one instance, got none")
    if T.shape[1] > len(CLASS_COLOURS):
        raise ValueError(f"T: expected at most {len(CLASS_COLOURS)} classes, "
                         f"got {T.shape[1]}")
    if T.shape[1] == 1:
        return X, (T[:, 0] > 0.5).astype(int), 2
    return X, T.argmax(axis=1), T.shape[1]


def _probabilities(predict, grid, num_classes):
    """Ask a copy of the network; one column a class comes back."""
    with contextlib.suppress(Exception):
        predict = copy.deepcopy(predict)
    Y = np.asarray(getattr(predict, "forward", predict)(grid), dtype=float)
    columns = 1 if num_classes == 2 and Y.size == len(grid) else num_classes
    if Y.shape not in [(len(grid), columns), (len(grid),)]:
        raise ValueError(
            f"predict: expected an answer [{len(grid)}, {columns}], got the "
            f"shape {list(Y.shape)}"
        )
    if columns > 1:
        return Y
    Y = Y.reshape(-1, 1)
    return np.hstack([1 - Y, Y])


def shades(P, behind, most=0.4):
    """Mix the classes' colours [..., 3] by their probabilities, on the paper.

    `most` says how strong a colour is where the probability is 1.
    """
    colours = np.array([to_rgb(c) for c in CLASS_COLOURS[:P.shape[-1]]])
    P = np.clip(P, 0, 1)
    P = P / np.maximum(P.sum(axis=-1, keepdims=True), 1e-12)
    rest = P.max(axis=-1, keepdims=True) - 1 / P.shape[-1]
    strength = most * rest / (1 - 1 / P.shape[-1])
    sharp = P**2 / np.maximum((P**2).sum(axis=-1, keepdims=True), 1e-12)
    return np.clip(behind - strength * (behind - sharp @ colours), 0, 1)


def _points(ax, X, classes, num_classes, title, labels=("x[0]", "x[1]")):
    for c in range(num_classes):
        ax.scatter(*X[classes == c].T, s=46, color=CLASS_COLOURS[c],
                   marker=CLASS_MARKERS[c], edgecolors="white",
                   linewidths=1.0, label=f"class {c}", zorder=3)
    ax.set(xlabel=labels[0], ylabel=labels[1], title=title)
    tidy(ax)


def _legend(ax):
    ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False)
