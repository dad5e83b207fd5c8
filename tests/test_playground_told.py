"""What a playground says of a layer that is wrong: each mistake, truthfully.

A table: the mistake, and the words that have to stand in the error, in the
light or in the reason why it stopped.
"""
import threading
import time

import numpy as np
import pytest

from mlp_helpers import Playground, backprop, forward
from mlp_helpers.playground import watchdog


class Own:
    """A layer as notebook 10 has it."""

    def __init__(self, num_inputs, num_outputs, activation, rng):
        variance = activation.variance(num_inputs, num_outputs)
        self.W = rng.normal(0, np.sqrt(variance), (num_outputs, num_inputs))
        self.b = np.zeros(num_outputs)
        self.activation, self.calls = activation, 0

    def forward(self, X):
        self.X, self.calls = X, self.calls + 1
        self.Y = forward(X, self.W, self.b, self.activation.g)
        return self.Y

    def backprop(self, dEdY):
        dEdX, self.dEdW, self.dEdb = backprop(
            dEdY, self.W, self.b, self.activation.gd, self.Y, self.X)
        return dEdX


up, down = Own.forward, Own.backprop


def negated(self, dEdY):
    dEdX = down(self, dEdY)
    self.dEdW, self.dEdb = -self.dEdW, -self.dEdb
    return dEdX


def summed(self, dEdY):
    dEdX = down(self, dEdY)
    self.dEdW *= len(self.X)
    return dEdX


def without_gd(self, dEdY):
    self.dEdW, self.dEdb = dEdY.T @ self.X, dEdY.sum(axis=0)
    return dEdY @ self.W


def first_row(self, dEdY):
    dEdX = down(self, dEdY)
    self.dEdb = (self.activation.gd(self.Y) * dEdY)[0]
    return dEdX


def without_b(self, X):
    self.X = X
    self.Y = self.activation.g(X @ self.W.T)
    return self.Y


def changes_X(self, X):
    X *= 0.5
    return up(self, X)


def moves_W(self, dEdY):
    dEdX = down(self, dEdY)
    self.W -= 0.1 * self.dEdW
    return dEdX


def none_later(self, X):
    Y = up(self, X)
    return Y if self.calls < 40 else None


def nan_later(self, X):
    return up(self, X) * (1.0 if self.calls < 40 else np.nan)


def prints(self, X):
    print("X is", X.shape)
    return up(self, X)


def swapped(self, num_outputs, num_inputs, activation, rng):
    Own.__init__(self, num_inputs, num_outputs, activation, rng)


def without_dEdb(self, dEdY):
    dEdX = down(self, dEdY)
    del self.dEdb
    return dEdX


def whole_numbers(self, X):
    return up(self, X.astype(int))


DISAGREES = "backprop disagrees with the numerical gradient in layers[0]."
MISTAKES = {
    "both slopes negated": ({"backprop": negated}, f"{DISAGREES}W"),
    "the sum for the mean": ({"backprop": summed}, f"{DISAGREES}W"),
    "no gd": ({"backprop": without_gd}, f"{DISAGREES}W"),
    "dEdb of one row": ({"backprop": first_row}, f"{DISAGREES}b"),
    "forward without b": ({"forward": without_b}, f"{DISAGREES}b"),
    "inputs cut to whole numbers": ({"forward": whole_numbers}, DISAGREES),
    "forward changes X": (
        {"forward": changes_X}, "forward of layer 1 changes X, its argument"),
    "backprop moves W": ({"backprop": moves_W}, "backprop of layer 2 changes "
                         "W; it should only find the slopes"),
    "forward returns nothing": (
        {"forward": lambda self, X: None}, "forward of layer 1, for 3 "
        "instances, returned None; it should end with return"),
    "forward returns another shape": (
        {"forward": lambda self, X: up(self, X).T}, "forward of layer 1, for "
        "3 instances, returned an array of shape (4, 3), expected (3, 4)"),
    "forward returns nothing, later": (
        {"forward": none_later}, "forward of layer 1, for 3 instances, "
        "returned None"),
    "forward returns NaN, later": (
        {"forward": nan_later}, "It is the layer: forward of layer 1 returns "
        "numbers that are not finite"),
    "backprop returns nothing": (
        {"backprop": lambda self, d: down(self, d) and None},
        "(line "),  # the truth of an array has no meaning: in that line
    "backprop returns other things": (
        {"backprop": lambda self, d: (down(self, d), self.dEdW)},
        "backprop of layer 2, for 3 instances, returned tuple"),
    "no dEdb": ({"backprop": without_dEdb},
                "After backprop dEdb of layer 2 is NoneType"),
    "num_inputs and num_outputs swapped": (
        {"__init__": swapped}, "layer(2, 4, ...) made a W of shape [2, 4]; "
        "expected [num_outputs, num_inputs] = [4, 2]. Are the two swapped"),
}


def told(playground):
    e = playground._experiment
    return [playground.error, e.light[1], e.stopped]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_truthfully_and_stays_told(name):
    methods, words = MISTAKES[name]
    playground = Playground(layer=type("Mine", (Own,), methods))
    for updates in (1, 60, 1):  # and what is said once is not lost
        playground.step(updates)
        said = [text for text in told(playground) if text]
        assert any(words in text for text in said), said
        assert not any("rate" in text and "too long" in text
                       for text in said), said


def test_a_right_layer_is_called_right():
    playground = Playground(layer=Own)
    playground.step(60)
    assert told(playground) == [
        None, "backprop agrees with the numerical gradient", ""]


