"""The exercises of notebook 12, Many classes."""
import re

import numpy as np

from mlp_helpers.activations import logistic

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes, finite_differences
from .values import close

TITLE = "Many classes"


def stable_softmax(a):
    """Probabilities [num_outputs] from any a [num_outputs]."""
    shifted = a - a.max()
    powers = np.exp(shifted)
    return powers / powers.sum()


def draw_scores(rng):
    """Numbers around 1000, -1000 or 0, at times one far from the others."""
    num_outputs = int(rng.integers(3, 7))
    middle = rng.choice([1000, -1000, 0])
    far_off = rng.permutation([10000, -10000, 0])[-1]
    place = rng.permutation(num_outputs)[0]
    a = rng.normal(scale=2, size=num_outputs) + middle
    a[place] += far_off
    return (a,)


def cross_entropy(a, t):
    """-ln of the right class's probability, for one instance."""
    shifted = a - a.max()
    powers = np.exp(shifted)
    return np.log(powers.sum()) - t @ shifted


def draw_cross_entropy(rng):
    """The right class is hopeless if it is one that is far below."""
    (a,) = draw_scores(rng)
    right = a.argmin() if a.min() < -5000 else rng.integers(len(a))
    return a, np.eye(len(a))[right]


def output_deltas(y, t):
    """dE/da at the output, for four pairs of output and error."""
    linear_squared_error = y - t
    logistic_cross_entropy = y - t
    softmax_cross_entropy = y - t
    logistic_squared_error = logistic.gd(y) * (y - t)
    return (linear_squared_error, logistic_cross_entropy,
            softmax_cross_entropy, logistic_squared_error)


def draw_deltas(rng):
    num_outputs = int(rng.integers(3, 7))
    y = rng.uniform(0.5, 2, size=num_outputs)
    return y / y.sum(), np.eye(num_outputs)[rng.integers(num_outputs)]


def numeric_deltas(y, t):
    def squared_error(y):
        return np.sum((y - t) ** 2) / 2

    def logistic_error(a):
        y = logistic.g(a)
        return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))

    a = np.log(y / (1 - y))
    return (
        finite_differences(squared_error, y),
        finite_differences(logistic_error, a),
        finite_differences(lambda a: cross_entropy(a, t), np.log(y)),
        finite_differences(lambda a: squared_error(logistic.g(a)), a),
    )


def question_error(Y, T):
    """The E whose slopes are (Y - T) / (num_instances * num_outputs)."""
    num_instances, num_outputs = Y.shape
    return np.sum((Y - T) ** 2) / (2 * num_instances * num_outputs)


def draw_outputs(rng):
    shape = different_sizes(rng, 2, low=3)
    return rng.normal(size=shape), rng.normal(size=shape)


def matching_rates(rate, num_instances, num_outputs):
    """Rates whose steps equal those of `rate` with half the sum."""
    rate_sum = rate / 2
    rate_mean = rate * num_instances
    rate_question = rate * num_instances * num_outputs
    return rate_sum, rate_mean, rate_question


def draw_rate(rng):
    return rng.uniform(0.01, 0.5), *different_sizes(rng, 2, low=3, high=9)


def unsafe(it):
    """NumPy has warned, and the answer looks for no largest number."""
    fixed = it.runs[:len(it.exercise.cases)]
    return any(run.warnings for run in fixed) and not re.search(
        r"\bmax\b", it.answer.source())


def capped(it):
    """E is right where it is small, but never large: ln(p + 1e-9)."""
    fixed = it.runs[:len(it.exercise.cases)]
    found = [close(E, right, 1e-3) or isinstance(E, float)
             and E < 800 < right and "capped" for E, right
             in zip(it.leaves("E", fixed), it.leaves("E", it.right))]
    return all(found) and "capped" in found


