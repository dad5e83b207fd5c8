"""Matrices with their numbers, and the products of matrices.

Public through `mlp_helpers.plots`.
"""

import textwrap

import numpy as np

from .. import validation
from .drawing import (
    GREY,
    LARGE,
    LINE_HEIGHT,
    UNIT_COLOURS,
    Board,
    canvas,
    factor,
    number,
)

ROWS_SHOWN = 8
MARK, OTHER = UNIT_COLOURS  # frames on cells that are blue and orange


def matrix(M, name="W", rows="num_outputs", cols="num_inputs", ax=None,
           highlight=None, digits=2):
    """Draw a matrix with its numbers, blue above zero and orange below.

    Parameters
    ----------
    M : array, two axes; with one axis it is drawn as one row
    name, rows, cols : what M and its axes are called
    highlight : set of (row, column), the cells to frame
    digits : digits after the point
    """
    M = validation.float_array("M", M)
    validation.check_finite("M", M)
    if M.ndim not in (1, 2) or M.size == 0:
        raise ValueError(
            "M: expected one or two axes that are not empty, got the shape "
            f"{list(M.shape)}"
        )
    _check_digits(digits)
    title = f"{name} {list(M.shape)}"
    row_names = [] if M.ndim == 1 else None
    if M.ndim == 1:
        M, rows = M[np.newaxis, :], ""
    framed = [_cell("highlight", cell, M.shape) for cell in highlight or ()]
    board = Board(M.shape[1], 1.4)
    board.width = max(board.width, 0.5 + 0.1 * len(title))
    board.height = M.shape[0] * board.high + 1.3
    left, top = (board.width - M.shape[1] * board.cell) / 2, 0.85
    with canvas(ax, None, board.size) as (figure, ax):
        board.place(figure, ax)
        board.matrix(M, left, top, title, rows, cols, digits,
                     row_names=row_names)
        for i, j in framed:
            board.frame(left + j * board.cell, top + i * board.high, 1, 1)


def matrix_product(left, right, names=("A", "B", "C"),
                   letters=("i", "k", "j"), cell=None, ax=None, digits=2):
    """Draw C = A @ B with B above C, so that rows and columns meet in C.

    Parameters
    ----------
    left : array A [I, K]
    right : array B [K, J]
    names : what A, B and C are called
    letters : the index letters; the middle one is summed over
    cell : (row, column) of C: the row and the column that make it are
        framed, and the sum is written out below
    digits : digits after the point
    """
    left = validation.data("left", left, rows=None, columns=None)
    right = validation.data("right", right, rows=left.shape[1], columns=None)
    if not left.size or not right.size:
        raise ValueError("left, right: expected matrices that are not empty")
    if len(names) != 3 or len(letters) != 3:
        raise ValueError("names, letters: expected three of each")
    _check_digits(digits)
    result = left @ right
    a, b, c = names
    i, k, j = letters
    entry = f"({c})" if " " in c else c
    lines = [f"{entry}[{i}, {j}] = sum over {k} of {a}[{i}, {k}] \u00b7 "
             f"{b}[{k}, {j}]"]
    if cell is not None:
        row, column = cell = _cell("cell", cell, result.shape)
        lines += _sum(f"{entry}[{row}, {column}]", left[row], right[:, column],
                      digits)
    (num_rows, num_inner), num_cols = left.shape, right.shape[1]
    board = Board(num_inner + num_cols, 2.0)
    spare = max(0.0, 6.4 - board.width)
    board.width += spare
    x0, y0 = 0.7 + spare / 2, 0.85
    x1 = x0 + num_inner * board.cell + 0.8
    y1 = y0 + num_inner * board.high + 1.05
    bottom = y1 + num_rows * board.high + 0.6
    board.height = bottom + len(lines) * LINE_HEIGHT + 0.1
    with canvas(ax, None, board.size) as (figure, ax):
        board.place(figure, ax)
        for M, x, y, name, over, along in [
            (left, x0, y1, a, i, k), (right, x1, y0, b, k, j),
            (result, x1, y1, c, i, j),
        ]:
            board.matrix(M, x, y, f"{name} {list(M.shape)}", over, along,
                         digits)
        if cell is not None:
            down, beside = y1 + row * board.high, x1 + column * board.cell
            board.frame(x0, down, 1, num_inner, MARK)
            board.frame(beside, y0, num_inner, 1, MARK)
            board.frame(beside, down, 1, 1)
        board.lines(lines, x0, bottom)


