"""A network, its points and its training: the playground without a picture.

Plain Python, without a widget. Training is that of `Network`, with the weight
decay added here: before each step every W (no b) loses learning_rate * decay
of itself.
"""

import time
from collections import namedtuple

import numpy as np

from .. import validation
from ..layer import Layer
from ..network import Network
from .looking import Unfit, describe, try_layers
from .measuring import Measuring
from .points import Points, instances
from .runs import Runs
from .settings import (
    ACTIVATIONS,
    ERRORS,
    OF_DATA,
    OF_NETWORK,
    OF_WEIGHTS,
    clean,
    complete,
    defaults,
    suited,
)
from .steps import Steps

CHUNK = 200  # updates between two snapshots, or two measured losses, at most

How = namedtuple("How", "rate momentum batch decay X T")


class Experiment(Points, Steps, Runs, Measuring):
    """Points, a network, and how far it has been trained.

    Parameters
    ----------
    settings : dict, see `settings.DEFAULTS`
    layer : class to make layers of, called as
        layer(num_inputs, num_outputs, activation, rng)
    X : [num_instances, 2], T : [num_instances, 1] of 0 and 1, or one-hot;
        left out, the settings make the points
    network : Network to go on with, instead of a new one

    Attributes
    ----------
    X, classes, is_test : the points, one row or entry each
    history : list of (update, epoch, training loss, test loss)
    stopped : str, why the last run ended by itself
    light : (ok, text), the last gradient check; ok is None before it
    """

    def __init__(self, settings, layer=None, X=None, T=None, network=None):
        self.layer, self.network = layer or Layer, None
        self.known, self.history = dict(ACTIVATIONS), []
        self._forget_runs()
        tests = None
        if isinstance(settings.get("test"), (list, tuple)):
            if X is None:
                raise ValueError("test: expected a part, from 0 to 0.9; the "
                                 "numbers of points go with X and T")
            settings = dict(settings)
            tests = settings.pop("test")
        if network is not None:
            both = sorted(OF_NETWORK - OF_WEIGHTS & settings.keys())
            if both:
                raise ValueError(f"{both[0]}: expected none beside a network, "
                                 "which has its own")
            told, used = describe(network)
            settings = told | settings
            self.layer, self.known = layer or type(network.layers[0]), \
                self.known | used
        settings = clean(settings, self.known)
        self.settings = complete(defaults(settings.get("data")) | settings)
        if X is None:
            self._make_points()
        else:
            self.settings["data"] = "own"
            self._take_points(*instances(X, T), tests=tests)
        self._build(network)

    # ---- network ----

    def _build(self, network=None):
        """A new network, or this one; its weights are the initial ones."""
        self.network, self.light = None, (None, "")
        self.history, self.stopped = [], ""
        self._forget_steps()
        self.losses = self.accuracies = (np.nan, np.nan)
        self.updates, self.epochs = 0, 0
        self._begin_epoch()
        self.rng = np.random.default_rng(self.settings["seed"])
        made = self._new_network() if network is None else network
        if not isinstance(made, Network):
            made = Network(made.layers, made.error)
        outputs = made.layers[-1].W.shape[0]
        if outputs != self.T.shape[1]:
            raise ValueError(f"network: expected {self.T.shape[1]} outputs "
                             f"for these points, got {outputs}")
        made.stand_still()
        self.network, self.tried = made, False
        self.initial = self._snapshot()
        self._try()
        self.measure()

    def _try(self):
        """Have the layers of somebody else tried, until they do."""
        if not self.tried and any(type(layer) is not Layer
                                  for layer in self.network.layers):
            with validation.trust(), np.errstate(all="ignore"):
                try_layers(self.network.layers, self.network.error)
        self.tried = True

    def _new_network(self):
        s = self.settings
        names = s["activations"] + [
            s["output"] if s["error"] == "squared_error" else "linear"]
        sizes = [2, *s["hidden"], self.T.shape[1]]
        layers = []
        for level, name in enumerate(names):
            layer = self.layer(sizes[level], sizes[level + 1],
                               self.known[name], self.rng)
            shape = (sizes[level + 1], sizes[level])
            made = getattr(getattr(layer, "W", None), "shape", shape)
            if made != shape:
                raise Unfit(
                    f"layer({sizes[level]}, {sizes[level + 1]}, ...) made a W "
                    f"of shape {list(made)}; expected [num_outputs, "
                    f"num_inputs] = {list(shape)}" + (
                        ". Are the two swapped in __init__?"
                        if made == shape[::-1] else ""))
            self._start(layer, level)
            layers.append(layer)
        return Network(layers, ERRORS[s["error"]])

    def _start(self, layer, level):
        """Change the weights that the layer chose, if that is wanted."""
        start, W, b = self.settings["start"], layer.W, layer.b
        if start == "spread" and level == 0:
            W *= 5  # lines that are steep, and all over the plane
            b += self.rng.normal(0, 2.5, b.shape)
        elif start != "suited":
            W *= {"small": 0.1, "large": 3.0, "zeros": 0.0}.get(start, 1.0)

    # ---- settings ----

    def set(self, **changes):
        """Change settings. Other points or another network start anew."""
        changes = clean(changes, self.known)
        before = self.settings
        s = complete(before | suited(changes, before))
        changed = {name for name in s if s[name] != before[name]}
        if "error" in changes and self.num_classes > 2 and not \
                changed & OF_DATA and s["error"] == "logistic_cross_entropy":
            raise ValueError(
                "error: logistic_cross_entropy is for two classes; "
                f"{self.num_classes} need softmax_cross_entropy or "
                "squared_error")
        self.settings = s
        if changed:
            self.compared = ""
        if changed & OF_DATA:
            self._forget_runs()  # they were of other points
            self.history = []
            if s["data"] == "own":
                self._take_points(self.X, self.classes)
            else:
                self._make_points()
        elif "error" in changed:
            self._points_changed()
        if "error" in changed:  # a loss of another kind is not to be compared
            self._forget_runs()
            self.history = []
        if changed & (OF_DATA | OF_NETWORK) or self.network is None:
            self._archive()
            self._build()
        elif changed:
            self.stopped = ""

    @property
    def how(self):
        s, train = self.settings, ~self.is_test
        return How(s["learning_rate"], s["momentum"],
                   s["batch_size"] or len(self.X), s["decay"],
                   self.X[train], self.T[train])

    # ---- training ----

    def run(self, updates=None, seconds=np.inf):
        """Train for so many updates, or seconds; notes why it stopped.

        Returns the number of updates that were made.
        """
        how, before = self.how, self.updates
        if self.light == (None, ""):
            self.check()  # so that a wrong backprop is not blamed on the rate
        end = time.perf_counter() + seconds
        self.stopped = ""
        if self.network is not None:
            self._try()
            self.network.look_at_layers()
        self.measure()
        if self.stopped:
            return 0
        self._note_settings()
        self._remember(how)
        with validation.trust(), np.errstate(all="ignore"):
            while not self.stopped:
                self._update(how)
                self.alive()
                made = self.updates - before
                if made % CHUNK == 0:
                    self._remember(how)
                if self._measure_now():
                    self.measure()
                limit = self.settings["stop_epoch"]
                if 0 < limit <= self.epochs and self.position == len(how.X) \
                        and not self.stopped:
                    self.stopped = f"Stopped: epoch {self.epochs} is done."
                    if self.epochs > limit:
                        self.stopped += f" (Stop at epoch is {limit}.)"
                if updates is not None and made >= updates \
                        or time.perf_counter() >= end:
                    break
            if self.history[-1][0] < self.updates:
                self.measure()
        return self.updates - before

    def _measure_now(self):
        """Often at first, and at each update if a loss is to end the run."""
        since = self.updates - self.history[-1][0]
        return self.settings["stop_loss"] > 0 or \
            since >= min(CHUNK, 1 + self.updates // 20)

    def run_epoch(self):
        """Train to the end of this epoch."""
        how = self.how
        number = len(how.X)
        left = number - self.position or number
        return self.run(-(-left // min(how.batch, max(number, 1))))

    def _begin_epoch(self):
        self.order, self.position = None, int((~self.is_test).sum())

    def _update(self, how):
        number, X, T = len(how.X), how.X, how.T
        if how.batch >= number:
            self.position = number
        else:
            if self.position >= number or self.order is None:
                self.order = self.rng.permutation(number)
                self.position = 0
            batch = self.order[self.position:self.position + how.batch]
            X, T = X[batch], T[batch]
            self.position = min(self.position + how.batch, number)
        self.network.backprop(X, T)
        if how.decay:
            for layer in self.network.layers:
                W = layer.W
                W *= 1 - how.rate * how.decay
        self.network.update(how.rate, how.momentum)
        self.updates += 1
        self.epochs += self.position == number

    # ---- by hand ----

    def new_weights(self):
        self.set(seed=self.settings["seed"] + 1)

    def edit(self, layer, o, i, value):
        """Set W[o, i] of a layer, or with i = None its b[o]."""
        value = validation.number("value", value)
        if abs(value) > 1000:
            raise ValueError(f"value: expected -1000 to 1000, got {value:g}")
        lay = self.network.layers[layer]
        self._remember(self.how)
        if i is None:
            lay.b[o] = value
        else:
            lay.W[o, i] = value
        self._remember(self.how)
        self.stopped = ""
        self.measure()
