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


def sizes_of_work(num_instances, num_inputs, num_outputs, bytes_each):
    return {"num_instances": num_instances, "num_inputs": num_inputs,
            "num_outputs": num_outputs}


def forward_many(X, W, b, g):
    """The forward pass of a layer in many nets, the same X for all."""
    W_T = W.mT             # [num_nets, num_inputs, num_outputs]
    b = b[:, np.newaxis]   # [num_nets, 1, num_outputs]
    return g(X @ W_T + b)  # [num_nets, num_instances, num_outputs]


def draw_many(rng):
    sizes = different_sizes(rng, 4)
    g = [logistic.g, tanh.g, relu.g][rng.integers(3)]
    return *nets_of(rng, *sizes), g


def draw_square_nets(rng):
    return *nets_of(rng, 3, 3, 3, 3), tanh.g


def nets_of(rng, num_nets, num_instances, num_inputs, num_outputs):
    return (rng.normal(size=(num_instances, num_inputs)),
            rng.normal(size=(num_nets, num_outputs, num_inputs)),
            rng.normal(size=(num_nets, num_outputs)))


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


def sizes_of_updates(num_instances, batch_size, epochs):
    return {"num_instances": num_instances, "batch_size": batch_size,
            "epochs": epochs}


NO_RESULT = (
    "The result is missing: A has to be written, num_instances * "
    "num_outputs numbers more.")
NO_WEIGHTS = (
    "The weights are missing: W has to be read, num_outputs * num_inputs "
    "numbers more.")
T_FOR_MT = (
    "W.T turns all three axes round, and the net comes last. W.mT "
    "transposes the last two axes and leaves the net in front.")
T_OTHER = (
    "Other axes have changed places. The net stays in front; the last two "
    "axes, num_outputs and num_inputs, change places: W.mT.")
NOT_TURNED = (
    "Behind X stands W with its rows and columns as they were: it is not "
    "transposed, or it is transposed twice. Once is right, W_T = W.mT, and "
    "then X @ W_T.")
X_BEHIND = (
    "X and the weights stand in the wrong order. The instances are the rows "
    "of X, so X comes first: X @ W_T.")
B_AXIS = (
    "b is [num_nets, num_outputs], and NumPy lines shapes up from the right: "
    "the nets would meet the instances. Put an axis of length 1 between "
    "them: b[:, np.newaxis] is [num_nets, 1, num_outputs].")
B_LAST = (
    "The new axis of b stands in the wrong place. The outputs come last, the "
    "instances before them: b[:, np.newaxis] is [num_nets, 1, num_outputs].")
FIRST_W = (
    "All nets use the weights of net 0: W[0] is one net's matrix. W.mT "
    "transposes the matrices of all of them.")
FIRST_B = (
    "All nets use the biases of net 0: b[0] is one net's row. The new axis "
    "belongs between the nets and the outputs: b[:, np.newaxis].")
NOT_WHOLE = (
    "Updates come whole. A smaller mini-batch at the end of the epoch is "
    "one update, so round up.")
ONE_MORE = (
    "There is one update too many in each epoch where the mini-batches come "
    "out even. Round up, np.ceil, which leaves whole numbers alone.")
NEAREST = (
    "This rounds to the nearest whole number. A smaller mini-batch at the "
    "end is an update as well, however small: round up.")
ACROSS = (
    "The rounding comes too late: every epoch ends with its own smaller "
    "mini-batch, so round up for one epoch, then multiply.")
MULTIPLIED = (
    "The two are multiplied. An epoch has as many mini-batches as batch_size "
    "goes into num_instances: divide, and round up.")
REST = (
    "% gives what is left over, the size of the smaller mini-batch. How many "
    "mini-batches are there? Divide, and round up.")

