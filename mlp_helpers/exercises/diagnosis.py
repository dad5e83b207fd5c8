"""Judge an answer: is it right, and if not, which mistake is it?"""
import difflib
import re

from . import classes, reading, structure
from .comparison import Comparison, changed, others, sentence, they_are
from .effects import used_again, without_effect
from .exercise import Exercise
from .known import known, known_to_raise
from .missing import left_out
from .nesting import Itself, has_ellipsis
from .repairs import one_at_a_time, repair
from .running import outside_of_it, too_long
from .sources import Answer
from .wrong_values import by_value

OPEN, WRONG, RIGHT = "○", "✗", "✓"


def find(name, register):
    """Look an exercise up by its name, its function, or itself.

    Raises
    ------
    KeyError
        For an unknown name; the message suggests similar ones.
    """
    if isinstance(name, Exercise):
        return name
    name = str(getattr(name, "__name__", name))
    if name in register:
        return register[name]
    near = difflib.get_close_matches(name, register, n=3, cutoff=0.5)
    raise KeyError(f"There is no exercise called {name!r}. " + (
        f"Did you mean {' or '.join(map(repr, near))}?" if near
        else "progress() lists them all."))


def diagnose(exercise, function):
    """Judge a function: returns (symbol, message, what it printed)."""
    answer = Answer(function)
    complaint = structure.arguments_fit(function, exercise) \
        or classes.without_self(function, answer) \
        or reading.into_itself(answer)
    if complaint:
        return WRONG, sentence(complaint), ""
    it = Comparison(exercise, function, answer)
    symbol, message = _verdict(it)
    if symbol == WRONG:
        message = (reading.order_of_arguments(it)
                   or reading.order_in_calls(it) or message)
    symbol, message = outside_of_it(symbol, _each_line_once(message), it.tried)
    return symbol, message, it.tried.printed


def _each_line_once(message):
    """A line is quoted where it is named first, and not again."""
    quoted = set()

    def once(match):
        known = match[0] in quoted
        quoted.add(match[0])
        return match[1] if known else match[0]

    return re.sub(r"(line \d+(?: of \w+)?) \(`[^`]*`\)", once, message)


def _verdict(it):
    """The diagnoses in their order; returns (symbol, message)."""
    blanks = it.answer.blanks()
    if it.tried.stuck is not None:
        return WRONG, too_long(it)
    if it.tried.failed:
        return _raised(it, it.tried.failed, blanks)
    if any(has_ellipsis(run.value) for run in it.runs):
        return OPEN, _partly(it, blanks)
    wrong = it.wrong_names()
    harmed = _harmed(it)
    extra = structure.count_and_names(
        it.runs[0].value, it.runs[0].named, it.right[0].named, it.exercise)
    if not wrong and not extra and not harmed:
        return _right(it)
    if blanks:
        return OPEN, f"{_waits(blanks)}.{others(it, wrong)}"
    if it.exercise.faulty and it.does_as(it.exercise.faulty, it.runs):
        return OPEN, ("not repaired yet: it still does what the exhibit "
                      f"did.{others(it, wrong)}")
    nothing = [run.value is None and right.value is not None
               for run, right in it.pairs[:len(it.exercise.cases)]]
    if any(nothing):
        where = "" if nothing[0] else "in some of the cases "
        return WRONG, (f"{where}it returned None. Is there a `return` at its "
                       f"end? {harmed}").strip()
    hint = known(it, wrong, it.exercise.mistakes)
    ends = reading.first(reading.ends_at_once, it)
    if ends and not any(  # a hint that is about something else
            mistake.hint and mistake.hint in (hint or "")
            and any(reading.ends_at_once(Answer(mistake.function)))
            for mistake in it.exercise.mistakes):
        hint = ends
    hint = reading.copies(it) or hint
    if hint:
        return WRONG, f"{harmed} {hint}".strip()
    if not wrong and not extra:
        return WRONG, harmed
    for name, leaf in it.runs[0].named:
        if leaf is Itself:
            return WRONG, (f"{name} is the whole list, put into itself. What "
                           "belongs there is one value.")
    return WRONG, " ".join(filter(None, [harmed, _reasons(it, wrong, extra)]))


def _harmed(it):
    """A sentence about an argument that was changed in place, or ""."""
    name = changed(it)
    return name and (f"it changes its argument {name} in place, and the "
                     "caller may still need it: put back what was there, or "
                     f"compute with {name}.copy().")


def _right(it):
    """What is still to be said where every number is right."""
    views = [pair for run, right in it.pairs for pair in run.views
             if pair not in right.views]
    if views:
        output, argument = views[0]
        return WRONG, (f"{output} is right, but it is a view of the argument "
                       f"{argument}: they share memory, so that changing one "
                       "changes the other. Return a copy.")
    never = reading.unused_arguments(it)
    if never:
        return WRONG, (f"what it returns is right, but its argument "
                       f"{never[0][0]} is not used. The exercise asks for "
                       "an answer that uses it.")
    again = used_again(it)
    if again:
        return WRONG, (f"{again} is right, but the next call changes it: "
                       "both calls return the same array. Make a new one in "
                       "each call.")
    return RIGHT, _praise(it)


