"""The picture of a playground as it stands, drawn by Matplotlib.

`look` notes what there is to draw, `still` draws it: boundary, network with
the maps of its units, loss curves, as on the page.
"""

import io
import textwrap
from contextlib import nullcontext
from types import SimpleNamespace

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from PIL import Image

from ..plots.drawing import (
    ABOVE,
    BELOW,
    CLASS_COLOURS,
    CLASS_MARKERS,
    GREY,
    LINE,
    PAPER,
    on,
    series,
)
from ..plots.paper import paper
from ..plots.plane import shades
from .frames import GRID, frame
from .looking import name_of

# All in CSS pixels, as on the page.
WIDTH, HEIGHT, LEFT, TOP, SIDE = 850, 470, 44, 12, 384
NET_LEFT, NET_RIGHT, NET_TOP, NET_BOTTOM = 490, 826, 46, 320
CURVES = (490, 356, 336, 70)
# Earlier runs, as in pictures.js, in units of their width.
EARLIER = ((2, 2), (6, 2), (8, 3, 2, 3), (1, 3))
LONGEST_NAME, NAMES, ROW = 28, 2, 17  # letters; in a row; its height


def look(experiment, guard=nullcontext):
    """What there is to draw, as it is now: the drawing may take its time.

    Within `guard()` what a learner's layer raises is survived; its part is
    missing then.
    """
    e = experiment
    layers = [SimpleNamespace(
        W=np.array(layer.W, dtype=float), b=np.ravel(layer.b).astype(float),
        activation=name_of(layer))
        for layer in (e.network.layers if e.network else [])]
    return SimpleNamespace(
        runs=[*e.run_names, e.run_name] if e.runs else [],
        X=e.X.copy(), classes=e.classes.copy(), is_test=e.is_test.copy(),
        num_classes=e.num_classes, box=tuple(e.box), layers=layers,
        error=e.network.error.name if e.network else "",
        parts=frame(e, {"instance": None, "space": 0, "unit": None}, True,
                    guard))


def still(seen):
    """The picture, a PNG, and its size in inches, of what `look` gave."""
    return picture(seen, 150), (WIDTH / 100, height(seen) / 100)


def picture(seen, density, colour=PAPER):
    """A PNG of at most 256 colours, which is a quarter of the usual size."""
    file = io.BytesIO()
    figure = _figure(seen, colour)
    figure.savefig(file, dpi=density, facecolor=colour)
    pixels = Image.open(file).convert("RGB")
    file = io.BytesIO()
    pixels.quantize(256, dither=Image.Dither.NONE).save(
        file, "PNG", optimize=True)
    return file.getvalue()


