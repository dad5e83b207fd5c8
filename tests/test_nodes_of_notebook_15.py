"""The automatic differentiation of notebook 15, taken from its cells."""

import notebook_form
import numpy as np
import pytest
from finite_differences import finite_differences
from hypothesis import given
from hypothesis import strategies as st

from mlp_helpers import Layer, Network, linear, logistic, squared_error, tanh
from mlp_helpers.exercises import REGISTER

PATH, = notebook_form.NOTEBOOKS.glob("15_*.ipynb")
CELLS = {cell["id"]: cell["source"]
         for cell in notebook_form.code_cells(notebook_form.read(PATH))}
NAMES = {"np": np, "logistic": logistic, "tanh": tanh} | {
    name: REGISTER[name].solution
    for name in ("product_slopes", "in_order", "sum_to")}
for cell in ("node", "add", "multiply", "x-times-x", "matmul", "activate",
             "backward-again", "error", "three-rounds"):
    exec(CELLS[cell], NAMES)
Node, backward, total = NAMES["Node"], NAMES["backward"], NAMES["total"]
SIZE = st.integers(1, 5)


def slopes(formula, *arrays):
    nodes = [Node(array) for array in arrays]
    backward(formula(*nodes))
    return [node.grad for node in nodes]


def by_knobs(formula, *arrays):
    return finite_differences(
        lambda *moved: float(formula(*map(Node, moved)).data), *arrays)


@given(SIZE, SIZE, SIZE, SIZE)
def test_a_network_has_the_gradients_of_the_layers(rows, i, h, o):
    rng = np.random.default_rng([rows, i, h, o])
    X, T = rng.normal(size=(rows, i)), rng.normal(size=(rows, o))
    layers = [Layer(i, h, logistic, rng), Layer(h, o, linear, rng)]
    Network(layers, squared_error).backprop(X, T)
    first, second = layers
    found = slopes(NAMES["error"], X, T, first.W, first.b, second.W, second.b)
    for mine, theirs in zip(found[2:], (first.dEdW, first.dEdb,
                                        second.dEdW, second.dEdb)):
        assert mine.shape == theirs.shape
        assert np.allclose(mine, theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize("small", [
    (), (3,), (1,), (4, 1), (1, 3), (1, 1), (4, 3)])
@pytest.mark.parametrize("formula", [
    lambda P, Q: total(P * Q + Q * Q), lambda P, Q: total((P + Q) * P),
    lambda P, Q: total(NAMES["activate"](Q * P + Q, tanh) * P.T.T)])
def test_copies_and_uses_add_up(formula, small):
    rng = np.random.default_rng(0)
    arrays = rng.normal(size=(4, 3)), rng.normal(size=small)
    for mine, knob in zip(slopes(formula, *arrays), by_knobs(
            formula, *arrays)):
        assert mine.shape == knob.shape
        assert np.allclose(mine, knob, rtol=1e-6, atol=1e-8)


def test_a_shared_matrix():
    rng = np.random.default_rng(0)
    arrays = rng.normal(size=(4, 3)), rng.normal(size=(3, 3))
    formula = NAMES["three_rounds"]
    for mine, knob in zip(slopes(formula, *arrays), by_knobs(
            formula, *arrays)):
        assert np.allclose(mine, knob, rtol=1e-6, atol=1e-8)
