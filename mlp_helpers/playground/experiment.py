"""A network, its points and its training: the playground without a picture.

Plain Python, without a widget. Training is that of `Network`, with the weight
decay added here: before each step every W (no b) loses learning_rate * decay
of itself.
"""

import time
from collections import deque, namedtuple

import numpy as np

from .. import validation
from ..datasets import one_hot
from ..gradients import check_gradients
from ..layer import Layer
from ..network import Network
from ..training import GROWN
from .settings import (
    ACTIVATIONS,
    DEFAULTS,
    ERRORS,
    MOST_CLASSES,
    MOST_POINTS,
    OF_DATA,
    OF_NETWORK,
    clean,
    complete,
    make_points,
)

REMEMBERED = 300  # snapshots to step back to; between two, it trains again
CHUNK = 200  # updates between two snapshots at most
MEASURED = 600  # losses that are kept; then every second one goes
RUNS = 4  # earlier runs that are kept for comparison

How = namedtuple("How", "rate momentum batch decay X T")
Snapshot = namedtuple(
    "Snapshot", "parameters velocities updates epochs order position rng how")


class Experiment:
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
            settings = self._describe(network, layer) | settings
        self.settings = complete(DEFAULTS | clean(settings, self.known))
        if X is None:
            self._make_points()
        else:
            self.settings["data"] = "own"
            self._take_points(*_instances(X, T))
        self._build(network)

    # ---- points ----

    def _make_points(self):
        self._take_points(*make_points(self.settings))

    def _take_points(self, X, classes):
        self.X, self.classes = X, classes
        self.is_test = np.zeros(len(X), bool)
        rng = np.random.default_rng(self.settings["data_seed"])
        number = min(round(self.settings["test"] * len(X)), len(X) - 1)
        if number > 0:
            self.is_test[rng.permutation(len(X))[:number]] = True
        low, high = (X.min(axis=0), X.max(axis=0)) if len(X) else (-1, 1)
        middle, half = np.add(low, high) / 2, np.max(np.subtract(high, low))
        half = 0.65 * half if half > 0 else 1.0
        self.box = [*np.broadcast_to(middle - half, 2),
                    *np.broadcast_to(middle + half, 2)]
        self._points_changed()

    def _points_changed(self):
        """Bring targets and error into line with the points' classes."""
        seen = int(self.classes.max()) + 1 if len(self.classes) else 2
        wanted = self.settings["classes"] if \
            self.settings["data"] == "gaussians" else 2
        self.num_classes = max(seen, wanted)
        error = self.settings["error"]
        if self.num_classes > 2 and error == "logistic_cross_entropy":
            self.settings["error"] = error = "softmax_cross_entropy"
        one_column = self.num_classes == 2 and \
            error != "softmax_cross_entropy"
        self.T = (self.classes[:, np.newaxis].astype(float) if one_column
                  else one_hot(self.classes, self.num_classes)
                  if len(self.classes) else np.empty((0, self.num_classes)))
        self.ring = deque(maxlen=REMEMBERED)
        self.order, self.position = None, len(self.X)

    def add_point(self, x, y, c):
        """One more training point; a class of its own if c is new."""
        validation.number("c", c, least=0, below=MOST_CLASSES, whole=True)
        if len(self.X) >= MOST_POINTS:
            raise ValueError(f"points: {MOST_POINTS} are the most")
        c = min(int(c), self.num_classes)
        self.X = np.vstack([self.X, self._place(x, y)])
        self.classes = np.append(self.classes, c)
        self.is_test = np.append(self.is_test, False)
        self._points_edited()

    def move_point(self, n, x, y):
        self.X = self.X.copy()  # a frame or a snapshot may hold the old one
        self.X[self._index(n)] = self._place(x, y)
        self._points_edited()

    def delete_point(self, n):
        keep = np.arange(len(self.X)) != self._index(n)
        self.X, self.classes = self.X[keep], self.classes[keep]
        self.is_test = self.is_test[keep]
        self._points_edited()

    def delete_all(self):
        self.settings["data"] = "own"
        self.X, self.classes = np.empty((0, 2)), np.empty(0, int)
        self.is_test = np.empty(0, bool)
        self._points_edited()

    def _place(self, x, y):
        for name, value in (("x", x), ("y", y)):
            validation.number(name, value)
        return np.clip([x, y], self.box[:2], self.box[2:])

    def _index(self, n):
        validation.number("n", n, least=0, below=len(self.X), whole=True)
        return int(n)

    def _points_edited(self):
        before = self.T.shape[1]
        self.settings["data"] = "own"
        self._points_changed()
        if self.T.shape[1] != before:
            self._archive()
            self._build()
        else:
            self.stopped = ""
            self.measure()

    # ---- network ----

    def _describe(self, network, layer):
        """The settings that a given network has."""
        sizes = [lay.W.shape[0] for lay in network.layers]
        if network.layers[0].W.shape[1] != 2:
            raise ValueError("network: expected two inputs, got "
                             f"{network.layers[0].W.shape[1]}")
        if network.error.name not in ERRORS:
            raise ValueError(f"network: expected an error of this package, "
                             f"got {network.error!r}")
        self.layer = layer or type(network.layers[0])
        names = []
        for lay in network.layers:
            activation = getattr(lay, "activation", ACTIVATIONS["linear"])
            names.append(str(activation))
            self.known[names[-1]] = activation
        told = {"hidden": sizes[:-1], "activations": names[:-1],
                "error": network.error.name}
        if names[-1] in ACTIVATIONS:
            told["output"] = names[-1]
        if sizes[-1] > 2:
            told |= {"data": "gaussians", "classes": sizes[-1]}
        return told

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
                    self._remember(how)
                self._update(how)
                if updates and self.updates - before >= updates:
                    break
                limit = self.settings["stop_epoch"]
                if limit and self.epochs >= limit and self._epoch_ended(how):
                    self.stopped = f"Stopped: epoch {self.epochs} is done."
                if time.perf_counter() >= end:
                    break
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
        """Compare backprop with numerical gradients at some entries.

        At a kink of ReLU right code can fail, so an array is called wrong
        only when it fails on three different handfuls of points.
        """
        how, failed, tries = self.how, None, 3
        if self.network is None or not len(how.X) \
                or not np.isfinite(self.losses[0]):
            return
        rng = np.random.default_rng(self.updates)
        for _ in range(tries):
            some = rng.permutation(len(how.X))[:6]
            report = check_gradients(
                self.network, how.X[some], how.T[some], max_entries=6,
                tolerance=self._tolerance(), seed=int(rng.integers(1 << 30)))
            bad = [row.name for row in report.rows
                   if not row.error <= report.tolerance]
            failed = [name for name in failed or bad if name in bad]
            if not failed:
                self.light = (True, "backprop agrees with the numerical "
                                    "gradient")
                return
        row = next(r for r in report.rows if r.name == failed[0])
        self.light = (False, (
            f"backprop disagrees with the numerical gradient in "
            f"{', '.join(failed)}: {row.backprop:.4g} instead of "
            f"{row.numerical:.4g} at {list(map(int, row.index))}"))

    def _tolerance(self):
        double = all(p.dtype == np.float64 for p in self.network.parameters)
        return 1e-4 if double else 5e-2

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


def classes_of(Y):
    """The class that each row of outputs stands for."""
    return (Y[:, 0] > 0.5).astype(int) if Y.shape[1] == 1 else \
        Y.argmax(axis=1)


def _instances(X, T):
    """X and the class of each row of T, checked."""
    X = validation.data("X", X, num_instances=None, num_inputs=2)
    T = validation.data("T", T, num_instances=len(X), num_outputs=None)
    if len(X) > MOST_POINTS:
        raise ValueError(f"X: expected at most {MOST_POINTS} points, got "
                         f"{len(X)}")
    if T.shape[1] > MOST_CLASSES:
        raise ValueError(f"T: expected at most {MOST_CLASSES} classes, got "
                         f"{T.shape[1]}")
    if T.shape[1] == 1 and not np.isin(T, (0, 1)).all():
        raise ValueError("T: expected 0 and 1 in its one column; for more "
                         "classes use one_hot(labels, num_classes)")
    return X, classes_of(T)
