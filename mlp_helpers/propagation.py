"""The two functions of the course, for a batch of instances."""

from functools import lru_cache

import numpy as np

from . import validation
from .activations import linear


def forward(X, W, b, g):
    """Forward pass of one layer: Y = g(X Wᵀ + b).

    Parameters
    ----------
    X : [num_instances, num_inputs], one instance x a row
    W : [num_outputs, num_inputs], weights
    b : [num_outputs], biases
    g : function, the activation, applied to every entry

    Returns
    -------
    Y : [num_instances, num_outputs], row n is g(W x + b) for row n of X

    Raises
    ------
    ValueError
        If shapes do not fit, or X, W or b holds NaN or infinity.
    """
    if not validation.trusted():
        X, W, b = validation.forward_arguments(X, W, b, g)
    A = X.dot(W.T)  # [num_instances, num_outputs]
    A += b  # to each row
    return g(A)


def backprop(dEdY, W, b, gd, Y, X, input_gradient=True, out=(None, None)):
    """Backpropagation through one layer: from dE/dY to dE/dX, dE/dW, dE/db.

    Derived in notebook 05 for one instance, in 08 for a batch.

    Parameters
    ----------
    dEdY : [num_instances, num_outputs], the gradient that comes from above
    W, b : as `forward` had them (no formula here needs b)
    gd : function, the activation's derivative written in terms of Y
    Y : [num_instances, num_outputs], what `forward` returned
    X : [num_instances, num_inputs], what `forward` was given
    input_gradient : bool, False saves the work for dEdX, which is then None
    out : pair of arrays for dEdW and dEdb to be written into, as NumPy's `out`

    Returns
    -------
    dEdX : [num_instances, num_inputs], the dEdY of the layer below
    dEdW : [num_outputs, num_inputs], summed over the instances
    dEdb : [num_outputs], summed over the instances

    Raises
    ------
    ValueError
        If shapes do not fit, or one of them holds NaN or infinity.
    """
    if not validation.trusted():
        dEdY, W, Y, X = validation.backprop_arguments(
            dEdY, W, b, gd, Y, X
        )
    # [num_instances, num_outputs]; the slope of a linear layer is 1
    Deltas = dEdY if gd is linear.gd else gd(Y) * dEdY
    dEdX = Deltas.dot(W) if input_gradient else None
    dEdW = Deltas.T.dot(X, out=out[0])
    dEdb = _ones(len(X), X.dtype).dot(Deltas, out=out[1])  # column sums
    return dEdX, dEdW, dEdb


@lru_cache(maxsize=16)
def _ones(num_instances, dtype):
    """A product with ones adds up; for small batches it beats `sum`."""
    return np.ones(num_instances, dtype)
