"""train: it learns, keeps what matters, and says why it stopped."""

import io
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel

import mlp_helpers.live as live
from mlp_helpers import (
    Layer,
    Network,
    datasets,
    linear,
    logistic_cross_entropy,
    softmax_cross_entropy,
    squared_error,
    tanh,
    train,
)


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
    monkeypatch.setattr("mlp_helpers.live.SECONDS", 0)
    X, T = datasets.xor()
    train(xor_network(), X, T, epochs=3, validation=(X, T))
    text = terminal.getvalue()
    for word in ("epoch 3 of 3", "loss", "validation", "learning rate 0.1",
                 "epochs a second"):
        assert word in text
    assert text.endswith("\r\033[K")  # the line is gone at the end


def test_no_progress_where_nobody_looks(monkeypatch, capsys):
    monkeypatch.setattr("mlp_helpers.live.SECONDS", 0)
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
            "import threading, mlp_helpers.live as live\nlive.SECONDS = 0\n"
            + code, output_hook=heard.append, timeout=60, **options)
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


def test_digits():
    X, T = datasets.digits()
    assert X.shape == (1797, 64) and X.dtype == np.float64
    assert X.min() == 0 and X.max() == 1 and (X * 16 % 1 == 0).all()
    assert T.sum(axis=0).astype(int).tolist() == [
        178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


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
