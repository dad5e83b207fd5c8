"""Layer, Network, the matched errors, check_gradients."""

import copy
import io
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlp_helpers
from mlp_helpers import (
    Activation,
    Layer,
    Network,
    backprop,
    check_gradients,
    linear,
    logistic,
    logistic_cross_entropy,
    one_hot,
    relu,
    softmax_cross_entropy,
    squared_error,
    tanh,
    train,
)
from mlp_helpers.errors import MatchedError

PUBLIC = list(vars(mlp_helpers).values())
ERRORS = [value for value in PUBLIC if isinstance(value, MatchedError)]
ACTIVATIONS = [value for value in PUBLIC if isinstance(value, Activation)]


def network(sizes, error, hidden=tanh, seed=0, dtype=np.float64):
    rng = np.random.default_rng(seed)
    pairs = list(zip(sizes, sizes[1:], strict=False))
    layers = [Layer(*pair, hidden, rng, dtype) for pair in pairs[:-1]]
    return Network([*layers, Layer(*pairs[-1], linear, rng, dtype)], error)


def instances(num_instances, num_inputs, num_outputs, seed=1):
    rng = np.random.default_rng(seed)
    labels = rng.integers(num_outputs, size=num_instances)
    X = rng.normal(size=(num_instances, num_inputs))
    return X, one_hot(labels, num_outputs)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 10**6),
    st.lists(st.integers(1, 5), min_size=2, max_size=5),
    st.integers(1, 6),
    st.sampled_from(ACTIVATIONS),
    st.sampled_from(ERRORS + [squared_error.per_output()]),
)
def test_every_gradient_agrees_with_the_numerical_one(
    seed, sizes, num_instances, activation, error
):
    net = network(sizes, error, activation, seed)
    X, T = instances(num_instances, sizes[0], sizes[-1], seed)
    if activation is relu:  # stay away from kinks
        net.forward(X)
        for layer in net.layers[:-1]:
            A = layer.X @ layer.W.T + layer.b
            if (abs(A) < 1e-3).any():
                return
    report = check_gradients(net, X, T, tolerance=1e-5)
    assert all(
        row.error <= 1e-5 or abs(row.backprop - row.numerical) < 1e-10
        for row in report.rows  # E is rounded: no digits below 1e-10
    ), report


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_input_gradient(error):
    net = network([3, 4, 2], error)
    X, T = instances(5, 3, 2)
    dEdX = net.backprop(X, T, input_gradient=True)
    for entry in np.ndindex(X.shape):
        up, down = X.copy(), X.copy()
        up[entry] += 1e-6
        down[entry] -= 1e-6
        slope = (net.loss(up, T) - net.loss(down, T)) / 2e-6
        assert dEdX[entry] == pytest.approx(slope, abs=1e-8)


