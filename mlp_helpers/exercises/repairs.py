"""Find the wrong line: change one thing in an answer, and see if it is right.

What is said is true by construction: with that one change the answer agrees
with the finished one in every case.
"""
import ast
import copy
import itertools

from .running import attempt

MOST = 300  # changes that are tried
ROUNDS = 20_000  # of its loops: a change may make one go on for ever
ENOUGH = ast.parse("if next(_rounds, None) is None: break").body

# Names that are taken for each other.
GROUPS = ("mean sum", "max min argmax argmin", "g gd", "floor ceil",
          "vstack hstack", "all any", "zeros ones", "std sqrt",
          "log log2 log10")
SWAPS = {one: [other for other in group if other != one]
         for group in map(str.split, GROUPS) for one in group}
REDUCE = {"sum", "mean", "max", "min", "argmax", "argmin"}
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@",
         ast.Div: "/", ast.FloorDiv: "//", ast.Lt: "<", ast.LtE: "<=",
         ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
         ast.And: "and", ast.Or: "or", ast.BitXor: "^", ast.Pow: "**"}
OTHERS = {"+": "- *", "-": "+", "*": "@ + /", "@": "*", "/": "* //",
          "//": "/", "<": "<= > >=", "<=": "< >=", ">": ">= < <=",
          ">=": "> <=", "==": "!=", "!=": "==", "and": "or", "or": "and",
          "^": "**"}


def _others(operator):
    """Its sign, and the (sign, operator) that may be meant instead."""
    sign = SIGNS.get(type(operator), "")
    others = OTHERS.get(sign, "").split()
    return sign, [(SIGNS[kind], kind()) for other in others
                  for kind in SIGNS if SIGNS[kind] == other]


def _stands(old, new):
    return f"`{old}` stands where `{new}` belongs"


def _with(node, **fields):
    new = copy.copy(node)
    vars(new).update(fields)
    return new


def _chain(node):
    """The operands and operators of a formula, whatever its parentheses."""
    if not isinstance(node, ast.BinOp) or isinstance(node.op, ast.Pow):
        return [node], []
    (left, before), (right, behind) = _chain(node.left), _chain(node.right)
    return left + right, [*before, node.op, *behind]


def _groupings(operands, operators):
    """Yield all formulas that parentheses can make of operands."""
    if not operators:
        yield operands[0]
    for n, op in enumerate(operators):
        for left, right in itertools.product(
                _groupings(operands[:n + 1], operators[:n]),
                _groupings(operands[n + 1:], operators[n + 1:])):
            if not operators[n + 1:] or type(right.op) is not type(op):
                yield ast.BinOp(left, op, right)


def _transposed(node):
    """The node with its transpose taken away, or with one."""
    return node.value if getattr(node, "attr", "") in ("T", "mT") \
        else ast.Attribute(node, "T", ast.Load())


