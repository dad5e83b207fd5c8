"""The exercises of notebook 02, A layer is a matrix."""

import numpy as np

from mlp_helpers.activations import logistic, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes

TITLE = "A layer is a matrix"


def layer_output(W, b, x, g):
    """The outputs of one layer for one instance."""
    a = W @ x + b  # [num_outputs]
    y = g(a)       # [num_outputs]
    return y


def draw_layer_output(rng):
    g = [logistic, tanh][rng.integers(2)].g  # both are among the cases
    num_inputs, num_outputs = different_sizes(rng, 2)
    W = rng.normal(size=(num_outputs, num_inputs))
    b, x = rng.normal(size=num_outputs), rng.normal(size=num_inputs)
    return W, b, x, g


def draw_square_layer_output(rng):
    W, b, x = rng.normal(size=(4, 4)), rng.normal(size=4), rng.normal(size=4)
    return W, b, x, tanh.g


def fold(W, b):
    """W and b in one matrix [num_inputs + 1, num_outputs]."""
    columns = W.T                   # [num_inputs, num_outputs]
    return np.vstack([columns, b])  # [num_inputs + 1, num_outputs]


def draw_fold(rng):
    num_inputs, num_outputs = different_sizes(rng, 2)
    while num_inputs + 1 == num_outputs:
        num_inputs, num_outputs = different_sizes(rng, 2)
    return (rng.normal(size=(num_outputs, num_inputs)),
            rng.normal(size=num_outputs))


def draw_square_fold(rng):
    return rng.normal(size=(4, 4)), rng.normal(size=4)


def unfold(M):
    """The W and b of a folded matrix M."""
    W = M[:-1].T  # [num_outputs, num_inputs]
    b = M[-1]     # [num_outputs]
    return W, b


def draw_unfold(rng):
    W, b = draw_fold(rng)
    return (np.vstack([W.T, b]),)


def num_parameters(sizes):
    """How many weights and biases a network has."""
    total = 0
    for num_inputs, num_outputs in zip(sizes[:-1], sizes[1:]):
        total += num_outputs * num_inputs + num_outputs
    return total


def draw_sizes(rng):
    return (different_sizes(rng, int(rng.integers(3, 6)), high=12),)


ROW_OF_X = (
    "A unit reads along its row of W, and W @ x does that. In another order, "
    "as in x @ W, or with W.T, the product reads down the columns")
NOT_SUMMED = (
    "W * x multiplies, but nothing is added up yet. A unit adds the products "
    "along its row of W, which is what @ does")
BIAS_AFTER_G = (
    "The bias is added behind the activation. It belongs to the sum: first "
    "a = W x + b, then y = g(a)")
NO_ACTIVATION = (
    "The activation is missing: these are the sums a, and the outputs are "
    "y = g(a)")
ACTIVATED_W = (
    "g is applied to the products before they are added up. First the whole "
    "sum a, then g once for each unit")

ROWS_KEPT = (
    "The units are still rows. In M each unit is a column, so W has to be "
    "turned over before b is put below it")
BIAS_ON_TOP = (
    "The biases are in the first row. The one that is appended to x stands "
    "at its end, so the biases belong in the last row")
ONES_FOR_BIAS = (
    "There are ones in the last row. The 1 is appended to x; M holds the "
    "biases that it is multiplied by")
BESIDE = (
    "Here the biases stand beside the weights. They belong in a row of their "
    "own, below the weights")
ONE_AXIS = (
    "columns has two axes and b has only one. As a row of a table b is [b], "
    "and its place is below the weights; np.vstack does both")
ONE_LIST = (
    "What is put together is handed over as one list: [columns, b]")
NO_BIAS_ROW = (
    "The last row is missing, the one with the biases: M has num_inputs + 1 "
    "rows")

UNITS_IN_COLUMNS = (
    "W still has its units in columns, as M has them. Our W has a row for "
    "each unit")
FIRST_ROW = (
    "The biases are taken from the first row, and they are in the last one")
LAST_COLUMN = (
    "The biases are taken from the last column, which is the last unit. They "
    "are the last row")
BIAS_STAYS = (
    "The biases are still in W, as if they were the weights of one more "
    "input. Leave the last row out")

NO_BIASES = (
    "The biases are not counted. Each unit has one, and the layer has "
    "num_outputs units")
ONE_BIAS = (
    "One bias for a layer is too few: each of its units has its own")
BIAS_OF_INPUTS = (
    "There are num_inputs biases for each layer here. The biases belong to "
    "the units that a layer has, and these are num_outputs")
ALL_SIZES = (
    "Both sizes are added as biases here. A layer's inputs are no units of "
    "its own: only its num_outputs units have a bias")
ONLY_LAST = (
    "Only the last layer is counted: each layer overwrites the total of "
    "those before it. Add them up")
ADDED_SIZES = (
    "The two sizes are added up. Every unit has a weight for every input, so "
    "a layer has num_outputs times num_inputs weights")

