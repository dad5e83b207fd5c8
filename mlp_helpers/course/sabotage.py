"""Sabotage: one mistake is planted in the learner's own layer.

SPOILERS: `KINDS` lists what may be planted, each with the line that is wrong.
All of them let the loss fall: only a gradient check sees them.
"""

import numpy as np

from .. import validation
from ..activations import linear, tanh
from ..exercises.console import say
from ..exercises.sources import edit, make_function

NAME = "Planted"
RIGHT = f'''
class {NAME}(Layer):
    def forward(self, X):
        self.X, self.Y = X, super().forward(X)
        return self.Y

    def backprop(self, dEdY):
        Deltas = self.activation.gd(self.Y) * dEdY
        self.dEdW = Deltas.T @ self.X
        self.dEdb = Deltas.sum(axis=0)
        return Deltas @ self.W
'''.lstrip()

GD = "self.activation.gd(self.Y) * dEdY"
DEDW, DEDB, DEDX = "Deltas.T @ self.X", "Deltas.sum(axis=0)", "Deltas @ self.W"
KEPT = "self.X, self.Y = X, super().forward(X)"
OLD = """if not hasattr(self, "W_T"):
            self.W_T = self.W.T.copy()
        """

# name: (what it is, the arrays in which it shows, [(right, wrong), ...]).
# The seed of a case is a place in this list.
KINDS = {
    "no gd below": (
        "gd is forgotten in what goes down, and only there", "dEdX",
        [(DEDX, "dEdY @ self.W")]),
    "mean": (
        "the slopes of b are averaged, where they should be added", "dEdb",
        [(DEDB, "Deltas.mean(axis=0)")]),
    "old W": (
        "the way down uses the W of the first pass", "dEdX",
        [(KEPT, OLD + KEPT), (DEDX, "Deltas @ self.W_T.T")]),
    "pull": (
        "something is added to dEdW that pulls W to 0", "dEdW",
        [(DEDW, f"{DEDW} + 0.002 * self.W")]),
    "reshaped": (
        "W is turned and reshaped on the way down, where it should stay as "
        "it is",
        "dEdX", [(DEDX, "Deltas @ self.W.T.reshape(self.W.shape)")]),
    "added up": (
        "half of the slopes of b of the pass before are added to those of "
        "this one", "dEdb",
        [(f"self.dEdb = {DEDB}",
          'self.dEdb = 0.5 * getattr(self, "dEdb", 0) + ' + DEDB)]),
    "gd twice": (
        "gd is multiplied twice", "dEdW dEdb dEdX",
        [(GD, f"self.activation.gd(self.Y) * {GD}")]),
    "forgotten input": (
        "one column of dEdW is always 0", "dEdW",
        [(DEDW, f"{DEDW} * (np.arange(self.X.shape[1]) > 0)")]),
    "few digits": (
        "the slopes of W have three digits only", "dEdW",
        [(DEDW, f"({DEDW}).astype(np.float16)")]),
    "biases asleep": (
        "the slopes of b are always 0", "dEdb",
        [(DEDB, "0 * self.b")]),
    "g again": (
        "gd is applied to g(y), in place of y", "dEdW dEdb dEdX",
        [(GD, "self.activation.gd(self.activation.g(self.Y)) * dEdY")]),
    "factor": (
        "the slopes of W have a factor that the slopes of b have not", "dEdW",
        [(DEDW, f"2 * {DEDW}")]),
    "overwritten": (
        "the slopes of W are overwritten, instance by instance", "dEdW",
        [(f"self.dEdW = {DEDW}",
          "for delta, x in zip(Deltas, self.X):\n"
          "            self.dEdW = np.outer(delta, x)")]),
    "clipped": (
        "slopes of W beyond 0.05 are cut off there", "dEdW",
        [(DEDW, f"np.clip({DEDW}, -0.05, 0.05)")]),
}

ARRAYS = "dEdW", "dEdb", "dEdX"
ENOUGH = 1e-5  # the relative gap from which two arrays of slopes differ


def suspects():
    """A table of all that may be planted: its name, and what it is."""
    return "\n".join(f"{name:<16} {what}"
                     for name, (what, _, _) in sorted(KINDS.items()))


def sabotage(Layer, seed):
    """Plant a mistake in a layer class.

    Parameters
    ----------
    Layer : a class with the interface of notebook 10
    seed : int, chooses the mistake; 0 to 13 are all different

    Returns
    -------
    Case
    """
    if not isinstance(Layer, type) or not hasattr(Layer, "backprop"):
        raise ValueError("Layer: expected a class with forward and backprop, "
                         f"got {Layer!r}")
    seed = validation.number("seed", seed, least=0, whole=True)
    return Case(Layer, list(KINDS)[seed % len(KINDS)])