def _changes(node, names, attributes, lists, numbers):
    """Yield (new node, what is wrong with the old one), likeliest first."""
    text = ast.unparse
    if isinstance(node, ast.Call):
        yield from _changed_call(node)
    elif isinstance(node, (ast.BinOp, ast.BoolOp, ast.AugAssign)):
        sign, others = _others(node.op)
        if isinstance(node, ast.BinOp):
            left, right = node.left, node.right
            yield left, f"`{sign} {text(right)}` does not belong"
            yield right, f"`{text(left)} {sign}` does not belong"
            operands, operators = _chain(node)
            for new in _groupings(operands, operators[:4 * (
                    len(operators) < 5)]):
                yield new, ("parentheses are missing, or in the wrong place: "
                            f"`{text(new)}`")
        equals = "=" * isinstance(node, ast.AugAssign)
        if equals:
            yield (ast.Assign([node.target], node.value),
                   _stands(sign + "=", "="))
        for other, operator in others:
            yield (_with(node, op=operator),
                   _stands(sign + equals, other + equals))
        if isinstance(node, ast.BinOp):
            yield (_with(node, left=right, right=left),
                   f"the two sides of `{sign}` have changed places")
            if sign == "@":
                sides = {"left": _transposed(left),
                         "right": _transposed(right)}
                for side, new in sides.items():
                    if text(new).endswith(".T"):
                        yield (_with(node, **{side: new}),
                               "a transpose is missing")
                yield (_with(node, **sides), "the transposes are "
                       "wrong for the letter that is summed away")
            if sign == "*":
                yield (ast.Call(ast.parse("np.outer", mode="eval").body,
                                [left, right], []),
                       f"`{text(node)}` pairs the entries in turn, and every "
                       "one belongs with every other: np.outer")
            if sign == "-":
                yield (ast.Call(ast.Name("abs", ast.Load()), [node], []),
                       f"the sign of `{text(node)}` should not count: abs")
    elif isinstance(node, ast.Assign) and isinstance(
            node.targets[0], (ast.Name, ast.Subscript)):
        yield (ast.AugAssign(node.targets[0], ast.Add(), node.value),
               "each round overwrites the one before; += adds them up")
        value = node.value
        if isinstance(value, ast.BinOp) and type(value.op) in SIGNS \
                and text(value.left) == text(node.targets[0]):
            sign = SIGNS[type(value.op)]
            yield (ast.AugAssign(node.targets[0], value.op, value.right),
                   f"a new {text(value.left)} is made, and the caller's stays "
                   f"as it was; {sign}= changes it in place")
    elif isinstance(node, ast.Compare):
        parts = [node.left, *node.comparators]
        read = " and ".join(text(ast.Compare(one, [op], [other])) for
                            one, op, other in zip(parts, node.ops, parts[1:]))
        for n in range(1, len(node.ops)):
            right = ast.Compare(parts[n + 1], node.ops[n + 1:], parts[n + 2:])
            new = ast.Compare(
                ast.Compare(node.left, node.ops[:n], parts[1:n + 1]),
                [node.ops[n]], [right if right.ops else parts[n + 1]])
            yield new, (f"Python reads `{text(node)}` as `{read}`: put "
                        f"parentheses, `{text(new)}`")
        sign, others = _others(node.ops[0])
        for other, operator in others:
            yield _with(node, ops=[operator, *node.ops[1:]]), _stands(
                sign, other) + (": they differ where both sides are equal"
                                * (sign.strip("=") == other.strip("=")))
    elif isinstance(node, ast.UnaryOp):
        yield node.operand, f"`{text(node)}` has a sign that does not belong"
    elif isinstance(node, ast.IfExp):
        yield (_with(node, body=node.orelse, orelse=node.body),
               "what stands before `if` and behind `else` has changed places")
    elif isinstance(node, ast.Attribute):
        if node.attr in ("T", "mT"):
            yield node.value, f"the transpose in `{text(node)}` is too much"
        for other in SWAPS.get(node.attr, []) + (
                attributes if text(node.value) == "self" else []):
            if other != node.attr:
                yield _with(node, attr=other), _stands(
                    text(node), text(_with(node, attr=other)))
    elif isinstance(node, ast.Subscript):
        index = node.slice
        if isinstance(index, ast.Tuple) and len(index.elts) == 2:
            yield (_with(node, slice=_with(index, elts=index.elts[::-1])),
                   f"the indices in `{text(node)}` have changed places")
        if isinstance(index, ast.Constant):
            for name in names:
                new = _with(node, slice=ast.Name(name, ast.Load()))
                yield new, _stands(text(node), text(new))
        if not isinstance(index, (ast.Tuple, ast.Slice)):
            for op in (ast.Add(), ast.Sub()):
                new = _with(node, slice=ast.BinOp(index, op, ast.Constant(1)))
                yield new, _stands(text(node), text(new))
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for number in (*numbers, 0, 1, 2, -1, node.value + 1,
                       node.value - 1):
            if number != node.value:
                yield ast.Constant(number), _stands(text(node), number)
        for name in names if isinstance(node.value, float) else ():
            yield ast.Name(name, ast.Load()), _stands(text(node), name)
    elif isinstance(node, ast.keyword) and node.arg == "axis" \
            and isinstance(node.value, ast.Constant):
        for axis in {0, 1} - {node.value.value}:
            yield (_with(node, value=ast.Constant(axis)),
                   _stands(f"axis={node.value.value}", f"axis={axis}"))
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for other in sorted(names, key=lambda n: n.lower() != node.id.lower()):
            if other != node.id:
                yield _with(node, id=other), _stands(node.id, other)
        if node.id in lists:
            yield (ast.Subscript(node, ast.UnaryOp(
                ast.USub(), ast.Constant(1)), ast.Load()), f"`{node.id}` is "
                "the whole list, and one of its entries belongs there")


