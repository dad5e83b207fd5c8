"""Explorers without a browser: frames, messages, and what goes wrong."""

import base64
import inspect
import io
import re
import struct
import threading

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from test_plots import STYLES, assert_readable, hard_to_see

from mlp_helpers import datasets, explorers
from mlp_helpers.course import many
from mlp_helpers.explorers import (
    Choice,
    Explorer,
    Slider,
    Toggle,
    hidden,
    page,
)
from mlp_helpers.explorers import explorer as core
from mlp_helpers.plots.neuron import visible_line

RNG = np.random.default_rng(0)
DELTAS, X6 = RNG.normal(size=(6, 2)), RNG.normal(size=(6, 3))
SQUARE = np.array([[1.0, 2.0], [3.0, -4.0]])
T20 = np.eye(10)[np.arange(20) % 10]
Y20 = 0.8 * T20 + 0.02
Y20[3], Y20[7] = 0.01, 0.02
Y20[3, 5], Y20[7, 2] = 0.91, 0.82
DIGITS = RNG.uniform(size=(20, 64))

NETS, FILM = many.start([2, 2, 1], seeds=[6]), []
for _ in range(7):
    FILM.append(many.net(NETS, 0))
    many.train(NETS, *datasets.xor(), rate=1.0, epochs=50)



def one_step(w, b, x, t, rate):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    delta = (y - t) * y * (1 - y)
    return w - rate * delta * x, b - rate * delta


CORNERS, OR = datasets.xor()[0], np.array([0.0, 1.0, 1.0, 1.0])
MESSAGES, JUNK = datasets.messages()
READY = {
    "landscape": (lambda: explorers.landscape(one_step, CORNERS, OR),
                  {"rate": "100", "instances": "all, their mean",
                   "step": 20, "turn": -180}),
    "line_film": (
        lambda: explorers.line_film(one_step, MESSAGES, JUNK[:, 0]),
        {"step": 100}),
    "layer": (lambda: explorers.layer([[1, -2, 0], [-1, 0.5, 1]], [1, -1.5],
                                      [2, 1, 3]), {"look_at": "input 1"}),
    "one_neuron": (lambda: explorers.one_neuron([3, 4], -2, "OR"),
                   {"w_0": 1, "w_1": 1, "b": -1, "task": "XOR"}),
    "activation_slope": (lambda: explorers.activation_slope("logistic", 1),
                         {"activation": "tanh", "a": -1}),
    "plane": (lambda: explorers.plane([[2, -1], [1, 1]], [0, 0]),
              {"w00": -1, "w01": 0, "w10": 0, "w11": 1, "b0": 0, "b1": 1.5}),
    "outer_products": (lambda: explorers.outer_products(DELTAS, X6, (1, 2)),
                       {"upto": 3}),
    "transpose": (lambda: explorers.transpose(SQUARE, [0.5, -1]), {"i": 1}),
    "chain": (lambda: explorers.chain(1.5, -0.5, 1, 0), {"w": -2}),
    "folding": (lambda: explorers.folding(FILM[-1], *datasets.xor()),
                {"way": 1}),
    "bumps": (lambda: explorers.bumps(), {"num_bumps": 12, "weight": 2}),
    "training_film": (
        lambda: explorers.training_film(FILM, *datasets.xor(), every=50),
        {"epoch": 300}),
    "softmax_bars": (lambda: explorers.softmax_bars([0, 0.7, 1.6]),
                     {"a0": -3, "a1": 3, "a2": 1, "shift": 2}),
    "step_size": (lambda: explorers.step_size(0.3, -0.6, 2, 1),
                  {"power": -6, "rule": "central", "precision": "float32"}),
    "worst_mistakes": (lambda: explorers.worst_mistakes(DIGITS, T20, Y20),
                       {"place": 2}),
}


def line(figure, a, shape="flat", dashed=False):
    if a == 3:
        raise ZeroDivisionError("three is broken")
    figure.add_subplot().plot([0, 1], [0, a], "--" if dashed else "-")
    return f"a is {a}, {shape}."


def make(draw=line):
    return Explorer(draw, a=Slider("slope", 0, 5, value=1),
                    shape=Choice("shape", ["flat", "steep"]),
                    dashed=Toggle("dashed"))


class Page:
    """The other end: what an explorer sent to the page."""

    model_id = "the model"

    def __init__(self):
        self.sent = []

    def send(self, content, buffers):
        self.sent.append((content, buffers))


def open_page(explorer):
    explorer._widget = Page()
    return explorer._widget.sent


