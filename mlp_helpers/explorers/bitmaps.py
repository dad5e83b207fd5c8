"""From a drawing to the 64 numbers of a digit, as the data set's were made.

The digits of `datasets.digits` are bitmaps of 32 by 32 points, brought to one
size, thickness and uprightness by programs of the NIST (M. D. Garris et al.,
"NIST Form-Based Handprint Recognition System", NISTIR 5469, 1994; here after
the files normaliz.c, morphchr.c and shear.c of its release 2.2, which are in
the public domain) and then counted in blocks of 4 by 4. `to_pixels` does the
same with a drawing.
"""

import numpy as np

from .. import validation

SIDE = 32  # points of a bitmap, across and down
WIDTH = 20  # points across that a digit is brought to
BLOCK = 4
FAINT, VERY_FAINT = 256, 108  # fewer points than this: thicken once, twice
HEAVY, VERY_HEAVY = 412, 560  # more than this: thin once, twice
EDGE = 2  # rows at the top and the bottom that may be ragged
# Ours, not the NIST's: an upright 1, a few points wide, would become a block
# of 20. It is widened at most this many times as much as it is heightened.
WIDENING = 2.5


def to_pixels(bitmap):
    """Bring a drawing to the form of the data set's digits.

    Parameters
    ----------
    bitmap : [32, 32], ink where it is not 0, row by row from the top

    Returns
    -------
    x : [64], ink from 0 (none) to 1, in steps of 1/16; 8 rows of 8

    Raises
    ------
    ValueError
        If `bitmap` has another shape, or holds NaN or infinity.
    """
    return count_blocks(normalise(bitmap))


def normalise(bitmap):
    """The drawing in full height, upright, and neither thin nor heavy.

    A bitmap [32, 32] of True and False; without ink it stays empty.
    """
    ink = _ink(bitmap)
    if not ink.any():
        return ink
    return _upright(_thickness(_size(ink)))


def count_blocks(bitmap):
    """The share of ink in each block of 4 by 4 points: x, [64]."""
    blocks = _ink(bitmap).reshape(SIDE // BLOCK, BLOCK, SIDE // BLOCK, BLOCK)
    return blocks.mean(axis=(1, 3)).reshape(-1)


def _ink(bitmap):
    return validation.data("bitmap", bitmap, rows=SIDE, columns=SIDE) != 0


def _size(ink):
    """Stretch what is drawn to 32 rows and up to 20 columns, centred."""
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    box = ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    height, width = box.shape
    most = round(WIDENING * width * SIDE / height)
    new_width = min(WIDTH, max(most, 1))
    box = box[np.arange(SIDE) * height // SIDE]
    box = box[:, np.arange(new_width) * width // new_width]
    left = (SIDE - new_width) // 2
    stretched = np.zeros_like(ink)
    stretched[:, left:left + new_width] = box
    return stretched


def _thickness(ink):
    count = ink.sum()
    if count < FAINT:
        for _ in range(1 + (count < VERY_FAINT)):
            ink = _thicker(ink)
    elif count > HEAVY:
        for _ in range(1 + (count > VERY_HEAVY)):
            ink = ~_thicker(~ink, outside=True)
    return ink


def _thicker(ink, outside=False):
    """Ink every point that has ink on its left, right, top or bottom."""
    wide = np.pad(ink, 1, constant_values=outside)
    return (ink | wide[:-2, 1:-1] | wide[2:, 1:-1]
            | wide[1:-1, :-2] | wide[1:-1, 2:])


def _upright(ink):
    """Shift rows until top and bottom begin in the same column."""
    rows = np.flatnonzero(ink.any(axis=1))
    top, bottom = rows[0] + EDGE, rows[-1] - EDGE
    if bottom <= top or not ink[top].any() or not ink[bottom].any():
        return ink
    slant = (ink[top].argmax() - ink[bottom].argmax()) / (bottom - top)
    upright = np.zeros_like(ink)
    for row in range(SIDE):
        shift = round((row - SIDE // 2) * slant)
        columns = np.flatnonzero(ink[row]) + shift
        upright[row, columns[(columns >= 0) & (columns < SIDE)]] = True
    return upright


def printed_digits(height=24):
    """The digits of the fonts that come with matplotlib, as bitmaps.

    Parameters
    ----------
    height : points from top to bottom of a digit, up to 32

    Returns
    -------
    bitmaps : [num_instances, 32, 32] of True and False, in the middle
    labels : [num_instances], the digits 0 to 9 of one font after the other
    """
    height = validation.number("height", height, least=1, below=SIDE + 1)
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    x, y = np.meshgrid(np.arange(SIDE) + 0.5, np.arange(SIDE) + 0.5)
    points = np.column_stack([x.ravel(), SIDE - y.ravel()]) - SIDE / 2
    bitmaps = []
    for file in _fonts():
        for digit in range(10):
            path = TextPath((0, 0), str(digit), 100,
                            prop=FontProperties(fname=file))
            low, high = path.get_extents().get_points()
            scale = (high - low)[1] / height
            places = points * scale + (low + high) / 2
            bitmaps.append(_inside(path, places).reshape(SIDE, SIDE))
    return np.array(bitmaps), np.tile(np.arange(10), len(_fonts()))


def _inside(path, places):
    """Which places are inked: the ring of a 0 is, and not its hole."""
    from matplotlib.path import Path

    inside = np.zeros(len(places), dtype=bool)
    for outline in path.to_polygons():
        inside ^= Path(outline).contains_points(places)
    return inside


def _fonts():
    import matplotlib

    folder = f"{matplotlib.get_data_path()}/fonts/ttf/"
    styles = ["", "-Bold", "-Oblique", "-BoldOblique"]
    names = [f"DejaVuSans{mono}{style}" for mono in ("", "Mono")
             for style in styles]
    names += ["DejaVuSerif" + style.replace("Oblique", "Italic")
              for style in styles]
    names += ["STIXGeneral" + style for style in
              ("", "Bol", "Italic", "BolIta")]
    # Not cmti10: before version 3.11, matplotlib had no such file.
    names += ["cmr10", "cmb10", "cmss10", "cmtt10"]
    return [f"{folder}{name}.ttf" for name in names]
