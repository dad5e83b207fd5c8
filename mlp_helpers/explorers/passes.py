"""A forward and a backward pass by somebody's own layers, checked.

The inspector and the slow pass of the playground show what `one_pass`
returns: the numbers that the layers themselves computed, each beside its
formula and each slope beside the numerical gradient.
"""

from dataclasses import dataclass

import numpy as np

from .. import errors, validation
from .operations import after_a_step, operations, suffixes
from .page import describe
from .texts import lines, tight, warning

STEP = 1e-5  # of a numerical gradient
KINK = 1e-3  # relative gap of the slopes to the left and to the right


@dataclass
class Pass:
    """The numbers, and None or what went wrong in the learner's code."""

    operations: list
    error: str | None = None


def one_pass(objects, layers, X, T, error="squared_error", backprop=None,
             batch=True, rate=None):
    """Compute forward and back, by the learner's code where there is any.

    Parameters
    ----------
    objects : list of (W, b, activation), or of layers with W, b, forward(X)
        and backprop(dEdY). They are changed: give copies.
    layers : list of (W, b, activation) of these, as checked arrays; those of
        `objects` are the same arrays, or hold the same numbers
    X, T : arrays [num_instances, num_inputs] and [.., num_outputs]
    error : str, the name of an error of this package
    backprop : None, or a function of the arguments (dEdy, W, b, gd, y, x)
        that goes back through a tuple; for a batch it gets arrays of rows
    batch : bool, False for one instance, in lower case
    rate : None, or the learning rate of a step at the end

    Returns
    -------
    Pass
    """
    run = _Run(objects, layers, X, T, getattr(errors, error), backprop, batch)
    own, told = {}, None
    try:
        run.compute(own)
    except Exception as reason:
        told = (f"Your code raised {describe(reason)}. The numbers from there "
                "on are the formulas'.")
    with validation.trust(), np.errstate(all="ignore"):
        numerical = run.numerical() if told is None else {}
        found = operations(layers, X, T, error, own, batch, numerical)
        if rate is not None and told is None:
            found.append(after_a_step(found, rate, run.after(rate, found)))
    return Pass(found, told)