def _changed_call(node):
    text = ast.unparse
    args = node.args
    name = text(node.func)
    if name == "range":
        last = min(1, len(args) - 1)
        if last and text(args[0]) != "0":
            yield (_with(node, args=[ast.Constant(0), *args[1:]]),
                   f"the loop begins at {text(args[0])} and should begin at 0")
        for op, what in ((ast.Add(), "ends one round too early"),
                         (ast.Sub(), "goes one round too far")):
            stop = ast.BinOp(args[last], op, ast.Constant(1))
            yield (_with(node, args=[*args[:last], stop, *args[last + 1:]]),
                   f"the loop {what}")
    if getattr(node.func, "attr", "") in REDUCE | {"copy", "astype"} \
            and name[:3] != "np.":
        yield node.func.value, f"`{name}` does not belong"
    elif len(args) == 1 and name != "range":
        yield args[0], f"`{name}` does not belong"
    if len(args) > 1:
        for n in range(len(args) - 1):
            new = [*args[:n], args[n + 1], args[n], *args[n + 2:]]
            yield _with(node, args=new), (
                f"`{text(args[n])}` and `{text(args[n + 1])}` have changed "
                f"places in the call of {name}")
    if name.split(".")[-1] in REDUCE and not node.keywords:
        for axis in (0, 1):
            yield (_with(node, keywords=[
                ast.keyword("axis", ast.Constant(axis))]),
                f"`axis={axis}` is missing")
    for keyword in node.keywords:
        if keyword.arg != "out":
            yield (_with(node, keywords=[
                k for k in node.keywords if k is not keyword]),
                f"`{text(keyword)}` does not belong")


def _changed_blocks(block):
    """Yield (new list of statements, line, what is wrong), of one block."""
    for n, node in enumerate(block):
        rest = block[n + 1:]
        if isinstance(node, ast.Expr) and isinstance(
                node.value, ast.Constant):
            continue  # a docstring
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr)) \
                and len(block) > 1:
            yield (block[:n] + rest, node.lineno, "this line does not belong")
        for m, other in enumerate(rest, 1):
            if isinstance(other, ast.Return):
                break
            yield (block[:n] + rest[:m] + [node] + rest[m:], node.lineno,
                   "this line comes too early: it belongs behind "
                   + ("the next" if m == 1 else f"line {other.end_lineno}"))
            if m > 1:
                yield (block[:n] + [other, node] + rest[:m - 1] + rest[m:],
                       other.lineno, "this line comes too late: it belongs "
                       f"in front of line {node.lineno}")
        value = getattr(node, "value", None) or ast.Pass()
        letters = {part.id for index in ast.walk(value)
                   if isinstance(index, ast.Subscript)
                   for part in ast.walk(index.slice)
                   if isinstance(part, ast.Name)}
        for one, other in itertools.combinations(sorted(letters), 2):
            new = copy.deepcopy(value)
            for part in ast.walk(new):
                if getattr(part, "id", "") in (one, other):
                    part.id = other if part.id == one else one
            yield (block[:n] + [_with(node, value=new)] + rest, node.lineno,
                   f"`{one}` and `{other}` have changed places")
        if isinstance(node, ast.For):
            *kept, last = node.body
            if kept:
                yield (block[:n] + [_with(node, body=kept), last] + rest,
                       last.lineno, "this line belongs behind the loop, and "
                       "not inside it")
            if rest and not isinstance(rest[0], ast.Return):
                yield (block[:n] + [_with(node, body=node.body + rest[:1])]
                       + rest[1:], rest[0].lineno,
                       "this line belongs inside the loop above it")


def _last(node, *known):
    """Changes that come last: a name for another, a minus sign."""
    if isinstance(node, ast.Call):
        yield (ast.UnaryOp(ast.USub(), node),
               f"`{ast.unparse(node)}` lacks a minus sign")
    elif isinstance(node, ast.Name):
        yield from _changes(node, *known)


def _edited(tree, *known):
    """Yield (line, text) while the tree is changed in one place.

    One name for another comes last: there are many of them.
    """
    places = [(parent, *field) for parent in ast.walk(tree)
              if not isinstance(parent, (ast.arguments, ast.arg))
              for field in ast.iter_fields(parent)]
    for last, (parent, field, value) in itertools.product(
            (False, True), places):
        many = isinstance(value, list)
        if many and value and isinstance(value[0], ast.stmt) \
                and not last:
            for new, line, text in _changed_blocks(value):
                setattr(parent, field, new)
                yield line, text
        for n, node in enumerate(value if many else [value]):
            if not hasattr(node, "lineno") or isinstance(parent, ast.While) \
                    or isinstance(node, ast.Name) > last:
                continue
            for new, text in (_last if last else _changes)(node, *known):
                if isinstance(parent, ast.Call) and isinstance(
                        new, ast.Name) and new.id == ast.unparse(
                            getattr(parent.func, "value", parent)):
                    continue  # no list is put into itself
                new = ast.fix_missing_locations(
                    ast.copy_location(_with(new), node))
                setattr(parent, field, [*value[:n], new, *value[n + 1:]]
                        if many else new)
                yield node.lineno, text
        setattr(parent, field, value)


