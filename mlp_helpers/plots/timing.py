"""Where the time goes: two ways side by side, sweeps, the roof.

Public through `mlp_helpers.plots`.
"""

import numpy as np
from matplotlib.ticker import LogLocator

from .. import validation
from .drawing import GREY, GRID, canvas, on, series, tidy

MARKERS = ("o", "s", "^", "D", "v", "P")


def _times(number):
    """Write a ratio: "1.5 times", "23 times", "5,017 times"."""
    return f"{number:.1f} times" if number < 9.95 else f"{number:,.0f} times"


def _positive(name, values, **shape):
    values = validation.data(name, values, **shape)
    if np.any(values <= 0):
        raise ValueError(f"{name}: expected numbers above 0, got {values}")
    return values


def speed_ups(pairs, names=("loop", "batch"), ax=None, title=None):
    """Draw two times a row, and how many times one is the other.

    Parameters
    ----------
    pairs : dict label -> (slow, fast), in seconds
    names : what the two are
    """
    if not pairs:
        raise ValueError("pairs: expected at least one, got none")
    times = np.array([_positive(f"pairs, {label}", pair, two=2)
                      for label, pair in pairs.items()])
    rows = np.arange(len(pairs))
    with canvas(ax, None, (7.0, 1.3 + 0.42 * len(pairs))) as (figure, ax):
        ax = ax or figure.add_subplot()
        ax.hlines(rows, times.min(axis=1), times.max(axis=1), linewidth=1.5,
                  color=on(ax, GREY), zorder=1)
        for k, name in enumerate(names):
            ax.plot(times[:, k], rows, color=series(ax, 1 - k % 2),
                    linestyle="", marker=MARKERS[1 - k % 2], markersize=8,
                    markeredgecolor="white", label=name)
        for row, (slow, fast) in zip(rows, times):
            ax.text(1.02, row, _times(slow / fast), va="center",
                    color=on(figure), transform=ax.get_yaxis_transform())
        ax.set_yticks(rows, list(pairs))
        ax.set(xscale="log", xlabel="seconds", title=title,
               ylim=(len(pairs) - 0.5, -0.5))
        low, high = times.min(), times.max()
        ax.set_xlim(low / 2.2, high * 2.2)
        ax.xaxis.set_minor_formatter("")
        ax.grid(axis="x", color=on(ax, GRID))
        ax.legend(frameon=False, loc="lower left", ncols=2,
                  bbox_to_anchor=(0, 1))
        tidy(ax)


def sweep(sizes, curves, xlabel="batch size", ylabel="seconds",
          predicted=None, ax=None, title=None):
    """Draw what was measured against a size, on logarithmic axes.

    Parameters
    ----------
    sizes : array [num_sizes], above 0
    curves : dict name -> array [num_sizes], above 0
    predicted : dict with some of the names, drawn as dashed lines
    """
    sizes = _positive("sizes", sizes, num_sizes=None)
    if not curves:
        raise ValueError("curves: expected at least one, got none")
    with canvas(ax, None, (7.0, 4.2)) as (figure, ax):
        ax = ax or figure.add_subplot()
        for c, (name, values) in enumerate(curves.items()):
            values = _positive(f"curves, {name}", values,
                               num_sizes=len(sizes))
            guess = (predicted or {}).get(name)
            colour = series(ax, c)
            ax.plot(sizes, values, color=colour, marker=MARKERS[c % 6],
                    label=name, linewidth=1.8 if guess is None else 0,
                    markersize=6, markeredgecolor="white")
            if guess is not None:
                guess = _positive(f"predicted, {name}", guess,
                                  num_sizes=len(sizes))
                ax.plot(sizes, guess, color=colour, linestyle=(0, (5, 2)))
        if predicted:
            ax.plot([], [], color=on(ax, GREY), linestyle=(0, (5, 2)),
                    label="predicted")
        ax.set_xscale("log", base=2)
        ax.set(yscale="log", xlabel=xlabel, ylabel=ylabel, title=title)
        low, high = ax.get_ylim()
        middle = np.sqrt(low * high)  # at least two powers of ten, so that
        ax.set_ylim(min(low, middle / 10),  # what is flat looks flat
                    max(high, middle * 10))
        ax.set_xticks(sizes, [f"{size:g}" for size in sizes])
        ax.minorticks_off()
        ax.grid(color=on(ax, GRID))
        ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
        tidy(ax)


def roofline(intensities, rates, bandwidth, speed, ax=None, title=None):
    """Draw multiply-adds a second below the two limits of the machine.

    Parameters
    ----------
    intensities : dict name -> array [num_sizes], multiply-adds per byte
    rates : dict with the same names -> array [num_sizes], multiply-adds a
        second; the first size gets a small marker, the last one a large one
    bandwidth : number, the bytes a second that memory delivers
    speed : number, the most multiply-adds a second
    """
    bandwidth = validation.number("bandwidth", bandwidth, above=0)
    speed = validation.number("speed", speed, above=0)
    if not intensities or list(intensities) != list(rates):
        raise ValueError("rates: expected the names of intensities, "
                         f"{list(intensities)}, got {list(rates)}")
    with canvas(ax, None, (7.0, 4.2)) as (figure, ax):
        ax = ax or figure.add_subplot()
        for c, (name, x) in enumerate(intensities.items()):
            x = _positive(f"intensities, {name}", x, num_sizes=None)
            y = _positive(f"rates, {name}", rates[name], num_sizes=len(x))
            ax.plot(x, y / 1e9, color=series(ax, c), linewidth=1.3)
            ax.scatter(x, y / 1e9, np.linspace(18, 70, len(x)), zorder=3,
                       color=series(ax, c), marker=MARKERS[c % 6],
                       edgecolor="white", linewidth=0.7, label=name)
        low, high = (min(map(np.min, intensities.values())) / 1.5,
                     max(max(map(np.max, intensities.values())),
                         speed / bandwidth) * 1.5)
        x = np.array([low, speed / bandwidth, high])
        ax.plot(x, np.minimum(bandwidth * x, speed) / 1e9, color=on(ax),
                linewidth=2, zorder=1, label="the roof")
        ax.set(xscale="log", yscale="log", xlim=(low, high), title=title,
               xlabel="multiply-adds per byte",
               ylabel="billion multiply-adds a second")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.set_major_formatter("{x:g}")
        ax.minorticks_off()
        ax.grid(color=on(ax, GRID))
        ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
        tidy(ax)
