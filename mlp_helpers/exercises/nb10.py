"""The exercises of notebook 10, The Layer class."""

from types import SimpleNamespace

import numpy as np

from mlp_helpers.activations import logistic, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .nb08 import draw_letters, numeric_backprop
from .nesting import Refused, has_ellipsis, opened
from .numeric import different_sizes

TITLE = "The Layer class"


def layer_forward(self, X):
    """Y = g(X Wᵀ + b); what the way back will need is kept."""
    A = X @ self.W.T + self.b  # [num_instances, num_outputs]
    self.X = X
    self.Y = self.activation.g(A)
    return self.Y


def draw_forward(rng):
    X, W, _ = draw_letters(rng)
    return W, rng.normal(size=len(W)), [logistic, tanh][rng.integers(2)], X


def run_forward(layer_forward, W, b, activation, X):
    """On a layer that has no X of its own yet."""
    layer = SimpleNamespace(W=W, b=b, activation=activation, Y=None)
    Y = layer_forward(layer, X)
    refuse_changes(layer, W=W, b=b, activation=activation)
    return Y, vars(layer).get("X"), layer.Y


def refuse_changes(layer, **attributes):
    """The next pass needs what the layer had."""
    for name, value in attributes.items():
        if getattr(layer, name, None) is not value:
            raise Refused(f"it gives self.{name} another value. The layer "
                          "will need the one that it had.")


def layer_backprop(self, dEdY):
    """Keeps dEdW and dEdb; returns dEdX, for the layer below."""
    Deltas = self.activation.gd(self.Y) * dEdY
    self.dEdW = Deltas.T @ self.X
    self.dEdb = Deltas.sum(axis=0)
    return Deltas @ self.W


def draw_backprop(rng):
    W, b, activation, X = draw_forward(rng)
    return rng.normal(size=(len(X), len(W))), W, b, activation, X


def run_backprop(layer_backprop, dEdY, W, b, activation, X):
    """On a layer after a forward pass, with gradients of an earlier one."""
    Y = activation.g(X @ W.T + b)
    layer = SimpleNamespace(
        W=W, b=b, activation=activation, X=X, Y=Y,
        dEdW=np.ones_like(W), dEdb=np.ones_like(b))
    dEdX = layer_backprop(layer, dEdY)
    refuse_changes(layer, W=W, b=b, activation=activation, X=X, Y=Y)
    return dEdX, layer.dEdW, layer.dEdb


def numeric_layer(dEdY, W, b, activation, X):
    return numeric_backprop(dEdY, W, b, activation.gd, None, X)


def initial_weights(num_inputs, num_outputs, rng):
    """Weights with which signals neither fade nor blow up."""
    variance = 2 / (num_inputs + num_outputs)
    spread = np.sqrt(variance)
    return rng.normal(0, spread, size=(num_outputs, num_inputs))


def draw_initial(rng):
    return *different_sizes(rng, 2), np.random.default_rng(rng.integers(99))


