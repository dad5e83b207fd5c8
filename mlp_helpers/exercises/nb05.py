"""The exercises of notebook 05, Backpropagation for one instance."""

import numpy as np

from mlp_helpers.activations import logistic, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes, finite_differences

TITLE = "Backpropagation for one instance"


def neuron_gradients(x, w, b, t):
    """How E = (y - t)**2 / 2 changes with w and with b."""
    y = logistic.g(w * x + b)
    dEdy = y - t
    delta = logistic.gd(y) * dEdy
    return delta * x, delta


def draw_neuron(rng):
    x, w, b = rng.normal(size=3) + np.array([2.0, 0.5, 0.3])
    return x, w, b, float(rng.integers(2))


def numeric_neuron(x, w, b, t):
    def E(w, b):
        return (logistic.g(w * x + b) - t) ** 2 / 2

    return finite_differences(E, np.array(w), np.array(b))


def input_gradient(W, delta):
    """dE/dx of a layer, one index at a time."""
    num_outputs, num_inputs = W.shape
    dEdx = np.zeros(num_inputs)
    for i in range(num_inputs):
        for o in range(num_outputs):
            dEdx[i] += W[o, i] * delta[o]
    return dEdx


def draw_input_gradient(rng):
    num_inputs, num_outputs = different_sizes(rng, 2)
    W = rng.normal(size=(num_outputs, num_inputs))
    return W, rng.normal(size=num_outputs)


def numeric_input_gradient(W, delta):
    x = np.zeros(W.shape[1])
    return finite_differences(lambda x: delta @ (W @ x), x)


def backprop_one(dEdy, W, b, gd, y, x):
    """Backpropagation through one layer, for one instance."""
    delta = gd(y) * dEdy       # [num_outputs]
    dEdx = W.T @ delta         # [num_inputs]
    dEdW = np.outer(delta, x)  # [num_outputs, num_inputs]
    dEdb = delta               # [num_outputs]
    return dEdx, dEdW, dEdb


def draw_backprop_one(rng):
    num_inputs, num_outputs = different_sizes(rng, 2)
    activation = [logistic, tanh][rng.integers(2)]
    x = rng.normal(size=num_inputs)
    W = rng.normal(size=(num_outputs, num_inputs))
    b = rng.normal(size=num_outputs)
    dEdy = rng.normal(size=num_outputs)
    return dEdy, W, b, activation.gd, activation.g(W @ x + b), x


def numeric_backprop_one(dEdy, W, b, gd, y, x):
    g = logistic.g if gd is logistic.gd else tanh.g

    def E(x, W, b):
        return dEdy @ g(W @ x + b)

    return finite_differences(E, x, W, b)


def network_gradients(x, t, layers):
    """dE/dW and dE/db of every layer, a list of pairs."""
    outputs = [x]
    for W, b, activation in layers:
        outputs.append(activation.g(W @ outputs[-1] + b))
    dEdy = outputs[-1] - t
    gradients = []
    for n in reversed(range(len(layers))):
        W, b, activation = layers[n]
        y, x = outputs[n + 1], outputs[n]
        dEdx, dEdW, dEdb = backprop_one(dEdy, W, b, activation.gd, y, x)
        gradients.insert(0, (dEdW, dEdb))
        dEdy = dEdx
    return gradients


def draw_network(rng):
    sizes = different_sizes(rng, rng.choice([2, 3, 4]))
    layers = []
    for num_inputs, num_outputs in zip(sizes, sizes[1:], strict=False):
        W = rng.normal(size=(num_outputs, num_inputs))
        b = rng.normal(size=num_outputs)
        layers.append((W, b, [logistic, tanh][rng.integers(2)]))
    return rng.normal(size=sizes[0]), rng.normal(size=sizes[-1]), layers


def draw_square_network(rng):
    layers = [
        (rng.normal(size=(3, 3)), rng.normal(size=3), tanh) for _ in range(3)
    ]
    return rng.normal(size=3), rng.normal(size=3), layers


