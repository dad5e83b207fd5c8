"""train: it learns, keeps what matters, and says why it stopped."""

import io
import sys
from difflib import SequenceMatcher
from types import SimpleNamespace

import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel

import mlp_helpers.watching.live as live
from mlp_helpers import (
    Layer,
    Network,
    check_gradients,
    datasets,
    linear,
    logistic_cross_entropy,
    relu,
    softmax_cross_entropy,
    squared_error,
    tanh,
    train,
)
from mlp_helpers.course import many
from mlp_helpers.explorers import bitmaps


def xor_network(seed=1, hidden=tanh):
    rng = np.random.default_rng(seed)
    layers = [Layer(2, 8, hidden, rng), Layer(8, 1, linear, rng)]
    return Network(layers, logistic_cross_entropy)


def digits_network(seed=0):
    rng = np.random.default_rng(seed)
    layers = [Layer(64, 64, tanh, rng), Layer(64, 10, linear, rng)]
    return Network(layers, softmax_cross_entropy)


def test_it_learns_xor():
    X, T = datasets.xor()
    net = xor_network()
    history = train(net, X, T, epochs=500, learning_rate=0.5, batch_size=4)
    assert ((net.forward(X) > 0.5) == T).all()
    assert history.updates == len(history.loss) == 500
    assert history.loss[-1] < history.loss[0]
    assert history.loss[-1] == pytest.approx(net.loss(X, T))
    assert history.stopped == "all epochs done"


def test_it_reads_digits():
    parts = datasets.split(*datasets.digits(), seed=0)
    net = digits_network()
    train(net, *parts[0], epochs=100, learning_rate=0.1, momentum=0.9,
          validation=parts[1], patience=10)
    X, T = parts[2]
    right = net.forward(X).argmax(axis=1) == T.argmax(axis=1)
    assert right.mean() >= 0.97


def test_the_seed_decides():
    X, T = datasets.moons(60)
    histories = [
        train(xor_network(), X, T, epochs=5, batch_size=7, seed=seed).loss
        for seed in (3, 3, 4)
    ]
    assert histories[0] == histories[1] != histories[2]


def test_every_instance_once_an_epoch():
    X, T = datasets.moons(50)
    net, seen = xor_network(), []
    original = net.backprop
    net.backprop = lambda X, T: (seen.append(X.copy()), original(X, T))
    history = train(net, X, T, epochs=2, batch_size=20)
    assert [len(rows) for rows in seen] == [20, 20, 10] * 2
    for epoch in (seen[:3], seen[3:]):
        rows = np.vstack(epoch)
        np.testing.assert_array_equal(np.sort(rows, axis=0),
                                      np.sort(X, axis=0))
    assert history.updates == 6


def test_without_shuffling_instances_keep_their_order():
    X, T = datasets.moons(50)
    net, seen = xor_network(), []
    original = net.backprop
    net.backprop = lambda X, T: (seen.append(X.copy()), original(X, T))
    train(net, X, T, epochs=1, batch_size=20, shuffle=False)
    np.testing.assert_array_equal(np.vstack(seen), X)


