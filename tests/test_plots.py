"""Every figure draws without a warning, and every word can be read."""

import inspect
import re
import warnings
from types import SimpleNamespace

import matplotlib.pyplot as plt
import matplotlib.text
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from mlp_helpers import (
    Layer,
    Network,
    datasets,
    linear,
    logistic,
    plots,
    softmax_cross_entropy,
    tanh,
)
from mlp_helpers.plots import boards, drawing
from mlp_helpers.plots.hidden import name_instances
from mlp_helpers.plots.paper import contrast, on, paper

RNG = np.random.default_rng(0)
XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
DELTAS, X6 = RNG.normal(size=(6, 2)), RNG.normal(size=(6, 3))
DIGITS = RNG.uniform(size=(20, 64))
STACK = Network([Layer(64, 30, tanh, 0), Layer(30, 10, linear, 0)],
                softmax_cross_entropy)
LABELS = np.arange(20) % 10
LAYERS = [
    SimpleNamespace(W=np.array([[0.15, 0.2], [0.25, 0.3]]), b=[0.35, 0.35]),
    SimpleNamespace(W=np.array([[0.4, -0.45], [0.5, 0.55]]), b=[0.6, 0.6]),
]
HISTORY = SimpleNamespace(loss=[0.9, 0.5, 0.2],
                          validation_loss=[1.0, 0.6, 0.7])

NET = [(np.array([[5.0, 5.0], [4.0, 4.0]]), np.array([-2.0, -6.0]), logistic),
       (np.array([[7.0, -7.0]]), np.array([-3.0]), logistic)]


def probability(X):
    return 1 / (1 + np.exp(-40 * (X[:, :1] - 0.5) * (0.5 - X[:, 1:])))


def three_probabilities(X):
    A = X @ np.array([[1.0, -1.0, 0.2], [0.0, 0.5, -1.0]])
    return np.exp(A) / np.exp(A).sum(axis=1, keepdims=True)


# x = 3, s = x * x, q = s * s, E = s + q, as nodes of notebook 15.
GRAPH = [SimpleNamespace(data=np.array(value), grad=np.array(slope),
                         parents=[], back=lambda G, slopes=slopes: slopes)
         for value, slope, slopes in [
             (3, 114, ()), (9, 19, (3, 3)), (81, 1, (9, 9)), (90, 1, (1, 1))]]
for made, parents in zip(GRAPH[1:], ((0, 0), (1, 1), (1, 2))):
    made.parents = [GRAPH[number] for number in parents]
