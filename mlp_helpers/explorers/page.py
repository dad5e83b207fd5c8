"""What the widgets that draw themselves share: outputs and messages.

An Explorer is a picture made by matplotlib. The inspector and the drawing
pad are drawn by the page; behind them stands a `Page`, which shows the same
three outputs and speaks the same language: the page says "hello" and "set",
the kernel answers with a "frame".
"""

import asyncio
import html
import io
import traceback
from pathlib import Path

from matplotlib.figure import Figure

from .explorer import DENSITY, HIDE_LOST_VIEW, VIEW

FOLDER = Path(__file__).parent
PACKAGE = str(FOLDER.parent)


class Page:
    """A widget with a script of its own.

    A class made of it has `script`, the name of the script; `png`, `inches`
    and `sentence`, what is seen without a kernel; `take(values)`, which
    changes it, with a ValueError for what is wrong; and `frame()`, which
    returns what the page shows, as a dict and a list of buffers.
    """

    script = ""

    def __init__(self):
        self._widget = None
        try:  # with a notebook's cell: events must wait for running cells
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    def _ipython_display_(self):
        """The live view, the picture, the sentence: see Explorer."""
        from IPython.display import display
        if self._widget is None:
            self._widget = make_widget(self.script, self._receive)
        display({VIEW: {"model_id": self._widget.model_id,
                        "version_major": 2, "version_minor": 0}}, raw=True)
        width, height = (int(round(100 * side)) for side in self.inches)
        display({"image/png": self.png, "text/plain": self.sentence},
                metadata={"image/png": {"width": width, "height": height}},
                raw=True)
        text = html.escape(self.sentence)
        display({"text/html": f'{HIDE_LOST_VIEW}<p class="mlp-sentence">'
                              f"{text}</p>", "text/plain": self.sentence},
                raw=True)

    def _receive(self, widget, content, buffers):
        """Take a message from the page, on whichever thread it comes."""
        if not isinstance(content, dict):
            return
        if self._loop is not None and self._loop.is_running():
            self._loop.call_soon_threadsafe(self._answer, content)
        else:
            self._answer(content)

    def _answer(self, content):
        """Do what the page asks, and say so; nothing escapes from here."""
        answer = {key: content.get(key) for key in ("view", "serial")}
        answer["refused"] = None
        if content.get("kind") == "set":
            try:
                self.take(dict(content.get("values") or {}))
            except Exception as error:
                answer["refused"] = str(error)
        self._send(answer)

    def _send(self, answer=()):
        if self._widget is not None:
            frame, buffers = self.frame()
            self._widget.send({"kind": "frame", **frame, **dict(answer)},
                              buffers)


def describe(error):
    """Type, message and line of an error in the learner's own code."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if not f.filename.startswith(PACKAGE)]
    line = (own or frames)[-1]
    return (f"{type(error).__name__}: {error} "
            f"(line {line.lineno}, in {line.name})")


def png_of(draw, inches):
    """The PNG of draw(figure) on a fresh figure."""
    figure, file = Figure(figsize=inches), io.BytesIO()
    draw(figure)
    figure.savefig(file, format="png", dpi=100 * DENSITY,
                   metadata={"Software": None})
    return file.getvalue()


def make_widget(script, receive):
    """Return the live half: what the scripts share, and then the script."""
    import anywidget

    text = "".join((FOLDER / name).read_text("utf-8")
                   for name in ("page.js", script))

    class View(anywidget.AnyWidget):
        _esm = text

    widget = View()
    widget.on_msg(receive)
    return widget
