"""The exercises of notebook 09, Why batches are fast."""

import numpy as np

from mlp_helpers.activations import logistic, relu, tanh

from . import words
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


STOPS_AT_SIZE = (
    "Only the first piece has rows. A slice is [start:stop], and the stop "
    "has to move on with the start: start + batch_size."
)
SAME_ROWS = (
    "Every piece has the same rows, the first ones. The slice has to begin "
    "at start."
)
COLUMNS = (
    "The slice cuts columns, the inputs. Instances are the rows of X: "
    "X[start:stop], with no comma."
)
ONE_ROW = (
    "X[start] is one instance, and the others of its piece are left out. A "
    "slice takes them all: X[start:start + batch_size]."
)
ALL_ROWS = (
    "Every piece uses all of X. A piece is made of its own rows only."
)
LAST_LOST = (
    "The rows of the last, smaller piece are missing. The starts go up to "
    "len(X); a slice that reaches beyond the end stops at the end by itself."
)
OVERLAP = (
    "The pieces overlap: some rows come twice. A slice leaves its stop out, "
    "so [start:start + batch_size] has batch_size rows already."
)
W_EACH_TIME = (
    "W is counted once for each instance. That is the loop; in one product "
    "of a batch W is moved once, num_outputs * num_inputs numbers."
)
W_AND_INSTANCES = (
    "W is [num_outputs, num_inputs]: it does not know how many instances "
    "there are."
)
NO_RESULT = (
    "The result is missing: A has to be written, num_instances * "
    "num_outputs numbers more."
)
NO_WEIGHTS = (
    "The weights are missing: W has to be read, num_outputs * num_inputs "
    "numbers more."
)
NUMBERS = (
    "num_bytes counts numbers, not bytes: each of them has bytes_each bytes."
)
TWO_EACH = (
    "A multiply-add is counted twice here. Multiplying and adding are one "
    "step for us (data sheets count them as two operations)."
)
ONE_INSTANCE = (
    "This is the work of one instance. There are num_instances of them."
)
OUTPUTS_ONLY = (
    "One multiply-add for each output is too few: each output is a sum over "
    "num_inputs products."
)
RESULT_IS_X = (
    "numbers_in_A has the size of X. A is the result: one number for each "
    "instance and each output, num_instances * num_outputs."
)
RESULT_OF_ONE = (
    "numbers_in_A counts the results of one instance. There are num_instances "
    "rows of them: num_instances * num_outputs."
)
RESULT_ONE_EACH = (
    "numbers_in_A counts a single result for each instance. Each has "
    "num_outputs of them: num_instances * num_outputs."
)
RESULT_INPUTS = (
    "A is the result, and a result has no axis for the inputs, which are "
    "summed up: numbers_in_A is num_instances * num_outputs."
)
WEIGHTS_OF_ONE = (
    "numbers_in_W counts a single weight for each input, or for each output. "
    "W has one for each pair of them: num_outputs * num_inputs."
)
T_FOR_MT = (
    "W.T turns all three axes round, and the net comes last. W.mT "
    "transposes the last two axes and leaves the net in front."
)
T_OTHER = (
    "Other axes have changed places. The net stays in front; the last two "
    "axes, num_outputs and num_inputs, change places: W.mT."
)
NOT_TURNED = (
    "Behind X stands W with its rows and columns as they were: it is not "
    "transposed, or it is transposed twice. Once is right, W_T = W.mT, and "
    "then X @ W_T."
)
TURNED_AGAIN = (
    "W_T is W.mT already, and .T turns all its three axes round once more. "
    "The product is X @ W_T."
)
X_BEHIND = (
    "X and the weights stand in the wrong order. The instances are the rows "
    "of X, so X comes first: X @ W_T."
)
X_TURNED = (
    "X is transposed, and it should not be: its rows, the instances, become "
    "the rows of the result. The product is X @ W_T."
)
B_AXIS = (
    "b is [num_nets, num_outputs], and NumPy lines shapes up from the right: "
    "the nets would meet the instances. Put an axis of length 1 between "
    "them: b[:, np.newaxis] is [num_nets, 1, num_outputs]."
)
B_LAST = (
    "The new axis of b stands in the wrong place. The outputs come last, the "
    "instances before them: b[:, np.newaxis] is [num_nets, 1, num_outputs]."
)
FIRST_NET = (
    "This is net 0 alone. Leave the first axis of W and b as it is, and @ "
    "does the same for every net."
)
FIRST_W = (
    "All nets use the weights of net 0: W[0] is one net's matrix. W.mT "
    "transposes the matrices of all of them."
)
FIRST_B = (
    "All nets use the biases of net 0: b[0] is one net's row. The new axis "
    "belongs between the nets and the outputs: b[:, np.newaxis]."
)
NET_BETWEEN = (
    "The axes are in another order: the net comes first, then the instance, "
    "then the output."
)
LEFT_OUT = (
    "The last mini-batch is left out where it is smaller than the others. "
    "It is an update, too: round up."
)
NOT_WHOLE = (
    "Updates come whole. A smaller mini-batch at the end of the epoch is "
    "one update, so round up."
)
ONE_MORE = (
    "There is one update too many in each epoch where the mini-batches come "
    "out even. Round up, np.ceil, which leaves whole numbers alone."
)
NEAREST = (
    "This rounds to the nearest whole number. A smaller mini-batch at the "
    "end is an update as well, however small: round up."
)
ACROSS = (
    "The rounding comes too late: every epoch ends with its own smaller "
    "mini-batch, so round up for one epoch, then multiply."
)
ONE_EPOCH = (
    "This is for one epoch. The same number comes again in each of them."
)
ONE_AN_EPOCH = (
    "This comes to one update an epoch. Is the division upside down? How "
    "many times does batch_size go into num_instances?"
)
MULTIPLIED = (
    "The two are multiplied. An epoch has as many mini-batches as batch_size "
    "goes into num_instances: divide, and round up."
)
REST = (
    "% gives what is left over, the size of the smaller mini-batch. How many "
    "mini-batches are there? Divide, and round up."
)
ADDED = (
    "Each epoch brings per_epoch updates again. In so many epochs that is a "
    "product, epochs * per_epoch."
)
INSTANCES = (
    "This counts instances, not updates: there is one update for a whole "
    "mini-batch."
)

