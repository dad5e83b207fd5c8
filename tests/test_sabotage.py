"""Sabotage: fourteen mistakes, none that the loss gives away."""

import numpy as np
import pytest

import mlp_helpers
from mlp_helpers import (
    Network,
    datasets,
    linear,
    logistic_cross_entropy,
    tanh,
    train,
)
from mlp_helpers.course.sabotage import (
    ARRAYS,
    KINDS,
    NAME,
    RIGHT,
    gap,
    in_place,
    right,
    sabotage,
    suspects,
)
from mlp_helpers.exercises import REGISTER
from mlp_helpers.exercises.sources import make_function

examine = REGISTER["examine"].solution
OWN = REGISTER["Layer"].solution
MINE = """
class Layer:
    def __init__(self, num_inputs, num_outputs, activation, rng):
        self.W = rng.normal(size=(num_outputs, num_inputs))
        self.b = np.zeros(num_outputs)
        self.activation = activation

    def forward(self, X):
        self.memory = X, self.activation.g(X @ self.W.T + self.b)
        return self.memory[1]

    def backprop(self, dEdY):
        X, Y = self.memory
        Deltas = self.activation.gd(Y) * dEdY
        self.dEdW, self.dEdb = Deltas.T @ X, Deltas.sum(axis=0)
        return Deltas @ self.W
"""
LAYERS = [OWN, mlp_helpers.Layer,
          make_function(MINE, "Layer", {"np": np}, "another layer")]
kinds = pytest.mark.parametrize("seed, kind", list(enumerate(KINDS)))


def two_looks(case):
    for step in (0.0, 0.1):
        case.layer.W = case.layer.W - step * case.layer.dEdW if step \
            else case.layer.W
        evidence = examine(case.layer, case.X, case.dEdY)
    return evidence


def planted(kind, Layer=OWN):
    return sabotage(Layer, list(KINDS).index(kind))


@kinds
def test_the_loss_falls_all_the_same(seed, kind):
    X, T = datasets.moons(200, noise=0.1)
    for start in range(3):
        rng = np.random.default_rng(start)
        Layer = sabotage(OWN, seed).Layer
        network = Network([Layer(2, 8, tanh, rng), Layer(8, 8, tanh, rng),
                           Layer(8, 1, linear, rng)], logistic_cross_entropy)
        before = network.loss(X, T)
        losses = train(network, X, T, 60, 0.5, 10, progress=False).loss
        assert losses[-1] < 0.6 * before and max(losses) < before


@kinds
@pytest.mark.parametrize("Layer", LAYERS)
def test_a_right_verdict_with_proof_is_told_from_a_guess(
        capsys, Layer, seed, kind):
    case = sabotage(Layer, seed)
    assert case.lines().startswith("○")
    case.verdict(kind, None)
    case.verdict(kind, dict.fromkeys(ARRAYS, (..., ...)))
    case.verdict(kind, {name: (part, part) for name, part in zip(
        ARRAYS, (case.layer.W, case.layer.b, case.X), strict=True)})
    assert capsys.readouterr().out.count("✗ no proof") == 3
    evidence = two_looks(case)
    for other in KINDS:
        if other != kind:
            case.verdict(other, evidence)
    said = capsys.readouterr().out
    assert said.count("✗ not") == len(KINDS) - 1 and not case.solved
    case.verdict(kind, evidence)
    shown = KINDS[kind][1].replace(" ", ", ")
    assert capsys.readouterr().out.startswith(
        f"✓ {kind}: {KINDS[kind][0]}. Proven by {shown}.")
    assert case.solved and case.lines().startswith(f"class {NAME}(Layer)")


@kinds
def test_only_its_own_arrays_show_it(seed, kind):
    evidence = two_looks(sabotage(OWN, seed))
    assert [name for name in ARRAYS if gap(*evidence[name]) > 1e-7] == \
        KINDS[kind][1].split()
    assert all(gap(*evidence[name]) > 1e-4 for name in KINDS[kind][1].split())


@pytest.mark.parametrize("kind", ["old W", "added up"])
def test_some_are_seen_at_the_second_look_only(capsys, kind):
    case = planted(kind)
    case.verdict(kind, examine(case.layer, case.X, case.dEdY))
    assert "✗ a guess" in capsys.readouterr().out and not case.solved


def test_old_evidence_is_none(capsys):
    case = planted("mean")
    evidence = examine(case.layer, case.X, case.dEdY)
    case.layer.W = case.layer.W + 1
    case.verdict("mean", evidence)
    assert "not the slopes of the layer as it is now" in \
        capsys.readouterr().out


@kinds
def test_a_repair_is_judged(capsys, seed, kind):
    case = sabotage(OWN, seed)
    repaired = make_function(RIGHT, NAME, {"Layer": OWN}, "repaired")
    assert case.repaired(repaired) is OWN
    assert "○ first the verdict" in capsys.readouterr().out
    case.verdict(kind, two_looks(case))
    capsys.readouterr()
    assert case.repaired(case.Layer) is OWN
    assert case.repaired(...) is OWN
    assert case.repaired(OWN) is OWN
    assert not right(case.Layer)
    assert case.repaired(repaired) is repaired
    first, second, third, fourth = capsys.readouterr().out.splitlines()
    assert "✗ not repaired" in first and "○" in second
    assert "✗ this is your own layer" in third and "✓" in fourth


def test_a_numerical_gradient_that_turns_copies_measures_a_layer_too():
    def on_copies(E, w, h=1e-5):
        slopes = np.zeros(w.shape)
        for entry in np.ndindex(w.shape):
            up, down = w.copy(), w.copy()
            up[entry] += h
            down[entry] -= h
            slopes[entry] = (E(up) - E(down)) / (2 * h)
        return slopes

    layer = OWN(3, 2, tanh, np.random.default_rng(0))
    before, X = layer.W.copy(), np.ones((4, 3))
    measured = in_place(on_copies)(
        lambda array: np.sum(layer.forward(X)), layer.W)
    layer.forward(X)
    layer.backprop(np.ones((4, 2)))
    assert np.allclose(measured, layer.dEdW) and np.any(measured)
    assert np.array_equal(layer.W, before)


def test_all_seeds_and_all_names():
    assert {sabotage(OWN, seed)._kind for seed in range(14)} == set(KINDS)
    assert len(KINDS) >= 10
    assert all(f"{name} " in suspects() for name in KINDS)


def test_no_name_is_no_verdict(capsys):
    case = planted("mean")
    case.verdict("...", None)
    assert capsys.readouterr().out.startswith("○ no verdict yet")
    case.verdict("clipped", two_looks(case))
    case.verdict("mean", two_looks(case))
    assert "Wrong verdicts before: 1." in capsys.readouterr().out


def test_wrong_arguments_are_named():
    for arguments, name in [((3, 0), "Layer"), ((OWN, -1), "seed"),
                            ((OWN, "a"), "seed")]:
        with pytest.raises(ValueError, match=name):
            sabotage(*arguments)
