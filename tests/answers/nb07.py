"""Answers to the exercises of notebook 07: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "update_step": [
        """
def update_step(layers, gradients, rate):
    for n in range(len(layers)):
        for k in range(2):
            layers[n][k][...] = layers[n][k] - rate * gradients[n][k]
""",
        """
def update_step(layers, gradients, rate):
    for layer, pair in zip(layers, gradients):
        for parameter, slope in zip(layer, pair):
            parameter += -rate * slope
""",
        """
def update_step(layers, gradients, rate):
    for (W, b, _), (dEdW, dEdb) in zip(reversed(layers),
                                       reversed(gradients)):
        np.subtract(W, rate * dEdW, out=W)
        np.subtract(b, rate * dEdb, out=b)
""",
    ],
    "train_sgd": [
        """
def train_sgd(layers, X, T, rate, epochs):
    losses = []
    while len(losses) < epochs:
        for n in range(len(X)):
            update_step(layers, network_gradients(X[n], T[n], layers), rate)
        losses += [total_error(layers, X, T)]
    return losses
""",
        """
def train_sgd(layers, X, T, rate, epochs):
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        for x, t in zip(X, T):
            pairs = network_gradients(x, t, layers)
            for (W, b, _), (dEdW, dEdb) in zip(layers, pairs):
                W -= rate * dEdW
                b -= rate * dEdb
        losses[epoch] = sum(
            total_error(layers, X[n:n + 1], T[n:n + 1])
            for n in range(len(X)))
    return losses
""",
        """
def train_sgd(layers, X, T, rate, epochs):
    def visit(x, t):
        update_step(layers, network_gradients(x, t, layers), rate)

    def epoch():
        for pair in zip(X, T):
            visit(*pair)
        return total_error(layers, X, T)

    return [epoch() for _ in range(epochs)]
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
    "share_solved": [
        """
def share_solved(Y, T):
    solved = [np.all(np.abs(one - T) < 0.4) for one in Y]
    return sum(solved) / len(solved)
""",
        """
def share_solved(Y, T):
    near = (Y > T - 0.4) & (Y < T + 0.4)
    return near.all(axis=2).all(axis=1).mean()
""",
        """
def share_solved(Y, T):
    worst = np.abs(Y - T).reshape(len(Y), -1).max(axis=-1)
    return np.count_nonzero(worst < 0.4) / len(worst)
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
        wrong("np.abs(Y - T)", "Y - T", words="sign of"),
        wrong("np.abs(Y - T)", "T - Y", words="sign of"),
        wrong("off.max(axis=(1, 2))", "off.min(axis=(1, 2))",
              words="`off.min` stands where `off.max` belongs"),
        wrong("off.max(axis=(1, 2))", "off.max(axis=0)", words="no effect"),
        wrong("np.mean(worst < 0.4)", "np.mean(worst > 0.4)",
              words="`>` stands where `<` belongs"),
        wrong("np.mean(worst < 0.4)", "np.sum(worst < 0.4)",
              words=("num_nets", "large")),
    ],
    "update_step": [
        wrong("W -= rate", "W += rate", "b -= rate", "b += rate",
              words="`+=` stands where `-=` belongs"),
        wrong("W -= rate * dEdW", "W -= dEdW", "b -= rate * dEdb", "b -= dEdb",
              words="without the factor `rate`"),
        wrong("b -= rate * dEdb", "b += rate * dEdb",
              words="`+=` stands where `-=` belongs"),
        wrong("b -= rate * dEdb", "b -= dEdb",
              words="without the factor `rate`"),
        wrong("b -= rate * dEdb", "pass",
              words="It leaves layers[0][1] as it was"),
        wrong("W -= rate * dEdW", "pass",
              words="It leaves layers[0][0] as it was"),
        wrong("b -= rate * dEdb", "b -= rate * dEdb\n        return",
              words="ends in its first round"),
        wrong("b -= rate * dEdb", "return b - rate * dEdb",
              words="ends in its first round"),
        wrong("W -= rate * dEdW", "W = W - rate * dEdW", "b -= rate * dEdb",
              "b = b - rate * dEdb", words="It leaves layers[0][0] as it was"),
        wrong("W -= rate * dEdW", "W - rate * dEdW", "b -= rate * dEdb",
              "b - rate * dEdb", words="It leaves layers[0][0] as it was"),
        wrong("W -= rate * dEdW", "W -= rate * dEdW * W",
              words="`* W` does not belong"),
    ],
    "train_sgd": [
        wrong("t, layers)\n            update", "t, layers)\n        update",
              words="belongs inside the loop"),
        wrong("for x, t in zip(X, T):\n            gradients = network_"
              "gradients(x, t, layers)",
              "gradients = network_gradients(X[0], T[0], layers)\n"
              "        for x, t in zip(X, T):", words="does not use x and t"),
        wrong("(x, t, layers)", "(X[0], T[0], layers)",
              words="does not use x and t"),
        wrong("total_error(layers, X, T)", "total_error(layers, [x], [t])",
              words="x is only the last one"),
        wrong("update_step(layers, gradients, rate)", "pass",
              words="never reads its argument rate"),
        wrong("gradients, rate)", "gradients, -rate)",
              words="does not belong"),
        wrong("gradients, rate)", "gradients, rate / len(X))",
              words="`/ len(X)` does not belong"),
        wrong("for x", "losses.append(total_error(layers, X, T))\n"
              "        for x", "rate)\n        losses.append(total_error("
              "layers, X, T))", "rate)", words="belongs behind"),
    ],
}
