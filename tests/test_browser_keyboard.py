"""A whole notebook in a real JupyterLab by somebody without a mouse.

Nothing here clicks and nothing is focused by a script: all is done by keys.
JupyterLab itself does not announce what a cell prints; what we can see to is
that an answer is plain text in its cell, and that a widget's sentence is
announced.
"""
import browser
import pytest

pytestmark = browser.needed

WIDGET = ".mlp-page"
KINDS = "button, input, select, textarea, summary, a[href], [role=application]"
# Of these groups one is reached by Tab, and the others by arrow keys; what is
# disabled by none.
ROVING = (".mlp-net button, .mlp-play .unit, [type=radio]:not(:checked), "
          ":disabled")
PRELUDE = f"const KINDS = '{KINDS}';" + """
    const app = window.jupyterapp;
    const { content } = app.shell.currentWidget;
    const cell = (number) => content.widgets[number].node;
    const roots = (number) => [...cell(number).querySelectorAll('.mlp-page')];
    const controls = (number) => roots(number).flatMap((root) => [
        ...root.querySelectorAll(KINDS)]).filter(
        (node) => node.checkVisibility());
"""
FOCUS = """() => {
    const node = document.activeElement;
    const style = getComputedStyle(node);
    const number = content.widgets.findIndex(
        (one) => one.node.contains(node));
    return {
        cell: number, itself: node.matches('.jp-Cell'), mode: content.mode,
        widget: Boolean(node.closest('.mlp-page')),
        control: number < 0 ? -1 : controls(number).indexOf(node),
        html: node.cloneNode().outerHTML, text: node.textContent,
        kind: node.type || node.tagName.toLowerCase(),
        disabled: node.ariaDisabled === 'true',
        last: node.max ? node.value === node.max
            : node.selectedIndex === node.length - 1,
        outline: node.matches(':focus-visible')
            && style.outlineStyle !== 'none'
            && parseFloat(style.outlineWidth), // pixels
    };
}"""
# What a widget shows and says; of a picture its address.
SHOWN = """(number) => roots(number).map((root) => root.innerText + [
    ...root.querySelectorAll('img, input, select')].map(
    (one) => [one.src, one.value, one.checked])).join()"""
OUTPUT = """(number) => cell(number).querySelector(
    '.jp-Cell-outputArea')?.innerText || ''"""


