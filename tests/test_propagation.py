"""forward and backprop: against loops, numerical slopes, and the question."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlp_helpers
from mlp_helpers import (
    Activation,
    backprop,
    fold_bias,
    forward,
    linear,
    logistic,
    relu,
    softmax,
    tanh,
    unfold_bias,
)

PUBLIC = list(vars(mlp_helpers).values())
ACTIVATIONS = [value for value in PUBLIC if isinstance(value, Activation)]
sizes = st.integers(1, 7)
seeds = st.integers(0, 2**32 - 1)
activations = st.sampled_from(ACTIVATIONS)


def batch(seed, num_instances, num_inputs, num_outputs, activation):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(num_instances, num_inputs))
    W = rng.normal(size=(num_outputs, num_inputs))
    b = rng.normal(size=num_outputs)
    dEdY = rng.normal(size=(num_instances, num_outputs))
    return X, W, b, dEdY, forward(X, W, b, activation.g)


@given(seeds, sizes, sizes, sizes, activations)
def test_the_batch_is_the_sum_of_its_instances(
    seed, num_instances, num_inputs, num_outputs, activation
):
    X, W, b, dEdY, Y = batch(
        seed, num_instances, num_inputs, num_outputs, activation
    )
    dEdX, dEdW, dEdb = backprop(dEdY, W, b, activation.gd, Y, X)
    sum_W, sum_b = np.zeros_like(W), np.zeros_like(b)
    for n, x in enumerate(X):
        y = activation.g(W @ x + b)
        delta = activation.gd(y) * dEdY[n]
        np.testing.assert_allclose(Y[n], y, rtol=0, atol=1e-12)
        np.testing.assert_allclose(dEdX[n], W.T @ delta, rtol=0, atol=1e-12)
        sum_W += np.outer(delta, x)
        sum_b += delta
    np.testing.assert_allclose(dEdW, sum_W, rtol=0, atol=1e-12)
    np.testing.assert_allclose(dEdb, sum_b, rtol=0, atol=1e-12)


@settings(deadline=None)
@given(seeds, sizes, sizes, sizes, activations)
def test_backprop_agrees_with_numerical_slopes(
    seed, num_instances, num_inputs, num_outputs, activation
):
    X, W, b, dEdY, Y = batch(
        seed, num_instances, num_inputs, num_outputs, activation
    )
    if activation is relu:  # away from the kink
        b = b + np.where(np.abs(X @ W.T + b) < 1e-3, 1e-2, 0).max(axis=0)
        Y = forward(X, W, b, relu.g)
    gradients = backprop(dEdY, W, b, activation.gd, Y, X)

    def error():
        return np.sum(dEdY * forward(X, W, b, activation.g))

    for array, gradient in zip((X, W, b), gradients, strict=True):
        for entry in np.ndindex(array.shape):
            kept = array[entry]
            array[entry] = kept + 1e-6
            above = error()
            array[entry] = kept - 1e-6
            below = error()
            array[entry] = kept
            assert gradient[entry] == pytest.approx(
                (above - below) / 2e-6, rel=1e-5, abs=1e-7
            )


def test_published_numbers_of_an_affine_layer():
    # The layer of CS231n's second assignment, with W turned into ours.
    X = np.linspace(-0.1, 0.5, 240).reshape(2, 120)
    W = np.linspace(-0.2, 0.3, 360).reshape(120, 3).T
    b = np.linspace(-0.3, 0.1, 3)
    expected = [[1.49834967, 1.70660132, 1.91485297],
                [3.25553199, 3.5141327, 3.77273342]]
    np.testing.assert_allclose(
        forward(X, W, b, linear.g), expected, atol=1e-8
    )


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=str)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_activations_neither_overflow_nor_change_the_dtype(activation, dtype):
    A = np.array([[-1000, -1, 0, 1, 1000]], dtype=dtype)
    with np.errstate(all="raise"):
        Y = activation.g(A)
        slopes = activation.gd(Y)
    assert Y.dtype == slopes.dtype == dtype
    assert np.isfinite(Y).all() and np.isfinite(slopes).all()


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=str)
def test_gd_is_the_slope_of_g_written_in_y(activation):
    A = np.linspace(-4, 4, 80)  # no point at the kink of ReLU
    slope = (activation.g(A + 1e-6) - activation.g(A - 1e-6)) / 2e-6
    np.testing.assert_allclose(
        activation.gd(activation.g(A)), slope, atol=1e-8
    )


def test_relu_slope_at_its_kink_is_zero():
    np.testing.assert_array_equal(relu.gd(relu.g(np.array([-1.0, 0.0]))), 0)


def test_lists_and_integers_become_floats():
    Y = forward([[1, 2]], [[1, 0], [0, 1]], [0, 0], logistic.g)
    assert Y.dtype == np.float64
    dEdX, dEdW, dEdb = backprop(
        [[1, 1]], [[1, 0], [0, 1]], [0, 0], linear.gd, [[1, 2]], [[1, 2]]
    )
    assert dEdX.tolist() == [[1, 1]] and dEdb.tolist() == [1, 1]
    assert dEdW.tolist() == [[1, 2], [1, 2]] and dEdW.dtype == np.float64


X, W, b = np.ones((4, 3)), np.ones((2, 3)), np.ones(2)
HOLED = np.ones((4, 3))
HOLED[2, 1] = np.nan


@pytest.mark.parametrize("arguments, words", [
    ((X.T, W, b), ["X", "num_instances", "num_inputs", "3", "[3, 4]"]),
    ((X[0], W, b), ["X", "[3]", "np.newaxis"]),
    ((X, W.T, b), ["b", "num_outputs", "3", "[2]"]),
    ((X, W, b[:1]), ["b", "[num_outputs] = [2]", "[1]"]),
    ((X, W[0], b), ["W", "num_outputs, num_inputs", "[3]"]),
    ((HOLED, W, b), ["X", "finite", "nan", "[2, 1]"]),
    ((X * np.inf, W, b), ["X", "inf", "[0, 0]", "11 more"]),
    (([[1, 2, 3], [4]], W, b), ["X", "rows of equal length"]),
    ((X + 1j, W, b), ["X", "real numbers"]),
    ((X, W * np.nan, b), ["W: ", "nan at [0, 0]", "5 more"]),
    ((X, W, [0, np.inf]), ["b: ", "inf at [1]"]),
    ((np.ma.masked_values(X, 1), W, b), ["X: ", "without a mask"]),
    (([np.ma.masked_values(X[0], 1)] * 4, W, b), ["X: ", "a mask"]),
    ((X, np.ma.masked_values(W, 1), b), ["W: ", "without a mask"]),
    ((X, W, np.ma.masked_values(b, 1)), ["b: ", "without a mask"]),
    ((X[:0], W, b), ["X: ", "[0, 3]", "empty"]),
])
def test_forward_refuses_and_says_why(arguments, words):
    with pytest.raises(ValueError) as raised:
        forward(*arguments, linear.g)
    assert all(word in str(raised.value) for word in words), raised.value


@pytest.mark.parametrize("changed, words", [
    ({"dEdY": np.ones((4, 3))}, ["dEdY", "num_outputs", "[4, 2]", "[4, 3]"]),
    ({"Y": np.ones((3, 2))}, ["Y", "num_instances", "[4, 2]", "[3, 2]"]),
    ({"X": np.ones((4, 2))}, ["X", "num_inputs", "[4, 2]"]),
    ({"dEdY": np.full((4, 2), np.inf)}, ["dEdY", "inf"]),
    ({"W": W * np.nan}, ["W: ", "nan"]),
    ({"b": [0, np.nan]}, ["b: ", "nan at [1]"]),
    ({"Y": np.full((4, 2), np.nan)}, ["Y: ", "nan"]),
    ({"X": HOLED}, ["X: ", "nan at [2, 1]"]),
    ({"dEdY": np.ma.ones((4, 2))}, ["dEdY: ", "without a mask"]),
    ({"gd": linear}, ["gd: expected a function", "linear"]),
    ({"X": X[:0], "Y": X[:0, :2], "dEdY": X[:0, :2]}, ["X: ", "empty"]),
])
def test_backprop_refuses_and_says_why(changed, words):
    arguments = {
        "dEdY": np.ones((4, 2)), "W": W, "b": b, "gd": linear.gd,
        "Y": np.ones((4, 2)), "X": X,
    } | changed
    with pytest.raises(ValueError) as raised:
        backprop(**arguments)
    assert all(word in str(raised.value) for word in words), raised.value


@pytest.mark.parametrize("g", [tanh, "tanh", None])
def test_an_activation_is_no_function(g):
    with pytest.raises(ValueError, match="g: expected a function"):
        forward(X, W, b, g)


def test_softmax_takes_what_the_errors_take():
    np.testing.assert_allclose(softmax([[0, 0]]), [[0.5, 0.5]])
    for wrong in ([1, 2], [[np.nan, 1]], np.ma.ones((1, 2))):
        with pytest.raises(ValueError, match="A: expected"):
            softmax(wrong)


@given(seeds, sizes, sizes)
def test_the_folded_bias_goes_both_ways(seed, num_inputs, num_outputs):
    rng = np.random.default_rng(seed)
    W = rng.normal(size=(num_outputs, num_inputs))
    b = rng.normal(size=num_outputs)
    M = fold_bias(W, b)
    assert M.shape == (num_inputs + 1, num_outputs)
    x = rng.normal(size=num_inputs)
    np.testing.assert_allclose(np.append(x, 1) @ M, W @ x + b, atol=1e-12)
    W_again, b_again = unfold_bias(M)
    np.testing.assert_array_equal(W_again, W)
    np.testing.assert_array_equal(b_again, b)
    W_again[:] = 0
    assert M[:-1].any()  # a copy, not a view


@pytest.mark.parametrize("M", [np.ones(3), np.ones((1, 3)), "matrix"])
def test_unfolding_what_is_no_matrix(M):
    with pytest.raises(ValueError, match="M: expected"):
        unfold_bias(M)


def test_the_questions_loop_over_weight_layers():
    rng = np.random.default_rng(0)
    layers = [(rng.normal(size=(3, 2)), rng.normal(size=3)),
              (rng.normal(size=(1, 3)), rng.normal(size=1))]
    weight_layers = [fold_bias(W, b) for W, b in layers]
    input_values = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    output, Y = input_values, input_values
    for layer, (W, b) in zip(weight_layers, layers, strict=True):
        ones = np.ones((len(output), 1))
        output = logistic.g(np.hstack([output, ones]) @ layer)
        Y = forward(Y, W, b, logistic.g)
    np.testing.assert_allclose(output, Y, atol=1e-12)
