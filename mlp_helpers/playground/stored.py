"""The playground where nothing lives: a picture, and what can be pointed at.

`still` is the picture that a notebook stores. `stored_page` is the same as a
page that needs no script: light and dark, and the map and the formula of a
unit where the pointer or the focus is.
"""

import base64
import html
import io
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
    number,
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
LIGHT, DARK = "#ffffff", "#171a1f"  # paper, as in pen.js


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
        X=e.X.copy(), classes=e.classes.copy(), is_test=e.is_test.copy(),
        num_classes=e.num_classes, box=tuple(e.box), layers=layers,
        error=e.network.error.name if e.network else "",
        parts=frame(e, {"instance": None, "space": 0, "unit": None}, True,
                    guard))


def still(seen):
    """The picture, a PNG, and its size in inches, of what `look` gave."""
    return _small(_pixels(_figure(seen), 150)), (WIDTH / 100, HEIGHT / 100)


def stored_page(seen):
    """HTML of the same, for a trusted notebook and for exports; or "".

    Where styles are not allowed it stays hidden, and the picture is seen.
    """
    e, parts = seen, seen.parts
    if not e.layers or "boundary" not in parts:
        return ""
    light, dark = (_address(_small(_pixels(_figure(e, colour), 100)))
                   for colour in (LIGHT, DARK))
    pieces = [f'<img class="mlp-light" src="{light}" alt="">',
              f'<img class="mlp-dark" src="{dark}" alt="">']
    for level, k, (x, y, side), picture in _units(e, parts):
        text = html.escape(_formula(e, level, k))
        pieces.append(
            f'<span class="mlp-spot" tabindex="0" aria-label="{text}" '
            f'style="left:{x - side / 2:.1f}px;top:{y - side / 2:.1f}px;'
            f'width:{side:.1f}px;height:{side:.1f}px">'
            f'<img class="mlp-lens" src="{picture}" alt="" '
            f'style="left:{LEFT - x + side / 2:.1f}px;'
            f'top:{TOP - y + side / 2:.1f}px"><span class="mlp-formula" '
            f'style="left:{LEFT - x + side / 2:.1f}px;'
            f'top:{HEIGHT - y + side / 2:.1f}px">{text}</span></span>')
    return (f"<style>{_STYLE}</style>"
            '<div class="mlp-still" style="display:none">'
            f"{''.join(pieces)}{_marks(e)}"
            '<p class="mlp-hint">Point at a unit: its map fills the picture, '
            "and its formula stands here.</p></div>")


_STYLE = f"""
.mlp-still{{display:block!important;position:relative;max-width:100%;
 height:{HEIGHT + 58}px;overflow:auto hidden;--mlp-paper:#fff;
 --mlp-ink:#222}}
[data-jp-theme-light=false] .mlp-still{{--mlp-paper:#171a1f;
 --mlp-ink:#e8eaed}}
.mlp-still>img{{position:absolute;left:0;top:0;width:{WIDTH}px!important;
 height:{HEIGHT}px;max-width:none!important}}
.mlp-still .mlp-dark,[data-jp-theme-light=false] .mlp-still .mlp-light{{
 visibility:hidden}}
[data-jp-theme-light=false] .mlp-still .mlp-dark{{visibility:visible}}
.mlp-still .mlp-spot{{position:absolute}}
.mlp-still .mlp-spot:is(:hover,:focus){{outline:3px solid currentColor}}
.mlp-still .mlp-lens{{position:absolute;width:{SIDE}px!important;
 height:{SIDE}px;
 max-width:none!important;background:var(--mlp-paper)!important}}
.mlp-still svg{{position:absolute;left:{LEFT}px;top:{TOP}px;
 pointer-events:none}}
.mlp-still :is(.mlp-lens,.mlp-formula){{display:none;pointer-events:none}}
.mlp-still .mlp-formula{{position:absolute;width:{WIDTH - LEFT - 10}px;
 font:13px/1.4 system-ui,sans-serif;color:var(--mlp-ink);
 background:var(--mlp-paper)}}
.mlp-still .mlp-spot:is(:hover,:focus)>*{{display:block}}
.mlp-still .mlp-hint{{position:absolute;left:{LEFT}px;top:{HEIGHT}px;margin:0;
 font:13px/1.4 system-ui,sans-serif}}
.mlp-still:has(.mlp-spot:is(:hover,:focus)) .mlp-hint{{display:none}}
.jp-OutputArea-child:has(+ .jp-OutputArea-child .mlp-still){{display:none}}
""".replace("\n", "")


# ---- the picture ----

def _figure(e, colour=LIGHT):
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), facecolor=colour)
    _boundary(_axes(figure, LEFT, TOP, SIDE, SIDE), e, e.parts)
    if e.layers:
        _network(_axes(figure, 0, 0, WIDTH, HEIGHT, bare=True), e, e.parts)
    if len(e.parts["curve"]) > 1:
        _curves(_axes(figure, *CURVES), e.parts)
    return figure


def _axes(figure, left, top, width, height, bare=False):
    ax = figure.add_axes((left / WIDTH, 1 - (top + height) / HEIGHT,
                          width / WIDTH, height / HEIGHT))
    if bare:
        ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        ax.axis("off")
        ax.patch.set_alpha(0)
    else:
        ax.set_facecolor(figure.get_facecolor())
        ax.tick_params(colors=on(figure, GREY), labelsize=9, length=3)
        for spine in ax.spines.values():
            spine.set_color(on(figure, GREY))
    return ax


def _boundary(ax, e, parts):
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


