"""A neuron that decides: its two steps, and its line among messages.

Public through `mlp_helpers.plots`.
"""

import numpy as np

from .. import validation
from ..activations import logistic
from .drawing import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    PALE,
    SMALL,
    UNIT_COLOURS,
    canvas,
    number,
    on,
    tidy,
)
from .neuron import arrow_key, weights_arrow


def step_and_logistic(marks=None, fig=None):
    """Draw the step and the logistic function, with marks at some sums.

    Parameters
    ----------
    marks : dict name -> sum a, or None
    """
    marks = {str(name): validation.number(f"marks[{name!r}]", a)
             for name, a in (marks or {}).items()}
    reach = max([8.0, *(1.1 * abs(a) for a in marks.values())])
    A = np.linspace(-reach, reach, 401)
    with canvas(None, fig, (7.0, 3.4)) as (figure, _):
        ax = figure.add_subplot()
        for a in (0, 1):
            ax.axhline(a, color=on(ax, PALE), linewidth=0.8)
        logistics, steps = (on(ax, colour) for colour in UNIT_COLOURS)
        ax.plot([-reach, 0, 0, reach], [0, 0, 1, 1], color=steps,
                linestyle=(0, (5, 2)), linewidth=2, label="step")
        ax.plot(A, logistic.g(A), color=logistics, linewidth=2.4,
                label="logistic")
        for name, a in marks.items():
            y = float(logistic.g(np.float64(a)))
            ax.plot(a, y, "o", color=logistics, markersize=8, zorder=3,
                    markeredgecolor="white")
            up = y < 0.1  # away from the curve, which rises to the right
            ax.annotate(f"{name}: y = {number(y, 3)}", (a, y),
                        (10 if 0.1 < y < 0.9 else 0, 11 if up else -11),
                        textcoords="offset points", color=on(ax),
                        fontsize=SMALL, va="bottom" if up else "top",
                        ha="left" if 0.1 < y < 0.9 else "center")
        ax.set(xlabel="a", ylabel="y", ylim=(-0.12, 1.15),
               xlim=(-1.25 * reach, 1.25 * reach))
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1))
        tidy(ax)


def line_and_arrow(w, b, X, ax=None, title=None, labels=("x[0]", "x[1]")):
    """Draw the line of a neuron among instances, with the sum of each.

    Parameters
    ----------
    w : array [2]
    b : number
    X : array [num_instances, 2]; each is drawn as the class that it gets
    labels : the names of the two inputs
    """
    w = validation.data("w", w, num_inputs=2)
    validation.number("b", b)
    X = validation.data("X", X, num_instances=None, num_inputs=2)
    if not w.any():
        raise ValueError("w: expected a weight other than 0, got [0, 0], "
                         "which has no line")
    low, high = X.min(axis=0) - 1, X.max(axis=0) + 1
    middle, half = (low + high) / 2, (high - low).max() / 2
    low, high = middle - half, middle + half
    near = middle - (w @ middle + b) / (w @ w) * w  # on the line
    along = np.array([-w[1], w[0]]) / np.sqrt(w @ w)
    with canvas(ax, None, (6.4, 4.6)) as (figure, ax):
        ax = ax or figure.add_subplot()
        grid = np.stack(np.meshgrid(*np.linspace(low, high, 300).T), axis=-1)
        ax.contourf(*np.moveaxis(grid, -1, 0), grid @ w + b, alpha=0.16,
                    levels=[-np.inf, 0, np.inf], colors=CLASS_COLOURS[:2])
        ax.plot(*np.array([near - 4 * half * along, near + 4 * half * along]
                          ).T, color=on(ax), linewidth=2,
                label="the line a = 0")
        weights_arrow(ax, near, w)
        for c, said in enumerate(("no", "yes")):
            chosen = X[(X @ w + b > 0) == c]
            ax.scatter(*chosen.T, s=70, color=CLASS_COLOURS[c], zorder=3,
                       marker=CLASS_MARKERS[c], edgecolors="white",
                       label=f"says {said}")
        for x in X:  # the number stands away from the line
            up = (w @ x + b > 0) == (w[1] > 0)
            ax.annotate(number(w @ x + b, 0), x, (0, 8 if up else -8),
                        ha="center", va="bottom" if up else "top",
                        textcoords="offset points", fontsize=SMALL,
                        color=on(ax), zorder=4)
        ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]),
               aspect="equal", xlabel=labels[0], ylabel=labels[1],
               title=title)
        keys = ax.get_legend_handles_labels()[0]
        ax.legend(handles=[*keys, arrow_key(figure)], frameon=False,
                  loc="upper left", bbox_to_anchor=(1.01, 1))
        tidy(ax)
