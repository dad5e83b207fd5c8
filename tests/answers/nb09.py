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
        wrong("g(rows @ W.T + b)", "g(rows @ W + b)", words="num_inputs"),
        wrong("np.vstack(pieces)", "pieces[-1]", words="shape"),
        wrong(code="""
def forward_in_batches(X, W, b, g, batch_size):
    return g(X @ W.T + b)
""", words="batch_size"),
    ],
    "work": [
        wrong("return multiply_adds, bytes_each * numbers",
              "return bytes_each * numbers, multiply_adds", words="swapped"),
    ],
}
