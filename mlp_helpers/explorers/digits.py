"""Handwritten digits, one by one."""

import numpy as np

from .. import plots, validation
from ..plots.drawing import GREY, on
from .explorer import Explorer, Slider


def worst_mistakes(X, T, Y):
    """Browse the digits that were read wrong, the most confident first.

    Parameters
    ----------
    X : array [num_instances, 64], ink from 0 to 1
    T : array [num_instances, 10], one-hot
    Y : array [num_instances, 10], the network's probabilities
    """
    X = validation.data("X", X, num_instances=None, pixels=64)
    T = validation.data("T", T, num_instances=len(X), num_outputs=10)
    Y = validation.data("Y", Y, num_instances=len(X), num_outputs=10)
    true, read = T.argmax(axis=1), Y.argmax(axis=1)
    wrong = np.flatnonzero(true != read)
    wrong = wrong[np.argsort(-Y[wrong].max(axis=1), kind="stable")]

    def draw(figure, place):
        figure.set_size_inches(7.0, 2.9)
        if not len(wrong):
            figure.text(0.5, 0.5, "no mistakes", ha="center",
                        color=on(figure, GREY))
            return f"All {len(X)} digits were read correctly."
        n = wrong[place - 1]
        plots.digit_and_probabilities(X[n], Y[n], true[n], figure)
        article = "an" if true[n] == 8 else "a"
        return (f"Mistake {place} of {len(wrong)}, instance {n}: {article} "
                f"{true[n]}, read as {read[n]} with probability "
                f"{Y[n, read[n]]:.2f}. The {true[n]} got {Y[n, true[n]]:.2f}.")

    last = max(1, len(wrong))
    return Explorer(draw, place=Slider("mistake", 1, last, value=1))
