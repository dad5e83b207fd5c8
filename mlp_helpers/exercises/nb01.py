"""The exercises of notebook 01, A neuron draws a line."""

import numpy as np

from mlp_helpers.activations import logistic, tanh

from .corners import CORNERS, differences, judged, numbers
from .exercise import Exercise, Mistake, Output
from .nesting import Refused
from .numeric import different_sizes


def neuron(w, b, x, g):
    """The output of one neuron for one instance."""
    a = w @ x + b  # a number
    y = g(a)       # a number
    return y


def draw_neuron(rng):
    num_inputs, = different_sizes(rng, 1, low=3)
    w, x = rng.normal(size=num_inputs), rng.normal(size=num_inputs)
    return w, float(rng.normal()), x, [logistic, tanh][rng.integers(2)].g


def distance_to_line(w, b, x):
    """How far x is from the line a = 0, below 0 on the side of no."""
    return (w @ x + b) / np.sqrt(w @ w)


def draw_distance(rng):
    """A neuron and a point, on either side of its line."""
    num_inputs, = different_sizes(rng, 1, low=3)
    w, x = 2 * rng.normal(size=(2, num_inputs))
    a = rng.choice([-1, 1]) * rng.uniform(1, 6)
    return w, float(a - w @ x), x


def first_not_second():
    """Weights and bias of a neuron that says 1 at (1, 0) alone."""
    w = np.array([1, -1])
    b = -0.5
    return w, b


def xor_of_nands(p, q, nand):
    """XOR of p and q, made of nothing but nand."""
    both = nand(p, q)
    return nand(nand(p, both), nand(q, both))


def nand(p, q):
    return 1 - p * q


def nor(p, q):
    return (1 - p) * (1 - q)


def draw_nands(rng):
    """Both inputs 0 or 1; now and then nor stands in for nand."""
    p, q = rng.integers(2, size=2).tolist()
    return p, q, (nand, nand, nor)[rng.integers(3)]


def judge_corners(answer):
    """Say at which corners a neuron is not as wanted: 1 at (1, 0) alone."""
    if not isinstance(answer, (list, tuple)) or len(answer) != 2:
        raise Refused("return two things: w, an array with the two weights, "
                      "and b, a number")
    w, b = numbers("w", answer[0], 2), float(numbers("b", answer[1]))
    rounding = 1e-9 * (np.abs(w).sum() + abs(b))
    said = ["on the line (a = 0)" if abs(a) <= rounding else int(a > 0)
            for a in np.array(CORNERS) @ w + b]
    return differences(said, (0, 0, 1, 0), CORNERS, "as wanted")


EXERCISES = [
    Exercise(
        neuron, question="one neuron, any number of inputs",
        outputs=[Output("y", "a number")],
        draw=draw_neuron,
        shapes={"w": "[num_inputs]", "b": "a number"},
        blanks=["w @ x + b", ("y = g(a)", "y = ...")],
        mistakes=[
            Mistake("w @ x + b", "sum(w) * sum(x) + b",
                    hint="Weights and inputs are summed separately. Each "
                    "input must meet its own weight first: w @ x")],
        hints=["Two steps: first the sum a, then the activation of that sum.",
               "The sum of all products of a weight and its input is w @ x. "
               "One number is still to be added to it."]),
    Exercise(
        distance_to_line,
        question="how far a point is from the line, and on which side",
        outputs=[Output("the distance", "a number")],
        draw=draw_distance,
        shapes={"w": "[num_inputs]", "b": "a number"},
        blanks=["(w @ x + b) / np.sqrt(w @ w)"],
        mistakes=[
            Mistake("np.sqrt(w @ w)", "np.sqrt(w)",
                    hint="This takes a root of each weight. The length of w "
                    "is one number: the root of the sum of the squares"),
            Mistake("np.sqrt(w @ w)", "np.sqrt(x @ x)",
                    hint="This divides by the length of x. How fast a "
                    "changes along the arrow depends on w alone"),
            Mistake("np.sqrt(w @ w)", "np.sum(np.abs(w))",
                    hint="The length of an arrow is the root of the sum of "
                    "its squares (Pythagoras); (3, -4) has 5, not 7")],
        hints=["Compute a at x first. Its sign says which side x is on.",
               "A step of length 1 along the arrow changes a by the length of "
               "w. So how many steps of length 1 change it by a?"]),
    Exercise(
        first_not_second,
        question="weights on paper: the first input, but not the second",
        outputs=[Output("the answer")],
        call=judged(judge_corners),
        blanks=[("np.array([1, -1])", "np.array([..., ...])"),
                ("b = -0.5", "b = ...")],
        mistakes=[
            Mistake("[1, -1]", "[-1, 1]",
                    hint="This neuron says 1 at (0, 1) alone: it is the "
                    "second, but not the first. Which weight must be above "
                    "0?"),
            Mistake("[1, -1]", "[1, 1]",
                    hint="This is OR. x[1] should speak against a yes: which "
                    "sign must w[1] have?"),
            Mistake("[1, -1]", "[1, 0]",
                    hint="This neuron repeats x[0] and ignores x[1]. At "
                    "(1, 1) the second weight has to outweigh the first"),
            Mistake("[1, -1]", "[-1, 1]", "-0.5", "0.5",
                    hint="Every corner is upside down. The same line will do, "
                    "seen from the other side: change the sign of both "
                    "weights and of b")],
        hints=["Write a at the four corners: b, w[1] + b, w[0] + b and w[0] + "
               "w[1] + b. Which of them must be above 0?",
               "Only w[0] + b. So b is below 0, w[0] is larger than -b, and "
               "w[1] must bring the sum at (1, 1) below 0 again.",
               "Try w[0] = 1 and w[1] = -1. Then the sums are b, -1 + b, 1 + "
               "b and b: where must b lie?"]),
    Exercise(
        xor_of_nands, question="optional: XOR, built from four NANDs",
        outputs=[Output("the answer", "a number")],
        draw=draw_nands, seeds=range(1, 13),
        blanks=["nand(p, q)", ("return nand(nand(p, both), nand(q, both))",
                               "return ...")],
        hints=["both is 0 only where both inputs are 1. What is nand(p, "
               "both), for each of the four pairs?",
               "nand(p, both) is 0 at (1, 0) alone, nand(q, both) is 0 at (0, "
               "1) alone. Which function of the two is 1 where either is 0?"],
    ),
]
