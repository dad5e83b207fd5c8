"""One neuron learns: its walk over the mean error, and a film of its line.

The steps of both are made by the learner's own function.
"""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from .. import logistic, plots, validation
from ..plots.drawing import (
    DARK_PURPLE,
    DARK_RED,
    GREEN,
    GREY,
    GRID,
    PALE,
    SMALL,
    number,
    on,
    tidy,
)
from .explorer import Choice, Explorer, Slider
from .page import describe

RATES = {"0.1": 0.1, "1": 1.0, "10": 10.0, "100": 100.0}
ONE, ALL = "one, at random", "all, their mean"
STEPS = 800
MESSAGE = "x[0]  exclamation marks", "x[1]  known words"
HEIGHTS = LinearSegmentedColormap.from_list(
    "heights", [GREEN, GRID, PALE])


def landscape(learn_one, X, T, w=(-3.0, 3.0), b=0.0, seed=0):
    """The mean error over both weights, and the neuron's walk on it.

    The bias moves too: the surface is the slice at the bias of the step that
    is shown, so that the neuron always stands on it.

    Parameters
    ----------
    learn_one : function (w, b, x, t, rate) -> w, b, one step for one
        instance, that of notebook 02
    X : array [num_instances, 2]
    T : array [num_instances] of 0 and 1
    w, b : array [2] and number, where the walk begins
    seed : int, for the instances that are drawn
    """
    X, T, w, b = _checked(learn_one, X, T, w, b)
    walks = {}

    def walk_of(rate, instances):
        if (rate, instances) not in walks:
            walks[rate, instances] = walk(
                learn_one, X, T, w, b, RATES[rate], STEPS, seed,
                together=instances == ALL)
        return walks[rate, instances]

    def draw(figure, rate, instances, step, turn):
        W, B, complaint = walk_of(rate, instances)
        at = min(step, len(B) - 1)
        errors = mean_errors(W, B, X, T)
        figure.set_size_inches(7.0, 4.6)
        left, right = figure.add_gridspec(1, 2, width_ratios=(2.8, 1))
        _surface(figure.add_subplot(left, projection="3d",
                                    computed_zorder=False),
                 W, B, at, X, T, turn)
        ax = figure.add_subplot(right)
        ax.plot(errors, color=on(ax, GREY), linewidth=1)
        ax.plot(at, errors[at], "o", color=DARK_RED, markersize=8,
                markeredgecolor="white", zorder=3, clip_on=False)
        ax.set(xlabel="step", title="mean error", xlim=(-25, STEPS + 25),
               ylim=(0, 1.1 * errors.max()))
        ax.title.set_fontsize(10)
        ax.set_xticks([0, 400, 800])
        ax.grid(axis="y", color=on(ax, GRID))
        tidy(ax)
        if complaint and at == len(B) - 1:
            return complaint
        return (f"Rate {rate}, step {at}: w = ({number(W[at, 0])}, "
                f"{number(W[at, 1])}), b = {number(B[at])}, and the mean "
                f"error is {number(errors[at], 4)}. The surface is the slice "
                f"at this b; the way so far is laid on it.")

    return Explorer(
        draw, rate=Choice("rate", list(RATES), "1"),
        instances=Choice("instances a step", [ONE, ALL]),
        step=Slider("step", 0, STEPS, 10, STEPS, plays=True),
        turn=Slider("turn, degrees", -180, 180, 15, 30))


