"""The exercises of notebook 14, The final exam."""

import numpy as np

from mlp_helpers.activations import tanh

from .exercise import Exercise, Mistake, Output
from .nb06 import numerical_gradient
from .nb10 import Layer
from .numeric import different_sizes

ARRAYS = {"dEdW": "[num_outputs, num_inputs]", "dEdb": "[num_outputs]",
          "dEdX": "[num_instances, num_inputs]"}


def our_rate(rate, num_instances, num_outputs, summed, halved, averaged):
    """The rate at which our error takes the steps of theirs."""
    factor = 1.0
    if summed:  # theirs is a sum over the instances
        factor *= num_instances
    if not halved:  # theirs has no 1/2
        factor *= 2
    if averaged:  # theirs is a mean over the outputs, too
        factor /= num_outputs
    return factor * rate


def draw_rate(rng):
    return (float(rng.uniform(0.1, 0.9)), *different_sizes(rng, 2, 3, 9),
            *(bool(flag) for flag in rng.integers(2, size=3)))


class Hinge:
    """The max-margin error; targets are 1 and -1."""
    def output(self, A):
        return A
    def loss(self, A, T):
        return np.sum(np.maximum(0, 1 - T * A)) / len(T)
    def gradient(self, Y, T):
        return -T * (T * Y < 1) / len(T)


def draw_scores(rng):
    shape = different_sizes(rng, 2, 3, 8)
    return rng.normal(0, 2, size=shape), rng.choice([-1.0, 1.0], size=shape)


def examine(layer, X, dEdY):
    """The three arrays of slopes: each as claimed, and as measured."""
    def E(array):  # it is W, b or X, and one entry has been turned
        return np.sum(dEdY * layer.forward(X))
    layer.forward(X)
    dEdX = layer.backprop(dEdY)
    return {"dEdW": (layer.dEdW.copy(), numerical_gradient(E, layer.W)),
            "dEdb": (layer.dEdb.copy(), numerical_gradient(E, layer.b)),
            "dEdX": (dEdX, numerical_gradient(E, X))}


class Liar(Layer):
    """Wrong on purpose: what it claims is not what is measured."""

    def backprop(self, dEdY):
        return super().backprop(3 * dEdY) + 1


def draw_layer(rng):
    num_instances, num_inputs, num_outputs = different_sizes(rng, 3, 2, 5)
    layer = Liar(num_inputs, num_outputs, tanh, rng)
    layer.b += rng.normal(size=num_outputs)
    return (layer, rng.normal(size=(num_instances, num_inputs)),
            rng.normal(size=(num_instances, num_outputs)))


def run_examine(examine, layer, X, dEdY):
    found = examine(layer, X, dEdY)
    return found if found is None or found is ... else tuple(
        part if part is ... else np.array(part)  # not a view of the layer
        for name in ARRAYS for part in found[name])


EXERCISES = [
    Exercise(
        our_rate, draw=draw_rate,
        question="their rate, translated for our error",
        outputs=[Output("the rate", "a number")],
        blanks=[("factor *= num_instances", "factor *= ..."),
                ("factor *= 2", "factor *= ..."),
                ("factor /= num_outputs", "factor *= ...")],
        hints=["How many times is their error as large as ours?",
               "Slopes three times ours: our rate is three times theirs."]),
    Exercise(
        Hinge, question="the slope of an error that is new to you",
        outputs=[Output("gradient", "[num_instances, num_outputs]")],
        draw=draw_scores, call=lambda Hinge, A, T: Hinge().gradient(A, T),
        blanks=["-T * (T * Y < 1) / len(T)"],
        hints=["One instance, t = 1: draw max(0, 1 - y). Which slopes?",
               "-1 up to y = 1, then 0. With t = -1 it is the mirror image."]),
    Exercise(
        examine, question="a gradient check for one layer of any class",
        outputs=[Output(f"{array}, {how}", shape) for array, shape in
                 ARRAYS.items() for how in ("claimed", "measured")],
        call=run_examine, draw=draw_layer,
        blanks=[("return np.sum(dEdY * layer.forward(X))", "return ..."),
                "numerical_gradient(E, layer.W)",
                "numerical_gradient(E, layer.b)",
                "numerical_gradient(E, X)"],
        mistakes=[
            Mistake("layer.forward(X))", "layer.Y)", hint="E does not run the "
                    "layer again, so a turned entry changes nothing.")],
        hints=["dEdY is given. Which E of the outputs Y has these slopes?",
               "The sum of dEdY * Y, where Y is what layer.forward returns."]),
]
