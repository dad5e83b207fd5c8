"""Answers to the exercises of notebook 09: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "forward_in_batches": [
        """
def forward_in_batches(X, W, b, g, batch_size):
    Y = np.zeros((len(X), len(W)))
    for start in range(0, len(X), batch_size):
        stop = min(start + batch_size, len(X))
        Y[start:stop] = g(np.dot(X[start:stop], W.T) + b)
    return Y
""",
        """
def forward_in_batches(X, W, b, g, batch_size):
    ends = range(batch_size, len(X), batch_size)
    return np.concatenate([g(np.einsum("ni,oi->no", rows, W) + b)
                           for rows in np.split(X, ends)])
""",
    ],
    "work": [
        """
def work(num_instances, num_inputs, num_outputs, bytes_each):
    X = np.empty((num_instances, num_inputs))
    W = np.empty((num_outputs, num_inputs))
    A = X @ W.T
    return A.size * num_inputs, (X.size + W.size + A.size) * bytes_each
""",
        """
def work(num_instances, num_inputs, num_outputs, bytes_each):
    N, i, o = num_instances, num_inputs, num_outputs
    return N * i * o, bytes_each * (N * (i + o) + o * i)
""",
        """
def work(num_instances, num_inputs, num_outputs, bytes_each):
    steps = sum(num_inputs for _ in range(num_instances * num_outputs))
    numbers = num_outputs * num_inputs
    for _ in range(num_instances):
        numbers += num_inputs + num_outputs
    return float(steps), float(numbers * bytes_each)
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
    "num_updates": [
        """
def num_updates(num_instances, batch_size, epochs):
    return epochs * -(-num_instances // batch_size)
""",
        """
def num_updates(num_instances, batch_size, epochs):
    count = 0
    for _ in range(epochs):
        for start in range(0, num_instances, batch_size):
            count += 1
    return count
""",
        """
def num_updates(num_instances, batch_size, epochs):
    full, rest = divmod(num_instances, batch_size)
    return epochs * (full + (rest > 0))
""",
        """
def num_updates(num_instances, batch_size, epochs):
    return len(range(0, num_instances, batch_size)) * epochs
""",
    ],
}
WRONG = {
    "forward_in_batches": [
        wrong("X[start:start + batch_size]", "X[start:batch_size]",
              words="without `start`"),
        wrong("X[start:start + batch_size]", "X[:batch_size]",
              words="has the wrong shape"),
        wrong("X[start:start + batch_size]", "X[:, start:start + batch_size]",
              words="have changed places"),
        wrong("X[start:start + batch_size]", "X[start:start + 1]",
              words="has the wrong shape"),
        wrong("X[start:start + batch_size]", "X[start]", "np.vstack(pieces)",
              "np.array(pieces)", words="has the wrong shape"),
        wrong("X[start:start + batch_size]", "X[start]",
              words="has the wrong shape"),
        wrong("X[start:start + batch_size]", "X", words="belongs behind"),
        wrong("g(rows @ W.T + b)", "g(X @ W.T + b)", words="belongs behind"),
        wrong("start + batch_size]", "start + batch_size + 1]",
              words="`+ 1` does not belong"),
        wrong("start + batch_size]", "start + batch_size - 1]",
              words="`- 1` does not belong"),
        wrong("len(X), batch_size", "len(X) - batch_size + 1, batch_size",
              words="`- batch_size` does not belong"),
        wrong("g(rows @ W.T + b)", "rows @ W.T + b", words="without g(...)"),
        wrong("g(rows @ W.T + b)", "g(rows @ W.T)",
              words="without `b`"),
        wrong("g(rows @ W.T + b)", "g(rows @ W + b)", words="num_inputs"),
        wrong("np.vstack(pieces)", "pieces[-1]", words="shape"),
        wrong(code="""
def forward_in_batches(X, W, b, g, batch_size):
    return g(X @ W.T + b)
""", words="batch_size"),
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
        wrong("bytes_each * numbers", "numbers / bytes_each",
              words="`/` stands where `*` belongs"),
        wrong("bytes_each * numbers", "numbers",
              words="without the factor `bytes_each`"),
        wrong("bytes_each * numbers", "8 * numbers",
              words="never reads its argument bytes_each"),
        wrong("return multiply_adds, bytes_each * numbers",
              "return bytes_each * numbers, multiply_adds", words="swapped"),
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
    "num_updates": [
        wrong("int(np.ceil(num_instances / batch_size))",
              "num_instances // batch_size", words="without np.ceil(...)"),
        wrong("return epochs * per_epoch", "return per_epoch",
              words="never reads its argument epochs"),
        wrong("return epochs * per_epoch", "return epochs * num_instances",
              words="`num_instances` stands where `per_epoch` belongs"),
        wrong("num_instances / batch_size", "batch_size / num_instances",
              words="the two sides of `/` have changed places"),
        wrong("return epochs * per_epoch", "return epochs",
              words="without the factor `per_epoch`"),
        wrong("return epochs * per_epoch", "return per_epoch + epochs",
              words="`+` stands where `*` belongs"),
        wrong("return epochs * per_epoch", "return per_epoch / epochs",
              words="`/` stands where `*` belongs"),
        wrong("num_instances / batch_size", "batch_size",
              words="without `num_instances`"),
    ],
}
