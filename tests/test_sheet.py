"""The sheets to print: exact numbers, whole HTML, one page."""

import re
from fractions import Fraction
from html.parser import HTMLParser

import browser
import pytest

from mlp_helpers.course import sheet

LAYERS = [([[1, 1], [1, 1]], [0, -1]), ([[1, -2]], [0])]
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]]


@pytest.fixture
def xor_sheet():
    return sheet.forward_pass(
        LAYERS, [HALF, Fraction(3, 4)],
        [[Fraction(2, 3), Fraction(3, 4)], [THIRD, Fraction(2, 5)]], CORNERS)


class Balance(HTMLParser):
    """What is open where the document ends."""

    def __init__(self):
        super().__init__()
        self.open, self.loads = [], []

    def handle_starttag(self, tag, attrs):
        self.loads += [v for k, v in attrs if k in ("src", "href")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_html_is_whole_and_loads_nothing(xor_sheet):
    parser = Balance()
    parser.feed(xor_sheet.html)
    assert parser.open == [] and parser.loads == []


def test_the_worked_pass_is_exact(xor_sheet):
    words = re.sub(r"<[^>]*>|&nbsp;", "", xor_sheet.html)
    assert "1 &middot; 1/2 + 1 &middot; 3/4 + 0 = 5/4" in words
    assert "1 &middot; 5/4 + (−2) &middot; 1/4 + 0 = 3/4" in words


def test_only_the_first_to_do_has_its_answers(xor_sheet):
    assert "y1[0] = 17/12, y1[1] = 5/12, y2[0] = 7/12" in xor_sheet.html
    assert "11/15" not in xor_sheet.html


def test_every_number_asked_for_has_a_blank(xor_sheet):
    blanks = xor_sheet.html.count('class="blank"')
    assert blanks == 2 * (2 + 2 + 4) + 3 * len(CORNERS)


@pytest.mark.parametrize("x", [[0.5, HALF], [HALF, "1/2"]])
def test_a_number_that_is_not_exact_is_refused(x):
    with pytest.raises(ValueError, match="x: expected whole numbers or Fr"):
        sheet.forward_pass(LAYERS, x, [])


def test_a_weight_that_is_not_exact_is_refused():
    with pytest.raises(ValueError, match="W: expected whole numbers or Fr"):
        sheet.forward_pass([([[0.5, 1]], [0])], [HALF, THIRD], [])


def test_the_notebook_shows_it_and_can_save_it(xor_sheet, tmp_path):
    shown = xor_sheet._repr_html_()
    assert 'download="xor_by_hand_in_exact_fractions.html"' in shown
    xor_sheet.save(tmp_path / "sheet.html")
    assert (tmp_path / "sheet.html").read_text("utf-8") == xor_sheet.html


def test_a_title_is_text():
    assert "<title>a &lt; b</title>" in sheet.page("a < b", "").html


@browser.needed
def test_it_prints_on_one_page(xor_sheet, tmp_path):
    page, pdf = tmp_path / "sheet.html", tmp_path / "sheet.pdf"
    xor_sheet.save(page)
    browser.print_pdf(page, pdf)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 1
