"""The benchmarks, without the peers that they compare with."""
import importlib.util
import re
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import bench
import matplotlib.pyplot as plt
import numpy as np
import pytest
from contenders import (
    CASES,
    MANY,
    MANY_PEERS,
    PEERS,
    Floor,
    ManyInTurn,
    ManyOurs,
    Ours,
)

from mlp_helpers import Layer, Network, logistic, squared_error, train

ROOT = Path(__file__).parents[1]
REPORT = (ROOT / "benchmarks/README.md").read_text(encoding="utf-8")
SIZES = {
    "xor": ("2-2-1", 4), "spirals": ("2-32-32-1", 20),
    "digits": ("64-100-10", 32), "mnist_10": ("784-100-10", 10),
    "mnist_128": ("784-100-10", 128), "wide": ("784-1024-1024-10", 256),
}


@pytest.mark.parametrize("key", CASES)
def test_case(key):
    case = CASES[key]
    assert (case.network_name, case.batch_size) == SIZES[key]
    X, T = case.arrays()
    assert X.dtype == T.dtype == np.float32
    network = case.network()
    assert network.forward(X).shape == T.shape
    assert network.forward(X).dtype == np.float32
    for part, array in zip(case.batches(), (X, T)):
        assert {len(batch) for batch in part} == {case.batch_size}
        assert np.array_equal(np.concatenate(part), array)


@pytest.mark.parametrize("key", ["xor", "spirals"])
def test_race_without_peers(key, monkeypatch):
    monkeypatch.setattr(bench, "SECONDS", 1e-3)
    case, runners = CASES[key], {"ours": Ours, "floor": Floor}
    seconds = bench.race(case, time.process_time, runners, 3)
    assert {name: len(s) for name, s in seconds.items()} == {
        "ours": 3, "floor": 3}
    assert all(0 < s < 0.1 for rounds in seconds.values() for s in rounds)


def test_every_run_begins_anew_and_trains():
    ours, ends = Ours(CASES["spirals"]), [CASES["spirals"].weights()]
    for epochs in (2, 50, 2):
        ours.run(epochs, time.perf_counter)
        ends.append([weights.copy() for weights in ours.weights()])
    start, first, longer, again = map(np.concatenate, [
        [weights.ravel() for weights in end] for end in ends])
    assert np.array_equal(first, again)
    assert abs(first - start).max() > 10 * bench.TOLERANCE["float32"]
    assert abs(longer - first).max() > 100 * bench.TOLERANCE["float32"]


def test_floor_has_every_product_of_an_update():
    products = Floor(CASES["spirals"]).products
    batch = 20
    assert [(a.shape, b.shape) for a, b, _ in products] == [
        ((batch, 2), (2, 32)), ((32, batch), (batch, 2)),
        ((batch, 32), (32, 32)), ((32, batch), (batch, 32)),
        ((batch, 32), (32, 32)),
        ((batch, 32), (32, 1)), ((1, batch), (batch, 32)),
        ((batch, 1), (1, 32)),
    ]


class SlightlyOff(Ours):
    """A peer with one weight that is not ours."""

    error = 2e-4

    def weights(self):
        weights = [array.copy() for array in super().weights()]
        weights[1][-1] += self.error
        return weights


@pytest.mark.parametrize("error", [2e-4, -2e-4, np.nan, np.inf])
def test_other_weights_stop_the_race(error, monkeypatch):
    monkeypatch.setattr(SlightlyOff, "error", error)
    with pytest.raises(SystemExit, match=r"off, XOR.*differ .*no time is"):
        bench.race(
            CASES["xor"], time.process_time,
            {"ours": Ours, "off": SlightlyOff}, 1)


@pytest.mark.parametrize("dtype, error", [("float32", 5e-5),
                                          ("float64", 5e-10)])
def test_rounding_does_not_stop_it(dtype, error, monkeypatch):
    monkeypatch.setattr(bench, "SECONDS", 1e-3)
    monkeypatch.setattr(SlightlyOff, "error", error)
    bench.race(replace(CASES["xor"], dtype=dtype), time.process_time,
               {"ours": Ours, "off": SlightlyOff}, 1)


