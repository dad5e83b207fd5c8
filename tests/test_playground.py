"""The playground without a browser: training, steps back, points, messages."""

import asyncio
import base64
import inspect
import time

import numpy as np
import pytest

from mlp_helpers import (
    Layer,
    Network,
    Playground,
    backprop,
    datasets,
    forward,
    linear,
    logistic_cross_entropy,
    one_hot,
    squared_error,
    tanh,
    train,
)
from mlp_helpers.explorers.page import VIEW
from mlp_helpers.playground import runs as compared
from mlp_helpers.playground import widget as live
from mlp_helpers.playground.experiment import Experiment
from mlp_helpers.playground.frames import GRID, frame
from mlp_helpers.playground.measuring import thinned
from mlp_helpers.playground.pace import WINDOW, Pace
from mlp_helpers.playground.presets import PRESETS, reason
from mlp_helpers.playground.runs import PAIRS
from mlp_helpers.playground.settings import DATA, DEFAULTS, STARTS
from mlp_helpers.playground.still import look, still


class MyLayer:
    """A learner's layer: four attributes and two methods, nothing else."""

    def __init__(self, num_inputs, num_outputs, activation, rng):
        self.W = rng.normal(0, 0.5, (num_outputs, num_inputs))
        self.b = np.zeros(num_outputs)
        self.activation = activation

    def forward(self, X):
        self.X, self.Y = X, forward(X, self.W, self.b, self.activation.g)
        return self.Y

    def backprop(self, dEdY):
        dEdX, self.dEdW, self.dEdb = backprop(
            dEdY, self.W, self.b, self.activation.gd, self.Y, self.X)
        return dEdX


class WrongLayer(MyLayer):
    def backprop(self, dEdY):
        dEdX = super().backprop(dEdY)
        self.dEdW = self.dEdW.copy()
        self.dEdW[0] *= 1.5
        return dEdX


class RaisingLayer(MyLayer):
    broken = False

    def backprop(self, dEdY):
        if self.broken:
            raise ZeroDivisionError("my own mistake")
        return super().backprop(dEdY)


def copies(network):
    return [p.copy() for p in network.parameters]


def same(network, arrays):
    return all((p == a).all() for p, a in zip(network.parameters, arrays))


# ---- training ----

def test_it_trains_as_train_does():
    X, T = datasets.moons(40)
    playground = Playground(X, T, test=0.0, hidden=[3], batch_size=0,
                            learning_rate=0.2, momentum=0.9)
    network = Network([Layer(2, 3, tanh, rng := np.random.default_rng(0)),
                       Layer(3, 1, linear, rng)], logistic_cross_entropy)
    assert same(playground.network, network.parameters)
    train(network, X, T, epochs=50, learning_rate=0.2, momentum=0.9,
          batch_size=None, progress=False)
    playground.step(50)
    assert same(playground.network, network.parameters)


def test_a_learners_layer_learns_the_same():
    ours = Playground(layer=lambda *a: MyLayer(*a[:3], a[3]), seed=1)
    theirs = Playground(layer=MyLayer, seed=1)
    for playground in (ours, theirs):
        playground.step(20)
    assert same(ours.network, theirs.network.parameters)
    assert all(type(layer) is MyLayer for layer in theirs.network.layers)
    assert theirs._experiment.light[0] is True


def test_rewind_brings_back_what_diverged_with_momentum():
    how = {"hidden": [4], "activations": ["relu"], "batch_size": 0,
           "error": "squared_error", "momentum": 0.9}
    playground = Playground(learning_rate=1000.0, **how)
    fresh = Playground(learning_rate=0.1, **how)
    playground.step(50)
    assert "Stopped at update" in playground._experiment.stopped
    playground.rewind()
    playground.set(learning_rate=0.1)
    for one in (playground, fresh):
        one.step(20)
    assert playground._experiment.stopped == ""
    assert same(playground.network, fresh.network.parameters)


def test_a_given_network_that_diverged_starts_with_no_velocity():
    X, T = datasets.moons(40)
    layers = [Layer(2, 4, linear, rng := np.random.default_rng(0)),
              Layer(4, 1, linear, rng)]
    network = Network(layers, squared_error)
    train(network, X, T, learning_rate=1e4, momentum=0.9, progress=False)
    network.restore([(kept, v * np.nan) for kept, v in network.state()])
    playground = Playground(X, T, network=network, learning_rate=0.1,
                            momentum=0.9)
    playground.step(20)
    assert all(np.isfinite(p).all() for p in network.parameters)
    playground.rewind()
    playground.step(5)
    assert all(np.isfinite(p).all() for p in network.parameters)


