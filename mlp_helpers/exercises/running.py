"""Run a learner's function: on copies, watched, and not for ever."""
import contextlib
import copy
import ctypes
import io
import os
import sys
import threading
import traceback
import warnings
from dataclasses import dataclass, field

import numpy as np

from .nesting import arrays_in, leaves_in, opened, same

SECONDS = 4.0      # for all cases together; MLP_HELPERS_TIMEOUT overrides it
MOST_PRINTED = 2000, 40  # characters and lines that are let through


class Stopped(BaseException):
    """Raised inside a learner's function that has run for too long."""


@dataclass
class Run:
    """What came of one call.

    `value` is a copy of what was returned and `named` its parts by name;
    `error` is what was raised, and `frames` are the (code, line) pairs from
    the outermost call to the innermost; `changed` names the arguments that
    are not what they were, `views` pairs an output with the argument whose
    memory it shares.
    """

    value: object = None
    named: list = field(default_factory=list)
    error: BaseException | None = None
    frames: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    views: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


@dataclass
class Attempt:
    """The runs of one function on some cases.

    `stuck` is None, or the (code, line) pairs where it was cut off.
    """

    runs: list = field(default_factory=list)
    stuck: list | None = None
    printed: str = ""

    @property
    def failed(self):
        """The first run that raised an exception, or None."""
        return next((run for run in self.runs if run.error), None)


class _Printed(io.StringIO):
    """Takes what one thread prints; other threads print as before."""

    def __init__(self, outside):
        super().__init__()
        self.outside, self.thread = outside, None
        self.open, self.lines = True, 0

    def write(self, text):
        if threading.get_ident() != self.thread:
            return self.outside.write(text)
        if self.open:
            super().write(text)
            self.lines += text.count("\n")
            characters, lines = MOST_PRINTED
            if self.tell() > characters or self.lines >= lines:
                self.open = False
                super().write("... (and more)\n")
        return len(text)


def seconds():
    """How long a function may take for all its cases."""
    try:
        return float(os.environ["MLP_HELPERS_TIMEOUT"])
    except (KeyError, ValueError):
        return SECONDS


def copy_of(value):
    """Copy a value deeply, as far as it can be copied."""
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def call(exercise, function, args):
    """Call a function on copies of a case and look at what it did."""
    run = Run()
    copies = copy_of(args)
    try:
        value = opened(exercise.call(function, *copies), exercise.outputs)
    except Stopped:
        raise
    except BaseException as error:
        run.frames = [(frame.f_code, line) for frame, line
                      in traceback.walk_tb(error.__traceback__)]
        run.error = error.with_traceback(None)
        return run
    names = exercise.parameters
    for name, before, after in zip(names, args, copies):
        run.changed += [
            part for (part, old), (_, new)
            in zip(leaves_in(before, name), leaves_in(after, name))
            if not same(old, new)]
    for name, leaf in exercise.named(value):
        run.views += [
            (name, part) for argument, item in zip(names, copies)
            for part, array in arrays_in(item, argument)
            if isinstance(leaf, np.ndarray) and np.shares_memory(leaf, array)]
    run.value = copy_of(value)
    run.named = exercise.named(run.value)
    return run


def _stop(thread):
    """Raise Stopped in a thread until it ends, for at most a second."""
    for _ in range(20):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped))
        thread.join(0.05)
        if not thread.is_alive():
            return


def attempt(exercise, function, cases):
    """Run a function on cases, in a thread of its own that can be stopped.

    What the function prints in the first case is kept, and numpy's warnings
    are collected with each run. An interrupt by the user stops the function
    and is passed on.

    Returns
    -------
    Attempt
    """
    result = Attempt()
    printed = _Printed(sys.stdout)

    def work():
        printed.thread = threading.get_ident()
        try:
            for case in cases:
                before = len(log)
                run = call(exercise, function, case)
                run.warnings = [str(item.message) for item in log[before:]
                                if issubclass(item.category, RuntimeWarning)]
                result.runs.append(run)
                printed.open = False
        except Stopped:
            pass

    thread = threading.Thread(target=work, daemon=True)
    with warnings.catch_warnings(record=True) as log, \
            contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        try:
            thread.start()
        except RuntimeError:  # no threads here, as in a browser: no limit
            work()
        else:
            try:
                thread.join(seconds())
                if thread.is_alive():
                    frame = sys._current_frames().get(thread.ident)
                    result.stuck = [
                        (frame.f_code, line) for frame, line
                        in traceback.walk_stack(frame)][::-1]
            finally:
                if thread.is_alive():
                    _stop(thread)
                    printed.open = False
    result.printed = printed.getvalue()
    return result
