"""The playground in a real JupyterLab in a real Chromium.

What a reader does: play while other cells run, change a slider, work from the
keyboard, meet an exception. Times are printed, never asserted: a slow machine
fails no test. `MEASURE=40 pytest -s` measures longer.
"""

import math
import os
import statistics
import time

import browser
import notebook_form
import pytest

pytestmark = browser.needed

MEASURE = int(os.environ.get("MEASURE", 3))  # how often
MAKE = "from mlp_helpers import Playground\np = Playground(view='full', {})\np"
BROKEN = """
from mlp_helpers import Layer
class Wrong(Layer):
    def backprop(self, dEdY):
        dEdX = super().backprop(dEdY)
        self.dEdW *= 2
        if self.fail:
            raise ZeroDivisionError("my own mistake")
        return dEdX
    fail = False
"""
HASH = """node => {
    const pen = node.getContext('2d');
    const { data } = pen.getImageData(0, node.height / 3, node.width, 60);
    let hash = 0;
    for (let k = 0; k < data.length; k += 4) {
        hash = (hash * 31 + data[k] * 3 + data[k + 1] * 5 + data[k + 2]) | 0;
    }
    return hash;
}"""
# Pictures a second, by what the page puts into the counts.
COUNT = """([node, pictures]) => new Promise((done) => {
    const start = performance.now();
    let seen = 0;
    const watch = new MutationObserver(() => {
        seen += 1;
        if (seen < pictures) return;
        watch.disconnect();
        done(1000 * seen / (performance.now() - start));
    });
    watch.observe(node, {childList: true, characterData: true,
                         subtree: true});
})"""
# From a key on a slider to the picture with the answer.
ANSWERED = """([slider, picture, steps]) => {
    const hash = HASH;
    const once = () => new Promise((done) => {
        const before = hash(picture);
        const start = performance.now();
        slider.stepUp();
        slider.dispatchEvent(new Event('input', {bubbles: true}));
        const look = () => {
            const spent = performance.now() - start;
            if (hash(picture) !== before) done(spent);
            else setTimeout(look, 1);
        };
        look();
    });
    return (async () => {
        const times = [];
        for (let k = 0; k < steps; k += 1) {
            times.push(await once());
            await new Promise((go) => setTimeout(go, 60));
        }
        return times;
    })();
}""".replace("HASH", HASH)

# The page's clock stands still from now on, and is put forward by hand.
STOP_CLOCK = """() => {
    let at = performance.now();
    performance.now = () => at;
    window.later = (milliseconds) => { at += milliseconds; };
}"""
TWO_FRAMES = """() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(done)))"""
START_CLOCK = "() => { delete performance.now; delete window.later; }"

# What is wider than its place.
WIDE = """root =>
    [...root.querySelectorAll('*')].filter((node) =>
        node.scrollWidth > node.clientWidth + 1 && node.clientWidth
        && getComputedStyle(node).display !== 'inline'
        && !['SELECT', 'TEXTAREA', 'INPUT'].includes(node.tagName))
    .map((node) => node.outerHTML.slice(0, 200))"""

# From a click on Play or Pause to the other word on the button.
PAUSED = """async ([button, steps]) => {
    const times = [];
    for (let k = 0; k < steps; k += 1) {
        const [before, start] = [button.textContent, performance.now()];
        button.click();
        while (button.textContent === before) {
            await new Promise((go) => setTimeout(go, 1));
        }
        times.push(performance.now() - start);
        await new Promise((go) => setTimeout(go, 150));
    }
    return times;
}"""


def open_cells(lab, name, *sources, width=1280, run=True):
    page = lab.open(lab.write(name, *sources), width)
    if run:
        lab.run_all()
        page.locator(".mlp-play .stage button.unit").first.wait_for()
    return page


def update(page, which=0):
    counts = page.locator(".mlp-play .counts").nth(which)
    return int(counts.locator("b").first.inner_text())


def wait_until(page, condition, *arguments):
    """Wait until a function of the page is true; ask ten times a second."""
    page.wait_for_function(condition, arg=[*arguments], polling=100)


def wait_for_update(page, condition, which=0):
    wait_until(page, f"""([which]) => {{
        const n = Number(document.querySelectorAll('.mlp-play .counts')[which]
            .querySelector('b').textContent);
        return {condition};
    }}""", which)


def wait_for_picture(page, condition):
    """Wait for a condition on the first picture's hash, `now`."""
    wait_until(page, f"""([picture]) => {{
        const now = ({HASH})(picture);
        return {condition};
    }}""", picture(page).element_handle())


def picture(page, which=0):
    return page.locator(".mlp-play").nth(which).locator(
        "canvas[role=application]")


