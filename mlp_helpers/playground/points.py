"""The points of a playground: made by its settings, or by hand."""

import math

import numpy as np

from .. import validation
from ..datasets import one_hot
from .settings import MOST_CLASSES, MOST_POINTS, make_points

MOST_UNDONE = 50  # changes that can be taken back


class Points:
    """What an Experiment knows of its points: X, classes, is_test, T, box."""

    exchanged = False  # whether the error was, as there are more classes
    # What the points were, for `undo`: (X, classes, is_test, number of the one
    # that was moved, Run that ended as the number of classes changed)
    earlier = ()

    def _make_points(self):
        self._take_points(*make_points(self.settings))

    def _take_points(self, X, classes, tests=None):
        """Take them over; `tests` are numbers of points, or left to chance."""
        self.X, self.classes, self.earlier = X, classes, ()
        self.is_test = np.zeros(len(X), bool)
        if tests is None:
            self.is_test[self._drawn(classes)] = True
        else:
            for n in tests:
                validation.number("test", n, least=0, below=len(X),
                                  whole=True)
                self.is_test[int(n)] = True
            self.settings["test"] = round(float(self.is_test.mean()), 2)
        low, high = (X.min(axis=0), X.max(axis=0)) if len(X) else (-1, 1)
        middle, half = np.add(low, high) / 2, np.max(np.subtract(high, low))
        half = 0.65 * half if half > 0 else 1.0
        self.box = [*np.broadcast_to(middle - half, 2),
                    *np.broadcast_to(middle + half, 2)]
        self._points_changed()

    def _drawn(self, classes):
        """The points to test with: of each class as large a part."""
        rng = np.random.default_rng(self.settings["data_seed"])
        order = rng.permutation(len(classes))
        rank = np.empty(len(classes), int)
        for c in np.unique(classes):
            own = classes[order] == c
            rank[own] = np.arange(own.sum())
        order = order[np.argsort(rank, kind="stable")]
        number = min(round(self.settings["test"] * len(classes)),
                     len(classes) - 1)
        return order[:max(number, 0)]

    def _points_changed(self):
        """Bring targets and error into line with the points' classes."""
        seen = int(self.classes.max()) + 1 if len(self.classes) else 2
        wanted = self.settings["classes"] if \
            self.settings["data"] == "gaussians" else 2
        self.num_classes = max(seen, wanted)
        error = self.settings["error"]
        if self.num_classes > 2 and error == "logistic_cross_entropy":
            self.settings["error"] = error = "softmax_cross_entropy"
            self.exchanged = True
        elif self.num_classes == 2 and self.exchanged:
            self.settings["error"] = error = "logistic_cross_entropy"
            self.exchanged = False
        one_column = self.num_classes == 2 and \
            error != "softmax_cross_entropy"
        self.T = (self.classes[:, np.newaxis].astype(float) if one_column
                  else one_hot(self.classes, self.num_classes)
                  if len(self.classes) else np.empty((0, self.num_classes)))
        self._forget_steps()
        self._begin_epoch()

    def add_point(self, x, y, c):
        """One more training point; a class of its own if c is new."""
        c = validation.number("c", c, least=0, below=MOST_CLASSES, whole=True)
        if len(self.X) >= MOST_POINTS:
            raise ValueError(f"points: {MOST_POINTS} are the most")
        c = min(int(c), self.num_classes)
        place = self._place(x, y)
        self._keep()
        self.X = np.vstack([self.X, place])
        self.classes = np.append(self.classes, c)
        self.is_test = np.append(self.is_test, False)
        self._points_edited()

    def move_point(self, n, x, y):
        n, place = self._index(n), self._place(x, y)
        self._keep(moved=n)
        self.X = self.X.copy()  # a frame or a snapshot may hold the old one
        self.X[n] = place
        self._points_edited()

    def delete_point(self, n):
        keep = np.arange(len(self.X)) != self._index(n)
        self._keep()
        self.X, self.classes = self.X[keep], self.classes[keep]
        self.is_test = self.is_test[keep]
        self._points_edited()

    def delete_all(self):
        self._keep()
        self.X, self.classes = np.empty((0, 2)), np.empty(0, int)
        self.is_test = np.empty(0, bool)
        self._points_edited()

    def undo(self):
        """Take the last change of the points back; a drag is one change."""
        if not self.earlier:
            raise ValueError("undo: no change of the points to take back")
        *self.earlier, last = self.earlier
        self.X, self.classes, self.is_test, _, run = last
        self._points_edited(run, undone=True)

    def _keep(self, moved=None):
        """Note what the points are, for `undo`."""
        if moved is None or not self.earlier or self.earlier[-1][3] != moved:
            now = self.X, self.classes, self.is_test, moved, None
            self.earlier = [*self.earlier, now][-MOST_UNDONE:]

    def _place(self, x, y):
        for name, value in (("x", x), ("y", y)):
            validation.number(name, value)
        return np.clip([x, y], self.box[:2],
                       self.box[2:]).round(self._digits)

    @property
    def _digits(self):
        return 4 - math.floor(math.log10(self.box[2] - self.box[0]))

    def _index(self, n):
        validation.number("n", n, least=0, below=len(self.X), whole=True)
        return int(n)

    def _points_edited(self, run=None, undone=False):
        """They are the reader's own now, with digits that can be pasted.

        Where the number of classes has changed, another network begins, or
        the `run` goes on that had ended by what is undone.
        """
        before = self.T.shape[1]
        ended = self._run_so_far(dict(self.settings))
        if self.settings["data"] != "own" and len(self.X):
            self.X = self.X.round(self._digits)
        self.settings["data"] = "own"
        self._points_changed()
        if self.T.shape[1] != before:
            self._forget_runs()
            if run is not None:
                self.runs = [run]
                self.restore_run(0)
                return
            if not undone:
                self.earlier[-1] = *self.earlier[-1][:4], ended
            self._build()
        else:
            self.stopped = ""
            self.measure()


def classes_of(Y):
    """The class that each row of outputs stands for."""
    return (Y[:, 0] > 0.5).astype(int) if Y.shape[1] == 1 else \
        Y.argmax(axis=1)


def instances(X, T):
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
