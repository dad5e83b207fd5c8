"""The exercises of notebook 08, From loops to matrices."""

import numpy as np

from mlp_helpers.activations import logistic, relu, tanh

from . import words
from .exercise import Exercise, Mistake, Output
from .nesting import Refused
from .numeric import different_sizes, finite_differences

TITLE = "From loops to matrices"


def forward(X, W, b, g):
    """Forward pass of a layer, for a batch."""
    A = X @ W.T + b  # [num_instances, num_outputs]
    return g(A)      # [num_instances, num_outputs]


def draw_letters(rng):
    num_instances, num_inputs, num_outputs = different_sizes(rng, 3)
    X = rng.normal(size=(num_instances, num_inputs))
    W = rng.normal(size=(num_outputs, num_inputs))
    return X, W, rng.normal(size=(num_instances, num_outputs))


def draw_forward(rng):
    X, W, _ = draw_letters(rng)
    return (X, W, rng.normal(size=len(W)),
            [logistic.g, tanh.g, relu.g][rng.integers(3)])


def sum_of_outer_products(Deltas, X):
    """dE/dW as a sum over the instances, one at a time."""
    num_instances, num_outputs = Deltas.shape
    dEdW = np.zeros((num_outputs, X.shape[1]))
    for n in range(num_instances):
        dEdW += np.outer(Deltas[n], X[n])
    return dEdW


def einsum_letters():
    """The letters for A, for dEdX and for dEdW."""
    A = "ni,oi->no"     # from X and W
    dEdX = "no,oi->ni"  # from Deltas and W
    dEdW = "no,ni->oi"  # from Deltas and X
    return A, dEdX, dEdW


def apply_letters(learner, X, W, Deltas):
    """Judge what the letters compute, so that any letters will do."""
    letters = learner()
    if not isinstance(letters, tuple | list) or len(letters) != 3:
        return letters
    arrays = {"X": X, "W": W, "Deltas": Deltas}
    products = [("A", "X", "W"), ("dEdX", "Deltas", "W"),
                ("dEdW", "Deltas", "X")]
    for spec, product in zip(letters, products):
        if spec is not ...:
            refuse_letters(spec, *product)
    return tuple(
        spec if spec is ... else np.einsum(spec, arrays[left], arrays[right])
        for spec, (_, left, right) in zip(letters, products))


def refuse_letters(spec, name, left, right):
    """Say what is wrong with a specification for einsum."""
    fault = None
    if not isinstance(spec, str):
        fault = f"{name} is a {type(spec).__name__}"
    elif missing := [part for part, sign in (("comma", ","), ("arrow", "->"))
                     if spec.count(sign) != 1]:
        fault = f"{spec!r} for {name} has no {' and no '.join(missing)}"
    if fault:
        raise Refused(
            f"{fault}. It should be one string: the letters of {left}, a "
            f"comma, the letters of {right}, an arrow ->, and the letters of "
            "the result.")
    factors = spec.replace(" ", "").partition("->")[0].split(",")
    shapes = [words.NOTATION[array] for array in (left, right)]
    pairs = {pair for letters, shape in zip(factors, shapes)
             for pair in zip(letters, shape[1:-1].split(", "))}
    if "..." not in spec and not (
            [len(letters) for letters in factors] == [2, 2]
            and len(pairs) == len({letter for letter, _ in pairs}) == 3):
        raise Refused(
            f"{name} is {spec!r}, and {left} is {shapes[0]}, {right} is "
            f"{shapes[1]}, in this order. An axis has one letter, the same "
            "in both arrays and in no other place; einsum needs no transpose.")


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


EXERCISES = [
    Exercise(
        forward,
        question="the forward pass of a layer, for a batch",
        outputs=[Output("Y", product="[num_instances, num_inputs] @ "
                                     "[num_inputs, num_outputs]")],
        draw=draw_forward,
        blanks=["X @ W.T + b", ("return g(A)", "return ...")],
        hints=[
            "Row n of A is W @ X[n] + b. All rows in one product: which of "
            "the two matrices comes first?",
            "X is [num_instances, num_inputs]. To get [num_instances, "
            "num_outputs], the other must be [num_inputs, num_outputs].",
            "W is [num_outputs, num_inputs], so that factor is W.T: "
            "A = X @ W.T + b, and then g(A).",
        ],
    ),
    Exercise(
        sum_of_outer_products,
        question="dE/dW as a sum of outer products",
        outputs=[Output("dEdW")],
        draw=lambda rng: draw_letters(rng)[::-2],  # Deltas, X
        blanks=["np.outer(Deltas[n], X[n])"],
        hints=[
            "For one instance dEdW was the outer product of delta and x.",
            "Instance n has its delta in Deltas[n], and its x in X[n].",
            "Add np.outer(Deltas[n], X[n]) for every n.",
        ],
    ),
    Exercise(
        einsum_letters,
        question="the index letters of three products",
        outputs=[Output("A"), Output("dEdX"), Output("dEdW")],
        draw=draw_letters,
        call=apply_letters,
        blanks=['"ni,oi->no"', '"no,oi->ni"', '"no,ni->oi"'],
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
            Output("dEdX", product="[num_instances, num_outputs] @ "
                                   "[num_outputs, num_inputs]"),
            Output("dEdW", product="[num_outputs, num_instances] @ "
                                   "[num_instances, num_inputs]"),
            Output("dEdb"),
        ],
        draw=draw_backprop,
        numeric=numeric_backprop,
        blanks=["gd(Y) * dEdY", "Deltas @ W", "Deltas.T @ X",
                "Deltas.sum(axis=0)"],
        mistakes=[
            Mistake("gd(Y) * dEdY", "dEdY", hint=words.FORGOT_GD),
            Mistake("gd(Y) * dEdY", "gd(X @ W.T + b) * dEdY",
                    hint=words.GD_OF_A),
            Mistake("gd(Y) * dEdY", "gd(Y * dEdY)",
                    hint=words.GD_OF_DEDY),
            Mistake("Deltas @ W", "W.T @ Deltas",
                    hint="W.T stands on the left for one instance. In a "
                    "batch the instances are rows, and rows stand on the "
                    "left, with no transpose: Deltas @ W."),
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
            Mistake("t[:, np.newaxis]", "t",
                    hint="A column minus a row: NumPy made a square of "
                    "every y against every t. Turn t into a column first: "
                    "t[:, np.newaxis] is [num_instances, 1]."),
            *[Mistake("(Y - T) / len(Y)", wrong, hint=words.E_FOR_SLOPE)
              for wrong in ("(Y - T)**2 / 2 / len(Y)", "(Y - T)**2 / 2")],
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
