"""The first wrong output: its type, its shape, its numbers."""
import numpy as np

from . import structure
from .comparison import others, sentence
from .nesting import is_number
from .reading import outside, unused
from .values import as_array, describe

# What is true, and tells no reason.
VAGUE = ("different in each case", "constant", "some of the", "everywhere",
         "whatever", "rounded", "in the other direction")


def by_value(it, wrong):
    """Types, shapes and values of the first wrong output.

    Returns the text, and whether it tells what is wrong: not only that a
    number is too large.
    """
    name = wrong[0]
    output = it.exercise.output(name)
    count = it.telling(name)
    gots = it.leaves(name, it.runs[:count])
    expecteds = it.leaves(name, it.right[:count])
    rest = others(it, wrong)
    for got, expected in zip(gots, expecteds):
        text = structure.type_of(name, got, expected, output.shape)
        if text:
            never = "comparison" in text and unused(it)  # its own step, say
            return (never or sentence(text)) + rest, True
    if not (isinstance(expecteds[0], np.ndarray) or is_number(expecteds[0])):
        return f"{name} is {gots[0]!r}, and that is not right." + rest, True
    for run, got, expected in zip(it.runs, gots, expecteds):
        text = structure.not_finite(name, got, expected, run.warnings) \
            if np.shape(got) == np.shape(expected) else None
        if text:
            return sentence(text) + rest, False
    return _numbers(it, name, output, gots, expecteds, rest)


def _numbers(it, name, output, gots, expecteds, rest):
    gots = [as_array(got) for got in gots]
    yes_no = _yes_no(*gots, *expecteds)
    expecteds = [np.asarray(expected, dtype=float) for expected in expecteds]
    arguments = {
        parameter: [case[number] for case in it.cases[:len(gots)]]
        for number, parameter in enumerate(it.exercise.parameters)
        if isinstance(it.cases[0][number], (np.ndarray, float, int))}
    text = None
    if all(got.shape in (expected.shape, expected.shape[::-1])
           for got, expected in zip(gots, expecteds)):
        if all(np.isfinite(got).all() for got in gots):
            text = describe(gots, expecteds, it.sizes[:len(gots)], arguments)
    if yes_no and text == "is 0 everywhere":
        text = "is False everywhere"
    if text == f"is a copy of {name}":
        text = "is what it was: it has not changed"
    misshapen = [structure.shape_of(name, got, expected, output, sizes)
                 for got, expected, sizes in zip(gots, expecteds, it.sizes)]
    misshapen = next((shape for shape in misshapen if shape), None)
    if text and misshapen:
        return (f"{name} {text}: its shape is"
                + sentence(misshapen.partition(":")[2]) + rest), True
    if misshapen:
        return sentence(misshapen) + outside(it) + rest, True
    never = unused(it)
    if text and not (never and "rounded" in text):  # a step rounds, too
        vague = any(word in text for word in VAGUE)
        return f"{name} {text}.{outside(it) * vague}{rest}", not vague
    return _farthest(it, name) + outside(it) + rest, False


def _yes_no(*values):
    """Whether all of them hold True and False, and no numbers."""
    return all(np.asarray(value).dtype == bool for value in values)


def _farthest(it, name):
    """The entry that disagrees most: with a small step, if there is one."""
    number = it.wrong_case(name)
    got = it.leaves(name, it.runs)[number]
    expected = it.leaves(name, it.right)[number]
    yes_no = _yes_no(got, expected)
    got = np.asarray(as_array(got), float)
    expected = np.asarray(expected, float)
    new = number >= len(it.exercise.cases)
    where = " in the case that was drawn anew" if new else ""
    index = np.unravel_index(np.argmax(np.abs(got - expected)), got.shape)
    entry = structure.entry_of(name, index)
    if yes_no:
        many = np.count_nonzero(got != expected)
        return (f"{entry} is {bool(got[index])} and should be "
                f"{bool(expected[index])}{where}"
                + (f", one of {many} wrong entries." if many > 1 else "."))
    digits = 4
    while f"{got[index]:.{digits}g}" == f"{expected[index]:.{digits}g}" \
            and digits < 12:
        digits += 2
    mine, right = f"{got[index]:.{digits}g}", f"{expected[index]:.{digits}g}"
    if it.exercise.slopes:
        return (f"{entry} is {mine}, a small step gives {right}{where}"
                + (", and here they disagree most." if index else "."))
    size = "large" if got[index] > expected[index] else "small"
    both = f": {mine} instead of {right}" if it.exercise.parameters else ""
    return (f"{entry} is too {size}{where}{both}"
            + (". It is the entry that is farthest off."
               if index and it.tree is None else "."))
