"""The playground as a widget: messages from the page, frames to it."""

import time
from pathlib import Path

import numpy as np

from .. import validation
from ..explorers.page import FOLDER, asks, make_widget
from . import watchdog
from .experiment import Experiment
from .frames import STEPS, frame
from .guard import Guard
from .pace import Pace, after_each_cell
from .page import (
    CHOICES,
    SPEEDS,
    finite,
    line_of,
    names,
    sentence_of,
    sizes,
    wishes_of,
)
from .presets import FULL_SPEED, PRESETS, SPEED, reason
from .settings import DRAWN, OF_NETWORK, OF_WEIGHTS
from .slow import look_at_size, slow_pass
from .storing import QUIET, Storing

CHECK_EVERY = 3.0  # seconds between two gradient checks of a run
SCRIPTS = [FOLDER / f"{name}.js"
           for name in ("pen", "wires", "film", "slow")] + [
    Path(__file__).with_name(f"{name}.js")
    for name in ("style", "formulas", "pictures", "network", "slowly",
                 "controls", "panels", "playground")]
TRAINING = ("run", "run_epoch")
# After these a training that was going on waits.
STOPPING = (*TRAINING, "back", "rewind", "restore_run", "compare")
ACTIONS = (*STOPPING, "new_weights", "edit", "add_point", "move_point",
           "delete_point", "delete_all", "undo", "set")
# After these the gradients are checked.
CHECKED = (*TRAINING, "rewind", "restore_run", "compare", "new_weights", "set")


