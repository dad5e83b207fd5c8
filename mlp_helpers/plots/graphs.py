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

UPPER, LOWER = (0.2, 0.65), (-0.5, -0.95)  # where two equal arcs begin, bend


def computation_graph(nodes, names, ax=None):
    """Draw nodes in a row, with an arrow from each to what is made of it.

    Two nodes are 2 apart. Below a name and its number stands the slope of E;
    an arrow carries the slope of its step.

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
        ax.set(xlim=(-0.7, 2 * len(nodes) - 1.3), ylim=(-1.25, 1.6))
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
    """Straight to a neighbour; two equal ones, or a long one, as arcs."""
    room, base, height = 0.42, 0.0, 0.0
    if end - start > 2:
        room, base, height = 0.1, 0.25, 1.3
    elif twice:
        room, base, height = 0.3, *(UPPER if turn == 1 else LOWER)
    across = np.linspace(start + room, end - room, 40)
    along = np.linspace(0, 1, 40)
    arc = base + (height - base) * 4 * along * (1 - along)
    grey = on(ax, GREY)
    ax.plot(across[:-1], arc[:-1], color=grey, linewidth=1.3)
    ax.annotate("", (across[-1], arc[-1]), (across[-3], arc[-3]),
                arrowprops={"arrowstyle": "-|>", "color": grey})
    side = -1 if height < 0 else 1
    ax.text((start + end) / 2, height + 0.17 * side, number(slope, 0),
            ha="center", va="center", fontsize=NORMAL, color=on(ax, INK))
