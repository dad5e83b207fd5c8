"""One neuron: its line, and the slope of its activation."""

import numpy as np

from .. import plots, validation
from ..plots.drawing import factor, number
from ..plots.neuron import ACTIVATIONS, CORNERS, SHARE, visible_line
from .explorer import Choice, Explorer, Slider

TASKS = {"OR": (0, 1, 1, 1), "AND": (0, 0, 0, 1), "NAND": (1, 1, 1, 0),
         "XOR": (0, 1, 1, 0)}


def one_neuron(w, b, task="OR"):
    """Move the line of a neuron with two inputs between four corners.

    Parameters
    ----------
    w : array [2], where the sliders start
    b : number, the same for the bias
    task : "OR", "AND", "NAND" or "XOR"
    """
    w = validation.data("w", w, num_inputs=2)
    validation.number("b", b)

    def draw(figure, w_0, w_1, b, task):
        w, t = np.array([w_0, w_1]), np.array(TASKS[task])
        figure.set_size_inches(7.0, 4.4)
        ax = figure.add_subplot()
        plots.neuron_line(w, b, t, ax)
        ends = visible_line(w, b)
        if ends is not None:
            middle = ends.mean(axis=0)
            figure.handles = {
                "line": (ax, middle - (ends[1] - ends[0]) / 4),
                "arrow": (ax, middle + SHARE * w)}
        a = CORNERS @ w + b
        right = np.where(t == 1, a > 0, a < 0)
        text = [_line(w, b),
                f"{right.sum()} of 4 corners are right for {task}."]
        for x, target, sum_ in zip(CORNERS, t, a, strict=True):
            place = f"({x[0]:g}, {x[1]:g})"
            if sum_ == 0:
                text.append(f"At {place} a is 0: undecided.")
            elif (sum_ > 0) != target:
                text.append(f"{place} says {int(sum_ > 0)} and should say "
                            f"{target}.")
        return " ".join(text)

    def drag(name, x, y, values):
        w, place = np.array([values["w_0"], values["w_1"]]), np.array([x, y])
        if name == "arrow":  # the line turns about its middle
            middle = visible_line(w, values["b"]).mean(axis=0)
            w, place = _steps((place - middle) / SHARE), middle
        b = _steps(-w @ place)
        if visible_line(w, b) is None:  # nothing would be left to hold
            return {}
        return {"w_0": float(w[0]), "w_1": float(w[1]), "b": float(b)}

    return Explorer(
        draw, drag, task=Choice("task", list(TASKS), task),
        w_0=Slider("w[0]", -5.0, 5.0, 0.5, float(w[0])),
        w_1=Slider("w[1]", -5.0, 5.0, 0.5, float(w[1])),
        b=Slider("b", -5.0, 5.0, 0.5, float(b)))


def _steps(values):
    """The nearest values that the sliders have."""
    return np.clip(np.round(2 * values) / 2, -5, 5)


def _line(w, b):
    if not w.any():
        return (f"Both weights are 0, so a = {number(b, 1)} everywhere, and "
                "there is no line.")
    text = f"a = {number(w[0], 1)} x[0]"
    for value, letter in ((w[1], " x[1]"), (b, "")):
        sign = "\N{MINUS SIGN}" if value < 0 else "+"
        text += f" {sign} {number(abs(value), 1)}{letter}"
    if visible_line(w, b) is None:
        return f"{text}: the line lies outside the picture."
    return f"{text}."


def activation_slope(activation="logistic", a=1.0):
    """Choose an activation and a place: its slope, from y alone.

    Parameters
    ----------
    activation : "logistic", "tanh", "ReLU" or "linear"
    a : where the slider starts
    """
    validation.number("a", a)

    def draw(figure, activation, a):
        figure.set_size_inches(7.0, 3.6)
        plots.activation_slope(activation, a, figure)
        figure.handles = {"point": (figure.axes[0], (a, float(
            ACTIVATIONS[activation].g(np.float64(a)))))}
        y = float(ACTIVATIONS[activation].g(np.float64(a)))
        slope = number(float(ACTIVATIONS[activation].gd(np.float64(y))), 3)
        return (f"{activation} at a = {number(a, 1)}: y = {number(y, 3)}. "
                + _reason(activation, a, y, slope))

    return Explorer(
        draw, lambda name, x, y, values: {"a": x},
        activation=Choice("activation", list(ACTIVATIONS), activation),
        a=Slider("a", -4.0, 4.0, 0.1, float(a)))


def _reason(activation, a, y, slope):
    if activation == "logistic":
        return (f"The slope is y (1 \u2212 y) = {number(y, 3)} \u00b7 "
                f"{number(1 - y, 3)} = {slope}.")
    if activation == "tanh":
        return (f"The slope is 1 \u2212 y\u00b2 = 1 \u2212 {factor(y, 3)}"
                f"\u00b2 = {slope}.")
    if activation == "linear":
        return "The slope is 1, whatever y is."
    if a == 0:
        return "This is the kink, where there is no slope; we take 0."
    return (f"y is {'above 0' if y > 0 else '0'}, so the slope is "
            f"{int(y > 0)}.")
