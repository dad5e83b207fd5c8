"""The exercises of notebook 10, The Layer class."""

import numpy as np

from mlp_helpers.activations import linear, logistic, tanh
from mlp_helpers.errors import logistic_cross_entropy, squared_error

from .exercise import Exercise, Mistake, Output
from .nb08 import backprop, forward
from .nesting import Refused, has_ellipsis, opened
from .numeric import different_sizes


class Layer:
    """Weights, and what they remember of a forward pass."""

    def __init__(self, num_inputs, num_outputs, activation, rng):
        variance = activation.variance(num_inputs, num_outputs)
        self.W = rng.normal(0, np.sqrt(variance),
                            size=(num_outputs, num_inputs))
        self.b = np.zeros(num_outputs)
        self.activation = activation

    def forward(self, X):
        Y = forward(X, self.W, self.b, self.activation.g)
        self.X, self.Y = X, Y
        return Y

    def backprop(self, dEdY):
        dEdX, self.dEdW, self.dEdb = backprop(
            dEdY, self.W, self.b, self.activation.gd, self.Y, self.X)
        return dEdX


def draw_layer(rng):
    num_instances, num_inputs, num_outputs = different_sizes(rng, 3)
    return (num_inputs, num_outputs, [logistic, tanh][rng.integers(2)],
            int(rng.integers(99)),
            rng.normal(size=(num_instances, num_inputs)),
            rng.normal(size=(num_instances, num_outputs)))


def run_layer(Layer, num_inputs, num_outputs, activation, seed, X, dEdY):
    """Two layers of the class; an earlier pass of each must leave nothing."""
    rng = np.random.default_rng(seed)
    layer, other = (Layer(num_inputs, num_outputs, activation, rng)
                    for _ in range(2))
    layer.forward(X + 1)
    layer.backprop(2 * dEdY)
    Y = layer.forward(X)
    other.forward(-X)
    dEdX = layer.backprop(dEdY)
    return Y if Y is ... else (
        layer.W, Y, dEdX, getattr(layer, "dEdW", None),
        getattr(layer, "dEdb", None))


class Network:
    """Layers, each fed by the one below, and an error on top."""
    def __init__(self, layers, error):
        self.layers, self.error = layers, error
    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        self.A = X
        return self.error.output(self.A)
    def loss(self, X, T):
        self.forward(X)
        return self.error.loss(self.A, T)
    def backprop(self, X, T):
        dEdY = self.error.gradient(self.forward(X), T)
        for layer in reversed(self.layers):
            dEdY = layer.backprop(dEdY)
    def update(self, learning_rate):
        for layer in self.layers:
            layer.W -= learning_rate * layer.dEdW
            layer.b -= learning_rate * layer.dEdb


def draw_network(rng):
    num_instances, num_inputs, num_hidden, num_outputs = different_sizes(
        rng, 4, 2, 7)
    sizes = [num_inputs, num_hidden, num_hidden + 1, num_outputs]
    layers = [Layer(*pair, activation, rng) for *pair, activation in zip(
        sizes, sizes[1:], [tanh, logistic, linear])]
    for layer in layers:
        layer.b += rng.normal(size=layer.b.shape)
    return (layers, [squared_error, logistic_cross_entropy][rng.integers(2)],
            rng.normal(size=(num_instances, num_inputs)),
            rng.uniform(0.1, 0.9, size=(num_instances, num_outputs)),
            float(rng.uniform(0.2, 0.8)))


def run_network(Network, layers, error, X, T, learning_rate):
    network = Network(layers, error)
    network.backprop(X, T)
    gradients = [(layer.dEdW.copy(), layer.dEdb.copy())
                 if hasattr(layer, "dEdW") else None for layer in layers]
    loss, Y = network.loss(X, T), network.forward(-X)
    network.update(learning_rate)
    return Y, loss, gradients, [(layer.W, layer.b) for layer in layers]


def mini_batches(X, T, batch_size, rng):
    """Deal out all instances once, batch_size at a time."""
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start:start + batch_size]
        yield X[rows], T[rows]


