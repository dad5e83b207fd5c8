"""Answers to the exercises of notebook 08: right ones and wrong ones."""

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
    "sum_of_outer_products": [
        """
def sum_of_outer_products(Deltas, X):
    return Deltas.T @ X
""",
        """
def sum_of_outer_products(Deltas, X):
    return sum(np.outer(delta, x) for delta, x in zip(Deltas, X))
""",
        """
def sum_of_outer_products(Deltas, X):
    return (Deltas[:, :, np.newaxis] * X[:, np.newaxis, :]).sum(axis=0)
""",
    ],
    "einsum_letters": [
        """
def einsum_letters():
    return "ab,cb->ac", "ac,cb->ab", "ac,ab->cb"
""",
        """
def einsum_letters():
    return "...i,oi->...o", "...o,oi->...i", "no,ni->oi"
""",
        """
def einsum_letters():
    return ["n i, o i -> n o", "n o, o i -> n i", "n o, n i -> o i"]
""",
        """
def einsum_letters():
    A, dEdX = "ni,ji->nj", "nj,ji->ni"
    return A, dEdX, "Ni,Nj->ij"
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
    ],
    "output_gradient": [
        """
def output_gradient(Y, t):
    return (Y - t.reshape(-1, 1)) / Y.size
""",
        """
def output_gradient(Y, t):
    return np.array([[(y - u) / len(t)] for y, u in zip(Y[:, 0], t)])
""",
        """
def output_gradient(Y, t):
    return ((Y[:, 0] - t) / len(t))[:, None]
""",
    ],
}
WRONG = {
    "forward": [
        wrong("X @ W.T + b", "X @ W + b", words="is missing"),
        wrong("X @ W.T + b", "X @ W.T", words="without `b`"),
        wrong("X @ W.T + b", "X @ W.T - b",
              words="`-` stands where `+` belongs"),
        wrong("X @ W.T + b", "X @ W.T + b.sum()",
              words="`b.sum` does not belong"),
        wrong("return g(A)", "return A", words="without g(...)"),
        wrong("X @ W.T + b", "g(X) @ W.T + b", "return g(A)", "return A",
              words="`g` does not belong"),
        wrong("X @ W.T + b", "X @ W.T", "return g(A)", "return g(A) + b",
              words="without `b`"),
        wrong("return g(A)", "return g(A).T", words="transposed"),
        wrong("X @ W.T + b", "X[0] @ W.T + b", words="shape"),
    ],
    "sum_of_outer_products": [
        wrong("X[n])", "X[n]) / num_instances",
              words=("num_instances times too small", "`/ num_instances`")),
        wrong("np.outer(Deltas[n], X[n])", "np.outer(Deltas[0], X[0])",
              words="does not use n"),
        wrong("dEdW += np", "dEdW = np", words="overwrites the one before"),
        wrong("range(num_instances)", "range(1, num_instances)",
              words="begins at"),
        wrong("return dEdW", "    return dEdW",
              words="ends in its first round"),
        wrong("np.outer(Deltas[n], X[n])", "np.outer(X[n], Deltas[n])",
              words="have changed places"),
        wrong("dEdW += np", "dEdW -= np", words="sign"),
    ],
    "einsum_letters": [
        wrong('"ni,oi->no"', '"oi,ni->no"', words="is transposed"),
        wrong('"ni,oi->no"', '"ni,oi->on"', words="transposed"),
        wrong('"no,oi->ni"', '"no,oi->in"', words="transposed"),
        wrong('"no,ni->oi"', '"no,ni->io"', words="transposed"),
        wrong('"no,ni->oi"', '"no,ni->noi"', words="not summed"),
        wrong('"ni,oi->no"', '"ni", "oi", "no"',
              words=("A is a tuple", "one string")),
        wrong('"ni,oi->no"', '["ni,oi", "no"]',
              words=("A is a list", "one string")),
        wrong('"ni,oi->no"', '"ni,oi"', '"no,oi->ni"', '"no,oi"',
              '"no,ni->oi"', '"no,ni"', words="for A has no arrow"),
        wrong('"no,oi->ni"', '"no,oi"', words="for dEdX has no arrow"),
        wrong('"ni,oi->no"', '"no"', '"no,oi->ni"', '"ni"', '"no,ni->oi"',
              '"oi"',
              words=("no comma and no arrow", "one string")),
        wrong('"ni,oi->no"', '"nioi->no"', words="for A has no comma"),
        *[wrong(f'"{right}"', f'"{letters}"', words=f"is {shapes}, in this")
          for right, letters, shapes in [
              ("no,ni->oi", "on,ni->oi", "[num_instances, num_inputs]"),
              ("no,oi->ni", "oi,no->ni", "[num_outputs, num_inputs]"),
              ("ni,oi->no", "ni,io->no", "[num_outputs, num_inputs]"),
              ("no,oi->ni", "no,io->ni", "[num_outputs, num_inputs]"),
              ("ni,oi->no", "ni,oj->no", "[num_outputs, num_inputs]"),
              ("ni,oi->no", "nn,on->no", "[num_outputs, num_inputs]"),
              ("ni,oi->no", "nio,oi->no", "[num_outputs, num_inputs]")]],
    ],
    "backprop": [
        wrong("Deltas.T @ X", "np.outer(Deltas[0], X[0])",
              words="it takes X[0], and no other entry of X"),
        wrong("Deltas @ W", "dEdY @ W",
              words="The factor gd is missing"),
        wrong("Deltas @ W", "Deltas @ W.T",
              words="the transpose in `W.T` is too much"),
        wrong("Deltas.T @ X", "Deltas @ X", words="is missing"),
        wrong("Deltas.T @ X", "Deltas @ X.T",
              words="[num_outputs, num_instances] @ [num_instances"),
        wrong("Deltas.T @ X", "dEdY.T @ X",
              words="The factor gd is missing"),
        wrong("Deltas.sum(axis=0)", "dEdY.sum(axis=0)",
              words="The factor gd is missing"),
        wrong("Deltas.sum(axis=0)", "Deltas.sum(axis=1)",
              words="`axis=1` stands where `axis=0` belongs"),
        wrong("gd(Y) * dEdY", "-gd(Y) * dEdY", words="sign"),
        wrong("gd(Y) * dEdY", "gd(Y) * dEdY / len(Y)",
              words=("num_instances", "small")),
        wrong("gd(Y) * dEdY", "gd(Y) * dEdY * Y.shape[1]",
              words=("num_outputs", "large")),
        wrong("Deltas @ W", "W.T @ Deltas.T", words="dEdX is transposed"),
        wrong("Deltas @ W", "(Deltas @ W).sum(axis=0)", words="shape"),
        wrong("Deltas.T @ X", "X.T @ Deltas", words="transposed"),
        wrong("Deltas.T @ X", "Deltas.T @ X / len(X)",
              words=("num_instances", "small")),
        wrong("Deltas.sum(axis=0)", "Deltas.sum()", words="number"),
        wrong("Deltas.sum(axis=0)", "Deltas", words="summed"),
        wrong("Deltas.sum(axis=0)", "Deltas.mean(axis=0)",
              words=("num_instances", "small")),
        wrong("return dEdX, dEdW, dEdb", "return dEdW, dEdb, dEdX",
              words="order"),
        wrong(code="""
def backprop(dEdY, W, b, gd, Y, X):
    dEdY *= gd(Y)
    return dEdY @ W, dEdY.T @ X, dEdY.sum(axis=0)
""", words=("in place", "dEdY")),
    ],
    "output_gradient": [
        wrong("t[:, np.newaxis]", "t[np.newaxis, :]",
              words="a square of every y against every t"),
        wrong("(Y - T) / len(Y)", "(T - Y) / len(Y)", words="sign"),
        wrong("(Y - T) / len(Y)", "Y - T", words=("num_instances", "large")),
        wrong("(Y - T) / len(Y)", "2 * (Y - T) / len(Y)",
              words=("2", "large")),
        wrong("(Y - T) / len(Y)", "np.mean((Y - T)**2) / 2", words="number"),
        wrong("(Y - T) / len(Y)", "np.mean(Y - T)", words="number"),
        wrong("(Y - T) / len(Y)", "((Y - T) / len(Y))[:, 0]", words="shape"),
    ],
}
