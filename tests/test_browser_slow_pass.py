"""The slow pass in a real JupyterLab: by button and key, with motion and less.

Pictures a second are printed, never asserted.
"""

import re

import browser
import pytest

pytestmark = browser.needed

# The network and the instance of notebook 05, and two wrong ways back.
CELLS = """
import numpy as np
from mlp_helpers import Layer, Playground, explorers, linear, logistic
x, t = np.array([1.0, 2.0]), np.array([0.0, 1.0])
layers = [(np.array([[0.5, -1], [1, 0.5], [2, -1.5]]), np.array([0.5, -1, 1]),
           logistic),
          (np.array([[1, -1, 2], [2, 0.5, 1]]), np.array([0, -1.0]), linear)]
def no_gd(dEdy, W, b, gd, y, x):
    return W.T @ dEdy, np.outer(dEdy, x), dEdy
explorers.inspector(layers, x, t)
""", """
explorers.inspector(layers, x, t, backprop=no_gd)
""", """
Playground(hidden=[8], data="moons")
"""


@pytest.fixture(scope="module")
def page(lab):
    page = lab.open(lab.write("slowly", *CELLS), height=2400)
    lab.run_all()
    page.locator(".mlp-play").get_by_text("Ready.").wait_for()
    yield page
    lab.close()


def film_of(root):
    return root.get_by_role("group", name=re.compile("Steps|Slow pass"))


def press(root, name):
    film_of(root).get_by_role("button", name=name).click()


def rewind(root):
    """To its beginning, wherever the test before has left it."""
    first = film_of(root).get_by_role("button", name="first")
    if first.is_enabled():
        first.click()


def speed(root, place):
    film_of(root).get_by_role("slider", name="speed").evaluate(
        "(node, place) => { node.value = place; "
        "node.dispatchEvent(new Event('input')); }", str(place))


def comes(page, root, words):
    page.wait_for_function("([node, words]) => node.innerText.includes(words)",
                           arg=[root.element_handle(), words])


def test_played_to_its_end_it_shows_the_digits_of_notebook_05(page):
    root = page.locator(".mlp-inspector").nth(0)
    speed(root, 7)
    press(root, "Play")
    comes(page, root, "40 of 40")
    has = {name: root.locator(f"button[data-name='{name}']").inner_text()
           for name in ("a1[2]", "E", "dEdy1[2]", "delta1[2]", "dEdW1[2, 1]")}
    assert has == {"a1[2]": "0", "E": "0.3226", "dEdy1[2]": "0.4792",
                   "delta1[2]": "0.1198", "dEdW1[2, 1]": "0.2396"}
    assert film_of(root).get_by_role("button", name="Play").is_visible()


@pytest.mark.slow
def test_pause_keeps_the_place_and_one_on_goes_on_from_there(page):
    root = page.locator(".mlp-inspector").nth(0)
    rewind(root)
    speed(root, 2)
    press(root, "Play")
    comes(page, root, "2 of 40")
    press(root, "Pause")
    at = film_of(root).locator("output").first.inner_text()
    page.wait_for_timeout(300)
    assert film_of(root).locator("output").first.inner_text() == at
    press(root, "next")
    comes(page, root, f"{int(at.split()[0]) + 1} of 40")
    press(root, "back")
    comes(page, root, at)


def test_a_result_is_shown_when_it_has_come_and_long_enough_to_read(page):
    root = page.locator(".mlp-inspector").nth(0)
    rewind(root)
    speed(root, 2)  # as it begins
    result = root.locator(".mlp-panel p").nth(2)
    values = root.locator(".mlp-panel p").nth(1)
    press(root, "next")
    seen = page.evaluate("""([values, result]) => new Promise((done) => {
        const seen = [];
        const look = () => {
          if (result.textContent) return done(seen);
          seen.push(values.textContent);
          setTimeout(look, 20);
        };
        look();
    })""", [values.element_handle(), result.element_handle()])
    assert seen and all(seen), "its values go before its result comes"
    speed(root, 4)  # four times as fast
    seconds = result.evaluate("""node => new Promise((done) => {
        const seen = [];
        let since = null;
        new MutationObserver(() => {
          if (node.textContent) since = performance.now();
          else if (since) seen.push((performance.now() - since) / 1000);
          if (seen.length === 2) done(seen);
        }).observe(node, { childList: true, characterData: true,
          subtree: true });
        node.closest('.mlp-inspector').querySelectorAll('.mlp-bar button')[2]
          .click();
    })""")
    press(root, "Pause")
    # 0.6 seconds at speed 1; a page that is late makes it longer.
    assert min(seconds) > 0.1, seconds


def test_it_stops_at_the_wire_where_backprop_is_wrong(page):
    root = page.locator(".mlp-inspector").nth(1)
    speed(root, 8)
    press(root, "Play")
    comes(page, root, "so does the numerical gradient")
    # Layer 2 is linear: its gd is 1, and nothing is wrong there.
    assert "dEdW1[0, 0] = delta1[0]" in root.inner_text()
    assert "it is 0.5265 too small" in root.inner_text()
    assert film_of(root).get_by_role("button", name="Play").is_visible()


@pytest.mark.slow
def test_with_reduced_motion_it_steps(page):
    root = page.locator(".mlp-inspector").nth(0)
    page.emulate_media(reduced_motion="reduce")
    rewind(root)
    speed(root, 7)
    press(root, "Play")
    comes(page, root, "40 of 40")
    page.emulate_media(reduced_motion="no-preference")


@pytest.mark.slow
def test_the_playground_shows_it_on_its_own_wires(page):
    root = page.locator(".mlp-play")
    root.get_by_role("button", name="Slowly").click()
    comes(page, root, "One instance on its way")
    over = root.locator("canvas.over")
    speed(root, 2)
    press(root, "Film")
    comes(page, root, "a1[0] = W1[0, 0]")
    pictures = over.evaluate("""node => new Promise((done) => {
        const before = Number(node.dataset.drawn);
        setTimeout(() => done(Number(node.dataset.drawn) - before), 2000);
    })""") / 2
    print(f"\nslow pass of 2-8-1: {pictures:.0f} pictures a second")
    assert pictures > 0
    speed(root, 8)
    comes(page, root, "E after = E with W")
    root.locator(".bar").first.get_by_role("button", name="One update").click()
    comes(page, root, "update 1")
    assert over.is_visible()  # other weights, and it stays
    root.get_by_role("button", name="Slowly").click()
    page.wait_for_function("node => node.hidden", arg=over.element_handle())
    assert browser.violations(page, ".mlp-play, .mlp-inspector") == []
