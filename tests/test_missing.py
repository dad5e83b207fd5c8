"""What the check says of a part that is left out, and of several lines."""
import itertools

import numpy as np
import pytest
from test_diagnosis import BACKPROP, FORWARD, changed, make, written, wrong

from mlp_helpers.exercises import REGISTER, Output, judge
from mlp_helpers.exercises.comparison import Comparison
from mlp_helpers.exercises.missing import missing
from mlp_helpers.exercises.nesting import Itself


def practice_shift(x, r, s):
    total = r * x
    mean = total + s
    return np.sqrt(mean) / r


def practice_steps(weights, slopes):
    for W, slope in zip(weights, slopes):
        W -= 0.1 * slope


def practice_velocity(v, p, m):
    v *= m
    v += 1
    p += v


def practice_rows(n):
    rows = []
    for i in range(n):
        rows.append(i * 2.0)
    return rows


SHIFT = make(
    practice_shift, lambda rng: tuple(rng.uniform(1, 2, size=3)),
    [Output("y", "a number")], "r * x")
SHIFT.blanks[:] = ["r * x", "total + s", "np.sqrt(mean) / r"]


def call_steps(function, weights, slopes):
    function(weights, slopes)
    return weights


STEPS = make(
    practice_steps, lambda rng: ([*rng.normal(size=(2, 3, 4))],
                                 [*rng.normal(size=(2, 3, 4))]),
    [Output("weights")], "W -= 0.1 * slope", call=call_steps)


def call_velocity(function, v, p, m):
    function(v, p, m)
    return v, p


VELOCITY = make(
    practice_velocity, lambda rng: (
        rng.normal(size=3), rng.normal(size=3), rng.uniform(0.2, 0.8)),
    [Output("v", "[n]"), Output("p", "[n]")], "v *= m",
    call=call_velocity)
ROWS = make(practice_rows, lambda rng: (int(rng.integers(3, 9)),),
            [Output("rows")], "i * 2.0")


# ---- what is left out ----

@pytest.mark.parametrize("old, new, expected", [
    ("r * x", "x", "without the factor `r`, where total is set."),
    ("total + s", "total", "without `s`, where mean is set."),
    ("np.sqrt(mean)", "mean", "without np.sqrt(...), in what is returned."),
])
def test_what_is_left_out(old, new, expected):
    assert wrong(SHIFT, old, new) == f"This is what you get {expected}"


def test_a_whole_line_is_left_out():
    assert wrong(VELOCITY, "v *= m", "pass").startswith(
        "This is what you get without `v *= m`.")


def test_what_stands_in_another_line_is_missing_in_its_own():
    message = wrong(SHIFT, "total + s", "total", "/ r", "/ r + s")
    assert "without `s`, where mean is set" in message


def test_only_the_lines_of_the_learner_are_left_out():
    blanks = list(SHIFT.blanks)
    texts = [mistake.hint for mistake in missing(SHIFT)]
    assert len(texts) == len(set(texts)) > 5
    one = make(practice_shift, SHIFT.draw, SHIFT.outputs, "r * x")
    assert all("where total" in mistake.hint or "`total = " in mistake.hint
               for mistake in missing(one))
    assert SHIFT.blanks == blanks


def test_what_is_there_is_not_missing():
    """It returns what it would without `total + s`, and has it."""
    message = wrong(SHIFT, "mean = total + s",
                    "mean = total + s; mean = mean - s")
    assert "without" not in message
    message = wrong(SHIFT, "mean = total + s",
                    "mean = (total + s) - np.copy(s)")
    assert "without" not in message
    answer = changed(REGISTER["numerical_gradient"],
                     "w[entry] = old - h", "w[entry] -= h")
    assert "without" not in judge("numerical_gradient", answer)[1]


def test_an_argument_that_is_not_read_is_what_is_missing():
    assert judge("forward", changed(
        REGISTER["forward"], "return g(A)", "return A"))[1] == (
        "This is what you get without g(...), in what is returned.")


# ---- one change that makes it right ----

def test_a_change_is_right_in_every_case():
    """In the first case r is 1, so that another change is right there."""
    exercise = make(practice_times, lambda rng: tuple(rng.uniform(2, 3, 2)),
                    [Output("y", "a number")], "r * x")
    exercise.cases = [(1.0, 5.0), *exercise.cases]
    assert "`/` stands where `*` belongs" in judge(exercise, written(
        exercise, """
        def practice_times(r, x):
            return x / r
        """))[1]


def practice_times(r, x):
    return r * x


def test_lines_in_another_order():
    body = "    v *= m\n    v += 1\n    p += v\n"
    lines = body.splitlines(keepends=True)
    head = "def practice_velocity(v, p, m):\n"
    for order in itertools.permutations(lines):
        answer = VELOCITY.make(head + "".join(order), "answer in a test")
        symbol, message = judge(VELOCITY, answer)
        if "".join(order) == body:
            assert symbol == "✓"
        elif order != tuple(lines[::-1]):
            assert "comes too" in message and "more than one" not in message


def test_a_new_array_where_the_callers_should_change():
    assert "-= changes it in place" in wrong(
        STEPS, "W -= 0.1 * slope", "W = W - 0.1 * slope")
    message = judge(STEPS, written(STEPS, """
        def practice_steps(weights, slopes):
            return [W - 0.1 * slope for W, slope in zip(weights, slopes)]
        """))[1]
    assert "leaves weights[0] as it was" in message


def test_a_list_in_reverse_order():
    assert "rows is in reverse order" in wrong(
        ROWS, "return rows", "return rows[:][::-1]")
    assert "reverse" not in wrong(
        ROWS, "return rows", "return [*rows[1:], rows[0]]")


def test_the_first_of_several_wrong_lines():
    message = wrong(BACKPROP, "Deltas @ W", "Deltas @ np.cos(W)",
                    "Deltas.T @ X", "Deltas.T @ np.cos(X)")
    assert message.startswith("There is more than one mistake, the first in "
                              "line 4 (`dEdX = Deltas @ np.cos(W)`): ")
    assert message.endswith(
        "Then look at line 5 (`dEdW = Deltas.T @ np.cos(X)`).")


# ---- what is not run, and how long it runs ----

@pytest.mark.parametrize("line", [
    "rows.append(rows)", "rows.insert(0, rows)"])
def test_a_list_that_is_put_into_itself_is_not_run(line):
    answer = changed(ROWS, "rows.append(i * 2.0)",
                     f"RUN.append(3); {line}")
    answer.__globals__["RUN"] = ran = []
    symbol, message = judge(ROWS, answer)
    assert symbol == "✗" and not ran
    assert "rows is the whole list, put into itself" in message
    assert Itself.__name__ not in message


def test_what_other_threads_do_does_not_count(monkeypatch):
    """Its own time decides: the processor's clock of the process races."""
    clock = itertools.count(step=9)
    monkeypatch.setattr("time.process_time", lambda: float(next(clock)))
    it = Comparison(FORWARD, changed(FORWARD, "return g(A)", "return A"))
    assert it.quick and it.tried.seconds < 0.02 * len(it.cases)
