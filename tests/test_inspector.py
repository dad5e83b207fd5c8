"""The inspector without a browser: its numbers, formulas and messages."""

import base64
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from test_explorers import Page
from test_plots import assert_readable

from mlp_helpers import (
    Layer,
    Network,
    check_gradients,
    explorers,
    linear,
    logistic,
    relu,
    softmax_cross_entropy,
    squared_error,
    tanh,
)
from mlp_helpers.explorers.inspector_picture import InspectorPicture
from mlp_helpers.explorers.texts import lines, show, tight, warning

W1, b1 = np.array([[0.5, -0.5], [1.0, 0.5]]), np.array([0.5, -1.0])
W2, b2 = np.array([[1.0, -1.0], [2.0, 0.5]]), np.array([0.0, -1.0])
X, T = np.array([1.0, 2.0]), np.array([0.0, 1.0])
STACK = [(W1, b1, logistic), (W2, b2, linear)]
OF_05 = [(np.array([[0.5, -1], [1, 0.5], [2, -1.5]]), np.array([0.5, -1, 1]),
          logistic),
         (np.array([[1, -1, 2], [2, 0.5, 1]]), np.array([0, -1.0]), linear)]


def backprop_one(dEdy, W, b, gd, y, x):
    delta = gd(y) * dEdy
    return W.T @ delta, np.outer(delta, x), delta


def layers_of(stack=STACK, kind=Layer):
    layers = []
    for W, b, activation in stack:
        layers.append(kind(W.shape[1], W.shape[0], activation))
        layers[-1].W, layers[-1].b = W, b
    return layers


def stack_of(sizes, activations, seed=0):
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(m, n)), rng.normal(size=m), activation)
            for n, m, activation in zip(sizes, sizes[1:], activations)]


@pytest.fixture
def inspector():
    return explorers.inspector(STACK, X, T)


@pytest.mark.parametrize("name, three", [
    ("a1[2]", ["a1[2] = W1[2, 0] · x[0] + W1[2, 1] · x[1] + b1[2]",
               "= 2 · 1 − 1.5 · 2 + 1", "= 0"]),
    ("y1[1]", ["y1[1] = g(a1[1])", "= 1 / (1 + exp(−1))", "≈ 0.7311"]),
    ("E", ["E = ((y2[0] − t[0])² + (y2[1] − t[1])²) / 2",
           "= ((0.5379 − 0)² + (0.4034 − 1)²) / 2", "≈ 0.3226"]),
    ("dEdy2[1]", ["dEdy2[1] = y2[1] − t[1]", "= 0.4034 − 1", "≈ −0.5966"]),
    ("dEdy1[2]", ["dEdy1[2] = W2[0, 2] · delta2[0] + W2[1, 2] · delta2[1]",
                  "= 2 · 0.5379 + 1 · (−0.5966)", "≈ 0.4792"]),
    ("delta1[2]", ["delta1[2] = gd(y1[2]) · dEdy1[2]",
                   "= 0.5 · (1 − 0.5) · 0.4792", "≈ 0.1198"]),
    ("dEdW1[2, 1]", ["dEdW1[2, 1] = delta1[2] · x[1]", "= 0.1198 · 2",
                     "≈ 0.2396"]),
    ("W1[2, 1]", ["W1[2, 1] is given", "", "= −1.5"]),
])
def test_the_three_lines_are_those_of_notebook_05(name, three):
    assert lines(explorers.inspector(OF_05, X, T)[name]) == three


def test_the_numbers_come_forward_and_then_back(inspector):
    steps = [o for o in inspector.operations if o.step]
    assert [o.step for o in steps] == list(range(1, 32))
    arrays = list(dict.fromkeys(o.array for o in steps))
    assert arrays == ["a1", "y1", "a2", "y2", "E", "dEdy2", "delta2", "dEdW2",
                      "dEdb2", "dEdy1", "delta1", "dEdW1", "dEdb1", "dEdx"]
    known = set()
    for o in inspector.operations:
        assert set(o.sources) <= known, o.name
        known.add(o.name)


