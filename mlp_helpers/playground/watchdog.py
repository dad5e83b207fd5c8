"""Ends an endless loop in a learner's layer.

A training runs in the kernel's own thread, behind the cells, where JupyterLab
cannot interrupt it. So a thread looks on, and after some seconds without a
sign of life it raises TooLong there. It reaches the lines of Python code; what
it cannot reach is one call that never comes back from C, such as a lock.
"""
import ctypes
import threading
import time
from contextlib import contextmanager

SECONDS = 10.0  # without a sign of life
AGAIN = 0.5  # seconds until it is raised once more, if it was caught
IDLE = 0.5  # seconds until the thread ends that has nothing to look at


class TooLong(BaseException):
    """Raised inside a learner's code that does not come to its end."""


class Watchdog:
    """Looks on while `watching()`; each `sign()` gives it new patience.

    There is one for all playgrounds. Its thread ends when it is not needed.
    """

    def __init__(self):
        self._change = threading.Condition()
        self._end = self._thread = self._looks_on = None

    @contextmanager
    def watching(self):
        """Raise TooLong in here after SECONDS without a `sign`."""
        if self._thread is not None:  # the outer one looks on
            yield
            return
        try:
            self._begin()
            yield
        finally:
            with self._change:
                self._thread = None
                self._change.notify()

    def sign(self):
        self._end = time.monotonic() + SECONDS

    def _begin(self):
        self.sign()
        with self._change:
            self._thread = threading.get_ident()
            if self._looks_on is None:
                looks_on = threading.Thread(target=self._look, daemon=True)
                try:
                    looks_on.start()
                except RuntimeError:
                    return  # there are no threads, as in a browser tab
                self._looks_on = looks_on
            self._change.notify()

    def _look(self):
        with self._change:
            while self._thread is not None or self._change.wait(IDLE):
                if self._thread is None:
                    continue
                left = self._end - time.monotonic()
                if left <= 0:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(self._thread),
                        ctypes.py_object(TooLong))
                    left = AGAIN
                self._change.wait(left)
            self._looks_on = None


DOG = Watchdog()
