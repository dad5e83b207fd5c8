"""The exercises of notebook 09, Why batches are fast."""

import numpy as np

from mlp_helpers.activations import logistic, relu, tanh

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes

TITLE = "Why batches are fast"


def forward_in_batches(X, W, b, g, batch_size):
    """The forward pass of a layer, batch_size rows at a time."""
    pieces = []
    for start in range(0, len(X), batch_size):
        rows = X[start:start + batch_size]  # the next rows
        pieces.append(g(rows @ W.T + b))    # their outputs
    return np.vstack(pieces)


def draw_pieces(rng):
    num_inputs, num_outputs, batch_size = different_sizes(rng, 3, 2, 5)
    num_instances = 2 * batch_size + int(
        rng.integers(1, batch_size) * (rng.uniform() < 0.7))
    num_instances += batch_size * (num_instances < 6)
    X = rng.normal(size=(num_instances, num_inputs))
    W = rng.normal(size=(num_outputs, num_inputs))
    g = [logistic.g, tanh.g, relu.g][rng.integers(3)]
    return X, W, rng.normal(size=num_outputs), g, batch_size


def work(num_instances, num_inputs, num_outputs, bytes_each):
    """What X @ W.T has to multiply, and to move, for one batch."""
    multiply_adds = num_instances * num_inputs * num_outputs
    numbers_in_X = num_instances * num_inputs
    numbers_in_W = num_outputs * num_inputs
    numbers_in_A = num_instances * num_outputs
    numbers = numbers_in_X + numbers_in_W + numbers_in_A
    return multiply_adds, bytes_each * numbers


def draw_work(rng):
    sizes = different_sizes(rng, 3, 10, 40)
    return *sizes, int(rng.choice([4, 8]))


def forward_many(X, W, b, g):
    """The forward pass of a layer in many nets, the same X for all."""
    W_T = W.mT             # [num_nets, num_inputs, num_outputs]
    b = b[:, np.newaxis]   # [num_nets, 1, num_outputs]
    return g(X @ W_T + b)  # [num_nets, num_instances, num_outputs]


def nets_of(rng, num_nets, num_instances, num_inputs, num_outputs):
    return (rng.normal(size=(num_instances, num_inputs)),
            rng.normal(size=(num_nets, num_outputs, num_inputs)),
            rng.normal(size=(num_nets, num_outputs)),
            [logistic.g, tanh.g, relu.g][rng.integers(3)])


def num_updates(num_instances, batch_size, epochs):
    """How many updates these epochs take, the last mini-batch included."""
    per_epoch = int(np.ceil(num_instances / batch_size))
    return epochs * per_epoch


def draw_updates(rng):
    """A multiple of batch_size, one more, or one less."""
    more = int(rng.integers(12)) % 3 - 1  # all three for the seeds 1, 2, 3
    per_epoch, epochs = different_sizes(rng, 2, 4, 9)
    batch_size = int(rng.integers(12, 30))
    return batch_size * per_epoch + more, batch_size, epochs


PER_EPOCH = "int(np.ceil(num_instances / batch_size))"

