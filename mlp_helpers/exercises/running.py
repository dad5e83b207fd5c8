"""Run a learner's function: on copies, watched, and not for ever."""
import bdb
import builtins
import contextlib
import copy
import ctypes
import io
import os
import sys
import threading
import time
import traceback
import warnings
from dataclasses import dataclass, field
from time import monotonic as clock

import numpy as np

from .nesting import arrays_in, leaves_in, opened, same
from .undo import undone

# A browser tab has one thread, and no clock for one.
thread_time = getattr(time, "thread_time", time.process_time)
SECONDS = 4.0      # for one call; MLP_HELPERS_TIMEOUT overrides it
LOOKS = 40         # how often a call is looked at in this time
MOST_PRINTED = 2000, 40  # characters and lines that are let through


class Stopped(BaseException):
    """Raised inside a learner's function that has run for too long."""


class Asks(BaseException):
    """Raised inside a learner's function that wants to ask somebody."""


# What ends a check where a function runs in the thread of the caller.
BY_USER = KeyboardInterrupt, bdb.BdbQuit


@dataclass(eq=False)
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


@dataclass(eq=False)
class Attempt:
    """The runs of one function on some cases.

    `stuck` is None, or where the call was that took too long: several looks
    at it, each a list of (code, line) pairs. `changes` are those to the
    process; they have been undone. `here` is True where it ran in the thread
    of the caller, because it asks its user, or a debugger is attached.
    `seconds` are of the processor, and of this thread: others may run too.
    """

    runs: list = field(default_factory=list)
    stuck: list | None = None
    printed: str = ""
    here: bool = False
    seconds: float = 0
    changes: object = None

    @property
    def failed(self):
        """The first run that raised an exception, or None."""
        return next((run for run in self.runs if run.error is not None), None)


class _Printed(io.StringIO):
    """Takes what one thread prints; other threads print as before."""

    def __init__(self, outside):
        super().__init__()
        self.outside, self.thread = outside, None
        self.open, self.lines = True, 0

    def write(self, text):
        if threading.get_ident() != self.thread:
            return self.outside.write(text) if self.outside else len(text)
        if self.open:
            super().write(text)
            self.lines += text.count("\n")
            characters, lines = MOST_PRINTED
            if self.tell() > characters or self.lines >= lines:
                self.open = False
                super().write("... (and more)\n")
        return len(text)


class _Stdin:
    """Stands in for stdin: whoever reads from it asks."""

    def __init__(self, outside, asks):
        self.outside, self.asks = outside, asks

    def __getattr__(self, name):
        self.asks()
        return getattr(self.outside, name)

    def __iter__(self):
        self.asks()
        return iter(self.outside)


def seconds():
    """How long a function may take for one call."""
    try:
        limit = float(os.environ["MLP_HELPERS_TIMEOUT"])
        return limit if limit > 0 else SECONDS
    except (KeyError, ValueError):
        return SECONDS


def too_long(it):
    """The message for a call that was cut off."""
    looks = it.tried.stuck
    text = f"it was still running after {seconds():g} seconds"
    loop = it.answer.loop(looks)
    if loop:
        return f"{text}, in the loop of {loop}. Does the loop come to an end?"
    places = {it.answer.place(frames) for frames in looks}
    if len(places) > 1:  # as in a function that calls itself
        places = {it.answer.place(frames[::-1]) for frames in looks}
    place = places.pop() if len(places) == 1 else None
    if place is None:
        return text + ". An answer needs a fraction of a second."
    return (f"{text}, in {place}. It waits there, or has very much to do: an "
            "answer needs a fraction of a second.")


def outside_of_it(symbol, message, tried):
    """A verdict, and what the answer has changed beside its result."""
    changes = tried.changes
    if changes.attributes:
        name = changes.attributes[0]
        text = (f"it changes {name} for everybody who uses it. The check has "
                f"put it back: leave {name} as it is, and give a function of "
                "your own another name.")
        if symbol == "✓":
            return "✗", text
        return symbol, f"{message} And {text}"
    if changes.settings:
        message += (f" (It changes {' and '.join(changes.settings)}. The "
                    "check has put that back.)")
    return symbol, message


def debugged():
    """Whether somebody looks on who needs time, and the caller's thread."""
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    if sys.gettrace() or threading.gettrace() or monitoring \
            and monitoring.get_tool(monitoring.DEBUGGER_ID) is not None:
        return True
    try:
        return bool(sys.modules["debugpy"].is_client_connected())
    except Exception:
        return False


def copy_of(value):
    """Copy a value deeply, as far as it can be copied."""
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def call(exercise, function, args, passed=()):
    """Call a function on copies of a case and look at what it did.

    `passed` are exceptions that are not the function's own.
    """
    run = Run()
    copies = copy_of(args)
    try:
        value = opened(exercise.call(function, *copies), exercise.outputs)
        _look_at(run, exercise, value, args, copies)
    except (Stopped, Asks, *passed):
        raise
    except BaseException as error:
        run.frames = [(frame.f_code, line) for frame, line
                      in traceback.walk_tb(error.__traceback__)]
        run.error = error.with_traceback(None)
    return run