def press(page, name, which=0):
    page.locator(".mlp-play").nth(which).get_by_role(
        "button", name=name, exact=True).click()


def play(page, which=0):
    page.locator(".mlp-play").nth(which).get_by_role(
        "button", name="Play").click()


def pause(page, which=0):
    page.locator(".mlp-play").nth(which).get_by_role(
        "button", name="Pause").click()


def printed(lab, wanted):
    """What the second cell prints, once it is what is wanted.

    A message of the page may be on its way to the kernel still.
    """
    end = time.monotonic() + browser.SECONDS
    while not wanted(now := lab.run_cell(1).strip()):
        assert time.monotonic() < end, f"it still prints {now}"
        lab.page.wait_for_timeout(50)
    return now


def change_cell(lab, number, source):
    """Type other code into a cell, run it and wait for its playground."""
    lab.page.locator(".jp-CodeCell .cm-content").nth(number).click()
    lab.page.keyboard.press("Control+a")
    lab.page.keyboard.insert_text(source)
    lab.run_cell(number)
    lab.page.locator(".jp-CodeCell").nth(number).locator(
        ".mlp-play .stage button.unit").first.wait_for()


def figures(times):
    times = sorted(times)
    return (f"median {statistics.median(times):.0f} ms, 95 % within "
            f"{times[int(0.95 * (len(times) - 1))]:.0f} ms")


@pytest.mark.slow
def test_run_step_back_and_measure(lab, kernel):
    page = open_cells(lab, "run", MAKE.format("hidden=[8]"),
                      "print(p._pace.drawn, p._pace.trained)")
    first = picture(page).evaluate(HASH)
    press(page, "One update")
    wait_for_update(page, "n === 1")
    one = picture(page).evaluate(HASH)
    assert one != first
    press(page, "One epoch")
    wait_for_update(page, "n > 1")
    press(page, "One step back")
    press(page, "Rewind")
    wait_for_update(page, "n === 0")
    assert picture(page).evaluate(HASH) == first
    page.get_by_role("button", name="unit 0 of layer 1").press("Enter")
    slider = page.locator(".mlp-play .slider input[type=range]")
    times = page.evaluate(ANSWERED, [slider.element_handle(), picture(
        page).element_handle(), MEASURE])
    print(f"\nslider to new boundary: {figures(times)}")
    play(page)
    wait_for_update(page, "n > 200")
    counter = page.locator(".mlp-play .counts b").first
    rate = page.evaluate(COUNT, [counter.element_handle(), 10 * MEASURE])
    print(f"2-8-1: {rate:.1f} pictures a second while it trains")
    page.locator(".mlp-play output").first.wait_for()
    times = page.evaluate(PAUSED, [page.locator(
        ".mlp-play button.main").element_handle(), 2 * MEASURE])
    print(f"Pause and Play answered while it trains: {figures(times)}")
    rates = page.locator(".mlp-play input[type=range]")
    label = page.get_by_label("rate", exact=True)
    assert rates.count() > 2 and label.count() == 1
    before = label.input_value()
    label.focus()
    page.keyboard.press("ArrowRight")
    assert label.input_value() != before
    pause(page)
    page.get_by_role("button", name="Play").wait_for()
    stopped = update(page)
    page.wait_for_timeout(400)
    assert update(page) == stopped
    page.get_by_role("status").get_by_text(
        f"Ready. After {stopped} updates the training loss is ").wait_for()
    drawn, trained = map(float, lab.run_cell(1).split())
    print(f"pictures took {100 * drawn / (drawn + trained):.1f} % of the "
          "kernel's time, training the rest")
    lab.close()


@pytest.mark.slow
def test_other_cells_run_interrupt_and_two_side_by_side(lab, kernel):
    page = open_cells(
        lab, "cells", MAKE.format("hidden=[8, 8, 8], points=500"),
        "q = Playground(data='circles')\nq",
        "import ipykernel, threading, time\ntime.sleep(0.5)\n"
        "print(threading.active_count(), ipykernel.__version__)",
        "print('it ' + 'began')\nwhile True: time.sleep(0.01)",
        run=False)
    lab.run_cell(0)
    lab.run_cell(1)
    before = lab.run_cell(2)
    assert before.split()[1].startswith("6.") == (
        kernel == browser.OLD_KERNEL.name)
    play(page, 0)
    play(page, 1)
    for which in (0, 1):
        wait_for_update(page, "n > 50", which)
    rate = page.evaluate(COUNT, [page.locator(
        ".mlp-play .counts b").first.element_handle(), 10 * MEASURE])
    print(f"\n2-8-8-8-1, 500 points, beside another one: {rate:.1f} pictures "
          "a second")
    assert lab.run_cell(2) == before
    n = update(page)
    wait_for_update(page, f"n > {n}")  # it goes on after the cell
    page.locator(".jp-CodeCell .cm-content").nth(3).click()
    page.keyboard.press("Shift+Enter")
    page.get_by_text("it began").wait_for()
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_text("Interrupt Kernel", exact=True).click()
    page.get_by_text("KeyboardInterrupt").first.wait_for()
    n = update(page)
    wait_for_update(page, f"n > {n}")
    pause(page, 0)
    pause(page, 1)
    lab.close()


