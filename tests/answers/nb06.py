"""Answers to the exercises of notebook 06: right ones and wrong ones."""

import numpy as np
from finite_differences import finite_differences

from mlp_helpers.activations import logistic, relu

from . import wrong

SLOPES = "delta1, np.outer(delta2, y1), delta2"

RIGHT = {
    "numerical_gradient": [
        """
def numerical_gradient(E, w, h=1e-5):
    gradient = np.zeros(w.shape)
    for entry in np.ndindex(w.shape):
        nudge = np.zeros(w.shape)
        nudge[entry] = h
        gradient[entry] = (E(w + nudge) - E(w - nudge)) / (2 * h)
    return gradient
""",
        """
def numerical_gradient(E, w, h=1e-5):
    flat = w.astype(float).ravel()
    slopes = []
    for k in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[k] += h
        down[k] -= h
        slopes.append((E(up.reshape(w.shape)) - E(down.reshape(w.shape)))
                      / 2 / h)
    return np.array(slopes).reshape(w.shape)
""",
        """
def numerical_gradient(E, w, h=1e-5):
    w, gradient = w * 1.0, np.empty(w.shape)
    for entry, old in np.ndenumerate(w.copy()):
        for sign in (1, -1):
            w[entry] = old + sign * h
            gradient[entry] = (E(w) if sign > 0
                               else (gradient[entry] - E(w)) / (2 * h))
        w[entry] = old
    return gradient
""",
    ],
    "backprop_a": [
        f"""
def backprop_a(x, t, W1, b1, W2, b2):
    y1 = relu.g(W1 @ x + b1)
    delta2 = W2 @ y1 + b2 - t
    delta1 = relu.gd(y1) * (W2.T @ delta2)
    return np.outer(delta1, x), {SLOPES}
""",
        f"""
def backprop_a(x, t, W1, b1, W2, b2):
    a1 = W1 @ x + b1
    y1 = np.maximum(a1, 0)
    delta2 = W2 @ y1 + b2 - t
    delta1 = np.where(a1 >= 0, W2.T @ delta2, 0)
    return np.outer(delta1, x), {SLOPES}
""",
    ],
    "backprop_b": [
        f"""
def backprop_b(x, t, W1, b1, W2, b2):
    y1 = logistic.g(W1 @ x + b1)
    delta2 = W2 @ y1 + b2 - t
    delta1 = logistic.gd(y1) * (W2.T @ delta2)
    return np.outer(delta1, x), {SLOPES}
""",
        f"""
def backprop_b(x, t, W1, b1, W2, b2):
    y1 = logistic.g(W1 @ x + b1)
    delta2 = W2 @ y1 + b2 - t
    dEdy1 = sum(W2[k] * delta2[k] for k in range(len(delta2)))
    delta1 = logistic.gd(y1) * dEdy1
    return np.outer(delta1, x), {SLOPES}
""",
    ],
    "step_c": [
        """
def step_c(x, t, W1, b1, W2, b2, rate):
    y1 = logistic.g(W1 @ x + b1)
    delta2 = W2 @ y1 + b2 - t
    delta1 = logistic.gd(y1) * (W2.T @ delta2)
    return (W1 - rate * np.outer(delta1, x), b1 - rate * delta1,
            W2 - rate * np.outer(delta2, y1), b2 - rate * delta2)
""",
    ],
    "step_d": [
        """
def step_d(x, t, W1, b1, W2, b2, rate):
    y1 = logistic.g(W1 @ x + b1)
    delta2 = W2 @ y1 + b2 - t
    before = W2
    W2 = W2 - rate * np.outer(delta2, y1)
    b2 = b2 - rate * delta2
    delta1 = logistic.gd(y1) * (before.T @ delta2)
    W1 = W1 - rate * np.outer(delta1, x)
    b1 = b1 - rate * delta1
    return W1, b1, W2, b2
""",
    ],
}
RIGHT["step_c"].append(RIGHT["step_d"][0].replace("step_d", "step_c"))
RIGHT["step_d"].append(RIGHT["step_c"][0].replace("step_c", "step_d"))
WRONG = {
    "numerical_gradient": [
        wrong("w[entry] = old - h", "w[entry] = old", "/ (2 * h)", "/ h",
              words="without `h`"),
        wrong("w[entry] = old\n        gradient", "gradient",
              words="put back what was there"),
        wrong("old = w[entry] w[entry] = old + h",
              "up_w = w\n        old = w[entry]\n"
              "        up_w[entry] = old + h", "up = E(w) w[entry] = old - h",
              "up = E(up_w)", "w[entry] = old\n        gradient", "gradient",
              words=("up_w is no copy: both names are one array",
                     "put back what was there")),
        wrong("(up - down) / (2 * h)", "up - down / (2 * h)",
              words="wrong place: `(up - down) / (2 * h)`"),
        wrong("(up - down) / (2 * h)", "up - down / 2 * h",
              words="wrong place: `(up - down) / (2 * h)`"),
        wrong("(2 * h)", "h", words="2 times too large"),
        wrong("(2 * h)", "2 * h",
              words="wrong place: `(up - down) / (2 * h)`"),
        wrong("/ (2 * h)", "* (2 * h)", words="`*` stands where `/` belongs"),
        wrong("(up - down) / (2 * h)", "up - down", words="without the"),
        wrong("w[entry] = old - h", "w[entry] = old + h",
              words="`+` stands where `-` belongs"),
        wrong("(2 * h)", "2", words="without the factor `h`"),
        wrong("w[entry] = old - h", "w[entry] = -h",
              words="without `old`, where w[entry] is set"),
        wrong("(up - down)", "(down - up)", words="sign"),
    ],
    "backprop_a": [
        wrong("y1 > 0", "y1 < 0", words="`<` stands where `>` belongs"),
        wrong("y1 > 0", "y2 > 0", words="`y2` stands where `y1` belongs"),
        wrong("delta1 = (y1 > 0) * dEdy1", "delta1 = y1 * dEdy1",
              words="dEdW1"),
        wrong("W2.T @ delta2", "delta2 @ delta2 * W2[0]", words="dEdW1"),
    ],
    "backprop_b": [
        wrong(
            "delta2[k]",
            "delta2[k] / len(delta2)",
            words=("num_outputs times too small",
                   "`/ len(delta2)` does not belong")),
        wrong("dEdy1 += ", "dEdy1 -= ", words="sign"),
        wrong("dEdy1 += W2[k]", "dEdy1 += W2[0]",
              words="`W2[0]` stands where `W2[k]` belongs"),
        wrong("range(len(delta2))", "range(1, len(delta2))",
              words="begins at 1"),
        wrong("dEdy1 += W2[k]", "dEdy1 *= W2[k]",
              words="`*=` stands where `+=` belongs"),
    ],
    "step_c": [
        wrong("b2 = b2 - rate * delta2", "b2 = b2",
              words="b2 is what it was"),
        wrong("b1 = b1 - rate * delta1", "b1 = b1",
              words="b1 is what it was"),
        wrong("b1 = b1 - rate * delta1", "b1 = b1 + rate * delta1",
              words="`+` stands where `-` belongs"),
        wrong("b1 = b1 - rate", "b1 -= rate", words="in place"),
    ],
    "step_d": [
        wrong("(W2.T @ delta2)", "((W2 - rate * W2).T @ delta2)",
              words="`- rate * W2` does not belong"),
        wrong("delta1 = logistic.gd(y1) *", "delta1 =", 
              words="without the factor `logistic.gd(y1)`"),
        wrong("b1 = b1 - rate * delta1", "b1 = b1 - rate * delta2[0]",
              words="b1"),
    ],
}


def measured(g, x, t, *arrays):
    return finite_differences(
        lambda W1, b1, W2, b2: np.sum(
            (W2 @ g(W1 @ x + b1) + b2 - t) ** 2) / 2, *arrays)


NUMERIC = {
    "numerical_gradient": lambda E, w, h: finite_differences(E, w, step=h),
    "backprop_a": lambda *args: measured(relu.g, *args),
    "backprop_b": lambda *args: measured(logistic.g, *args),
}
