"""A pass through a network and back: every number, and its formula.

`operations` is all the mathematics of the inspector and of the slow pass. It
lists the numbers in the order in which they are computed, each with its
formula in the letters of the course, the same formula with the values in it,
and the result: for one instance in lower case, for a batch in upper case.
"""

from dataclasses import dataclass

import numpy as np

from ..activations import logistic
from .texts import DOT, MINUS, at, gap, in_product, show, term

TINY = np.finfo(float).tiny  # where the package's errors stop, too
NEAR = {"rtol": 1e-5, "atol": 1e-8}  # so near is equal
LETTERS = {"x": "X", "a": "A", "y": "Y", "t": "T", "delta": "Deltas",
           "dEdx": "dEdX", "dEdy": "dEdY"}


@dataclass(frozen=True)
class Operation:
    """One number and how it came about.

    Attributes
    ----------
    name : str, such as "W1[0, 1]"
    array, index : str and tuple, the place of the number
    kind : "given", "sum", "output", "error", "slope", "delta", "weight",
        "bias", "back" or "after"
    layer, row : int, which layer it belongs to, from 0, and which instance
    step : int, when it is computed, from 1; 0 for what is given
    formula, values : str, what stands right of the equals sign
    value : float, the number itself
    right : float, what the formula gives from the numbers before it
    sources : tuple of str, the names of these numbers
    terms : tuple of (int or "b", float, float, float): of a sum, where each
        term comes from (an input or a unit, a bias, for a batch an instance),
        what starts there, the factor that it meets, and their product; of a
        delta its unit, dEdy, gd, and their product
    numerical : None, or the numerical gradient where this is a slope
    misled : bool, whether a number that it is made of is wrong already
    suspect : str, what of the learner's code the formula calls
    """

    name: str
    array: str
    index: tuple
    kind: str
    layer: int
    row: int
    step: int
    formula: str
    values: str
    value: float
    right: float
    sources: tuple = ()
    terms: tuple = ()
    numerical: float | None = None
    misled: bool = False
    suspect: str = ""

    @property
    def agrees(self):
        """Whether the number is the one that the formula gives."""
        return bool(np.isclose(self.value, self.right, **NEAR))

    @property
    def true(self):
        """Whether the numerical gradient, where there is one, says so too."""
        return self.numerical is None or bool(
            np.isclose(self.value, self.numerical, rtol=1e-4, atol=1e-7))

    @property
    def wrong(self):
        """Whether a mistake is made here, and not before."""
        return not self.agrees or not (self.true or self.misled)


def operations(layers, X, T, error="squared_error", own=None, batch=True,
               numerical=None):
    """Every number of a forward pass and the way back, in order.

    Parameters
    ----------
    layers : list of (W, b, activation), arrays that fit
    X, T : arrays [num_instances, num_inputs] and [.., num_outputs]
    error : str, the name of an error of this package. With a cross-entropy
        the last layer is linear, y is what the error makes of its a, and
        y - t goes in at a.
    own : dict of arrays by their names, such as "dEdW1": numbers that
        somebody else has computed, to be shown instead of ours. Those of
        instances have a row for each, and their names are for one instance.
    batch : bool, False for one instance, in lower case
    numerical : dict of arrays by the same names, to compare slopes with

    Returns
    -------
    list of Operation
    """
    sheet = _Sheet(own or {}, numerical or {}, batch, T.shape)
    marks = suffixes(layers)
    sheet.give_rows("x", X, 0)
    for n, (s, (W, b, _)) in enumerate(zip(marks, layers)):
        sheet.give(f"W{s}", W, n)
        sheet.give(f"b{s}", b, n)
    top = len(layers) - 1
    sheet.give_rows("t", T, top)
    below = ["x", *(f"y{s}" for s in marks)]
    for n in range(len(layers)):
        _forward(sheet, n, marks[n], layers[n], below[n],
                 error if n == top else "squared_error")
    _error(sheet, top, marks[top], error)
    for n in reversed(range(len(layers))):
        _back(sheet, n, marks[n], layers[n], below[n],
              error if n == top else "squared_error")
    return list(sheet.numbers.values())


def after_a_step(operations, rate, E):
    """The last number: the error E after a step down all slopes."""
    step = f"{MINUS} {rate:g}{DOT}dEd"
    return Operation(
        "E after", "E after", (), "after", 0, 0, operations[-1].step + 1,
        f"E with W {step}W and b {step}b", show(E), E, E,
        tuple(o.name for o in operations if o.kind in ("weight", "bias")))


def suffixes(layers):
    """What the letters of each layer end in: 1, 2, ..., or nothing."""
    return [str(n) for n in range(1, len(layers) + 1)] if len(layers) > 1 \
        else [""]