def test_a_layer_that_raises_is_shown_and_survived(lab, kernel):
    page = open_cells(lab, "broken", BROKEN, MAKE.format("layer=Wrong"),
                      "Wrong.fail = True", "Wrong.fail = False", run=False)
    lab.run_cell(0)
    lab.run_cell(1)
    press(page, "One epoch")
    light = page.locator(".mlp-play .light.bad")
    light.wait_for()
    assert "layers[0].W" in light.inner_text()
    play(page)
    wait_for_update(page, "n > 20")
    lab.run_cell(2)
    alert = page.locator(".mlp-play > [role=alert]")
    alert.get_by_text("ZeroDivisionError").wait_for()
    assert "my own mistake (line 7, in backprop)" in alert.inner_text()
    lab.run_cell(3)
    n = update(page)
    play(page)
    wait_for_update(page, f"n > {n}")
    assert alert.inner_text() == ""
    pause(page)
    # The cells that define it are run anew: broken from the start, and mended.
    change_cell(lab, 2, "Wrong.fail = True\nPlayground(layer=Wrong)")
    swapped = page.locator(".mlp-play").last
    swapped.get_by_role("button", name="One update", exact=True).click()
    swapped.get_by_text("ZeroDivisionError").first.wait_for()
    assert browser.violations(page, ".mlp-play") == []
    change_cell(lab, 2, "Playground(layer=Layer, view='full')")
    swapped = page.locator(".mlp-play").last
    swapped.get_by_role("button", name="One epoch", exact=True).click()
    swapped.locator(".light.good").wait_for()
    assert swapped.locator(":scope > [role=alert]").inner_text() == ""
    lab.close()


@pytest.mark.slow
def test_points_by_mouse_a_diverging_loss_and_a_reload(lab, kernel):
    page = open_cells(lab, "mouse", MAKE.format("data='xor', points=4, "
                                                "noise=0.0, test=0.0"),
                      "print(p.X.round(1).tolist(), p.T[:, 0].tolist())")
    before = picture(page).evaluate(HASH)

    def point():  # a place in the picture, which may have been scrolled
        picture(page).scroll_into_view_if_needed()
        box = picture(page).bounding_box()
        return box["x"] + 150, box["y"] + 130

    def points(number, not_like=""):
        """What the kernel has, once it has heard of the click."""
        return printed(lab, lambda now: now != not_like
                       and now.count("[") == number + 2)

    assert points(4) == ("[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]] "
                        "[0.0, 1.0, 1.0, 0.0]")
    page.get_by_role("radio", name="add class 1").check()
    page.mouse.click(*point())
    added = points(5)
    wait_for_picture(page, f"now !== {before}")
    x, y = point()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 10, steps=5)
    page.mouse.up()
    points(5, not_like=added)
    page.get_by_role("radio", name="delete").check()
    x, y = point()
    page.mouse.click(x + 40, y + 10)
    points(4)
    page.get_by_label("Preset").select_option("moons, steps too long")
    page.wait_for_function("document.querySelector('.mlp-play').innerText"
                           ".includes('jumps over the valley')")
    play(page)
    page.wait_for_function("document.querySelector('.mlp-play').innerText"
                           ".includes('learning rate 2.5 are too long')")
    page.get_by_role("button", name="Play").wait_for()
    n = update(page)
    lab.save()
    lab.reload("mouse.ipynb")
    page.locator(".mlp-play .stage button.unit").first.wait_for()
    wait_for_update(page, f"n === {n}")
    press(page, "Rewind")
    wait_for_update(page, "n === 0")
    lab.close()