def test_other_shapes_are_a_difference():
    with pytest.raises(SystemExit, match="differ from ours by inf"):
        bench.check_weights(CASES["xor"], "peer", [np.zeros((2, 1))],
                            [np.zeros((1, 2))])


# ---- 200 networks at once ----

def alone(case, n):
    """The weights of network n, trained alone with Layer and Network."""
    rng = np.random.default_rng(n)
    layers = [Layer(*shape, logistic, dtype=case.dtype)
              for shape in case.shapes]
    for layer in layers:
        layer.W[...] = rng.normal(size=layer.W.shape)
        layer.b[...] = 0
    network = Network(layers, squared_error)
    X, T = case.arrays()
    train(network, X, T, case.check_epochs, len(X) * case.learning_rate,
          shuffle=False, progress=False)  # its E is the mean, not the sum
    return network.parameters


@pytest.mark.parametrize("dtype", bench.TOLERANCE)
@pytest.mark.parametrize("name", ["ours", *MANY_PEERS])
def test_each_of_many_learns_what_it_learns_alone(name, dtype):
    library = name.partition("_")[0]
    if library in ("torch", "jax") and not importlib.util.find_spec(library):
        pytest.skip(f"no {library} in this environment")
    if name == "jax_scan" and dtype == "float64":
        import jax

        jax.config.update("jax_enable_x64", True)
    case = replace(MANY, dtype=dtype, num_networks=5, check_epochs=300)
    contender = {"ours": ManyOurs, **MANY_PEERS}[name](case)
    contender.run(7, time.process_time)  # and the next one begins anew
    contender.run(case.check_epochs, time.process_time)
    for n in range(case.num_networks):
        weights = [array[n] for array in contender.weights()]
        bench.check_weights(case, name, alone(case, n), weights)
        assert all(array.dtype == dtype for array in weights)
        moved = [end - start[n] for end, start in
                 zip(weights, case.weights(), strict=True)]
        assert max(abs(way).max() for way in moved) > 0.1


def test_many_are_timed_one_by_one(monkeypatch):
    """An update of 3 networks counts as 3."""
    monkeypatch.setattr(bench, "epochs_for", lambda *_: 10)
    monkeypatch.setattr(ManyInTurn, "run", lambda *_: 6.0)
    monkeypatch.setattr(ManyOurs, "run", lambda *_: 3.0)
    case = replace(MANY, num_networks=3)
    assert case.updates == 3 and CASES["digits"].updates == 56
    runners = {"ours": ManyOurs, "in_turn": ManyInTurn}
    seconds = bench.race(case, time.process_time, runners, 2)
    assert seconds == {"ours": [0.1] * 2, "in_turn": [0.2] * 2}


def test_what_is_said_of_many():
    rounds = {name: [8e-6] * 9 for name in MANY_PEERS}
    rounds |= {"ours": [2e-6] * 9, "jax_scan": [1e-6] * 4 + [1.02e-6] * 5}
    values = bench.many_values({("float32", 1): {"many": rounds},
                                ("float32", 2): {"many": rounds}})
    assert list(values) == ["float32, 1 thread", "float32, 2 threads",
                            "spread", "own"]
    assert values["float32, 2 threads"] == {
        "in_turn": 4, "torch_eager": 4, "torch_compile": 4, "jax_scan": 0.51,
        "ours": 2}
    said = one_line(bench.many_findings(values))
    for words in ("200 XOR networks", "take 25 % of the time", "4.0 times",
                  "51 % of our time", "Half of the rounds' ratios"):
        assert words in said
    report = bench.many_results(values, "Measured on paper.")
    assert ("| float32, 1 thread | 2.0 | 4.0 | 4.0 | 4.0 | **0.51** |"
            in report)
    assert bench.stored(report) == (values,)


def one_line(text):
    return " ".join(text.split())


def test_ratios_are_of_medians():
    rounds = {name: [4.0, 2.0, 90.0] for name in PEERS}
    rounds |= {"ours": [2.0, 2.0, 50.0], "floor": [1.0, 0.5, 1.0]}
    values = bench.ratios(dict.fromkeys(CASES, rounds))
    assert values["torch_eager"] == dict.fromkeys(CASES, 2.0)
    assert values["floor_share"] == dict.fromkeys(CASES, 0.5)