EXERCISES = [
    Exercise(
        forward_in_batches,
        notebook="09",
        question="a forward pass in pieces, from loop to batch",
        outputs=[Output("Y", "[num_instances, num_outputs]")],
        draw=draw_pieces,
        blanks=[
            "X[start:start + batch_size]",
            ("pieces.append(g(rows @ W.T + b))", "pieces.append(...)"),
        ],
        mistakes=[
            Mistake("X[start:start + batch_size]", "X[start:batch_size]",
                    hint=STOPS_AT_SIZE),
            Mistake("X[start:start + batch_size]", "X[:batch_size]",
                    hint=SAME_ROWS),
            Mistake("X[start:start + batch_size]",
                    "X[:, start:start + batch_size]", hint=COLUMNS),
            Mistake("X[start:start + batch_size]", "X[start:start + 1]",
                    hint=ONE_ROW),
            Mistake("X[start:start + batch_size]", "X[start]",
                    "np.vstack(pieces)", "np.array(pieces)", hint=ONE_ROW),
            Mistake("X[start:start + batch_size]", "X[start]", hint=ONE_ROW),
            Mistake("X[start:start + batch_size]", "X", hint=ALL_ROWS),
            Mistake("g(rows @ W.T + b)", "g(X @ W.T + b)", hint=ALL_ROWS),
            Mistake("start + batch_size]", "start + batch_size + 1]",
                    hint=OVERLAP),
            Mistake("start + batch_size]", "start + batch_size - 1]",
                    hint="The last row of each piece is missing. A slice "
                    "leaves its stop out already, so the stop is start + "
                    "batch_size."),
            Mistake("len(X), batch_size",
                    "len(X) - batch_size + 1, batch_size", hint=LAST_LOST),
            Mistake("g(rows @ W.T + b)", "rows @ W.T + b",
                    hint="This is A, before the activation. The layer's "
                    "output is g(A)."),
            Mistake("g(rows @ W.T + b)", "g(rows @ W.T)",
                    hint=words.FORGOT_BIAS),
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
        notebook="09",
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
            Mistake("= num_instances * num_inputs * num_outputs",
                    "= num_inputs * num_outputs", hint=ONE_INSTANCE),
            Mistake("= num_instances * num_inputs * num_outputs",
                    "= 2 * num_instances * num_inputs * num_outputs",
                    hint=TWO_EACH),
            Mistake("= num_instances * num_inputs * num_outputs",
                    "= num_instances * num_outputs", hint=OUTPUTS_ONLY),
            Mistake("= num_outputs * num_inputs\n",
                    "= num_instances * num_outputs * num_inputs\n",
                    hint=W_EACH_TIME),
            Mistake("= numbers_in_X + numbers_in_W + numbers_in_A",
                    "= numbers_in_X + numbers_in_W", hint=NO_RESULT),
            Mistake("= numbers_in_X + numbers_in_W + numbers_in_A",
                    "= numbers_in_X + numbers_in_A", hint=NO_WEIGHTS),
            Mistake("= num_outputs * num_inputs\n",
                    "= num_outputs * num_instances\n", hint=W_AND_INSTANCES),
            Mistake("= num_outputs * num_inputs\n",
                    "= num_inputs * num_instances\n", hint=W_AND_INSTANCES),
            Mistake("= num_outputs * num_inputs\n", "= num_outputs\n",
                    hint=WEIGHTS_OF_ONE),
            Mistake("= num_outputs * num_inputs\n", "= num_inputs\n",
                    hint=WEIGHTS_OF_ONE),
            Mistake("= num_instances * num_outputs\n",
                    "= num_inputs * num_instances\n", hint=RESULT_IS_X),
            Mistake("= num_instances * num_outputs\n", "= num_outputs\n",
                    hint=RESULT_OF_ONE),
            Mistake("= num_instances * num_outputs\n", "= num_instances\n",
                    hint=RESULT_ONE_EACH),
            Mistake("= num_instances * num_outputs\n",
                    "= num_inputs * num_outputs\n", hint=RESULT_INPUTS),
            Mistake("= num_instances * num_outputs\n",
                    "= num_instances * num_inputs * num_outputs\n",
                    hint=RESULT_INPUTS),
            Mistake("bytes_each * numbers", "numbers / bytes_each",
                    hint="Divided where it should be multiplied: every "
                    "number takes bytes_each bytes."),
            Mistake("= num_instances * num_inputs * num_outputs",
                    "= num_instances + num_inputs + num_outputs",
                    hint="The sizes are added. Each instance meets each "
                    "weight once: the sizes are multiplied."),
            Mistake("bytes_each * numbers", "numbers", hint=NUMBERS),
            Mistake("bytes_each * numbers", "8 * numbers",
                    hint="This takes 8 bytes for every number. float32 has "
                    "4: use bytes_each."),
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
        notebook="09",
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
            Mistake("X @ W_T + b", "X @ W_T.T + b", hint=TURNED_AGAIN),
            Mistake("X @ W_T + b", "W_T @ X + b", hint=X_BEHIND),
            Mistake("W.mT", "W", "X @ W_T + b", "W_T @ X + b", hint=X_BEHIND),
            Mistake("W.mT", "W", "X @ W_T + b", "W_T @ X.T + b",
                    hint=X_BEHIND),
            Mistake("X @ W_T + b", "X.T @ W_T + b", hint=X_TURNED),
            Mistake("b[:, np.newaxis]", "b", hint=B_AXIS),
            Mistake("b[:, np.newaxis]", "b[:, :, np.newaxis]", hint=B_LAST),
            Mistake("b[:, np.newaxis]", "b[np.newaxis]", hint=B_AXIS),
            Mistake("b[:, np.newaxis]", "b.T", hint=B_AXIS),
            Mistake("X @ W_T + b", "X @ W_T", hint=words.FORGOT_BIAS),
            Mistake("return g(X @ W_T + b)", "return X @ W_T + b",
                    hint="This is A, before the activation. The outputs are "
                    "g(A)."),
            Mistake("W.mT", "W[0].T", "b[:, np.newaxis]", "b[0]",
                    hint=FIRST_NET),
            Mistake("W.mT", "W[0].T", hint=FIRST_W),
            Mistake("b[:, np.newaxis]", "b[0]", hint=FIRST_B),
            Mistake("return g(X @ W_T + b)",
                    "return g(X @ W_T + b).swapaxes(0, 1)", hint=NET_BETWEEN),
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
        notebook="09",
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
                    "num_instances // batch_size", hint=LEFT_OUT),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances / batch_size", hint=NOT_WHOLE),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances // batch_size + 1", hint=ONE_MORE),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "round(num_instances / batch_size)", hint=NEAREST),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances / batch_size", "return epochs * per_epoch",
                    "return int(np.ceil(epochs * per_epoch))", hint=ACROSS),
            Mistake("return epochs * per_epoch", "return per_epoch",
                    hint=ONE_EPOCH),
            Mistake("return epochs * per_epoch",
                    "return epochs * num_instances", hint=INSTANCES),
            Mistake("num_instances / batch_size",
                    "batch_size / num_instances", hint=ONE_AN_EPOCH),
            Mistake("return epochs * per_epoch", "return epochs",
                    hint=ONE_AN_EPOCH),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances * batch_size", hint=MULTIPLIED),
            Mistake("int(np.ceil(num_instances / batch_size))",
                    "num_instances % batch_size", hint=REST),
            Mistake("return epochs * per_epoch", "return per_epoch + epochs",
                    hint=ADDED),
            Mistake("return epochs * per_epoch", "return per_epoch / epochs",
                    hint=ADDED),
            Mistake("num_instances / batch_size", "batch_size",
                    hint="This counts the instances of one mini-batch in "
                    "each epoch. How many mini-batches are there?"),
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