@pytest.mark.parametrize("sizes, activations", [
    ([2, 2, 2], [tanh, linear]), ([3, 1], [logistic]),
    ([1, 4, 3, 2], [relu, tanh, logistic]),
])
def test_formulas_agree_with_numerical_gradients(sizes, activations):
    stack = stack_of(sizes, activations)
    rng = np.random.default_rng(1)
    x, t = rng.normal(size=sizes[0]), rng.normal(size=sizes[-1])
    inspector = explorers.inspector(stack, x, t)
    network = Network(layers_of(stack), squared_error)
    assert inspector["E"].value == pytest.approx(network.loss([x], [t]))
    network.backprop(x[np.newaxis], t[np.newaxis])
    assert "✗" not in str(check_gradients(network, [x], [t]))
    marks = range(1, len(stack) + 1) if len(stack) > 1 else [""]
    for s, layer in zip(marks, network.layers):
        for (o, i), slope in np.ndenumerate(layer.dEdW):
            assert inspector[f"dEdW{s}[{o}, {i}]"].value == \
                pytest.approx(slope)
            assert inspector[f"dEdb{s}[{o}]"].value == \
                pytest.approx(layer.dEdb[o])


@pytest.mark.parametrize("activation", [logistic, tanh, relu, linear])
def test_the_line_with_values_gives_the_result(activation):
    """Every line, read as Python and computed, is the number it claims."""
    stack = stack_of([2, 3, 2], [activation, activation], seed=3)
    inspector = explorers.inspector(stack, [1, -2], [0.3, -0.1])
    for o in inspector.operations:
        if o.step:
            text = o.values.replace("−", "-").replace("·", "*")
            value = eval(text.replace("²", "**2"), {
                "exp": np.exp, "tanh": np.tanh, "max": max})
            assert value == pytest.approx(
                    o.value, rel=1e-3, abs=2e-3), lines(o)


@pytest.mark.parametrize("value, text", [
    (0.0, "0"), (-0.0, "0"), (-1.5, "−1.5"), (0.22797, "0.2280"),
    (1 / 3, "0.3333"), (-0.375, "−0.375"), (1.2345e-5, "1.23e−05"),
    (0.00123456, "0.0012"), (123456.78911, "123456.7891"), (20.0, "20"),
    (float("nan"), "nan"), (-float("inf"), "−inf"),
])
def test_numbers_are_written_as_the_text_writes_them(value, text):
    assert show(value) == text


@pytest.mark.parametrize("make", [
    lambda: layers_of(),
    lambda: Network(layers_of(), squared_error),
])
def test_right_layers_agree_everywhere(inspector, make):
    own = explorers.inspector(make(), X, T)
    assert own.error is None and all(o.agrees for o in own.operations)
    assert [lines(o) for o in own.operations] == \
        [lines(o) for o in inspector.operations]


def test_a_mistake_is_marked_where_it_is_made_and_nowhere_else():
    def no_transpose(dEdy, W, b, gd, y, x):
        delta = gd(y) * dEdy
        return W @ delta, np.outer(delta, x), delta

    inspector = explorers.inspector(STACK, X, T, backprop=no_transpose)
    wrong = {o.array for o in inspector.operations if not o.agrees}
    assert wrong == {"dEdy1", "dEdx"}
    assert warning(inspector["dEdy1[0]"]) == (
        "Your code says 0.4034 here. The formula, with the numbers above, "
        "gives −1.5, and so does the numerical gradient: it is 1.9034 too "
        "large.")
    assert warning(inspector["delta1[0]"]) == ""
    right = explorers.inspector(STACK, X, T, backprop=backprop_one)
    assert all(o.agrees for o in right.operations)


def test_a_layer_without_its_bias_is_found_on_the_way_forward():
    class Mine(Layer):
        def forward(self, X):
            self.X, self.Y = X, self.activation.g(X @ self.W.T)
            return self.Y

    inspector = explorers.inspector(layers_of(kind=Mine), X, T)
    wrong = {o.name for o in inspector.operations if not o.agrees}
    assert wrong == {"y1[0]", "y1[1]", "y2[1]"}  # b2[0] is 0


@pytest.mark.parametrize("answer, words", [
    (lambda self, dEdY: 1 / 0, "ZeroDivisionError: division by zero (line "),
    (lambda self, dEdY: np.ones((2, 1)), "expected shape [1, 2], got [2, 1]"),
])
def test_an_error_in_a_layer_is_told_and_the_rest_is_shown(answer, words):
    class Mine(Layer):
        backprop = answer

    inspector = explorers.inspector(layers_of(kind=Mine), X, T)
    assert words in inspector.error
    assert inspector.steps == 31
    assert all(o.agrees for o in inspector.operations)
    assert inspector.frame()[0]["error"] == inspector.error


def test_nan_is_shown_as_nan():
    class Mine(Layer):
        def forward(self, X):
            return super().forward(X) * np.nan

    inspector = explorers.inspector(layers_of(kind=Mine), X, T)
    assert show(inspector["y1[0]"].value) == "nan"
    assert "nan" in warning(inspector["y1[0]"])


