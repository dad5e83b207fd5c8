"""Exported notebooks for every reader: heard, narrow, dark, on paper.

`make test` tries the one with the most in it, `make test-all` the others.
Prompts and the colours of code are nbconvert's, and so is the look of links.
"""

import re

import browser
import nbformat
import notebook_form
import pytest
from nbconvert import HTMLExporter

pytestmark = browser.needed

PATHS = [pytest.param(path, id=path.stem[:2], marks=[] if path.name.startswith(
    "11") else pytest.mark.slow) for path in notebook_form.notebook_paths()]
THEIRS = [".jp-InputPrompt", ".jp-OutputPrompt", ".highlight"]
PAPER = 718  # pixels of an A4 page between its margins, as browsers print it
# What reaches beyond the page, or into a part of it that cannot be seen.
CUT = """() => [...document.querySelectorAll('main *')].filter((node) => {
  const { width, height, right } = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  return width && height && style.visibility === 'visible'
    && (right > document.documentElement.clientWidth + 1
      || (node.scrollWidth > node.clientWidth + 1 && node.clientWidth
        && style.overflowX !== 'visible'));
}).map((node) => `${node.tagName} ${node.className} ${
  node.innerText.slice(0, 80)}`)"""


@pytest.fixture(scope="module", params=PATHS)
def exported(request, lab, tmp_path_factory):
    """The stored notebook as a light and as a dark page, without a net."""
    notebook = nbformat.read(request.param, 4)
    for cell in notebook.cells:  # the site's pages have it as alt
        for output in cell.get("outputs", []):
            said = output.get("metadata", {}).get("image/png", {}).get("alt")
            assert said or "image/png" not in output.get("data", {})
    folder = tmp_path_factory.mktemp("exported")
    pages = {}
    for theme in ("light", "dark"):
        exporter = HTMLExporter(theme=theme, mathjax_url="",
                                require_js_url="", jquery_url="")
        html, _ = exporter.from_notebook_node(notebook, resources={
            "metadata": {"path": str(request.param.parent)}})
        pages[theme] = folder / f"{theme}.html"
        pages[theme].write_text(html, "utf-8")
    context = lab.program.new_context(offline=True)
    yield context.new_page(), pages
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_ours_is_a_barrier(exported, theme):
    page, pages = exported
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(pages[theme].as_uri())
    found = browser.violations(page, {"include": [["main"]], "exclude": [
        [place] for place in THEIRS]})
    assert [one for one in found
            if not one.startswith("link-in-text-block")] == []


@pytest.mark.parametrize("width, media", [(640, "screen"), (PAPER, "print")])
def test_no_line_is_cut(exported, width, media):
    page, pages = exported
    page.emulate_media(media=media)
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(pages["light"].as_uri())
    page.wait_for_function(
        "[...document.images].every((image) => image.complete)")
    cut = page.evaluate(CUT)
    if media == "screen":  # there a reader can move what is in a frame
        cut = [one for one in cut if not re.match(
            "(DIV|PRE) .*(CodeMirror|jp-Rendered|jp-OutputArea)", one)]
    assert cut == []
    page.emulate_media(media="screen")
