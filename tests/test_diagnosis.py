"""The check names the mistake: one test for each diagnosis.

The exercises here are made for these tests and are not part of the course.
"""
import inspect
import linecache
import threading

import numpy as np
import pytest

from mlp_helpers import exercises
from mlp_helpers.exercises import (
    Exercise,
    Mistake,
    Output,
    check,
    hint,
    judge,
    progress,
    record,
    register,
    solution,
    talking,
    words,
)
from mlp_helpers.exercises.numeric import different_sizes

RELU_MASK = (
    "The mask of ReLU is wrong. Its slope is 1 where the output is greater "
    "than 0, and 0 everywhere else")


def g(A):
    return np.tanh(A)


def gd(Y):
    return 1 - Y * Y


def practice_backprop(dEdY, W, b, gd, Y, X):
    """Gradients of one layer."""
    Deltas = gd(Y) * dEdY  # [num_instances, num_outputs]
    dEdX = Deltas @ W
    dEdW = Deltas.T @ X
    dEdb = Deltas.sum(axis=0)
    return dEdX, dEdW, dEdb


def practice_forward(X, W, b, g):
    A = X @ W.T + b
    return g(A)


def practice_error(Y, T):
    return 0.5 * np.sum((Y - T) ** 2) / len(Y)


def practice_transpose(W, V):
    return W.T @ V


def practice_relu_slope(Y):
    return np.where(Y > 0, 1.0, 0.0)


def practice_stack(x, weights):
    pairs = []
    for W in weights:
        pairs.append((W @ x, W * 2))
    return pairs


def practice_spec():
    return "no,ni->oi"


class PracticeLayer:
    def __init__(self, W):
        self.W = W

    def forward(self, X):
        return X @ self.W.T

    def backprop(self, dEdY):
        return dEdY @ self.W


def draw_backprop(rng):
    num_instances, num_inputs, num_outputs = different_sizes(rng, 3)
    X = rng.normal(size=(num_instances, num_inputs))
    W = rng.normal(size=(num_outputs, num_inputs))
    b = rng.normal(size=num_outputs)
    dEdY = rng.normal(size=(num_instances, num_outputs))
    return dEdY, W, b, gd, g(X @ W.T + b), X


def draw_forward(rng):
    dEdY, W, b, _, Y, X = draw_backprop(rng)
    return X, W, b, g


def draw_layer(rng):
    dEdY, W, b, _, Y, X = draw_backprop(rng)
    return W, X, dEdY


def run_layer(Layer, W, X, dEdY):
    layer = Layer(W)
    return layer.forward(X), layer.backprop(dEdY)


def make(function, draw, outputs, blank, **settings):
    return Exercise(function, notebook="99", question="practice",
                    outputs=outputs, draw=draw, blanks=[blank], **settings)


BACKPROP = make(
    practice_backprop, draw_backprop,
    [Output("dEdX"),
     Output("dEdW"),
     Output("dEdb")],
    "gd(Y) * dEdY",
    slopes=True,
    hints=["first", "second"],
    mistakes=[
        Mistake("gd(Y) * dEdY", "dEdY", hint=words.FORGOT_GD),
        Mistake("gd(Y) * dEdY", "gd(X @ W.T + b) * dEdY",
                hint=words.GD_OF_A),
        Mistake("sum(axis=0)", "sum(axis=1)", hint="Sum down the columns"),
        Mistake("Deltas.T @ X", "np.outer(Deltas[-1], X[-1])",
                "Deltas.sum(axis=0)", "Deltas[-1]", hint="Only the last"),
        Mistake("Deltas.T @ X", "Deltas @ X"),
    ])
FORWARD = make(
    practice_forward, draw_forward, [Output("Y")], "X @ W.T + b",
    mistakes=[Mistake(" + b", "", hint="The bias is missing")])
ERROR = make(
    practice_error, lambda rng: (rng.normal(size=draw_shape(rng)),
                                 rng.normal(size=draw_shape(rng)))[:1] * 2,
    [Output("E")], "0.5 * np.sum((Y - T) ** 2)")
SQUARE = make(
    practice_transpose, lambda rng: tuple(rng.normal(size=(2, 3, 3))),
    [Output("V", "[num_inputs, num_inputs]")], "W.T @ V",
    shapes={"W": "[num_inputs, num_inputs]"})
SLOPE = make(
    practice_relu_slope, lambda rng: (rng.normal(size=draw_shape(rng)),),
    [Output("D", "[num_instances, num_outputs]")], "Y > 0",
    mistakes=[Mistake("Y > 0", "Y < 0", hint=RELU_MASK)])
STACK = make(
    practice_stack, lambda rng: (
        rng.normal(size=3), [rng.normal(size=(n, 3)) for n in (2, 4)]),
    [Output("gradients", fields=("dEdW", "dEdb"))], "W @ x")
SPEC = make(
    practice_spec, lambda rng: draw_backprop(rng)[::5],
    [Output("dEdW")], '"no,ni->oi"',
    call=lambda spec, D, X: np.einsum(spec(), D, X))
LAYER = make(
    PracticeLayer, draw_layer, [Output("Y"), Output("dEdX")],
    "dEdY @ self.W", call=run_layer)


def draw_shape(rng):
    return different_sizes(rng, 2)


def draw_error(rng):
    shape = different_sizes(rng, 2)
    return rng.normal(size=shape), rng.normal(size=shape)


ERROR.draw = draw_error
PRACTICE = [BACKPROP, FORWARD, ERROR, SQUARE, SLOPE, STACK, SPEC, LAYER]


def changed(exercise, *edits):
    """The solution with edits, as a learner might have written it."""
    mistake = Mistake(*edits)
    mistake.bind(exercise, "in a test")
    return mistake.function


