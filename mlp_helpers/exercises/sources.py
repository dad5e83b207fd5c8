"""The source of functions: edit it, run it, find places in it."""
import ast
import functools
import inspect
import linecache
import re
import textwrap
import types


def edit(source, edits, what):
    """Replace fragments of a source, (old, new), each of which occurs once.

    Any run of white space in `old` matches any other run. `what` tells whose
    edits these are.

    Raises
    ------
    ValueError
        When an `old` occurs never, or more than once.
    """
    for old, new in edits:
        count = len(re.findall(_pattern(old), source))
        if count != 1:
            raise ValueError(
                f"{what}: {old!r} occurs {count} times in the source of the "
                "solution, instead of once.")
        source = re.sub(_pattern(old), lambda match, new=new: new, source)
    return source


def find(source, old):
    """The match of a fragment, as `edit` finds it, or None."""
    return re.search(_pattern(old), source)


def _pattern(old):
    return r"\s+".join(re.escape(word) for word in old.split())


def align_comments(source):
    """Put the comments behind code in one column again, run by run.

    Lines that follow each other and have a comment behind `  #` are a run.
    """
    lines, run = [], []

    def flush():
        column = max((len(code) for code, _ in run), default=0)
        lines.extend(f"{code:<{column}}  {text}" for code, text in run)
        run.clear()

    for line in source.splitlines():
        code, mark, text = line.partition("  #")
        if mark and code.strip():
            run.append((code.rstrip(), "#" + text))
        else:
            flush()
            lines.append(line)
    flush()
    return "\n".join(lines) + "\n"


def source_of(function):
    """Source of a function or class, dedented and without decorators."""
    source = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(source).body[0]
    return "\n".join(source.splitlines()[node.lineno - 1:]) + "\n"


def make_function(source, name, namespace, label):
    """Run a source and return what it calls `name`.

    The source is registered under ``<label>``, so that tracebacks and
    ``inspect.getsource`` can show its lines.
    """
    file_name = f"<{label}>"
    lines = source.splitlines(keepends=True)
    linecache.cache[file_name] = (len(source), None, lines, file_name)
    namespace = dict(namespace)
    exec(compile(source, file_name, "exec"), namespace)
    return namespace[name]


def blank_nodes(tree):
    """List the `...` of a syntax tree that wait for an answer.

    An Ellipsis inside an index, as in ``dEdW[...] = 0``, is ordinary Python
    and does not count.
    """
    in_index = {id(node) for index in ast.walk(tree)
                if isinstance(index, ast.Subscript)
                for node in ast.walk(index.slice)}
    return [node for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and node.value is ...
            and id(node) not in in_index]


