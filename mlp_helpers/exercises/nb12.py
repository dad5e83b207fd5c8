"""The exercises of notebook 12, Many classes."""
import numpy as np

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes


def stable_softmax(A):
    """Probabilities [num_instances, num_outputs] from any A."""
    shifted = A - A.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=1, keepdims=True)


def draw_scores(rng):
    """Rows around 1000, -1000 or 0; in the first an entry is far off."""
    shape = different_sizes(rng, 2, low=3)
    A = rng.normal(scale=2, size=shape)
    A += rng.choice([1000, -1000, 0], size=(shape[0], 1))
    A[0, rng.integers(shape[1])] += rng.choice([10000, -10000])
    return (A,)


def cross_entropy(A, T):
    """-ln of the right class's y, one for each instance."""
    shifted = A - A.max(axis=1, keepdims=True)
    S = np.exp(shifted).sum(axis=1)  # [num_instances]
    return np.log(S) - (T * shifted).sum(axis=1)


def draw_cross_entropy(rng):
    """In the first row the right class is hopeless."""
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


def lowest_loss(num_outputs):
    """The lowest number, however good the network is."""
    S = np.e + num_outputs - 1
    return np.log(S) - 1


HELD = "A - A.max(axis=1, keepdims=True)"  # by its row's largest number
E_N = "np.log(S) - (T * shifted).sum(axis=1)"
Y_R = "(T * np.exp(shifted)).sum(axis=1) / S"

EXERCISES = [
    Exercise(
        stable_softmax, question="softmax that cannot overflow, row by row",
        outputs=[Output("Y", "[num_instances, num_outputs]")],
        draw=draw_scores,
        blanks=[HELD, "powers / powers.sum(axis=1, keepdims=True)"],
        mistakes=[
            Mistake(HELD, "A", hint="The powers overflow, or all become 0. "
                    "Which number, subtracted from a row, makes its largest "
                    "power exactly 1?"),
            Mistake(HELD, "A - A.max()", hint="One number for the whole "
                    "batch: in a row far below it all powers become 0. Each "
                    "row needs its own largest number."),
            Mistake(HELD, "A - A.max(axis=1)", hint="One number for each "
                    "row, [num_instances], would meet the columns. "
                    "keepdims=True keeps it a column, [num_instances, 1].")],
        hints=[
            "Make a row safe for np.exp, then make its powers sum to 1.",
            "Which number, subtracted, makes the largest power exactly 1?"]),
    Exercise(
        cross_entropy, question="cross-entropy from A, without ln 0",
        outputs=[Output("E", "[num_instances]")],
        draw=draw_cross_entropy,
        blanks=[HELD, "np.exp(shifted).sum(axis=1)", E_N],
        mistakes=[
            Mistake(E_N, f"-np.log({Y_R})",
                    hint="A probability can round to 0, and ln 0 is minus "
                    "infinity. Take the ln on paper first: what is the ln of "
                    "a quotient, and of a power?")],
        hints=["The right class got its power / S. The ln of a quotient is?",
               "-ln(power / S) is ln S - ln(power), and ln undoes exp."]),
    Exercise(
        softmax_slopes,
        question="softmax's slopes: which y moves with which a",
        outputs=[Output("slopes", "[num_outputs, num_outputs]")],
        draw=draw_probabilities,
        blanks=[("= y[o] * (1 - y[o])", "= ..."),
                ("= -y[k] * y[o]", "= ...")],
        mistakes=[
            Mistake("= -y[k] * y[o]", "= y[k] * y[o]", hint="The sign: when "
                    "one class wins, do the others win too?"),
            Mistake("= -y[k] * y[o]", "= 0.0", hint="The other y move too: "
                    "their powers stay, but the total below them grows."),
            Mistake("= -y[k] * y[o]", "= y[k] * (1 - y[o])",
                    hint="This holds where the pushed power is y's own. The "
                    "others stay, and only the total below them grows.")],
        hints=["Which of the numbers above is y[o], and which is y[k]?",
               "A push h makes the total 1 + y[o] h times as large.",
               "y[k] changes by -y[o] h of itself; where k is o, by h more."]),
    Exercise(
        lowest_loss, question="how low a number can get that does not fit",
        outputs=[Output("E", "a number")],
        draw=lambda rng: (int(rng.integers(2, 12)),),
        blanks=[("S = np.e + num_outputs - 1", "S = ..."),
                ("return np.log(S) - 1", "return ...")],
        hints=[
            "What does loss want, and what is it given?",
            "(1, 0, 0) goes through softmax again: the powers are e, 1, 1."]),
]
