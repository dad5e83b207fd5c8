"""One line of text that changes while something runs."""

import sys
import time

SECONDS = 0.1  # between two changes: more would only slow the work down


_shown = set()  # display ids that the front end knows: one for each cell run


class LiveLine:
    """A line that shows how far a long run has come, then goes away.

    In a notebook it is plain text in an output of its own, which ends empty:
    a saved notebook shows nothing of it, with or without a kernel. In a
    terminal it is one line on stderr, written over again and again; where
    stderr is a file or a pipe there is none. `say` prints a line that stays.
    """

    def __init__(self, wanted=True):
        self.started = time.perf_counter()
        self.next = self.started + 2 * SECONDS
        self.visible = False
        self.cell = _watched_cell() if wanted else None
        self.terminal = (
            wanted and not _in_kernel() and sys.stderr.isatty()
        )

    def __enter__(self):
        return self

    def show(self, text, *arguments):
        """Show `text(*arguments, seconds)`, at most ten times a second."""
        now = time.perf_counter()
        if now < self.next or not (self.cell or self.terminal):
            return
        self.next = now + SECONDS
        self.visible = True  # before it is: an interrupt may come in between
        self._write(text(*arguments, now - self.started))

    def say(self, line):
        self.close()
        print(line)

    def close(self):
        if self.visible:
            self._write("")
            self.visible = False

    def _write(self, line):
        if self.terminal:
            print(f"\r{line}\033[K", end="", file=sys.stderr, flush=True)
            return
        from IPython.display import display, update_display

        write = update_display if self.cell in _shown else display
        _shown.add(self.cell)
        write({"text/plain": line} if line else {}, raw=True,
              display_id=self.cell)

    def __exit__(self, *_):
        self.close()


def _shell():
    return "IPython" in sys.modules and sys.modules["IPython"].get_ipython()


def _in_kernel():
    return hasattr(_shell(), "kernel")


def _watched_cell():
    """A display id for the cell that runs, or None where nobody watches it.

    A request to run a cell says whether somebody could be asked for input.
    JupyterLab, Notebook and VS Code say yes; nbval, nbconvert and the like
    say no, and so they see no output that others would not see.
    """
    try:
        request = _shell().kernel.get_parent()
        if request["content"]["allow_stdin"]:
            return f"mlp_helpers-{request['header']['msg_id']}"
    except (AttributeError, KeyError, TypeError):
        pass  # no kernel, or not a cell but a message of a widget
    return None
