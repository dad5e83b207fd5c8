"""What a figure shows, in a sentence: its function's, and its own words.

It is the picture's text for those who do not see it; exported pages have it
as `alt`. What the picture means stands in the text around it.
"""

import functools
from contextvars import ContextVar

LONGEST = 300  # letters

_drawing = ContextVar("what is being drawn", default="")


def told(function):
    """The function, whose pictures begin with what its docstring says."""
    what = function.__doc__.split("\n")[0].removeprefix("Draw ").rstrip(".")

    @functools.wraps(function)
    def drawing(*arguments, **more):
        before = _drawing.set(_drawing.get() or what)
        try:
            return function(*arguments, **more)
        finally:
            _drawing.reset(before)

    return drawing


def of_figure(figure):
    """Titles, axes, named curves, and the words and numbers within."""
    panels = "; ".join(filter(None, map(_panel, figure.axes)))
    sentence = ": ".join(filter(None, (
        _drawing.get(), _plain(figure.get_suptitle()), panels))) + "."
    if len(sentence) > LONGEST:
        sentence = sentence[:LONGEST].rsplit(" ", 1)[0].rstrip(",;") + \
            " \N{HORIZONTAL ELLIPSIS}"
    return sentence[:1].upper() + sentence[1:]


def _panel(ax):
    title, across, up = map(_plain, (ax.get_title(), ax.get_xlabel(),
                                     ax.get_ylabel()))
    axes = " over ".join(filter(None, (up, across))) if ax.axison else ""
    legend = ax.get_legend()
    texts = [*(legend.get_texts() if legend else []), *ax.texts]
    words = [_plain(text.get_text()) for text in texts if text.get_visible()]
    return ": ".join(filter(None, (title, axes,
                                   ", ".join(filter(None, words)))))


def _plain(text):
    return " ".join(text.replace("$", "").split()).rstrip(".")
