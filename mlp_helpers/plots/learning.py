"""What changes while a network learns XOR."""

import numpy as np

from .. import validation
from .drawing import (
    CLASS_COLOURS,
    GRID,
    PALE,
    SMALL,
    canvas,
    on,
    series,
    tidy,
)
from .hidden import answers, hidden_space, name_instances
from .plane import decision_boundary


def network_views(layers, X, T, losses=None, epoch=None, fig=None):
    """Four views of one network: boundary, hidden space, loss, errors.

    Parameters
    ----------
    layers : list of two (W, b, activation): two inputs, two hidden units,
        one logistic output
    X : array [num_instances, 2]
    T : array [num_instances, 1] of 0 and 1
    losses : dict epoch -> mean error, the curve; `epoch` is marked on it.
        Without it the lower two views are left out.
    """
    shapes = [np.shape(W) for W, *_ in layers]
    if shapes != [(2, 2), (1, 2)]:
        raise ValueError("layers: expected two, with W of the shapes [2, 2] "
                         f"and [1, 2], got {[list(s) for s in shapes]}")
    X = validation.data("X", X, num_instances=None, num_inputs=2)
    T = validation.data("T", T, num_instances=len(X), num_outputs=1)
    rows = 1 if losses is None else 2
    with canvas(None, fig, (7.0, 3.2 * rows)) as (figure, _):
        axes = figure.subplots(rows, 2, squeeze=False)
        decision_boundary(lambda grid: answers(layers, grid)[-1], X, T,
                          axes[0, 0], title="what it answers",
                          labels=("x[0]", "x[1]"))
        axes[0, 0].get_legend().remove()
        axes[0, 0].set(xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
        name_instances(axes[0, 0], X, X)
        hidden_space(layers, X, T, axes[0, 1])
        if losses is not None:
            _curve(axes[1, 0], losses, epoch)
            _errors(axes[1, 1], answers(layers, X)[-1], X, T)


def _curve(ax, losses, epoch):
    ax.plot(list(losses), list(losses.values()), color=series(ax, 0),
            linewidth=2)
    if epoch is not None:
        ax.plot(epoch, losses[epoch], "o", color=series(ax, 1), markersize=8,
                markeredgecolor="white", zorder=3)
    top = 1.1 * max(losses.values())
    ax.set(xlabel="epoch", ylabel="mean error", ylim=(0, top),
           title="loss")
    ax.grid(axis="y", color=on(ax, GRID))
    tidy(ax)


def _errors(ax, Y, X, T):
    """A bar for each instance, from its target to its output."""
    E = 0.5 * ((Y - T) ** 2)[:, 0]
    bars = ax.bar(range(len(X)), E, width=0.6,
                  color=[CLASS_COLOURS[int(t > 0.5)] for t in T[:, 0]])
    ax.bar_label(bars, [f"y = {y:.2f}" for y in Y[:, 0]], fontsize=SMALL,
                 padding=2)
    ax.set_xticks(range(len(X)), [f"({x[0]:g}, {x[1]:g})" for x in X])
    ax.set(xlabel="instance", ylabel="E of the instance", ylim=(0, 0.57),
           title="errors, one by one")
    ax.grid(axis="y", color=on(ax, GRID))
    ax.set_axisbelow(True)
    tidy(ax)


def success(counts, num_nets, ax=None, title=None):
    """How many nets solved the task, by the number of hidden units.

    Parameters
    ----------
    counts : dict name -> dict num_hidden -> count; one colour for a name
    num_nets : int, of how many
    """
    num_nets = validation.number("num_nets", num_nets, least=1, whole=True)
    if not counts or not all(counts.values()):
        raise ValueError("counts: expected at least one count, got none")
    widths = list(next(iter(counts.values())))
    for name, by_width in counts.items():
        if list(by_width) != widths:
            raise ValueError(f"counts, {name}: expected the widths {widths}, "
                             f"got {list(by_width)}")
    places, wide = np.arange(len(widths)), 0.8 / len(counts)
    with canvas(ax, None, (6.6, 3.8)) as (figure, ax):
        ax = ax or figure.add_subplot()
        for c, (name, by_width) in enumerate(counts.items()):
            bars = ax.bar(places + (c - (len(counts) - 1) / 2) * wide,
                          list(by_width.values()), 0.9 * wide, label=name,
                          color=series(ax, c),
                          hatch=("", "///", "...", "xx")[c % 4],
                          edgecolor="white", linewidth=0)
            ax.bar_label(bars, fontsize=SMALL, padding=2)
        ax.set_xticks(places, widths)
        ax.set(xlabel="hidden units", ylim=(0, 1.14 * num_nets), title=title,
               ylabel=f"nets that solved it, of {num_nets}")
        if len(counts) > 1:
            ax.legend(frameon=False, loc="upper left",
                      bbox_to_anchor=(1.0, 1.0))
        tidy(ax)


def points_right(counts, num_points, solved=None, published=None,
                 whose="theirs", ax=None):
    """How many points each net has right, a dot for each net.

    Parameters
    ----------
    counts : dict name -> list [num_nets], of points that are right
    num_points : int, of how many
    solved : dict name -> list [num_nets] of bool, which nets have solved it;
        without it those with all points right
    published : dict name -> (mean, lowest, highest) of somebody else's nets
    whose : whose the published figures are
    """
    num_points = validation.number("num_points", num_points, least=1,
                                   whole=True)
    if not counts:
        raise ValueError("counts: expected at least one name, got none")
    for what, table in (("solved", solved), ("published", published)):
        if table is not None and list(table) != list(counts):
            raise ValueError(f"{what}: expected the names {list(counts)}, "
                             f"got {list(table)}")
    with canvas(ax, None, (7.0, 1.6 + 1.15 * len(counts))) as (figure, ax):
        ax = ax or figure.add_subplot()
        ours, their = series(ax, 0), series(ax, 1)
        marks = [("o", ours, ours, "solved"),
                 ("o", ours, on(ax, "white"), "not solved"),
                 ("D", ours, ours, "mean")]
        names = []
        for place, name in enumerate(reversed(counts)):
            right = np.asarray(counts[name])
            full = np.asarray(solved[name]) if solved else right == num_points
            _stacked(ax, right, full, place)
            _mean(ax, right.mean(), place - 0.16, ours, "D")
            if published:
                mean, low, high = published[name]
                _mean(ax, mean, place - 0.32, their, "X", (0, -11),
                      "center")
                ax.plot([low, high], [place - 0.32] * 2, color=their,
                        linewidth=2)
            names.append(f"{name}\n{full.sum()} of {len(right)} solved")
        if published:
            marks.append(("X", their, their,
                          f"{whose}: mean, lowest to highest"))
        for marker, colour, face, label in marks:
            ax.plot([], [], marker, color=colour, markerfacecolor=face,
                    label=label)
        ax.axvline(num_points, color=on(ax, PALE), linewidth=1, zorder=0)
        ax.set(yticks=range(len(counts)), yticklabels=names,
               ylim=(-0.65, len(counts) - 0.2),
               xlabel=f"points right, of {num_points}")
        ax.xaxis.get_major_locator().set_params(integer=True)
        figure.legend(loc="outside lower center", ncols=len(marks),
                      frameon=False)
        tidy(ax)


def _mean(ax, mean, height, colour, marker, beside=(-9, 0), ha="right"):
    """A mean, and its number beside it."""
    ax.plot(mean, height, marker, color=colour, markersize=8, zorder=3)
    ax.annotate(f"{mean:.1f}", (mean, height), beside, va="center", ha=ha,
                textcoords="offset points", color=on(ax), fontsize=SMALL)


def _stacked(ax, right, solved, place):
    """A dot for each net; nets with the same count are piled up."""
    high, hollow = dict.fromkeys(right, 0), on(ax, "white")
    colour = series(ax, 0)
    step = min(0.08, 0.7 / max(list(right).count(n) for n in right))
    for count, wrong in sorted(zip(right, ~solved)):
        ax.plot(count, place + step * high[count], "o", color=colour,
                markersize=6, markerfacecolor=hollow if wrong else colour)
        high[count] += 1
