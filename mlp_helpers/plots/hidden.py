"""The plane of inputs, and the plane of what two hidden units make of it.

Public through `mlp_helpers.plots`.
"""

import numpy as np
from matplotlib.patheffects import withStroke

from .. import validation
from .drawing import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    SMALL,
    UNIT_COLOURS,
    aspect,
    canvas,
    on,
    tidy,
)


def answers(layers, X):
    """Outputs [X, Y1, ..., Y] of (W, b, activation or function g)."""
    outputs = [X]
    for W, b, activation in layers:
        g = getattr(activation, "g", activation)
        outputs.append(g(outputs[-1] @ np.transpose(W) + b))
    return outputs


def hidden_space(layers, X, T, ax=None, title="what the hidden units say"):
    """Draw the instances where two hidden units put them.

    The line is where the rest of the network answers 0.5.

    Parameters
    ----------
    layers : list of (W, b, activation); the first layer has two units, the
        last one. A function g will do as the activation.
    X : array [num_instances, num_inputs]
    T : array [num_instances, 1] of 0 and 1
    """
    layers, X, T = _checked(layers, X, T)
    H = answers(layers[:1], X)[-1]
    low = np.minimum(H.min(axis=0), 0)
    high = np.maximum(H.max(axis=0), 1)
    with canvas(ax, None, (5.0, 4.2)) as (figure, ax):
        ax = ax or figure.add_subplot()
        _regions(ax, lambda P: answers(layers[1:], P)[-1], low, high,
                 line=True)
        _instances(ax, H, T, X)
        ax.set(xlabel="y1[0]", ylabel="y1[1]", title=title)


def input_space(layers, X, T, ax=None, title="what the network is given",
                names=None):
    """Draw the instances, the network's answer and its hidden units' lines.

    The arguments are those of `hidden_space`, with two inputs and any number
    of hidden units. `names` are the names of these; where there are more
    than two, their lines have none. A line's arrow points to the side where
    its unit's sum is above 0.
    """
    layers, X, T = _checked(layers, X, T, num_units=None)
    validation.check_shape("X", X, num_instances=None, num_inputs=2)
    low, high = X.min(axis=0), X.max(axis=0)
    with canvas(ax, None, (5.0, 4.2)) as (figure, ax):
        ax = ax or figure.add_subplot()
        _regions(ax, lambda P: answers(layers, P)[-1], low, high)
        W, b, _ = layers[0]
        if len(W) <= 2:
            names = names or [f"y1[{unit}]" for unit in range(len(W))]
        for unit in range(len(W)):
            _unit_line(ax, W[unit], b[unit], names and names[unit], unit)
        _instances(ax, X, T, X)
        ax.set(xlabel="x[0]", ylabel="x[1]", title=title)


def two_spaces(layers, X, T, names=None, fig=None):
    """Draw the inputs, beside what two hidden units make of them."""
    with canvas(None, fig, (7.0, 3.5)) as (figure, _):
        left, right = figure.subplots(1, 2)
        input_space(layers, X, T, left, names=names)
        hidden_space(layers, X, T, right)


def _checked(layers, X, T, num_units=2):
    """Arrays; `num_units` is the size of the first layer, None for any."""
    layers = [(*validation.weights_and_biases(W, b), activation)
              for W, b, activation in layers]
    sizes = [len(W) for W, *_ in layers]
    if len(sizes) < 2 or sizes[-1] != 1 or num_units not in (None, sizes[0]):
        first = "two units in the first and " * (num_units == 2)
        raise ValueError(f"layers: expected two or more, {first}one unit in "
                         f"the last, got {sizes} units")
    X = validation.data("X", X, num_instances=None,
                        num_inputs=layers[0][0].shape[1])
    return layers, X, validation.data("T", T, num_instances=len(X),
                                      num_outputs=1)


