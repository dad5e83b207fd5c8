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
    """A sentence about a call of a function that comes before, or "".

    With the arguments that the solution has there, in another order.
    """
    theirs = dict(_calls(ast.parse(it.exercise.solution_source)))
    for code, tree in it.answer.trees():
        for name, (args, line) in _calls(tree):
            function = it.exercise.namespace.get(name)
            right, _ = theirs.get(name, ((), 0))
            if inspect.isfunction(function) and args != right and sorted(
                    args) == sorted(right):
                names = ", ".join(inspect.signature(function).parameters)
                return (f"In {it.answer.describe(code, line - 1)} the "
                        f"arguments of {name} stand in another order: it is "
                        f"called as {name}({names}).")
    return ""


def _calls(tree):
    """List (function's name, (its arguments as texts, line)) of the calls."""
    return [(ast.unparse(node.func),
             ([ast.unparse(arg) for arg in node.args], node.lineno))
            for node in ast.walk(tree) if isinstance(node, ast.Call)]


def some_entries(it):
    """A sentence about arrays of which only fixed entries are read, or ""."""
    lengths = {name: min(len(case[n]) for case in it.cases)
               for n, name in enumerate(it.exercise.parameters)
               if getattr(it.cases[0][n], "ndim", 0)}
    for code, tree in it.answer.trees():
        fixed = {ast.unparse(node): node for node in ast.walk(tree)
                 if isinstance(node, ast.Subscript)
                 and isinstance(node.slice, ast.Constant)
                 and isinstance(node.slice.value, int)
                 and ast.unparse(node.value) in lengths}
        names = {ast.unparse(node.value) for node in fixed.values()}
        if names and not any(text in it.exercise.solution_source
                             for text in fixed) and len(
                fixed) < sum(lengths[name] for name in names):
            line = min(node.lineno for node in fixed.values())
            return (f"In {it.answer.describe(code, line - 1)} "
                    f"{listed(sorted(fixed))} are read, and no other entries "
                    f"of {listed(sorted(names))}.")
    return ""


def another_name(it):
    """Where another name for an array is taken for a copy, or ""."""
    arrays = {name for name, value in zip(it.exercise.parameters, it.cases[0])
              if getattr(value, "ndim", 0)}
    for code, tree in it.answer.trees():
        changed = {ast.unparse(node.value) for node in ast.walk(tree)
                   if isinstance(node, ast.Subscript)
                   and isinstance(node.ctx, ast.Store)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and ast.unparse(
                    node.value) in arrays and ast.unparse(
                    node.targets[0]) in changed:
                return (f"In {it.answer.describe(code, node.lineno - 1)} "
                        f"{ast.unparse(node.targets[0])} is no copy: both "
                        "names are one array.")
    return ""


def put_back(it, name):
    """As "set w[entry] back, or ", where the solution sets it too, or ""."""
    for node in ast.walk(ast.parse(it.exercise.solution_source)):
        if isinstance(node, ast.Subscript) and isinstance(
                node.ctx, ast.Store) and ast.unparse(node.value) == name:
            return f"set {ast.unparse(node)} back to what it was, or "
    return ""


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


def loops(it):
    """A sentence about a loop's name that is used behind it, or ""."""
    return _first(_used_behind, it)


def first_round(it):
    """A sentence about a loop that ends at once, or ""."""
    return _first(ends_at_once, it)


def _first(faults, it):
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
    for code, tree in it.answer.trees() if kept else ():
        for node in ast.walk(tree):
            names = isinstance(node, ast.Call) and re.search(
                "copy|array|list", ast.unparse(node.func)) \
                and kept & _names(node)
            if names:
                return (f"In {it.answer.describe(code, node.lineno - 1)} a "
                        "copy is made, and the copy is changed. What the "
                        f"caller has as {min(names)} is as before.")
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
    for code, tree in answer.trees():
        for node in ast.walk(tree):
            match = isinstance(node, ast.Call) and re.fullmatch(
                r"(\w+)\.(append|insert)\((.*, )?\1\)", ast.unparse(node))
            if match:
                return (f"In {answer.describe(code, node.lineno - 1)} "
                        f"{match[1]} is the whole list, put into itself. "
                        "What belongs there is one value.")
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


def _used_behind(answer):
    """Loops whose names are read behind them, or nowhere."""
    for code, tree, loop in answer.loops():
        if isinstance(loop, ast.While):
            continue
        names = [node.id for node in ast.walk(loop.target)
                 if isinstance(node, ast.Name)]
        if not any(name[0] == "_" for name in names) and not any(
                _names(node) & set(names) for node in loop.body):
            yield (f"The loop over {listed(names)} does not use "
                   f"{listed(names)}: every round does the same.")
        read = {node.id for node in ast.walk(loop) if isinstance(
            node, ast.Name) and isinstance(node.ctx, ast.Load)}
        for node in ast.walk(loop):
            kept = {target.id for line in getattr(node, "body", ())
                    if isinstance(node, ast.If)
                    and isinstance(line, ast.Assign)
                    for target in line.targets
                    if isinstance(target, ast.Name)} - read
            if kept:
                yield (f"Nothing in the loop reads {min(kept)}, so it is "
                       "the last one that passes the `if` in "
                       f"{answer.describe(code, node.lineno - 1)}: no round "
                       "compares with the rounds before.")
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
