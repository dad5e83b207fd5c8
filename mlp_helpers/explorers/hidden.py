"""From the plane of inputs to the plane of two hidden units."""

import numpy as np
from matplotlib.collections import LineCollection

from ..plots.drawing import CLASS_COLOURS, CLASS_MARKERS, on, tidy
from ..plots.hidden import _checked, answers, name_instances
from .explorer import Explorer, Slider


def folding(layers, X, T):
    """Move the plane, step by step, to where two hidden units put it.

    At 0 every point is at its inputs, at 1 at its hidden outputs, between
    them part of the straight way.

    Parameters
    ----------
    layers : list of (W, b, activation), the first with two inputs and two
        units, the last with one output
    X : array [num_instances, 2]
    T : array [num_instances, 1] of 0 and 1
    """
    layers, X, T = _checked(layers, X, T)
    sheet = _squared_sheet(X)  # [num_lines, num_points, 2]
    seen = answers(layers[:1], sheet.reshape(-1, 2))[-1].reshape(sheet.shape)
    middles = (sheet[:, 1:] + sheet[:, :-1]).reshape(-1, 2) / 2
    is_one = answers(layers, middles)[-1][:, 0] > 0.5
    H = answers(layers[:1], X)[-1]
    everything = np.vstack([sheet.reshape(-1, 2), seen.reshape(-1, 2)])
    low, high = everything.min(axis=0) - 0.1, everything.max(axis=0) + 0.15

    def draw(figure, way):
        ax = figure.add_subplot(aspect="equal")
        moved = (1 - way) * sheet + way * seen
        pieces = np.stack([moved[:, :-1], moved[:, 1:]], axis=2)
        pieces = pieces.reshape(-1, 2, 2)
        for c in (0, 1):
            ax.add_collection(LineCollection(
                pieces[is_one == c], colors=CLASS_COLOURS[c], alpha=0.6,
                linewidths=(1.1, 1.3)[c], zorder=1 + c / 10))
        ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        places = (1 - way) * X + way * H
        for c in (1, 0):
            ax.scatter(*places[(T[:, 0] > 0.5) == c].T, s=(50, 110)[c],
                       color=CLASS_COLOURS[c], marker=CLASS_MARKERS[c],
                       edgecolors="white", linewidths=1.2, zorder=3)
        name_instances(ax, places, X, joined_below=True)
        names = [f"x[{i}]" if way == 0 else f"y1[{i}]" if way == 1 else
                 f"from x[{i}] to y1[{i}]" for i in range(2)]
        ax.set(xlabel=names[0], ylabel=names[1])
        if way == 1:
            _line(ax, layers[1:])
        tidy(ax)
        return _sentence(way)

    return Explorer(draw, way=Slider(
        "way from input space to hidden space", 0, 1, 0.05, 0.5))


def _squared_sheet(X, lines=17, points=241):
    """Lines of squared paper around X, [2 * lines, points, 2]."""
    low, high = X.min(axis=0) - 0.25, X.max(axis=0) + 0.25
    across = np.linspace(low, high, lines)
    along = np.linspace(low, high, points)
    sheet = np.empty((2 * lines, points, 2))
    sheet[:lines, :, 0], sheet[:lines, :, 1] = across[:, :1], along[:, 1]
    sheet[lines:, :, 0], sheet[lines:, :, 1] = along[:, 0], across[:, 1:]
    return sheet


def _line(ax, layers):
    """The place in hidden space where the answer is 0.5."""
    fine = 1000  # the answer may be a step, and the line still straight
    xs = np.linspace(*ax.get_xlim(), fine)
    ys = np.linspace(*ax.get_ylim(), fine)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    lead = answers(layers, grid)[-1].reshape(fine, fine) - 0.5
    if lead.min() < 0 < lead.max():
        ax.contour(xs, ys, lead, levels=[0.0], colors=[on(ax)], linewidths=1.5)


def _sentence(way):
    if way == 0:
        return ("The plane of inputs, as squared paper: every point is at "
                "its x. No straight line has the circles on one side and "
                "the squares on the other.")
    if way == 1:
        return ("The plane of hidden outputs: every point is at its y1. One "
                "straight line now parts the circles from the squares.")
    return (f"{way:.0%} of the way: every point of the paper is moving "
            "straight from its x to its y1.")
