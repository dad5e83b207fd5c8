"""Who is measured: the course's `train`, its peers, and the bare products.

Every contender is made from a case and has two methods:

    run(epochs, clock)  from the case's initial weights, train for so many
                        epochs; returns the seconds that the updates took
    weights()           W and b of each layer after that, in our shapes

All do the same: for each batch, in the order of the data, W -= rate * dE/dW
and b -= rate * dE/db, with E the mean over the batch. Beside the six cases
stands MANY, 200 small networks at once, with contenders of its own.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from mlp_helpers import (
    Layer,
    Network,
    linear,
    logistic_cross_entropy,
    softmax_cross_entropy,
    tanh,
    train,
)
from mlp_helpers.course import many
from mlp_helpers.datasets import digits, one_hot, two_spirals, xor


def random_digits(num_instances):
    """Noise of the size of 28 by 28 digits, and as many labels."""
    rng = np.random.default_rng(0)
    X = rng.uniform(size=(num_instances, 784))
    return X, one_hot(np.arange(num_instances) % 10, 10)


@dataclass(frozen=True)
class Case:
    """A network and its batches, the last one as full as the others."""

    data_name: str
    sizes: tuple
    batch_size: int
    data: callable
    learning_rate: float
    check_epochs: int  # after so many, weights are compared
    dtype: str = "float32"

    @property
    def network_name(self):
        return "-".join(map(str, self.sizes))

    @property
    def name(self):
        """The data, the network and (the batch size)."""
        name = f"{self.data_name} {self.network_name} ({self.batch_size})"
        return name.strip()

    @property
    def shapes(self):
        """(num_inputs, num_outputs) of each layer."""
        return list(zip(self.sizes, self.sizes[1:]))

    def arrays(self):
        """X and T, without what is left after the last full batch."""
        X, T = self.data()
        n = len(X) // self.batch_size * self.batch_size
        return X[:n].astype(self.dtype), T[:n].astype(self.dtype)

    def batches(self):
        """A list of X and a list of T."""
        X, T = self.arrays()
        count = len(X) // self.batch_size
        return np.split(X, count), np.split(T, count)

    @property
    def updates(self):
        """How many updates an epoch has."""
        return len(self.batches()[0])

    def network(self, kind=Network):
        rng, error = np.random.default_rng(0), softmax_cross_entropy
        if self.sizes[-1] == 1:
            error = logistic_cross_entropy
        activations = [tanh] * (len(self.shapes) - 1) + [linear]
        layers = [
            Layer(*shape, activation, rng, self.dtype)
            for shape, activation in zip(self.shapes, activations)
        ]
        return kind(layers, error)

    def weights(self):
        """The initial W and b of each layer."""
        return self.network().parameters


CASES = {
    "xor": Case("XOR", (2, 2, 1), 4, xor, 0.5, 500),
    "spirals": Case(
        "two spirals", (2, 32, 32, 1), 20, lambda: two_spirals(200), 0.1, 50
    ),
    "digits": Case("digits", (64, 100, 10), 32, digits, 0.1, 5),
    "mnist_10": Case(
        "", (784, 100, 10), 10, lambda: random_digits(1000), 0.05, 4
    ),
    "mnist_128": Case(
        "", (784, 100, 10), 128, lambda: random_digits(1280), 0.05, 10
    ),
    "wide": Case(
        "", (784, 1024, 1024, 10), 256, lambda: random_digits(512), 0.05, 10
    ),
}


@dataclass(frozen=True)
class ManyCase(Case):
    """Networks of one size, each with its own weights, and the same data.

    They have logistic units and half the sum of the squares as E, as in
    notebook 07. Each array of weights has the networks as its first axis.
    """

    num_networks: int = 200

    @property
    def updates(self):
        """How many updates an epoch has, over all networks."""
        return self.num_networks * super().updates

    def layers(self):
        """[(W, b, activation), ...], for `many`."""
        return [
            (W.astype(self.dtype), b.astype(self.dtype), activation)
            for W, b, activation in many.start(
                self.sizes, range(self.num_networks)
            )
        ]

    def weights(self):
        return parameters_of(self.layers())


def parameters_of(layers):
    return [array for W, b, _ in layers for array in (W, b)]


MANY = ManyCase("XOR", (2, 2, 1), 4, xor, 0.5, 500)


class TimedNetwork(Network):
    """Notes when `train` measures the loss: before and after its updates."""

    def loss(self, X, T):
        before = self.clock()
        loss = super().loss(X, T)
        self.marks += [before, self.clock()]
        return loss


class Ours:
    """`mlp_helpers.train` with `mlp_helpers.Layer`."""

    def __init__(self, case):
        self.case, self.data = case, case.arrays()
        self.network = case.network(TimedNetwork)
        self.start = case.weights()

    def run(self, epochs, clock):
        network = self.network
        network.clock, network.marks = clock, []
        for parameter, start in zip(network.parameters, self.start):
            parameter[...] = start
        history = train(
            network, *self.data, epochs, self.case.learning_rate,
            self.case.batch_size, shuffle=False, measure_every=epochs,
            progress=False,
        )
        assert history.stopped == "all epochs done", history
        _, first, last, _ = network.marks
        return last - first

    def weights(self):
        return self.network.parameters


class TorchEager:
    """PyTorch as its tutorials write it: nn.Sequential and optim.SGD."""

    compiled = False

    def __init__(self, case):
        import torch

        self.case, self.start = case, case.weights()
        X, T = case.batches()
        if case.sizes[-1] > 1:  # it wants labels
            T = [t.argmax(axis=1) for t in T]
        self.batches = [
            (torch.from_numpy(x), torch.from_numpy(t)) for x, t in zip(X, T)
        ]
        self.parameters, error = self.model()
        self.optimizer = torch.optim.SGD(
            self.parameters, lr=case.learning_rate
        )
        if self.compiled:
            torch._dynamo.reset()
            error = torch.compile(error)
        self.error, self.no_grad = error, torch.no_grad
        self.from_numpy = torch.from_numpy

    def model(self):
        """The parameters, and the error as a function of x and t."""
        import torch
        from torch import nn

        layers = []
        for shape in self.case.shapes:
            layers += [nn.Linear(*shape), nn.Tanh()]
        net = nn.Sequential(*layers[:-1])
        net = net.to(getattr(torch, self.case.dtype))
        one = self.case.sizes[-1] == 1
        loss = nn.BCEWithLogitsLoss() if one else nn.CrossEntropyLoss()
        return list(net.parameters()), lambda x, t: loss(net(x), t)

    def run(self, epochs, clock):
        with self.no_grad():
            for parameter, start in zip(self.parameters, self.start):
                parameter.copy_(self.from_numpy(start))
        optimizer, error = self.optimizer, self.error
        began = clock()
        for _ in range(epochs):
            for x, t in self.batches:
                optimizer.zero_grad()
                error(x, t).backward()
                optimizer.step()
        return clock() - began

    def weights(self):
        return [parameter.detach().numpy() for parameter in self.parameters]


class TorchCompile(TorchEager):
    """The same, with forward, loss and backward by `torch.compile`."""

    compiled = True


class ScikitLearn:
    """MLPClassifier, from our weights instead of its own random ones."""

    def __init__(self, case):
        from sklearn.neural_network import MLPClassifier

        # It has not converged, and shall not.
        warnings.filterwarnings("ignore", "Stochastic Optimizer: Maximum")
        start = case.weights()

        class FromOurWeights(MLPClassifier):
            def _initialize(self, *arguments):
                super()._initialize(*arguments)
                for i, (W, b) in enumerate(zip(start[::2], start[1::2])):
                    self.coefs_[i][...] = W.T
                    self.intercepts_[i][...] = b
                self.began = self.clock()

        X, T = case.arrays()
        labels = T[:, 0] if T.shape[1] == 1 else T.argmax(axis=1)
        self.data = X, labels.astype(int)
        self.model = FromOurWeights(
            case.sizes[1:-1], activation="tanh", solver="sgd", alpha=0,
            momentum=0, batch_size=case.batch_size, shuffle=False, tol=0,
            learning_rate_init=case.learning_rate, n_iter_no_change=10**9,
        )

    def run(self, epochs, clock):
        self.model.max_iter, self.model.clock = epochs, clock
        self.model.fit(*self.data)
        return clock() - self.model.began

    def weights(self):
        pairs = zip(self.model.coefs_, self.model.intercepts_)
        return [array for W, b in pairs for array in (W.T, b)]


class JaxStep:
    """One compiled update with donated weights, called for each batch."""

    def __init__(self, case):
        import jax

        self.jax, self.start = jax, case.weights()
        self.batches = [jax.device_put(part) for part in case.batches()]
        gradients = self.gradients(case)

        def update(parameters, X, T):
            return [
                parameter - case.learning_rate * gradient
                for parameter, gradient in zip(
                    parameters, gradients(parameters, X, T)
                )
            ]

        self.compile(update)

    def gradients(self, case):
        """A function of the parameters, X and T."""
        jax = self.jax

        def error(parameters, X, T):
            A, last = X, len(parameters) - 2
            for i in range(0, last + 1, 2):
                W, b = parameters[i : i + 2]
                A = A @ W.T + b
                A = jax.numpy.tanh(A) if i < last else A
            if case.sizes[-1] == 1:
                return (jax.numpy.logaddexp(0, A) - T * A).mean()
            return -(T * jax.nn.log_softmax(A)).sum(axis=1).mean()

        return jax.grad(error)

    def compile(self, update):
        self.batches = list(zip(*self.batches))
        step = self.jax.jit(update, donate_argnums=0)

        def loop(parameters, epochs):
            for _ in range(epochs):
                for X, T in self.batches:
                    parameters = step(parameters, X, T)
            return parameters

        self.loop = loop

    def run(self, epochs, clock):
        parameters = self.jax.device_put([w.copy() for w in self.start])
        self.jax.block_until_ready(parameters)
        began = clock()
        parameters = self.loop(parameters, epochs)
        self.jax.block_until_ready(parameters)
        seconds = clock() - began
        self.parameters = parameters
        return seconds

    def weights(self):
        return [np.asarray(parameter) for parameter in self.parameters]


class JaxScan(JaxStep):
    """All updates of a training as one compiled loop, called once."""

    def compile(self, update):
        lax, batches = self.jax.lax, [np.stack(b) for b in self.batches]
        self.batches = self.jax.device_put(batches)

        def epoch(_, parameters):
            def one(parameters, batch):
                return update(parameters, *batch), None

            return lax.scan(one, parameters, self.batches)[0]

        self.loop = self.jax.jit(
            lambda parameters, epochs: lax.fori_loop(
                0, epochs, epoch, parameters
            ),
            donate_argnums=0,
        )


class Floor:
    """The matrix products of an update, with nothing between them."""

    def __init__(self, case):
        self.updates, self.products = len(case.batches()[0]), []
        Y, _ = next(zip(*case.batches()))
        for W in case.weights()[::2]:
            X, Y = Y, np.tanh(Y.dot(W.T))
            Deltas = Y  # of the same shape
            pairs = [(X, W.T), (Deltas.T, X)]
            pairs += [(Deltas, W)] * bool(self.products)  # not the first
            self.products += [(a, b, np.dot(a, b)) for a, b in pairs]

    def run(self, epochs, clock):
        began = clock()
        for _ in range(epochs * self.updates):
            for left, right, out in self.products:
                np.dot(left, right, out)
        return clock() - began


# ---- 200 networks at once ----

class ManyOurs:
    """`mlp_helpers.course.many`: the formulas of a batch, one more axis."""

    def __init__(self, case):
        self.case, self.data = case, case.arrays()
        self.start, self.layers = case.weights(), case.layers()

    def run(self, epochs, clock):
        for parameter, start in zip(self.weights(), self.start):
            parameter[...] = start
        return self.train(epochs, clock)

    def train(self, epochs, clock):
        began = clock()
        many.train(self.layers, *self.data, self.case.learning_rate, epochs)
        return clock() - began

    def weights(self):
        return parameters_of(self.layers)


class ManyInTurn(ManyOurs):
    """The same lines, and one network after the other."""

    def train(self, epochs, clock):
        nets = [
            [(W[n : n + 1], b[n : n + 1], g) for W, b, g in self.layers]
            for n in range(self.case.num_networks)
        ]
        began = clock()
        for net in nets:
            many.train(net, *self.data, self.case.learning_rate, epochs)
        return clock() - began


class ManyTorch(TorchEager):
    """Batched products; the sum of all errors gives each its gradients."""

    def model(self):
        import torch

        parameters = [
            torch.from_numpy(array.copy()).requires_grad_()
            for array in self.start
        ]

        def error(x, t):
            Y = x.expand(self.case.num_networks, *x.shape)
            for W, b in zip(parameters[::2], parameters[1::2]):
                Y = torch.sigmoid(torch.baddbmm(b.unsqueeze(1), Y, W.mT))
            return 0.5 * (Y - t).square().sum()

        return parameters, error


class ManyTorchCompile(ManyTorch):
    """The same, with forward, loss and backward by `torch.compile`."""

    compiled = True


class ManyJaxScan(JaxScan):
    """One network's gradients by `vmap`, all updates as one loop."""

    def gradients(self, case):
        jax = self.jax

        def error(parameters, X, T):
            Y = X
            for W, b in zip(parameters[::2], parameters[1::2]):
                Y = jax.nn.sigmoid(Y @ W.T + b)
            return 0.5 * ((Y - T) ** 2).sum()

        return jax.vmap(jax.grad(error), (0, None, None))


PEERS = {
    "torch_eager": TorchEager,
    "torch_compile": TorchCompile,
    "sklearn": ScikitLearn,
    "jax_step": JaxStep,
    "jax_scan": JaxScan,
}
MANY_PEERS = {
    "in_turn": ManyInTurn,
    "torch_eager": ManyTorch,
    "torch_compile": ManyTorchCompile,
    "jax_scan": ManyJaxScan,
}