def wrong(exercise, *edits):
    """The message for a changed solution, which must be refused."""
    symbol, message = judge(exercise, changed(exercise, *edits))
    assert symbol == "✗", message
    print(message)
    return message


def by_numbers(exercise, *edits):
    """The message where no line can be named: there is no source."""
    function = changed(exercise, *edits)
    del linecache.cache[function.__code__.co_filename]
    symbol, message = judge(exercise, function)
    assert symbol == "✗", message
    return message


def written(exercise, source):
    return exercise.make(inspect.cleandoc(source) + "\n", "answer in a test")


# ---- right answers, and no answers ----

@pytest.mark.parametrize("exercise", PRACTICE, ids=lambda e: e.name)
def test_solution_blank_and_mistakes(exercise):
    symbol, message = judge(exercise, exercise.solution)
    assert symbol == "✓" and "4 cases" in message
    symbol, message = judge(exercise, exercise.make(
        exercise.blank_source, "blank in a test"))
    assert symbol == "○" and "..." in message
    for mistake in exercise.mistakes:
        symbol, message = judge(exercise, mistake.function)
        assert symbol == "✗" and (mistake.hint or "ValueError") in message


def test_a_repair_begins_with_the_fault():
    """What still does as the fault does is open, whatever its lines say."""
    solution = practice_relu_slope

    def faulty():
        def practice_relu_slope(Y):
            return np.where(Y >= 0, 1.0, 0.0)
        return practice_relu_slope

    task = Exercise(
        solution, notebook="99", question="practice",
        outputs=[Output("slope", "[num_instances, num_outputs]")],
        draw=lambda rng: (np.maximum(rng.normal(size=(3, 4)), 0),),
        faulty=faulty())
    assert "Y >= 0" in task.blank_source
    for symbol, said, line in [
            ("○", "not repaired yet", "np.where(Y >= 0, 1.0, 0.0)"),
            ("○", "not repaired yet", "np.ones(Y.shape)"),
            ("○", "not answered yet", "np.where(..., 1.0, 0.0)"),
            ("✗", "`<` stands where `>`", "np.where(Y < 0, 1.0, 0.0)"),
            ("✓", "right", "(Y > 0) * 1.0")]:
        answer = written(task, f"def practice_relu_slope(Y): return {line}")
        found, message = judge(task, answer)
        assert found == symbol and said in message, message


def test_where_the_exercises_cannot_be_loaded_the_check_says_why(
        monkeypatch, capsys):
    """As while one is being written: the answer itself is not at fault."""
    class Broken(dict):
        def __contains__(self, name):
            raise ValueError("blanks of half: expected at least one piece")

    monkeypatch.setattr(talking, "REGISTER", Broken())
    assert check(g) is g
    assert capsys.readouterr().out == (
        "○ check: blanks of half: expected at least one piece\n")


def test_another_way_is_right():
    answer = written(BACKPROP, """
        def practice_backprop(dEdY, W, b, gd, Y, X):
            dEdW, dEdb = np.zeros_like(W), np.zeros(len(W))
            dEdX = np.zeros(X.shape)
            dEdW[...] = 0
            for n in range(len(X)):
                delta = gd(Y[n]) * dEdY[n]
                dEdW += np.outer(delta, X[n])
                dEdb += delta
                dEdX[n] = delta @ W
            return [dEdX, dEdW, dEdb]
        """)
    assert judge(BACKPROP, answer)[0] == "✓"


@pytest.mark.parametrize("nothing", [None, ...])
def test_nothing_is_not_answered(nothing):
    assert judge(BACKPROP, nothing)[0] == "○"


def test_only_dots_in_the_body():
    def practice_backprop(dEdY, W, b, gd, Y, X):
        ...

    def commented(dEdY, W, b, gd, Y, X):
        """Say what it does."""
        ...

    def returned(dEdY, W, b, gd, Y, X):
        return ...

    def three(dEdY, W, b, gd, Y, X):
        return ..., ..., ...

    for function in (practice_backprop, commented, returned, three):
        symbol, message = judge(BACKPROP, function)
        assert symbol == "○" and "not answered yet" in message


def test_partly_answered_names_what_is_there():
    symbol, message = judge(BACKPROP, changed(
        BACKPROP, "Deltas.T @ X", "...", "Deltas.sum(axis=0)", "7.0"))
    assert symbol == "○"
    assert "line 5 (`dEdW = ...`) is waiting for you. dEdX is right." \
        in message
    assert "dEdb is not right yet" in message


def test_partly_answered_with_dots_in_a_list():
    exercise = make(
        practice_sums, lambda rng: (rng.normal(size=(4, 2)),),
        [Output("sums", "[num_instances]"), Output("total")], "row.sum()",
        call=lambda function, X: [np.array(v) for v in function(X)])
    symbol, message = judge(exercise, exercise.make(
        exercise.blank_source, "blank in a test"))
    assert symbol == "○"
    assert message.startswith("not answered yet: line 4 (`sums.append(...)`)")
    assert message.endswith("total is right.")


def practice_sums(X):
    sums = []
    for row in X:
        sums.append(row.sum())
    return sums, X.sum()


def test_exception_from_a_blank():
    symbol, message = judge(BACKPROP, changed(
        BACKPROP, "gd(Y) * dEdY", "..."))
    assert symbol == "○"
    assert "line 3 (`Deltas = ...`)" in message


def test_a_statement_that_is_blank():
    answer = written(BACKPROP, """
        def practice_backprop(dEdY, W, b, gd, Y, X):
            dEdW = np.zeros_like(W)
            for n in range(len(X)):
                ...
            D = gd(Y) * dEdY
            return D @ W, dEdW, D.sum(axis=0)
        """)
    symbol, message = judge(BACKPROP, answer)
    assert symbol == "○" and "line 4" in message
    assert "dEdX and dEdb are right" in message


