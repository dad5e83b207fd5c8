"""A network learns XOR: one slider for the time."""

import numpy as np

from .. import plots, validation
from ..plots.hidden import answers
from .explorer import Explorer, Slider


def training_film(snapshots, X, T, every=1, epoch=0):
    """Move through the training of a 2-2-1 network.

    Parameters
    ----------
    snapshots : list of networks, each a list of two (W, b, activation); the
        first is the network before training
    X : array [num_instances, 2]
    T : array [num_instances, 1] of 0 and 1
    every : int, epochs from one snapshot to the next
    epoch : int, where the slider starts
    """
    every = validation.number("every", every, least=1, whole=True)
    if len(snapshots) < 2:
        raise ValueError("snapshots: expected at least two, got "
                         f"{len(snapshots)}")
    X = validation.data("X", X, num_instances=None, num_inputs=2)
    T = validation.data("T", T, num_instances=len(X), num_outputs=1)
    passes = [answers(layers, X) for layers in snapshots]
    losses = {every * n: 0.5 * np.mean((outputs[-1] - T) ** 2)
              for n, outputs in enumerate(passes)}

    def draw(figure, epoch):
        figure.set_size_inches(7.0, 6.4)
        layers, outputs = (series[epoch // every]
                           for series in (snapshots, passes))
        plots.network_views(layers, X, T, losses, epoch, figure)
        return sentence(epoch, *outputs[1:])

    def sentence(epoch, Y1, Y):
        off = np.abs(Y - T)[:, 0]
        right, worst = int((off < 0.5).sum()), int(off.argmax())
        first = (f"Epoch {epoch}: the mean error is {losses[epoch]:.3f}, and "
                 f"{right} of {len(X)} points are on the right side of the "
                 "line.")
        gaps = np.abs(Y1[:, np.newaxis] - Y1).max(axis=2)
        gaps[np.triu(T != T.T) == 0] = np.inf
        i, j = np.unravel_index(gaps.argmin(), gaps.shape)
        return (f"{first} The largest error is at {_point(X[worst])}: y = "
                f"{Y[worst, 0]:.2f}, t = {T[worst, 0]:g}. In hidden space "
                f"{_point(X[i])} and {_point(X[j])}, which have different "
                f"targets, are {gaps[i, j]:.2f} apart.")

    last = every * (len(snapshots) - 1)
    return Explorer(draw, epoch=Slider("epoch", 0, last, every, epoch,
                                        plays=True))


def _point(x):
    return f"({x[0]:g}, {x[1]:g})"
