"""The proofs of the register: right answers pass, wrong ones are named.

What is tried beside the solutions and their known mistakes stands in answers/.
"""
import ast
import copy
import inspect

import answers
import numpy as np
import pytest
from small_exercises import SMALL

from mlp_helpers.exercises import REGISTER, judge
from mlp_helpers.exercises.comparison import Comparison
from mlp_helpers.exercises.sources import edit

EXERCISES = list(REGISTER.values())
MISTAKES = [pytest.param(exercise, mistake, id=f"{exercise.name}-{number}")
            for exercise in EXERCISES
            for number, mistake in enumerate(answers.mistakes(exercise), 1)]
VARIANTS = [pytest.param(exercise, variant, id=f"{exercise.name}-{number}")
            for exercise in EXERCISES
            for number, variant in enumerate(answers.right(exercise), 1)]


def each_exercise(test):
    return pytest.mark.parametrize(
        "exercise", EXERCISES, ids=lambda e: e.name)(test)


@each_exercise
def test_solution_is_right(exercise):
    symbol, message = judge(exercise.name, exercise.solution)
    assert symbol == "✓", message
    again = exercise.make(exercise.solution_source, "solution in a test")
    symbol, message = judge(exercise.name, again)
    assert symbol == "✓", message


@each_exercise
def test_blank_is_not_answered(exercise):
    blank = exercise.make(exercise.blank_source, "blank in a test")
    symbol, message = judge(exercise.name, blank)
    assert symbol == "○", message


@each_exercise
def test_blank_is_the_solution_with_dots(exercise):
    """Line by line: what is not a blank is as it is in the solution."""
    if exercise.faulty:
        assert "..." not in exercise.blank_source
        return
    assert "..." in exercise.blank_source
    lines = exercise.solution_source.splitlines()
    for line in exercise.blank_source.splitlines():
        assert "..." in line or line in lines


@pytest.mark.parametrize("exercise, mistake", MISTAKES)
def test_mistake_is_named(exercise, mistake):
    symbol, message = judge(exercise.name, mistake.function)
    assert symbol == "✗", message
    for word in mistake.words:
        assert word.casefold() in message.casefold(), message


@pytest.mark.parametrize("exercise, mistake", [
    pytest.param(*mistake.values, id=mistake.id,
                 marks=[pytest.mark.slow] * bool(number % 21))
    for number, mistake in enumerate(MISTAKES)])
def test_message_is_always_the_same(exercise, mistake):
    """Stored outputs are compared, though one case is drawn anew."""
    assert len({judge(exercise.name, mistake.function)
                for _ in range(2)}) == 1


@pytest.mark.parametrize("exercise, variant", VARIANTS)
def test_variant_is_right(exercise, variant):
    symbol, message = judge(exercise.name, variant)
    assert symbol == "✓", message


def unfinished(exercise, right, mistakes):
    """What an exercise lacks, in words, with the answers to try it on."""
    file = f"tests/answers/nb{exercise.notebook}.py"
    sources = exercise.solution_source, exercise.blank_source
    return [words for words, holds in {
        "question: one line that says what is asked":
            exercise.question and "\n" not in exercise.question,
        "hints: two at least, all different (a last one is made of the "
        "solution's lines)":
            len(exercise.hints) >= 3
            and len(set(exercise.hints)) == len(exercise.hints),
        "hints: three, for no line of the solution is the learner's alone":
            "has: ." not in exercise.hints[-1],
        "outputs: an Output for each thing that is returned":
            exercise.outputs,
        "mistakes: each has a hint": all(
            mistake.hint for mistake in exercise.mistakes),
        "the solution has a docstring": inspect.getdoc(exercise.solution),
        "its lines have 76 columns at most": all(
            len(line) <= 76 for source in sources
            for line in source.splitlines()),
        f"RIGHT of {file}: two other right answers at least, and there are "
        f"{len(right)}": len(right) >= 2,
        f"mistakes here and in WRONG of {file}: three at least, and there "
        f"are {len(mistakes)}": len(mistakes) >= 3,
        f"WRONG of {file}: each has words to expect": all(
            isinstance(word, str) and word
            for mistake in mistakes for word in mistake.words),
    }.items() if not holds]


