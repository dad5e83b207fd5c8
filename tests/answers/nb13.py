"""Answers to the exercises of notebook 13: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "one_hot": [
        """
def one_hot(labels, num_classes):
    T = np.zeros((len(labels), num_classes))
    for n, label in enumerate(labels):
        T[n, label] = 1
    return T
""",
        """
def one_hot(labels, num_classes):
    T = np.zeros((len(labels), num_classes))
    T[np.arange(len(labels)), labels] = 1.0
    return T
""",
        """
def one_hot(labels, num_classes):
    return np.where(labels[:, None] == np.arange(num_classes), 1.0, 0.0)
""",
    ],
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
    "stopping_epoch": [
        """
def stopping_epoch(losses, patience):
    for epoch in range(1, len(losses) + 1):
        best_epoch = int(np.argmin(losses[:epoch])) + 1
        if epoch - best_epoch == patience:
            return epoch
    return len(losses)
""",
        """
def stopping_epoch(losses, patience):
    best, waited = losses[0], 0
    for epoch, loss in enumerate(losses[1:], start=2):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return len(losses)
""",
        """
def stopping_epoch(losses, patience):
    lows = np.minimum.accumulate(losses)
    for epoch in range(patience + 1, len(losses) + 1):
        if lows[epoch - patience - 1] <= min(losses[epoch - patience:epoch]):
            return epoch
    return len(losses)
""",
    ],
    "confusion_matrix": [
        """
def confusion_matrix(labels, read, num_classes):
    C = np.zeros((num_classes, num_classes), dtype=int)
    np.add.at(C, (labels, read), 1)
    return C
""",
        """
def confusion_matrix(labels, read, num_classes):
    pairs = labels * num_classes + read
    counts = np.bincount(pairs, minlength=num_classes**2)
    return counts.reshape(num_classes, num_classes)
""",
        """
def confusion_matrix(labels, read, num_classes):
    k = np.arange(num_classes)
    true, seen = labels[:, None] == k, read[:, None] == k
    return true.T.astype(float) @ seen
""",
    ],
}
WRONG = {
    "one_hot": [
        wrong("[labels]", "[labels - 1]", words="[labels - 1 + 1]` belongs"),
        wrong("np.eye(num_classes)[labels]", "np.eye(num_classes)",
              words="without [labels]"),
        wrong(code="""
def one_hot(labels, num_classes):
    T = np.zeros((len(labels), num_classes))
    T[:, labels] = 1
    return T
""",
              words="a 1 for the label of every instance"),
        wrong("np.eye(num_classes)", "np.eye(labels.max() + 1)",
              words="shape"),
        wrong("[labels]", "[:, labels]", words="transposed"),
        wrong("np.eye(num_classes)", "np.eye(len(labels))", words="shape"),
    ],
    "accuracy": [
        wrong("Y.argmax(axis=1)", "Y.max(axis=1)",
              words="`Y.max` stands where `Y.argmax` belongs"),
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
    "confusion_matrix": [
        wrong("= label, digit", "= digit, label", words="is transposed"),
        wrong("= label, digit", "= labels, read",
              words="does not use label and digit"),
        wrong("= label, digit", "= label, label",
              words="`label` stands where `digit` belongs"),
        wrong("= label, digit", "= digit, digit",
              words="`digit` stands where `label` belongs"),
        wrong("C[row, column] += 1", "C[row, column] = 1",
              words="counted at most once"),
        wrong("return C", "return C / len(labels)",
              words=("num_instances", "small")),
    ],
    "stopping_epoch": [
        wrong("waited >= patience", "waited > patience",
              words="`start=1` does not belong"),
        wrong("waited >= patience", "waited >= patience - 1",
              words="`>=` stands where `>` belongs"),
        wrong("loss < best", "loss <= best",
              words="`<=` stands where `<` belongs"),
        wrong("epoch - best_epoch", "best_epoch", words="without `epoch -`"),
        wrong("epoch - best_epoch", "best_epoch - epoch",
              words="have changed places"),
        wrong("return epoch\n", "return best_epoch\n",
              words="`best_epoch` stands where `epoch` belongs"),
        wrong("return epoch\n", "return epoch - 1\n",
              words="`>=` stands where `>` belongs"),
    ],
}
