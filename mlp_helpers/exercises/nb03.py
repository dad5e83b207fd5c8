"""The exercises of notebook 03, A layer is a matrix."""

import numpy as np

from mlp_helpers.activations import logistic, tanh

from .corners import differences, judged, numbers
from .exercise import Exercise, Mistake, Output
from .nesting import Refused
from .numeric import different_sizes
from .words import TWO_LAYERS


def layer_output(W, b, x, g):
    """The outputs of one layer for one instance."""
    a = W @ x + b  # [num_outputs]
    y = g(a)       # [num_outputs]
    return y


def draw_layer(rng, square=False):
    num_inputs, num_outputs = (4, 4) if square else different_sizes(rng, 2)
    W = rng.normal(size=(num_outputs, num_inputs))
    return W, rng.normal(size=num_outputs)


def draw_instance(rng, square=False):
    g = [logistic, tanh][rng.integers(2)].g  # both are among the cases
    W, b = draw_layer(rng, square)
    return W, b, rng.normal(size=W.shape[1]), g


def layer_of_wires():
    """W and b of the layer that is described above."""
    W = np.array([[2, -1], [0, 3], [-1, 0.5]])
    b = np.array([0, -2, 0])
    return W, b


def one_layer(W1, b1, W2, b2):
    """The layer that does what two linear layers do together."""
    W = W2 @ W1       # [num_outputs, num_inputs]
    b = W2 @ b1 + b2  # [num_outputs]
    return W, b


def draw_two_layers(rng, square=False):
    sizes = (3, 3, 3) if square else different_sizes(rng, 3)
    W1, W2 = (rng.normal(size=(num_outputs, num_inputs)) for
              num_inputs, num_outputs in zip(sizes, sizes[1:], strict=False))
    return W1, rng.normal(size=len(W1)), W2, rng.normal(size=len(W2))


def judge_wires(answer):
    """Say which wire or bias is not as described."""
    if not isinstance(answer, (list, tuple)) or len(answer) != 2:
        raise Refused("return two things: W, a row for each unit, and b")
    W, b = numbers("W", answer[0], 3, 2), numbers("b", answer[1], 3)
    wanted_W, wanted_b = layer_of_wires()
    said = [f"{w:g}" for w in (*W.flat, *b)]
    wanted = [f"{w:g}" for w in (*wanted_W.flat, *wanted_b)]
    places = [f"W[{o}, {i}]" for o in range(3) for i in range(2)]
    places += [f"b[{o}]" for o in range(3)]
    return differences(said, wanted, places, "as described")


EXERCISES = [
    Exercise(
        layer_output, question="the outputs of a layer, for one instance",
        outputs=[Output("y")],
        draw=draw_instance,
        draw_square=lambda rng: draw_instance(rng, square=True),
        blanks=["W @ x + b", "g(a)"],
        hints=["Two steps, as in a single neuron: first the sums a, with the "
               "biases, then the activation.",
               "For all units at once, sum over i of W[o, i] * x[i] is one "
               "product, and it reads along the rows of W."]),
    Exercise(
        layer_of_wires, question="from a list of wires to a matrix",
        outputs=[Output("the answer")],
        call=judged(judge_wires),
        blanks=["[[2, -1], [0, 3], [-1, 0.5]]", "[0, -2, 0]"],
        hints=["How many units has the layer, and how many inputs? So how "
               "many rows and columns has W?",
               "Row 0 holds what goes into unit 0: first the wire from x[0], "
               "then the one from x[1]. A missing wire is a 0.",
               "Row 0 is [2, -1]. Unit 1 hears x[1] alone, so its row begins "
               "with 0. b has one entry for each unit."]),
    Exercise(
        one_layer, question="two linear layers are one: which?",
        outputs=[Output("W"), Output("b")],
        shapes=TWO_LAYERS,
        draw=draw_two_layers,
        draw_square=lambda rng: draw_two_layers(rng, square=True),
        blanks=["W2 @ W1", "W2 @ b1 + b2"],
        mistakes=[
            Mistake("W2 @ b1 + b2", "b1 + b2",
                    hint="b1 does not reach the output as it is: it goes "
                    "through the second layer, like everything that the "
                    "first one gives")],
        hints=["Put y1 = W1 @ x + b1 into y2 = W2 @ y1 + b2. What stands in "
               "front of x?",
               "y2 = W2 @ (W1 @ x + b1) + b2. Multiply out: one part has an "
               "x, the rest has none."]),
]
