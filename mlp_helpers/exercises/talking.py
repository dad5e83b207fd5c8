"""What the learner calls: check, hint, solution, progress."""
from . import record
from .diagnosis import OPEN, RIGHT, WRONG, diagnose, find
from .register import REGISTER, TITLES

_next_hint = {}     # name -> how many hints have been shown
_finished = set()   # names whose finished function `check` has handed out


def _judge(exercise, function):
    if function is ... or function is None:
        return OPEN, "not answered yet.", ""
    if not callable(function):
        return WRONG, ("a function is asked for, and this is a "
                       f"{type(function).__name__}."), ""
    try:
        return diagnose(exercise, function)
    except Exception as error:
        return WRONG, ("something in this answer kept it from being checked: "
                       f"{type(error).__name__}: {error}"), ""


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
        The answer, under the exercise's own name.
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
    in the first case is printed.
    """
    wanted = name if name is not None else getattr(
        function, "__name__", None)
    if wanted is None:
        print(f"{OPEN} check: nothing to check yet. Hand it the function of "
              "an exercise, as in forward = check(forward).")
        return function
    try:
        exercise = find(wanted, REGISTER)
    except Exception as error:
        print(f"{OPEN} check: {_text(error)}")
        return function
    if function is exercise.solution and exercise.name in _finished:
        print(f"{OPEN} {exercise.name}: this is the finished function, which "
              "an earlier check put in place of yours. To check your own, "
              "run the cell that defines it, and then this one.")
        return function
    symbol, message, printed = _judge(exercise, function)
    if printed:
        print(printed, end="" if printed.endswith("\n") else "\n")
    print(f"{symbol} {exercise.name}: {' '.join(message.split())}")
    if symbol == RIGHT:
        record.add(exercise.name, exercise.notebook)
        return function
    _finished.add(exercise.name)
    return exercise.solution


def _text(error):
    return error.args[0] if error.args else type(error).__name__


def _look_up(name):
    try:
        return find(name, REGISTER)
    except Exception as error:
        print(_text(error))
        return None


def hint(name):
    """Print the next hint of an exercise; the last one stays."""
    exercise = _look_up(name)
    if exercise is None:
        return
    count = len(exercise.hints)
    if not count:
        print(f"{exercise.name} has no hints.")
        return
    number = min(_next_hint.get(exercise.name, 0), count - 1)
    last = _next_hint.get(exercise.name, 0) >= count
    _next_hint[exercise.name] = number + 1
    print(f"{exercise.name}, hint {number + 1} of {count}: "
          f"{exercise.hints[number]}")
    if last:
        print(f'This was the last one. solution("{exercise.name}") shows '
              "the solution.")


def solution(name):
    """Print the solution of an exercise."""
    exercise = _look_up(name)
    if exercise is not None:
        print(exercise.solution_source.rstrip())


def progress(notebook=None):
    """Print which exercises are done, over the course or in one notebook.

    Parameters
    ----------
    notebook : str or int, optional
        As "05" or 5.
    """
    if notebook is not None:
        notebook = f"{notebook:02d}" if isinstance(notebook, int) \
            else str(notebook)
    exercises = [exercise for exercise in REGISTER.values()
                 if notebook in (None, exercise.notebook)]
    if not exercises:
        print(f"Notebook {notebook} has no exercises; these have: "
              f"{', '.join(TITLES)}.")
        return
    done = record.done()
    numbers = dict.fromkeys(exercise.notebook for exercise in exercises)
    width = max(len(exercise.name) for exercise in exercises)
    for number in numbers:
        here = [e for e in exercises if e.notebook == number]
        count = sum(e.name in done for e in here)
        title = f"{number} {TITLES.get(number, '')}".strip()
        print(f"{title}: {count} of {len(here)}")
        for exercise in here:
            symbol = RIGHT if exercise.name in done else OPEN
            print(f"  {symbol} {exercise.name:{width}}  {exercise.question}")
    if len(numbers) > 1:
        count = sum(exercise.name in done for exercise in exercises)
        print(f"{count} of {len(exercises)} exercises are done.")
