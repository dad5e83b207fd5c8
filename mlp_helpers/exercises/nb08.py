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


NO_G = (
    "This is A, before the activation. The layer's output is Y = g(A)."
)
G_OF_X = (
    "g is applied to the inputs here. A layer first mixes, A = X Wᵀ + b, "
    "and then bends, Y = g(A)."
)
STUCK = (
    "The same instance is added every time: the row must be chosen by the "
    "letter n, Deltas[n] and X[n]."
)
SKIPPED = (
    "The first instance is missing from the sum: rows count from 0, so n "
    "starts at 0."
)
BIAS_TOO_LATE = (
    "The bias comes too late: it is added behind g. It belongs to A, before "
    "the activation: Y = g(A) with A = X Wᵀ + b."
)
W_TURNED = (
    "There is a transpose too many: Deltas, no, ends with the letter that "
    "W, oi, begins with, so W stays as it is."
)
COLUMN_HABIT = (
    "W.T stands on the left for one instance. In a batch the instances are "
    "rows, and rows stand on the left, with no transpose: Deltas @ W."
)
DELTAS_TURNED = (
    "The transpose belongs to Deltas: dEdW sums over n, so the left factor "
    "has to end with n, and Deltas.T, on, does."
)
GD_OF_PRODUCT = (
    "gd is applied to a product here. It takes Y alone, and its result is "
    "multiplied by dEdY: gd(Y) * dEdY."
)
E_FOR_SLOPE = (
    "This is the error itself, not its slope. dE/dY has no square and no "
    "1/2 any more: the derivative of (y - t)**2 / 2 is y - t."
)
DEDY_IN_X = (
    "dEdX starts from dEdY, and skips the activation: use Deltas."
)
DEDY_IN_W = (
    "dEdW starts from dEdY, and skips the activation: use Deltas."
)
DEDY_IN_B = (
    "dEdb starts from dEdY, and skips the activation: use Deltas."
)
TRAP = (
    "[num_instances, 1] minus [num_instances] is no pair of columns: "
    "broadcasting made a square of every y against every t. Turn t into a "
    "column first: t[:, np.newaxis]."
)

