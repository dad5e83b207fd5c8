"""The exercises of notebook 04, A network solves XOR by hand."""

from fractions import Fraction

import numpy as np

from mlp_helpers.activations import logistic, tanh

from .corners import CORNERS, differences, judged, numbers
from .exercise import Exercise, Mistake, Output
from .nesting import Refused
from .numeric import different_sizes


def xor_layers():
    """Two logistic layers that do XOR."""
    W1 = np.array([[10, -10],
                   [-10, 10]])
    b1 = np.array([-5, -5])
    W2 = np.array([[10, 10]])
    b2 = np.array([-5])
    return [(W1, b1, logistic), (W2, b2, logistic)]


def outputs_of(x, layers):
    """x and the outputs of all layers, for one instance."""
    outputs = [x]
    for W, b, activation in layers:
        a = W @ outputs[-1] + b
        outputs.append(activation.g(a))
    return outputs


def draw_layers(rng, sizes):
    return [(rng.normal(size=(num_outputs, num_inputs)),
             rng.normal(size=num_outputs), [logistic, tanh][rng.integers(2)])
            for num_inputs, num_outputs in zip(sizes, sizes[1:])]


def draw_pass(rng):
    sizes = different_sizes(rng, rng.choice([3, 4]))
    return rng.normal(size=sizes[0]), draw_layers(rng, sizes)


def output_weights():
    """W2, for a linear output unit without bias: y is exactly XOR."""
    W2 = np.array([[1, -2]])
    return W2


def fold(W, b):
    """W and b in one matrix [num_inputs + 1, num_outputs]."""
    columns = W.T                   # [num_inputs, num_outputs]
    return np.vstack([columns, b])  # [num_inputs + 1, num_outputs]


def unfold(M):
    """The W and b of a folded matrix M."""
    W = M[:-1].T  # [num_outputs, num_inputs]
    b = M[-1]     # [num_outputs]
    return W, b


def draw_layer(rng, square=False):
    """W and b; no wrong order fits by chance, unless all sizes are 4."""
    num_inputs, num_outputs = (4, 4) if square else different_sizes(rng, 2)
    num_outputs += num_outputs == num_inputs + 1  # or M would be square
    W = rng.normal(size=(num_outputs, num_inputs))
    return W, rng.normal(size=num_outputs)


def by_pencil():
    """y1[0], y1[1] and y2[0] at (1/3, 2/5)."""
    return Fraction(11, 15), Fraction(0), Fraction(11, 15)


@judged
def run_network(layers):
    try:
        (W1, b1, g1), (W2, b2, g2) = layers
    except (TypeError, ValueError):
        raise Refused("return a list of two layers, (W, b, activation) "
                      "each") from None
    W1 = numbers("W1", W1, None, 2)
    b1 = numbers("b1", b1, len(W1))
    W2, b2 = numbers("W2", W2, 1, len(W1)), numbers("b2", b2, 1)

    def says(factor):
        H = g1.g(factor * (CORNERS @ W1.T + b1))
        *hidden, words = [
            ["1" if y >= 0.9 else "0" if y <= 0.1 else f"{y:.2f}"
             for y in outputs]
            for outputs in (*H.T, g2.g(factor * (H @ W2.T + b2))[:, 0])]
        found = differences(words, "0110", CORNERS, "XOR")
        found.more = ", with hidden units that say " + " and ".join(
            f"{', '.join(unit[n] for unit in hidden)} at {CORNERS[n]}"
            for n in range(4) if words[n] != "0110"[n])
        return found

    if says(1) != "XOR" and says(100) == "XOR":
        raise Refused("all your lines are in the right places, but the units "
                      "hesitate: the answers are not within 0.1 of 0 and 1. "
                      "Multiply all weights and biases by 10, or more")
    return says(1)


@judged
def run_output(W2):
    H = np.array([[0, 0], [1, 0], [1, 0], [2, 1]])
    Y = H @ numbers("W2", W2, 1, 2)[0]
    return differences([f"{y:.6g}" for y in Y], "0110", CORNERS, "XOR")


@judged
def run_pencil(answer):
    """The numbers as floats, to compare them; no float may come in."""
    if not isinstance(answer, (list, tuple)):
        return answer
    for name, value in zip(("y1[0]", "y1[1]", "y2[0]"), answer):
        if isinstance(value, (float, np.floating)):
            raise Refused(
                f"{name} is the decimal number {value:.6g}, and decimals are "
                "rounded. An exact answer is a whole number or a Fraction, "
                "such as Fraction(5, 4)")
    return [float(value) if isinstance(value, (int, Fraction)) else value
            for value in answer]


PENCIL = "Fraction(11, 15), Fraction(0), Fraction(11, 15)"

