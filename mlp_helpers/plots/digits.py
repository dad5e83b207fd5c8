"""Handwritten digits, and how they are read."""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from .. import validation
from .drawing import (
    DARK_RED,
    GREY,
    GRID,
    INK,
    LINE,
    PALE,
    PURPLE,
    SIGNED_STRONG,
    SMALL,
    by_sign,
    canvas,
    on,
    series,
    tidy,
)

SIDE = 8  # a digit has 8 x 8 pixels


def digits(X, labels=None, predictions=None, columns=10, fig=None):
    """Draw a gallery of digits; a wrong answer is written in colour.

    Parameters
    ----------
    X : array [num_instances, 64], ink from 0 to 1
    labels, predictions : arrays [num_instances], true and read digits
    columns : how many digits stand in a row
    """
    X = _images("X", X)
    labels = _labels("labels", labels, len(X))
    predictions = _labels("predictions", predictions, len(X))
    titles, colours = [""] * len(X), [INK] * len(X)
    for n in range(len(X)):
        label = "" if labels is None else str(labels[n])
        read = "" if predictions is None else f"read as {predictions[n]}"
        between = "" if not label or not read else \
            ", " if columns <= 6 else "\n"
        titles[n] = label + between + read
        if label and read and labels[n] != predictions[n]:
            colours[n] = DARK_RED
    _tiles(1 - X, titles, colours, columns, fig, cmap="gray", vmin=0, vmax=1)


def weights_as_images(W, columns=10, fig=None):
    """Draw what each unit of a first layer looks for: its row of W.

    Parameters
    ----------
    W : array [num_outputs, 64]; blue is positive, orange negative
    columns : how many units stand in a row
    """
    W = _images("W", W)
    limit = np.abs(W).max() or 1.0
    _tiles(W, [str(o) for o in range(len(W))], [INK] * len(W), columns, fig,
           cmap=SIGNED_STRONG, vmin=-limit, vmax=limit)


