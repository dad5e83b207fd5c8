"""The exercises of notebook 07, Learning XOR."""

import numpy as np

from mlp_helpers.activations import logistic

from . import words
from .exercise import Exercise, Mistake, Output
from .nb04 import draw_layers
from .nb05 import network_gradients
from .numeric import different_sizes


def mean_error(layers, X, T):
    """Half the sum of the squares, the mean over the instances."""
    E = 0.0
    for x, t in zip(X, T):
        y = x
        for W, b, activation in layers:
            y = activation.g(W @ y + b)
        E += np.sum((y - t) ** 2) / 2 / len(X)
    return E


def train_online(layers, X, T, rate, epochs):
    """A step after each instance; the mean error after each epoch."""
    losses = []
    for _ in range(epochs):
        for x, t in zip(X, T):
            gradients = network_gradients(x, t, layers)
            layers = [(W - rate * dEdW, b - rate * dEdb, activation)
                      for (W, b, activation), (dEdW, dEdb)
                      in zip(layers, gradients)]
        losses.append(mean_error(layers, X, T))
    return layers, losses


def draw_training(rng):
    sizes = different_sizes(rng, 3)
    layers = draw_layers(rng, sizes)
    num_instances, epochs = rng.integers([5, 2], [9, 5])
    X = rng.normal(size=(num_instances, sizes[0]))
    T = rng.normal(size=(num_instances, sizes[-1]))
    return layers, X, T, float(rng.uniform(0.2, 0.8)), int(epochs)


def run_training(train_online, *case):
    """The layers without their activations, and the losses."""
    found = train_online(*case)
    if not isinstance(found, (list, tuple)) or len(found) != 2 \
            or not isinstance(found[0], list):
        return found
    layers = [layer[:2] if isinstance(layer, (list, tuple)) else layer
              for layer in found[0]]
    losses = found[1]
    if isinstance(losses, (list, tuple)):
        losses = np.array(losses)
    return layers, losses


def share_solved(Y, targets):
    """The share of the nets that are near all of their targets."""
    off = np.abs(Y - targets)  # [num_nets, num_instances]
    worst = off.max(axis=1)    # [num_nets]
    return np.mean(worst < 0.4)


def draw_share(rng):
    """Nets on both sides of the limit, near to it and far from it."""
    num_instances = int(rng.integers(4, 8))
    targets = rng.integers(2, size=num_instances).astype(float)
    kind = np.repeat(range(5), rng.permutation(range(8, 13)))
    off = rng.uniform(0.15, 0.3, size=(len(kind), num_instances))
    off[kind == 0] *= 0.1                        # near, even in their sum
    off[kind == 1, 1] = rng.uniform(0.32, 0.36)  # near enough: one decides
    off[kind == 2] *= 0.1                        # one is wrong, the mean
    off[kind == 2, 2] = rng.uniform(0.52, 0.58)  # is small
    off[kind == 3, 1:] = rng.uniform(0.605, 0.9)
    off[kind == 4] += 0.2                        # all are beyond, not by much
    off[kind == 4, 0] = 0.45
    return np.abs(targets - off), targets


def best_common_answer(targets):
    """One answer for instances in one point, and the sum of their E."""
    best = np.mean(targets)
    return best, np.sum((best - targets) ** 2) / 2


def draw_targets(rng):
    num_ones = int(rng.integers(2, 5))
    num_zeros = num_ones + int(rng.choice([-1, 2]))
    return (rng.permutation(np.repeat([1.0, 0.0], [num_ones, num_zeros])),)


def binary_cross_entropy(y, t):
    """The error of a logistic output y whose target t is 1 or 0."""
    right = np.where(t == 1, y, 1 - y)
    return -np.log(right)


def draw_answer(rng):
    return rng.uniform(0.1, 0.4), float(rng.integers(2))


def mazur_step(x, t, W1, b1, W2, b2, rate, top_first):
    """W1 and W2 after one step; the biases stay where they are."""
    y1 = logistic.g(W1 @ x + b1)
    y2 = logistic.g(W2 @ y1 + b2)
    delta2 = logistic.gd(y2) * (y2 - t)
    W2_new = W2 - rate * np.outer(delta2, y1)
    W2_on_the_way_back = W2_new if top_first else W2
    delta1 = logistic.gd(y1) * (W2_on_the_way_back.T @ delta2)
    W1_new = W1 - rate * np.outer(delta1, x)
    return W1_new, W2_new


def draw_mazur(rng):
    top_first = bool(rng.integers(2))
    sizes = different_sizes(rng, 3)
    (W1, b1, _), (W2, b2, _) = draw_layers(rng, sizes)
    return (rng.normal(size=sizes[0]), rng.normal(size=sizes[2]), W1, b1, W2,
            b2, float(rng.uniform(0.3, 0.7)), top_first)


