"""From the plane of inputs to the plane of two hidden units."""

import numpy as np
from matplotlib.collections import LineCollection

from ..plots.drawing import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    GREY,
    UNIT_COLOURS,
    on,
    tidy,
)
from ..plots.hidden import _checked, answers, name_instances
from .explorer import Explorer, Slider


def folding(layers, X, T):
    """Move the plane, step by step, to where two hidden units put it.

    At 0 every point is at its inputs, at 1 at its hidden outputs, between
    them part of the straight way. The creases are the lines where a hidden
    unit's sum is 0: there ReLU bends the paper.

    Parameters
    ----------
    layers : list of (W, b, activation), the first with two inputs and two
        units, the last with one output
    X : array [num_instances, 2]
    T : array [num_instances, 1] of 0 and 1
    """
    layers, X, T = _checked(layers, X, T)
    low, high = X.min(axis=0) - 0.25, X.max(axis=0) + 0.25
    W, b, _ = layers[0]
    lines = [("the paper", GREY, 0.7, "-", _squared_sheet(low, high))]
    lines += [(f"crease {unit}: a1[{unit}] = 0", UNIT_COLOURS[unit], 2.4,
               (0, (5, 2)), _crease(W[unit], b[unit], low, high))
              for unit in (0, 1)]
    lines = [(*look, line, answers(layers[:1], line.reshape(-1, 2))[-1]
              .reshape(line.shape)) for *look, line in lines]
    H = answers(layers[:1], X)[-1]
    everything = np.concatenate([ends.reshape(-1, 2) for *_, start, end
                                 in lines for ends in (start, end)])
    limits = np.transpose([everything.min(axis=0) - 0.1,
                           everything.max(axis=0) + 0.15])

    def draw(figure, way):
        ax = figure.add_subplot(aspect="equal", xlim=limits[0],
                                ylim=limits[1])
        for name, colour, width, style, start, end in lines:
            ax.add_collection(LineCollection(
                (1 - way) * start + way * end, colors=[on(ax, colour)],
                linewidths=width, linestyles=[style], label=name))
        places = (1 - way) * X + way * H
        for c in (1, 0):
            ax.scatter(*places[(T[:, 0] > 0.5) == c].T, s=(50, 110)[c],
                       color=CLASS_COLOURS[c], marker=CLASS_MARKERS[c],
                       edgecolors="white", linewidths=1.2, zorder=3,
                       label=f"wants a {c}")
        name_instances(ax, places, X, joined_below=True)
        names = [f"x[{i}]" if way == 0 else f"y1[{i}]" if way == 1 else
                 f"from x[{i}] to y1[{i}]" for i in range(2)]
        ax.set(xlabel=names[0], ylabel=names[1])
        if way == 1:
            _line(ax, layers[1:])
        tidy(ax)
        ax.legend(frameon=False, loc="center left",
                  bbox_to_anchor=(1.03, 0.5), labelspacing=0.9)
        return _sentence(way)

    return Explorer(draw, way=Slider(
        "way from input space to hidden space", 0, 1, 0.05, 0.5))


def _squared_sheet(low, high, lines=17, points=241):
    """Lines of squared paper from low to high, [2 * lines, points, 2]."""
    across = np.linspace(low, high, lines)
    along = np.linspace(low, high, points)
    sheet = np.empty((2 * lines, points, 2))
    sheet[:lines, :, 0], sheet[:lines, :, 1] = across[:, :1], along[:, 1]
    sheet[lines:, :, 0], sheet[lines:, :, 1] = along[:, 0], across[:, 1:]
    return sheet


def _crease(w, b, low, high, points=2001):
    """The line w x + b = 0 from low to high, [1, points inside, 2]."""
    if not np.any(w):
        return np.empty((1, 0, 2))
    middle = (low + high) / 2
    foot = middle - (w @ middle + b) / (w @ w) * w
    along = np.array([-w[1], w[0]]) / np.linalg.norm(w)
    reach = np.linalg.norm(high - low)
    line = foot + np.linspace(-reach, reach, points)[:, np.newaxis] * along
    inside = np.all((line >= low) & (line <= high), axis=1)
    return line[np.newaxis, inside]


def _line(ax, layers):
    """The place in hidden space where the answer is 0.5."""
    fine = 1000  # the answer may be a step, and the line still straight
    xs = np.linspace(*ax.get_xlim(), fine)
    ys = np.linspace(*ax.get_ylim(), fine)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    lead = answers(layers, grid)[-1].reshape(fine, fine) - 0.5
    if lead.min() < 0 < lead.max():
        ax.contour(xs, ys, lead, levels=[0.0], colors=[on(ax)], linewidths=1.5)
        ax.plot([], [], color=on(ax), linewidth=1.5, label="answer 0.5")


def _sentence(way):
    if way == 0:
        return ("The plane of inputs, as squared paper: every point is at "
                "its x. No straight line has the circles on one side and "
                "the squares on the other.")
    if way == 1:
        return ("The plane of hidden outputs: every point is at its y1. One "
                "straight line now has the circles on one side and the "
                "squares on the other.")
    return (f"{way:.0%} of the way: every point of the paper is moving "
            "straight from its x to its y1.")
