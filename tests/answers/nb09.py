"""Answers to the exercises of notebook 09: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "input_by_input": [
        """
def input_by_input(X, W):
    A = np.zeros((len(X), len(W)))
    for i in range(X.shape[1]):
        A += X[:, i:i + 1] * W[:, i]
    return A
""",
        """
def input_by_input(X, W):
    return sum(np.multiply.outer(x, w) for x, w in zip(X.T, W.T))
""",
        """
def input_by_input(X, W):
    A = np.zeros((len(X), len(W)))
    for i in range(X.shape[1]):
        A = A + np.einsum("n,o->no", X[:, i], W[:, i])
    return A
""",
    ],
    "work": [
        """
def work(num_instances, num_inputs, num_outputs):
    X = np.empty((num_instances, num_inputs))
    W = np.empty((num_outputs, num_inputs))
    A = X @ W.T
    return A.size * num_inputs, X.nbytes + W.nbytes + A.nbytes
""",
        """
def work(num_instances, num_inputs, num_outputs):
    N, i, o = num_instances, num_inputs, num_outputs
    return float(N * i * o), 8.0 * (N * (i + o) + o * i)
""",
    ],
    "forward_many": [
        """
def forward_many(X, W, b, g):
    return np.array([g(X @ W[k].T + b[k]) for k in range(len(W))])
""",
        """
def forward_many(X, W, b, g):
    A = np.einsum("ni,koi->kno", X, W)
    return g(A + b[:, None, :])
""",
        """
def forward_many(X, W, b, g):
    W_T = np.transpose(W, (0, 2, 1))
    b = b.reshape(len(b), 1, -1)
    return g(np.matmul(X, W_T) + b)
""",
        """
def forward_many(X, W, b, g):
    return g(X @ W.swapaxes(1, 2) + np.expand_dims(b, 1))
""",
    ],
}
WRONG = {
    "input_by_input": [
        wrong("A += np", "A = np", words="overwrites the one before"),
        wrong("W[:, i])", "W[i])", words="where 6 is num_instances"),
        wrong("X[:, i]", "X[i]", words="where 6 is num_instances"),
        wrong("np.outer(X[:, i], W[:, i])", "np.outer(W[:, i], X[:, i])",
              words="shape"),
        wrong("np.outer(X[:, i], W[:, i])", "X[:, i] * W[:, i]",
              words="shape"),
        wrong("np.outer(X[:, i], W[:, i])", "X @ W.T",
              words="num_inputs times too large"),
        wrong("A += np", "A -= np", words="sign"),
        wrong("np.outer(X[:, i], W[:, i])", "X[:, i] @ W[:, i]",
              words="where 4 is num_outputs"),
    ],
    "work": [
        wrong("= num_instances * num_inputs * num_outputs",
              "= num_inputs * num_outputs",
              words="num_instances times too small"),
        wrong("= num_instances * num_inputs * num_outputs",
              "= 2 * num_instances * num_inputs * num_outputs",
              words="`2 *` does not belong"),
        wrong("= num_instances * num_inputs * num_outputs",
              "= num_instances * num_outputs",
              words="num_inputs times too small"),
        wrong("= num_outputs * num_inputs\n",
              "= num_instances * num_outputs * num_inputs\n",
              words="`num_instances *` does not belong"),
        wrong("= num_outputs * num_inputs\n",
              "= num_outputs * num_instances\n",
              words="`num_instances` stands where `num_inputs` belongs"),
        wrong("= num_outputs * num_inputs\n", "= num_inputs * num_instances\n",
              words="`num_instances` stands where `num_outputs` belongs"),
        wrong("= num_outputs * num_inputs\n", "= num_outputs\n",
              words="without the factor `num_inputs`"),
        wrong("= num_outputs * num_inputs\n", "= num_inputs\n",
              words="without the factor `num_outputs`"),
        wrong("= num_instances * num_outputs\n",
              "= num_inputs * num_instances\n",
              words="`num_inputs` stands where `num_outputs` belongs"),
        wrong("= num_instances * num_outputs\n", "= num_outputs\n",
              words="without the factor `num_instances`"),
        wrong("= num_instances * num_outputs\n", "= num_instances\n",
              words="without the factor `num_outputs`"),
        wrong("= num_instances * num_outputs\n",
              "= num_inputs * num_outputs\n",
              words="`num_inputs` stands where `num_instances` belongs"),
        wrong("= num_instances * num_outputs\n",
              "= num_instances * num_inputs * num_outputs\n",
              words="`* num_inputs` does not belong"),
        wrong("8 * numbers", "numbers / 8",
              words="`/` stands where `*` belongs"),
        wrong("8 * numbers", "numbers",
              words="without the factor `8`"),
        wrong("return multiply_adds, 8 * numbers",
              "return 8 * numbers, multiply_adds", words="swapped"),
    ],
    "forward_many": [
        wrong("W.mT", "W.transpose(1, 0, 2)", words="num_nets and 4 is"),
        wrong("W.mT", "W", words="num_outputs and 4 is"),
        wrong("X @ W_T + b", "X @ W_T.mT + b", words="too much"),
        wrong("W.mT", "W", "X @ W_T + b", "W_T @ X + b",
              words="Y should be [num_nets, num_instances, num_outputs]"),
        wrong("W.mT", "W", "X @ W_T + b", "W_T @ X.T + b",
              words="Y should be [num_nets, num_instances, num_outputs]"),
        wrong("W.mT", "W[0].T", words="no other entry of W"),
        wrong("b[:, np.newaxis]", "b[0]", words="no other entry of b"),
        wrong("X @ W_T + b", "X @ W_T.T + b",
              words="the transpose in `W_T.T` is too much"),
        wrong("X @ W_T + b", "W_T @ X + b", words="have changed places"),
        wrong("X @ W_T + b", "X.T @ W_T + b",
              words="the transpose in `X.T` is too much"),
        wrong("X @ W_T + b", "X @ W_T", words="without `b`"),
        wrong("return g(X @ W_T + b)", "return X @ W_T + b",
              words="without g(...)"),
        wrong("W.mT", "W[0].T", "b[:, np.newaxis]", "b[0]",
              words="has the wrong shape"),
        wrong("return g(X @ W_T + b)", "return g(X @ W_T + b).swapaxes(0, 1)",
              words="`0` stands where `1` belongs"),
    ],
}
