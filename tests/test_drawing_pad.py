"""The drawing pad without a browser: drawings, answers and messages."""

import numpy as np
import pytest
from test_explorers import Page

from mlp_helpers import datasets, explorers
from mlp_helpers.explorers.bitmaps import (
    count_blocks,
    normalise,
    printed_digits,
    to_pixels,
)
from mlp_helpers.explorers.drawing_pad import sample

EMPTY = np.zeros((32, 32), dtype=bool)


def box(top, left, height, width, filled=True):
    bitmap = EMPTY.copy()
    bitmap[top:top + height, left:left + width] = True
    if not filled:
        bitmap[top + 2:top + height - 2, left + 2:left + width - 2] = False
    return bitmap


def seven(X):
    """A network that reads a 7 in everything."""
    Y = np.full((len(X), 10), 0.02)
    Y[:, 7] = 0.82
    return Y


def test_an_empty_drawing_has_no_ink():
    assert (to_pixels(EMPTY) == np.zeros(64)).all()


@pytest.mark.parametrize("bitmap", [
    sample(), box(3, 3, 1, 1), box(0, 0, 32, 32), box(5, 9, 20, 2),
    box(5, 9, 2, 20), np.eye(32), box(4, 4, 24, 18, filled=False)])
def test_64_numbers_from_0_to_1_in_sixteenths(bitmap):
    x = to_pixels(bitmap)
    assert x.shape == (64,) and x.dtype == float
    assert x.min() >= 0 and 0 < x.max() <= 1
    assert (x * 16 == np.round(x * 16)).all()


@pytest.mark.parametrize("down, right", [(0, 1), (3, 0), (-3, -5), (3, 6)])
def test_where_it_is_drawn_does_not_matter(down, right):
    moved = np.roll(sample(), (down, right), axis=(0, 1))
    assert moved.sum() == sample().sum()
    assert (to_pixels(moved) == to_pixels(sample())).all()


def test_how_large_it_is_drawn_does_not_matter_much():
    small = box(4, 4, 12, 8, filled=False)
    large = np.kron(small[4:16, 4:12], np.ones((2, 2)))
    bitmap = EMPTY.copy()
    bitmap[2:26, 6:22] = large
    assert (normalise(small) == normalise(bitmap)).mean() > 0.95


def test_full_height_and_twenty_columns():
    normal = normalise(box(10, 3, 12, 9, filled=False))
    rows, columns = (np.flatnonzero(normal.any(axis=a)) for a in (1, 0))
    assert (rows[0], rows[-1]) == (0, 31)
    assert (columns[0], columns[-1]) == (6, 25)


def test_an_upright_stroke_does_not_become_a_block():
    assert normalise(box(4, 15, 24, 3)).any(axis=0).sum() == 10


@pytest.mark.parametrize("width", [1, 2, 4, 7])
def test_ink_is_brought_to_what_the_data_set_has(width):
    bitmap = box(0, 6, 32, 20)
    bitmap[width:-width, 6 + width:26 - width] = False
    assert abs(normalise(bitmap).sum() - 334) <= 80


