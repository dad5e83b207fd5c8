"""Every notebook in a real JupyterLab: Run All, and look for what is wrong."""

import re

import browser
import notebook_form
import pytest

pytestmark = browser.needed

PATHS = notebook_form.notebook_paths()
WIDGETS = ".mlp-explorer:not(span), .mlp-play"
# JupyterLab gives errors and what is written to stderr the same type.
ERRORS = "[data-mime-type='application/vnd.jupyter.stderr']"


# Opened again by `make test`: a playground, a long training, a pad. The others
# by `make test-all`.
REOPENED = ("00", "10", "11")


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem[:2])
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
    errors = lab.page.locator(ERRORS).all_inner_texts()
    assert len(errors) == count_errors(notebook), errors
    if notebook["widgets"]:
        lab.page.locator(WIDGETS).nth(notebook["widgets"] - 1).wait_for()
        assert browser.violations(lab.page, WIDGETS) == []


@pytest.mark.slow
def test_its_widgets_have_no_barriers_in_the_dark(lab, notebook):
    if notebook["widgets"]:
        browser.choose_theme(lab.page, "Dark")
        assert browser.violations(lab.page, WIDGETS) == []


@pytest.mark.parametrize("notebook", [
    pytest.param(path, id=path.stem[:2], marks=[] if path.name.startswith(
        REOPENED) else pytest.mark.slow) for path in PATHS], indirect=True)
def test_it_is_whole_when_it_is_opened_again(lab, notebook):
    """With its kernel alive, and with another one that knows nothing."""
    lab.save()
    for alive in (True, False):
        lab.leave(alive)
        lab.reopen(notebook["name"])
        if alive and notebook["widgets"]:
            lab.page.locator(WIDGETS).nth(notebook["widgets"] - 1).wait_for()
        lab.page.wait_for_timeout(500)  # until it asks the kernel
        lab.page.wait_for_function(
            "() => !document.querySelector('.jp-Notebook').innerText"
            ".includes('Loading widget')", polling=100)
        errors = lab.page.locator(ERRORS).all_inner_texts()
        assert len(errors) == count_errors(notebook), errors
        text = lab.page.locator(".jp-Notebook").inner_text()
        for words in ("Error displaying widget", "model not found"):
            assert words not in text, (
                f"with its kernel {'alive' if alive else 'gone'} the notebook "
                f"shows {words!r}: something needs the kernel to be seen. "
                "mlp_helpers/explorers/page.py tells what to show instead.")
        assert not (alive and lab.complaints), lab.complaints
    lab.complaints.clear()  # the console tells which widgets are gone
