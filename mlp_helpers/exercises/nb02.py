"""The exercises of notebook 02, One neuron learns."""

import numpy as np

from mlp_helpers.activations import logistic, relu, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes

ACTIVATIONS = logistic, tanh, relu


def slopes_from_y(y_logistic, y_tanh, y_relu):
    """The slopes of three activations, each from its own outputs."""
    slope_logistic = y_logistic * (1 - y_logistic)
    slope_tanh = 1 - y_tanh**2
    slope_relu = np.where(y_relu > 0, 1.0, 0.0)
    return slope_logistic, slope_tanh, slope_relu


def draw_outputs(rng):
    """Outputs of three activations, zeros of ReLU among them."""
    sizes = different_sizes(rng, 3, low=3, high=8)
    A = [rng.normal(size=size) for size in sizes]
    A[2][:2] = [0.7, -0.6]
    return tuple(activation.g(a) for activation, a in zip(ACTIVATIONS, A))


def neuron_gradients(w, b, x, t):
    """How E = (y - t)**2 / 2 changes with w and with b."""
    y = logistic.g(w @ x + b)
    dEdy = y - t
    delta = logistic.gd(y) * dEdy  # dE/da, a number
    return delta * x, delta


def draw_neuron(rng):
    num_inputs, = different_sizes(rng, 1)
    x, w = rng.normal(size=num_inputs), rng.normal(size=num_inputs)
    return w, float(rng.normal(0.3)), x, float(rng.uniform())


def learn_one(w, b, x, t, rate):
    """One step for one instance: the new w and b, in new arrays."""
    dEdw, dEdb = neuron_gradients(w, b, x, t)
    new_w = w - rate * dEdw
    new_b = b - rate * dEdb
    return new_w, new_b


def draw_step(rng):
    w, b, x, t = draw_neuron(rng)
    return w, b, x, t, float(rng.uniform(0.5, 2.0))


SQUARE, RELU_SLOPE = "1 - y_tanh**2", "np.where(y_relu > 0, 1.0, 0.0)"
GD_OF_A = words.GD_OF_A.translate(words.SMALL)
GD_OF_DEDY = words.GD_OF_DEDY.translate(words.SMALL)

EXERCISES = [
    Exercise(
        slopes_from_y, question="gd: slopes from y alone, tanh and ReLU",
        outputs=[Output("slope_logistic"), Output("slope_tanh"),
                 Output("slope_relu")],
        draw=draw_outputs, slopes=True,
        blanks=[SQUARE, RELU_SLOPE],
        mistakes=[
            Mistake(SQUARE, "1 - y_tanh",
                    hint="The square is missing: with 1 - y the slope at "
                    "y = -1 would be 2, and the curve is flat there"),
            Mistake(SQUARE, "y_tanh * (1 - y_tanh)",
                    hint="y (1 - y) is the slope of the logistic function. "
                    "For tanh, put s = (1 + y) / 2 into 4 s (1 - s)"),
            Mistake(SQUARE, "4 * y_tanh * (1 - y_tanh)",
                    hint="4 s (1 - s) is right, but s is logistic(2a), not "
                    "y. As y = 2s - 1, s is (1 + y) / 2"),
            Mistake(RELU_SLOPE, "1 if y_relu > 0 else 0",
                    hint="`if` can ask about one number only. np.where asks "
                    "about every entry")],
        hints=[
            "For ReLU, look at the curve: where is it flat, and what is y "
            "there? For tanh, write s for logistic(2a), so that y = 2s - 1.",
            "When a moves by h, 2a moves by 2h: the slope of s is "
            "2 s (1 - s), and that of y = 2s - 1 is 4 s (1 - s). Now put "
            "s = (1 + y) / 2 in, and multiply out."]),
    Exercise(
        neuron_gradients, question="one neuron: how E changes with w and b",
        outputs=[Output("dEdw", "[num_inputs]"), Output("dEdb", "a number")],
        draw=draw_neuron,
        shapes={"w": "[num_inputs]", "b": "a number", "t": "a number"},
        slopes=True,
        blanks=[
            "logistic.gd(y) * dEdy",
            ("return delta * x, delta", "return ..., ...")],
        mistakes=[
            Mistake("gd(y)", "gd(w @ x + b)", hint=GD_OF_A),
            Mistake("gd(y) * dEdy", "gd(dEdy)", hint=GD_OF_DEDY),
            Mistake("gd(y) * dEdy", "gd(y * dEdy)", hint=GD_OF_DEDY),
            Mistake("= y - t", "= (y - t) ** 2 / 2",
                    hint=words.E_FOR_SLOPE)],
        hints=["Walk back from E: E depends on y, y on a, and a on w and b. "
               "Write the slope of each step on its own.",
               "The slopes are dE/dy = y - t, dy/da = gd(y), da/dw[i] = x[i] "
               "and da/db = 1."]),
    Exercise(
        learn_one, question="one step downhill, for one instance",
        outputs=[Output("w", "[num_inputs]"), Output("b", "a number")],
        draw=draw_step,
        shapes={"w": "[num_inputs]", "b": "a number", "t": "a number"},
        blanks=["neuron_gradients(w, b, x, t)", "w - rate * dEdw",
                "b - rate * dEdb"],
        mistakes=[
            Mistake(code="""
def learn_one(w, b, x, t, rate):
    new_w = w - rate * neuron_gradients(w, b, x, t)[0]
    new_b = b - rate * neuron_gradients(new_w, b, x, t)[1]
    return new_w, new_b
""", hint="The slope for b is taken after w has moved. Both slopes belong to "
                    "the place where the neuron stood: compute both, and "
                    "then move both.")],
        hints=[
            "Three lines: first both slopes, where the neuron stands now. "
            "You have a function for them.",
            "If a slope is below 0, E falls when the number grows. Which way "
            "must it move, and how far, if the rate is 1? And if it is 0.1?"]),
]
