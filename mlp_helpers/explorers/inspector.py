"""Step through a small network, forward and back, and look at each number."""

import copy
from itertools import pairwise

import numpy as np

from .. import validation
from .inspector_picture import InspectorPicture
from .operations import MINUS, exact, fixed, operations, show, suffixes
from .page import Page, describe, png_of

MOST_UNITS, MOST_LAYERS = 4, 3
LARGEST = 1000  # of a number that is typed in
MOST_LETTERS = 6  # in a frame, without the point


def inspector(layers, x, t, backprop=None, selected=""):
    """Step through a network for one instance, with the squared error.

    Parameters
    ----------
    layers : list of (W, b, activation); or of layers, your own too, with W,
        b, activation, forward(X) and backprop(dEdY); or a Network of these
        with squared_error. Layers do the computing themselves, for a batch
        of one instance, and where they disagree with the formula it says so.
    x, t : arrays [num_inputs] and [num_outputs]
    backprop : function (dEdy, W, b, gd, y, x) -> dEdx, dEdW, dEdb for one
        instance, that of notebook 05, to compute the way back of the tuples
    selected : the name of a number to look at first, as "dEdW1[2, 1]"; all
        numbers are computed then

    Raises
    ------
    ValueError
        If shapes do not fit, or the network is too large to be shown: more
        than 4 units in a layer, or more than 3 layers.
    """
    return Inspector(layers, x, t, backprop, selected)


