"""The letters of the course and their shapes: one table, for all who need it.

`ROWS` is the only place where they are written down. Notebook 00 shows it,
`notation().sheet()` prints it, and the checks of the exercises take the shapes
of arguments and results from `shapes()`.
"""

import re
from dataclasses import dataclass

from .sheet import page

INPUTS, OUTPUTS = "[num_inputs]", "[num_outputs]"
WEIGHTS = "[num_outputs, num_inputs]"
BATCH_INPUTS = "[num_instances, num_inputs]"
BATCH_OUTPUTS = "[num_instances, num_outputs]"
NUMBER = "a number"


@dataclass(frozen=True)
class Row:
    """One letter: for one instance, and for a batch.

    Attributes
    ----------
    words : str, what it is
    one, one_shape : str, its name (and formula) for one instance, its shape
    batch, batch_shape : str, the same for a batch
    since : int, the notebook that brings it for one instance
    """

    words: str
    one: str
    one_shape: str
    batch: str
    batch_shape: str
    since: int = 5


ROWS = (
    Row("what goes in", "x", INPUTS, "X", BATCH_INPUTS, 3),
    Row("the weights, a row for each unit", "W", WEIGHTS, "W", WEIGHTS, 3),
    Row("the biases, one for each unit", "b", OUTPUTS, "b", OUTPUTS, 3),
    Row("what the units add up", "a = W @ x + b", OUTPUTS,
        "A = X @ W.T + b", BATCH_OUTPUTS, 3),
    Row("what they answer", "y = g(a)", OUTPUTS, "Y = g(A)", BATCH_OUTPUTS, 3),
    Row("what they should have answered", "t", OUTPUTS, "T", BATCH_OUTPUTS),
    Row("how wrong that is", "E", NUMBER, "E", NUMBER),
    Row("how E changes with the answers", "dEdy", OUTPUTS,
        "dEdY", BATCH_OUTPUTS),
    Row("how E changes with the sums", "delta = gd(y) * dEdy", OUTPUTS,
        "Deltas = gd(Y) * dEdY", BATCH_OUTPUTS),
    Row("how E changes with the weights", "dEdW = np.outer(delta, x)",
        WEIGHTS, "dEdW = Deltas.T @ X", WEIGHTS),
    Row("how E changes with the biases", "dEdb = delta", OUTPUTS,
        "dEdb = Deltas.sum(axis=0)", OUTPUTS),
    Row("how E changes with what goes in", "dEdx = W.T @ delta", INPUTS,
        "dEdX = Deltas @ W", BATCH_INPUTS),
)
# Other names for letters of the table.
SAME = {"dEda": "delta", "dEdA": "Deltas"}

HEADINGS = ("what it is", "one instance", "a batch")
GLOSSARY = (
    ("instance", "one example that the network is shown"),
    ("batch", "several instances, one in each row"),
    ("unit", "one neuron of a layer"),
    ("g", "the activation, such as logistic, tanh, relu or linear"),
    ("gd", "its slope, written in terms of the output: gd(y) = g'(a)"),
    ("num_inputs", "how many numbers go into a layer"),
    ("num_outputs", "how many come out: the number of its units"),
    ("num_instances", "how many instances a batch has"),
    ("@", "sums over the last axis on its left and the first on its right"),
    ("*", "multiplies entry by entry, and adds nothing up"),
)
CASE = ("A small letter is one instance, a capital letter is a batch: the "
        "case is the vectorisation.")
SUMS = ("The sums over the instances are inside <code>Deltas.T @ X</code> and "
        "<code>Deltas.sum(axis=0)</code>. The <code>dEdX</code> of a layer is "
        "the <code>dEdY</code> of the layer below it.")


def shapes():
    """The shape of every letter, as {"x": "[num_inputs]", ...}."""
    found = {}
    for row in ROWS:
        found[_name(row.one)] = row.one_shape
        found[_name(row.batch)] = row.batch_shape
    return found | {other: found[name] for other, name in SAME.items()}


def notation(until=None):
    """The table of the course's letters, to show in a notebook.

    `notation().sheet()` is the same table as a page that can be printed.

    Parameters
    ----------
    until : "03", say, for what is known after that notebook: before 08 this
        is one instance alone. None is everything.

    Raises
    ------
    ValueError
        When `until` is not the number of a notebook from 03 on.
    """
    if until is None:
        return Table()
    if not re.fullmatch(r"0?[3-9]|1[0-5]", str(until)):
        raise ValueError('until: expected the number of a notebook from "03" '
                         f"on, got {until!r}")
    return Table(int(until))


class Table:
    """The letters of the course, with their shapes."""

    def __init__(self, until=15):
        self.rows = [row for row in ROWS if row.since <= until]
        self.columns = 3 if until >= 8 else 2

    def _lines(self, code):
        """The headings, then a line of the table for each letter."""
        yield HEADINGS[:self.columns]
        for row in self.rows:
            yield (row.words, _both(row.one, row.one_shape, code),
                   _both(row.batch, row.batch_shape, code))[:self.columns]

    def __repr__(self):
        rows = [(row.words, row.one, row.one_shape, row.batch,
                 row.batch_shape)[:2 * self.columns - 1] for row in self.rows]
        widths = [max(map(len, column)) for column in zip(*rows)]
        return "\n".join(
            "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)

    def _repr_markdown_(self):
        lines = list(self._lines("`{}`"))
        lines.insert(1, ["---"] * self.columns)
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def sheet(self):
        """The table as a page of A4: show it, print it, or `save(path)`."""
        code = "<code>{}</code>"
        headings, *lines = self._lines(code)
        return page("The letters of the course", "\n".join([
            f"<style>{STYLE}</style>",
            f"<p>{CASE}</p>",
            '<table class="letters">',
            _rows([headings], "th"),
            _rows(lines),
            "</table>",
            f"<p>{SUMS}</p>",
            "<h2>Words</h2>",
            '<table class="letters">',
            _rows((code.format(word), meaning) for word, meaning in GLOSSARY),
            "</table>",
        ]))


STYLE = """
.sheet .letters { font-size: 10pt }
.sheet .letters td, .sheet .letters th { padding: 0.9mm 2mm }
.sheet code { font: 9pt "DejaVu Sans Mono", Consolas, monospace;
  color: #000; background: none; padding: 0; white-space: nowrap }
"""


def _both(formula, shape, code):
    """A formula, and below it the shape of what it gives."""
    shape = shape if shape == NUMBER else code.format(shape)
    return f"{code.format(formula)}<br>{shape}"


def _rows(lines, tag="td"):
    """Rows of an HTML table."""
    return "\n".join(
        "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in line) + "</tr>"
        for line in lines)


def _name(formula):
    """The letter that stands in front of a formula's equals sign."""
    return re.match(r"\w+", formula)[0]
