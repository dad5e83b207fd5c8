"""Colours that can be read on whatever a figure's background is.

The colours of `drawing` are made for white paper. What stands on a figure's
own background goes through `on`, so that it can be read in a dark figure too.
What stands on a colour of ours, as a number on its cell, does not.
"""

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb, to_rgba

INK = "#222222"
LEGIBLE = 3.0  # WCAG 2.2, 1.4.11: the least contrast of what carries meaning


def contrast(one, other):
    """The contrast of two colours by WCAG, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def paper(place):
    """The colour [3] behind what is drawn in an Axes or on a figure.

    Where all is transparent, nobody knows what a page puts behind it; but
    there the reader's own colour of text can be read.
    """
    parts = dict.fromkeys((place.figure.figure, place.figure, place))
    colour = np.ones(3) if _is_dark(rcParams["text.color"]) else np.zeros(3)
    for part in parts:
        bare = isinstance(part, Axes) and not (
            part.axison and part.get_frame_on())
        if part.patch.get_visible() and not bare:
            *rgb, alpha = to_rgba(part.patch.get_facecolor())
            colour = alpha * np.array(rgb) + (1 - alpha) * colour
    return colour


def on(place, colour=INK):
    """The colour that has as much contrast here as this one has on white.

    On white it is the colour itself, and "white" is the paper, whatever
    that is. Greys keep in the background where they were. A hue stands for
    something: it changes only where it would be harder to see.

    Parameters
    ----------
    place : the Axes or the figure on whose background it stands
    colour : a colour chosen for white
    """
    behind = paper(place)
    if np.all(behind == 1):
        return colour
    wanted, light = contrast(colour, "white"), _luminance(behind) + 0.05
    if wanted == 1:
        return tuple(behind.tolist())
    if np.ptp(to_rgb(colour)) > 0.3 and contrast(colour, behind) >= wanted:
        return colour
    wanted = light * wanted if _is_dark(behind) else light / wanted
    wanted = np.clip(wanted - 0.05, 0.0, 1.0)
    mixed, has = _light(colour), _luminance(colour)
    if wanted > has:  # brighter first, then whiter: this keeps the hue
        grown = min(wanted / max(has, 1e-12), 1 / max(mixed.max(), 1e-12))
        mixed, has = grown * mixed, grown * has
        mixed += (wanted - has) / max(1 - has, 1e-12) * (1 - mixed)
    else:
        mixed *= wanted / max(has, 1e-12)
    mixed = mixed.clip(0, 1)
    mixed = np.where(mixed <= 0.0031308, 12.92 * mixed,
                     1.055 * mixed ** (1 / 2.4) - 0.055)
    return tuple(mixed.tolist())


def make_legible(figure, axes):
    """Colour matplotlib's own words anew where they cannot be read.

    They have the colours of the reader's style, which need not be the style
    that the figure was made with.
    """
    legends = [*figure.legends, *(ax.get_legend() for ax in axes)]
    texts = [text for legend in legends if legend is not None
             for text in (*legend.get_texts(), legend.get_title())]
    for ax in axes:
        texts += [ax.title, ax.xaxis.label, ax.yaxis.label]
        for axis in (ax.xaxis, ax.yaxis):
            tick = axis.get_major_ticks(1)[0]
            if contrast(tick.label1.get_color(), paper(figure)) < LEGIBLE:
                axis.set_tick_params(labelcolor=on(figure))
    for text in texts:
        if contrast(text.get_color(), paper(figure)) < LEGIBLE:
            text.set_color(on(figure))


def _light(colour):
    """Red, green and blue as amounts of light, from sRGB."""
    c = np.array(to_rgb(colour))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def _luminance(colour):
    return float(_light(colour) @ (0.2126, 0.7152, 0.0722))


def _is_dark(colour):
    return contrast(colour, "white") > contrast(colour, "black")