def draw_batches(rng):
    num_inputs, num_outputs = different_sizes(rng, 2, 2, 5)
    num_instances = int(rng.choice([12, 13, 15, 17, 19, 20]))
    return (rng.normal(size=(num_instances, num_inputs)),
            rng.normal(size=(num_instances, num_outputs)),
            int(rng.choice([4, 5])), int(rng.integers(99)))


def run_batches(mini_batches, X, T, batch_size, seed):
    """Not the batches, for any order will do, but what must hold of them."""
    rng, before = np.random.default_rng(seed), (X.copy(), T.copy())
    epochs = [opened(mini_batches(X, T, batch_size, rng), ())
              for _ in range(2)]
    if epochs[0] is None or has_ellipsis(epochs[0]):
        return epochs[0] and ...
    return dealt(epochs, *before)


def dealt(epochs, X, T):
    orders = []
    for batches in epochs:
        sizes = np.array([len(X_batch) for X_batch, _ in batches])
        X_dealt, T_dealt = (np.concatenate(part) for part in zip(*batches))
        rows = (X_dealt[:, np.newaxis] == X).all(axis=2).argmax(axis=1)
        times = np.bincount(rows, minlength=len(X))
        own = np.zeros(len(X))
        own[rows] = (T_dealt == T[rows]).all(axis=1)
        orders += [list(rows)]
    new = orders[0] != orders[1] and sorted(orders[0]) not in orders
    return sizes, times, own, new


def train(network, X, T, epochs, learning_rate, batch_size, seed=0):
    """Mini-batch gradient descent; the loss after each epoch."""
    rng, losses = np.random.default_rng(seed), []
    for _ in range(epochs):
        for X_batch, T_batch in mini_batches(X, T, batch_size, rng):
            network.backprop(X_batch, T_batch)
            network.update(learning_rate)
        losses.append(network.loss(X, T))
    return losses


class Recorder:
    """A network that does not learn, but keeps what it was asked to do."""

    def __init__(self):
        self.batches, self.waiting, self.moved = [], 0, 0.0

    def forward(self, X):
        return X[:, :1]

    def backprop(self, X, T):
        self.batches.append((X, T))
        self.waiting = len(X)

    def update(self, learning_rate):
        self.moved += learning_rate * self.waiting
        self.waiting = 0

    def loss(self, X, T):
        return float((X.sum() + 2 * T.sum()) / (1 + self.moved))


def draw_training(rng):
    *data, batch_size, seed = draw_batches(rng)
    return *data, 3, float(rng.uniform(0.2, 0.8)), batch_size, seed


