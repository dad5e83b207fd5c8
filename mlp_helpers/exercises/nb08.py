"""The exercises of notebook 08, From loops to matrices."""

import numpy as np

from mlp_helpers.activations import logistic, relu, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes, finite_differences

TITLE = "From loops to matrices"


def forward(X, W, b, g):
    """Forward pass of a layer, for a batch."""
    A = X @ W.T + b  # [num_instances, num_outputs]
    return g(A)      # [num_instances, num_outputs]


def draw_forward(rng):
    num_instances, num_inputs, num_outputs = different_sizes(rng, 3)
    X = rng.normal(size=(num_instances, num_inputs))
    W = rng.normal(size=(num_outputs, num_inputs))
    g = [logistic.g, tanh.g, relu.g][rng.integers(3)]
    return X, W, rng.normal(size=num_outputs), g


def sum_of_outer_products(Deltas, X):
    """dE/dW as a sum over the instances, one at a time."""
    num_instances, num_outputs = Deltas.shape
    dEdW = np.zeros((num_outputs, X.shape[1]))
    for n in range(num_instances):
        dEdW += np.outer(Deltas[n], X[n])
    return dEdW


def draw_deltas(rng):
    num_instances, num_inputs, num_outputs = different_sizes(rng, 3)
    Deltas = rng.normal(size=(num_instances, num_outputs))
    return Deltas, rng.normal(size=(num_instances, num_inputs))


def einsum_letters():
    """The letters for A, for dEdX and for dEdW."""
    A = "ni,oi->no"     # from X and W
    dEdX = "no,oi->ni"  # from Deltas and W
    dEdW = "no,ni->oi"  # from Deltas and X
    return A, dEdX, dEdW


def draw_letters(rng):
    num_instances, num_inputs, num_outputs = different_sizes(rng, 3)
    X = rng.normal(size=(num_instances, num_inputs))
    W = rng.normal(size=(num_outputs, num_inputs))
    return X, W, rng.normal(size=(num_instances, num_outputs))


def apply_letters(learner, X, W, Deltas):
    """Judge what the letters compute, so that any letters will do."""
    letters = learner()
    if not isinstance(letters, tuple | list) or len(letters) != 3:
        return letters
    products = [("A", "X", "W"), ("dEdX", "Deltas", "W"),
                ("dEdW", "Deltas", "X")]
    arrays = {"X": X, "W": W, "Deltas": Deltas}
    for spec, names in zip(letters, products):
        if spec is not ...:
            refuse_letters(spec, *names)
    return tuple(
        spec if spec is ... else np.einsum(spec, arrays[left], arrays[right])
        for spec, (_, left, right) in zip(letters, products)
    )


def refuse_letters(spec, name, left, right):
    """Say which part of a specification for einsum is missing."""
    if not isinstance(spec, str):
        raise ValueError(
            f"{name} is a {type(spec).__name__}; it should be one string, "
            f"as einsum reads it: the letters of {left}, a comma, the "
            f"letters of {right}, an arrow ->, the letters of {name}."
        )
    comma, arrow = spec.count(",") == 1, spec.count("->") == 1
    if not comma and not arrow:
        raise ValueError(
            f"{name} is {spec!r}, with no comma and no arrow in it. "
            f"Everything in one string: the letters of {left}, a comma, the "
            f"letters of {right}, an arrow ->, the letters of {name}."
        )
    if not arrow:
        raise ValueError(
            f"The arrow is missing in {name}, {spec!r}: behind -> stand the "
            "letters of the result. Without it, einsum puts them in the "
            "order of the alphabet."
        )
    if not comma:
        raise ValueError(
            f"{name} is {spec!r}. Before the arrow stand two factors, "
            f"{left} and {right}, with one comma between their letters."
        )


def backprop(dEdY, W, b, gd, Y, X):
    """Backpropagation through one layer, for a batch."""
    Deltas = gd(Y) * dEdY      # [num_instances, num_outputs]
    dEdX = Deltas @ W          # [num_instances, num_inputs]
    dEdW = Deltas.T @ X        # [num_outputs, num_inputs]
    dEdb = Deltas.sum(axis=0)  # [num_outputs]
    return dEdX, dEdW, dEdb