def height(seen):
    """Of the picture: earlier runs have their names below their curves."""
    return HEIGHT + ROW * -(-len(seen.runs) // NAMES)


def _figure(e, colour):
    figure = Figure(figsize=(WIDTH / 100, height(e) / 100), facecolor=colour)
    _boundary(_axes(figure, LEFT, TOP, SIDE, SIDE), e)
    if e.layers:
        _network(_axes(figure, 0, 0, WIDTH, HEIGHT, bare=True), e)
    if len(e.parts["curve"]) > 1:
        _curves(_axes(figure, *CURVES), e)
    return figure


def _axes(figure, left, top, wide, high, bare=False):
    width, height = 100 * figure.get_size_inches()
    ax = figure.add_axes((left / width, 1 - (top + high) / height,
                          wide / width, high / height))
    if bare:
        ax.set(xlim=(0, wide), ylim=(high, 0))
        ax.axis("off")
        ax.patch.set_alpha(0)
    else:
        ax.set_facecolor(figure.get_facecolor())
        ax.tick_params(colors=on(figure, GREY), labelsize=9, length=3)
        for spine in ax.spines.values():
            spine.set_color(on(figure, GREY))
    return ax


def _boundary(ax, e):
    parts = e.parts
    left, low, right, high = e.box
    ax.set(xlim=(left, right), ylim=(low, high))
    ax.locator_params(nbins=4)
    ax.text(0.5, -0.075, "x[0]", transform=ax.transAxes, ha="center",
            va="top", color=on(ax), fontsize=9)
    ax.text(-0.1, 1.0, "x[1]", transform=ax.transAxes, va="top",
            color=on(ax), fontsize=9)
    if "boundary" in parts:
        P = parts["boundary"].reshape(-1, GRID, GRID) / 65535
        P = np.stack([1 - P[0], P[0]] if len(P) == 1 else [*P], axis=-1)
        ax.imshow(shades(P, paper(ax), 0.65), extent=(left, right, low, high),
                  interpolation="bilinear", aspect="auto")
        S = parts["leads"].reshape(-1, GRID, GRID)
        x, y = np.linspace(left, right, GRID), np.linspace(high, low, GRID)
        for k in range(len(S)):
            lead = S[k] if len(S) == 1 else \
                S[k] - np.delete(S, k, axis=0).max(axis=0)
            if lead.min() < 0 < lead.max():
                ax.contour(x, y, lead, levels=[0.0], colors=[on(ax)],
                           linewidths=1.6)
    for c in range(e.num_classes):
        for test in (False, True):
            X = e.X[(e.classes == c) & (e.is_test == test)]
            ax.scatter(*X.T, s=30, marker=CLASS_MARKERS[c], zorder=3,
                       facecolors=CLASS_COLOURS[c] if not test
                       else [paper(ax)], linewidths=1.4 if test else 0.7,
                       edgecolors=CLASS_COLOURS[c] if test else [paper(ax)])


def places_of(e):
    """{(level, k): (x, y, side)} of inputs and units, in pixels."""
    sizes = [2, *(layer.W.shape[0] for layer in e.layers)]
    places = {}
    for level, n in enumerate(sizes):
        pitch = (NET_BOTTOM - NET_TOP) / n
        roomy = pitch > 43  # as in network.js
        side = max(6.0, min(46 if roomy else 28, pitch - (15 if roomy else 2),
                            0.5 * (NET_RIGHT - NET_LEFT) / len(sizes)))
        step = min(pitch, side + 26)
        x = NET_LEFT + 24 + (NET_RIGHT - NET_LEFT - 48) * level / (
            len(sizes) - 1)
        for k in range(n):
            places[level, k] = (
                x, (NET_TOP + NET_BOTTOM) / 2 + (k - (n - 1) / 2) * step, side)
    return places


def _network(ax, e):
    places = places_of(e)
    many = sum(layer.W.size for layer in e.layers) > 150
    for level, layer in enumerate(e.layers, 1):
        x, y, side = places[level, 0]
        ax.text(x, NET_TOP - 24, f"y{level} [{len(layer.b)}]", ha="center",
                color=on(ax), fontsize=9)
        for (o, i), w in np.ndenumerate(layer.W):
            _wire(ax, places[level - 1, i], places[level, o], float(w), many)
        for o, b in enumerate(layer.b):
            x, y, side = places[level, o]
            ax.plot(x - side / 2 - 1, y + side / 2 - 1, "o", zorder=4,
                    color=ABOVE if b >= 0 else BELOW, markeredgewidth=0,
                    markersize=min(2 + 1.6 * abs(b) ** 0.5, 6))
    x, _, _ = places[0, 0]
    ax.text(x, NET_TOP - 24, "x [2]", ha="center", color=on(ax), fontsize=9)
    for (level, k), (x, y, side) in places.items():
        bytes_ = map_of(e, level, k)
        if bytes_ is not None:
            colours, cover = palette_of(e, level, k)
            picture = paper(ax) + cover[:, np.newaxis] * (colours - paper(ax))
            ax.imshow(picture[bytes_], aspect="auto", zorder=3, extent=(
                x - side / 2, x + side / 2, y + side / 2, y - side / 2))
        ax.plot(*np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]).T
                * side / 2 + [[x], [y]], color=on(ax, GREY), linewidth=0.9,
                zorder=3)
    ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))