def test_keyboard_alone_and_half_a_window(lab, kernel):
    page = open_cells(lab, "keys", MAKE.format(""), width=640)
    cells = page.locator(".jp-CodeCell").count()
    canvas = picture(page)
    canvas.focus()
    n = "document.querySelector('.mlp-play').innerText"
    page.keyboard.press("n")  # choose the first point
    page.wait_for_function(f"{n}.includes('of instance 0.')")
    before = canvas.evaluate(HASH)
    page.keyboard.press("Shift+ArrowUp")
    wait_for_picture(page, f"now !== {before}")
    page.get_by_role("radio", name="add class 2 (new)").check()
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function(f"{n}.includes('Point 100 chosen: class 2')")
    page.keyboard.press("Delete")
    page.get_by_role("button", name="unit 0 of layer 1").focus()
    page.wait_for_function(f"{n}.includes('y1[0] = tanh(')")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"{n}.includes('y1[1] = tanh(')")
    assert page.locator(".jp-CodeCell").count() == cells
    unnamed = page.locator(".mlp-play").evaluate("""root =>
        [...root.querySelectorAll('input, select, textarea, button, canvas')]
        .filter((node) => !(node.labels && node.labels.length)
            && !node.textContent.trim() && !node.getAttribute('aria-label')
            && node.getAttribute('aria-hidden') !== 'true' && !node.hidden
            && !node.closest('button')).map((node) => node.outerHTML)""")
    assert unnamed == []
    assert page.locator(".mlp-play").evaluate(WIDE) == []
    lab.close()


SIMPLE = "from mlp_helpers import Playground\np = Playground({})\np"
TABBED = """root => {
    const seen = [];
    for (const node of root.querySelectorAll(
        'button, select, input, canvas, textarea, summary, [tabindex]')) {
        if (!node.offsetParent || node.disabled || node.tabIndex < 0) continue;
        const group = node.type === 'radio' && node.name;
        if (!group || !seen.includes(group)) seen.push(group || node);
    }
    return seen.length;
}"""


def test_the_simple_view_is_one_screen(lab, kernel):
    page = open_cells(lab, "simple", SIMPLE.format("hidden=[4, 4]"),
                      width=1018)
    root = page.locator(".mlp-play")
    box = root.bounding_box()
    assert 840 <= box["width"] <= 860 and box["height"] <= 640, box
    assert picture(page).bounding_box()["width"] >= 395
    assert root.evaluate(TABBED) <= 20
    assert root.evaluate(WIDE) == []
    assert browser.violations(page, ".mlp-play") == []
    assert not root.get_by_text("Data and presets").is_visible()
    press(page, "More \u25be")
    root.get_by_text("Data and presets").wait_for()
    press(page, "Less \u25b4")
    page.set_viewport_size({"width": 640, "height": 1300})
    page.wait_for_function("""() => {
        const [a, b] = document.querySelectorAll('.mlp-play .stage > .paper');
        return b.getBoundingClientRect().top
            >= a.getBoundingClientRect().bottom;
    }""")
    assert root.evaluate(WIDE) == []
    lab.close()


# From the pointer on a unit to its map in the picture.
POINTED = """([unit, picture]) => {
    const hash = HASH;
    return new Promise((done) => {
        const before = hash(picture);
        const start = performance.now();
        unit.dispatchEvent(new PointerEvent('pointerenter'));
        const look = () => (hash(picture) !== before
            ? done(performance.now() - start) : setTimeout(look, 1));
        look();
    });
}""".replace("HASH", HASH)


def test_a_unit_fills_the_picture_and_its_wires_light_up(lab, kernel):
    page = open_cells(lab, "lens", SIMPLE.format("hidden=[3]"),
                      "print(p.view['unit'])")
    root, plain = page.locator(".mlp-play"), picture(page).evaluate(HASH)
    wires = root.locator(".stage canvas[aria-hidden]")
    lit = wires.evaluate(HASH)
    units = root.locator("button.unit")
    times = []
    for k in range(MEASURE):
        times.append(page.evaluate(POINTED, [units.nth(
            2 + k % 3).element_handle(), picture(page).element_handle()]))
    print(f"\nhover to big map: {figures(times)}")
    units.nth(3).hover()
    root.get_by_text("y1[1] = tanh(").wait_for()
    wait_until(page, f"([node, before]) => ({HASH})(node) !== before",
               wires.element_handle(), lit)
    printed(lab, lambda now: now == "[1, 1]")
    root.locator(".told").hover()
    wait_for_picture(page, f"now === {plain}")
    lab.close()