def draw_backprop(rng):
    X, W, b, g = draw_forward(rng)
    gd = next(f.gd for f in (logistic, tanh, relu) if f.g is g)
    Y = g(X @ W.T + b)
    return rng.normal(size=Y.shape), W, b, gd, Y, X


def numeric_backprop(dEdY, W, b, gd, Y, X):
    g = next(f.g for f in (logistic, tanh, relu) if f.gd is gd)

    def E(X, W, b):
        return np.sum(dEdY * g(X @ W.T + b))

    return finite_differences(E, X, W, b)


def output_gradient(Y, t):
    """dE/dY of the mean of (y - t)**2 / 2, for one output unit."""
    T = t[:, np.newaxis]      # [num_instances, 1], as Y is
    return (Y - T) / len(Y)   # [num_instances, 1]


def draw_output(rng):
    num_instances = int(rng.integers(3, 9))
    Y = rng.normal(size=(num_instances, 1))
    return Y, rng.normal(size=num_instances)


def numeric_output(Y, t):
    def E(Y):
        return sum((Y[n, 0] - t[n]) ** 2 for n in range(len(t))) / len(t) / 2

    return finite_differences(E, Y)


STUCK = (
    "The same instance is added every time: the row must be chosen by the "
    "letter n, Deltas[n] and X[n].")
COLUMN_HABIT = (
    "W.T stands on the left for one instance. In a batch the instances are "
    "rows, and rows stand on the left, with no transpose: Deltas @ W.")
DELTAS_TURNED = (
    "The transpose belongs to Deltas: dEdW sums over n, so the left factor "
    "has to end with n, and Deltas.T, on, does.")
GD_OF_PRODUCT = (
    "gd is applied to a product here. It takes Y alone, and its result is "
    "multiplied by dEdY: gd(Y) * dEdY.")
E_FOR_SLOPE = (
    "This is the error itself, not its slope. dE/dY has no square and no "
    "1/2 any more: the derivative of (y - t)**2 / 2 is y - t.")