def _look_at(run, exercise, value, args, copies):
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


class _Runner:
    """Runs a function on cases, here or in a thread that can be stopped."""

    def __init__(self, exercise, function, cases, log):
        self.exercise, self.function = exercise, function
        self.cases, self.log = cases, log
        self.result = Attempt()
        self.now = 0, clock()  # number and start of the present call
        self.asked = self.ended = False
        self.open, self.ident = True, None

    def run(self, passed=(), printed=None):
        start = thread_time()
        try:
            for number, case in enumerate(self.cases):
                self.now = number, clock()
                before = len(self.log)
                run = call(self.exercise, self.function, case, passed)
                run.warnings = [
                    str(item.message) for item in self.log[before:]
                    if issubclass(item.category, RuntimeWarning)]
                self.result.runs.append(run)
                if printed:
                    printed.open = False
        finally:
            self.result.seconds = thread_time() - start
            self.ended = True

    def captured(self, run, *args):
        """Run with what the first case prints kept, and not shown."""
        printed = _Printed(sys.stdout)

        def work(passed=()):
            printed.thread = self.ident = threading.get_ident()
            self.run(passed, printed)

        with contextlib.redirect_stdout(printed):
            try:
                run(work, *args)
            finally:
                printed.open = self.open = False
        self.result.printed = printed.getvalue()

    def in_thread(self, work):
        """Run in a thread of its own, with a limit for each call."""
        def quiet():
            with contextlib.suppress(BaseException):  # no traceback
                work()

        thread = threading.Thread(target=quiet, daemon=True)
        with self._prompts():
            try:
                thread.start()
                self._watch(thread)
                return
            except RuntimeError:
                if thread.ident:
                    raise
            finally:
                self._stop(thread)
        work(BY_USER)  # no threads here, as in a browser: no limit

    def _watch(self, thread):
        limit, looks, of = seconds(), [], 0
        while thread.is_alive() and not self.asked:
            number, start = self.now
            gone = clock() - start
            if number != of:
                looks, of = [], number
            if gone > limit / 2:  # before, it was elsewhere perhaps
                frame = sys._current_frames().get(thread.ident)
                looks.append([(frame.f_code, line) for frame, line
                              in frame and traceback.walk_stack(frame) or ()
                              ][::-1])
            if gone >= limit:
                self.result.stuck = looks
                return
            thread.join(min(limit / LOOKS, max(limit - gone, 0), 1))

    def _stop(self, thread):
        """Raise Stopped in a thread until it ends, for at most a second."""
        for _ in range(20):
            if self.ended or not thread.is_alive():
                break
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped))
            thread.join(0.05)
        else:
            return
        if thread.ident:
            thread.join(1)

    @contextlib.contextmanager
    def _prompts(self):
        """Let nothing wait for an answer in a thread that nobody hears.

        Where the function asks, by `input` or by a debugger, it is ended:
        it has to run in the thread of the caller.
        """
        def asks():
            if self.open and threading.get_ident() == self.ident:
                self.asked = True
                raise Asks

        def asking(old):
            def ask(*args, **kwargs):
                asks()
                return old(*args, **kwargs)
            return ask

        places = [(builtins, "input"), (sys, "breakpointhook"),
                  (bdb.Bdb, "set_trace")]
        if "getpass" in sys.modules:  # a kernel has one of its own
            places.append((sys.modules["getpass"], "getpass"))
        before = [getattr(*place) for place in places]
        stdin = sys.stdin
        try:
            for (owner, name), old in zip(places, before):
                setattr(owner, name, asking(old))
            sys.stdin = _Stdin(stdin, asks)
            yield
        finally:
            sys.stdin = stdin
            for (owner, name), old in zip(places, before):
                setattr(owner, name, old)


def attempt(exercise, function, cases):
    """The Attempt of a function on cases, in a thread that can be stopped.

    What the function prints in the first case is kept, and numpy's warnings
    are collected with each run. What it changes in the process is undone. An
    interrupt by the user stops the function and is passed on.

    A function that asks its user, by `input` or a debugger, runs in the
    thread of the caller, without a limit, and prints at once; so does every
    function while a debugger is attached.
    """
    with undone() as changes, warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("always")
        runner = _Runner(exercise, function, cases, log)
        here = debugged()
        if not here:
            runner.captured(runner.in_thread)
            here = runner.asked
        if here:
            runner = _Runner(exercise, function, cases, log)
            runner.run(BY_USER)
    runner.result.changes, runner.result.here = changes, here
    return runner.result
