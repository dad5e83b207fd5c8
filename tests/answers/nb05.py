"""Answers to the exercises of notebook 05: right ones and wrong ones."""

import numpy as np
from finite_differences import finite_differences

from mlp_helpers.activations import logistic, tanh

from . import wrong

RIGHT = {
    "slope_by_paths": [
        """
def slope_by_paths(x, y1, W2, dEdy, o, i):
    return x[i] * y1[o] * (1 - y1[o]) * (W2[:, o] @ dEdy)
""",
        """
def slope_by_paths(x, y1, W2, dEdy, o, i):
    unit = logistic.gd(y1)[o]
    return sum(W2[k][o] * dEdy[k] for k in range(len(W2))) * unit * x[i]
""",
    ],
    "input_gradient": [
        """
def input_gradient(W, delta):
    return W.T @ delta
""",
        """
def input_gradient(W, delta):
    return np.einsum("oi,o->i", W, delta)
""",
        """
def input_gradient(W, delta):
    return np.array([sum(W[:, i] * delta) for i in range(W.shape[1])])
""",
        """
def input_gradient(W, delta):
    return np.sum(W * delta[:, np.newaxis], axis=0)
""",
    ],
    "backprop_one": [
        """
def backprop_one(dEdy, W, b, gd, y, x):
    delta = np.multiply(dEdy, gd(y))
    return delta @ W, delta[:, np.newaxis] * x, delta
""",
        """
def backprop_one(dEdy, W, b, gd, y, x):
    delta = gd(y) * dEdy
    dEdW = np.zeros_like(W)
    dEdx = np.zeros_like(x)
    for o in range(len(y)):
        for i in range(len(x)):
            dEdW[o, i] = delta[o] * x[i]
            dEdx[i] += W[o, i] * delta[o]
    return dEdx, dEdW, delta.copy()
""",
        """
def backprop_one(dEdy, W, b, gd, y, x):
    delta = np.einsum("o,o->o", gd(y), dEdy)
    return [np.dot(W.T, delta), np.einsum("o,i->oi", delta, x), +delta]
""",
    ],
    "network_gradients": [
        """
def network_gradients(x, t, layers):
    outputs = [x]
    for W, b, activation in layers:
        outputs.append(activation.g(W @ outputs[-1] + b))
    dEdy = outputs[-1] - t
    gradients = []
    while layers:
        W, b, activation = layers[-1]
        layers = layers[:-1]
        dEdy, dEdW, dEdb = backprop_one(
            dEdy, W, b, activation.gd, outputs.pop(), outputs[-1])
        gradients.append((dEdW, dEdb))
    return gradients[::-1]
""",
        """
def network_gradients(x, t, layers):
    (W, b, activation), *above = layers
    y = activation.g(W @ x + b)

    def back(y, above):
        if not above:
            return y - t, []
        (W, b, activation), *rest = above
        top = activation.g(W @ y + b)
        dEdy, pairs = back(top, rest)
        delta = activation.gd(top) * dEdy
        return delta @ W, [(np.outer(delta, y), delta)] + pairs

    dEdy, pairs = back(y, above)
    delta = activation.gd(y) * dEdy
    return [(np.outer(delta, x), delta)] + pairs
""",
        """
def network_gradients(x, t, layers):
    ys = [x]
    for W, b, activation in layers:
        ys += [activation.g(W @ ys[-1] + b)]
    pairs = [None] * len(layers)
    gradient = ys[-1] - t
    for n in range(len(layers) - 1, -1, -1):
        delta = layers[n][2].gd(ys[n + 1]) * gradient
        pairs[n] = [np.outer(delta, ys[n]), delta]
        gradient = layers[n][0].T @ delta
    return pairs
""",
    ],
}
WRONG = {
    "slope_by_paths": [
        wrong("W2[k, o]", "W2[o, k]", words="have changed places"),
        wrong("slope += x", "slope = x", words="overwrites the one before"),
        wrong("x[i] * ", "", words="the factor `x[i]`"),
        wrong("x[i] * ", "x[o] * ", words="`o` stands where `i` belongs"),
        wrong("logistic.gd(y1[o]) * ", "",
              words="the factor `logistic.gd(y1[o])`"),
        wrong("logistic.gd(y1[o])", "logistic.gd(y1[k])",
              words="`k` stands where `o` belongs"),
        wrong("logistic.gd(y1[o])", "y1[o]", words="without logistic.gd"),
        wrong(" * dEdy[k]", "", words="the factor `dEdy[k]`"),
        wrong("* dEdy[k]", "+ dEdy[k]", words="`+` stands where `*`"),
        wrong("dEdy[k]", "dEdy", words="one number"),
        wrong("dEdy[k]", "dEdy[o]", words="`o` stands where `k` belongs"),
    ],
    "input_gradient": [
        wrong("W[o, i]", "W[i, o]",
              words="the indices in `W[i, o]` have changed places"),
        wrong("W[o, i] * delta[o]", "W[i, o] * delta[i]",
              words="`i` and `o` have changed places"),
        wrong("delta[o]", "delta[i]", words="`i` stands where `o` belongs"),
        wrong("dEdx[i] += W", "dEdx[i] = W",
              words="overwrites the one before"),
        wrong("W[o, i] * delta[o]", "W[o, i]",
              words="without the factor `delta[o]`"),
        wrong("W[o, i] * delta[o]", "W[o, i] + delta[o]",
              words="`+` stands where `*` belongs"),
        wrong("W[o, i] * delta[o]", "delta[o]",
              words="without the factor `W[o, i]`"),
        wrong("+= W", "-= W", words="sign"),
        wrong("W[o, i] * delta[o]", "W[o, i] * delta[o] / num_outputs",
              words=("num_outputs", "small")),
        wrong("W[o, i] * delta[o]", "W[o, i] * delta",
              words=("one entry", "an index is missing")),
    ],
    "backprop_one": [
        wrong("gd(y) * dEdy", "gd(dEdy) * dEdy",
              words="`dEdy` stands where `y` belongs"),
        wrong("gd(y) * dEdy", "gd(dEdy)", words="never reads its argument y"),
        wrong("gd(y) * dEdy", "gd(x) * dEdy",
              words="`x` stands where `y` belongs"),
        wrong("gd(y) * dEdy", "gd(y)", words="without the factor `dEdy`"),
        wrong("gd(y) * dEdy", "gd(y) + dEdy",
              words="`+` stands where `*` belongs"),
        wrong("gd(y) * dEdy", "gd(y) @ dEdy",
              words="`@` stands where `*` belongs"),
        wrong("W.T @ delta", "W @ delta", words="have changed places"),
        wrong("W.T @ delta", "W.T @ dEdy",
              words="dEdx: The factor gd is missing"),
        wrong("np.outer(delta, x)", "np.outer(dEdy, x)",
              words="dEdW: The factor gd is missing"),
        wrong("np.outer(delta, x)", "np.outer(y, x)",
              words="`y` stands where `delta` belongs"),
        wrong("dEdb = delta", "dEdb = dEdy.copy()",
              words="dEdb: The factor gd is missing"),
        wrong("gd(y) * dEdy", "logistic.gd(y) * dEdy",
              words="gd that is handed in"),
        wrong("gd(y) * dEdy", "-gd(y) * dEdy", words="sign"),
        wrong("np.outer(delta, x)", "np.outer(x, delta)", words="transposed"),
        wrong("np.outer(delta, x)", "delta * x",
              words="every one belongs with every other: np.outer"),
        wrong("dEdb = delta", "dEdb = delta * b",
              words="`* b` does not belong"),
        wrong("dEdb = delta", "dEdb = delta.sum()", words="number"),
        wrong("return dEdx, dEdW, dEdb", "return dEdW, dEdb, dEdx",
              words="changed places: return"),
        wrong("return dEdx, dEdW, dEdb", "return dEdx, dEdW", words="dEdb"),
        wrong("return dEdx, dEdW, dEdb", "pass", words="None"),
    ],
    "network_gradients": [
        wrong("outputs[-1] - t", "outputs[-1]", words="without `t`"),
        wrong("outputs[-1] - t",
              "layers[-1][2].gd(outputs[-1]) * (outputs[-1] - t)",
              words="`layers[-1][2].gd(outputs[-1]) *` does not belong"),
        wrong("outputs[-1] - t", "outputs[0] - t",
              words="`outputs[0]` stands where `outputs[0 - 1]` belongs"),
        wrong("outputs[-1] - t", "np.sum(outputs[-1] - t)",
              words="`np.sum` does not belong"),
        wrong("outputs[n + 1], outputs[n])",
              "outputs[n], outputs[n])",
              words="`outputs[n]` stands where `outputs[n + 1]` belongs"),
        wrong("outputs[n + 1], outputs[n])",
              "outputs[n], outputs[n + 1])",
              words="called as backprop_one(dEdy, W, b, gd, y, x)"),
        wrong("activation.gd, outputs[n + 1], outputs[n])",
              "outputs[n + 1], outputs[n], activation.gd)",
              words="the arguments of backprop_one stand in another order"),
        wrong("outputs[n + 1], outputs[n])", "outputs[n + 1], x)",
              words="has the wrong shape"),
        wrong("dEdy = dEdx", "dEdy = dEdb",
              words="`dEdb` stands where `dEdx` belongs"),
        wrong("dEdy = dEdx", "dEdy = W.T @ dEdx",
              words="`W.T @` does not belong"),
        wrong("dEdy = dEdx", "dEdy = layers[n - 1][2].gd(x) * dEdx",
              words="`layers[n - 1][2].gd(x) *` does not belong"),
        wrong("dEdy = dEdx", "dEdy = activation.gd(x) * dEdx",
              words="`activation.gd(x) *` does not belong"),
        wrong("gradients.insert(0, (dEdW, dEdb))",
              "gradients.append((dEdW, dEdb))", words="in reverse order"),
        wrong("outputs[-1] - t", "t - outputs[-1]", words="sign"),
        wrong("outputs[-1] - t", "2 * (outputs[-1] - t)",
              words=("2", "large")),
        wrong("outputs[-1] - t", "outputs - t", words="take one of them"),
    ],
}


