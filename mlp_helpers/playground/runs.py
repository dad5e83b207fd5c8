"""Runs to compare: earlier ones, named by what changed, and pairs of them."""

import time
from collections import namedtuple

from .presets import CLOUD, XOR
from .settings import OF_DATA

LONGEST = 5.0  # seconds of one run of a pair, for slow layers
RUNS = 4  # earlier runs that are kept for comparison
# name, history, settings, network, its initial weights, where it stands
Run = namedtuple("Run", "name history settings network initial now light")

# What is said of a setting; the others are told by their own names.
WORDS = {"learning_rate": "rate", "batch_size": "batch", "hidden": "",
         "activations": "", "seed": "", "decay": "weight decay"}
UNSAID = {"stop_loss", "stop_epoch"}

MOONS = CLOUD | {"data": "moons", "noise": 0.15, "hidden": [8],
                 "activations": ["tanh"], "learning_rate": 0.1, "seed": 0}
# question: (settings, the two changes, epochs, what is to be seen)
PAIRS = {
    "two learning rates": (
        MOONS, ({"learning_rate": 0.01}, {"learning_rate": 1.0}), 40,
        "The same points, the same weights at the start. The small rate is "
        "not stuck, it is slow. Raise the other further: from where on does "
        "it no longer help?"),
    "two starts": (
        XOR | {"hidden": [2], "activations": ["relu"], "learning_rate": 0.5},
        ({"seed": 2}, {"seed": 1}), 400,
        "Nothing differs but the weights at the start, and one of the two "
        "gets stuck. So a result from one start says little."),
    "with and without momentum": (
        CLOUD | {"data": "circles", "hidden": [6], "activations": ["tanh"],
                 "learning_rate": 0.1, "batch_size": 0, "seed": 0},
        ({"momentum": 0.0}, {"momentum": 0.9}), 300,
        "The same rate. On the long flat part the slopes are small and agree, "
        "and momentum adds them up."),
    "a batch of 1 and of all": (
        MOONS, ({"batch_size": 1}, {"batch_size": 0}), 40,
        "As many epochs, and 150 times as many updates with a batch of 1. "
        "Its curve jumps; that of all points together is smooth, and slow."),
}


def name_of(before, log):
    """What a run is called: how its settings differ from those of another.

    Parameters
    ----------
    before : dict of settings, or None for the first run
    log : list of dicts, the settings in the course of the run
    """
    if before is None:
        return "first run"
    parts = []
    for setting in before:
        values = [_told(setting, before[setting])]
        for settings in log:
            value = _told(setting, settings[setting])
            if value != values[-1]:
                values.append(value)
        if values[1:] and setting not in UNSAID:
            word = WORDS.get(setting, setting)
            parts.append(f"{word} {' → '.join(values[1:])}".strip())
    return ", ".join(parts) or "once more"


def _told(setting, value):
    if setting == "seed":
        return f"weights {value}"
    if setting == "batch_size":
        return str(value or "all")
    if setting == "hidden":
        return "-".join(map(str, value)) + " units" if value \
            else "no hidden layer"
    if setting == "activations":
        return ", ".join(dict.fromkeys(value))
    return f"{value:g}" if isinstance(value, float) else \
        str(value).replace("_", " ")


class Runs:
    """What an Experiment knows of the runs before.

    Attributes
    ----------
    runs : list of Run, the oldest first
    log : list of settings with which the current run has been trained
    compared : str, what is to be seen in the pair of runs, or ""
    """

    def _forget_runs(self):
        self.runs, self.log, self.compared = [], [], ""
        self.reference = None  # what the first run is compared with
        self.restored = None

    @property
    def run_names(self):
        """Names of the earlier runs, the oldest first."""
        return [run.name for run in self.runs]

    @property
    def run_name(self):
        """The name of the current run."""
        if self.restored and self.log == [self.restored.settings]:
            return self.restored.name
        return name_of(
            self.runs[-1].settings if self.runs else self.reference,
            self.log or [self.settings])

    def _note_settings(self):
        """Remember the settings that the current run is trained with."""
        if not self.log or self.log[-1] != self.settings:
            self.log = [*self.log, dict(self.settings)]

    def _run_so_far(self, settings):
        """The current run; None if its weights were given another shape."""
        try:
            now = self._snapshot()
        except (ValueError, AttributeError):
            return None
        return Run(self.run_name, self.history, settings, self.network,
                   self.initial, now, self.light)

    def _archive(self):
        """Keep the run that ends here, if it has begun."""
        if len(self.history) > 1 and self.log:
            ended = self._run_so_far(self.log[-1])
            self.runs = [*self.runs, *([ended] if ended else [])][-RUNS:]
        self.log, self.restored = [], None

    def restore_run(self, k):
        """Go on from where an earlier run stood, with its settings.

        The current run takes its place among the earlier ones. The points
        stay as they are.
        """
        if not isinstance(k, int) or not 0 <= k < len(self.runs):
            raise ValueError(f"run: expected 0 to {len(self.runs) - 1}, got "
                             f"{k!r}" if self.runs else
                             "run: there is no earlier one")
        run = self.runs[k]
        if run.network.layers[-1].W.shape[0] != self.T.shape[1]:
            raise ValueError(f"run: {run.name!r} has another number of "
                             "outputs than there are classes now")
        self._archive()
        self.runs = [other for other in self.runs if other is not run]
        self.settings = {name: value if name not in OF_DATA
                         else self.settings[name]
                         for name, value in run.settings.items()}
        self.network, self.initial = run.network, run.initial
        self._forget_steps()
        self._restore(run.now)
        self.history, self.log = run.history, [run.settings]
        self.restored = run
        self.stopped, self.light, self.compared = "", run.light, ""
        self.measure()

    def compare(self, question):
        """Train the two runs of a pair, one after the other."""
        if question not in PAIRS:
            raise ValueError(f"compare: expected one of {list(PAIRS)}, got "
                             f"{question!r}")
        base, changes, epochs, told = PAIRS[question]
        self.set(**(base | changes[0]))
        self._forget_runs()
        self.history = []
        self.reference = self.settings | changes[1]
        self._build()
        for change in changes:
            if change is not changes[0]:
                self.set(**change)
                if self.updates:  # the same network: from the same weights
                    self.rewind()
            end = time.monotonic() + LONGEST
            self.run_epoch()
            while self.epochs < epochs and not self.stopped \
                    and time.monotonic() < end:
                self.run_epoch()
            if self.epochs < epochs and not self.stopped:
                told += (f" These layers are slow: {self.run_name!r} ends "
                         f"after {self.epochs} of {epochs} epochs.")
        self.compared = f"{question}. {told}"
