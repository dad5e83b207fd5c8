"""Answers to the exercises of notebook 02: right ones and wrong ones."""

import numpy as np
from finite_differences import finite_differences

from mlp_helpers.activations import logistic, relu, tanh

from . import wrong

RIGHT = {
    "slopes_from_y": [
        """
def slopes_from_y(y_logistic, y_tanh, y_relu):
    s = (1 + y_tanh) / 2
    return y_logistic - y_logistic**2, 4 * s * (1 - s), np.sign(y_relu)
""",
        """
def slopes_from_y(y_logistic, y_tanh, y_relu):
    slope_relu = np.zeros(len(y_relu))
    for i in range(len(y_relu)):
        if y_relu[i] > 0:
            slope_relu[i] = 1
    return ((1 - y_logistic) * y_logistic, (1 + y_tanh) * (1 - y_tanh),
            slope_relu)
""",
        """
def slopes_from_y(y_logistic, y_tanh, y_relu):
    return logistic.gd(y_logistic), tanh.gd(y_tanh), y_relu > 0
""",
    ],
    "neuron_gradients": [
        """
def neuron_gradients(w, b, x, t):
    y = 1 / (1 + np.exp(-(x @ w + b)))
    dEdb = (y - t) * y * (1 - y)
    return dEdb * x, dEdb
""",
        """
def neuron_gradients(w, b, x, t):
    import math
    y = 0.5 + 0.5 * math.tanh((sum(w * x) + b) / 2)
    delta = (y - t) * (y - y * y)
    return [np.array([delta * entry for entry in x]), delta]
""",
    ],
    "learn_one": [
        """
def learn_one(w, b, x, t, rate):
    y = logistic.g(w @ x + b)
    step = rate * (y - t) * y * (1 - y)
    return w - step * x, b - step
""",
        """
def learn_one(w, b, x, t, rate):
    w = w.copy()
    dEdw, dEdb = neuron_gradients(w, b, x, t)
    for i in range(len(w)):
        w[i] += -rate * dEdw[i]
    return w, b - rate * dEdb
""",
    ],
}
WRONG = {
    "slopes_from_y": [
        wrong("1 - y_tanh**2", "1 - np.tanh(y_tanh) ** 2",
              words="`np.tanh` does not belong"),
        wrong("1 - y_tanh**2", "1 - 2 * y_tanh", words="Look at line 4"),
        wrong("1 - y_tanh**2", "4 * (1 + y_tanh) / 2 * 1 - (1 + y_tanh) / 2",
              words="Look at line 4"),
        wrong("1 - y_tanh**2", "1 + y_tanh**2",
              words="`+` stands where `-` belongs"),
        wrong("1 - y_tanh**2", "(1 + y_tanh) / 2 * (1 - (1 + y_tanh) / 2)",
              words="`/` stands where `*` belongs"),
        wrong("np.where(y_relu > 0, 1.0, 0.0)", "(y_relu <= 0) * 1.0",
              words="slope_relu[0] is 0, a small step gives 1"),
        wrong("y_relu > 0", "y_relu >= 0",
              words="`>=` stands where `>` belongs"),
        wrong("np.where(y_relu > 0, 1.0, 0.0)", "np.maximum(y_relu, 0)",
              words="is a copy of"),
        wrong("1 - y_tanh**2", "1 - y_tanh^2", words="power is **"),
        wrong("1 - y_tanh**2", "(1 - y_tanh) ** 2",
              words="a small step gives"),
        wrong("return slope_logistic, slope_tanh, slope_relu",
              "return slope_logistic, slope_relu, slope_tanh",
              words=("slope_tanh", "slope_relu")),
        wrong("return slope_logistic, slope_tanh, slope_relu",
              "return slope_logistic, slope_tanh", words="too few"),
    ],
    "neuron_gradients": [
        wrong("logistic.gd(y) * dEdy", "dEdy",
              words="without the factor `logistic.gd(y)`"),
        wrong("= y - t", "= (y - t) / (y * (1 - y))",
              words="`/ y * (1 - y)` does not belong"),
        wrong("logistic.gd(y)", "logistic.gd(dEdy)",
              words="`dEdy` stands where `y` belongs"),
        wrong("logistic.gd(y) * dEdy", "logistic.gd(y)",
              words="without the factor `dEdy`"),
        wrong("logistic.gd(y) * dEdy", "logistic.gd(y) + dEdy",
              words="`+` stands where `*` belongs"),
        wrong("logistic.gd(y)", "logistic.g(y)",
              words="`logistic.g` stands where `logistic.gd` belongs"),
        wrong("= y - t", "= (y - t) ** 2", words="`** 2` does not belong"),
        wrong("= y - t", "= abs(y - t)", words="`abs` does not belong"),
        wrong("delta * x, delta", "delta * w, delta",
              words="`w` stands where `x` belongs"),
        wrong("logistic.gd(y) * dEdy", "dEdy",
              words="without the factor `logistic.gd(y)`"),
        wrong("delta * x, delta", "delta * x.sum(), delta",
              words="`x.sum` does not belong"),
        wrong("delta * x, delta", "delta @ x, delta", words="@"),
        wrong("delta * x, delta", "delta, delta", words="dEdw"),
        wrong("= y - t", "= t - y", words="sign"),
        wrong("= y - t", "= 2 * (y - t)", words=("2", "large")),
        wrong("delta * x, delta", "delta, delta * x", words="swapped"),
        wrong("return delta * x, delta", "return delta * x", words="dEdb"),
    ],
    "learn_one": [
        wrong(
            "w - rate * dEdw",
            "w + rate * dEdw",
            "b - rate * dEdb",
            "b + rate * dEdb",
            words=("more than one mistake",
                   "`+` stands where `-` belongs")),
        wrong("""new_w = w - rate * dEdw
    new_b = b - rate * dEdb
    return new_w, new_b""", "return w + rate * dEdw, b + rate * dEdb",
              words="moves as far as it should, in the other direction"),
        wrong("new_w = w - rate * dEdw", "w -= rate * dEdw",
              "return new_w", "return w", words="w"),
        wrong("w - rate * dEdw", "w - dEdw", words="rate"),
        wrong("w - rate * dEdw", "rate * dEdw", words="w"),
        wrong("w - rate * dEdw", "w - rate", words="dEdw"),
        wrong("b - rate * dEdb", "b", words="b"),
        wrong("b - rate * dEdb", "b - rate * dEdw", words="b"),
        wrong("b - rate * dEdb", "b + rate * dEdb",
              words="`+` stands where `-` belongs"),
        wrong("return new_w, new_b", "return new_b, new_w", words="swapped"),
        wrong("neuron_gradients(w, b, x, t)", "neuron_gradients(b, w, x, t)",
              words="called as neuron_gradients(w, b, x, t)"),
        wrong("neuron_gradients(w, b, x, t)", "neuron_gradients(x, b, w, t)",
              words="the arguments of neuron_gradients stand in another"),
        wrong("w - rate * dEdw", "-rate * dEdw", words="without `w`, where"),
        wrong("w - rate * dEdw", "-rate * dEdw", "b - rate", "-rate",
              words="without `w`, where"),
        wrong("return new_w, new_b", "return w, b", words="w"),
        wrong("return new_w, new_b", "pass", words="None"),
    ],
}


ACTIVATIONS = logistic, tanh, relu


def numeric_slopes(y_logistic, y_tanh, y_relu):
    """Back to the sums, and then a small step to both sides."""
    sums = (np.log(y_logistic / (1 - y_logistic)), np.arctanh(y_tanh),
            np.where(y_relu > 0, y_relu, -1.0))
    return tuple((activation.g(a + 1e-6) - activation.g(a - 1e-6)) / 2e-6
                 for activation, a in zip(ACTIVATIONS, sums))


def numeric_neuron(w, b, x, t):
    dEdw, dEdb = finite_differences(
        lambda w, b: (logistic.g(w @ x + b) - t) ** 2 / 2, w, b)
    return dEdw, float(dEdb)


NUMERIC = {
    "slopes_from_y": numeric_slopes,
    "neuron_gradients": numeric_neuron,
}