class Playground(Guard, Storing):
    """Train a small network and look into it while it learns.

    Parameters
    ----------
    X : [num_instances, 2], T : [num_instances, 1] of 0 and 1, or one-hot,
        at most 1,000 points of at most 6 classes; left out, there are points
        to choose from
    layer : class to make layers of, your own for example; it is called as
        layer(num_inputs, num_outputs, activation, rng) and needs the
        attributes W, b, dEdW, dEdb and the methods forward and backprop
    network : Network to look at and to train, instead of a new one. It is
        trained in place, and `rewind` restores it. At most 6 hidden layers
        of at most 32 units
    view : "simple", on one screen, or "full", with all controls open
    **settings : such as data="circles", hidden=[4, 2], learning_rate=0.1,
        test=0.0 (a quarter of the points is for the test, unless this says
        otherwise; a list has their numbers); `playground.settings` shows
        all of them

    Attributes
    ----------
    settings : dict that rebuilds the experiment: Playground(**settings);
        with a given network it holds this network, trained as it is
    network : the network, as far as it is trained
    X, T : its points and targets
    history : list of (update, epoch, training loss, test loss), of some
        updates: the longer the run, the fewer
    playing : bool, whether it trains
    error : None, or type, message and line of what went wrong in a layer
    printed : str, the first lines that a layer has printed

    Raises
    ------
    ValueError
        If an argument does not fit. What a layer raises is shown instead.

    Notes
    -----
    Weights are trained by `Network.backprop` and `Network.update`. With a
    weight decay, each W first loses learning_rate * decay of itself.

    In a cell, `step`, `epoch`, `back`, `rewind` and `set` do what the
    controls do, `play` and `pause` start and stop the training behind the
    notebook.
    """

    def __init__(self, X=None, T=None, *, layer=None, network=None,
                 view="simple", **settings):
        if view not in ("simple", "full"):
            raise ValueError('view: expected "simple" or "full", got '
                             f"{view!r}")
        if (X is None) != (T is None):
            raise ValueError("X, T: expected both or neither")
        both = sorted(DRAWN & settings.keys()) if X is not None else []
        if both:
            raise ValueError(f"{both[0]}: expected none beside X and T")
        if network is not None and not hasattr(network, "layers"):
            raise ValueError(f"network: expected a Network, got {network!r}")
        if layer is not None and not callable(layer):
            raise ValueError("layer: expected a class to make layers of, got "
                             f"{layer!r}")
        self.view = {"instance": None, "space": 0, "axes": (0, 1),
                     "unit": None}
        self._full, self._slow = view == "full", False
        self.speed, self.playing, self.error = "as fast as it can", False, None
        self._given = {"layer": layer, "network": network}
        self._widget, self._ticks, self._checked = None, 0, -np.inf
        self._missed = False  # whether it stopped for want of an answer
        self.printed = ""
        self._experiment = Experiment.__new__(Experiment)
        self._experiment.alive = watchdog.DOG.sign
        with self._guard(chosen=True):
            self._experiment.__init__(settings, layer, X, T, network)
        self._pace = Pace(self._work, self._send)

    # ---- by hand ----

    @property
    def settings(self):
        e = self._experiment
        s = dict(e.settings)
        if s["data"] == "own":
            s = {name: value for name, value in s.items()
                 if name not in DRAWN}
            s |= {"X": e.X.tolist(), "T": e.T.tolist(),
                  "test": np.flatnonzero(e.is_test).tolist()}
        if self._given["network"] is e.network is not None:
            s = {name: value for name, value in s.items()
                 if name not in OF_NETWORK - OF_WEIGHTS}
            s["network"] = e.network
        elif self._given["layer"] is not None:
            s["layer"] = self._given["layer"]
        return s

    @property
    def network(self):
        return self._experiment.network

    @property
    def X(self):
        return self._experiment.X.copy()

    @property
    def T(self):
        return self._experiment.T.copy()

    @property
    def history(self):
        return list(self._experiment.history)

    def step(self, updates=1):
        """Make so many updates."""
        updates = validation.number("updates", updates, least=1, whole=True)
        self._do("run", int(updates))

    def epoch(self):
        """Train to the end of the epoch."""
        self._do("run_epoch")

    def back(self):
        """Take one update back."""
        self._do("back")

    def rewind(self):
        """Go back to the same initial weights."""
        self._do("rewind")

    def set(self, **settings):
        """Change settings, as the constructor takes them."""
        self._do("set", **settings)

    @property
    def runs(self):
        """Names of the earlier runs, the oldest first: what changed."""
        return self._experiment.run_names

    def restore_run(self, k):
        """Go on with an earlier run, of its settings and its weights."""
        self._do("restore_run", k)

    def compare(self, question):
        """Train two runs that answer a question, as "two starts"."""
        self._do("compare", question)

    def play(self):
        """Go on training, in the background of the notebook."""
        if self.network is None:
            return  # and `error` goes on saying why
        self.playing, self.error = self._pace.loop is not None, None
        self._missed = False
        self._pace.start()

    def pause(self):
        self.playing = self._missed = False

    def __repr__(self):
        return f"Playground: {self.sentence}"

    @property
    def sentence(self):
        """What there is to see, in words."""
        return sentence_of(self._experiment, self.error)

    def line(self):
        """The call that rebuilds the experiment, to paste into a cell."""
        return line_of(self.settings)

    # ---- what may go wrong ----

    def _do(self, name, *arguments, **more):
        before, self.error = self.error, None
        with self._guard(chosen=name not in TRAINING):
            getattr(self._experiment, name)(*arguments, **more)
        if self.network is None and not self.error:
            self.error = before  # why there is none
        if name == "delete_point" and self.view["instance"] is not None:
            gone, n = int(arguments[0]), self.view["instance"]
            self.view["instance"] = None if n == gone else n - (n > gone)
        if name in CHECKED:
            self._check()
        if self._widget is not None:
            self._answer({})

    def _check(self):
        with self._guard():
            self._experiment.check()
        self._checked = time.monotonic()

    # ---- the loop ----

    def _work(self, seconds):
        """A slice of training; False when the task may end."""
        if seconds is None:  # the page is gone, or late
            self.playing, self._missed = False, True
        if not self.playing:
            return False
        e = self._experiment
        updates, pictures = SPEEDS[self.speed]
        self._ticks += 1
        if self._ticks % pictures == 0:
            with self._guard():
                e.run(updates, seconds)
        if time.monotonic() - self._checked > CHECK_EVERY:
            self._check()
        if e.stopped:
            self.playing = False
        return self.playing

    def _send(self, number):
        self._answer({"number": number}, whole=not self.playing)

    def _look_again(self):
        """After a cell, which may have changed the weights."""
        if not self.playing and self.network is not None:
            with self._guard():
                self._experiment.measure()
            self._answer({})

    # ---- the page ----

    def _receive(self, widget, content, buffers):
        """Take a message, on any thread; all else happens in the loop."""
        if asks(content):
            self._pace.hand(self._handle, content)

    def _handle(self, content):
        """Do what the page asks; nothing may escape from here."""
        kind = content.get("kind")
        self._pace.later(QUIET, self._store)
        if kind == "ack":
            self._pace.acknowledge(content.get("number"))
            if self._missed:
                self.play()
            return
        answer = {key: content.get(key) for key in ("view", "serial")}
        try:
            if kind == "do":
                self._act(content.get("name"),
                          list(content.get("arguments") or []),
                          dict(content.get("more") or {}))
        except Exception as error:
            answer["refused"] = str(error) or type(error).__name__
        if kind == "hello":
            answer["choices"] = CHOICES
        self._answer(answer)

    def _act(self, name, arguments, more):
        widget, self._widget = self._widget, None  # one answer is enough
        try:
            if name in ("play", "pause"):
                self._slow = False
                getattr(self, name)()
            elif name == "look":
                self.view |= wishes_of(more)
            elif name == "speed" and arguments[0] in SPEEDS:
                self.speed = arguments[0]
            elif name == "preset":
                self.playing = False
                self._do("set", **PRESETS[arguments[0]][1])
                self.speed = SPEED.get(arguments[0], FULL_SPEED)
            elif name == "slow":
                self._slowly(bool(arguments[0]))
            elif name == "forget":
                self._experiment.runs = []
            elif name in ACTIONS:
                if name in STOPPING:
                    self.playing = False
                self._do(name, *arguments, **more)
            else:
                raise ValueError(f"{name}: nothing that a playground does")
        finally:
            self._widget = widget

    def _slowly(self, on):
        """Show one instance on its way, or no more."""
        if on and self.network is not None:
            look_at_size(self.network)
        self.playing, self._slow = False, on
        if on and self.view["instance"] is None and len(self.X):
            self.view["instance"] = int(np.argmin(self._experiment.is_test))

    def _slow_pass(self):
        """The numbers of the slow pass, or None; a large network ends it."""
        n = self.view["instance"]
        if not self._slow or n is None or self.network is None:
            return None
        with self._guard():
            try:
                return slow_pass(self._experiment, n)
            except ValueError:
                self._slow = False
        return None

    def _answer(self, answer, whole=True):
        e = self._experiment
        n = self.view["instance"]
        if n is not None and n >= len(e.X):
            self.view["instance"] = None
        if self.view["space"] > len(sizes(e)) - 2:
            self.view["space"] = 0
        parts = frame(e, self.view, whole, self._guard)
        message = {
            "kind": "frame", "playing": self.playing, "updates": e.updates,
            "epochs": e.epochs, "losses": finite(e.losses),
            "accuracies": finite(e.accuracies), "stopped": e.stopped,
            "light": e.light, "error": self.error, "whole": whole,
            "printed": self.printed,
            "parts": [[name, *a.shape] for name, a in parts.items()]}
        if whole:
            message |= {
                "settings": e.settings, "speed": self.speed,
                "full": self._full, "steps": STEPS,
                "undoable": bool(e.earlier), "slow": self._slow_pass(),
                "reason": e.compared or reason(e.settings),
                "runs": e.run_names, "run": e.run_name,
                "box": [float(side) for side in e.box],
                "sizes": sizes(e), "names": names(e),
                "num_classes": e.num_classes, "look": self.view,
                "given": self._given["network"] is e.network is not None,
                "line": self.line() if e.settings["data"] != "own"
                or len(e.X) <= 300 else "(more points than a line can hold)"}
        self._widget.send(message | answer, [
            np.ascontiguousarray(a).tobytes() for a in parts.values()])

    def _ipython_display_(self):
        if self._widget is None:
            self._widget = make_widget(self._receive, *SCRIPTS)
            after_each_cell(self, "_look_again")
        self._show()
