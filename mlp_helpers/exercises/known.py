"""Recognise known mistakes by what they return, not by how they look."""
import functools

import numpy as np

from .comparison import others, sentence
from .exercise import call_with
from .running import Run, attempt
from .sources import Answer
from .values import close

YES_NO = bool, np.bool_


@functools.cache
def _runs_of(mistake, exercise):
    """A known mistake's runs on the fixed and square cases."""
    return attempt(exercise, mistake.function,
                   exercise.cases + exercise.square_cases)


def known_to_raise(it, runs):
    """The hint of the one known mistake that raises the same, or None.

    Where there are square cases, in which everything fits, the results of
    these decide. Where nothing fits in them either, and where there are
    none, the messages of the exceptions do.
    """
    exercise = it.exercise
    line = _output_of_line(it.answer, exercise, runs)
    squares = attempt(exercise, it.function, exercise.square_cases).runs
    fits = any(not run.error for run in squares)
    found = []
    for mistake in exercise.mistakes:
        theirs = _runs_of(mistake, exercise).runs
        other = _output_of_line(Answer(mistake.function), exercise, theirs)
        if line and other and line != other:
            continue  # the same exception, but on the way to another output
        if all(_like(*pair, exercise.rtol, any_message=fits)
               for pair in zip(runs + squares, theirs)):
            found.append(mistake.hint)
    return found[0] if len(set(found)) == 1 else None


def _output_of_line(answer, exercise, runs):
    """Name of the output to which the line that raised assigns, or None."""
    frames = next((run.frames for run in runs if run.error), ())
    name = answer.target(frames)
    return name if name in [o.name for o in exercise.outputs] else None


def _like(mine, theirs, rtol, names=None, any_message=True):
    """Whether two runs came to the same: an exception, or some outputs."""
    if mine.error or theirs.error:
        return type(mine.error) is type(theirs.error) and (
            any_message or str(mine.error) == str(theirs.error))
    mine, theirs = dict(mine.named), dict(theirs.named)
    return all(
        name in mine and name in theirs
        and close(mine[name], theirs[name], rtol)
        # False is no way to write 0.
        and isinstance(mine[name], YES_NO) == isinstance(theirs[name], YES_NO)
        for name in (mine.keys() | theirs if names is None else names))


def known(it, wrong, mistakes):
    """A message that names a mistake with the same results, or None.

    A mistake that agrees in every output is the likeliest, then outputs that
    are swapped, then one that agrees in the first wrong output.
    """
    for mistake in mistakes:
        if mistake.when and mistake.when(it):
            return sentence(mistake.hint) + others(it, wrong)
    mine = it.runs[:it.fixed]

    def alike(name, theirs):
        return all(_like(*pair, it.exercise.rtol, [name])
                   for pair in zip(mine, theirs))

    wrong = [name for name in wrong if not alike(name, it.right)]
    if not wrong:
        return _swapped(it)
    part = None
    for mistake in mistakes:
        tried = _runs_of(mistake, it.exercise)
        if tried.failed or len(tried.runs) < it.fixed:
            continue
        same = [name for name, _ in mine[0].named if alike(name, tried.runs)]
        if len(same) == len(mine[0].named) == len(tried.runs[0].named) \
                and _not_by_chance(it, mistake, same):
            return sentence(mistake.hint) + others(it, wrong)
        if part is None and wrong[0] in same \
                and _not_by_chance(it, mistake, wrong[:1]):
            part = f"{wrong[0]}: {sentence(mistake.hint)}"
    return _swapped(it) or part and part + others(it, wrong)


@functools.cache
def _more_cases(exercise):
    return [exercise.new_case(np.random.default_rng(seed))
            for seed in range(101, 106)]


def _not_by_chance(it, mistake, names):
    """Whether some outputs are those of a mistake in further cases, too.

    One value in all cases can come from anything: then the mistake's own
    words have to be in the answer.
    """
    exercise = it.exercise
    if not exercise.parameters or not it.quick:
        return True
    fixed = it.runs[:it.fixed]  # or chance decides what is said
    found = {leaf for name in names for leaves in it.leaves(name, fixed)
             for leaf in np.ravel(leaves).tolist()[:99]
             if isinstance(leaf, (int, float))}
    if len(found) == 1 and len(fixed) > 1:
        return _has_words_of(it.answer, mistake)
    mine, theirs = (attempt(exercise, function, _more_cases(exercise)).runs
                    for function in (it.function, mistake.function))
    return all(_like(my, their, exercise.rtol,
                     [name for name in names if name in dict(their.named)])
               for my, their in zip(mine, theirs))


def _has_words_of(answer, mistake):
    """Whether the source holds what a mistake puts in; False in doubt."""
    source = "".join(answer.source().split())
    news = [new for _, new in mistake.edits] or [
        mistake.source.partition(":")[2]]
    return any("".join(new.split()) in source for new in news)


def _swapped(it):
    """Two outputs, or more, returned in the wrong order."""
    names = it.names
    if len(names) < 2:
        return None
    if len(it.exercise.outputs) == 1 and all(
            isinstance(run.value, (list, tuple)) and not it.wrong_in(
                Run(named=it.exercise.named(run.value[::-1])), right)
            for run, right in it.pairs):
        return f"{it.exercise.outputs[0].name} is in reverse order."
    takes = {}
    for name in names:
        takes[name] = next((other for other in names if all(
            close(got, expected, it.exercise.rtol) for got, expected in zip(
                it.leaves(name, it.runs), it.leaves(other, it.right)))), None)
    if None in takes.values() or len(set(takes.values())) < len(names):
        return None
    moved = [name for name in names if takes[name] != name]
    if not moved:
        return None
    if len(moved) == 2:
        return f"{moved[0]} and {moved[1]} are swapped."
    return f"{', '.join(moved)} have changed places" + (
        f": return {', '.join(names)}."
        if it.exercise.call is call_with else ".")
