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
from ..training import GROWN
from .looking import describe, gradient_light
from .points import Points, classes_of, instances
from .settings import (
    ACTIVATIONS,
    DEFAULTS,
    ERRORS,
    OF_DATA,
    OF_NETWORK,
    clean,
    complete,
)

CHUNK = 200  # updates between two snapshots at most
MEASURED = 600  # losses that are kept; then every second one goes
RUNS = 4  # earlier runs that are kept for comparison

How = namedtuple("How", "rate momentum batch decay X T")
Snapshot = namedtuple(
    "Snapshot", "parameters velocities updates epochs order position rng how")


class Experiment(Points):
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
        self.known, self.runs, self.history = dict(ACTIVATIONS), [], []
        if network is not None:
            told, used = describe(network)
            settings = told | settings
            self.layer, self.known = layer or type(network.layers[0]), \
                self.known | used
        self.settings = complete(DEFAULTS | clean(settings, self.known))
        if X is None:
            self._make_points()
        else:
            self.settings["data"] = "own"
            self._take_points(*instances(X, T))
        self._build(network)

    # ---- network ----

    def _build(self, network=None):
        """A new network, or this one; its weights are the initial ones."""
        self.network, self.light = None, (None, "")
        self.history, self.stopped = [], ""
        self.ring.clear()
        self.updates, self.epochs = 0, 0
        self.order, self.position = None, len(self.X)
        self.rng = np.random.default_rng(self.settings["seed"])
        made = self._new_network() if network is None else network
        if not isinstance(made, Network):
            made = Network(made.layers, made.error)
        outputs = made.layers[-1].W.shape[0]
        if outputs != self.T.shape[1]:
            raise ValueError(f"network: expected {self.T.shape[1]} outputs "
                             f"for these points, got {outputs}")
        self.network = made
        self.initial = self._snapshot()
        self.measure()

    def _new_network(self):
        s = self.settings
        names = s["activations"] + [
            s["output"] if s["error"] == "squared_error" else "linear"]
        sizes = [2, *s["hidden"], self.T.shape[1]]
        layers = []
        for level, name in enumerate(names):
            layer = self.layer(sizes[level], sizes[level + 1],
                               self.known[name], self.rng)
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
        before, s = self.settings, complete(self.settings | changes)
        changed = {name for name in s if s[name] != before[name]}
        self.settings = s
        if changed & OF_DATA:
            if s["data"] == "own":
                self._take_points(self.X, self.classes)
            else:
                self._make_points()
        elif "error" in changed:
            self._points_changed()
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
        end = time.perf_counter() + seconds
        self.stopped = ""
        if self.network is None or not len(how.X):
            self.stopped = "There is no network to train." if len(how.X) \
                else "There are no training points: add some."
            return 0
        with validation.trust(), np.errstate(all="ignore"):
            while not self.stopped:
                if (self.updates - before) % CHUNK == 0:
                    if self.updates > before:
                        self.measure()
                        if self.stopped:
                            break
                    self._remember(how)
                self._update(how)
                if updates and self.updates - before >= updates:
                    break
                limit = self.settings["stop_epoch"]
                if limit and self.epochs >= limit and self._epoch_ended(how):
                    self.stopped = f"Stopped: epoch {self.epochs} is done."
                if time.perf_counter() >= end:
                    break
            if not self.history or self.history[-1][0] < self.updates:
                self.measure()
        return self.updates - before

    def run_epoch(self):
        """Train to the end of this epoch."""
        how = self.how
        left = len(how.X) - (self.position % max(len(how.X), 1))
        return self.run(-(-left // min(how.batch, max(len(how.X), 1))))

    def _epoch_ended(self, how):
        return self.position >= len(how.X)

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
            self.position += how.batch
        self.network.backprop(X, T)
        if how.decay:
            for layer in self.network.layers:
                W = layer.W
                W *= 1 - how.rate * how.decay
        self.network.update(how.rate, how.momentum)
        self.updates += 1
        self.epochs += self.position >= number

    def measure(self):
        """Losses and accuracies now, and whether it is time to stop."""
        self.losses = self.accuracies = (np.nan, np.nan)
        if self.network is None:
            return
        both = [self._measured(~self.is_test), self._measured(self.is_test)]
        self.losses, self.accuracies = zip(*both)
        loss = self.losses[0]
        if not len(self.X) or self.is_test.all():
            return
        grown = self.history and loss > GROWN * max(self.history[0][2], 1e-3)
        if not np.isfinite(loss) or grown:
            rate = self.settings["learning_rate"]
            what = "is a thousand times what it was" if \
                np.isfinite(loss) else "is no longer a number"
            self.stopped = (
                f"Stopped at update {self.updates}: the loss {what}. Steps "
                f"of learning rate {rate:g} are too long; rewind, and try "
                f"{rate / 10:.2g}.")
            return
        limit = self.settings["stop_loss"]
        if self.updates and loss <= limit and not self.stopped:
            self.stopped = f"Stopped: the loss has come down to {limit:g}."
        self.history.append((self.updates, self.epoch_now, *self.losses))
        if len(self.history) > MEASURED:
            del self.history[1::2]

    @property
    def epoch_now(self):
        """Epochs done, with the part of the running one."""
        number = int((~self.is_test).sum())
        return self.epochs + (
            self.position / number if self.position < number else 0.0)

    def _measured(self, mask):
        if not mask.any():
            return np.nan, np.nan
        with validation.trust(), np.errstate(all="ignore"):
            loss = self.network.loss(self.X[mask], self.T[mask])
            answer = classes_of(self.network.outputs[-1])
        return float(loss), float(np.mean(answer == self.classes[mask]))

    # ---- back, and by hand ----

    def back(self):
        """Take one update back, exactly: restore and train again up to it."""
        target = self.updates - 1
        if target < 0:
            raise ValueError("back: there is no update to take back")
        while self.ring and self.ring[-1].updates > target:
            self.ring.pop()
        if not self.ring:
            raise ValueError("back: nothing further back is remembered")
        snapshot = self.ring[-1]
        self._restore(snapshot)
        with validation.trust(), np.errstate(all="ignore"):
            while self.updates < target:
                self._update(snapshot.how)
        while self.history and self.history[-1][0] >= target:
            self.history.pop()
        self.stopped = ""
        self.measure()

    def rewind(self):
        """Back to the same initial weights; the run is kept to compare."""
        self._archive()
        self.ring.clear()
        self.history, self.stopped = [], ""
        if self.network is None:
            self._build()
        else:
            self._restore(self.initial)
            self.measure()

    def new_weights(self):
        self.set(seed=self.settings["seed"] + 1)

    def edit(self, layer, o, i, value):
        """Set W[o, i] of a layer, or with i = None its b[o]."""
        validation.number("value", value)
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

    def check(self):
        """Compare backprop with numerical gradients at some entries."""
        how = self.how
        if self.network is not None and len(how.X) \
                and np.isfinite(self.losses[0]):
            self.light = gradient_light(self.network, how.X, how.T,
                                        self.updates)

    def _snapshot(self, how=None):
        kept = self.network._velocities
        return Snapshot(
            [p.copy() for p in self.network.parameters],
            None if kept is None else [v.copy() for v in kept],
            self.updates, self.epochs, self.order, self.position,
            self.rng.bit_generator.state, how)

    def _remember(self, how):
        self.ring.append(self._snapshot(how))

    def _restore(self, kept):
        for parameter, values in zip(self.network.parameters,
                                     kept.parameters):
            parameter[...] = values
        self.network._velocities = None if kept.velocities is None else [
            v.copy() for v in kept.velocities]
        self.updates, self.epochs = kept.updates, kept.epochs
        self.order, self.position = kept.order, kept.position
        self.rng.bit_generator.state = kept.rng

    def _archive(self):
        """Keep the curve of the run that ends here."""
        if len(self.history) > 1:
            self.runs = [*self.runs, self.history][-RUNS:]
