"""What the code of an answer tells, before any number does."""
import ast
import dis
import inspect
import re
import types

from .exercise import call_with
from .nesting import arrays_in, is_number
from .sources import Answer, nested
from .structure import listed, through_self

# Functions that may read any name: then nothing is said about it.
READS_ALL = {"locals", "vars", "eval", "exec", "globals", "currentframe"}


def use_of(code, name):
    """How an argument is used: "read", "never", or the line that replaces it.

    "read" in doubt. A line is a number, of an assignment that comes before
    the first time that the argument is read.
    """
    codes = list(nested(code))
    if any(READS_ALL & set(part.co_names) for part in codes):
        return "read"
    branched = False
    for part in codes:
        for step in dis.get_instructions(part):
            branched = branched or part is not code or bool(
                re.search("JUMP|FOR_ITER", step.opname))
            names = step.argval if isinstance(step.argval, tuple) \
                else (step.argval,)
            if name not in names:
                continue
            stored = step.opname.startswith("STORE_") and names[0] == name
            if stored and not branched:
                return step.positions.lineno
            if re.match("LOAD_.*(FAST|DEREF|CLOSURE)|STORE_FAST_LOAD",
                        step.opname):
                return "read"
    return "never"


def unused_arguments(it):
    """The (name, how) of arguments that the solution reads, and it does not.

    `how` is "never", or the place of the line that replaces it.
    """
    found = []
    theirs = Answer(it.exercise.solution)
    alone = not isinstance(it.exercise.solution, type)
    for member in theirs.members:
        mine = it.answer.like(member, alone)
        if mine is None:
            continue
        names = inspect.signature(member).parameters
        for number, name in enumerate(names):
            if member.__code__.co_varnames[number:number + 1] != (name,) \
                    or use_of(member.__code__, name) != "read":
                continue
            own = it.answer.argument(mine, number)
            how = own and use_of(mine.__code__, own)
            if isinstance(how, int):
                how = it.answer.place([(mine.__code__, how)])
            if how and how != "read":
                found.append((own if own in names else name, how))
    return found


def unused(it):
    """A sentence about an argument that is not used, or ""."""
    if it.tree is not None:  # some of its lines are not the learner's
        return ""
    arguments = dict(zip(it.exercise.parameters, it.cases[0])) \
        if it.exercise.call is call_with else {}
    for name, how in unused_arguments(it):
        if how != "never":
            return (f"{how} replaces the argument {name} before it is read, "
                    "so what the caller hands in is not used.")
        if callable(arguments.get(name)):
            return (f"Use the {name} that is handed in. The caller chooses "
                    "which function it is, and another one will not do.")
        return (f"It never reads its argument {name}, and what it should "
                "return depends on it.")
    return ""


def order_of_arguments(it):
    """A sentence where the arguments stand in another order, or ""."""
    if len(it.answer.members) != 1 or isinstance(it.exercise.solution, type):
        return ""
    mine = list(inspect.signature(it.answer.members[0]).parameters)
    names = list(inspect.signature(it.exercise.solution).parameters)
    if mine == names or sorted(mine) != sorted(names):
        return ""
    return (f"it is called as {it.exercise.name}({', '.join(names)}), and "
            f"its arguments stand in another order: ({', '.join(mine)}).")


def order_in_calls(it):
    """A sentence about a call with its arguments in another order, or ""."""
    theirs = {ast.unparse(node.func): [*map(ast.unparse, node.args)]
              for node, _ in Answer(it.exercise.solution).nodes(ast.Call)}
    for node, place in it.answer.nodes(ast.Call):
        name, args = ast.unparse(node.func), [*map(ast.unparse, node.args)]
        function, right = it.exercise.namespace.get(name), theirs.get(name, [])
        if inspect.isfunction(function) and args != right and sorted(
                args) == sorted(right) and name not in it.exercise.parameters:
            names = ", ".join(inspect.signature(function).parameters)
            return (f"In {place} the arguments of {name} stand in another "
                    f"order: it is called as {name}({names}).")
    return ""


def entries(it):
    """A sentence about arrays, not copied or not read as a whole, or ""."""
    arrays = {name: min(len(case[n]) for case in it.cases)
              for n, name in enumerate(it.exercise.parameters)
              if getattr(it.cases[0][n], "ndim", 0)}
    indexed = [*it.answer.nodes(ast.Subscript)]
    changed = {ast.unparse(node.value) for node, _ in indexed
               if isinstance(node.ctx, ast.Store)}
    assigned = [(ast.unparse(node.targets[0]), ast.unparse(node.value), place)
                for node, place in it.answer.nodes(ast.Assign)]
    for name, value, place in assigned:
        if value in arrays and name in changed and 1 == sum(
                other == name for other, *_ in assigned):
            return f"In {place} {name} is no copy: both names are one array."
    fixed = {ast.unparse(node): place for node, place in indexed
             if ast.unparse(node.value) in arrays
             and re.fullmatch(r"\w+\[\d+\]", ast.unparse(node))}
    names = {text.partition("[")[0] for text in fixed}
    if any(text in it.exercise.solution_source for text in fixed) \
            or len(fixed) >= sum(arrays[name] for name in names):
        return ""
    return (f"In {min(fixed.values())} it takes {listed(sorted(fixed))}, and "
            f"no other entry of {listed(sorted(names))}.")


