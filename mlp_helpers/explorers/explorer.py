"""Interactive figures: controls beside a picture, a sentence below it.

An Explorer is one function `draw(figure, **values)` and its controls. Where
there is no notebook it works as well: `set` changes a control, `png` and
`sentence` are what the reader would see.
"""

import threading
import traceback
from decimal import Decimal

from matplotlib.figure import Figure

from .. import validation
from ..plots.drawing import breathe
from .page import FOLDER, asks, describe, display_three, make_widget, saved

SIZE = (7.0, 4.0)  # inches; 100 CSS pixels each


class Slider:
    """A number from low to high, in steps; whole where these are whole.

    With `plays` it has a button that moves it on by itself, as a film.
    """

    kind = "slider"

    def __init__(self, label, low, high, step=1, value=None, plays=False):
        self.label, self.plays = _label(label), plays
        for name, bound in [("low", low), ("high", high), ("step", step)]:
            validation.number(name, bound)
        if low > high:
            raise ValueError(f"low, high: expected low <= high, got {low} "
                             f"and {high}")
        if step <= 0:
            raise ValueError(f"step: expected more than 0, got {step}")
        self.low, self.high, self.step = low, high, step
        exponents = [Decimal(repr(float(number))).as_tuple().exponent
                     for number in (low, step)]
        whole = all(float(v).is_integer() for v in (low, high, step))
        self.digits = 0 if whole else -min(exponents)
        if value is not None:
            validation.number("value", value, least=low)
            if value > high:
                raise ValueError(f"value: expected at most {high}, got "
                                 f"{value}")
        self.value = self.clean(low if value is None else value)

    def clean(self, value):
        """Return the nearest value that the slider has."""
        if isinstance(value, bool):
            raise ValueError(f"{self.label}: expected a number, got {value}")
        validation.number(self.label, value)
        last = int((self.high - self.low) / self.step + 1e-9)
        place = round((value - self.low) / self.step)
        value = self.low + min(max(place, 0), last) * self.step
        return round(value, self.digits) if self.digits else int(value)

    def spec(self):
        return {"low": self.low, "high": self.high, "step": self.step,
                "digits": self.digits, "plays": self.plays}


class Choice:
    """One of several words."""

    kind = "choice"

    def __init__(self, label, options, value=None):
        self.label, self.options = _label(label), list(options)
        if not self.options or len(set(self.options)) < len(self.options) \
                or not all(isinstance(o, str) for o in self.options):
            raise ValueError("options: expected different strings, got "
                             f"{self.options!r}")
        self.value = self.clean(self.options[0] if value is None else value)

    def clean(self, value):
        if value not in self.options:
            raise ValueError(f"{self.label}: expected one of "
                             f"{', '.join(self.options)}, got {value!r}")
        return value

    def spec(self):
        return {"options": self.options}


class Toggle:
    """Yes or no."""

    kind = "toggle"

    def __init__(self, label, value=False):
        self.label = _label(label)
        self.value = self.clean(value)

    def clean(self, value):
        if not isinstance(value, bool):
            raise ValueError(f"{self.label}: expected True or False, got "
                             f"{value!r}")
        return value

    def spec(self):
        return {}


def _label(label):
    if not isinstance(label, str) or not label.strip():
        raise ValueError(f"label: expected some words, got {label!r}")
    return label


