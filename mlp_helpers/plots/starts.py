"""How weights begin, and what comes of it.

Public through `mlp_helpers.plots`.
"""

from .. import validation
from .drawing import GRID, canvas, on, series, tidy

MARKERS = ("o", "s", "^")


def through_layers(runs, fig=None):
    """Draw the spread of the signal and of the gradient, layer by layer.

    Parameters
    ----------
    runs : dict name -> (Ys, dEdXs), two lists of arrays [num_instances,
        num_units], one for each layer from the bottom to the top; at most
        three names, which say what spread the weights have
    """
    if not 0 < len(runs) <= len(MARKERS):
        raise ValueError(f"runs: expected one to {len(MARKERS)} names, got "
                         f"{list(runs)}")
    runs = {name: [[validation.data(f"runs, {name}", array,
                                    num_instances=None, num_units=None)
                    for array in arrays] for arrays in pair]
            for name, pair in runs.items()}
    with canvas(None, fig, (7.0, 3.7)) as (figure, _):
        axes = figure.subplots(1, 2)
        for side, (ax, title, label) in enumerate(zip(
                axes, ("the signal, on its way up",
                       "the gradient, on its way down"),
                ("spread of Y", "spread of dEdX"))):
            for n, (name, pair) in enumerate(runs.items()):
                ax.plot(range(1, len(pair[side]) + 1),
                        [array.std() for array in pair[side]],
                        color=series(ax, n), marker=MARKERS[n],
                        markersize=5, label=name)
            ax.set(yscale="log", xlabel="layer", ylabel=label)
            ax.set_title(title, fontsize=10)
            ax.xaxis.get_major_locator().set_params(integer=True)
            ax.grid(axis="y", color=on(ax, GRID))
            tidy(ax)
        axes[0].legend(frameon=False, loc="lower left", title="spread of W",
                       labelcolor=on(axes[0]))
