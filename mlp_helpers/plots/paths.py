"""The paths from one weight to the error. Public as `mlp_helpers.plots`."""

import itertools

import numpy as np
from matplotlib.patches import Circle

from .. import validation
from .diagrams import RADIUS
from .drawing import (
    GREY,
    INK,
    NORMAL,
    PALE,
    SMALL,
    Board,
    by_sign,
    canvas,
    factor,
    number,
    on,
)

COLUMNS = 0.55, 2.6, 4.75, 6.45  # inches: x, y1, y2, E
STEP, LINE = 1.3, 0.26
DOT = " \N{MIDDLE DOT} "
DASHES = (0, (4, 2))


def paths(layers, x, t, o, i, ax=None):
    """Draw the paths from W1[o, i] to E, with the slope of every step.

    Each path ends with its product, blue and solid where it is above 0,
    orange and dashed where it is below; their sum is dE/dW1[o, i].

    Parameters
    ----------
    layers : [(W1, b1, activation), (W2, b2, linear)]
    x, t : arrays [num_inputs] and [num_outputs], for the squared error
    o, i : the indices of the weight in W1
    """
    values, W2, gd = _pass(layers, x, t)
    x, y1, y2, _ = values
    o = validation.number("o", o, least=0, below=len(y1), whole=True)
    i = validation.number("i", i, least=0, below=len(x), whole=True)
    slopes = x[i], gd[o], W2[:, o], y2 - t
    products = np.prod(slopes[:2]) * slopes[2] * slopes[3]
    board = Board(margins=6.38)
    rows = max(map(len, values))
    end = 0.5 + STEP * rows
    board.height = end + 0.25 + LINE * (len(y2) + 1)
    with canvas(ax, None, board.size) as (figure, ax):
        board.place(figure, ax)
        places = [[(column, 0.5 + STEP * (rows / 2 + k - len(y) / 2 + 0.5))
                   for k in range(len(y))]
                  for column, y in zip(COLUMNS, values, strict=True)]
        strong = _strong(board, places, o, i, products)
        for lower, upper in zip(places, places[1:], strict=False):
            for wire in itertools.product(lower, upper):
                if wire not in strong:
                    _wire(board, *wire, PALE, 0.8)
        _steps(board, places, o, i, slopes, products)
        used = {(0, i), (1, o), (3, 0), *((2, k) for k in range(len(y2)))}
        for level, (y, name) in enumerate(zip(
                values, ("x", "y1", "y2", "E"), strict=True)):
            board.text(COLUMNS[level], 0.22, name, weight="bold")
            for unit, value in enumerate(y):
                _unit(board, places[level][unit], value,
                      (level, unit) in used)
        _sums(board, end + 0.15, o, i, slopes, products)


def _pass(layers, x, t):
    """Return [x, y1, y2, E], W2 and gd(y1), once all has been looked at."""
    if len(layers) != 2 or any(len(layer) != 3 for layer in layers):
        raise ValueError("layers: expected two of (W, b, activation), got "
                         f"{layers!r}")
    (W1, b1, activation), (W2, b2, top) = layers
    if getattr(top, "name", "") != "linear":
        raise ValueError("layers: expected the second one to be linear, got "
                         f"{top!r}")
    W1, b1 = validation.weights_and_biases(W1, b1)
    W2, b2 = validation.weights_and_biases(W2, b2)
    validation.check_shape("W of layers[1]", W2, num_outputs=None,
                           num_inputs=len(b1))
    x = validation.data("x", x, num_inputs=W1.shape[1])
    t = validation.data("t", t, num_outputs=len(b2))
    y1 = activation.g(W1 @ x + b1)
    y2 = W2 @ y1 + b2
    E = np.array([np.sum((y2 - t) ** 2) / 2])
    return [x, y1, y2, E], W2, activation.gd(y1)


def _wire(board, one, two, colour, width, style="-", zorder=1):
    board.ax.plot(*zip(one, two, strict=True), color=on(board.ax, colour),
                  linewidth=width, linestyle=style, zorder=zorder,
                  solid_capstyle="butt")


