"""Exercises: a check that names the mistake, hints, solutions, progress.

Each exercise lives in the module of its notebook; `REGISTER` holds them all
by name.
"""
from .exercise import Exercise, Mistake, Output
from .register import REGISTER
from .talking import check, hint, judge, progress, solution
from .yours import yours

__all__ = ["check", "hint", "solution", "progress", "judge", "yours",
           "REGISTER", "Exercise", "Mistake", "Output"]
