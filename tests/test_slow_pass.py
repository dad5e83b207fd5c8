"""The slow pass without a browser: a batch, and slopes that are wrong."""

import copy

import numpy as np
import pytest

from mlp_helpers import (
    Layer,
    Network,
    Playground,
    explorers,
    linear,
    logistic,
    logistic_cross_entropy,
    relu,
    softmax_cross_entropy,
    squared_error,
    tanh,
)
from mlp_helpers.explorers.passes import one_pass
from mlp_helpers.explorers.texts import lines, show, warning
from mlp_helpers.playground.looking import Unfit
from mlp_helpers.playground.slow import slow_pass

# The network of notebooks 05 and 08, and the batch of 08.
W1 = np.array([[0.5, -1.0], [1.0, 0.5], [2.0, -1.5]])
b1 = np.array([0.5, -1.0, 1.0])
W2 = np.array([[1.0, -1.0, 2.0], [2.0, 0.5, 1.0]])
b2 = np.array([0.0, -1.0])
STACK = [(W1, b1, logistic), (W2, b2, linear)]
X = np.array([[1.0, 2], [2, 0], [0, 1], [1, 1]])
T = np.array([[0.0, 1], [2, 1], [1, 0], [1, 2]])


def network_of(sizes, activations, error, kind=Layer, seed=0):
    rng = np.random.default_rng(seed)
    layers = [kind(n, m, activation, rng)
              for n, m, activation in zip(sizes, sizes[1:], activations)]
    for layer in layers:
        layer.b += rng.normal(size=layer.b.shape)
    return Network(layers, error)


def pass_of(network, X, T, **options):
    objects = copy.deepcopy(network.layers)
    layers = [(layer.W.copy(), layer.b.copy(), layer.activation)
              for layer in objects]
    return one_pass(objects, layers, X, T, network.error.name, **options)


# ---- a batch ----

def test_a_batch_has_the_numbers_of_notebook_08():
    inspector = explorers.inspector(STACK, X, T, selected="dEdW1[2, 1]")
    assert show(inspector["A1[0, 0]"].value) == "−1"
    assert round(inspector["dEdW1[2, 1]"].value, 6) == 0.05575
    (_, _, _, share), *others = inspector["dEdW1[2, 1]"].terms
    assert (round(share, 4), round(4 * share, 6)) == (0.0599, 0.239589)
    assert sum([share, *(term[-1] for term in others)]) == pytest.approx(
        inspector["dEdW1[2, 1]"].value)
    assert lines(inspector["dEdW1[2, 1]"])[:1] == [
        "dEdW1[2, 1] = Deltas1[0, 2] · X[0, 1] + Deltas1[1, 2] · X[1, 1] + "
        "Deltas1[2, 2] · X[2, 1] + Deltas1[3, 2] · X[3, 1]"]
    assert "4 instances" in inspector.sentence


def test_the_line_of_the_mean_error_gives_the_result():
    inspector = explorers.inspector(STACK, X, T)
    E = inspector["E"]
    assert E.formula == "(sum over n and o of (Y2[n, o] − T[n, o])²) / 8" \
        .replace("(sum", "sum").replace("²) /", "² /")
    text = E.values.replace("−", "-").replace("²", "**2")
    assert eval(text) == pytest.approx(E.value, abs=2e-4)


def test_a_batch_goes_back_by_a_function_of_notebook_08():
    def backprop(dEdY, W, b, gd, Y, X):
        Deltas = gd(Y) * dEdY
        return Deltas @ W, Deltas.T @ X, Deltas.sum(axis=0)

    right = explorers.inspector(STACK, X, T, backprop=backprop)
    assert not any(o.wrong for o in right.operations)
    mean = explorers.inspector(STACK, X, T, backprop=lambda *a: (
        *backprop(*a)[:2], (a[3](a[4]) * a[0]).mean(axis=0)))
    assert {o.array for o in mean.operations if o.wrong} == {"dEdb1", "dEdb2"}


@pytest.mark.parametrize("error, last, targets", [
    (squared_error, tanh, [[0.5, -1], [1, 0], [0, 0.25]]),
    (logistic_cross_entropy, linear, [[1], [0], [1]]),
    (softmax_cross_entropy, linear, [[1, 0, 0], [0, 0, 1], [0, 1, 0]]),
])
@pytest.mark.parametrize("hidden", [tanh, logistic, relu])
def test_every_slope_is_the_networks_and_the_numerical_one(
        error, last, targets, hidden):
    T = np.array(targets, dtype=float)
    network = network_of([2, 3, T.shape[1]], [hidden, last], error)
    X = np.random.default_rng(2).normal(size=(3, 2))
    found = {o.name: o for o in pass_of(network, X, T, rate=0.3).operations}
    network.backprop(X, T)
    assert found["E"].value == pytest.approx(network.loss(X, T))
    compared = 0
    for s, layer in enumerate(network.layers, 1):
        for name in "Wb":
            gradient = getattr(layer, f"dEd{name}")
            for place, slope in np.ndenumerate(gradient):
                place = ", ".join(map(str, place))
                o = found[f"dEd{name}{s}[{place}]"]
                assert o.value == pytest.approx(slope)
                compared += o.numerical is not None
    assert compared == sum(p.size for p in network.parameters)
    assert all(o.true and o.agrees for o in found.values())
    network.update(0.3)
    assert found["E after"].value == pytest.approx(network.loss(X, T))