class Case:
    """A layer with one mistake, and a judge of verdicts and repairs.

    Attributes
    ----------
    Layer : the learner's class with the mistake; it trains like any other
    layer : one such layer, 4 inputs and 4 outputs, with tanh
    X, dEdY : [6, 4], a batch for it, and slopes that come from above
    solved : bool
    """

    def __init__(self, Layer, kind):
        self._own, self._kind = Layer, kind
        self._source = edit(RIGHT, KINDS[kind][2], kind)
        self.Layer = make_function(self._source, NAME, {
            "np": np, "Layer": Layer}, f"planted in {Layer.__name__}")
        rng = np.random.default_rng(0)
        self.layer = self.Layer(4, 4, tanh, rng)
        self.layer.b = rng.normal(size=4)
        self.X, self.dEdY = rng.normal(size=(2, 6, 4))
        self.solved, self._wrong = False, 0

    def verdict(self, name, evidence):
        """Judge a verdict; what it says is printed.

        Parameters
        ----------
        name : str, one of `suspects()`
        evidence : dict "dEdW", "dEdb", "dEdX" -> (claimed, measured), of
            `layer` as it is now
        """
        if name not in KINDS:
            return say("○ no verdict yet: one of the names in suspects()")
        fault = self._fault_of(evidence)
        shown = () if fault else self._shown(evidence)
        what, arrays, _ = KINDS[name]
        if fault:
            said = f"✗ no proof: {fault}"
        elif not shown:
            said = ("✗ a guess: in your evidence all slopes agree. Examine "
                    "the layer once more, after its W has moved.")
        elif name == self._kind and " ".join(shown) == arrays:
            self.solved = True
            return say(f"✓ {name}: {what}. Proven by {', '.join(shown)}."
                       + f" Wrong verdicts before: {self._wrong}."
                       * bool(self._wrong))
        elif " ".join(shown) != arrays:
            said = (f"✗ not {name}: that would show in "
                    f"{arrays.replace(' ', ', ')}, and your evidence shows "
                    f"{', '.join(shown)}.")
        else:
            said = (f"✗ not {name}: it would show in {', '.join(shown)} too, "
                    "but with other numbers. Work out what it would claim, "
                    "from case.X, case.dEdY and case.layer, and print it "
                    "beside what is claimed.")
        self._wrong += 1
        say(said)

    def _fault_of(self, evidence):
        """Why this is no evidence about the layer, or None."""
        if not isinstance(evidence, dict) or not {*ARRAYS} <= {*evidence}:
            return "evidence is a dict with dEdW, dEdb and dEdX."
        for array, truth in zip(ARRAYS, slopes(self.layer, self.X, self.dEdY),
                                strict=True):
            try:
                claimed, measured = map(np.asarray, evidence[array])
                fits = claimed.shape == measured.shape == truth.shape
                fits = fits and gap(measured, truth) < ENOUGH
            except (TypeError, ValueError):  # `...`, or no pair
                fits = False
            if not fits:
                return (f"what you have measured for {array} are not the "
                        "slopes of the layer as it is now.")

    @staticmethod
    def _shown(evidence):
        return [array for array in ARRAYS if gap(*evidence[array]) > ENOUGH]

    def lines(self):
        """The class with the mistake, as text, after a right verdict."""
        return self._source if self.solved else (
            "○ The lines are shown after a right verdict.")

    def repaired(self, Layer):
        """Judge a repaired class; give it back, or the learner's own."""
        if not isinstance(Layer, type):
            say("○ not repaired yet")
        elif not self.solved:
            say("○ first the verdict: what is there to repair?")
        elif Layer is self._own:
            say("✗ this is your own layer, which nobody has damaged. Repair "
                "the lines that are shown.")
        elif right(Layer):
            say("✓ repaired: all its slopes are right, at the second look too")
            return Layer
        else:
            say("✗ not repaired: some of its slopes are still wrong. Examine "
                "it, twice.")
        return self._own


def in_place(numerical_gradient):
    """The same measurement, with the entries of the array itself turned.

    A numerical gradient may hand E a turned copy. An E that looks at what
    the array belongs to, a layer for example, would not notice.
    """
    def measure(E, w, *h):
        kept = w.copy()

        def turned(values):
            w[...] = values
            return E(w)

        try:
            return numerical_gradient(turned, kept.copy(), *h)
        finally:
            w[...] = kept

    return measure


def right(Layer):
    """Whether a layer's slopes are right, at each of three passes."""
    rng = np.random.default_rng(1)
    for num_inputs, num_outputs, activation in ((4, 4, tanh), (3, 5, linear)):
        layer = Layer(num_inputs, num_outputs, activation, rng)
        for _ in range(3):
            layer.W = layer.W + rng.normal(size=layer.W.shape)
            layer.b = layer.b + rng.normal(size=num_outputs)
            X = rng.normal(size=(6, num_inputs))
            dEdY = rng.normal(size=(6, num_outputs))
            layer.forward(X)
            dEdX = layer.backprop(dEdY)
            claims = layer.dEdW, layer.dEdb, dEdX
            for claimed, truth in zip(claims, slopes(layer, X, dEdY),
                                      strict=True):
                if np.shape(claimed) != truth.shape or not gap(
                        claimed, truth) < ENOUGH:
                    return False
    return True


def slopes(layer, X, dEdY):
    """dE/dW, dE/db and dE/dX of a layer as it is, by the formulas."""
    Y = layer.activation.g(X @ layer.W.T + layer.b)
    Deltas = layer.activation.gd(Y) * dEdY
    return Deltas.T @ X, Deltas.sum(axis=0), Deltas @ layer.W


def gap(ours, numerical):
    """The largest difference over the largest slope, as in notebook 06."""
    size = np.max(np.abs([ours, numerical]))
    return np.max(np.abs(ours - numerical)) / size if size > 0 else 0.0
