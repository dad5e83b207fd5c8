"""What the learner calls: check, hint, solution, progress."""
import bdb

from . import record
from .console import say
from .diagnosis import OPEN, RIGHT, WRONG, diagnose, find
from .register import REGISTER
from .sources import inside
from .undo import own_functions
from .yours import kept_source, still_right

_next_hint = {}  # name -> how many hints have been shown
_latest = {}     # name -> the symbol that `check` has printed last


def _judge(exercise, function):
    if function is ... or function is None:
        return OPEN, "not answered yet.", ""
    if not callable(function):
        return WRONG, ("a function is asked for, and this is a "
                       f"{type(function).__name__}."), ""
    try:
        with own_functions() as replaced:
            symbol, message, printed = diagnose(exercise, function)
    except bdb.BdbQuit:
        return OPEN, "you left the debugger, so nothing was checked.", ""
    except Exception as error:
        return WRONG, ("something in this answer kept it from being checked: "
                       f"{type(error).__name__}: {_text(error)}"), ""
    if replaced:
        message += (f" (In this notebook {replaced[0]} is not the library's "
                    "own any more: something has replaced it. The check took "
                    "the library's.)")
    return symbol, message, printed


def _name_of(function):
    """The exercise that a function is for, or at least its name, or None."""
    names = []
    try:
        for thing in (function, inside(function), type(function),
                      *getattr(function, "__dict__", {}).values()):
            name = getattr(thing, "__name__", None)
            if isinstance(name, str) and callable(function):
                names.append(name)
            if hasattr(function, "__code__") or isinstance(function, type):
                break
    except Exception:  # not even its name can be asked for
        return None
    try:
        return next((name for name in names if name in REGISTER), names[0])
    except IndexError:
        return None
    except Exception:  # an exercise is being written: `find` says what fails
        return names[0]


def judge(name, function):
    """Judge an answer.

    Parameters
    ----------
    name : str or Exercise
    function : function
        The answer. Whatever it does, nothing is raised.

    Returns
    -------
    symbol : str
        "○" not answered yet, "✗" wrong, or "✓" right.
    message : str
        Names the mistake.

    Raises
    ------
    KeyError
        When there is no exercise of that name; similar names are suggested.
    """
    return _judge(find(name, REGISTER), function)[:2]


def check(function, name=None):
    """Check an answer, print one line about it, and go on.

    Parameters
    ----------
    function : function
        The answer, under the exercise's own name. It may be anything that
        can be called: a method, a functools.partial, an object.
    name : str, optional
        The exercise, where the function is called otherwise.

    Returns
    -------
    function
        The answer itself where it is right, otherwise the finished function,
        so that the rest of the notebook works.

    Notes
    -----
    Nothing is raised, whatever the function does. Only an interrupt by you
    (the stop button) ends the check and the cell. What the function prints
    in the first case is printed. In a console that has no ✓, ✗ and ○ they
    are v, x and o.
    """
    wanted = name if name is not None else _name_of(function)
    if wanted is None and callable(function):
        say(f"{OPEN} check: this {type(function).__name__} has no name. Say "
            'which exercise it is for, as in check(f, name="forward").')
        return function
    if wanted is None:
        say(f"{OPEN} check: nothing to check yet. Hand it the function of "
              "an exercise, as in forward = check(forward).")
        return function
    try:
        exercise = find(wanted, REGISTER)
    except Exception as error:
        say(f"{OPEN} check: {_text(error)}")
        return function
    if function is exercise.solution and _latest.get(
            exercise.name, RIGHT) != RIGHT:
        say(f"{OPEN} {exercise.name}: this is the finished function, which "
              "an earlier check put in place of yours. To check your own, "
              "run the cell that defines it, and then this one.")
        return function
    symbol, message, printed = _judge(exercise, function)
    _latest[exercise.name] = symbol
    # Before it is said: a stop in between must not lose it.
    reason = symbol == RIGHT and record.add(
        exercise.name, exercise.notebook, kept_source(exercise, function),
        exercise.asks)
    if printed:
        say(printed.removesuffix("\n"))
    say(f"{symbol} {exercise.name}: {' '.join(message.split())}")
    if reason:
        say(f"(It could not be kept {reason}. It counts until this kernel "
            "ends; then run this cell again.)")
    return function if symbol == RIGHT else exercise.solution


def _text(error):
    try:
        return str(error.args[0] if error.args else type(error).__name__)
    except Exception:  # even its text raises
        return "(without a text)"


def _look_up(name):
    try:
        return find(name, REGISTER)
    except Exception as error:
        say(_text(error))
        return None


def hint(name):
    """Print the next hint of an exercise; the last one stays."""
    exercise = _look_up(name)
    if exercise is None:
        return
    count = len(exercise.hints)
    shown = _next_hint.get(exercise.name, 0)
    number = _next_hint[exercise.name] = min(shown + 1, count)
    say(f"{exercise.name}, hint {number} of {count}: "
        f"{exercise.hints[number - 1]}")
    if shown == count:
        say(f'This was the last one. solution("{exercise.name}") shows '
            "the solution.")


def solution(name):
    """Print the solution of an exercise."""
    exercise = _look_up(name)
    if exercise is not None:
        say(exercise.solution_source.rstrip())


def progress(notebook=None):
    """Print which exercises are done, over the course or in one notebook.

    Parameters
    ----------
    notebook : str or int, optional
        As "05" or 5.

    Notes
    -----
    What was solved stays done. Where a later check in this kernel said
    otherwise, its sign stands there in place of ✓. And what was solved in an
    edition that asked for something else is not done.
    """
    if notebook is not None:
        notebook = f"{notebook:02d}" if isinstance(notebook, int) \
            else str(notebook)
    exercises = [exercise for exercise in REGISTER.values()
                 if notebook in (None, exercise.notebook)]
    if not exercises:
        say(f"Notebook {notebook} has no exercises; these have: "
            f"{', '.join(REGISTER.titles)}.")
        return
    entries, reason = record.read()
    done = {e.name for e in exercises
            if e.name in entries and still_right(e, entries)}
    numbers = dict.fromkeys(exercise.notebook for exercise in exercises)
    width = max(len(exercise.name) for exercise in exercises)
    for number in numbers:
        here = [e for e in exercises if e.notebook == number]
        count = sum(e.name in done for e in here)
        title = f"{number} {REGISTER.titles.get(number, '')}".strip()
        say(f"{title}: {count} of {len(here)}")
        for exercise in here:
            symbol, note = _standing(exercise.name, done, entries)
            say(f"  {symbol} {exercise.name:{width}}  {exercise.question}"
                f"{note}")
    if len(numbers) > 1:
        count = sum(exercise.name in done for exercise in exercises)
        say(f"{count} of {len(exercises)} exercises are done.")
    if reason:
        say(f"(What is done could not be read {reason}.)")


def _standing(name, done, entries):
    if name in done:
        symbol = _latest.get(name, RIGHT)
        return symbol, "" if symbol == RIGHT else " (solved before)"
    return OPEN, " (solved in an earlier edition)" if name in entries else ""
