"""What an exercise is: a solution, its cases, its known mistakes."""
import hashlib
import inspect
import re
import sys
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from . import sources
from .nesting import flatten
from .words import NOTATION

SEEDS = (1, 2, 3)  # of the cases that stay the same at every check


@dataclass
class Output:
    """One of the values that a solution returns.

    Attributes
    ----------
    name : str
    shape : str or None
        In letters, as "[num_outputs, num_inputs]", or "a number"; by default
        what the course's notation says for this name.
    last : bool
        Judged after the others, because it is computed from them.
    fields : tuple of str or None
        Names in each tuple, where the value is a list of tuples.
    """

    name: str
    shape: str | None = None
    last: bool = False
    fields: tuple | None = None

    def __post_init__(self):
        if self.shape is None:
            self.shape = NOTATION.get(self.name)


class Mistake:
    """A known mistake: wrong code, and the sentence that answers it.

    Parameters
    ----------
    *edits : str
        old, new, old, new, ...: how the solution's source is changed.
    code : str
        The whole wrong source, instead of edits.
    hint : str
        The message, where an answer returns what this code returns.
    when : function of a Comparison -> bool, or None
        Recognises the mistake where equal numbers cannot, as when they are
        drawn at random.
    """

    def __init__(self, *edits, code=None, hint=None, when=None):
        if bool(edits) == bool(code) or len(edits) % 2:
            raise ValueError("A Mistake needs pairs of old and new text, or "
                             "code.")
        self.edits = list(zip(edits[::2], edits[1::2]))
        self.code, self.hint, self.when = code, hint, when

    def bind(self, exercise, number):
        """Make it a mistake of an exercise; nothing is compiled yet."""
        self.exercise = exercise
        self.label = f"mistake {number} of {exercise.name}"

    @cached_property
    def source(self):
        if self.code:
            return self.code.strip() + "\n"
        return sources.edit(
            self.exercise.solution_source, self.edits, self.label)

    @cached_property
    def function(self):
        return self.exercise.make(self.source, self.label)


def call_with(function, *args):
    """Call a learner's function in the ordinary way."""
    return function(*args)


