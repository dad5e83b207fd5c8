"""The museum of published bugs. SPOILERS: look in after notebook 06.

Six small networks with one mistake each. The mistakes were seen in public
teaching material; the code is our own. `exhibit(number)` hands one out as a
closed box: its error, the gradients that it claims, one step of learning.
"""

import inspect
import textwrap

import numpy as np

from .. import validation
from ..activations import logistic, relu, tanh

LABELS = ("transpose", "sign", "mask", "factor", "mean", "overwritten",
          "order", "bias")


class Exhibit:
    """A network with one mistake.

    Attributes
    ----------
    number : int
    parameters : dict name -> array, as "W1" -> [num_hidden, num_inputs]
    """

    def __init__(self, number, parameters, data, error, backward, step=None):
        self.number, self.parameters, self._data = number, parameters, data
        self._error, self._backward, self._step = error, backward, step

    def E(self, **changed):
        """The error; arrays given by name stand in for the network's own."""
        return self._error({**self.parameters, **changed}, *self._data)

    def error_of(self, name):
        """E as a function of one array, with the others as they are."""
        if name not in self.parameters:
            raise ValueError(f"name: expected one of "
                             f"{', '.join(self.parameters)}, got {name!r}")
        return lambda w: self.E(**{name: w})

    def gradients(self):
        """What its backpropagation claims: dict name -> array."""
        return self._backward(self.parameters, *self._data)

    def step(self, rate):
        """Its parameters after one step of learning; these stay put."""
        rate = validation.number("rate", rate, above=0)
        if self._step is not None:
            return self._step(self.parameters, *self._data, rate)
        gradients = self.gradients()
        return {name: w - rate * gradients[name]
                for name, w in self.parameters.items()}

    @property
    def source(self):
        """The lines where the mistake is."""
        return textwrap.dedent(inspect.getsource(self._step
                                                 or self._backward))

    def __repr__(self):
        arrays = ", ".join(f"{name} {list(w.shape)}"
                           for name, w in self.parameters.items())
        return f"Exhibit({self.number}: {arrays})"


def exhibit(number, seed=0):
    """Hand out one exhibit, 1 to 6; the seed draws its weights and data."""
    rooms = _mask, _factor, _mean, _overwritten, _bias, _order
    number = validation.number("number", number, least=1,
                               below=len(rooms) + 1, whole=True)
    seed = validation.number("seed", seed, least=0, whole=True)
    return rooms[number - 1](number, np.random.default_rng([seed, number]))


def _weights(rng, num_inputs, num_hidden, num_outputs):
    sizes = {"W1": (num_hidden, num_inputs), "b1": num_hidden,
             "W2": (num_outputs, num_hidden), "b2": num_outputs}
    return {name: rng.normal(size=size) for name, size in sizes.items()}


# ---- 1 ----
def _mask(number, rng):
    def error(p, x, t):
        y1 = relu.g(p["W1"] @ x + p["b1"])
        return np.sum((p["W2"] @ y1 + p["b2"] - t) ** 2) / 2

    def backward(p, x, t):
        y1 = relu.g(p["W1"] @ x + p["b1"])
        delta2 = p["W2"] @ y1 + p["b2"] - t
        delta1 = (y1 >= 0) * (p["W2"].T @ delta2)  # y1 is never below 0
        return {"W1": np.outer(delta1, x), "b1": delta1,
                "W2": np.outer(delta2, y1), "b2": delta2}

    p = _weights(rng, 3, 4, 2)
    data = rng.normal(size=3), rng.normal(size=2)
    return Exhibit(number, p, data, error, backward)


# ---- 2 ----
def _factor(number, rng):
    def error(p, x, t, kept):
        y1 = tanh.g(p["W1"] @ x + p["b1"]) * kept * 2
        return np.sum((p["W2"] @ y1 + p["b2"] - t) ** 2) / 2

    def backward(p, x, t, kept):
        z = tanh.g(p["W1"] @ x + p["b1"])
        y1 = z * kept * 2
        delta2 = p["W2"] @ y1 + p["b2"] - t
        dEdz = (p["W2"].T @ delta2) * kept         # and the 2?
        delta1 = tanh.gd(z) * dEdz
        return {"W1": np.outer(delta1, x), "b1": delta1,
                "W2": np.outer(delta2, y1), "b2": delta2}

    p = _weights(rng, 3, 4, 2)
    kept = rng.permutation([1.0, 1.0, 0.0, 0.0])
    data = rng.normal(size=3), rng.normal(size=2), kept
    return Exhibit(number, p, data, error, backward)


