"""The exercises of notebook 03, A network solves XOR by hand."""

from fractions import Fraction
from itertools import product

import numpy as np

from mlp_helpers.activations import logistic, tanh

from .exercise import Exercise, Mistake, Output
from .nesting import has_ellipsis
from .numeric import different_sizes

TITLE = "A network solves XOR by hand"

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))


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


# ---- how the answers without arguments are judged: by what they do ----

class Words(str):
    """A text that stands without quotes in a message."""

    __repr__ = str.__str__


def _matrix(name, M, rows, cols, wanted):
    """An answer as an array of floats, or an error that names the shape.

    `cols` is None where any number will do; `wanted` is the shape in words.
    """
    try:
        M = np.asarray(M, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} is not made of numbers in rows of equal "
                         "length") from None
    if M.ndim == 2 and len(M) == rows and cols in (None, M.shape[1]):
        return M
    text = (f"{name} should have the shape {wanted}, with the biases in the "
            f"last row; yours is {list(M.shape)}")
    if M.ndim == 2 and M.shape[1] == rows and cols in (None, len(M)):
        text += ": the units are in rows, so transpose it"
    raise ValueError(text)


def _says(a, targets, places):
    """Say at which places a step of these sums is not its target."""
    wrong = [f"{int(value > 0)} at {place}" for value, target, place
             in zip(a, targets, places, strict=True) if (value > 0) != target]
    if len(wrong) > 1:
        wrong = [", ".join(wrong[:-1]), wrong[-1]]
    return Words(" and ".join(wrong) or "XOR")


def _judge(says, *layers):
    """What the layers say, or that they would be XOR, biases first."""
    both = [(M, np.roll(M, -1, axis=0)) for M in layers]
    if says(*layers) != "XOR" and "XOR" in map(says, *zip(*product(*both))):
        return Words("XOR only where the first row holds the biases")
    return says(*layers)


def _with_one(rows):
    return np.hstack([rows, np.ones((len(rows), 1))])


def run_weights(learner):
    layers = learner()
    if has_ellipsis(layers):
        return ...
    if layers is None:
        return None
    if not isinstance(layers, (list, tuple)) or len(layers) != 2:
        raise ValueError("what is returned should be a list of two matrices, "
                         "[layer1, layer2]")
    layer1 = _matrix("layer1", layers[0], 3, None,
                     "[3, number of hidden units]")
    rows = layer1.shape[1] + 1
    layer2 = _matrix("layer2", layers[1], rows, 1,
                     f"[num_units + 1, num_outputs] = [{rows}, 1]")
    return _judge(_network_says, layer1, layer2)


def _network_says(layer1, layer2):
    hidden = (_with_one(np.array(CORNERS)) @ layer1 > 0).astype(float)
    return _says((_with_one(hidden) @ layer2)[:, 0], (0, 1, 1, 0),
                 [list(x) for x in CORNERS])


def run_line(learner):
    layer2 = learner()
    if has_ellipsis(layer2):
        return ...
    if layer2 is None:
        return None
    layer2 = _matrix("layer2", layer2, 3, 1,
                     "[num_units + 1, num_outputs] = [3, 1]")
    return _judge(_line_says, layer2)


def _line_says(layer2):
    hidden = np.array([[0, 0], [1, 0], [2, 1]])  # of 00, 01 and 10, 11
    return _says((_with_one(hidden) @ layer2)[:, 0], (0, 1, 0),
                 [f"{names} (y1 = {list(map(int, y1))})" for names, y1
                  in zip(("00", "01 and 10", "11"), hidden, strict=True)])


def run_pencil(learner):
    answer = learner()
    if not isinstance(answer, (list, tuple)):
        return answer
    return [float(value) if isinstance(value, (int, Fraction)) else value
            for value in answer]


def no_arguments(rng):
    return ()


THIS_IS_AND = (
    "This network is AND: 1 at [1, 1] alone, where XOR is 0. What means AND "
    "has to speak against the answer, and what means OR has to speak for it")