@each_exercise
def test_exercise_is_complete(exercise):
    assert REGISTER[exercise.name] is exercise
    lacks = unfinished(
        exercise, answers.right(exercise), answers.mistakes(exercise))
    assert not lacks, "\n  ".join([
        f"{exercise.name} (mlp_helpers/exercises/nb{exercise.notebook}.py) "
        "needs:", *lacks])


def test_what_an_exercise_lacks_is_said_all_at_once():
    whole = copy.copy(SMALL["weighted_sum"])
    whole.hints = ["first", "second", "third"]
    mistake, = answers.mistakes(whole)
    assert unfinished(whole, [whole.solution] * 2, [mistake] * 3) == []
    begun = copy.copy(whole)
    begun.hints, begun.question, begun.outputs = ["first", "last"], "", []
    lacks = unfinished(begun, [], [mistake])
    assert [words.partition(":")[0] for words in lacks] == [
        "question", "hints", "outputs", "RIGHT of tests/answers/nb00.py",
        "mistakes here and in WRONG of tests/answers/nb00.py"]
    assert lacks[-2].endswith("are 0") and lacks[-1].endswith("are 1")


def test_answers_belong_to_exercises():
    assert not answers.unknown(), (
        "tests/answers/ has answers to exercises that mlp_helpers/exercises "
        f"does not know: {sorted(answers.unknown())}")


@each_exercise
def test_cases_have_different_sizes(exercise):
    assert len(exercise.cases) >= 3
    for case in [*exercise.cases, *(exercise.new_case() for _ in range(20))]:
        assert len(case) == len(exercise.parameters)
        sizes = exercise.sizes(case)
        assert len(set(sizes.values())) == len(sizes), (
            f"draw of {exercise.name}: all sizes of a case must differ, or "
            f"wrong products fit (see numeric.different_sizes): {sizes}")
    all_sizes = [tuple(exercise.sizes(case).values())
                 for case in exercise.cases]
    assert len(set(all_sizes)) > 1 or not any(all_sizes), (
        f"draw of {exercise.name}: each case needs other sizes, or a number "
        f"written down in place of one passes: {all_sizes[0]}")


@each_exercise
def test_solution_agrees_with_finite_differences(exercise):
    numeric = answers.numeric(exercise)
    if numeric is None:
        assert not exercise.slopes, (  # its messages speak of a small step
            f"NUMERIC of tests/answers/nb{exercise.notebook}.py needs a "
            f"function that measures what {exercise.name} returns")
        pytest.skip("has no finite differences")
    for case in [*exercise.cases, exercise.new_case()]:
        found = exercise.named(exercise.call(
            exercise.solution, *copy.deepcopy(case)))
        truth = exercise.named(numeric(*copy.deepcopy(case)))
        assert [name for name, _ in found] == [name for name, _ in truth]
        for (name, leaf), (_, slope) in zip(found, truth):
            assert np.shape(leaf) == np.shape(slope), name
            assert np.allclose(leaf, slope, rtol=1e-6, atol=1e-6), name


def test_backprop_exercises_have_finite_differences():
    for exercise in EXERCISES:
        if "gradient" in exercise.name or "backprop" in exercise.name:
            assert answers.numeric(exercise) is not None, (
                f"{exercise.name}: NUMERIC of tests/answers/"
                f"nb{exercise.notebook}.py has no function for it")


# ---- mutations: a wrong answer that nobody has thought of ----

