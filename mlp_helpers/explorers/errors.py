"""Errors: the bowl of squares, softmax, and slopes at the output."""

import numpy as np

from .. import validation
from ..plots.drawing import (
    CLASS_COLOURS,
    GREY,
    LARGE,
    PALE,
    factor,
    number,
    on,
    series,
    tidy,
)
from .explorer import Explorer, Slider


def bowl(y, t):
    """Squared error of two outputs, seen from above, and its slopes at y.

    Parameters
    ----------
    y : array [2], where the sliders start
    t : array [2], the bottom of the bowl
    """
    y, t = (validation.data(name, value, num_outputs=2)
            for name, value in [("y", y), ("t", t)])
    low, high = np.floor(t - 3), np.ceil(t + 3)

    def draw(figure, y0, y1):
        y = np.array([y0, y1])
        slopes, E = y - t, np.sum((y - t) ** 2) / 2
        across, up = (np.linspace(*ends, 120)
                      for ends in zip(low - 0.5, high + 0.5, strict=True))
        heights = ((across - t[0]) ** 2 + (up[:, None] - t[1]) ** 2) / 2
        ax = figure.add_subplot()
        ax.contour(across, up, heights, colors=[on(ax, PALE)], linewidths=1,
                   levels=np.arange(0.5, heights.max()))
        ax.contour(across, up, heights, levels=[E or 1e-3], linewidths=2,
                   colors=[series(ax, 0)])
        ax.plot(*t, "*", color=on(ax), markersize=15, label="t, E = 0")
        ax.plot(*y, "o", color=series(ax, 0), markersize=9, zorder=4,
                markeredgecolor="white", label=f"y, E = {number(E, 3)}")
        legs = [[t[0], y[0]], [y[1], y[1]]], [[t[0], t[0]], [t[1], y[1]]]
        for o, leg in enumerate(legs):
            ax.plot(*leg, color=(series(ax, 1), on(ax))[o], linewidth=3,
                    linestyle=("-", (0, (3, 1)))[o],
                    label=f"y[{o}] \u2212 t[{o}] = dE/dy[{o}] = "
                          f"{number(slopes[o], 1)}")
        ax.set(xlabel="y[0]", ylabel="y[1]", aspect="equal",
               xlim=across[[0, -1]], ylim=up[[0, -1]])
        ax.legend(frameon=False, loc="center left",
                  bbox_to_anchor=(1.03, 0.5), labelspacing=1)
        tidy(ax)
        squares = " + ".join(f"{factor(d, 1)}\u00b2" for d in slopes)
        return (f"E = ({squares}) / 2 = {number(E, 3)}. The slopes are "
                f"y \u2212 t = [{number(slopes[0], 1)}, "
                f"{number(slopes[1], 1)}], the two legs of the way from t to "
                "y.")

    return Explorer(draw, **{
        f"y{o}": Slider(f"output y[{o}]", float(low[o]), float(high[o]), 0.1,
                        float(y[o])) for o in range(2)})


def softmax_bars(a):
    """Three numbers on sliders, their powers, their probabilities.

    One more slider adds the same number to all three.
    """
    a = validation.data("a", a, num_outputs=3)

    def draw(figure, a0, a1, a2, shift):
        a = np.array([a0, a1, a2]) + shift
        powers = np.exp(a)
        y = powers / powers.sum()
        axes = figure.subplots(1, 3)
        for ax, values, name, limit, digits in zip(
                axes, (a, powers, y), ("a", "exp(a)", "y"),
                (7, powers.max(), 1), (1, 2, 3), strict=True):
            low = -limit if name == "a" else 0
            ax.bar(range(3), values, color=CLASS_COLOURS[:3], width=0.6)
            ax.axhline(0, color=on(ax, GREY), linewidth=1)
            for o, value in enumerate(values):
                below = value < 0
                ax.annotate(number(value, digits), (o, value),
                            (0, -4 if below else 4), color=on(ax),
                            textcoords="offset points", ha="center",
                            va="top" if below else "bottom")
            ax.set(title=name, xlabel="class", xticks=range(3),
                   ylim=(1.2 * low, 1.2 * limit))
            ax.title.set_fontsize(LARGE)
            tidy(ax)
        texts = [[number(v, d) for v in values]
                 for values, d in ((a, 1), (powers, 2), (y, 3))]
        a_text, powers_text, y_text = (", ".join(text) for text in texts)
        return (f"a = [{a_text}] has the powers [{powers_text}], their sum "
                f"is {number(powers.sum(), 2)}, and the probabilities are "
                f"[{y_text}].")

    return Explorer(draw, **{
        f"a{o}": Slider(f"a[{o}]", -3.0, 3.0, 0.1, round(float(a[o]), 1))
        for o in range(3)}, shift=Slider("add to all", -3.0, 3.0, 0.1, 0.0))


def two_errors(a, t):
    """Both errors of a logistic output against a, with their slopes.

    Parameters
    ----------
    a : where the slider starts
    t : the target, 0 or 1
    """
    validation.number("a", a)
    if t not in (0, 1):
        raise ValueError(f"t: expected 0 or 1, got {t!r}")

    def output(a):
        return 0.5 * (1 + np.tanh(0.5 * a))

    def errors(a):
        return np.logaddexp(0, a) - t * a, (output(a) - t) ** 2 / 2

    def draw(figure, a):
        y = output(a)
        slopes = y - t, y * (1 - y) * (y - t)
        ax = figure.add_subplot()
        everywhere = np.linspace(-6, 6, 300)
        reach = np.array([a - 1.2, a + 1.2])
        for place, name in enumerate(("cross-entropy", "squared error")):
            colour = series(ax, place)
            ax.plot(everywhere, errors(everywhere)[place], color=colour,
                    linewidth=2, linestyle=("-", (0, (5, 2)))[place],
                    label=f"{name}\nslope dE/da = "
                          f"{number(slopes[place], 4)}")
            E = errors(a)[place]
            ax.plot(reach, E + slopes[place] * (reach - a), color=on(ax),
                    linewidth=1.5)
            ax.plot(a, E, ("o", "s")[place], color=colour, markersize=9,
                    markeredgecolor="white", zorder=3)
        ax.set(xlabel="a", ylabel=f"E, for t = {t}", xlim=(-6, 6),
               ylim=(-0.5, 6.5))
        ax.legend(frameon=False, loc="center left", labelspacing=1.5,
                  bbox_to_anchor=(1.0, 0.5))
        tidy(ax)
        return (f"At a = {number(a, 1)} the output is y = {number(y, 4)}. "
                f"Cross-entropy has the slope y \u2212 t = "
                f"{number(slopes[0], 4)}; squared error has gd(y) times "
                f"that, {number(y * (1 - y), 4)} \u00b7 "
                f"{factor(slopes[0], 4)} = {number(slopes[1], 4)}.")

    return Explorer(draw, a=Slider("a", -5.0, 5.0, 0.1, round(float(a), 1)))
