"""One layer for one instance, as arrays with their numbers.

Public through `mlp_helpers.plots`.
"""

import numpy as np

from .. import validation
from .drawing import GREY, SMALL, UNIT_COLOURS, Board, canvas

UNIT, INPUT = UNIT_COLOURS  # frames on cells that are blue and orange
GAP = 0.75  # inches between two arrays, with a sign in the middle


def layer_sum(W, b, x, unit=None, input=None, fig=None, digits=1):
    """Draw a = W x + b, and frame what one unit reads, or who hears an input.

    Parameters
    ----------
    W : array [num_outputs, num_inputs]
    b : array [num_outputs]
    x : array [num_inputs]
    unit : index of a unit: its row of W, its bias and its sum are framed
    input : index of an input: x[input] and its column of W are framed
    fig : a figure to draw on; its size is changed to suit
    digits : digits after the point
    """
    W, b = validation.weights_and_biases(W, b)
    num_outputs, num_inputs = W.shape
    x = validation.data("x", x, num_inputs=num_inputs)
    unit = _index("unit", unit, num_outputs)
    input = _index("input", input, num_inputs)
    board = Board(num_inputs + 3, 0.7 + 3 * GAP + 0.4)
    tall = max(num_inputs, num_outputs) * board.high
    board.height = tall + 1.3
    with canvas(None, fig, board.size) as (figure, _):
        if fig is not None:
            fig.set_size_inches(board.size)
        board.place(figure, None)
        middle, left = 0.8 + tall / 2, 0.7
        columns = [W, x[:, np.newaxis], b[:, np.newaxis],
                   (W @ x + b)[:, np.newaxis]]
        names, signs = ["W", "x", "b", "a"], ["@", "+", "=", ""]
        places, limit = [], max(np.abs(M).max() for M in columns)
        for M, name, sign in zip(columns, names, signs, strict=True):
            top = middle - len(M) * board.high / 2
            shape = list(M.shape) if name == "W" else [len(M)]
            board.matrix(M, left, top, f"{name} {shape}",
                         "num_outputs" if name == "W" else "",
                         "num_inputs" if name == "W" else "", digits, limit,
                         col_names=None if name == "W" else [])
            places.append((left, top))
            left += M.shape[1] * board.cell + GAP
            board.text(left - 0.6 * GAP, middle, sign, 16)
        _frames(board, places, W.shape, unit, input)


def _frames(board, places, shape, unit, input):
    """Frame a row with its bias and sum, and an input with its column."""
    (num_outputs, num_inputs), high = shape, board.high
    (xW, yW), (xx, yx), (xb, yb), (xa, ya) = places
    if unit is not None:
        board.frame(xW, yW + unit * high, 1, num_inputs, UNIT)
        board.frame(xx, yx, num_inputs, 1, UNIT)
        board.frame(xb, yb + unit * high, 1, 1, UNIT)
        board.frame(xa, ya + unit * high, 1, 1)
    if input is not None:
        board.frame(xW + input * board.cell, yW, num_outputs, 1, INPUT)
        board.frame(xx, yx + input * high, 1, 1, INPUT)


def folded_bias(W, b, unit=0, ax=None, digits=1):
    """Draw W and b, and beside them the same numbers in one matrix M.

    M [num_inputs + 1, num_outputs] is what `fold_bias` gives: a column for
    each unit, the biases in the last row. All numbers of one unit are framed.

    Parameters
    ----------
    W : array [num_outputs, num_inputs]
    b : array [num_outputs]
    unit : index of the unit to frame, or None
    digits : digits after the point
    """
    W, b = validation.weights_and_biases(W, b)
    num_outputs, num_inputs = W.shape
    unit = _index("unit", unit, num_outputs)
    M = np.vstack([W.T, b])
    limit = np.abs(M).max()  # one scale: the same number, the same shade
    board = Board(num_inputs + 1 + num_outputs, 0.7 + 2.1 + 0.6)
    tall = max(len(M), num_outputs) * board.high
    board.height = tall + 1.75
    middle = 1.2 + tall / 2
    xW, xb = 0.7, 0.7 + num_inputs * board.cell + 0.5
    xM = xb + board.cell + 1.6
    yW, yM = (middle - n * board.high / 2 for n in (num_outputs, len(M)))
    with canvas(ax, None, board.size) as (figure, ax):
        board.place(figure, ax)
        board.matrix(W, xW, yW, f"W {list(W.shape)}", "num_outputs",
                     "num_inputs", digits, limit)
        board.matrix(b[:, np.newaxis], xb, yW, f"b {list(b.shape)}", "", "",
                     digits, limit, row_names=[], col_names=[])
        board.matrix(M, xM, yM, f"M {list(M.shape)}", "num_inputs + 1",
                     "num_outputs", digits, limit)
        board.text(xM + num_outputs * board.cell + 0.1,
                   yM + (num_inputs + 0.5) * board.high, "b", SMALL, GREY,
                   ha="left")
        board.text((xW + xb + board.cell) / 2, 0.25, "ours: a unit is a row")
        board.text(xM + num_outputs * board.cell / 2, 0.25,
                   "folded: a unit is a column")
        if unit is not None:
            y = yW + unit * board.high
            board.frame(xW, y, 1, num_inputs, UNIT)
            board.frame(xb, y, 1, 1, UNIT)
            board.frame(xM + unit * board.cell, yM, len(M), 1, UNIT)


def _index(name, index, size):
    if index is None:
        return None
    return validation.number(name, index, least=0, below=size, whole=True)
