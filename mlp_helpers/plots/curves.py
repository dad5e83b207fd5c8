"""Losses over the epochs."""

import numpy as np

from .. import validation
from .drawing import (
    GRID,
    canvas,
    on,
    series,
    tidy,
)


def loss_curves(history, ax=None, title=None, log=False):
    """Draw the loss against the epoch.

    Parameters
    ----------
    history : object with the lists `loss` and `validation_loss`, or a dict
        of lists by name
    log : whether the axis of the loss is logarithmic
    """
    if not isinstance(history, dict):
        curves = {"training": getattr(history, "loss", None),
                  "validation": getattr(history, "validation_loss", None)}
        if curves["training"] is None:
            raise ValueError("history: expected an object with `loss`, or a "
                             f"dict of lists, got {type(history).__name__}")
    else:
        curves = history
    curves = {name: validation.data(f"history, {name}", losses, epochs=None)
              for name, losses in curves.items()
              if losses is not None and len(losses)}
    if not curves:
        raise ValueError("history: expected at least one epoch, got none")
    with canvas(ax, None, (6.6, 3.8)) as (figure, ax):
        ax = ax or figure.add_subplot()
        for c, (name, losses) in enumerate(curves.items()):
            epochs = np.arange(1, len(losses) + 1)
            ax.plot(epochs, losses, label=name, linewidth=2,
                    color=series(ax, c),
                    linestyle=("-", (0, (5, 2)), "-.", ":")[c % 4])
        if "validation" in curves:
            _mark_best(ax, curves["validation"])
        ax.set(xlabel="epoch", ylabel="loss E", title=title)
        if log:
            ax.set_yscale("log")
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.grid(axis="y", color=on(ax, GRID))
        beside = {"loc": "upper left", "bbox_to_anchor": (1.01, 1)}
        ax.legend(frameon=False, **beside if len(curves) > 3 else {})
        tidy(ax)


def _mark_best(ax, losses):
    best = int(np.argmin(losses))
    ax.plot(best + 1, losses[best], "o", color=series(ax, 1), markersize=8,
            markeredgecolor="white", zorder=3,
            label=f"lowest validation loss: {losses[best]:.3g}, "
                  f"epoch {best + 1}")
