"""Errors as curves, and what their scale does to a training.

Public through `mlp_helpers.plots`.
"""

import numpy as np

from .. import validation
from .drawing import GRID, canvas, on, series, tidy

MARKERS = ("o", "s", "^", "D")


def probability_errors(marks=(), ax=None, title=None):
    """Draw -ln y and the squared error against the right class's y.

    Parameters
    ----------
    marks : probabilities from which a point on each curve is drawn
    """
    marks = validation.data("marks", marks, num_marks=None)
    if np.any((marks <= 0) | (marks > 1)):
        raise ValueError("marks: expected probabilities above 0 and at most "
                         f"1, got {marks}")
    with canvas(ax, None, (6.6, 3.8)) as (figure, ax):
        ax = ax or figure.add_subplot()
        y = np.linspace(0.005, 1, 400)
        ax.plot(y, -np.log(y), color=series(ax, 0), linewidth=2,
                label="\u2212ln y")
        ax.plot(y, (y - 1) ** 2 / 2, color=series(ax, 1), linewidth=2,
                linestyle=(0, (5, 2)), label="\u00bd (y \u2212 1)\u00b2")
        ax.plot(marks, -np.log(marks), "o", color=series(ax, 0), markersize=7,
                markeredgecolor="white")
        ax.plot(marks, (marks - 1) ** 2 / 2, "s", color=series(ax, 1),
                markersize=7, markeredgecolor="white")
        ax.set(xlabel="y, the probability given to the right class",
               ylabel="E", xlim=(-0.02, 1.03), ylim=(-0.15, 5.4),
               title=title)
        ax.grid(axis="y", color=on(ax, GRID))
        ax.legend(frameon=False)
        tidy(ax)


def walks(panels, ylabel="weight", fig=None):
    """Draw walks of one number beside each other, a panel for each group.

    Parameters
    ----------
    panels : dict title -> dict name -> list, the number after each step,
        from step 0 on. Markers that lie on each other are hollow and of
        different sizes, so that all of them are seen.
    ylabel : what walks
    """
    if not panels or not all(panels.values()):
        raise ValueError("panels: expected at least one walk in each, got "
                         f"{panels}")
    panels = {title: {name: validation.data(f"panels, {name}", walk,
                                            num_steps=None)
                      for name, walk in group.items()}
              for title, group in panels.items()}
    with canvas(None, fig, (7.0, 3.9)) as (figure, _):
        axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for ax, (title, group) in zip(axes, panels.items(), strict=True):
            for place, (name, walk) in enumerate(group.items()):
                ax.plot(walk, label=name, color=series(ax, place),
                        marker=MARKERS[place % 4], linewidth=1.2,
                        markersize=13 - 3 * (place % 4), markeredgewidth=1.6,
                        markerfacecolor="none", clip_on=False)
            ax.set(xlabel="step", title=title)
            ax.xaxis.get_major_locator().set_params(integer=True)
            tidy(ax)
        axes[0].set_ylabel(ylabel)
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center",
                      ncols=len(labels), frameon=False,
                      labelcolor=on(figure))
