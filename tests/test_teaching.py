"""What the page for teachers says, held against what it speaks of."""
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/teaching.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
MINUTES = {number: int(minutes) for number, minutes in re.findall(
    r"^\| (\d\d) \|.*\| (\d+) \|$", README, re.M)}
EVENINGS = re.findall(r"^\| \d \| (\d\d(?:, \d\d)*) \| (\d+) \|", PAGE, re.M)


def test_the_evenings_are_the_whole_course_in_order():
    assert len(EVENINGS) == 6
    numbers = ", ".join(numbers for numbers, _ in EVENINGS).split(", ")
    assert numbers == list(MINUTES)


@pytest.mark.parametrize("numbers, minutes", EVENINGS)
def test_an_evening_takes_the_minutes_of_its_notebooks(numbers, minutes):
    sum_ = sum(MINUTES[n] for n in numbers.split(", "))
    assert int(minutes) == sum_, (
        f"docs/teaching.md, Six evenings: {numbers} take {sum_} minutes by "
        f"the table of the README, and not {minutes}")


def test_the_files_that_are_named_are_there():
    named = re.findall(r"\]\((?!http)([^)]+)\)", PAGE)
    named += [f"../{path}" for path in
              re.findall(r"(?:binder|classroom)/[\w.]*|notebooks/\w+\.ipynb",
                         PAGE)]
    assert len(named) > 4
    assert [n for n in named if not (ROOT / "docs" / n).exists()] == []


def test_the_commands_of_make_are_there():
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake\s(\w+)", PAGE))
    assert {"hub", "load", "lab", "binder", "store"} <= named
    assert [n for n in named if not re.search(rf"^{n}:", rules, re.M)] == []


def test_the_page_is_short():
    assert len(PAGE.split()) <= 1200  # two pages