def nested(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from nested(constant)


def inside(function):
    """The function inside a partial, a method or an object with __call__."""
    for _ in range(9):
        function = inspect.unwrap(function)
        function = getattr(function, "__func__", function)
        if isinstance(function, functools.partial):
            function = function.func
        elif isinstance(function, type) or hasattr(function, "__code__"):
            break
        else:
            function = vars(type(function)).get("__call__", function)
    return function


class Answer:
    """A learner's function or class, and its places: line and text.

    Lines are counted from the line of its `def`, which is line 1; in a class,
    from the `def` of the method.
    """

    def __init__(self, function):
        self._lines = functools.cache(self._lines)  # inspect searches for long
        self.bound = 0  # arguments that it has already, None in doubt
        own = inspect.unwrap(function)
        if isinstance(own, functools.partial):
            plain = isinstance(own.func, types.FunctionType)
            self.bound = None if own.keywords or not plain else len(own.args)
        elif not isinstance(own, (type, types.FunctionType)):
            self.bound = 1  # self, of a method or of an object with __call__
        function = inside(function)
        members = [function]
        if isinstance(function, type):
            members = [inspect.unwrap(member)
                       for member in vars(function).values()
                       if hasattr(inspect.unwrap(member), "__code__")]
        self.members = [member for member in members
                        if hasattr(member, "__code__")]
        self.roots = {code: member.__code__ for member in self.members
                      for code in nested(member.__code__)}

    def _lines(self, root):
        """Source lines of one function, and how many stand before `def`."""
        try:
            lines = inspect.getsource(root).splitlines()
        except (OSError, TypeError, SyntaxError, IndentationError):
            return [], 0
        for number, line in enumerate(lines):
            if re.match(r"\s*(async\s+)?def\b", line):
                return lines, number
        return lines, 0

    def source(self):
        """The source of all its functions, "" where there is none."""
        return "\n".join("\n".join(self._lines(member.__code__)[0])
                         for member in self.members)

    def tree(self, root):
        """The syntax tree of one function, None without a source."""
        lines, _ = self._lines(root)
        try:
            return ast.parse(textwrap.dedent("\n".join(lines))) \
                if lines else None
        except SyntaxError:
            return None

    def trees(self):
        """List the (code, syntax tree) of its functions that have one."""
        found = [(member.__code__, self.tree(member.__code__))
                 for member in self.members]
        return [(code, tree) for code, tree in found if tree]

    def walk(self, *kinds):
        """Yield (code, tree, node) for all nodes of some kinds."""
        for code, tree in self.trees():
            for node in ast.walk(tree):
                if isinstance(node, kinds):
                    yield code, tree, node

    def nodes(self, kind):
        """Yield (node, its place as a text) for all nodes of a kind."""
        for code, _, node in self.walk(kind):
            yield node, self.describe(code, node.lineno - 1)

    def loops(self):
        """List the (code, tree, loop) of every loop, outer ones first."""
        return list(self.walk(ast.For, ast.While))

    def _innermost(self, frames):
        """The innermost of some (code, line) that is in here.

        As (function's code, index of its line), or None.
        """
        return next((
            (self.roots[code], number - self.roots[code].co_firstlineno)
            for code, number in reversed(list(frames))
            if code in self.roots and number), None)

    def place(self, frames):
        """Text for the innermost frame, "line 3 (`dEdW = X @ D`)", or None."""
        found = self._innermost(frames)
        return found and self.describe(*found)

    def loop(self, looks):
        """The loop in which several looks found a function, or None.

        Each look is a list of (code, line) pairs. A `while` is the likelier
        culprit than a `for` around it or inside it.
        """
        common, own = None, self.loops()
        for frames in looks:
            loops = {(root, node.lineno): node for code, number in frames
                     if code in self.roots and number
                     for root, _, node in own if root is self.roots[code]
                     and node.lineno <= number - root.co_firstlineno + 1
                     <= node.end_lineno}
            common = loops if common is None else {
                key: node for key, node in common.items() if key in loops}
        if not common:
            return None
        whiles = [key for key, node in common.items()
                  if isinstance(node, ast.While)]
        root, line = whiles[-1] if whiles else next(iter(common))
        return self.describe(root, line - 1)

    def describe(self, root, index):
        lines, before = self._lines(root)
        number = index - before + 1
        where = f"line {number}"
        if len(self.members) > 1:
            where += f" of {root.co_name}"
        if 0 <= index < len(lines):
            text = lines[index].split("  #")[0].strip()
            where += f" (`{text}`)"
        return where

    def target(self, frames):
        """Name that the innermost line in here assigns to, or None."""
        root, index = self._innermost(frames) or (None, -1)
        lines = self._lines(root)[0] if index >= 0 else []
        match = re.match(r"\s*(\w+)\s*(\[.*\])?\s*[-+*/@]?=[^=]",
                         "".join(lines[index:index + 1]))
        return match and match.group(1)

    def blanks(self):
        """Places of the `...` that wait for an answer, as texts."""
        places = []
        for root in dict.fromkeys(self.roots.values()):
            tree = self.tree(root)
            if tree is None:  # no source: look at the compiled constants
                if ... in root.co_consts:
                    places.append(f"a line of {root.co_name}")
                continue
            lines = sorted({node.lineno for node in blank_nodes(tree)})
            places += [self.describe(root, line - 1) for line in lines]
        return places

    def like(self, member, alone):
        """Its own function for one of the solution's, None in doubt."""
        if alone:
            return self.members[0] if len(self.members) == 1 else None
        constructed = {"__new__", "__init_subclass__"} & {
            mine.__name__ for mine in self.members}
        return None if constructed else next(
            (mine for mine in self.members
             if mine.__name__ == member.__name__), None)

    def argument(self, member, number):
        """Name of its argument of this number, None in doubt."""
        code = member.__code__
        if self.bound is None or number + self.bound >= code.co_argcount:
            return None
        return code.co_varnames[number + self.bound]
