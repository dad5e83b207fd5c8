"""What notebook 10 builds is, in all it does, what the package has.

Layer, Network and train are made as a learner's are: from the sources of the
solutions and of the other right answers.
"""

import copy
from itertools import product

import answers
import numpy as np
import pytest

import mlp_helpers
from mlp_helpers import (
    Playground,
    check_gradients,
    datasets,
    linear,
    logistic,
    logistic_cross_entropy,
    relu,
    squared_error,
    tanh,
)
from mlp_helpers.exercises import REGISTER

NAMES = "Layer", "Network", "train"
X, T = datasets.moons(50, noise=0.15)


def ours(name):
    """The solution, made from its source as an answer is."""
    exercise = REGISTER[name]
    return exercise.make(exercise.solution_source, f"{name} in a test")


def theirs(name):
    return getattr(mlp_helpers, name)


def all_ours(name):
    return [ours(name), *answers.right(REGISTER[name])]


def trained(Layer, Network, train, batch_size=16, error=squared_error):
    """All weights after a training, and what it says."""
    rng = np.random.default_rng(2)
    network = Network([Layer(2, 6, tanh, rng), Layer(6, 4, logistic, rng),
                       Layer(4, 1, linear, rng)], error)
    options = {"progress": False} if train is mlp_helpers.train else {}
    losses = train(network, X, T, 10, 0.3, batch_size, seed=3, **options)
    arrays = [p for layer in network.layers for p in (layer.W, layer.b)]
    return [*arrays, network.forward(X), getattr(losses, "loss", losses)]


def assert_same(one, other):
    for mine, wanted in zip(one, other, strict=True):
        np.testing.assert_allclose(mine, wanted, rtol=0, atol=1e-10)


@pytest.mark.parametrize("error", [squared_error, logistic_cross_entropy])
@pytest.mark.parametrize("batch_size", [1, 16, 50])
def test_the_three_of_a_learner_are_those_of_the_package(batch_size, error):
    assert_same(trained(*map(ours, NAMES), batch_size, error),
                trained(*map(theirs, NAMES), batch_size, error))


@pytest.mark.parametrize("made", [
    made for made in product((ours, theirs), repeat=3)
    if made[1:] != (ours, theirs)])  # it asks a Network for more than 10 does
def test_mixtures_of_a_learners_and_the_packages(made):
    assert_same(trained(*(make(name) for make, name in zip(made, NAMES))),
                trained(*map(theirs, NAMES)))


def test_all_right_answers_go_together():
    wanted = trained(*map(theirs, NAMES))
    for parts in product(*map(all_ours, NAMES)):
        assert_same(trained(*parts), wanted)


@pytest.mark.parametrize("activation", [tanh, linear, logistic, relu])
@pytest.mark.parametrize("sizes", [(1, 2, 3), (7, 5, 2), (4, 3, 1)])
def test_the_same_start_and_the_same_passes(activation, sizes):
    num_instances, num_inputs, num_outputs = sizes
    mine, wanted = (make("Layer")(num_inputs, num_outputs, activation,
                                  np.random.default_rng(4))
                    for make in (ours, theirs))
    rng = np.random.default_rng(5)
    for _ in range(2):  # nothing of the first pass is left in the second
        X = rng.normal(size=(num_instances, num_inputs))
        dEdY = rng.normal(size=(num_instances, num_outputs))
        assert_same(*([layer.W, layer.b, layer.forward(X),
                       layer.backprop(dEdY), layer.dEdW, layer.dEdb]
                      for layer in (mine, wanted)))


@pytest.mark.parametrize("hidden", [tanh, logistic, relu])
def test_its_gradients_agree_with_the_numerical_ones(hidden):
    rng, Layer = np.random.default_rng(6), ours("Layer")
    report = check_gradients(mlp_helpers.Network(
        [Layer(2, 6, hidden, rng), Layer(6, 4, hidden, rng),
         Layer(4, 1, linear, rng)], logistic_cross_entropy), X[:6], T[:6])
    assert str(report).count("✓") == 6, report


@pytest.mark.parametrize("Layer", all_ours("Layer"))
def test_the_playground_runs_it(Layer):
    playground = Playground(layer=Layer, seed=1)
    wanted = Playground(seed=1)
    for one in (playground, wanted):
        one.step(5)
    assert_same(playground.network.parameters, wanted.network.parameters)
    rng = np.random.default_rng(0)
    network = ours("Network")([Layer(2, 3, tanh, rng),
                               Layer(3, 1, linear, rng)],
                              logistic_cross_entropy)
    Playground(X, T, network=network).step(1)


def test_a_copy_has_arrays_of_its_own():
    layer = ours("Layer")(2, 3, tanh, np.random.default_rng(0))
    other = copy.deepcopy(layer)
    other.W += 1
    assert not np.allclose(layer.W, other.W)
