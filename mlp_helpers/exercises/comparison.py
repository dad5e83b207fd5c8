"""An attempt beside the finished function's, on the same cases."""
import re
from time import process_time

from .nesting import arrays_in
from .running import attempt
from .sources import Answer
from .structure import listed
from .values import close


class Comparison:
    """An attempt beside the finished function's, on the same cases."""

    def __init__(self, exercise, function, tree=None):
        self.exercise = exercise
        self.tree = tree  # where it is not what the function's file says
        self.function, self.answer = function, Answer(function)
        self.cases = exercise.cases + [exercise.new_case()]
        self.right = attempt(exercise, exercise.solution, self.cases).runs
        start = process_time()
        self.tried = attempt(exercise, function, self.cases)
        # Quick enough to be run a few hundred times more.
        self.quick = not self.tried.here and (
            process_time() - start < 0.02 * len(self.cases))
        self.runs = self.tried.runs
        self.pairs = list(zip(self.runs, self.right))
        self.sizes = [
            exercise.sizes(case, [(exercise.output(name).shape, leaf)
                                  for name, leaf in run.named])
            for case, run in zip(self.cases, self.right)]
        self.names = [name for name, _ in self.right[0].named]

    def size_of(self, run):
        """The sizes of the case of one of the runs."""
        return next(size for size, other in zip(self.sizes, self.runs)
                    if other is run)

    def leaves(self, name, runs):
        return [dict(run.named).get(name) for run in runs]

    def wrong_names(self):
        """Names of the outputs that are wrong, in the order to judge them.

        The case that is drawn anew counts only where the others are right,
        so that the message is the same at every check.
        """
        wrong = [name for name in self.names if not self.is_right(name)]
        wrong.sort(key=lambda name: self.exercise.output(name).last)
        fixed = len(self.exercise.cases)
        return [name for name in wrong
                if self.wrong_case(name) < fixed] or wrong

    def telling(self, name):
        """How many of the cases a diagnosis should look at."""
        fixed = len(self.exercise.cases)
        return fixed if self.wrong_case(name) < fixed else fixed + 1

    def is_right(self, name):
        rtol = self.exercise.rtol
        return len(self.runs) == len(self.right) and all(
            name in dict(run.named) and close(
                dict(run.named)[name], dict(right.named)[name], rtol)
            for run, right in self.pairs if name in dict(right.named))

    def wrong_case(self, name):
        """Number of the first case in which an output is wrong."""
        return next(number for number, (run, right) in enumerate(self.pairs)
                    if not close(dict(run.named).get(name),
                                 dict(right.named).get(name),
                                 self.exercise.rtol))


def sentence(text):
    return text if text.endswith((".", "?", ".)")) else text + "."


def others(it, wrong):
    """Which outputs are right, where some are and some are not."""
    right = [name for name in it.names if name not in wrong]
    if not right or not wrong:
        return ""
    verb = "is" if len(right) == 1 else "are"
    return f" ({listed(right)} {verb} right.)"


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
