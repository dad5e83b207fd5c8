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
    SMALL,
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


def sum_of_outer_products(Deltas, X, upto=None, fig=None, digits=2):
    """Draw dE/dW as a sum: one outer product after the other.

    Parameters
    ----------
    Deltas : array [num_instances, num_outputs]
    X : array [num_instances, num_inputs]
    upto : how many instances are added, 0 to num_instances (the default)
    fig : a figure to draw on; its size is changed to suit
    digits : digits after the point
    """
    Deltas = validation.data("Deltas", Deltas, num_instances=None,
                             num_outputs=None)
    X = validation.data("X", X, num_instances=len(Deltas), num_inputs=None)
    if not Deltas.size or not X.size:
        raise ValueError("Deltas, X: expected arrays that are not empty")
    _check_digits(digits)
    num_instances = len(X)
    upto = num_instances if upto is None else upto
    upto = validation.number("upto", upto, least=0, below=num_instances + 1,
                             whole=True)
    board = _outer_board(Deltas, X)
    with canvas(None, fig, board.size) as (figure, _):
        if fig is not None:
            fig.set_size_inches(board.size)
        board.place(figure, None)
        _draw_instances(board, Deltas, X, int(upto), digits)
        _draw_sums(board, Deltas, X, int(upto), digits)


def _outer_board(Deltas, X):
    """Return the board with the places of its blocks.

    Above stand Deltas and X, and right of them the newest outer product with
    its x and its delta; below stand the sum and the product.
    """
    num_outputs, num_inputs = Deltas.shape[1], X.shape[1]
    rows = min(len(X), ROWS_SHOWN)
    board = Board(num_outputs + 2 * num_inputs + 1, 2.15)
    board.xs = 0.7, 0.7 + num_outputs * board.cell + 0.5
    end = board.xs[1] + num_inputs * board.cell
    board.x2 = end + 0.6 + board.cell + 0.1
    board.middle = (board.xs[0] + end) / 2
    tall = max(rows * board.high, (num_outputs + 1) * board.high + 0.1)
    board.y1, board.y2 = 0.7, 0.7 + tall + 1.1
    board.width = board.x2 + max(num_inputs * board.cell, 1.5) + 0.25
    board.height = board.y2 + num_outputs * board.high + 0.45
    return board


def _draw_instances(board, Deltas, X, upto, digits):
    """Deltas and X, and the outer product of the newest instance."""
    first = max(0, min(upto - ROWS_SHOWN // 2, len(X) - ROWS_SHOWN))
    rows = slice(first, first + ROWS_SHOWN)
    names, y1 = range(len(X))[rows], board.y1
    arrays = (Deltas, "Deltas", "n", "o"), (X, "X", "", "i")
    for x, (M, name, over, along) in zip(board.xs, arrays, strict=True):
        board.matrix(M[rows], x, y1, f"{name} {list(M.shape)}", over, along,
                     digits, np.abs(M).max(), names)
        later = len(M[upto:first + ROWS_SHOWN])
        board.fade(x, y1 + (upto - first) * board.high, later, M.shape[1])
        if upto:
            board.frame(x, y1 + (upto - 1 - first) * board.high, 1,
                        M.shape[1], MARK)
    if upto:
        _draw_outer(board, Deltas, X, upto - 1, digits)


def _draw_outer(board, Deltas, X, n, digits):
    """x of instance n above, its delta at the side, their product between."""
    delta, x = Deltas[n], X[n]
    x2, y1 = board.x2, board.y1
    x0, below = x2 - board.cell - 0.1, y1 + board.high + 0.1
    plain = {"digits": digits, "row_names": [], "col_names": []}
    board.matrix(x[np.newaxis], x2, y1, limit=np.abs(X).max(), **plain)
    board.matrix(delta[:, np.newaxis], x0, below,
                 limit=np.abs(Deltas).max(), **plain)
    board.matrix(np.outer(delta, x), x2, below, limit=_largest(Deltas, X),
                 **plain)
    board.frame(x2, y1, 1, len(x), MARK)
    board.frame(x0, below, len(delta), 1, MARK)
    board.text(x0, y1 - 0.36, f"outer(delta, x), n = {n}", LARGE, ha="left",
               va="bottom")
    board.text(x2 + len(x) * board.cell / 2, y1 - 0.06, "x", SMALL, GREY,
               va="bottom")
    board.text(x0 + board.cell / 2, below - 0.06, "delta", SMALL, GREY,
               va="bottom")


def _draw_sums(board, Deltas, X, upto, digits):
    """The running sum, and the product that it ends at."""
    total, product = Deltas[:upto].T @ X[:upto], Deltas.T @ X
    num_outputs, num_inputs = total.shape
    x1, x2, y2 = board.middle, board.x2, board.y2
    x1 -= num_inputs * board.cell / 2
    limit = _largest(Deltas, X)
    added = "1 outer product" if upto == 1 else f"{upto} outer products"
    board.matrix(total, x1, y2, f"sum of {added}", "o", "i", digits, limit)
    board.matrix(product, x2, y2, "Deltas.T @ X", "o", "i", digits, limit)
    if upto == len(X):
        for x in (x1, x2):
            board.frame(x, y2, num_outputs, num_inputs, MARK)
        board.text((x1 + num_inputs * board.cell + x2 - 0.4) / 2,
                   y2 + num_outputs * board.high / 2, "=", 18, MARK)


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
