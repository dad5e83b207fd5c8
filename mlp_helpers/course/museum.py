"""The museum of notebook 06: networks that learn although a line is wrong.

SPOILERS: the notebook shows these functions one by one, after the verdict.
The mistakes were seen in public; the code is our own. All networks are 3-6-2
and learn where the hand of a robot's arm is: three angles in, two coordinates
out. E is half the squared distance of one instance.
"""

import inspect

import numpy as np

from .. import validation
from ..activations import logistic, relu, tanh

NAMES = "W1", "b1", "W2", "b2"
LETTERS = "a", "b", "c", "d", "e"


def backprop_a(x, t, W1, b1, W2, b2):
    """dE/dW1, dE/db1, dE/dW2 and dE/db2; ReLU below, linear on top."""
    y1 = relu.g(W1 @ x + b1)
    y2 = W2 @ y1 + b2
    delta2 = y2 - t
    dEdy1 = W2.T @ delta2
    delta1 = (y1 >= 0) * dEdy1
    return np.outer(delta1, x), delta1, np.outer(delta2, y1), delta2


def backprop_b(x, t, W1, b1, W2, b2):
    """dE/dW1, dE/db1, dE/dW2 and dE/db2; logistic below, linear on top."""
    y1 = logistic.g(W1 @ x + b1)
    y2 = W2 @ y1 + b2
    delta2 = y2 - t
    dEdy1 = np.zeros(len(y1))
    for k in range(len(delta2)):  # output k
        dEdy1 = W2[k] * delta2[k]
    delta1 = logistic.gd(y1) * dEdy1
    return np.outer(delta1, x), delta1, np.outer(delta2, y1), delta2


def step_c(x, t, W1, b1, W2, b2, rate):
    """One step downhill: the new W1, b1, W2 and b2."""
    y1 = logistic.g(W1 @ x + b1)
    delta2 = W2 @ y1 + b2 - t
    delta1 = logistic.gd(y1) * (W2.T @ delta2)
    W1 = W1 - rate * np.outer(delta1, x)
    W2 = W2 - rate * np.outer(delta2, y1)
    return W1, b1, W2, b2


def step_d(x, t, W1, b1, W2, b2, rate):
    """One step downhill: the new W1, b1, W2 and b2."""
    y1 = logistic.g(W1 @ x + b1)
    delta2 = W2 @ y1 + b2 - t
    W2 = W2 - rate * np.outer(delta2, y1)
    b2 = b2 - rate * delta2
    delta1 = logistic.gd(y1) * (W2.T @ delta2)
    W1 = W1 - rate * np.outer(delta1, x)
    b1 = b1 - rate * delta1
    return W1, b1, W2, b2


def backprop_e(x, t, W1, b1, W2, b2):
    """dE/dW1, dE/db1, dE/dW2 and dE/db2, with dropout."""
    kept = np.arange(len(b1)) % 2  # 0: dropped
    z = tanh.g(W1 @ x + b1)
    y1 = z * kept * 2
    delta2 = W2 @ y1 + b2 - t
    delta1 = tanh.gd(z) * kept * (W2.T @ delta2)
    return np.outer(delta1, x), delta1, np.outer(delta2, y1), delta2


def _right(g, x, t, W1, b1, W2, b2):
    y1 = g.g(W1 @ x + b1)
    delta2 = W2 @ y1 + b2 - t
    delta1 = g.gd(y1) * (W2.T @ delta2)
    return np.outer(delta1, x), delta1, np.outer(delta2, y1), delta2