def ask(explorer, **message):
    explorer._receive(explorer._widget, message, [])


@pytest.mark.parametrize("name", READY)
def test_ready_made_explorers_draw_and_move(name):
    build, values = READY[name]
    explorer = build()
    first = explorer.png, explorer.sentence
    assert first[0].startswith(b"\x89PNG") and first[1].endswith(".")
    explorer.set(**values)
    assert explorer.values == values
    assert explorer.png != first[0] and explorer.sentence != first[1]
    again = build()
    assert (again.png, again.sentence) == first


@pytest.mark.parametrize("name", READY)
def test_their_pictures_can_be_read(name, monkeypatch):
    build, values = READY[name]
    explorer, figures, draw = build(), [], None
    draw = explorer.draw
    explorer.draw = lambda figure, **values: (figures.append(figure),
                                              draw(figure, **values))[1]
    explorer.set(**values)
    assert_readable(figures[0], monkeypatch)


def test_every_explorer_of_the_module_is_tried():
    ready = {name for name in explorers.__all__
             if inspect.isfunction(getattr(explorers, name))}
    ready -= {"inspector", "drawing_pad"}  # they have tests of their own
    assert ready == set(READY), (
        "each needs an entry in READY of this file, and its name in __all__ "
        "of mlp_helpers/explorers/__init__.py: "
        f"{sorted(ready ^ set(READY))}")


def test_outer_products_ends_at_the_product():
    explorer = explorers.outer_products(DELTAS, X6)
    explorer.set(upto=6)
    assert "equals Deltas.T @ X" in explorer.sentence
    explorer = explorers.outer_products([[1, 2], [-3, 0]], [[2], [1]], (0, 0))
    assert "In the frame: 2.00 \u2212 3.00 = \u22121.00." in explorer.sentence


def test_transpose_says_both_numbers():
    explorer = explorers.transpose(SQUARE, [0.5, -1])
    assert "dEdx[0] = \u22122.500" in explorer.sentence  # 1 * .5 + 3 * -1
    assert "gives \u22121.500" in explorer.sentence  # 1 * .5 + 2 * -1


def test_the_slope_of_the_chain_is_the_derivative():
    explorer, step = explorers.chain(1.5, -0.5, 2.0, 1.0), 1e-6

    def error(w):
        return 0.5 * (1 / (1 + np.exp(-(2 * w - 0.5))) - 1) ** 2

    slope = (error(0.5 + step) - error(0.5 - step)) / (2 * step)
    explorer.set(w=0.5)
    assert f"{abs(slope):.4f}" in explorer.sentence
    assert slope < 0 and "falls" in explorer.sentence


def test_more_bumps_come_closer_to_the_curve():
    explorer, gaps = explorers.bumps(), []
    for num_bumps in (1, 6, 12, 24):
        explorer.set(num_bumps=num_bumps)
        assert f"{2 * num_bumps} hidden units" in explorer.sentence
        gap, = re.findall(r"([\d.]+) degrees", explorer.sentence)
        gaps.append(float(gap))
    assert gaps[1:3] == [3.3, 1.3]  # notebook 04 says so
    assert gaps == sorted(gaps, reverse=True)


@pytest.mark.parametrize("w, b", [([1, 1], -1), ([0, 2], -1), ([3, -1], 0)])
def test_a_crease_is_where_the_sum_is_0(w, b):
    low, high = np.array([-0.25, -0.25]), np.array([1.25, 1.25])
    (crease,) = hidden._crease(np.array(w, float), b, low, high)
    assert np.allclose(crease @ w + b, 0)
    assert np.ptp(crease, axis=0).max() > 1.4
    assert np.all((crease >= low) & (crease <= high))
    assert hidden._crease(np.zeros(2), 1, low, high).size == 0


def test_a_flat_place_of_the_chain_is_called_flat():
    explorer = explorers.chain(0.3, -0.6, 2.0, 1.0)
    explorer.set(w=4)
    assert "0.0000: flat to four digits" in explorer.sentence


def test_a_neuron_that_learned_stands_low_in_the_landscape():
    explorer = explorers.landscape(one_step, CORNERS, OR)
    assert "(4.24, 4.34), b = \u22121.86" in explorer.sentence
    assert "0.0039. The surface is the slice" in explorer.sentence


