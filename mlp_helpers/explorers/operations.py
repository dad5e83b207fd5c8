"""One instance through a network and back: every number, and its formula.

`operations` is all the mathematics of the inspector. It lists the numbers in
the order in which they are computed, each with its formula in the letters of
the course, the same formula with the values in it, and the result.
"""

import math
from dataclasses import dataclass

import numpy as np

from ..plots.drawing import number as fixed

DIGITS = 4  # as the text of notebook 05 has them
MINUS = "\N{MINUS SIGN}"
DOT = " \N{MIDDLE DOT} "
GIVEN = {"x": "an input", "t": "a target", "W": "a weight", "b": "a bias"}


@dataclass(frozen=True)
class Operation:
    """One number and how it came about.

    Attributes
    ----------
    name : str, such as "W1[0, 1]"
    array, index : str and tuple, the place of the number
    step : int, when it is computed, from 1; 0 for what is given
    formula, values : str, what stands right of the equals sign
    value : float, the number itself
    right : float, what the formula gives from the numbers before it
    sources : tuple of str, the names of these numbers
    """

    name: str
    array: str
    index: tuple
    step: int
    formula: str
    values: str
    value: float
    right: float
    sources: tuple = ()

    @property
    def agrees(self):
        """Whether the number is the one that the formula gives."""
        return bool(np.isclose(self.value, self.right, rtol=1e-5, atol=1e-8))


def operations(layers, x, t, own=None):
    """Every number of a forward pass and the way back, in order.

    Parameters
    ----------
    layers : list of (W, b, activation), arrays that fit
    x, t : arrays [num_inputs] and [num_outputs], for the squared error
    own : dict of arrays by their names, such as "dEdW1": numbers that
        somebody else has computed, to be shown instead of ours

    Returns
    -------
    list of Operation
    """
    sheet = _Sheet(own or {})
    sheet.give("x", x)
    marks = suffixes(layers)
    for s, (W, b, _) in zip(marks, layers):
        sheet.give(f"W{s}", W)
        sheet.give(f"b{s}", b)
    sheet.give("t", t)
    below = ["x", *(f"y{s}" for s in marks)]
    for s, layer, inputs in zip(marks, layers, below):
        _forward(sheet, s, layer, inputs)
    _error(sheet, below[-1], len(t))
    for n in reversed(range(len(layers))):
        _back(sheet, marks[n], layers[n], below[n])
    return list(sheet.numbers.values())


def suffixes(layers):
    """What the letters of each layer end in: 1, 2, ..., or nothing."""
    return [str(n) for n in range(1, len(layers) + 1)] if len(layers) > 1 \
        else [""]


class _Sheet:
    """The numbers so far, by name."""

    def __init__(self, own):
        self.own, self.numbers, self.step = own, {}, 0

    def __getitem__(self, name):
        return self.numbers[name].value

    def give(self, array, values):
        for index, value in np.ndenumerate(values):
            name, value = at(array, *index), float(value)
            self.numbers[name] = Operation(
                name, array, index, 0, "", "", value, value)

    def work(self, array, index, formula, values, right, sources):
        self.step += 1
        name, right = at(array, *index), float(right)
        value = self.own[array][index] if array in self.own else right
        self.numbers[name] = Operation(
            name, array, index, self.step, formula, values, float(value),
            right, tuple(sources))


def _forward(sheet, s, layer, inputs):
    W, b, activation = layer
    num_outputs, num_inputs = W.shape
    for o in range(num_outputs):
        pairs = [(at(f"W{s}", o, i), at(inputs, i))
                 for i in range(num_inputs)]
        _sum(sheet, f"a{s}", o, pairs, at(f"b{s}", o))
    for o in range(num_outputs):
        a = at(f"a{s}", o)
        y = float(np.asarray(activation.g(np.array([sheet[a]])))[0])
        sheet.work(f"y{s}", (o,), f"g({a})", _g(activation, sheet[a]), y, [a])


