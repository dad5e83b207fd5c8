"""Slopes that are measured, beside slopes that are claimed.

Public through `mlp_helpers.plots`.
"""

import numpy as np

from .. import validation
from .drawing import Board, canvas


def two_gradients(claimed, measured, name="W", fig=None, digits=2,
                  tolerance=1e-6):
    """Draw a claimed gradient beside the measured one.

    Cells that differ by more than `tolerance` times the largest entry are
    framed.

    Parameters
    ----------
    claimed, measured : arrays of the same shape, one or two axes; with one
        axis they are drawn as one column
    """
    claimed = validation.float_array("claimed", claimed)
    if claimed.ndim not in (1, 2) or claimed.size == 0:
        raise ValueError("claimed: expected one or two axes that are not "
                         f"empty, got the shape {list(claimed.shape)}")
    claimed = np.atleast_2d(claimed.T).T
    measured = np.atleast_2d(validation.float_array("measured", measured).T).T
    measured = validation.data("measured", measured, rows=claimed.shape[0],
                               columns=claimed.shape[1])
    num_rows, num_cols = claimed.shape
    limit = max(np.abs(claimed).max(), np.abs(measured).max())
    wrong = np.argwhere(np.abs(claimed - measured) > tolerance * limit)
    board = Board(2 * num_cols, 2.4)
    board.width = max(board.width, 5.0)
    board.height = num_rows * board.high + 0.9
    gap = 0.9
    left = (board.width - 2 * num_cols * board.cell - gap) / 2 + 0.1
    with canvas(None, fig, board.size) as (figure, _):
        board.place(figure, None)
        for M, word, x in [
            (claimed, "claimed", left),
            (measured, "measured", left + num_cols * board.cell + gap),
        ]:
            board.matrix(M, x, 0.65, f"dE/d{name}, {word}", digits=digits,
                         limit=limit or 1.0)
            for i, j in wrong:
                board.frame(x + j * board.cell, 0.65 + i * board.high, 1, 1)
