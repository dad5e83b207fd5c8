"""A graph of operations on single numbers. Public as `mlp_helpers.plots`."""

import numpy as np

from .drawing import (
    GREY,
    INK,
    LARGE,
    NORMAL,
    UNIT_COLOURS,
    canvas,
    number,
    on,
)

ROOM = 0.3  # around a node, where arrows end; two nodes are 2 apart


def computation_graph(nodes, names, ax=None):
    """Draw nodes in a row, with an arrow from each to what is made of it.

    Over a node stand its name and number, below it dE/d of it; an arrow
    carries the slope of its step.

    Parameters
    ----------
    nodes : list of nodes of notebook 15, of single numbers, in order; each
        has `data`, `grad`, `parents` and `back`
    names : list of str
    """
    if len(nodes) != len(names) or any(np.ndim(n.data) for n in nodes):
        raise ValueError(f"nodes: expected {len(names)} nodes of single "
                         f"numbers, one for each name, got {len(nodes)}")
    with canvas(ax, None, (7.0, 3.1)) as (figure, ax):
        ax = ax or figure.add_subplot()
        ax.set(xlim=(-0.7, 2 * len(nodes) - 1.3), ylim=(-1.45, 1.5))
        ax.axis("off")
        for place, (node, name) in enumerate(zip(nodes, names, strict=True)):
            _node(ax, 2 * place, node, name)
            slopes = node.back(np.ones(())) if node.parents else ()
            drawn = {}
            for parent, slope in zip(node.parents, slopes, strict=True):
                start = nodes.index(parent)
                drawn[start] = drawn.get(start, 0) + 1
                twice = [*node.parents].count(parent) > 1
                _arrow(ax, 2 * start, 2 * place, float(slope),
                       twice, drawn[start])


def _node(ax, x, node, name):
    ax.text(x, 0, f"{name} = {number(float(node.data), 0)}", ha="center",
            va="center", fontsize=LARGE, weight="bold", color=on(ax))
    ax.text(x, -0.3, f"slope {number(float(node.grad), 0)}", ha="center",
            va="center", fontsize=NORMAL, color=on(ax, UNIT_COLOURS[0]))


def _arrow(ax, start, end, slope, twice, turn):
    """An arc: above, or below for the second of two equal ones."""
    side = -1 if twice and turn == 2 else 1
    height = side * (0.55 if end - start == 2 else 1.0)
    across = np.linspace(start + ROOM, end - ROOM, 30)
    along = (across - across[0]) / (across[-1] - across[0])
    base = 0.2 if side > 0 else -0.48
    arc = base + (height - base) * 4 * along * (1 - along)
    ax.plot(across[:-1], arc[:-1], color=on(ax, GREY), linewidth=1.3,
            linestyle="-")
    ax.annotate("", (across[-1], arc[-1]), (across[-3], arc[-3]),
                arrowprops={"arrowstyle": "-|>", "color": on(ax, GREY)})
    ax.text((start + end) / 2, height + 0.16 * side, number(slope, 0),
            ha="center", va="center", fontsize=NORMAL, color=on(ax, INK))
