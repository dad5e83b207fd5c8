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


class TooLong(BaseException):
    """Raised inside a learner's code that does not come to its end."""


class Watchdog:
    """Looks on while `watching()`; each `sign()` gives it new patience."""

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
                self._thread = self._end = None

    def sign(self):
        self._end = time.monotonic() + SECONDS

    def _begin(self):
        self.sign()
        with self._change:
            self._thread = threading.get_ident()
            if self._looks_on is None or not self._looks_on.is_alive():
                self._looks_on = threading.Thread(target=self._look,
                                                  daemon=True)
                try:
                    self._looks_on.start()
                except RuntimeError:  # no threads, as in a browser tab
                    self._looks_on = None
            self._change.notify()

    def _look(self):
        while True:
            with self._change:
                while self._thread is None:
                    self._change.wait()
                left = self._end - time.monotonic()
                if left <= 0:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(self._thread),
                        ctypes.py_object(TooLong))
                    left = AGAIN
            time.sleep(min(left, 1.0))
