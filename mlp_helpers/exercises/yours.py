"""The learner's own answers, in later notebooks.

`check` keeps the source of an answer that it accepts. `yours` makes it again
from there, judges it afresh, and gives it back; where there is none, or it is
not right any more, the finished one stands in.
"""
import ast
import linecache

from . import record
from .console import say
from .diagnosis import RIGHT, diagnose, find
from .register import REGISTER
from .sources import Answer, inside, make_function
from .structure import listed


def kept_source(exercise, function):
    """The source of an accepted answer, or None where it cannot be had.

    An answer is kept only where a source of its own makes it: a partial or a
    method needs what is around it.
    """
    try:
        if inside(function) is not function or function is exercise.solution:
            return None
        file = Answer(function).members[0].__code__.co_filename
        text = "".join(linecache.getlines(file))
        *_, node = (node for node in ast.parse(text).body
                    if isinstance(node, (ast.FunctionDef, ast.ClassDef))
                    and node.name == exercise.name)
        return ast.get_source_segment(text, node) + "\n"
    except Exception:  # typed at a prompt, under another name, made in C
        return None


def yours(*names):
    """Your own accepted answers, or the finished ones in their place.

    Parameters
    ----------
    *names : str, exercises of the course

    Returns
    -------
    The function or class for one name, else a tuple of them. One line is
    printed that says which are yours, and one for each that is kept and not
    right, as it was in another edition of the course.

    Raises
    ------
    KeyError
        When there is no exercise of that name; similar names are suggested.
    """
    if not names:
        raise ValueError('yours: expected the names of exercises, as in '
                         'yours("Layer", "train"), got none')
    exercises = [find(name, REGISTER) for name in names]
    entries, _ = record.read()
    found, told, why = [], {"yours": [], "finished": []}, []
    for exercise in exercises:
        answer, reason = _made(exercise, entries)
        told["finished" if answer is None else "yours"].append(exercise.name)
        if reason:
            why.append(f"(Your own {exercise.name}, as it was kept, is not "
                       f"right by itself: {' '.join(reason.split())})")
        found.append(exercise.solution if answer is None else answer)
    finished = "the finished one" + "s" * (len(told["finished"]) > 1)
    say(". ".join(f"{listed(told[whose])}: {words}" for whose, words in (
        ("yours", "your own"), ("finished", finished)) if told[whose]) + ".")
    for line in why:
        say(line)
    return found[0] if len(found) == 1 else tuple(found)


def still_right(exercise, entries):
    """Whether what was recorded answers what the exercise asks for now.

    Where neither that nor an answer was kept, there is no reason to doubt it.
    """
    entry = entries[exercise.name]
    if entry.get("asks", exercise.asks) == exercise.asks \
            and ("asks" in entry or "source" not in entry):
        return True
    return _made(exercise, entries)[0] is not None


def _made(exercise, entries, within=()):
    """Make an answer from its kept source; returns (answer, "").

    Where it is not right, (None, why); (None, "") where none is kept. Other
    exercises that it calls by name are the learner's own as well.
    """
    source = entries.get(exercise.name, {}).get("source")
    if not isinstance(source, str) or exercise.name in within:
        return None, ""
    try:
        read = {node.id for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.Name)}
        names = dict(exercise.namespace)
        for name in read & REGISTER.keys() - {exercise.name}:
            other, _ = _made(REGISTER[name], entries,
                             (*within, exercise.name))
            names[name] = other or REGISTER[name].solution
        answer = make_function(source, exercise.name, names,
                               f"your {exercise.name}")
        symbol, message, _ = diagnose(exercise, answer)
        return (answer, "") if symbol == RIGHT else (None, message)
    except Exception as error:  # a source that does not even run
        return None, f"{type(error).__name__}: {error}"