FIGURES = {
    "three activations": (plots.three_activations,),
    "graph of operations": (plots.computation_graph, GRAPH, list("xsqE")),
    "outputs by step": (plots.outputs_by_step,
                        {"start at (0.5, 0.5)": [0.7, 0.3, 0.1],
                         "start at (2.5, 2.5)": [0.99, 0.98, 0.97]}),
    "layer sum of a unit": (plots.layer_sum, DELTAS[:2].T, [0.5, -1],
                            [1, -2], 1),
    "wide layer sum": (plots.layer_sum, RNG.normal(size=(5, 12)),
                       np.ones(5), np.ones(12), None, 3),
    "folded bias": (plots.folded_bias, DELTAS[:3].T, [0.5, -1]),
    "line of a neuron": (plots.neuron_line, [3, 4], -2, [0, 1, 1, 1]),
    "no line": (plots.neuron_line, [0, 0], -2, [0, 1, 1, 1]),
    "step and logistic": (plots.step_and_logistic, {"(1, 2)": -7, "b": 0}),
    "line among messages": (plots.line_and_arrow, [3, -4], -2,
                            [[4, 1], [1, 2], [0, 2]]),
    "activations": (plots.activations, 1.0),
    "slope of ReLU": (plots.activation_slope, "ReLU", 0.0),
    "points": (plots.points, XOR, [[0], [1], [1], [0]]),
    "boundary": (plots.decision_boundary, probability, XOR,
                 [[0], [1], [1], [0]]),
    "boundary of one-hot": (plots.decision_boundary, three_probabilities,
                            XOR, np.eye(3)[[0, 1, 2, 0]]),
    "boundary that is nowhere": (plots.decision_boundary,
                                 lambda X: np.full((len(X), 1), 0.2), XOR,
                                 np.zeros((4, 1))),
    "sizes": (plots.network_diagram, [2, 3, 1]),
    "many units": (plots.network_diagram, [64, 100, 10]),
    "layers with numbers": (plots.network_diagram, LAYERS,
                            [[0.05, 0.1], [0.593, 0.597], [0.751, 0.773]],
                            [[0.009, 0.01], [0.138, -0.038]]),
    "paths": (plots.paths, [
        ([[0.5, -1], [1, 0.5], [2, -1.5]], [0.5, -1, 1], logistic),
        ([[1, -1, 2], [2, 0.5, 1]], [0, -1], linear)], [1, 2], [0, 1], 2, 1),
    "many paths": (plots.paths, [
        (RNG.normal(size=(4, 3)), np.ones(4), logistic),
        (RNG.normal(size=(3, 4)), np.ones(3), linear)], [1, -0.123456, 0],
        np.zeros(3), 0, 1),
    "walks": (plots.walks, {"one": {"a": [1, 0.5], "b": [1, 0]},
                            "two": {"a": [1, 0.5], "b": [1, 0.5]}}),
    "hidden space": (plots.hidden_space, NET, XOR, [[0], [1], [1], [0]]),
    "input space": (plots.input_space, NET, XOR, [[0], [1], [1], [0]]),
    "four lines": (plots.input_space, [
        (4 * np.array([[1, 0], [1, 0], [0, 1], [0, 1]]), [-1, -3, -1, -3],
         logistic), ([[4, -4, 4, -4]], [-6], logistic)],
        XOR, [[0], [0], [0], [1]]),
    "two spaces": (plots.two_spaces, NET, XOR, [[0], [1], [1], [0]],
                   ("OR", "AND")),
    "losses": (plots.loss_curves, HISTORY),
    "losses by name": (plots.loss_curves, {"small": [2, 1], "big": [3, 0.1]}),
    "matrix": (plots.matrix, DELTAS),
    "vector": (plots.matrix, [0.1, -0.2, 0.3], "b", "", "num_outputs"),
    "zeros": (plots.matrix, np.zeros((2, 2))),
    "wide matrix": (plots.matrix, RNG.normal(size=(20, 64))),
    "big numbers": (plots.matrix, 1000 * RNG.normal(size=(3, 4))),
    "no outer product": (plots.sum_of_outer_products, DELTAS, X6, 0),
    "three outer products": (plots.sum_of_outer_products, DELTAS, X6, 3),
    "all outer products": (plots.sum_of_outer_products, DELTAS, X6, None,
                           (1, 2)),
    "many instances": (plots.sum_of_outer_products,
                       RNG.normal(size=(30, 4)), RNG.normal(size=(30, 5)),
                       17),
    "one by one": (plots.sum_of_outer_products, [[0.5]], [[2.0]]),
    "product": (plots.matrix_product, DELTAS, RNG.normal(size=(2, 3)),
                ("Deltas", "W", "dEdX"), ("n", "o", "i"), (0, 1)),
    "long sum": (plots.matrix_product, DELTAS.T, X6,
                 ("Deltas.T", "X", "dEdW"), ("o", "n", "i"), (1, 2)),
    "digits": (plots.digits, DIGITS, LABELS, LABELS[::-1]),
    "five digits": (plots.digits, DIGITS[:5], LABELS[:5], LABELS[1:6], 5),
    "one digit": (plots.digits, DIGITS[:1]),
    "probabilities": (plots.digit_and_probabilities, DIGITS[0],
                      np.eye(10)[3], 4),
    "probabilities alone": (plots.digit_and_probabilities, DIGITS[0],
                            np.full(10, 0.1)),
    "stack": (plots.stack_of_layers, STACK, DIGITS[0], np.eye(10)[4]),
    "stack without targets": (plots.stack_of_layers, STACK, DIGITS[0]),
    "shares": (plots.shares, {"dealt at random": [0.97, 0.99, 0.96],
                              "form by form": [0.85, 1.0]}),
    "confusion": (plots.confusion_matrix,
                  np.diag([178] * 10) + np.eye(10, k=3)),
    "two gradients": (plots.two_gradients, [[-10.7, 0.4], [1, 2], [3, 4]],
                      [[0, 0.4], [1, 2], [3, 4]], "W1"),
    "two gradients of b": (plots.two_gradients, [1, -2, 0], [1, 2, 0], "b"),
    "success": (plots.success, {"tanh": {2: 113, 4: 199},
                                "logistic": {2: 143, 4: 200}}, 200),
    "two views": (plots.network_views, NET, XOR, [[0], [1], [1], [0]]),
    "four views": (plots.network_views, NET, XOR, [[0], [1], [1], [0]],
                   {0: 0.6, 10: 0.3, 20: 0.1}, 10),
    "speed-ups": (plots.speed_ups, {"published": (0.542, 0.220),
                                    "here": (0.09, 0.07)}),
    "many speed-ups": (plots.speed_ups, {
        f"{n} x {n}": (1e-3 * n, 2e-5 * n**1.5) for n in (1, 10, 64, 1000)},
        ("float64", "float32")),
    "one speed-up": (plots.speed_ups, {"10 x 5000": (0.01, 0.009)}),
    "sweep": (plots.sweep, 2 ** np.arange(11),
              {"64 x 64": 1e-6 + 1e-5 / 2 ** np.arange(11)}),
    "sweep and prediction": (
        plots.sweep, [1, 4, 16, 64], {"a": [4, 3, 2, 1], "b": [8, 4, 2, 1]},
        "batch size", "seconds per instance", {"a": [5, 3, 2, 2]}),
    "roof": (plots.roofline, {"10 x 10": [0.1, 0.3, 0.6],
                              "1000 x 1000": [0.1, 4, 42]},
             {"10 x 10": [1e8, 3e9, 6e9], "1000 x 1000": [3e9, 3e10, 4e10]},
             25e9, 40e9),
    "weights": (plots.weights_as_images, RNG.normal(size=(23, 64))),
    "through layers": (plots.through_layers, {
        "0.05": [[0.1**n * DELTAS for n in range(4)]] * 2,
        "0.1": [[DELTAS] * 4, [2 * DELTAS] * 4],
        "0.3": [[DELTAS] * 4, [3**n * DELTAS for n in range(4)]]}),
    "one spread": (plots.through_layers, {"0.1": ([DELTAS], [DELTAS])}),
    "batch sizes": (plots.losses_by_batch_size, {
        "after 30 epochs": {1: [0.006, 0.01], 10: [0.005, 0.02],
                            200: [0.046, 0.047]},
        "after 600 updates": {1: [0.048, 0.05], 200: [0.001, 0.002]}},
        (0.046, "one straight line")),
    "one batch size": (plots.losses_by_batch_size, {"all": {8: [0.1]}}),
    "valley": (plots.valley, {
        "plain": [[10, 1], [9, -0.8], [8, 0.6]],
        "momentum": [[10, 1], [9, -0.8], [7, -0.2]]}, (1, 50)),
    "points right": (plots.points_right, {
        "plain, rate 4": [97, 97, 150, 163, 185],
        "momentum, rate 0.6": [188, 191] + 18 * [194]}, 194),
    "points right, published": (plots.points_right, {
        "2-20-10-1": [173, 186, 186, 190], "2-20-20-1": [189, 190, 193, 193]},
        193,
        {"2-20-10-1": [False, True, True, False], "2-20-20-1": [True] * 4},
        {"2-20-10-1": (188.25, 177, 193), "2-20-20-1": (188.57, 180, 193)},
        "OpenANN"),
}


