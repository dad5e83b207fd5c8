"""How large a step should be, when a slope is measured with two points."""

import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter

from .. import validation
from ..plots.drawing import GREY, GRID, number, on, series, tidy
from .explorer import Choice, Explorer, Slider

RULES = ("central", "one-sided")
DTYPES = {"float64": np.float64, "float32": np.float32}


def step_size(w, b, x, t, exponent=-1):
    """The slope of one logistic neuron's error, from two points of it.

    On the left the error of the slope against the step, on the right E
    close to w, enlarged so that the step always has the same width.

    Parameters
    ----------
    w, b, x, t : numbers, of E = 1/2 (logistic(w x + b) - t)^2
    exponent : where the slider starts, the step's power of ten
    """
    for name, value in [("w", w), ("b", b), ("x", x), ("t", t)]:
        validation.number(name, value)

    def error(w, dtype):
        y = dtype(0.5) * (1 + np.tanh(dtype(0.5) * (
            np.asarray(w, dtype) * dtype(x) + dtype(b))))
        return dtype(0.5) * (y - dtype(t)) ** 2

    def slopes(w):
        """First, second and third derivative of E with respect to w."""
        y = 0.5 * (1 + np.tanh(0.5 * (w * x + b)))
        gap, s, turn = y - t, y * (1 - y), 1 - 2 * y
        return (gap * s * x, (s * s + gap * s * turn) * x**2,
                (3 * s * s * turn + gap * s * (turn * turn - 2 * s)) * x**3)

    def measured(w, step, rule, dtype):
        w, step = np.asarray(w, dtype), dtype(step)
        low = error(w, dtype) if rule == "one-sided" else error(
            w - step, dtype)
        width = step if rule == "one-sided" else 2 * step
        return (error(w + step, dtype) - low).astype(float) / float(width)

    def draw(figure, power, rule, precision):
        dtype, step = DTYPES[precision], 10.0**power
        exact, second, third = slopes(w)
        steps = 10.0 ** np.arange(-15, -0.9, 0.5)
        near = (w + np.linspace(-0.1, 0.1, 9)).astype(dtype)
        worst = np.array([np.abs(
            measured(near, h, rule, dtype) - slopes(near.astype(float))[0]
        ).max() for h in steps])
        truncation = abs(second) / 2 * steps if rule == "one-sided" \
            else abs(third) / 6 * steps**2
        rounding = np.finfo(dtype).eps * abs(float(error(w, dtype))) / steps
        here = float(measured(w, step, rule, dtype))
        off = abs(here - exact)
        left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
        left.plot(steps, np.where(worst > 0, worst, np.nan),
                  color=series(left, 0), linewidth=2, label="measured")
        left.plot(steps, truncation, color=on(left), linewidth=1,
                  linestyle=(0, (5, 2)), label="truncation")
        left.plot(steps, rounding, color=on(left), linewidth=1, linestyle=":",
                  label="rounding")
        left.plot(step, max(off, 1e-16), "o", color=series(left, 1),
                  markersize=9, markeredgecolor="white", zorder=4)
        left.set(xscale="log", yscale="log", xlabel="step h",
                 ylabel="error of the slope", ylim=(1e-16, 20),
                 xlim=(3e-16, 1), title=f"{rule}, {precision}")
        for axis in (left.xaxis, left.yaxis):  # a mark at each power of ten
            axis.set_major_locator(LogLocator(numticks=7))
            axis.set_minor_locator(LogLocator(numticks=99))
            axis.set_minor_formatter(NullFormatter())
        left.grid(color=on(left, GRID))
        left.legend(frameon=False, loc="upper center", ncols=1,
                    bbox_to_anchor=(0.5, -0.2))
        tidy(left)
        _enlarged(right, step, rule, dtype, exact, here)
        return (f"A step of 1e{power:g}, {rule}, {precision}: the two points "
                f"give {number(here, 5)} where the slope is "
                f"{number(exact, 5)}. " + _verdict(off, step, rule, dtype,
                                                   second, third))

    def _enlarged(ax, step, rule, dtype, exact, here):
        u = np.linspace(-2, 2, 401)
        middle = np.asarray(w, dtype)
        heights = (error(middle + (u * step).astype(dtype), dtype).astype(
            float) - float(error(middle, dtype))) / step
        ends = np.array([0.0 if rule == "one-sided" else -1.0, 1.0])
        points = np.interp(ends, u, heights)
        ax.plot(u, heights, color=series(ax, 0), linewidth=1.5,
                label="E as computed")
        ax.plot(u, exact * u, color=on(ax, GREY), linewidth=1.5, linestyle=":",
                label="the slope")
        ax.plot(u, points[0] + here * (u - ends[0]), color=series(ax, 1),
                linewidth=1.5, linestyle=(0, (5, 2)), label="two points")
        ax.plot(ends, points, "o", color=series(ax, 1), markersize=8,
                markeredgecolor="white", zorder=4)
        ax.set(xlabel="steps away from w", ylabel="change of E / step",
               xlim=(-2, 2), ylim=(-1, 1), title="close to w, enlarged",
               xticks=[-2, -1, 0, 1, 2])
        ax.legend(frameon=False, loc="upper center",
                  bbox_to_anchor=(0.5, -0.2))
        tidy(ax)

    def _verdict(off, step, rule, dtype, second, third):
        bent = abs(second) / 2 * step if rule == "one-sided" \
            else abs(third) / 6 * step**2
        rough = np.finfo(dtype).eps * abs(float(error(w, dtype))) / step
        amount = f"It is off by {off:.0e}"
        if np.asarray(w, dtype) + dtype(step) == np.asarray(w, dtype):
            return f"{amount}: w plus the step is rounded to w itself."
        if bent > 10 * rough:
            return f"{amount}: truncation, the curve bends within the step."
        if rough > 10 * bent:
            return f"{amount}: rounding, E has too few digits for the step."
        return f"{amount}: near the best step, both errors are small."

    return Explorer(
        draw, power=Slider("step h, power of ten", -15, -1, 1, exponent),
        rule=Choice("rule", list(RULES)),
        precision=Choice("numbers", list(DTYPES)))