def _strong(board, places, o, i, products):
    """Draw and return the wires of the paths; all share the first."""
    unit, E = places[1][o], places[3][0]
    strong = [(places[0][i], unit)]
    _wire(board, *strong[0], INK, 3, zorder=2)
    for place, product in zip(places[2], products, strict=True):
        style = DASHES if product < 0 else "-"
        for wire in ((unit, place), (place, E)):
            _wire(board, *wire, by_sign(product), 3, style, 2)
            strong.append(wire)
    return strong


def _steps(board, places, o, i, slopes, products):
    """The slope of each step beside it, and each path's product."""
    x, gd, weights, gaps = slopes
    unit, E = places[1][o], places[3][0]
    slope = f"slope x[{i}] = {short(x)}"
    _label(board, _left_of(places[0][i], unit, 0.035 * len(slope), 0.16),
           f"W1[{o}, {i}]\n{slope}")
    _label(board, _beside(unit, o, places[1]),
           f"gd(y1[{o}]) = {short(gd)}")
    for k, place in enumerate(places[2]):
        weight = f"W2[{k}, {o}] = {short(weights[k])}"
        # The wire's start is seen, and what stands beside its end is free.
        _label(board, _between(unit, place, 0.64 - 0.0165 * len(weight)),
               weight)
        _label(board, _beside(place, k, places[2]),
               f"y2[{k}] \N{MINUS SIGN} t[{k}] = {short(gaps[k])}")
        _label(board, _between(place, E, 0.5), short(products[k]),
               by_sign(products[k], text=True), framed=True)


def _between(one, two, part):
    return tuple((1 - part) * a + part * b for a, b in zip(one, two))


def _left_of(one, two, wide, high):
    """Where a text stands, half so wide and high, that leaves a wire free."""
    way = np.subtract(two, one)
    aside = np.array([-abs(way[1]), way[0] * (1 if way[1] >= 0 else -1)])
    aside /= np.hypot(*aside)
    far = np.abs(aside) @ (wide, high) + 0.08
    return tuple(_between(one, two, 0.58) + far * aside)


def _beside(place, unit, column):
    """Above a unit of the upper half, below one of the lower half."""
    way = -1 if 2 * unit < len(column) - 1 or len(column) == 1 else 1
    return place[0], place[1] + way * (RADIUS + 0.15)


def _label(board, place, text, colour=INK, framed=False):
    box = {"boxstyle": "round,pad=0.2", "fc": on(board.ax, "white"),
           "ec": on(board.ax, colour) if framed else "none"}
    board.text(*place, text, SMALL, colour, bbox=box, zorder=5,
               weight="bold" if framed else "normal")


def _unit(board, place, value, used):
    board.ax.add_patch(Circle(
        place, RADIUS, zorder=3, linewidth=2 if used else 1,
        facecolor=on(board.ax, "white"),
        edgecolor=on(board.ax, INK if used else PALE)))
    board.text(*place, number(value), NORMAL, INK if used else GREY,
               zorder=4)


def _sums(board, y, o, i, slopes, products):
    """Each product with its letters, and below them the sum."""
    x, gd, weights, gaps = slopes
    for k, product in enumerate(products):
        letters = (f"x[{i}]", f"gd(y1[{o}])", f"W2[{k}, {o}]",
                   f"(y2[{k}] \N{MINUS SIGN} t[{k}])")
        values = [x, gd, weights[k], gaps[k]]
        line = (f"{DOT.join(letters)} = "
                f"{DOT.join(short(value, True) for value in values)} = "
                f"{short(product)}")
        board.text(0.3, y + k * LINE, line, SMALL,
                   by_sign(product, text=True), ha="left")
    board.text(0.3, y + len(products) * LINE,
               f"dE/dW1[{o}, {i}], the sum of all paths = "
               f"{short(products.sum())}", SMALL, weight="bold", ha="left")


def short(value, parentheses=False):
    """With four digits after the point, or fewer if they say all of it."""
    digits = next((d for d in range(4) if abs(round(value, d) - value)
                   < 1e-12), 4)
    return (factor if parentheses else number)(value, digits)
