"""The exercises of notebook 01, A neuron draws a line."""

import numpy as np

from mlp_helpers.activations import logistic, relu, tanh

from .corners import CORNERS, differences, judged, numbers
from .exercise import Exercise, Mistake, Output
from .nesting import Refused
from .numeric import different_sizes

TITLE = "A neuron draws a line"

ACTIVATIONS = logistic, tanh, relu


def neuron(w, b, x, g):
    """The output of one neuron for one instance."""
    a = w @ x + b  # a number
    y = g(a)       # a number
    return y


def draw_neuron(rng):
    num_inputs, = different_sizes(rng, 1, low=3)
    w, x = rng.normal(size=num_inputs), rng.normal(size=num_inputs)
    return w, float(rng.normal()), x, [logistic, tanh][rng.integers(2)].g


def and_weights():
    """Weights and bias of a neuron that says 1 at [1, 1] alone."""
    w = np.array([1, 1])
    b = -1.5
    return w, b


def nand_weights():
    """Weights and bias of a neuron that says 0 at [1, 1] alone."""
    w = np.array([-1, -1])
    b = 1.5
    return w, b


def slopes_from_y(y_logistic, y_tanh, y_relu):
    """The slopes of three activations, each from its own outputs."""
    slope_logistic = y_logistic * (1 - y_logistic)
    slope_tanh = 1 - y_tanh**2
    slope_relu = np.where(y_relu > 0, 1.0, 0.0)
    return slope_logistic, slope_tanh, slope_relu


def draw_outputs(rng):
    """Outputs of three activations, zeros of ReLU among them."""
    sizes = different_sizes(rng, 3, low=3, high=8)
    A = [rng.normal(size=size) for size in sizes]
    A[2][:2] = [0.7, -0.6]
    return tuple(activation.g(a) for activation, a in zip(ACTIVATIONS, A))


def numeric_slopes(y_logistic, y_tanh, y_relu):
    """Back to the sums, and then a small step to both sides."""
    sums = (np.log(y_logistic / (1 - y_logistic)), np.arctanh(y_tanh),
            np.where(y_relu > 0, y_relu, -1.0))
    return tuple((activation.g(a + 1e-6) - activation.g(a - 1e-6)) / 2e-6
                 for activation, a in zip(ACTIVATIONS, sums))


def weights_of(answer):
    """w [2] and b as floats, or an error that says what is expected."""
    if not isinstance(answer, (list, tuple)) or len(answer) != 2:
        raise Refused("return two things: w, an array with the two weights, "
                      "and b, a number")
    w, b = numbers("w", answer[0]), numbers("b", answer[1])
    if w.shape != (2,):
        repeated = isinstance(answer[0], list) and len(answer[0]) % 2 == 0
        raise Refused(
            "w should have the shape [2], one weight for each input, and it "
            f"has {list(w.shape)}" + repeated * (
                ". A number times a list repeats the list. Make w an array, "
                "np.array(w), and every entry is multiplied"))
    if b.shape:
        raise Refused(f"b should be one number; its shape is {[*b.shape]}")
    return w, float(b)


def judged_by(wanted):
    """A `call` that says at which corners a neuron is not as wanted."""
    def judge(answer):
        w, b = weights_of(answer)
        rounding = 1e-9 * (np.abs(w).sum() + abs(b))
        said = ["undecided (a = 0)" if abs(a) <= rounding else int(a > 0)
                for a in np.array(CORNERS) @ w + b]
        return differences(said, wanted, CORNERS, "as wanted")
    return judged(judge)


ON_THE_LINE = (
    "The line runs exactly through [0, 1] and [1, 0]: a is 0 there, y is "
    "one half, and the neuron is undecided. Move b a little away from 0")
ON_THE_CORNER = (
    "The line runs exactly through [1, 1]: a is 0 there, and the neuron is "
    "undecided. Move b a little towards 0")
UPSIDE_DOWN = (
    "Every corner is upside down: this is {}. The same line will do, with w "
    "pointing the other way: change the sign of both weights and of b")
ONE_INPUT = (
    "This neuron repeats one input and ignores the other. Each weight alone "
    "has to be too weak to outweigh b, and both together strong enough")

AND_W, NAND_W = "np.array([1, 1])", "np.array([-1, -1])"
SLOPE, SQUARE = "y_logistic * (1 - y_logistic)", "1 - y_tanh**2"
RELU_SLOPE = "np.where(y_relu > 0, 1.0, 0.0)"