def test_own_points_far_from_0_and_1_are_blamed_first():
    X, T = datasets.moons(40)
    playground = Playground(X * 1000, T, hidden=[4], activations=["relu"],
                            error="squared_error", learning_rate=0.1)
    playground.step(50)
    text = playground._experiment.stopped
    assert "X is far from 0 and 1" in text and "X.std(axis=0)" in text
    assert "too long" not in text


def test_weight_decay_takes_its_part_of_W_and_none_of_b():
    plain, decayed = (Playground(decay=d, batch_size=0) for d in (0.0, 0.1))
    W, b = (a.copy() for a in plain.network.parameters[:2])
    for playground in (plain, decayed):
        playground.step()
    W1, b1 = plain.network.parameters[:2]
    V1, c1 = decayed.network.parameters[:2]
    np.testing.assert_allclose(V1, W1 - 0.3 * 0.1 * W, rtol=1e-12)
    np.testing.assert_array_equal(b1, c1)


def test_an_epoch_sees_every_training_point_once():
    playground = Playground(points=50, test=0.2, batch_size=7)
    playground.step(2)
    playground.epoch()
    e = playground._experiment
    assert (e.updates, e.epochs) == (6, 1)
    assert sorted(e.order) == list(range(40))
    playground.epoch()
    assert (e.updates, e.epochs) == (12, 2)


@pytest.mark.parametrize("batch, updates", [(10, 8), (1, 75), (16, 5),
                                            (0, 1), (1000, 1)])
def test_an_epoch_from_the_start_is_a_whole_one(batch, updates):
    playground = Playground(batch_size=batch)
    for k in range(1, 4):
        playground.epoch()
        e = playground._experiment
        assert (e.updates, e.epochs) == (k * updates, k)


def test_back_undoes_each_update_exactly():
    playground = Playground(momentum=0.9, batch_size=7, decay=0.01)
    e, seen = playground._experiment, []
    for k in range(30):
        seen.append(copies(e.network))
        e.run(1 + 2 * (k == 10))
        if k == 20:
            e.set(learning_rate=0.05)
    playground.step(500)
    for _ in range(500):
        playground.back()
    for k in reversed(range(30)):
        for _ in range(1 + 2 * (k == 10)):
            playground.back()
        assert same(e.network, seen[k]), k
    assert e.updates == 0 and len(e.history) == 1
    with pytest.raises(ValueError, match="back"):
        playground.back()


@pytest.mark.parametrize("updates", [0, -1, 1.5])
def test_a_number_of_steps_that_is_none_is_refused(updates):
    with pytest.raises(ValueError, match="^updates"):
        Playground().step(updates)


def test_back_and_on_again_is_the_same_way():
    playground = Playground(batch_size=7, momentum=0.9)
    playground.step(40)
    there = copies(playground.network)
    for _ in range(9):
        playground.back()
    playground.step(9)
    assert same(playground.network, there)


def test_rewind_new_weights_and_earlier_runs():
    playground = Playground()
    first = copies(playground.network)
    playground.step(30)
    playground.rewind()
    assert same(playground.network, first)
    assert len(playground._experiment.runs) == 1
    playground._do("new_weights")
    assert not same(playground.network, first)
    playground.set(seed=0)
    assert same(playground.network, first)


def test_the_beginning_of_a_curve_is_not_missed():
    playground = Playground()
    playground.step(20)
    assert [m[0] for m in playground.history] == list(range(21))
    playground.step(480)
    assert 60 < len(playground.history) < 120


def test_a_long_history_loses_no_peak():
    history = [(k, k / 10, 1 / (1 + k), 0.5) for k in range(601)]
    history[100] = (100, 10.0, 9.0, 0.5)
    history[333] = (333, 33.3, 0.0001, 0.5)
    kept = thinned(history)
    assert 290 < len(kept) < 310 and kept == sorted(kept)
    assert kept[0] == history[0] and kept[-1] == history[-1]
    assert history[100] in kept and history[333] in kept
    assert thinned(history[:2]) == history[:2]


def test_memory_is_bounded():
    playground = Playground()
    e = playground._experiment
    for _ in range(1500):
        e.run(1)
    assert len(e.ring) == e.ring.maxlen and len(e.history) <= 600
    for _ in range(9):
        e.run(3)
        e.rewind()
    assert len(e.runs) == 4


