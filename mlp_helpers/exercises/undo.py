"""Put back what an answer changes in the process, beside its result.

An answer runs in the learner's own kernel. Were ``os.chdir`` or ``np.exp =``
to outlive the check, the checks after it would judge by that.
"""
import builtins
import contextlib
import math
import os
import random
import sys
import time
from dataclasses import dataclass, field

import numpy as np

PACKAGE = __name__.split(".")[0]
MODULES = {np: "np", np.linalg: "np.linalg", np.random: "np.random",
           math: "math", random: "random", builtins: "", os: "os",
           time: "time"}


@dataclass(eq=False)
class Changes:
    """What was put back: attributes, as "np.exp", and settings."""

    attributes: list = field(default_factory=list)
    settings: list = field(default_factory=list)


_classes = {}  # name of a module of the package -> those defined in it


def _owners():
    """List the (module or class, its name) whose attributes are watched."""
    found = list(MODULES.items())
    for name, module in list(sys.modules.items()):
        if name.startswith(PACKAGE) and module is not None:
            found.append((module, name))
            if name not in _classes:
                _classes[name] = [
                    kind for kind in vars(module).values()
                    if isinstance(kind, type) and kind.__module__ == name]
            found += [(kind, kind.__name__) for kind in _classes[name]]
    return found


def _attributes(owners):
    return [(owner, name, dict(vars(owner))) for owner, name in owners]


def _put_back(attributes):
    """Set the attributes that are others now; returns their names.

    What the package's modules keep for themselves is left as it is.
    """
    names = []
    for owner, title, before in attributes:
        now = vars(owner)
        for name, value in before.items():
            if now.get(name) is not value and not name.startswith("__") and (
                    callable(value)
                    or owner in MODULES and not name.startswith("_")):
                with contextlib.suppress(Exception):
                    setattr(owner, name, value)
                    names.append(f"{title}.{name}".lstrip("."))
    return names


def _set_environ(before):
    for name in set(os.environ) - set(before):
        del os.environ[name]
    os.environ.update(before)


def _rc():
    """Matplotlib's settings, where it is loaded."""
    loaded = getattr(sys.modules.get("matplotlib"), "rcParams", None)
    return loaded if loaded is None else dict(dict.items(loaded))


def _set_rc(before):
    if before is not None:  # past the checks: they were good before
        dict.update(sys.modules["matplotlib"].rcParams, before)


def _set_streams(before):
    (sys.stdin, sys.stdout, sys.stderr, sys.displayhook,
     sys.excepthook) = before


SETTINGS = {
    "the working folder": (os.getcwd, os.chdir),
    "os.environ": (lambda: dict(os.environ), _set_environ),
    "sys.path": (lambda: list(sys.path),
                 lambda before: sys.path.__setitem__(slice(None), before)),
    "the recursion limit": (sys.getrecursionlimit, sys.setrecursionlimit),
    "NumPy's error handling": (
        np.geterr, lambda before: np.seterr(**before)),
    "NumPy's print options": (
        np.get_printoptions, lambda before: np.set_printoptions(**before)),
    "Matplotlib's settings": (_rc, _set_rc),
    "sys.stdout and its like": (
        lambda: (sys.stdin, sys.stdout, sys.stderr, sys.displayhook,
                 sys.excepthook), _set_streams),
}
_LEGACY = np.random.mtrand._rand  # which np.random.normal draws from
_OWN = _attributes([(module, name) for module, name in MODULES.items()
                    if name.startswith(("np", "math"))])


@contextlib.contextmanager
def undone():
    """Put back what changes inside; yields the Changes, filled at the end.

    The states of the global random generators are put back, too, and not
    mentioned: drawing numbers is no fault.
    """
    changes = Changes()
    attributes, before = _attributes(_owners()), {}
    for name, (look, _) in SETTINGS.items():
        with contextlib.suppress(Exception):
            before[name] = look()
    drawn, legacy = random.getstate(), _LEGACY.__getstate__()
    try:
        yield changes
    finally:
        changes.attributes += _put_back(attributes)
        for name, value in before.items():
            look, put_back = SETTINGS[name]
            with contextlib.suppress(Exception):
                if _safe(look) != value:
                    put_back(value)
                    changes.settings.append(name)
        random.setstate(drawn)
        _LEGACY.__setstate__(legacy)


def _safe(look):
    try:
        return look()
    except Exception:  # as where the working folder is gone
        return None


@contextlib.contextmanager
def own_functions():
    """Let NumPy's own functions be in force inside.

    A notebook may have replaced them. Yields the names of those.
    """
    theirs = _attributes([(module, name) for module, name, _ in _OWN])
    names = _put_back(_OWN)
    try:
        yield names
    finally:
        _put_back(theirs)