def test_a_wire_opens_its_slider_and_a_column_grows(lab, kernel):
    page = open_cells(lab, "wire", SIMPLE.format("hidden=[3]"),
                      "n = p.network\nprint([l.W.shape for l in n.layers], "
                      "n.layers[0].W[0, 0], n.layers[0].b[0])")
    root = page.locator(".mlp-play")
    wires = root.locator(".stage canvas[aria-hidden]")
    first, unit = (root.get_by_label(name, exact=True).bounding_box()
                   for name in ("input 0", "unit 0 of layer 1"))
    middle = [(first["x"] + first["width"] + unit["x"]) / 2,
              (first["y"] + first["height"] / 2 + unit["y"]
               + unit["height"] / 2) / 2]
    page.mouse.click(*middle)
    dialog = root.get_by_role("dialog", name="W1[0, 0]")
    dialog.get_by_label("value, exactly").fill("4")
    page.keyboard.press("Enter")
    printed(lab, lambda now: " 4.0 0.0" in now)
    dialog.get_by_role("combobox").select_option("b")
    slider = root.get_by_role("dialog", name="b1[0]").get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    printed(lab, lambda now: " 4.0 0.05" in now)
    assert browser.violations(page, ".mlp-play") == []
    slider.focus()
    page.keyboard.press("Escape")
    root.get_by_role("dialog").wait_for(state="detached")
    press(page, "one unit more in layer 1")
    root.get_by_label("unit 3 of layer 1", exact=True).wait_for()
    press(page, "one hidden layer more")
    root.get_by_label("unit 0 of layer 3", exact=True).wait_for()
    press(page, "one unit fewer in layer 2")
    root.get_by_text("y2 [3]").wait_for()
    assert "(4, 2), (3, 4), (1, 3)" in lab.run_cell(1)
    assert wires.count() == 1
    lab.close()


@pytest.mark.slow
def test_points_are_dragged_by_touch_and_taken_back(lab, kernel):
    page = open_cells(lab, "touch", SIMPLE.format(
        "data='xor', points=4, noise=0.0, test=0.0"),
        "print(p.X.round(1).tolist())")
    finger = page.context.new_cdp_session(page)
    canvas = picture(page)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    before = lab.run_cell(1).strip()

    def touch(kind, x=None, y=None):
        finger.send("Input.dispatchTouchEvent", {
            "type": kind, "touchPoints": [] if x is None else [
                {"x": box["x"] + x, "y": box["y"] + y}]})

    x, y = canvas.evaluate("""node => {
        const box = node.getBoundingClientRect();
        const side = box.width - 38;
        const unit = side / 1.3; // the box of XOR's corners: -0.15 to 1.15
        return [34 + 0.15 * unit, 6 + side - 0.15 * unit];
    }""")
    touch("touchStart", x, y)
    for step in range(1, 6):
        touch("touchMove", x + 10 * step, y - 10 * step)
    touch("touchEnd")
    printed(lab, lambda now: now != before)
    press(page, "Undo")
    printed(lab, lambda now: now == before)
    finger.detach()
    lab.close()


@pytest.mark.slow
def test_dark_paper_is_dark_and_a_theme_changed_while_hidden(lab, kernel):
    page = open_cells(lab, "dark", SIMPLE.format(""))
    corner = """node => node.getContext('2d').getImageData(1,
        node.height - 2, 1, 1).data[0]"""
    assert picture(page).evaluate(corner) == 255
    page.evaluate("document.querySelector('.mlp-play').parentElement"
                  ".style.display = 'none'")
    browser.choose_theme(page, "Dark")
    page.evaluate("document.querySelector('.mlp-play').parentElement"
                  ".style.display = ''")
    page.wait_for_function(f"node => ({corner})(node) < 40",
                           arg=picture(page).element_handle())
    wires = page.locator(".mlp-play .stage canvas[aria-hidden]")
    assert wires.evaluate("node => node.width") > 250
    browser.choose_theme(page, "Light")
    page.wait_for_function(f"node => ({corner})(node) === 255",
                           arg=picture(page).element_handle())
    # VS Code tells of its theme by a class, and by the colour of its text.
    page.evaluate("""() => {
        document.body.style.setProperty('--jp-ui-font-color1', '#cccccc');
        document.body.classList.add('vscode-dark');
    }""")
    page.wait_for_function(f"node => ({corner})(node) < 40",
                           arg=picture(page).element_handle())
    lab.close()


@pytest.mark.slow
def test_clicks_do_not_queue_without_end(lab, kernel):
    page = open_cells(lab, "queue", MAKE.format(""))
    press(page, "One epoch")
    wait_for_update(page, "n > 0")
    page.evaluate("""() => {
        const find = (text) => [...document.querySelectorAll(
            '.mlp-play button')].find((node) => node.textContent === text);
        for (let k = 0; k < 40; k += 1) find('One epoch').click();
        find('Rewind').click();
        for (let k = 0; k < 40; k += 1) find('One update').click();
    }""")
    wait_for_update(page, "n > 0 && n < 6")
    page.wait_for_timeout(300)
    assert update(page) < 6
    lab.close()


def test_what_a_cell_changes_is_drawn_and_what_a_layer_prints_is_told(
        lab, kernel):
    page = open_cells(
        lab, "changed", "from mlp_helpers import Layer, Playground\n"
        "class Talks(Layer):\n    def forward(self, X):\n"
        "        print('here', X.shape)\n"
        "        return super().forward(X)\n"
        "p = Playground(layer=Talks)\np",
        "p.network.layers[0].W *= -3")
    before = picture(page).evaluate(HASH)
    page.get_by_text("Your layer prints: here (3, 2)").wait_for()
    lab.run_cell(1)
    wait_for_picture(page, f"now !== {before}")
    lab.close()