@pytest.mark.parametrize("error, t", [
    (squared_error, 1.0), (logistic_cross_entropy, 1.0),
    (logistic_cross_entropy, 0.0)])
def test_lines_of_one_instance_give_their_results(error, t):
    network = network_of([2, 3, 1], [tanh, linear], error)
    found = pass_of(network, X[:1], np.array([[t]]), batch=False)
    for o in found.operations:
        if o.step:
            text = o.values.replace("−", "-").replace("·", "*").replace(
                "²", "**2")
            value = eval(text, {"exp": np.exp, "tanh": np.tanh,
                                "ln": np.log})
            assert value == pytest.approx(o.value, rel=2e-3, abs=2e-3), o


def test_a_softmax_is_explained():
    network = network_of([2, 3], [linear], softmax_cross_entropy)
    found = {o.name: o for o in pass_of(
        network, X[:1], np.array([[0, 1.0, 0]]), batch=False).operations}
    assert found["y[1]"].formula == (
        "exp(a[1]) / (exp(a[0]) + exp(a[1]) + exp(a[2]))")
    assert found["E"].formula == "−ln(y[1])"
    assert found["delta[0]"].formula == "y[0] − t[0]"
    assert sum(found[f"y[{k}]"].value for k in range(3)) == pytest.approx(1)


# ---- mistakes: where the film stops, and what it says ----

def mistake(**methods):
    return type("Mine", (Layer,), methods)


def no_gd(self, dEdY):
    self.dEdW, self.dEdb = dEdY.T @ self.X, dEdY.sum(axis=0)
    return dEdY @ self.W


def back_by(change):
    def backprop(self, dEdY):
        dEdX = Layer.backprop(self, dEdY)
        return change(self, dEdX)
    return backprop


def flip(self, dEdX):
    self.dEdW = -self.dEdW
    return dEdX


def stuck(self, dEdX):
    self.dEdb = np.zeros_like(self.dEdb)
    return dEdX


def doubled(self, dEdX):
    self.dEdW = 2 * self.dEdW
    return dEdX


class Turned(Layer):
    def backprop(self, dEdY):
        super().backprop(dEdY)
        return (self.activation.gd(self.Y) * dEdY) @ self.W.T


class OfTheSum:  # gd of a where y belongs
    name, g = "tanh", staticmethod(np.tanh)

    @staticmethod
    def gd(y):
        return 1 - np.tanh(y) ** 2


class Overwritten(Layer):  # by the last instance
    def backprop(self, dEdY):
        dEdX = super().backprop(dEdY)
        Deltas = self.activation.gd(self.Y) * dEdY
        self.dEdW = np.outer(Deltas[-1], self.X[-1])
        return dEdX


