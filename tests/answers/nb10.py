"""Answers to the exercises of notebook 10: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "layer_forward": [
        """
def layer_forward(self, X):
    self.X, self.Y = X, self.activation.g(X.dot(self.W.T) + self.b)
    return self.Y
""",
        """
def layer_forward(layer, X):
    layer.X = X.copy()
    A = np.einsum("ni,oi->no", X, layer.W) + layer.b
    layer.Y = Y = layer.activation.g(A)
    return Y
""",
        """
def layer_forward(self, X):
    self.X = X
    self.Y = np.array([
        self.activation.g(self.W @ x + self.b) for x in self.X])
    return self.Y.copy()
""",
    ],
    "layer_backprop": [
        """
def layer_backprop(self, dEdY):
    Deltas = dEdY * self.activation.gd(self.Y)
    self.dEdW[...] = np.einsum("no,ni->oi", Deltas, self.X)
    self.dEdb[...] = np.ones(len(Deltas)) @ Deltas
    return Deltas.dot(self.W)
""",
        """
def layer_backprop(self, dEdY):
    self.dEdW, self.dEdb = np.zeros_like(self.W), np.zeros_like(self.b)
    dEdX = np.zeros_like(self.X)
    for n in range(len(dEdY)):
        delta = self.activation.gd(self.Y[n]) * dEdY[n]
        self.dEdW += np.outer(delta, self.X[n])
        self.dEdb += delta
        dEdX[n] = self.W.T @ delta
    return dEdX
""",
        """
def layer_backprop(self, dEdY):
    D = np.multiply(self.activation.gd(self.Y), dEdY).T
    self.dEdW, self.dEdb = D @ self.X, D.sum(axis=1)
    return (self.W.T @ D).T
""",
    ],
    "initial_weights": [
        """
def initial_weights(num_inputs, num_outputs, rng):
    spread = (2 / (num_outputs + num_inputs)) ** 0.5
    return rng.normal(0, spread, size=(num_outputs, num_inputs))
""",
        """
def initial_weights(num_inputs, num_outputs, rng):
    W = rng.normal(size=(num_outputs, num_inputs))
    return W * np.sqrt(2) / np.sqrt(num_inputs + num_outputs)
""",
        """
def initial_weights(num_inputs, num_outputs, rng):
    mean = (num_inputs + num_outputs) / 2
    return np.array([[rng.normal(0, 1 / np.sqrt(mean))
                      for _ in range(num_inputs)]
                     for _ in range(num_outputs)])
""",
    ],
    "mini_batches": [
        """
