"""One neuron learns: three curves, and outputs against the step."""

import numpy as np

from .. import validation
from ..activations import logistic, relu, tanh
from .drawing import GRID, PALE, canvas, on, series, tidy

DASHES = ("-", (0, (5, 2)), "-.", ":")


def three_activations(ax=None, title=None):
    """Draw the logistic function, tanh and ReLU on the same axes."""
    a = np.linspace(-3, 3, 301)
    with canvas(ax, None, (6.6, 3.9)) as (figure, ax):
        ax = ax or figure.add_subplot()
        ax.axhline(0, color=on(ax, PALE), linewidth=0.8)
        ax.axvline(0, color=on(ax, PALE), linewidth=0.8)
        for c, (activation, name) in enumerate(
                [(logistic, "logistic"), (tanh, "tanh"), (relu, "ReLU")]):
            ax.plot(a, activation.g(a), label=name, linewidth=2,
                    color=series(ax, c), linestyle=DASHES[c])
        ax.set(xlabel="a", ylabel="y", xlim=(-3, 3), ylim=(-1.2, 2.2),
               aspect="equal", title=title)
        ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
        tidy(ax)


def outputs_by_step(outputs, ax=None, title=None):
    """Draw what a logistic neuron answers, step by step.

    Parameters
    ----------
    outputs : dict name -> list of y, one for each step from 0 on
    title : str or None
    """
    if not outputs or len(outputs) > len(DASHES):
        raise ValueError(f"outputs: expected 1 to {len(DASHES)} lists, got "
                         f"{len(outputs)}")
    outputs = {name: validation.data(f"outputs, {name}", ys, num_steps=None)
               for name, ys in outputs.items()}
    with canvas(ax, None, (6.6, 3.4)) as (figure, ax):
        ax = ax or figure.add_subplot()
        for c, (name, ys) in enumerate(outputs.items()):
            ax.plot(ys, label=name, linewidth=2, linestyle=DASHES[c],
                    color=series(ax, c))
        ax.set(xlabel="step", ylabel="y", ylim=(-0.04, 1.04), title=title)
        ax.grid(axis="y", color=on(ax, GRID))
        ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
        tidy(ax)
