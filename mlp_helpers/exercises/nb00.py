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


ADDED = (
    "w[i] and x[i] are added, and they should be multiplied: the number of "
    "pieces times the price of one")
NO_WEIGHTS = (
    "The weights are not used: this adds up the entries of x alone")
NO_INPUTS = (
    "The inputs are not used: this adds up the weights alone")
FIRST_X = (
    "Every weight meets the first input. The entry of x has to move on with "
    "the loop, as that of w does: x[i]")
LAST_ONLY = (
    "Only the last product is left. Each one overwrites what was there "
    "before, and they should be added up")
FIRST_ONLY = (
    "Only the first product is left. Is `return` inside the loop? There it "
    "ends the function in the first round: it belongs under the loop, in "
    "line with `for`")
FIRST_AGAIN = (
    "The first product is added in every round. The entries have to move on "
    "with the loop: w[i] and x[i]")
WHOLE_SUM = (
    "The whole sum is added in every round of the loop. One round should "
    "add one product alone: w[i] * x[i]")
TOTAL_TWICE = (
    "The old total is counted twice in every round. `total +=` keeps it "
    "already, so the product stands behind it alone: w[i] * x[i]")
MEAN = (
    "This is the mean of the products. The sum is asked for, and nothing has "
    "to be divided")

ONE_INSTANCE = (
    "X has room for one instance only, and it should hold a whole batch: one "
    "row for each instance")
W_TURNED = (
    "W has a row for each input, and it should have a row for each unit. The "
    "table says [num_outputs, num_inputs]: the outputs come first")
X_TURNED = (
    "In X the instances are columns, and they should be rows: "
    "[num_instances, num_inputs]")
MANY_W = (
    "W has a row for each instance here. There is one W for all instances: "
    "the layer does not change from one to the next")
INPUT_BIAS = (
    "b has an entry for each input, and the biases belong to the units: "
    "[num_outputs]")
COLUMN_B = (
    "b is a table here, and it should be a list of numbers with one axis: "
    "[num_outputs]")
MANY_B = (
    "b has a row for each instance here. There is one b for all instances, "
    "as there is one W: [num_outputs]")
B_LIKE_W = (
    "b has a number for each weight here. A unit has many weights, one for "
    "each input, but a single bias: [num_outputs]")
Y_OF_ONE = (
    "Y has room for the outputs of one instance only. A batch gets a row of "
    "outputs for each instance")
Y_LIKE_X = (
    "Y has the shape of X. Each instance has num_outputs answers, however "
    "many numbers went in")

EXERCISES = [
    Exercise(
        weighted_sum,
        notebook="00",
        question="a sum of products, to try a check",
        outputs=[Output("total", "a number")],
        shapes={"w": "[num_inputs]"},
        draw=draw_weighted_sum,
        blanks=["w[i] * x[i]"],
        mistakes=[
            Mistake("w[i] * x[i]", "w[i] + x[i]", hint=ADDED),
            Mistake("w[i] * x[i]", "x[i]", hint=NO_WEIGHTS),
            Mistake("w[i] * x[i]", "w[i]", hint=NO_INPUTS),
            Mistake("w[i] * x[i]", "w[i] * x[0]", hint=FIRST_X),
            Mistake("total +=", "total =", hint=LAST_ONLY),
            Mistake("return total", "    return total", hint=FIRST_ONLY),
            Mistake("w[i] * x[i]", "w[0] * x[0]", hint=FIRST_AGAIN),
            Mistake("w[i] * x[i]", "w @ x", hint=WHOLE_SUM),
            Mistake("w[i] * x[i]", "total + w[i] * x[i]", hint=TOTAL_TWICE),
            Mistake("w[i] * x[i]", "w[i] * x[i] / len(x)", hint=MEAN),
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
        notebook="00",
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
                    "X = np.full(num_inputs, 0.0)", hint=ONE_INSTANCE),
            Mistake("W = np.full((num_outputs, num_inputs), 0.0)",
                    "W = np.full((num_instances, num_inputs), 0.0)",
                    hint=MANY_W),
            Mistake("b = np.full(num_outputs, 0.0)",
                    "b = np.full(num_inputs, 0.0)", hint=INPUT_BIAS),
            Mistake("b = np.full(num_outputs, 0.0)",
                    "b = np.full((num_outputs, 1), 0.0)", hint=COLUMN_B),
            Mistake("b = np.full(num_outputs, 0.0)",
                    "b = np.full((1, num_outputs), 0.0)", hint=COLUMN_B),
            Mistake("b = np.full(num_outputs, 0.0)",
                    "b = np.full((num_instances, num_outputs), 0.0)",
                    hint=MANY_B),
            Mistake("b = np.full(num_outputs, 0.0)",
                    "b = np.full((num_outputs, num_inputs), 0.0)",
                    hint=B_LIKE_W),
            Mistake("Y = np.full((num_instances, num_outputs), 0.0)",
                    "Y = np.full(num_outputs, 0.0)", hint=Y_OF_ONE),
            Mistake("Y = np.full((num_instances, num_outputs), 0.0)",
                    "Y = np.full((num_instances, num_inputs), 0.0)",
                    hint=Y_LIKE_X),
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