def test_ellipsis_in_an_index_is_python():
    message = wrong(BACKPROP, "Deltas.T @ X", "-(Deltas.T @ X)[...]")
    assert "sign" in message


def test_blank_without_source():
    names = {}
    exec("def practice_forward(X, W, b, g):\n    A = ...\n    return g(A)",
         {"np": np}, names)
    assert judge(FORWARD, names["practice_forward"])[0] == "○"


# ---- exceptions, and things returned ----

def test_exception_has_type_line_and_text():
    message = wrong(BACKPROP, "dEdX = Deltas @ W", "dEdX = Deltas @ V")
    assert "NameError" in message and "'V'" in message
    assert "line 4 (`dEdX = Deltas @ V`)" in message


def test_exception_in_called_code_names_the_learners_line():
    message = wrong(BACKPROP, "Deltas.sum(axis=0)", "Deltas.sum(axis=5)")
    assert "line 6" in message and "AxisError" in message


def test_product_that_does_not_fit():
    message = wrong(BACKPROP, "dEdW = Deltas.T @ X", "dEdW = Deltas @ X")
    assert "line 5" in message and "ValueError" in message
    assert "num_instances" in message
    assert "dEdW should be [num_outputs, num_inputs]" in message


def test_a_transpose_is_named_where_it_repairs_the_product():
    assert "the transposes are wrong for the letter" in wrong(
        BACKPROP, "dEdW = Deltas.T @ X", "dEdW = Deltas @ X.T")
    assert "is a transpose" not in wrong(
        BACKPROP, "dEdW = Deltas.T @ X", "dEdW = Deltas @ np.sin(X)").lower()
    message = wrong(BACKPROP, "dEdW = Deltas.T @ X", "dEdW = Deltas @ X")
    assert message.endswith("a transpose is missing.")
    assert "Is a transpose" not in message
    message = wrong(BACKPROP, "Deltas @ W", "Deltas @ W.T")
    assert message.endswith("the transpose in `W.T` is too much.")
    assert "Is a transpose" not in wrong(
        BACKPROP, "gd(Y) * dEdY", "gd(Y) * dEdY.T")


def test_sum_that_cannot_be_broadcast():
    message = wrong(BACKPROP, "gd(Y) * dEdY", "gd(Y) * dEdY.T")
    assert "broadcast" in message
    assert "Deltas should be [num_instances, num_outputs]" in message


@pytest.mark.parametrize("old, new, expected", [
    ("X @ W.T + b", "X @ W.T + b ^ 2", "the power is **"),
    ("X @ W.T + b", "X @ -W.tolist()", "cannot turn a list round"),
    ("X @ W.T + b", "X @ -(W, b)", "turn each of its parts"),
    ("X @ W.T + b", "X(W.T) + b", "a product needs its `*`"),
    ("return g(A)", "return g * A", "it is not called"),
    ("return g(A)", "return g", "Y is a function, and it is not called"),
    ("return g(A)", "return g.g(A)", "without `.g`"),
    ("return g(A)", "return np.tanh.gd(A)", "without `.gd`"),
    ("A = X @ W.T + b", "A = b.copy(); A[0] = b", "one entry, on the right"),
    ("return g(A)", "return [X, b] - b", "lengths cannot become one array"),
    ("return g(A)", "A = V; V = g(A); return V", "has not run yet"),
    ("X @ W.T + b", "X @ W.T.sum() + b", "Behind the @ stands a single"),
    ("X @ W.T + b", "X.sum() @ W.T + b", "In front of the @ stands a"),
    ("X @ W.T + b", "[].append(X, b)", "append((a, b))"),
    ("X @ W.T + b", "X[W]", "which are whole numbers"),
    ("X @ W.T + b", "np.mean(len(X), len(b))", "for two numbers, [a, b]"),
    ("return g(A)", "return tanh(A)", "If NumPy's is meant: np.tanh"),
])
def test_exception_with_its_usual_reason(old, new, expected):
    message = wrong(FORWARD, old, new)
    assert expected in message
    assert "safely coerced" not in message and "gufunc" not in message


def test_a_name_that_a_method_reaches_through_self():
    def missing(new):
        return wrong(LAYER, "X @ self.W.T", new)

    assert missing("X @ W.T").endswith("through self: `self.W`.")
    assert missing("X @ X.W.T").endswith("through self: `self.W`.")
    assert "through" not in missing("X @ V.T")
    assert "through" not in wrong(
        LAYER, "X @ self.W.T", "X @ self.V.T", "self.W = W", "pass")
    assert "through" not in wrong(LAYER, "self.W = W", "pass")
    layer = changed(LAYER, "X @ self.W.T", "X @ W.T")
    layer.forward.__globals__["W"] = np.ones((20, 30))
    message = judge(LAYER, layer)[1]
    assert "reads W from the notebook" in message
    assert message.endswith("through self: self.W.")


def test_missing_attribute_of_something_else():
    assert "itself" not in wrong(FORWARD, "return g(A)", "return np.g(A)")


def test_returned_none():
    assert "returned None" in wrong(
        BACKPROP, "return dEdX, dEdW, dEdb", "dEdX, dEdW, dEdb")


def test_too_few_and_too_many_values():
    message = wrong(BACKPROP, "return dEdX, dEdW, dEdb", "return dEdX, dEdW")
    assert "too few values" in message and "dEdX, dEdW, dEdb" in message
    message = wrong(BACKPROP, "return dEdX, dEdW, dEdb",
                    "return dEdX, dEdW, dEdb, 1")
    assert "too many values" in message
    message = wrong(BACKPROP, "return dEdX, dEdW, dEdb", "return dEdW")
    assert "one value" in message


