"""Answers to the exercises of notebook 13: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "share_by_form": [
        """
def share_by_form(right, forms):
    shares = []
    for k in range(max(forms) + 1):
        of_form = [r for r, form in zip(right, forms) if form == k]
        shares.append(sum(of_form) / len(of_form))
    return np.array(shares)
""",
        """
def share_by_form(right, forms):
    return np.bincount(forms, weights=right) / np.bincount(forms)
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
    "share_by_form": [
        wrong("right[forms == k]", "right[k]", words="shares"),
        wrong("right[forms == k]", "right[forms != k]",
              words="`!=` stands where `==` belongs"),
        wrong("right[forms == k].mean()", "right[forms == k].sum()",
              words=".mean` belongs"),
        wrong("right[forms == k].mean()", "(right & (forms == k)).mean()",
              words="those of all forms"),
        wrong("forms.max() + 1", "forms.max()", words="shape"),
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
        wrong("network), 0", "network), waited",
              words="is too small"),
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