@pytest.fixture
def shown(monkeypatch):
    """The figures that were shown, in place of showing them."""
    plt.switch_backend("Agg")
    figures = []
    monkeypatch.setattr(plt, "show", lambda: figures.append(plt.gcf()))
    yield figures
    plt.close("all")


def drawn_texts(figure, monkeypatch):
    """Every text that is really drawn, once each."""
    texts, draw = {}, matplotlib.text.Text.draw

    def note(text, renderer, *args, **kwargs):
        if text.get_visible() and text.get_text().strip():
            texts[id(text)] = text
        return draw(text, renderer, *args, **kwargs)

    figure.canvas.draw()  # once for the layout
    monkeypatch.setattr(matplotlib.text.Text, "draw", note)
    figure.canvas.draw()
    monkeypatch.undo()
    return list(texts.values())


def assert_readable(figure, monkeypatch):
    """No text is cut off, tiny, or written over another one."""
    page = figure.bbox
    texts = drawn_texts(figure, monkeypatch)
    boxes = [text.get_window_extent() for text in texts]
    for text, box in zip(texts, boxes, strict=True):
        words = text.get_text()
        assert box.x0 >= page.x0 - 1 and box.x1 <= page.x1 + 1, words
        assert box.y0 >= page.y0 - 1 and box.y1 <= page.y1 + 1, words
        assert text.get_fontsize() >= 9, words
    for i, one in enumerate(boxes):
        for j, other in enumerate(boxes[:i]):
            wide = min(one.x1, other.x1) - max(one.x0, other.x0)
            high = min(one.y1, other.y1) - max(one.y0, other.y0)
            both = texts[i].get_text(), texts[j].get_text()
            assert min(wide, high) <= 2, both
    return [text.get_text() for text in texts]