class Reader:
    """Somebody at the keyboard, in a notebook that they open by keys.

    Attributes
    ----------
    lab, page : browser.Lab, Playwright's Page
    """

    def __init__(self, lab, name):
        self.lab, self.page = lab, lab.open(lab.write("door", "1"))
        self.tools = self.page.context.new_cdp_session(self.page)
        self.press("Control+Shift+c")
        self.page.locator(".lm-CommandPalette:visible").wait_for()
        self.write("Open from Path")
        self.page.locator(".lm-CommandPalette-item.lm-mod-active").filter(
            has_text="Open from Path").wait_for()
        self.press("Enter")
        self.page.locator(".jp-Dialog input").wait_for()
        self.write(name)
        self.press("Enter")
        self.page.wait_for_function("""(name) => {
            const widget = window.jupyterapp.shell.currentWidget;
            return widget?.context?.path === name && widget.content.widgets
                && widget.sessionContext.session?.kernel?.status === 'idle'
                && widget.node.contains(document.activeElement);
        }""", arg=name)

    def close(self):
        self.tools.detach()
        self.lab.settle()
        self.lab.leave()
        self.lab.close()  # of the door

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text):
        self.page.keyboard.type(text)

    def ask(self, script, argument=None):
        return self.page.evaluate(
            f"(it) => {{ {PRELUDE} return ({script})(it); }}", argument)

    def wait(self, script, argument=None):
        self.page.wait_for_function(
            f"(it) => {{ {PRELUDE} return ({script})(it); }}", arg=argument)

    def focus(self):
        return self.ask(FOCUS)

    def name(self):
        """Of what has the focus: what a screen reader says."""
        return self.page.evaluate("""() => document.activeElement
            .getAttribute('aria-label') || ''""")

    def cells_with(self, words):
        """The numbers of the code cells in whose source the words are."""
        return self.ask("""(words) => content.widgets.flatMap(
            ({ model }, number) => (model.type === 'code'
                && model.sharedModel.getSource().includes(words)
                ? [number] : []))""", words)

    def go(self, number):
        """Walk to a cell: down by Shift+Enter, which runs, up by arrows."""
        while (here := self.focus())["cell"] != number:
            assert here["itself"], here
            self.press("Shift+Enter" if here["cell"] < number else "ArrowUp")

    def run(self, number, words):
        """Run a cell, stand on the next one, and wait for the words."""
        self.go(number)
        self.press("Shift+Enter")
        self.wait(f"([number, words]) => ({OUTPUT})(number).includes(words)",
                  [number, words])

    def open_widget(self, number):
        """Run a cell and stand on it when its widget has its controls."""
        self.go(number)
        self.press("Shift+Enter")
        self.wait("""(number) => controls(number).some(
            (one) => one.matches('button, input'))
            && roots(number)[0].querySelector('[role=status]')
                ?.textContent.includes('as soon as') === false""", number)
        self.go(number)

    def walk(self, number, change=True):
        """By Tab through a cell's widget, and by Escape out of it.

        Each control is changed where that is wanted, and has an outline.
        """
        before, reached = self.focus(), set()
        assert before["itself"] and before["cell"] == number
        self.tab_into("Tab")
        while (focus := self.focus())["widget"]:
            assert focus["control"] not in reached, f"a trap: {focus['html']}"
            assert focus["outline"] >= 2, f"not seen: {focus['html']}"
            reached.add(focus["control"])
            if change and not focus["disabled"]:
                self.change(number, focus)
            self.press("Tab")
        missed = self.ask("""([number, roving]) => controls(number).map(
            (one, k) => [k, one]).filter(([, one]) => !one.matches(roving))
            .map(([k, one]) => [k, one.outerHTML.slice(0, 200)])""",
                          [number, ROVING])
        assert [html for k, html in missed if k not in reached] == []
        self.tab_into("Shift+Tab")
        self.leave(number)

    def tab_into(self, key):
        """The cell's own tools, JupyterLab's, come before its output."""
        for _ in range(9):
            self.press(key)
            if self.focus()["widget"]:
                return
        raise AssertionError(f"not reached by {key}: {self.focus()}")

    def change(self, number, focus):
        """Press what changes a control, and see that something changes."""
        before = self.ask(SHOWN, number)
        up, down = ("ArrowRight", "ArrowLeft") if focus["kind"] == "range" \
            else ("ArrowDown", "ArrowUp")
        moved = focus["kind"] in ("range", "select-one")
        self.press((down if focus["last"] else up) if moved else "Space")
        self.wait(f"([number, before]) => ({SHOWN})(number) !== before",
                  [number, before])
        if self.focus()["text"].startswith("\u275a"):
            self.press("Space")  # it plays, and is to pause

    def leave(self, number):
        self.press("Escape")
        focus = self.focus()
        assert focus["itself"] and focus["cell"] == number, focus
        assert focus["mode"] == "command"

    def backend(self, selector):
        """The nodes that a selector selects: their ids for `tree`."""
        root = self.tools.send("DOM.getDocument", {"depth": 0})["root"]
        found = self.tools.send("DOM.querySelectorAll", {
            "nodeId": root["nodeId"], "selector": selector})["nodeIds"]
        return [self.tools.send("DOM.describeNode", {"nodeId": one})["node"]
                ["backendNodeId"] for one in found]

    def tree(self):
        """What a screen reader is given: {id of a node: role, name, ...}."""
        nodes = self.tools.send("Accessibility.getFullAXTree")["nodes"]
        return {node["backendDOMNodeId"]: {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", "").strip(),
            **{one["name"]: one["value"].get("value")
               for one in node.get("properties", [])}}
            for node in nodes if not node["ignored"]
            and "backendDOMNodeId" in node}

    def is_told(self):
        """Every control of ours has a name; what a widget says is announced.

        Nor does one stand before the others in the order of Tab.
        """
        tree = self.tree()
        kinds = ", ".join(f"{WIDGET} :is({kind})"
                          for kind in KINDS.split(", "))
        controls = [tree[one] for one in self.backend(kinds) if one in tree]
        assert controls
        assert [one for one in controls if not one["name"]] == []
        said = [tree[one] for one in self.backend(f"{WIDGET} [role=status]")
                if one in tree]
        assert said and {one.get("live") for one in said} == {"polite"}, said
        assert self.page.locator(WIDGET).evaluate_all("""(roots) =>
            roots.flatMap((root) => [...root.querySelectorAll('[tabindex]')])
            .filter((node) => node.tabIndex > 0)
            .map((node) => node.outerHTML)""") == []


