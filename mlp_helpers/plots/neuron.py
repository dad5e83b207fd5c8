"""One neuron: its line in the plane, and its activation with a slope.

Public through `mlp_helpers.plots`.
"""

import numpy as np
from matplotlib.lines import Line2D

from .. import activations as activation_functions
from .. import validation
from .drawing import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    PALE,
    SMALL,
    UNIT_COLOURS,
    canvas,
    number,
    on,
    series,
    tidy,
)

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LOW, HIGH = -0.75, 1.75  # the part of the plane that is drawn
SHARE = 0.2  # of the length of w, so that it fits into the plane
ACTIVATIONS = {
    "logistic": activation_functions.logistic,
    "tanh": activation_functions.tanh,
    "ReLU": activation_functions.relu,
    "linear": activation_functions.linear,
}
REACH = 4.0  # curves are drawn for a from -REACH to REACH
DASHED = (0, (5, 2))
ARROW = UNIT_COLOURS[1]


def neuron_line(w, b, t, ax=None, title=None):
    """Draw where a neuron's sum is 0, the arrow of w, and the four corners.

    Parameters
    ----------
    w : array [2]
    b : number
    t : array [4], the targets at [0, 0], [0, 1], [1, 0] and [1, 1]
    """
    w = validation.data("w", w, num_inputs=2)
    validation.number("b", b)
    t = validation.data("t", t, num_corners=4)
    with canvas(ax, None, (7.0, 4.2)) as (figure, ax):
        ax = ax or figure.add_subplot()
        _sides(ax, w, b)
        ends = visible_line(w, b)
        if ends is not None:
            ax.plot(*ends.T, color=on(ax), linewidth=2)
            weights_arrow(ax, ends.mean(axis=0), w)
        for x, target, a in zip(CORNERS, t > 0.5, CORNERS @ w + b,
                                strict=True):
            _corner(ax, x, target, a, _outwards(x, w, b))
        ax.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal",
               xlabel="x[0]", ylabel="x[1]", title=title,
               xticks=np.arange(-0.5, 1.6, 0.5),
               yticks=np.arange(-0.5, 1.6, 0.5))
        tidy(ax)
        ax.legend(handles=_keys(figure), frameon=False, loc="center left",
                  bbox_to_anchor=(1.03, 0.5), labelspacing=0.9)


def weights_arrow(ax, start, w):
    """The arrow of w from a point of the line, at a share of its length."""
    ax.annotate("", start + SHARE * w, start, arrowprops={
        "arrowstyle": "-|>", "color": on(ax, ARROW), "linewidth": 2.2,
        "shrinkA": 0, "shrinkB": 0, "mutation_scale": 14})


def arrow_key(figure):
    """The arrow's entry in a legend."""
    return Line2D([0, 1], [0, 0], color=on(figure, ARROW), linewidth=2.2,
                  marker=">", markevery=[1],
                  label="w, at a fifth of\nits length")


def visible_line(w, b):
    """The two ends [2, 2] of the line within the picture, or None."""
    ends = []
    for fixed, free in ((0, 1), (1, 0)):
        if w[free]:
            for edge in (LOW, HIGH):
                point = np.empty(2)
                point[fixed] = edge
                point[free] = -(b + w[fixed] * edge) / w[free]
                if LOW <= point[free] <= HIGH:
                    ends.append(point)
    if not ends:
        return None
    ends = np.array(ends)
    first = ends[np.lexsort(ends.T)][[0, -1]]
    return first if np.ptp(first, axis=0).max() > 1e-9 else None


def _sides(ax, w, b):
    """Colour the two sides of the line."""
    xs = np.linspace(LOW, HIGH, 500)
    A = w[0] * xs + w[1] * xs[:, np.newaxis] + b
    side = np.where(A > 0, 1.0, np.where(A < 0, 0.0, np.nan))
    ax.contourf(xs, xs, np.ma.masked_invalid(side), alpha=0.16,
                levels=[-0.5, 0.5, 1.5], colors=CLASS_COLOURS[:2])


def _outwards(x, w, b):
    """Whether the words at a corner stand away from the middle.

    They change sides where the line would run through them there, and not
    on the other side.
    """
    def crossed(way):
        words = x + np.array([(side, way * high) for side in (-0.3, 0.3)
                              for high in (0.1, 0.35)])
        return np.ptp(np.sign(words @ w + b)) > 0

    way = 1 if x[1] > 0.5 else -1
    return not crossed(way) or crossed(-way)


