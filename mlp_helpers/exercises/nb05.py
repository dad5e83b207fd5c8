"""The exercises of notebook 05, Backpropagation for one instance."""
import numpy as np

from mlp_helpers.activations import logistic, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .nb04 import draw_layers, outputs_of
from .numeric import different_sizes, finite_differences

TITLE = "Backpropagation for one instance"


def slope_by_paths(x, y1, W2, dEdy, o, i):
    """dE/dW1[o, i]: add up its paths, one for each output k."""
    slope = 0.0
    for k in range(len(dEdy)):
        slope += x[i] * logistic.gd(y1[o]) * W2[k, o] * dEdy[k]
    return slope


def draw_paths(rng):
    """More hidden units than outputs: letters in a wrong place still run."""
    num_outputs, num_hidden, num_inputs = sorted(different_sizes(rng, 3))
    W2 = rng.normal(size=(num_outputs, num_hidden))
    return (rng.normal(size=num_inputs), rng.uniform(size=num_hidden), W2,
            rng.normal(size=num_outputs), int(rng.integers(num_outputs)),
            int(rng.integers(num_inputs)))


def numeric_paths(x, y1, W2, dEdy, o, i):
    def E(turn):
        a1 = np.log(y1 / (1 - y1))
        a1[o] += turn * x[i]
        return dEdy @ (W2 @ logistic.g(a1))

    return finite_differences(E, 0.0)


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
    return finite_differences(lambda x, W, b: dEdy @ g(W @ x + b), x, W, b)


def network_gradients(x, t, layers):
    """dE/dW and dE/db of every layer, a list of pairs."""
    outputs = outputs_of(x, layers)
    dEdy = outputs[-1] - t
    gradients = []
    for n in reversed(range(len(layers))):
        W, b, activation = layers[n]
        dEdx, dEdW, dEdb = backprop_one(
            dEdy, W, b, activation.gd, outputs[n + 1], outputs[n])
        gradients.insert(0, (dEdW, dEdb))
        dEdy = dEdx
    return gradients


def draw_network(rng, sizes=None):
    sizes = sizes or different_sizes(rng, rng.choice([2, 3, 4]))
    layers = draw_layers(rng, sizes)
    return rng.normal(size=sizes[0]), rng.normal(size=sizes[-1]), layers


def numeric_network(x, t, layers):
    def E(*arrays):
        y = x
        for n, (_, _, activation) in enumerate(layers):
            y = activation.g(arrays[2 * n] @ y + arrays[2 * n + 1])
        return np.sum((y - t) ** 2) / 2

    arrays = [array for W, b, _ in layers for array in (W, b)]
    slopes = finite_differences(E, *arrays)
    return list(zip(slopes[::2], slopes[1::2], strict=True))


GD_OF_A = words.GD_OF_A.translate(words.SMALL)
GD_OF_DEDY = words.GD_OF_DEDY.translate(words.SMALL)

EXERCISES = [
    Exercise(
        slope_by_paths,
        question="the slope of one weight, as a sum over its paths",
        outputs=[Output("slope", "a number")],
        draw=draw_paths,
        numeric=numeric_paths,
        blanks=["x[i] * logistic.gd(y1[o]) * W2[k, o] * dEdy[k]"],
        hints=[
            "Follow one path with a finger, from the weight to E. Each step "
            "has a slope. Which of them does output k decide?",
            "W1[o, i] reaches hidden unit o by way of x[i]. From there a "
            "path goes through the unit, along one wire to output k, and "
            "into E.",
            "Four factors: x[i], logistic.gd(y1[o]), the wire W2[k, o], and "
            "dEdy[k].",
        ],
    ),
    Exercise(
        input_gradient,
        question="dE/dx of a layer, index by index",
        outputs=[Output("dEdx", "[num_inputs]")],
        draw=draw_input_gradient,
        numeric=lambda W, delta: finite_differences(
            lambda x: delta @ (W @ x), np.zeros(W.shape[1])),
        blanks=["W[o, i] * delta[o]"],
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
            Output("dEdx", "[num_inputs]"),
            Output("dEdW", "[num_outputs, num_inputs]"),
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
            Mistake("gd(y) * dEdy", "dEdy",
                    hint=words.FORGOT_GD.translate(words.SMALL)),
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
        draw_square=lambda rng: draw_network(rng, [3, 3, 3, 3]),
        numeric=numeric_network,
        blanks=[
            "outputs[-1] - t",
            ("outputs[n + 1], outputs[n])", "..., ...)"),
            ("dEdy = dEdx", "dEdy = ..."),
        ],
        mistakes=[
            Mistake("outputs[-1] - t", "y - t",
                    hint="outputs holds what every layer gave, and what the "
                    "network gave is its last entry, outputs[-1]."),
            *[Mistake("outputs[-1] - t", error, hint=words.E_FOR_SLOPE)
              for error in ("(outputs[-1] - t) ** 2 / 2",
                            "np.sum((outputs[-1] - t) ** 2) / 2")],
            *[Mistake("outputs[n + 1], outputs[n])", f"{pair})",
                      hint="Each layer has an x and a y of its own. outputs "
                      "begins with the input of the network, so layer n "
                      "reads outputs[n] and writes outputs[n + 1].")
              for pair in ("outputs[n], outputs[n - 1]", "outputs[n], x",
                           "outputs[n + 2], outputs[n + 1]",
                           "outputs[-1], outputs[n]", "outputs[-1], x")],
            Mistake("dEdy = dEdx", "pass",
                    hint="The top layer is right, and every layer below it "
                    "got the dEdy of the top. Hand the gradient down: this "
                    "layer's dEdx is the dEdy of the layer below."),
            Mistake("dEdy = dEdx", "dEdy = W.T @ dEdy",
                    hint="dEdy goes through W here without gd, so that the "
                    "activation is left out. backprop_one has done both: "
                    "hand down its dEdx."),
            Mistake("dEdy = dEdx", "dEdy = outputs[n] - t",
                    hint="A hidden layer has no target, so there is nothing "
                    "to subtract t from. How E changes with its outputs comes "
                    "from the layer above: that layer's dEdx."),
        ],
        hints=[
            "Three questions: what is dEdy at the top, which outputs are the "
            "y and x of layer n, and what does the layer below get?",
            "outputs holds x first: layer n reads outputs[n] and writes "
            "outputs[n + 1].",
            "At the top dEdy = outputs[-1] - t. After each layer "
            "dEdy = dEdx: what goes into a layer came out of the one below.",
        ],
    ),
]
