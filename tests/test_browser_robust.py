"""One notebook in two browsers: none of what is saved in one is lost.

Both share a kernel, each has a text of its own. The one that saves second is
asked, by JupyterLab, whose text shall stay; until then the file stays.
"""
import browser
import notebook_form
import pytest

pytestmark = browser.needed

RIGHT = """
def layer_output(W, b, x, g):
    return g(W @ x + b)
layer_output = check(layer_output)
"""
BLANK = RIGHT.replace("g(W @ x + b)", "...")
SET = """(source) => app.shell.currentWidget.content.widgets[1].model
    .sharedModel.setSource(source)"""
SOURCE = """() => app.shell.currentWidget.content.widgets[1].model
    .sharedModel.getSource()"""
# Not awaited: it ends when its question is answered.
SAVE = "() => { app.shell.currentWidget.context.save(); }"


def source_in(lab, name):
    return notebook_form.read(lab.served / name)["cells"][1]["source"]


@pytest.mark.slow
def test_two_browsers_on_one_notebook(lab):
    name = lab.write("shared", "from mlp_helpers import *", BLANK,
                     "progress(3)")
    lab.open(name)
    lab.run_all()
    other = browser.Lab(lab.address, lab.served, lab.program)
    other.open(name)
    assert other.run_cell(1).startswith("○ layer_output")  # one kernel
    other.page.wait_for_timeout(1000)  # files have times to half a second
    lab.run(SET, RIGHT.strip())
    assert lab.run_cell(1).startswith("✓ layer_output")
    lab.save()
    assert "✓ layer_output" in other.run_cell(2)
    other.run(SET, BLANK.strip() + "  # looked at")
    other.run(SAVE)
    other.page.locator(".jp-Dialog").wait_for()
    assert source_in(lab, name) == RIGHT.strip()
    other.page.get_by_role("button", name="Revert").click()
    other.page.locator(".jp-Dialog").wait_for(state="detached")
    other.page.wait_for_function(f"""() => {{
        const app = window.jupyterapp;
        return ({SOURCE})().includes("W @ x + b"); }}""")
    assert other.run_cell(1).startswith("✓ layer_output")
    assert source_in(lab, name) == RIGHT.strip()
    other.page.close()
    # Each page hears what the kernel answers the other's ipywidgets.
    lab.complaints[:] = [said for said in lab.complaints
                         if "Comm not found" not in said]
    lab.close()
