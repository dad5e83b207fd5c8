"""Answers to the exercises of notebook 12: right ones and wrong ones."""

from . import wrong

SHIFT = "A - A.max(axis=1, keepdims=True)"
E_N = "np.log(S) - (T * shifted).sum(axis=1)"

RIGHT = {
    "stable_softmax": [
        """
def stable_softmax(A):
    return np.array([np.exp(a - max(a)) / sum(np.exp(a - max(a)))
                     for a in A])
""",
        """
def stable_softmax(A):
    return np.exp(A - np.logaddexp.reduce(A, axis=1)[:, np.newaxis])
""",
        """
def stable_softmax(A):
    powers = np.exp(A.T - A.max(axis=1))
    return (powers / powers.sum(axis=0)).T
""",
    ],
    "cross_entropy": [
        """
def cross_entropy(A, T):
    return np.logaddexp.reduce(A, axis=1) - (T * A).sum(axis=1)
""",
        """
def cross_entropy(A, T):
    E = []
    for a, t in zip(A, T):
        a = a - a.max()
        E.append(np.log(np.exp(a).sum()) - t @ a)
    return np.array(E)
""",
        """
def cross_entropy(A, T):
    shifted = A - A.max(axis=1, keepdims=True)
    ln_Y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.sum(T * ln_Y, axis=1)
""",
    ],
    "softmax_slopes": [
        """
def softmax_slopes(y):
    return np.diag(y) - np.outer(y, y)
""",
        """
def softmax_slopes(y):
    return np.array([[y[k] * ((k == o) - y[o]) for o in range(len(y))]
                     for k in range(len(y))])
""",
    ],
    "lowest_loss": [
        """
def lowest_loss(num_outputs):
    return np.log(1 + (num_outputs - 1) / np.e)
""",
        """
def lowest_loss(num_outputs):
    best = np.eye(num_outputs)
    return cross_entropy(best, best).mean()
""",
        """
def lowest_loss(num_outputs):
    return -np.log(stable_softmax(np.eye(num_outputs))[0, 0])
""",
    ],
}
WRONG = {
    "stable_softmax": [
        wrong("A.max(axis=1", "A.min(axis=1",
              words="`A.min` stands where `A.max` belongs"),
        *[wrong(SHIFT, shifted, words="Look at line 3") for shifted in (
            "A - 1000", "A - A.sum()", "np.clip(A, -700, 700)")],
        wrong("A.max(axis=1", "A.max(axis=0", words="axis"),
        wrong("powers.sum(axis=1", "powers.sum(axis=0", words="axis"),
        wrong("powers.sum(axis=1, keepdims=True)", "powers.sum()",
              words="Look at line 5"),
        wrong("powers / powers.sum(axis=1, keepdims=True)", "powers",
              words="without the"),
        wrong("powers / powers.sum", "powers / powers.max",
              words="without the division"),
        wrong("powers / powers", "np.exp(A) / powers",
              words="`A` stands where `shifted` belongs"),
        wrong(SHIFT, "A.max(axis=1, keepdims=True) - A",
              words="have changed places"),
    ],
    "cross_entropy": [
        *[wrong(E_N, f"-np.log({hidden})", words="instead of")
          for small in ("1e-9", "1e-300")
          for hidden in (
              f"(T * np.exp(shifted)).sum(axis=1) / S + {small}",
              f"np.maximum((T * np.exp(shifted)).sum(axis=1) / S, {small})")],
        wrong("T * shifted", "T * A",
              words="`A` stands where `shifted` belongs"),
        wrong("np.exp(shifted)", "np.exp(A)",
              words="`A` stands where `shifted` belongs"),
        wrong(E_N, "(T * shifted).sum(axis=1) - np.log(S)", words="sign"),
        wrong("np.log(S) - ", "-", words="without `np.log(S)`"),
        wrong("np.log(S)", "S", words="np.log"),
        wrong("np.log(S)", "np.log10(S)", words="log10"),
        wrong(" - (T * shifted).sum(axis=1)", "", words="T"),
        wrong("- (T", "+ (T", words="`+` stands where `-` belongs"),
        wrong(E_N, f"({E_N}).mean()", words="a single number"),
        *[wrong("(axis=1)  #", "(axis=1, keepdims=True)  #", *more,
                words="shape") for more in (
            (), ("(T * shifted).sum(axis=1)",
                 "(T * shifted).sum(axis=1, keepdims=True)"))],
        wrong(E_N, "np.log(S) - T * shifted", words="broadcast"),
    ],
    "softmax_slopes": [
        wrong("= -y[k] * y[o]", "= -y[o]", words="farthest off"),
        wrong("= y[o] * (1 - y[o])", "= 1 - y[o]", words="without"),
        wrong("= y[o] * (1 - y[o])", "= y[o]", words="without"),
    ],
    "lowest_loss": [
        wrong("np.log(S) - 1", "0.0", words="0"),
        wrong("np.e + num_outputs - 1", "np.e + num_outputs",
              words="without `1`, where S"),
        wrong("np.log(S) - 1", "np.log(S)", words="without `1`"),
        wrong("np.log(S) - 1", "np.log(num_outputs)", words="S"),
    ],
}