@pytest.mark.parametrize("wrong, words", [
    (lambda w, b, x, t, rate: w[5], "IndexError: index 5"),
    (lambda w, b, x, t, rate: None, "expected two values, w and b, got None"),
    (lambda w, b, x, t, rate: (w[:1], b), "w: expected shape"),
    (lambda w, b, x, t, rate: (w * np.nan, b), "w: expected finite"),
    (lambda w, b, x, t, rate: (w, x), "b: expected a finite number"),
])
def test_a_step_that_fails_ends_the_walk_with_a_sentence(wrong, words):
    for explorer in (explorers.landscape(wrong, CORNERS, OR),
                     explorers.line_film(wrong, CORNERS, OR)):
        assert explorer.error is None and words in explorer.sentence
        assert explorer.sentence.startswith("The walk ends at step 0.")


def test_the_most_confident_mistake_comes_first():
    explorer = explorers.worst_mistakes(DIGITS, T20, Y20)
    assert explorer.sentence.startswith("Mistake 1 of 2, instance 3: a 3, "
                                        "read as 5 with probability 0.91")
    right = explorers.worst_mistakes(DIGITS, T20, T20)
    assert right.sentence == "All 20 digits were read correctly."


def test_a_broken_first_frame_fails_the_cell():
    def broken(figure, a):
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        Explorer(broken, a=Slider("a", 0, 1))
    for answer in (None, "", 3):
        with pytest.raises(TypeError, match="sentence"):
            Explorer(lambda figure, a, answer=answer: answer,
                     a=Slider("a", 0, 1))


def test_set_raises_and_the_last_good_picture_stays():
    explorer = make()
    before = explorer.png
    with pytest.raises(ZeroDivisionError):
        explorer.set(a=3)
    assert explorer.png == before and explorer.sentence == "a is 1, flat."
    number = inspect.getsourcelines(line)[1] + 2
    assert explorer.error == ("ZeroDivisionError: three is broken "
                              f"(line {number}, in line)")
    explorer.set(a=4)
    assert explorer.error is None and explorer.sentence == "a is 4, flat."


def test_hello_is_answered_with_everything():
    explorer = make()
    sent = open_page(explorer)
    ask(explorer, kind="hello", view="v", serial=1)
    (frame, buffers), = sent
    assert frame["view"] == "v" and frame["serial"] == 1
    assert frame["values"] == {"a": 1, "shape": "flat", "dashed": False}
    assert frame["sentence"] == "a is 1, flat." and frame["error"] is None
    assert [c["kind"] for c in frame["controls"]] == ["slider", "choice",
                                                      "toggle"]
    assert buffers == [explorer.png]
    width = struct.unpack(">I", explorer.png[16:20])[0]
    assert width == 2 * frame["width"] == 1400


def test_a_change_is_drawn_and_answered():
    explorer = make()
    sent = open_page(explorer)
    ask(explorer, kind="set", view="v", serial=2,
        values={"a": 4, "dashed": True})
    frame, _ = sent[-1]
    assert frame["serial"] == 2 and frame["sentence"] == "a is 4, flat."
    assert explorer.values["dashed"] is True


def test_an_exception_in_draw_is_told_and_survived():
    explorer = make()
    sent = open_page(explorer)
    ask(explorer, kind="set", view="v", serial=1, values={"a": 3})
    frame, _ = sent[-1]
    assert "ZeroDivisionError: three is broken (line" in frame["error"]
    assert frame["values"]["a"] == 3 and frame["serial"] == 1
    ask(explorer, kind="set", view="v", serial=2, values={"a": 2})
    assert sent[-1][0]["error"] is None
    assert sent[-1][0]["sentence"] == "a is 2, flat."


@pytest.mark.parametrize("values, word", [
    ({"b": 1}, "b"),
    ({"a": "many"}, "slope"),
    ({"a": None}, "slope"),
    ({"a": True}, "slope"),
    ({"a": float("nan")}, "slope"),
    ({"a": 4, "shape": "round"}, "shape"),
    ({"shape": ["flat"]}, "shape"),
    ({"dashed": 1}, "dashed"),
    ("nonsense", ""),
])
def test_a_wrong_value_is_refused_with_its_name(values, word):
    explorer = make()
    before = dict(explorer.values)
    sent = open_page(explorer)
    ask(explorer, kind="set", view="v", serial=1, values=values)
    frame, _ = sent[-1]
    assert frame["refused"].startswith(word) and frame["error"] is None
    assert explorer.values == before == frame["values"]
    if isinstance(values, dict):
        with pytest.raises(ValueError, match=word):
            explorer.set(**values)


