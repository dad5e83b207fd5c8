"""Step through a small network, forward and back, and look at each number."""

import copy
from itertools import pairwise

import numpy as np

from .. import validation
from .inspector_picture import InspectorPicture
from .operations import letter, suffixes
from .page import Page, png_of
from .passes import one_pass, page_numbers
from .texts import lines, show

MOST_UNITS, MOST_LAYERS, MOST_INSTANCES = 4, 3, 4
LARGEST = 1000  # of a number that is typed in


def inspector(layers, x, t, backprop=None, selected="", rate=None):
    """Step through a network for one instance, or for a batch, or play the
    steps as a film; with the squared error.

    Parameters
    ----------
    layers : list of (W, b, activation); or of layers, your own too, with W,
        b, activation, forward(X) and backprop(dEdY); or a Network of these
        with squared_error. Layers do the computing themselves, for a batch
        of one instance; where they disagree with the formula or with the
        numerical gradient it says so, and the film stops.
    x, t : arrays [num_inputs] and [num_outputs]; for a batch, with the mean
        of the instances' errors, [num_instances, num_inputs] and
        [num_instances, num_outputs]
    backprop : function (dEdy, W, b, gd, y, x) -> dEdx, dEdW, dEdb for one
        instance, that of notebook 05, or for a batch, that of notebook 08,
        to compute the way back of the tuples
    selected : the name of a number to look at first, as "dEdW1[2, 1]"; all
        numbers are computed then
    rate : learning rate of a step at the end; None, and there is none

    Raises
    ------
    ValueError
        If shapes do not fit, or the network is too large to be shown: more
        than 4 units in a layer, 3 layers or 4 instances.
    """
    return Inspector(layers, x, t, backprop, selected, rate)


class Inspector(Page):
    """What `inspector` returns.

    Attributes
    ----------
    operations : list of Operation, every number in order
    step, steps : int, how many are computed, and how many there are
    selected : str, the name of the number that is looked at, or ""
    error : None, or what went wrong in the learner's code
    """

    scripts = ("pen.js", "wires.js", "film.js", "slow.js",
               "inspector.js")

    def __init__(self, layers, x, t, backprop=None, selected="", rate=None):
        super().__init__()
        objects = _objects(layers)
        self.layers = _weights(objects)
        self.batch = np.ndim(x) == 2
        rows = {"num_instances": None} if self.batch else {}
        x = validation.data("x", x, **rows,
                            num_inputs=self.layers[0][0].shape[1])
        if self.batch:
            if len(x) > MOST_INSTANCES:
                raise ValueError(f"x: expected at most {MOST_INSTANCES} "
                                 f"instances, got {len(x)}")
            rows["num_instances"] = len(x)
        t = validation.data("t", t, **rows,
                            num_outputs=len(self.layers[-1][1]))
        if rate is not None:
            rate = validation.number("rate", rate, above=0)
        self._objects, self._backprop, self.rate = objects, backprop, rate
        self.x, self.t = (np.array(given, dtype=float) for given in (x, t))
        self._compute()
        self.steps = max(o.step for o in self.operations)
        self.step, self.selected = 0, ""
        sizes = "-".join(map(str, self._sizes()))
        given = f"{len(self.x)} instances" if self.batch else "one instance"
        self.sentence = (f"A {sizes} network and {given}, forward and back "
                         f"in {self.steps} steps, one number at a time: "
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
        computed = one_pass(
            self._objects, self.layers, np.atleast_2d(self.x),
            np.atleast_2d(self.t), backprop=self._backprop,
            batch=self.batch, rate=self.rate)
        self.operations, self.error = computed.operations, computed.error
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
        if name.lower() in ("x", "t"):
            return [getattr(self, name.lower())]
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
        numbers = page_numbers(self.operations)
        return {"numbers": numbers, "columns": self._columns(),
                "step": self.step, "steps": self.steps, "error": self.error,
                "selected": self.selected, "rate": self.rate,
                "sizes": self._sizes()}, []

    def _columns(self):
        """What stands above what: a number's slope is below the number."""
        def named(*names):
            return [letter(name, self.batch) for name in names]

        columns = [["input", [named("x", "dEdx")]]]
        for s, (_, _, activation) in zip(suffixes(self.layers), self.layers):
            name = getattr(activation, "name", "")
            title = " ".join(["layer", s]).strip() + f", {name}" * bool(name)
            columns.append([title, [
                [f"W{s}", f"dEdW{s}"], [f"b{s}", f"dEdb{s}"],
                named(f"a{s}", f"delta{s}"), named(f"y{s}", f"dEdy{s}")]])
        after = [["E after"]] if self.rate is not None else []
        return [*columns, ["error", [[*named("t"), "E"], *after]]]

    def _sizes(self):
        return [self.layers[0][0].shape[1], *(len(b) for _, b, _ in
                                              self.layers)]


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
