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


def loss_curves(history, ax=None, title=None, log=False, first=1):
    """Draw the loss against the epoch.

    Parameters
    ----------
    history : object with the lists `loss` and `validation_loss`, or a dict
        of lists by name
    log : whether the axis of the loss is logarithmic
    first : int, the epoch with which the curves begin
    """
    first = validation.number("first", first, least=1, whole=True)
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
              if losses is not None and len(losses) >= first}
    if not curves:
        raise ValueError(f"history: expected at least {first} epoch"
                         f"{'s' * (first > 1)}, got fewer")
    with canvas(ax, None, (6.6, 3.8)) as (figure, ax):
        ax = ax or figure.add_subplot()
        for c, (name, losses) in enumerate(curves.items()):
            epochs = np.arange(first, len(losses) + 1)
            ax.plot(epochs, losses[first - 1:], label=name, linewidth=2,
                    color=series(ax, c),
                    linestyle=("-", (0, (5, 2)), "-.", ":")[c % 4])
        if "validation" in curves:
            _mark_best(ax, curves["validation"], first)
        ax.set(xlabel="epoch", ylabel="loss E", title=title)
        if log:
            ax.set_yscale("log")
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.grid(axis="y", color=on(ax, GRID))
        ax.legend(frameon=False)
        tidy(ax)


def _mark_best(ax, losses, first):
    best = int(np.argmin(losses))
    if best + 1 < first:
        return
    ax.plot(best + 1, losses[best], "o", color=series(ax, 1), markersize=8,
            markeredgecolor="white", zorder=3,
            label=f"lowest validation loss: {losses[best]:.3g}, "
                  f"epoch {best + 1}")
