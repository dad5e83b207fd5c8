"""The exercises of notebook 03, A layer is a matrix."""

import numpy as np

from mlp_helpers.activations import logistic, tanh

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes

TITLE = "A layer is a matrix"


def layer_output(W, b, x, g):
    """The outputs of one layer for one instance."""
    a = W @ x + b  # [num_outputs]
    y = g(a)       # [num_outputs]
    return y


def draw_layer(rng, square=False):
    """W and b; no wrong order fits by chance, unless all sizes are 4."""
    num_inputs, num_outputs = (4, 4) if square else different_sizes(rng, 2)
    num_outputs += num_outputs == num_inputs + 1  # or M would be square
    W = rng.normal(size=(num_outputs, num_inputs))
    return W, rng.normal(size=num_outputs)


def draw_instance(rng, square=False):
    g = [logistic, tanh][rng.integers(2)].g  # both are among the cases
    W, b = draw_layer(rng, square)
    return W, b, rng.normal(size=W.shape[1]), g


def fold(W, b):
    """W and b in one matrix [num_inputs + 1, num_outputs]."""
    columns = W.T                   # [num_inputs, num_outputs]
    return np.vstack([columns, b])  # [num_inputs + 1, num_outputs]


def unfold(M):
    """The W and b of a folded matrix M."""
    W = M[:-1].T  # [num_outputs, num_inputs]
    b = M[-1]     # [num_outputs]
    return W, b


def num_parameters(sizes):
    """How many weights and biases a network has."""
    total = 0
    for num_inputs, num_outputs in zip(sizes[:-1], sizes[1:]):
        total += num_outputs * num_inputs + num_outputs
    return total


EXERCISES = [
    Exercise(
        layer_output,
        question="the outputs of a layer, for one instance",
        outputs=[Output("y", product="[num_outputs, num_inputs]"
                                     " @ [num_inputs]")],
        draw=draw_instance,
        draw_square=lambda rng: draw_instance(rng, square=True),
        blanks=["W @ x + b", "g(a)"],
        hints=[
            "Two steps, as in a single neuron: first the sums a, with the "
            "biases, then the activation.",
            "For all units at once, sum over i of W[o, i] * x[i] is one "
            "product, and it reads along the rows of W.",
            "a = W @ x + b gives one sum for each unit. g takes the whole "
            "list at once: y = g(a).",
        ],
    ),
    Exercise(
        fold,
        question="W and b in one matrix, the biases in its last row",
        outputs=[Output("M", "[num_inputs + 1, num_outputs]")],
        draw=draw_layer,
        draw_square=lambda rng: draw_layer(rng, square=True),
        blanks=["W.T", "np.vstack([columns, b])"],
        mistakes=[
            Mistake("[columns, b]", "[b, columns]",
                    hint="The biases are in the first row. The 1 is appended "
                    "at the end of x, so they belong in the last row"),
            Mistake("[columns, b]", "[columns, np.ones(len(b))]",
                    hint="There are ones in the last row. The 1 is appended "
                    "to x; M holds the biases that it is multiplied by"),
            Mistake("[columns, b]", "columns, b",
                    hint="np.vstack wants one list: [columns, b]"),
        ],
        hints=[
            "Look at the picture: what happens to the frame around unit 0 "
            "on its way from the left to the right?",
            "A row of W becomes a column of M: that is what .T does. Then b "
            "goes below, as one more row.",
            "np.vstack([upper, lower]) puts one on top of the other, here "
            "W.T and b.",
        ],
    ),
    Exercise(
        unfold,
        question="the way back: W and b out of one matrix",
        outputs=[Output("W"), Output("b")],
        draw=lambda rng: (fold(*draw_layer(rng)),),
        blanks=["M[:-1].T", "M[-1]"],
        mistakes=[
            Mistake("M[:-1].T", "M[1:].T", "= M[-1]", "= M[0]",
                    hint="The biases are taken from the first row, and they "
                    "are in the last one"),
        ],
        hints=[
            "Where in M are the biases, and what is left when they are "
            "taken away?",
            "M[-1] is the last row, M[:-1] are all rows but the last.",
            "The rows that are left have a column for each unit. Our W has "
            "a row for each, so: M[:-1].T.",
        ],
    ),
    Exercise(
        num_parameters,
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
        hints=[
            "Count one layer first: how many entries has its W, and how "
            "many its b?",
            "W is [num_outputs, num_inputs], b is [num_outputs].",
            "A layer has num_outputs * num_inputs weights and num_outputs "
            "biases; the loop adds up over the layers.",
        ],
    ),
]
