"""What fresh users stumbled over in their first minutes of the playground.

Each test was a line of their protocols: a click that was lost, a sign that
was misread, a label that was cut off.
"""
import browser
import pytest
from test_browser_playground import (
    SIMPLE,
    WIDE,
    open_cells,
    picture,
    press,
    update,
    wait_for_update,
)

pytestmark = browser.needed

# Buttons of the layers' heads that lie over one another, by their names.
OVERLAPPING = """root => {
    const nodes = [...root.querySelectorAll('.head button')].map((node) =>
        [node.getAttribute('aria-label'), node.getBoundingClientRect()]);
    return nodes.flatMap(([name, a], k) => nodes.slice(k + 1).filter(
        ([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom
            && b.top < a.bottom).map(([other]) => `${name}, ${other}`));
}"""
# A select is cut off if its chosen word needs more than it has; a copy
# that may be as wide as it wants says how much that is.
CUT = """root => [...root.querySelectorAll('select')].filter((node) => {
    if (!node.checkVisibility()) return false;
    const copy = document.createElement('select');
    copy.append(new Option(node.selectedOptions[0]?.text || ''));
    copy.style.maxWidth = 'none';
    node.after(copy);
    const cut = copy.offsetWidth > node.offsetWidth + 1;
    copy.remove();
    return cut;
}).map((node) => node.selectedOptions[0].text)"""


def says(page, words):
    page.wait_for_function(
        "(words) => document.querySelector('.mlp-play').innerText"
        ".includes(words)", arg=words)


@pytest.mark.slow
def test_clicks_that_are_faster_than_the_kernel_all_count(lab):
    page = open_cells(lab, "fast", SIMPLE.format("hidden=[4]"),
                      "print(p.settings['hidden'])")
    lab.run("""() => { app.shell.currentWidget.sessionContext.session.kernel
        .requestExecute({code: 'import time; time.sleep(1)'}); }""")
    for _ in range(3):
        press(page, "one unit more in layer 1")
    press(page, "one hidden layer more")
    says(page, "y2 [4]")
    says(page, "y1 [7]")
    for _ in range(3):
        press(page, "one unit fewer in layer 2")
    says(page, "y2 [1]")
    press(page, "remove layer 2")
    page.wait_for_function("document.querySelectorAll('.mlp-play .head')"
                           ".length === 4")
    assert lab.run_cell(1).strip() == "[7]"
    lab.close()


@pytest.mark.slow
def test_spirals_are_seen_as_spirals_and_a_wire_tells_its_weight(lab):
    page = open_cells(lab, "spirals", SIMPLE.format("hidden=[2], seed=1"),
                      "print(len(p.X), p.settings['noise'], "
                      "p.network.layers[0].W[0, 0])")
    root = page.locator(".mlp-play")
    root.get_by_label("data", exact=True).select_option("two_spirals")
    for _ in range(200):
        if lab.run_cell(1).startswith("194 "):
            break
        page.wait_for_timeout(50)
    assert lab.run_cell(1).startswith("194 0.0 ")
    assert root.evaluate(CUT) == []
    units = [root.get_by_role("button", name=name, exact=True).bounding_box()
             for name in ("input 0", "unit 0 of layer 1")]
    x, y = (sum(unit[side] + unit[size] / 2 for unit in units) / 2
            for side, size in (("x", "width"), ("y", "height")))
    page.mouse.move(x, y)
    weight = float(lab.run_cell(1).split()[2])
    says(page, f"W1[0, 0] = {weight:.3g}".replace("-", "\u2212"))
    page.mouse.move(5, 5)
    says(page, "Point at a unit")
    lab.close()


@pytest.mark.slow
def test_the_cross_is_the_keyboards(lab):
    page = open_cells(lab, "cross", SIMPLE.format(
        "data='xor', points=4, noise=0.0, test=0.0"))
    where = page.locator(".mlp-play .where")
    box = picture(page).bounding_box()
    page.mouse.click(box["x"] + 150, box["y"] + 130)
    says(page, "chosen: class")
    assert "Cross" not in where.inner_text()
    page.keyboard.press("ArrowRight")
    says(page, "Cross at")
    lab.close()


def test_a_new_class_says_what_it_does_and_undo_brings_all_back(lab):
    page = open_cells(lab, "class", SIMPLE.format("test=0.0"))
    press(page, "One update")
    wait_for_update(page, "n === 1")
    page.get_by_role("radio", name="add class 2 (new)").check()
    box = picture(page).bounding_box()
    page.mouse.click(box["x"] + 150, box["y"] + 130)
    says(page, "3 classes now, so a new network begins.")
    assert update(page) == 0
    press(page, "Undo")
    wait_for_update(page, "n === 1")
    assert "a new network" not in page.locator(".mlp-play").inner_text()
    lab.close()


@pytest.mark.slow
@pytest.mark.parametrize("hidden", [[8, 8], [4, 4, 4], [4] * 6])
def test_heads_do_not_meet_in_half_a_window(lab, hidden):
    page = open_cells(lab, "half", SIMPLE.format(f"hidden={hidden}"),
                      width=850)
    root = page.locator(".mlp-play")
    assert root.evaluate(OVERLAPPING) == []
    assert root.evaluate(WIDE) == root.evaluate(CUT) == []
    lab.close()