def test_it_stops_at_a_loss_an_epoch_and_when_it_diverges():
    playground = Playground(stop_epoch=3)
    e = playground._experiment
    assert e.stopped == ""
    playground.step(10_000)
    assert e.epochs == 3 and "epoch 3" in e.stopped
    assert e.history[-1][0] == e.updates == 24
    assert e.history[-1][2] == e.network.loss(e.X[~e.is_test],
                                              e.T[~e.is_test])
    playground.epoch()
    assert "epoch 4 is done. (Stop at epoch is 3.)" in e.stopped
    playground = Playground(stop_loss=0.2)
    playground.step(10_000)
    assert "come down to 0.2" in playground._experiment.stopped
    assert playground.history[-2][2] > 0.2 >= playground.history[-1][2]
    playground = Playground(**PRESETS["moons, steps too long"][1])
    for _ in range(50):
        playground.step(20)
        if playground._experiment.stopped:
            break
    assert "learning rate 2.5" in playground._experiment.stopped
    playground.rewind()
    assert np.isfinite(playground._experiment.losses[0])


def test_the_light_names_the_array():
    wrong = Playground(layer=WrongLayer)
    wrong.step()
    ok, text = wrong._experiment.light
    assert ok is False and "layers[0].W" in text and ".b" not in text
    right = Playground(hidden=[8, 8], activations=["relu", "relu"])
    for _ in range(20):
        right.step(5)
        assert right._experiment.light[0] is True


def test_an_exception_is_kept_with_its_line_and_survived():
    playground = Playground(layer=RaisingLayer)
    line = inspect.getsourcelines(RaisingLayer)[1] + 5
    RaisingLayer.broken = True
    try:
        playground.step()
    finally:
        RaisingLayer.broken = False
    assert playground.error == (
        f"ZeroDivisionError: my own mistake (line {line}, in backprop)")
    assert "my own mistake" in playground.sentence
    playground.step()
    assert playground.error is None and playground._experiment.updates == 1


def test_a_layer_that_cannot_be_made_is_shown():
    def broken(*arguments):
        raise TypeError("no layer today")

    playground = Playground(layer=broken)
    assert "no layer today" in playground.error
    assert playground.network is None
    playground.step()
    assert frame(playground._experiment, playground.view, True)
    assert still(look(playground._experiment, playground._guard)
                 )[0].startswith(b"\x89PNG")


def test_a_layer_that_wants_other_arguments():
    class Two:
        def __init__(self, a, b):
            pass

    playground = Playground(layer=Two)
    assert "TypeError" in playground.error
    assert "layer(num_inputs, num_outputs, activation, rng)" in \
        playground.error
    assert playground.error in playground.sentence
    playground._widget = Page()
    answer = ask(playground, kind="hello")
    assert answer["error"] == playground.error
    told = playground.error
    playground.step()
    assert "no network" in playground._experiment.stopped
    playground.play()
    assert playground.error == told and not playground.playing


def test_a_layer_that_answers_nan_or_another_shape():
    class Odd(MyLayer):
        def forward(self, X):
            return super().forward(X) * self.by

    Odd.by = np.nan
    playground = Playground(layer=Odd)
    playground.step(50)
    assert playground._experiment.updates == 0
    assert "before the first update" in playground._experiment.stopped
    assert np.isnan(playground._experiment.accuracies).all()
    assert "boundary" not in frame(playground._experiment, {}, True)
    Odd.by = np.ones((2, 1, 1))
    playground = Playground(layer=Odd)
    assert playground.error == (
        "forward of layer 1, for 3 instances, returned an array of shape "
        "(2, 3, 4), expected (3, 4)")
    playground._widget = Page()
    answer = ask(playground, kind="do", name="run", arguments=[1])
    assert answer["error"] == playground.error
    assert "points" in [name for name, *_ in answer["parts"]]
    Odd.by = 1.0  # mended
    answer = ask(playground, kind="do", name="run", arguments=[1])
    assert answer["error"] is None and answer["updates"] == 1


def broken(method, answer):
    """A layer of which one method is wrong."""
    return type("Broken", (MyLayer,), {method: answer})


@pytest.mark.parametrize("layer, words", [
    (broken("forward", lambda self, X: None),
     "forward of layer 1, for 3 instances, returned None; it should end"),
    (broken("forward", lambda self, X: MyLayer.forward(self, X).tolist()),
     "returned list, expected an array of shape (3, 4)"),
    (broken("forward", lambda self, X: X @ self.W + self.b), "ValueError: "),
    (broken("forward", lambda self, X: MyLayer.forward(self, X)[:2]),
     "returned an array of shape (2, 4), expected (3, 4)"),
    (broken("backprop", lambda self, dEdY: MyLayer.backprop(self, dEdY).T),
     "backprop of layer 2, for 3 instances, returned an array of shape (4, 3)"
     ", expected (3, 4)"),
    (broken("backprop", lambda self, dEdY: MyLayer.backprop(self, dEdY)
            and None), "ValueError"),
    (broken("backprop", lambda self, dEdY: dEdY @ self.W),
     "After backprop dEdW of layer 2 is NoneType, expected"),
    (broken("backprop", None), "TypeError: 'NoneType' object"),
])
def test_what_a_layer_should_have_done_is_said(layer, words):
    playground = Playground(layer=layer)
    assert words in playground.error, playground.error
    playground.view["instance"] = 3
    still(look(playground._experiment, playground._guard))
    playground._widget = Page()
    answer = ask(playground, kind="hello")
    assert words in answer["error"]
    assert {"points", "weights"} <= {name for name, *_ in answer["parts"]}
    playground.step()
    assert words in playground.error and playground._experiment.updates == 0