class Exhibit:
    """One network of the museum, on one instance.

    Attributes
    ----------
    letter : str
    parameters : dict name -> array, W1 [6, 3], b1 [6], W2 [2, 6], b2 [2]
    """

    def __init__(self, letter, function, seed):
        self.letter, self.function = letter, function
        self.activation = {"a": relu, "e": tanh}.get(letter, logistic)
        X, T = arm()
        self._x, self._t = X[0], T[0]
        rng = np.random.default_rng(seed)
        self.parameters = {
            "W1": rng.normal(size=(6, 3)), "b1": rng.normal(size=6),
            "W2": rng.normal(size=(2, 6)) / 2, "b2": rng.normal(size=2) / 2}

    def E(self, **changed):
        """The error; arrays given by name stand in for the network's own."""
        return self._error(self._x, self._t,
                           **{**self.parameters, **changed})

    def _error(self, x, t, W1, b1, W2, b2):
        y1 = self.activation.g(W1 @ x + b1)
        if self.letter == "e":
            y1 = y1 * (np.arange(len(b1)) % 2) * 2
        return np.sum((W2 @ y1 + b2 - t) ** 2) / 2

    def error_of(self, name):
        """E as a function of one array, with the others as they are."""
        if name not in self.parameters:
            raise ValueError(f"name: expected one of {', '.join(NAMES)}, "
                             f"got {name!r}")
        return lambda w: self.E(**{name: w})

    def gradients(self):
        """What its backpropagation claims: dict name -> array."""
        return self._claims(self._x, self._t, self.parameters)

    def _claims(self, x, t, parameters):
        values = parameters.values()
        if self.letter in "cd":  # there the step is wrong
            claims = _right(self.activation, x, t, *values)
        else:
            claims = self.function(x, t, *values)
        return dict(zip(NAMES, claims, strict=True))

    def step(self, rate):
        """Its parameters after one step of learning; these stay put."""
        rate = validation.number("rate", rate, above=0)
        return self._after(self._x, self._t, self.parameters, rate)

    def _after(self, x, t, parameters, rate):
        if self.letter in "cd":
            after = self.function(x, t, *parameters.values(), rate)
            return dict(zip(NAMES, after, strict=True))
        gradients = self._claims(x, t, parameters)
        return {name: w - rate * gradients[name]
                for name, w in parameters.items()}

    @property
    def losses(self):
        """The mean error over all instances, after each of 40 epochs."""
        X, T = arm()
        rate = 0.2 if self.activation is logistic else 0.02
        parameters, losses = self.parameters, []
        for _ in range(40):
            for x, t in zip(X, T, strict=True):
                parameters = self._after(x, t, parameters, rate)
            losses.append(np.mean([self._error(x, t, **parameters)
                                   for x, t in zip(X, T, strict=True)]))
        return losses

    @property
    def source(self):
        """The lines where the mistake is."""
        return inspect.getsource(self.function)

    def __repr__(self):
        return f"Exhibit({self.letter!r}, {self.function.__name__})"


def exhibit(letter, repaired=None, seed=0):
    """Hand out one exhibit.

    Parameters
    ----------
    letter : "a" to "e"
    repaired : function, optional
        Stands in for the exhibit's own, the faulty one.
    seed : int
        Draws the weights that it starts from.
    """
    if letter not in LETTERS:
        raise ValueError(f"letter: expected one of {', '.join(LETTERS)}, "
                         f"got {letter!r}")
    if repaired is not None and not callable(repaired):
        raise ValueError("repaired: expected a function, got "
                         f"{type(repaired).__name__}")
    seed = validation.number("seed", seed, least=0, whole=True)
    own = backprop_a, backprop_b, step_c, step_d, backprop_e
    return Exhibit(letter, repaired or own[LETTERS.index(letter)], seed)


def suspects():
    """The losses of two networks, of which one has exhibit a's mistake."""
    right = exhibit("a", lambda *args: _right(relu, *args))
    return {"network 1": exhibit("a").losses, "network 2": right.losses}


def arm(num_instances=50):
    """Angles of the three joints, and where they bring the hand."""
    rng = np.random.default_rng(0)
    X = rng.uniform(-1.0, 1.0, size=(num_instances, 3))
    angles = X.cumsum(axis=1)
    return X, np.stack([np.cos(angles).sum(1), np.sin(angles).sum(1)], axis=1)
