"""The exercises of notebook 13, Handwritten digits."""

import numpy as np

from .exercise import Exercise, Mistake, Output

TITLE = "Handwritten digits"


def one_hot(labels, num_classes):
    """A row of zeros for each label, with a 1 at the label's place."""
    T = np.eye(num_classes)[labels]  # [num_instances, num_classes]
    return T


def draw_labels(rng):
    num_classes = int(rng.integers(4, 7))
    labels = rng.integers(num_classes - 1, size=num_classes + 4)
    labels[0] = 0  # and nobody has the last class
    return labels, num_classes


def accuracy(Y, labels):
    """The share of instances whose largest output is the right one."""
    read = Y.argmax(axis=1)         # [num_instances]
    return np.mean(read == labels)  # a number from 0 to 1


def draw_outputs(rng):
    num_classes = int(rng.integers(4, 7))
    num_instances = num_classes + 4
    Y = rng.uniform(size=(num_instances, num_classes))
    for n in range(3):  # reads 0, 1, 2: so that no slip wraps around
        Y[n] = np.roll(Y[n], n - Y[n].argmax())
    labels = Y.argmax(axis=1)
    labels[:3] = 1, 3, 3  # wrong by 1, by 2, by 1
    return Y, labels


def stopping_epoch(losses, patience):
    """The epoch, counted from 1, after which training stops."""
    best, best_epoch = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        waited = epoch - best_epoch
        if waited >= patience:
            return epoch
    return len(losses)


def draw_losses(rng):
    """Falls, a bump, one tiny fall more; then it waits, with a tie, or ends.

    A lower loss comes when training has stopped already. At times the first
    loss is the best for long, and at times nothing stops.
    """
    kind = ["stops", "first is best", "ends"][rng.integers(3)]
    patience = int(rng.integers(3, 6))
    fall = 2.0 * 0.7 ** np.arange(1 if kind == "first is best" else 4)
    bump = fall[-1] * (1 + 0.05 * rng.uniform(1, 2, size=patience - 1))
    low = fall[-1] * np.array([0.9, 0.8, 0.79999])
    rise = low[-1] * (1 + 0.03 * np.arange(1, 3 * patience))
    rise[0] = low[-1]  # as low as the best, and not lower
    rise[2] = low[-1] * 1.01
    rise[-1] = low[-1] * 0.5
    if kind == "first is best":
        low = low[:0]
        rise[:patience] = fall[0]
    if kind == "ends":
        rise = rise[:patience - 1]
    losses = np.concatenate([fall, bump, low, rise])
    return losses.tolist(), patience


def confusion_matrix(labels, read, num_classes):
    """How often digit `row` was read as digit `column`."""
    C = np.zeros((num_classes, num_classes), dtype=int)
    for label, digit in zip(labels, read, strict=True):
        row, column = label, digit
        C[row, column] += 1
    return C


def draw_readings(rng):
    num_classes = int(rng.integers(3, 6))
    labels = rng.integers(num_classes, size=12 * num_classes)
    slips = rng.uniform(size=len(labels)) < 0.4
    read = np.where(slips, (labels + 1) % num_classes, labels)
    return labels, read, num_classes


EXERCISES = [
    Exercise(
        one_hot,
        question="labels as one-hot rows",
        outputs=[Output("T", "[num_instances, num_classes]")],
        draw=draw_labels,
        shapes={"labels": "[num_instances]"},
        blanks=["np.eye(num_classes)[labels]"],
        mistakes=[
            Mistake("np.eye(num_classes)[labels]",
                    "2 * np.eye(num_classes)[labels] - 1",
                    hint="One-hot rows hold 0 and 1. With -1 in the other "
                    "places the rows do not sum to 1, and are no "
                    "probabilities."),
            Mistake("np.eye(num_classes)[labels]",
                    "np.eye(num_classes)[[labels] * len(labels)].max(axis=1)",
                    hint="Each row got a 1 for the label of every instance. "
                    "Row n has only its own, at the place labels[n]."),
        ],
        hints=[
            "How would you write the row for the label 2, with 4 classes? "
            "And the row for the label 0?",
            "The rows of np.eye(num_classes) are exactly these rows: its "
            "row k has its 1 at the place k.",
            "A matrix can be indexed with a whole list of row numbers: "
            "np.eye(num_classes)[labels].",
        ],
    ),
    Exercise(
        accuracy,
        question="the share of digits that are read right",
        outputs=[Output("accuracy", "a number")],
        draw=draw_outputs,
        shapes={"Y": "[num_instances, num_classes]"},
        blanks=["Y.argmax(axis=1)",
                ("return np.mean(read == labels)", "return ...")],
        hints=[
            "Two steps: which digit does each row choose, and how many "
            "choices are right?",
            "Y.argmax(axis=1) is the place of the largest entry in each "
            "row: the digit that is read.",
            "read == labels is True where it is right. The mean of True "
            "and False is the share of True.",
        ],
    ),
    Exercise(
        stopping_epoch,
        question="early stopping: when is enough?",
        outputs=[Output("epoch", "a number")],
        draw=draw_losses,
        seeds=(1, 2, 11, 14),  # one of each kind at least
        blanks=["epoch - best_epoch"],
        mistakes=[
            Mistake("epoch - best_epoch", "epoch",
                    hint="waited is the number of epochs since the best "
                    "one: two epochs are compared."),
            Mistake("loss < best", "not loss > best", "waited = epoch - best"
                    "_epoch", "waited, best = epoch - best_epoch, loss",
                    hint="Only rises in a row are counted. Patience counts "
                    "the epochs since the lowest loss, whatever lies "
                    "between them."),
            Mistake("epoch - best_epoch", "epoch - len(set("
                    "np.minimum.accumulate(losses[:epoch])))",
                    hint="Epochs without a new low are counted from the "
                    "start of the training. Each new low sets the count "
                    "back to 0."),
        ],
        hints=[
            "Patience is counted from the epoch with the lowest loss so far.",
            "The loop knows two epochs: this one, and the best one. How "
            "many epochs lie between them?",
            "waited = epoch - best_epoch.",
        ],
    ),
    Exercise(
        confusion_matrix,
        question="which digit is taken for which",
        outputs=[Output("C", "[num_classes, num_classes]")],
        draw=draw_readings,
        shapes={"labels": "[num_instances]", "read": "[num_instances]"},
        blanks=[("row, column = label, digit", "row, column = ...")],
        mistakes=[
            Mistake("= label, digit", "= label - 1, digit - 1",
                    hint="The counts stand one row and one column off: the "
                    "digit 0 has the place 0, so nothing is subtracted."),
            Mistake(code="""
def confusion_matrix(labels, read, num_classes):
    C = np.zeros((num_classes, num_classes), dtype=int)
    C[labels, read] += 1
    return C
""", hint="Each pair is counted at most once. Every reading adds 1, in a "
                    "loop. (C[labels, read] += 1 reads all the old counts "
                    "before it adds, so a pair that comes again is lost.)"),
        ],
        hints=[
            "A reading is a pair: the digit written, and the digit read.",
            "Rows are the true digits, columns the digits that were read.",
            "row, column = label, digit.",
        ],
    ),
]
