"""The exercises of notebook 00, Start here."""

import numpy as np

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes

TITLE = "Start here"

SIZES = "num_instances", "num_inputs", "num_outputs"


def weighted_sum(w, x):
    """Every entry of w times its entry of x, added up."""
    total = 0.0
    for i in range(len(x)):
        total += w[i] * x[i]
    return total


def make_arrays(num_instances, num_inputs, num_outputs):
    """A batch, a layer for it, and its outputs: all 0."""
    X = np.full((num_instances, num_inputs), 0.0)
    W = np.full((num_outputs, num_inputs), 0.0)
    b = np.full(num_outputs, 0.0)
    Y = np.full((num_instances, num_outputs), 0.0)
    return X, W, b, Y


EXERCISES = [
    Exercise(
        weighted_sum,
        question="a sum of products, to try a check",
        outputs=[Output("total", "a number")],
        shapes={"w": "[num_inputs]"},
        draw=lambda rng: rng.normal(size=(2, rng.integers(3, 7))),
        blanks=["w[i] * x[i]"],
        mistakes=[
            Mistake("w[i] * x[i]", "w[i] + x[i]",
                    hint="w[i] and x[i] are added, and they should be "
                    "multiplied: the number of pieces times the price of "
                    "one"),
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
        sizes=lambda *sizes: dict(zip(SIZES, sizes, strict=True)),
        draw=lambda rng: different_sizes(rng, 3),
        blanks=[("full((num_instances, num_inputs)", "full(..."),
                ("full((num_outputs, num_inputs)", "full(..."),
                ("full(num_outputs", "full(..."),
                ("full((num_instances, num_outputs)", "full(...")],
        mistakes=[
            Mistake("full((num_outputs, num_inputs)",
                    "full((num_inputs, num_outputs)",
                    hint="W needs a row for each unit: the outputs come "
                    "first, [num_outputs, num_inputs]"),
            Mistake("full((num_instances, num_inputs)",
                    "full(num_instances, num_inputs",
                    hint="np.full wants the shape as one argument, in "
                    "parentheses of its own: np.full((3, 2), 0.0)"),
        ],
        hints=[
            "Look the four letters up in the table, in the column for a "
            "batch. A shape there is what np.full wants, in parentheses.",
            "X and Y have a row for each instance. W and b belong to the "
            "layer, so num_instances is in neither of them.",
            "X is [num_instances, num_inputs], W [num_outputs, num_inputs], "
            "b [num_outputs], and Y [num_instances, num_outputs]. So the "
            "first is np.full((num_instances, num_inputs), 0.0).",
        ],
    ),
]
