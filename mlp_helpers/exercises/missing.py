"""What is left out: the solution without one of its parts, part by part.

A change in an answer cannot bring back what is not in it (see `repairs`). So
each part is left out of the solution instead. What comes of it is a Mistake,
which is recognised as all others are: by what it returns.
"""
import ast
import functools
from collections import Counter

from .exercise import Mistake
from .sources import find


def left_out(it):
    """The mistakes of `missing` whose part is not in an answer after all.

    What stands in it as often as in the solution, or in the lines that set
    the same name, is not what is missing.
    """
    own = [it.tree] if it.tree else [tree for _, tree in it.answer.trees()]
    theirs = [ast.parse(it.exercise.solution_source)]

    @functools.cache
    def parts(name):
        return _count(own, name), _count(theirs, name)

    def lacks(mistake):
        return any(mine[mistake.part] < right[mistake.part]
                   for mine, right in map(parts, {None, mistake.name})
                   if mine)
    return [mistake for mistake in missing(it.exercise) if lacks(mistake)]


def _count(trees, name):
    """How often each part stands in some trees, in lines that set a name."""
    return Counter(
        ast.unparse(node)
        for tree in trees
        for line in ([tree] if name is None else ast.walk(tree))
        if name is None or isinstance(line, ast.stmt) and _name(line) == name
        for node in ast.walk(line) if isinstance(node, (ast.expr, ast.stmt)))


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
            for node, stays, part, what in _parts(line):
                mistake = Mistake(
                    code=_without(exercise, node, stays),
                    hint=f"This is what you get without {what}"
                         f"{_place(line) if node is not line else ''}.")
                mistake.part, mistake.name = part, _name(line)
                mistake.bind(exercise, f"omission {len(found) + 1}")
                found.setdefault(mistake.code, mistake)
    return list(found.values())


def _own_lines(exercise):
    """Numbers of the lines of the solution that the learner writes."""
    lines, source = set(), exercise.solution_source
    if exercise.faulty:
        return range(source.count("\n") + 1)
    for blank in exercise.blanks:
        match = find(source, blank if isinstance(blank, str) else blank[0])
        first, last = (source.count("\n", 0, end) + 1 for end in match.span())
        lines.update(range(first, last + 1))
    return lines


def _parts(line):
    """Yield (node, what stays of it, the part that goes, its name)."""
    text = ast.unparse
    for node in ast.walk(line):
        if isinstance(node, ast.BinOp) and not isinstance(
                node.op, (ast.MatMult, ast.Pow)):
            left, right = text(node.left), text(node.right)
            times = "the factor " * isinstance(node.op, ast.Mult)
            by = "the division by " * isinstance(node.op, ast.Div)
            yield node, f"({left})", right, f"{times or by}`{right}`"
            minus = isinstance(node.op, ast.Sub)
            yield node, f"({right})", left, f"{times}`{left}{' -' * minus}`"
            if minus:
                yield node, f"(-({right}))", left, f"`{left}`"
        elif isinstance(node, ast.Call) and len(node.args) == 1 \
                and text(node.func) != "range":
            name = text(node.func)
            yield node, f"({text(node.args[0])})", name, f"{name}(...)"
        elif isinstance(node, ast.Subscript) and isinstance(
                node.ctx, ast.Load):
            array, whole = text(node.value), text(node)
            yield node, array, whole, whole[len(array):]
        elif isinstance(node, ast.Attribute) and node.attr == "T":
            yield (node, text(node.value), text(node),
                   f"the transpose, {text(node)}")
        elif isinstance(node, (ast.Assign, ast.AugAssign)):
            yield node, "pass", text(node), f"`{text(node)}`"


def _without(exercise, node, stays):
    lines = exercise.solution_source.encode().splitlines(keepends=True)
    first, last = lines[node.lineno - 1], lines[node.end_lineno - 1]
    return b"".join([
        *lines[:node.lineno - 1], first[:node.col_offset], stays.encode(),
        last[node.end_col_offset:], *lines[node.end_lineno:]]).decode()


def _name(line):
    """What a line sets, as text, or None."""
    target = getattr(line, "target", None) or getattr(
        line, "targets", [None])[0]
    return target and ast.unparse(target)


def _place(line):
    """Which line it is, by the name that it sets."""
    if isinstance(line, ast.Return):
        return ", in what is returned"
    return f", where {_name(line)} is set" if _name(line) else ""