def test_tuple_around_a_single_value():
    assert "tuple" in wrong(FORWARD, "return g(A)", "return g(A),")


def test_wrong_types():
    assert "list" in wrong(FORWARD, "g(A)", "[list(a) for a in g(A)]")
    assert "str" in wrong(FORWARD, "g(A)", "str(A)")
    assert "single number" in wrong(FORWARD, "g(A)", "1.0")
    assert "objects" in wrong(FORWARD, "g(A)", "g(A).astype(object)")
    assert "complex" in wrong(FORWARD, "g(A)", "g(A) + 0j")
    assert "one number" in wrong(ERROR, "np.sum", "np.abs")
    assert "None" in wrong(BACKPROP, "Deltas.T @ X", "None")
    assert "dEdW is None" in wrong(BACKPROP, "Deltas.T @ X", "None")


def test_integers_lose_digits():
    assert "integers" in wrong(FORWARD, "g(A)", "(g(A)).astype(int)")
    assert "rounded to whole numbers" in wrong(
        FORWARD, "g(A)", "np.round(g(A)).astype(int)")


def test_truth_values():
    assert "True or False" in wrong(FORWARD, "g(A)", "g(A) > 0.5")
    assert "True or False" not in wrong(SLOPE, "Y > 0, 1.0, 0.0",
                                        "Y > 9, True, False")


def test_wrong_order_of_outputs():
    assert "dEdW and dEdb are swapped" in wrong(
        BACKPROP, "return dEdX, dEdW, dEdb", "return dEdX, dEdb, dEdW")
    assert "places: return dEdX, dEdW, dEdb" in wrong(
        BACKPROP, "return dEdX, dEdW, dEdb", "return dEdb, dEdX, dEdW")


def test_numbers_in_brackets():
    exercise = make(practice_numbers, lambda rng: (),
                    [Output("y[0]"), Output("y[1]")], "1.5")
    assert "y[0] is a list; it should be one number" in wrong(
        exercise, "1.5, 2", "[1.5], [2]")


def test_one_number_is_no_constant_factor():
    exercise = make(practice_numbers, lambda rng: (),
                    [Output("y[0]"), Output("y[1]")], "1.5")
    assert "y[0] is too small. (y[1] is right.)" in wrong(
        exercise, "1.5", "1.1")
    assert "2 times too large" in wrong(exercise, "1.5", "3")


def practice_numbers():
    return 1.5, 2


def test_wrong_arguments():
    message = wrong(FORWARD, "(X, W, b, g)", "(X, W, b)")
    assert "practice_forward(X, W, b, g)" in message


# ---- shapes ----

def test_transposed():
    message = wrong(BACKPROP, "Deltas.T @ X", "X.T @ Deltas")
    assert "dEdW is transposed" in message
    assert "[num_inputs, num_outputs] = [" in message
    assert "dEdX and dEdb are right" in message


def test_transposed_and_wrong_sign():
    message = wrong(BACKPROP, "Deltas.T @ X", "-X.T @ Deltas")
    assert "transposed" in message and "sign" in message


def test_transposed_where_all_shapes_fit():
    message = wrong(SQUARE, "W.T @ V", "(W.T @ V).T")
    assert "transposed" in message


def test_wrong_shape_does_not_give_the_product_away():
    message = wrong(BACKPROP, "Deltas.T @ X", "Deltas.T @ Deltas")
    assert "wrong shape" in message
    assert "[num_outputs, num_outputs]" in message
    assert "Deltas.T @ X" not in message


def test_axis_of_length_one():
    assert "length 1" in wrong(BACKPROP, "sum(axis=0)",
                               "sum(axis=0, keepdims=True)")


def test_missing_sum_is_seen_by_its_shape():
    message = wrong(BACKPROP, "Deltas.T @ X",
                    "Deltas[:, :, None] * X[:, None, :]")
    assert "sum over num_instances is missing" in message
    message = wrong(BACKPROP, "Deltas.sum(axis=0)", "Deltas")
    assert "sum over num_instances is missing" in message


def test_zeros_of_a_wrong_shape_are_not_a_missing_sum():
    zeros = make(practice_zeros, draw_error, [Output("b")], "len(Y[0])")
    message = wrong(zeros, "len(Y[0])", "Y.shape")
    assert "summed" not in message and "wrong shape" in message


def practice_zeros(Y, T):
    return np.zeros(len(Y[0]))


# ---- values ----

def test_sign():
    message = wrong(BACKPROP, "Deltas.T @ X", "-Deltas.T @ X")
    assert "dEdW has the wrong sign" in message


@pytest.mark.parametrize("change, expected", [
    ("* len(X)", "num_instances times too large"),
    ("/ len(X)", "num_instances times too small"),
    ("/ W.shape[0]", "num_outputs times too small"),
    ("* W.shape[0]", "num_outputs times too large"),
    ("/ W.shape[1]", "num_inputs times too small"),
    ("/ Y.size", "num_instances * num_outputs times too small"),
    ("* 2", "2 times too large"),
    ("/ 2", "2 times too small"),
    ("* 2 / len(X)", "num_instances / 2 times too small"),
    ("* 3", "a constant factor of 3"),
    ("* -2", "the wrong sign and is 2 times too large"),
    ("* np.abs(dEdY).max()", "different in each case"),
    ("* 0", "is 0 everywhere"),
])
def test_factor_and_which(change, expected):
    message = by_numbers(
        BACKPROP, "Deltas.T @ X", f"(Deltas.T @ X) {change}")
    assert f"dEdW {expected}" in message or expected in message