@pytest.mark.parametrize("name", FIGURES)
def test_one_call_shows_one_readable_figure(name, shown, monkeypatch):
    function, *arguments = FIGURES[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # Between matplotlib and its own parser, where one is older.
        warnings.simplefilter("ignore", DeprecationWarning)
        assert function(*arguments) is None
        (figure,) = shown
        assert figure.get_figwidth() <= 7.01
        words = assert_readable(figure, monkeypatch)
    _, told = figure._repr_mimebundle_(include=None, exclude=None)
    told = told["image/png"]["alt"]
    what = function.__doc__.split("\n")[0].removeprefix("Draw ")[1:-1]
    assert what in told and told[-1] in ".\u2026" and len(told) < 310
    # A digit behind a letter is a layer: entries are x[0] and w[1].
    assert not [word for word in words if re.search(r"\b[xw]\d\b", word)]


@pytest.mark.parametrize("name", FIGURES)
def test_with_a_place_to_draw_nothing_is_shown(name, shown):
    function, *arguments = FIGURES[name]
    figure = Figure(figsize=(7, 5), layout="constrained")
    names = inspect.signature(function).parameters
    place = {"ax": figure.add_subplot()} if "ax" in names else {"fig": figure}
    function(*arguments, **place)
    figure.canvas.draw()
    assert not shown and not plt.get_fignums()


# ---- on every background ----

# Dark; a grey figure around white Axes; and dark, but not black.
FIRST = "dark_background"  # the others are for `make test-all`
STYLES = {
    "dark_background": "dark_background",
    "grayscale": "grayscale",
    "night": {name: "#2E3440" for name in (
        "figure.facecolor", "axes.facecolor", "savefig.facecolor")} | {
        name: "#D8DEE9" for name in (
            "text.color", "axes.labelcolor", "axes.edgecolor",
            "xtick.color", "ytick.color")},
}
ONE_A_FUNCTION = {call[0]: name for name, call in reversed(FIGURES.items())}


LEAST = 2.5  # on white, a green name on a tint has 2.8


def hard_to_see(figure):
    """What has too little contrast: words with what is behind them, lines.

    What is behind is looked up in the picture without its words.
    """
    FigureCanvasAgg(figure).draw()
    hidden = {text for ax in figure.axes if not ax.axison
              for axis in (ax.xaxis, ax.yaxis)
              for text in axis.findobj(matplotlib.text.Text)}
    texts = [text for text in figure.findobj(matplotlib.text.Text)
             if text.get_visible() and text.get_text().strip()
             and text not in hidden]
    boxes = [text.get_window_extent() for text in texts]
    figure.set_layout_engine("none")  # all is in its place
    for text in texts:
        text.set_alpha(0)  # a box below it is still drawn
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[::-1] / 255
    found = []
    for text, box in zip(texts, boxes, strict=True):
        (x0, y0), (x1, y1) = np.clip(np.rint(box.get_points()), 0, None)
        under = pixels[int(y0):int(y1), int(x0):int(x1), :3].reshape(-1, 3)
        behind = np.median(under, axis=0) if under.size else (0.5,) * 3
        colour = text.get_color()
        if under.size and contrast(colour, behind) < LEAST:
            found.append((text.get_text(), colour, behind))
    for ax in figure.axes:
        for name, colour in line_colours(ax):
            for c in matplotlib.colors.to_rgba_array(colour)[:, :3]:
                if contrast(c, paper(ax)) < 1.5:
                    found.append((name, c, paper(ax)))
    return found


def line_colours(ax):
    for line in ax.lines:
        if line.get_linestyle() != "None":
            yield "line", line.get_color()
    for collection in ax.collections:
        if isinstance(collection, ContourSet) and not collection.filled:
            yield "contour", collection.get_edgecolor()
    for text in ax.texts:
        if getattr(text, "arrow_patch", None):
            yield "arrow", text.arrow_patch.get_edgecolor()
    for patch in ax.patches:
        if isinstance(patch, Circle):
            yield "unit", patch.get_edgecolor()
    for spine in ax.spines.values():
        if ax.axison and spine.get_visible():
            yield "spine", spine.get_edgecolor()


@pytest.mark.parametrize("style, name", [
    pytest.param(style, name,
                 marks=[pytest.mark.slow] * (style != FIRST or number % 3 > 0))
    for style in STYLES
    for number, name in enumerate(ONE_A_FUNCTION.values())])
def test_all_can_be_seen_in_every_style(style, name, shown):
    function, *arguments = FIGURES[name]
    with plt.style.context([STYLES[style], {"figure.dpi": 60}]):
        function(*arguments)
        assert hard_to_see(shown[0]) == []


@pytest.mark.parametrize("name", ["boundary", "layers with numbers",
                                  "confusion", "two spaces"])
def test_the_background_counts_and_not_the_style(name, shown):
    """A dark figure that is drawn on after its style has ended."""
    function, *arguments = FIGURES[name]
    with plt.style.context("dark_background"):
        figure = Figure(figsize=(7, 5), layout="constrained", dpi=60)
        if name != "two spaces":
            place = {"ax": figure.add_subplot()}
        else:
            place = {"fig": figure}
    function(*arguments, **place)
    assert hard_to_see(figure) == []


def test_black_and_white_are_as_far_apart_as_can_be():
    assert contrast("black", "white") == pytest.approx(21)
    assert contrast("#767676", "white") == pytest.approx(4.54, abs=0.01)
    assert contrast("red", "red") == 1


@pytest.mark.parametrize("face", ["black", "#2E3440", "0.75", "#FDF6E3"])
def test_a_colour_keeps_the_contrast_that_it_has_on_white(face):
    figure = Figure(facecolor=face)
    assert on(figure, "white") == pytest.approx(paper(figure))
    for colour in (drawing.GREY, drawing.GRID, drawing.DARK_RED):
        best = max(contrast(face, end) for end in ("black", "white"))
        assert contrast(on(figure, colour), face) == pytest.approx(
            min(contrast(colour, "white"), best))
    assert contrast(on(figure), face) >= 7
    assert on(Figure(facecolor="white"), drawing.GREY) == drawing.GREY


def test_the_paper_is_what_is_really_behind():
    figure = Figure(facecolor="black")
    ax = figure.add_subplot(facecolor="white")
    assert paper(ax).tolist() == [1, 1, 1]
    assert paper(figure).tolist() == [0, 0, 0]
    ax.axis("off")  # and its face with it
    assert paper(ax).tolist() == [0, 0, 0]
    ax.axis("on")
    ax.set_facecolor((1, 1, 1, 0.5))
    assert paper(ax).tolist() == [0.5, 0.5, 0.5]
    part = figure.subfigures(facecolor="none")
    assert paper(part.add_subplot(facecolor="none")).tolist() == [0, 0, 0]


@pytest.mark.parametrize("text, page", [("white", 0), ("#222222", 1)])
def test_on_a_transparent_figure_the_text_says_what_is_behind(text, page):
    with plt.rc_context({"text.color": text}):
        assert paper(Figure(facecolor="none")).tolist() == [page] * 3


def test_a_sentence_says_what_a_figure_says(shown):
    plots.loss_curves({"his": [3.0, 2.0], "hers": [3.0, 1.0]},
                      title="Two of them.")
    plots.matrix(np.full((8, 8), 0.25))
    curves, matrix = (figure._repr_mimebundle_()[1]["image/png"]["alt"]
                      for figure in shown)
    assert curves == ("The loss against the epoch: Two of them: loss E over "
                      "epoch: his, hers.")
    assert matrix.endswith("0.25 \u2026") and len(matrix) < 310


def test_a_figure_that_fails_is_not_left_behind(shown, monkeypatch):
    monkeypatch.setattr(boards.Board, "matrix", None)
    with pytest.raises(TypeError):
        plots.matrix(DELTAS)
    assert not shown and not plt.get_fignums()


def test_the_matrix_carries_its_numbers_and_shape(shown, monkeypatch):
    plots.matrix([[0.5, -0.25], [-0.001, 3]], highlight={(1, 0)})
    words = assert_readable(shown[0], monkeypatch)
    assert "W [2, 2]" in words and "\u22120.25" in words
    assert "0.00" in words and "\u22120.00" not in words


def test_the_product_writes_its_sum(shown, monkeypatch):
    plots.matrix_product([[0.2, -0.1]], [[0.5], [2]], ("Deltas", "W", "dEdX"),
                         ("n", "o", "i"), (0, 0))
    words = assert_readable(shown[0], monkeypatch)
    assert ("dEdX[0, 0] = 0.20\u00b70.50 + (\u22120.10)\u00b72.00 = "
            "\u22120.100") in words


def test_the_diagram_carries_shapes_values_and_deltas(shown, monkeypatch):
    plots.network_diagram(*FIGURES["layers with numbers"][1:])
    words = assert_readable(shown[0], monkeypatch)
    for word in ("W1 [2, 2], b1 [2]", "0.59", "\u22120.45", "b 0.35",
                 "delta \u22120.038"):
        assert word in words


def test_a_weight_of_0_is_a_thin_line(shown, monkeypatch):
    b = np.zeros(1)
    plots.network_diagram([(np.array([[1.0, 0.0]]), b)])
    plots.network_diagram([(np.array([[1.0, -2.0]]), b)])
    key = "thin grey line: weight 0"
    for figure, zero in zip(shown, (True, False), strict=True):
        lines = figure.axes[0].lines
        assert len(lines) == 2 and all(line.get_visible() for line in lines)
        words = assert_readable(figure, monkeypatch)
        assert any(key in text for text in words) == zero


def test_the_same_number_has_the_same_shade(shown):
    plots.folded_bias([[1.0, -2.0], [0.5, 1.0]], [1.0, -1.5])
    plots.layer_sum([[1.0, -2.0], [0.5, 1.0]], [1.0, -1.5], [3.0, 1.0])
    for figure in shown:
        shades = {}
        for mesh in figure.axes[0].collections:
            for value in np.ravel(mesh.get_array()):
                shades.setdefault(value, set()).add(mesh.to_rgba(value))
        assert all(len(found) == 1 for found in shades.values())


def test_the_inputs_have_the_names_that_are_given(shown, monkeypatch):
    plots.decision_boundary(probability, XOR, [[0], [1], [1], [0]],
                            labels=("marks", "words"))
    assert {"marks", "words"} <= set(assert_readable(shown[0], monkeypatch))


def test_the_best_epoch_is_marked(shown, monkeypatch):
    plots.loss_curves(HISTORY)
    words = assert_readable(shown[0], monkeypatch)
    assert "lowest validation loss: 0.6, epoch 2" in words


def test_a_wrong_answer_is_written_out(shown, monkeypatch):
    plots.digits(DIGITS[:2], [4, 1], [9, 1], columns=2)
    assert "4, read as 9" in assert_readable(shown[0], monkeypatch)


def test_a_number_on_a_wire_hides_no_other_wire(shown):
    W = np.array([[2.0, -1.0], [0.0, 3.0], [-1.0, 0.5]])  # notebook 03's
    plots.network_diagram([(W, np.zeros(3))])
    ax, = shown[0].axes
    shown[0].canvas.draw()
    numbers = [text for text in ax.texts if text.get_bbox_patch()
               and not text.get_text().startswith("b")]
    assert len(numbers) == W.size
    for own, text in enumerate(numbers):
        box = text.get_window_extent()
        for other, line in enumerate(ax.lines):
            places = ax.transData.transform(np.linspace(
                *line.get_xydata(), 500))
            assert box.count_contains(places) == 0 or other == own


@pytest.mark.parametrize("X, aspect", [
    (datasets.two_spirals()[0], 1.0), (XOR, 1.0), (XOR * (1, 9), "auto")])
def test_inputs_of_one_unit_have_one_scale(shown, X, aspect):
    T = np.arange(len(X))[:, np.newaxis] % 2
    plots.points(X, T)
    plots.decision_boundary(probability, X, T)
    assert [figure.axes[0].get_aspect() for figure in shown] == [aspect] * 2


def test_the_words_at_a_corner_leave_the_line_free(shown):
    for b, below in ((-0.5, [True, False, False, False]),
                     (-1.5, [True, True, True, False])):
        plots.neuron_line([1, 1], b, [0, 1, 1, 1])
        words = [text for text in shown[-1].axes[0].texts
                 if text.get_text().startswith("a =")]
        assert [text.get_va() == "top" for text in words] == below


def test_losses_on_a_logarithmic_axis(shown):
    plots.loss_curves({"one": [2, 0.001]}, log=True)
    assert shown[0].axes[0].get_yscale() == "log"


def test_the_paths_of_notebook_05_add_up_to_its_number(shown, monkeypatch):
    plots.paths(*FIGURES["paths"][1:])
    words = " ".join(assert_readable(shown[0], monkeypatch))
    for text in ("= 0.5379", "= \u22120.2983", "= 0.2396",
                 "W2[1, 2] = 1", "gd(y1[2]) = 0.25"):
        assert text in words


def test_the_boundary_leaves_the_network_as_it_was(shown):
    class Net:
        outputs = None

        def forward(self, X):
            self.outputs = X
            return probability(X)

    network = Net()
    plots.decision_boundary(network, XOR, [[0], [1], [1], [0]])
    assert network.outputs is None


@pytest.mark.parametrize("place, above", [
    ((1.0, 0.0), False), ((0.0, 0.0), False), ((1.0, 1.0), True)])
def test_a_joined_name_keeps_out_of_the_way(place, above):
    ax = Figure().add_subplot()
    ax.set(xlim=(-0.25, 1.25), ylim=(-0.25, 1.25))
    name_instances(ax, [place, place], XOR[2:])
    text, = ax.texts
    assert text.get_text() == "10 and 11"
    assert (text.get_va() == "bottom") == above


def test_the_boundary_is_drawn_where_the_probability_is_half():
    figure = Figure()
    ax = figure.add_subplot()
    plots.decision_boundary(lambda X: 1 / (1 + np.exp(-9 * (X[:, 0] - 0.3))),
                            XOR, [[0], [1], [1], [0]], ax=ax)
    places = [path.vertices for contour in ax.collections
              for path in contour.get_paths() if len(path.vertices) > 50]
    assert np.allclose(places[0][:, 0], 0.3, atol=0.01)


@pytest.mark.parametrize("wrong, name", [
    (lambda: plots.outputs_by_step({}), "outputs"),
    (lambda: plots.computation_graph(GRAPH, ["x"]), "nodes"),
    (lambda: plots.outputs_by_step({"y": [[1]]}), "outputs, y"),
    (lambda: plots.points([[1, 2, 3]], [[1]]), "X"),
    (lambda: plots.points(XOR, [[1], [0]]), "T"),
    (lambda: plots.points(XOR, np.ones((4, 9))), "T"),
    (lambda: plots.decision_boundary(lambda X: X[:3], XOR, np.eye(4)[:, :2]),
     "predict"),
    (lambda: plots.network_diagram([2]), "layers"),
    (lambda: plots.network_diagram([2, 0]), "layers"),
    (lambda: plots.paths(NET[:1], [1, 2], [0], 0, 0), "layers"),
    (lambda: plots.paths(NET, [1, 2], [0], 0, 0), "layers"),
    (lambda: plots.paths(*FIGURES["paths"][1:4], 3, 1), "o"),
    (lambda: plots.paths(*FIGURES["paths"][1:4], 2, "1"), "i"),
    (lambda: plots.network_diagram([2, 1], values=[[1, 2]]), "values"),
    (lambda: plots.network_diagram([2, 1], deltas=[[1, 2]]), "deltas"),
    (lambda: plots.network_diagram([LAYERS[0], SimpleNamespace(
        W=np.ones((1, 3)), b=[0])]), "W of layers"),
    (lambda: plots.loss_curves([1, 2]), "history"),
    (lambda: plots.loss_curves({"a": []}), "history"),
    (lambda: plots.matrix([[np.nan]]), "M"),
    (lambda: plots.matrix(np.ones((2, 2, 2))), "M"),
    (lambda: plots.matrix(DELTAS, highlight={(6, 0)}), "highlight"),
    (lambda: plots.matrix(DELTAS, digits="2"), "digits"),
    (lambda: plots.sum_of_outer_products(DELTAS, X6[:3]), "X"),
    (lambda: plots.sum_of_outer_products(DELTAS, X6, 7), "upto"),
    (lambda: plots.sum_of_outer_products(DELTAS, X6, 1, (2, 0)), "cell"),
    (lambda: plots.matrix_product(DELTAS, X6), "right"),
    (lambda: plots.matrix_product(DELTAS, X6[:2], cell=(0, 3)), "cell"),
    (lambda: plots.digits(np.ones((2, 63))), "X"),
    (lambda: plots.digits(DIGITS, labels=[1]), "labels"),
    (lambda: plots.digit_and_probabilities(DIGITS[0], [1, 2]), "y"),
    (lambda: plots.confusion_matrix(np.ones((2, 3))), "C"),
    (lambda: plots.stack_of_layers(NET, DIGITS[0]), "network"),
    (lambda: plots.shares({}), "groups"),
    (lambda: plots.weights_as_images(np.ones((2, 3))), "W"),
    (lambda: plots.through_layers({}), "runs"),
    (lambda: plots.through_layers({"0.1": [[[1, 2]], [[1, 2]]]}), "runs"),
    (lambda: plots.losses_by_batch_size({}), "panels"),
    (lambda: plots.losses_by_batch_size({"a": {1: [[1]]}}), "panels"),
    (lambda: plots.valley({}, (1, 50)), "walks"),
    (lambda: plots.valley({"a": [[1, 2, 3]]}, (1, 50)), "walks"),
    (lambda: plots.valley({"a": [[1, 2]]}, (1,)), "curvatures"),
    (lambda: plots.points_right({}, 193), "counts"),
    (lambda: plots.points_right({"a": [1]}, 193, {"b": [True]}), "solved"),
    (lambda: plots.points_right({"a": [1]}, 193, None, {"b": (1, 1, 1)}),
     "published"),
    (lambda: plots.speed_ups({}), "pairs"),
    (lambda: plots.speed_ups({"a": (1, 0)}), "pairs"),
    (lambda: plots.sweep([1, 2], {"a": [1, 2, 3]}), "curves"),
    (lambda: plots.sweep([0, 2], {"a": [1, 2]}), "sizes"),
    (lambda: plots.roofline({"a": [1]}, {"a": [1, 2]}, 1, 1), "rates"),
    (lambda: plots.roofline({"a": [1]}, {"b": [1]}, 1, 1), "rates"),
])
def test_a_wrong_argument_is_named(wrong, name, shown):
    with pytest.raises(ValueError, match=rf"^{name}\b"):
        wrong()
    assert not shown and not plt.get_fignums()
