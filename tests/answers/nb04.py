"""Answers to the exercises of notebook 04: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "xor_layers": [
        """
def xor_layers():
    OR, NAND, AND = [[20, 20], -10], [[-20, -20], 30], [[20, 20]]
    W1, b1 = np.array([OR[0], NAND[0]]), np.array([OR[1], NAND[1]])
    return [(W1, b1, logistic), (np.array(AND), np.array([-30]), logistic)]
""",
        """
def xor_layers():
    return (([[9, 9], [9, 9]], [-4.5, -13.5], logistic),
            ([[9, -9]], [-4.5], logistic))
""",
        """
def xor_layers():
    W1 = 20 * np.array([[1, 1], [1, 1], [0, 0]])
    b1 = 20 * np.array([-0.5, -1.5, 1])
    return [(W1, b1, logistic), ([[20, -20, 0]], [-10], logistic)]
""",
        """
def xor_layers():
    W1, b1 = np.array([[8, -8], [-8, 8]]), np.array([-4, -4])
    return [(W1, b1, tanh), (np.array([[8, 8]]), np.array([8]), logistic)]
""",
    ],
    "outputs_of": [
        """
def outputs_of(x, layers):
    outputs = [x]
    for layer in layers:
        W, b, activation = layer
        x = activation.g(W.dot(x) + b)
        outputs += [x]
    return outputs
""",
        """
def outputs_of(x, layers):
    if not layers:
        return [x]
    W, b, activation = layers[0]
    return [x] + outputs_of(activation.g(x @ W.T + b), layers[1:])
""",
        """
def outputs_of(x, layers):
    outputs = [x]
    for n in range(len(layers)):
        W, b, activation = layers[n]
        a = b.copy()
        for o in range(W.shape[0]):
            for i in range(W.shape[1]):
                a[o] += W[o, i] * outputs[n][i]
        outputs.append(activation.g(a))
    return outputs
""",
    ],
    "output_weights": [
        """
def output_weights():
    return [[1, -2]]
""",
        """
def output_weights():
    v0 = 1
    v1 = 0 - 2 * v0
    return np.array([[v0, v1]], dtype=float)
""",
    ],
    "fold": [
        """
def fold(W, b):
    return np.column_stack([W, b]).T
""",
        """
def fold(W, b):
    num_outputs, num_inputs = W.shape
    M = np.empty((num_inputs + 1, num_outputs))
    M[:-1] = W.T
    M[-1] = b
    return M
""",
        """
def fold(W, b):
    units = [np.append(row, bias) for row, bias in zip(W, b)]
    return np.array(units).T
""",
        """
def fold(W, b):
    return np.concatenate((W.T, b[np.newaxis, :]), axis=0)
""",
    ],
    "unfold": [
        """
def unfold(M):
    num_inputs = len(M) - 1
    return M.T[:, :num_inputs].copy(), M[num_inputs].copy()
""",
        """
def unfold(M):
    *rows, b = M
    return np.array(rows).T, np.array(b)
""",
        """
def unfold(M):
    W = np.array([[M[i, o] for i in range(len(M) - 1)]
                  for o in range(M.shape[1])])
    return W, M[-1, :]
""",
    ],
    "by_pencil": [
        """
def by_pencil():
    return [Fraction("11/15"), 0, Fraction("11/15")]
""",
        """
def by_pencil():
    x = Fraction(1, 3), Fraction(2, 5)
    count = max(sum(x), 0)
    both = max(sum(x) - 1, 0)
    return count, both, max(count - 2 * both, 0)
