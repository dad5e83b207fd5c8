"""The table of letters: one source, and every line of it is true."""

import re

import browser
import numpy as np
import pytest
from test_sheet import Balance

from mlp_helpers import notation, tanh
from mlp_helpers.course.notation import ROWS, shapes
from mlp_helpers.exercises.words import NOTATION

SIZES = {"num_instances": 4, "num_inputs": 3, "num_outputs": 2}


def run_the_table():
    """Run its formulas: (arrays of a batch, arrays of each instance)."""
    rng = np.random.default_rng(0)
    start = {"np": np, "g": tanh.g, "gd": tanh.gd, "E": 0.5}
    for name in ("X", "W", "b", "T", "dEdY"):
        start[name] = rng.normal(size=size_of(shapes()[name]))
    batch, instances = dict(start), []
    for row in ROWS:
        if "=" in row.batch:
            exec(row.batch, batch)
    for n in range(SIZES["num_instances"]):
        one = dict(start, x=batch["X"][n], t=batch["T"][n],
                   dEdy=batch["dEdY"][n])
        for row in ROWS:
            if "=" in row.one:
                exec(row.one, one)
        instances.append(one)
    return batch, instances


def size_of(shape):
    return tuple(SIZES[name] for name in re.findall(r"num_\w+", shape))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.batch)
def test_a_line_of_the_table_is_true(row):
    batch, instances = run_the_table()
    small, capital = row.one.split(" ")[0], row.batch.split(" ")[0]
    whole = np.array(batch[capital])
    assert whole.shape == size_of(row.batch_shape)
    parts = [np.array(one[small]) for one in instances]
    assert all(part.shape == size_of(row.one_shape) for part in parts)
    if "num_instances" in row.batch_shape:
        assert np.allclose(whole, parts, rtol=0, atol=1e-12)
    elif capital in ("dEdW", "dEdb"):
        assert np.allclose(whole, sum(parts), rtol=0, atol=1e-12)


def test_the_checks_know_every_letter_of_the_table():
    names = {re.match(r"\w+", text)[0] for row in ROWS
             for text in (row.one, row.batch)}
    assert names <= set(NOTATION) and NOTATION == shapes()


def test_notebook_and_sheet_show_every_line():
    table = notation()
    markdown, page = table._repr_markdown_(), table.sheet().html
    parser = Balance()
    parser.feed(page.replace("<br>", ""))
    assert parser.open == [] and parser.loads == []
    for row in ROWS:
        for text in (row.one, row.one_shape, row.batch, row.batch_shape):
            assert text in markdown and text in page and text in repr(table)
    lines = markdown.splitlines()
    assert len(lines) == 2 + len(ROWS)
    assert {line.count("|") for line in lines} == {4}


@browser.needed
def test_the_sheet_prints_on_one_page(tmp_path):
    page, pdf = tmp_path / "letters.html", tmp_path / "letters.pdf"
    notation().sheet().save(page)
    browser.print_pdf(page, pdf)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 1


def test_a_notebook_shows_what_is_known_so_far():
    early = repr(notation("03")).splitlines()
    assert len(early) == 5 and early[0].endswith("[num_inputs]")
    assert "X" not in repr(notation("03")) and "dEdW" not in str(early)
    assert notation("03")._repr_markdown_().splitlines()[0].count("|") == 3
    assert "dEdW = np.outer(delta, x)" in repr(notation(5))
    assert "num_instances" not in repr(notation("07"))
    assert repr(notation("08")) == repr(notation())


@pytest.mark.parametrize("until", ["00", 2, "16", "three", 3.5])
def test_no_such_notebook(until):
    with pytest.raises(ValueError, match="until: expected the number"):
        notation(until)
