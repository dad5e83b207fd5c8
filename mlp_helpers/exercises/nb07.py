"""The exercises of notebook 07, Learning XOR."""

import numpy as np

from mlp_helpers.activations import logistic, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .nb05 import network_gradients
from .numeric import different_sizes

TITLE = "Learning XOR"


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


def _draw_layers(rng, num_layers):
    sizes = different_sizes(rng, num_layers + 1)
    return sizes, [
        (rng.normal(size=(num_outputs, num_inputs)),
         rng.normal(size=num_outputs), [logistic, tanh][rng.integers(2)])
        for num_inputs, num_outputs in zip(sizes, sizes[1:], strict=False)]


def draw_training(rng):
    sizes, layers = _draw_layers(rng, 2)
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
    num_instances, num_nets = int(rng.integers(4, 8)), 47
    targets = rng.integers(2, size=num_instances).astype(float)
    off = rng.uniform(0.15, 0.3, size=(num_nets, num_instances))
    for n in range(num_nets):
        if n % 4 == 0:  # all near, even in their sum
            off[n] *= 0.1
        elif n % 4 == 1:  # near enough, and one place decides
            off[n, n % num_instances] = rng.uniform(0.32, 0.36)
        elif n % 4 == 2:  # one is wrong, and the mean is small
            off[n] *= 0.1
            off[n, n % num_instances] = rng.uniform(0.42, 0.48)
        else:
            off[n, 1:] = rng.uniform(0.605, 0.9)
    off[:, 0] = np.where(off[:, 0] < 0.4, off[:, 0], 0.45)
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
    sizes, ((W1, b1, _), (W2, b2, _)) = _draw_layers(rng, 2)
    return (rng.normal(size=sizes[0]), rng.normal(size=sizes[2]), W1, b1, W2,
            b2, float(rng.uniform(0.3, 0.7)), top_first)


STEP = """[(W - rate * dEdW, b - rate * dEdb, activation)
                      for (W, b, activation), (dEdW, dEdb)
                      in zip(layers, gradients)]"""
LOOP = f"""for x, t in zip(X, T):
            gradients = network_gradients(x, t, layers)
            layers = {STEP}"""
LARGEST = "off.max(axis=1)"

EXERCISES = [
    Exercise(
        train_online,
        question="gradient descent, one instance at a time",
        outputs=[Output("layers", fields=("W", "b")),
                 Output("losses", "[epochs]")],
        call=run_training,
        draw=draw_training,
        sizes=lambda layers, X, T, rate, epochs: {},
        blanks=["network_gradients(x, t, layers)",
                ("(W - rate * dEdW, b - rate * dEdb, activation)",
                 "(..., ..., activation)"),
                "mean_error(layers, X, T)"],
        mistakes=[
            Mistake(LOOP, f"""together = [
            network_gradients(x, t, layers) for x, t in zip(X, T)]
        for gradients in together:
            layers = {STEP}""", hint="All gradients were computed before "
                    "the first step. That is a batch. Here each instance "
                    "sees the weights that the one before it has left."),
            Mistake("W - rate", "W + rate", "b - rate", "b + rate",
                    hint="This steps uphill. A slope above 0 says that E "
                    "grows with the weight: subtract."),
        ],
        hints=[
            "Two things happen for each instance: find the slopes, and take "
            "a step. After the epoch, look at the error of all.",
            "A slope above 0 says that E grows with the weight, so the "
            "weight must shrink: subtract a part of the slope. The rate "
            "says how large a part.",
            "gradients = network_gradients(x, t, layers), the new W is "
            "W - rate * dEdW, b likewise, and at the end of the epoch "
            "mean_error(layers, X, T).",
        ],
    ),
    Exercise(
        share_solved,
        question="how many of the nets have solved it?",
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
            Mistake(LARGEST, "off.max()",
                    hint="No net passes. Was the largest taken over the "
                    "nets as well? Then the worst net stands for all. "
                    "Axis 0, the net, has to stay: axis=1."),
            Mistake("np.abs(Y - targets)", "(Y - targets) ** 2",
                    hint="The square of a number below 1 is smaller: 0.6 "
                    "off becomes 0.36, and passes. How far off is "
                    "np.abs(Y - targets)."),
        ],
        hints=[
            "Three steps: how far off is each answer, how far off is each "
            "net at its worst, and what part of the nets is near enough.",
            "How far off is a matter of size, not of sign. The worst of a "
            "net is the largest along axis 1; axis 0, the net, stays.",
            "np.abs(Y - targets), then off.max(axis=1), then "
            "np.mean(worst < 0.4): the mean of True and False is a share.",
        ],
    ),
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
                    "best - t of all targets add up to 0."),
            Mistake("np.mean(targets)", "0.5",
                    hint="One half is the best for as many ones as zeros. "
                    "With more of one kind, an answer nearer to them is "
                    "cheaper."),
        ],
        hints=[
            "Try it with the targets 1, 1, 0: what do the answers 1/2 and 1 "
            "cost, and is anything in between cheaper?",
            "At the lowest place the slope is 0. The slope of E for one "
            "target is best - t; for all of them these are added up.",
            "They add up to 0 where best is the mean of the targets. Then "
            "add up (best - t)**2 / 2 over the targets.",
        ],
    ),
    Exercise(
        binary_cross_entropy,
        question="the error whose slope at a is y - t",
        outputs=[Output("E", "a number")],
        draw=draw_answer,
        blanks=[("np.where(t == 1, y, 1 - y)", "np.where(t == 1, ..., ...)"),
                "-np.log(right)"],
        mistakes=[
            Mistake("1 - y", "-y",
                    hint="For a no the logarithm of a number below 0 is "
                    "asked for, and there is none. Which number is near 1 "
                    "when y is near 0?"),
        ],
        hints=[
            "y says how probable a yes is. How probable is a no?",
            "The error is -ln of the probability that the right answer got: "
            "y if that is a yes. What is left for a no?",
            "right is y where t is 1, and 1 - y where t is 0. The error is "
            "-np.log(right).",
        ],
    ),
    Exercise(
        mazur_step,
        question="one step in two orders: which W2 is on the way back?",
        outputs=[Output("W1_new", "[num_hidden, num_inputs]", last=True),
                 Output("W2_new", "[num_outputs, num_hidden]")],
        draw=draw_mazur,
        shapes={"W1": "[num_hidden, num_inputs]", "b1": "[num_hidden]",
                "W2": "[num_outputs, num_hidden]", "b2": "[num_outputs]"},
        blanks=[
            "np.outer(delta2, y1)",
            ("= W2_new if top_first else W2", "= ... if top_first else ..."),
            "logistic.gd(y1) * (W2_on_the_way_back.T @ delta2)"],
        mistakes=[
            *[Mistake(right, right.replace("delta2", "(y2 - t)"),
                      hint="y2 - t is the slope at y2. The outer product "
                      "and W2 take the one at a2: delta2, which has the "
                      "factor gd.")
              for right in (".T @ delta2", "np.outer(delta2, y1)")],
            Mistake("logistic.gd(y1)", "logistic.gd(W1 @ x + b1)",
                    hint=words.GD_OF_A.translate(words.SMALL)),
        ],
        hints=[
            "On the way back the hidden layer needs W2. Has W2 moved at that "
            "moment? That is what top_first says.",
            "With top_first it is W2_new, otherwise W2. The slopes of W2 "
            "are the outer product of delta2 and what fed the layer.",
            "np.outer(delta2, y1); W2_new if top_first else W2; "
            "logistic.gd(y1) * (W2_on_the_way_back.T @ delta2).",
        ],
    ),
]
