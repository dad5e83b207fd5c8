"""What a layer with two inputs and two units does to the plane."""

import numpy as np

from .. import validation
from ..plots.drawing import GREY, UNIT_COLOURS, number, on, tidy
from .explorer import Explorer, Slider

REACH, ROOM = 2, 6.5  # of the grid on the left, of the picture on the right
# A flag, so that a mirror image can be told from a turn.
FLAG = np.array([[0, 0], [0, 1], [0.6, 0.75], [0, 0.5]])


def plane(W, b):
    """Move the points of the plane to W x + b.

    Parameters
    ----------
    W : array [2, 2], where the sliders start
    b : array [2], the same for the biases
    """
    W, b = validation.weights_and_biases(W, b)
    if W.shape != (2, 2):
        raise ValueError(f"W: expected the shape [2, 2], got {list(W.shape)}")

    def draw(figure, w00, w01, w10, w11, b0, b1):
        W, b = np.array([[w00, w01], [w10, w11]]), np.array([b0, b1])
        figure.set_size_inches(7.2, 4.0)
        axes = figure.subplots(1, 2)
        _plane(axes[0], np.eye(2), np.zeros(2), REACH + 0.6, step=1)
        axes[0].set(xlabel="x[0]", ylabel="x[1]", title="x")
        _plane(axes[1], W, b, ROOM, step=2, named=True)
        axes[1].set(xlabel="a[0]", ylabel="a[1]", title="a = W x + b")
        figure.handles = {"origin": (axes[1], b)} | {
            f"arrow {i}": (axes[1], W[:, i] + b) for i in range(2)}
        return _sentence(W, b)

    def drag(name, x, y, values):
        if name == "origin":
            return {"b0": x, "b1": y}
        i = name[-1]
        return {f"w0{i}": x - values["b0"], f"w1{i}": y - values["b1"]}

    sliders = {f"w{o}{i}": Slider(f"W[{o}, {i}]", -3, 3, 0.5, W[o, i])
               for o in range(2) for i in range(2)}
    sliders |= {f"b{o}": Slider(f"b[{o}]", -2, 2, 0.5, b[o])
                for o in range(2)}
    return Explorer(draw, drag, **sliders)


def _plane(ax, W, b, reach, step, named=False):
    """The grid, a flag and the two arrows, all moved by W and b."""
    ends = np.array([-REACH, REACH])
    for at in range(-REACH, REACH + 1):
        for line in ([ends, [at, at]], [[at, at], ends]):
            ax.plot(*(W @ np.array(line, float) + b[:, np.newaxis]),
                    color=on(ax, GREY), linewidth=1.4 if at == 0 else 0.4)
    ax.fill(*(FLAG @ W.T + b).T, color=on(ax, GREY), alpha=0.35, linewidth=0)
    for i, colour in enumerate(UNIT_COLOURS):
        tip = W[:, i] + b
        ax.annotate("", tip, b, arrowprops={
            "arrowstyle": "-|>", "color": on(ax, colour), "linewidth": 2.4,
            "shrinkA": 0, "shrinkB": 0, "mutation_scale": 15})
        away = W[:, i] / max(np.hypot(*W[:, i]), 1e-9)
        # Beside its arrow, where there is room for it, and else above.
        beside = abs(away[0]) > 0.3 and tip[0] * np.sign(away[0]) <= 2
        name = ("(1, 0)", "(0, 1)")[i]
        ax.annotate(f"from {name}" if named else name, tip,
                    (5 if beside else 15) * away,
                    textcoords="offset points", color=on(ax, colour),
                    ha="center" if not beside else
                    "left" if away[0] > 0 else "right",
                    va="center", fontsize=10,
                    bbox={"boxstyle": "round,pad=0.1", "linewidth": 0,
                          "facecolor": on(ax, "white"), "alpha": 0.85})
    ticks = np.arange(-reach // step + 1, reach // step + 1) * step
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal",
           xticks=ticks, yticks=ticks)
    tidy(ax)


def _sentence(W, b):
    places = [f"({number(x, 1)}, {number(y, 1)})"
              for x, y in (W + b[:, np.newaxis]).T]
    area = W[0, 0] * W[1, 1] - W[0, 1] * W[1, 0]
    if area == 0:
        kind = ("The plane is flattened to a line: many points come to the "
                "same place." if W.any() else
                "Every point comes to the same place.")
    else:
        kind = (f"A square of area 1 gets the area {number(abs(area), 2)}"
                + (", and a flag becomes its mirror image." if area < 0
                   else "."))
    return f"(1, 0) goes to {places[0]}, (0, 1) to {places[1]}. {kind}"
