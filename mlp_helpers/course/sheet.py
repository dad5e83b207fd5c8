"""Sheets of paper: HTML that prints on one page, to work on with a pencil."""

import base64
import html
import re
from fractions import Fraction
from pathlib import Path

import numpy as np

PAPER = "@page { size: A4; margin: 14mm 16mm }"  # not in a notebook
STYLE = """
.sheet { font: 11pt/1.35 Georgia, "DejaVu Serif", serif; color: #000;
  background: #fff; max-width: 178mm; margin: 0 auto; padding: 4mm }
.sheet h1 { font-size: 17pt; margin: 0 0 2mm }
.sheet h2 { font-size: 12.5pt; margin: 4mm 0 1mm }
.sheet p { margin: 1mm 0 }
.sheet table { border-collapse: collapse; margin: 1.5mm 0; color: #000 }
.sheet td, .sheet th { border: 0.3mm solid #999; padding: 1mm 2mm;
  text-align: left; background: #fff }
.sheet th { font-weight: normal; font-style: italic }
.sheet .blank { display: inline-block; min-width: 17mm; height: 7mm;
  border-bottom: 0.4mm solid #000; vertical-align: bottom }
.sheet .step { margin: 1.6mm 0 1.6mm 4mm }
.sheet .small { font-size: 9pt }
.sheet .turned { transform: rotate(180deg); margin-top: 3mm }
@media print { .sheet { padding: 0; max-width: none } }
"""
BLANK = '<span class="blank" role="img" aria-label="blank"></span>'


class Page:
    """One page of HTML, A4, that a notebook shows and a printer prints.

    Attributes
    ----------
    title : str
    html : str, the whole document, with nothing to load from elsewhere
    """

    def __init__(self, title, body_html):
        self.title = title
        self._body = (f'<div class="sheet"><h1>{html.escape(title)}</h1>\n'
                      f"{body_html}\n</div>")
        self.html = (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n'
            '<meta charset="utf-8">\n'
            f"<title>{html.escape(title)}</title>\n"
            f"<style>{PAPER}{STYLE}</style>\n</head>\n<body>\n{self._body}\n"
            "</body>\n</html>\n")

    def __repr__(self):
        return f"A sheet to print: {self.title}"

    def _repr_html_(self):
        """The page, and a link that saves it: no file is written here."""
        data = base64.b64encode(self.html.encode()).decode()
        name = re.sub(r"\W+", "_", self.title.lower()).strip("_") + ".html"
        return (f'<p><a download="{name}" href="data:text/html;base64,'
                f'{data}">Save this sheet as {name}</a>, open it in your '
                f"browser, and print it.</p>\n<style>{STYLE}</style>"
                f"{self._body}")

    def save(self, path):
        """Write the page to a file of this name."""
        Path(path).write_text(self.html, encoding="utf-8", newline="\n")


def page(title, body_html):
    """Make a page: `title` is text, `body_html` is HTML."""
    return Page(title, body_html)


def forward_pass(layers, worked, to_do, corners=()):
    """A forward pass in exact fractions: one worked, some to fill in.

    Parameters
    ----------
    layers : list of (W, b, activation) of whole numbers or Fractions; the
        activation of every layer is ReLU, and may be left out
    worked : x as Fractions, the instance that is written out
    to_do : list of x, the instances with blanks; the first of them has its
        answers at the foot of the page, upside down
    corners : list of x, the instances of the table at the end

    Raises
    ------
    ValueError
        If a number is not exact.
    """
    layers = [(_exact("W", W), _exact("b", b)) for W, b, *_ in layers]
    lines = ["<p>Every unit adds up its inputs, times their weights, and its "
             "bias: the sum <i>a</i>. Its output is <i>y</i> = <i>a</i>, or 0 "
             "where <i>a</i> is negative (ReLU). Work with fractions, not "
             "with decimals: 5/4, not 1.25.</p>", _weights(layers)]
    lines += [f"<h2>Worked: x = {_vector(worked)}</h2>",
              *_steps(layers, worked, filled=True)]
    for x in to_do:
        lines += [f"<h2>Yours: x = {_vector(x)}</h2>",
                  *_steps(layers, x, filled=False)]
    if len(corners):
        lines.append(_table(layers, corners))
    for x in to_do[:1]:
        lines.append(f'<p class="small turned">Answers for x = {_vector(x)}: '
                     f"{', '.join(_outputs(layers, x))}.</p>")
    return page("XOR by hand in exact fractions", "\n".join(lines))


