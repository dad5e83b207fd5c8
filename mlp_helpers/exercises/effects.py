"""Change an argument, or call again: what does an answer do then?"""
import copy
import inspect

import numpy as np

from .nesting import opened, same
from .running import attempt, copy_of


def other(value):
    """Another value of the same kind and shape."""
    if isinstance(value, (bool, np.bool_)):
        return not value
    if isinstance(value, (int, np.integer)):
        return value + 1
    if isinstance(value, (float, np.floating)):
        return 1.1 * value + 0.01
    if isinstance(value, np.ndarray):
        if value.dtype.kind != "f":
            return np.full_like(value, value.flat[-1])
        if np.isin(value, (0, 1)).all():
            return np.roll(value, 1, axis=-1)
        return 1.1 * value[..., ::-1] + 0.03
    if isinstance(value, (list, tuple)):
        numbers = all(isinstance(item, float) for item in value)
        return type(value)(map(other, value))[::-1 if numbers else None]
    if isinstance(value, np.random.Generator):
        return np.random.default_rng(7)
    if callable(value):
        return lambda *args: 0.9 * value(*args)
    return value


def without_effect(it):
    """Names of the arguments on which only the solution's result depends."""
    if not it.quick:
        return []
    found = set(it.exercise.parameters)
    for number in range(2):
        case = it.cases[number]
        cases = [(*case[:n], other(case[n]), *case[n + 1:])
                 for n in range(len(case))]
        mine, theirs = (attempt(it.exercise, function, cases).runs for
                        function in (it.function, it.exercise.solution))
        found &= {name for name, my, their in zip(
            it.exercise.parameters, mine, theirs)
            if _as_before(my, it.runs[number])
            and not their.error and not _as_before(their, it.right[number])}
    own = inspect.signature(it.exercise.solution).parameters
    return [name for name in own if name in found]


def _as_before(run, before):
    """Whether a run returned the same as another."""
    return not run.error and len(run.named) == len(before.named) and all(
        same(leaf, old) for (_, leaf), (_, old)
        in zip(run.named, before.named))


def used_again(it):
    """Name of an output that a later call changes, or ""."""
    if not it.quick:
        return ""
    exercise = copy.copy(it.exercise)

    def call(function, *args):
        others = [other(value) for value in copy_of(args)]
        value = opened(it.exercise.call(function, *args), exercise.outputs)
        before = copy_of(value)
        it.exercise.call(function, *others)
        return [name for (name, leaf), (_, old) in zip(
            it.exercise.named(value), it.exercise.named(before))
            if not same(leaf, old)]

    exercise.call = call
    run, = attempt(exercise, it.function, it.cases[:1]).runs or [None]
    return "" if run is None or run.error or not run.value else run.value[0]