def numeric_network(x, t, layers):
    def E(*arrays):
        y = x
        for n, (_, _, activation) in enumerate(layers):
            y = activation.g(arrays[2 * n] @ y + arrays[2 * n + 1])
        return np.sum((y - t) ** 2) / 2

    arrays = [array for W, b, _ in layers for array in (W, b)]
    slopes = finite_differences(E, *arrays)
    return list(zip(slopes[::2], slopes[1::2], strict=True))


FORGOT_GD = words.FORGOT_GD.translate(words.SMALL)
GD_OF_A = words.GD_OF_A.translate(words.SMALL)
GD_OF_DEDY = (
    "gd is given dEdy. The slope of the activation depends on where the unit "
    "stands: gd wants y, and the result is multiplied by dEdy.")
E_FOR_SLOPE = (
    "dEdy is the error itself here, and not its slope. The slope of "
    "(y - t)**2 / 2 is y - t: it can be less than 0, the error cannot.")
NOT_HANDED_DOWN = (
    "The top layer is right, and below it every layer got the dEdy of the "
    "top. Hand it down: this layer's dEdx is the dEdy of the layer below.")
WRONG_Y = (
    "A layer here was given its input where its output belongs: layer n "
    "reads outputs[n] and writes outputs[n + 1].")
LAST_Y = (
    "Every layer here was given the output of the whole network as its y. "
    "Layer n has an output of its own: it writes outputs[n + 1].")
FIRST_X = (
    "Every layer here was given the input of the whole network as its x. "
    "Only layer 0 reads that one; layer n reads outputs[n].")
ONE_TOO_FAR = (
    "The pair y, x is one place off. outputs begins with x, so layer n reads "
    "outputs[n] and writes outputs[n + 1].")
NO_Y_YET = (
    "All that the layers gave is kept in the list outputs, and the network's "
    "own output is its last entry, outputs[-1].")
DEDY_THROUGH_W = (
    "What is handed down here skips the activation: dEdy goes through W "
    "without gd. backprop_one has done both, and its dEdx is what the layer "
    "below needs.")
TARGET_BELOW = (
    "A hidden layer has no target, so there is nothing to subtract t from. "
    "What it needs comes from the layer above: that layer's dEdx.")
E_ON_TOP = (
    "The way back starts with the slopes of E, and not with E itself: "
    "dEdy has one slope for each output, outputs[-1] - t.")

