"""What others have published, with the package's own classes.

Notebook 14 has the same numbers from the learner's.
"""

import numpy as np
import pytest

from mlp_helpers import (
    Layer,
    Network,
    linear,
    logistic,
    logistic_cross_entropy,
    relu,
    softmax_cross_entropy,
    squared_error,
    tanh,
)
from mlp_helpers.course import published
from mlp_helpers.course.published import agree
from mlp_helpers.exercises import REGISTER

ONE = np.array([[1.0]])


def layer_of(W, b, activation):
    W = np.array(W, dtype=float)
    layer = Layer(W.shape[1], W.shape[0], activation, 0)
    layer.W, layer.b = W, np.zeros(len(W)) + b
    return layer


def step(network, X, T, rate, biases=True):
    network.backprop(X, T)
    for layer in network.layers:
        layer.dEdb = layer.dEdb * biases
    network.update(rate)


def test_mazur():
    X, T = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])
    network = Network([
        layer_of([[0.15, 0.20], [0.25, 0.30]], 0.35, logistic),
        layer_of([[0.40, 0.45], [0.50, 0.55]], 0.60, logistic)],
        squared_error)
    assert agree(network.loss(X, T), "0.298371109")
    step(network, X, T, 0.5, biases=False)
    hidden, top = network.layers
    assert agree(top.W, "0.35891648 0.408666186 0.511301270 0.561370121")
    assert agree(hidden.W, "0.149780716 0.19956143 0.24975114 0.29950229")
    assert not agree(network.loss(X, T), "0.291027924")
    assert agree(network.loss(X, T), "0.291027774")


def test_udacity():
    W = np.array([[0.5, -0.6], [0.1, -0.2], [0.1, 0.7]])
    network = Network([layer_of(W.T, 0, logistic),
                       layer_of([[0.1, -0.3]], 0, logistic)], squared_error)
    network.backprop(np.array([[0.5, 0.1, -0.2]]), np.array([[0.6]]))
    hidden, top = network.layers
    assert agree(-0.5 * top.dEdW, "0.00804047 0.00555918")
    assert agree(-0.5 * hidden.dEdW.T, """1.77005547e-04 -5.11178506e-04
        3.54011093e-05 -1.02235701e-04 -7.08022187e-05 2.04471402e-04""")


def test_zhou():
    network = Network([layer_of(np.ones((2, 2)), 0, logistic),
                       layer_of(np.ones((1, 2)), 0, logistic)],
                      squared_error)
    network.backprop(np.array([[-2.0, -1.0]]), ONE)
    assert agree(network.outputs[-1], "0.524")
    assert agree(2 * network.layers[0].dEdW[0, 0], "0.0215")


def test_trask_and_spencer_harper():
    X = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    T = np.array([[0.0], [0], [1], [1]])
    start = 2 * np.random.RandomState(1).random_sample((3, 1)) - 1
    network = Network([layer_of(start.T, 0, logistic)], squared_error)
    for _ in range(10_000):
        outputs = network.forward(X)
        step(network, X, T, 4, biases=False)
    assert agree(outputs, "0.00966449 0.00786506 0.99358898 0.99211957")
    assert agree(network.layers[0].W, "9.67299303 -0.2078435 -4.62963669")
    assert agree(network.forward(np.array([[1.0, 0, 0]])), "0.99993704")


def test_nielsen():
    for start, before, after in (([0.6, 0.9], "0.82", "0.09"),
                                 ([2.0, 2.0], "0.98", "0.20")):
        w, b = start
        network = Network([layer_of([[w]], b, logistic)], squared_error)
        assert agree(network.forward(ONE), before)
        for _ in range(300):
            step(network, ONE, 0 * ONE, 0.15)
        assert agree(network.forward(ONE), after)


def test_cs231n():
    affine = layer_of(np.linspace(-0.2, 0.3, 360).reshape(120, 3).T,
                      np.linspace(-0.3, 0.1, 3), linear)
    assert agree(
        affine.forward(np.linspace(-0.1, 0.5, 240).reshape(2, 120)),
        "1.49834967 1.70660132 1.91485297 3.25553199 3.5141327 3.77273342")
    W1 = np.linspace(-0.7, 0.3, 250).reshape(5, 50).T
    W2 = np.linspace(-0.3, 0.4, 350).reshape(50, 7).T
    network = Network([layer_of(W1, np.linspace(-0.1, 0.9, 50), relu),
                       layer_of(W2, np.linspace(-0.9, 0.1, 7), linear)],
                      softmax_cross_entropy)
    loss = network.loss(np.linspace(-5.5, 4.5, 15).reshape(5, 3).T,
                        np.eye(7)[[0, 5, 1]])
    assert agree(loss, "3.4702243556")
    assert agree(loss + np.sum(W1**2) / 2 + np.sum(W2**2) / 2,
                 "26.5948426952")


def test_columns():
    X, T, W1, W2 = published.columns()
    network = Network([layer_of(W1, 0, tanh), layer_of(W2, 0, linear)],
                      logistic_cross_entropy)
    network.backprop(X.T, T.T)
    hidden, top = network.layers
    assert agree(hidden.dEdW, """0.00301023 -0.00747267 0.00257968
        -0.00641288 -0.00156892 0.003893 -0.00652037 0.01618243""")
    assert agree(hidden.dEdb,
                 "0.00176201 0.00150995 -0.00091736 -0.00381422")
    assert agree(top.dEdW,
                 "0.00078841 0.01765429 -0.00084166 -0.01022527")
    assert agree(top.dEdb, "-0.16655712")


def test_prince():
    layers = [layer_of(Omega, beta[:, 0], relu)
              for Omega, beta in zip(*published.prince(), strict=True)]
    layers[-1].activation = linear
    network = Network(layers, squared_error)
    assert agree(network.forward(1.2 * ONE), "1.907")


def test_karpathy():
    X, T, weights, losses = published.micrograd()
    layers = [layer_of(W, 0, activation) for W, activation in zip(
        weights, (relu, relu, linear), strict=True)]
    network = Network(layers, REGISTER["Hinge"].solution())
    ours = []
    for k in range(100):
        squares = sum(np.sum(array**2) for array in network.parameters)
        ours.append(network.loss(X, T) + 0.0001 * squares)
        network.backprop(X, T)
        for layer in layers:
            layer.dEdW = layer.dEdW + 0.0002 * layer.W
            layer.dEdb = layer.dEdb + 0.0002 * layer.b
        network.update(1 - 0.9 * k / 100)
    assert agree(ours, losses)


@pytest.mark.parametrize("ours, printed, same", [
    (0.123449, "0.1234", True), (0.12346, "0.1234", False),
    ([1.0, 2.0], "1.0", False), (-0.00001, "0.00", True),
    (1.2345e-4, "1.23e-04", True), (1.2345e-4, "1.24e-04", False),
    (float("nan"), "1.0", False),
])
def test_digits_are_compared_as_they_are_printed(
        capsys, ours, printed, same):
    assert agree(ours, printed) is same
    assert capsys.readouterr().out.startswith("✓" if same else "✗")