def line_film(learn_one, X, T, w=(0.0, 0.0), b=0.0, rate=0.3, steps=1000,
              seed=0, step=0, labels=MESSAGE):
    """The line of a neuron while it learns, one random instance a step.

    Parameters
    ----------
    learn_one, X, T, w, b, seed : as for `landscape`
    rate : number
    steps : int, how many
    step : int, where the slider starts
    labels : the names of the two inputs; left out, those of a message
    """
    X, T, w, b = _checked(learn_one, X, T, w, b)
    rate = validation.number("rate", rate, above=0)
    steps = validation.number("steps", steps, least=1, whole=True)
    W, B, complaint = walk(learn_one, X, T, w, b, rate, steps, seed)

    def draw(figure, step):
        at = min(step, len(B) - 1)
        a = X @ W[at] + B[at]
        wrong = np.where(T > 0.5, a <= 0, a >= 0)
        figure.set_size_inches(7.0, 4.4)
        ax = figure.add_subplot()
        plots.decision_boundary(
            lambda grid: logistic.g(grid @ W[at] + B[at])[:, np.newaxis],
            X, T[:, np.newaxis], ax, title=None, labels=labels)
        ax.scatter(*X[wrong].T, s=200, facecolors="none", linewidths=2,
                   edgecolors=on(ax, DARK_RED), zorder=4,
                   label="wrong or\nundecided")
        handles, names = ax.get_legend_handles_labels()
        names = ["the line a = 0" if name == "probability 0.5" else name
                 for name in names]
        ax.legend(handles, names, loc="upper left", frameon=False,
                  bbox_to_anchor=(1.01, 1.0), labelspacing=0.9)
        if complaint and at == len(B) - 1:
            return complaint
        return (f"Step {at}: w = ({number(W[at, 0])}, {number(W[at, 1])}), "
                f"b = {number(B[at])}. {len(T) - wrong.sum()} of {len(T)} "
                "are right.")

    return Explorer(draw, step=Slider(
        "step", 0, steps, max(1, steps // 100), step, plays=True))


def walk(learn_one, X, T, w, b, rate, steps, seed, together=False):
    """W [steps + 1, 2] and B [steps + 1], and what went wrong, or "".

    With `together`, every instance makes its step from the same place, and
    the neuron goes to the mean of where they come: a step against the mean
    slope.
    """
    rng, places, complaint = np.random.default_rng(seed), [(w, b)], ""
    for step in range(steps):
        chosen = range(len(X)) if together else [rng.integers(len(X))]
        try:
            ends = [_place(learn_one(w.copy(), b, X[n].copy(), float(T[n]),
                                     rate)) for n in chosen]
        except Exception as error:
            complaint = (f"The walk ends at step {step}. Your learn_one "
                         f"raised {describe(error)}.")
            break
        w = np.mean([end[0] for end in ends], axis=0)
        b = float(np.mean([end[1] for end in ends]))
        places.append((w, b))
    W, B = (np.array(series) for series in zip(*places, strict=True))
    return W, B, complaint


def mean_errors(W, B, X, T):
    """The mean of (y - t)^2 / 2 for each w and b, [num_places]."""
    Y = logistic.g(W @ X.T + B[:, np.newaxis])
    return np.mean((Y - T) ** 2, axis=1) / 2


def _place(answer):
    """w [2] and b of a learner's step, copied."""
    if not isinstance(answer, (list, tuple)) or len(answer) != 2:
        raise ValueError("learn_one: expected two values, w and b, got "
                         f"{validation.short(answer)}")
    b = np.squeeze(validation.float_array("b", answer[1]))
    if b.shape or not np.isfinite(b):
        raise ValueError("b: expected a finite number, got "
                         f"{validation.short(answer[1])}")
    return validation.data("w", answer[0], num_inputs=2).copy(), float(b)


def _surface(ax, W, B, at, X, T, turn):
    """The slice at the bias of now, the way so far, and the neuron."""
    ends = zip(np.minimum(W.min(axis=0), -5), np.maximum(W.max(axis=0), 7),
               strict=True)
    grid = np.stack(np.meshgrid(*(np.linspace(low, high, 41)
                                  for low, high in ends)), axis=-1)

    def heights(places):
        flat = places.reshape(-1, 2)
        found = mean_errors(flat, np.full(len(flat), B[at]), X, T)
        return found.reshape(places.shape[:-1])

    Z = heights(grid)
    ax.plot_surface(grid[..., 0], grid[..., 1], Z, cmap=HEIGHTS, vmin=0,
                    vmax=0.4, rcount=41, ccount=41, edgecolor=GREY,
                    linewidth=0.15, zorder=1)
    way = W[:at + 1]
    ax.plot(*way.T, heights(way), color=DARK_PURPLE, linewidth=2, zorder=2)
    ax.plot(*W[at:at + 1].T, heights(W[at:at + 1]), "o", color=DARK_RED,
            markersize=9, markeredgecolor="white", zorder=3)
    ax.set_box_aspect((1, 1, 0.7), zoom=1.12)
    ax.view_init(elev=35, azim=turn)
    ax.set(zlim=(0, 0.4), zticks=[0, 0.2, 0.4],
           title=f"mean error over w, at b = {number(B[at])}")
    ax.title.set_fontsize(10)
    for axis, name in ((ax.xaxis, "w[0]"), (ax.yaxis, "w[1]"),
                       (ax.zaxis, "")):
        axis.set_label_text(name, color=on(ax.figure))
        axis.set_tick_params(labelcolor=on(ax.figure), labelsize=SMALL)
        axis.set_pane_color((0, 0, 0, 0))
        axis.line.set_color(on(ax.figure, GREY))
        if name:
            axis.get_major_locator().set_params(nbins=4, integer=True)


def _checked(learn_one, X, T, w, b):
    if not callable(learn_one):
        raise ValueError("learn_one: expected a function, got "
                         f"{validation.short(learn_one)}")
    X = validation.data("X", X, num_instances=None, num_inputs=2)
    T = validation.data("T", T, num_instances=len(X))
    w = validation.data("w", w, num_inputs=2).astype(float)
    return X, T, w, validation.number("b", b)
