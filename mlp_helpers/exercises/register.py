"""The register: every exercise of the course, once, by its name.

A notebook's module is loaded when one of its exercises is asked for: a check
needs one module, not twelve.
"""
import functools
import pkgutil
import re
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path


class Register(Mapping):
    """The exercises by name, in the order of the course.

    `modules` are those of the notebooks, each with EXERCISES.
    """

    def __init__(self, modules=()):
        self._titles = {}
        self._modules = {module: None for module in modules}

    def add(self, module):
        """Take up the EXERCISES of one notebook's module, and its title.

        Raises
        ------
        ValueError
            When a name is there already: names are unique over the course.
        """
        taken = {name: exercise for exercises in self._modules.values()
                 for name, exercise in (exercises or {}).items()}
        for exercise in module.EXERCISES:
            if exercise.name in taken:
                other = taken[exercise.name]
                raise ValueError(
                    f"There are two exercises called {exercise.name!r}, in "
                    f"notebooks {other.notebook} and {exercise.notebook}.")
            taken[exercise.name] = exercise
        self._modules[module.__name__] = {
            exercise.name: exercise for exercise in module.EXERCISES}
        # "The exercises of notebook 05, its title."
        self._titles[module.__name__] = (
            module.__doc__ or "").rstrip(".").partition(", ")[2]

    @property
    def titles(self):
        """Number of a notebook, "05" -> its title, in order."""
        self._load(list(self._modules))
        return {exercise.notebook: self._titles[module]
                for module, exercises in self._modules.items()
                for exercise in exercises.values()}

    def _load(self, modules):
        for module in modules:
            if self._modules[module] is None:
                self.add(import_module(module))

    def _defining(self, name):
        """The modules not yet loaded in which a function has this name."""
        pattern = re.compile(rf"^(def|class) {re.escape(name)}\b", re.M)
        return [module for module, loaded in self._modules.items()
                if loaded is None and pattern.search(_source(module))]

    def __getitem__(self, name):
        steps = ((), self._defining(name) if isinstance(name, str) else (),
                 list(self._modules))
        for modules in steps:
            self._load(modules)
            for exercises in self._modules.values():
                if exercises and name in exercises:
                    return exercises[name]
        raise KeyError(name)

    def __iter__(self):
        self._load(list(self._modules))
        for exercises in self._modules.values():
            yield from exercises

    def __len__(self):
        return sum(1 for _ in self)


@functools.cache
def _source(module):
    try:
        return find_spec(module).loader.get_source(module) or ""
    except Exception:  # it will be found when all are loaded
        return ""


REGISTER = Register(
    f"{__package__}.{module.name}" for module in sorted(
        pkgutil.iter_modules([str(Path(__file__).parent)]),
        key=lambda module: module.name)
    if re.fullmatch(r"nb\d\d", module.name))