EXERCISES = [
    Exercise(
        forward_in_batches,
        question="a forward pass in pieces, from loop to batch",
        outputs=[Output("Y", "[num_instances, num_outputs]")],
        draw=draw_pieces,
        blanks=[
            "X[start:start + batch_size]",
            ("pieces.append(g(rows @ W.T + b))", "pieces.append(...)"),
        ],
        mistakes=[
        ],
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
        sizes=sizes_of_work,
        blanks=[
            "num_instances * num_inputs * num_outputs",
            "num_outputs * num_inputs",
            "num_instances * num_outputs\n",
            "bytes_each * numbers",
        ],
        mistakes=[
            Mistake("= numbers_in_X + numbers_in_W + numbers_in_A",
                    "= numbers_in_X + numbers_in_W", hint=NO_RESULT),
            Mistake("= numbers_in_X + numbers_in_W + numbers_in_A",
                    "= numbers_in_X + numbers_in_A", hint=NO_WEIGHTS),
            Mistake("= num_instances * num_inputs * num_outputs",
                    "= num_instances + num_inputs + num_outputs",
                    hint="The sizes are added. Each instance meets each "
                    "weight once: the sizes are multiplied."),
        ],
        hints=[
            "One output of one instance is a sum of num_inputs products. "
            "How many outputs are there, over all instances?",
            "Each array is moved once: X is [num_instances, num_inputs], W "
            "is [num_outputs, num_inputs], A is [num_instances, "
            "num_outputs]. The number of entries is the product of the "
            "sizes.",
            "num_instances * num_inputs * num_outputs multiply-adds; and "
            "bytes_each for every number in X, W and A.",
        ],
    ),
    Exercise(
        forward_many,
        question="a forward pass in many nets at once",
        outputs=[Output("Y", "[num_nets, num_instances, num_outputs]")],
        draw=draw_many,
        draw_square=draw_square_nets,
        shapes={"W": "[num_nets, num_outputs, num_inputs]",
                "b": "[num_nets, num_outputs]",
                "W_T": "[num_nets, num_inputs, num_outputs]"},
        blanks=[
            "W.mT",
            "b[:, np.newaxis]",
            ("return g(X @ W_T + b)", "return ..."),
        ],
        mistakes=[
            Mistake("W.mT", "W.T", hint=T_FOR_MT),
            Mistake("W.mT", "W.transpose(1, 0, 2)", hint=T_OTHER),
            Mistake("W.mT", "W", hint=NOT_TURNED),
            Mistake("X @ W_T + b", "X @ W_T.mT + b", hint=NOT_TURNED),
            Mistake("W.mT", "W", "X @ W_T + b", "W_T @ X + b", hint=X_BEHIND),
            Mistake("W.mT", "W", "X @ W_T + b", "W_T @ X.T + b",
                    hint=X_BEHIND),
            Mistake("b[:, np.newaxis]", "b", hint=B_AXIS),
            Mistake("b[:, np.newaxis]", "b[:, :, np.newaxis]", hint=B_LAST),
            Mistake("b[:, np.newaxis]", "b[np.newaxis]", hint=B_AXIS),
            Mistake("b[:, np.newaxis]", "b.T", hint=B_AXIS),
            Mistake("W.mT", "W[0].T", hint=FIRST_W),
            Mistake("b[:, np.newaxis]", "b[0]", hint=FIRST_B),
        ],
        hints=[
            "For one net it is g(X @ W.T + b). Each line gets one axis more "
            "in front, and must leave it alone.",
            ".mT transposes the last two axes only. For b, write the shapes "
            "below each other, from the right: [num_nets, num_instances, "
            "num_outputs] and [num_nets, num_outputs].",
            "W_T = W.mT, b = b[:, np.newaxis], and then g(X @ W_T + b).",
        ],
    ),
    Exercise(
        num_updates,
        question="how many updates in so many epochs?",
        outputs=[Output("updates", "a number")],
        draw=draw_updates,
        sizes=sizes_of_updates,
        blanks=[
            "int(np.ceil(num_instances / batch_size))",
            ("return epochs * per_epoch", "return ..."),
        ],
        mistakes=[
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances / batch_size", hint=NOT_WHOLE),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances // batch_size + 1", hint=ONE_MORE),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "round(num_instances / batch_size)", hint=NEAREST),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances / batch_size", "return epochs * per_epoch",
                    "return int(np.ceil(epochs * per_epoch))", hint=ACROSS),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances * batch_size", hint=MULTIPLIED),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances % batch_size", hint=REST),
        ],
        hints=[
            "Ten instances, four at a time: 4, 4 and 2. How many updates "
            "is that?",
            "Divide, and round up: np.ceil does that, and int makes a whole "
            "number of it.",
            "per_epoch = int(np.ceil(num_instances / batch_size)), and each "
            "epoch brings as many again.",
        ],
    ),
]