class _Run:
    """One batch through a stack of layers."""

    def __init__(self, objects, layers, X, T, error, backprop, batch):
        self.objects, self.layers, self.X, self.T = objects, layers, X, T
        self.error, self.backprop, self.batch = error, backprop, batch
        self.marks = suffixes(layers)
        for layer in objects:  # of whole numbers: they will be moved a little
            if not isinstance(layer, tuple):
                layer.W, layer.b = (
                    a if np.asarray(a).dtype.kind == "f"
                    else np.array(a, dtype=float) for a in (layer.W, layer.b))

    def forward(self, n, inputs):
        """[rows, num_outputs] of layer n, by the layer itself."""
        W, b, activation = self.layers[n]
        if isinstance(self.objects[n], tuple):
            return activation.g(inputs @ W.T + b)
        return _fits("forward", self.objects[n].forward(inputs.copy()),
                     (len(inputs), len(b)))

    def compute(self, own):
        """Forward and back; what the learner's code gives goes into own."""
        outputs, top = [self.X], len(self.layers) - 1
        matched = self.error.name == "squared_error"
        for n, (s, layer) in enumerate(zip(self.marks, self.objects)):
            outputs.append(self.forward(n, outputs[-1]))
            if not isinstance(layer, tuple):
                own[f"{'y' if n < top or matched else 'a'}{s}"] = outputs[-1]
        if self.backprop is None and isinstance(self.objects[0], tuple):
            return
        slope = self.error.gradient(self.error.output(outputs[-1]), self.T)
        for n in reversed(range(len(self.layers))):
            s, layer = self.marks[n], self.objects[n]
            W, b, activation = self.layers[n]
            if isinstance(layer, tuple):
                slope, dEdW, dEdb = self._by_function(
                    slope, W, b, activation.gd, outputs[n + 1], outputs[n])
            else:
                slope = layer.backprop(slope)
                dEdW, dEdb = layer.dEdW, layer.dEdb
            slope = _fits("backprop", slope, outputs[n].shape)
            own[f"dEdW{s}"] = _fits("dEdW", dEdW, W.shape)
            own[f"dEdb{s}"] = _fits("dEdb", dEdb, b.shape)
            own[f"dEdy{self.marks[n - 1]}" if n else "dEdx"] = slope

    def _by_function(self, dEdY, W, b, gd, Y, X):
        if self.batch:
            return self.backprop(dEdY, W, b, gd, Y, X)
        dEdx, dEdW, dEdb = self.backprop(dEdY[0], W, b, gd, Y[0], X[0])
        return _fits("backprop: dEdx", dEdx, X[0].shape)[None], dEdW, dEdb

    def numerical(self):
        """The slopes of E by central differences, by the names of `own`."""
        if any(W.dtype != np.float64 for W, _, _ in self.layers):
            return {}  # E is too coarse then
        outputs = [self.X]
        for n in range(len(self.layers)):
            outputs.append(self.forward(n, outputs[-1]))
        slopes = {}
        for n, s in enumerate(self.marks):
            arrays = self._arrays(n)
            for name, array in zip("Wb", arrays):
                slopes[f"dEd{name}{s}"] = self._differences(
                    array, lambda n=n: self._loss(n, outputs[n]))
            slopes[f"dEdy{s}"] = self._differences(
                outputs[n + 1], lambda n=n: self._loss(n + 1, outputs[n + 1]))
            slopes[f"delta{s}"] = self._of_sums(n, outputs)
        slopes["dEdx"] = self._differences(
            outputs[0], lambda: self._loss(0, outputs[0]))
        return slopes

    def _arrays(self, n):
        """W and b that `forward` of layer n reads."""
        layer = self.objects[n]
        return self.layers[n][:2] if isinstance(layer, tuple) else \
            (layer.W, layer.b)

    def _loss(self, n, inputs):
        """E, from the inputs of layer n on."""
        for k in range(n, len(self.layers)):
            inputs = self.forward(k, inputs)
        return self.error.loss(inputs, self.T)

    def _of_sums(self, n, outputs):
        """dE/dA: a bias that moves for one instance alone moves its sum."""
        b = self._arrays(n)[1]
        deltas = np.empty((len(self.X), len(b)))
        for row in range(len(self.X)):
            def loss(row=row):
                moved = outputs[n + 1].copy()
                moved[row] = self.forward(n, outputs[n][row:row + 1])[0]
                return self._loss(n + 1, moved)
            deltas[row] = self._differences(b, loss)
        return deltas

    def _differences(self, array, loss):
        """(E(+) - E(-)) / (2 STEP) for each entry; NaN at a kink."""
        slopes, here = np.empty(array.shape), loss()
        for place in np.ndindex(array.shape):
            before = array[place]
            array[place] = before + STEP
            above = loss()
            array[place] = before - STEP
            below = loss()
            array[place] = before
            right, left = (above - here) / STEP, (here - below) / STEP
            smooth = abs(right - left) <= KINK * (
                abs(right) + abs(left)) + 1e-4
            slopes[place] = (right + left) / 2 if smooth else np.nan
        return slopes

    def after(self, rate, found):
        """E after a step down the slopes that were found."""
        slopes = [o.value for o in found if o.kind in ("weight", "bias")]
        arrays = [array for n in reversed(range(len(self.layers)))
                  for array in self._arrays(n)]
        before = [array.copy() for array in arrays]
        for array in arrays:  # in the order of the way back
            array -= rate * np.reshape(slopes[:array.size], array.shape)
            del slopes[:array.size]
        E = self._loss(0, self.X)
        for array, kept in zip(arrays, before):
            array[...] = kept
        return E


def _fits(name, value, shape):
    """The learner's array as floats, if it has the shape it should have."""
    array = np.array(value, dtype=float)
    if array.shape != shape:
        raise ValueError(f"{name}: expected shape {list(shape)}, got "
                         f"{list(array.shape)}")
    return array


def page_numbers(operations):
    """What a page needs of each number, as lists and texts."""
    return [{
        "name": o.name, "array": o.array, "step": o.step, "kind": o.kind,
        "layer": o.layer, "instance": o.row,
        "index": o.index,
        "shown": tight(o.value), "value": float(o.value),
        "sources": o.sources, "lines": lines(o), "warning": warning(o),
        "right": tight(o.right if o.numerical is None else o.numerical),
        "terms": [[where, *map(tight, numbers), float(numbers[-1])]
                  for where, *numbers in o.terms],
    } for o in operations]