def sum_of_outer_products(Deltas, X, upto=None, cell=None, fig=None,
                          digits=2):
    """Draw dE/dW as a sum: the outer products side by side, and their sum.

    Parameters
    ----------
    Deltas : array [num_instances, num_outputs]
    X : array [num_instances, num_inputs]
    upto : how many instances are added, 0 to num_instances (the default);
        the others are faint. Where not all fit, those around the newest one
        are shown.
    cell : (row, column) of dE/dW, to be framed in each of them
    fig : a figure to draw on; its size is changed to suit
    digits : digits after the point
    """
    Deltas = validation.data("Deltas", Deltas, num_instances=None,
                             num_outputs=None)
    X = validation.data("X", X, num_instances=len(Deltas), num_inputs=None)
    if not Deltas.size or not X.size:
        raise ValueError("Deltas, X: expected arrays that are not empty")
    _check_digits(digits)
    num_instances, num_inputs = X.shape
    num_outputs = Deltas.shape[1]
    upto = num_instances if upto is None else upto
    upto = int(validation.number("upto", upto, least=0,
                                 below=num_instances + 1, whole=True))
    if cell is not None:
        cell = _cell("cell", cell, (num_outputs, num_inputs))
    fit = int(6.6 / (0.62 * num_inputs + 0.4))
    piled = _around(upto, num_instances, max(1, min(fit, ROWS_SHOWN)))
    board = Board(max(num_outputs + 2 * num_inputs,
                      len(piled) * num_inputs), 2.55)
    rows = min(num_instances, ROWS_SHOWN)
    board.below = 0.7 + max(rows, num_outputs) * board.high + 1.15
    board.height = board.below + num_outputs * board.high + 0.35
    beside = 2.25 + (num_outputs + num_inputs) * board.cell
    board.width = max(board.width, beside + num_inputs * board.cell + 0.3,
                      beside + num_inputs * board.cell / 2 + 1.0)
    with canvas(None, fig, board.size) as (figure, _):
        if fig is not None:
            fig.set_size_inches(board.size)
        board.place(figure, None)
        _draw_instances(board, Deltas, X, upto, cell, digits)
        _draw_pile(board, Deltas, X, upto, piled, cell, digits)


