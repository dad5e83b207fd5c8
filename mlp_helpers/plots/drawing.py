"""What all figures share: the table of colours, checks, and squared paper.

Blue is what is above 0, and class 1; orange is what is below 0, and class 0.
These two stand for nothing else where a figure shows classes or signs: what
is of another kind, such as the lines of hidden units or a frame, has the
UNIT_COLOURS. A colour never stands alone: a class has its marker as well, a
negative number its minus.

The hues are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which
colour-blind readers can tell apart. The scripts of the explorers and the
playground get them from here: see `for_scripts`.
"""
from contextlib import contextmanager

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from .paper import INK, make_legible, on
from .sentence import of_figure

BLUE, ORANGE, GREEN = "#0072B2", "#E69F00", "#009E73"
RED, PURPLE, SKY = "#D55E00", "#CC79A7", "#56B4E9"
# For text and thin lines: enough contrast on white, 4.5 or more.
DARK_BLUE, DARK_ORANGE, DARK_GREEN = "#00466E", "#8A5A00", "#00664B"
DARK_RED, DARK_PURPLE = "#A84300", "#8F4A72"
# Behind dark text, and as text on a dark page.
LIGHT_BLUE, LIGHT_ORANGE = "#6FB5E0", "#F0B440"
LIGHT_GREEN, LIGHT_RED = "#4FD3A9", "#FF9D5C"
GREY, PALE, LINE, GRID = "#5F6368", "#9AA0A6", "#CDD1D5", "#E8EAED"
# Of a page, light and dark, and of text on the dark one.
PAPER, NIGHT_PAPER, NIGHT_INK = "#FFFFFF", "#171A1F", "#E8EAED"

ABOVE, BELOW = BLUE, ORANGE  # the sign of a number, the side of a line
ABOVE_TEXT, BELOW_TEXT = BLUE, DARK_ORANGE  # the same, as text
CLASS_COLOURS = (BELOW, ABOVE, GREEN, PURPLE, SKY, RED)
CLASS_MARKERS = ("o", "s", "^", "D", "v", "P")
UNIT_COLOURS = (DARK_GREEN, DARK_PURPLE)
# Curves of which none is a class or a sign: training first, then test.
SERIES = (DARK_GREEN, DARK_PURPLE, SKY, RED, GREEN, PURPLE)
# Light at both ends, so that dark numbers can be read on every cell.
SIGNED = LinearSegmentedColormap.from_list(
    "signed", [LIGHT_ORANGE, "white", LIGHT_BLUE])
# Strong at both ends, for images without numbers.
SIGNED_STRONG = LinearSegmentedColormap.from_list(
    "signed_strong", [DARK_ORANGE, BELOW, "white", ABOVE, DARK_BLUE])
SMALL, NORMAL, LARGE = 9, 10, 11
LINE_HEIGHT = 0.24  # inches


def by_sign(value, text=False):
    """The colour of a number: blue above 0, orange below, and else grey."""
    if value == 0:
        return GREY if text else PALE
    if text:
        return ABOVE_TEXT if value > 0 else BELOW_TEXT
    return ABOVE if value > 0 else BELOW


def series(place, c):
    """The colour of curve c of a picture, on the paper of this place."""
    return on(place, SERIES[c % len(SERIES)])


def for_scripts():
    """The table for the scripts of a page: a name and a colour each."""
    table = {name: value for name, value in globals().items()
             if name.isupper() and isinstance(value, str)}
    return table | {"CLASS_COLOURS": CLASS_COLOURS, "SERIES": SERIES,
                    "UNIT_COLOURS": UNIT_COLOURS}


def number(value, digits=2):
    """Return the value as text with a true minus and without -0.00."""
    text = f"{value:.{digits}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", "\N{MINUS SIGN}")


def factor(value, digits=2):
    """Return the value as text; a negative one in parentheses."""
    text = number(value, digits)
    return f"({text})" if text[0] == "\N{MINUS SIGN}" else text


def _ems(text):
    """Return the width of a number without its minus, in font sizes."""
    return sum({".": 0.32, "\N{MINUS SIGN}": 0}.get(c, 0.64) for c in text)


@contextmanager
def canvas(ax=None, fig=None, size=(7.0, 4.0)):
    """Give (figure, ax) to draw on; a figure of our own is shown.

    With `fig` the Axes is None. The figure is our own, and pyplot's, when
    neither `ax` nor `fig` is given.
    """
    if ax is not None:
        yield ax.figure, ax
        make_legible(ax.figure, [ax])
        return
    if fig is not None:
        yield fig, None
        make_legible(fig, fig.axes)
        return
    import matplotlib.pyplot as plt
    figure = plt.figure(figsize=size, layout="constrained")
    breathe(figure)
    try:
        yield figure, None
        make_legible(figure, figure.axes)
    except BaseException:
        plt.close(figure)  # half a picture would only confuse
        raise
    told = {"image/png": {"alt": of_figure(figure)}}
    figure._repr_mimebundle_ = lambda **_: ({}, told)  # IPython draws it
    plt.show()


def breathe(figure):
    """Leave some white around the figure's contents."""
    figure.get_layout_engine().set(w_pad=0.1, h_pad=0.1)


def aspect(low, high):
    """One scale for both axes, unless one of them reaches much farther.

    Parameters
    ----------
    low, high : arrays [2], the ends of what is drawn
    """
    spans = np.subtract(high, low)
    return "equal" if spans.max() < 1.5 * spans.min() else "auto"


