"""How far a training is: losses, what made a bad one, the gradient check."""

import numpy as np

from .. import validation
from ..watching.advice import GROWN, cause_in_data
from .looking import gradient_light, not_a_number
from .points import classes_of

MEASURED = 600  # losses that are kept; then half of them go
LARGE = 1e6  # weights above that may overflow, and no layer is to blame


def thinned(history):
    """About half of it: of every four moments the lowest and highest loss.

    So no peak is lost. The first moment and the last one stay.
    """
    first, *middle, last = history
    kept = []
    for four in (middle[k:k + 4] for k in range(0, len(middle), 4)):
        low, high = (choose(four, key=lambda moment: moment[2])
                     for choose in (min, max))
        kept += sorted({low, high})
    return [first, *kept, last]


class Measuring:
    """What an Experiment says of itself."""

    def measure(self):
        """Losses and accuracies now, and whether it is time to stop."""
        self.losses = self.accuracies = (np.nan, np.nan)
        if self.network is None:
            self.stopped = "There is no network to train."
            return
        both = [self._measured(~self.is_test), self._measured(self.is_test)]
        self.losses, self.accuracies = zip(*both)
        loss = self.losses[0]
        if self.is_test.all():  # or there are none at all
            self.stopped = "There are no training points: add some."
            return
        first = self.history[0][2] if self.history else loss
        by_hand = bool(self.history) and self.history[-1][0] == self.updates
        grown = loss > GROWN * max(first, 1e-3)
        if np.isfinite(loss):
            if self.history and self.history[-1][0] == self.updates:
                self.history.pop()
            self.history.append((self.updates, self.epoch_now, *self.losses))
            if len(self.history) > MEASURED:
                self.history = thinned(self.history)
        if not np.isfinite(loss) or grown:
            what = "a thousand times what it was" if np.isfinite(loss) \
                else "not a number"
            told = f"Stopped at update {self.updates}: the loss is {what}." \
                if self.updates else \
                f"The loss is {what} before the first update."
            self.stopped = f"{told} {self._why(by_hand)}"
            return
        limit = self.settings["stop_loss"]
        if self.updates and loss <= limit and not self.stopped:
            self.stopped = f"Stopped: the loss has come down to {limit:g}."

    def _why(self, by_hand):
        """The likely cause of a loss that has run away."""
        lost = self._lost()
        if lost:
            return f"It is the layer: {lost}."
        if by_hand and not all(np.isfinite(array).all()
                               for array in self.network.parameters):
            return ("No update has done that: a weight or a bias was set to "
                    "a number that is not finite. Rewind brings the first "
                    "weights back.")
        if self.light[0] is False:
            return ("The slopes are wrong, so no rate will help: see what is "
                    "said of backprop above.")
        rate = self.settings["learning_rate"]
        return cause_in_data(self.X, self.T) or (
            f"Steps of learning rate {rate:g} are too long. Rewind, and "
            "try a tenth; if need be, a tenth of that.")

    def _lost(self):
        """Which layer makes NaN of finite numbers, now or a while ago."""
        now = self.network.state()
        with validation.trust(), np.errstate(all="ignore"):
            for state in [now, *(kept.state for kept in reversed(self.ring))]:
                if all(np.abs(array).max() < LARGE for array, _ in state):
                    self.network.restore(state)
                    lost = not_a_number(self.network, self.X)
                    self.network.restore(now)
                    return lost
        return ""

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
            right = classes_of(self.network.outputs[-1]) == self.classes[mask]
        return float(loss), float(right.mean() if np.isfinite(loss)
                                  else np.nan)

    def alive(self):
        """A sign of life, for whoever looks on."""

    def check(self):
        """Compare backprop with numerical gradients at some entries."""
        how = self.how
        if self.network is not None and len(how.X) \
                and np.isfinite(self.losses[0]):
            self.light = gradient_light(self.network, how.X, how.T,
                                        self.updates)