def run_training(train, X, T, epochs, learning_rate, batch_size, seed):
    network = Recorder()
    losses = opened(train(network, X, T, epochs, learning_rate, batch_size,
                          seed), ())
    if losses is None or has_ellipsis(losses):
        return losses and ...
    if not network.batches:
        raise Refused("it never calls network.backprop.")
    size, calls = -(-len(X) // batch_size), len(network.batches)
    most = max(len(X_batch) for X_batch, _ in network.batches)
    if most > batch_size:
        raise Refused(f"network.backprop gets {most} instances at once, and "
                      f"batch_size is {batch_size}: it should get each batch "
                      "of mini_batches.")
    if calls < 2 * size:
        raise Refused(f"it calls network.backprop {calls} times: {size} "
                      f"batches in {epochs} epochs make {size * epochs}.")
    return np.array(losses), *dealt(
        [network.batches[n:n + size] for n in range(0, calls, size)], X, T)


BACKPROP = """dEdX, self.dEdW, self.dEdb = backprop(
            dEdY, self.W, self.b, self.activation.gd, self.Y, self.X)"""
STEP_W = "layer.W -= learning_rate * layer.dEdW"
STEP_B = "layer.b -= learning_rate * layer.dEdb"
FIRST = "rng, losses = np.random.default_rng(seed), []"
LOOP = "for X_batch, T_batch in mini_batches(X, T, batch_size, rng):"
KEEP = "self.X, self.Y = X, Y"
DEALT = [
    Output("the size of each batch", "[num_batches]"),
    Output("the count of each instance", "[num_instances]"),
    Output("the target of each instance", "[num_instances]"),
    Output("the order", "True or False"),
]

EXERCISES = [
    Exercise(
        Layer, question="a layer that remembers its forward pass",
        outputs=[
            Output("W"), Output("Y"), Output("dEdX"),
            Output("self.dEdW", "[num_outputs, num_inputs]"),
            Output("self.dEdb", "[num_outputs]")],
        call=run_layer, draw=draw_layer,
        blanks=[("Y = forward(X, self.W, self.b, self.activation.g)",
                 "Y = ..."), (KEEP, "..."),
                (BACKPROP, "..."), ("return dEdX", "return ...")],
        mistakes=[
            Mistake("dEdX, self.dEdW, self.dEdb =", "dEdX, dEdW, dEdb =",
                    hint="A name without self. is gone when the method ends. "
                    "dEdW and dEdb are needed later, for the step."),
            Mistake(BACKPROP, f"""kept = vars(self).get("dEdW", 0)
        {BACKPROP}
        self.dEdW = self.dEdW + kept""",
                    hint="The gradients of an earlier pass were added. Each "
                    "pass writes them anew. (PyTorch does add them up.)")],
        hints=["Which arrays of the forward pass did backprop ask for in 08?",
               "X and Y. What is assigned to a name with self. in front stays "
               "with the layer."]),
    Exercise(
        Network, question="layers in a stack, with an error on top",
        outputs=[Output("Y"), Output("loss", "a number"),
                 Output("gradients", fields=("dEdW", "dEdb")),
                 Output("layers", fields=("W", "b"), last=True)],
        call=run_network, draw=draw_network,
        blanks=[("X = layer.forward(X)", "..."),
                "self.error.gradient(self.forward(X), T)",
                ("reversed(self.layers)", "..."),
                ("dEdY = layer.backprop(dEdY)", "..."),
                (STEP_W, "..."), (STEP_B, "...")],
        mistakes=[
            Mistake(STEP_W, STEP_W.replace("-", "+"),
                    STEP_B, STEP_B.replace("-", "+"),
                    hint="This step goes uphill: with a positive slope the "
                    "loss grows with the weight."),
            Mistake("X = layer.forward(X)", "layer.forward(X)", hint="The "
                    "next layer gets X, and X is still what came in: what "
                    "layer.forward returns is not kept."),
            Mistake("reversed(self.layers)", "self.layers",
                    hint="On the way down the last layer comes first."),
            Mistake("dEdY = layer.backprop", "layer.backprop", hint="Each "
                    "layer gets what the one above it returned, and that is "
                    "not kept."),
            Mistake(STEP_W, "layer.W -= layer.dEdW",
                    STEP_B, "layer.b -= layer.dEdb",
                    hint="The whole gradient is subtracted. The step is a "
                    "part of it: learning_rate says how large a part.")],
        hints=["What does each layer get, on the way up and on the way down?",
               "Up: what the layer below returned. Down: what the layer above "
               "returned, and the last layer gets the error's gradient."]),
    Exercise(
        mini_batches, question="deal out all instances once, a few at a time",
        outputs=DEALT,
        call=run_batches, draw=draw_batches,
        blanks=["rng.permutation(len(X))",
                "order[start:start + batch_size]", "X[rows], T[rows]"],
        hints=["rng.permutation(5) gives the numbers from 0 to 4 in a new "
               "order. How many numbers do you need?",
               "The rows of one batch are the next batch_size numbers of "
               "order, from the place start on, for X and for T."]),
    Exercise(
        train, question="the training loop",
        outputs=[Output("losses", "[epochs]", last=True), *DEALT],
        call=run_training, draw=draw_training,
        blanks=["mini_batches(X, T, batch_size, rng)",
                ("network.backprop(X_batch, T_batch)", "..."),
                ("network.update(learning_rate)", "..."),
                ("losses.append(network.loss(X, T))", "...")],
        mistakes=[
            Mistake(FIRST, "losses = []", LOOP, "rng = np.random.default_rng"
                    f"(seed)\n        {LOOP}",
                    hint="A new generator in each epoch deals out the same "
                    "order each time. One before the loop goes on.")],
        hints=["Every batch is one step. What has to be known before a step?",
               "For each batch: backprop, then update. After the last batch "
               "of an epoch: the loss of all instances."]),
]
