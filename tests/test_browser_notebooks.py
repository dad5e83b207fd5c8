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


@pytest.fixture(scope="module")
def lab():
    notebook_form.prepare_environment()
    with browser.jupyterlab() as (address, served), \
            browser.browser() as program:
        yield address, served, program


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:2])
def test_it_runs_and_its_widgets_have_no_barriers(lab, path):
    address, _, program = lab
    page = browser.open_page(program)
    browser.open_notebook(page, address, path.name)
    browser.run_all(page)
    meant = [cell for cell in notebook_form.read(path)["cells"]
             if "raises-exception" in cell["metadata"].get("tags", [])]
    assert page.locator(ERRORS).count() == len(meant)
    calls = sum(len(re.findall(r"^(?:explorers\.\w+\(|Playground\()",
                               "".join(cell["source"]), re.MULTILINE))
                for cell in notebook_form.read(path)["cells"]
                if cell["cell_type"] == "code")
    assert page.locator(WIDGETS).count() >= calls
    for theme in ("Light", "Dark") if calls else ():
        browser.choose_theme(page, theme)
        assert browser.violations(page, WIDGETS) == []
    assert not page.complaints
    page.close()