def _regions(ax, answer, low, high, line=False):
    """Colour the plane by the answer; a fine grid, since steps are sharp."""
    room = 0.25 * np.maximum(high - low, 1e-3)
    xs, ys = np.linspace(low - room, high + room, 400).T
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    lead = answer(grid.reshape(-1, 2)).reshape(grid.shape[:2]) - 0.5
    ax.contourf(xs, ys, lead > 0, levels=[-0.5, 0.5, 1.5], alpha=0.16,
                colors=CLASS_COLOURS[:2])
    if line and lead.min() < 0 < lead.max():
        ax.contour(xs, ys, lead, levels=[0.0], colors=[on(ax)], linewidths=1.5)
    ax.set(xlim=xs[[0, -1]], ylim=ys[[0, -1]], aspect=aspect(low, high))
    for axis, start, end in ((ax.xaxis, low[0], high[0]),
                             (ax.yaxis, low[1], high[1])):
        axis.set_ticks(np.arange(np.ceil(start), np.floor(end) + 0.5, 0.5))


def _instances(ax, places, T, X):
    for c in (1, 0):  # the small marker on top: both can be seen
        ax.scatter(*places[(T[:, 0] > 0.5) == c].T, s=(40, 90)[c], zorder=3,
                   color=CLASS_COLOURS[c], marker=CLASS_MARKERS[c],
                   edgecolors="white", linewidths=1.0)
    name_instances(ax, places, X)
    tidy(ax)


def name_instances(ax, places, X, joined_below=False):
    """Write 01 and so on above the points, once for those at one place.

    A name for several stands below a point in a lower corner, out of the way
    of a line between the points; with `joined_below` below every point.
    """
    left, right = ax.get_xlim()
    half = np.mean(ax.get_ylim())
    found = {}
    for place, x in zip(places, X, strict=True):
        key = next((key for key in found
                    if np.abs(np.subtract(key, place)).max() < 0.05),
                   tuple(place))
        found.setdefault(key, []).append("".join(f"{v:g}" for v in x))
    for place, names in found.items():
        names = list(dict.fromkeys(names))
        share = (place[0] - left) / (right - left)
        side = "center" if len(names) == 1 else \
            "right" if share > 0.6 else "left"
        # Of two that are close to each other, the lower has its name below.
        up = not any(other[1] > place[1] for other in found if np.all(
            np.abs(np.subtract(other, place)) < (0.2, 0.16)))
        below = joined_below or place[1] < half and abs(share - 0.5) > 0.2
        up = up and not (below and len(names) > 1)
        text = ax.annotate(" and ".join(names), place,
                           xytext=(0, 7 if up else -7),
                           textcoords="offset points", ha=side,
                           va="bottom" if up else "top",
                           fontsize=SMALL, color=on(ax), zorder=4)
        text.set_path_effects([withStroke(linewidth=2.5,
                                          foreground=on(ax, "white"))])


def _unit_line(ax, w, b, name, unit):
    """The line w x + b = 0, its name, and an arrow to its positive side."""
    if not np.any(w):
        return
    colour = on(ax, UNIT_COLOURS[unit % 2])
    across = w / np.linalg.norm(w)
    along = np.array([-across[1], across[0]])
    if along[0] < 0:
        along = -along
    middle = np.array([np.mean(ax.get_xlim()), np.mean(ax.get_ylim())])
    foot = middle - (w @ middle + b) / np.linalg.norm(w) * across
    ends = foot + np.outer([-3, 3], along)
    limits = ax.get_xlim(), ax.get_ylim()
    ax.plot(*ends.T, color=colour, linestyle=(0, (5, 2)), linewidth=1.8)
    ax.set(xlim=limits[0], ylim=limits[1])
    start = foot + (0.22 - 0.44 * (unit % 2)) * along
    ax.annotate("", start + 0.2 * across, start, arrowprops={
        "arrowstyle": "-|>", "color": colour, "linewidth": 1.8,
        "shrinkA": 0, "shrinkB": 0})
    if name:
        ax.annotate(name, start + 0.24 * across, color=colour, fontsize=SMALL,
                    ha="left" if across[0] > 0 else "right",
                    va="center", weight="bold")