def _places(e):
    """{(level, k): (x, y, side)} of inputs and units, in pixels."""
    sizes = [2, *(layer.W.shape[0] for layer in e.layers)]
    places = {}
    for level, n in enumerate(sizes):
        pitch = (NET_BOTTOM - NET_TOP) / n
        side = max(6.0, min(46, pitch - (15 if pitch > 30 else 2),
                            0.5 * (NET_RIGHT - NET_LEFT) / len(sizes)))
        step = min(pitch, side + 26)
        x = NET_LEFT + 24 + (NET_RIGHT - NET_LEFT - 48) * level / (
            len(sizes) - 1)
        for k in range(n):
            places[level, k] = (
                x, (NET_TOP + NET_BOTTOM) / 2 + (k - (n - 1) / 2) * step, side)
    return places


def _network(ax, e, parts):
    places = _places(e)
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
        bytes_ = _map(e, parts, level, k)
        if bytes_ is not None:
            colours, cover = _palette(e, level, k)
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


def _map(e, parts, level, k):
    """What a unit answers where, as bytes [30, 30], 128 for 0; or None.

    Of an output it is its probability, from 128 (for one alone: 1) to 255.
    """
    half, layers = GRID // 2, e.layers
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


def _palette(e, level, k):
    """Colour [256, 3] and cover [256] of each byte of a unit's map."""
    v = (np.arange(256) - 128) / 127
    above = CLASS_COLOURS[k] if level == len(e.layers) and len(
        e.layers[-1].b) > 1 else ABOVE
    colours = np.where(v[:, np.newaxis] < 0, to_rgb(BELOW), to_rgb(above))
    return colours, 0.85 * np.abs(v).clip(0, 1)


def _curves(ax, parts):
    epochs, train, test = parts["curve"].T
    for k, (losses, dash) in enumerate([(train, "-"), (test, (0, (5, 3)))]):
        if np.isfinite(losses).any():
            ax.plot(epochs, losses, color=series(ax, k), linestyle=dash,
                    linewidth=1.6, label=("training", "test")[k])
    ax.set(ylim=(0, None), xlim=(0, max(float(epochs[-1]), 1e-9)))
    ax.locator_params(axis="y", nbins=3)
    ax.text(0.0, 1.08, "loss", transform=ax.transAxes, color=on(ax),
            fontsize=9)
    ax.text(0.5, -0.45, "epoch", transform=ax.transAxes, color=on(ax),
            fontsize=9, ha="center")
    ax.legend(frameon=False, fontsize=9, ncols=2, loc="lower right",
              bbox_to_anchor=(1.0, 0.93), borderpad=0, labelcolor=on(ax))


# ---- what can be pointed at ----

def _units(e, parts):
    """Level, number, place and map, a PNG's address, of inputs and units."""
    for (level, k), place in _places(e).items():
        bytes_ = _map(e, parts, level, k)
        if bytes_ is not None:
            colours, cover = _palette(e, level, k)
            picture = Image.fromarray(bytes_, "P")
            picture.putpalette(
                (255 * colours).round().astype(np.uint8).tobytes())
            file = io.BytesIO()
            picture.save(file, "PNG", optimize=True, transparency=bytes(
                (255 * cover).round().astype(np.uint8)))
            yield level, k, place, _address(file.getvalue())


def _pixels(figure, density):
    """A figure as an array [.., .., 3] of bytes."""
    file = io.BytesIO()
    figure.savefig(file, dpi=density, facecolor=figure.get_facecolor())
    return np.asarray(Image.open(file).convert("RGB"))


def _small(pixels):
    """A PNG of at most 256 colours: a quarter of the usual size."""
    file = io.BytesIO()
    Image.fromarray(pixels).quantize(
        256, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _address(png):
    return "data:image/png;base64," + base64.b64encode(png).decode()


def _marks(e):
    """The points once more, over the map that fills the picture."""
    left, low, right, high = e.box
    marks = []
    for (x, y), c, test in zip(e.X, e.classes, e.is_test):
        u = SIDE * (x - left) / (right - left)
        v = SIDE * (high - y) / (high - low)
        colour = CLASS_COLOURS[c]
        look = f"fill='none' stroke='{colour}'" if test else \
            f"fill='{colour}' stroke='#fff'"
        marks.append(f"<circle cx='{u:.0f}' cy='{v:.0f}' r='3.4' {look}/>"
                     if c % 2 == 0 else
                     f"<rect x='{u - 3:.0f}' y='{v - 3:.0f}' width='6' "
                     f"height='6' {look}/>")
    return (f"<svg width='{SIDE}' height='{SIDE}' aria-hidden='true'>"
            f"{''.join(marks)}</svg>")


def _formula(e, level, k):
    if level == 0:
        return f"x[{k}], an input. Its map is the coordinate itself."
    layer = e.layers[level - 1]
    below = f"y{level - 1}" if level > 1 else "x"
    terms = [f"{number(w, 3)}·{below}[{i}]"
             for i, w in enumerate(layer.W[k])] + [number(layer.b[k], 3)]
    text = " + ".join(terms).replace("+ \N{MINUS SIGN}", "\N{MINUS SIGN} ")
    g, name = layer.activation, f"y{level}[{k}]"
    if level == len(e.layers) and e.error != \
            "squared_error":
        g = e.error.split("_")[0]
        if g == "softmax":
            return f"a{level}[{k}] = {text}; {name} is its share in softmax"
    return f"{name} = {text if g == 'linear' else f'{g}({text})'}"
