"""What a notebook stores of a playground: a page that needs no script.

Light and dark, and the map and the formula of a unit where the pointer or the
focus is.
"""

import base64
import html
import io

import numpy as np
from PIL import Image

from ..plots.drawing import (
    CLASS_COLOURS,
    INK,
    NIGHT_INK,
    NIGHT_PAPER,
    PAPER,
    number,
)
from .still import (
    LEFT,
    SIDE,
    TOP,
    WIDTH,
    height,
    map_of,
    palette_of,
    picture,
    places_of,
)

ROOM = 72  # pixels below the picture, for a formula
MOST_TERMS = 16  # of a formula


def stored_page(seen):
    """HTML of what `look` gave, for a trusted notebook and exports; or "".

    Where styles are not allowed it stays hidden, and the picture is seen.
    """
    e, high = seen, height(seen)
    if not e.layers or "boundary" not in e.parts:
        return ""
    pieces = []
    for name, paper in (("light", PAPER), ("dark", NIGHT_PAPER)):
        pieces.append(f'<img class="mlp-{name}" alt="" style="height:{high}px"'
                      f' src="{_address(picture(e, 100, paper))}">')
    for level, k, (x, y, side), unit in _units(e):
        text = html.escape(_formula(e, level, k))
        left, top = LEFT - x + side / 2, TOP - y + side / 2
        pieces.append(
            '<span class="mlp-spot" tabindex="0" role="img" '
            f'aria-label="{text}" '
            f'style="left:{x - side / 2:.1f}px;top:{y - side / 2:.1f}px;'
            f'width:{side:.1f}px;height:{side:.1f}px">'
            f'<img class="mlp-lens" src="{unit}" alt="" '
            f'style="left:{left:.1f}px;top:{top:.1f}px">'
            f'<span class="mlp-formula" style="left:{left:.1f}px;'
            f'top:{high - y + side / 2:.1f}px">{text}</span></span>')
    return (f"<style>{_STYLE}</style>"
            '<div class="mlp-still" style="display:none">'
            f'<div class="mlp-board" style="height:{high + ROOM}px">'
            f"{''.join(pieces)}{_marks(e)}"
            f'<p class="mlp-hint" style="top:{high}px">Point at a unit: its '
            "map fills the picture, and its formula stands here.</p>"
            "</div></div>")


# A page that is narrower makes it smaller, and its letters larger again.
_NARROW = "".join(
    f"@container (max-width:{width}px){{.mlp-still .mlp-board{{zoom:{zoom};"
    f"padding-bottom:{160 * (1 - zoom):.0f}px;"
    f"--mlp-font:{13 / zoom ** 0.8:.0f}px}}}}"
    for width, zoom in ((WIDTH - 1, 0.75), (636, 0.58), (492, 0.4)))
_STYLE = f"""
.mlp-still{{display:block!important;container-type:inline-size;
 --mlp-paper:{PAPER};--mlp-ink:{INK}}}
[data-jp-theme-light=false] .mlp-still{{--mlp-paper:{NIGHT_PAPER};
 --mlp-ink:{NIGHT_INK}}}
.mlp-still .mlp-board{{position:relative;width:{WIDTH}px;
 overflow:hidden;--mlp-font:13px}}
.mlp-still .mlp-board>img{{position:absolute;left:0;top:0;
 width:{WIDTH}px!important;max-width:none!important}}
.mlp-still .mlp-dark,[data-jp-theme-light=false] .mlp-still .mlp-light{{
 visibility:hidden}}
[data-jp-theme-light=false] .mlp-still .mlp-dark{{visibility:visible}}
.mlp-still .mlp-spot{{position:absolute}}
.mlp-still .mlp-spot:is(:hover,:focus){{outline:3px solid currentColor}}
.mlp-still .mlp-lens{{position:absolute;width:{SIDE}px!important;
 height:{SIDE}px;
 max-width:none!important;background:var(--mlp-paper)!important}}
.mlp-still svg{{position:absolute;left:{LEFT}px;top:{TOP}px;
 pointer-events:none;stroke:var(--mlp-paper);fill:var(--mlp-paper)}}
.mlp-still :is(.mlp-lens,.mlp-formula){{display:none;pointer-events:none}}
.mlp-still .mlp-formula{{position:absolute;width:{WIDTH - LEFT - 10}px;
 color:var(--mlp-ink);background:var(--mlp-paper)}}
.mlp-still .mlp-spot:is(:hover,:focus)>*{{display:block}}
.mlp-still .mlp-hint{{position:absolute;left:{LEFT}px;margin:0}}
.mlp-still :is(.mlp-formula,.mlp-hint){{
 font:var(--mlp-font)/1.4 system-ui,sans-serif}}
.mlp-still:has(.mlp-spot:is(:hover,:focus)) .mlp-hint{{display:none}}
.jp-OutputArea-child:has(+ .jp-OutputArea-child .mlp-still){{display:none}}
{_NARROW}""".replace("\n", "")


def _units(e):
    """Level, number, place and map, a PNG's address, of inputs and units."""
    for (level, k), place in places_of(e).items():
        bytes_ = map_of(e, level, k)
        if bytes_ is not None:
            colours, cover = palette_of(e, level, k)
            unit = Image.fromarray(bytes_, "P")
            unit.putpalette(
                (255 * colours).round().astype(np.uint8).tobytes())
            file = io.BytesIO()
            unit.save(file, "PNG", optimize=True, transparency=bytes(
                (255 * cover).round().astype(np.uint8)))
            yield level, k, place, _address(file.getvalue())


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
        look = f"stroke='{colour}'" if test else f"fill='{colour}'"
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
             for i, w in enumerate(layer.W[k][:MOST_TERMS])]
    if len(layer.W[k]) > MOST_TERMS:
        terms.append(f"{len(layer.W[k]) - MOST_TERMS} more")
    terms.append(number(layer.b[k], 3))
    text = " + ".join(terms).replace("+ \N{MINUS SIGN}", "\N{MINUS SIGN} ")
    g, name = layer.activation, f"y{level}[{k}]"
    if level == len(e.layers) and e.error != \
            "squared_error":
        g = e.error.split("_")[0]
        if g == "softmax":
            return f"a{level}[{k}] = {text}; {name} is its share in softmax"
    return f"{name} = {text if g == 'linear' else f'{g}({text})'}"
