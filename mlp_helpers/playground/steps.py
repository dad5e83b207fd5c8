"""Steps back: snapshots of an experiment, and the way from one to the next.

Between two snapshots it trains again, with the same order of the points.
"""

from collections import deque, namedtuple

import numpy as np

from .. import validation

REMEMBERED = 300  # snapshots to step back to
Snapshot = namedtuple(
    "Snapshot", "state updates epochs order position rng how")


class Steps:
    """What an Experiment knows of the way that it came."""

    def _forget_steps(self):
        self.ring = deque(maxlen=REMEMBERED)

    def back(self):
        """Take one update back, exactly: restore and train again up to it.

        A weight that was set by hand since then is set back instead.
        """
        last = list(self.ring)[-2:]
        if len(last) == 2 and last[0].updates == self.updates:
            self.ring.pop()
            self._restore(self.ring[-1])
            self.stopped = ""
            self.measure()
            return
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
        self._forget_steps()
        self.history, self.stopped = [], ""
        try:
            self._restore(self.initial)
            self.measure()
        except (ValueError, AttributeError):  # no network, or one that was
            self._build()                     # given weights of another shape

    def _snapshot(self, how=None):
        return Snapshot(
            self.network.state(), self.updates, self.epochs, self.order,
            self.position, self.rng.bit_generator.state, how)

    def _remember(self, how):
        """Keep a snapshot, and none twice."""
        here = self._snapshot(how)
        if self.ring and self.ring[-1].updates == self.updates and all(
                (a == b).all() for (a, _), (b, _) in zip(self.ring[-1].state,
                                                         here.state)):
            self.ring.pop()
        self.ring.append(here)

    def _restore(self, kept):
        self.network.restore(kept.state)
        self.updates, self.epochs = kept.updates, kept.epochs
        self.order, self.position = kept.order, kept.position
        self.rng.bit_generator.state = kept.rng
