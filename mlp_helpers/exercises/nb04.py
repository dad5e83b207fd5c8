"""The exercises of notebook 04, A network solves XOR by hand."""

from fractions import Fraction
from itertools import product

import numpy as np

from mlp_helpers.activations import logistic, tanh

from .corners import CORNERS, differences, judged, numbers
from .exercise import Exercise, Mistake, Output
from .nesting import Refused
from .numeric import different_sizes

TITLE = "A network solves XOR by hand"


def xor_weights():
    """Two folded matrices whose network, with step, is XOR."""
    layer1 = np.array([[1, 1],
                       [1, 1],
                       [-0.5, -1.5]])
    layer2 = np.array([[1],
                       [-1],
                       [-0.5]])
    return [layer1, layer2]


def output_layers_of(x, weight_layers, g):
    """The outputs of all layers, first to last, for one instance."""
    output_layers = []
    output = x
    for layer in weight_layers:
        output = g(np.append(output, 1) @ layer)
        output_layers.append(output)
    return output_layers


def draw_weight_layers(rng):
    sizes = different_sizes(rng, rng.choice([3, 4]))
    g = [logistic, tanh][rng.integers(2)].g  # both are among the cases
    weight_layers = [rng.normal(size=(num_inputs + 1, num_units))
                     for num_inputs, num_units in zip(sizes, sizes[1:])]
    return rng.normal(size=sizes[0]), weight_layers, g


def line_between():
    """A folded matrix [3, 1]: above 0 for 01 and 10, not for 00 and 11."""
    layer2 = np.array([[1],
                       [-2],
                       [-0.5]])
    return layer2


def by_pencil():
    """y1[0], y1[1] and y2[0] for x = [1/3, 2/5]."""
    return Fraction(11, 15), Fraction(0), Fraction(11, 15)


def matrix(name, value, rows, cols=None):
    """A folded matrix, or an error that names its shape; any cols if None."""
    M = numbers(name, value)
    if M.ndim == 2 and len(M) == rows and cols in (None, M.shape[1]):
        return M
    transposed = M.ndim == 2 and M.shape[1] == rows and cols in (None, len(M))
    raise Refused(
        f"{name} should have the shape [{rows}, "
        f"{cols or 'number of hidden units'}], with the biases in the last "
        f"row; yours is {list(M.shape)}"
        + transposed * ": the units are in rows, so transpose it")


def fires(rows, layer):
    """For each row, 1 where the sum of a unit is above 0, and else 0."""
    sums = np.hstack([rows, np.ones((len(rows), 1))]) @ layer
    return (sums > 0).astype(int)


def said_by(says, *layers):
    """What layers say, unless it is their biases that are misplaced."""
    said = says(*layers)
    turned = product(*[(M, np.roll(M, -1, axis=0)) for M in layers])
    if said != "XOR" and "XOR" in [says(*both) for both in turned]:
        raise Refused(
            "with the biases in the first row this would be XOR. They belong "
            "in the last row, since the 1 stands at the end of what a layer "
            "reads")
    return said


def network_says(layer1, layer2):
    answers = fires(fires(CORNERS, layer1), layer2)[:, 0]
    return differences(answers, (0, 1, 1, 0), CORNERS, "XOR")


def line_says(layer2):
    return differences(
        fires([[0, 0], [1, 0], [2, 1]], layer2)[:, 0], (0, 1, 0),
        ["00 (y1 = [0, 0])", "01 and 10 (y1 = [1, 0])", "11 (y1 = [2, 1])"],
        "XOR")


@judged
def run_weights(layers):
    if not isinstance(layers, (list, tuple)) or len(layers) != 2:
        raise Refused("return a list of two matrices, [layer1, layer2]")
    layer1 = matrix("layer1", layers[0], 3)
    layer2 = matrix("layer2", layers[1], layer1.shape[1] + 1, 1)
    return said_by(network_says, layer1, layer2)


@judged
def run_line(layer2):
    return said_by(line_says, matrix("layer2", layer2, 3, 1))


def run_pencil(learner):
    """Whole numbers and fractions as floats, to compare them."""
    answer = learner()
    if not isinstance(answer, (list, tuple)):
        return answer
    return [float(value) if isinstance(value, (int, Fraction)) else value
            for value in answer]


UPSIDE_DOWN = (
    "The answers are upside down, 1 for 0 and 0 for 1 at every corner. "
    "Change the sign of everything in layer2")
FORGOT_ONE = (
    "The 1 for the bias is missing. Each layer has a row more than it has "
    "inputs, so the input needs one more entry: np.append(output, 1)")
FIRST_LAYER_ONLY = (
    "The 1 is appended for the first layer only. Every layer has a bias, so "
    "every layer needs a 1 on the way in: append it inside the loop")

LAYER2, LINE = "[[1], [-1], [-0.5]]", "[[1], [-2], [-0.5]]"
PRODUCT = "np.append(output, 1) @ layer"
PENCIL = "Fraction(11, 15), Fraction(0), Fraction(11, 15)"

