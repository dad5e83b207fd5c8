"""What all widgets share: their three outputs, their script, their errors.

An Explorer is a picture made by matplotlib. The inspector and the drawing
pad are drawn by the page; behind them stands a `Page`, which speaks the same
language: the page says "hello" and "set", the kernel answers with a "frame".
"""

import asyncio
import base64
import html
import io
import json
import traceback
from pathlib import Path

from matplotlib.figure import Figure

from ..plots.drawing import for_scripts
from ..plots.paper import make_legible

VIEW = "application/vnd.jupyter.widget-view+json"
DENSITY = 2  # pixels of the PNG per CSS pixel
FOLDER = Path(__file__).parent
PACKAGE = str(FOLDER.parent)
# A notebook that was saved with a live widget has a view without a model
# when it is opened again. JupyterLab would write an error above the picture.
HIDE_LOST_VIEW = (
    "<style>.jp-OutputArea-child:has(> .jupyter-widgets)"
    ":not(:has(.mlp-explorer))"
    ":has(+ .jp-OutputArea-child + .jp-OutputArea-child .mlp-sentence)"
    "{display:none}</style>"
)


class Page:
    """A widget with a script of its own.

    A class made of it has `scripts`, the names of its files; `png`, `inches`
    and `sentence`, what is seen without a kernel; `take(values)`, which
    changes it, with a ValueError for what is wrong; and `frame()`, which
    returns what the page shows, as a dict and a list of buffers.
    """

    scripts = ()

    def __init__(self):
        self._widget = None
        try:  # with a notebook's cell: events must wait for running cells
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    def _ipython_display_(self):
        if self._widget is None:
            self._widget = make_widget(
                self._receive, *(FOLDER / name for name in self.scripts))
        display_three(self._widget, self.png, self.inches, self.sentence)

    def _receive(self, widget, content, buffers):
        """Take a message from the page, on whichever thread it comes."""
        if not asks(content):
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


def asks(content):
    """Whether a message of the page wants an answer: a knock does not."""
    return isinstance(content, dict) and content.get("kind") != "knock"


def learners(error):
    """The frames of an error's traceback in code that is not the package's."""
    return [frame for frame in traceback.extract_tb(error.__traceback__)
            if not frame.filename.startswith(PACKAGE)
            and "site-packages" not in frame.filename]


def describe(error, own=None):
    """Type, message and line of an error in the learner's own code."""
    line = (own or learners(error)
            or traceback.extract_tb(error.__traceback__))[-1]
    return (f"{type(error).__name__}: {error} "
            f"(line {line.lineno}, in {line.name})")


def png_of(draw, inches):
    """The PNG of draw(figure) on a fresh figure."""
    figure = Figure(figsize=inches)
    draw(figure)
    return saved(figure)


def saved(figure):
    """The PNG of a figure, on its own background in every style."""
    make_legible(figure, figure.axes)
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=100 * DENSITY,
                   facecolor=figure.get_facecolor(),
                   metadata={"Software": None})
    return file.getvalue()


def display_three(widget, png, inches, sentence, figure=""):
    """Three outputs: the live view, the picture, the sentence.

    The view is alone in its output, so that a stored notebook can drop it;
    while it lives it hides the other two. `figure` is HTML that may take
    the place of the picture. Returns the handles of the two.
    """
    from IPython.display import display
    display({VIEW: {"model_id": widget.model_id, "version_major": 2,
                    "version_minor": 0}}, raw=True)
    return [display(*what, raw=True, metadata=metadata, display_id=True)
            for *what, metadata in both(png, inches, sentence, figure)]


def both(png, inches, sentence, figure=""):
    """The data and the metadata of the picture and of the sentence.

    The picture is text already: not every kernel encodes bytes.
    """
    width, height = (int(round(100 * side)) for side in inches)
    yield {"image/png": base64.b64encode(png).decode(),
           "text/plain": sentence}, {
        "image/png": {"width": width, "height": height, "alt": sentence}}
    yield {"text/html": f'{HIDE_LOST_VIEW}{figure}<p class="mlp-sentence">'
                        f"{html.escape(sentence)}</p>",
           "text/plain": sentence}, {}


def make_widget(receive, *scripts):
    """Return the live half: what all scripts share, and then these files."""
    import anywidget

    class View(anywidget.AnyWidget):
        _esm = script_of(*scripts)

    widget = View()
    widget.on_msg(receive)
    return widget


def script_of(*scripts):
    """The text of a widget's script: the colours, what all share, its own."""
    texts = [path.read_text("utf-8")
             for path in (FOLDER / "page.js", *scripts)]
    return "".join([f"const COLOURS = {json.dumps(for_scripts())};\n", *texts])