def test_a_slow_layer_is_not_checked():
    class Slow(MyLayer):
        def forward(self, X):
            end = time.process_time() + 0.03
            while time.process_time() < end:
                pass
            return super().forward(X)

    playground = Playground(layer=Slow)
    playground.step()
    ok, text = playground._experiment.light
    assert ok is None and "too slow" in text


def test_a_slow_machine_is_not_a_slow_layer():
    class Stalled(MyLayer):
        stalls = 8

        def forward(self, X):
            Stalled.stalls -= 1
            if Stalled.stalls >= 0:
                time.sleep(0.03)
            return super().forward(X)

    playground = Playground(layer=Stalled)
    Stalled.stalls = 8
    playground._experiment.check()
    assert playground._experiment.light[0] and Stalled.stalls < 0


@pytest.mark.parametrize("name", PRESETS)
def test_presets_work_and_fail_as_they_say(name):
    works, settings, text = PRESETS[name]
    assert text.startswith("Works" if works else "Fails")
    e = Experiment(settings)
    assert reason(e.settings) == f"{name}. {text}"
    assert reason(e.settings | {"learning_rate": 0.123}) == ""
    for _ in range(12):
        e.check()
        assert e.light[0] is True, e.light
        e.run(500)
        if e.stopped:
            break
    tested = e.accuracies[bool(settings["test"])]
    assert (tested >= 0.95) == works, (e.losses, e.accuracies)
    if name == "moons, overfitted":
        tests = [m[3] for m in e.history]
        assert e.losses[0] < 0.2 and tests[-1] > 2 * min(tests)


# ---- points ----

@pytest.mark.parametrize("data", DATA[:-1])
def test_every_data_set_makes_its_points(data):
    playground = Playground(data=data, points=60, test=0.25)
    X, T = playground.X, playground.T
    assert X.shape == (60, 2) and len(T) == 60
    assert playground._experiment.is_test.sum() == 15
    low, high = np.split(np.array(playground._experiment.box), 2)
    assert ((X > low) & (X < high)).all()
    playground.step(3)


def test_a_data_set_brings_what_suits_it_unless_it_was_chosen_by_hand():
    playground = Playground(data="two_spirals")
    assert np.allclose(playground.X, datasets.two_spirals()[0])
    playground.set(data="moons")
    settings = playground.settings
    assert (settings["points"], settings["noise"]) == (100, 0.1)
    playground.set(noise=0.03)
    playground.set(data="two_spirals")
    assert len(playground.X) == 194 and playground.settings["noise"] == 0.03
    playground.set(noise=0.1)  # as it is for other data, so it is to be said
    assert playground.line() == "Playground(data='two_spirals', noise=0.1)"
    again = Playground(data="two_spirals", noise=0.1)
    assert np.array_equal(again.X, playground.X)


def test_points_are_added_moved_and_deleted():
    playground = Playground(data="xor", points=4, noise=0.0, test=0.0)
    before = copies(playground.network)
    playground._do("add_point", 0.5, 0.5, 1)
    assert len(playground.X) == 5 and playground.T[4, 0] == 1
    assert same(playground.network, before)
    playground._do("move_point", 4, 0.25, 9)
    assert playground.X[4, 0] == 0.25
    assert playground.X[4, 1] == playground._experiment.box[3]
    playground._do("delete_point", 0)
    assert len(playground.X) == 4 and playground.settings["data"] == "own"
    playground.step(3)
    playground._do("add_point", 0.2, 0.2, 2)  # a third class
    assert playground.T.shape == (5, 3)
    assert playground.settings["error"] == "softmax_cross_entropy"
    playground.step(3)
    assert len(playground._experiment.losses) == 2
    playground._do("delete_all")
    playground.step(3)
    assert "add some" in playground._experiment.stopped
    playground._do("add_point", 0.2, 0.2, 0)
    playground.step(3)
    assert playground._experiment.updates == 3


