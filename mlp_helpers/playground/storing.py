"""What a notebook keeps of a playground, renewed when it is quiet."""

import contextlib

import numpy as np

from ..explorers.page import both, display_three
from .still import look, still
from .stored import stored_page

QUIET = 1.5  # seconds without a message until the picture is stored anew


def _drawn(seen, sentence):
    """Picture, its size, sentence and page of what `look` gave."""
    return *still(seen), sentence, stored_page(seen)


class Storing:
    """A playground that is shown, and stored as it was last seen."""

    _seen, _stored = None, ()  # the state that is stored, and where

    def _show(self):
        self._seen = self._state()
        self._stored = display_three(
            self._widget, *_drawn(self._look(), self.sentence))

    def _look(self):
        return look(self._experiment, self._guard)

    def _state(self):
        e = self._experiment
        weights = e.network.parameters if e.network else []
        return b"".join(np.asarray(a).tobytes() for a in (
            *weights, e.X, e.classes, e.updates, *e.run_names))

    def _store(self):
        """Let the stored picture be what is seen, once it is quiet."""
        state = self._state()
        if self.playing or self._seen == state:
            return
        self._seen, sentence = state, self.sentence
        seen = self._look()

        def draw():  # on a thread: whoever clicks now need not wait
            return list(both(*_drawn(seen, sentence)))

        def show(drawn):
            with contextlib.suppress(Exception):  # the old one is not wrong
                for handle, (data, metadata) in zip(self._stored,
                                                    drawn.result()):
                    handle.update(data, raw=True, metadata=metadata)

        self._pace.aside(draw, show)