""",
    ],
}
PENCIL = "Fraction(11, 15), Fraction(0), Fraction(11, 15)"
WRONG = {
    "xor_layers": [
        wrong("[[10, -10],\n                   [-10, 10]]",
              "[[1, -1], [-1, 1]]", "[-5, -5]", "[-0.5, -0.5]",
              "[[10, 10]]", "[[1, 1]]", "[-5])", "[-0.5])",
              words="the units hesitate"),
        wrong("[[10, -10],", "[[10, 10],",
              words="1 at (1, 1)"),
        wrong("[-5, -5]", "[5, 5]", words="1 at (0, 0)"),
        wrong("[-5, -5]", "[-5]", words=("b1", "shape", "[2]", "[1]")),
        wrong("[[10, 10]]", "[10, 10]",
              words=("W2", "shape", "[1, 2]", "its shape is [2]")),
        wrong("[[10, 10]]", "[[10], [10]]",
              words=("W2", "[1, 2]: a row for each unit", "[2, 1]")),
        wrong("[[10, -10],\n                   [-10, 10]]",
              "[[10, -10, -5], [-10, 10, -5]]",
              words=("W1", "[number of hidden units, 2]")),
        wrong("[[10, 10]]", "[[10, float('inf')]]",
              words="W2 should be made of finite numbers"),
        wrong("return [(W1, b1, logistic), (W2, b2, logistic)]",
              "return W1, b1, W2, b2", words="list of two layers"),
        wrong("return [(W1, b1, logistic), (W2, b2, logistic)]",
              "pass", words="None"),
    ],
    "outputs_of": [
        wrong("W @ outputs[-1]", "outputs[-1] @ W",
              words="have changed places"),
        wrong("W @ outputs[-1] + b", "W @ outputs[-1]", words="without `b`"),
        wrong("W @ outputs[-1]", "W @ outputs[0]", words="Every layer reads"),
        wrong("append(activation.g(a))", "append(a)",
              words="without activation.g(...)"),
        wrong("activation.g(a)", "logistic.g(a)",
              words="`logistic` stands where `activation` belongs"),
        wrong("outputs[-1] + b", "outputs + b",
              words="`outputs` is the whole list, and one of its entries"),
        wrong("outputs = [x]", "outputs = []", "outputs[-1]",
              "(outputs or [x])[-1]", words="outputs"),
        wrong("return outputs", "return outputs[-1]", words="outputs"),
        wrong("return outputs", "return outputs[::-1]",
              words="reverse order"),
        wrong("return outputs", "    return outputs", words="first round"),
        wrong("return outputs", "pass", words="None"),
    ],
    "output_weights": [
        wrong("[[1, -2]]", "[[1, -1]]", words="1 at (1, 1)"),
        wrong("[[1, -2]]", "[[1, 1]]", words="3 at (1, 1)"),
        wrong("[[1, -2]]", "[[-2, 1]]", words="-2 at (0, 1)"),
        wrong("[[1, -2]]", "[1, -2]",
              words=("shape [1, 2]", "its shape is [2]")),
        wrong("[[1, -2]]", "[[1], [-2]]", words="its shape is [2, 1]"),
        wrong("return W2", "pass", words="None"),
    ],
    "fold": [
        wrong(
            "[columns, b]",
            "columns, b",
            words="vstack() takes 1 positional argument but 2 were given"),
        wrong("= W.T", "= W", words="exact"),
        wrong("np.vstack([columns, b])", "np.column_stack([columns, b])",
              words="exact"),
        wrong("np.vstack([columns, b])", "np.hstack([columns, b])",
              words="`np.hstack` stands where `np.vstack` belongs"),
        wrong("np.vstack([columns, b])", "np.append(columns, b, axis=0)",
              words="same number of dimensions"),
        wrong("np.vstack([columns, b])", "np.append(columns, b)",
              words="has the wrong shape"),
        wrong("np.vstack([columns, b])", "columns + b",
              words="has the wrong shape"),
        wrong("np.vstack([columns, b])", "columns.copy()",
              words="never reads its argument b"),
        wrong("= W.T", "= W", "np.vstack([columns, b])",
              "np.column_stack([columns, b])", words="transposed"),
    ],
    "unfold": [
        wrong("M[:-1].T", "M[:-1]", words="is transposed"),
        wrong("M[:-1].T", "M.T", words="without [:-1]"),
        wrong("M[:-1].T", "M[:, :-1].T", words="have changed places"),
        wrong("= M[-1]", "= M[:, -1]", words="have changed places"),
        wrong("= M[-1]", "= M[-1:]", words="has the wrong shape"),
        wrong("return W, b", "return b, W", words="swapped"),
        wrong("return W, b", "return W", words="b"),
    ],
    "by_pencil": [
        wrong(PENCIL,
              "Fraction(11, 15), Fraction(11, 15), Fraction(-11, 15)",
              words="y1[1] is too large. (y1[0] is right.)"),
        wrong(PENCIL, "Fraction(11, 15), 0, Fraction(19, 15)",
              words="y2[0]: The sum of unit 1 is below 0"),
        wrong(PENCIL, "Fraction(11, 15), 0, 0",
              words="y2[0] is 0 everywhere"),
        wrong(PENCIL, "Fraction(17, 12), Fraction(5, 12), Fraction(7, 12)",
              words="y1[0] is too large"),
        wrong(PENCIL, "Fraction(3, 8), 0, Fraction(3, 8)",
              words="1/3 + 2/5 is not 3/8"),
        wrong(PENCIL, "11 / 15, 0, 11 / 15",
              words=("y1[0] is the decimal number 0.733333", "Fraction")),
        wrong(PENCIL, "Fraction(11, 15), 0, 0.73",
              words="y2[0] is the decimal number 0.73"),
        wrong(PENCIL, "[Fraction(11, 15)], [0], [Fraction(11, 15)]",
              words=("is a list", "without brackets")),
        wrong(PENCIL, "Fraction(11, 15), Fraction(0)", words="y2[0]"),
    ],
}