def test_first_layer_computes_no_input_gradient_unasked():
    net = network([3, 4, 2], squared_error)
    X, T = instances(5, 3, 2)
    asked = []
    for layer in net.layers:
        layer.activation = copy.copy(layer.activation)
    original = Layer.backprop

    def spy(self, dEdY, input_gradient=True):
        asked.append((self, input_gradient))
        return original(self, dEdY, input_gradient)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Layer, "backprop", spy)
        assert net.backprop(X, T) is None
    assert asked == [(net.layers[1], True), (net.layers[0], False)]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_dtype_is_kept_from_data_to_update(dtype, error):
    net = network([3, 4, 2], error, dtype=dtype)
    X, T = instances(5, 3, 2)  # float64
    net.backprop(X, T)
    net.update(0.1, momentum=0.9)
    net.update(0.1, momentum=0.9)
    arrays = net.parameters + net.gradients + net.outputs[1:]
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_huge_sums_neither_overflow_nor_warn(dtype, error):
    A = np.array([[1000, -1000], [-1000, 1000], [0, 1000]], dtype=dtype)
    T = np.array([[0, 1], [0, 1], [1, 0]], dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        Y = error.output(A)
        assert np.isfinite(error.E(Y, T)) and np.isfinite(error.loss(A, T))
        assert error.gradient(Y, T).dtype == Y.dtype == dtype
    assert np.isfinite(Y).all()


def test_cross_entropies_are_exact_from_a():
    A, T = np.array([[1000.0, -1000.0]]), np.array([[0.0, 1.0]])
    assert softmax_cross_entropy.loss(A, T) == 2000
    assert logistic_cross_entropy.loss(A, T) == 2000


@given(st.integers(0, 10**6))
def test_error_from_y_is_the_error_from_a(seed):
    rng = np.random.default_rng(seed)
    A, T = rng.normal(size=(4, 3)) * 3, np.eye(3)[rng.integers(3, size=4)]
    for error in ERRORS:
        E = error.E(error.output(A), T)
        assert E == pytest.approx(error.loss(A, T), rel=1e-9)


def test_error_by_hand():
    Y, T = np.array([[0.5, 0.5], [0.8, 0.2]]), np.array([[1, 0], [1, 0]])
    assert squared_error.E(Y, T) == pytest.approx((0.25 + 0.04) / 2)
    ln = -(np.log(0.5) + np.log(0.8)) / 2
    assert softmax_cross_entropy.E(Y, T) == pytest.approx(ln)
    assert logistic_cross_entropy.E(Y, T) == pytest.approx(2 * ln)
    np.testing.assert_allclose(squared_error.gradient(Y, T), (Y - T) / 2)


def test_the_questions_scale():
    output, target_output = np.random.default_rng(0).normal(size=(2, 4, 3))
    n_samples, n_outputs = target_output.shape
    error = (output - target_output) / (n_samples * n_outputs)
    scaled = squared_error.per_output()
    np.testing.assert_allclose(scaled.gradient(output, target_output), error)
    assert scaled.E(output, target_output) == pytest.approx(
        squared_error.E(output, target_output) / n_outputs
    )
    assert repr(scaled) == "squared_error.per_output()"
    assert not squared_error.averages_outputs


def test_layer_is_the_two_functions():
    layer = Layer(3, 2, tanh, rng=0)
    X, dEdY = np.random.default_rng(0).normal(size=(2, 5, 3))
    Y = layer.forward(X)
    dEdX = layer.backprop(dEdY[:, :2])
    expected = backprop(dEdY[:, :2], layer.W, layer.b, tanh.gd, Y, X)
    for got, wanted in zip(
        (dEdX, layer.dEdW, layer.dEdb), expected, strict=True
    ):
        np.testing.assert_array_equal(got, wanted)
    assert layer.backprop(dEdY[:, :2], input_gradient=False) is None


def test_parameters_stay_the_same_arrays():
    layer = Layer(2, 3, tanh, rng=0, dtype=np.float32)
    W, mine = layer.W, np.array([[1, 2], [3, 4], [5, 6]])
    layer.W = mine
    layer.W -= 0.5
    layer.b[1] = 7
    assert layer.W is W and W.dtype == np.float32
    assert W.tolist() == [[0.5, 1.5], [2.5, 3.5], [4.5, 5.5]]
    assert mine[0, 0] == 1 and layer.b.tolist() == [0, 7, 0]


def test_a_vector_holds_the_numbers_of_a_layer():
    layer = Layer(3, 2, tanh, rng=0)
    layer.forward(np.ones((4, 3)))
    layer.backprop(np.ones((4, 2)))
    layer.parameters -= 0.1 * layer.gradients
    for vector, matrix, row in (
        (layer.parameters, layer.W, layer.b),
        (layer.gradients, layer.dEdW, layer.dEdb),
    ):
        np.testing.assert_array_equal(vector, [*matrix.ravel(), *row])


@pytest.mark.parametrize("activation, variance", [
    (tanh, 2 / 700), (linear, 2 / 700), (relu, 2 / 400), (logistic, 32 / 700),
])
def test_initial_weights(activation, variance):
    layer = Layer(400, 300, activation, rng=3)
    assert layer.W.var() == pytest.approx(variance, rel=0.03)
    assert abs(layer.W.mean()) < 0.01 and not layer.b.any()
    again = Layer(400, 300, activation, np.random.default_rng(3))
    np.testing.assert_array_equal(layer.W, again.W)


@pytest.mark.parametrize("make, words", [
    (lambda: Layer(0, 2, tanh), ["num_inputs", "at least 1", "0"]),
    (lambda: Layer(2, 2.5, tanh), ["num_outputs", "whole number", "2.5"]),
    (lambda: Layer(2, "3", tanh), ["num_outputs", "'3'"]),
    (lambda: Layer(2, 2, "tanh"), ["activation", "g and gd", "'tanh'"]),
    (lambda: Layer(2, 2, tanh, dtype=int), ["dtype", "float"]),
    (lambda: setattr(Layer(2, 3, tanh), "W", np.ones((2, 3))),
     ["W", "[num_outputs, num_inputs] = [3, 2]", "[2, 3]"]),
    (lambda: setattr(Layer(2, 3, tanh), "b", [1, np.nan, 1]), ["b", "nan"]),
    (lambda: Layer(2, 3, tanh).forward([[1, 2, 3]]), ["X", "[1, 3]"]),
    (lambda: Network([], squared_error), ["layers", "none"]),
    (lambda: Network([tanh], squared_error), ["layers[0]", "without W"]),
    (lambda: Network([Layer(2, 3, tanh), Layer(2, 1, tanh)], squared_error),
     ["layers[1]", "num_inputs = 3", "2"]),
    (lambda: Network([Layer(2, 3, tanh)], "mse"), ["error", "'mse'"]),
    (lambda: network([2, 1], squared_error).loss([[1, 2]], [1]),
     ["T", "[1, 1]", "[1]"]),
    (lambda: network([2, 3], softmax_cross_entropy).loss([[1, 2]], [1]),
     ["T", "one_hot(labels, 3)"]),
    (lambda: network([2, 2], softmax_cross_entropy).loss([[1, 2]], [[1, 1]]),
     ["T", "sum to 1", "row 0"]),
    (lambda: network([2, 1], logistic_cross_entropy).loss([[1, 2]], [[2]]),
     ["T", "from 0 to 1", "2", "[0, 0]"]),
    (lambda: network([2, 1], squared_error).update(-1),
     ["learning_rate", "more than 0", "-1"]),
    (lambda: network([2, 1], squared_error).update(1, momentum=1),
     ["momentum", "less than 1"]),
])
def test_refusals(make, words):
    with pytest.raises(ValueError) as raised:
        make()
    assert all(word in str(raised.value) for word in words), raised.value


def test_backprop_before_forward():
    with pytest.raises(RuntimeError, match="call forward"):
        Layer(2, 3, tanh).backprop(np.ones((1, 3)))


def test_squashing_twice_warns():
    layers = [Layer(2, 1, logistic)]
    with pytest.warns(UserWarning, match="output function on top"):
        Network(layers, logistic_cross_entropy)
    Network(layers, squared_error)  # is a network of its own right


class Plain:
    """A learner's layer: plain attributes, nothing else."""

    def __init__(self, num_inputs, num_outputs, activation, rng):
        self.W = rng.normal(size=(num_outputs, num_inputs))
        self.b = np.zeros(num_outputs)
        self.activation = activation

    def forward(self, X):
        self.X = X
        self.Y = self.activation.g(X @ self.W.T + self.b)
        return self.Y

    def backprop(self, dEdY):
        Deltas = self.activation.gd(self.Y) * dEdY
        self.dEdW, self.dEdb = Deltas.T @ self.X, Deltas.sum(axis=0)
        return Deltas @ self.W


def test_the_learners_layer_will_do():
    rng = np.random.default_rng(0)
    layers = [Plain(3, 4, tanh, rng), Plain(4, 2, linear, rng)]
    net = Network(layers, softmax_cross_entropy)
    X, T = instances(6, 3, 2)
    assert check_gradients(net, X, T).ok
    before = net.loss(X, T)
    for _ in range(20):
        net.backprop(X, T)
        net.update(0.5)
    assert net.loss(X, T) < before / 2


def test_outputs_are_the_output_layers():
    net = network([3, 4, 2], softmax_cross_entropy)
    X, _ = instances(5, 3, 2)
    Y = net.forward(X)
    shapes = [output.shape for output in net.outputs]
    assert shapes == [(5, 3), (5, 4), (5, 2)]
    assert net.outputs[-1] is Y
    np.testing.assert_allclose(Y.sum(axis=1), 1)


def test_momentum_by_hand():
    net = network([1, 1], squared_error)
    layer = net.layers[0]
    layer.W, layer.b = [[1.0]], [0.0]
    for gradient in (1.0, 1.0, -2.0):
        layer.dEdW, layer.dEdb = np.array([[gradient]]), np.zeros(1)
        net.update(0.1, momentum=0.5)
    # v = -0.1, then -0.15, then +0.125
    assert layer.W[0, 0] == pytest.approx(1 - 0.1 - 0.15 + 0.125)


@pytest.mark.parametrize("broken, array", [
    (lambda net: setattr(net.layers[0], "dEdW", -net.layers[0].dEdW), 0),
    (lambda net: net.layers[1].dEdb.__imul__(1.01), 3),
])
def test_check_gradients_says_where_and_by_how_much(broken, array):
    net = network([3, 4, 2], softmax_cross_entropy)
    X, T = instances(5, 3, 2)
    right = net.backprop

    def wrong(X, T):
        right(X, T)
        broken(net)

    net.backprop = wrong
    report = check_gradients(net, X, T)
    assert not report.ok
    failed = [row for row in report.rows if row.error > report.tolerance]
    assert [row.name for row in failed] == [report.rows[array].name]
    line = repr(report).splitlines()[array]
    assert line.startswith("✗") and f"{failed[0].backprop:.6g}" in line
    assert repr(report).count("✓") == 3


def test_check_gradients_leaves_the_network_as_it_was():
    net = network([3, 40, 2], squared_error, dtype=np.float32)
    X, T = instances(5, 3, 2)
    before = [p.copy() for p in net.parameters]
    assert check_gradients(net, X, T, max_entries=20).ok
    for kept, now in zip(before, net.parameters, strict=True):
        np.testing.assert_array_equal(kept, now)


def test_deep_copies_are_independent():
    net = network([2, 3, 1], squared_error)
    twin = copy.deepcopy(net)
    twin.layers[0].W += 1
    assert not np.allclose(net.layers[0].W, twin.layers[0].W)
    X, T = instances(5, 2, 1)
    twin.backprop(X, T)
    before = [p.copy() for p in twin.parameters]
    twin.update(0.1)  # moves what the twin computes with
    for old, new in zip(before, twin.parameters, strict=True):
        assert (old != new).all()
    assert repr(net).startswith("Network([Layer(2, 3, tanh)")


# ---- the list of layers is its owner's to change ----

def trains(net, num_outputs):
    X, T = instances(6, 2, num_outputs)
    net.backprop(X, T)
    net.update(0.1, momentum=0.9)
    assert net.forward(X).shape == (6, num_outputs)
    assert train(net, X, T, epochs=2, momentum=0.9).updates == 2
    net.update(0.1)
    assert all(np.isfinite(p).all() for p in net.parameters)


@pytest.mark.parametrize("change, num_outputs", [
    (lambda layers: layers.__setitem__(-1, Layer(4, 5, linear, 0)), 5),
    (lambda layers: layers.append(Layer(2, 1, linear, 0)), 1),
    (lambda layers: layers.insert(1, Layer(4, 4, tanh, 0)), 2),
    (lambda layers: layers.pop(), 4),
    (lambda layers: layers.__setitem__(0, Plain(
        2, 4, tanh, np.random.default_rng(0))), 2),
])
def test_layers_can_be_exchanged(change, num_outputs):
    net = network([2, 4, 2], squared_error)
    X, T = instances(6, 2, 2)
    net.backprop(X, T)
    net.update(0.1, momentum=0.9)
    change(net.layers)
    trains(net, num_outputs)
    assert len(net.state()) == sum(
        1 if isinstance(lay, Layer) else 2 for lay in net.layers)


def test_velocities_go_with_their_layers():
    rng = np.random.default_rng(0)
    layers = [Layer(2, 2, tanh, rng), Layer(2, 2, linear, rng)]
    net, X = Network(layers, squared_error), instances(6, 2, 2)[0]
    net.backprop(X, X)
    net.update(0.1, momentum=0.9)
    velocities = [v for _, v in net.state()]
    net.layers.reverse()
    for (_, v), mine in zip(net.state(), velocities[::-1]):
        np.testing.assert_array_equal(v, mine)
    net.layers[0] = Layer(2, 2, tanh, rng)
    assert not net.state()[0][1].any() and net.state()[1][1].any()


def sharing_plain_layers(view):
    one, other = (Plain(2, 2, tanh, np.random.default_rng(n)) for n in (0, 1))
    other.W = view(one.W)
    return [one, other]


@pytest.mark.parametrize("make", [
    lambda: [Layer(2, 4, tanh), *[Layer(4, 4, tanh)] * 2],
    lambda: sharing_plain_layers(lambda W: W),
    lambda: sharing_plain_layers(lambda W: W.T),
    lambda: sharing_plain_layers(lambda W: W[::-1, :]),
])
def test_no_weights_at_two_places(make):
    layers = make()
    at = len(layers) - 1
    kind = "a layer" if layers[at] is layers[at - 1] else "an array"
    words = [f"layers[{at}]", f"layers[{at - 1}]", f"{kind} of its own"]
    with pytest.raises(ValueError) as raised:
        Network(layers, squared_error)
    assert all(word in str(raised.value) for word in words), raised.value
    net = Network(layers[:-1], squared_error)
    net.layers.append(layers[-1])
    X, T = instances(3, 2, len(layers[-1].b))
    for step in (lambda: net.forward(X), lambda: net.loss(X, T),
                 lambda: net.update(0.1), lambda: net.backprop(X, T),
                 lambda: train(net, X, T), lambda: net.state()):
        with pytest.raises(ValueError) as raised:
            step()
        assert all(word in str(raised.value) for word in words)


@pytest.mark.parametrize("change, words", [
    (lambda net: net.layers.append(Layer(5, 1, tanh)),
     ["layers[2]", "num_inputs = 2", "5"]),
    (lambda net: net.layers.clear(), ["layers", "none"]),
    (lambda net: net.layers.append(tanh), ["layers[2]", "without W"]),
    (lambda net: net.layers.append(Layer), ["layers[2]", "the class Layer"]),
    (lambda net: net.layers.append(Layer(2, 1, tanh, 0, np.float32)),
     ["layers[2].W", "float64, the dtype of layers[0].W", "float32"]),
    (lambda net: setattr(net, "layers", net.layers[0]),
     ["layers", "list", "Layer(2, 4, tanh)"]),
])
def test_a_changed_list_that_does_not_fit_is_named(change, words):
    net = network([2, 4, 2], squared_error)
    X, T = instances(3, 2, 2)
    change(net)
    for step in (lambda: net.forward(X), lambda: net.loss(X, T),
                 lambda: net.update(0.1), lambda: net.backprop(X, T),
                 lambda: train(net, X, T)):
        with pytest.raises(ValueError) as raised:
            step()
        assert all(w in str(raised.value) for w in words), raised.value


# ---- what holds the NaN ----

@pytest.mark.parametrize("letter, value", [("W", np.nan), ("b", np.inf)])
@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("plain", [False, True])
def test_nan_is_told_of_the_array_that_holds_it(letter, value, place, plain):
    rng = np.random.default_rng(0)
    kind = Plain if plain else Layer
    net = Network([kind(2, 3, tanh, rng), kind(3, 2, linear, rng)],
                  squared_error)
    X, T = instances(4, 2, 2)
    array = getattr(net.layers[place], letter)
    array[-1] = value
    where = "[1, 0]" if letter == "W" and place else "[2"
    where = "[1" if place else where
    for step in (lambda: net.forward(X), lambda: net.backprop(X, T),
                 lambda: net.loss(X, T), lambda: train(net, X, T),
                 lambda: check_gradients(net, X, T)):
        with pytest.raises(ValueError) as raised:
            step()
        text = str(raised.value)
        assert text.startswith(f"layers[{place}].{letter}: expected finite")
        assert where in text and str(value) in text


@pytest.mark.parametrize("X, T, name", [
    ([[np.nan, 1]], [[1, 0]], "X"), ([[1, 1]], [[np.inf, 0]], "T"),
])
def test_nan_in_the_data_is_told_of_the_data(X, T, name):
    net = network([2, 3, 2], squared_error)
    for step in (net.loss, net.backprop, lambda X, T: train(net, X, T),
                 lambda X, T: check_gradients(net, X, T)):
        with pytest.raises(ValueError, match=f"^{name}: expected finite"):
            step(X, T)


def test_an_overflow_is_told_of_the_layer_where_it_arises():
    net = network([2, 3, 2], squared_error)
    net.layers[0].b, net.layers[1].W[1] = [9, 9, 9], 1e308
    with pytest.raises(ValueError) as raised:
        net.forward(np.ones((4, 2)))
    for word in ("layers[1]", "from finite X, W and b", "inf at [0, 1]",
                 "up to 1e+308"):
        assert word in str(raised.value)
    net = network([2, 3, 2], squared_error, dtype=np.float16)
    with pytest.raises(ValueError, match="X: .* that float16 can hold"):
        net.forward([[1e6, 1]])


def replace(**attributes):
    def change(layer):
        for name, value in attributes.items():
            setattr(layer, name, value)
    return change


def without_dEdW(layer):
    right = layer.backprop

    def backprop(dEdY):
        dEdX = right(dEdY)
        del layer.dEdW
        return dEdX

    layer.backprop = backprop


@pytest.mark.parametrize("change, words", [
    (replace(W=[[1.0, 2.0]] * 3), ["layers[1].W", "NumPy array of floats"]),
    (replace(W=np.ones((2, 3), int)), ["layers[1].W", "int64"]),
    (replace(W=np.broadcast_to(1.0, (2, 3))), ["layers[1].W", "read-only"]),
    (replace(W=np.ma.ones((2, 3))), ["layers[1].W", "mask"]),
    (replace(W=np.ones(3)), ["layers[1].W", "[num_outputs, num_inputs]"]),
    (replace(b=None), ["layers[1].b", "None"]),
    (replace(b=np.ones(3)), ["layers[1].b", "[num_outputs] = [2]", "[3]"]),
    (replace(forward=lambda X: None),
     ["layers[1].forward", "num_instances = 4", "None"]),
    (replace(forward=lambda X: [1, 2]), ["layers[1].forward", "[1, 2]"]),
    (replace(forward=lambda X: X),
     ["layers[1].forward", "[num_instances, num_outputs] = [4, 2]"]),
    (replace(backprop=lambda dEdY: None), ["layers[1].dEdW", "None"]),
    (without_dEdW, ["layers[1].dEdW", "num_outputs = 2, num_inputs = 3"]),
    (replace(backprop=lambda dEdY: None, dEdW=np.ones((2, 3)),
             dEdb=np.ones(2)), ["layers[1].backprop", "num_inputs = 3"]),
    (replace(backprop=lambda dEdY: dEdY, dEdW=np.ones((3, 2)),
             dEdb=np.ones(2)), ["layers[1].dEdW", "[2, 3]", "[3, 2]"]),
    (replace(backprop=lambda dEdY: dEdY, dEdW=np.ones((2, 3)),
             dEdb=[0.0, 0.0]), ["layers[1].dEdb", "num_outputs = 2"]),
])
def test_a_learners_layer_is_told_what_is_missing(change, words):
    rng = np.random.default_rng(0)
    layers = [Plain(2, 3, tanh, rng), Plain(3, 2, linear, rng)]
    change(layers[1])
    X, T = instances(4, 2, 2)
    for step in (Network.backprop, train):
        with pytest.raises(ValueError) as raised:
            step(Network(layers, squared_error), X, T)
        assert all(w in str(raised.value) for w in words), raised.value


def test_an_update_before_backprop_is_told_of():
    plain = Network([Plain(2, 2, tanh, np.random.default_rng(0))],
                    squared_error)
    with pytest.raises(ValueError, match=r"layers\[0\].dEdW: expected"):
        plain.update(0.1)
    net = network([2, 3, 1], squared_error)
    net.layers[1].gradients[-1] = np.nan
    with pytest.raises(ValueError, match=r"layers\[1\].dEdb: .* nan at"):
        net.update(0.1, momentum=0.9)


# ---- copies, and what is saved ----

class Biased(Layer):
    """A subclass with something of its own."""

    def __init__(self, num_inputs, num_outputs, rng=None):
        super().__init__(num_inputs, num_outputs, tanh, rng)
        self.note = ["mine"]


@pytest.mark.parametrize("again", [
    copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it)),
])
@pytest.mark.parametrize("make", [
    lambda rng: Layer(2, 1, logistic, rng), lambda rng: Biased(2, 1, rng),
])
def test_a_copy_of_a_layer_learns_on_its_own(again, make):
    layer, X = make(np.random.default_rng(0)), np.ones((3, 2))
    Y = layer.forward(X)
    twin = again(layer)
    assert vars(twin).keys() == vars(layer).keys()
    np.testing.assert_array_equal(twin.forward(X), Y)
    for one in (layer, twin):
        assert np.shares_memory(one.parameters, one.W)
        assert np.shares_memory(one.gradients, one.dEdb)
    before = layer.parameters.copy()
    twin.backprop(np.ones((3, 1)))
    twin.parameters -= twin.gradients
    assert (twin.forward(X) != Y).all()
    np.testing.assert_array_equal(layer.parameters, before)
    np.testing.assert_array_equal(layer.forward(X), Y)
    layer.W += 1
    assert (layer.forward(X) != Y).all()


