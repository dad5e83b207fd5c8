"""Notebooks in a real JupyterLab: Run All, and look for what is wrong.

`make test` tries those that a reader opens first: the playground, explorers
and the inspector are in them. `make test-all` tries the others too.
"""

import re
import time

import browser
import notebook_form
import pytest

pytestmark = browser.needed

FIRST = ("00", "05")
PATHS = [pytest.param(path, id=path.stem[:2], marks=[] if path.name.startswith(
    FIRST) else pytest.mark.slow) for path in notebook_form.notebook_paths()]
WIDGETS = ".mlp-explorer:not(span), .mlp-play"
# A training that is long enough for a line of progress, beside the pad.
LONG = """
import time
import numpy as np
from mlp_helpers import *
X, T = datasets.moons(2000)
network = Network([Layer(2, 40, tanh, 0), Layer(40, 1, linear, 0)],
                  logistic_cross_entropy)
start = time.monotonic()
while time.monotonic() < start + 1.5:
    train(network, X, T, epochs=40)
explorers.drawing_pad(lambda X: np.full((len(X), 10), 0.1))
"""


# First, before the fixture below has a notebook open.
@pytest.mark.slow
def test_a_long_training_is_whole_when_it_is_opened_again(lab):
    name = lab.write("training", LONG)
    lab.open(name)
    lab.run_all()
    open_again(lab, name, widgets=1, meant=0)
    lab.close()


@pytest.mark.slow
def test_an_answer_is_folded_until_its_cell_has_run(lab):
    folded = """() => app.shell.currentWidget.content.widgets.filter(
        (cell) => cell.outputHidden).map((cell) => cell.model.id)"""
    path = next(path for path in notebook_form.notebook_paths()
                if path.name.startswith("03"))
    asked = [cell["id"] for cell in notebook_form.read(path)["cells"]
             if "jupyter" in cell["metadata"]]
    lab.open(path.name)
    assert lab.run(folded) == asked
    lab.page.locator(".jp-OutputPlaceholder").first.wait_for()
    assert lab.page.locator(".jp-PlaceholderText").count() == len(asked)
    assert lab.page.locator(".jp-PlaceholderText:visible").count() == 0
    lab.run_all()
    assert lab.run(folded) == []
    lab.save()
    lab.leave(kernel=True)
    lab.reopen(path.name)
    assert lab.run(folded) == [], "what has been seen is folded again"
    lab.close()


@pytest.fixture(scope="module", params=PATHS)
def notebook(request, lab):
    """A notebook as it is stored, open in the page with all cells run."""
    lab.open(request.param.name)
    lab.run_all()
    notebook = notebook_form.read(request.param)
    notebook["name"] = request.param.name
    notebook["widgets"] = sum(
        len(re.findall(r"^(?:explorers\.\w+\(|Playground\()",
                       cell["source"], re.MULTILINE))
        for cell in notebook_form.code_cells(notebook))
    yield notebook
    lab.close()


def count_errors(notebook):
    return sum("raises-exception" in cell["metadata"].get("tags", [])
               for cell in notebook["cells"])


def test_it_runs_and_its_widgets_have_no_barriers(lab, notebook):
    errors = lab.page.locator(browser.ERRORS).all_inner_texts()
    assert len(errors) == count_errors(notebook), errors
    if notebook["widgets"]:
        lab.page.locator(WIDGETS).nth(notebook["widgets"] - 1).wait_for()
        assert browser.violations(lab.page, WIDGETS) == []


@pytest.mark.slow
def test_its_widgets_have_no_barriers_in_the_dark(lab, notebook):
    if notebook["widgets"]:
        browser.choose_theme(lab.page, "Dark")
        assert browser.violations(lab.page, WIDGETS) == []


def test_it_is_whole_when_it_is_opened_again(lab, notebook):
    open_again(lab, notebook["name"], notebook["widgets"],
               count_errors(notebook))


def open_again(lab, name, widgets, meant):
    """With its kernel alive, and with another one that knows nothing."""
    lab.save()
    for alive in (True, False):
        lab.leave(alive)
        lab.reopen(name)
        if alive and widgets:
            come_back(lab, name, widgets)
        lab.page.wait_for_timeout(500)  # until it asks the kernel
        lab.settle()
        errors = lab.page.locator(browser.ERRORS).all_inner_texts()
        assert len(errors) == meant, errors
        text = lab.page.locator(".jp-Notebook").inner_text()
        for words in ("Error displaying widget", "model not found"):
            assert words not in text, (
                f"with its kernel {'alive' if alive else 'gone'} the notebook "
                f"shows {words!r}: something needs the kernel to be seen. "
                "mlp_helpers/explorers/page.py tells what to show instead.")
        assert not lab.complaints, lab.complaints


def come_back(lab, name, widgets):
    """Wait until all widgets live; a page that is late is opened again.

    JupyterLab looks for a widget once, and for two seconds. Where it is slow
    to hear from the kernel, the stored picture stays.
    """
    end = time.monotonic() + browser.SECONDS
    while time.monotonic() < end:
        lab.page.wait_for_function("""([widgets, number]) =>
            document.querySelectorAll(widgets).length >= number
            || [...document.querySelectorAll('.jp-OutputArea-output')].some(
                (node) => node.textContent.includes('model not found'))""",
            arg=[WIDGETS, widgets], polling=100)
        lab.settle()
        if lab.page.locator(WIDGETS).count() >= widgets:
            return
        lab.leave(kernel=True)
        lab.reopen(name)
    pytest.fail("the kernel is alive, and its widgets do not come back")
