"""A network as circles and lines. Public through `mlp_helpers.plots`."""

from itertools import pairwise

import numpy as np
from matplotlib.patches import Circle

from .. import validation
from .drawing import (
    GREY,
    NORMAL,
    PALE,
    SMALL,
    Board,
    by_sign,
    canvas,
    number,
    on,
)

UNITS_SHOWN = 6
RADIUS = 0.3


def network_diagram(layers, values=None, deltas=None, numbers=None, ax=None,
                    title=None):
    """Draw units as circles, a column a layer, and the shapes of W and b.

    Parameters
    ----------
    layers : sizes such as [2, 3, 1], or objects with W [num_outputs,
        num_inputs] and b [num_outputs], or a network that has `layers`
    values : list of arrays [x, y of layer 1, ...], written into the units
    deltas : list of arrays, one a layer, written below the layers' units
    numbers : write W on the edges and b above the units; left out, it is
        done when no layer has more than 9 weights
    """
    sizes, weights = _sizes_and_weights(getattr(layers, "layers", layers))
    values = _columns("values", values, sizes)
    deltas = _columns("deltas", deltas, sizes[1:])
    if numbers is None:
        numbers = all(W.size <= 9 for W, _ in weights)
    numbers = bool(numbers and weights)
    roomy = numbers or deltas is not None
    step = 1.35 if roomy else 0.85
    tallest = max(len(_shown(size)) for size in sizes)
    top = 0.4 if title else 0.0
    board = Board(margins=6.38)
    board.height = top + tallest * step + 0.8 + 0.3 * bool(weights)
    with canvas(ax, None, board.size) as (figure, ax):
        board.place(figure, ax)
        middle = top + 0.6 + tallest * step / 2
        columns = np.linspace(0.75, 6.25, len(sizes))
        places = [_places(x, size, middle, step)
                  for x, size in zip(columns, sizes, strict=True)]
        for level, (lower, upper) in enumerate(pairwise(places)):
            W = weights[level][0] if weights else None
            _edges(board, lower, upper, W, numbers)
        _headings(board, columns, sizes, top + 0.25)
        for level, column in enumerate(places):
            above = weights[level - 1][1] if numbers and level else None
            below = deltas[level - 1] if deltas and level else None
            inside = values[level] if values else None
            _units(board, column, inside, above, below)
        if weights:
            key = "solid line: positive weight,  dashed line: negative weight"
            if not all(W.all() for W, _ in weights):
                key += ",  thin grey line: weight 0"
            board.text(3.5, board.height - 0.2, key, SMALL, GREY)
        if title:
            board.text(3.5, 0.25, title, 12)


def _sizes_and_weights(layers):
    """Return the sizes of all columns, and [(W, b), ...] where known."""
    layers = [(layer.W, layer.b) if hasattr(layer, "W") else layer
              for layer in layers]
    if layers and all(isinstance(layer, tuple) for layer in layers):
        weights = [validation.weights_and_biases(*layer[:2])
                   for layer in layers]
        sizes = [weights[0][0].shape[1]] + [W.shape[0] for W, _ in weights]
        for level, (W, _) in enumerate(weights):
            validation.check_shape(f"W of layers[{level}]", W,
                                   num_outputs=None, num_inputs=sizes[level])
        return sizes, weights
    if len(layers) < 2:
        raise ValueError("layers: expected two sizes or more, objects with "
                         f"W and b, or pairs of them, got {layers!r}")
    for size in layers:
        validation.number("layers", size, least=1, whole=True)
    return [int(size) for size in layers], []


def _columns(name, arrays, sizes):
    """Return one array for each size, or None."""
    if arrays is None:
        return None
    if len(arrays) != len(sizes):
        raise ValueError(f"{name}: expected {len(sizes)} arrays, "
                         f"got {len(arrays)}")
    return [validation.data(f"{name}[{i}]", array, units=size)
            for i, (array, size) in enumerate(zip(arrays, sizes, strict=True))]


def _shown(size):
    """Return the indices of the units to draw; None stands for the rest."""
    if size <= UNITS_SHOWN:
        return list(range(size))
    return [*range(UNITS_SHOWN - 2), None, size - 1]


def _places(x, size, middle, step):
    """Return [(unit, x, y), ...], centred on the middle."""
    units = _shown(size)
    top = middle - (len(units) - 1) * step / 2
    return [(unit, x, top + step * k) for k, unit in enumerate(units)]


