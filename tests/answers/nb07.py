"""Answers to the exercises of notebook 07: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "train_online": [
        """
def train_online(layers, X, T, rate, epochs):
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        for n in range(len(X)):
            pairs = network_gradients(X[n], T[n], layers)
            moved = []
            for (W, b, g), (dEdW, dEdb) in zip(layers, pairs):
                moved.append((W - rate * dEdW, b - rate * dEdb, g))
            layers = moved
        losses[epoch] = mean_error(layers, X, T)
    return layers, losses
""",
        """
def train_online(layers, X, T, rate, epochs):
    layers = [(W.copy(), b.copy(), g) for W, b, g in layers]
    losses = []
    while len(losses) < epochs:
        for x, t in zip(X, T):
            pairs = network_gradients(x, t, layers)
            for (W, b, _), (dEdW, dEdb) in zip(layers, pairs):
                W -= rate * dEdW
                b -= rate * dEdb
        losses += [sum(mean_error(layers, X[n:n + 1], T[n:n + 1])
                       for n in range(len(X))) / len(X)]
    return layers, losses
""",
    ],
    "share_solved": [
        """
def share_solved(Y, targets):
    solved = [np.all(np.abs(y - targets) < 0.4) for y in Y]
    return sum(solved) / len(solved)
""",
        """
def share_solved(Y, targets):
    near = (Y > targets - 0.4) & (Y < targets + 0.4)
    return near.all(axis=-1).mean()
""",
    ],
    "best_common_answer": [
        """
def best_common_answer(targets):
    ones, num = targets.sum(), len(targets)
    return ones / num, ones * (num - ones) / num / 2
""",
        """
def best_common_answer(targets):
    best = sum(targets) / len(targets)
    E = 0
    for t in targets:
        E += (best - t) ** 2 / 2
    return best, E
""",
    ],
    "binary_cross_entropy": [
        """
def binary_cross_entropy(y, t):
    if t == 1:
        return -np.log(y)
    return -np.log(1 - y)
""",
        """
def binary_cross_entropy(y, t):
    return -(t * np.log(y) + (1 - t) * np.log(1 - y))
""",
        """
def binary_cross_entropy(y, t):
    a = np.log(y / (1 - y))
    return np.logaddexp(0, a) - t * a
""",
    ],
    "mazur_step": [
        """
def mazur_step(x, t, W1, b1, W2, b2, rate, top_first):
    y1 = 1 / (1 + np.exp(-(W1 @ x + b1)))
    y2 = 1 / (1 + np.exp(-(W2 @ y1 + b2)))
    delta2 = y2 * (1 - y2) * (y2 - t)
    W1, W2, W2_old = W1.copy(), W2.copy(), W2.copy()
    W2 -= rate * delta2[:, None] * y1
    if top_first:
        W2_old = W2
    W1 -= rate * np.outer(y1 * (1 - y1) * (delta2 @ W2_old), x)
    return W1, W2
""",
        """
def mazur_step(x, t, W1, b1, W2, b2, rate, top_first):
    layers = [(W1, b1, logistic), (W2, b2, logistic)]
    (dEdW1, _), (dEdW2, _) = network_gradients(x, t, layers)
    if top_first:
        y1 = logistic.g(W1 @ x + b1)
        y2 = logistic.g(W2 @ y1 + b2)
        delta2 = logistic.gd(y2) * (y2 - t)
        W2_moved = W2 - rate * dEdW2
        dEdW1 = np.outer(logistic.gd(y1) * (delta2 @ W2_moved), x)
    return W1 - rate * dEdW1, W2 - rate * dEdW2
""",
        """
def mazur_step(x, t, W1, b1, W2, b2, rate, top_first):
    y1 = logistic.g(W1 @ x + b1)
    y2 = logistic.g(W2 @ y1 + b2)
    delta2 = logistic.gd(y2) * (y2 - t)
    W2_new = W2 - rate * np.einsum("o,h->oh", delta2, y1)
    back = {True: W2_new, False: W2}[top_first]
    delta1 = np.einsum("h,oh,o->h", logistic.gd(y1), back, delta2)
    return W1 - rate * np.einsum("h,i->hi", delta1, x), W2_new