def worked_out(formula):
    """The values in a formula, worked out, and the result beside them."""
    for sign, python in (("\u2212", "-"), ("\u00b7", "*"), ("\u00b2", "**2")):
        formula = formula.replace(sign, python)
    values, result = formula.split(". It is")[0].split(" = ")[-2:]
    names = {"tanh": math.tanh, "logistic": lambda a: 1 / (1 + math.exp(-a))}
    return eval(values, names), float(result)


def test_formulas_have_the_values_in_them(lab, kernel):
    page = open_cells(lab, "formulas", MAKE.format("hidden=[3, 2]"))
    picture(page).focus()
    page.keyboard.press("n")
    page.wait_for_function("document.querySelector('.mlp-play').innerText"
                           ".includes('activations of instance 0.')")
    formula = page.locator(".mlp-play .formula")
    seen = set()
    for view in ("forward", "backward"):
        page.get_by_label("Network shows").select_option(view)
        for name in ("unit 2 of layer 1", "unit 1 of layer 2",
                     "unit 0 of layer 3"):
            page.get_by_role("button", name=name).focus()
            text = formula.inner_text()
            seen.add(text)
            values, result = worked_out(text)
            assert math.isclose(values, result, rel_tol=0.02), text
    assert len(seen) == 6
    lab.close()


@pytest.mark.slow
def test_what_is_wrong_is_said_and_it_goes_on(lab, kernel):
    page = open_cells(
        lab, "wrong", MAKE.format(""), "class Two:\n    def __init__(self, a):"
        "\n        pass\nPlayground(layer=Two)",
        "from mlp_helpers import Layer\nclass Silent(Layer):\n"
        "    def forward(self, X):\n        super().forward(X)\n"
        "Playground(layer=Silent, view='full')", run=False)
    lab.run_cell(0)
    play(page)
    wait_for_update(page, "n > 20")
    page.get_by_label("hidden layers").fill("7")
    page.keyboard.press("Enter")
    alert = page.locator(".mlp-play .refused").filter(
        has_text="7 does not fit: a whole number from 0 to 6.")
    alert.wait_for()
    n = update(page)
    wait_for_update(page, f"n > {n}")
    assert alert.is_visible()
    page.get_by_label("hidden layers").fill("-1")
    page.keyboard.press("Enter")
    page.get_by_text("-1 does not fit").wait_for()
    assert page.get_by_label("hidden layers").input_value() == "1"
    page.get_by_label("hidden layers").fill("2")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="unit 0 of layer 3").wait_for()
    assert page.locator(".mlp-play .refused").filter(
        has_text="fit").count() == 0
    pause(page)
    lab.run_cell(1)
    alerts = page.locator(".mlp-play > [role=alert]")
    alerts.nth(1).get_by_text(
        "layer(num_inputs, num_outputs, activation, rng)").wait_for()
    lab.run_cell(2)
    told = alerts.nth(2).get_by_text(
        "returned None; it should end with return")
    told.wait_for()
    press(page, "One update", 2)
    page.locator(".mlp-play").nth(2).get_by_label(
        "Network shows").select_option("backward")
    page.wait_for_timeout(500)
    assert told.is_visible()  # and its page lives
    lab.close()


@pytest.mark.slow
def test_who_wants_less_motion_gets_less(lab, kernel):
    page = open_cells(lab, "calm", MAKE.format("hidden=[8], decay=0.01"))
    play(page)
    wait_for_update(page, "n > 50")

    def later(milliseconds):
        """The picture's hash at a later time, after some more updates."""
        page.evaluate("time => window.later(time)", milliseconds)
        for _ in range(4):
            wait_for_update(page, f"n > {update(page)}")  # the counts go on
        page.evaluate(TWO_FRAMES)  # whatever was asked for is drawn
        return picture(page).evaluate(HASH)

    page.evaluate(STOP_CLOCK)
    for _ in range(3):
        before = later(0)
        assert later(20) != before
    page.emulate_media(reduced_motion="reduce")
    before = later(0)
    assert later(20) == later(200) == before
    assert later(50) != before
    page.evaluate(START_CLOCK)
    page.emulate_media(reduced_motion="no-preference")
    pause(page)
    lab.close()


