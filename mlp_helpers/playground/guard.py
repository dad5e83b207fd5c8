"""What a learner's layer raises or prints is told, and survived."""

import contextlib
import io

from ..explorers.page import describe, learners
from ..layer import Layer
from . import watchdog
from .looking import Unfit, try_layers

PRINTED = 3  # lines


class Guard:
    """What a Playground does about code that is not its own.

    Attributes
    ----------
    error : None, or what went wrong
    printed : str, the first lines that a layer has printed
    """

    @contextlib.contextmanager
    def _guard(self, chosen=False):
        """Keep what a layer raises in `error`, with its line.

        With `chosen`, a ValueError of ours goes on to whoever chose a wrong
        argument. Of what is printed the first lines are kept in `printed`.
        """
        said = io.StringIO()
        try:
            with contextlib.redirect_stdout(said), self._watch():
                yield
        except watchdog.TooLong as error:
            self.playing = False
            line = (learners(error) or [None])[-1]
            where = line and f" in line {line.lineno}, in {line.name},"
            self.error = self.error or (
                f"Stopped{where or ''} after {watchdog.SECONDS:g} seconds: is "
                "there a loop that does not end?")
        except Exception as error:
            if chosen and not learners(error) \
                    and isinstance(error, ValueError):
                raise
            self.playing = False
            self.error = self.error or self._told(error)  # the first one
        finally:
            if not self.printed:
                self.printed = "\n".join(
                    said.getvalue().splitlines()[:PRINTED])[:300]

    def _watch(self):
        """Somebody else's layers may have a loop that does not end."""
        layer, network = self._given["layer"], self._given["network"]
        own = layer not in (None, Layer) or network is not None and any(
            type(one) is not Layer for one in network.layers)
        return watchdog.DOG.watching() if own else contextlib.nullcontext()

    def _told(self, error):
        if isinstance(error, Unfit):
            return str(error)
        network = self.network
        if network is not None:  # perhaps a layer fails only now and then
            try:
                try_layers(network.layers, network.error)
            except Unfit as reason:
                return str(reason)
            except Exception:
                pass  # it is told with its line below
        if learners(error):
            return describe(error)
        return f"{type(error).__name__}: {error}" + (
            " (not in your code, but with what it returned)" if self.network
            else ". A layer is made by layer(num_inputs, num_outputs, "
            "activation, rng)")