""",
    ],
}
WRONG = {
    "mazur_step": [
        wrong("W2_on_the_way_back = W2_new if top_first else W2",
              "W2_on_the_way_back = W2 if top_first else W2_new",
              words="changed places"),
        wrong("W2_on_the_way_back = W2_new if top_first else W2",
              "W2_on_the_way_back = W2",
              words="never reads its argument top_first"),
        wrong("W2_on_the_way_back = W2_new if top_first else W2",
              "W2_on_the_way_back = W2_new",
              words="never reads its argument top_first"),
        wrong("logistic.gd(y1) * (W2_on_the_way_back.T @ delta2)",
              "W2_on_the_way_back.T @ delta2",
              words="without the factor `logistic.gd(y1)`"),
        wrong("logistic.gd(y1)", "logistic.g(y1)",
              words="`logistic.g` stands where `logistic.gd` belongs"),
        wrong("logistic.gd(y1)", "-logistic.gd(y1)",
              words="`-` stands where `+` belongs"),
        wrong("rate * np.outer(delta2, y1)", "rate * -np.outer(delta2, y1)",
              words="`-` stands where `+` belongs"),
        wrong("rate * np.outer(delta2, y1)",
              "rate * rate * np.outer(delta2, y1)",
              words="`* rate` does not belong"),
        wrong("W2 - rate", "W2 + rate", "W1 - rate", "W1 + rate",
              words="have changed places"),
        wrong("np.outer(delta2, y1)", "np.outer(y1, delta2)", words="shape"),
        wrong("np.outer(delta2, y1)", "np.outer(delta2, x)", words="shape"),
        wrong("return W1_new, W2_new", "return W2_new, W1_new",
              words="swapped"),
    ],
    "share_solved": [
        wrong("np.abs(Y - targets)", "Y - targets", words="sign of"),
        wrong("off.max(axis=1)", "off.min(axis=1)",
              words="`off.min` stands where `off.max` belongs"),
        wrong("off.max(axis=1)", "off.max(axis=0)", words="axis"),
        wrong("np.mean(worst < 0.4)", "np.mean(worst > 0.4)",
              words="`>` stands where `<` belongs"),
        wrong("np.mean(worst < 0.4)", "np.sum(worst < 0.4)",
              words=("num_nets", "large")),
        wrong("0.4", "0.5", words="`0.5` stands where `0.4` belongs"),
    ],
    "best_common_answer": [
        wrong("** 2) / 2", "** 2)", words="2"),
        wrong("np.sum((best", "np.mean((best", words="mean"),
        wrong("np.mean(targets)", "np.sum(targets)", words="sum"),
    ],
    "binary_cross_entropy": [
        wrong("-np.log", "np.log", words="sign"),
        wrong("right = np.where(t == 1, y, 1 - y) return -np.log(right)",
              "return np.where(t == 1, -np.log(y), np.log(1 - y))",
              words="`np.log(1 - y)` lacks a minus sign"),
        wrong("right = np.where(t == 1, y, 1 - y) return -np.log(right)",
              "return -np.log(y)", words="never reads its argument t"),
        wrong("y, 1 - y", "1 - y, y", words="changed places"),
        wrong("1 - y", "y", words="without `1 -`, where right is set"),
    ],
    "train_online": [
        wrong("b - rate", "b + rate", words="`+` stands where `-` belongs"),
        wrong("b - rate * dEdb", "b - dEdb",
              words="without the factor `rate`"),
        wrong("b - rate * dEdb", "b", words="without `rate * dEdb`"),
        wrong("(x, t, layers)", "(X, T, layers)",
              words="does not use x and t"),
        wrong("(x, t, layers)", "(X[0], T[0], layers)",
              words="does not use x and t"),
        wrong("mean_error(layers, X, T)", "mean_error(layers, [x], [t])",
              words="x is only the last one"),
        wrong("losses.append(", "    losses.append(", words="loop"),
    ],
}
