"""The exercises of notebook 01, A neuron draws a line."""

import numpy as np

from mlp_helpers.activations import logistic, relu, tanh

from .exercise import Exercise, Mistake, Output
from .nesting import has_ellipsis
from .numeric import different_sizes

TITLE = "A neuron draws a line"

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))


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
    return tuple(activation.g(a) for activation, a
                 in zip((logistic, tanh, relu), A, strict=True))


def numeric_slopes(y_logistic, y_tanh, y_relu):
    """Back to the sums, and then a small step to both sides."""
    sums = (np.log(y_logistic / (1 - y_logistic)), np.arctanh(y_tanh),
            np.where(y_relu > 0, y_relu, -1.0))
    h = 1e-6
    return tuple((activation.g(a + h) - activation.g(a - h)) / (2 * h)
                 for activation, a in zip((logistic, tanh, relu), sums,
                                          strict=True))


# ---- how AND and NAND are judged: by what the neuron says ----

class Words(str):
    """A text that stands without quotes in a message."""

    __repr__ = str.__str__


def _checked(answer):
    """w [2] and b as floats, or an error that says what is expected."""
    if not isinstance(answer, (list, tuple)) or len(answer) != 2:
        raise ValueError("return two things: w, an array with the two "
                         "weights, and b, a number")
    try:
        w, b = (np.asarray(part, dtype=float) for part in answer)
    except (TypeError, ValueError):
        raise ValueError("w should be two numbers, and b one") from None
    if w.shape != (2,):
        repeated = isinstance(answer[0], list) and len(answer[0]) % 2 == 0
        raise ValueError(
            "w should have the shape [2], one weight for each input, and it "
            f"has {list(w.shape)}" + repeated * (
                ". A number times a list repeats the list. Make w an array, "
                "np.array(w), and every entry is multiplied"))
    if b.shape:
        raise ValueError("b should be one number, and its shape is "
                         f"{list(b.shape)}")
    if not (np.isfinite(w).all() and np.isfinite(b).all()):
        raise ValueError("w and b should be finite numbers")
    return w, float(b)


def judged_by(wanted):
    """A `call` that says at which corners a neuron is not as wanted."""
    def run(learner):
        answer = learner()
        if has_ellipsis(answer):
            return ...
        if answer is None:
            return None
        w, b = _checked(answer)
        a = np.array(CORNERS) @ w + b
        a[np.abs(a) <= 1e-9 * (np.abs(w).sum() + abs(b))] = 0
        wrong = []
        for x, value, target in zip(CORNERS, a, wanted, strict=True):
            if value == 0:
                wrong.append(f"undecided (a = 0) at {list(x)}")
            elif (value > 0) != target:
                wrong.append(f"{int(value > 0)} at {list(x)}")
        if len(wrong) > 1:
            wrong = [", ".join(wrong[:-1]), wrong[-1]]
        return Words(" and ".join(wrong) or "as wanted")
    return run


def no_arguments(rng):
    return ()


TWO_INPUTS = (
    "Only the first two inputs are used. x may have any number of entries, "
    "and w @ x takes all of them")
SEPARATE_SUMS = (
    "The weights are summed on their own, and so are the inputs. Each input "
    "must meet its own weight first: w @ x")
SAYS = (
    "This is what the neuron says, 0 or 1. Its answer y is asked for, as g "
    "gives it: leave the comparison out")

AND_ON_THE_LINE = (
    "The line runs exactly through [0, 1] and [1, 0]: a is 0 there, y is "
    "one half, and the neuron is undecided. Move b a little further down, "
    "until both are clearly below 0")
AND_TOO_FAR = (
    "The line runs exactly through [1, 1]: a is 0 there, and the neuron is "
    "undecided. Raise b a little, so that w1 + w2 + b is above 0")
AND_UPSIDE_DOWN = (
    "Every corner is upside down: this is NAND, and w points away from "
    "[1, 1]. Change the sign of both weights and of b")
ALWAYS_1 = (
    "This neuron says 1 at every corner. At [0, 0] both products are 0 and "
    "a is the bias alone: what sign must b have?")
ONE_INPUT = (
    "This neuron repeats one input and does not mind the other. Each weight "
    "on its own has to be too weak to outweigh b, and only both together "
    "strong enough")

NAND_WEIGHTS_ONLY = (
    "This neuron says 1 at every corner, at [1, 1] too. There w1 + w2 + b "
    "must be below 0: look at the signs of the weights, and whether "
    "together they outweigh b")