EXERCISES = [
    Exercise(
        forward,
        question="the forward pass of a layer, for a batch",
        outputs=[
            Output("Y", "[num_instances, num_outputs]",
                   product="[num_instances, num_inputs] @ "
                           "[num_inputs, num_outputs]"),
        ],
        draw=draw_forward,
        blanks=["X @ W.T + b", ("return g(A)", "return ...")],
        mistakes=[
            Mistake("X @ W.T + b", "X @ W.T + b.sum()",
                    hint="Every unit got the sum of all the biases. Each "
                    "unit has its own: + b adds the row b to each row."),
        ],
        hints=[
            "Row n of A is W @ X[n] + b. All rows in one product: which of "
            "the two matrices comes first?",
            "X is [num_instances, num_inputs] and A is [num_instances, "
            "num_outputs], so the other factor must be [num_inputs, "
            "num_outputs].",
            "W is [num_outputs, num_inputs], so that factor is W.T: "
            "A = X @ W.T + b, and then g(A).",
        ],
    ),
    Exercise(
        sum_of_outer_products,
        question="dE/dW as a sum of outer products",
        outputs=[Output("dEdW", "[num_outputs, num_inputs]")],
        draw=draw_deltas,
        blanks=["np.outer(Deltas[n], X[n])"],
        mistakes=[
            Mistake("np.outer(Deltas[n], X[n])", "np.outer(Deltas[0], X[0])",
                    hint=STUCK),
            Mistake("np.outer(Deltas[n], X[n])",
                    "np.outer(Deltas[n], X[n]) / num_instances",
                    hint=words.MEAN_FOR_SUM),
        ],
        hints=[
            "For one instance dEdW was the outer product of delta and x.",
            "Instance n has its delta in the row Deltas[n], and its x in "
            "the row X[n].",
            "Add np.outer(Deltas[n], X[n]) for every n.",
        ],
    ),
    Exercise(
        einsum_letters,
        question="the index letters of three products",
        outputs=[
            Output("A", "[num_instances, num_outputs]"),
            Output("dEdX", "[num_instances, num_inputs]"),
            Output("dEdW", "[num_outputs, num_inputs]"),
        ],
        draw=draw_letters,
        call=apply_letters,
        blanks=['"ni,oi->no"', '"no,oi->ni"', '"no,ni->oi"'],
        mistakes=[
            Mistake('"no,ni->oi"', '"on,ni->oi"',
                    hint="The letters of Deltas are wrong for dEdW: Deltas "
                    "is [num_instances, num_outputs], so they are no. "
                    "einsum needs no transpose."),
            Mistake('"no,oi->ni"', '"oi,no->ni"',
                    hint="The factors are Deltas and then W: the letters "
                    "before the comma belong to Deltas, no."),
            Mistake('"ni,oi->no"', '"ni,io->no"',
                    hint="The letters of W are wrong for A: W is "
                    "[num_outputs, num_inputs], so they are oi."),
            Mistake('"no,oi->ni"', '"no,io->ni"',
                    hint="The letters of W are wrong for dEdX: W is "
                    "[num_outputs, num_inputs], so they are oi."),
        ],
        hints=[
            "Write under each array what its axes are: X is n i, W is o i, "
            "Deltas is n o.",
            "Behind the arrow stand the letters of the result. A letter "
            "that is missing there is summed over.",
            "A sums over i: ni,oi->no. In the same way dEdX sums over o, "
            "and dEdW sums over n.",
        ],
    ),
    Exercise(
        backprop,
        question="the three gradients of a layer, for a batch",
        outputs=[
            Output("dEdX", "[num_instances, num_inputs]",
                   product="[num_instances, num_outputs] @ "
                           "[num_outputs, num_inputs]"),
            Output("dEdW", "[num_outputs, num_inputs]",
                   product="[num_outputs, num_instances] @ "
                           "[num_instances, num_inputs]"),
            Output("dEdb", "[num_outputs]"),
        ],
        draw=draw_backprop,
        numeric=numeric_backprop,
        blanks=[
            "gd(Y) * dEdY",
            "Deltas @ W",
            "Deltas.T @ X",
            "Deltas.sum(axis=0)",
        ],
        mistakes=[
            Mistake("gd(Y) * dEdY", "dEdY", hint=words.FORGOT_GD),
            Mistake("gd(Y) * dEdY", "gd(X @ W.T + b) * dEdY",
                    hint=words.GD_OF_A),
            Mistake("gd(Y) * dEdY", "gd(Y * dEdY)", hint=GD_OF_PRODUCT),
            Mistake("Deltas @ W", "W.T @ Deltas", hint=COLUMN_HABIT),
            Mistake("Deltas.T @ X", "Deltas @ X.T", hint=DELTAS_TURNED),
            Mistake("Deltas.T @ X", "np.outer(Deltas[0], X[0])",
                    hint=words.NO_SUM),
        ],
        hints=[
            "Deltas is as for one instance, entry by entry, with capital "
            "letters: gd(Y) * dEdY.",
            "dEdX keeps n and sums over o. dEdW and dEdb sum over n. Write "
            "the letters of each array, then choose the product.",
            "dEdX = Deltas @ W, dEdW = Deltas.T @ X, and dEdb is the sum of "
            "the rows of Deltas: axis=0.",
        ],
    ),
    Exercise(
        output_gradient,
        question="the gradient at the output, without the trap",
        outputs=[Output("dEdY", "[num_instances, 1]")],
        draw=draw_output,
        shapes={"Y": "[num_instances, 1]", "t": "[num_instances]"},
        numeric=numeric_output,
        blanks=["t[:, np.newaxis]", "(Y - T) / len(Y)"],
        mistakes=[
            Mistake("(Y - T) / len(Y)", "(Y - T)**2 / 2 / len(Y)",
                    hint=E_FOR_SLOPE),
            Mistake("(Y - T) / len(Y)", "(Y - T)**2 / 2", hint=E_FOR_SLOPE),
            Mistake("(Y - T) / len(Y)", "np.mean((Y - T)**2) / 2",
                    hint=E_FOR_SLOPE),
        ],
        hints=[
            "Print Y.shape and t.shape. What would Y - t be?",
            "t[:, np.newaxis] turns [num_instances] into a column, "
            "[num_instances, 1].",
            "Then both are columns: (Y - T) / len(Y). The division is the "
            "mean over the instances.",
        ],
    ),
]