EXERCISES = [
    Exercise(
        stable_softmax,
        question="softmax that cannot overflow",
        outputs=[Output("y", "[num_outputs]")],
        draw=draw_scores,
        blanks=["a - a.max()", "powers / powers.sum()"],
        mistakes=[
            Mistake("a - a.max()", "a - a.mean()", when=unsafe,
                    hint="The powers overflow, or all become 0, where a is "
                    "large, far below 0 or far apart. Subtract the largest, "
                    "a.max(): then the largest power is always exactly 1."),
            Mistake("a - a.max()", "np.clip(a, -700, 700)",
                    hint="Numbers beyond the limit all become equal. "
                    "Subtracting the largest keeps their differences."),
            Mistake("a - a.max()", "a / a.max()",
                    hint="a is divided, which changes the probabilities. Only "
                    "adding or subtracting one number leaves them alone."),
            Mistake("powers / powers.sum()", "powers / len(powers)",
                    hint="The results do not sum to 1. Divide each power by "
                    "the sum of all powers."),
        ],
        hints=[
            "Two steps: first make the numbers safe for np.exp, then make "
            "the powers sum to 1.",
            "Subtracting one number from all of a does not change the "
            "result. Which number makes the largest power exactly 1?",
            "shifted = a - a.max(). Then each power is divided by the sum "
            "of all powers.",
        ],
    ),
    Exercise(
        cross_entropy,
        question="cross-entropy from a, without ln 0",
        outputs=[Output("E", "a number")],
        draw=draw_cross_entropy,
        blanks=[("return np.log(powers.sum()) - t @ shifted", "return ...")],
        mistakes=[
            Mistake("np.log(powers.sum()) - t @ shifted",
                    "-np.sum(t * np.log(powers / powers.sum() + 1e-9))",
                    when=capped,
                    hint="A small number inside the ln hides the error: a "
                    "hopeless answer should cost thousands, and costs little "
                    "here. Take the ln on paper first: ln(sum) - shifted."),
            *[Mistake("np.log(powers.sum()) - t @ shifted", ln_y,
                      hint="A probability can round to 0, and then ln 0 is "
                      "minus infinity. Take the ln on paper first: "
                      "-ln(power / sum) = ln(sum) - shifted.")
              for ln_y in ("-np.sum(t * np.log(powers / powers.sum()))",
                           "-np.log(t @ powers / powers.sum())")],
            Mistake("powers.sum()", "np.exp(a).sum()", "t @ shifted", "t @ a",
                    hint="np.exp(a) overflows, or becomes 0 everywhere. Use "
                    "shifted in both terms: its powers are in powers."),
            Mistake("np.log(powers.sum())", "np.log(powers).sum()",
                    hint="This adds up logarithms. Take the ln of the sum: "
                    "first powers.sum(), then np.log."),
        ],
        hints=[
            "The probability of the right class is power / sum. What is the "
            "ln of a quotient?",
            "-ln(power / sum) = ln(sum) - ln(power), and the ln of the "
            "power is the right class's entry of shifted.",
            "np.log(powers.sum()) is the first term, and t @ shifted picks "
            "the entry of the right class.",
        ],
    ),
    Exercise(
        output_deltas,
        question="dE/da for four pairs: where does gd belong?",
        outputs=[Output("linear_squared_error", "[num_outputs]"),
                 Output("logistic_cross_entropy", "[num_outputs]"),
                 Output("softmax_cross_entropy", "[num_outputs]"),
                 Output("logistic_squared_error", "[num_outputs]")],
        draw=draw_deltas,
        numeric=numeric_deltas,
        blanks=[
            ("linear_squared_error = y - t", "linear_squared_error = ..."),
            ("logistic_cross_entropy = y - t",
             "logistic_cross_entropy = ..."),
            ("softmax_cross_entropy = y - t", "softmax_cross_entropy = ..."),
            "logistic.gd(y) * (y - t)",
        ],
        mistakes=[
            Mistake("* (y - t)", "* (y - t) ** 2 / 2",
                    hint="The square belongs to E. The slope of (y - t)² / 2 "
                    "is y - t, and that is what gd(y) multiplies."),
            Mistake("gd(y) * (y - t)", "gd(y - t)",
                    hint="gd wants the output y, not the difference. y - t "
                    "is a factor of its own: logistic.gd(y) * (y - t)."),
        ],
        hints=[
            "Ask of each pair: has the slope of the output function been "
            "worked in already?",
            "In the three matched pairs it has: y - t is what is left. A "
            "linear output has the slope 1.",
            "Three times y - t. Only squared error behind a logistic output "
            "still needs its gd: logistic.gd(y) * (y - t).",
        ],
    ),
    Exercise(
        question_error,
        question="the error function behind the question's line",
        outputs=[Output("E", "a number")],
        draw=draw_outputs,
        blanks=[("return np.sum((Y - T) ** 2) "
                 "/ (2 * num_instances * num_outputs)", "return ...")],
        mistakes=[
            Mistake("np.sum((Y - T) ** 2) / (2", "np.sum(Y - T) / (1",
                    hint="This is the sum of the slopes. Find the E that has "
                    "these slopes: one number, made of squares."),
            Mistake("(Y - T) ** 2", "np.abs(Y - T)",
                    hint="The slope of |y - t| is 1 or -1, however far off y "
                    "is. Slopes that grow with y - t belong to squares."),
            Mistake("np.sum((Y - T) ** 2)", "np.sum(Y - T) ** 2",
                    hint="The differences are added before they are "
                    "squared, so that they can cancel. Square first."),
        ],
        hints=[
            "Go back from the slope to the function: which function of y "
            "has the slope y - t?",
            "(y - t) ** 2 / 2 has the slope y - t. Add it up over all "
            "entries. What divides the slopes, and so divides E?",
            "The same divisor for E as for its slopes, and the 1/2: the "
            "sum of the squares over 2 * num_instances * num_outputs.",
        ],
    ),
    Exercise(
        matching_rates,
        question="the rates that take the same step",
        outputs=[Output(name, "a number")
                 for name in ("rate_sum", "rate_mean", "rate_question")],
        draw=draw_rate,
        blanks=[
            ("rate_sum = rate / 2", "rate_sum = ..."),
            ("rate_mean = rate * num_instances", "rate_mean = ..."),
            ("rate_question = rate * num_instances * num_outputs",
             "rate_question = ..."),
        ],
        hints=[
            "What moves a weight is rate times slope. If the slopes are "
            "twice as large, what must the rate be?",
            "The slopes of the plain sum are 2 times those of half the sum; "
            "those of the mean are num_instances times smaller.",
            "rate / 2, then rate * num_instances, and for the question's "
            "slopes rate * num_instances * num_outputs.",
        ],
    ),
]