EACH = """for x, t in zip(X, T):
            gradients = network_gradients(x, t, layers)"""
LARGEST = "off.max(axis=1)"

EXERCISES = [
    Exercise(
        train_online, question="gradient descent, one instance at a time",
        outputs=[Output("layers", fields=("W", "b")),
                 Output("losses", "[epochs]")],
        call=run_training, draw=draw_training,
        sizes=lambda layers, X, T, rate, epochs: {},
        blanks=["network_gradients(x, t, layers)",
                ("(W - rate * dEdW, b - rate * dEdb, activation)",
                 "(..., ..., activation)"),
                "mean_error(layers, X, T)"],
        mistakes=[
            Mistake(EACH, """together = [
            network_gradients(x, t, layers) for x, t in zip(X, T)]
        for gradients in together:""", hint="All gradients were computed "
                    "before the first step. That is a batch. Here each "
                    "instance sees the weights the one before it has left."),
            Mistake("W - rate", "W + rate", "b - rate", "b + rate",
                    hint="This steps uphill. A slope above 0 says that E "
                    "grows with the weight: subtract.")],
        hints=[
            "For each instance: find the slopes, then step against them.",
            "A slope above 0 says that E grows with the weight: subtract."]),
    Exercise(
        share_solved, question="how many of the nets have solved it?",
        outputs=[Output("share", "a number")],
        draw=draw_share,
        shapes={"Y": "[num_nets, num_instances]",
                "targets": "[num_instances]"},
        blanks=["np.abs(Y - targets)", LARGEST, "np.mean(worst < 0.4)"],
        mistakes=[
            Mistake(LARGEST, "off.mean(axis=1)",
                    hint="A net that is wrong about one corner passes here: "
                    "its average is small. Solved means every corner, so "
                    "take the largest of each net."),
            Mistake(LARGEST, "off",
                    hint="This is the share of the answers that are right. "
                    "A net is solved when all of its answers are: there "
                    "must be one number for each net."),
            Mistake("np.abs(Y - targets)", "(Y - targets) ** 2",
                    hint="The square of a number below 1 is smaller: 0.6 "
                    "off becomes 0.36, and passes. How far off is "
                    "np.abs(Y - targets).")],
        hints=[
            "How far off is each answer, each net at its worst, how many?",
            "The worst of a net is the largest along axis 1, of the sizes."]),
    Exercise(
        best_common_answer,
        question="several corners in one point: the best that can be said",
        outputs=[Output("best", "a number"),
                 Output("E", "a number", last=True)],
        draw=draw_targets,
        shapes={"targets": "[num_instances]"},
        blanks=["np.mean(targets)",
                ("return best, np.sum((best - targets) ** 2) / 2",
                 "return best, ...")],
        mistakes=[
            Mistake("np.mean(targets)", "np.round(np.mean(targets))",
                    hint="The answer of the majority pays nothing there, "
                    "and a whole 1/2 for each of the others. An answer in "
                    "between is cheaper. At the best one, the slopes "
                    "best - t of all targets add up to 0.")],
        hints=["What do the answers 1/2, 2/3 and 1 cost for 1, 1 and 0?",
               "At the cheapest answer the slopes best - t add up to 0."]),
    Exercise(
        binary_cross_entropy, question="the error whose slope at a is y - t",
        outputs=[Output("E", "a number")],
        draw=draw_answer,
        blanks=[("np.where(t == 1, y, 1 - y)", "np.where(t == 1, ..., ...)"),
                "-np.log(right)"],
        mistakes=[
            Mistake("1 - y", "-y",
                    hint="For a no the logarithm of a number below 0 is "
                    "asked for, and there is none. Which number is near 1 "
                    "when y is near 0?")],
        hints=["y says how probable a yes is. How probable is a no?",
               "The error is -ln of the probability of the right answer."]),
    Exercise(
        mazur_step, question="optional: one step in two orders",
        outputs=[Output("W1_new", "[num_hidden, num_inputs]", last=True),
                 Output("W2_new", "[num_outputs, num_hidden]")],
        draw=draw_mazur,
        shapes=words.TWO_LAYERS,
        blanks=[
            "np.outer(delta2, y1)",
            ("= W2_new if top_first else W2", "= ... if top_first else ..."),
            "logistic.gd(y1) * (W2_on_the_way_back.T @ delta2)"],
        mistakes=[
            Mistake("logistic.gd(y1)", "logistic.gd(W1 @ x + b1)",
                    hint=words.GD_OF_A.translate(words.SMALL))],
        hints=[
            "Has W2 moved when the hidden layer needs it?",
            "W2_new with top_first, otherwise W2; outer product for dEdW2."]),
]
