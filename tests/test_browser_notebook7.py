"""The course in Notebook 7, which is made of JupyterLab's parts."""
import browser
import notebook_form
import pytest

pytestmark = [browser.needed, pytest.mark.slow, pytest.mark.skipif(
    not browser.NOTEBOOK_7.exists(), reason="Notebook 7 is not installed")]

READY = """async () => {
    const widget = window.jupyterapp.shell.currentWidget;
    await widget.context.ready;
    await widget.sessionContext.ready;
    await widget.sessionContext.session.kernel.info;
}"""


@pytest.fixture(scope="module")
def served():
    with browser._server("Light", "notebook") as (address, _):
        yield address


@pytest.fixture
def opened(request, lab, served):
    """A notebook, all of its cells run, in a window of its own."""
    path, = notebook_form.NOTEBOOKS.glob(f"{request.param}_*.ipynb")
    page = lab.program.new_page(viewport={"width": 1280, "height": 1300})
    page.set_default_timeout(browser.SECONDS * 1000)
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(f"{served}/notebooks/{path.name}?token={browser.TOKEN}")
    page.wait_for_function(
        "window.jupyterapp?.shell?.currentWidget?.sessionContext")
    page.evaluate(READY)
    page.said.clear()  # what it says of itself when it starts
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    yield page
    page.close()


def check(page):
    assert page.locator(browser.ERRORS).count() == 0
    assert browser.violations(page, ".mlp-page, .mlp-play") == []
    assert page.said == []


@pytest.mark.parametrize("opened", ["00", "11"], indirect=True)
def test_the_playground_plays(opened):
    root = opened.locator(".mlp-play")
    root.get_by_role("button", name="New weights").click()
    root.get_by_role("button", name="One update").click()
    opened.wait_for_function("""() => document.querySelector(
        '.mlp-play .counts b').textContent === '1'""")
    check(opened)


@pytest.mark.parametrize("opened", ["05"], indirect=True)
def test_the_film_runs_and_an_exercise_answers(opened):
    root = opened.locator(".mlp-inspector")
    root.get_by_text("40 of 40").wait_for()
    root.get_by_role("button", name="first").click()
    root.get_by_role("button", name="next").click()
    root.get_by_text("1 of 40").wait_for()
    assert opened.get_by_text("slope_by_paths: not answered yet").count()
    check(opened)


@pytest.mark.parametrize("opened", ["02"], indirect=True)
def test_what_is_stored_is_seen_when_it_is_opened_again(opened):
    opened.locator(".mlp-explorer:not(span)").first.wait_for()
    check(opened)
    opened.keyboard.press("Control+s")
    opened.wait_for_function(
        "!window.jupyterapp.shell.currentWidget.context.model.dirty")
    opened.reload()
    opened.wait_for_function("""() => [...document.querySelectorAll(
        '.jp-Notebook img')].some((node) => node.naturalWidth)""")
    for words in ("Error displaying widget", "model not found"):
        assert opened.get_by_text(words).count() == 0