def _wire(ax, start, end, w, many):
    (x0, y0, from_side), (x1, y1, to_side) = start, end
    x0, x1 = x0 + from_side / 2, x1 - to_side / 2
    bend = (x1 - x0) / 2
    path = Path([(x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1)],
                [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    width = (0.5 + min(1.5 * abs(w), 7)) * 0.72 / (2 if many else 1)
    ax.add_patch(PathPatch(
        path, facecolor="none", linewidth=width, capstyle="butt",
        edgecolor=BELOW if w < 0 else ABOVE if w > 0 else on(ax, LINE),
        linestyle=(0, (4 / width, 2.4 / width)) if w < 0 else "-",
        alpha=0.6 if many else 1.0))


def map_of(e, level, k):
    """What a unit answers where, as bytes [30, 30], 128 for 0; or None.

    Of an output it is its probability, from 128 (for one alone: 1) to 255.
    """
    half, layers, parts = GRID // 2, e.layers, e.parts
    if level == 0:
        box = np.array(e.box).reshape(2, 2)  # from the left top, row by row
        along = np.linspace([box[0, 0], box[1, 1]], [box[1, 0], box[0, 1]],
                            half)[:, k]
        values = np.tile(along / np.abs(box).max(), (half, 1))
        return _bytes(values.T if k else values)
    if level == len(layers):
        if "boundary" not in parts:
            return None
        P = parts["boundary"].reshape(-1, GRID, GRID)[:, ::2, ::2] / 65535
        return _bytes(2 * P[0] - 1 if len(P) == 1 else P[k])
    before = sum(len(layer.b) for layer in layers[:level - 1])
    maps = parts.get("units", np.empty(0)).reshape(-1, half, half)
    return maps[before + k] if len(maps) else None


def _bytes(values):
    return np.round(128 + 127 * np.clip(values, -1, 1)).astype(np.uint8)


def palette_of(e, level, k):
    """Colour [256, 3] and cover [256] of each byte of a unit's map."""
    v = (np.arange(256) - 128) / 127
    above = CLASS_COLOURS[k] if level == len(e.layers) and len(
        e.layers[-1].b) > 1 else ABOVE
    colours = np.where(v[:, np.newaxis] < 0, to_rgb(BELOW), to_rgb(above))
    return colours, 0.85 * np.abs(v).clip(0, 1)


def _curves(ax, e):
    """Losses over the epochs; the axes are those of the current run."""
    epochs, train, test = e.parts["curve"].T
    top = np.nanmax(e.parts["curve"][:, 1:], initial=0)
    end = max(float(epochs[-1]), 1e-9)
    for k in range(len(e.runs) - 1):
        before, losses, _ = e.parts[f"run{k}"].T
        ax.plot(before, losses, color=on(ax, GREY), linewidth=1.1,
                linestyle=(0, EARLIER[k % len(EARLIER)]))
    for k, (losses, dash) in enumerate([(train, "-"), (test, (0, (5, 3)))]):
        if np.isfinite(losses).any():
            ax.plot(epochs, losses, color=series(ax, k), linestyle=dash,
                    linewidth=1.6, label=("training", "test")[k])
    ax.set(ylim=(0, 1.05 * top or 1), xlim=(0, end))
    ax.locator_params(axis="y", nbins=3)
    ax.text(0.0, 1.08, "loss", transform=ax.transAxes, color=on(ax),
            fontsize=9)
    ax.text(0.5, -0.45, "epoch", transform=ax.transAxes, color=on(ax),
            fontsize=9, ha="center")
    ax.legend(frameon=False, fontsize=9, ncols=2, loc="lower right",
              bbox_to_anchor=(1.0, 0.93), borderpad=0, labelcolor=on(ax))
    if e.runs:
        _names(_axes(ax.figure, 0, 0, WIDTH, height(e), bare=True), e.runs)


def _names(ax, names):
    """Samples of the lines of all runs, the current one's last, and names."""
    for k, name in enumerate(names):
        last = k == len(names) - 1
        x = NET_LEFT + (k % NAMES) * (WIDTH - NET_LEFT) / NAMES
        y = HEIGHT + 4 + ROW * (k // NAMES)
        ax.plot([x, x + 22], [y, y], linewidth=1.6 if last else 1.1,
                color=series(ax, 0) if last else on(ax, GREY),
                linestyle="-" if last else (0, EARLIER[k % len(EARLIER)]))
        ax.text(x + 27, y, textwrap.shorten(name, LONGEST_NAME,
                placeholder=" \N{HORIZONTAL ELLIPSIS}"), va="center",
                color=on(ax), fontsize=8)