def letter(name, batch):
    """The name of an array: letter("delta1", True) is "Deltas1"."""
    if not batch:
        return name
    start = name.rstrip("0123456789")
    return LETTERS.get(start, start) + name[len(start):]


class _Sheet:
    """The numbers so far, by name; `own` and `numerical` by letters."""

    def __init__(self, own, numerical, batch, shape):
        self.own, self.numerical, self.batch = own, numerical, batch
        self.rows, self.num_outputs = range(shape[0]), shape[1]
        self.numbers, self.step = {}, 0

    def __getitem__(self, name):
        return self.numbers[name].value

    def name(self, array, row, k):
        """The name of what unit or input k has of an instance."""
        where = (row, k) if self.batch else (k,)
        return at(letter(array, self.batch), *where)

    def give(self, array, values, layer, row=0, start=()):
        for index, value in np.ndenumerate(values):
            index, value = (*start, *index), float(value)
            self.numbers[at(array, *index)] = Operation(
                at(array, *index), array, index, "given", layer, row, 0, "",
                "", value, value)

    def give_rows(self, array, values, layer):
        for row in self.rows:
            self.give(letter(array, self.batch), values[row], layer, row,
                      (row,) if self.batch else ())

    def work(self, kind, array, place, layer, formula, values, right,
             sources, terms=(), suspect=""):
        """Add a number. `place` is (row, unit), or the place in an array of
        weights."""
        self.step += 1
        rows = kind not in ("weight", "bias", "error")
        index = place if self.batch or not rows else place[1:]
        shown = letter(array, self.batch) if rows else array
        name, right = at(shown, *index), float(right)

        def here(arrays):
            return float(arrays[array][place]) if array in arrays else None

        value = here(self.own)
        slope = here(self.numerical)
        self.numbers[name] = Operation(
            name, shown, index, kind, layer, place[0] if rows else 0,
            self.step, formula, values, right if value is None else value,
            right, tuple(sources), tuple(terms),
            slope if slope is not None and np.isfinite(slope) else None,
            any(self.numbers[source].misled or not self.numbers[source].true
                for source in sources), suspect)


def _forward(sheet, n, s, layer, inputs, error):
    W, b, activation = layer
    for row in sheet.rows:
        for o, _ in enumerate(W):
            pairs = [(at(f"W{s}", o, i), sheet.name(inputs, row, i), i)
                     for i in range(W.shape[1])]
            _sum(sheet, "sum", f"a{s}", (row, o), n, pairs, at(f"b{s}", o))
    for row in sheet.rows:
        sums = [sheet.name(f"a{s}", row, o) for o in range(len(b))]
        for o, a in enumerate(sums):
            if error == "softmax_cross_entropy":
                _share(sheet, f"y{s}", (row, o), n, sums)
                continue
            own = error == "squared_error"
            g = activation if own else logistic
            y = float(np.asarray(g.g(np.array([[sheet[a]]])))[0, 0])
            sheet.work("output", f"y{s}", (row, o), n,
                       f"{'g' if own else 'logistic'}({a})", _g(g, sheet[a]),
                       y, [a], suspect="g" if own else "")


def _share(sheet, array, place, n, sums):
    """A softmax: the share of one unit in all powers."""
    powers = [f"exp({name})" for name in sums]
    values = [f"exp({show(sheet[name])})" for name in sums]
    A = np.array([sheet[name] for name in sums])
    y = np.exp(A - A.max())
    sheet.work("output", array, place, n,
               f"{powers[place[1]]} / ({' + '.join(powers)})",
               f"{values[place[1]]} / ({' + '.join(values)})",
               y[place[1]] / y.sum(), sums)


def _error(sheet, n, s, error):
    """E, and for the squared error the slopes at the outputs."""
    squared, rows = error == "squared_error", len(sheet.rows)
    pairs = [(sheet.name(f"y{s}", row, o), sheet.name("t", row, o))
             for row in sheet.rows for o in range(sheet.num_outputs)]
    terms = [part for y, t in pairs
             if (part := _square(sheet, y, t) if squared
                 else _log(sheet, y, t, error))]
    formula, values = (" + ".join(part[k] for part in terms)
                       .replace(f"+ {MINUS}", f"{MINUS} ") for k in (0, 1))
    divisor = rows * (2 if squared else 1)
    if squared and sheet.batch:  # all in one line would be too long
        formula = f"sum over n and o of (Y{s}[n, o] {MINUS} T[n, o])\u00b2"
    if len(terms) > 1 and divisor > 1:
        values = f"({values})"
        formula = f"({formula})" if not formula.startswith("sum") else formula
    if divisor > 1:
        formula, values = f"{formula} / {divisor}", f"{values} / {divisor}"
    E = sum(part[2] for part in terms) / divisor
    sheet.work("error", "E", (), n, formula, values, E,
               [name for pair in pairs for name in pair])
    for k, (y, t) in enumerate(pairs if squared else ()):
        _difference(sheet, "slope", f"dEdy{s}",
                    divmod(k, sheet.num_outputs), n, y, t)