@pytest.mark.parametrize("again", [
    copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it)),
])
@pytest.mark.parametrize("plain", [False, True])
def test_a_copy_of_a_network_learns_on_its_own(again, plain):
    rng, kind = np.random.default_rng(0), Plain if plain else Layer
    net = Network([kind(3, 4, relu, rng), kind(4, 2, linear, rng)],
                  softmax_cross_entropy)
    X, T = instances(6, 3, 2)
    net.backprop(X, T)
    net.update(0.1, momentum=0.9)
    twin, before = again(net), net.state()
    for (kept, v), (mine, my_v) in zip(twin.state(), before):
        np.testing.assert_array_equal(kept, mine)
        np.testing.assert_array_equal(v, my_v)
    for _ in range(3):
        twin.backprop(X, T)
        twin.update(0.1, momentum=0.9)
    for (kept, v), (mine, my_v) in zip(net.state(), before):
        np.testing.assert_array_equal(kept, mine)
        np.testing.assert_array_equal(v, my_v)
    for _ in range(3):
        net.backprop(X, T)
        net.update(0.1, momentum=0.9)
    np.testing.assert_array_equal(net.forward(X), twin.forward(X))


@pytest.mark.parametrize("one", [*ACTIVATIONS, *ERRORS,
                                 squared_error.per_output()], ids=str)
