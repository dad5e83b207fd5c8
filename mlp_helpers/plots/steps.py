"""Steps downhill: with batches of several sizes, with and without momentum.

Public through `mlp_helpers.plots`.
"""

import numpy as np

from .. import validation
from .drawing import GRID, LINE, canvas, on, series, tidy

DASHES = ("-", (0, (5, 2)), "-.", ":")


def losses_by_batch_size(losses, num_instances, fig=None):
    """Draw losses against updates, and against how often the data were seen.

    Parameters
    ----------
    losses : dict batch_size -> list, the loss after each update; at most
        four batch sizes
    num_instances : int, of the whole training set
    """
    num_instances = validation.number("num_instances", num_instances, least=1,
                                      whole=True)
    if not 0 < len(losses) <= len(DASHES):
        raise ValueError(f"losses: expected one to {len(DASHES)} batch "
                         f"sizes, got {list(losses)}")
    losses = {size: validation.data(f"losses, {size}", curve, updates=None)
              for size, curve in losses.items()}
    with canvas(None, fig, (7.0, 3.7)) as (figure, _):
        axes = figure.subplots(1, 2, sharey=True)
        for c, (size, curve) in enumerate(losses.items()):
            updates = np.arange(1, len(curve) + 1)
            epochs = updates * min(size, num_instances) / num_instances
            for ax, x in zip(axes, (updates, epochs)):
                ax.plot(x, curve, color=series(ax, c), linestyle=DASHES[c],
                        linewidth=1.6, label=size)
        shortest = min(len(curve) * min(size, num_instances) / num_instances
                       for size, curve in losses.items())
        axes[0].set(xlabel="updates", ylabel="loss E, all instances",
                    title="update by update")
        axes[1].set(xlabel="epochs", title="epoch by epoch",
                    xlim=(0, 8 * shortest))
        for ax in axes:
            ax.grid(axis="y", color=on(ax, GRID))
            tidy(ax)
        figure.legend(*axes[0].get_legend_handles_labels(), frameon=False,
                      loc="outside lower center", ncols=len(losses),
                      title="batch size", labelcolor=on(figure))


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