@pytest.fixture
def reader(lab, request):
    reader = Reader(lab, request.param)
    yield reader
    reader.close()


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["02_one_neuron_learns.ipynb"],
                         indirect=True)
def test_a_notebook_from_its_first_cell_to_its_last(reader):
    [answer] = reader.cells_with("def slopes_from_y")
    reader.go(answer)
    reader.press("Enter", "ArrowDown", "ArrowDown", "ArrowDown", "End",
                 *3 * ["Backspace"])
    reader.write("1 - y_tanh")
    reader.press("ArrowDown", "End", *3 * ["Backspace"])
    reader.write("1.0 * (y_relu > 0)")
    reader.run(answer, "\u2717 slopes_from_y:")
    reader.go(answer)
    reader.press("b", "Enter")
    reader.write('hint("slopes_from_y")')
    reader.run(answer + 1, "slopes_from_y, hint 1 of")
    reader.go(answer)
    reader.press("Enter", "Control+Home", *3 * ["ArrowDown"], "End")
    reader.write(" ** 2")
    reader.run(answer, "\u2713 slopes_from_y:")
    texts = [one["name"] for one in reader.tree().values()
             if one["role"] in ("StaticText", "InlineTextBox")]
    assert any(text.startswith("\u2713 slopes_from_y:") for text in texts)
    for number in reader.cells_with("explorers."):
        reader.open_widget(number)
        reader.walk(number)
    reader.is_told()
    [last] = reader.cells_with("progress(\"02\")")
    reader.run(last, "\u2713 slopes_from_y")
    assert reader.focus()["cell"] == last + 1  # which JupyterLab appends
    reader.press("Escape")
    assert reader.focus()["itself"]
    assert reader.page.locator(browser.ERRORS).count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("reader, call", [
    ("05_backpropagation_for_one_instance.ipynb", "explorers.inspector("),
    ("11_starts_and_momentum.ipynb", "Playground("),
    ("13_handwritten_digits.ipynb", "explorers.drawing_pad(")],
    indirect=["reader"])
def test_the_large_widgets_are_walked_through_and_left(reader, call):
    [number] = reader.cells_with(call)
    reader.open_widget(number)
    reader.walk(number, change=call == "explorers.inspector(")
    reader.is_told()
    reader.tab_into("Tab")
    while "Arrow" not in reader.name() and "x[0]" not in reader.name():
        reader.press("Tab")
        assert reader.focus()["widget"]
    before = reader.ask(SHOWN, number)
    reader.press("ArrowDown", "ArrowRight", "Space")
    reader.wait(f"([number, before]) => ({SHOWN})(number) !== before",
                [number, before])
    reader.leave(number)
    reader.press("ArrowDown")
    assert reader.focus()["cell"] == number + 1
