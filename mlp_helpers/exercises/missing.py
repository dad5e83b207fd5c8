"""What is left out: the solution without one of its parts, part by part.

A change in an answer cannot bring back what is not in it (see `repairs`). So
each part is left out of the solution instead. What comes of it is a Mistake,
which is recognised as all others are: by what it returns.
"""
import ast
import functools

from .exercise import Mistake
from .sources import find


@functools.cache
def missing(exercise):
    """A list of Mistake, one for each part in a line of the learner's."""
    tree = ast.parse(exercise.solution_source)
    if not isinstance(tree.body[0], ast.FunctionDef):
        return []
    found, own = {}, _own_lines(exercise)
    for line in ast.walk(tree):
        if isinstance(line, ast.stmt) and line.lineno in own \
                and not isinstance(line, (ast.For, ast.While, ast.If)):
            for start, end, new, what in _parts(line, exercise):
                found.setdefault(_without(exercise, start, end, new),
                                 f"This is what you get without {what}"
                                 f"{_place(line)}.")
    mistakes = [Mistake(code=code, hint=hint) for code, hint in found.items()]
    for number, mistake in enumerate(mistakes, start=1):
        mistake.bind(exercise, f"omission {number}")
    return mistakes


def _own_lines(exercise):
    """Numbers of the lines of the solution that the learner writes."""
    lines, source = set(), exercise.solution_source
    for blank in exercise.blanks:
        match = find(source, blank if isinstance(blank, str) else blank[0])
        first, last = (source.count("\n", 0, end) + 1 for end in match.span())
        lines.update(range(first, last + 1))
    return lines


def _parts(line, exercise):
    """(start, end, what stays, what is left out), each end (line, column)."""
    def part(node, stays, what):
        return ((node.lineno, node.col_offset),
                (node.end_lineno, node.end_col_offset), stays, what)

    text = ast.unparse
    for node in ast.walk(line):
        if isinstance(node, ast.BinOp) and not isinstance(
                node.op, (ast.MatMult, ast.Pow)):
            times = "the factor " * isinstance(node.op, ast.Mult)
            by = "the division by " * isinstance(node.op, ast.Div)
            yield part(node, f"({text(node.left)})",
                       f"{times or by}`{text(node.right)}`")
            yield part(node, f"({text(node.right)})",
                       f"{times}`{text(node.left)}`")
        elif isinstance(node, ast.Call) and len(node.args) == 1 \
                and text(node.func) != "range":
            yield part(node, f"({text(node.args[0])})",
                       f"{text(node.func)}(...)")
        elif isinstance(node, ast.Subscript) and isinstance(
                node.ctx, ast.Load):
            yield part(node, text(node.value),
                       f"[{text(node)[len(text(node.value)) + 1:]}")
        elif isinstance(node, ast.Attribute) and node.attr == "T":
            yield part(node, text(node.value),
                       f"the transpose, {text(node)}")
        elif isinstance(node, (ast.Assign, ast.AugAssign)):
            yield part(node, "pass", "this step")


def _without(exercise, start, end, new):
    lines = exercise.solution_source.encode().splitlines(keepends=True)
    before = lines[:start[0] - 1] + [lines[start[0] - 1][:start[1]]]
    after = [lines[end[0] - 1][end[1]:]] + lines[end[0]:]
    return b"".join([*before, new.encode(), *after]).decode()


def _place(line):
    """Which line it is, by the name that it sets."""
    if isinstance(line, ast.Return):
        return ", in what is returned"
    target = getattr(line, "target", None) or getattr(
        line, "targets", [None])[0]
    return f", where {ast.unparse(target)} is set" if target else ""
