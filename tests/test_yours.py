"""What the learner has solved comes back in later notebooks."""
import json

import numpy as np
import pytest

from mlp_helpers.exercises import REGISTER, check, record, talking, yours
from mlp_helpers.exercises.sources import make_function

MINE = """
def layer_output(W, b, x, g):
    mine = True
    return g(x @ W.T + b)
"""
WRONG = MINE.replace("+ b", "- b")
NAMES = {"np": np}


@pytest.fixture(autouse=True)
def file(monkeypatch, tmp_path):
    file = tmp_path / "progress.json"
    monkeypatch.setenv("MLP_HELPERS_PROGRESS", str(file))
    monkeypatch.setattr(talking, "_latest", {})
    monkeypatch.setitem(NAMES, "layer_output", None)
    return file


def answered(source, name="layer_output", label="In 1"):
    return check(make_function(source, name, NAMES, label))


def is_mine(function):
    return "mine" in function.__code__.co_varnames


def test_an_accepted_answer_comes_back_from_its_source(capsys):
    answered("import os\n" + MINE)
    function = yours("layer_output")
    assert is_mine(function)
    assert function.__globals__ is not NAMES  # made anew, not kept
    assert capsys.readouterr().out.endswith("layer_output: your own.\n")


def test_where_there_is_none_the_finished_one_stands_in(capsys):
    answered(WRONG)
    assert yours("layer_output") is REGISTER["layer_output"].solution
    assert capsys.readouterr().out.endswith(
        "layer_output: the finished one.\n")


def test_several_at_once_say_which_are_whose(capsys):
    answered(MINE)
    mine, *finished = yours("layer_output", "one_layer", "neuron")
    assert is_mine(mine)
    assert finished == [REGISTER[name].solution
                        for name in ("one_layer", "neuron")]
    assert capsys.readouterr().out.splitlines()[-1] == (
        "layer_output: your own. one_layer and neuron: the finished ones.")
    yours("neuron", "one_layer", "outputs_of")
    assert capsys.readouterr().out == (
        "neuron, one_layer and outputs_of: the finished ones.\n")


def test_a_better_answer_takes_the_place_of_an_older_one(file):
    answered(MINE)
    once = file.read_text()
    answered(MINE, label="In 2")
    assert file.read_text() == once  # the same source is not written twice
    answered(MINE.replace("x @ W.T", "W @ x"), label="In 3")
    assert file.read_text().startswith(once)
    assert "W @ x" in record.read()[0]["layer_output"]["source"]
    assert record.add("layer_output", "03") == ""  # without a source
    assert is_mine(yours("layer_output"))


def test_it_is_judged_afresh(file):
    entry = {"exercise": "layer_output", "notebook": "03", "source": WRONG}
    for source in (WRONG, "def layer_output(", "1 / 0", "while", 3, None):
        entry["source"] = source
        file.write_text(json.dumps(entry) + "\n")
        assert yours("layer_output") is REGISTER["layer_output"].solution


def test_other_exercises_that_it_calls_are_the_learners_too():
    answered(MINE)
    calls = ("def neuron(w, b, x, g):\n"
             "    row = w.reshape(1, -1)\n"
             "    return float(layer_output(row, b, x, g)[0])\n")
    NAMES["layer_output"] = REGISTER["layer_output"].solution
    answered(calls, "neuron", "In 4")
    neuron = yours("neuron")
    assert neuron.__code__.co_varnames[-1] == "row"
    assert is_mine(neuron.__globals__["layer_output"])


def test_what_has_no_source_of_its_own_is_not_kept():
    import functools
    part = functools.partial(make_function(MINE, "layer_output", NAMES, "5"))
    check(part, name="layer_output")
    check(lambda W, b, x, g: g(W @ x + b), name="layer_output")
    check(REGISTER["layer_output"].solution)
    assert "source" not in record.read()[0].get("layer_output", {})
    assert record.done() == {"layer_output"}


def test_wrong_names_are_told():
    with pytest.raises(KeyError, match="layer_output"):
        yours("layer_outputs")
    with pytest.raises(ValueError, match="yours: expected the names"):
        yours()
