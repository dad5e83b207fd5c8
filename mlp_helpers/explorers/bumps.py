"""Two steps make a bump, and bumps side by side follow a curve."""

import numpy as np

from ..activations import logistic
from ..plots.drawing import GREY, SERIES, UNIT_COLOURS, number, on, tidy
from .explorer import Explorer, Slider

HOURS = 24
BEYOND = 12  # the outer steps lie so far outside the picture, in hours


def temperature(hour):
    """Degrees at an hour of a day; made up, and as smooth as a real one."""
    turn = 2 * np.pi * np.asarray(hour, dtype=float) / HOURS
    return 14 - 5 * np.cos(turn - 0.9) + 1.8 * np.sin(2 * turn + 0.4)


def bump_layers(num_bumps, weight):
    """A network of two hidden units a bump, one input and one output.

    Returns
    -------
    W1 : [2 * num_bumps, 1], b1 : [2 * num_bumps], W2 : [1, 2 * num_bumps]
    """
    edges = np.linspace(0, HOURS, num_bumps + 1)
    heights = temperature((edges[1:] + edges[:-1]) / 2)
    edges[0], edges[-1] = -BEYOND, HOURS + BEYOND
    ups_and_downs = np.stack([edges[:-1], edges[1:]], axis=1).ravel()
    W2 = np.stack([heights, -heights], axis=1).reshape(1, -1)
    return (np.full((2 * num_bumps, 1), float(weight)),
            -weight * ups_and_downs, W2)


def bumps(num_bumps=6, weight=10):
    """Choose how many bumps a network has, and how steep its steps are.

    The curve to follow is a day's temperature over the hour. Each bump is
    as high as the curve is in its middle.

    Parameters
    ----------
    num_bumps, weight : where the sliders start, 1 to 24 and 1 to 10
    """
    hours = np.linspace(0, HOURS, 1201)[:, np.newaxis]
    wanted = temperature(hours[:, 0])

    def draw(figure, num_bumps, weight):
        W1, b1, W2 = bump_layers(num_bumps, weight)
        parts = logistic.g(hours @ W1.T + b1) * W2
        parts = parts.reshape(len(hours), num_bumps, 2).sum(axis=2)
        answer = parts.sum(axis=1)
        ax = figure.add_subplot()
        for n, part in enumerate(parts.T):
            ax.plot(hours, part, color=on(ax, GREY), linewidth=0.9,
                    label="" if n else "one bump: two hidden units")
        ax.plot(hours, wanted, color=on(ax, SERIES[1]), linewidth=2.2,
                linestyle=(0, (5, 2)), label="the curve to follow")
        ax.plot(hours, answer, color=on(ax, UNIT_COLOURS[0]), linewidth=2.2,
                label="the network's answer")
        ax.set(xlabel="x[0], the hour", ylabel="y, the temperature",
               xlim=(0, HOURS), ylim=(-0.5, 26), xticks=range(0, 25, 4))
        ax.legend(loc="upper left", frameon=False, ncols=3, fontsize=9,
                  columnspacing=1.2)
        tidy(ax)
        gap = np.abs(answer - wanted).max()
        plural = "s" * (num_bumps > 1)
        return (f"{num_bumps} bump{plural}, {2 * num_bumps} hidden units "
                f"with a weight of {weight}: the answer is never further "
                f"than {number(gap, 1)} degrees from the curve.")

    return Explorer(
        draw, num_bumps=Slider("bumps", 1, 24, 1, num_bumps),
        weight=Slider("weight of every hidden unit", 1, 10, 1, weight))