EXERCISES = [
    Exercise(
        neuron_gradients,
        question="one neuron: how E changes with w and b",
        outputs=[Output("dEdw", "a number"), Output("dEdb", "a number")],
        draw=draw_neuron,
        numeric=numeric_neuron,
        blanks=[
            ("dEdy = y - t", "dEdy = ..."),
            "logistic.gd(y) * dEdy",
            ("return delta * x, delta", "return ..., ..."),
        ],
        mistakes=[
            Mistake("logistic.gd(y)", "logistic.gd(w * x + b)", hint=GD_OF_A),
            Mistake("logistic.gd(y) * dEdy", "logistic.gd(dEdy)",
                    hint=GD_OF_DEDY),
            Mistake("logistic.gd(y) * dEdy", "logistic.gd(y * dEdy)",
                    hint=GD_OF_DEDY),
            Mistake("= y - t", "= (y - t) ** 2 / 2", hint=E_FOR_SLOPE),
        ],
        hints=[
            "Walk back from E: E depends on y, y on a, and a on w and b. "
            "Write the slope of each step on its own.",
            "The slopes are dE/dy = y - t, dy/da = gd(y), da/dw = x and "
            "da/db = 1.",
            "Multiply along the way: delta = gd(y) * dEdy is dE/da. Then "
            "dE/dw is delta * x, and dE/db is delta * 1.",
        ],
    ),
    Exercise(
        input_gradient,
        question="dE/dx of a layer, index by index",
        outputs=[Output("dEdx", "[num_inputs]")],
        draw=draw_input_gradient,
        numeric=numeric_input_gradient,
        blanks=["W[o, i] * delta[o]"],
        mistakes=[
        ],
        hints=[
            "Which entry of W stands on the wire from input i to unit o? "
            "The first letter is the unit.",
            "Input i reaches every unit o through W[o, i], and each unit "
            "sends back its delta[o].",
            "So the product for one wire is W[o, i] * delta[o]; the loop "
            "adds it up over o.",
        ],
    ),
    Exercise(
        backprop_one,
        question="the three gradients of a layer, for one instance",
        outputs=[
            Output("dEdx", "[num_inputs]",
                   product="[num_inputs, num_outputs] @ [num_outputs]"),
            Output("dEdW", "[num_outputs, num_inputs]",
                   product="the outer product of [num_outputs] "
                           "and [num_inputs]"),
            Output("dEdb", "[num_outputs]"),
        ],
        draw=draw_backprop_one,
        numeric=numeric_backprop_one,
        blanks=[
            "gd(y) * dEdy",
            "W.T @ delta",
            "np.outer(delta, x)",
            ("dEdb = delta", "dEdb = ..."),
        ],
        mistakes=[
            Mistake("gd(y) * dEdy", "dEdy", hint=FORGOT_GD),
            Mistake("gd(y) * dEdy", "gd(W @ x + b) * dEdy", hint=GD_OF_A),
            Mistake("gd(y) * dEdy", "gd(y * dEdy)", hint=GD_OF_DEDY),
        ],
        hints=[
            "Four lines, four slopes that you have met: through the "
            "activation, to the inputs, to the weights, to the biases.",
            "delta is dE/da: the slope of the activation at each unit, "
            "gd(y), times dEdy, entry by entry.",
            "dEdx[i] adds W[o, i] * delta[o] over o: that is W.T @ delta. "
            "dEdW[o, i] is delta[o] * x[i]: that is np.outer(delta, x).",
        ],
    ),
    Exercise(
        network_gradients,
        question="a stack of layers: hand the gradient down",
        outputs=[Output("gradients", fields=("dEdW", "dEdb"))],
        draw=draw_network,
        draw_square=draw_square_network,
        numeric=numeric_network,
        blanks=[
            "outputs[-1] - t",
            ("y, x = outputs[n + 1], outputs[n]", "y, x = ..., ..."),
            ("dEdy = dEdx", "dEdy = ..."),
        ],
        mistakes=[
            Mistake("outputs[-1] - t", "y - t", hint=NO_Y_YET),
            Mistake("outputs[-1] - t", "(outputs[-1] - t) ** 2 / 2",
                    hint=E_ON_TOP),
            Mistake("dEdy = dEdx", "pass", hint=NOT_HANDED_DOWN),
            Mistake("y, x = outputs[n + 1], outputs[n]",
                    "y, x = outputs[n], outputs[n - 1]", hint=WRONG_Y),
            Mistake("y, x = outputs[n + 1], outputs[n]",
                    "y, x = outputs[-1], outputs[n]", hint=LAST_Y),
            Mistake("y, x = outputs[n + 1], outputs[n]",
                    "y, x = outputs[-1], x", hint=f"{LAST_Y} {FIRST_X}"),
            Mistake("y, x = outputs[n + 1], outputs[n]",
                    "y, x = outputs[n], x", hint=f"{WRONG_Y} {FIRST_X}"),
            Mistake("y, x = outputs[n + 1], outputs[n]",
                    "y, x = outputs[n + 2], outputs[n + 1]", hint=ONE_TOO_FAR),
            Mistake("dEdy = dEdx", "dEdy = W.T @ dEdy", hint=DEDY_THROUGH_W),
            Mistake("dEdy = dEdx", "dEdy = outputs[n] - t", hint=TARGET_BELOW),
            Mistake("outputs[-1] - t", "np.sum((outputs[-1] - t) ** 2) / 2",
                    hint=E_ON_TOP),
        ],
        hints=[
            "Three blanks: where the gradient starts at the top, which "
            "output is y and which is x for layer n, and what the layer "
            "below is given.",
            "outputs holds x first: layer n reads outputs[n] and writes "
            "outputs[n + 1].",
            "At the top dEdy = outputs[-1] - t. After each layer "
            "dEdy = dEdx: what goes into a layer came out of the one below.",
        ],
    ),
]