def mini_batches(X, T, batch_size, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    return [(X[order[n:n + batch_size]], T[order[n:n + batch_size]])
            for n in range(0, len(order), batch_size)]
""",
        """
def mini_batches(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    X, T = X[order], T[order]
    while len(X):
        yield X[:batch_size], T[:batch_size]
        X, T = X[batch_size:], T[batch_size:]
""",
        """
def mini_batches(X, T, batch_size, rng):
    order = rng.choice(len(X), size=len(X), replace=False)
    places = np.arange(batch_size, len(X), batch_size)
    return [(X[rows], T[rows]) for rows in np.split(order, places)]
""",
    ],
    "momentum_step": [
        """
def momentum_step(parameters, gradients, velocities, rate, momentum):
    for n in range(len(parameters)):
        velocities[n][...] = (momentum * velocities[n]
                              - rate * gradients[n])
        parameters[n][...] = parameters[n] + velocities[n]
""",
        """
def momentum_step(parameters, gradients, velocities, rate, momentum):
    for v, slope in zip(velocities, gradients):
        np.subtract(momentum * v, rate * slope, out=v)
    for p, v in zip(parameters, velocities):
        np.add(p, v, out=p)
""",
        """
def momentum_step(parameters, gradients, velocities, rate, momentum):
    for p, slope, v in zip(parameters, gradients, velocities):
        change = (momentum - 1) * v - rate * slope
        v += change
        p += v
""",
    ],
}
WRONG = {
    "layer_forward": [
        wrong("A = X @ self.W.T + self.b", "A = self.X @ self.W.T + self.b",
              words="belongs behind"),
        wrong("self.activation.g(A)", "self.activation.gd(A)",
              words="`self.activation.gd` stands where"),
        wrong("self.activation.g(A)",
              "self.activation.gd(self.activation.g(A))",
              words="gd` does not belong"),
        wrong("self.Y = self.activation.g(A)", "self.Y = A", "return self.Y",
              "return self.activation.g(A)",
              words="without self.activation.g(...)"),
        wrong("self.Y = self.activation.g(A)", "self.Y = A",
              words="without self.activation.g(...)"),
        wrong("A = X @ self.W.T + self.b", "A = X @ self.W.T",
              words="without `self.b`"),
        wrong("self.W.T", "self.W", words="is missing"),
        wrong("A = X @ self.W.T + self.b", "A = X @ W.T + b",
              words="reached through self: `self.W`"),
        wrong("self.activation.g(A)", "g(A)",
              words="reached through self: `self.activation.g`"),
        wrong("self.activation.g(A)", "self.g(A)",
              words="reached through self: `self.activation.g`"),
        wrong("activation.g(A)", "activation(A)", words=".g and .gd"),
        wrong("return self.Y", "return self.Y.T", words="transposed"),
    ],
    "layer_backprop": [
        wrong("self.dEdW =", "self.dEdW +=", "self.dEdb =", "self.dEdb +=",
              words="off by a constant"),
        wrong("gd(self.Y) * dEdY", "gd(dEdY)", words="Look at line 3"),
        wrong("activation.gd", "activation.g",
              words="`self.activation.g` stands where"),
        wrong("Deltas.sum(axis=0)", "Deltas.sum(axis=1)",
              words="`axis=1` stands where `axis=0` belongs"),
        wrong("return Deltas @ self.W", "return dEdY @ self.W",
              words="The factor gd is missing"),
        wrong("return Deltas @ self.W", "return Deltas @ self.W.T",
              words="the transpose in `self.W.T` is too much"),
        wrong("gd(self.Y)", "gd(Y)", words="reached through self: `self.Y`"),
        wrong("self.activation.gd(self.Y)", "gd(self.Y)",
              words="reached through self: `self.activation.gd`"),
        wrong("Deltas.T @ self.X", "Deltas.T @ X",
              words="reached through self: `self.X`"),
        wrong("Deltas.T @ self.X", "self.X.T @ Deltas", words="transposed"),
        wrong("Deltas.T @ self.X", "Deltas.T @ self.X / len(self.X)",
              words=("num_instances", "small")),
        wrong("Deltas.sum(axis=0)", "Deltas", words="summed"),
        wrong("return Deltas @ self.W", "", words="None"),
    ],
    "initial_weights": [
        wrong("np.sqrt(variance)", "variance", words="without np.sqrt(...)"),
        wrong("2 / (num_inputs + num_outputs)", "2 / num_inputs",
              words="without `num_outputs`"),
        wrong("2 / (num_inputs + num_outputs)",
              "1 / (num_inputs + num_outputs)",
              words="`1` stands where `2` belongs"),
        wrong("2 / (num_inputs + num_outputs)",
              "1 / (num_inputs + num_outputs) / 2",
              words="`/` stands where `*` belongs"),
        wrong("2 / (num_inputs + num_outputs)",
              "(num_inputs + num_outputs) / 2", words="have changed places"),
        wrong("2 / (num_inputs + num_outputs)",
              "np.sqrt(2 / (num_inputs + num_outputs))",
              words="`np.sqrt` does not belong"),
        wrong("2 / (num_inputs + num_outputs)",
              "2 / (num_inputs * num_outputs)",
              words="`*` stands where `+` belongs"),
        wrong("np.sqrt(variance)", "np.std(variance)",
              words="`np.std` stands where `np.sqrt` belongs"),
        wrong("(num_outputs, num_inputs)", "(num_inputs, num_outputs)",
              words="a transposed shape"),
        wrong("(num_inputs + num_outputs)", "num_inputs + num_outputs",
              words="parentheses are missing"),
        wrong("return rng.normal", "return np.random.default_rng(0).normal",
              words="never reads its argument rng"),
        wrong("2 / (num_inputs + num_outputs)",
              "1 / np.mean(num_inputs, num_outputs)",
              words=("one array or list", "[a, b]")),
        wrong("np.sqrt(variance)", "sqrt(variance)", words="np.sqrt"),
    ],
    "mini_batches": [
        wrong("rng.permutation(len(X))", "np.arange(len(X))",
              words="the same order in each epoch"),
        wrong("rng.permutation(len(X))",
              "np.random.default_rng(0).permutation(len(X))",
              words="the same order in each epoch"),
        wrong("range(0, len(X), batch_size)",
              "range(0, len(X) - batch_size + 1, batch_size)",
              words="has the wrong shape"),
        wrong("rng.permutation(len(X))", "np.arange(len(X)) // 2 * 2",
              words="never reads its argument rng"),
        wrong("rng.permutation(len(X))", "rng.integers(len(X), size=len(X))",
              words="integers"),
        wrong("order[start:start + batch_size]",
              "rng.choice(len(X), batch_size, replace=False)",
              words="before the loop"),
        wrong("rng.permutation(len(X))", "rng.permutation(X)",
              words="whole numbers"),
        wrong("(X[rows], T[rows])", "X[rows], T[rows]",
              words=("append takes one thing", "tuple")),
        wrong("return batches", "", words="return"),
    ],
    "momentum_step": [
        wrong("v -= rate * slope", "v += rate * slope",
              words="`+=` stands where `-=` belongs"),
        wrong("p += v", "p -= v", words="`-=` stands where `+=` belongs"),
        wrong("v -= rate * slope", "v -= slope",
              words="without the factor `rate`"),
        wrong("v *= momentum", "pass",
              words="without `v *= momentum`"),
        wrong("v *= momentum", "v *= 0",
              words="never reads its argument momentum"),
        wrong("v *= momentum v -= rate * slope p += v",
              "p += v; v *= momentum; v -= rate * slope",
              words="comes too early"),
        wrong("v *= momentum v -= rate * slope p += v", "p -= rate * slope",
              words="The velocities are as before"),
        wrong("v *= momentum v -= rate * slope p += v",
              "v -= rate * slope; v *= momentum; p += v",
              words="belongs behind"),
        wrong("v -= rate * slope", "pass",
              words="without `v -= rate * slope`"),
        wrong("v -= rate * slope", "v = v - rate * slope",
              words="a new v is made"),
        wrong("p += v", "p += v; p -= rate * slope", words="belongs behind"),
        wrong("p += v", "p += v; return parameters",
              words="ends in its first round"),
        wrong("p += v", "p = p + v", words="a new p is made"),
        wrong("v *= momentum v -= rate * slope p += v",
              "v = momentum * v - rate * slope; p = p + v",
              words="The velocities are as before"),
        wrong("v -= rate * slope", "v -= slope", "p += v", "p += rate * v",
              words="without the factor `rate`"),
        wrong("p += v", "pass", words="It leaves parameters[0] as it was"),
    ],
}
