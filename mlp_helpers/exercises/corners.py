"""Answers without arguments, judged by what they do at given points."""

import numpy as np

from .nesting import Refused, has_ellipsis
from .structure import listed

CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]


class Words(str):
    """A text that stands without quotes in a message, with more behind it."""

    more = ""

    def __repr__(self):
        return self + self.more


def judged(judge):
    """A `call` that returns what `judge` makes of an answer."""
    def run(learner):
        answer = learner()
        if has_ellipsis(answer):
            return ...
        return None if answer is None else judge(answer)
    return run


def numbers(name, value, *shape):
    """An array of finite floats, or an error that says what is wrong.

    `shape` are its sizes, None for as many as there are hidden units.
    """
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise Refused(f"{name} should be made of numbers, in rows of equal "
                      "length") from None
    if not np.isfinite(array).all():
        raise Refused(f"{name} should be made of finite numbers")
    if array.ndim != len(shape) or any(
            size not in (None, n) for size, n in zip(shape, array.shape)):
        letters = [str(size or "number of hidden units") for size in shape]
        wanted = f"have the shape [{', '.join(letters)}]" if shape \
            else "be one number"
        rows = ": a row for each unit" * (len(shape) == 2)
        raise Refused(f"{name} should {wanted}{rows}; its shape is "
                      f"{list(array.shape)}")
    return array


def differences(said, wanted, places, right):
    """Say where an answer is not as wanted, or the word `right`."""
    wrong = [f"{word} at {place}" for word, target, place
             in zip(said, wanted, places, strict=True) if word != target]
    return Words(listed(wrong) or right)