EXERCISES = [
    Exercise(
        forward,
        notebook="08",
        question="the forward pass of a layer, for a batch",
        outputs=[
            Output("Y", "[num_instances, num_outputs]",
                   product="[num_instances, num_inputs] @ "
                           "[num_inputs, num_outputs]"),
        ],
        draw=draw_forward,
        blanks=["X @ W.T + b", ("return g(A)", "return ...")],
        mistakes=[
            Mistake("X @ W.T + b", "X @ W + b",
                    hint=words.NO_TRANSPOSE, words="transpose"),
            Mistake("X @ W.T + b", "X @ W.T",
                    hint=words.FORGOT_BIAS, words="bias"),
            Mistake("X @ W.T + b", "X @ W.T - b",
                    hint="The bias is subtracted here. It is added: "
                    "A = X Wᵀ + b.", words=("bias", "subtracted")),
            Mistake("X @ W.T + b", "X @ W.T + b.sum()",
                    hint="Every unit got the sum of all the biases. Each "
                    "unit has its own: + b adds the row b to each row.",
                    words="biases"),
            Mistake("return g(A)", "return A", hint=NO_G, words="g(A)"),
            Mistake("X @ W.T + b", "g(X) @ W.T + b",
                    "return g(A)", "return A",
                    hint=G_OF_X, words="inputs"),
            Mistake("X @ W.T + b", "X @ W.T",
                    "return g(A)", "return g(A) + b",
                    hint=BIAS_TOO_LATE, words="too late"),
            Mistake("return g(A)", "return g(A).T", words="transposed"),
            Mistake("X @ W.T + b", "X[0] @ W.T + b", words="shape"),
        ],
        variants=[
            """
def forward(X, W, b, g):
    return g(np.array([W @ x + b for x in X]))
""",
            """
def forward(X, W, b, g):
    return g(np.einsum("ni,oi->no", X, W) + b)
""",
            """
def forward(X, W, b, g):
    A = W.dot(X.T) + b[:, np.newaxis]
    return g(A).T
""",
            """
def forward(X, W, b, g):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    return g(X1 @ np.vstack([W.T, b]))
""",
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
        notebook="08",
        question="dE/dW as a sum of outer products",
        outputs=[Output("dEdW", "[num_outputs, num_inputs]")],
        draw=draw_deltas,
        blanks=["np.outer(Deltas[n], X[n])"],
        mistakes=[
            Mistake("dEdW += np", "dEdW = np",
                    hint=words.OVERWRITTEN, words="overwritten"),
            Mistake("np.outer(Deltas[n], X[n])",
                    "np.outer(Deltas[0], X[0])", hint=STUCK, words="same"),
            Mistake("range(num_instances)", "range(1, num_instances)",
                    hint=SKIPPED, words="first instance"),
            Mistake("np.outer(Deltas[n], X[n])",
                    "np.outer(Deltas[n], X[n]) / num_instances",
                    hint=words.MEAN_FOR_SUM, words="mean"),
            Mistake("return dEdW", "    return dEdW",
                    hint=words.ONLY_FIRST, words="first instance"),
            Mistake("np.outer(Deltas[n], X[n])", "np.outer(X[n], Deltas[n])",
                    hint="The outer product is the wrong way round: "
                    "np.outer(p, q)[r, c] is p[r] * q[c], and the rows of "
                    "dEdW belong to the units, so Deltas[n] comes first.",
                    words="Deltas[n] comes first"),
            Mistake("dEdW += np", "dEdW -= np", words="sign"),
        ],
        variants=[
            """
def sum_of_outer_products(Deltas, X):
    return Deltas.T @ X
""",
            """
def sum_of_outer_products(Deltas, X):
    return sum(np.outer(delta, x) for delta, x in zip(Deltas, X))
""",
            """
def sum_of_outer_products(Deltas, X):
    return (Deltas[:, :, np.newaxis] * X[:, np.newaxis, :]).sum(axis=0)
""",
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
        notebook="08",
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
            Mistake('"ni,oi->no"', '"ni,oi->on"', words="transposed"),
            Mistake('"no,oi->ni"', '"no,oi->in"', words="transposed"),
            Mistake('"no,ni->oi"', '"no,ni->io"', words="transposed"),
            Mistake('"no,ni->oi"', '"no,ni->noi"', words="not summed"),
            Mistake('"no,ni->oi"', '"on,ni->oi"',
                    hint="The letters of Deltas are wrong for dEdW: Deltas "
                    "is [num_instances, num_outputs], so they are no. "
                    "einsum needs no transpose.",
                    words="letters of Deltas"),
            Mistake('"ni,oi->no"', '"oi,ni->no"',
                    hint="A comes out transposed. The letters before the "
                    "comma belong to the first factor, X, and behind the "
                    "arrow stands no.", words="before the comma"),
            Mistake('"no,oi->ni"', '"oi,no->ni"',
                    hint="The factors are Deltas and then W: the letters "
                    "before the comma belong to Deltas, no.",
                    words="before the comma"),
            Mistake('"ni,oi->no"', '"ni,io->no"',
                    hint="The letters of W are wrong for A: W is "
                    "[num_outputs, num_inputs], so they are oi.",
                    words="letters"),
            Mistake('"no,oi->ni"', '"no,io->ni"',
                    hint="The letters of W are wrong for dEdX: W is "
                    "[num_outputs, num_inputs], so they are oi.",
                    words="letters"),
            Mistake('"ni,oi->no"', '"ni", "oi", "no"',
                    words=("A is a tuple", "one string")),
            Mistake('"ni,oi->no"', '["ni,oi", "no"]',
                    words=("A is a list", "one string")),
            Mistake('"ni,oi->no"', '"ni,oi"',
                    '"no,oi->ni"', '"no,oi"', '"no,ni->oi"', '"no,ni"',
                    words="arrow is missing in A"),
            Mistake('"no,oi->ni"', '"no,oi"',
                    words="arrow is missing in dEdX"),
            Mistake('"ni,oi->no"', '"no"',
                    '"no,oi->ni"', '"ni"', '"no,ni->oi"', '"oi"',
                    words=("no comma and no arrow", "one string")),
            Mistake('"ni,oi->no"', '"nioi->no"', words="one comma"),
        ],
        variants=[
            """
def einsum_letters():
    return "ab,cb->ac", "ac,cb->ab", "ac,ab->cb"
""",
            """
def einsum_letters():
    return ["n i, o i -> n o", "n o, o i -> n i", "n o, n i -> o i"]
""",
            """
def einsum_letters():
    A, dEdX = "ni,ji->nj", "nj,ji->ni"
    return A, dEdX, "Ni,Nj->ij"
""",
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
        notebook="08",
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
            Mistake("gd(Y) * dEdY", "dEdY",
                    hint=words.FORGOT_GD, words="gd"),
            Mistake("gd(Y) * dEdY", "gd(X @ W.T + b) * dEdY",
                    hint=words.GD_OF_A, words="the sum A"),
            Mistake("gd(Y) * dEdY", "-gd(Y) * dEdY", words="sign"),
            Mistake("gd(Y) * dEdY", "gd(Y) * dEdY / len(Y)",
                    words=("num_instances", "small")),
            Mistake("gd(Y) * dEdY", "gd(Y) * dEdY * Y.shape[1]",
                    words=("num_outputs", "large")),
            Mistake("Deltas @ W", "dEdY @ W",
                    hint=DEDY_IN_X, words="skips the activation"),
            Mistake("gd(Y) * dEdY", "gd(Y * dEdY)",
                    hint=GD_OF_PRODUCT, words="Y alone"),
            Mistake("Deltas @ W", "Deltas @ W.T",
                    hint=W_TURNED, words=("fits", "transpose too many")),
            Mistake("Deltas @ W", "W.T @ Deltas",
                    hint=COLUMN_HABIT, words=("fits", "no transpose")),
            Mistake("Deltas.T @ X", "Deltas @ X", hint=DELTAS_TURNED,
                    words=("fits", "transpose belongs")),
            Mistake("Deltas.T @ X", "Deltas @ X.T", hint=DELTAS_TURNED,
                    words=("fits", "transpose belongs")),
            Mistake("Deltas @ W", "W.T @ Deltas.T",
                    words="dEdX is transposed"),
            Mistake("Deltas @ W", "(Deltas @ W).sum(axis=0)",
                    words="shape"),
            Mistake("Deltas.T @ X", "dEdY.T @ X",
                    hint=DEDY_IN_W, words="skips the activation"),
            Mistake("Deltas.T @ X", "X.T @ Deltas", words="transposed"),
            Mistake("Deltas.T @ X", "Deltas.T @ X / len(X)",
                    words=("num_instances", "small")),
            Mistake("Deltas.T @ X", "np.outer(Deltas[0], X[0])",
                    hint=words.NO_SUM, words="instances"),
            Mistake("Deltas.sum(axis=0)", "dEdY.sum(axis=0)",
                    hint=DEDY_IN_B, words="skips the activation"),
            Mistake("Deltas.sum(axis=0)", "Deltas.sum(axis=1)",
                    hint=words.WRONG_AXIS, words="axis"),
            Mistake("Deltas.sum(axis=0)", "Deltas.sum()", words="number"),
            Mistake("Deltas.sum(axis=0)", "Deltas", words="summed"),
            Mistake("Deltas.sum(axis=0)", "Deltas.mean(axis=0)",
                    words=("num_instances", "small")),
            Mistake("return dEdX, dEdW, dEdb", "return dEdW, dEdb, dEdX",
                    words="order"),
            Mistake(code="""
def backprop(dEdY, W, b, gd, Y, X):
    dEdY *= gd(Y)
    return dEdY @ W, dEdY.T @ X, dEdY.sum(axis=0)
""", words=("in place", "dEdY")),
        ],
        variants=[
            """
def backprop(dEdY, W, b, gd, Y, X):
    Deltas = gd(Y) * dEdY  # element-wise multiplication
    dEdX = Deltas.dot(W)
    dEdW = Deltas.T.dot(X)
    dEdb = Deltas.sum(axis=0)
    return dEdX, dEdW, dEdb
""",
            """
def backprop(dEdY, W, b, gd, Y, X):
    dEdX = np.zeros_like(X)
    dEdW = np.zeros_like(W)
    dEdb = np.zeros_like(b)
    for n in range(len(X)):
        delta = gd(Y[n]) * dEdY[n]
        dEdX[n] = W.T @ delta
        dEdW += np.outer(delta, X[n])
        dEdb += delta
    return dEdX, dEdW, dEdb
""",
            """
def backprop(dEdY, W, b, gd, Y, X):
    Deltas = np.multiply(dEdY, gd(Y))
    dEdX = np.einsum("no,oi->ni", Deltas, W)
    dEdW = np.einsum("no,ni->oi", Deltas, X)
    return dEdX, dEdW, np.ones(len(X)) @ Deltas
""",
            """
def backprop(dEdY, W, b, gd, Y, X):
    Deltas = dEdY.copy()
    Deltas *= gd(Y)
    return [(W.T @ Deltas.T).T, (X.T @ Deltas).T, sum(Deltas)]
""",
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
        notebook="08",
        question="the gradient at the output, without the trap",
        outputs=[Output("dEdY", "[num_instances, 1]")],
        draw=draw_output,
        shapes={"Y": "[num_instances, 1]", "t": "[num_instances]"},
        numeric=numeric_output,
        blanks=["t[:, np.newaxis]", "(Y - T) / len(Y)"],
        mistakes=[
            Mistake("t[:, np.newaxis]", "t", hint=TRAP, words="column"),
            Mistake("t[:, np.newaxis]", "t[np.newaxis, :]",
                    hint=TRAP, words="column"),
            Mistake("(Y - T) / len(Y)", "(T - Y) / len(Y)", words="sign"),
            Mistake("(Y - T) / len(Y)", "Y - T",
                    words=("num_instances", "large")),
            Mistake("(Y - T) / len(Y)", "2 * (Y - T) / len(Y)",
                    words=("2", "large")),
            Mistake("(Y - T) / len(Y)", "(Y - T)**2 / 2 / len(Y)",
                    hint=E_FOR_SLOPE, words="error itself"),
            Mistake("(Y - T) / len(Y)", "(Y - T)**2 / 2",
                    hint=E_FOR_SLOPE, words="error itself"),
            Mistake("(Y - T) / len(Y)", "np.mean((Y - T)**2) / 2",
                    hint=E_FOR_SLOPE, words="error itself"),
            Mistake("(Y - T) / len(Y)", "np.mean(Y - T)", words="number"),
            Mistake("(Y - T) / len(Y)", "((Y - T) / len(Y))[:, 0]",
                    words="shape"),
        ],
        variants=[
            """
def output_gradient(Y, t):
    return (Y - t.reshape(-1, 1)) / Y.size
""",
            """
def output_gradient(Y, t):
    return np.array([[(y - u) / len(t)] for y, u in zip(Y[:, 0], t)])
""",
            """
def output_gradient(Y, t):
    return ((Y[:, 0] - t) / len(t))[:, None]
""",
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
