"""Steps downhill: with batches of several sizes, with and without momentum.

Public through `mlp_helpers.plots`.
"""

import numpy as np
from matplotlib.ticker import LogLocator

from .. import validation
from .drawing import GREY, GRID, LINE, canvas, on, series, tidy

DASHES = ("-", (0, (5, 2)), "-.", ":")


def losses_by_batch_size(panels, level=None, fig=None):
    """Draw the losses that several nets end with, for each batch size.

    Parameters
    ----------
    panels : dict title -> dict batch_size -> array [num_nets], above 0; a bar
        marks the median
    level : pair of a loss and its name, drawn as a dashed line
    """
    if not panels:
        raise ValueError("panels: expected at least one, got none")
    with canvas(None, fig, (7.0, 3.4)) as (figure, _):
        axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for ax, (title, losses) in zip(axes, panels.items()):
            for place, (size, values) in enumerate(losses.items()):
                values = validation.data(f"panels, {title}, {size}", values,
                                         num_nets=None)
                ax.plot(place + np.linspace(-0.25, 0.25, len(values)),
                        np.sort(values), "o", color=series(ax, 0),
                        markersize=4, alpha=0.7, markeredgewidth=0)
                ax.hlines(np.median(values), place - 0.36, place + 0.36,
                          color=on(ax), linewidth=2.4, zorder=3)
            if level:
                ax.axhline(level[0], color=on(ax, GREY), linewidth=1.2,
                           linestyle=DASHES[1], label=level[1])
            ax.set_xticks(range(len(losses)), [str(size) for size in losses])
            ax.set(title=title, xlabel="batch size", yscale="log",
                   xlim=(-0.6, len(losses) - 0.4))
            ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            ax.yaxis.set_major_formatter("{x:g}")
            ax.minorticks_off()
            ax.grid(axis="y", color=on(ax, GRID))
            tidy(ax)
        axes[0].set_ylabel("loss E, all instances")
        if level:
            figure.legend(*axes[0].get_legend_handles_labels(),
                          frameon=False, loc="outside lower center",
                          labelcolor=on(figure))


def valley(walks, curvatures, fig=None):
    """Draw walks down E = (k[0] w[0]² + k[1] w[1]²) / 2, a panel each.

    Parameters
    ----------
    walks : dict title -> array [num_steps, 2], the two weights after each
        step, from step 0 on
    curvatures : k, the two numbers
    """
    k = validation.data("curvatures", curvatures, num_weights=2)
    if not walks:
        raise ValueError("walks: expected at least one, got none")
    walks = {title: validation.data(f"walks, {title}", walk, num_steps=None,
                                    num_weights=2)
             for title, walk in walks.items()}
    places = np.vstack([[0.0, 0.0], *walks.values()])
    low, high = places.min(axis=0), places.max(axis=0)
    room = 0.12 * (high - low)
    w0, w1 = np.linspace(low - room, high + room, 121).T
    E = (k[0] * w0**2 + k[1] * w1[:, np.newaxis]**2) / 2
    levels = E.max() * np.linspace(0.02, 1, 14) ** 2
    with canvas(None, fig, (7.0, 2.3 * len(walks))) as (figure, _):
        axes = figure.subplots(len(walks), 1, sharex=True, squeeze=False)
        for ax, (title, walk) in zip(axes[:, 0], walks.items()):
            ax.contour(w0, w1, E, levels=levels, colors=[on(ax, LINE)],
                       linewidths=0.9)
            ax.plot(*walk.T, color=series(ax, 0), marker="o", markersize=4,
                    linewidth=1.3)
            ax.plot(0, 0, "*", color=series(ax, 1), markersize=13, zorder=3)
            ax.set(title=f"{title}, {len(walk) - 1} steps", ylabel="w[1]")
            tidy(ax)
        axes[-1, 0].set_xlabel("w[0]")
