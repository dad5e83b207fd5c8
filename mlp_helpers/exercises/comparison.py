"""An attempt beside the finished function's, on the same cases."""
import re

from .nesting import arrays_in
from .running import attempt
from .sources import Answer
from .structure import listed
from .values import close


class Comparison:
    """An attempt beside the finished function's, on the same cases."""

    def __init__(self, exercise, function, answer=None, tree=None):
        self.exercise = exercise
        self.tree = tree  # where it is not what the function's file says
        self.function, self.answer = function, answer or Answer(function)
        self.cases = exercise.cases + [exercise.new_case()]
        self.fixed = len(exercise.cases)
        self.right = attempt(exercise, exercise.solution, self.cases).runs
        self.tried = attempt(exercise, function, self.cases)
        # Quick enough to be run a few hundred times more.
        self.quick = not self.tried.here and (
            self.tried.seconds < 0.02 * len(self.cases))
        self.runs = self.tried.runs
        self.pairs = list(zip(self.runs, self.right))
        self.sizes = [
            exercise.sizes(case, [(exercise.output(name).shape, leaf)
                                  for name, leaf in run.named])
            for case, run in zip(self.cases, self.right)]
        self.names = [name for name, _ in self.right[0].named]
        self._wrong = [self.wrong_in(*pair) for pair in self.pairs]

    def size_of(self, run):
        """The sizes of the case of one of the runs."""
        return next(size for size, other in zip(self.sizes, self.runs)
                    if other is run)

    def leaves(self, name, runs):
        return [dict(run.named).get(name) for run in runs]

    def wrong_in(self, run, right):
        """Names of the outputs that are wrong in the run of one case."""
        mine = dict(run.named)
        return [name for name, leaf in right.named if name not in mine
                or not close(mine[name], leaf, self.exercise.rtol)]

    def does_as(self, function, runs):
        """Whether another function comes to the same as some runs."""
        tried = attempt(self.exercise, function, self.cases[:len(runs)])
        return tried.stuck is None and not any(
            self.wrong_in(run, right) or len(run.named) != len(right.named)
            for run, right in zip(tried.runs, runs))

    def wrong_names(self):
        """Names of the outputs that are wrong, in the order to judge them.

        The case that is drawn anew counts only where the others are right,
        so that the message is the same at every check.
        """
        wrong = [name for name in self.names if not self.is_right(name)]
        wrong.sort(key=lambda name: self.exercise.output(name).last)
        return [name for name in wrong
                if self.wrong_case(name) < self.fixed] or wrong

    def telling(self, name):
        """How many of the cases a diagnosis should look at."""
        return self.fixed + (self.wrong_case(name) >= self.fixed)

    def is_right(self, name):
        return len(self.runs) == len(self.right) and not any(
            name in wrong for wrong in self._wrong)

    def wrong_case(self, name):
        """Number of the first case in which an output is wrong."""
        return next(number for number, wrong in enumerate(self._wrong)
                    if name in wrong)


def sentence(text):
    return text if text.endswith((".", "?", ".)")) else text + "."


def they_are(names):
    """As "dEdX is" and "dEdX and dEdW are"."""
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'}"


def others(it, wrong):
    """Which outputs are right, where some are and some are not."""
    right = [name for name in it.names if name not in wrong]
    return f" ({they_are(right)} right.)" if right and wrong else ""


def changed(it):
    """Name of the first argument that was changed in place, or ""."""
    for run, right in it.pairs:
        for part in run.changed:
            if part not in right.changed:
                name = re.match(r"\w+", part)[0]
                value = it.cases[0][it.exercise.parameters.index(name)]
                deep = any(array for array in arrays_in(value, name))
                return part.split(":")[0] if deep else name
    return ""