EXERCISES = [
    Exercise(
        xor_layers, question="a whole network for XOR, by hand",
        outputs=[Output("the output")],
        call=run_network,
        blanks=[
            ("W1 = np.array([[10, -10],\n                   [-10, 10]])",
             "W1 = ...  # [2, 2]: a row for each hidden unit"),
            ("b1 = np.array([-5, -5])", "b1 = ...  # [2]"),
            ("W2 = np.array([[10, 10]])", "W2 = ...  # [1, 2]"),
            ("b2 = np.array([-5])", "b2 = ...  # [1]"),
        ],
        mistakes=[
            Mistake("W2 = np.array([[10, 10]])",
                    "W2 = np.array([[-10, -10]])",
                    "b2 = np.array([-5])", "b2 = np.array([5])",
                    hint="The answers are upside down, 1 for 0 and 0 for 1 "
                    "at every corner. Change the sign of W2 and of b2"),
            Mistake("b2 = np.array([-5])", "b2 = np.array([-15])",
                    hint="The output unit never says yes. It asks for two "
                    "that say yes, and here one is enough: which gate is it?"),
        ],
        hints=[
            "Unit 0 should say 1 at (1, 0) and nowhere else. So x[0] speaks "
            "for it and x[1] against it, and 0 - 0 must not be enough.",
            "With x[0] - x[1] - 0.5 the sum is 0.5 at (1, 0), and -0.5 or "
            "less at the other corners. Unit 1 is its mirror image.",
            "The output is OR of the two: the sum of both, minus 0.5. And "
            "everything times 10, so that the units are sure."]),
    Exercise(
        outputs_of, question="the forward pass through any number of layers",
        outputs=[Output("outputs")],
        draw=draw_pass,
        blanks=["W @ outputs[-1] + b",
                ("outputs.append(activation.g(a))", "outputs.append(...)")],
        mistakes=[
            Mistake("W @ outputs[-1] + b", "W @ x + b",
                    hint="Every layer reads x here. The first one does; each "
                    "further layer reads what the layer below it put out")],
        hints=["Follow one instance. What does the first layer read, and what "
               "does the second one read?",
               "Both times it is the last entry of outputs so far, which "
               "Python calls outputs[-1]."]),
    Exercise(
        output_weights,
        question="two equations: exactly XOR from a hidden layer with ReLU",
        outputs=[Output("the output")],
        call=run_output,
        blanks=[("W2 = np.array([[1, -2]])", "W2 = ...  # [1, 2]")],
        hints=["Write y = W2[0, 0] · y1[0] + W2[0, 1] · y1[1] for the three "
               "places in hidden space. What should it be at each of them?",
               "At (0, 0) it is 0 whatever the weights are. At (1, 0) it is "
               "W2[0, 0], and that should be 1.",
               "At (2, 1) it is 2 · 1 + W2[0, 1], and that should be 0."]),
    Exercise(
        fold, question="optional: W and b in one matrix",
        outputs=[Output("M", "[num_inputs + 1, num_outputs]")],
        draw=draw_layer, draw_square=lambda rng: draw_layer(rng, square=True),
        blanks=["W.T", "np.vstack([columns, b])"],
        mistakes=[
            Mistake("[columns, b]", "[b, columns]",
                    hint="The biases are in the first row. The 1 is appended "
                    "at the end of x, so they belong in the last row"),
            Mistake("[columns, b]", "[columns, np.ones(len(b))]",
                    hint="There are ones in the last row. The 1 is appended "
                    "to x; M holds the biases that it is multiplied by")],
        hints=["Look at the picture: what happens to the frame around unit 0 "
               "on its way from the left to the right?",
               "A row of W becomes a column of M: that is what .T does. Then "
               "b goes below, as one more row."]),
    Exercise(
        unfold, question="optional: W and b out of one matrix",
        outputs=[Output("W"), Output("b")],
        draw=lambda rng: (fold(*draw_layer(rng)),),
        blanks=["M[:-1].T", "M[-1]"],
        mistakes=[
            Mistake("M[:-1].T", "M[1:].T", "= M[-1]", "= M[0]",
                    hint="The biases are taken from the first row, and they "
                    "are in the last one")],
        hints=["Where in M are the biases, and what is left when they are "
               "taken away?",
               "M[-1] is the last row, M[:-1] are all rows but the last."]),
    Exercise(
        by_pencil, question="optional: a forward pass in exact fractions",
        outputs=[Output("y1[0]"), Output("y1[1]"), Output("y2[0]")],
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
                    "that")],
        hints=["Bring 1/3 and 2/5 to the same denominator, and add.",
               "1/3 + 2/5 = 5/15 + 6/15. Unit 1 adds its bias, -1, to that. "
               "Is the sum below 0? Then its output is 0.",
               "y2[0] is y1[0] - 2 · y1[1]. With y1[1] = 0 nothing is taken "
               "away."]),
]
