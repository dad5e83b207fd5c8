"""The class that notebook 10 builds is, in all it does, `mlp_helpers.Layer`.

It is made here as a learner makes it: the solutions of three exercises, and
the cell of the notebook that puts them into a class.
"""

import copy

import answers
import notebook_form
import numpy as np
import pytest

import mlp_helpers
from mlp_helpers import (
    Network,
    check_gradients,
    datasets,
    linear,
    logistic,
    logistic_cross_entropy,
    relu,
    tanh,
    train,
)
from mlp_helpers.exercises import REGISTER

PARTS = ("layer_forward", "layer_backprop", "initial_weights")


def the_class(**parts):
    """The notebook's Layer; `parts` take the place of solutions."""
    notebook = notebook_form.read(
        notebook_form.NOTEBOOKS / "10_the_layer_class.ipynb")
    cell, = (cell["source"] for cell in notebook_form.code_cells(notebook)
             if cell["source"].startswith("class Layer:"))
    namespace = {"np": np, **{name: REGISTER[name].solution
                              for name in PARTS}, **parts}
    exec(cell, namespace)
    return namespace["Layer"]


Layer = the_class()


def pair(num_inputs, num_outputs, activation, seed):
    """The learner's layer and the package's, with the same W and b."""
    rng = np.random.default_rng(seed)
    mine = Layer(num_inputs, num_outputs, activation, rng)
    theirs = mlp_helpers.Layer(num_inputs, num_outputs, activation)
    mine.b += rng.normal(size=num_outputs)
    theirs.W, theirs.b = mine.W, mine.b
    return mine, theirs


def network(make, seed, hidden=tanh):
    rng = np.random.default_rng(seed)
    return Network([make(2, 6, hidden, rng), make(6, 4, hidden, rng),
                    make(4, 1, linear, rng)], logistic_cross_entropy)


@pytest.mark.parametrize("activation", [tanh, linear])
@pytest.mark.parametrize("seed", range(3))
def test_the_same_start(activation, seed):
    for rngs in ((seed, seed), map(np.random.default_rng, (seed, seed))):
        mine, theirs = (make(5, 3, activation, rng) for make, rng in zip(
            (Layer, mlp_helpers.Layer), rngs))
        assert mine.activation is theirs.activation
        for name in ("W", "b", "dEdW", "dEdb"):
            np.testing.assert_array_equal(getattr(mine, name),
                                          getattr(theirs, name), name)


@pytest.mark.parametrize("activation", [tanh, linear, logistic, relu])
@pytest.mark.parametrize("sizes", [(1, 2, 3), (7, 5, 2), (4, 3, 1)])
def test_the_same_passes(activation, sizes):
    num_instances, num_inputs, num_outputs = sizes
    mine, theirs = pair(num_inputs, num_outputs, activation, seed=4)
    rng = np.random.default_rng(5)
    for _ in range(2):  # nothing of the first pass is left in the second
        X = rng.normal(size=(num_instances, num_inputs))
        dEdY = rng.normal(size=(num_instances, num_outputs))
        for method, argument in (("forward", X), ("backprop", dEdY)):
            got, wanted = (getattr(layer, method)(argument)
                           for layer in (mine, theirs))
            np.testing.assert_allclose(got, wanted, rtol=0, atol=1e-13)
        for name in ("X", "Y", "dEdW", "dEdb"):
            np.testing.assert_allclose(
                getattr(mine, name), getattr(theirs, name), rtol=0,
                atol=1e-13, err_msg=name)


@pytest.mark.parametrize("momentum, batch_size", [(0, None), (0.9, 16)])
def test_the_same_network_after_a_training(momentum, batch_size):
    X, T = datasets.moons(50, noise=0.15)
    nets = [network(make, seed=2) for make in (Layer, mlp_helpers.Layer)]
    for net in nets:
        train(net, X, T, epochs=10, learning_rate=0.3, momentum=momentum,
              batch_size=batch_size)
    for mine, theirs in zip(nets[0].parameters, nets[1].parameters):
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=1e-12)
    np.testing.assert_allclose(nets[0].forward(X), nets[1].forward(X),
                               rtol=0, atol=1e-12)


@pytest.mark.parametrize("hidden", [tanh, logistic, relu])
def test_its_gradients_agree_with_the_numerical_ones(hidden):
    X, T = datasets.moons(6, noise=0.15, seed=3)
    report = check_gradients(network(Layer, seed=6, hidden=hidden), X, T)
    assert str(report).count("✓") == 6, report


def test_the_right_variants_are_the_same_layer_too():
    """Whatever check lets pass drives a network as the solution does."""
    X, T = datasets.moons(20, noise=0.15)
    wanted = network(Layer, seed=1)
    train(wanted, X, T, epochs=3, momentum=0.5, batch_size=8)
    for name in PARTS:
        for variant in answers.right(REGISTER[name]):
            net = network(the_class(**{name: variant}), seed=1)
            train(net, X, T, epochs=3, momentum=0.5, batch_size=8)
            for mine, theirs in zip(net.parameters, wanted.parameters):
                np.testing.assert_allclose(mine, theirs, rtol=0, atol=1e-12)


def test_a_copy_has_arrays_of_its_own():
    net = network(Layer, seed=1)
    other = copy.deepcopy(net)
    other.layers[0].W += 1
    assert not np.allclose(net.layers[0].W, other.layers[0].W)
