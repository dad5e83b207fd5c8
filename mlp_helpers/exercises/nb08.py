"""The exercises of notebook 08, From loops to matrices."""

import numpy as np

from mlp_helpers.activations import logistic, relu, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes
from .sources import edit, make_function, source_of


def forward(X, W, b, g):
    """Forward pass of a layer, for a batch."""
    A = X @ W.T + b  # [num_instances, num_outputs]
    return g(A)      # [num_instances, num_outputs]


def draw_letters(rng):
    num_instances, num_inputs, num_outputs = different_sizes(rng, 3)
    X = rng.normal(size=(num_instances, num_inputs))
    W = rng.normal(size=(num_outputs, num_inputs))
    return X, W, rng.normal(size=(num_instances, num_outputs))


def draw_forward(rng):
    X, W, _ = draw_letters(rng)
    return (X, W, rng.normal(size=len(W)),
            [logistic.g, tanh.g, relu.g][rng.integers(3)])


def input_gradients(Deltas, W):
    """dE/dX [num_instances, num_inputs] of a layer, for a batch."""
    return Deltas @ W


def weight_gradients(Deltas, X):
    """dE/dW and dE/db of a layer, summed over the instances."""
    dEdW = Deltas.T @ X        # [num_outputs, num_inputs]
    dEdb = Deltas.sum(axis=0)  # [num_outputs]
    return dEdW, dEdb


def backprop(dEdY, W, b, gd, Y, X):
    """Backpropagation through one layer, for a batch."""
    Deltas = gd(Y) * dEdY              # [num_instances, num_outputs]
    dEdX = input_gradients(Deltas, W)  # [num_instances, num_inputs]
    dEdW, dEdb = weight_gradients(Deltas, X)
    return dEdX, dEdW, dEdb


def draw_backprop(rng):
    X, W, b, g = draw_forward(rng)
    gd = next(f.gd for f in (logistic, tanh, relu) if f.g is g)
    Y = g(X @ W.T + b)
    return rng.normal(size=Y.shape), W, b, gd, Y, X


def question_error(Y, T):
    """The E whose slopes are (Y - T) / (num_instances * num_outputs)."""
    num_instances, num_outputs = Y.shape
    return np.sum((Y - T) ** 2) / (2 * num_instances * num_outputs)


def draw_outputs(rng):
    shape = different_sizes(rng, 2, low=3)
    return rng.normal(size=shape), rng.normal(size=shape)


def mean_slopes(Y, T):
    """The slopes of np.mean((Y - T) ** 2)."""
    return 2 * (Y - T) / len(Y)


ON_PAPER = "On paper: the letters of each array, n i, o i or n o. "
EXERCISES = [
    Exercise(
        forward, question="the forward pass of a layer, for a batch",
        outputs=[Output("Y")],
        draw=draw_forward,
        blanks=["X @ W.T + b", ("return g(A)", "return ...")],
        hints=[
            ON_PAPER + "Row n of A is W @ X[n] + b.",
            "i is summed away: X is n i, ends in i and stands on the left. "
            "What must the factor on the right begin with?"]),
    Exercise(
        input_gradients, question="dE/dX of a layer, for a batch",
        outputs=[Output("dEdX")],
        draw=lambda rng: draw_letters(rng)[:0:-1],  # Deltas, W
        slopes=True,
        blanks=["Deltas @ W"],
        mistakes=[Mistake(
            "Deltas @ W", "W.T @ Deltas",
            hint="W.T stands on the left for one instance. In a batch the "
            "instances are rows, and rows stand on the left.")],
        hints=[
            ON_PAPER + "dEdX is n i. Which letter is summed away?",
            "o: it is the last letter of Deltas and the first of W."]),
    Exercise(
        weight_gradients,
        question="dE/dW and dE/db of a layer, summed over the instances",
        outputs=[Output("dEdW"), Output("dEdb")],
        draw=lambda rng: draw_letters(rng)[::-2],  # Deltas, X
        slopes=True,
        blanks=["Deltas.T @ X", "Deltas.sum(axis=0)"],
        mistakes=[Mistake("Deltas.T @ X", "np.outer(Deltas[0], X[0])",
                          hint=words.NO_SUM)],
        hints=[
            ON_PAPER + "dEdW is o i. Which letter is summed away?",
            "n: it should be last on the left, and first on the right."]),
    Exercise(
        backprop, question="the three gradients of a layer, for a batch",
        outputs=[Output("dEdX"), Output("dEdW"), Output("dEdb")],
        draw=draw_backprop, slopes=True,
        blanks=["gd(Y) * dEdY", "input_gradients(Deltas, W)",
                "weight_gradients(Deltas, X)"],
        mistakes=[
            Mistake("gd(Y) * dEdY", "dEdY", hint=words.FORGOT_GD),
            Mistake("gd(Y) * dEdY", "gd(X @ W.T + b) * dEdY",
                    hint=words.GD_OF_A)],
        hints=["Deltas is as for one instance, entry by entry, in capitals.",
               "Deltas = gd(Y) * dEdY. Both functions take Deltas first."]),
    Exercise(
        question_error,
        question="the error function behind the question's line",
        outputs=[Output("E", "a number")],
        draw=draw_outputs,
        blanks=[("return np.sum((Y - T) ** 2) "
                 "/ (2 * num_instances * num_outputs)", "return ...")],
        mistakes=[
            Mistake("np.sum((Y - T) ** 2) / (2", "np.sum(Y - T) / (1",
                    hint="This is the sum of the slopes. The E that has them "
                    "is made of squares."),
            Mistake("(Y - T) ** 2", "np.abs(Y - T)",
                    hint="The slope of |y - t| is 1 or -1, however far off y "
                    "is. Slopes that grow with y - t belong to squares."),
            Mistake("np.sum((Y - T) ** 2)", "np.sum(Y - T) ** 2",
                    hint="Added before they are squared, differences can "
                    "cancel. Square first.")],
        hints=["Which function of y has the slope y - t?",
               "(y - t) ** 2 / 2. Add it up over all entries. What divides "
               "the slopes, and so divides E?"]),
    Exercise(
        make_function(
            edit(source_of(mean_slopes), [("len(Y)", "Y.size")], "repair"),
            "mean_slopes", globals(), "mean_slopes repaired"),
        question="an exhibit: the mean over the wrong axis",
        outputs=[Output("the slopes", "[num_instances, num_outputs]")],
        draw=draw_outputs,
        faulty=mean_slopes,
        slopes=True,
        hints=["np.mean divides by how many numbers there are in all.",
               "len(Y) counts the rows alone."]),
]
