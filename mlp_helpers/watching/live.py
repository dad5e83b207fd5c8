"""One line of text that changes while something runs."""

import sys
import time

SECONDS = 0.1  # between two changes: more would only slow the work down


class LiveLine:
    """A line that shows how far a long run has come, then goes away.

    In a notebook it is a widget, so that nothing of it is left in the stored
    outputs; in a terminal it is one line on stderr, written over again and
    again; where stderr is a file or a pipe there is none. `say` prints a line
    that stays.
    """

    def __init__(self, wanted=True):
        self.started = time.perf_counter()
        self.next = self.started + 2 * SECONDS
        self.widget = None
        self.notebook = wanted and _in_notebook()
        self.terminal = wanted and not self.notebook and sys.stderr.isatty()

    def __enter__(self):
        return self

    def show(self, text, *arguments):
        """Show `text(*arguments, seconds)`, at most ten times a second."""
        now = time.perf_counter()
        if now < self.next or not (self.notebook or self.terminal):
            return
        self.next = now + SECONDS
        line = text(*arguments, now - self.started)
        if self.terminal:
            print(f"\r{line}\033[K", end="", file=sys.stderr, flush=True)
            return
        if self.widget is None:
            self.widget = _label()
        self.widget.value = line

    def say(self, line):
        self.close()
        print(line)

    def close(self):
        if self.terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
        if self.widget is not None:
            self.widget.close()
            self.widget = None

    def __exit__(self, *_):
        self.close()


def _in_notebook():
    """Whether a front end that can show widgets is listening."""
    if "IPython" not in sys.modules:
        return False
    shell = sys.modules["IPython"].get_ipython()
    return shell is not None and hasattr(shell, "kernel")


def _label():
    from IPython.display import display
    from ipywidgets import Label

    label = Label()
    # The view alone, without a text beside it: it leaves no stored output.
    view = label._repr_mimebundle_()
    view.pop("text/plain", None)
    display(view, raw=True)
    return label
