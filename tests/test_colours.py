"""One colour language: blue above 0 and class 1, orange below and class 0.

In figures, explorers and the playground alike; one table has all of it.
"""

import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import is_color_like, rgb_to_hsv, to_hex, to_rgb
from matplotlib.figure import Figure
from test_plots import NET, XOR, probability

import mlp_helpers
from mlp_helpers import explorers, plots
from mlp_helpers.explorers import page
from mlp_helpers.playground.widget import SCRIPTS
from mlp_helpers.plots import drawing
from mlp_helpers.plots.paper import contrast, on

ROOT = Path(mlp_helpers.__file__).parent
SOURCES = [path for path in sorted(ROOT.rglob("*.*"))
           if path.suffix in (".py", ".js")]
T = np.array([[0], [1], [1], [0]])
TABLE = drawing.for_scripts()


def hue(colour):
    """Which of the two a colour is: more blue than red, or more red."""
    red, _, blue = to_rgb(colour)
    return "blue" if blue > red else "orange"


def test_a_hue_is_written_down_in_one_place_only():
    """Greys may stand anywhere: they stand for nothing."""
    found = {(path.name, text) for path in SOURCES
             for text in hues(path.read_text("utf-8"))}
    elsewhere = {pair for pair in found if pair[0] != "drawing.py"}
    assert found and not elsewhere, (
        "take it from the table in mlp_helpers/plots/drawing.py, as BLUE: "
        f"{sorted(elsewhere)}")


def hues(source):
    """The colours that are written down in a source, but for greys."""
    written = re.findall(
        r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", source) + re.findall(
        r"""\b(?:\w*colors?|c)=["'](\w+)""", source)
    return [text for text in written if is_color_like(text)
            and text != "none" and np.ptp(to_rgb(text)) > 0.1]


def test_a_hue_is_found_by_number_and_by_name():
    assert hues('(color="blue", facecolor="white", edgecolors=\'C1\', '
                'c="r", markeredgecolor="none") = "#E69F00" loc="red"') == [
        "#E69F00", "blue", "C1", "r"]


def test_the_table_says_which_is_which():
    assert hue(drawing.ABOVE) == hue(drawing.CLASS_COLOURS[1]) == "blue"
    assert hue(drawing.BELOW) == hue(drawing.CLASS_COLOURS[0]) == "orange"
    assert drawing.CLASS_MARKERS[0] != drawing.CLASS_MARKERS[1]
    assert len(set(drawing.CLASS_COLOURS)) == len(drawing.CLASS_MARKERS)
    for signed in (drawing.SIGNED, drawing.SIGNED_STRONG):
        assert hue(signed(0.9)) == "blue" and hue(signed(0.1)) == "orange"
        assert np.ptp(to_rgb(signed(0.5))) < 0.02
    for text in (False, True):
        assert hue(drawing.by_sign(0.1, text)) == "blue"
        assert hue(drawing.by_sign(-0.1, text)) == "orange"
    two = {drawing.ABOVE, drawing.BELOW}
    assert not two & {*drawing.SERIES, *drawing.UNIT_COLOURS}


def test_what_is_text_can_be_read_on_white_and_on_dark():
    for name, colour in TABLE.items():
        if name.startswith("DARK") or name.endswith("TEXT"):
            assert contrast(colour, "white") >= 4.5, name
        if name.startswith("LIGHT"):
            assert contrast(colour, "#222222") >= 4.5, name
            assert contrast(colour, "#111111") >= 4.5, name


def test_a_hue_stays_that_hue_on_dark_paper():
    """Made lighter with white alone, green and purple were two greys."""
    figure = Figure(facecolor="black")
    for colour in (*drawing.SERIES, *drawing.UNIT_COLOURS, drawing.DARK_RED):
        here = rgb_to_hsv(to_rgb(on(figure, colour)))
        there = rgb_to_hsv(to_rgb(colour))
        assert here[0] == pytest.approx(there[0], abs=0.04), colour
        assert here[1] > 0.35


