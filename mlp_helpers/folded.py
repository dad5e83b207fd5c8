"""Weights with the bias folded in, as the course's question has them.

There one matrix holds a layer, M [num_inputs + 1, num_outputs]: a column for
each unit, and the biases in the last row, fed by one more input that is
always 1. So ``np.append(x, 1) @ M`` is ``W @ x + b``.
"""

import numpy as np

from .validation import check_shape, float_array, weights_and_biases


def fold_bias(W, b):
    """W [num_outputs, num_inputs], b [num_outputs] -> M, see the module.

    Returns
    -------
    M : [num_inputs + 1, num_outputs], a new array

    Raises
    ------
    ValueError
        If W and b do not fit together.
    """
    W, b = weights_and_biases(W, b)
    return np.vstack([W.T, b])


def unfold_bias(M):
    """M [num_inputs + 1, num_outputs] -> W, b: the inverse of `fold_bias`.

    Returns
    -------
    W : [num_outputs, num_inputs], b : [num_outputs], new arrays

    Raises
    ------
    ValueError
        If M is no matrix of at least two rows.
    """
    M = float_array("M", M)
    expected = {"num_inputs + 1": None, "num_outputs": None}
    check_shape("M", M, **expected)
    if len(M) < 2:
        raise ValueError(
            "M: expected at least two rows (one input, one bias), "
            f"got {len(M)}"
        )
    return M[:-1].T.copy(), M[-1].copy()
