"""Where the gradients of a layer come from."""

import numpy as np

from .. import plots, validation
from ..plots.boards import transposed_or_not
from ..plots.drawing import factor, number, series, tidy
from .explorer import Explorer, Slider


def outer_products(Deltas, X, cell=None):
    """Add one instance's outer product at a time, up to Deltas.T @ X.

    Parameters
    ----------
    Deltas : array [num_instances, num_outputs]
    X : array [num_instances, num_inputs]
    cell : (row, column) of dE/dW whose sum is written out
    """
    Deltas = validation.data("Deltas", Deltas, num_instances=None,
                             num_outputs=None)
    X = validation.data("X", X, num_instances=len(Deltas), num_inputs=None)

    def draw(figure, upto):
        plots.sum_of_outer_products(Deltas, X, upto, cell, figure)
        if upto == 0:
            return ("Nothing is added yet: the sum is zero. Each instance "
                    "brings one outer product of its delta and its x.")
        gap = np.abs(Deltas.T @ X - Deltas[:upto].T @ X[:upto]).max()
        text = (f"{upto} of {len(X)} outer products are added. The largest "
                f"gap to Deltas.T @ X is {gap:.2f}.")
        if upto == len(X):
            text = (f"All {upto} outer products are added. The sum equals "
                    "Deltas.T @ X in every entry.")
        if cell is None:
            return text
        o, i = cell
        terms = Deltas[:upto, o] * X[:upto, i]
        added = " + ".join(map(number, terms)).replace(
            "+ \N{MINUS SIGN}", "\N{MINUS SIGN} ")
        return (f"{text} In the frame: {added} = {number(terms.sum())}.")

    return Explorer(draw, upto=Slider("instances added", 0, len(X),
                                      value=len(X)))


def transpose(W, delta):
    """Show index by index why W is transposed on the way back.

    Parameters
    ----------
    W : array [num_outputs, num_inputs], square, so that both ways fit
    delta : array [num_outputs]
    """
    W = validation.data("W", W, num_outputs=None, num_inputs=None)
    delta = validation.data("delta", delta, num_outputs=W.shape[0])
    if W.shape[0] != W.shape[1] or not W.size:
        raise ValueError("W: expected a square matrix, got the shape "
                         f"{list(W.shape)}")

    whole = not (np.mod(W, 1).any() or np.mod(delta, 1).any())

    def draw(figure, i):
        transposed_or_not(W, delta, i, figure, digits=0 if whole else 2)
        right, wrong = (number(row @ delta, 0 if whole else 3)
                        for row in (W[:, i], W[i]))
        return (f"x[{i}] reaches every unit o through W[o, {i}], in column "
                f"{i}, so dEdx[{i}] = {right}. Row {i} gives {wrong}: its "
                "shape fits, but its letters do not.")

    last = len(delta) - 1
    return Explorer(draw, i=Slider("index i of dEdx", 0, last, value=0))


def chain(w, b, x, t):
    """Show dE/dw of one logistic neuron as three factors and as a slope.

    The error is E = 1/2 (y - t)^2 with y = logistic(w x + b); `w` is where
    the slider starts, from w - 4 to w + 4.
    """
    for name, value in [("w", w), ("b", b), ("x", x), ("t", t)]:
        validation.number(name, value)

    def output(w):
        return 0.5 * (1 + np.tanh(0.5 * (w * x + b)))

    def error(w):
        return 0.5 * (output(w) - t) ** 2

    def draw(figure, w):
        y = output(w)
        slope = (y - t) * y * (1 - y) * x
        ws = np.linspace(low, high, 300)
        ax = figure.add_subplot()
        ax.plot(ws, error(ws), color=series(ax, 0), linewidth=2, label="E")
        reach = np.array([w - 1.5, w + 1.5])
        ax.plot(reach, error(w) + slope * (reach - w), color=series(ax, 1),
                linestyle=(0, (5, 2)), linewidth=2, label="slope dE/dw")
        ax.plot(w, error(w), "o", color=series(ax, 1), markersize=9,
                markeredgecolor="white", zorder=3)
        figure.handles = {"point": (ax, (w, error(w)))}
        top = max(error(ws).max(), 1e-3)
        ax.set(xlabel="w", ylabel="E = 1/2 (y \u2212 t)\u00b2",
               xlim=(low, high), ylim=(-0.12 * top, 1.15 * top))
        ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
        tidy(ax)
        factors = " \u00b7 ".join(
            factor(value, 3) for value in (y - t, y * (1 - y), x))
        ax.set_title("dE/dw = (y \u2212 t) \u00b7 y (1 \u2212 y) \u00b7 x\n"
                     f"= {factors} = {number(slope, 4)}", fontsize=11, pad=12)
        return (f"At w = {number(w, 1)} the output is y = {number(y, 3)}, the "
                f"target t = {t:g}. The slope dE/dw is {number(slope, 4)}: "
                f"{_way(slope)}.")

    def drag(name, x, y, values):
        return {"w": x}

    low, high = round(w - 4, 1), round(w + 4, 1)
    return Explorer(draw, drag, w=Slider("weight w", low, high, 0.1,
                                         round(w, 1)))


def _way(slope):
    if abs(slope) < 5e-5:  # 0.0000 in the picture
        return "flat to four digits, and a larger w changes E hardly at all"
    return f"a larger w, and the error {'falls' if slope < 0 else 'rises'}"