class Inspector(Page):
    """What `inspector` returns.

    Attributes
    ----------
    operations : list of Operation, every number in order
    step, steps : int, how many are computed, and how many there are
    selected : str, the name of the number that is looked at, or ""
    error : None, or what went wrong in the learner's code
    """

    script = "inspector.js"

    def __init__(self, layers, x, t, backprop=None, selected=""):
        super().__init__()
        objects = _objects(layers)
        self.layers = _weights(objects)
        x = validation.data("x", x, num_inputs=self.layers[0][0].shape[1])
        t = validation.data("t", t, num_outputs=len(self.layers[-1][1]))
        self._objects, self._backprop = objects, backprop
        self.x, self.t = x.copy(), t.copy()
        self._compute()
        self.steps = max(o.step for o in self.operations)
        self.step, self.selected = 0, ""
        sizes = "-".join(map(str, self._sizes()))
        self.sentence = (f"A {sizes} network and one instance, forward and "
                         f"back in {self.steps} steps, one number at a time: "
                         f"E = {show(self._by_name['E'].value)}.")
        if selected != "":
            self.take({"step": self.steps, "selected": selected})
            self.sentence += f" Chosen: {' '.join(lines(self[selected]))}."
        picture = InspectorPicture(self.frame()[0])
        self.inches = picture.inches
        self.png = png_of(picture.draw, self.inches)

    def __repr__(self):
        return f"inspector: {self.sentence}"

    def __getitem__(self, name):
        """The Operation of a name: inspector["dEdW1[0, 1]"]."""
        return self._by_name[name]

    def _compute(self):
        """All numbers anew, by the learner's code where there is any."""
        own, self.error = {}, None
        objects = self._objects
        if self._backprop is not None or not isinstance(objects[0], tuple):
            try:
                _compute(own, objects, self.layers, self.x, self.t,
                         self._backprop)
            except Exception as error:
                self.error = (f"Your code raised {describe(error)}. The "
                              "numbers from there on are the formulas'.")
        self.operations = operations(self.layers, self.x, self.t, own)
        self._by_name = {o.name: o for o in self.operations}

    def set(self, **values):
        """Go to a `step`, look at the number that is `selected`, or change
        those that are given: edit={"W1[2, 1]": 0.5}."""
        self.take(values)
        self._send()

    def take(self, values):
        unknown = [name for name in values
                   if name not in ("step", "selected", "edit")]
        if unknown:
            raise ValueError(f"{unknown[0]}: expected step, selected or edit")
        if "edit" in values:
            self._edit(values["edit"])
        step = values.get("step", self.step)
        step = validation.number("step", step, least=0, below=self.steps + 1,
                                 whole=True)
        selected = values.get("selected", self.selected)
        if selected != "" and selected not in self._by_name:
            raise ValueError("selected: expected the name of a number, such "
                             f"as y1[0], got {selected!r}")
        self.step, self.selected = int(step), selected

    def _edit(self, numbers):
        """Change numbers of x, t, W or b, all or none; all others follow."""
        for name, value in numbers.items():
            if name not in self._by_name or self._by_name[name].step:
                raise ValueError("edit: expected a number that is given, such "
                                 f"as x[0] or W1[0, 1], got {name!r}")
            if abs(validation.number(name, value)) > LARGEST:
                raise ValueError(f"{name}: expected -{LARGEST} to {LARGEST}, "
                                 f"got {value:g}")
        for name, value in numbers.items():
            o = self._by_name[name]
            for array in self._given(o.array):
                array[o.index] = value
        self._compute()

    def _given(self, name):
        """The arrays of a name: x, t, or W or b in layers and objects."""
        if name in ("x", "t"):
            return [getattr(self, name)]
        letter, n = name[0], suffixes(self.layers).index(name[1:])
        arrays, own = [self.layers[n]["Wb".index(letter)]], self._objects[n]
        if not isinstance(own, tuple):
            array = getattr(own, letter)
            if getattr(getattr(array, "dtype", None), "kind", "") != "f":
                array = np.array(array, dtype=float)  # whole numbers only
                setattr(own, letter, array)
            arrays.append(array)
        return arrays

    def frame(self):
        numbers = [{"name": o.name, "array": o.array, "step": o.step,
                    "column": o.index[-1] if len(o.index) == 2 else 0,
                    "row": o.index[0] if o.index else 0,
                    "shown": tight(o.value), "value": float(o.value),
                    "sources": o.sources,
                    "lines": lines(o), "warning": warning(o)}
                   for o in self.operations]
        return {"numbers": numbers, "columns": self._columns(),
                "step": self.step, "steps": self.steps, "error": self.error,
                "selected": self.selected}, []

    def _columns(self):
        """What stands above what: a number's slope is below the number."""
        columns = [["input", [["x", "dEdx"]]]]
        for s, (_, _, activation) in zip(suffixes(self.layers), self.layers):
            name = getattr(activation, "name", "")
            title = " ".join(["layer", s]).strip() + f", {name}" * bool(name)
            columns.append([title, [
                [f"W{s}", f"dEdW{s}"], [f"b{s}", f"dEdb{s}"],
                [f"a{s}", f"delta{s}"], [f"y{s}", f"dEdy{s}"]]])
        return [*columns, ["error", [["t", "E"]]]]

    def _sizes(self):
        return [self.layers[0][0].shape[1], *(len(b) for _, b, _ in
                                              self.layers)]


def tight(value):
    """The number as `show` has it, or shorter, so that it fits its frame."""
    texts = [show(value)]
    if 1 <= abs(value) < 1e6:
        texts += [fixed(value, digits) for digits in (3, 2, 1, 0)]
    for text in texts:
        if len(text.replace(".", "")) <= MOST_LETTERS:
            return text
    mantissa, power = f"{value:.1e}".split("e")
    return f"{mantissa}e{int(power)}".replace("-", MINUS)


def lines(operation):
    """Formula, formula with the values, result."""
    o = operation
    result = f"{'=' if exact(o.value) else '≈'} {show(o.value)}"
    if not o.step:
        return [f"{o.name} is given", "", result]
    values = "" if o.values == show(o.value) else f"= {o.values}"
    return [f"{o.name} = {o.formula}", values, result]


def warning(operation):
    """What to say of a number that is not the formula's, or ""."""
    if operation.agrees:
        return ""
    return (f"Your code says {show(operation.value)} here. The formula, with "
            f"the numbers above, gives {show(operation.right)}.")