EXERCISES = [
    Exercise(
        forward_in_batches,
        question="a forward pass in pieces, from loop to batch",
        outputs=[Output("Y")],
        draw=draw_pieces,
        blanks=["X[start:start + batch_size]",
                ("pieces.append(g(rows @ W.T + b))", "pieces.append(...)")],
        hints=[
            "With batch_size 4 the first piece is made of rows 0 to 3, and "
            "the next starts at row 4. Which slice of X begins at start?",
            "X[p:q] has the rows p to q - 1, so batch_size rows from start "
            "on are X[start:start + batch_size].",
            "The piece's outputs are the formula of notebook 08 with rows "
            "in place of X: g(rows @ W.T + b).",
        ],
    ),
    Exercise(
        work,
        question="count multiply-adds and bytes of one product",
        outputs=[Output("multiply_adds", "a number"),
                 Output("num_bytes", "a number")],
        draw=draw_work,
        sizes=lambda *args: dict(zip(
            ("num_instances", "num_inputs", "num_outputs"), args)),
        blanks=["num_instances * num_inputs * num_outputs",
                "num_outputs * num_inputs", "num_instances * num_outputs\n",
                "bytes_each * numbers"],
        mistakes=[
            Mistake("= num_instances * num_inputs * num_outputs",
                    "= num_instances + num_inputs + num_outputs",
                    hint="The sizes are added. Each instance meets each "
                    "weight once: the sizes are multiplied."),
        ],
        hints=[
            "One output of one instance is a sum of num_inputs products. "
            "How many outputs are there, over all instances?",
            "Each array is moved once, and has as many entries as the "
            "product of its sizes: W is [num_outputs, num_inputs], and A is "
            "[num_instances, num_outputs].",
            "num_instances * num_inputs * num_outputs multiply-adds; and "
            "bytes_each for every number in X, W and A.",
        ],
    ),
    Exercise(
        forward_many,
        question="a forward pass in many nets at once",
        outputs=[Output("Y", "[num_nets, num_instances, num_outputs]")],
        draw=lambda rng: nets_of(rng, *different_sizes(rng, 4)),
        draw_square=lambda rng: nets_of(rng, 3, 3, 3, 3),
        shapes={"W": "[num_nets, num_outputs, num_inputs]",
                "b": "[num_nets, num_outputs]",
                "W_T": "[num_nets, num_inputs, num_outputs]"},
        blanks=["W.mT", "b[:, np.newaxis]",
                ("return g(X @ W_T + b)", "return ...")],
        mistakes=[
            Mistake("W.mT", "W.T",
                    hint="W.T turns all three axes round, and the net comes "
                    "last. W.mT leaves the net in front, and transposes the "
                    "other two."),
            *[Mistake("b[:, np.newaxis]", wrong,
                      hint="NumPy lines shapes up from the right, and in "
                      "[num_nets, num_outputs] the nets would meet the "
                      "instances. Put an axis of length 1 between them: "
                      "b[:, np.newaxis] is [num_nets, 1, num_outputs].")
              for wrong in ("b", "b.T", "b[np.newaxis]",
                            "b[:, :, np.newaxis]")],
        ],
        hints=[
            "For one net it is g(X @ W.T + b). Each line gets one axis more "
            "in front, and must leave it alone.",
            ".mT transposes the last two axes only. For b, write its shape "
            "below that of X @ W_T, from the right.",
            "W_T = W.mT, b = b[:, np.newaxis], and then g(X @ W_T + b).",
        ],
    ),
    Exercise(
        num_updates,
        question="how many updates in so many epochs?",
        outputs=[Output("updates", "a number")],
        draw=draw_updates,
        sizes=lambda *args: dict(zip(
            ("num_instances", "batch_size", "epochs"), args)),
        blanks=[PER_EPOCH, ("return epochs * per_epoch", "return ...")],
        mistakes=[
            *[Mistake(PER_EPOCH, wrong,
                      hint="A smaller mini-batch at the end of an epoch is "
                      "one whole update, however small: round up.")
              for wrong in ("num_instances / batch_size",
                            "round(num_instances / batch_size)")],
            Mistake(PER_EPOCH, "num_instances // batch_size + 1",
                    hint="There is one update too many where the "
                    "mini-batches come out even. np.ceil rounds up, and "
                    "leaves whole numbers alone."),
            Mistake(PER_EPOCH, "num_instances / batch_size", "return epochs"
                    " * per_epoch", "return int(np.ceil(epochs * per_epoch))",
                    hint="Every epoch ends with its own smaller mini-batch: "
                    "round up for one epoch, then multiply."),
            *[Mistake(PER_EPOCH, f"num_instances {sign} batch_size",
                      hint="An epoch has as many mini-batches as batch_size "
                      "goes into num_instances: divide, and round up.")
              for sign in "*%"],
        ],
        hints=[
            "Ten instances, four at a time: 4, 4 and 2. How many updates?",
            "Divide; np.ceil rounds up, and int makes a whole number of it.",
            "per_epoch = int(np.ceil(num_instances / batch_size)), and each "
            "epoch brings as many again.",
        ],
    ),
]
