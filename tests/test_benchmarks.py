"""The benchmarks, without the peers that they compare with."""
import json
import re
import time
from dataclasses import replace
from pathlib import Path

import bench
import matplotlib.pyplot as plt
import numpy as np
import pytest
from contenders import CASES, PEERS, Floor, Ours

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
    assert "Faster than ours: none" in one_line(bench.findings(values))
    assert "**" not in bench.table(values, ours)
    values["jax_step"] |= {"wide": 0.5, "xor": 0.996}
    assert ("ours: **JAX, compiled step**: 784-1024-1024-10 (256)."
            in one_line(bench.findings(values)))
    assert bench.table(values, ours).count("**0.50**") == 1
    values["jax_scan"] = dict.fromkeys(CASES, 0.5)
    assert "**JAX, compiled loop**: everywhere." in one_line(
        bench.findings(values))


def test_noise_is_said():
    rounds = {"ours": [1.0] * 9, "jax_step": [2.0] * 4 + [2.02] * 5}
    calm = one_line(bench.how_sure({"xor": rounds}))
    assert "within ±0 %, in the worst cell within ±0 %." in calm
    assert "too far apart" not in calm
    rounds["jax_step"] = [2.0, 3.0, 4.0] * 3
    assert "within ±33 %" in one_line(bench.how_sure({"xor": rounds}))
    assert "too far apart" in one_line(bench.how_sure({"xor": rounds}))


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

def stored():
    return json.loads(re.search(r"```json\n(.*?)```", REPORT, re.S)[1])


def test_stored_results():
    values = stored()
    assert list(values) == list(bench.TITLES) == [*PEERS, "floor_share"]
    assert all(list(of) == list(CASES) for of in values.values())
    assert bench.findings(values) in REPORT
    first = re.search(r"### float32, 1 thread.*?\n\n(.*?)\n\n", REPORT, re.S)
    lines = first[1].splitlines()[2:]
    ours = {key: line.split(" | ")[1] for key, line in zip(CASES, lines)}
    assert bench.table(values, ours) == first[1]


def test_stored_readme():
    """`make bench` writes this section; its numbers are the report's."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert bench.section(stored()) in readme


def test_peers_stand_beside_our_own_versions():
    pins = [set(re.findall(r"^(?:numpy|matplotlib)==\S+", text, re.M))
            for text in (
                (ROOT / "requirements.txt").read_text(encoding="utf-8"),
                (ROOT / "benchmarks/requirements.txt").read_text(
                    encoding="utf-8"))]
    assert len(pins[0]) == 2 and pins[0] == pins[1]


def test_peers_are_never_needed():
    text = "".join(
        (ROOT / file).read_text(encoding="utf-8")
        for file in ("requirements.txt", "pyproject.toml"))
    assert not re.search("torch|scikit-learn|jax", text)
