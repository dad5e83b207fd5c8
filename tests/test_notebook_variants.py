"""Notebooks run with right and with wrong answers, and the blank one's lines.

Strict nbval runs each notebook as it is stored, with every exercise blank.
Here each is run twice more: with every solution filled in, and with one known
mistake in every exercise. Which mistake is told by the environment variable
MISTAKES, a number (0 by default): another number takes other mistakes. Both
are for `make test-all`: every answer alone is tried in test_exercises.py.
"""
import ast
import copy
import os

import answers
import notebook_form
import pytest

from mlp_helpers.exercises import REGISTER, record

BLANK, WRONG, RIGHT = "○✗✓"
ROTATION = int(os.environ.get("MISTAKES", "0"))
paths = pytest.mark.parametrize(
    "path", notebook_form.notebook_paths(), ids=lambda path: path.stem)


def exercises_of(path):
    return [exercise for exercise in REGISTER.values()
            if path.stem.startswith(exercise.notebook)]


def mistake_of(exercise):
    """The mistake whose turn it is; neighbours take different ones."""
    position = list(REGISTER).index(exercise.name)
    mistakes = answers.mistakes(exercise)
    return mistakes[(position + ROTATION) % len(mistakes)]


def checks(cell):
    """Names of the functions that a cell hands to check."""
    return [ast.unparse(node.args[0])
            for node in ast.walk(ast.parse(cell["source"]))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name) and node.func.id == "check"]


def fill(notebook, sources):
    """Replace the blanks of exercises by other sources; returns a copy.

    This proves, too, that the blanks in the notebook are the solutions with
    `...`: each must be found exactly once.
    """
    notebook = copy.deepcopy(notebook)
    for name, source in sources.items():
        blank = REGISTER[name].blank_source.strip()
        cells = [cell for cell in notebook_form.code_cells(notebook)
                 for _ in range(cell["source"].count(blank))]
        assert len(cells) == 1, (
            f"the blank of {name} stands in the notebook {len(cells)} times, "
            f"instead of once:\n\n{blank}")
        cells[0]["source"] = cells[0]["source"].replace(
            blank, source.strip())
    return notebook


def line_of_check(notebook, name):
    """What the check of an exercise printed: a symbol and a message."""
    cell, = (cell for cell in notebook_form.code_cells(notebook)
             if name in checks(cell))
    lines = [line for output in cell["outputs"]
             for line in output.get("text", "").splitlines()
             if line[:1] in (BLANK, WRONG, RIGHT)
             and line[1:].startswith(f" {name}:")]
    assert len(lines) == 1, f"check({name}) printed {lines}, not one line"
    return lines[0]


@paths
def test_checks_are_the_registered_exercises(path):
    notebook = notebook_form.read(path)
    found = [name for cell in notebook_form.code_cells(notebook)
             for name in checks(cell)]
    known = [exercise.name for exercise in exercises_of(path)]
    assert sorted(found) == sorted(known), (
        f"without a check in {path.name}: {sorted(set(known) - set(found))}; "
        f"checked there, and not in EXERCISES of mlp_helpers/exercises/"
        f"nb{path.stem[:2]}.py: {sorted(set(found) - set(known))}")
    for name in found:
        line = f"{name} = check({name})"
        assert any(line in cell["source"].splitlines()
                   for cell in notebook_form.code_cells(notebook)), (
            f"{path.name}: there is no line `{line}`")


@paths
def test_stored_exercises_are_blank(path):
    notebook = notebook_form.read(path)
    for exercise in exercises_of(path):
        line = line_of_check(notebook, exercise.name)
        assert line.startswith(BLANK), (
            f"{path.name} must be stored with `...` in place of every answer:"
            f" {line}")


@paths
def test_a_blank_is_the_solution_with_dots(path):
    """Without running it: `fill` finds each of them once."""
    fill(notebook_form.read(path),
         {e.name: e.solution_source for e in exercises_of(path)})


def test_a_blank_that_differs_is_shown():
    exercise = REGISTER["layer_output"]
    lines = exercise.blank_source.strip().replace("outputs of", "output of")
    with pytest.raises(AssertionError, match="0 times") as raised:
        fill({"cells": [{"cell_type": "code", "source": lines}]},
             {exercise.name: exercise.solution_source})
    assert "The outputs of one layer" in str(raised.value)


@pytest.mark.slow
@paths
def test_notebook_with_every_exercise_solved(path):
    notebook = notebook_form.execute(fill(
        notebook_form.read(path),
        {e.name: e.solution_source for e in exercises_of(path)}))
    for exercise in exercises_of(path):
        line = line_of_check(notebook, exercise.name)
        assert line.startswith(RIGHT), f"{path.name}: {line}"
    assert record.done() == {e.name for e in exercises_of(path)}


@pytest.mark.slow
@paths
def test_notebook_with_a_mistake_in_every_exercise(path):
    mistakes = {e.name: mistake_of(e) for e in exercises_of(path)}
    notebook = notebook_form.execute(fill(
        notebook_form.read(path),
        {name: mistake.source for name, mistake in mistakes.items()}))
    for name, mistake in mistakes.items():
        line = line_of_check(notebook, name)
        assert line.startswith(WRONG), f"{path.name}: {line}"
        for word in mistake.words:
            assert word.lower() in line.lower(), (
                f"{path.name}, {mistake.source}\n{word!r} is not in: {line}")
    assert not os.path.exists(os.environ["MLP_HELPERS_PROGRESS"])