MISTAKES = {
    "the factor gd": (mistake(backprop=no_gd), tanh, "dEdW1[0, 0]"),
    "a sign": (mistake(backprop=back_by(flip)), tanh, "dEdW2[0, 0]"),
    "a bias that never moves": (mistake(backprop=back_by(stuck)), tanh,
                                "dEdb2[0]"),
    "a factor 2": (mistake(backprop=back_by(doubled)), tanh, "dEdW2[0, 0]"),
    "W without its transpose": (Turned, tanh, "dEdY1[0, 0]"),
    "one instance overwrites": (Overwritten, tanh, "dEdW2[0, 0]"),
    "gd of another letter": (Layer, OfTheSum(), "Deltas1[0, 0]"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_wrong_backprop_is_stopped_where_it_is_wrong(name):
    kind, hidden, place = MISTAKES[name]
    network = network_of([2, 2, 2], [hidden, linear], squared_error, kind)
    found = pass_of(network, X, T).operations
    first = next(o for o in found if o.wrong)
    assert first.name == place, [o.name for o in found if o.wrong]
    told = warning(first)
    assert "numerical gradient" in told
    assert f"{show(abs(first.value - first.numerical))} too " in told


def test_a_wrong_gd_is_found_by_the_numerical_gradient_alone():
    kind, hidden, place = MISTAKES["gd of another letter"]
    network = network_of([2, 2, 2], [hidden, linear], squared_error, kind)
    found = {o.name: o for o in pass_of(network, X, T).operations}
    assert found[place].agrees and not found[place].true
    assert "Is gd right?" in warning(found[place])
    assert {o.array for o in found.values() if o.wrong} == {"Deltas1"}


def test_right_layers_stop_nowhere():
    network = network_of([2, 2, 2], [tanh, linear], squared_error)
    assert not any(o.wrong for o in pass_of(network, X, T).operations)


def test_a_wrong_forward_is_stopped_on_the_way_forward():
    class NoBias(Layer):
        def forward(self, X):
            self.X, self.Y = X, self.activation.g(X @ self.W.T)
            return self.Y

    network = network_of([2, 2, 2], [tanh, linear], squared_error, NoBias)
    first = next(o for o in pass_of(network, X, T).operations if o.wrong)
    assert first.name == "Y1[0, 0]"
    assert warning(first).startswith("Your code says ")


def test_at_a_kink_nothing_is_claimed():
    stack = [(np.array([[1.0, 1.0]]), np.array([0.0]), relu),
             (np.array([[1.0]]), np.array([0.0]), linear)]
    inspector = explorers.inspector(stack, [1.0, -1.0], [1.0])
    assert inspector["dEdb1[0]"].numerical is None
    assert inspector["dEdb2[0]"].numerical is not None
    assert not any(o.wrong for o in inspector.operations)


def test_float32_is_too_coarse_for_a_numerical_gradient():
    network = network_of([2, 2, 2], [tanh, linear], squared_error)
    layers = [(layer.W.astype(np.float32), layer.b.astype(np.float32),
               layer.activation) for layer in network.layers]
    found = one_pass(layers, layers, X, T)
    assert all(o.numerical is None for o in found.operations)


def test_weights_are_as_before():
    network = network_of([2, 2, 2], [tanh, linear], squared_error)
    objects = copy.deepcopy(network.layers)
    layers = [(layer.W.copy(), layer.b.copy(), layer.activation)
              for layer in objects]
    one_pass(objects, layers, X, T, rate=0.5)
    for layer, after in zip(network.layers, objects):
        assert np.array_equal(layer.W, after.W)
        assert np.array_equal(layer.b, after.b)


@pytest.mark.parametrize("wrong, words", [
    (lambda: explorers.inspector(STACK, X[[0, 1, 2, 3, 0]], T), "^x: "),
    (lambda: explorers.inspector(STACK, X, T[:2]), "^t: "),
    (lambda: explorers.inspector(STACK, X, T, rate=0), "^rate: "),
])
def test_a_wrong_batch_is_named(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()


# ---- in the playground ----

class Page:
    def __init__(self):
        self.sent = []

    def send(self, message, buffers=None):
        self.sent.append(message)


def asked(playground, name, *arguments):
    page = playground._widget = Page()
    playground._handle({"kind": "do", "name": name, "view": "v", "serial": 1,
                        "arguments": list(arguments), "more": {}})
    return page.sent[-1]


def test_the_playground_shows_the_chosen_instance_slowly():
    playground = Playground(hidden=[3], seed=1)
    weights = [p.copy() for p in playground.network.parameters]
    playground.view["instance"] = 2
    frame = asked(playground, "slow", True)
    slow = frame["slow"]
    values = {one["name"]: one["value"] for one in slow["numbers"]}
    assert [values["x[0]"], values["x[1]"]] == playground.X[2].tolist()
    playground.network.backprop(playground.X[2:3], playground.T[2:3])
    assert values["dEdW1[1, 0]"] == pytest.approx(
        playground.network.layers[0].dEdW[1, 0])
    assert not any(one["warning"] for one in slow["numbers"])
    for before, after in zip(weights, playground.network.parameters):
        assert np.array_equal(before, after)
    assert asked(playground, "slow", False)["slow"] is None


def test_playing_ends_the_slow_pass_and_the_first_point_is_chosen():
    playground = Playground(hidden=[2])
    assert asked(playground, "slow", True)["slow"]["steps"] > 20
    n = playground.view["instance"]
    assert n is not None and not playground._experiment.is_test[n]
    assert asked(playground, "pause")["slow"] is None


def test_too_many_weights_are_refused_and_nothing_dies():
    playground = Playground(hidden=[24, 24])
    frame = asked(playground, "slow", True)
    assert "at most 600 weights" in frame["refused"]
    assert frame["slow"] is None
    assert asked(playground, "run", 1)["updates"] == 1


def test_a_layer_without_its_activation_cannot_be_explained():
    playground = Playground(hidden=[2])
    playground.network.layers[0].activation = None
    with pytest.raises(Unfit, match="layer 1 has no attribute activation"):
        slow_pass(playground._experiment, 0)
