"""The exercises of notebook 07, Learning XOR."""

import numpy as np

from mlp_helpers.activations import logistic, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .nb05 import network_gradients
from .nesting import opened
from .numeric import different_sizes

TITLE = "Learning XOR"


def update_step(layers, gradients, rate):
    """Move every W and b a little downhill, in place."""
    for (W, b, _), (dEdW, dEdb) in zip(layers, gradients):
        W -= rate * dEdW
        b -= rate * dEdb


def _draw_layers(rng, num_layers):
    sizes = different_sizes(rng, num_layers + 1)
    return sizes, [
        (rng.normal(size=(num_outputs, num_inputs)),
         rng.normal(size=num_outputs), [logistic, tanh][rng.integers(2)])
        for num_inputs, num_outputs in zip(sizes, sizes[1:], strict=False)]


def draw_update(rng):
    _, layers = _draw_layers(rng, rng.integers(2, 4))
    gradients = [(rng.normal(size=W.shape), rng.normal(size=b.shape))
                 for W, b, _ in layers]
    return layers, gradients, float(rng.uniform(0.2, 0.8))


def run_update(update_step, layers, gradients, rate):
    update_step(layers, gradients, rate)
    return [(W, b) for W, b, _ in layers]


def total_error(layers, X, T):
    """Half the sum of the squares, over all instances."""
    E = 0.0
    for x, t in zip(X, T):
        y = x
        for W, b, activation in layers:
            y = activation.g(W @ y + b)
        E += np.sum((y - t) ** 2) / 2
    return E


def train_sgd(layers, X, T, rate, epochs):
    """A step after each instance; the error after each epoch."""
    losses = []
    for _ in range(epochs):
        for x, t in zip(X, T):
            gradients = network_gradients(x, t, layers)
            update_step(layers, gradients, rate)
        losses.append(total_error(layers, X, T))
    return losses


def draw_training(rng):
    sizes, layers = _draw_layers(rng, 2)
    num_instances, epochs = rng.integers([5, 2], [9, 5])
    X = rng.normal(size=(num_instances, sizes[0]))
    T = rng.normal(size=(num_instances, sizes[-1]))
    return layers, X, T, float(rng.uniform(0.2, 0.8)), int(epochs)


def run_training(train_sgd, layers, X, T, rate, epochs):
    losses = opened(train_sgd(layers, X, T, rate, epochs), ())
    if isinstance(losses, (list, tuple)):
        losses = np.array(losses)
    return losses, [(W, b) for W, b, _ in layers]


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


def share_solved(Y, T):
    """The share of the nets that are near the target everywhere."""
    off = np.abs(Y - T)           # [num_nets, num_instances, num_outputs]
    worst = off.max(axis=(1, 2))  # [num_nets]
    return np.mean(worst < 0.4)