NAND_IS_AND = (
    "Every corner is upside down: this is AND. The same line will do, with "
    "the arrow of w turned round: change the sign of both weights and of b")
NAND_ON_THE_LINE = (
    "The line runs exactly through [0, 1] and [1, 0]: a is 0 there, and the "
    "neuron is undecided. Raise b a little, so that both are above 0")
NAND_TOO_FAR = (
    "The line runs exactly through [1, 1]: a is 0 there, and the neuron is "
    "undecided. Lower b a little, so that w1 + w2 + b is below 0")

LOGISTIC_OF_A = (
    "The logistic function is applied to y once more. y is its output "
    "already: the slope is y times (1 - y), with y as it is")
LOGISTIC_SQUARE = (
    "1 - y² is the slope of tanh. For the logistic function y (1 - y) came "
    "out, without a square")
TANH_TWICE = (
    "y is doubled here, where its square belongs. y² is y * y, written y**2")
TANH_PARENTHESES = (
    "1 - s needs its parentheses. Python multiplies first, so without them "
    "4 * s * 1 - s is 4 s - s")
TANH_NO_SQUARE = (
    "The square is missing. With 1 - y the slope at y = -1 would be 2, and "
    "the curve is flat there: it is 1 - y²")
TANH_IS_LOGISTIC = (
    "y (1 - y) is the slope of the logistic function. For tanh, put "
    "s = (1 + y) / 2 into 4 s (1 - s), and simplify")
RELU_IF = (
    "`if` can ask about one number only. np.where asks about every entry")
RELU_FLIPPED = (
    "The two sides have changed places. ReLU is flat, slope 0, where y is "
    "0, and has the slope 1 where y is above 0")

AND_W, NAND_W = "np.array([1, 1])", "np.array([-1, -1])"
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
                    hint=TWO_INPUTS),
            Mistake("w @ x + b", "sum(w) * sum(x) + b", hint=SEPARATE_SUMS),
            Mistake("g(a)", "g(a) > 0.5", hint=SAYS),
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
        draw=no_arguments,
        call=judged_by((0, 0, 0, 1)),
        blanks=[("w = np.array([1, 1])",
                 "w = np.array([..., ...])  # two weights"),
                ("b = -1.5", "b = ...  # the bias")],
        mistakes=[
            Mistake("-1.5", "-1", hint=AND_ON_THE_LINE),
            Mistake("-1.5", "-2", hint=AND_TOO_FAR),
            Mistake(AND_W, NAND_W, "-1.5", "1.5", hint=AND_UPSIDE_DOWN),
            Mistake("-1.5", "1.5", hint=ALWAYS_1),
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
        draw=no_arguments,
        call=judged_by((1, 1, 1, 0)),
        blanks=[("w = np.array([-1, -1])", "w = ...  # an array again"),
                ("b = 1.5", "b = ...")],
        mistakes=[
            Mistake(NAND_W, AND_W, "b = 1.5", "b = -1.5", hint=NAND_IS_AND),
            Mistake(NAND_W, AND_W, hint=NAND_WEIGHTS_ONLY),
            Mistake("b = 1.5", "b = 1", hint=NAND_ON_THE_LINE),
            Mistake("b = 1.5", "b = 2", hint=NAND_TOO_FAR),
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
        blanks=["y_logistic * (1 - y_logistic)", "1 - y_tanh**2",
                RELU_SLOPE],
        mistakes=[
            Mistake("y_logistic * (1 - y_logistic)",
                    "logistic.g(y_logistic) * (1 - logistic.g(y_logistic))",
                    hint=LOGISTIC_OF_A),
            Mistake("y_logistic * (1 - y_logistic)", "1 - y_logistic**2",
                    hint=LOGISTIC_SQUARE),
            Mistake("1 - y_tanh**2", "1 - y_tanh", hint=TANH_NO_SQUARE),
            Mistake("1 - y_tanh**2", "1 - 2 * y_tanh", hint=TANH_TWICE),
            Mistake("1 - y_tanh**2",
                    "4 * (1 + y_tanh) / 2 * 1 - (1 + y_tanh) / 2",
                    hint=TANH_PARENTHESES),
            Mistake("1 - y_tanh**2", "y_tanh * (1 - y_tanh)",
                    hint=TANH_IS_LOGISTIC),
            Mistake(RELU_SLOPE, "1 if y_relu > 0 else 0", hint=RELU_IF),
            Mistake(RELU_SLOPE, "(y_relu <= 0) * 1.0", hint=RELU_FLIPPED),
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