def tidy(ax):
    """Take the lines off that carry nothing."""
    ax.spines[["top", "right"]].set_visible(False)
    grey = on(ax.figure, GREY)
    ax.spines[["left", "bottom"]].set_color(grey)
    ax.tick_params(colors=grey, labelcolor=on(ax.figure))


class Board:
    """Squared paper: matrices, drawn as cells, and text on one Axes.

    All places are in inches from the upper left corner. A cell is as wide as
    `cells` of them, and `margins` inches more, still fit on 7 inches.
    """

    def __init__(self, cells=1, margins=0.0):
        self.cell = min(0.62, (7.0 - margins) / cells)
        self.high = 0.72 * self.cell
        self.width = margins + cells * self.cell
        self.height = 1.0
        self.scale = 1.0
        self.ax = None

    @property
    def size(self):
        """Size in inches of the figure that suits this board."""
        return self.width, self.height

    def place(self, figure, ax):
        """Take the Axes, or the whole figure, as this board."""
        inches = figure.get_size_inches()
        if ax is None:
            figure.set_layout_engine("none")  # the board knows its place
            ax = figure.add_axes((0, 0, 1, 1))
        else:
            box = ax.get_position()
            inches = inches * (box.width, box.height)
        ax.set(xlim=(0, self.width), ylim=(self.height, 0), aspect="equal")
        ax.axis("off")
        self.scale = min(inches[0] / self.width, inches[1] / self.height)
        self.ax = ax

    def text(self, x, y, text, size=NORMAL, colour=INK, **options):
        """Write at (x, y), on the paper."""
        options = {"ha": "center", "va": "center", **options}
        self.ax.text(x, y, text, fontsize=size, color=on(self.ax, colour),
                     **options)

    def lines(self, lines, x, y, colour=INK):
        """Write lines below each other, left of x only if they must."""
        longest = 0.08 * max(len(line) for line in lines)
        x = max(0.2, min(x, self.width - 0.2 - longest))
        for place, line in enumerate(lines):
            self.text(x, y + place * LINE_HEIGHT, line, NORMAL, colour,
                      ha="left")

    def frame(self, x, y, rows, cols, colour=INK):
        """Frame this many cells, of which (x, y) is the first corner."""
        self.ax.add_patch(Rectangle(
            (x, y), cols * self.cell, rows * self.high, fill=False,
            edgecolor=colour, linewidth=2.2, zorder=3, joinstyle="round"))

    def fade(self, x, y, rows, cols):
        """Let this many cells step back."""
        self.ax.add_patch(Rectangle(
            (x, y), cols * self.cell, rows * self.high, facecolor="white",
            alpha=0.7, linewidth=0, zorder=2.5))

    def matrix(self, M, x, y, name="", rows="", cols="", digits=2,
               limit=None, row_names=None, col_names=None):
        """Draw M with the corner of its first cell at (x, y).

        Indices stand left of and above the cells, the name above these, the
        meaning of the axes left and below. `limit` is the number that gets
        the full colour.
        """
        num_rows, num_cols = M.shape
        limit = limit or np.abs(M).max() or 1.0
        self.ax.pcolormesh(
            x + self.cell * np.arange(num_cols + 1),
            y + self.high * np.arange(num_rows + 1), M, cmap=SIGNED,
            vmin=-limit, vmax=limit, edgecolors=LINE, antialiased=True,
            linewidth=0.7 if self.cell * self.scale > 0.2 else 0.0)
        self._numbers(M, x, y, digits)
        row_names = range(num_rows) if row_names is None else row_names
        col_names = range(num_cols) if col_names is None else col_names
        step = max(1, int(np.ceil(0.2 / self.high / self.scale)))
        for o, row_name in list(enumerate(row_names))[::step]:
            self.text(x - 0.1, y + (o + 0.5) * self.high, row_name, SMALL,
                      GREY, ha="right")
        wide = 0.1 + 0.08 * len(str(num_cols - 1))
        step = max(1, int(np.ceil(wide / self.cell / self.scale)))
        for i, col_name in list(enumerate(col_names))[::step]:
            self.text(x + (i + 0.5) * self.cell, y - 0.06, col_name, SMALL,
                      GREY, va="bottom")
        middle = x + num_cols * self.cell / 2
        below, beside = y + num_rows * self.high, y + num_rows * self.high / 2
        above = 0.36 if len(col_names) else 0.12
        self.text(middle, y - above, name, LARGE, va="bottom")
        self.text(middle, below + 0.08, cols, SMALL, GREY, va="top")
        self.text(x - 0.36, beside, rows, SMALL, GREY, ha="right",
                  rotation=90 if len(rows) > 1 else 0)

    def _numbers(self, M, x, y, digits):
        """Write as many digits as fit; none if not even one does."""
        for shown in range(digits, min(digits, 1) - 1, -1):
            texts = [[number(value, shown) for value in row] for row in M]
            # As if one were negative: all matrices of a board look alike.
            ems = max(_ems(text) for row in texts for text in row) + 0.84
            size = NORMAL if self._fits(1.15 * ems * NORMAL) else SMALL
            if self._fits(ems * size):
                break
        else:
            return
        for (o, i), _ in np.ndenumerate(M):
            self.ax.text(x + (i + 0.5) * self.cell,
                         y + (o + 0.5) * self.high, texts[o][i],
                         fontsize=size, color=INK, ha="center", va="center")

    def _fits(self, points):
        return points / 72 <= self.cell * self.scale