def draw_share(rng):
    """Nets on both sides of the limit, near to it and far from it.

    The last output of the last instance is right in all nets.
    """
    num_instances, num_outputs = different_sizes(rng, 2)
    num_nets = int(rng.choice([41, 53, 67]))
    T = rng.integers(2, size=(num_instances, num_outputs)).astype(float)
    off = rng.uniform(0, 0.3, size=(num_nets, num_instances, num_outputs))
    for n in range(num_nets):
        if n % 6 == 0:  # all near, even in their sum
            off[n] *= 0.03
        elif n % 6 == 1:  # near enough, and one place decides
            off[n] *= [1, 0.01][n // 6 % 2]
            off[n, 0, n % num_outputs] = rng.uniform(0.32, 0.36)
        else:  # wrong about one instance, about all but one, or about all
            wrong = [1, num_instances - 1, num_instances][n // 6 % 3]
            outputs = slice(None) if n % 6 == 2 else n % num_outputs
            low, high = [(0.42, 0.48), (0.605, 0.625), (0.7, 0.9)][n % 3]
            off[n, :wrong, outputs] = rng.uniform(low, high)
        off[n, -1, -1] = 0.01 * rng.uniform()
    return np.abs(T - off), T


LARGEST = "off.max(axis=(1, 2))"
STEP = "update_step(layers, gradients, rate)"
LOOP = f"""for x, t in zip(X, T):
            gradients = network_gradients(x, t, layers)
            {STEP}"""

EXERCISES = [
    Exercise(
        update_step,
        question="one step downhill, for every W and b",
        outputs=[Output("layers", fields=("W", "b"))],
        call=run_update,
        draw=draw_update,
        blanks=[("W -= rate * dEdW", "..."), ("b -= rate * dEdb", "...")],
        hints=[
            "With a positive slope, E grows with W. Which way should W go?",
            "Subtract a part of the slope: the learning rate says how large "
            "a part. The same for W with dEdW and for b with dEdb.",
            "Change the arrays themselves: W -= rate * dEdW, and "
            "b -= rate * dEdb.",
        ],
    ),
    Exercise(
        train_sgd,
        question="gradient descent, one instance at a time",
        outputs=[Output("losses", "[epochs]"),
                 Output("layers", fields=("W", "b"))],
        call=run_training,
        draw=draw_training,
        sizes=lambda layers, X, T, rate, epochs: {},
        blanks=["network_gradients(x, t, layers)", (STEP, "..."),
                "total_error(layers, X, T)"],
        mistakes=[
            Mistake(LOOP, f"""together = [
            network_gradients(x, t, layers) for x, t in zip(X, T)]
        for gradients in together:
            {STEP}""", hint="All gradients were computed before the first "
                    "step. That is a batch. Here each instance sees the "
                    "weights that the one before it has left."),
            Mistake(STEP, f"layers = {STEP}",
                    hint="update_step changes the layers in place and "
                    "returns nothing: call it, without `layers =`."),
        ],
        hints=[
            "Two things happen for each instance: find the slopes, and take "
            "a step. After the epoch, look at the error of all.",
            "network_gradients finds the slopes for instance x with target "
            "t, update_step takes the step, and total_error measures.",
            "gradients = network_gradients(x, t, layers), then "
            "update_step(layers, gradients, rate), and at the end of the "
            "epoch total_error(layers, X, T).",
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
    Exercise(
        share_solved,
        question="how many of the nets have solved it?",
        outputs=[Output("share", "a number")],
        draw=draw_share,
        shapes={"Y": "[num_nets, num_instances, num_outputs]"},
        blanks=["np.abs(Y - T)", LARGEST, "np.mean(worst < 0.4)"],
        mistakes=[
            Mistake(LARGEST, "off.mean(axis=(1, 2))",
                    hint="A net that is wrong about one corner passes here: "
                    "its average is small. Solved means every corner, so "
                    "take the largest of each net."),
            Mistake(LARGEST, "off.sum(axis=(1, 2))",
                    hint="A net that is off by a little at many places "
                    "fails here, because its differences are added up. Its "
                    "largest decides: max instead of sum."),
            *[Mistake(LARGEST, wrong,
                      hint="One net was counted several times. It is solved "
                      "when all of its outputs are right: there must be one "
                      "number for each net, so both axes go, axis=(1, 2).")
              for wrong in ("off", "off.max(axis=1)", "off.max(axis=2)")],
            Mistake(LARGEST, "off.max()",
                    hint="No net passes. Was the largest taken over the "
                    "nets as well? Then the worst net stands for all. "
                    "Axis 0, the net, has to stay: axis=(1, 2)."),
            Mistake("np.abs(Y - T)", "(Y - T) ** 2",
                    hint="The square of a number below 1 is smaller: 0.6 "
                    "off becomes 0.36, and passes. How far off is "
                    "np.abs(Y - T)."),
            Mistake("np.mean(worst < 0.4)", "np.sum(worst < 0.4) / 200",
                    hint="The count was divided by 200. A share is a part "
                    "of the nets in Y, however many: divide by len(Y), or "
                    "take np.mean."),
            *[Mistake("0.4", wrong, hint="The limit is 0.4. (Rounding puts "
                      "it at 0.5.)") for wrong in ("0.5", "0.3")],
        ],
        hints=[
            "Three steps: how far off is each output, how far off is each "
            "net at its worst, and what part of the nets is near enough.",
            "How far off is a matter of size, not of sign. The worst of a "
            "net is the largest over axes 1 and 2; axis 0, the net, stays.",
            "np.abs(Y - T), then off.max(axis=(1, 2)), then "
            "np.mean(worst < 0.4): the mean of True and False is a share.",
        ],
    ),
]
