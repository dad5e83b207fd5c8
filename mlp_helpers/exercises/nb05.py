"""The exercises of notebook 05, Backpropagation for one instance."""
import numpy as np

from mlp_helpers.activations import logistic, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .nb04 import draw_layers, outputs_of
from .numeric import different_sizes


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


GD_OF_A = words.GD_OF_A.translate(words.SMALL)
GD_OF_DEDY = words.GD_OF_DEDY.translate(words.SMALL)

EXERCISES = [
    Exercise(
        slope_by_paths,
        question="the slope of one weight, as a sum over its paths",
        outputs=[Output("slope", "a number")],
        draw=draw_paths, slopes=True,
        blanks=["x[i] * logistic.gd(y1[o]) * W2[k, o] * dEdy[k]"],
        hints=["Follow one path with a finger, from the weight to E. Each "
               "step has a slope. Which of them does output k decide?",
               "W1[o, i] reaches hidden unit o by way of x[i]. From there a "
               "path goes through the unit, along one wire to output k, and "
               "into E."]),
    Exercise(
        input_gradient, question="dE/dx of a layer, index by index",
        outputs=[Output("dEdx")],
        draw=draw_input_gradient, slopes=True,
        blanks=["W[o, i] * delta[o]"],
        hints=["Which entry of W stands on the wire from input i to unit o? "
               "The first letter is the unit.",
               "Input i reaches every unit o through W[o, i], and each unit "
               "sends back its delta[o]."]),
    Exercise(
        backprop_one,
        question="the three gradients of a layer, for one instance",
        outputs=[Output("dEdx"), Output("dEdW"), Output("dEdb")],
        draw=draw_backprop_one, slopes=True,
        blanks=["gd(y) * dEdy", "W.T @ delta", "np.outer(delta, x)",
                ("dEdb = delta", "dEdb = ...")],
        mistakes=[
            Mistake("gd(y) * dEdy", "dEdy",
                    hint=words.FORGOT_GD.translate(words.SMALL)),
            Mistake("gd(y) * dEdy", "gd(W @ x + b) * dEdy", hint=GD_OF_A),
            Mistake("gd(y) * dEdy", "gd(y * dEdy)", hint=GD_OF_DEDY)],
        hints=["Four lines, four slopes that you have met: through the "
               "activation, to the inputs, to the weights, to the biases.",
               "delta is dE/da: the slope of the activation at each unit, "
               "gd(y), times dEdy, entry by entry."]),
    Exercise(
        network_gradients,
        question="a stack of layers: hand the gradient down",
        outputs=[Output("gradients", fields=("dEdW", "dEdb"))],
        draw=draw_network,
        draw_square=lambda rng: draw_network(rng, [3, 3, 3, 3]),
        slopes=True,
        blanks=["outputs[-1] - t",
                ("outputs[n + 1], outputs[n])", "..., ...)"),
                ("dEdy = dEdx", "dEdy = ...")],
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
                    "from the layer above: that layer's dEdx.")],
        hints=["Three questions: what is dEdy at the top, which outputs are "
               "the y and x of layer n, and what does the layer below get?",
               "outputs holds x first: layer n reads outputs[n] and writes "
               "outputs[n + 1]."]),
]
