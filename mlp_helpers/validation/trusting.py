"""When arrays pass unchecked."""

from contextlib import contextmanager
from contextvars import ContextVar

_trusted = ContextVar("trusted", default=False)
trusted = _trusted.get  # whether arrays pass unchecked


@contextmanager
def trust():
    """Let the arrays of a training pass: they were checked at its start.

    For small networks a check takes longer than a product of matrices.
    """
    before = _trusted.set(True)
    try:
        yield
    finally:
        _trusted.reset(before)