def test_activations_and_errors_can_be_pickled(one):
    again, A = pickle.loads(pickle.dumps(one)), np.array([[-1.0, 2.0]])
    function = "g" if isinstance(one, Activation) else "output"
    assert str(again) == str(one)
    np.testing.assert_array_equal(getattr(again, function)(A),
                                  getattr(one, function)(A))


def test_weights_saved_and_loaded_as_the_docstring_says():
    net, other = (network([3, 4, 2], squared_error, seed=s) for s in (0, 1))
    file = io.BytesIO()
    np.savez(file, *net.parameters)
    file.seek(0)
    saved = np.load(file)
    for p, key in zip(other.parameters, saved):
        p[...] = saved[key]
    X, _ = instances(5, 3, 2)
    np.testing.assert_array_equal(net.forward(X), other.forward(X))
    assert "pickle runs the code" in Network.__doc__


# ---- the state ----

def test_a_state_brings_back_weights_and_velocities():
    net, (X, T) = network([2, 3, 1], squared_error), instances(5, 2, 1)
    net.backprop(X, T)
    net.update(0.1, momentum=0.9)
    kept, ways = net.state(), []
    for _ in range(2):
        for _ in range(3):
            net.backprop(X, T)
            net.update(0.1, momentum=0.9)
        ways.append([p.copy() for p in net.parameters])
        net.restore(kept)
    for one, other in zip(*ways):
        np.testing.assert_array_equal(one, other)
    net.stand_still()
    assert not any(v.any() for _, v in net.state())