def test_factor_of_a_number():
    assert "2 times too large" in wrong(ERROR, "0.5 *", "1.0 *")
    assert "num_instances times too large" in wrong(ERROR, "/ len(Y)", "")
    assert "num_outputs times too small" in wrong(
        ERROR, "/ len(Y)", "/ Y.size")
    assert "num_instances² times too large, as if it stood on the wrong " \
        "side" in wrong(ERROR, "/ len(Y)", "* len(Y)")
    assert "2 * num_instances times too large" in wrong(
        ERROR, "0.5 * np.sum((Y - T) ** 2) / len(Y)", "np.sum((Y - T) ** 2)")


def test_zero_in_some_of_the_cases():
    message = by_numbers(BACKPROP, "Deltas.T @ X",
                         "(Deltas.T @ X) * (len(X) % 2)")
    assert "dEdW is 0 everywhere in some of the cases" in message


def test_number_that_ignores_an_argument():
    rate = make(practice_rate, lambda rng: (
        rng.uniform(0.1, 1), *different_sizes(rng, 2, low=3)),
        [Output("rate_mean", "a number")], "rate * num_instances")
    assert "is 3 * rate in each case, whatever num_instances and " \
        "num_outputs may be" in wrong(rate, "* num_instances", "* 3")
    assert "is 0.3 in each case, whatever the arguments are" in wrong(
        rate, "rate * num_instances", "0.3")


def practice_rate(rate, num_instances, num_outputs):
    return rate * num_instances


def test_off_by_a_constant():
    assert "constant: 0.5 too large" in by_numbers(
        FORWARD, "return g(A)", "return g(A) + 0.5")


def test_argument_missing_or_too_often():
    linear = make(practice_affine, lambda rng: draw_forward(rng)[:3],
                  [Output("A")], "X @ W.T + b")
    assert "without `b`" in wrong(linear, "X @ W.T + b", "X @ W.T")
    assert "`-` stands where `+`" in wrong(linear, "+ b", "- b")
    assert "`2 *` does not belong" in wrong(linear, "+ b", "+ 2 * b")
    slopes = make(practice_deltas, lambda rng: draw_backprop(rng)[::4],
                  [Output("Deltas")], "1 - Y * Y")
    assert "the factor `dEdY`" in wrong(slopes, "* dEdY", "")
    assert "dEdY has no effect" in by_numbers(
        slopes, "* dEdY", "* (dEdY / dEdY)")
    assert "`* dEdY` does not belong" in wrong(
        slopes, "* dEdY", "* dEdY * dEdY")
    assert "the factor `1 - Y * Y`" in wrong(
        slopes, "(1 - Y * Y) * dEdY", "dEdY.copy()")
    assert "is a copy of Y" in by_numbers(
        slopes, "(1 - Y * Y) * dEdY", "dEdY * Y / dEdY")


def test_factor_that_differs():
    step = make(practice_step, lambda rng: (
        rng.normal(size=(2, 3)), rng.uniform(0.1, 0.5)),
        [Output("Y", None)], "dEdY ** 3 / rate")
    assert "`*` stands where `/` belongs" in wrong(step, "/ rate", "* rate")
    assert "without the division by `rate`" in wrong(step, "/ rate", "")
    assert "different in each case" in by_numbers(
        step, "/ rate", "* rate ** 3")


def practice_step(dEdY, rate):
    return dEdY ** 3 / rate


def test_true_and_false_are_not_large_or_small():
    inside = make(practice_inside, lambda rng: (rng.normal(size=(3, 4)),),
                  [Output("inside", None)], "abs(A) < 0.7")
    message = by_numbers(inside, "abs(A) < 0.7", "abs(A) >= 0")
    assert "is True and should be False" in message
    assert "wrong entries" in message and "large" not in message
    assert "is False and should be True" in by_numbers(
        inside, "abs(A) < 0.7", "(abs(A) < 0.7) & (A > 0)")
    assert "False everywhere" in by_numbers(inside, "< 0.7", "< 0")


def practice_inside(A):
    return abs(A) < 0.7


def test_a_word_that_is_another():
    word = make(practice_word, lambda rng: (), [Output("word")], '"left"')
    assert "that is not right" in wrong(word, '"left"', '"right"')


def practice_word():
    return "left"


def practice_affine(X, W, b):
    return X @ W.T + b


def practice_deltas(dEdY, Y):
    return (1 - Y * Y) * dEdY


def test_precision():
    assert "float32" in by_numbers(FORWARD, "return g(A)",
                                   "return g(A).astype(np.float32)")
    assert "rounded to whole numbers" in by_numbers(
        FORWARD, "return g(A)", "return np.round(g(A))")
    assert "0.135039 instead of" in by_numbers(
        FORWARD, "return g(A)", "return g(A + 1e-6)")
    assert "is 0 everywhere" in by_numbers(
        FORWARD, "return g(A)", "return 0 * g(A)")
    quarter = make(practice_quarter, lambda rng: (rng.random((3, 4)),),
                   [Output("Y")], "A / 4")
    assert "is 0 everywhere" in by_numbers(quarter, "A / 4", "0 * A")


def practice_quarter(A):
    return A / 4


def test_reverse_order():
    assert "reverse order" in wrong(
        FORWARD, "return g(A)", "return g(A)[::-1].copy()")


def test_what_contains_itself_is_not_opened_for_ever():
    assert "what it returned contains itself" in wrong(
        FORWARD, "return g(A)",
        "found = [iter('a')]; found += [found]; return found")


def test_nan_has_a_position_and_the_warning():
    message = by_numbers(FORWARD, "return g(A)", "return np.log(A - A) * 0")
    assert "Y[0, 0] is nan" in message and "divide by zero" in message
    message = by_numbers(FORWARD, "return g(A)", "return g(A) / (A - A)")
    assert "infinite" in message