@pytest.mark.slow
def test_pictures_do_not_pile_up_in_memory(lab, kernel):
    """PICTURES=108000 is an hour of training; here they come as they can."""
    wanted = int(os.environ.get("PICTURES", 1500))
    page = open_cells(
        lab, "memory", "import mlp_helpers.playground.pace as pace\n"
        "pace.PERIOD, pace.TRAIN = 0.001, 0.001\n" + MAKE.format("hidden=[8]"),
        "import resource\nprint(p._pace.sent, resource.getrusage("
        "resource.RUSAGE_SELF).ru_maxrss // 1024)")
    tab = page.context.new_cdp_session(page)

    def now():  # pictures, MB of the kernel, MB of the tab's JavaScript
        sent, kernel = lab.run_cell(1).split()
        tab.send("HeapProfiler.collectGarbage")
        used = tab.send("Runtime.getHeapUsage")["usedSize"] / 1e6
        return int(sent), int(kernel), used

    play(page)
    wait_for_update(page, "n > 2000")
    first = last = now()
    moved = time.monotonic()
    while last[0] < first[0] + wanted:
        page.wait_for_timeout(min(wanted, 20_000))
        before, last = last, now()
        if last[0] > before[0]:
            moved = time.monotonic()
        assert time.monotonic() < moved + browser.SECONDS, "it stands still"
    pause(page)
    sent, kernel, heap = (b - a for a, b in zip(first, last))
    print(f"\n{sent} pictures: kernel {kernel:+d} MB, tab {heap:+.1f} MB")
    assert kernel <= 50 and heap <= 50
    tab.detach()
    lab.close()


def open_with_everything_shown(lab):
    page = open_cells(lab, "looks", MAKE.format("data='gaussians', classes=3"))
    root = page.locator(".mlp-play")
    play(page)
    wait_for_update(page, "n > 300")
    pause(page)
    press(page, "Rewind")
    root.get_by_label("Hidden space", exact=True).select_option("1")
    root.get_by_label("loss: log scale").check()
    root.get_by_label("Network shows").select_option("backward")
    root.get_by_text("deltas of instance 0").wait_for()
    closed = root.locator("details:not([open]) summary")
    while closed.count():
        closed.first.click()
    return page, root


def test_what_is_chosen_is_shown(lab, kernel):
    page, root = open_with_everything_shown(lab)
    shaded = picture(page).evaluate(HASH)
    root.get_by_label("classes without probabilities").check()
    assert picture(page).evaluate(HASH) != shaded
    root.get_by_label("classes without probabilities").uncheck()
    assert picture(page).evaluate(HASH) == shaded
    line = root.get_by_role("textbox", name="This experiment as a line")
    assert line.input_value() == (
        "Playground(data='gaussians', error='softmax_cross_entropy', "
        "classes=3)")
    assert browser.violations(page, ".mlp-play") == []
    assert root.evaluate(WIDE) == []
    empty = root.locator("canvas[hidden]:not(.over)")
    root.get_by_label("Hidden space", exact=True).select_option("0")
    empty.wait_for(state="attached")
    assert not empty.is_visible()  # and takes no room
    lab.close()


# One hidden unit and one output that rise from below to above the line.
RISING = """
import numpy as np
from mlp_helpers import (Layer, Network, Playground, logistic_cross_entropy,
                         linear, tanh)
network = Network([Layer(2, 1, tanh), Layer(1, 1, linear)],
                  logistic_cross_entropy)
network.layers[0].W[:], network.layers[0].b[:] = [[0.0, 3.0]], 0.0
network.layers[1].W[:], network.layers[1].b[:] = 9.0, 0.0
Playground([[0, -1], [0, 1]], [[0], [1]], network=network, test=0.0,
           view="full")
"""
# Above the middle and below it: how many pixels are more blue than red, and
# how many more red than blue.
HUES = """canvas => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const found = [[0, 0], [0, 0]];
    for (let k = 0; k < data.length; k += 4) {
        const row = Math.floor(k / 4 / width);
        const more = data[k + 2] - data[k];
        if (Math.abs(row / height - 0.5) < 0.1) continue;
        if (Math.abs(more) < 60) continue;
        found[row < height / 2 ? 0 : 1][more > 0 ? 0 : 1] += 1;
    }
    return found;
}"""


def test_every_map_is_blue_above_0_and_for_class_1(lab, kernel):
    page = open_cells(lab, "colours", RISING)
    root = page.locator(".mlp-play")
    names = ("input 1", "unit 0 of layer 1", "unit 0 of layer 2")
    maps = [root.get_by_label(name, exact=True).locator("canvas")
            for name in names]
    wait_until(page, f"([node]) => ({HUES})(node)[0][0] > 0",
               maps[-1].element_handle())
    for canvas in (*maps, root.locator(".stage canvas").first):
        (blue, no_orange), (no_blue, orange) = canvas.evaluate(HUES)
        assert min(blue, orange) > 100
        assert no_orange == no_blue == 0
    assert "Blue, solid: positive; orange, dashed" in root.inner_text()
    lab.close()