def _tiles(images, titles, colours, columns, fig, **options):
    """Images in rows and columns, each with its title above."""
    columns = validation.number("columns", columns, least=1, whole=True)
    columns = min(int(columns), len(images))
    rows = -(-len(images) // columns)
    tile = min(1.1, 6.9 / columns)
    lines = max(title.count("\n") + 1 if title else 0 for title in titles)
    above = 0.17 * lines + 0.08
    size = (max(columns * tile, 1.0), rows * (0.86 * tile + above) + 0.1)
    with canvas(None, fig, size) as (figure, _):
        if figure.get_layout_engine() is not None:
            figure.get_layout_engine().set(w_pad=0.04, h_pad=0.04)
        grid = figure.subplots(rows, columns, squeeze=False)
        for ax in grid.flat:
            ax.axis("off")
        for ax, image, title, colour in zip(
                grid.flat, images, titles, colours, strict=False):
            ax.imshow(image.reshape(SIDE, SIDE), **options)
            ax.set_title(title, fontsize=SMALL, color=on(figure, colour),
                         pad=2)
            ax.add_patch(_outline(ax))


def _outline(ax):
    return Rectangle((0, 0), 1, 1, transform=ax.transAxes, fill=False,
                     edgecolor=on(ax, LINE), linewidth=1, clip_on=False)


def digit_and_probabilities(x, y, label=None, fig=None):
    """Draw a digit, and beside it the ten probabilities of the answer.

    Parameters
    ----------
    x : array [64], ink from 0 to 1
    y : array [10], probabilities
    label : the true digit, where it is known
    """
    x = validation.data("x", x, pixels=SIDE * SIDE)
    y = validation.data("y", y, num_outputs=10)
    label = None if label is None else int(_labels("label", [label], 1)[0])
    read = int(y.argmax())
    with canvas(None, fig, (7.0, 2.9)) as (figure, _):
        left, right = figure.subplots(1, 2, width_ratios=(1, 2.3))
        left.imshow(1 - x.reshape(SIDE, SIDE), cmap="gray", vmin=0, vmax=1)
        left.set(xticks=[], yticks=[])
        left.spines[:].set_color(on(figure, LINE))
        left.set_title(f"read as {read}" if label is None
                       else f"{label}, read as {read}")
        colours = [on(right, PALE)] * 10
        wrong = label not in (None, read)
        colours[read] = series(right, wrong)
        right.bar(range(10), y, color=colours, width=0.75)
        for digit, value in enumerate(y):
            right.text(digit, value + 0.02, f"{value:.2f}", ha="center",
                       fontsize=SMALL, color=on(right))
        names = [f"{d}\ntrue" if d == label else str(d) for d in range(10)]
        right.set_xticks(range(10), names)
        right.set(ylim=(0, 1.12), xlabel="digit", ylabel="probability")
        tidy(right)


def stack_of_layers(network, x, t=None, fig=None):
    """Draw a digit on its way through two layers, up to ten answers.

    Parameters
    ----------
    network : object with forward(X) -> probabilities and a list `layers` of
        two objects with W and forward(X)
    x : array [64], ink from 0 to 1
    t : array [10], one-hot; with it y - t is drawn as well
    """
    X = validation.data("x", x, pixels=SIDE * SIDE)[np.newaxis]
    layers = getattr(network, "layers", ())
    if len(layers) != 2:
        raise ValueError("network: expected one with two layers, got "
                         f"{len(layers)} layers")
    W1, W2 = (np.asarray(layer.W) for layer in layers)
    y1, y = layers[0].forward(X).T, network.forward(X)[0]
    with canvas(None, fig, (7.0, 3.1)) as (figure, _):
        widths = (1.5, 2.1, 0.25, 1.1, 1.1) + (1.1,) * (t is not None)
        axes = figure.subplots(1, len(widths), width_ratios=widths)
        axes[0].imshow(1 - X.reshape(SIDE, SIDE), cmap="gray", vmin=0, vmax=1)
        axes[0].set_title("x\n[64]")
        for ax, M, name in zip(axes[1:], (W1, y1, W2), ("W1", "y1", "W2")):
            limit = np.abs(M).max() or 1.0
            ax.imshow(M, cmap=SIGNED_STRONG, vmin=-limit, vmax=limit,
                      aspect="auto", interpolation="nearest")
            shape = list(M.shape)[:1 if name == "y1" else 2]
            ax.set_title(f"{name}\n{shape}")
        for ax in axes[:4]:
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_color(on(figure, LINE))
        _bars(axes[4], y, "y\n[10]", [series(axes[4], 0)] * 10)
        axes[4].set(xlim=(0, 1), xticks=[0, 1])
        if t is not None:
            difference = y - validation.data("t", t, num_outputs=10)
            _bars(axes[5], difference, "y - t\n[10]",
                  map(by_sign, difference))
            axes[5].axvline(0, color=on(axes[5], GREY), linewidth=1)
            axes[5].set(xlim=(-1, 1), xticks=[-1, 0, 1])


def _bars(ax, values, title, colours):
    """Ten bars, one below the other, and the digits that they stand for."""
    ax.barh(range(10), values, color=[on(ax, colour) for colour in colours],
            height=0.75)
    ax.set(yticks=range(10), ylim=(9.6, -0.6))
    ax.set_title(title)
    tidy(ax)


def shares(groups, ax=None):
    """Draw shares as dots, a row for each name, and the mean of each row.

    Parameters
    ----------
    groups : dict, name -> array of shares from 0 to 1
    """
    groups = {name: validation.data(f"groups, {name}", values, shares=None)
              for name, values in groups.items()}
    if not groups or not all(map(len, groups.values())):
        raise ValueError("groups: expected a dict of shares by name, got "
                         "nothing to draw")
    with canvas(ax, None, (7.0, 0.8 + 0.62 * len(groups))) as (figure, ax):
        ax = ax or figure.add_subplot()
        for row, values in enumerate(groups.values()):
            colour = series(ax, row)
            ax.plot(100 * values, np.full(len(values), row), "o",
                    color=colour, alpha=0.6, markersize=7, clip_on=False)
            mean = 100 * values.mean()
            ax.plot([mean, mean], [row - 0.28, row + 0.28], color=on(ax),
                    linewidth=2.2)
            ax.annotate(f"{mean:.1f}", (mean, row - 0.28), (0, 1),
                        textcoords="offset points", ha="center", va="bottom",
                        fontsize=SMALL, color=on(ax))
        ax.set(yticks=range(len(groups)), yticklabels=list(groups),
               ylim=(len(groups) - 0.5, -0.65), xlabel="percent read right")
        ax.grid(axis="x", color=on(ax, GRID))
        tidy(ax)


def confusion_matrix(C, ax=None):
    """Draw how often each digit was read as which; mistakes stand out.

    Parameters
    ----------
    C : array [num_classes, num_classes] of counts, C[true, read]
    """
    C = validation.data("C", C, true_digits=None, read_digits=None)
    if C.shape[0] != C.shape[1] or not C.size or (C < 0).any():
        raise ValueError("C: expected counts in a square matrix, got the "
                         f"shape {list(C.shape)}")
    mistakes = C * (1 - np.eye(len(C)))
    share = 0.3 * (mistakes > 0) + 0.5 * mistakes / (mistakes.max() or 1.0)
    colours = 1 - share[..., np.newaxis] * (1 - np.array(to_rgb(PURPLE)))
    colours[np.arange(len(C)), np.arange(len(C))] = to_rgb(GRID)
    with canvas(ax, None, (5.4, 5.2)) as (figure, ax):
        ax = ax or figure.add_subplot()
        ax.imshow(colours)
        for (i, j), count in np.ndenumerate(C):
            if count:
                ax.text(j, i, f"{count:g}", ha="center", va="center",
                        color=GREY if i == j else INK,
                        weight="normal" if i == j else "bold")
        ticks = range(len(C))
        ax.set(xticks=ticks, yticks=ticks, xlabel="digit read",
               ylabel="true digit")
        ax.set_xticks(np.arange(len(C) + 1) - 0.5, minor=True)
        ax.set_yticks(np.arange(len(C) + 1) - 0.5, minor=True)
        ax.grid(which="minor", color=LINE)
        ax.tick_params(which="both", length=0)
        ax.spines[:].set_visible(False)


def _images(name, X):
    X = validation.data(name, X, num_instances=None, pixels=SIDE * SIDE)
    if not X.size:
        raise ValueError(f"{name}: expected at least one image, got none")
    return X


def _labels(name, labels, num_instances):
    if labels is None:
        return None
    labels = validation.data(name, labels, num_instances=num_instances)
    return labels.astype(int)