def _square(sheet, y, t):
    """A term of the squared error: formula, with values, result."""
    return (f"({y} {MINUS} {t})\u00b2", f"({gap(sheet[y], sheet[t])})\u00b2",
            (sheet[y] - sheet[t]) ** 2)


def _log(sheet, y, t, error):
    """A term of a cross-entropy; None where the target is 0."""
    if sheet[t]:
        return (f"{MINUS}ln({y})", f"{MINUS}ln({show(sheet[y])})",
                -np.log(max(sheet[y], TINY)))
    if error == "softmax_cross_entropy":
        return None
    return (f"{MINUS}ln(1 {MINUS} {y})", f"{MINUS}ln(1 {MINUS} "
            f"{show(sheet[y])})", -np.log(max(1 - sheet[y], TINY)))


def _difference(sheet, kind, array, place, n, y, t):
    """y - t, divided by the number of instances."""
    formula, values = f"{y} {MINUS} {t}", gap(sheet[y], sheet[t])
    if len(sheet.rows) > 1:
        formula, values = (f"({part}) / {len(sheet.rows)}"
                           for part in (formula, values))
    sheet.work(kind, array, place, n, formula, values,
               (sheet[y] - sheet[t]) / len(sheet.rows), [y, t])


def _back(sheet, n, s, layer, inputs, error):
    W, _, activation = layer
    num_outputs = len(W)
    for row in sheet.rows:
        for o in range(num_outputs):
            y = sheet.name(f"y{s}", row, o)
            if error != "squared_error":
                _difference(sheet, "delta", f"delta{s}", (row, o), n, y,
                            sheet.name("t", row, o))
                continue
            slope = sheet.name(f"dEdy{s}", row, o)
            gd = float(np.asarray(activation.gd(np.array([sheet[y]])))[0])
            sheet.work("delta", f"delta{s}", (row, o), n,
                       f"gd({y}){DOT}{slope}",
                       _gd(activation, sheet[y], gd) + DOT
                       + in_product(sheet[slope]),
                       gd * sheet[slope], [y, slope],
                       [(o, sheet[slope], gd, gd * sheet[slope])], "gd")
    for o, i in np.ndindex(W.shape):
        pairs = [(sheet.name(f"delta{s}", row, o),
                  sheet.name(inputs, row, i), row) for row in sheet.rows]
        _sum(sheet, "weight", f"dEdW{s}", (o, i), n, pairs)
    for o in range(num_outputs):
        deltas = [sheet.name(f"delta{s}", row, o) for row in sheet.rows]
        values = ""
        for delta in deltas:
            values += term(sheet[delta], not values)
        sheet.work("bias", f"dEdb{s}", (o,), n, " + ".join(deltas), values,
                   sum(sheet[delta] for delta in deltas), deltas,
                   [(row, sheet[delta], 1.0, sheet[delta])
                    for row, delta in zip(sheet.rows, deltas)])
    for row in sheet.rows:
        for i in range(W.shape[1]):
            pairs = [(at(f"W{s}", o, i), sheet.name(f"delta{s}", row, o), o)
                     for o in range(num_outputs)]
            _sum(sheet, "back", f"dEd{inputs}", (row, i), n, pairs)


def _sum(sheet, kind, array, place, n, pairs, last=None):
    """A sum of products, and perhaps one number more."""
    formula = " + ".join(one + DOT + two for one, two, _ in pairs)
    values, total, terms = "", 0.0, []
    for one, two, where in pairs:
        values += term(sheet[one], not values) + DOT + in_product(sheet[two])
        start, factor = sheet[one], sheet[two]
        if kind != "weight":  # the weight stays, the other factor travels
            start, factor = factor, start
        terms.append((where, start, factor, start * factor))
        total += start * factor
    sources = [name for pair in pairs for name in pair[:2]]
    if last is not None:
        formula, values = f"{formula} + {last}", values + term(sheet[last])
        total, sources = total + sheet[last], [*sources, last]
        terms.append(("b", sheet[last], 1.0, sheet[last]))
    sheet.work(kind, array, place, n, formula, values, total, sources, terms)


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