@pytest.mark.parametrize("style", ["default", "dark_background"])
@pytest.mark.parametrize("draw", [
    lambda ax: plots.points(XOR, T, ax),
    lambda ax: plots.decision_boundary(probability, XOR, T, ax),
    lambda ax: plots.hidden_space(NET, XOR, T, ax),
    lambda ax: plots.input_space(NET, XOR, T, ax),
], ids=["points", "boundary", "hidden space", "input space"])
def test_class_1_is_blue_and_class_0_is_orange(draw, style):
    import matplotlib.pyplot as plt
    with plt.style.context(style):
        ax = Figure().add_subplot()
    draw(ax)
    seen = {to_hex(collection.get_facecolor()[0])
            for collection in ax.collections
            if len(collection.get_offsets()) == 2}
    assert seen == {colour.lower() for colour in drawing.CLASS_COLOURS[:2]}
    if ax.images:
        pixels = painted(ax.figure)
        for place, wanted in ((0.2, -0.2), "orange"), ((1.2, 0.2), "blue"):
            x, y = ax.transData.transform(place)
            assert hue(pixels[int(y), int(x), :3]) == wanted


def painted(figure):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[::-1] / 255


def test_both_sides_of_a_neurons_line_have_the_colours_of_the_classes():
    figure = Figure(dpi=50)
    ax = figure.add_subplot()
    plots.neuron_line([3, 4], -2, [0, 1, 1, 1], ax)
    pixels = painted(figure)
    for place, wanted in ((1.6, 1.6), "blue"), ((-0.6, -0.6), "orange"):
        x, y = ax.transData.transform(place)
        assert hue(pixels[int(y), int(x), :3]) == wanted


@pytest.mark.parametrize("place", ["xlabel", "ylabel"])
def test_the_two_inputs_are_called_as_in_the_code(place):
    wanted = {"xlabel": "x[0]", "ylabel": "x[1]"}[place]
    for draw in (lambda ax: plots.points(XOR, T, ax),
                 lambda ax: plots.decision_boundary(probability, XOR, T, ax),
                 lambda ax: plots.neuron_line([3, 4], -2, T[:, 0], ax),
                 lambda ax: plots.input_space(NET, XOR, T, ax)):
        ax = Figure().add_subplot()
        draw(ax)
        assert getattr(ax, f"get_{place}")() == wanted


def test_a_neurons_sentence_and_sliders_name_them_too():
    explorer = explorers.one_neuron([3, 4], -2)
    assert explorer.sentence.startswith(
        "a = 3.0 x[0] + 4.0 x[1] \u2212 2.0.")
    labels = [control.label for control in explorer.controls.values()]
    assert labels == ["task", "w[0]", "w[1]", "b"]


@pytest.mark.parametrize("name", ["logistic", "tanh", "ReLU", "linear"])
@pytest.mark.parametrize("a", [-4.0, 0.3, 4.0])
def test_a_slope_is_drawn_as_steep_as_it_is(name, a):
    figure = Figure(figsize=(7, 3.6), layout="constrained")
    plots.activation_slope(name, a, figure)
    painted(figure)
    ax = figure.axes[0]
    (x0, y0), (x1, y1) = ax.transData.transform([[0, 0], [1, 1]])
    assert y1 - y0 == pytest.approx(x1 - x0)
    dot = ax.lines[-1]
    assert ax.get_ylim()[0] < dot.get_ydata()[0] < ax.get_ylim()[1]


# ---- in the scripts ----

def scripts():
    own = [[page.FOLDER / f"{name}.js"]
           for name in ("explorer", "inspector", "drawing_pad")]
    return [*own, SCRIPTS]


@pytest.mark.parametrize("files", scripts(), ids=lambda files: files[-1].stem)
def test_a_script_has_its_colours_from_the_table(files):
    text = page.script_of(*files)
    first, rest = text.split("\n", 1)
    assert drawing.ABOVE in first and drawing.BELOW in first
    used = re.findall(r"COLOURS\.(\w+)", rest)
    unpacked = re.findall(r"const \{ ([\w, ]+) \} = COLOURS;", rest)
    used += [name for names in unpacked for name in names.split(", ")]
    assert used and set(used) <= set(TABLE)


def test_the_playgrounds_maps_are_blue_above_and_orange_below():
    pen, = [script.read_text("utf-8") for script in SCRIPTS
            if script.stem == "pen"]
    assert "rgb(v < 0 ? BELOW : ABOVE)" in pen
    assert "CLASSES = COLOURS.CLASS_COLOURS" in pen