def test_other_messages_do_no_harm():
    explorer = make()
    sent = open_page(explorer)
    for message in (None, "x", 3, [], {"kind": "knock"}):
        explorer._receive(None, message, [])
    assert sent == []
    ask(explorer, kind="unheard of")
    assert sent[-1][0]["values"] == explorer.values


def test_messages_from_several_threads_do_not_mix():
    explorer = make()
    sent = open_page(explorer)
    threads = [
        threading.Thread(target=ask, args=(explorer,), kwargs={
            "kind": "set", "view": "v", "serial": a, "values": {"a": a}})
        for a in (0, 1, 2, 4, 5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == 5
    for frame, _ in sent:
        assert frame["sentence"] == f"a is {frame['serial']}, flat."


@pytest.mark.parametrize("slider, value, clean", [
    (Slider("a", 0, 6), 9, 6),
    (Slider("a", 0, 6), -1, 0),
    (Slider("a", 0, 6), 2.4, 2),
    (Slider("a", 1, 6, 2), 6, 5),
    (Slider("a", -1, 1, 0.1), 0.30000000000000004, 0.3),
    (Slider("a", -1.5, 1, 0.25), 0.3, 0.25),
    (Slider("a", 0.01, 1, 0.001), 0.0123, 0.012),
])
def test_a_slider_gives_the_nearest_of_its_values(slider, value, clean):
    cleaned = slider.clean(value)
    assert cleaned == clean and isinstance(cleaned, type(clean))


@pytest.mark.parametrize("wrong, name", [
    (lambda: Explorer(3, a=Slider("a", 0, 1)), "draw"),
    (lambda: Explorer(line), "controls"),
    (lambda: Explorer(line, a=3), "a"),
    (lambda: Slider("", 0, 1), "label"),
    (lambda: Slider("a", 2, 1), "low"),
    (lambda: Slider("a", 0, 1, step=0), "step"),
    (lambda: Slider("a", 0, "1"), "high"),
    (lambda: Slider("a", 0, 1, value=2), "value"),
    (lambda: Choice("a", []), "options"),
    (lambda: Choice("a", ["x", "x"]), "options"),
    (lambda: Choice("a", [1, 2]), "options"),
    (lambda: Choice("a", ["x"], "y"), "a"),
    (lambda: Toggle("a", "yes"), "a"),
    (lambda: explorers.transpose(np.ones((2, 3)), [1, 2]), "W"),
    (lambda: explorers.outer_products(DELTAS, X6[:2]), "X"),
    (lambda: explorers.landscape(3, CORNERS, OR), "learn_one"),
    (lambda: explorers.landscape(one_step, CORNERS, OR[:3]), "T"),
    (lambda: explorers.line_film(one_step, CORNERS, OR, rate=0), "rate"),
    (lambda: explorers.chain("1", 0, 1, 1), "w"),
    (lambda: explorers.folding(FILM[0][:1], *datasets.xor()), "layers"),
    (lambda: explorers.training_film(FILM[:1], *datasets.xor()), "snapshots"),
    (lambda: explorers.training_film(FILM, *datasets.xor(), every=0), "every"),
    (lambda: explorers.worst_mistakes(DIGITS, T20[:3], Y20), "T"),
])
def test_a_wrong_argument_is_named(wrong, name):
    with pytest.raises(ValueError, match=rf"^{name}\b"):
        wrong()


def test_the_view_is_alone_and_picture_and_sentence_follow(monkeypatch):
    import IPython.display

    outputs = []
    monkeypatch.setattr(IPython.display, "display",
                        lambda data, **options: outputs.append(data))
    monkeypatch.setattr(core, "make_widget", lambda *parts: Page())
    explorer = make(lambda figure, a, **rest: "One < two & three.")
    explorer._ipython_display_()
    view, picture, sentence = outputs
    assert list(view) == [page.VIEW]  # a stored notebook drops it whole
    assert base64.b64decode(picture["image/png"]) == explorer.png
    assert picture["text/plain"] == sentence["text/plain"] == \
        "One < two & three."
    assert "One &lt; two &amp; three." in sentence["text/html"]


def test_the_live_half_is_wired():
    explorer = make()
    heard = []
    widget = page.make_widget(lambda *message: heard.append(message),
                              page.FOLDER / "explorer.js")
    assert "export default" in widget._esm
    widget._handle_custom_msg({"kind": "hello"}, [])
    assert heard == [(widget, {"kind": "hello"}, [])]
    synced = widget.get_state().keys() - {"layout", "tooltip", "tabbable"}
    assert all(name.startswith("_") for name in synced)
    explorer._ipython_display_()
    explorer.set(a=2)


@pytest.mark.slow
@pytest.mark.parametrize("name", READY)
def test_a_dark_style_leaves_nothing_in_the_dark(name):
    make, values = READY[name]
    with plt.style.context("dark_background"):
        explorer = make()
        figure = Figure(figsize=core.SIZE, layout="constrained", dpi=60)
        explorer.draw(figure, **explorer.values | values)
        assert hard_to_see(figure) == []


def test_a_picture_is_saved_on_the_background_that_it_was_drawn_for():
    with plt.style.context(STYLES["grayscale"]):  # which would save on white
        png = page.saved(Figure(figsize=(1, 1)))
    corner = plt.imread(io.BytesIO(png))[0, 0, :3]
    assert corner == pytest.approx([0.75] * 3, abs=0.01)


# ---- what can be dragged ----

DRAGS = {
    "line": (lambda: explorers.one_neuron([2, 2], -1), "line", (38, -38),
             {"b": -2.0}),
    "arrow": (lambda: explorers.one_neuron([2, 2], -1), "arrow", (60, 0),
              {"w_0": 4.0, "w_1": 2.0, "b": -1.5}),
    "column": (lambda: explorers.plane(np.eye(2), np.zeros(2)), "arrow 1",
               (22, 0), {"w01": 1.0, "w11": 1.0}),
    "origin": (lambda: explorers.plane(np.eye(2), np.zeros(2)), "origin",
               (0, -22), {"b0": 0.0, "b1": 1.0}),
    "slope": (lambda: explorers.activation_slope("tanh", 0.0), "point",
              (-9999, 0), {"a": -4.0}),
    "chain": (lambda: explorers.chain(1.0, 0.5, 1.0, 0.0), "point",
              (-9999, 50), {"w": -3.0}),
}


@pytest.mark.parametrize("name", DRAGS)
def test_what_is_dragged_moves_its_sliders(name):
    make, handle, way, expected = DRAGS[name]
    explorer = make()
    before = dict(explorer.values)
    x, y = explorer.handles[handle]
    explorer.set(handle=[handle, x, y])
    assert explorer.values == before  # it is where it is
    explorer.set(handle=[handle, x + way[0], y + way[1]])
    assert explorer.values == before | expected
    assert set(explorer.handles) >= {handle}


@pytest.mark.parametrize("handle, words", [
    (["corner", 0, 0], "^handle: expected one of line, arrow, got 'corner'"),
    (["line", np.nan, 0], "^x: expected"), (["line", 0, "a"], "^y: expected"),
])
def test_a_wrong_handle_is_refused(handle, words):
    explorer = explorers.one_neuron([2, 2], -1)
    with pytest.raises(ValueError, match=words):
        explorer.set(handle=handle)


def test_a_drag_depends_on_where_it_began_and_not_on_the_way():
    explorer = explorers.one_neuron([1, 1], -0.5)
    start = dict(explorer.values)
    x, y = explorer.handles["arrow"]
    turn = np.linspace(0, 2 * np.pi, 8)
    for right, down in zip(60 * np.sin(turn), 60 * np.cos(turn) - 60):
        explorer.set(handle=["arrow", x + right, y - down, start])
    assert explorer.values == start
    with pytest.raises(ValueError, match="^task: expected one of"):
        explorer.set(handle=["arrow", x, y, start | {"task": "NOR"}])


@pytest.mark.parametrize("name", ["line", "arrow"])
def test_a_line_cannot_be_dragged_out_of_reach(name):
    explorer = explorers.one_neuron([1, 1], -0.5)
    start, (x, y) = dict(explorer.values), explorer.handles[name]
    for right, down in [(9999, -9999), (-9999, 9999), (0, 0)]:
        explorer.set(handle=[name, x + right, y + down, start])
        assert set(explorer.handles) == {"line", "arrow"}
    middle = np.mean(visible_line(np.ones(2), -0.5), axis=0)
    axes, _ = explorer._handles["arrow"]
    across, up = axes.transData.transform(middle)
    explorer.set(handle=["arrow", across, 100 * explorer._inches[1] - up,
                         start])  # no length, no direction
    assert (explorer.values["w_0"], explorer.values["w_1"]) != (0, 0)


def test_a_line_outside_the_picture_has_no_handle():
    explorer = explorers.one_neuron([0, 0], 1)
    assert explorer.handles == {}
    with pytest.raises(ValueError, match="^handle: expected"):
        explorer.set(handle=["line", 0, 0])
