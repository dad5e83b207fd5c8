"""The inspector as a picture: what a notebook shows without a kernel."""

from textwrap import wrap

from matplotlib.patches import FancyBboxPatch, Rectangle

from ..plots.drawing import (
    GREY,
    INK,
    LARGE,
    LINE,
    SMALL,
    UNIT_COLOURS,
    Board,
    on,
)

WIDE, HIGH, GAP = 0.7, 0.28, 0.05  # inches: one number, as the page has it
CHOSEN, USED = UNIT_COLOURS  # as on the page
NAME, PAD, SPACE = 0.22, 0.1, 0.14
WIDTH, ROW, LETTERS = 7.0, 0.24, 70  # of the formula


class InspectorPicture:
    """A page's frame as a figure: boxes as on the page, and the formula.

    Attributes
    ----------
    inches : (width, height) of the figure
    draw : function of a figure
    """

    def __init__(self, frame):
        self.numbers = {number["name"]: number for number in frame["numbers"]}
        self.chosen = self.numbers.get(frame["selected"])
        self.boxes, self.bottom = [], 0.0
        x, y, tallest = SPACE, SPACE, 0.0
        for title, pairs in frame["columns"]:
            width = 2 * PAD + sum(map(self._width, pairs)) + \
                SPACE * (len(pairs) - 1)
            if self.boxes and x + width > WIDTH:
                x, y = SPACE, y + tallest + SPACE
                tallest = 0.0
            height = NAME + PAD + max(map(self._height, pairs))
            self.boxes.append((x, y, width, height, title, pairs))
            x, tallest = x + width + SPACE, max(tallest, height)
            self.bottom = max(self.bottom, y + tallest)
        self.lines = [part for line in (self.chosen or {}).get("lines", ())
                      for part in wrap(line, LETTERS)]
        panel = 0.4 + ROW * len(self.lines) if self.chosen else 0.0
        self.inches = WIDTH, self.bottom + panel + SPACE

    def _cells(self, array):
        return [n for n in self.numbers.values() if n["array"] == array]

    def _width(self, pair):
        columns = 1 + max(column(n) for a in pair for n in self._cells(a))
        return columns * (WIDE + GAP) - GAP

    def _height(self, pair):
        return sum(NAME + self._rows(array) * (HIGH + GAP) for array in pair)

    def _rows(self, array):
        return 1 + max(row(n) for n in self._cells(array))

    def draw(self, figure):
        board = Board(margins=WIDTH - 0.62)
        board.height = self.inches[1]
        board.place(figure, None)
        for x, y, width, height, title, pairs in self.boxes:
            board.ax.add_patch(_box(board, x, y, width, height, LINE, 1, 0.06))
            board.text(x + PAD, y + 0.15, title, SMALL, GREY, ha="left",
                       weight="bold")
            x += PAD
            for pair in pairs:
                self._pair(board, pair, x, y + NAME)
                x += self._width(pair) + SPACE
        if self.chosen:
            self._panel(board)

    def _pair(self, board, pair, x, y):
        for array in pair:
            board.text(x + self._width(pair) / 2, y + NAME / 2, array, SMALL,
                       GREY, family="monospace")
            for n in self._cells(array):
                self._number(board, n, x + column(n) * (WIDE + GAP),
                             y + NAME + row(n) * (HIGH + GAP))
            y += NAME + self._rows(array) * (HIGH + GAP)

    def _number(self, board, number, x, y):
        colour, width, style = GREY, 0.7, "-"
        if self.chosen and number["name"] in self.chosen["sources"]:
            colour, width, style = USED, 2, (0, (2, 1))
        if number is self.chosen:
            colour, width, style = CHOSEN, 3, "-"
        slope = number["kind"] in ("slope", "delta", "weight", "bias", "back")
        board.ax.add_patch(_box(board, x, y, WIDE, HIGH, colour, width,
                                0.04 if slope else 0.14, style))
        board.text(x + WIDE / 2, y + HIGH / 2, number["shown"], SMALL)

    def _panel(self, board):
        y = self.bottom + SPACE
        height = ROW * len(self.lines)
        board.ax.add_patch(Rectangle((SPACE, y), 0.04, height,
                                     facecolor=on(board.ax, CHOSEN)))
        for k, line in enumerate(self.lines):
            board.text(SPACE + 0.15, y + ROW * (k + 0.5), line, LARGE, INK,
                       ha="left", family="monospace")
        board.text(SPACE, y + height + 0.2, "Thick frame: the number that is "
                   "read out. Dashed frames: the numbers that it is made of.",
                   SMALL, GREY, ha="left")


def row(number):
    return number["index"][0] if number["index"] else 0


def column(number):
    return number["index"][1] if len(number["index"]) == 2 else 0


def _box(board, x, y, width, height, colour, line, corner, style="-"):
    return FancyBboxPatch(
        (x, y), width, height, f"round,pad=0,rounding_size={corner}",
        facecolor="none", edgecolor=on(board.ax, colour), linewidth=line,
        linestyle=style)