def _objects(layers):
    """The list of layers, a copy: nothing here changes the learner's."""
    error = getattr(layers, "error", None)
    if error is not None and (getattr(error, "name", "") != "squared_error"
                              or getattr(error, "averages_outputs", False)):
        raise ValueError("layers: expected a network with squared_error, got "
                         f"one with {error!r}")
    objects = list(getattr(layers, "layers", layers))
    if not 1 <= len(objects) <= MOST_LAYERS:
        raise ValueError(f"layers: expected 1 to {MOST_LAYERS} of them, got "
                         f"{len(objects)}")
    return copy.deepcopy(objects)


def _weights(objects):
    """The layers as (W, b, activation), checked."""
    layers = []
    for n, layer in enumerate(objects):
        if not isinstance(layer, tuple):
            needed = ("W", "b", "activation", "forward", "backprop")
            missing = [name for name in needed if not hasattr(layer, name)]
            if missing:
                raise ValueError(
                    f"layers[{n}]: expected (W, b, activation), or an object "
                    f"with these and forward and backprop, got {layer!r} "
                    f"without {missing[0]}")
            layer = layer.W, layer.b, layer.activation
        if len(layer) != 3 or not (hasattr(layer[2], "g")
                                   and hasattr(layer[2], "gd")):
            raise ValueError(f"layers[{n}]: expected (W, b, activation), an "
                             "activation with g and gd")
        W, b = validation.weights_and_biases(*layer[:2])
        validation.check_finite(f"W of layers[{n}]", W)
        validation.check_finite(f"b of layers[{n}]", b)
        if max(W.shape) > MOST_UNITS:
            raise ValueError(f"layers[{n}]: expected at most {MOST_UNITS} "
                             f"inputs and units, got W {list(W.shape)}")
        layers.append((W.copy(), b.copy(), layer[2]))
    for n, ((lower, _, _), (upper, _, _)) in enumerate(pairwise(layers)):
        if upper.shape[1] != len(lower):
            raise ValueError(f"layers[{n + 1}]: expected num_inputs = "
                             f"{len(lower)}, got {upper.shape[1]}")
    return layers


def _compute(own, objects, layers, x, t, backprop):
    """Let the learner's code compute; what it gives goes into `own`."""
    marks, outputs = suffixes(layers), [x]
    for s, layer, (W, b, activation) in zip(marks, objects, layers):
        if isinstance(layer, tuple):
            outputs.append(activation.g(W @ outputs[-1] + b))
            continue
        Y = layer.forward(outputs[-1][np.newaxis])
        own[f"y{s}"] = _fits("forward", Y, (1, len(b)))[0]
        outputs.append(own[f"y{s}"])
    slope = outputs[-1] - t
    for n in reversed(range(len(layers))):
        s, layer, (W, b, activation) = marks[n], objects[n], layers[n]
        if isinstance(layer, tuple):
            slope, dEdW, dEdb = backprop(slope, W, b, activation.gd,
                                         outputs[n + 1], outputs[n])
            slope = _fits("backprop: dEdx", slope, outputs[n].shape)
        else:
            dEdX = layer.backprop(slope[np.newaxis])
            slope = _fits("backprop", dEdX, (1, len(outputs[n])))[0]
            dEdW, dEdb = layer.dEdW, layer.dEdb
        own[f"dEdW{s}"] = _fits("dEdW", dEdW, W.shape)
        own[f"dEdb{s}"] = _fits("dEdb", dEdb, b.shape)
        own[f"dEdy{marks[n - 1]}" if n else "dEdx"] = slope


def _fits(name, value, shape):
    """The learner's array as floats, if it has the shape it should have."""
    array = np.array(value, dtype=float)
    if array.shape != shape:
        raise ValueError(f"{name}: expected shape {list(shape)}, got "
                         f"{list(array.shape)}")
    return array
