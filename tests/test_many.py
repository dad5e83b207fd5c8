"""Many nets at once do what each of them would do alone."""

import numpy as np
import pytest

from mlp_helpers import datasets, logistic, tanh
from mlp_helpers.course import many
from mlp_helpers.exercises.nb05 import network_gradients

X, T = datasets.xor()


@pytest.mark.parametrize("sizes", [[2, 2, 1], [2, 3, 1], [2, 4, 3, 1]])
@pytest.mark.parametrize("hidden", [logistic, tanh])
def test_a_step_is_the_sum_of_the_instances_gradients(sizes, hidden):
    nets = many.start(sizes, seeds=[3, 5, 8], hidden=hidden)
    before = [many.net(nets, n) for n in range(3)]
    many.train(nets, X, T, rate=0.5, epochs=1)
    for n, layers in enumerate(before):
        pairs = [network_gradients(x, t, layers) for x, t in zip(X, T)]
        for k, (W, b, _) in enumerate(many.net(nets, n)):
            dEdW, dEdb = (sum(pair[k][i] for pair in pairs) for i in (0, 1))
            assert np.allclose(W, layers[k][0] - 0.5 * dEdW, atol=1e-14)
            assert np.allclose(b, layers[k][1] - 0.5 * dEdb, atol=1e-14)


def test_the_wrong_order_hands_down_through_moved_weights():
    nets = many.start([2, 2, 1], seeds=[1])
    right, wrong = many.net(nets, 0), many.start([2, 2, 1], seeds=[1])
    many.step(nets, X[:1], T[:1], 1.0)
    many.step(wrong, X[:1], T[:1], 1.0, top_first=True)
    assert np.array_equal(nets[1][0], wrong[1][0])
    (_, dEdb1), (_, delta2) = network_gradients(X[0], T[0], right)
    slope = logistic.gd(many.outputs_of(X[:1], [
        (W[np.newaxis], b[np.newaxis], a) for W, b, a in right])[1][0, 0])
    moved = slope * (wrong[1][0][0].T @ delta2)
    assert np.allclose(nets[0][1][0], -dEdb1, atol=1e-15)
    assert np.allclose(wrong[0][1][0], -moved, atol=1e-15)


def test_nets_do_not_touch_each_other():
    alone = many.start([2, 2, 1], seeds=[7])
    together = many.start([2, 2, 1], seeds=[1, 7, 2])
    for nets in (alone, together):
        many.train(nets, X, T, rate=1.0, epochs=20)
    for (W, b, _), (V, c, _) in zip(many.net(alone, 0),
                                    many.net(together, 1)):
        assert np.allclose(W, V, atol=1e-13)
        assert np.allclose(b, c, atol=1e-13)


@pytest.mark.parametrize("sizes, seeds, name", [
    ([2], [1], "sizes"), ([2, 0, 1], [1], "sizes"), ([2, 2, 1], [], "seeds"),
    ([2, 1.5, 1], [1], "sizes"),
])
def test_a_wrong_argument_is_named(sizes, seeds, name):
    with pytest.raises(ValueError, match=rf"^{name}\b"):
        many.start(sizes, seeds)
