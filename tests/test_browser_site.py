"""The static site, served on this machine alone and opened in Chromium.

`make test-site` builds it first. Where it was built with PYODIDE_DIST, all
notebooks but the last two are run in the tab; without, a tab would need the
network for NumPy.
"""
import functools
import http.server
import threading

import browser
import notebook_form
import pytest

SITE = notebook_form.NOTEBOOKS.parent / "build" / "site"
PYODIDE = SITE / "tab" / "static" / "pyodide"
STEMS = [path.stem for path in notebook_form.notebook_paths()]
pytestmark = [
    browser.needed, pytest.mark.site,
    pytest.mark.skipif(not (SITE / "index.html").exists(),
                       reason="there is no site: `make site` builds it")]
whole = pytest.mark.skipif(
    not any(PYODIDE.glob("numpy-*.whl")),
    reason="the site was built without PYODIDE_DIST")
IDLE = """
    const app = window.jupyterapp;
    const { content, context, sessionContext } = app.shell.currentWidget;
    await context.ready;
    await sessionContext.ready;
    while (sessionContext.session?.kernel?.status !== 'idle') {
        await new Promise((go) => setTimeout(go, 100));
    }
"""
RUN_ALL = "async () => {" + IDLE + """
    await app.commands.execute('notebook:run-all-cells');
    const raised = [];
    for (const cell of content.widgets) {
        if (cell.model.type !== 'code') continue;
        const meant = (cell.model.getMetadata('tags') || [])
            .includes('raises-exception');
        for (const output of cell.model.outputs.toJSON()) {
            if (output.output_type === 'error' && !meant) {
                raised.push(`${cell.model.id}: ${output.ename}: ` +
                            output.evalue);
            }
        }
    }
    return raised;
}"""


# Only cells in sight are in the page.
SHOW = """async (text) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    await content.scrollToItem(content.widgets.findIndex(
        (cell) => cell.model.sharedModel.getSource().includes(text)));
}"""


