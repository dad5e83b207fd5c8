"""Answers in students' notebooks: found by their checks, and looked through.

Nothing is run here. An answer is the source of the function or class that a
cell hands to `check`, with the functions and classes of the notebook that
stand above it. What it may use is what a course of mathematics needs:
`refusal` says what it uses beyond that.
"""

import ast
import contextlib
import json
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ..exercises import REGISTER

MODULES = {"numpy", "math", "cmath", "copy", "itertools", "functools",
           "collections"}
PARTS_OF = MODULES | {"mlp_helpers", "dataclasses", "fractions", "typing"}
# Ways round these rules: to other modules, files and the insides of things.
NAMES = {"eval", "exec", "compile", "open", "input", "globals", "locals",
         "vars", "getattr", "setattr", "delattr", "breakpoint", "exit",
         "quit", "memoryview", "help", "dir", "get_ipython"}
INSIDES = ("_", "gi_", "f_", "tb_", "cr_", "ag_", "co_", "func_")
DOORS = {"lib", "ctypeslib", "f2py", "testing", "distutils", "core", "ctypes",
         "load", "save", "savez", "savez_compressed", "loadtxt", "savetxt",
         "genfromtxt", "fromfile", "tofile", "dump", "memmap", "fromregex",
         "DataSource", "os", "sys", "io", "builtins", "inspect", "types",
         "importlib", "copyreg", "weakref", "warnings", "abc"}
METHODS = {"__init__", "__call__", "__repr__", "__len__", "__iter__",
           "__getitem__", "__add__", "__radd__", "__mul__", "__rmul__",
           "__neg__", "__sub__", "__rsub__", "__matmul__", "__pow__",
           "__truediv__", "__post_init__", "__str__", "__next__"}


@dataclass
class Answers:
    """What one student has handed in.

    Attributes
    ----------
    sources : dict, exercise -> source of the answer and of what it may call
    problems : list of str, the notebooks that could not be read
    """

    sources: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)


def read_folder(folder):
    """Return {student: Answers} of a folder of notebooks.

    A student is a sub-folder, or a notebook that lies in the folder itself.

    Raises
    ------
    ValueError
        If there is no such folder, or no notebook in it.
    """
    folder, students = Path(folder), {}
    if not folder.is_dir():
        raise ValueError(f"folder: expected a folder, got {str(folder)!r}")
    for path in sorted(folder.rglob("*.ipynb")):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts):
            continue  # checkpoints
        student = parts[0] if len(parts) > 1 else path.stem
        answers = students.setdefault(student, Answers())
        try:
            answers.sources |= answers_in(path)
        except (ValueError, KeyError, TypeError, OSError, AttributeError,
                RecursionError, MemoryError) as error:
            answers.problems.append(
                f"{path.name}: no notebook ({type(error).__name__})")
    if not students:
        raise ValueError(f"folder: expected notebooks, got none in "
                         f"{str(folder)!r}")
    return students


def answers_in(path):
    """Return {exercise: source} of one notebook.

    Where a cell is broken, its whole text: `refusal` says what it is.

    Raises
    ------
    ValueError, KeyError, TypeError, AttributeError
        If it is no notebook.
    """
    found, above = {}, {}
    notebook = json.loads(Path(path).read_text("utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            continue
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            found |= {name: source for name in REGISTER
                      if f"{name} = check({name}" in source}
            continue
        for node in tree.body:
            key, text = _kept(node, source)
            if key:
                above[key] = text
            name = _checked(node)
            if name in REGISTER and name in above:
                found[name] = "\n\n".join(
                    [text for other, text in above.items()
                     if other != name and other not in REGISTER]
                    + [above[name]]) + "\n"
    return found


def _kept(node, source):
    """What an answer may need: a name of its own, and its source; or None.

    Functions, classes, plain numbers and lists, and what may be imported.
    """
    text = ast.get_source_segment(source, node)
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name, text
        case ast.Import() if refusal(text) is None:
            return text, text
        case ast.ImportFrom(module=module, names=names):
            lines = [f"from {module} import {ast.unparse(alias)}"
                     for alias in names]
            lines = [line for line, alias in zip(lines, names)
                     if refusal(line) is None and _plain(module, alias.name)]
            return text if lines else None, "\n".join(lines)
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            with contextlib.suppress(ValueError, TypeError, MemoryError,
                                     SyntaxError, RecursionError):
                ast.literal_eval(value)
                return name, text
    return None, ""


def _plain(module, name):
    """Whether it is loaded with its module, and of use in an answer."""
    thing = vars(import_module(module)).get(name)
    home = str(getattr(thing, "__module__", ""))
    return thing is not None and not home.startswith(
        ("mlp_helpers.exercises", "mlp_helpers.playground"))


def _checked(node):
    """The name in `name = check(name)`, or None."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(
                func=ast.Name(id="check"), args=[ast.Name(id=same), *_])) \
                if name == same:
            return name


def refusal(source):
    """What an answer uses that is not run here, in words; or None."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return f"line {error.lineno} is not Python: {error.msg}"
    except (ValueError, RecursionError, MemoryError):
        return "it is not Python"
    for node in ast.walk(tree):
        reason = _reason(node)
        if reason:
            return reason
    return None


def _reason(node):
    match node:
        case ast.Import(names=names):
            for alias in names:
                if alias.name not in MODULES:
                    return f"it imports {alias.name}"
        case ast.ImportFrom(module=module, names=names, level=level):
            if level or module not in PARTS_OF:
                return f"it imports {module or '.'}"
            for alias in names:
                thing = getattr(import_module(module), alias.name, None)
                if alias.name in DOORS or alias.name.startswith("_") \
                        or isinstance(thing, ModuleType):
                    return f"it imports {alias.name}"
        case ast.Name(id=name):
            if name in NAMES or name.startswith("__"):
                return f"it uses {name}"
        case ast.Attribute(attr=name):
            if name in DOORS or name.startswith(INSIDES) and not (
                    name in METHODS or _own(node)):
                return f"it uses .{name}"
        case ast.MatchClass(kwd_attrs=names):
            for name in names:  # a pattern looks attributes up as well
                if name in DOORS or name.startswith(INSIDES):
                    return f"it uses .{name}"
        case ast.FunctionDef(name=name):
            if name.startswith("__") and name not in METHODS:
                return f"it defines {name}"
        case ast.ClassDef(keywords=[_, *_]):
            return "it uses a metaclass"
        case ast.Global() | ast.Nonlocal():
            return "it changes names outside of it"
    return None


def _own(node):
    """Whether it is a private attribute of `self`, as self._X."""
    return isinstance(node.value, ast.Name) and node.value.id == "self" and \
        node.attr.startswith("_") and not node.attr.startswith("__")