def test_measuring_less_often_changes_nothing_else():
    X, T = datasets.moons(60)
    often, seldom = xor_network(), xor_network()
    each = train(often, X, T, epochs=7, validation=(X, T))
    third = train(seldom, X, T, epochs=7, validation=(X, T), measure_every=3)
    assert third.epochs == [3, 6, 7] and third.updates == each.updates
    assert third.loss == [each.loss[n - 1] for n in third.epochs]
    assert third.best_epoch in third.epochs
    assert repr(third).startswith("7 epochs, 14 updates")
    for one, other in zip(often.parameters, seldom.parameters, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_network_is_trained_in_its_own_dtype():
    X, T = datasets.moons(40)
    rng = np.random.default_rng(0)
    layers = [Layer(2, 4, tanh, rng, np.float32),
              Layer(4, 1, linear, rng, np.float32)]
    net = Network(layers, logistic_cross_entropy)
    train(net, X.tolist(), T.astype(int), epochs=2, batch_size=8)
    arrays = net.parameters + net.gradients + net.outputs
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


def test_arrays_are_checked_again_after_a_training():
    X, T = datasets.xor()
    net = xor_network()
    train(net, X, T, epochs=1)
    with pytest.raises(ValueError, match="X: expected finite"):
        net.forward(X * np.nan)


def test_early_stopping_brings_back_the_best():
    parts = datasets.split(*datasets.digits(), seed=0)
    net = digits_network()
    history = train(
        net, parts[0][0][:100], parts[0][1][:100], epochs=300, batch_size=20,
        momentum=0.9, validation=parts[1], patience=5,
    )
    assert "stopped early" in history.stopped
    assert len(history.validation_loss) == history.best_epoch + 5
    assert net.loss(*parts[1]) == min(history.validation_loss)


def test_divergence_says_when_and_what_to_do(capsys):
    X, T = datasets.moons(40)
    rng = np.random.default_rng(0)
    layers = [Layer(2, 8, linear, rng), Layer(8, 1, linear, rng)]
    net = Network(layers, squared_error)
    with np.errstate(all="raise"):
        history = train(net, X, T, epochs=500, learning_rate=3.0,
                        batch_size=10)
    printed = capsys.readouterr().out
    assert f"diverged at update {history.updates}" in history.stopped
    assert history.updates < 2000 and history.stopped in printed
    assert "learning_rate 3" in printed and "try 0.3" in printed
    assert np.isfinite(net.loss(X, T))


def test_interrupt_keeps_network_and_history(capsys):
    X, T = datasets.moons(40)
    net = xor_network()
    original, calls = net.update, []

    def update(*arguments):
        calls.append(arguments)
        if len(calls) == 10:
            raise KeyboardInterrupt
        original(*arguments)

    net.update = update
    history = train(net, X, T, epochs=50, batch_size=10)
    assert "interrupted in epoch 3" in history.stopped
    assert len(history.loss) == 2 and "kept" in capsys.readouterr().out


@pytest.mark.parametrize("changed, words", [
    ({"epochs": 0}, ["epochs", "at least 1"]),
    ({"learning_rate": 0}, ["learning_rate", "more than 0"]),
    ({"learning_rate": np.nan}, ["learning_rate", "nan"]),
    ({"momentum": 1.0}, ["momentum", "less than 1"]),
    ({"batch_size": 2.5}, ["batch_size", "whole number"]),
    ({"patience": 3}, ["validation", "None"]),
    ({"X": [[np.inf, 1]] * 4}, ["X", "inf", "[0, 0]"]),
    ({"T": [[0], [1], [np.nan], [1]]}, ["T", "nan", "[2, 0]"]),
    ({"T": [0, 1, 1, 0]}, ["T", "[4, 1]", "[4]"]),
    ({"validation": ([[1, 2, 3]], [[1]])}, ["X", "[1, 3]"]),
])
def test_bad_arguments_are_refused_before_anything_happens(changed, words):
    net = xor_network()
    before = [p.copy() for p in net.parameters]
    X, T = datasets.xor()
    with pytest.raises(ValueError) as raised:
        train(net, **{"X": X, "T": T, **changed})
    assert all(word in str(raised.value) for word in words), raised.value
    for kept, now in zip(before, net.parameters, strict=True):
        np.testing.assert_array_equal(kept, now)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_in_a_terminal(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("mlp_helpers.watching.live.SECONDS", 0)
    X, T = datasets.xor()
    train(xor_network(), X, T, epochs=3, validation=(X, T))
    text = terminal.getvalue()
    for word in ("epoch 3 of 3", "loss", "validation", "learning rate 0.1",
                 "epochs a second"):
        assert word in text
    assert text.endswith("\r\033[K")  # the line is gone at the end


def test_no_progress_where_nobody_looks(monkeypatch, capsys):
    monkeypatch.setattr("mlp_helpers.watching.live.SECONDS", 0)
    X, T = datasets.xor()
    train(xor_network(), X, T, epochs=3)
    assert capsys.readouterr() == ("", "")


@pytest.fixture(scope="module")
def kernel():
    """A function that runs code in a real kernel; returns its messages."""
    manager, client = start_new_kernel()

    def run(code, **options):
        heard = []
        client.execute_interactive(
            "import threading\nimport mlp_helpers.watching.live as live\n"
            "live.SECONDS = 0\n" + code, output_hook=heard.append,
            timeout=60, **options)
        return [(message["msg_type"], message["content"])
                for message in heard if message["msg_type"] != "status"]

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


SHOW = "line.show(lambda seconds: 'working')"
LINE = f"with live.LiveLine() as line: {SHOW}"


def displays(messages):
    """(type, data) of what is displayed; it has one display id."""
    found = [(kind, content["data"]) for kind, content in messages
             if "display" in kind]
    ids = {content["transient"]["display_id"] for kind, content in messages
           if "display" in kind}
    assert len(ids) <= 1
    return found


@pytest.mark.parametrize("code", [
    LINE,
    f"{LINE}; 1 / 0",
    f"{LINE}; raise KeyboardInterrupt",
    f"{LINE}; line.say('to stay')",
    f"thread = threading.Thread(target=lambda: exec({LINE!r}))\n"
    "thread.start(); thread.join()",
])
def test_the_line_in_a_notebook_ends_empty(kernel, code):
    shown = displays(kernel(code, allow_stdin=True))
    assert shown == [("display_data", {"text/plain": "working"}),
                     ("update_display_data", {})]


def test_lines_of_one_cell_share_an_output(kernel):
    shown = displays(kernel(f"for i in range(3): exec({LINE!r})",
                            allow_stdin=True))
    assert [kind for kind, _ in shown].count("display_data") == 1
    assert [data for _, data in shown] == [{"text/plain": "working"}, {}] * 3


@pytest.mark.parametrize("code, allow_stdin", [
    (LINE, False),  # nbval, nbconvert: what is stored shows no line
    (LINE.replace("()", "(False)", 1), True),
])
def test_no_line_where_nobody_wants_one(kernel, code, allow_stdin):
    ran = kernel(code, allow_stdin=allow_stdin)
    assert [kind for kind, _ in ran] == ["execute_input"]


@pytest.mark.parametrize("request_", [
    {}, {"header": {"msg_id": "1"}, "content": {"comm_id": "2"}},
])
def test_no_line_where_no_cell_runs(monkeypatch, request_):
    kernel = SimpleNamespace(get_parent=lambda: request_)
    monkeypatch.setattr(live, "_shell", lambda: SimpleNamespace(kernel=kernel))
    monkeypatch.setattr(live, "SECONDS", 0)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with live.LiveLine() as line:
        line.show(lambda seconds: "working")
    assert sys.stderr.getvalue() == ""


@pytest.mark.parametrize("make", [
    datasets.circles, datasets.moons, datasets.two_spirals,
])
def test_data_sets_are_seeded_and_shaped(make):
    X, T = make(31, seed=5)
    assert X.shape == (31, 2) and T.shape == (31, 1)
    assert set(T.ravel()) == {0.0, 1.0}
    np.testing.assert_array_equal(X, make(31, seed=5)[0])
    assert not np.array_equal(make(31, 0.1, 1)[0], make(31, 0.1, 2)[0])
    with pytest.raises(ValueError, match="num_instances"):
        make(1)
    with pytest.raises(ValueError, match="noise"):
        make(10, noise=-1)


def test_two_spirals_are_the_benchmarks():
    X, T = datasets.two_spirals()
    assert X.shape == (194, 2)
    np.testing.assert_allclose(X[0], [0, 1])
    np.testing.assert_allclose(X[::2], -X[1::2])  # one arm is turned by 180
    np.testing.assert_allclose(np.hypot(*X[-1]), 8 / 104)


def test_two_spirals_of_twice_the_density():
    X, T = datasets.two_spirals(density=2)
    assert X.shape == (386, 2) and T[:4].ravel().tolist() == [0, 1, 0, 1]
    classic = datasets.two_spirals()[0]  # every second place is one of these
    np.testing.assert_allclose(X.reshape(-1, 2, 2)[::2],
                               classic.reshape(-1, 2, 2), atol=1e-15)
    np.testing.assert_array_equal(datasets.two_spirals(density=1)[0], classic)
    assert datasets.two_spirals(8, density=3)[0].shape == (578, 2)
    for wrong in (0, 1.5):
        with pytest.raises(ValueError, match="density"):
            datasets.two_spirals(density=wrong)


def test_spirals_turn_one_arm_into_the_next():
    X, T = datasets.spirals(40, num_classes=4, noise=0)
    assert X.shape == (40, 2) and T.argmax(axis=1)[:6].tolist() == [
        0, 1, 2, 3, 0, 1]
    np.testing.assert_allclose(X[::4], -X[2::4], atol=1e-12)
    np.testing.assert_allclose(np.hypot(*X[-4:].T), 1)
    assert datasets.spirals(2, 5)[1].shape == (2, 5)
    shaken = datasets.spirals(noise=0.1, seed=1)[0]
    assert not np.array_equal(shaken, datasets.spirals(noise=0.1, seed=2)[0])
    for name, wrong in [("num_classes", 1), ("num_classes", 2.5),
                        ("num_instances", 1), ("noise", -1)]:
        with pytest.raises(ValueError, match=name):
            datasets.spirals(**{name: wrong})


@pytest.mark.parametrize("part, counts", [
    ("test", [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
    ("training", [376, 389, 380, 389, 387, 376, 377, 387, 380, 382]),
])
def test_digits(part, counts):
    X, T = datasets.digits(part)
    assert X.shape == (sum(counts), 64) and X.dtype == np.float64
    assert X.min() == 0 and X.max() == 1 and (X * 16 % 1 == 0).all()
    assert T.sum(axis=0).astype(int).tolist() == counts


def test_no_digit_is_in_both_parts():
    ours, theirs = (datasets.digits(part)[0] for part in ("training", "test"))
    np.testing.assert_array_equal(theirs, datasets.digits()[0])
    assert not set(map(bytes, ours)) & set(map(bytes, theirs))
    with pytest.raises(ValueError, match='part: expected "training" or'):
        datasets.digits("validation")


def test_forms():
    """Seven forms are equal, and the others have lost a few digits."""
    labels, forms = datasets.digits()[1].argmax(axis=1), datasets.forms()
    assert forms.shape == labels.shape and (np.diff(forms) >= 0).all()
    found = ["".join(map(str, labels[forms == k])) for k in range(14)]
    assert found.count(found[0]) == 7
    for form in found:
        pairs = SequenceMatcher(None, form, found[0], False)
        same = sum(block.size for block in pairs.get_matching_blocks())
        assert len(form) - same <= 2 and 130 - same <= 9
        assert form[1:8] == "1234567"  # each begins where its form does


@pytest.mark.parametrize("labels, words", [
    ([0, 3], ["from 0 to 2", "3", "[1]"]),
    ([0, -1], ["from 0 to 2", "-1"]),
    ([0.5], ["whole numbers", "0.5"]),
    ([[1]], ["labels", "[num_instances]"]),
])
def test_labels_out_of_range(labels, words):
    with pytest.raises(ValueError) as raised:
        datasets.one_hot(labels, 3)
    assert all(word in str(raised.value) for word in words), raised.value


def test_split_deals_every_instance_once():
    X = np.arange(20.0)[:, np.newaxis]
    parts = datasets.split(X, X, seed=3)
    assert [len(X) for X, _ in parts] == [12, 4, 4]
    dealt = np.concatenate([X for X, _ in parts]).ravel()
    assert sorted(dealt) == list(range(20)) and list(dealt) != sorted(dealt)
    assert all((X == T).all() for X, T in parts)
    ordered = datasets.split(X, X, seed=None)
    assert np.concatenate([X for X, _ in ordered]).ravel().tolist() == list(
        range(20))
    for wrong in ((0.5, 0.6), (1.5, -0.5), (0.99, 0.01)):
        with pytest.raises(ValueError, match="parts: expected"):
            datasets.split(X, X, parts=wrong)


# ---- what is left behind by a training ----

def rate_too_long(net, **more):
    X, T = datasets.xor()
    return train(net, X, T, epochs=400, learning_rate=1e4, progress=False,
                 measure_every=400, **more)  # until all is NaN


def test_after_divergence_momentum_starts_as_at_first():
    X, T = datasets.xor()
    how = {"epochs": 20, "learning_rate": 0.1, "momentum": 0.9}
    fresh, used = (xor_network(hidden=linear) for _ in range(2))
    assert "diverged" in rate_too_long(used, momentum=0.9).stopped
    losses = [train(net, X, T, **how).loss for net in (fresh, used)]
    assert losses[0] == losses[1] and losses[0][-1] < losses[0][0]
    train(used, X, T, **how)  # ends with velocities of its own
    again = xor_network(hidden=linear)
    for mine, theirs in zip(again.parameters, used.parameters):
        mine[...] = theirs
    assert train(used, X, T, **how).loss == train(again, X, T, **how).loss


def test_after_divergence_a_step_by_hand_is_finite():
    net, (X, T) = xor_network(hidden=linear), datasets.xor()
    rate_too_long(net, momentum=0.9)
    arrays = [*net.outputs, *net.gradients, *net.parameters]
    assert all(np.isfinite(array).all() for array in arrays)
    net.update(0.1, momentum=0.9)
    assert np.isfinite(net.loss(X, T))


def test_early_stopping_gives_back_the_velocities_too():
    X, T = datasets.moons(40)
    net, states = xor_network(), []
    original = net.loss

    def loss(X, T):
        states.append(net.state())
        return original(X, T)

    net.loss = loss
    history = train(net, X, T, epochs=60, learning_rate=3.0, momentum=0.9,
                    validation=datasets.moons(20, seed=5), patience=4)
    assert history.best_epoch < history.epochs[-1]
    # The first loss, and then two of each epoch.
    best = states[2 * history.best_epoch]
    for (kept, v), (mine, my_v) in zip(best, net.state()):
        np.testing.assert_array_equal(kept, mine)
        np.testing.assert_array_equal(v, my_v)
        assert v.any()


def calls_of(epochs, monkeypatch):
    """Calls of functions, and entries searched for the lowest."""
    X, T = datasets.xor()
    counted, argmin = [0, 0], np.argmin

    def search(values):
        counted[1] += len(values)
        return argmin(values)

    def count(frame, event, argument):
        counted[0] += event == "call"

    monkeypatch.setattr(np, "argmin", search)
    sys.setprofile(count)
    try:
        train(xor_network(), X, T, epochs=epochs, learning_rate=0.01,
              validation=(X, T), patience=epochs, progress=False)
    finally:
        sys.setprofile(None)
        monkeypatch.undo()
    return counted


def test_patience_is_linear_in_the_epochs(monkeypatch):
    calls_of(2, monkeypatch)  # loads what is loaded once
    few, many = (calls_of(n, monkeypatch) for n in (50, 100))
    assert many[0] < 2.1 * few[0]
    assert many[1] <= 100, "the history is searched at each epoch"


def test_an_int_deals_out_the_same_order_and_a_generator_goes_on():
    X, T = datasets.moons(30)
    orders = []

    def order(seed):
        net, seen = xor_network(), []
        original = net.backprop
        net.backprop = lambda X, T: (seen.append(X.copy()), original(X, T))
        train(net, X, T, epochs=1, batch_size=8, seed=seed)
        return np.concatenate(seen).tolist()

    assert order(0) == order(0)
    rng = np.random.default_rng(0)
    orders = [order(rng), order(rng)]
    assert orders[0] == order(0) and orders[1] != orders[0]
    assert "same order" in train.__doc__


# ---- why it diverged ----

def regression(scale=1.0, targets=1.0, weights=1.0, num_inputs=3):
    rng = np.random.default_rng(0)
    layers = [Layer(num_inputs, 8, relu, rng), Layer(8, 1, linear, rng)]
    layers[1].W *= weights
    X = rng.normal(size=(40, num_inputs))
    X[:, 0] *= scale
    return Network(layers, squared_error), X, X[:, -1:] * targets


def told(capsys, net, X, T, **how):
    history = train(net, X, T, epochs=400, progress=False, **how)
    printed = capsys.readouterr().out
    assert history.stopped in printed
    assert all(np.isfinite(p).all() for p in net.parameters)
    return printed


@pytest.mark.parametrize("rate", [0.1, 0.01, 0.001, 1e-4])
def test_inputs_far_from_0_and_1_are_named_first(rate, capsys):
    text = told(capsys, *regression(scale=5000), learning_rate=rate)
    for word in ("diverged at update", "X is far from 0 and 1 (column 0, up",
                 "X = (X - X.mean(axis=0)) / X.std(axis=0)", "constant"):
        assert word in text, text
    assert "try" not in text and "too long" not in text


def test_a_constant_column_is_named(capsys):
    net, X, T = regression(scale=5000)
    X[:, 1] = 7
    text = told(capsys, net, X, T)
    assert "columns 0, 1" in text and "column 1 is constant" in text


def test_scaled_as_advised_it_learns():
    net, X, T = regression(scale=5000)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    history = train(net, X, T, epochs=100, progress=False)
    assert history.loss[-1] < history.loss[0] / 5


def test_targets_far_from_0_and_1_are_named(capsys):
    text = told(capsys, *regression(targets=1e5), learning_rate=1.0)
    assert "T is far from 0 and 1" in text and "T = (T - T.mean" in text
    assert "X.mean" not in text


@pytest.mark.parametrize("weights", [1e160, 1e200])
def test_a_loss_that_was_infinite_blames_no_rate(weights, capsys):
    net, X, T = regression(weights=weights)
    before = [p.copy() for p in net.parameters]
    text = told(capsys, net, X, T, learning_rate=1e-40)
    assert "not started: the loss is inf" in text
    assert "layers[1].W" in text and "smaller" in text
    assert "too long" not in text and "try" not in text
    for kept, now in zip(before, net.parameters):
        np.testing.assert_array_equal(kept, now)


def test_a_loss_that_was_huge_blames_no_rate(capsys):
    text = told(capsys, *regression(weights=1e6))
    assert "diverged" in text and "layers[1].W" in text
    assert "too long" not in text and "try" not in text


def test_inputs_are_blamed_for_an_infinite_loss(capsys):
    text = told(capsys, *regression(scale=1e170))
    assert "not started" in text and "X is far from 0 and 1" in text


def test_a_rate_too_long_is_named_where_the_data_are_scaled(capsys):
    text = told(capsys, *regression(), learning_rate=5.0)
    assert "learning_rate 5 are too long; try 0.5" in text
    assert "far from" not in text


def test_uphill_asks_for_the_gradients(capsys):
    class Uphill(Layer):
        def backprop(self, dEdY, input_gradient=True):
            dEdX = super().backprop(dEdY, input_gradient)
            self.gradients *= -1
            return dEdX

    net, X, T = regression()
    net.layers[1] = Uphill(8, 1, linear, rng=0)
    text = told(capsys, net, X, T, learning_rate=9e-4, batch_size=1)
    assert "check_gradients(network, X, T)" in text


# ---- numbers, seeds, pairs, and nothing at all ----

def xor_trained(**how):
    return train(xor_network(), *datasets.xor(),
                 **{"epochs": 2, "progress": False, **how})


WHOLE = {
    "epochs": lambda v: xor_trained(epochs=v).epochs[-1],
    "batch_size": lambda v: xor_trained(batch_size=v).updates and v,
    "measure_every": lambda v: xor_trained(measure_every=v).updates and v,
    "patience": lambda v: xor_trained(
        patience=v, validation=datasets.xor()).updates and v,
    "num_instances": lambda v: len(datasets.moons(v)[0]),
    "density": lambda v: len(datasets.two_spirals(density=v)[0]) and v,
    "num_classes": lambda v: datasets.one_hot([0], v).shape[1],
    "num_inputs": lambda v: Layer(v, 2, tanh).W.shape[1],
    "num_outputs": lambda v: Layer(2, v, tanh).W.shape[0],
    "sizes": lambda v: many.start([2, v, 1], [0])[0][0].shape[1],
}
SEEDS = {
    "seed": lambda v: xor_trained(seed=v),
    "data seed": lambda v: datasets.moons(10, seed=v),
    "split seed": lambda v: datasets.split(*datasets.moons(10), seed=v),
    "seeds": lambda v: many.start([2, 1], [v]),
    "rng": lambda v: Layer(2, 1, tanh, v),
}


@pytest.mark.parametrize("value", [5.0, np.float64(5), np.int64(5)])
@pytest.mark.parametrize("name", WHOLE)
def test_whole_numbers_are_converted(name, value):
    assert WHOLE[name](value) == 5


@pytest.mark.parametrize("value", [
    True, "5", np.nan, np.inf, 2.5, -5, np.array([5]), np.array(5), [5],
    10**400, 1j,
])
@pytest.mark.parametrize("name", WHOLE)
def test_other_numbers_are_refused(name, value):
    with pytest.raises(ValueError, match=f"{name}: expected a whole number"):
        WHOLE[name](value)


@pytest.mark.parametrize("value", [True, "5", 5.0, -5, 1j, {}])
@pytest.mark.parametrize("name", SEEDS)
def test_what_is_no_seed_is_refused(name, value):
    with pytest.raises(ValueError, match=f"{name.split()[-1]}: expected"):
        SEEDS[name](value)


@pytest.mark.parametrize("value", [True, "1", None, [0.1], np.array(0.1)])
@pytest.mark.parametrize("name", ["learning_rate", "momentum"])
def test_rates_are_numbers(name, value):
    with pytest.raises(ValueError, match=f"{name}: expected a number"):
        xor_trained(**{name: value})
    with pytest.raises(ValueError, match=f"{name}: expected a number"):
        xor_network().update(**{"learning_rate": 0.1, name: value})


EMPTY = np.empty((0, 2)), np.empty((0, 1))


@pytest.mark.parametrize("call, name", [
    (lambda: train(xor_network(), *EMPTY), "X"),
    (lambda: xor_network().loss(*EMPTY), "X"),
    (lambda: xor_network().backprop(*EMPTY), "X"),
    (lambda: xor_network().forward([]), "X"),
    (lambda: xor_trained(validation=EMPTY), "validation, X"),
    (lambda: check_gradients(xor_network(), *EMPTY), "X"),
    (lambda: datasets.split(*EMPTY), "X"),
    (lambda: datasets.split(*datasets.xor(), parts=()), "parts"),
    (lambda: datasets.one_hot([], 3), "labels"),
    (lambda: squared_error.E(EMPTY[1], EMPTY[1]), "Y"),
])
def test_nothing_is_refused(call, name):
    with pytest.raises(ValueError, match=f"^{name}: expected .* empty"):
        call()


MASKED = np.ma.masked_values(datasets.xor()[0], 1)


@pytest.mark.parametrize("call, name", [
    (lambda: train(xor_network(), MASKED, datasets.xor()[1]), "X"),
    (lambda: train(xor_network(), datasets.xor()[0], MASKED[:, :1]), "T"),
    (lambda: xor_trained(validation=(MASKED, MASKED[:, :1])),
     "validation, X"),
    (lambda: xor_network().loss(list(MASKED), [[1]] * 4), "X"),
    (lambda: setattr(Layer(2, 4, tanh), "W", MASKED), "W"),
    (lambda: datasets.split(MASKED, MASKED), "X"),
    (lambda: datasets.one_hot(np.ma.masked_values([1, 2], 2), 3), "labels"),
    (lambda: bitmaps.to_pixels(np.ma.ones((32, 32))), "bitmap"),
])
def test_masked_arrays_are_refused(call, name):
    with pytest.raises(ValueError, match=f"^{name}: expected an array with"):
        call()


@pytest.mark.parametrize("how, words", [
    ({"validation": datasets.xor()[0]}, ["validation: expected a pair"]),
    ({"validation": 0.2}, ["validation: expected a pair (X, T), got 0.2"]),
    ({"validation": (1, 2, 3)}, ["validation: expected a pair"]),
    ({"validation": ([[np.nan, 1]], [[1]])}, ["validation, X: ", "nan"]),
    ({"validation": ([[0, 1]], [[np.inf]])}, ["validation, T: ", "inf"]),
    ({"validation": ([[0, 1]], [[1], [0]])}, ["validation, T: ", "[2, 1]"]),
    ({"network": [Layer(2, 1, tanh)]}, ["network: expected a Network"]),
    ({"network": Layer(2, 1, tanh)}, ["network: expected a Network"]),
    ({"X": "X"}, ["X: expected real numbers"]),
])
def test_wrong_kinds_are_named(how, words):
    X, T = datasets.xor()
    with pytest.raises(ValueError) as raised:
        train(**{"network": xor_network(), "X": X, "T": T, **how})
    assert all(word in str(raised.value) for word in words), raised.value


@pytest.mark.parametrize("parts", [0.5, "half", None, [], ["a", "b"]])
def test_parts_are_several_fractions(parts):
    with pytest.raises(ValueError, match="parts: expected"):
        datasets.split(*datasets.moons(10), parts=parts)


def test_a_learners_layer_is_looked_at_before_the_training():
    class Silent(Layer):
        def forward(self, X):
            super().forward(X)

    net = Network([Silent(2, 3, tanh), Layer(3, 1, linear)], squared_error)
    with pytest.raises(ValueError, match=r"layers\[0\].forward: .* None"):
        train(net, *datasets.xor())