UPSIDE_DOWN = (
    "The answers are upside down: 1 where 0 is wanted, and 0 where 1 is "
    "wanted, at every corner. Change the sign of everything in layer2")

BIASES_FIRST = (
    "With the biases in the first row this would be XOR. They belong in the "
    "last row, since the 1 stands at the end of what a layer reads")

FORGOT_ONE = (
    "The 1 for the bias is missing. Each layer has a row more than it has "
    "inputs, so the input needs one more entry: np.append(output, 1)")
FIRST_LAYER_ONLY = (
    "The 1 is appended for the first layer only. Every layer has a bias, so "
    "every layer needs a 1 on the way in: append it inside the loop")
TWO_ONES = (
    "The second layer gets two ones: one is appended to the output of the "
    "first, and one more on the way in. Append it on the way in only")
X_IN_LIST = (
    "The list begins with x. As in the question, output_layers holds what "
    "the layers gave out, and x is given in")
NO_BIAS_COUNTS = (
    "No bias counts here. A bias is the weight of one more input that is "
    "always 1: use the whole layer, and put a 1 at the end of what it reads")

STILL_TOGETHER = (
    "The point 11 is still on the side of 01 and 10. It lies at [2, 1], and "
    "what sets it apart is y1[1]: that needs a negative weight, large enough "
    "to outweigh the rest of the sum there")


ADDED_FRACTIONS = (
    "1/3 + 2/5 is not 3/8: numerators and denominators cannot be added one "
    "by one. Bring both to fifteenths first: 5/15 + 6/15")
NO_RELU = (
    "The sum of unit 1 is below 0, and ReLU makes 0 of that")
NO_BIAS = (
    "The bias of unit 1 has been left out. Its sum is 1 · 1/3 + 1 · 2/5 - 1")
NEGATIVE_SUM = (
    "y2[0] still uses the negative sum -4/15. ReLU makes 0 of it, so use "
    "y1[1] = 0")
NOTHING_TAKEN = (
    "y2[0] is y1[0] - 2 · y1[1]. Where y1[1] is 0, nothing is taken away")
OTHER_POINT = (
    "These are the answers for x = [{}]. Here x = [1/3, 2/5] is asked for")
DECIMALS = (
    "These are decimals, rounded. An exact answer is a fraction, such as "
    "Fraction(5, 4)")


def pencil_mistake(answer, hint):
    return Mistake("Fraction(11, 15), Fraction(0), Fraction(11, 15)", answer,
                   hint=hint)


PRODUCT = "np.append(output, 1) @ layer"

