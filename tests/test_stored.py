"""What a notebook stores of a playground: the picture, and the page."""

import base64
import io
import re
from concurrent.futures import Future

import numpy as np
import pytest
from PIL import Image

from mlp_helpers import Layer, Playground
from mlp_helpers.playground import storing
from mlp_helpers.playground.presets import PRESETS
from mlp_helpers.playground.still import (
    HEIGHT,
    ROW,
    WIDTH,
    _figure,
    height,
    look,
    still,
)
from mlp_helpers.playground.stored import stored_page

SPOT = re.compile(r'class="mlp-spot" tabindex="0" role="img" '
                  r'aria-label="([^"]*)"')
PICTURE = re.compile(r'class="mlp-lens" src="data:image/png;base64,([^"]*)"')


@pytest.fixture(scope="module")
def trained():
    playground = Playground(data="moons", hidden=[4, 3], seed=3)
    playground.step(200)
    return playground._experiment


@pytest.fixture(scope="module")
def page(trained):
    return stored_page(look(trained))


def test_it_has_a_map_and_a_formula_for_each_input_and_unit(trained, page):
    formulas = SPOT.findall(page)
    assert len(formulas) == len(PICTURE.findall(page)) == 2 + 4 + 3 + 1
    assert formulas[0].startswith("x[0], an input")
    layer, number = trained.network.layers[0], "(−?[0-9.]+)"
    found = re.fullmatch(
        f"y1\\[0\\] = tanh\\({number}·x\\[0\\] ([+−]) ([0-9.]+)·x\\[1\\] "
        "([+−]) ([0-9.]+)\\)", formulas[2])
    signs = {"+": 1, "−": -1}
    assert [float(found[1].replace("−", "-")),
            signs[found[2]] * float(found[3]),
            signs[found[4]] * float(found[5])] == pytest.approx(
        [*layer.W[0], layer.b[0]], abs=6e-4)
    assert formulas[-1].startswith("y3[0] = logistic(")


def test_a_long_formula_says_how_many_terms_are_left_out():
    page = stored_page(look(Playground(hidden=[20, 1])._experiment))
    assert "y1[15]" in SPOT.findall(page)[22] and \
        "y1[16]" not in SPOT.findall(page)[22]
    assert "+ 4 more" in SPOT.findall(page)[22]


def test_a_map_is_what_the_unit_answers(trained, page):
    pictures = [Image.open(io.BytesIO(base64.b64decode(code)))
                for code in PICTURE.findall(page)]
    left, _, right, high = trained.box
    for k in range(4):
        cover = np.asarray(pictures[2 + k].convert("RGBA"))[..., 3]
        layer = trained.network.layers[0]
        for column, place in [(0, (left, high)), (29, (right, high))]:
            answer = np.tanh(layer.W[k] @ place + layer.b[k])
            # The maps have every second of 60 places: the last is near.
            assert cover[0, column] / 255 == pytest.approx(
                0.85 * abs(answer), abs=0.12)


def test_it_is_the_same_each_time(trained, page):
    assert stored_page(look(trained)) == page
    assert still(look(trained))[0] == still(look(trained))[0]


def test_light_and_dark_are_two_pictures(page):
    light, dark = (np.asarray(Image.open(io.BytesIO(base64.b64decode(
        re.search(f'class="mlp-{which}"[^>]* src="data:image/png;base64,'
                  '([^"]*)"', page)[1]))).convert("RGB"))
        for which in ("light", "dark"))
    assert light[5, -5].min() > 250 and dark[5, -5].max() < 40


def test_without_styles_it_is_hidden(page):
    assert '<div class="mlp-still" style="display:none">' in page
    assert "<script" not in page and "http" not in page.replace(
        "http://www.w3.org", "")