def _edges(board, lower, upper, W, numbers):
    """Lines from every unit to every unit of the next column."""
    largest = np.abs(W).max() or 1.0 if W is not None else 1.0
    labels = []
    for i, x0, y0 in lower:
        for o, x1, y1 in upper:
            if i is None or o is None:
                continue
            weight = 0.1 if W is None else W[o, i]
            colour = PALE if W is None else by_sign(weight)
            board.ax.plot([x0, x1], [y0, y1], zorder=1,
                          color=on(board.ax, colour),
                          linestyle="-" if weight >= 0 else (0, (4, 2)),
                          linewidth=0.6 + 2 * abs(weight) / largest,
                          alpha=0.8, solid_capstyle="butt")
            labels.append((number(weight), x0, y0, x1, y1))
    if numbers:
        for (x, y), (text, *_) in zip(_free_places(labels), labels,
                                      strict=True):
            board.text(x, y, text, SMALL, bbox=_box(board), zorder=2)


def _free_places(labels):
    """Where the numbers of wires stand: on their own wire, on no other.

    All stand in one column where that can be, and as few as possible beside
    it: each as far along its wire as hides nothing else.
    """
    wires = np.array([wire for _, *wire in labels])
    half = np.array([0.04 * max(len(text) for text, *_ in labels) + 0.06,
                     0.11])  # inches
    start, way = wires[:, :2], wires[:, 2:] - wires[:, :2]
    least = (RADIUS + half[0] + 0.03) / way[0, 0]
    parts = np.linspace(least, max(least, 0.5), 12)
    places = start + parts[:, np.newaxis, np.newaxis] * way

    def hidden(place, own):
        """How many other wires run through a number's box."""
        share = (place[0] + np.linspace(-1, 1, 9) * half[0] - start[0, 0])
        ys = start[:, 1] + np.outer(share / way[0, 0], way[:, 1])
        within = (np.abs(ys - place[1]) < half[1]).any(axis=0)
        return within.sum() - within[own]

    def upon(place, others):
        return sum(np.all(np.abs(place - other) < 1.9 * half)
                   for other in others)

    def cost(column):
        """First what is hidden, then how close together all of it is."""
        gaps = np.diff(np.sort(column[:, 1]))
        return (sum(hidden(place, k) + 3 * upon(place, column[:k])
                    for k, place in enumerate(column)),
                -gaps.min() if len(gaps) else 0.0)

    best = min(places, key=cost)
    chosen = list(best)
    if cost(best)[0]:
        for k in range(len(chosen)):
            others = chosen[:k] + chosen[k + 1:]
            chosen[k] = min([chosen[k], *places[:, k]], key=lambda place: (
                hidden(place, k) + 3 * upon(place, others)))
    return chosen


def _headings(board, columns, sizes, y):
    """The shapes: of the outputs above the units, of W and b between."""
    for level, (x, size) in enumerate(zip(columns, sizes, strict=True)):
        layer = level if len(sizes) > 2 else ""  # y1, y2, ... in a stack
        name = f"y{layer} [{size}]" if level else f"x [{size}]"
        board.text(x, y, name, NORMAL, weight="bold")
    for level, (x0, x1, num_inputs, num_outputs) in enumerate(zip(
            columns, columns[1:], sizes, sizes[1:], strict=False), start=1):
        layer = level if len(sizes) > 2 else ""
        board.text((x0 + x1) / 2, y,
                   f"W{layer} [{num_outputs}, {num_inputs}], "
                   f"b{layer} [{num_outputs}]", SMALL, GREY)


def _box(board):
    """A piece of paper under a number that stands on lines."""
    return {"boxstyle": "round,pad=0.15", "fc": on(board.ax, "white"),
            "ec": "none"}


def _units(board, places, inside, above, below):
    """A column of circles with their numbers."""
    for unit, x, y in places:
        if unit is None:
            board.text(x, y, "\u22ee", 18, GREY)
            continue
        board.ax.add_patch(Circle((x, y), RADIUS, linewidth=1.4, zorder=3,
                                  facecolor=on(board.ax, "white"),
                                  edgecolor=on(board.ax)))
        if inside is not None:
            board.text(x, y, number(inside[unit]), NORMAL, zorder=4)
        if above is not None:
            board.text(x, y - RADIUS - 0.13, f"b {number(above[unit])}",
                       SMALL, GREY, bbox=_box(board), zorder=2)
        if below is not None:
            board.text(x, y + RADIUS + 0.13,
                       f"delta {number(below[unit], 3)}", SMALL,
                       by_sign(below[unit], text=True),
                       bbox=_box(board), zorder=2)
