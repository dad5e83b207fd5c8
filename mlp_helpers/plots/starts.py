"""How weights begin, and what comes of it.

Public through `mlp_helpers.plots`.
"""

import numpy as np

from .. import validation
from .drawing import GRID, PALE, canvas, on, series, tidy
from .plane import points

MARKERS = ("o", "s", "^")


def spreads(outputs, fig=None):
    """Draw the spread of Y from layer to layer, and where the last Y lie.

    Parameters
    ----------
    outputs : dict name -> list of arrays Y [num_instances, num_outputs], one
        for each layer; at most three names
    """
    if not 0 < len(outputs) <= len(MARKERS):
        raise ValueError(f"outputs: expected one to {len(MARKERS)} names, "
                         f"got {list(outputs)}")
    outputs = {
        name: [validation.data(f"outputs, {name}", Y, num_instances=None,
                               num_outputs=None) for Y in Ys]
        for name, Ys in outputs.items()}
    with canvas(None, fig, (7.0, 4.2)) as (figure, _):
        grid = figure.add_gridspec(len(outputs), 2, width_ratios=(3, 2))
        left = figure.add_subplot(grid[:, 0])
        for n, (name, Ys) in enumerate(outputs.items()):
            left.plot(range(1, len(Ys) + 1), [Y.std() for Y in Ys],
                      color=series(left, n), marker=MARKERS[n], label=name)
            ax = figure.add_subplot(grid[n, 1])
            ax.hist(Ys[-1].ravel(), bins=np.linspace(-1, 1, 42),
                    color=series(ax, n))
            ax.set_title(f"{name}, last layer", fontsize=10)
            ax.set(yticks=[], xticks=[-1, 0, 1])
            tidy(ax)
            ax.spines["left"].set_visible(False)
        ax.set_xlabel("Y")
        left.set(yscale="log", xlabel="layer", ylabel="spread of Y")
        left.xaxis.get_major_locator().set_params(integer=True)
        left.grid(axis="y", color=on(left, GRID))
        left.legend(frameon=False, title="spread of W",
                    labelcolor=on(figure))
        tidy(left)


def first_lines(starts, X, T, fig=None):
    """Draw the lines of the units of a first layer, one panel for a start.

    On its line a unit's sum a is 0; in the band around it a is between -1
    and 1, which is where tanh bends.

    Parameters
    ----------
    starts : dict title -> (W, b), with W [num_outputs, 2] and b
        [num_outputs]; the bands of the two units whose lines pass nearest
        to the middle are drawn
    X : array [num_instances, 2]
    T : array [num_instances, 1] of 0 and 1
    """
    if not starts:
        raise ValueError("starts: expected at least one, got none")
    with canvas(None, fig, (7.0, 3.7)) as (figure, _):
        axes = figure.subplots(1, len(starts), sharey=True, squeeze=False)[0]
        for ax, (title, start) in zip(axes, starts.items(), strict=True):
            W, b = validation.weights_and_biases(*start)
            validation.check_shape("W", W, num_outputs=None, num_inputs=2)
            points(X, T, ax, title)
            ax.get_legend().remove()
            for dots in ax.collections:
                dots.set_sizes([14])
            far = np.array([-9.0, 9.0])
            nearest = np.argsort(np.abs(b) / np.hypot(*W.T))[:2]
            for unit, (w, bias) in enumerate(zip(W, b, strict=True)):
                length = np.hypot(*w)
                foot, along = -bias * w / length**2, w[::-1] * (1, -1) / length
                ends = foot + far[:, np.newaxis] * along
                ax.plot(*ends.T, color=on(ax), linewidth=0.8, zorder=2)
                if unit in nearest:
                    side = w / length**2  # from a = 0 to a = 1
                    ax.fill(*np.vstack([ends + side, ends[::-1] - side]).T,
                            color=on(ax, PALE), alpha=0.35, zorder=1,
                            linewidth=0)
            ax.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), aspect="equal")
        for ax in axes[1:]:
            ax.set_ylabel("")