def _from_outside(answer):
    """What its functions read that is not their own: {name: value}."""
    found = {}
    for member in answer.members:
        free = {name: cell.cell_contents for name, cell in zip(
            member.__code__.co_freevars, member.__closure__ or ())
            if cell != types.CellType()}
        for code in nested(member.__code__):
            for step in dis.get_instructions(code):
                where = {"LOAD_GLOBAL": member.__globals__,
                         "LOAD_NAME": member.__globals__,
                         "LOAD_DEREF": free}.get(step.opname, {})
                if step.argval in where:
                    found[step.argval] = where[step.argval]
    return found


def outside(it):
    """A sentence about what it reads of the notebook, or "".

    Functions, modules and activations are meant to be found there.
    """
    theirs = _from_outside(Answer(it.exercise.solution))
    names = [name for name, value in _from_outside(it.answer).items()
             if name not in theirs and not callable(value)
             and (arrays_in(value, name) or not name.isupper() and (
                 is_number(value) or isinstance(value, (list, tuple))))]
    if not names:
        return ""
    text = f" It reads {listed(names)} from the notebook"
    own = [through_self(name, it.exercise) for name in names]
    if all(own):
        return (f"{text}. In a method the own one is reached through self: "
                f"{listed(own)}.")
    if it.exercise.solution_source.count("self."):
        return f"{text}. What belongs to the method's own object is self."
    return (f"{text}, which is none of its arguments "
            f"({', '.join(it.exercise.parameters)}).")


def _leaves(statements):
    """Whether a block ends by leaving the loop around it, in any case."""
    return any(isinstance(node, (ast.Return, ast.Break))
               or isinstance(node, ast.If) and _leaves(node.body)
               and _leaves(node.orelse) for node in statements)


def first(faults, it):
    """The first of such faults that the solution does not have, or ""."""
    theirs = any(faults(Answer(it.exercise.solution)))
    return "" if theirs else next(faults(it.answer), "")


def _kept(it):
    """Parts of arguments that the solution changes, and the answer not."""
    mine, theirs = ([part.split(":")[0] for run in runs
                     for part in run.changed] for runs in (it.runs, it.right))
    return [part for part in theirs if part not in mine]


def copies(it):
    """A sentence about a copy of what should be changed itself, or ""."""
    kept = {re.match(r"\w+", part)[0] for part in _kept(it)}
    for node, place in it.answer.nodes(ast.Call) if kept else ():
        names = re.search("copy|array|list", ast.unparse(node.func)) \
            and kept & _names(node)
        if names:
            return (f"In {place} a copy is made, and the copy is changed. "
                    f"What the caller has as {min(names)} is as before.")
    return ""


def unchanged(it):
    """A sentence about an argument that should be changed in place, or ""."""
    kept = _kept(it)
    return kept and (f"It leaves {kept[0]} as it was, and the caller's own "
                     "is to be changed: in place, as -= and += do it.") or ""


def into_itself(answer):
    """A sentence about a list that is put into itself, or "".

    NumPy would open such a list again and again: it must not be run.
    """
    for node, place in answer.nodes(ast.Call):
        match = re.fullmatch(r"(\w+)\.(append|insert)\((.*, )?\1\)",
                             ast.unparse(node))
        if match:
            return (f"In {place} {match[1]} is the whole list, put into "
                    "itself. What belongs there is one value.")
    return ""


def _names(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def ends_at_once(answer):
    """Yield a sentence for each loop that ends in its first round."""
    for code, _, loop in answer.loops():
        if _leaves(loop.body):
            end = next(node for node in ast.walk(loop)
                       if isinstance(node, (ast.Return, ast.Break)))
            yield (f"The loop ends in its first round, by "
                   f"{answer.describe(code, end.lineno - 1)}. Does that line "
                   "belong behind the loop, one step to the left?")


def used_behind(answer):
    """Yield a sentence for each name of a loop, read too late or never."""
    for code, tree, loop in answer.loops():
        if isinstance(loop, ast.While):
            continue
        names = [node.id for node in ast.walk(loop.target)
                 if isinstance(node, ast.Name)]
        if not any(name[0] == "_" for name in names) and not any(
                _names(node) & set(names) for node in loop.body):
            yield (f"The loop over {listed(names)} does not use "
                   f"{listed(names)}: every round does the same.")
        for node in ast.walk(loop):
            kept = isinstance(node, ast.If) and {
                line.targets[0].id for line in node.body
                if isinstance(line, ast.Assign)
                and isinstance(line.targets[0], ast.Name)} - {
                part.id for part in ast.walk(loop)
                if isinstance(part, ast.Name)
                and isinstance(part.ctx, ast.Load)}
            if kept and not _leaves(node.body):
                yield (f"No round asks what {min(kept)} is so far: it becomes "
                       "the last one that passes the `if` in "
                       f"{answer.describe(code, node.lineno - 1)}.")
        outside = [node for node in ast.walk(tree)
                   if isinstance(node, ast.Name) and node.id in names
                   and not loop.lineno <= node.lineno <= loop.end_lineno]
        again = {node.id for node in outside
                 if isinstance(node.ctx, ast.Store)}
        for node in outside:
            if node.id not in again and node.lineno > loop.end_lineno:
                yield (f"Behind the loop over {node.id}, in "
                       f"{answer.describe(code, node.lineno - 1)}, {node.id} "
                       "is only the last one of them.")
