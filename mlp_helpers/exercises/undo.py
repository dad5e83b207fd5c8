"""Put back what an answer changes in the process, beside its result.

An answer runs in the learner's own kernel. Were ``os.chdir`` or ``np.exp =``
to outlive the check, the checks after it would judge by that.
"""
import builtins
import contextlib
import functools
import math
import os
import random
import sys
import time
from types import SimpleNamespace

import numpy as np

PACKAGE = __name__.split(".")[0]
LIBRARIES = {np: "np.", np.linalg: "np.linalg.", np.random: "np.random.",
             math: "math.", random: "random.", builtins: "", os: "os.",
             time: "time."}
_LEGACY = np.random.mtrand._rand  # which np.random.normal draws from
_STREAMS = "stdin", "stdout", "stderr", "displayhook", "excepthook"


_taken = []  # the picture of the check that runs: all its attempts share it


@functools.cache
def _classes(module):
    return [(kind, f"{kind.__name__}.") for kind in vars(module).values()
            if isinstance(kind, type) and kind.__module__ == module.__name__]


def _picture():
    """List the (owner, its name, its attributes) that are watched."""
    owners = list(LIBRARIES.items())
    for name, module in list(sys.modules.items()):
        if name.startswith(PACKAGE) and module is not None:
            owners += [(module, f"{name}."), *_classes(module)]
    return [(owner, title, dict(vars(owner))) for owner, title in owners]


def _put_back(picture):
    """Set the attributes that are others now; returns their names.

    What the package's modules keep for themselves is left as it is.
    """
    names = []
    for owner, title, before in picture:
        now = vars(owner)
        with contextlib.suppress(Exception):  # quick, and mostly so
            if now == before:
                continue
        for name, value in before.items():
            if now.get(name) is not value and not name.startswith("__") and (
                    callable(value)
                    or owner in LIBRARIES and not name.startswith("_")):
                with contextlib.suppress(Exception):
                    setattr(owner, name, value)
                    names.append(title + name)
    return names


def _set_environ(before):
    for name in set(os.environ) - set(before):
        del os.environ[name]
    os.environ.update(before)


# What is put back, too: how to look at it, how to set it.
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
    "sys.stdout and its like": (
        lambda: {name: getattr(sys, name) for name in _STREAMS},
        lambda before: vars(sys).update(before)),
    "": (random.getstate, random.setstate),  # drawing numbers is no fault
}


def _look():
    found = {}
    for name, (look, _) in SETTINGS.items():
        with contextlib.suppress(Exception):  # the folder may be gone
            found[name] = look()
    return found


@contextlib.contextmanager
def undone():
    """Put back what changes inside; yields what that was, once it is known.

    Its `attributes` are names, as "np.exp"; its `settings` are texts.
    """
    changes = SimpleNamespace(attributes=[], settings=[])
    picture, before = list(_taken) or _picture(), _look()
    legacy = _LEGACY.__getstate__()
    try:
        yield changes
    finally:
        changes.attributes += _put_back(picture)
        now = _look()
        for name, value in before.items():
            if now.get(name) != value:
                with contextlib.suppress(Exception):
                    SETTINGS[name][1](value)
                    changes.settings += [name] if name else []
        _LEGACY.__setstate__(legacy)


_OWN = [(module, title, dict(vars(module))) for module, title
        in LIBRARIES.items() if title.startswith(("np", "math"))]


@contextlib.contextmanager
def own_functions():
    """Let NumPy's own functions be in force inside, during one check.

    A notebook may have replaced them. Yields the names of those.
    """
    theirs = [(module, title, dict(vars(module)))
              for module, title, _ in _OWN]
    names = _put_back(_OWN)
    _taken[:] = _picture()
    try:
        yield names
    finally:
        _taken.clear()
        _put_back(theirs)