def test_its_style_is_for_itself_alone(page):
    """A page has other widgets, with names of their own."""
    style = re.search("<style>(.*?)</style>", page)[1]
    style = re.sub(r"@container[^{]*\{([^{}]*\{[^{}]*\})\}", r"\1", style)
    for rule in re.findall(r"(?:^|\})([^{}]+)\{", style):
        assert re.match(r"\.mlp-still\b|\[data-jp-theme-light=false\] "
                        r"\.mlp-still\b|\.jp-OutputArea-child:has", rule), rule


def test_earlier_runs_have_their_curves_and_names_in_it():
    playground = Playground(hidden=[2])
    playground.step(30)
    alone = look(playground._experiment)
    assert alone.runs == [] and height(alone) == HEIGHT
    for rate in (0.01, 1.0):
        playground.set(learning_rate=rate)
        playground.rewind()
        playground.step(30)
    seen = look(playground._experiment)
    assert seen.runs == ["first run", "rate 0.01", "rate 1"]
    figure = _figure(seen, "white")
    curves, names = figure.axes[2:]
    assert len(curves.lines) == 2 + 2  # and two of the current run
    assert [text.get_text() for text in names.texts] == seen.runs
    assert len(names.lines) == 3 and height(seen) == HEIGHT + 2 * ROW
    assert Image.open(io.BytesIO(still(seen)[0])).size == (
        WIDTH * 1.5, height(seen) * 1.5)
    for one, run in zip(curves.lines, playground._experiment.runs):
        assert one.get_ydata()[-1] == pytest.approx(run.history[-1][2])


@pytest.mark.slow
def test_its_size_stays_small():
    playground = Playground(**PRESETS["two spirals"][1])
    playground.step(20)
    assert len(stored_page(look(playground._experiment))) < 450_000
    assert len(still(look(playground._experiment))[0]) < 300_000


@pytest.mark.parametrize("settings", [
    {"hidden": []}, {"data": "gaussians", "classes": 4, "hidden": [3],
                     "error": "softmax_cross_entropy"},
    {"hidden": [8] * 6, "activations": ["relu"] * 6},
])
def test_every_shape_can_be_stored(settings):
    playground = Playground(**settings)
    page = stored_page(look(playground._experiment))
    outputs = playground.T.shape[1]
    assert len(SPOT.findall(page)) == 2 + sum(settings["hidden"]) + outputs
    assert still(look(playground._experiment))[0].startswith(b"\x89PNG")


def test_without_points_and_with_a_broken_layer_there_is_a_picture():
    class Broken(Layer):
        def forward(self, X):
            raise ValueError("no")

    playground = Playground(layer=Broken)
    assert stored_page(look(playground._experiment, playground._guard)) == ""
    assert still(look(playground._experiment, playground._guard))[0]
    empty = Playground()
    empty._do("delete_all")
    assert still(look(empty._experiment, empty._guard))[0]


class Aside:
    """A pace that does at once what it should do on a thread."""

    def aside(self, work, then):
        future = Future()
        try:
            future.set_result(work())
        except Exception as error:
            future.set_exception(error)
        then(future)


def test_the_stored_picture_follows_when_it_is_quiet(monkeypatch):
    class Handle:
        def __init__(self):
            self.got = []

        def update(self, data, **options):
            self.got.append(data)

    playground = Playground(hidden=[2])
    playground._stored = [Handle(), Handle()]
    playground._seen, playground._pace = playground._state(), Aside()
    playground._store()
    assert playground._stored[0].got == []  # nothing has changed
    playground.step(30)
    playground.playing = True
    playground._store()
    assert playground._stored[0].got == []  # it goes on
    playground.playing = False
    playground._store()
    picture, sentence = (handle.got[0] for handle in playground._stored)
    assert base64.b64decode(picture["image/png"]) == still(
        look(playground._experiment))[0]
    assert "30 updates" in sentence["text/plain"]
    assert "mlp-spot" in sentence["text/html"]
    monkeypatch.setattr(storing, "still", lambda *_: 1 / 0)
    playground.step(1)
    playground._store()  # nothing escapes