def test_small_step_with_both_numbers():
    message = by_numbers(BACKPROP, "Deltas.T @ X", "Deltas.T @ np.sin(X)")
    assert "dEdW[" in message and "a small step gives" in message
    assert by_numbers(BACKPROP, "Deltas.T @ X",
                      "Deltas.T @ np.sin(X)") == message
    assert "`np.sin` does not belong" in wrong(
        BACKPROP, "Deltas.T @ X", "Deltas.T @ np.sin(X)")


def test_a_function_that_is_handed_in_and_not_used():
    for other in ("np.sin(A)", "1 / (1 + np.exp(-A))", "np.sign(A)"):
        assert "Use the g that is handed in" in wrong(
            FORWARD, "return g(A)", f"return {other}")
    for same in ("np.array([g(a) for a in A])", "(lambda: g(A))()"):
        assert "Use the g" not in wrong(
            FORWARD, "return g(A)", f"return {same} ** 3")
    assert "Use the g" not in wrong(
        FORWARD, "return g(A)", "return -np.tanh(A)")  # the sign is named


def test_farthest_entry_without_a_finite_difference():
    message = by_numbers(FORWARD, "return g(A)", "return g(A) ** 3")
    assert "farthest" in message and "Y[" in message
    assert "instead of" in message


def test_an_output_that_is_computed_from_another_is_judged_after_it():
    def practice_two(x):
        first = 3 * x
        return first ** 2, first

    def judged(last):
        exercise = make(
            practice_two, lambda rng: (rng.normal(size=3) + 5,),
            [Output("second", last=last), Output("first")], "3 * x")
        return wrong(exercise, "3 * x", "-3 * x + np.arange(3) * 1.0")

    assert judged(last=False).startswith("second")
    assert judged(last=True).startswith("first")


def test_nested_outputs_have_names():
    assert "gradients[0].dEdb" in wrong(STACK, "W * 2", "W * 4")
    assert "gradients[1].dEdW is missing" in wrong(
        STACK, "return pairs", "return pairs[:1]")


def test_einsum_in_any_letters():
    letters = changed(SPEC, "no,ni->oi", "ab,ac->bc")
    assert judge(SPEC, letters)[0] == "✓"
    assert "transposed" in wrong(SPEC, "no,ni->oi", "no,ni->io")
    assert "ValueError" in wrong(SPEC, "no,ni->oi", "no,no->oi")


def test_class():
    message = wrong(LAYER, "dEdY @ self.W", "dEdY @ self.W.T")
    assert "line 2 of backprop" in message
    assert "sign" in wrong(LAYER, "dEdY @ self.W", "-dEdY @ self.W")
    assert judge(LAYER, type("PracticeLayer", (), {}))[0] == "✗"


# ---- mistakes of this exercise, found by what they return ----

def test_known_mistake_written_in_another_way():
    answer = written(BACKPROP, """
        def practice_backprop(dEdY, W, b, gd, Y, X):
            return dEdY.dot(W), np.einsum("no,ni->oi", dEdY, X), sum(dEdY)
        """)
    assert judge(BACKPROP, answer)[1].startswith(words.FORGOT_GD)


def test_known_mistake_in_one_output_only():
    message = wrong(BACKPROP, "Deltas.sum(axis=0)", "dEdY.sum(axis=0)")
    assert words.FORGOT_GD in message
    assert "dEdX and dEdW are right" in message


def test_forgotten_bias_and_mask():
    assert "The bias is missing" in wrong(FORWARD, " + b", "")
    assert RELU_MASK in wrong(SLOPE, "Y > 0", "Y <= 0")


def test_known_mistake_is_not_known_by_a_false_that_is_no_zero():
    exercise = make(
        practice_share, lambda rng: (np.arange(rng.integers(3, 9)) > 1,),
        [Output("share", "a number")], "np.mean(right)",
        mistakes=[Mistake("np.mean(right)", "0.0", hint="Nothing is read")])
    assert "Nothing is read" in wrong(
        exercise, "np.mean(right)", "0.0 * 1")
    message = wrong(exercise, "np.mean(right)", "right.all()")
    assert "share is True or False" in message


def practice_share(right):
    return np.mean(right)


def test_the_same_exception_on_the_way_to_another_output():
    exercise = make(
        practice_backprop, draw_backprop, BACKPROP.outputs, "gd(Y) * dEdY",
        mistakes=[Mistake("Deltas @ W", "Deltas @ W.T", hint="For dEdX")])
    assert "For dEdX" in wrong(exercise, "Deltas @ W", "Deltas @ W.T")
    message = wrong(exercise, "Deltas.T @ X", "Deltas @ X.T")
    assert "dEdW should be" in message and "For dEdX" not in message


def test_square_cases_tell_mistakes_apart_that_raise():
    mistakes = [Mistake("X @ W.T", "X @ W", hint="The transpose is gone"),
                Mistake("X @ W.T", "X @ W * 2", hint="Twice, without it"),
                Mistake("X @ W.T", "X @ W", "+ b", "- b", hint="Both")]

    def draw_square(rng):
        return (*rng.normal(size=(2, 3, 3)), rng.normal(size=3), g)

    for draw in (None, draw_square):
        exercise = make(practice_forward, draw_forward, [Output("Y")],
                        "X @ W.T + b", mistakes=mistakes, draw_square=draw)
        for mistake in mistakes:
            symbol, message = judge(exercise, mistake.function)
            assert symbol == "✗" and "line 2" in message
            assert (mistake.hint in message) == (draw is not None)


# ---- what it does to its arguments, and to the world ----

