"""Answers to the exercises of notebook 03: right ones and wrong ones."""

import numpy as np

from . import wrong

RIGHT = {
    "layer_output": [
        """
def layer_output(W, b, x, g):
    return g(x @ W.T + b)
""",
        """
def layer_output(W, b, x, g):
    num_outputs, num_inputs = W.shape
    a = np.zeros(num_outputs)
    for o in range(num_outputs):
        for i in range(num_inputs):
            a[o] += W[o, i] * x[i]
        a[o] += b[o]
    return g(a)
""",
        """
def layer_output(W, b, x, g):
    return np.array([g(row @ x + bias) for row, bias in zip(W, b)])
""",
        """
def layer_output(W, b, x, g):
    return g(np.einsum("oi,i->o", W, x) + b)
""",
        """
def layer_output(W, b, x, g):
    return g((W * x).sum(axis=1) + b)
""",
    ],
    "layer_of_wires": [
        """
def layer_of_wires():
    W = np.zeros((3, 2))
    W[0, 0], W[2, 0] = 2, -1
    W[:, 1] = [-1, 3, 0.5]
    return W, [0, -2, 0]
""",
        """
def layer_of_wires():
    return np.array([[2, 0, -1], [-1, 3, 0.5]]).T, np.array([0, -2.0, 0])
""",
    ],
    "one_layer": [
        """
def one_layer(W1, b1, W2, b2):
    return np.dot(W2, W1), np.dot(W2, b1) + b2
""",
        """
def one_layer(W1, b1, W2, b2):
    W = np.zeros((len(W2), W1.shape[1]))
    b = np.array(b2, dtype=float)
    for o in range(len(W2)):
        for h in range(len(W1)):
            W[o] += W2[o, h] * W1[h]
            b[o] += W2[o, h] * b1[h]
    return W, b
""",
        """
def one_layer(W1, b1, W2, b2):
    b = b1 @ W2.T + b2
    return np.einsum("oh,hi->oi", W2, W1), b
""",
    ],
}
WRONG = {
    "layer_output": [
        wrong("W @ x", "x @ W", words="have changed places"),
        wrong("W @ x", "W.T @ x", words="have changed places"),
        wrong("W @ x + b", "W @ x", words="without `b`"),
        wrong("W @ x + b", "W @ x - b", words="`-` stands where `+` belongs"),
        wrong("W @ x + b", "W * x + b", words="`*` stands where `@` belongs"),
        wrong("W @ x + b", "(W * x).sum(axis=0)",
              words="never reads its argument b"),
        wrong("= g(a)", "= a", words="without g(...)"),
        wrong("W @ x + b", "W @ x", "= g(a)", "= g(a) + b",
              words="without `b`"),
        wrong("W @ x + b", "g(W @ x + b)", words="`g` does not belong"),
        wrong("W @ x + b", "g(W * x).sum(axis=1) + b", "= g(a)", "= a",
              words="`g` does not belong"),
        wrong("= g(a)", "= logistic.g(a)", words="Use the g that is"),
        wrong("= g(a)", "= np.tanh(a)", words="Use the g that is"),
        wrong("return y", "pass", words="None"),
    ],
    "layer_of_wires": [
        wrong("[[2, -1], [0, 3], [-1, 0.5]]", "[[2, 0, -1], [-1, 3, 0.5]]",
              words="a row for each unit"),
        wrong("[0, 3]", "[3, 0]", words=("W[1, 0]", "W[1, 1]")),
        wrong("[0, -2, 0]", "[-2]", words="b should have the shape [3]"),
        wrong("[0, -2, 0]", "[0, 2, 0]", words="2 at b[1]"),
        wrong("[-1, 0.5]", "[-1]", words="different lengths"),
        wrong("return W, b", "return W", words="return two things"),
    ],
    "one_layer": [
        wrong("W2 @ W1", "W1 @ W2", "W2 @ b1 + b2", "b1 @ W2 + b2",
              words=("more than one mistake", "the two sides of `@`")),
        wrong("W2 @ b1 + b2", "b2", words="without `W2 @ b1`"),
        wrong("W2 @ W1", "W1 @ W2", words="have changed places"),
        wrong("W2 @ W1", "W2 + W1", words="could not be broadcast"),
        wrong("W2 @ W1", "(W2 @ W1).T", words="the transpose in"),
        wrong("W2 @ b1 + b2", "W2 @ b1", words="`b2`"),
        wrong("W2 @ b1 + b2", "W2 @ (b1 + b2)", words="line 4"),
        wrong("W2 @ b1 + b2", "W2 @ b1 - b2",
              words="`-` stands where `+` belongs"),
        wrong("return W, b", "return b, W", words="swapped"),
    ],
}


def numeric_one_layer(W1, b1, W2, b2):
    """Ask the two layers at the origin, and one step along each input."""
    def both(x):
        return W2 @ (W1 @ x + b1) + b2

    b = both(np.zeros(W1.shape[1]))
    return np.stack([both(x) - b for x in np.eye(W1.shape[1])], axis=1), b


NUMERIC = {
    "one_layer": numeric_one_layer,
}