@pytest.mark.parametrize("given", [False, True])
def test_undo_brings_back_the_network_that_a_new_class_has_ended(given):
    X, T = datasets.xor()
    settings = {"hidden": [2], "test": 0.0, "batch_size": 3}
    playground = Playground(X, T, network=Playground(X, T, **settings).network,
                            test=0.0, batch_size=3) if given else \
        Playground(X, T, **settings)
    if not given:
        playground.step(5)
    network, before = playground.network, copies(playground.network)
    history, losses = playground.history, playground._experiment.losses
    playground._do("add_point", 0.5, 0.5, 2)
    playground.step(7)
    assert playground.network is not network and playground.T.shape == (5, 3)
    playground._do("move_point", 4, 0.4, 0.4)
    for _ in range(2):
        playground._do("undo")
    assert playground.network is network and same(network, before)
    assert playground.history == history and playground.T.shape == (4, 1)
    assert playground._experiment.losses == losses
    assert playground.settings.get("error") in (None, "logistic_cross_entropy")
    assert ("network" in playground.settings) == given
    playground.step(3)
    assert playground.error is None and not same(network, before)


def test_a_chosen_point_stays_the_same_one():
    playground = Playground(data="xor", points=4)
    playground._widget = Page()
    ask(playground, kind="do", name="look", more={"instance": 2})
    ask(playground, kind="do", name="delete_point", arguments=[0])
    assert playground.view["instance"] == 1
    ask(playground, kind="do", name="delete_point", arguments=[2])
    assert playground.view["instance"] == 1
    ask(playground, kind="do", name="delete_point", arguments=[1])
    assert playground.view["instance"] is None
    ask(playground, kind="do", name="look", more={"instance": 9})
    assert playground.view["instance"] is None


def test_a_learners_activation_has_a_name():
    class Sine:
        def g(self, A):
            return np.sin(A)

        def gd(self, Y):
            return np.sqrt(1 - Y * Y)

    rng = np.random.default_rng(0)
    layers = [MyLayer(2, 3, Sine(), rng), MyLayer(3, 1, linear, rng)]
    playground = Playground(network=Network(layers, logistic_cross_entropy))
    playground._widget = Page()
    assert ask(playground, kind="hello")["names"] == ["Sine", "linear"]


def test_each_class_is_tested_with_the_same_part():
    X, T = np.arange(8.0).reshape(4, 2), np.array([[0.0], [0], [1], [1]])
    for seed in range(5):
        e = Playground(X, T, test=0.5, data_seed=seed)._experiment
        assert sorted(e.classes[e.is_test]) == [0, 1]


def test_the_error_follows_the_number_of_classes_and_back():
    playground = Playground()
    playground._do("add_point", 0.2, 0.2, 2)
    with pytest.raises(ValueError, match="error: logistic.* 3 need"):
        playground.set(error="logistic_cross_entropy")
    playground._do("delete_point", 100)
    assert playground.settings["error"] == "logistic_cross_entropy"
    assert playground.T.shape == (100, 1)


def test_runs_of_other_points_are_forgotten():
    playground = Playground()
    playground.step(5)
    playground.rewind()
    assert playground._experiment.runs
    playground.set(data="circles")
    assert not playground._experiment.runs


@pytest.mark.parametrize("settings", [
    {}, {"batch_size": None},
    {"data": "gaussians", "classes": 4, "error": "squared_error"},
    {"hidden": []}, {"hidden": [5, 3], "activations": ["relu", "logistic"],
                     "start": "spread", "error": "softmax_cross_entropy"},
])
def test_settings_rebuild_the_experiment(settings):
    playground = Playground(**settings)
    playground.step(5)
    again = Playground(**playground.settings)
    again.step(5)
    assert same(again.network, playground.network.parameters)
    assert eval(playground.line()).settings == playground.settings


def test_own_points_are_in_the_settings():
    X, T = [[0.0, 0], [0, 1], [1, 0]], one_hot([0, 1, 2], 3)
    playground = Playground(np.array(X), T, test=0.0)
    again = Playground(**playground.settings)
    assert again.X.tolist() == X and (again.T == T).all()
    assert "layer" not in playground.settings
    e = Playground(np.array(X), T, test=[1])._experiment
    assert e.is_test.tolist() == [False, True, False]
    assert e.settings["test"] == 0.33
    for data in ("moons", "gaussians"):
        playground = Playground(data=data)
        playground._do("add_point", 0.123456, 0.2, 1)
        playground._do("delete_point", 4)
        assert (playground.X == playground.X.round(4)).all()  # short to paste
        again = eval(playground.line())
        assert (again.X == playground.X).all()
        assert (again._experiment.is_test
                == playground._experiment.is_test).all()
        playground.rewind()
        for one in (again, playground):
            one.step(5)
        assert same(again.network, copies(playground.network))
    assert Playground(layer=MyLayer).settings["layer"] is MyLayer


