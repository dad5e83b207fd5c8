"""Small exercises that stand in no notebook, to try the checks on."""

import numpy as np

from mlp_helpers.exercises import Exercise, Mistake, Output
from mlp_helpers.exercises.numeric import different_sizes

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


def num_parameters(sizes):
    """How many weights and biases a network has."""
    total = 0
    for num_inputs, num_outputs in zip(sizes[:-1], sizes[1:]):
        total += num_outputs * num_inputs + num_outputs
    return total


SMALL = {exercise.name: exercise for exercise in [
    Exercise(
        weighted_sum,
        notebook="00",
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
    ),
    Exercise(
        make_arrays,
        notebook="00",
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
    ),
    Exercise(
        num_parameters,
        notebook="00",
        question="count the weights and biases of a network",
        outputs=[Output("total", "a number")],
        draw=lambda rng: [different_sizes(rng, rng.integers(3, 6), high=12)],
        blanks=[("total += num_outputs * num_inputs + num_outputs",
                 "total += ...")],
        mistakes=[
            Mistake("num_inputs + num_outputs", "num_inputs + 1",
                    hint="One bias for a layer is too few: each of its units "
                    "has its own"),
        ],
    ),
]}