def _error(sheet, y, num_outputs):
    pairs = [(at(y, o), at("t", o)) for o in range(num_outputs)]
    squares = " + ".join(f"({one} {MINUS} {two})\u00b2" for one, two in pairs)
    values = " + ".join(f"({_gap(sheet[one], sheet[two])})\u00b2"
                        for one, two in pairs)
    if num_outputs > 1:
        squares, values = f"({squares})", f"({values})"
    E = sum((sheet[one] - sheet[two]) ** 2 for one, two in pairs) / 2
    sheet.work("E", (), f"{squares} / 2", f"{values} / 2", E,
               [name for pair in pairs for name in pair])
    for o, (one, two) in enumerate(pairs):
        sheet.work(f"dEd{y}", (o,), f"{one} {MINUS} {two}",
                   _gap(sheet[one], sheet[two]), sheet[one] - sheet[two],
                   [one, two])


def _back(sheet, s, layer, inputs):
    W, _, activation = layer
    num_outputs, num_inputs = W.shape
    for o in range(num_outputs):
        y, slope = at(f"y{s}", o), at(f"dEdy{s}", o)
        gd = float(np.asarray(activation.gd(np.array([sheet[y]])))[0])
        sheet.work(f"delta{s}", (o,), f"gd({y}){DOT}{slope}",
                   _gd(activation, sheet[y], gd) + DOT
                   + in_product(sheet[slope]),
                   gd * sheet[slope], [y, slope])
    for o, i in np.ndindex(W.shape):
        delta, x = at(f"delta{s}", o), at(inputs, i)
        sheet.work(f"dEdW{s}", (o, i), delta + DOT + x,
                   show(sheet[delta]) + DOT + in_product(sheet[x]),
                   sheet[delta] * sheet[x], [delta, x])
    for o in range(num_outputs):
        delta = at(f"delta{s}", o)
        sheet.work(f"dEdb{s}", (o,), delta, show(sheet[delta]),
                   sheet[delta], [delta])
    for i in range(num_inputs):
        pairs = [(at(f"W{s}", o, i), at(f"delta{s}", o))
                 for o in range(num_outputs)]
        _sum(sheet, f"dEd{inputs}", i, pairs)


def _sum(sheet, array, place, pairs, last=None):
    """A sum of products, and perhaps one number more."""
    formula = " + ".join(one + DOT + two for one, two in pairs)
    values = ""
    for one, two in pairs:
        values += _term(sheet[one], not values) + DOT + in_product(sheet[two])
    total = sum(sheet[one] * sheet[two] for one, two in pairs)
    sources = [name for pair in pairs for name in pair]
    if last is not None:
        formula, values = f"{formula} + {last}", values + _term(sheet[last])
        total, sources = total + sheet[last], [*sources, last]
    sheet.work(array, (place,), formula, values, total, sources)


def _term(value, first=False):
    if first:
        return show(value)
    return f" {MINUS if value < 0 else '+'} {show(abs(value))}"


def _gap(one, two):
    return f"{show(one)} {MINUS} {in_product(two)}"


def _g(activation, a):
    name = str(getattr(activation, "name", "g"))
    texts = {"logistic": f"1 / (1 + exp({show(-a)}))",
             "tanh": f"tanh({show(a)})", "relu": f"max({show(a)}, 0)",
             "linear": show(a)}
    return texts.get(name, f"g({show(a)})")


def _gd(activation, y, gd):
    name = str(getattr(activation, "name", "g"))
    texts = {"logistic": f"{in_product(y)}{DOT}(1 {MINUS} {in_product(y)})",
             "tanh": f"(1 {MINUS} {in_product(y)}\u00b2)"}
    return texts.get(name, show(gd))


def at(array, *index):
    """The name of one number: at("W1", 0, 1) is "W1[0, 1]"."""
    return f"{array}[{', '.join(map(str, index))}]" if index else array


def exact(value):
    """Whether four digits after the point say all of the number."""
    return math.isfinite(value) and abs(round(value, DIGITS) - value) < 1e-12


def show(value):
    """The number as the text writes it: 0.5, 0.7311, but never 0.0000."""
    if not math.isfinite(value):
        return str(value).replace("-", MINUS)
    if exact(value):
        text = fixed(value, DIGITS)
        return text.rstrip("0").rstrip(".") if "." in text else text
    if not 5e-4 <= abs(value) < 1e6:
        return f"{value:.2e}".replace("-", MINUS)
    return fixed(value, DIGITS)


def in_product(value):
    """The same; a negative number in parentheses."""
    text = show(value)
    return f"({text})" if text.startswith(MINUS) else text