def test_a_slanted_stroke_is_set_upright():
    bitmap = EMPTY.copy()
    for row in range(32):
        bitmap[row, 22 - row // 2:25 - row // 2] = True
    normal = normalise(bitmap)
    starts = normal[3:-3].argmax(axis=1)
    assert np.ptp(starts) <= 2 and normal.any(axis=0).sum() < 14


def test_blocks_are_counted_row_by_row():
    bitmap = EMPTY.copy()
    bitmap[4:8, 8:10] = True
    x = count_blocks(bitmap)
    assert x[8 + 2] == 0.5 and x.sum() == 0.5


@pytest.mark.parametrize("wrong", [
    np.zeros((8, 8)), np.zeros(1024), "a", np.full((32, 32), np.nan)])
def test_a_wrong_bitmap_is_named(wrong):
    with pytest.raises(ValueError, match="^bitmap:"):
        to_pixels(wrong)


def test_printed_digits_look_like_the_data_set():
    bitmaps, labels = printed_digits()
    assert bitmaps.shape == (200, 32, 32)
    assert list(labels[:11]) == [*range(10), 0]
    assert not bitmaps[0, 15, 15]  # the hole of a 0
    rows = np.flatnonzero(bitmaps[3].any(axis=1))
    assert len(rows) == 24
    X, _ = datasets.digits()
    ink = X.mean(axis=1)
    printed = np.array([to_pixels(b).mean() for b in bitmaps])
    assert abs(np.median(printed) - np.median(ink)) < 0.02
    with pytest.raises(ValueError, match="^height"):
        printed_digits(33)


def test_the_pad_reads_what_is_drawn():
    seen = []
    pad = explorers.drawing_pad(lambda X: (seen.append(X), seven(X))[1])
    assert pad.y is None and not pad.bitmap.any()
    pad.set(sample())
    assert seen[-1].shape == (1, 64)
    assert (seen[-1][0] == to_pixels(sample())).all()
    assert pad.y.argmax() == 7
    calls = len(seen)
    pad.set(EMPTY)
    assert pad.y is None and len(seen) == calls


def test_picture_and_sentence_stand_for_it_without_a_kernel():
    pad = explorers.drawing_pad(seven)
    assert pad.png.startswith(b"\x89PNG")
    assert pad.sentence == (
        "As an example, a 7 of two straight strokes. The network reads a 7, "
        "with probability 0.82; next comes 0, with 0.02.")


def ask(pad, **message):
    pad._receive(pad._widget, message, [])
    frame, buffers = pad._widget.sent[-1]
    return frame, np.frombuffer(buffers[0], dtype="<f4")


def text(bitmap):
    return "".join(str(int(ink)) for ink in bitmap.flat)


def test_hello_and_a_drawing_are_answered():
    pad = explorers.drawing_pad(seven)
    pad._widget = Page()
    frame, numbers = ask(pad, kind="hello", view="v", serial=1)
    assert (frame["view"], frame["serial"]) == ("v", 1)
    assert frame["read"] is None and frame["bitmap"] == "0" * 1024
    frame, numbers = ask(pad, kind="set", view="v", serial=2,
                         values={"bitmap": text(sample())})
    assert frame["read"] == 7 and frame["bitmap"] == text(sample())
    assert np.allclose(numbers[:64], to_pixels(sample()))
    assert np.allclose(numbers[64:], seven(np.zeros((1, 64))))
    assert frame["sentence"].startswith("The network reads a 7")


@pytest.mark.parametrize("values", [
    {}, {"bitmap": "01"}, {"bitmap": "2" * 1024}, {"bitmap": None}, "x"])
def test_a_wrong_message_is_refused(values):
    pad = explorers.drawing_pad(seven)
    pad._widget = Page()
    frame, _ = ask(pad, kind="set", values=values)
    assert frame["refused"] and not pad.bitmap.any()
    pad._receive(None, 3, [])


@pytest.mark.parametrize("answer, words", [
    (lambda X: 1 / 0, "ZeroDivisionError: division by zero (line"),
    (lambda X: np.ones((1, 9)), "ValueError: forward(X): expected ten"),
    (lambda X: np.full((1, 10), np.nan), "with NaN or infinity"),
])
def test_an_error_of_the_network_is_told_and_survived(answer, words):
    broken = []
    pad = explorers.drawing_pad(
        lambda X: answer(X) if broken else seven(X))
    pad._widget = Page()
    broken.append(True)
    frame, _ = ask(pad, kind="set", values={"bitmap": text(sample())})
    assert words in frame["error"] and frame["read"] is None
    with pytest.raises((ZeroDivisionError, ValueError)):
        pad.set(sample())
    broken.clear()
    frame, _ = ask(pad, kind="set", values={"bitmap": text(sample())})
    assert frame["error"] is None and frame["read"] == 7
    broken.append(True)
    with pytest.raises((ZeroDivisionError, ValueError)):
        explorers.drawing_pad(answer)


def test_what_is_no_network_is_refused():
    with pytest.raises(ValueError, match="^network:"):
        explorers.drawing_pad(3)