# A window of 1280 pixels that shows everything four times as large.
MAGNIFIED = {"width": 320, "height": 256}
# How light the paper is, from 0 to 255.
PAPER = """Number(getComputedStyle(document.body).backgroundColor
    .match(/[0-9]+/)[0])"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(address):
    """A page that notes what it asks other servers for."""
    with browser._chromium() as program:
        page = program.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(browser.SECONDS * 1000)
        page.elsewhere = []
        page.missing = []
        page.on("response", lambda response: page.missing.append(
            response.url) if response.status >= 400 else None)
        page.context.on("request", lambda request: page.elsewhere.append(
            request.url) if not request.url.startswith(
                (address, "blob:", "data:")) else None)
        yield page


def open_tab(page, address, stem):
    page.goto(f"{address}/tab/lab/index.html?path=notebooks/{stem}.ipynb")
    page.wait_for_function(
        "window.jupyterapp?.shell?.currentWidget?.sessionContext")


def test_the_front_page_lists_all_and_has_no_barrier(page, address):
    page.goto(f"{address}/index.html")
    links = page.locator("li > div > a").evaluate_all(
        "nodes => nodes.map((node) => node.getAttribute('href'))")
    assert links == [f"{stem}.html" for stem in STEMS]
    assert page.locator("img").evaluate("node => node.naturalWidth") > 0
    assert browser.violations(page, "main") == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert browser.violations(page, "main") == []
    page.set_viewport_size(MAGNIFIED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.elsewhere == page.missing == []


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_is_read_without_a_kernel(page, address, stem):
    page.goto(f"{address}/{stem}.html")
    assert page.locator(".jp-RenderedMarkdown h1").count() == 1
    answers = page.locator("details.asked > .jp-Cell-outputWrapper")
    asked = sum("jupyter" in cell["metadata"] for cell in notebook_form.read(
        notebook_form.NOTEBOOKS / f"{stem}.ipynb")["cells"])
    assert answers.count() == asked > 2
    assert not answers.first.is_visible()
    page.emulate_media(media="print")
    assert answers.first.is_visible(), "it is missing on paper"
    page.emulate_media(media="screen")
    for summary in page.locator("details.asked > summary").all():
        summary.click()
    assert answers.last.is_visible()
    images = page.locator("img").evaluate_all(
        "nodes => nodes.filter((node) => !node.naturalWidth).length")
    assert images == 0
    assert page.locator("img[alt^='No description']").count() == 0
    assert browser.violations(page, "main") == []
    size = page.viewport_size
    page.set_viewport_size(MAGNIFIED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{PAPER} < 60")
    assert browser.violations(page, "main, nav") == []
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(PAPER) == 255
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"{PAPER} === 255")
    assert page.get_by_text("Error displaying widget").count() == 0
    here = page.locator("nav.course a").evaluate_all(
        "nodes => nodes.map((node) => node.href)")
    assert len(here) == 2 and stem in here[1]
    for link in page.locator("a[href]").evaluate_all(
            "nodes => nodes.map((node) => node.href)"):
        if link.startswith(address) and "path=" not in link:
            assert not link.split("#")[0].endswith(".ipynb")
    assert page.elsewhere == []


def test_the_tab_lists_the_notebooks_and_shows_stored_pictures(page, address):
    open_tab(page, address, STEMS[1])
    page.wait_for_function("""() => [...document.querySelectorAll(
        '.jp-Notebook img')].some((node) => node.naturalWidth)""")
    # What the text asks for is folded, and its first line cannot be read.
    page.locator(".jp-PlaceholderText").first.wait_for(state="attached")
    assert page.locator(".jp-PlaceholderText:visible").count() == 0
    listed = page.evaluate("""async () => (await window.jupyterapp
        .serviceManager.contents.get('notebooks', {content: true}))
        .content.map((file) => file.name)""")
    assert {f"{stem}.ipynb" for stem in STEMS} <= set(listed)


def test_the_tab_misses_no_file(page, address):
    open_tab(page, address, STEMS[0])
    page.wait_for_function("""() => [...document.querySelectorAll(
        '.jp-RenderedMarkdown img')].some((node) => node.naturalWidth
        && node.src.includes('/files/notebooks/playground'))""")
    assert page.missing == []


@whole
@pytest.mark.parametrize("stem", STEMS[:14])
def test_a_notebook_runs_in_the_tab(page, address, stem):
    open_tab(page, address, stem)
    assert page.evaluate(RUN_ALL) == []
    assert page.elsewhere == []


@whole
def test_the_playground_plays_and_a_slider_moves_in_the_tab(page, address):
    open_tab(page, address, STEMS[0])
    assert page.evaluate(RUN_ALL) == []
    page.evaluate(SHOW, "Playground(")
    root = page.locator(".mlp-play")
    root.get_by_role("button", name="New weights").click()
    root.get_by_role("button", name="Play").click()
    page.wait_for_function("""() => Number(document.querySelector(
        '.mlp-play .counts b').textContent) > 20""")
    root.get_by_role("button", name="Pause").click()
    open_tab(page, address, STEMS[1])
    assert page.evaluate(RUN_ALL) == []
    page.evaluate(SHOW, "explorers.")
    status = page.locator(".mlp-figure [role=status]").first
    before = status.inner_text()
    page.locator(
        ".mlp-control button[aria-label$='one step on']").first.click()
    page.wait_for_function("([node, before]) => node.innerText !== before",
                           arg=[status.element_handle(), before])


# Put a source into the first code cell, run it, save; returns what it prints.
RUN_FIRST = "async (source) => {" + IDLE + """
    const place = content.widgets.findIndex(
        (cell) => cell.model.type === 'code');
    const { model } = content.widgets[place];
    const before = model.sharedModel.getSource();
    model.sharedModel.setSource(source);
    content.activeCellIndex = place;
    await app.commands.execute('notebook:run-cell');
    await context.save();
    return [before, model.outputs.toJSON().map((one) => one.text).join('')];
}"""


@whole
def test_what_was_solved_and_written_outlives_the_tab(page, address):
    open_tab(page, address, STEMS[0])
    solve = ("from mlp_helpers import check\n"
             "from mlp_helpers.exercises import REGISTER\n"
             "for name in ('count_right', 'least_sure'):\n"
             "    check(REGISTER[name].solution)")
    _, said = page.evaluate(RUN_FIRST, solve)
    assert said.count("\u2713") == 2, said
    page.goto("about:blank")
    open_tab(page, address, STEMS[0])
    before, said = page.evaluate(
        RUN_FIRST, "from mlp_helpers import progress\nprogress('00')")
    assert before == solve
    assert "\u2713 count_right" in said and "\u2713 least_sure" in said, said
