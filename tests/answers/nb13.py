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
              words="sum` stands where"),
        wrong("right[forms == k].mean()", "(right & (forms == k)).mean()",
              words="those of all forms"),
        wrong("forms.max() + 1", "forms.max()", words="shape"),
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