def test_the_learners_layers_are_left_alone():
    layers = layers_of()
    layers[0].dEdW = np.full((2, 2), 7.0)
    explorers.inspector(layers, X, T)
    assert layers[0].X is None and (layers[0].dEdW == 7).all()


def test_the_page_is_told_everything_at_once(inspector):
    page = inspector._widget = Page()
    inspector._receive(page, {"kind": "hello", "view": "v", "serial": 1}, [])
    frame, _ = page.sent[-1]
    assert (frame["view"], frame["serial"]) == ("v", 1)
    assert len(frame["numbers"]) == 16 + 31 and frame["steps"] == 31
    places = [(n["array"], *n["index"]) for n in frame["numbers"]]
    assert len(set(places)) == len(places)
    shown = [name for _, pairs in frame["columns"] for pair in pairs
             for name in pair]
    assert sorted(shown) == sorted({n["array"] for n in frame["numbers"]})


def test_where_the_page_stands_is_kept(inspector):
    page = inspector._widget = Page()
    inspector._receive(page, {"kind": "set", "view": "v", "serial": 2,
                              "values": {"step": 5, "selected": "E"}}, [])
    assert (inspector.step, inspector.selected) == (5, "E")
    assert page.sent[-1][0]["refused"] is None
    for values in ({"step": 99}, {"step": "1"}, {"selected": "z[3]"},
                   {"speed": 1}, "nonsense"):
        inspector._receive(page, {"kind": "set", "values": values}, [])
        assert page.sent[-1][0]["refused"]
        assert (inspector.step, inspector.selected) == (5, "E")
    inspector._receive(page, None, [])
    inspector.set(step=0, selected="")
    assert page.sent[-1][0]["step"] == 0


def test_picture_and_sentence_stand_for_it_without_a_kernel(inspector):
    assert inspector.png.startswith(b"\x89PNG")
    assert inspector.sentence == (
        "A 2-2-2 network and one instance, forward and back in 31 steps, one "
        "number at a time: E = 0.2280.")
    assert "E = 0.2280" in repr(inspector)


def test_picture_and_sentence_show_the_number_that_is_chosen(inspector):
    chosen = explorers.inspector(STACK, X, T, selected="dEdW1[0, 1]")
    assert (chosen.step, chosen.selected) == (31, "dEdW1[0, 1]")
    assert chosen.sentence == inspector.sentence + (
        " Chosen: dEdW1[0, 1] = delta1[0] · x[1] = −0.375 · 2 = −0.75.")
    assert chosen.png != inspector.png


@pytest.mark.parametrize("stack, selected", [
    (OF_05, "dEdW1[2, 1]"), (OF_05, ""),
    (stack_of([4, 4, 4, 4], [tanh] * 3), "dEdy1[3]"),
])
def test_the_picture_can_be_read(stack, selected, monkeypatch):
    inspector = explorers.inspector(stack, np.ones(len(stack[0][0][0])),
                                    np.ones(len(stack[-1][1])),
                                    selected=selected)
    picture = InspectorPicture(inspector.frame()[0])
    figure = Figure(figsize=picture.inches)
    picture.draw(figure)
    FigureCanvasAgg(figure)
    words = assert_readable(figure, monkeypatch)
    assert len(inspector.operations) < len(words)


@pytest.mark.parametrize("wrong, name", [
    (lambda: explorers.inspector(STACK, [1], T), "x"),
    (lambda: explorers.inspector(STACK, X, [1, 2, 3]), "t"),
    (lambda: explorers.inspector(STACK, [1, np.nan], T), "x"),
    (lambda: explorers.inspector([], X, T), "layers"),
    (lambda: explorers.inspector(STACK, X, T, selected="z[0]"), "selected"),
    (lambda: explorers.inspector([STACK[0]] * 4, X, T), "layers"),
    (lambda: explorers.inspector([(W1, b1)], X, T), "layers[0]"),
    (lambda: explorers.inspector([object()], X, T), "layers[0]"),
    (lambda: explorers.inspector([(np.ones((5, 2)), np.ones(5), tanh)], X,
                                 np.ones(5)), "layers[0]"),
    (lambda: explorers.inspector([STACK[0], (np.ones((2, 3)), b2, linear)],
                                 X, T), "layers[1]"),
    (lambda: explorers.inspector(
        Network(layers_of(), softmax_cross_entropy), X, T), "layers"),
    (lambda: explorers.inspector(
        Network(layers_of(), squared_error.per_output()), X, T), "layers"),
])
def test_a_wrong_argument_is_named(wrong, name):
    with pytest.raises(ValueError, match="^" + re.escape(name) + r"\W"):
        wrong()