EXERCISES = [
    Exercise(
        neuron,
        question="one neuron, any number of inputs",
        outputs=[Output("y", "a number")],
        draw=draw_neuron,
        shapes={"w": "[num_inputs]", "b": "a number"},
        blanks=["w @ x + b", ("y = g(a)", "y = ...")],
        mistakes=[
            Mistake("w @ x + b", "w[0] * x[0] + w[1] * x[1] + b",
                    hint="Only the first two inputs are used. x may have any "
                    "number of entries, and w @ x takes all of them"),
            Mistake("w @ x + b", "sum(w) * sum(x) + b",
                    hint="Weights and inputs are summed separately. Each "
                    "input must meet its own weight first: w @ x"),
        ],
        hints=[
            "Two steps: first the sum a, then the activation of that sum.",
            "The sum of all products of a weight and its input is w @ x. One "
            "number is still to be added to it.",
            "a = w @ x + b, and y = g(a): g is a function, and you call it.",
        ],
    ),
    Exercise(
        and_weights,
        question="weights on paper: a neuron for AND",
        outputs=[Output("the answer")],
        draw=lambda rng: (),
        call=judged_by((0, 0, 0, 1)),
        blanks=[("w = np.array([1, 1])",
                 "w = np.array([..., ...])  # two weights"),
                ("b = -1.5", "b = ...  # the bias")],
        mistakes=[
            Mistake("-1.5", "-1", hint=ON_THE_LINE),
            Mistake("-1.5", "-2", hint=ON_THE_CORNER),
            Mistake(AND_W, NAND_W, "-1.5", "1.5",
                    hint=UPSIDE_DOWN.format("NAND")),
            Mistake("-1.5", "1.5",
                    hint="This neuron says 1 at every corner. At [0, 0] a is "
                    "the bias alone: what sign must b have?"),
            Mistake(AND_W, "np.array([1, 0])", "-1.5", "-0.5", hint=ONE_INPUT),
            Mistake(AND_W, "np.array([0, 1])", "-1.5", "-0.5", hint=ONE_INPUT),
        ],
        hints=[
            "Write a at the four corners: b, w2 + b, w1 + b and "
            "w1 + w2 + b. Which of the four must be above 0?",
            "Only the last one. With w1 = w2 = 1 they are b, 1 + b, 1 + b "
            "and 2 + b.",
            "1 + b must be below 0 and 2 + b above 0, so b lies between -2 "
            "and -1. The middle is the safest place.",
        ],
    ),
    Exercise(
        nand_weights,
        question="the same line, seen from the other side: NAND",
        outputs=[Output("the answer")],
        draw=lambda rng: (),
        call=judged_by((1, 1, 1, 0)),
        blanks=[("w = np.array([-1, -1])", "w = ...  # an array again"),
                ("b = 1.5", "b = ...")],
        mistakes=[
            Mistake(NAND_W, AND_W, "1.5", "-1.5",
                    hint=UPSIDE_DOWN.format("AND")),
            Mistake(NAND_W, AND_W,
                    hint="This neuron says 1 at every corner. At [1, 1] the "
                    "weights have to outweigh b: which signs do they need?"),
            Mistake("1.5", "1", hint=ON_THE_LINE),
            Mistake("1.5", "2", hint=ON_THE_CORNER),
        ],
        hints=[
            "NAND is 1 where AND is 0, and 0 where AND is 1. The line may "
            "stay where it is: what has to change?",
            "The two sides have to change places, so a must change its sign "
            "everywhere.",
            "-a = (-w1) x1 + (-w2) x2 + (-b): take AND's weights and AND's "
            "bias, each with the other sign.",
        ],
    ),
    Exercise(
        slopes_from_y,
        question="gd: three slopes, each from y alone",
        outputs=[Output("slope_logistic"), Output("slope_tanh"),
                 Output("slope_relu")],
        draw=draw_outputs,
        numeric=numeric_slopes,
        blanks=[SLOPE, SQUARE, RELU_SLOPE],
        mistakes=[
            Mistake(SLOPE,
                    "logistic.g(y_logistic) * (1 - logistic.g(y_logistic))",
                    hint="The logistic function is applied to y once more. y "
                    "is its output already: the slope is y (1 - y)"),
            Mistake(SLOPE, "1 - y_logistic**2",
                    hint="1 - y² is the slope of tanh. The logistic function "
                    "has y (1 - y)"),
            Mistake(SQUARE, "1 - y_tanh",
                    hint="The square is missing: with 1 - y the slope at "
                    "y = -1 would be 2, and the curve is flat there"),
            Mistake(SQUARE, "y_tanh * (1 - y_tanh)",
                    hint="y (1 - y) is the slope of the logistic function. "
                    "For tanh, put s = (1 + y) / 2 into 4 s (1 - s)"),
            Mistake(RELU_SLOPE, "1 if y_relu > 0 else 0",
                    hint="`if` can ask about one number only. np.where asks "
                    "about every entry"),
        ],
        hints=[
            "For the logistic function the text ends with the formula. For "
            "ReLU, look at the curve: where is it flat, and what is y there?",
            "tanh: put s = (1 + y) / 2 into 4 s (1 - s), and multiply out. "
            "1 - s is (1 - y) / 2.",
            "y (1 - y) for the logistic function, 1 - y**2 for tanh, and for "
            "ReLU 1 where y > 0 and 0 elsewhere: np.where(y > 0, 1.0, 0.0).",
        ],
    ),
]