# ---- 3 ----
def _mean(number, rng):
    def outputs(p, x):
        y1 = logistic.g(p["W1"] @ x + p["b1"])
        return y1, logistic.g(p["W2"] @ y1 + p["b2"])

    def error(p, X, T):
        Y = np.array([outputs(p, x)[1] for x in X])
        return np.mean((Y - T) ** 2)               # over rows and columns

    def backward(p, X, T):
        gradients = {name: np.zeros_like(w) for name, w in p.items()}
        for x, t in zip(X, T, strict=True):
            y1, y2 = outputs(p, x)
            delta2 = logistic.gd(y2) * 2 * (y2 - t) / len(X)  # over rows
            delta1 = logistic.gd(y1) * (p["W2"].T @ delta2)
            gradients["W1"] += np.outer(delta1, x)
            gradients["b1"] += delta1
            gradients["W2"] += np.outer(delta2, y1)
            gradients["b2"] += delta2
        return gradients

    p = _weights(rng, 3, 4, 5)
    data = rng.normal(size=(6, 3)), np.eye(5)[rng.integers(5, size=6)]
    return Exhibit(number, p, data, error, backward)


# ---- 4 ----
def _overwritten(number, rng):
    def error(p, x, t, u):
        y = tanh.g(p["W"] @ x + p["b"])
        return (np.sum((p["A"] @ y - t) ** 2) / 2
                + np.sum((p["B"] @ y - u) ** 2) / 2)

    def backward(p, x, t, u):
        y = tanh.g(p["W"] @ x + p["b"])            # used by A and by B
        gradients = {}
        for name, target in (("A", t), ("B", u)):
            delta = p[name] @ y - target
            gradients[name] = np.outer(delta, y)
            dEdy = p[name].T @ delta               # A's share is gone
        delta = tanh.gd(y) * dEdy
        return {"W": np.outer(delta, x), "b": delta, **gradients}

    p = {"W": rng.normal(size=(4, 3)), "b": rng.normal(size=4),
         "A": rng.normal(size=(2, 4)), "B": rng.normal(size=(5, 4))}
    data = rng.normal(size=3), rng.normal(size=2), rng.normal(size=5)
    return Exhibit(number, p, data, error, backward)


# ---- 5 and 6 ----
def _logistic_error(p, x, t):
    y1 = logistic.g(p["W1"] @ x + p["b1"])
    return np.sum((logistic.g(p["W2"] @ y1 + p["b2"]) - t) ** 2) / 2


def _logistic_backward(p, x, t):
    y1 = logistic.g(p["W1"] @ x + p["b1"])
    y2 = logistic.g(p["W2"] @ y1 + p["b2"])
    delta2 = logistic.gd(y2) * (y2 - t)
    delta1 = logistic.gd(y1) * (p["W2"].T @ delta2)
    return {"W1": np.outer(delta1, x), "b1": delta1,
            "W2": np.outer(delta2, y1), "b2": delta2}


def _bias(number, rng):
    def step(p, x, t, rate):
        gradients = _logistic_backward(p, x, t)
        new = dict(p)
        for name in ("W1", "W2"):                  # and b1, b2?
            new[name] = p[name] - rate * gradients[name]
        return new

    p = _weights(rng, 3, 4, 2)
    data = rng.normal(size=3), np.array([0.0, 1.0])
    return Exhibit(number, p, data, _logistic_error, _logistic_backward, step)


def _order(number, rng):
    def step(p, x, t, rate):
        y1 = logistic.g(p["W1"] @ x + p["b1"])
        y2 = logistic.g(p["W2"] @ y1 + p["b2"])
        delta2 = logistic.gd(y2) * (y2 - t)
        new = dict(p)
        new["W2"] = p["W2"] - rate * np.outer(delta2, y1)
        new["b2"] = p["b2"] - rate * delta2
        delta1 = logistic.gd(y1) * (new["W2"].T @ delta2)  # the new W2
        new["W1"] = p["W1"] - rate * np.outer(delta1, x)
        new["b1"] = p["b1"] - rate * delta1
        return new

    p = _weights(rng, 3, 4, 2)
    data = rng.normal(size=3), np.array([0.0, 1.0])
    return Exhibit(number, p, data, _logistic_error, _logistic_backward, step)