def test_a_given_network_is_the_one_that_learns():
    rng = np.random.default_rng(0)
    network = Network([Layer(2, 20, tanh, rng), Layer(20, 1, linear, rng)],
                      logistic_cross_entropy)
    start = copies(network)
    playground = Playground(*datasets.two_spirals(), network=network)
    assert playground.network is network
    playground.step(5)
    assert not same(network, start)
    playground.rewind()
    assert same(network, start)
    parts = frame(playground._experiment, playground.view, True)
    assert parts["units"].shape == (20, 900)
    assert playground.settings["network"] is network
    assert "network=network" in playground.line()
    assert "hidden" not in playground.settings
    playground.set(hidden=[3])
    assert playground.network is not network
    assert playground.settings["hidden"] == [3]
    assert "network" not in playground.settings


@pytest.mark.parametrize("start", STARTS)
def test_initial_weights_are_chosen(start):
    W = Playground(start=start).network.layers[0].W
    size = np.abs(W).max() / np.abs(
        Playground().network.layers[0].W).max()
    assert size == pytest.approx({"suited": 1, "small": 0.1, "large": 3,
                                  "zeros": 0, "spread": 5}[start])


@pytest.mark.parametrize("wrong, name", [
    ({"hidden": [1] * 7}, "hidden"), ({"hidden": [0]}, "hidden"),
    ({"activations": ["sine"]}, "activations"), ({"noise": -1}, "noise"),
    ({"data": "stars"}, "data"), ({"learning_rate": 0}, "learning_rate"),
    ({"batch_size": 1.5}, "batch_size"), ({"speed": 3}, "speed"),
    ({"X": np.zeros((3, 2))}, "X, T"), ({"network": 3}, "network"),
    ({"hidden": 4}, "hidden"), ({"activations": "tanh"}, "activations"),
    ({"X": np.eye(2), "T": np.eye(2), "noise": 0}, "noise"),
    ({"X": np.eye(2), "T": np.eye(2), "test": [2]}, "test"),
    ({"layer": 3}, "layer"),
    ({"network": Network([Layer(2, 40, tanh, 0), Layer(40, 1, linear, 0)],
                         logistic_cross_entropy)}, "network"),
    ({"network": Network([Layer(2, 1, linear, 0)], logistic_cross_entropy),
      "hidden": [3]}, "hidden"),
    ({"X": np.zeros((3, 3)), "T": np.zeros((3, 1))}, "X"),
    ({"X": np.zeros((3, 2)), "T": np.ones((3, 1)) * 2}, "T"),
])
def test_a_wrong_argument_is_named(wrong, name):
    with pytest.raises(ValueError, match=rf"^{name}"):
        Playground(**wrong)


# ---- frames ----

def test_the_boundary_is_what_the_network_answers():
    for layer in (Layer, MyLayer):
        playground = Playground(layer=layer, hidden=[5])
        playground.step(50)
        e = playground._experiment
        parts = frame(e, playground.view, True)
        P = parts["boundary"].reshape(GRID, GRID) / 65535
        x0, y0, x1, y1 = e.box
        corners = np.array([[x0, y1], [x1, y1], [x0, y0], [x1, y0]])
        np.testing.assert_allclose(
            P[[0, 0, -1, -1], [0, -1, 0, -1]],
            playground.network.forward(corners)[:, 0], atol=1e-4)
        flat = np.concatenate([p.ravel() for p in e.network.parameters])
        np.testing.assert_allclose(parts["weights"], flat, rtol=1e-6)


def test_forward_and_backward_of_one_instance():
    playground = Playground(layer=MyLayer, hidden=[3])
    playground.view["instance"] = 7
    e = playground._experiment
    parts = frame(e, playground.view, True)
    x, t = e.X[7:8], e.T[7:8]
    y = e.network.forward(x)
    np.testing.assert_allclose(parts["activations"][-1], y[0, 0], rtol=1e-6)
    np.testing.assert_allclose(parts["deltas"][-1], (y - t)[0, 0], rtol=1e-5)
    assert len(parts["activations"]) == 2 + 3 + 1
    assert len(parts["gradients"]) == len(parts["weights"])


def test_the_hidden_space_is_the_layers_outputs():
    playground = Playground(hidden=[3, 2])
    playground.view |= {"space": 1, "axes": [0, 2]}
    e = playground._experiment
    parts = frame(e, playground.view, True)
    H = e.network.layers[0].forward(e.X)
    np.testing.assert_allclose(parts["seen"], H[:, [0, 2]], atol=1e-5)
    assert len(parts["sheet"]) == len(parts["sheet_classes"])


# ---- the page ----

class Page:
    model_id = "the model"

    def __init__(self):
        self.sent = []

    def send(self, content, buffers):
        self.sent.append((content, buffers))