def test_mistakes_that_raise_in_square_cases_too():
    """There the messages of the exceptions tell them apart."""
    exercise = make(
        practice_transpose, lambda rng: rng.normal(size=(2, 3, 3)),
        [Output("product")], "W.T @ V",
        draw_square=lambda rng: rng.normal(size=(2, 4, 4)), mistakes=[
            Mistake("W.T @ V", "np.vstack([W, V[0, 0]])", hint="One number"),
            Mistake("W.T @ V", "np.vstack([W, V[0, :2]])", hint="Two")])
    assert "One number" in wrong(exercise, "W.T @ V",
                                 "np.concatenate([W, V[:1, :1]])")
    assert "Two" in wrong(exercise, "W.T @ V",
                          "np.concatenate([W, V[:1, :2]])")
    message = wrong(exercise, "W.T @ V", "np.reshape(W, (7, 7))")
    assert "One" not in message and "Two" not in message


def test_changed_in_place():
    message = wrong(BACKPROP, "Deltas = gd(Y) * dEdY",
                    "dEdY *= gd(Y); Deltas = dEdY")
    assert "argument dEdY in place" in message
    assert "argument X in place" in wrong(
        FORWARD, "return g(A)", "X[0, 0] = 3; return g(A)")


def test_case_is_not_harmed_by_a_change_in_place():
    before = [np.copy(array) for array in FORWARD.cases[0][:3]]
    wrong(FORWARD, "return g(A)", "X[:] = 0; return g(A)")
    for old, new in zip(before, FORWARD.cases[0]):
        assert np.array_equal(old, new)


def test_view_of_an_argument():
    copy = make(practice_copy, lambda rng: (rng.normal(size=(3, 4)),),
                [Output("Y")], "A.copy()")
    message = wrong(copy, "A.copy()", "A")
    assert "view of the argument A" in message
    assert "view" in wrong(copy, "A.copy()", "A[:, :]")


def practice_copy(A):
    return A.copy()


def test_solution_may_change_and_return_its_argument():
    update = make(practice_update, lambda rng: (rng.normal(size=4),),
                  [Output("W", None)], "0.1")
    assert judge(update, practice_update)[0] == "✓"


def practice_update(W):
    W -= 0.1
    return W


def test_the_notebooks_arrays_are_not_arguments():
    answer = FORWARD.make(
        "def practice_forward(X, W, b, g):\n    return g(MY_X @ W.T + b)\n",
        "answer in a test")
    answer.__globals__["MY_X"] = np.ones((20, 30))
    message = judge(FORWARD, answer)[1]
    assert "reads MY_X from the notebook" in message


def test_endless_loop_is_cut(monkeypatch):
    monkeypatch.setenv("MLP_HELPERS_TIMEOUT", "0.3")
    monkeypatch.setattr("mlp_helpers.exercises.running.SECONDS", 1e6)
    before = threading.active_count()
    message = wrong(FORWARD, "return g(A)",
                    "n = 0\n    while True:\n        n += 1")
    assert "still running" in message and "line 4 (`while True:`)" in message
    assert threading.active_count() == before


def test_endless_loop_that_catches_everything(monkeypatch):
    monkeypatch.setenv("MLP_HELPERS_TIMEOUT", "0.3")
    answer = written(FORWARD, """
        def practice_forward(X, W, b, g):
            for n in range(10 ** 12):
                try:
                    n += 1
                except:
                    print("caught")
        """)
    symbol, message = judge(FORWARD, answer)
    assert symbol == "✗" and "line 2" in message


def test_check_from_another_thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(
        judge(FORWARD, practice_forward)))
    thread.start()
    thread.join(20)
    assert found[0][0] == "✓"