def mini_batches(X, T, batch_size, rng):
    """Deal out all instances, as a list of pairs (X_batch, T_batch)."""
    order = rng.permutation(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        rows = order[start:start + batch_size]
        batches.append((X[rows], T[rows]))
    return batches


def draw_batches(rng):
    num_inputs, num_outputs = different_sizes(rng, 2, 2, 5)
    num_instances = int(rng.choice([12, 13, 15, 17, 19, 20]))
    return (rng.normal(size=(num_instances, num_inputs)),
            rng.normal(size=(num_instances, num_outputs)),
            int(rng.choice([4, 5])), np.random.default_rng(rng.integers(99)))


def run_batches(mini_batches, X, T, batch_size, rng):
    """Not the batches, for any order will do, but what must hold of them."""
    learners, (X, T) = (X, T), (X.copy(), T.copy())
    epochs = [opened(mini_batches(*learners, batch_size, rng), ())
              for _ in range(2)]
    if epochs[0] is None or has_ellipsis(epochs[0]):
        return epochs[0] and ...
    orders = []
    for batches in epochs:
        sizes = np.array([len(X_batch) for X_batch, _ in batches])
        X_dealt, T_dealt = (np.concatenate(part) for part in zip(*batches))
        rows = (X_dealt[:, np.newaxis] == X).all(axis=2).argmax(axis=1)
        times = np.bincount(rows, minlength=len(X))
        own = np.zeros(len(X))
        own[rows] = (T_dealt == T[rows]).all(axis=1)
        orders += [list(rows)]
    new = orders[0] != orders[1] and sorted(orders[0]) not in orders
    return sizes, times, own, new


def momentum_step(parameters, gradients, velocities, rate, momentum):
    """Change every velocity, and then its parameter, in place."""
    for p, slope, v in zip(parameters, gradients, velocities):
        v *= momentum
        v -= rate * slope
        p += v


def draw_momentum(rng):
    shapes = [different_sizes(rng, 2), different_sizes(rng, 1)]
    parameters, gradients, velocities = (
        [rng.normal(size=shape) for shape in shapes] for _ in range(3))
    return (parameters, gradients, velocities,
            float(rng.uniform(0.05, 0.4)), float(rng.uniform(0.5, 0.9)))


def run_momentum(step, parameters, gradients, velocities, rate, momentum):
    step(parameters, gradients, velocities, rate, momentum)
    return velocities, parameters


OWN = (
    "This is one activation for all layers. Use the layer's own, whichever "
    "it is: self.activation.g, and on the way back self.activation.gd.")

DEDX = "return Deltas @ self.W"
KEEP_X, KEEP_Y = "self.X = X", "self.Y = self.activation.g(A)"
FORGET_Y = (KEEP_Y, "Y = self.activation.g(A)", "return self.Y", "return Y")
FORGET_SLOPES = ("self.dEdW =", "dEdW =", "self.dEdb =", "dEdb =")
VARIANCE = "2 / (num_inputs + num_outputs)"
ORDER, ROWS = "rng.permutation(len(X))", "order[start:start + batch_size]"
PAIR = "(X[rows], T[rows])"
OLD, NEW, MOVE = "v *= momentum", "v -= rate * slope", "p += v"

EXERCISES = [
    Exercise(
        layer_forward,
        question="forward, by a layer that keeps what it will need",
        outputs=[
            Output("Y", product="[num_instances, num_inputs] @ "
                                "[num_inputs, num_outputs]"),
            Output("self.X", "[num_instances, num_inputs]"),
            Output("self.Y", "[num_instances, num_outputs]"),
        ],
        call=run_forward,
        draw=draw_forward,
        blanks=["X @ self.W.T + self.b", (KEEP_X, "..."), (KEEP_Y, "...")],
        mistakes=[
            Mistake("self.activation.g(A)", "np.tanh(A)", hint=OWN),
            Mistake("self.activation.g(A)", "logistic.g(A)", hint=OWN),
            *[Mistake(*edits, hint="What the way back will need has to stay "
                      "with the layer: X as self.X, for dEdW, and the output "
                      "as self.Y, for gd. A name without self. is gone when "
                      "the function ends.")
              for edits in ((KEEP_X, "X = X"), FORGET_Y,
                            (KEEP_X, "X = X", *FORGET_Y))],
        ],
        hints=[
            "The sum is that of notebook 08, with self.W and self.b. Which "
            "arrays of this pass did backprop need there?",
            "It needed Y, for gd, and X, for dEdW. What is assigned to a "
            "name with self. in front stays with the layer.",
            "A = X @ self.W.T + self.b, then self.X = X and "
            "self.Y = self.activation.g(A).",
        ],
    ),
    Exercise(
        layer_backprop,
        question="backprop, by a layer that remembers its forward pass",
        outputs=[
            Output("dEdX", product="[num_instances, num_outputs] @ "
                                   "[num_outputs, num_inputs]"),
            Output("self.dEdW", "[num_outputs, num_inputs]",
                   product="[num_outputs, num_instances] @ "
                           "[num_instances, num_inputs]"),
            Output("self.dEdb", "[num_outputs]"),
        ],
        call=run_backprop,
        draw=draw_backprop,
        numeric=numeric_layer,
        blanks=["self.activation.gd(self.Y) * dEdY", "Deltas.T @ self.X",
                "Deltas.sum(axis=0)", (DEDX, "return ...")],
        mistakes=[
            *[Mistake(*edits, hint="dEdW and dEdb stay with the layer, as "
                      "self.dEdW and self.dEdb. Only dEdX is returned: the "
                      "layer below wants nothing else.")
              for edits in (
                  FORGET_SLOPES,
                  (*FORGET_SLOPES, DEDX, f"{DEDX}, dEdW, dEdb"),
                  (DEDX, f"{DEDX}, self.dEdW, self.dEdb"))],
            Mistake("self.activation.gd(self.Y)", "(1 - self.Y**2)",
                    hint=OWN),
            Mistake("self.activation.gd(self.Y) * dEdY", "dEdY",
                    hint=words.FORGOT_GD),
            Mistake("gd(self.Y)", "gd(self.X @ self.W.T + self.b)",
                    hint=words.GD_OF_A),
        ],
        hints=[
            "These are the four lines of backprop in notebook 08. X and Y "
            "are no arguments any more: where are they?",
            "The layer has kept them, as self.X and self.Y, and gd is "
            "self.activation.gd. Deltas is gd(Y) * dEdY.",
            "self.dEdW = Deltas.T @ self.X, self.dEdb = Deltas.sum(axis=0), "
            "and what is returned is Deltas @ self.W.",
        ],
    ),
    Exercise(
        initial_weights,
        question="how a layer's weights begin",
        outputs=[Output("W")],
        draw=draw_initial,
        blanks=[VARIANCE, "np.sqrt(variance)", "(num_outputs, num_inputs)"],
        mistakes=[
            *[Mistake(VARIANCE, wrong,
                      hint="Forward wants 1 / num_inputs, and back wants "
                      "1 / num_outputs. Between them lies one over the mean "
                      "of the two numbers, 2 / (num_inputs + num_outputs).")
              for wrong in ("1 / num_inputs", "1 / num_outputs",
                            "(1 / num_inputs + 1 / num_outputs) / 2")],
            Mistake("rng.normal(0, spread,", "rng.uniform(-spread, spread,",
                    hint="A uniform distribution between -spread and spread "
                    "has another variance. rng.normal(0, spread, size=...) "
                    "draws normal numbers."),
        ],
        hints=[
            "Forward wants the variance 1 / num_inputs, and back wants "
            "1 / num_outputs. What is one over the mean of the two?",
            "The mean is (num_inputs + num_outputs) / 2. The spread is the "
            "root of the variance, and W has a row for each unit.",
            "variance = 2 / (num_inputs + num_outputs), "
            "spread = np.sqrt(variance), size=(num_outputs, num_inputs).",
        ],
    ),
    Exercise(
        mini_batches,
        question="deal out all instances, a few at a time",
        outputs=[
            Output("the size of each batch", "[num_batches]"),
            Output("the count of each instance", "[num_instances]"),
            Output("the target of each instance", "[num_instances]"),
            Output("the order", "True or False"),
        ],
        call=run_batches,
        draw=draw_batches,
        blanks=[ORDER, ROWS, PAIR],
        mistakes=[
            Mistake(PAIR, "(X[rows], T[start:start + batch_size])",
                    hint="X and T have got different orders, so that an "
                    "instance comes with the target of another. One order "
                    "serves both."),
            Mistake(ORDER, "rng.permutation(batch_size)",
                    hint="The order has only batch_size numbers. It needs "
                    "one for each instance: rng.permutation(len(X))."),
            *[Mistake(ROWS, wrong,
                      hint="An order drawn anew in each round brings some "
                      "instances more than once and others never. Draw one "
                      "order before the loop, and cut it.")
              for wrong in (f"{ORDER}[:batch_size]",
                            f"{ORDER}[start:start + batch_size]")],
            Mistake(ROWS, "range(start, min(start + batch_size, len(X)))",
                    hint="The instances come in the same order in each "
                    "epoch. rng.permutation(len(X)) gives a new one, and "
                    f"the rows are dealt out from it: {ROWS}."),
            *[Mistake(ROWS, wrong,
                      hint="A batch takes the next batch_size numbers of "
                      "order. They begin at start and end before start + "
                      f"batch_size: {ROWS}.")
              for wrong in ("order[:batch_size]", "order[start:batch_size]",
                            "order[start:]", "order[start]")],
            *[Mistake(PAIR, wrong,
                      hint="Each batch should be a pair, (X_batch, T_batch): "
                      "rows of X, and the same rows of T.")
              for wrong in ("X[rows]", "rows", "(T[rows], X[rows])")],
        ],
        hints=[
            "rng.permutation(5) gives the numbers from 0 to 4 in a new "
            "order. How many numbers do you need?",
            "The rows of one batch are the next batch_size numbers of order, "
            "from the place start on, for X and for T.",
            f"order = {ORDER}, rows = {ROWS}, and the pair is {PAIR}.",
        ],
    ),
    Exercise(
        momentum_step,
        question="a step that remembers the steps before",
        outputs=[Output("velocities"), Output("parameters")],
        call=run_momentum,
        draw=draw_momentum,
        blanks=[(OLD, "..."), (NEW, "..."), (MOVE, "...")],
        mistakes=[
            Mistake(MOVE, "p += momentum * v - rate * slope",
                    hint="This is Nesterov's momentum, which looks one step "
                    "ahead. Here the parameter moves by its velocity alone: "
                    "p += v."),
            Mistake(NEW, "v += slope", MOVE, "p -= rate * v",
                    hint="This is momentum as PyTorch writes it: the "
                    "velocity gathers slopes, and the rate comes in when "
                    "the parameter moves. Ours is the step itself: "
                    "v -= rate * slope, then p += v."),
            Mistake(NEW, "v -= (1 - momentum) * rate * slope",
                    hint="This is averaged momentum: the factor 1 - momentum "
                    "makes v an average, and the steps shorter. Here the "
                    "whole rate * slope is subtracted."),
            Mistake(MOVE, "p -= rate * slope",
                    hint="The velocity is there, but it does not move the "
                    "parameter: p += v."),
            Mistake(OLD, "v = momentum * v",
                    hint="The velocities are as before, and the next step "
                    "needs the new ones. v *= and v -= change the array "
                    "itself; a line with v = ... would make another one."),
        ],
        hints=[
            "Keep a part of the old velocity, add a step downhill, and move.",
            "Change the arrays themselves. momentum says how large a part "
            "of v is kept, and the step downhill is -rate * slope.",
            "v *= momentum, then v -= rate * slope, then p += v.",
        ],
    ),
]
