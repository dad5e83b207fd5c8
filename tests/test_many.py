"""Many nets at once do what each of them would do alone."""

import numpy as np
import pytest

from mlp_helpers import (
    datasets,
    linear,
    logistic,
    logistic_cross_entropy,
    tanh,
)
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


def test_cross_entropy_hands_y_minus_t_to_a():
    nets = many.start([2, 2, 1], seeds=[1], output=linear)
    (V, _, _), (W, b, _) = many.net(nets, 0)
    H = logistic.g(X @ V.T)
    many.train(nets, X, T, 0.5, epochs=1, error=logistic_cross_entropy)
    Deltas = logistic.g(H @ W.T + b) - T
    below = logistic.gd(H) * (Deltas @ W)
    assert np.allclose(nets[1][0][0], W - 0.5 * Deltas.T @ H, atol=1e-14)
    assert np.allclose(nets[0][0][0], V - 0.5 * below.T @ X, atol=1e-14)


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