def test_the_three_outputs_follow_each_other(inspector, monkeypatch):
    import IPython.display
    outputs = []
    monkeypatch.setattr(IPython.display, "display",
                        lambda data, **options: outputs.append(data))
    inspector._ipython_display_()
    view, picture, sentence = outputs
    assert list(view) == ["application/vnd.jupyter.widget-view+json"]
    assert base64.b64decode(picture["image/png"]) == inspector.png
    assert picture["text/plain"] == sentence["text/plain"]
    synced = inspector._widget.get_state().keys() - {
        "layout", "tooltip", "tabbable"}
    assert all(name.startswith("_") for name in synced)
    assert "export default" in inspector._widget._esm


# ---- numbers that are changed in place ----

def test_a_given_number_is_changed_and_all_others_follow():
    inspector = explorers.inspector([(W1, b1, logistic), (W2, b2, linear)],
                                    X, T)
    changes = {"x[1]": (X, (1,)), "t[0]": (T, (0,)),
               "W1[0, 1]": (W1, (0, 1)), "b2[1]": (b2, (1,))}
    for name, (array, _) in changes.items():
        before = array.copy()
        inspector.set(edit={name: 0.25})
        assert (array == before).all()  # the learner's own stays
        arrays = [a.copy() for a in (W1, b1, W2, b2, X, T)]
        for edited, (other, where) in changes.items():
            k = [id(a) for a in (W1, b1, W2, b2, X, T)].index(id(other))
            arrays[k][where] = 0.25
            if edited == name:
                break
        new = explorers.inspector([(*arrays[:2], logistic),
                                   (*arrays[2:4], linear)], *arrays[4:])
        assert [o.value for o in inspector.operations] == [
            o.value for o in new.operations]


def test_a_learners_own_layer_computes_with_the_changed_number():
    layers = [Layer(2, 2, logistic, 0), Layer(2, 1, linear, 1)]
    inspector = explorers.inspector(layers, X, [1.0])
    inspector.set(edit={"W2[0, 1]": 3.0})
    assert all(o.agrees for o in inspector.operations)
    assert inspector["W2[0, 1]"].value == 3.0 != layers[1].W[0, 1]


@pytest.mark.parametrize("name, value, words", [
    ("y1[0]", 1.0, "^edit: expected a number that is given"),
    ("W9[0, 0]", 1.0, "^edit: expected a number that is given"),
    ("x[0]", np.nan, r"^x\[0\]: expected"), ("x[0]", "a", r"^x\[0\]"),
    ("b1[0]", 1e6, r"^b1\[0\]: expected -1000 to 1000"),
])
def test_a_wrong_change_is_refused(name, value, words):
    inspector = explorers.inspector([(W1, b1, logistic), (W2, b2, linear)],
                                    X, T)
    before = [o.value for o in inspector.operations]
    with pytest.raises(ValueError, match=words):
        inspector.set(edit={"t[0]": 0.5, name: value})  # none of the two
    assert [o.value for o in inspector.operations] == before


def test_whole_numbers_of_a_learners_layer_are_changed_to_any():
    class Whole(Layer):
        def __init__(self):
            super().__init__(2, 1, linear, 0)
            self.W, self.b = np.array([[1, 2]]), np.array([0])

    inspector = explorers.inspector([Whole()], X, [1.0])
    inspector.set(edit={"W[0, 1]": 0.25, "b[0]": -0.5, "x[0]": 0.125})
    assert inspector["y[0]"].value == 0.125 + 0.25 * X[1] - 0.5
    assert all(o.agrees for o in inspector.operations)


@pytest.mark.parametrize("value, text", [
    (0.0, "0"), (-0.5, "\u22120.5"), (-0.01694, "\u22120.0169"),
    (-12.3456, "\u221212.346"), (12345.678, "12345.7"),
    (-99999.5, "\u22121.0e5"), (4e9, "4.0e9"),
    (-1.234e-7, "\u22121.2e\u22127"), (123456.0, "123456"),
])
def test_a_number_fits_its_frame(value, text):
    assert tight(value) == text


def test_a_number_is_not_said_twice():
    inspector = explorers.inspector([(W1, b1, logistic), (W2, b2, linear)],
                                    X, T)
    for o in inspector.operations:
        _, values, result = lines(o)
        assert values.removeprefix("= ") != result.removeprefix("= ")