EXERCISES = [
    Exercise(
        xor_weights,
        question="weights on paper: two folded matrices for XOR",
        outputs=[Output("the output")],
        draw=no_arguments,
        call=run_weights,
        blanks=[
            ("layer1 = np.array([[1, 1], [1, 1], [-0.5, -1.5]])",
             "layer1 = ...  # [3, 2]: a column for each hidden unit"),
            ("layer2 = np.array([[1], [-1], [-0.5]])",
             "layer2 = ...  # [3, 1]: the output unit"),
        ],
        mistakes=[
            Mistake("[[1], [-1], [-0.5]]", "[[0], [1], [-0.5]]",
                    hint=THIS_IS_AND),
            Mistake("[[1], [-1], [-0.5]]", "[[-1], [1], [0.5]]",
                    hint=UPSIDE_DOWN),
            Mistake("[[1, 1], [1, 1], [-0.5, -1.5]]",
                    "[[-0.5, -1.5], [1, 1], [1, 1]]", "[[1], [-1], [-0.5]]",
                    "[[-0.5], [1], [-1]]", hint=BIASES_FIRST),
        ],
        hints=[
            "Begin with the hidden units, one column each. Their weights for "
            "x[0] and x[1] can be 1 and 1; the bias decides how many ones it "
            "takes to get above 0.",
            "A bias of -0.5 asks for at least one 1, which is OR. A bias of "
            "-1.5 asks for two, which is AND. So layer1 has the rows "
            "[1, 1], [1, 1] and [-0.5, -1.5].",
            "The output should say 1 where OR says 1 and AND does not: a "
            "positive weight on the first, a negative one on the second that "
            "cancels it, and a bias that needs more than nothing, such as "
            "-0.5.",
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
            Mistake(PRODUCT, "output @ layer", hint=FORGOT_ONE),
            Mistake(PRODUCT, "np.dot(output, layer)", hint=FORGOT_ONE),
            *[Mistake("output = x", "output = np.append(x, 1)",
                      PRODUCT, wrong, hint=FIRST_LAYER_ONLY)
              for wrong in ("output @ layer", "np.dot(output, layer)")],
            Mistake("g(np.append(output, 1) @ layer)",
                    "np.append(g(np.append(output, 1) @ layer), 1)",
                    hint=TWO_ONES),
            Mistake(PRODUCT, "output @ layer[:-1]", hint=NO_BIAS_COUNTS),
            Mistake("output_layers = []", "output_layers = [x]",
                    hint=X_IN_LIST),
        ],
        hints=[
            "Follow one instance. What does the first layer read, and what "
            "does the second one read?",
            "The first layer reads x, so output starts as x. Inside the loop "
            "output is what goes in on the right side of the =, and what "
            "comes out on its left side.",
            "One layer is g(np.append(output, 1) @ layer): put a 1 at the "
            "end, for the bias, take the sums, apply g. Then append output "
            "to the list.",
        ],
    ),
    Exercise(
        line_between,
        question="one line in hidden space, for another hidden layer",
        outputs=[Output("the output")],
        draw=no_arguments,
        call=run_line,
        blanks=[("layer2 = np.array([[1], [-2], [-0.5]])",
                 "layer2 = ...  # [3, 1]: two weights, one bias")],
        mistakes=[
            Mistake("[[1], [-2], [-0.5]]", "[[1], [0], [-0.5]]",
                    hint=STILL_TOGETHER),
            Mistake("[[1], [-2], [-0.5]]", "[[1], [2], [-0.5]]",
                    hint=STILL_TOGETHER),
            Mistake("[[1], [-2], [-0.5]]", "[[-1], [2], [0.5]]",
                    hint=UPSIDE_DOWN),
            Mistake("[[1], [-2], [-0.5]]", "[[-0.5], [1], [-2]]",
                    hint=BIASES_FIRST),
        ],
        hints=[
            "Write the sum a = v0 · y1[0] + v1 · y1[1] + c at the three "
            "points. It should be above 0 at one of them, and not above 0 at "
            "the other two.",
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
        draw=no_arguments,
        call=run_pencil,
        blanks=[("return Fraction(11, 15), Fraction(0), Fraction(11, 15)",
                 "return ..., ..., ...")],
        mistakes=[
            pencil_mistake("Fraction(3, 8), Fraction(0), Fraction(3, 8)",
                           ADDED_FRACTIONS),
            pencil_mistake(
                "Fraction(11, 15), Fraction(-4, 15), Fraction(19, 15)",
                NO_RELU),
            pencil_mistake(
                "Fraction(11, 15), Fraction(11, 15), Fraction(-11, 15)",
                NO_BIAS),
            pencil_mistake(
                "Fraction(11, 15), Fraction(11, 15), Fraction(0)",
                NO_BIAS),
            pencil_mistake("Fraction(11, 15), 0, Fraction(19, 15)",
                           NEGATIVE_SUM),
            pencil_mistake("Fraction(11, 15), 0, 0", NOTHING_TAKEN),
            pencil_mistake(
                "Fraction(17, 12), Fraction(5, 12), Fraction(7, 12)",
                OTHER_POINT.format("2/3, 3/4")),
            pencil_mistake("Fraction(5, 4), Fraction(1, 4), Fraction(3, 4)",
                           OTHER_POINT.format("1/2, 3/4")),
            *[pencil_mistake(f"{y}, 0, {y}", DECIMALS)
              for y in ("0.7", "0.73", "0.733", "0.7333")],
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