@pytest.mark.slow
def test_every_look_has_no_barrier_and_nothing_is_clipped(lab, kernel):
    page, root = open_with_everything_shown(lab)
    for theme in ("Light", "Dark"):
        browser.choose_theme(page, theme)
        for width in (1280, 640):
            page.set_viewport_size({"width": width, "height": 1300})
            page.wait_for_timeout(300)
            assert browser.violations(page, ".mlp-play") == []
            assert root.evaluate(WIDE) == []
    lab.close()


@pytest.mark.slow
def test_reopened_without_its_kernel_the_picture_is_seen(lab, kernel):
    page = open_cells(lab, "reopened", MAKE.format("seed=3"))
    lab.save()
    lab.leave()
    lab.reopen("reopened.ipynb")
    the_picture_is_seen(page)
    lab.settle()
    gone = page.get_by_text("model not found")
    assert gone.count() == 1 and not gone.is_visible()
    the_picture_is_seen(page)
    lab.close()


def test_without_a_kernel_the_picture_is_seen(lab, kernel):
    path = lab.served / lab.write("stored", MAKE.format("seed=3"))
    stored = notebook_form.normalise(
        notebook_form.execute(notebook_form.read(path)))
    path.write_text(notebook_form.dumps(stored))
    the_picture_is_seen(lab.open(path.name))
    lab.close()


def the_picture_is_seen(page):
    output = page.locator(".jp-OutputArea").first
    output.locator("img:visible").wait_for()
    output.get_by_text("100 points (moons), network 2-4-1").wait_for()
    assert "rror" not in output.inner_text()


@pytest.mark.slow
def test_runs_are_seen_by_name_and_one_comes_back(lab, kernel):
    page = open_cells(lab, "runs", "\n".join([
        "from mlp_helpers import Playground",
        "p = Playground(hidden=[4], seed=3)",
        "p.step(50); p.rewind()", "p.set(learning_rate=0.03); p.step(50)",
        "p"]), "print(p.settings['learning_rate'], p._experiment.updates)")
    runs = page.get_by_role("group", name="Runs")
    first = runs.get_by_role("button", name="first run")
    first.wait_for()
    assert "rate 0.03" in runs.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    runs.get_by_role("button", name="rate 0.03").wait_for()
    assert lab.run_cell(1).strip() == "0.3 50"
    page.locator("button.more").click()
    page.get_by_label("Compare").select_option("with and without momentum")
    runs.get_by_role("button", name="momentum 0").wait_for()
    page.get_by_text("momentum adds them up").first.wait_for()
    assert browser.violations(page, ".mlp-play") == []
    lab.close()


@pytest.mark.slow
def test_what_was_trained_is_stored_and_exported(lab, kernel):
    """Saved after playing, then as a page without kernel, net or script."""
    import nbconvert
    import nbformat

    page = open_cells(lab, "trained", MAKE.format("seed=3, hidden=[4]"))
    root = page.locator(".mlp-play")
    for _ in range(3):
        root.get_by_role("button", name="One update").click()
    page.wait_for_function("""() => [...app.shell.currentWidget.content
        .widgets[0].model.outputs.toJSON()].some((output) =>
        String(output.data['text/plain']).includes('3 updates'))""".replace(
        "app.", "window.jupyterapp."))
    lab.save()
    notebook = nbformat.read(lab.served / "trained.ipynb", 4)
    exporter = nbconvert.HTMLExporter(theme="dark")
    exporter.exclude_input = True
    path = lab.served / "trained.html"
    path.write_text(exporter.from_notebook_node(notebook)[0], "utf-8")
    context = lab.program.new_context(offline=True, java_script_enabled=False)
    exported = context.new_page()
    exported.goto(f"file://{path}")
    assert exported.locator(".mlp-still .mlp-dark").is_visible()
    assert not exported.locator(".jp-OutputArea-output > img").is_visible()
    unit = exported.locator(".mlp-spot").nth(2)
    lens = unit.locator(".mlp-lens")
    assert not lens.is_visible()
    unit.hover()
    assert lens.bounding_box()["width"] > 300
    formula = unit.locator(".mlp-formula").inner_text()
    assert formula.startswith("y1[0] = tanh(")
    exported.set_viewport_size({"width": 640, "height": 900})
    unit.hover()
    board, told = (exported.locator(place).bounding_box() for place in (
        ".mlp-board", ".mlp-spot:hover .mlp-formula"))
    assert board["width"] < 600 and told["x"] + told["width"] < 600
    assert told["y"] + told["height"] <= board["y"] + board["height"]
    context.close()
    lab.close()
