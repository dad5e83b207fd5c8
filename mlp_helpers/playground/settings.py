"""What a playground can be set to, and settings that are worth a look."""

import numpy as np

from .. import datasets, validation
from ..activations import linear, logistic, relu, tanh
from ..errors import (
    logistic_cross_entropy,
    softmax_cross_entropy,
    squared_error,
)

DATA = ("xor", "circles", "moons", "two_spirals", "gaussians", "own")
ACTIVATIONS = {a.name: a for a in (tanh, logistic, relu, linear)}
ERRORS = {e.name: e for e in (logistic_cross_entropy, squared_error,
                              softmax_cross_entropy)}
STARTS = ("suited", "small", "large", "zeros", "spread")
MOST_LAYERS, MOST_UNITS, MOST_CLASSES, MOST_POINTS = 6, 8, 6, 1000
WIDEST = 32  # from Python, or of a network that is given

# name: (default, least, most, whole)
NUMBERS = {
    "points": (100, 4, MOST_POINTS, True),
    "noise": (0.1, 0, 1, False),
    "classes": (2, 2, MOST_CLASSES, True),
    "data_seed": (0, 0, 10**9, True),
    "test": (0.25, 0, 0.9, False),
    "learning_rate": (0.3, 1e-6, 1000, False),
    "momentum": (0.0, 0, 0.999, False),
    "batch_size": (10, 0, MOST_POINTS, True),
    "decay": (0.0, 0, 1, False),
    "seed": (0, 0, 10**9, True),
    "stop_loss": (0.0, 0, 1000, False),
    "stop_epoch": (0, 0, 10**9, True),
}
WORDS = {
    "data": ("moons", DATA),
    "output": ("linear", tuple(ACTIVATIONS)),
    "error": ("logistic_cross_entropy", tuple(ERRORS)),
    "start": ("suited", STARTS),
}
DEFAULTS = {name: rule[0] for name, rule in (WORDS | NUMBERS).items()} | {
    "hidden": [4], "activations": ["tanh"]}
# Where other numbers suit a data set: the spirals' arms lie close together.
SUITED = {"two_spirals": {"points": 194, "noise": 0.0}}
DRAWN = {"points", "noise", "classes"}  # of no use for points that are given
OF_DATA = {"data", "points", "noise", "classes", "data_seed", "test"}
OF_WEIGHTS = {"seed", "start"}
OF_NETWORK = OF_WEIGHTS | {"hidden", "activations", "output", "error"}


def defaults(data):
    """DEFAULTS, as they suit these data."""
    return DEFAULTS | SUITED.get(data, {})


def suited(changes, before):
    """The changes, and those that follow if other data are chosen.

    What has been chosen by hand, `points` or `noise`, stays.
    """
    old, new = (defaults(s.get("data", before["data"])) for s in
                (before, changes))
    return {name: new[name] for name in ("points", "noise")
            if before[name] == old[name]} | changes


def clean(changes, known=ACTIVATIONS):
    """Return the changes, checked; ValueError names what does not fit."""
    cleaned = {}
    for name, value in changes.items():
        if name == "batch_size" and value is None:
            value = 0  # all, as for `train`
        if name in NUMBERS:
            _, least, most, whole = NUMBERS[name]
            validation.number(name, value, least=least, whole=whole)
            if value > most:
                raise ValueError(f"{name}: expected at most {most}, got "
                                 f"{value}")
            cleaned[name] = int(value) if whole else float(value)
        elif name in WORDS:
            cleaned[name] = _word(name, value, WORDS[name][1])
        elif name == "hidden":
            cleaned[name] = _sizes(value)
        elif name == "activations":
            cleaned[name] = [_word(name, word, known)
                             for word in _listed(name, value, '["tanh"]')]
        else:
            raise ValueError(f"{name}: no setting of a playground; expected "
                             f"one of {', '.join(DEFAULTS)}")
    return cleaned


def complete(settings):
    """The same, with as many activations as there are hidden layers."""
    number = len(settings["hidden"])
    last = (settings["activations"] or ["tanh"])[-1]
    activations = (settings["activations"] + number * [last])[:number]
    return settings | {"activations": activations}


def _word(name, value, options):
    if value not in options:
        raise ValueError(f"{name}: expected one of {', '.join(options)}, "
                         f"got {value!r}")
    return value


def _listed(name, value, example):
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"{name}: expected a list such as {example}, one "
                         f"entry for each hidden layer, got {value!r}")
    return value


def _sizes(value):
    sizes = _listed("hidden", value, "[4]")
    if len(sizes) > MOST_LAYERS:
        raise ValueError(f"hidden: expected at most {MOST_LAYERS} layers, "
                         f"got {len(sizes)}")
    for size in sizes:
        validation.number("hidden", size, least=1, below=WIDEST + 1,
                          whole=True)
    return [int(size) for size in sizes]


def make_points(settings):
    """X [num_points, 2] and the class of each, as the settings say."""
    number, noise = settings["points"], settings["noise"]
    seed, kind = settings["data_seed"], settings["data"]
    if kind == "own":
        return np.empty((0, 2)), np.empty(0, int)
    if kind == "xor":
        corner = np.arange(number) % 4
        X, T = datasets.xor()
        rng = np.random.default_rng(seed)
        return (X[corner] + rng.normal(0, noise, (number, 2)),
                T[corner, 0].astype(int))
    if kind == "gaussians":
        classes = np.arange(number) % settings["classes"]
        angle = 2 * np.pi * classes / settings["classes"]
        rng = np.random.default_rng(seed)
        X = np.column_stack([np.cos(angle), np.sin(angle)])
        return X + rng.normal(0, noise, X.shape), classes
    X, T = getattr(datasets, kind)(number, noise, seed)
    return X, T[:, 0].astype(int)