def test_wins_are_said():
    values = {name: dict.fromkeys(CASES, 2.0) for name in bench.TITLES}
    ours = dict.fromkeys(CASES, "9")
    values["spread"] = [2, 6]
    assert "Nobody is faster" in one_line(bench.findings(values))
    assert "±2 %, in the worst cell within ±6 %" in one_line(
        bench.findings(values))
    assert "**" not in bench.table(values, ours)
    values["jax_step"] |= {"wide": 0.5, "xor": 0.996}
    assert ("ours: **JAX, compiled step**, for 784-1024-1024-10 (256)."
            in one_line(bench.findings(values)))
    assert bench.table(values, ours).count("**0.50**") == 1
    values["jax_scan"] = dict.fromkeys(CASES, 0.5)
    assert "; **JAX, compiled loop**, everywhere." in one_line(
        bench.findings(values))


def noise(seconds):
    return bench.how_sure(*bench.spread(seconds))


def test_noise_is_said():
    rounds = {"ours": [1.0] * 9, "jax_step": [2.0] * 4 + [2.02] * 5}
    calm = noise({"xor": rounds})
    assert "within ±0 %, in the worst cell within ±0 %." in calm
    assert "too far apart" not in calm
    rounds["jax_step"] = [2.0, 3.0, 4.0] * 3
    assert "within ±33 %" in noise({"xor": rounds})
    assert "too far apart" in noise({"xor": rounds})
    assert bench.own_spread({"xor": {"ours": [2.0, 3.0, 4.0] * 3}}) == 33
    assert "our own times lie within ±33 %" in bench.how_sure(1, 1, 33)


@pytest.mark.parametrize("value, shown", [
    (0.00566, "0.0057"), (0.5, "0.50"), (0.996, "1.0"), (1.04, "1.0"),
    (12.7, "13"), (99.6, "100"), (29075.3, "29075")])
def test_digits(value, shown):
    assert bench.digits_of(value) == shown


def test_rewrite_changes_one_section(tmp_path):
    path = tmp_path / "README.md"
    path.write_text("# A\n\n## B\n\nold\n\n### b\n\n## C\n\nkept\n",
                    encoding="utf-8")
    for _ in range(2):
        bench.rewrite(path, "## B\n\n\\1 new\n\n")
        bench.rewrite(path, "## C\n\nlast\n")
        assert path.read_text(encoding="utf-8") == (
            "# A\n\n## B\n\n\\1 new\n\n## C\n\nlast\n")


def test_figure_is_drawn(tmp_path):
    values = {name: dict.fromkeys(CASES, 2.0) for name in bench.TITLES}
    bench.draw(values, tmp_path / "speed.png")
    assert plt.imread(tmp_path / "speed.png").shape[1] == 1400
    plt.close("all")


# ---- what is stored ----

def test_stored_results():
    values, many = bench.stored(REPORT)
    assert [*bench.TITLES, "spread"] == list(values)
    assert list(bench.TITLES) == [*PEERS, "floor_share"]
    assert all(list(values[name]) == list(CASES) for name in bench.TITLES)
    assert list(bench.MANY_TITLES) == list(MANY_PEERS)
    assert bench.many_findings(many) in REPORT
    assert bench.findings(values) in REPORT
    first = re.search(r"### float32, 1 thread.*?\n\n(.*?)\n\n", REPORT, re.S)
    lines = first[1].splitlines()[2:]
    ours = {key: line.split(" | ")[1] for key, line in zip(CASES, lines)}
    assert bench.table(values, ours) == first[1]


def test_stored_readme():
    """`make bench` writes this section; its numbers are the report's."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert bench.section(*bench.stored(REPORT)) in readme


def test_peers_stand_beside_our_own_versions():
    pins = [set(re.findall(r"^(?:numpy|matplotlib)==\S+", text, re.M))
            for text in (
                (ROOT / "requirements.txt").read_text(encoding="utf-8"),
                (ROOT / "benchmarks/requirements.txt").read_text(
                    encoding="utf-8"))]
    assert len(pins[0]) == 2 and pins[0] == pins[1]


def test_peers_are_never_needed():
    """But for the extras, which nobody has to install."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    del project["project"]["optional-dependencies"]["extras"]
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert not re.search("torch|scikit-learn|jax", f"{project}{text}")
