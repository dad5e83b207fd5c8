"""Answers to the exercises of notebook 13: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "accuracy": [
        """
def accuracy(Y, labels):
    right = 0
    for y, label in zip(Y, labels):
        right += np.argmax(y) == label
    return right / len(labels)
""",
        """
def accuracy(Y, labels):
    return (Y.argmax(axis=-1) == labels).sum() / labels.size
""",
        """
def accuracy(Y, labels):
    n = np.arange(len(labels))
    return float(np.mean(Y[n, labels] == Y.max(axis=1)))
""",
    ],
    "places_of": [
        """
def places_of(run, labels):
    n = len(run)
    return np.array([k for k in range(len(labels) - n + 1)
                     if (labels[k:k + n] == run).all()])
""",
        """
def places_of(run, labels):
    text = "".join(map(str, labels))
    part = "".join(map(str, run))
    places, place = [], text.find(part)
    while place >= 0:
        places.append(place)
        place = text.find(part, place + 1)
    return np.array(places)
""",
        """
def places_of(run, labels):
    windows = np.lib.stride_tricks.sliding_window_view(labels, len(run))
    return np.flatnonzero((windows == run).all(axis=1))
""",
    ],
    "train_patiently": [
        """
def train_patiently(network, train_once, loss, patience):
    history, networks = [], []
    while True:
        train_once(network)
        history.append(loss(network))
        networks.append(deepcopy(network))
        best = int(np.argmin(history))
        if len(history) - 1 - best >= patience:
            return networks[best]
""",
        """
def train_patiently(network, train_once, loss, patience):
    lowest, waited = np.inf, 0
    while waited < patience:
        train_once(network)
        now = loss(network)
        waited += 1
        if now < lowest:
            lowest, waited = now, 0
            best = deepcopy(network)
    return best
""",
    ],
    "confusion_matrix": [
        """
def confusion_matrix(labels, read, num_classes):
    C = np.zeros((num_classes, num_classes), dtype=int)
    for label, digit in zip(labels, read, strict=True):
        C[label, digit] += 1
    return C
""",
        """
def confusion_matrix(labels, read, num_classes):
    C = np.zeros((num_classes, num_classes), dtype=int)
    np.add.at(C, (labels, read), 1)
    return C
""",
        """
def confusion_matrix(labels, read, num_classes):
    T, R = one_hot(labels, num_classes), one_hot(read, num_classes)
    return np.einsum("nk,nl->kl", T, R)
""",
        """
def confusion_matrix(labels, read, num_classes):
    pairs = labels * num_classes + read
    counts = np.bincount(pairs, minlength=num_classes**2)
    return counts.reshape(num_classes, num_classes)
""",
    ],
}
WRONG = {
    "accuracy": [
        wrong("read == labels", "read != labels",
              words="`!=` stands where `==` belongs"),
        wrong("argmax(axis=1)", "argmin(axis=1)",
              words="`Y.argmin` stands where `Y.argmax` belongs"),
        wrong("Y.argmax(axis=1)", "Y.argmax()", words="is missing"),
        wrong("Y.argmax(axis=1)", "Y.argmax(axis=1) + 1",
              words="`+ 1` does not belong"),
        wrong("argmax(axis=1)", "argmax(axis=0)",
              words="`axis=0` stands where `axis=1` belongs"),
        wrong("np.mean(read == labels)", "(read == labels).any()",
              words="True or False"),
        wrong("np.mean(read == labels)", "(read == labels).all()",
              words="True or False"),
        wrong("np.mean(read", "np.sum(read", words=("num_instances", "large")),
        wrong("return np.mean(read == labels)", "return read == labels",
              words="number"),
    ],
    "places_of": [
        wrong("np.array_equal(labels[place:place + len(run)], run)",
              "labels[place] == run[0]", words="[3]"),
        wrong("place + len(run)]", "len(run)]", words="place"),
        wrong("- len(run) + 1", "- len(run)",
              words="one round too early"),
        wrong("places.append(place)", "places.append(place + 1)",
              words="`+ 1` does not belong"),
        wrong("np.array(places)", "len(places)", words="places"),
    ],
    "train_patiently": [
        wrong("now, deepcopy(network), 0", "lowest, deepcopy(network), 0",
              words="never stops"),
        wrong("now < lowest", "now > lowest", words="None"),
        wrong("waited < patience", "waited <= patience",
              words="`0` stands where `1` belongs"),
        wrong("now < lowest", "now <= lowest", words="<="),
        wrong("return best", "return network", words="network"),
    ],
    "confusion_matrix": [
        wrong("T.T @ R", "R.T @ T", words="transposed"),
        wrong("T.T @ R", "T @ R.T", words="shape"),
        wrong("T.T @ R", "T.T @ R / len(labels)",
              words=("num_instances", "small")),
        wrong("T.T @ R", "T.T @ T", words="`T` stands where `R` belongs"),
    ],
}