def test_a_wrong_backprop_is_not_blamed_on_the_rate():
    playground = Playground(layer=type("Mine", (Own,), {"backprop": negated}),
                            learning_rate=50.0, error="squared_error")
    playground.step(500)
    stopped = playground._experiment.stopped
    assert "The slopes are wrong" in stopped and "too long" not in stopped


def test_steps_that_are_too_long_are_blamed_on_the_rate():
    playground = Playground(learning_rate=500.0, error="squared_error",
                            hidden=[8], activations=["relu"])
    playground.step(500)
    assert "learning rate 500 are too long" in playground._experiment.stopped


def test_a_number_that_is_none_written_by_hand_is_told_as_that():
    playground = Playground()
    playground.step(5)
    playground.network.layers[0].W[0, 0] = np.nan
    playground.step(5)
    assert "No update has done that" in playground._experiment.stopped
    playground.rewind()
    playground.step(5)
    assert playground._experiment.updates == 5


def test_weights_of_another_shape_do_not_break_rewind():
    playground = Playground(layer=Own, hidden=[4])
    playground.step(3)
    playground.network.layers[0].W = np.zeros((7, 2))
    playground.rewind()
    playground.step(3)
    assert playground.error is None and playground._experiment.updates == 3
    assert playground.network.layers[0].W.shape == (4, 2)


def test_what_a_layer_prints_is_kept_in_part():
    playground = Playground(layer=type("Mine", (Own,), {"forward": prints}))
    playground.step(20)
    assert playground.printed.startswith("X is (3, 2)\n")
    assert len(playground.printed.splitlines()) == 3


def test_numbers_of_test_points_need_points():
    with pytest.raises(ValueError, match="^test: expected a part, from 0"):
        Playground(test=[3, 7])


def test_the_slow_speed_of_a_preset_is_not_handed_on():
    playground = Playground()
    playground._act("preset", ["moons, steps too long"], {})
    assert playground.speed == "5 updates a second"
    playground._act("preset", ["XOR, two units"], {})
    assert playground.speed == "as fast as it can"


@pytest.mark.parametrize("view", ["both", None, 1])
def test_another_view_is_refused(view):
    with pytest.raises(ValueError, match='^view: expected "simple" or "full"'):
        Playground(view=view)


# ---- a loop that does not end ----

def endless(self, X):
    while self.calls > 30:
        pass
    return up(self, X)


def waits(self, X):
    while self.calls > 30:
        time.sleep(0.01)
    return up(self, X)


@pytest.mark.parametrize("method", [endless, waits])
def test_an_endless_loop_is_ended_and_it_goes_on(monkeypatch, method):
    monkeypatch.setattr(watchdog, "SECONDS", 0.5)
    Mine = type("Mine", (Own,), {"forward": method})
    playground = Playground(layer=Mine)
    playground.step(100)
    assert f"in {method.__name__}," in playground.error
    assert "is there a loop that does not end?" in playground.error
    Mine.forward = up
    n = playground._experiment.updates
    playground.step(10)
    assert playground.error is None
    assert playground._experiment.updates == n + 10


def test_a_long_training_is_no_endless_loop(monkeypatch):
    """Each update is a sign of life, on whichever machine."""
    monkeypatch.setattr(watchdog, "SECONDS", 0.3)

    def slow(self, X):
        time.sleep(0.02)
        return up(self, X)

    playground = Playground(layer=Own, test=0.0)
    type_ = type("Slow", (Own,), {"forward": slow})
    for layer in playground.network.layers:
        layer.__class__ = type_
    playground._experiment.light = True, "not checked here"
    playground._check = lambda: None
    start = time.monotonic()
    playground.step(15)
    assert time.monotonic() - start > 0.3 and playground.error is None


def test_the_watchdog_leaves_other_threads_alone(monkeypatch):
    monkeypatch.setattr(watchdog, "SECONDS", 0.1)
    dog, seen = watchdog.Watchdog(), []

    def other():
        for _ in range(40):
            time.sleep(0.01)
        seen.append("to its end")

    thread = threading.Thread(target=other)
    thread.start()
    with pytest.raises(watchdog.TooLong), dog.watching():
        while True:
            time.sleep(0.01)
    thread.join()
    assert seen == ["to its end"]


def test_many_playgrounds_leave_no_thread_behind():
    before = threading.active_count()
    for _ in range(20):
        Playground(points=4, data="xor").step(1)
    end = time.monotonic() + 60
    while threading.active_count() > before and time.monotonic() < end:
        time.sleep(0.05)
    assert threading.active_count() <= before


# ---- points, taken back ----

def test_changes_of_points_are_taken_back():
    playground = Playground(data="xor", points=4, noise=0.0, test=0.0)
    first = playground.X
    for place in ((0.1, 0.1), (0.2, 0.3), (0.4, 0.4)):  # one drag
        playground._do("move_point", 0, *place)
    playground._do("add_point", 0.5, 0.5, 1)
    playground._do("delete_point", 1)
    assert len(playground.X) == 4
    playground._do("undo")
    assert len(playground.X) == 5
    playground._do("undo")
    assert len(playground.X) == 4 and (playground.X[0] == 0.4).all()
    playground._do("undo")
    assert (playground.X == first).all()
    with pytest.raises(ValueError, match="^undo: no change"):
        playground._do("undo")


def test_losses_of_another_error_are_not_compared():
    playground = Playground()
    playground.step(30)
    playground.rewind()
    assert playground._experiment.runs
    playground.set(error="squared_error")
    assert not playground._experiment.runs