def _reasons(it, wrong, extra):
    """All that can be said about wrong values, the reasons first."""
    never = reading.unused(it)
    repaired = _if_it_can(repair, it).strip()
    if never and not any(f"where `{name}` belongs" in repaired
                         for name, _ in reading.unused_arguments(it)):
        repaired = ""
    left_out = never and not extra and _left_out(it, wrong)
    if left_out and not re.search(r"`[\d. +-]+`", left_out):
        return left_out
    if extra:
        text, certain = sentence(extra) + reading.outside(it), True
    else:
        text, certain = by_value(it, wrong)
    if never in text:
        never = ""
    if certain:
        if not repaired and "wrong shape" in text:
            text = _left_out(it, wrong) or text
        if never.startswith("Use the"):
            never = ""  # a function's other faults are told from its numbers
        return " ".join(filter(None, [never, text, repaired]))
    reasons = [reading.first(reading.used_behind, it), never,
               repaired or reading.entries(it)]
    if not any(reasons):
        left_out = reading.unchanged(it) or _left_out(it, wrong)
        if left_out:
            return left_out
        reasons = [_if_it_can(_no_effect, it)]
        last = _if_it_can(_several, it)
        if "more than one" in last:
            return last
        text = f"{text} {last}".strip()
    return " ".join(filter(None, [*reasons, "" if repaired else text]))


def _left_out(it, wrong):
    return it.quick and known(it, wrong, left_out(it)) or ""


def _if_it_can(find, it):
    """A reason that is good to have; an answer may be too odd for it."""
    try:
        return find(it)
    except Exception:
        return ""


def _no_effect(it):
    names = it.tree is None and without_effect(it)
    if not names or len(names) == len(it.exercise.parameters):
        return ""
    return (f"{structure.listed(names)} {'has' if len(names) == 1 else 'have'}"
            " no effect: with other values there, it returns the same.")


def _several(it):
    """The first of several wrong lines, judged as if it were alone."""
    if it.tree is not None or not it.exercise.parameters:
        return ""
    alone = [(place, Comparison(it.exercise, function, tree=tree))
             for place, function, tree in one_at_a_time(it) if function]
    alone = [(place, one) for place, one in alone
             if one.tried.stuck is None and (
                 one.tried.failed or one.wrong_names())]
    if not alone or any(
            isinstance(getattr(one.tried.failed, "error", None), NameError)
            for _, one in alone):
        return ""
    place, first = alone[0]
    if len(alone) == 1:
        return (f"Look at {place}: the other lines are right."
                if len(it.exercise.blanks) > 1 else "")
    return (f"There is more than one mistake, the first in {place}: "
            f"{_verdict(first)[1]} Then look at {alone[1][0]}.")


def _praise(it):
    if not it.exercise.parameters:
        return "right. It does all that the exercise asks for."
    return (f"right. It agrees with the finished one in {len(it.cases)} "
            "cases, one of them drawn anew for this check.")


def _waits(blanks):
    if len(blanks) == 1:
        return f"not answered yet: {blanks[0]} is waiting for you"
    return (f"not answered yet: {len(blanks)} places are waiting for you, "
            f"the first in {blanks[0]}")


def _partly(it, blanks):
    """The message where some of the outputs are still `...`."""
    run = it.runs[0]  # a fixed case: the message stays the same
    still = [name for name, leaf in run.named if has_ellipsis(leaf)]
    if run.value is ... or len(still) == len(it.names):
        return _waits(blanks) + "." if blanks else "not answered yet."
    text = (_waits(blanks) if blanks else f"{they_are(still)} still `...`"
            ) + "."
    right = [name for name in it.names if it.is_right(name)]
    if right:
        text += f" {they_are(right)} right."
    wrong = [name for name in it.names if name not in right + still
             and name in dict(run.named)]
    if wrong and right:
        text += f" {they_are(wrong)} not right yet."
    return text


def _raised(it, run, blanks):
    """An exception: because of a blank, or a mistake of its own."""
    text = structure.describe_exception(
        run, it.exercise, it.answer, it.size_of(run))
    fixed = it.runs[:it.fixed]
    if not all(run.error for run in fixed):
        text = f"in some of the cases, {text}"
    if blanks:
        said = str(run.error)  # "dtype('O')" is NumPy's name for `...`
        if "ellipsis" in said.lower() or "dtype('O')" in said:
            return OPEN, _waits(blanks) + "."
        return OPEN, f"{_waits(blanks)}. As it stands, {text}"
    hint = known_to_raise(it, fixed)
    if hint:
        return WRONG, f"{sentence(text)} {sentence(hint)}"
    repaired = _if_it_can(repair, it)
    several = "" if repaired else _if_it_can(_several, it)
    if "more than one" in several:
        return WRONG, several
    return WRONG, sentence(text) + reading.outside(it) + (
        repaired or f" {reading.first(reading.used_behind, it)}".rstrip())
