"""The exercises of notebook 00, Start here."""

import numpy as np

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes

TITLE = "Start here"


def weighted_sum(w, x):
    """Every entry of w times its entry of x, added up."""
    total = 0.0
    for i in range(len(x)):
        total += w[i] * x[i]
    return total


def draw_weighted_sum(rng):
    num_inputs = int(rng.integers(3, 7))
    return rng.normal(size=num_inputs), rng.normal(size=num_inputs)


def make_arrays(num_instances, num_inputs, num_outputs):
    """A batch, a layer for it, and its outputs: all 0."""
    X = np.full((num_instances, num_inputs), 0.0)
    W = np.full((num_outputs, num_inputs), 0.0)
    b = np.full(num_outputs, 0.0)
    Y = np.full((num_instances, num_outputs), 0.0)
    return X, W, b, Y


def draw_make_arrays(rng):
    return tuple(different_sizes(rng, 3))


def sizes_of_arrays(num_instances, num_inputs, num_outputs):
    return {"num_instances": num_instances, "num_inputs": num_inputs,
            "num_outputs": num_outputs}


FIRST_AGAIN = (
    "The first product is added in every round. The entries have to move on "
    "with the loop: w[i] and x[i]")

W_TURNED = (
    "W has a row for each input, and it should have a row for each unit. The "
    "table says [num_outputs, num_inputs]: the outputs come first")
X_TURNED = (
    "In X the instances are columns, and they should be rows: "
    "[num_instances, num_inputs]")

EXERCISES = [
    Exercise(
        weighted_sum,
        question="a sum of products, to try a check",
        outputs=[Output("total", "a number")],
        shapes={"w": "[num_inputs]"},
        draw=draw_weighted_sum,
        blanks=["w[i] * x[i]"],
        mistakes=[
            Mistake("w[i] * x[i]", "w[0] * x[0]", hint=FIRST_AGAIN),
        ],
        hints=[
            "Think of a bill. w[i] is the price of one piece of the i-th "
            "thing, and x[i] says how many you take. What does each line of "
            "the bill say?",
            "The loop adds up the lines. One line is a price times a number "
            "of pieces.",
            "So the line for i is w[i] * x[i], and total += adds it.",
        ],
    ),
    Exercise(
        make_arrays,
        question="read the table of letters: four shapes",
        outputs=[Output("X"), Output("W"), Output("b"), Output("Y")],
        sizes=sizes_of_arrays,
        draw=draw_make_arrays,
        blanks=[("X = np.full((num_instances, num_inputs), 0.0)",
                 "X = np.full(..., 0.0)"),
                ("W = np.full((num_outputs, num_inputs), 0.0)",
                 "W = np.full(..., 0.0)"),
                ("b = np.full(num_outputs, 0.0)", "b = np.full(..., 0.0)"),
                ("Y = np.full((num_instances, num_outputs), 0.0)",
                 "Y = np.full(..., 0.0)")],
        mistakes=[
            Mistake("W = np.full((num_outputs, num_inputs), 0.0)",
                    "W = np.full((num_inputs, num_outputs), 0.0)",
                    hint=W_TURNED),
            Mistake("X = np.full((num_instances, num_inputs), 0.0)",
                    "X = np.full((num_inputs, num_instances), 0.0)",
                    hint=X_TURNED),
            Mistake("X = np.full((num_instances, num_inputs), 0.0)",
                    "X = np.full(num_instances, num_inputs, 0.0)",
                    hint="np.full wants the shape as one argument, in "
                    "parentheses of its own: np.full((3, 2), 0.0)"),
        ],
        hints=[
            "Look the four letters up in the table, in the column for a "
            "batch. A shape there is what np.full wants, in parentheses.",
            "X and Y have a row for each instance. W and b belong to the "
            "layer, so num_instances is in neither of them.",
            "X is [num_instances, num_inputs], W is [num_outputs, "
            "num_inputs], b is [num_outputs], and Y is [num_instances, "
            "num_outputs]. The first one is therefore "
            "np.full((num_instances, num_inputs), 0.0).",
        ],
    ),
]
