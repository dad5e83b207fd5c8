"""Where the time goes: two ways side by side, sweeps, parts, costs.

Public through `mlp_helpers.plots`.
"""

import numpy as np
from matplotlib.ticker import LogLocator

from .. import validation
from .drawing import (
    GREEN,
    GREY,
    GRID,
    PURPLE,
    SKY,
    SMALL,
    canvas,
    on,
    series,
    tidy,
)

MARKERS = ("o", "s", "^", "D", "v", "P")


def duration(seconds):
    """Write a time with two digits, as "7.3 ms"."""
    units = {"s": 1, "ms": 1e-3, "\u00b5s": 1e-6, "ns": 1e-9}
    unit = next((name for name in units if seconds >= units[name]), "ns")
    value = float(f"{seconds / units[unit]:.2g}")
    return f"{value:.0f} {unit}" if value >= 10 else f"{value:.1f} {unit}"


def _times(number):
    """Write a ratio: "1.52 times", "23 times"."""
    return f"{number:.2f} times" if number < 9.95 else f"{number:.0f} times"


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
          predicted=None, limit=None, ax=None, title=None):
    """Draw what was measured against a size, on logarithmic axes.

    Parameters
    ----------
    sizes : array [num_sizes], above 0
    curves : dict name -> array [num_sizes], above 0
    predicted : dict with some of the names, drawn as dashed lines
    limit : number, a dotted line across, for what "the big product" reached
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
        if limit is not None:
            validation.number("limit", limit, above=0)
            ax.axhline(limit, color=on(ax), linestyle=":", linewidth=1.5,
                       label="the big product")
        ax.set_xscale("log", base=2)
        ax.set(yscale="log", xlabel=xlabel, ylabel=ylabel, title=title)
        ax.set_xticks(sizes, [f"{size:g}" for size in sizes])
        ax.minorticks_off()
        ax.grid(color=on(ax, GRID))
        ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
        tidy(ax)


def time_parts(parts, names=("call", "memory", "multiply-adds"), ax=None,
               title=None):
    """Draw the shares of a time, and the time beside each row.

    Parameters
    ----------
    parts : dict label -> seconds of each part
    names : what the parts are
    """
    if not parts:
        raise ValueError("parts: expected at least one row, got none")
    times = np.array([_positive(f"parts, {label}", row, parts=len(names))
                      for label, row in parts.items()])
    shares = 100 * times / times.sum(axis=1, keepdims=True)
    left = np.zeros(len(times))
    with canvas(ax, None, (7.0, 1.3 + 0.42 * len(parts))) as (figure, ax):
        ax = ax or figure.add_subplot()
        for k, name in enumerate(names):
            ax.barh(range(len(times)), shares[:, k], 0.66, left,
                    color=(GREEN, PURPLE, SKY)[k % 3], label=name,
                    hatch=("", "///", "...")[k % 3], edgecolor="white",
                    linewidth=0)
            left += shares[:, k]
        for row, total in enumerate(times.sum(axis=1)):
            ax.text(1.02, row, duration(total), va="center",
                    color=on(figure), transform=ax.get_yaxis_transform())
        ax.set_yticks(range(len(times)), list(parts))
        ax.set(xlim=(0, 100), ylim=(len(times) - 0.4, -0.6), title=title,
               xlabel="share of the predicted time, in percent")
        ax.legend(frameon=False, loc="lower left", ncols=len(names),
                  bbox_to_anchor=(0, 1))
        tidy(ax)


def costs(sizes, panels, xlabel="batch size", fig=None):
    """Draw a small panel for each cost, with the lowest point ringed.

    Parameters
    ----------
    sizes : array [num_sizes], above 0
    panels : dict name -> array [num_sizes], above 0
    """
    sizes = _positive("sizes", sizes, num_sizes=None)
    if not panels:
        raise ValueError("panels: expected at least one, got none")
    with canvas(None, fig, (7.0, 2.9)) as (figure, _):
        axes = figure.subplots(1, len(panels), squeeze=False)[0]
        for c, (ax, (name, values)) in enumerate(zip(axes, panels.items())):
            values = _positive(f"panels, {name}", values,
                               num_sizes=len(sizes))
            ax.plot(sizes, values, color=series(ax, c),
                    marker=MARKERS[c % 6], linewidth=1.8, markersize=6,
                    markeredgecolor="white")
            best = int(np.argmin(values))
            ax.plot(sizes[best], values[best], "o", markersize=14,
                    markerfacecolor="none", markeredgecolor=on(ax),
                    clip_on=False)
            ax.set_xscale("log", base=2)
            ax.set(yscale="log", xlabel=xlabel, title=name)
            ax.set_xticks(sizes, [f"{size:g}" for size in sizes],
                          fontsize=SMALL)
            ax.set(ylim=(values.min() / 2, values.max() * 2),
                   xlim=(sizes.min() / 1.5, sizes.max() * 1.5))
            ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            ax.yaxis.set_major_formatter("{x:g}")
            ax.minorticks_off()
            ax.tick_params(axis="y", labelsize=SMALL)
            ax.grid(color=on(ax, GRID))
            tidy(ax)
