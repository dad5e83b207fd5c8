"""What the page is told once, and what is said of a playground in words."""

import numpy as np

from .looking import name_of
from .presets import PRESETS
from .runs import PAIRS
from .settings import (
    ACTIVATIONS,
    DATA,
    ERRORS,
    MOST_CLASSES,
    MOST_LAYERS,
    MOST_UNITS,
    NUMBERS,
    STARTS,
    defaults,
)

# updates before each picture, and how many pictures' time that takes
SPEEDS = {"1 update a second": (1, 30), "5 updates a second": (1, 6),
          "1 update a picture": (1, 1), "10 updates a picture": (10, 1),
          "as fast as it can": (None, 1)}
CHOICES = {
    "data": DATA, "activations": list(ACTIVATIONS), "errors": list(ERRORS),
    "starts": STARTS, "speeds": list(SPEEDS), "layers": MOST_LAYERS,
    "units": MOST_UNITS, "classes": MOST_CLASSES,
    "numbers": {name: rule[1:] for name, rule in NUMBERS.items()},
    "presets": list(PRESETS), "questions": list(PAIRS)}


def wishes_of(more):
    """What of the page's wishes is of use."""
    wishes = {}
    for name in ("instance", "space"):
        if isinstance(more.get(name), int) and more[name] >= 0:
            wishes[name] = more[name]
    if "instance" in more and more["instance"] is None:
        wishes["instance"] = None
    for name in ("axes", "unit"):
        pair = more.get(name)
        if isinstance(pair, list) and len(pair) == 2 and all(
                isinstance(number, int) and number >= 0 for number in pair):
            wishes[name] = pair
    if "unit" in more and more["unit"] is None:
        wishes["unit"] = None
    return wishes


def finite(numbers):
    return [float(n) if np.isfinite(n) else None for n in numbers]


def sizes(e):
    if e.network is None:
        return [2, *e.settings["hidden"], e.T.shape[1]]
    return [2, *(layer.W.shape[0] for layer in e.network.layers)]


def names(e):
    if e.network is None:
        return [*e.settings["activations"], "linear"]
    return [name_of(layer) for layer in e.network.layers]


def sentence_of(e, error):
    """What there is to see, in words."""
    network = "-".join(map(str, sizes(e)))
    text = (f"{_counted(len(e.X), 'point')} ({e.settings['data']}), "
            f"network {network}, {_counted(e.updates, 'update')}")
    if error:
        return f"{text}. {error}."
    if not np.isfinite(e.losses[0]):
        return f"{text}."
    loss = e.losses[0]  # a tiny one differs between processors
    said = f"{loss:.3f}" if loss >= 0.02 else "below 0.02"
    return (f"{text}: training loss {said}, {100 * e.accuracies[0]:.0f} % "
            "right. Run this cell to play with it.")


def _counted(number, word):
    return f"{number} {word}" + "s" * (number != 1)


def line_of(settings):
    """The call of Playground that has these settings."""
    usual = defaults(settings.get("data"))
    given = ", ".join(
        f"{name}={_written(name, value)}" for name, value in settings.items()
        if name not in usual or value != usual[name])
    return f"Playground({given})"


def _written(name, value):
    """A setting as one would type it."""
    if name == "network":
        return "network"  # whatever its own name is
    return getattr(value, "__name__", None) or repr(value)
