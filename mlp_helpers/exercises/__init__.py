"""Exercises: a check that names the mistake, hints, solutions, progress.

Each exercise lives in the module of its notebook; `REGISTER` holds them all
by name.
"""
from importlib import import_module

from . import register
from .exercise import Exercise, Mistake, Output
from .register import REGISTER
from .talking import check, hint, judge, progress, solution

__all__ = ["check", "hint", "solution", "progress", "judge", "REGISTER",
           "Exercise", "Mistake", "Output"]

# One module a notebook, in the order of the course.
NOTEBOOKS = ("nb00", "nb01", "nb02", "nb03", "nb04", "nb05",
             "nb06", "nb07", "nb08", "nb09", "nb10", "nb11")

for _name in NOTEBOOKS:
    register.add(import_module(f".{_name}", __name__))
