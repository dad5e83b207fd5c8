"""Answers to every exercise, right and wrong, that the checks are tried on.

A module for each notebook has tables, by the exercise's name: RIGHT, other
ways that must pass; WRONG, mistakes that the engine must name by itself, with
the words that its message must contain; NUMERIC, functions that measure the
outputs in an independent way. The mistakes that have a sentence of their own
stand in mlp_helpers/exercises.
"""

import pkgutil
from functools import cache
from importlib import import_module

from mlp_helpers.exercises import REGISTER, Mistake


class Wrong(Mistake):
    """A mistake without a sentence of its own."""

    def __init__(self, *edits, code=None, words):
        super().__init__(*edits, code=code)
        self.words = (words,) if isinstance(words, str) else words


def wrong(*edits, code=None, words):
    """Edits of the solution (old, new, ...) or code, and words to expect."""
    return Wrong(*edits, code=code, words=words)


@cache
def _tables():
    modules = [import_module(f"{__name__}.{found.name}")
               for found in pkgutil.iter_modules(__path__)]
    return [{name: answers for module in modules
             for name, answers in getattr(module, table, {}).items()}
            for table in ("RIGHT", "WRONG", "NUMERIC")]


@cache
def right(exercise):
    """Functions that solve an exercise in other ways."""
    return [exercise.make(source, f"right answer {n} to {exercise.name}")
            for n, source in enumerate(_tables()[0].get(exercise.name, ()), 1)]


@cache
def mistakes(exercise):
    """All mistakes of an exercise: `.source`, `.function` and `.words`."""
    found = list(exercise.mistakes)
    for mistake in found:
        mistake.words = (mistake.hint,)
    for n, mistake in enumerate(_tables()[1].get(exercise.name, ()), 1):
        mistake.bind(exercise, f"test {n}")
        found.append(mistake)
    return found


def numeric(exercise):
    """A function that measures the slopes that an exercise asks for."""
    return _tables()[2].get(exercise.name)


def unknown():
    """Names in the tables of exercises that there are not (any more)."""
    return {*_tables()[0], *_tables()[1], *_tables()[2]} - set(REGISTER)