def numeric_paths(x, y1, W2, dEdy, o, i):
    def E(turn):
        a1 = np.log(y1 / (1 - y1))
        a1[o] += turn * x[i]
        return dEdy @ (W2 @ logistic.g(a1))

    return finite_differences(E, 0.0)


def numeric_inputs(W, delta):
    return finite_differences(
        lambda x: delta @ (W @ x), np.zeros(W.shape[1]))


def numeric_backprop_one(dEdy, W, b, gd, y, x):
    g = logistic.g if gd is logistic.gd else tanh.g
    return finite_differences(lambda x, W, b: dEdy @ g(W @ x + b), x, W, b)


def numeric_network(x, t, layers):
    def E(*arrays):
        y = x
        for n, (_, _, activation) in enumerate(layers):
            y = activation.g(arrays[2 * n] @ y + arrays[2 * n + 1])
        return np.sum((y - t) ** 2) / 2

    arrays = [array for W, b, _ in layers for array in (W, b)]
    slopes = finite_differences(E, *arrays)
    return list(zip(slopes[::2], slopes[1::2], strict=True))


NUMERIC = {
    "slope_by_paths": numeric_paths,
    "input_gradient": numeric_inputs,
    "backprop_one": numeric_backprop_one,
    "network_gradients": numeric_network,
}
