"""Answers to the exercises of notebook 03: right ones and wrong ones."""

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
    "num_parameters": [
        """
def num_parameters(sizes):
    return sum((n + 1) * m for n, m in zip(sizes, sizes[1:]))
""",
        """
def num_parameters(sizes):
    arrays = []
    for level in range(1, len(sizes)):
        arrays.append(np.zeros((sizes[level], sizes[level - 1])))
        arrays.append(np.zeros(sizes[level]))
    return sum(array.size for array in arrays)
""",
        """
def num_parameters(sizes):
    weights = int(np.dot(sizes[1:], sizes[:-1]))
    return weights + sum(sizes) - sizes[0]
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
    "fold": [
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
    "num_parameters": [
        wrong("num_inputs + num_outputs", "num_inputs",
              words="without `num_outputs`"),
        wrong("num_inputs + num_outputs", "num_inputs + num_inputs",
              words="have changed places"),
        wrong("num_inputs + num_outputs",
              "num_inputs + num_outputs + num_inputs",
              words="`+ num_inputs` does not belong"),
        wrong("num_outputs * num_inputs", "num_outputs + num_inputs",
              words="`+` stands where `*` belongs"),
        wrong("num_outputs * num_inputs + num_outputs",
              "num_inputs + num_outputs",
              words="without the factor `num_outputs`"),
        wrong("total +=", "total =", words="overwrites the one before"),
    ],
}
