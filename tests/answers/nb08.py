"""Answers to the exercises of notebook 08: right ones and wrong ones."""

import numpy as np
from finite_differences import finite_differences

from mlp_helpers.activations import logistic, relu, tanh

from . import wrong

RIGHT = {
    "forward": [
        """
def forward(X, W, b, g):
    return g(np.array([W @ x + b for x in X]))
""",
        """
def forward(X, W, b, g):
    return g(np.einsum("ni,oi->no", X, W) + b)
""",
        """
def forward(X, W, b, g):
    A = W.dot(X.T) + b[:, np.newaxis]
    return g(A).T
""",
        """
def forward(X, W, b, g):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    return g(X1 @ np.vstack([W.T, b]))
""",
    ],
    "input_gradients": [
        """
def input_gradients(Deltas, W):
    return np.einsum("no,oi->ni", Deltas, W)
""",
        """
def input_gradients(Deltas, W):
    return np.array([W.T @ delta for delta in Deltas])
""",
        """
def input_gradients(Deltas, W):
    return (W.T @ Deltas.T).T
""",
    ],
    "weight_gradients": [
        """
def weight_gradients(Deltas, X):
    dEdW = sum(np.outer(delta, x) for delta, x in zip(Deltas, X))
    return dEdW, sum(Deltas)
""",
        """
def weight_gradients(Deltas, X):
    return np.einsum("no,ni->oi", Deltas, X), np.ones(len(X)) @ Deltas
""",
        """
def weight_gradients(Deltas, X):
    dEdW = (Deltas[:, :, np.newaxis] * X[:, np.newaxis, :]).sum(axis=0)
    return [dEdW, np.einsum("no->o", Deltas)]
""",
    ],
    "backprop": [
        """
def backprop(dEdY, W, b, gd, Y, X):
    Deltas = gd(Y) * dEdY  # element-wise multiplication
    dEdX = Deltas.dot(W)
    dEdW = Deltas.T.dot(X)
    dEdb = Deltas.sum(axis=0)
    return dEdX, dEdW, dEdb
""",
        """
def backprop(dEdY, W, b, gd, Y, X):
    dEdX = np.zeros_like(X)
    dEdW = np.zeros_like(W)
    dEdb = np.zeros_like(b)
    for n in range(len(X)):
        delta = gd(Y[n]) * dEdY[n]
        dEdX[n] = W.T @ delta
        dEdW += np.outer(delta, X[n])
        dEdb += delta
    return dEdX, dEdW, dEdb
""",
        """
def backprop(dEdY, W, b, gd, Y, X):
    Deltas = np.multiply(dEdY, gd(Y))
    dEdX = np.einsum("no,oi->ni", Deltas, W)
    dEdW = np.einsum("no,ni->oi", Deltas, X)
    return dEdX, dEdW, np.ones(len(X)) @ Deltas
""",
        """
def backprop(dEdY, W, b, gd, Y, X):
    Deltas = dEdY.copy()
    Deltas *= gd(Y)
    return [(W.T @ Deltas.T).T, (X.T @ Deltas).T, sum(Deltas)]
""",
        """
def backprop(dEdY, W, b, gd, Y, X):
    Deltas = dEdY * gd(Y)
    return (input_gradients(Deltas, W), *weight_gradients(Deltas, X))
""",
    ],
    "question_error": [
        """
def question_error(Y, T):
    return np.mean((Y - T) ** 2) / 2
""",
        """
def question_error(Y, T):
    total = 0.0
    for y, t in zip(Y, T):
        total += sum((y - t) ** 2) / 2
    return total / Y.size
""",
        """
def question_error(Y, T):
    d = (Y - T).ravel()
    return 0.5 * (d @ d) / len(d)
""",
    ],
    "mean_slopes": [
        """
def mean_slopes(Y, T):
    num_instances, num_outputs = Y.shape
    return 2 * (Y - T) / num_instances / num_outputs
""",
        """
def mean_slopes(Y, T):
    return 2 * (Y - T) / (len(Y) * len(Y[0]))
""",
    ],
}
WRONG = {
    "forward": [
        wrong("X @ W.T + b", "X @ W + b", words="is missing"),
        wrong("X @ W.T + b", "X @ W.T", words="without `b`"),
        wrong("X @ W.T + b", "X @ W.T - b",
              words="`-` stands where `+` belongs"),
        wrong("return g(A)", "return A", words="without g(...)"),
        wrong("X @ W.T + b", "g(X) @ W.T + b", "return g(A)", "return A",
              words="`g` does not belong"),
        wrong("X @ W.T + b", "X @ W.T", "return g(A)", "return g(A) + b",
              words="without `b`"),
        wrong("return g(A)", "return g(A).T", words="transposed"),
        wrong("X @ W.T + b", "X[0] @ W.T + b", words="shape"),
        wrong("X @ W.T + b", "X @ W.T + b.sum()", words="line 3"),
    ],
    "input_gradients": [
        wrong("Deltas @ W", "Deltas @ W.T",
              words="the transpose in `W.T` is too much"),
        wrong("Deltas @ W", "W.T @ Deltas.T", words="dEdX is transposed"),
        wrong("Deltas @ W", "(Deltas @ W).sum(axis=0)", words="shape"),
        wrong("Deltas @ W", "Deltas @ W / len(Deltas)",
              words=("num_instances", "small")),
        wrong("Deltas @ W", "-Deltas @ W", words="sign"),
    ],
    "weight_gradients": [
        wrong("Deltas.T @ X", "Deltas @ X", words="is missing"),
        wrong("Deltas.T @ X", "Deltas @ X.T",
              words="the transposes are wrong"),
        wrong("Deltas.T @ X", "X.T @ Deltas", words="transposed"),
        wrong("Deltas.T @ X", "Deltas.T @ X / len(X)",
              words=("num_instances", "small")),
        wrong("Deltas.sum(axis=0)", "Deltas.sum(axis=1)",
              words="`axis=1` stands where `axis=0` belongs"),
        wrong("Deltas.sum(axis=0)", "Deltas.sum()", words="number"),
        wrong("Deltas.sum(axis=0)", "Deltas", words="summed"),
        wrong("Deltas.sum(axis=0)", "Deltas.mean(axis=0)",
              words=("num_instances", "small")),
        wrong("return dEdW, dEdb", "return dEdb, dEdW", words="swapped"),
    ],
    "backprop": [
        wrong("input_gradients(Deltas, W)", "input_gradients(dEdY, W)",
              words="gd"),
        wrong("weight_gradients(Deltas, X)", "weight_gradients(dEdY, X)",
              words="gd"),
        wrong("weight_gradients(Deltas, X)", "weight_gradients(Deltas, Y)",
              words="Y"),
        wrong("gd(Y) * dEdY", "gd(X) * dEdY", words="X"),
        wrong("gd(Y) * dEdY", "gd(Y) + dEdY", words="`*` belongs"),
        wrong("gd(Y) * dEdY", "gd(Y * dEdY)", words="line 3"),
        wrong("gd(Y) * dEdY", "-gd(Y) * dEdY", words="sign"),
        wrong("gd(Y) * dEdY", "gd(Y) * dEdY / len(Y)",
              words=("num_instances", "small")),
        wrong("gd(Y) * dEdY", "gd(Y) * dEdY * Y.shape[1]",
              words=("num_outputs", "large")),
        wrong("return dEdX, dEdW, dEdb", "return dEdW, dEdb, dEdX",
              words="changed places: return"),
        wrong(code="""
def backprop(dEdY, W, b, gd, Y, X):
    Deltas = gd(Y) * dEdY
    return Deltas @ W, Deltas.T @ X, Deltas.sum(axis=1)
""", words="dEdb"),
        wrong(code="""
def backprop(dEdY, W, b, gd, Y, X):
    dEdY *= gd(Y)
    return dEdY @ W, dEdY.T @ X, dEdY.sum(axis=0)
""", words=("in place", "dEdY")),
    ],
    "question_error": [
        wrong(
            "/ (2 * num_instances * num_outputs)",
            "/ 2 * num_instances * num_outputs",
            words="parentheses are missing"),
        wrong("(2 * num_instances * num_outputs)",
              "(num_instances * num_outputs)", words="2 times too large"),
        wrong("np.sum((Y - T) ** 2) / (2",
              "np.sqrt(np.sum((Y - T) ** 2)) / (2",
              words="`np.sqrt` does not belong"),
        wrong("(2 * num_instances * num_outputs)", "(2 * num_instances)",
              words=("num_outputs", "large")),
        wrong("(2 * num_instances * num_outputs)", "(2 * num_outputs)",
              words=("num_instances", "large")),
        wrong("(2 * num_instances * num_outputs)", "2",
              words=("num_instances * num_outputs", "large")),
        wrong("/ (2 * num_instances * num_outputs)", "",
              words="2 * num_instances * num_outputs times too large"),
        wrong("/ (2 * num_instances * num_outputs)",
              "/ 2 / num_instances * num_outputs",
              words="the wrong side of a division"),
        wrong("/ (2 * num_instances * num_outputs)",
              "/ num_instances * num_outputs",
              words=("2 * num_outputs²", "side of a division")),
        wrong("np.sum((Y - T) ** 2) / (2", "(Y - T) / (1", words="one number"),
        wrong("np.sum((Y - T) ** 2)", "np.sum((Y - T) ** 2, axis=0)",
              words="one number"),
        wrong("np.sum((Y - T) ** 2)", "np.sum((Y - T) ** 2, axis=1)",
              words="one number"),
        wrong("np.sum((Y - T) ** 2)", "-np.sum((Y - T) ** 2)", words="sign"),
    ],
    "mean_slopes": [
        wrong("Y.size", "Y.shape[1]", words=("num", "large")),
        wrong("2 * (Y - T)", "(Y - T)", words=("2", "small")),
        wrong("2 * (Y - T) / Y.size", "np.mean(2 * (Y - T))",
              words="number"),
    ],
}


def numeric_inputs(Deltas, W):
    return finite_differences(
        lambda X: np.sum(Deltas * (X @ W.T)),
        np.zeros((len(Deltas), W.shape[1])))


def numeric_weights(Deltas, X):
    return finite_differences(
        lambda W, b: np.sum(Deltas * (X @ W.T + b)),
        np.zeros((Deltas.shape[1], X.shape[1])),
        np.zeros(Deltas.shape[1]))


def numeric_backprop(dEdY, W, b, gd, Y, X):
    g = next(f.g for f in (logistic, tanh, relu) if f.gd is gd)
    return finite_differences(
        lambda X, W, b: np.sum(dEdY * g(X @ W.T + b)), X, W, b)


def numeric_mean(Y, T):
    return finite_differences(lambda Y: np.mean((Y - T) ** 2), Y)


NUMERIC = {
    "input_gradients": numeric_inputs,
    "weight_gradients": numeric_weights,
    "backprop": numeric_backprop,
    "mean_slopes": numeric_mean,
}