def _corner(ax, x, target, a, outwards):
    """A corner in the colour of its target, its a, and what is said."""
    target = int(target)
    right = (a > 0) if target else (a < 0)
    ax.scatter(*x, s=90, color=CLASS_COLOURS[target], zorder=4,
               marker=CLASS_MARKERS[target], edgecolors="white")
    if not right:
        ax.scatter(*x, s=330, facecolors="none", linewidths=2,
                   edgecolors=on(ax), zorder=4)
    says = "undecided" if a == 0 else \
        f"says {int(a > 0)}, {'right' if right else 'wrong'}"
    up = (x[1] > 0.5) == outwards
    ax.annotate(f"a = {number(a, 1)}\n{says}", x, (0, 13 if up else -13),
                textcoords="offset points", ha="center", color=on(ax),
                va="bottom" if up else "top", fontsize=SMALL, zorder=5,
                bbox={"boxstyle": "round,pad=0.15", "alpha": 0.9,
                      "facecolor": on(ax, "white"), "linewidth": 0})


def _keys(figure):
    """The legend: what the marks mean, whatever is in the picture."""
    keys = [Line2D([], [], linestyle="", marker=CLASS_MARKERS[c],
                   color=CLASS_COLOURS[c], markersize=9, markeredgewidth=0,
                   label=f"wants a {c}") for c in (1, 0)]
    keys.append(Line2D([], [], linestyle="", marker="o", color=on(figure),
                       markersize=13, markerfacecolor="none",
                       markeredgewidth=2, label="wrong or undecided"))
    keys.append(Line2D([], [], color=on(figure), linewidth=2,
                       label="the line a = 0"))
    return [*keys, arrow_key(figure)]


def activations(a=1.0, fig=None):
    """Draw the four activations, each with its slope at one place a."""
    validation.number("a", a)
    with canvas(None, fig, (7.0, 4.8)) as (figure, _):
        axes = figure.subplots(2, 2)
        for ax, name in zip(axes.flat, ACTIVATIONS, strict=True):
            y = float(ACTIVATIONS[name].g(np.float64(a)))
            slope = _curve(ax, name, a, y, y)
            ax.set_title(f"{name}: slope {number(slope)} at a = "
                         f"{number(a, 1)}", fontsize=10)


def activation_slope(name, a, fig=None):
    """Draw an activation with its slope at a, beside gd against y.

    Parameters
    ----------
    name : "logistic", "tanh", "ReLU" or "linear"
    a : number
    """
    validation.number("a", a)
    if name not in ACTIVATIONS:
        raise ValueError(f"name: expected one of {', '.join(ACTIVATIONS)}, "
                         f"got {name!r}")
    activation = ACTIVATIONS[name]
    with canvas(None, fig, (7.0, 3.6)) as (figure, _):
        left, right = figure.subplots(1, 2)
        y = float(activation.g(np.float64(a)))
        reach = activation.g(np.linspace(-REACH, REACH, 400))
        slope = _curve(left, name, a, reach[0], reach[-1])
        left.set_title(f"y = g(a), slope {number(slope, 3)}", fontsize=10)
        curve, mark = series(right, 0), series(right, 1)
        if name == "ReLU":
            right.plot([0, REACH], [1, 1], color=curve, linewidth=2)
            right.plot(0, 1, "o", color=on(right, "white"),
                       markeredgecolor=curve, markersize=7,
                       markeredgewidth=1.5)
            right.plot(0, 0, "o", color=curve, markersize=7)
        else:
            right.plot(reach, activation.gd(reach), color=curve, linewidth=2)
        right.plot([y, y], [0, slope], color=mark, linestyle=DASHED)
        right.plot(y, slope, "o", color=mark, markersize=9,
                   markeredgecolor="white", zorder=3, clip_on=False)
        right.set(xlabel="y", ylabel="slope gd(y)", ylim=(-0.06, 1.12))
        right.set_title("the same slope, read off y", fontsize=10)
        tidy(right)


def _curve(ax, name, a, low, high):
    """Draw g with its slope at a, at least from low to high; the slope.

    Both axes have the same scale: a slope of 1 is drawn at 45 degrees.
    """
    activation = ACTIVATIONS[name]
    everywhere = np.linspace(-REACH, REACH, 401)
    y = activation.g(np.float64(a))
    slope = float(activation.gd(y))
    run = 1.3 / np.hypot(1, slope)
    reach = np.array([a - run, a + run])
    ax.axhline(0, color=on(ax, PALE), linewidth=0.8)
    ax.axvline(0, color=on(ax, PALE), linewidth=0.8)
    ax.plot(everywhere, activation.g(everywhere), color=series(ax, 0),
            linewidth=2)
    ax.plot(reach, y + slope * (reach - a), color=series(ax, 1),
            linewidth=2, linestyle=DASHED)
    ax.plot(a, y, "o", color=series(ax, 1), markersize=8,
            markeredgecolor="white", zorder=3)
    ax.set(xlabel="a", ylabel="y", xlim=(-REACH - 0.3, REACH + 0.3),
           ylim=(min(-1.5, low - 0.4), max(2.5, high + 0.4)), aspect="equal")
    tidy(ax)
    return slope
