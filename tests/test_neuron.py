"""One neuron: what its pictures say must be true."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_helpers import explorers, plots
from mlp_helpers.plots.neuron import HIGH, LOW, visible_line

HALVES = st.integers(-10, 10).map(lambda n: n / 2)


@given(HALVES, HALVES, HALVES)
def test_the_line_is_where_the_sum_is_0(w1, w2, b):
    w = np.array([w1, w2])
    ends = visible_line(w, b)
    edge = np.array([[x, y] for x in (LOW, HIGH) for y in (LOW, HIGH)])
    both_sides = (edge @ w + b).min() < 0 < (edge @ w + b).max()
    assert both_sides <= (ends is not None)
    if ends is not None:
        assert np.allclose(ends @ w + b, 0, atol=1e-9)
        assert np.allclose((ends[1] - ends[0]) @ w, 0, atol=1e-9)
        assert np.ptp(ends, axis=0).max() > 0


@given(HALVES, HALVES, HALVES)
def test_no_position_of_the_sliders_does_xor(w1, w2, b):
    a = np.array([b, w2 + b, w1 + b, w1 + w2 + b])
    assert not np.all(np.where([0, 1, 1, 0], a > 0, a < 0))


def test_the_wrong_corners_are_named():
    explorer = explorers.one_neuron([1, 1], -1.5, "AND")
    assert explorer.sentence == (
        "a = 1.0 x[0] + 1.0 x[1] \u2212 1.5. "
        "4 of 4 corners are right for AND.")
    explorer.set(task="XOR")
    assert "1 of 4 corners are right for XOR." in explorer.sentence
    assert "(0, 1) says 0 and should say 1." in explorer.sentence
    explorer.set(b=-1)
    assert "At (1, 0) a is 0: undecided." in explorer.sentence
    explorer.set(w_0=0, w_1=0)
    assert "there is no line" in explorer.sentence


@pytest.mark.parametrize("name", ["logistic", "tanh", "ReLU", "linear"])
def test_the_slope_in_the_sentence_is_the_derivative(name):
    g = {"logistic": lambda a: 1 / (1 + np.exp(-a)), "tanh": np.tanh,
         "ReLU": lambda a: max(a, 0.0), "linear": lambda a: a}[name]
    slope = (g(-0.7 + 1e-6) - g(-0.7 - 1e-6)) / 2e-6
    explorer = explorers.activation_slope(name, -0.7)
    said = explorer.sentence.split(",")[0] + explorer.sentence
    assert f"{slope:.3f}".rstrip("0").rstrip(".") in said
    explorer.set(activation="ReLU", a=0)
    assert "kink" in explorer.sentence


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="name: expected one of logistic"):
        plots.activation_slope("sigmoid", 1)
    with pytest.raises(ValueError, match="w: expected"):
        plots.neuron_line([1, 2, 3], 0, [0, 0, 0, 1])
    with pytest.raises(ValueError, match="task: expected one of"):
        explorers.one_neuron([1, 1], 0, "NOR")