def test_a_state_of_other_layers_is_refused():
    net, other = (network(s, squared_error) for s in ([2, 3, 1], [2, 1]))
    with pytest.raises(ValueError, match="state: expected"):
        net.restore(other.state())


@pytest.mark.parametrize("make, words", [
    (lambda: Network(Layer(2, 1, tanh), squared_error),
     ["layers", "list of layers", "Layer(2, 1, tanh)"]),
    (lambda: Network(squared_error, [Layer(2, 1, tanh)]),
     ["layers", "squared_error"]),
    (lambda: Network([Layer(2, 1, tanh)], type(squared_error)),
     ["error", "SquaredError"]),
    (lambda: Layer(2, 1, Activation), ["activation", "Activation"]),
    (lambda: Layer(2, 1, np.tanh), ["activation", "g and gd"]),
    (lambda: Layer(tanh, 2, 1), ["num_inputs", "tanh"]),
    (lambda: Layer(True, 2, tanh), ["num_inputs", "True"]),
    (lambda: Layer(2, 2, tanh, rng="0"), ["rng", "'0'"]),
    (lambda: Layer(2, 2, tanh, rng=True), ["rng", "True"]),
    (lambda: check_gradients(squared_error, [[1]], [[1]]),
     ["network", "squared_error"]),
    (lambda: check_gradients(network([1, 1], squared_error), [[1]], [[1]],
                             step=0), ["step", "more than 0"]),
    (lambda: check_gradients(network([1, 1], squared_error), [[1]], [[1]],
                             seed=1.5), ["seed", "1.5"]),
])
def test_wrong_kinds_are_refused(make, words):
    with pytest.raises(ValueError) as raised:
        make()
    assert all(word in str(raised.value) for word in words), raised.value


def test_sizes_may_come_as_floats():
    layer = Layer(2.0, np.float64(3), tanh, rng=np.int64(0))
    assert layer.W.shape == (3, 2)
    net, (X, T) = network([2, 3, 1], squared_error), instances(5, 2, 1)
    assert check_gradients(net, X, T, max_entries=1e2).ok