class Explorer:
    """Controls beside a picture.

    Parameters
    ----------
    draw : function draw(figure, **values) -> sentence. It draws on the
        fresh matplotlib Figure (never on pyplot) and returns a sentence
        that says what the picture shows. What can be dragged it puts into
        `figure.handles`, as {name: (axes, (x, y))}.
    drag : function drag(name, x, y, values) -> {name of a control: value},
        for a handle that has been dragged to x, y of its axes; `values`
        are those when it was taken hold of
    **controls : Slider, Choice or Toggle, by the name of the value

    Attributes
    ----------
    values : dict, what the controls stand at
    png, sentence : the last picture, as bytes, and its sentence
    error : None, or type, message and line of what went wrong in `draw`

    Raises
    ------
    ValueError
        If an argument is wrong; whatever `draw` raises on the first frame.
    """

    def __init__(self, draw, drag=None, **controls):
        for name, function in (("draw", draw), ("drag", drag)):
            if not callable(function) and (function or name == "draw"):
                raise ValueError(f"{name}: expected a function, got "
                                 f"{function!r}")
        if not controls:
            raise ValueError("controls: expected at least one, got none")
        for name, control in controls.items():
            if not isinstance(control, (Slider, Choice, Toggle)):
                raise ValueError(f"{name}: expected a Slider, a Choice or a "
                                 f"Toggle, got {control!r}")
        self.draw, self.drag, self.controls = draw, drag, controls
        self.values = {name: c.value for name, c in controls.items()}
        self.error, self._widget = None, None
        # Events may come on another thread than the cells do.
        self._lock = threading.RLock()
        self._redraw()

    def __repr__(self):
        return f"Explorer({', '.join(self.controls)}): {self.sentence}"

    def set(self, **values):
        """Move controls and redraw. An exception in `draw` is raised."""
        with self._lock:
            self._move(values)
            try:
                self._redraw()
            finally:
                if self._widget is not None:
                    self._answer({})

    def _move(self, values):
        """Take the values over, all of them or, if one is wrong, none."""
        if self.drag and "handle" in values:
            values |= self._dragged(*values.pop("handle"))
        self.values = self.values | self._cleaned(values)

    def _cleaned(self, values):
        unknown = [name for name in values if name not in self.controls]
        if unknown:
            raise ValueError(f"{unknown[0]}: expected one of "
                             f"{', '.join(self.controls)}")
        return {name: self.controls[name].clean(value)
                for name, value in values.items()}

    def _dragged(self, name, left, top, start=None):
        """What a handle at a place of the picture, in CSS pixels, means."""
        if name not in self._handles:
            raise ValueError(f"handle: expected one of "
                             f"{', '.join(self._handles)}, got {name!r}")
        for axis, value in (("x", left), ("y", top)):
            validation.number(axis, value)
        start = self._cleaned(start or self.values)
        axes, _ = self._handles[name]
        x, y = axes.transData.inverted().transform(
            (left, 100 * self._inches[1] - top))
        changed = self.drag(name, float(x), float(y), start)
        return {name: min(max(value, self.controls[name].low),
                          self.controls[name].high)
                for name, value in changed.items()}

    @property
    def handles(self):
        """Where what can be dragged is in the picture, in CSS pixels."""
        places = {name: axes.transData.transform(place)
                  for name, (axes, place) in self._handles.items()}
        return {name: [round(float(x), 1),
                       round(float(100 * self._inches[1] - y), 1)]
                for name, (x, y) in places.items()}

    def _redraw(self):
        """Draw; the last good picture stays when that fails."""
        figure = Figure(figsize=SIZE, layout="constrained")
        breathe(figure)
        self.error = None
        try:
            sentence = self.draw(figure, **self.values)
            if not isinstance(sentence, str) or not sentence.strip():
                raise TypeError("draw: expected the sentence that reads the "
                                f"picture, got {sentence!r}")
            png = saved(figure)
        except Exception as error:
            self.error = self._describe(error)
            raise
        self.png, self.sentence = png, " ".join(sentence.split())
        self._inches = figure.get_size_inches()
        self._handles = getattr(figure, "handles", {})

    def _describe(self, error):
        """Return type, message and line: the last one within `draw`."""
        frames = traceback.extract_tb(error.__traceback__)
        code = getattr(self.draw, "__code__", None)
        own = [f for f in frames if code and f.filename == code.co_filename
               and f.filename != __file__]
        return describe(error, own or frames)

    def _ipython_display_(self):
        if self._widget is None:
            self._widget = make_widget(self._receive, FOLDER / "explorer.js")
        display_three(self._widget, self.png, self._inches, self.sentence)

    def _receive(self, widget, content, buffers):
        """Answer a message from the page; nothing may escape from here."""
        if not asks(content):
            return
        with self._lock:
            answer = {key: content.get(key) for key in ("view", "serial")}
            if content.get("kind") == "set":
                try:
                    self._move(dict(content.get("values") or {}))
                    self._redraw()
                except Exception as error:
                    if self.error is None:
                        answer["refused"] = str(error)
            self._answer(answer)

    def _answer(self, answer):
        """Send the picture and everything that belongs to it."""
        controls = [
            {"name": name, "kind": c.kind, "label": c.label, **c.spec()}
            for name, c in self.controls.items()
        ]
        self._widget.send(
            {"kind": "frame", "controls": controls, "values": self.values,
             "sentence": self.sentence, "error": self.error and (
                 f"{self.error}. The picture is the one before."),
             "width": int(round(100 * self._inches[0])),
             "handles": self.handles, **answer},
            [self.png],
        )