class Exercise:
    """One exercise of the course; see the modules nb05 and following.

    Attributes
    ----------
    name, notebook, question : str
    solution : function or class
    solution_source, blank_source : str
        What ``solution(name)`` shows, and what the notebook starts with:
        the solution with `...` in its blanks, or the faulty function.
    faulty : function or None
        Of a repair: what the learner is to change, compiled anew.
    outputs : list of Output
    draw : function of a generator -> tuple of arguments, a new case;
        by default it takes none
    cases : list of such tuples, one a seed, the same at every check
    mistakes : list of Mistake
    hints : list of str, from a nudge to nearly everything
        A third one is made of the solution's own lines, where only two, or
        fewer, are given.
    slopes : bool
        Whether the outputs are what a small step measures.
    square_cases : list of tuples of arguments
        From `draw_square`: all sizes equal, so that wrong products fit. They
        tell known mistakes apart that raise in the other cases.
    """

    def __init__(self, solution, *, question, outputs, blanks=(),
                 faulty=None, notebook=None, mistakes=(), hints=(),
                 draw=lambda rng: (), draw_square=None, slopes=False,
                 shapes=None, sizes=None, call=call_with, rtol=1e-9,
                 seeds=SEEDS):
        self.solution = solution
        self.name = solution.__name__
        # A module is called nb05, of notebook 05.
        self.notebook = notebook or solution.__module__[-2:]
        self.question = question
        self.outputs = list(outputs)
        self.draw, self.draw_square = draw, draw_square
        self.slopes, self.call = slopes, call
        self.shapes = {**NOTATION, **(shapes or {})}
        self._sizes = sizes
        self.rtol, self.seeds = rtol, seeds
        self.solution_source = sources.source_of(solution)
        self.blanks = list(blanks)
        self.blank_source = sources.source_of(faulty) if faulty \
            else self._blank(blanks)
        self.faulty = faulty and self.make(
            self.blank_source, f"faulty {self.name}")
        self.hints = list(hints)
        if len(self.hints) < 3:
            self.hints.append(self._last_hint())
        self.mistakes = list(mistakes)
        for number, mistake in enumerate(self.mistakes, start=1):
            mistake.bind(self, number)

    def __repr__(self):
        return f"Exercise({self.name!r}, notebook={self.notebook!r})"

    @property
    def namespace(self):
        """The names that stand around the solution."""
        return getattr(self.solution, "__globals__", None) or vars(
            sys.modules[self.solution.__module__])

    def make(self, source, label):
        """Make a function from a source, with the solution's names around."""
        return sources.make_function(source, self.name, self.namespace, label)

    def _blank(self, blanks):
        edits = [(blank, "...") if isinstance(blank, str) else blank
                 for blank in blanks]
        if not edits:
            raise ValueError(
                f"blanks of {self.name}: expected at least one piece of its "
                "solution, in whose place the notebook has `...`.")
        blank = sources.edit(self.solution_source, edits,
                             f"blanks of {self.name}")
        found = len(sources.blank_nodes(sources.ast.parse(blank)))
        if found < len(edits):
            raise ValueError(
                f"blanks of {self.name}: {found} of {len(edits)} are places "
                "where `...` waits for an answer (one inside an index is "
                "ordinary Python).")
        return sources.align_comments(blank)

    def _last_hint(self):
        """The lines of the solution that the learner writes."""
        given, wanted = ([line.partition("  #")[0].strip()
                          for line in source.splitlines()]
                         for source in (self.blank_source,
                                        self.solution_source))
        lines = [f"`{line}`" for line in wanted if line not in given]
        return f"The solution has: {', then '.join(lines)}."

    @cached_property
    def asks(self):
        """A few letters, others as soon as it asks for something else."""
        text = self.blank_source + self.solution_source
        return hashlib.sha256(text.encode()).hexdigest()[:8]

    def new_case(self, rng=None):
        """Draw a new case: a tuple of arguments."""
        return tuple(self.draw(rng or np.random.default_rng()))

    @cached_property
    def cases(self):
        return [self.new_case(np.random.default_rng(seed))
                for seed in self.seeds]

    @cached_property
    def square_cases(self):
        if self.draw_square is None:
            return []
        return [tuple(self.draw_square(np.random.default_rng(seed)))
                for seed in SEEDS]

    @cached_property
    def parameters(self):
        """Names of the arguments of a case."""
        plain = self.call is call_with
        names = list(inspect.signature(
            self.solution if plain else self.call).parameters)[not plain:]
        count = len(self.cases[0])
        return (names + [f"argument {i + 1}" for i in range(count)])[:count]

    def named(self, value):
        """List the (name, leaf) pairs of what a solution returned."""
        if len(self.outputs) == 1:
            output, = self.outputs
            return flatten(value, output.name, output.fields)
        if not isinstance(value, (list, tuple)):
            return [("the result", value)]
        return [leaf for output, item in zip(self.outputs, value)
                for leaf in flatten(item, output.name, output.fields)]

    def output(self, name):
        """The Output to which a name from `named` belongs."""
        return next((output for output in self.outputs
                     if re.match(rf"{re.escape(output.name)}(?!\w)", name)),
                    Output(name))

    def sizes(self, args, outputs=()):
        """The sizes of a case by name, as {"num_inputs": 3, ...}.

        `outputs` are further pairs of a shape in letters and an array.
        """
        if self._sizes:
            return dict(self._sizes(*args))
        found = {}
        pairs = [(self.shapes.get(name), value)
                 for name, value in zip(self.parameters, args)]
        for shape, value in [*pairs, *outputs]:
            letters = re.findall(r"\w+", shape or "")
            numbers = getattr(value, "shape", None)
            if "[" in (shape or "") and numbers is not None \
                    and len(letters) == len(numbers):
                for letter, number in zip(letters, numbers):
                    found.setdefault(letter, set()).add(number)
        return {letter: numbers.pop() for letter, numbers in found.items()
                if len(numbers) == 1 and not letter.isdigit()}