EXERCISES = [
    Exercise(
        layer_output,
        notebook="02",
        question="the outputs of a layer, for one instance",
        outputs=[Output("y", product="[num_outputs, num_inputs]"
                                     " @ [num_inputs]")],
        draw=draw_layer_output,
        draw_square=draw_square_layer_output,
        blanks=["W @ x + b", "g(a)"],
        mistakes=[
            Mistake("W @ x", "x @ W", hint=ROW_OF_X),
            Mistake("W @ x", "W.T @ x", hint=ROW_OF_X),
            Mistake("W @ x + b", "W @ x", hint=words.FORGOT_BIAS),
            Mistake("W @ x + b", "W @ x - b",
                    hint="The bias b is subtracted. A unit adds it"),
            Mistake("W @ x + b", "W * x + b", hint=NOT_SUMMED),
            Mistake("W @ x + b", "(W * x).sum(axis=0)",
                    hint="The products are added up down the columns of W. A "
                    "unit adds along its own row, which is axis 1"),
            Mistake("= g(a)", "= a", hint=NO_ACTIVATION),
            Mistake("W @ x + b", "W @ x", "= g(a)", "= g(a) + b",
                    hint=BIAS_AFTER_G),
            Mistake("W @ x + b", "g(W @ x + b)",
                    hint="The activation is applied twice: once in a, and "
                    "once more in y"),
            Mistake("W @ x + b", "g(W * x).sum(axis=1) + b", "= g(a)", "= a",
                    hint=ACTIVATED_W),
        ],
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
        notebook="02",
        question="W and b in one matrix, the biases in its last row",
        outputs=[Output("M", "[num_inputs + 1, num_outputs]")],
        draw=draw_fold,
        draw_square=draw_square_fold,
        blanks=["W.T", "np.vstack([columns, b])"],
        mistakes=[
            Mistake("= W.T", "= W", hint=ROWS_KEPT),
            Mistake("[columns, b]", "[b, columns]", hint=BIAS_ON_TOP),
            Mistake("[columns, b]", "[columns, np.ones(len(b))]",
                    hint=ONES_FOR_BIAS),
            Mistake("np.vstack([columns, b])",
                    "np.column_stack([columns, b])", hint=BESIDE),
            Mistake("np.vstack([columns, b])", "np.hstack([columns, b])",
                    hint=ONE_AXIS),
            Mistake("np.vstack([columns, b])",
                    "np.append(columns, b, axis=0)", hint=ONE_AXIS),
            Mistake("[columns, b]", "columns, b", hint=ONE_LIST),
            Mistake("np.vstack([columns, b])", "np.append(columns, b)",
                    hint="np.append makes one long list of both. Put b "
                    "below as a row: np.vstack does that"),
            Mistake("np.vstack([columns, b])", "columns + b",
                    hint="Here b is added to the weights. It becomes a row "
                    "of its own, below them"),
            Mistake("np.vstack([columns, b])", "columns.copy()",
                    hint=NO_BIAS_ROW),
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
        notebook="02",
        question="the way back: W and b out of one matrix",
        outputs=[Output("W"), Output("b")],
        draw=draw_unfold,
        blanks=["M[:-1].T", "M[-1]"],
        mistakes=[
            Mistake("M[:-1].T", "M[:-1]", hint=UNITS_IN_COLUMNS),
            Mistake("M[:-1].T", "M[1:].T", "= M[-1]", "= M[0]",
                    hint=FIRST_ROW),
            Mistake("M[:-1].T", "M.T", hint=BIAS_STAYS),
            Mistake("M[:-1].T", "M[:, :-1].T",
                    hint="The last column is left out of W, and that is a "
                    "unit. The biases are the last row"),
            Mistake("= M[-1]", "= M[:, -1]", hint=LAST_COLUMN),
            Mistake("= M[-1]", "= M[-1:]",
                    hint="b should be a list of numbers, [num_outputs], and "
                    "this is a table with one row. M[-1] takes the row out"),
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
        notebook="02",
        question="count the weights and biases of a network",
        outputs=[Output("total", "a number")],
        draw=draw_sizes,
        blanks=[("total += num_outputs * num_inputs + num_outputs",
                 "total += ...")],
        mistakes=[
            Mistake("num_inputs + num_outputs", "num_inputs", hint=NO_BIASES),
            Mistake("num_inputs + num_outputs", "num_inputs + 1",
                    hint=ONE_BIAS),
            Mistake("num_inputs + num_outputs", "num_inputs + num_inputs",
                    hint=BIAS_OF_INPUTS),
            Mistake("num_inputs + num_outputs",
                    "num_inputs + num_outputs + num_inputs", hint=ALL_SIZES),
            Mistake("num_outputs * num_inputs", "num_outputs + num_inputs",
                    hint=ADDED_SIZES),
            Mistake("num_outputs * num_inputs + num_outputs",
                    "num_inputs + num_outputs", hint=ADDED_SIZES),
            Mistake("total +=", "total =", hint=ONLY_LAST),
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