class Workshop:
    """One function of a learner, to be changed and compiled again."""

    def __init__(self, it):
        self.exercise, self.answer = it.exercise, it.answer
        self.tree = None
        members = it.answer.members
        if len(members) != 1 or isinstance(it.function, type) \
                or it.answer.bound or members[0].__code__.co_freevars:
            return
        self.member, = members
        self.root = self.member.__code__
        module = it.tree and ast.Module([it.tree], []) \
            or it.answer.tree(self.root)
        if module and isinstance(module.body[0], ast.FunctionDef):
            self.tree = module.body[0]
            self.tree.decorator_list = []

    def function(self):
        """What the tree defines, with the answer's own names around it."""
        namespace = dict(self.member.__globals__, _rounds=iter(range(ROUNDS)))
        loops = [node for node in ast.walk(self.tree)
                 if isinstance(node, (ast.For, ast.While))]
        for loop in loops:
            loop.body = [*ENOUGH, *loop.body]
        try:
            code = compile(ast.Module([self.tree], []),
                           self.root.co_filename, "exec")
        except (SyntaxError, TypeError, ValueError):
            return None
        finally:
            for loop in loops:
                loop.body = loop.body[1:]
        exec(code, namespace)
        function = namespace[self.tree.name]
        if self.tree.name not in function.__code__.co_names:
            del namespace[self.tree.name]  # no cycle: it goes when we go
        return function

    def changed(self):
        """Yield (what is wrong, function) for every change."""
        # An array that is filled is no input: before 2.3 NumPy may crash where
        # one is its own index.
        filled = {ast.unparse(node.value) for node in ast.walk(self.tree)
                  if isinstance(node, ast.Subscript)
                  and isinstance(node.ctx, ast.Store)}
        names = [name for name in self.root.co_varnames if name not in filled]
        theirs = list(ast.walk(ast.parse(self.exercise.solution_source)))
        attributes = sorted({
            node.attr for node in theirs if isinstance(node, ast.Attribute)
            and ast.unparse(node.value) == "self"})
        numbers = {node.value for node in theirs
                   if isinstance(getattr(node, "value", 0), float)}
        lists = {ast.unparse(node.targets[0]) for node in ast.walk(self.tree)
                 if isinstance(node, ast.Assign)
                 and isinstance(node.value, ast.List)}
        edits = _edited(self.tree, names, attributes, lists, numbers)
        for line, text in itertools.islice(edits, MOST):
            yield (f"In {self.answer.describe(self.root, line - 1)} "
                   f"{text}", self.function())


def _differences(mine, theirs):
    """Pairs of simple statements that differ, None where the form differs."""
    if len(mine) != len(theirs):
        return None
    found = []
    for one, other in zip(mine, theirs):
        if type(one) is not type(other):
            return None
        inner = getattr(one, "body", None)
        if isinstance(inner, list):
            head = [ast.dump(_with(node, body=[], orelse=[]))
                    for node in (one, other)]
            inside = _differences(inner, other.body)
            if head[0] != head[1] or inside is None:
                return None
            found += inside
        elif ast.dump(one) != ast.dump(other):
            found.append((one, other))
    return found


def _body(function):
    return function.body[ast.get_docstring(function) is not None:]


def one_at_a_time(it):
    """Yield (place, function, tree) with one wrong line, the others put right.

    For an answer in the form of the solution, with other lines in it.
    """
    for wrong in itertools.count():
        shop = Workshop(it)
        solution = ast.parse(it.exercise.solution_source).body[0]
        if shop.tree is None or not isinstance(solution, ast.FunctionDef):
            return
        pairs = _differences(_body(shop.tree), _body(solution)) or []
        if wrong == len(pairs):
            return
        for one, right in pairs[:wrong] + pairs[wrong + 1:]:
            for part in ast.walk(right):
                if hasattr(part, "lineno"):
                    part.lineno = part.end_lineno = one.lineno
            vars(one).update(vars(right))
        place = it.answer.describe(shop.root, pairs[wrong][0].lineno - 1)
        yield place, shop.function(), shop.tree


def _each(exercise, functions, case):
    """The runs of many functions on one case, in one thread."""
    many = copy.copy(exercise)
    numbers = iter(range(len(functions)))

    def call(function, *args):
        return exercise.call(functions[next(numbers)], *args)
    many.call = call
    return attempt(many, None, [case] * len(functions)).runs


def repair(it):
    """Say which change makes the answer right, or ""."""
    shop = Workshop(it)
    if shop.tree is None or not it.quick or it.tried.stuck is not None \
            or not it.exercise.parameters:  # many answers: none is nearest
        return ""
    tried = [(text, function) for text, function in shop.changed()
             if function is not None]
    runs = _each(it.exercise, [function for _, function in tried],
                 it.cases[0])
    for (text, function), run in zip(tried, runs):
        if not it.wrong_in(run, it.right[0]) and it.does_as(
                function, it.right[:it.fixed]):
            return f" {text}."
    return ""
