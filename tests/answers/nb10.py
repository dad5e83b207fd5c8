"""Answers to the exercises of notebook 10: right ones and wrong ones."""

from . import wrong

INIT = '''
    def __init__(self, num_inputs, num_outputs, activation, rng):
        variance = activation.variance(num_inputs, num_outputs)
        self.W = rng.normal(0, np.sqrt(variance),
                            size=(num_outputs, num_inputs))
        self.b = np.zeros(num_outputs)
        self.activation = activation
'''
BACKPROP = """dEdX, self.dEdW, self.dEdb = backprop(
            dEdY, self.W, self.b, self.activation.gd, self.Y, self.X)"""
KEEP = "self.X, self.Y = X, Y"
TWO_STEPS = """network.backprop(X_batch, T_batch)
            network.update(learning_rate)"""

RIGHT = {
    "Layer": [
        f"""
class Layer:
{INIT}
    def forward(self, X):
        self.inputs = X
        self.outputs = self.activation.g(X @ self.W.T + self.b)
        return self.outputs

    def backprop(self, dEdY):
        Deltas = self.activation.gd(self.outputs) * dEdY
        self.dEdW = Deltas.T @ self.inputs
        self.dEdb = Deltas.sum(axis=0)
        return Deltas @ self.W
""",
        f"""
class Layer:
{INIT}
        self.dEdW, self.dEdb = np.zeros_like(self.W), np.zeros_like(self.b)

    def forward(self, X):
        self.memory = X, forward(X, self.W, self.b, self.activation.g)
        return self.memory[1].copy()

    def backprop(self, dEdY):
        X, Y = self.memory
        dEdX, dEdW, dEdb = backprop(
            dEdY, self.W, self.b, self.activation.gd, Y, X)
        self.dEdW[...], self.dEdb[...] = dEdW, dEdb
        return dEdX
""",
    ],
    "Network": [
        """
class Network:
    def __init__(self, layers, error):
        self.layers, self.error = layers, error

    def sums(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def forward(self, X):
        return self.error.output(self.sums(X))

    def loss(self, X, T):
        return self.error.loss(self.sums(X), T)

    def backprop(self, X, T):
        gradient = self.error.gradient(self.forward(X), T)
        for n in range(len(self.layers) - 1, -1, -1):
            gradient = self.layers[n].backprop(gradient)
        return gradient

    def update(self, learning_rate):
        for layer in self.layers[::-1]:
            layer.b = layer.b - learning_rate * layer.dEdb
            layer.W = layer.W - learning_rate * layer.dEdW
""",
        """
class Network:
    def __init__(self, layers, error):
        self.layers, self.error = list(layers), error

    def forward(self, X):
        outputs = [X]
        for layer in self.layers:
            outputs.append(layer.forward(outputs[-1]))
        self.A = outputs[-1]
        return self.error.output(self.A)

    def loss(self, X, T):
        self.forward(X)
        return self.error.loss(self.A, T)

    def backprop(self, X, T):
        slopes = [self.error.gradient(self.forward(X), T)]
        for layer in self.layers[::-1]:
            slopes.append(layer.backprop(slopes[-1]))

    def update(self, learning_rate):
        for layer in self.layers:
            for p, slope in [(layer.W, layer.dEdW), (layer.b, layer.dEdb)]:
                p -= learning_rate * slope
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
    "train": [
        """
def train(network, X, T, epochs, learning_rate, batch_size, seed=0):
    rng = np.random.default_rng(seed)
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        for batch in list(mini_batches(X, T, batch_size, rng)):
            network.backprop(*batch)
            network.update(learning_rate)
        losses[epoch] = network.loss(X, T)
    return list(losses)
""",
        """
def train(network, X, T, epochs, learning_rate, batch_size, seed=0):
    rng = np.random.default_rng(seed)

    def epoch():
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start:start + batch_size]
            network.backprop(X[rows], T[rows])
            network.update(learning_rate)
        return network.loss(X, T)
    return [epoch() for _ in range(epochs)]
""",
    ],
}
WRONG = {
    "Layer": [
        wrong(KEEP, "pass", words="no attribute 'Y'"),
        wrong(KEEP, "X, Y = X, Y", words="no attribute 'Y'"),
        wrong(KEEP, "self.X, self.Y = Y, X", words="line"),
        wrong(KEEP, "Layer.X, Layer.Y = X, Y",
              words="Layer.X belongs to the class"),
        wrong(KEEP, """if not hasattr(self, "X"):
            self.X, self.Y = X, Y""", words="W and Y are right"),
        wrong("self.X, self.Y = X, Y return Y",
              "self.X, self.Y = X, Y", words="None"),
        wrong("Y = forward(X, self.W", "Y = self.forward(X, self.W",
              words=("forward", "argument")),
        wrong("forward(X, self.W, self.b, self.activation.g)",
              "forward(X, W, b, activation.g)",
              words="reached through self: `self.W`"),
        wrong("self.activation.gd", "self.activation.g",
              words="W and Y are right"),
        wrong("return dEdX", "return dEdX, self.dEdW, self.dEdb",
              words="dEdX"),
        wrong("return dEdX", "", words="None"),
        wrong(BACKPROP, BACKPROP + """
        self.W = self.W - self.dEdW""", words="W"),
        wrong(BACKPROP, """dEdX, dEdW, dEdb = backprop(
            dEdY, self.W, self.b, self.activation.gd, self.Y, self.X)
        self.dEdW = getattr(self, "dEdW", 0) + dEdW
        self.dEdb = getattr(self, "dEdb", 0) + dEdb""",
              words="of an earlier pass"),
        wrong(BACKPROP, BACKPROP.replace(", self.dEdb =", ", dEdb ="),
              words="self.dEdb: A name"),
    ],
    "Network": [
        wrong("X = layer.forward(X)", "layer.forward(X)", words="line"),
        wrong("reversed(self.layers)", "self.layers", words="line"),
        wrong("dEdY = layer.backprop(dEdY)", "layer.backprop(dEdY)",
              words="line"),
        wrong("self.error.gradient(self.forward(X), T)",
              "self.forward(X) - T", words="num_instances times too large"),
        wrong("self.error.gradient(self.forward(X), T)",
              "self.error.gradient(self.A, T)", words="no attribute 'A'"),
        wrong("layer.W -= learning_rate * layer.dEdW",
              "layer.W += learning_rate * layer.dEdW",
              words="uphill"),
        wrong("layer.b -= learning_rate * layer.dEdb", "pass",
              words="layers[0].b as it was"),
        wrong("layer.b -= learning_rate * layer.dEdb",
              "layer.b -= learning_rate * layer.dEdW", words="line"),
    ],
    "mini_batches": [
        wrong("rng.permutation(len(X))", "np.arange(len(X))",
              words="never reads its argument rng"),
        wrong("rng.permutation(len(X))", "rng.permutation(batch_size)",
              words="Look at line 3"),
        wrong("X[rows], T[rows]",
              "X[rows], T[start:start + batch_size]", words="line 6"),
        wrong("rng.permutation(len(X))", "rng.permutation(X)",
              words="whole numbers"),
        wrong("order[start:start + batch_size]",
              "order[start:batch_size]", words="without `start`"),
        wrong("range(0, len(X), batch_size)",
              "range(0, len(X) - batch_size + 1, batch_size)",
              words="has the wrong shape"),
        wrong("yield X[rows], T[rows]", "return X[rows], T[rows]",
              words="what it returned cannot be used"),
    ],
    "train": [
        wrong("network.backprop(X_batch, T_batch)",
              "network.backprop(X, T)", words="X_batch"),
        wrong(TWO_STEPS, """network.update(learning_rate)
            network.backprop(X_batch, T_batch)""", words="comes too early"),
        wrong("network.update(learning_rate)", "pass",
              words="without network.update"),
        wrong("network.loss(X, T)", "network.loss(X_batch, T_batch)",
              words="X_batch"),
        wrong("""network.update(learning_rate)
        losses""", """pass
        network.update(learning_rate)
        losses""", words="inside the loop above it"),
        wrong("""losses.append(network.loss(X, T))
    return losses""", """    losses.append(network.loss(X, T))
    return losses""", words="behind the loop"),
        wrong("network.backprop(X_batch, T_batch)",
              "network.forward(X_batch)",
              words="it never calls network.backprop"),
        wrong("for X_batch, T_batch in mini_batches(X, T, batch_size, rng):",
              "for X_batch, T_batch in [(X, T)]:",
              words="instances at once, and batch_size is"),
        wrong("range(epochs)", "range(1)", words="it calls network.backprop"),
        wrong("range(epochs)", "range(epochs - 1)",
              words="one round too early"),
    ],
}