class _Mutation(ast.NodeTransformer):
    """Make the one change with the number `wanted`, and count them all."""

    def __init__(self, wanted):
        self.wanted, self.count, self.what = wanted, 0, None

    def _now(self, what):
        self.count += 1
        if self.count - 1 == self.wanted:
            self.what = what
            return True
        return False

    def visit_BinOp(self, node):
        self.generic_visit(node)
        left, operator, right = node.left, node.op, node.right
        if isinstance(operator, (ast.MatMult, ast.Sub, ast.Div)) \
                and self._now("swap"):
            return ast.BinOp(right, operator, left)
        if isinstance(operator, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
            if self._now("drop the right"):
                return left
            if self._now("drop the left"):
                return right
        other = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add,
                 ast.Div: ast.Mult}.get(type(operator))
        if other and self._now("another operator"):
            return ast.BinOp(left, other(), right)
        if isinstance(operator, ast.MatMult):
            if self._now("sign"):
                return ast.UnaryOp(ast.USub(), node)
            for side in ("left", "right"):
                if self._now(f"transpose the {side}"):
                    return ast.BinOp(**{
                        "left": left, "op": operator, "right": right,
                        side: ast.Attribute(getattr(node, side), "T",
                                            ast.Load())})
        return node

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if node.attr == "T" and self._now("no transpose"):
            return node.value
        return node

    def visit_keyword(self, node):
        self.generic_visit(node)
        if node.arg == "axis" and isinstance(node.value, ast.Constant):
            if self._now("other axis"):
                return ast.keyword("axis", ast.Constant(1 - node.value.value))
        return node

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Add):
            if self._now("subtract"):
                return ast.AugAssign(node.target, ast.Sub(), node.value)
            if self._now("overwrite"):
                return ast.Assign([node.target], node.value)
        return node

    def visit_Compare(self, node):
        self.generic_visit(node)
        other = {ast.Gt: ast.Lt, ast.Lt: ast.Gt, ast.Eq: ast.NotEq,
                 ast.GtE: ast.Gt}.get(type(node.ops[0]))
        if other and self._now("other comparison"):
            return ast.Compare(node.left, [other()], node.comparators)
        return node

    def visit_Constant(self, node):
        if type(node.value) is int and self._now("another number"):
            return ast.Constant(node.value + 1)
        if isinstance(node.value, str) and self._now("other letters"):
            return ast.Constant(node.value[::-1])
        return node

    def visit_Expr(self, node):  # a docstring stays as it is
        if isinstance(node.value, ast.Constant):
            return node
        return self.generic_visit(node)

    def visit_Return(self, node):
        self.generic_visit(node)
        if self._now("return something first"):
            return ast.Return(ast.Tuple([ast.Constant(0), node.value],
                                        ast.Load()))
        if not isinstance(node.value, ast.Tuple):
            if self._now("twice"):
                return ast.Return(ast.BinOp(ast.Constant(2), ast.Mult(),
                                            node.value))
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        if len(node.args) == 2 and self._now("swap arguments"):
            return ast.Call(node.func, node.args[::-1], node.keywords)
        return node


def mutants(exercise):
    """The sources of all changed solutions, with what was changed."""
    number = 0
    while True:
        tree = ast.parse(exercise.solution_source)
        mutation = _Mutation(number)
        tree = ast.fix_missing_locations(mutation.visit(tree))
        if mutation.what is None:
            return
        yield mutation.what, ast.unparse(tree) + "\n"
        number += 1


@pytest.mark.parametrize("part", [
    0, *(pytest.param(part, marks=pytest.mark.slow) for part in (1, 2))])
@each_exercise
def test_mutations_are_refused(exercise, part, monkeypatch):
    """By their values: what is said of them is tried on every tenth."""
    monkeypatch.setenv("MLP_HELPERS_TIMEOUT", "1")
    refused = unchanged = 0
    for number, (what, source) in enumerate(mutants(exercise)):
        if number % 3 != part:
            continue
        function = exercise.make(source, f"{exercise.name} mutant {number}")
        it = Comparison(exercise, function)
        wrong = it.tried.failed or it.tried.stuck or it.wrong_names()
        if wrong and number % 10:
            refused += 1
            continue
        symbol, message = judge(exercise, function)
        if symbol == "✓" and not wrong:
            unchanged += 1
            continue
        assert symbol == "✗" or exercise.faulty and "exhibit" in message, (
            f"{what}: {message}\n{source}")
        assert "kept it from being checked" not in message
        refused += 1
    print(f"{exercise.name}: {refused} wrong answers refused, {unchanged} "
          "changes made no difference")
    assert refused + unchanged or part  # few changes: none may be its own


@each_exercise
def test_every_blank_alone_is_not_answered(exercise):
    """One blank left, the others filled in."""
    for blank in exercise.blanks:
        pair = (blank, "...") if isinstance(blank, str) else blank
        source = edit(exercise.solution_source, [pair], exercise.name)
        symbol, message = judge(exercise, exercise.make(
            source, "one blank in a test"))
        assert symbol == "○", message