def ask(playground, **message):
    playground._receive(None, message, [])
    return playground._widget.sent[-1][0]


@pytest.fixture
def playground():
    made = Playground()
    made._widget = Page()
    return made


def test_hello_is_answered_with_everything(playground):
    answer = ask(playground, kind="hello", view="v", serial=1)
    assert answer["whole"] and answer["serial"] == 1
    assert set(answer["settings"]) == set(DEFAULTS)
    assert set(answer["choices"]["presets"]) == set(PRESETS)
    content, buffers = playground._widget.sent[-1]
    for (name, *shape), data in zip(content["parts"], buffers, strict=True):
        width = {"boundary": 2, "units": 1, "classes": 1, "tests": 1}.get(
            name, 4)
        assert len(data) == np.prod(shape, dtype=int) * width, name


@pytest.mark.parametrize("name, arguments, more", [
    ("set", [], {"noise": "much"}), ("set", [], {"speed": 3}),
    ("move_point", [1e9, 0, 0], {}), ("add_point", [0, None, 0], {}),
    ("edit", [0, 0, 0, "x"], {}), ("edit", [9, 0, 0, 1], {}), ("back", [], {}),
    ("preset", ["none"], {}), ("_build", [], {}), (None, [], {}),
    ("run", [1, 2, 3, 4], {}),
])
def test_a_wrong_wish_is_refused(playground, name, arguments, more):
    before = copies(playground.network)
    answer = ask(playground, kind="do", name=name, arguments=arguments,
                 more=more)
    assert answer.get("refused") or answer["error"]
    assert same(playground.network, before)
    assert len(playground._widget.sent) == 1


def test_a_weight_is_set_by_hand(playground):
    ask(playground, kind="do", name="edit", arguments=[0, 1, 0, 2.5])
    ask(playground, kind="do", name="edit", arguments=[1, 0, None, -1])
    assert playground.network.layers[0].W[1, 0] == 2.5
    assert playground.network.layers[1].b[0] == -1
    playground.back()
    assert playground.network.layers[1].b[0] == 0
    assert playground.network.layers[0].W[1, 0] == 2.5
    playground.step(2)
    for _ in range(3):
        playground.back()
    assert playground.network.layers[0].W[1, 0] != 2.5
    with pytest.raises(ValueError, match="^back"):
        playground.back()


def test_in_a_loop_it_plays_pauses_and_stops_when_the_page_is_gone(
        monkeypatch):
    monkeypatch.setattr("mlp_helpers.playground.pace.PATIENCE", 0.2)

    async def scene():
        playground = Playground()
        playground._widget = page = Page()
        ask_ = {"kind": "do", "name": "play", "view": "v", "serial": 1}
        playground._receive(None, ask_, [])
        await asyncio.sleep(0.3)
        assert playground.playing and playground._experiment.updates > 0
        playground._receive(None, {"kind": "do", "name": "set", "serial": 7,
                                   "more": {"hidden": [1] * 7}}, [])
        await asyncio.sleep(0.1)
        assert playground.playing and not playground.error
        refused = [m.get("refused") for m, _ in page.sent
                   if m.get("serial") == 7]
        assert refused[0].startswith("hidden: ")
        playground._receive(None, {"kind": "do", "name": "pause"}, [])
        await asyncio.sleep(0.1)
        n = playground._experiment.updates
        await asyncio.sleep(0.1)
        assert n == playground._experiment.updates
        assert playground._pace.task.done()
        playground.play()
        sent = len(page.sent)
        for _ in range(100):  # no acknowledgement comes
            await asyncio.sleep(0.05)
            if playground._pace.task.done():
                break
        assert playground._pace.task.done() and not playground.playing
        assert len(page.sent) - sent == WINDOW
        late = {"kind": "ack", "number": playground._pace.sent}
        playground._receive(None, late, [])
        await asyncio.sleep(0.1)
        assert playground.playing and len(page.sent) - sent > WINDOW
        playground._work(None)
        playground.pause()
        playground._receive(None, late, [])
        await asyncio.sleep(0.1)
        assert not playground.playing, "it was paused meanwhile"

    asyncio.run(scene())


def test_without_a_loop_there_is_no_task():
    playground = Playground()
    playground.play()
    assert not playground.playing and playground._pace.task is None
    assert Pace(None, None).loop is None


def test_three_outputs_the_view_alone(monkeypatch):
    import IPython.display

    outputs = []
    monkeypatch.setattr(IPython.display, "display",
                        lambda data, **options: outputs.append(data))
    monkeypatch.setattr(live, "make_widget", lambda *parts: Page())
    Playground()._ipython_display_()
    view, picture, sentence = outputs
    assert list(view) == [VIEW]
    assert base64.b64decode(picture["image/png"]).startswith(b"\x89PNG")
    assert picture["text/plain"] == sentence["text/plain"]
    assert "mlp-sentence" in sentence["text/html"]