@pytest.mark.parametrize("statement, expected", [
    ("raise SystemExit", "SystemExit"),
    ("raise SystemExit(3)", "SystemExit"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    ("quit()", ""),
    ("return practice_forward(X, W, b, g)", "RecursionError"),
    ("assert False", "AssertionError"),
])
def test_ways_to_leave(statement, expected):
    assert expected in wrong(FORWARD, "return g(A)", statement)


def test_warnings_do_not_leak(capfd, recwarn):
    judge(FORWARD, changed(FORWARD, "return g(A)",
                           "np.log(-np.abs(A)); return g(A)"))
    assert not recwarn.list
    assert capfd.readouterr() == ("", "")


def test_strange_objects():
    class Strange:
        def __eq__(self, other):
            raise RuntimeError("no")

        def __array__(self, *args, **kwargs):
            raise RuntimeError("no")

        def __getattr__(self, name):
            raise RuntimeError("no")

    for value in (Strange(), Strange, [Strange()] * 3, (n for n in "abc"),
                  {"a": 1}, np.array([None]), "text", 7, np.ma.array([1])):
        def one(*args, value=value):
            return value

        def three(*args, value=value):
            return value, value, value

        assert judge(BACKPROP, one)[0] == "✗"
        assert judge(BACKPROP, three)[0] == "✗"
        assert judge(ERROR, one)[0] == "✗"
    for function in (len, print, np.sum, int, object(), 3, "f"):
        assert judge(BACKPROP, function)[0] in "○✗"


# ---- check, hint, solution, progress ----

@pytest.fixture
def course(monkeypatch, tmp_path):
    """A course of two exercises, and an empty record."""
    monkeypatch.setenv("MLP_HELPERS_PROGRESS", str(tmp_path / "a" / "p.json"))
    exercises = register.Register()
    monkeypatch.setattr(talking, "REGISTER", exercises)
    monkeypatch.setattr(talking, "_next_hint", {})
    monkeypatch.setattr(talking, "_latest", {})

    class Module:
        """The exercises of a test, Practice."""

        EXERCISES = [BACKPROP, FORWARD]

    exercises.add(Module)
    with pytest.raises(ValueError, match="two exercises"):
        exercises.add(Module)
    return tmp_path / "a" / "p.json"


def test_check_prints_one_line_and_returns(course, capsys):
    answer = changed(FORWARD, "X @ W.T + b", "b + X @ W.T")
    assert check(answer) is answer
    assert capsys.readouterr().out.startswith("✓ practice_forward: ")
    answer = changed(FORWARD, "X @ W.T + b", "X @ W.T - b")
    finished = check(answer)
    assert finished is practice_forward
    text = capsys.readouterr().out
    assert text.startswith("✗ practice_forward: ") and text.count("\n") == 1
    assert check(finished) is finished
    assert "○ practice_forward: this is the finished function" \
        in capsys.readouterr().out


def test_check_never_raises(course, capsys):
    for thing in (..., None, 3, "practice_forward", [1], np.ones(3), len,
                  lambda: 1, object()):
        assert check(thing) is thing
        assert capsys.readouterr().out.startswith("○ check: ")
    for thing in (..., None, 3):
        assert check(thing, "practice_forward") is practice_forward
        assert capsys.readouterr().out[0] in "○✗"


def test_check_suggests_a_name(course, capsys):
    def practice_forwards():
        pass

    assert check(practice_forwards) is practice_forwards
    assert "Did you mean 'practice_forward'" in capsys.readouterr().out
    with pytest.raises(KeyError, match="Did you mean"):
        judge("practise_forward", None)


def test_check_prints_what_the_first_case_prints(course, capsys):
    check(changed(FORWARD, "return g(A)", "print('here'); return g(A)"))
    assert capsys.readouterr().out.count("here") == 1
    check(changed(FORWARD, "return g(A)",
                  "for n in range(1000): print(n)\n    return g(A)"))
    assert 30 < capsys.readouterr().out.count("\n") < 50


def test_check_is_deterministic(course, capsys):
    texts = set()
    for _ in range(3):
        check(changed(BACKPROP, "Deltas.T @ X", "Deltas.T @ X ** 2"))
        texts.add(capsys.readouterr().out)
    assert len(texts) == 1


def test_hints_one_after_the_other(course, capsys):
    for expected in ("hint 1 of 3: first", "hint 2 of 3: second",
                     "hint 3 of 3: The solution has: `Deltas = gd(Y) * dEdY`.",
                     'solution("practice_backprop")'):
        hint("practice_backprop")
        assert expected in capsys.readouterr().out
    hint(practice_backprop)
    assert "hint 3 of 3" in capsys.readouterr().out
    hint("nothing of the kind")
    assert "no exercise" in capsys.readouterr().out


def test_solution_is_printed(course, capsys):
    solution(practice_forward)
    assert capsys.readouterr().out == inspect.getsource(practice_forward)
    solution("practise_forward")
    assert "Did you mean" in capsys.readouterr().out


def test_progress_survives(course, capsys):
    check(practice_forward)
    check(changed(FORWARD, " + b", ""))
    capsys.readouterr()
    progress()
    text = capsys.readouterr().out
    assert "✗ practice_forward" in text and "(solved before)\n" in text
    assert "○ practice_backprop" in text
    assert "99 Practice: 1 of 2" in text
    assert record.done() == {"practice_forward"}
    progress(99)
    assert "1 of 2" in capsys.readouterr().out
    progress("77")
    assert "no exercises" in capsys.readouterr().out


# ---- mistakes in a register are seen ----

def test_a_blank_occurs_once():
    for blank in ("nowhere", "Deltas"):
        with pytest.raises(ValueError, match="occurs"):
            make(practice_backprop, draw_backprop, [Output("dEdX")], blank)
    with pytest.raises(ValueError, match="index"):
        make(practice_sum, draw_forward, [Output("Y")], "0")
    exercise = make(practice_sum, draw_forward, [Output("Y")], "W[0]",
                    mistakes=[Mistake("V", "U")])
    with pytest.raises(ValueError, match="occurs"):
        exercise.mistakes[0].function


def practice_sum(W):
    return W[0]


def test_a_mistake_is_complete():
    for arguments in ((), ("old",), ("a", "b", "c")):
        with pytest.raises(ValueError):
            Mistake(*arguments)
    with pytest.raises(ValueError):
        Mistake("a", "b", code="c")


def test_blank_of_several_lines():
    exercise = make(practice_stack, STACK.draw, STACK.outputs,
                    "for W in weights: pairs.append((W @ x, W * 2))")
    assert "    ...\n    return pairs" in exercise.blank_source


def test_public_names():
    for name in exercises.__all__:
        assert hasattr(exercises, name)


class Keeps:
    """A class that keeps a number, for two methods."""

    def put(self, x):
        self.x = x

    def doubled(self, y):
        return self.x * y


def run_keeps(Keeps, x, y):
    keeps, other = Keeps(), Keeps()
    keeps.put(x)
    other.put(-x)
    return keeps.doubled(y)


KEEPS = Exercise(Keeps, notebook="99", question="practice",
                 outputs=[Output("y", "a number")], call=run_keeps,
                 draw=lambda rng: tuple(rng.normal(size=2)),
                 blanks=["self.x * y"])


@pytest.mark.parametrize("old, new, words", [
    ("put(self, x)", "put(x)", "the method put is called with its object"),
    ("self.x = x", "Keeps.x = x", "Keeps.x belongs to the class"),
    ("self.x = x", "x = x", "Nothing in the class keeps it, as in self.x ="),
    ("self.x * y", "self.z * y\n    def never(self):\n        self.z = 2",
     "never keeps self.z, and never has not run"),
])
def test_slips_of_a_class(old, new, words):
    assert words.casefold() in wrong(KEEPS, old, new).casefold()
