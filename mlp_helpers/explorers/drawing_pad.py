"""Draw a digit, and let a network read it."""

import numpy as np

from ..plots.drawing import number, on, series, tidy
from .bitmaps import SIDE, count_blocks, normalise
from .page import Page, describe, png_of

# A 7 as somebody may draw it, for the picture that is seen without a kernel.
SAMPLE = [(7, 6), (24, 6), (14, 27)]
PEN = 1.5  # its radius in points


def drawing_pad(network):
    """Draw a digit with mouse, finger or keyboard; a network reads it.

    Parameters
    ----------
    network : object with forward(X), or that function: X [1, 64] ->
        probabilities [1, 10]. X is made from the drawing as the data set's
        digits were made (see `mlp_helpers.explorers.bitmaps.to_pixels`).

    Raises
    ------
    ValueError
        If `network` cannot read; whatever it raises for the first drawing.
    """
    return DrawingPad(network)


class DrawingPad(Page):
    """What `drawing_pad` returns.

    Attributes
    ----------
    bitmap : [32, 32] of True and False, the drawing
    x : [64], what the network sees
    y : [10], what it answers, or None where there is no ink
    error : None, or what went wrong in the network
    """

    scripts = ("drawing_pad.js",)

    def __init__(self, network):
        super().__init__()
        read = getattr(network, "forward", network)
        if not callable(read):
            raise ValueError("network: expected an object with forward(X), "
                             f"or a function of X, got {network!r}")
        self._read, self.error = read, None
        self._see(sample())
        self.y = self._answers()
        self.sentence = ("As an example, a 7 of two straight strokes. "
                         + self._say())
        self.inches = 7.0, 2.9
        self.png = png_of(self._draw, self.inches)
        self._see(np.zeros((SIDE, SIDE), dtype=bool))
        self.y = None

    def __repr__(self):
        return f"drawing_pad: {self.sentence}"

    def set(self, bitmap):
        """Put a drawing on the pad, [32, 32]. The network's errors raise."""
        self._see(bitmap)
        self.error = self.y = None
        try:
            self.y = self._answers()
        except Exception as error:
            self.error = describe(error)
            raise
        finally:
            self._send()

    def take(self, values):
        """The page's drawing: 1024 characters, 0 or 1."""
        text = values.get("bitmap")
        if not isinstance(text, str) or len(text) != SIDE * SIDE \
                or set(text) - {"0", "1"}:
            raise ValueError("bitmap: expected 1024 characters 0 or 1")
        self._see(np.array(list(text)).reshape(SIDE, SIDE) == "1")
        self.error = self.y = None
        try:
            self.y = self._answers()
        except Exception as error:
            self.error = describe(error)

    def frame(self):
        y = np.zeros(10) if self.y is None else self.y
        numbers = np.concatenate([self.x, y]).astype("<f4").tobytes()
        return {"sentence": self._say(), "error": self.error and
                f"Your network raised {self.error}",
                "read": None if self.y is None else int(y.argmax()),
                "bitmap": "".join("01"[int(ink)] for ink in self.bitmap.flat)
                }, [numbers]

    def _see(self, bitmap):
        normal = normalise(bitmap)
        self.bitmap = np.asarray(bitmap) != 0
        self.x = count_blocks(normal)

    def _answers(self):
        """Ask the network; None where nothing is drawn."""
        if not self.bitmap.any():
            return None
        Y = np.array(self._read(self.x[np.newaxis].copy()), dtype=float)
        if Y.shape != (1, 10) or not np.isfinite(Y).all():
            raise ValueError("forward(X): expected ten finite numbers, shape "
                             f"[1, 10], got shape {list(Y.shape)}"
                             + " with NaN or infinity" * (Y.shape == (1, 10)))
        return Y[0]

    def _say(self):
        if self.error:
            return "The network has not answered."
        if self.y is None:
            return "Nothing is drawn yet."
        best, second = np.argsort(-self.y, kind="stable")[:2]
        return (f"The network reads a {best}, with probability "
                f"{number(self.y[best])}; next comes {second}, with "
                f"{number(self.y[second])}.")

    def _draw(self, figure):
        figure.set_layout_engine("constrained")
        drawn, seen, bars = figure.subplots(1, 3, width_ratios=(1, 1, 1.5))
        for ax, image, title in ((drawn, self.bitmap, "drawn, 32 x 32"),
                                 (seen, self.x.reshape(8, 8),
                                  "seen, 8 x 8")):
            ax.imshow(1.0 - image, cmap="gray", vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[], title=title)
        bars.barh(range(10), self.y, color=series(bars, 0))
        for digit, probability in enumerate(self.y):
            bars.annotate(number(probability), (probability, digit), (3, 0),
                          textcoords="offset points", va="center",
                          color=on(bars))
        bars.set(yticks=range(10), ylim=(9.6, -0.6), xlim=(0, 1.2),
                 xticks=[0, 0.5, 1], xlabel="probability", title="read as")
        tidy(bars)


def sample():
    """The bitmap of a 7, drawn with a pen along three corners."""
    rows, columns = np.mgrid[:SIDE, :SIDE]
    ink = np.zeros((SIDE, SIDE), dtype=bool)
    for (x0, y0), (x1, y1) in zip(SAMPLE, SAMPLE[1:]):
        for share in np.linspace(0, 1, 64):
            x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
            ink |= np.hypot(columns - x, rows - y) <= PEN
    return ink