def test_the_live_half_is_wired():
    heard = []
    widget = live.make_widget(lambda *message: heard.append(message),
                              *live.SCRIPTS)
    assert "export default" in widget._esm
    widget._handle_custom_msg({"kind": "hello"}, [])
    assert heard == [(widget, {"kind": "hello"}, [])]


# ---- runs to compare ----

def test_runs_are_named_by_what_changed():
    playground = Playground(hidden=[4], seed=0)
    playground.step(20)
    playground.rewind()
    playground.set(learning_rate=0.03)
    playground.step(20)
    playground.set(momentum=0.9)
    playground.step(20)
    playground.set(hidden=[4, 2])
    playground.step(20)
    playground.set(activations=["relu", "relu"], batch_size=0)
    assert playground.runs == ["first run", "rate 0.03, momentum 0.9",
                               "4-2 units"]
    playground.step(1)
    assert playground._experiment.run_name == "batch all, relu"
    playground.step(20)
    playground.set(seed=7)
    assert playground._experiment.run_name == "weights 7"
    playground.rewind()
    assert len(playground.runs) == 4


def test_a_rate_that_was_changed_on_the_way_is_told():
    playground = Playground(hidden=[4])
    playground.step(5)
    playground.rewind()
    for rate in (0.1, 0.01):
        playground.set(learning_rate=rate)
        playground.step(5)
    assert playground._experiment.run_name == "rate 0.1 → 0.01"
    playground.rewind()
    playground.step(5)
    assert playground._experiment.run_name == "once more"


def test_a_run_comes_back_with_its_weights_and_goes_on():
    playground = Playground(hidden=[4], learning_rate=0.1, seed=3)
    playground.step(30)
    weights = [p.copy() for p in playground.network.parameters]
    settings, history = playground.settings, playground.history
    playground.set(hidden=[3], learning_rate=1.0)
    playground.step(10)
    playground.restore_run(0)
    assert playground.settings == settings
    assert playground.history == history
    for before, after in zip(weights, playground.network.parameters):
        assert np.array_equal(before, after)
    assert playground.runs == ["rate 1, 3 units"]
    assert playground._experiment.run_name == "first run"
    playground.step(10)
    straight = Playground(hidden=[4], learning_rate=0.1, seed=3)
    straight.step(40)
    for ours, theirs in zip(playground.network.parameters,
                            straight.network.parameters):
        assert np.array_equal(ours, theirs)  # as if nothing had been between
    playground.rewind()
    fresh = Playground(hidden=[4], learning_rate=0.1, seed=3)
    for ours, theirs in zip(playground.network.parameters,
                            fresh.network.parameters):
        assert np.array_equal(ours, theirs)


@pytest.mark.parametrize("k, words", [
    (0, "^run: there is no earlier one"), ("1", "^run: there is no")])
def test_a_run_that_is_not_there_is_refused(k, words):
    with pytest.raises(ValueError, match=words):
        Playground().restore_run(k)


def test_a_run_of_another_number_of_classes_is_refused():
    playground = Playground(hidden=[2])
    playground.step(3)
    playground.rewind()
    playground._experiment.T = np.ones((len(playground.X), 3))
    with pytest.raises(ValueError, match="another number of outputs"):
        playground.restore_run(0)


@pytest.mark.parametrize("question", PAIRS)
def test_a_pair_of_runs_answers_its_question(question):
    playground = Playground()
    playground.compare(question)
    e, (_, changes, epochs, _) = playground._experiment, PAIRS[question]
    first, = e.runs
    assert [first.history[-1][1], e.epochs] == [epochs, epochs]
    assert len(set([first.name, e.run_name])) == 2
    assert "first run" not in (first.name, e.run_name)
    differ = {name for name in e.settings
              if e.settings[name] != first.settings[name]}
    assert differ == set(changes[0])
    losses = sorted([first.history[-1][2], e.losses[0]])
    assert losses[0] < 0.5 * losses[1]  # the two curves are told apart
    assert e.compared.startswith(question)
    playground.set(learning_rate=0.02)
    assert e.compared == ""


def test_a_pair_of_slow_layers_says_how_far_it_came(monkeypatch):
    monkeypatch.setattr(compared, "LONGEST", 0.0)
    playground = Playground()
    playground.compare("two learning rates")
    told = playground._experiment.compared
    for name in ("rate 0.01", "rate 1"):
        assert f"{name!r} ends after 1 of 40" in told


def test_a_question_that_is_none_is_refused():
    with pytest.raises(ValueError, match="^compare: expected one of"):
        Playground().compare("who is best")