EXERCISES = [
    Exercise(
        xor_weights,
        question="weights on paper: two folded matrices for XOR",
        outputs=[Output("the output")],
        draw=lambda rng: (),
        call=run_weights,
        blanks=[
            ("layer1 = np.array([[1, 1], [1, 1], [-0.5, -1.5]])",
             "layer1 = ...  # [3, 2]: a column for each hidden unit"),
            ("layer2 = np.array([[1], [-1], [-0.5]])",
             "layer2 = ...  # [3, 1]: the output unit"),
        ],
        mistakes=[
            Mistake(LAYER2, "[[0], [1], [-0.5]]",
                    hint="This network is AND: 1 at [1, 1] alone, where XOR "
                    "is 0. AND has to speak against the answer, OR for it"),
            Mistake(LAYER2, "[[-1], [1], [0.5]]", hint=UPSIDE_DOWN),
        ],
        hints=[
            "Begin with the hidden units, one column each. With the weights "
            "1 and 1, the bias decides how many ones get the sum above 0.",
            "A bias of -0.5 asks for at least one 1, which is OR. A bias of "
            "-1.5 asks for two, which is AND. So layer1 has the rows "
            "[1, 1], [1, 1] and [-0.5, -1.5].",
            "The output should say 1 where OR says 1 and AND does not: a "
            "positive weight on the first, a negative one on the second that "
            "cancels it, and a bias such as -0.5.",
        ],
    ),
    Exercise(
        output_layers_of,
        question="the question's loop: the outputs of all layers",
        outputs=[Output("output_layers")],
        draw=draw_weight_layers,
        blanks=[
            ("output = x", "output = ..."),
            ("output = g(np.append(output, 1) @ layer)", "output = ..."),
            ("output_layers.append(output)", "output_layers.append(...)"),
        ],
        mistakes=[
            *[Mistake(PRODUCT, wrong, hint=FORGOT_ONE)
              for wrong in ("output @ layer", "np.dot(output, layer)")],
            *[Mistake("output = x", "output = np.append(x, 1)",
                      PRODUCT, wrong, hint=FIRST_LAYER_ONLY)
              for wrong in ("output @ layer", "np.dot(output, layer)")],
            Mistake("g(np.append(output, 1) @ layer)",
                    "np.append(g(np.append(output, 1) @ layer), 1)",
                    hint="The second layer gets two ones. Append the 1 on "
                    "the way into a layer, and not on the way out as well"),
            Mistake(PRODUCT, "output @ layer[:-1]",
                    hint="No bias counts here. It is the weight of one more "
                    "input, always 1: use the whole layer, and append that 1"),
            Mistake("output_layers = []", "output_layers = [x]",
                    hint="The list begins with x, which is given. It should "
                    "hold only what the layers put out"),
            Mistake("return output_layers", "return [output]",
                    hint="The list holds the last output only"),
            Mistake("return output_layers", "return output_layers[::-1]",
                    hint="The outputs are in reverse order"),
        ],
        hints=[
            "Follow one instance. What does the first layer read, and what "
            "does the second one read?",
            "The first layer reads x, so output starts as x. In the loop, "
            "output goes in on the right of the =, and comes out on the left.",
            "One layer is g(np.append(output, 1) @ layer): append a 1 for "
            "the bias, take the sums, apply g. Then append output.",
        ],
    ),
    Exercise(
        line_between,
        question="one line in hidden space, for another hidden layer",
        outputs=[Output("the output")],
        draw=lambda rng: (),
        call=run_line,
        blanks=[("layer2 = np.array([[1], [-2], [-0.5]])",
                 "layer2 = ...  # [3, 1]: two weights, one bias")],
        mistakes=[
            Mistake(LINE, "[[1], [0], [-0.5]]",
                    hint="The point 11 is still on the side of 01 and 10. "
                    "What sets it apart is y1[1]: give that a negative "
                    "weight, large enough to outweigh the rest of the sum"),
            Mistake(LINE, "[[-1], [2], [0.5]]", hint=UPSIDE_DOWN),
        ],
        hints=[
            "Write the sum a = v0 · y1[0] + v1 · y1[1] + c at the three "
            "points. At which of them should it be above 0?",
            "At [0, 0] the sum is c, so c may not be above 0. At [1, 0] it "
            "is v0 + c, so v0 has to be larger than -c. Take v0 = 1 and "
            "c = -0.5.",
            "At [2, 1] the sum is 2 · 1 + v1 - 0.5, and it may not be above "
            "0. So v1 is -1.5 or below, for instance -2.",
        ],
    ),
    Exercise(
        by_pencil,
        question="one forward pass with a pencil, in exact fractions",
        outputs=[Output("y1[0]"), Output("y1[1]"), Output("y2[0]")],
        draw=lambda rng: (),
        call=run_pencil,
        blanks=[("return Fraction(11, 15), Fraction(0), Fraction(11, 15)",
                 "return ..., ..., ...")],
        mistakes=[
            Mistake(PENCIL, "Fraction(3, 8), Fraction(0), Fraction(3, 8)",
                    hint="1/3 + 2/5 is not 3/8. Bring both to the same "
                    "denominator first: 5/15 + 6/15"),
            Mistake(PENCIL,
                    "Fraction(11, 15), Fraction(-4, 15), Fraction(19, 15)",
                    hint="The sum of unit 1 is below 0, and ReLU makes 0 of "
                    "that"),
            *[Mistake(PENCIL, f"{y}, 0, {y}",
                      hint="These are decimals, rounded. An exact answer is "
                      "a fraction, such as Fraction(5, 4)")
              for y in (0.7, 0.73, 0.733, 0.7333)],
        ],
        hints=[
            "Bring 1/3 and 2/5 to the same denominator, and add.",
            "1/3 + 2/5 = 5/15 + 6/15. Unit 1 adds its bias, -1, to that. "
            "Is the sum below 0? Then its output is 0.",
            "y2[0] is y1[0] - 2 · y1[1]. With y1[1] = 0 nothing is taken "
            "away.",
        ],
    ),
]
