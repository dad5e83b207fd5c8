"""The exercises of notebook 12, Many classes."""
import re

import numpy as np

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes, finite_differences
from .values import close

TITLE = "Many classes"


def stable_softmax(A):
    """Probabilities [num_instances, num_outputs] from any A."""
    shifted = A - A.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=1, keepdims=True)


def draw_scores(rng):
    """Rows around 1000, -1000 or 0; in the first an entry may be far off."""
    shape = different_sizes(rng, 2, low=3)
    A = rng.normal(scale=2, size=shape)
    A += rng.choice([1000, -1000, 0], size=(shape[0], 1))
    A[0, rng.integers(shape[1])] += rng.choice([10000, -10000, 0])
    return (A,)


def cross_entropy(A, T):
    """The mean over the instances of -ln of the right class's y."""
    shifted = A - A.max(axis=1, keepdims=True)
    S = np.exp(shifted).sum(axis=1)           # [num_instances]
    E = np.log(S) - (T * shifted).sum(axis=1)  # [num_instances]
    return E.mean()


def draw_cross_entropy(rng):
    """In the first row the right class is hopeless, if one is."""
    (A,) = draw_scores(rng)
    labels = rng.integers(A.shape[1], size=len(A))
    labels[0] = A[0].argmin()
    return A, np.eye(A.shape[1])[labels]


def softmax_slopes(y):
    """slopes[k, o]: how fast y[k] moves when a[o] is pushed."""
    num_outputs = len(y)
    slopes = np.zeros((num_outputs, num_outputs))
    for k in range(num_outputs):
        for o in range(num_outputs):
            if k == o:
                slopes[k, o] = y[o] * (1 - y[o])
            else:
                slopes[k, o] = -y[k] * y[o]
    return slopes


def draw_probabilities(rng):
    y = rng.uniform(0.2, 2, size=rng.integers(3, 7))
    return (y / y.sum(),)


def numeric_slopes(y):
    return np.array([
        finite_differences(lambda a: np.exp(a[k]) / np.exp(a).sum(),
                           np.log(y)) for k in range(len(y))])


def lowest_loss(num_outputs):
    """The lowest number that comes out, however good the network."""
    S = np.e + num_outputs - 1
    return np.log(S) - 1


def unsafe(it):
    """NumPy has warned, and the answer looks for no largest number."""
    fixed = it.runs[:len(it.exercise.cases)]
    return any(run.warnings for run in fixed) and not re.search(
        r"\bmax\b", it.answer.source())


def capped(it):
    """E is right where it is small, but never large: ln(y + 1e-9)."""
    fixed = it.runs[:len(it.exercise.cases)]
    found = [close(E, right, 1e-3) or isinstance(E, float)
             and E < 800 < right and "capped" for E, right
             in zip(it.leaves("E", fixed), it.leaves("E", it.right))]
    return all(found) and "capped" in found


EXERCISES = [
    Exercise(
        stable_softmax,
        question="softmax that cannot overflow, row by row",
        outputs=[Output("Y", "[num_instances, num_outputs]")],
        draw=draw_scores,
        blanks=["A - A.max(axis=1, keepdims=True)",
                "powers / powers.sum(axis=1, keepdims=True)"],
        mistakes=[
            Mistake("A - A.max(axis=1, keepdims=True)", "A", when=unsafe,
                    hint="The powers overflow, or all become 0, where a row "
                    "is large or far below 0. Which number, subtracted from "
                    "a row, makes its largest power exactly 1?"),
            Mistake("A.max(axis=1, keepdims=True)", "A.max()",
                    hint="One number is subtracted from all rows. A row that "
                    "lies far below it gets powers that are all 0: each row "
                    "needs its own."),
            Mistake("A - A.max(axis=1, keepdims=True)",
                    "np.clip(A, -700, 700)",
                    hint="Numbers beyond the limit all become equal. "
                    "Subtracting keeps their differences."),
        ],
        hints=[
            "Two steps: make the numbers of each row safe for np.exp, then "
            "make its powers sum to 1.",
            "Adding one number to a whole row changes nothing. Which one "
            "makes the row's largest power exactly 1?",
            "A.max(axis=1, keepdims=True) and powers.sum(axis=1, "
            "keepdims=True) have one number for each row.",
        ],
    ),
    Exercise(
        cross_entropy,
        question="cross-entropy from A, without ln 0",
        outputs=[Output("E", "a number")],
        draw=draw_cross_entropy,
        blanks=["A - A.max(axis=1, keepdims=True)",
                "np.exp(shifted).sum(axis=1)",
                "np.log(S) - (T * shifted).sum(axis=1)"],
        mistakes=[
            Mistake("np.log(S) - (T * shifted).sum(axis=1)",
                    "-np.log((T * np.exp(shifted)).sum(axis=1) / S + 1e-9)",
                    when=capped,
                    hint="A small number inside the ln hides the error: a "
                    "hopeless answer should cost thousands, and costs little "
                    "here. Take the ln on paper first."),
            Mistake("np.log(S) - (T * shifted).sum(axis=1)",
                    "-np.log((T * np.exp(shifted)).sum(axis=1) / S)",
                    hint="A probability can round to 0, and then ln 0 is "
                    "minus infinity. Take the ln on paper first: what is the "
                    "ln of a quotient, and of a power?"),
        ],
        hints=[
            "The probability of the right class is its power divided by S. "
            "What is the ln of a quotient?",
            "-ln(power / S) = ln S - ln(power), and ln undoes exp.",
            "E = np.log(S) minus the right class's entry of shifted, which "
            "(T * shifted).sum(axis=1) picks from each row.",
        ],
    ),
    Exercise(
        softmax_slopes,
        question="softmax's slopes: which y moves with which a",
        outputs=[Output("slopes", "[num_outputs, num_outputs]")],
        draw=draw_probabilities,
        numeric=numeric_slopes,
        blanks=[("= y[o] * (1 - y[o])", "= ..."),
                ("= -y[k] * y[o]", "= ...")],
        mistakes=[
            Mistake("= -y[k] * y[o]", "= 0.0",
                    hint="The other y move too: their powers stay, but the "
                    "sum that divides them grows."),
            Mistake("= -y[k] * y[o]", "= y[k] * (1 - y[o])",
                    hint="This holds where the pushed power is y's own. The "
                    "other powers stay, and only the sum below them grows."),
        ],
        hints=[
            "Put letters for the numbers above: which of them was the 0.7, "
            "which the 0.2?",
            "The sum grows by the factor 1 + y[o] h. A power that stays "
            "loses that; the one that was pushed gains 1 + h as well.",
            "y[k] gains -y[o] h of itself, or (1 - y[o]) h where k is o.",
        ],
    ),
    Exercise(
        lowest_loss,
        question="softmax twice: the lowest loss",
        outputs=[Output("E", "a number")],
        draw=lambda rng: (int(rng.integers(2, 12)),),
        blanks=[("S = np.e + num_outputs - 1", "S = ..."),
                ("return np.log(S) - 1", "return ...")],
        hints=[
            "What is the best that the first softmax can say? Write it down "
            "for three classes.",
            "(1, 0, 0) goes into the second softmax: its powers are e, 1, 1.",
            "S is e + num_outputs - 1, and -ln(e / S) is ln S - 1.",
        ],
    ),
]
