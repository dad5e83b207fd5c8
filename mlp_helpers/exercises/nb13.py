"""The exercises of notebook 13, Handwritten digits."""
from copy import deepcopy
from types import SimpleNamespace

import numpy as np

from mlp_helpers.datasets import one_hot

from .exercise import Exercise, Mistake, Output
from .nesting import Refused


def train_patiently(network, train_once, loss, patience):
    """Train until `patience` epochs bring no new low."""
    lowest, best, waited = np.inf, None, 0
    while waited < patience:
        train_once(network)  # changes the network in place
        now, waited = loss(network), waited + 1
        if now < lowest:
            lowest, best, waited = now, deepcopy(network), 0
    return best


def draw_losses(rng):
    """Falls, a bump, a tiny fall more, a tie; later a low that is missed."""
    patience = int(rng.integers(3, 6))
    fall = 2.0 * 0.7 ** np.arange(int(rng.integers(1, 5)))
    bump = fall[-1] * (1 + rng.uniform(0.05, 0.1, size=patience - 1))
    low = fall[-1] * np.array([0.9, 0.8, 0.79999])
    rise = low[-1] * (1 + 0.03 * np.arange(patience))
    return np.concatenate([fall, bump, low, rise, low / 2]), patience


def run_patiently(train_patiently, losses, patience):
    """With a network that counts its epochs, and its loss from the list."""
    def train_once(network):
        network.W += 1
        if network.W[0] > 3 * len(losses):
            raise Refused("it never stops, although no lower loss comes.")

    def loss(network):
        return losses[min(int(network.W[0]), len(losses)) - 1]

    network = SimpleNamespace(W=np.zeros(1))
    best = train_patiently(network, train_once, loss, patience)
    return getattr(best, "W", [best])[0], float(network.W[0])


def share_by_form(right, forms):
    """The share of right answers in form 0, form 1, ..."""
    num_forms = forms.max() + 1
    return np.array([right[forms == k].mean() for k in range(num_forms)])


def draw_forms(rng):
    lengths = rng.permutation([5, 7, 9, 12])[:rng.integers(2, 5)]
    forms = rng.permutation(np.repeat(np.arange(len(lengths)), lengths))
    right = rng.uniform(size=len(forms)) < 0.7
    right[np.unique(forms, return_index=True)[1]] = False
    return right, forms


def confusion_matrix(labels, read, num_classes):
    """C[k, l]: how many of class k were read as class l."""
    T = one_hot(labels, num_classes)  # [num_instances, num_classes]
    R = one_hot(read, num_classes)    # [num_instances, num_classes]
    return T.T @ R


def draw_readings(rng):
    num_classes = int(rng.integers(3, 6))
    labels = rng.integers(num_classes, size=12 * num_classes)
    slips = rng.uniform(size=len(labels)) < 0.4
    return labels, np.where(slips, (labels + 1) % num_classes,
                            labels), num_classes


EACH = "[num_instances]"
EXERCISES = [
    Exercise(
        train_patiently, question="early stopping: keep the best network",
        outputs=[Output("epoch of the network returned", "a number"),
                 Output("epochs trained", "a number")],
        draw=draw_losses, call=run_patiently,
        blanks=["now, deepcopy(network), 0"],
        mistakes=[
            Mistake("deepcopy(network)", "network",
                    hint="What you returned has the weights of the last "
                    "epoch: `best` is another name of the network that goes "
                    "on learning. Keep a copy."),
            Mistake("network), 0", "network), waited",
                    hint="A new low starts the waiting anew.")],
        hints=["A new low: how low, by which network, and the waiting?",
               "network goes on changing. What must be kept of it?"]),
    Exercise(
        share_by_form, question="how many are right, writer by writer",
        outputs=[Output("shares", "[num_forms]")], draw=draw_forms,
        shapes={"right": EACH, "forms": EACH},
        blanks=["right[forms == k].mean()"],
        mistakes=[
            Mistake("right[forms == k].mean()",
                    "right[forms == k].sum() / len(forms)",
                    hint="The share is of the digits of form k, and "
                    "len(forms) counts those of all forms.")],
        hints=["`forms == k` is True where the digit is on form k.",
               "right[forms == k] has the answers of form k alone."]),
    Exercise(
        confusion_matrix, question="which digit is taken for which",
        outputs=[Output("C", "[num_classes, num_classes]")],
        draw=draw_readings, shapes={"labels": EACH, "read": EACH},
        blanks=["T.T @ R"],
        mistakes=[Mistake(code="""
def confusion_matrix(labels, read, num_classes):
    C = np.zeros((num_classes, num_classes), dtype=int)
    C[labels, read] += 1
    return C
""", hint="Each pair is counted at most once: C[labels, read] += 1 reads all "
                          "old counts before it adds.")],
        hints=["C[k, l] is the sum over n of T[n, k] * R[n, l].",
               "The n is summed, k is left: which of the two is turned?"]),
]