def _exact(name, numbers):
    """A matrix or vector of Fractions; floats are not exact."""
    array = np.array(numbers, dtype=object)
    for value in array.flat:
        if not isinstance(value, (int, Fraction, np.integer)):
            raise ValueError(f"{name}: expected whole numbers or Fractions, "
                             f"got {value!r}")
    return array


def _text(value):
    return str(Fraction(value)).replace("-", "\N{MINUS SIGN}")


def _factor(value):
    text = _text(value)
    return f"({text})" if text[0] == "\N{MINUS SIGN}" else text


def _vector(x):
    return f"({', '.join(map(_text, x))})"


def _pass(layers, x):
    """All (x, a, y), a triple for each layer."""
    y, triples = _exact("x", x), []
    for W, b in layers:
        inputs, a = y, W @ y + b
        y = np.maximum(a, 0)
        triples.append((inputs, a, y))
    return triples


def _outputs(layers, x):
    return [f"y{level}[{unit}] = {_text(value)}"
            for level, (_, _, y) in enumerate(_pass(layers, x), 1)
            for unit, value in enumerate(y)]


def _weights(layers):
    """The weights and biases of the layers, side by side; units are rows."""
    cells = []
    for level, (W, b) in enumerate(layers, 1):
        below = "x" if level == 1 else f"y{level - 1}"
        head = "".join(f"<th>{below}[{i}]</th>" for i in range(W.shape[1]))
        head += "<th>bias</th>"
        body = "".join(
            f"<tr><th>unit {unit}</th>"
            + "".join(f"<td>{_text(v)}</td>" for v in [*W[unit], b[unit]])
            + "</tr>" for unit in range(len(W)))
        cells.append('<td style="border: 0; vertical-align: top; '
                     f'text-align: left"><b>layer {level}</b>'
                     f"<table><tr><td></td>{head}</tr>{body}"
                     "</table></td>")
    return f"<table><tr>{''.join(cells)}</tr></table>"


def _steps(layers, x, filled):
    """A line for each unit: the sum, written out, and the output."""
    lines = []
    for level, (inputs, a, y) in enumerate(_pass(layers, x), 1):
        W, b = layers[level - 1]
        for unit in range(len(W)):
            known = filled or level == 1
            terms = [f"{_factor(w)} &middot; "
                     + (_factor(v) if known else BLANK)
                     for w, v in zip(W[unit], inputs, strict=True)]
            terms.append(_factor(b[unit]))
            total, output = ((_text(a[unit]), _text(y[unit])) if filled
                             else (BLANK, BLANK))
            lines.append(
                f'<p class="step"><i>a{level}</i>[{unit}] = '
                f"{' + '.join(terms)} = {total}, &nbsp; so &nbsp; "
                f"<i>y{level}</i>[{unit}] = {output}</p>")
    return lines


def _table(layers, corners):
    """Instances as rows, the units' outputs as columns to fill in."""
    names = [f"y{level}[{unit}]" for level, (W, _) in enumerate(layers, 1)
             for unit in range(len(W))]
    head = "".join(f"<th>{name}</th>" for name in names)
    rows = "".join(f"<tr><td>{_vector(x)}</td>" + f"<td>{BLANK}</td>"
                   * len(names) + "</tr>" for x in corners)
    return ("<h2>The four corners</h2>\n<p>Fill in the outputs. Is the last "
            f"column XOR?</p>\n<table><tr><th>x</th>{head}</tr>{rows}"
            "</table>")