def _around(upto, num_instances, shown):
    """Which instances are shown: as many as fit, the newest among them."""
    first = max(0, min(upto - shown // 2 - 1, num_instances - shown))
    return range(first, min(first + shown, num_instances))


def _draw_instances(board, Deltas, X, upto, cell, digits):
    """Deltas and X, and at the right the sum so far."""
    shown = _around(upto, len(X), ROWS_SHOWN)
    rows = slice(shown.start, shown.stop)
    x, y = 0.7, 0.7
    arrays = (Deltas, "Deltas", "n", "o"), (X, "X", "", "i")
    for M, name, over, along in arrays:
        board.matrix(M[rows], x, y, f"{name} {list(M.shape)}", over, along,
                     digits, np.abs(M).max(), shown)
        later = len(shown) - max(0, upto - shown.start)
        board.fade(x, y + (upto - shown.start) * board.high, later,
                   M.shape[1])
        if upto:
            board.frame(x, y + (upto - 1 - shown.start) * board.high, 1,
                        M.shape[1], MARK)
        x += M.shape[1] * board.cell + 0.5
    x, total = x + 0.55, Deltas[:upto].T @ X[:upto]
    whole = upto == len(X)
    title = "sum = Deltas.T @ X" if whole else f"sum of {upto}"
    board.matrix(total, x, y, title, "o", "i", digits, _largest(Deltas, X))
    if whole:
        board.frame(x, y, *total.shape, MARK)
    if cell is not None:
        board.frame(x + cell[1] * board.cell, y + cell[0] * board.high, 1, 1)


def _draw_pile(board, Deltas, X, upto, piled, cell, digits):
    """The outer products, a plus between them, those to come faint."""
    limit = _largest(Deltas, X)
    x, y, num_outputs = 0.7, board.below, Deltas.shape[1]
    for n in piled:
        product = np.outer(Deltas[n], X[n])
        board.matrix(product, x, y, f"n = {n}", "o" * (n == piled[0]), "",
                     digits, limit, None if n == piled[0] else [], [])
        if cell is not None and n < upto:
            board.frame(x + cell[1] * board.cell,
                        y + cell[0] * board.high, 1, 1)
        middle = y + num_outputs * board.high / 2
        if n > piled[0]:
            board.text(x - 0.2, middle, "+", 14, GREY)
        if n >= upto:
            board.fade(x - 0.02, y - 0.02, num_outputs + 0.1,
                       X.shape[1] + 0.1)
        elif n == upto - 1:
            board.frame(x, y, *product.shape, MARK)
        x += X.shape[1] * board.cell + 0.4


def _largest(Deltas, X):
    """Return the largest number in any outer product or running sum."""
    products = Deltas[:, :, np.newaxis] * X[:, np.newaxis, :]
    sums = np.cumsum(products, axis=0)
    return max(np.abs(products).max(), np.abs(sums).max()) or 1.0


def transposed_or_not(W, delta, index, fig, digits=2):
    """Draw which entries of W meet delta in dEdx[index], and which not.

    Left the right sum, over column `index` of W; right the wrong one, over
    row `index`, which fits as well because W is square.
    """
    size = len(W)
    good = [f"right: dEdx[{index}] = sum over o of W[o, {index}] \u00b7 "
            "delta[o]", *_sum("   ", W[:, index], delta, digits)]
    bad = [f"wrong: sum over o of W[{index}, o] \u00b7 delta[o]",
           *_sum("   ", W[index], delta, digits)]
    board = Board(2 * size + 1, 3.1)
    x1, y1 = 0.7, 1.15
    spare = max(0.0, 6.6 - board.width)
    x1, board.width = x1 + spare / 2, board.width + spare
    beside = x1 + size * board.cell + 0.2
    x2 = beside + board.cell + 0.9
    below = y1 + size * board.high + 0.45
    bottom = below + board.high + 0.45
    board.height = bottom + len(good + bad) * LINE_HEIGHT + 0.2
    fig.set_size_inches(board.size)
    board.place(fig, None)
    for x, title, colour in [(x1, f"column {index} of W meets delta", MARK),
                             (x2, f"row {index} of W meets delta", OTHER)]:
        board.text(x + size * board.cell / 2, 0.3, title, LARGE, colour,
                   weight="bold")
        board.matrix(W, x, y1, f"W {list(W.shape)}", "o", "i", digits)
    plain = {"digits": digits, "row_names": [], "col_names": []}
    board.matrix(delta[:, np.newaxis], beside, y1, "delta", **plain)
    board.matrix(delta[np.newaxis], x2, below, **plain)
    board.text(x2 - 0.1, below + board.high / 2, "delta", LARGE, ha="right")
    board.frame(x1 + index * board.cell, y1, size, 1, MARK)
    board.frame(beside, y1, size, 1, MARK)
    board.frame(x2, y1 + index * board.high, 1, size, OTHER)
    board.frame(x2, below, 1, size, OTHER)
    board.lines(good, x1, bottom, MARK)
    board.lines(bad, x1, bottom + len(good) * LINE_HEIGHT + 0.1, OTHER)


def _sum(result, left, right, digits):
    """Return 'result = l0 * r0 + l1 * r1 = total' as lines that fit."""
    terms = [f"{factor(a, digits)}\u00b7{factor(b, digits)}"
             for a, b in zip(left, right, strict=True)]
    total = number(left @ right, digits + bool(digits))
    return textwrap.wrap(f"{result} = {' + '.join(terms)} = {total}", 66,
                         subsequent_indent="    ")


def _check_digits(digits):
    digits = validation.number("digits", digits, least=0, whole=True)


def _cell(name, cell, shape):
    """Return (row, column) as two indices within the shape."""
    try:
        row, column = (int(index) for index in cell)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: expected (row, column), got {cell!r}"
                         ) from None
    if not (0 <= row < shape[0] and 0 <= column < shape[1]):
        raise ValueError(
            f"{name}: expected a cell of a matrix {list(shape)}, got "
            f"({row}, {column})"
        )
    return row, column
