"""Answers to the exercises of notebook 12: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "stable_softmax": [
        """
def stable_softmax(a):
    return np.exp(a - a.max() - np.log(np.sum(np.exp(a - a.max()))))
""",
        """
def stable_softmax(a):
    largest = max(a)
    powers = [np.exp(score - largest) for score in a]
    return np.array([power / sum(powers) for power in powers])
""",
        """
def stable_softmax(a):
    return np.exp(a - np.logaddexp.reduce(a))
""",
        """
def stable_softmax(a):
    y = np.zeros(len(a))
    for o in range(len(a)):
        with np.errstate(over="ignore"):
            y[o] = 1 / np.sum(np.exp(a - a[o]))
    return y
""",
    ],
    "cross_entropy": [
        """
def cross_entropy(a, t):
    return np.logaddexp.reduce(a) - t @ a
""",
        """
def cross_entropy(a, t):
    right = t.argmax()
    m = max(a)
    return np.log(sum(np.exp(a - m))) + m - a[right]
""",
        """
def cross_entropy(a, t):
    shifted = a - a.max()
    ln_y = shifted - np.log(np.exp(shifted).sum())
    return -np.sum(t * ln_y)
""",
    ],
    "output_deltas": [
        """
def output_deltas(y, t):
    delta = y - t
    return delta, delta, delta, y * (1 - y) * delta
""",
        """
def output_deltas(y, t):
    pairs = zip(y, t)
    all_four = [(p - q, p - q, p - q, (p - q) * (p - p * p))
                for p, q in pairs]
    return list(np.array(all_four).T)
""",
        """
def output_deltas(y, t):
    dEdy = (y - t) / (y * (1 - y))
    return (-(t - y), logistic.gd(y) * dEdy, y * t.sum() - t,
            np.multiply(y - t, logistic.gd(y)))
""",
    ],
    "question_error": [
        """
def question_error(Y, T):
    return np.mean((Y - T) ** 2) / 2
""",
        """
def question_error(Y, T):
    total = 0.0
    for y, t in zip(Y, T):
        total += sum((y - t) ** 2) / 2
    return total / Y.size
""",
        """
def question_error(Y, T):
    d = (Y - T).ravel()
    return 0.5 * (d @ d) / len(d)
""",
    ],
    "matching_rates": [
        """
def matching_rates(rate, num_instances, num_outputs):
    return (rate * 0.5, num_instances * rate,
            num_outputs * num_instances * rate)
""",
        """
def matching_rates(rate, num_instances, num_outputs):
    N, K = num_instances, num_outputs
    return [rate / scale for scale in (2, 1 / N, 1 / (N * K))]
""",
        """
def matching_rates(rate, num_instances, num_outputs):
    mean = sum(rate for n in range(num_instances))
    return rate / 2, mean, sum(mean for o in range(num_outputs))
""",
    ],
}
WRONG = {
    "cross_entropy": [
        wrong("np.log(powers.sum()) - t", "-t",
              words="without `np.log(powers.sum())`"),
        wrong("np.log(powers", "np.log2(powers",
              words="`np.log2` stands where `np.log` belongs"),
        wrong("np.log(powers", "np.log10(powers",
              words="`np.log10` stands where `np.log` belongs"),
        *[wrong("np.log(powers.sum()) - t @ shifted",
                f"-np.sum(t * np.log({hidden}))", words="a hopeless answer")
          for small in ("1e-5", "1e-7", "1e-8", "1e-10", "1e-12", "1e-15",
                        "1e-16", "1e-300", "np.finfo(float).eps")
          for hidden in (f"powers / powers.sum() + {small}",
                         f"np.maximum(powers / powers.sum(), {small})",
                         f"np.clip(powers / powers.sum(), {small}, 1)")],
        wrong("np.log(powers.sum()) - t @ shifted",
              "-np.log(t @ powers / powers.sum() + 1e-9)",
              words="a hopeless answer"),
        wrong("t @ shifted", "t @ a",
              words="`a` stands where `shifted` belongs"),
        wrong("powers.sum()", "np.exp(a).sum()",
              words="`a` stands where `shifted` belongs"),
        wrong("t @ shifted", "t @ powers",
              words="`powers` stands where `shifted` belongs"),
        wrong("np.log(powers.sum()) - t @ shifted",
              "(np.log(powers.sum()) - t @ shifted) / np.log(10)",
              words="`/ np.log(10)` does not belong"),
        wrong("np.log(powers.sum()) - t @ shifted",
              "(np.log(powers.sum()) - t @ shifted) / np.log(2)",
              words="`/ np.log(2)` does not belong"),
        wrong("np.log(powers.sum())", "powers.sum()",
              words="without np.log(...)"),
        wrong("np.log(powers.sum()) - t @ shifted",
              "np.log(powers.sum()) - shifted.max()",
              words="without `t @ shifted`"),
        wrong("np.log(powers.sum()) - t @ shifted",
              "np.log(powers.sum()) - shifted.sum()",
              words="never reads its argument t"),
        wrong("np.log(powers.sum()) - t @ shifted",
              "np.log(powers.sum()) + t @ shifted",
              words="`+` stands where `-` belongs"),
        wrong("np.log(powers.sum()) - t @ shifted",
              "t @ shifted - np.log(powers.sum())", words="sign"),
        wrong("np.log(powers.sum()) - t @ shifted",
              "(np.log(powers.sum()) - t @ shifted) / len(a)",
              words=("num_outputs", "small")),
        wrong("np.log(powers.sum()) - t @ shifted",
              "t * (np.log(powers.sum()) - shifted)", words="number"),
    ],
    "output_deltas": [
        wrong("logistic.gd(y)", "logistic.gd(logistic.g(y))",
              words="`logistic.g` does not belong"),
        wrong("linear_squared_error = y - t",
              "linear_squared_error = logistic.gd(y) * (y - t)",
              words="`logistic.gd(y) *` does not belong"),
        wrong("logistic_cross_entropy = y - t",
              "logistic_cross_entropy = logistic.gd(y) * (y - t)",
              words="`logistic.gd(y) *` does not belong"),
        wrong("logistic_cross_entropy = y - t",
              "logistic_cross_entropy = (y - t) / logistic.gd(y)",
              words="`/ logistic.gd(y)` does not belong"),
        wrong("logistic_cross_entropy = y - t",
              "logistic_cross_entropy = -t / y",
              words="stands where `linear_squared_error` belongs"),
        wrong("softmax_cross_entropy = y - t",
              "softmax_cross_entropy = logistic.gd(y) * (y - t)",
              words="`logistic.gd(y) *` does not belong"),
        wrong("softmax_cross_entropy = y - t",
              "softmax_cross_entropy = -t / y",
              words="stands where `linear_squared_error` belongs"),
        wrong("logistic.gd(y) * (y - t)", "y - t",
              words="without the factor `logistic.gd(y)`"),
        wrong("logistic.gd(y) * (y - t)", "y * (1 - y)",
              words="without the factor `y - t`"),
        wrong("logistic.gd(y) * (y - t)", "logistic.gd(y) * (y - t) ** 2",
              words="`** 2` does not belong"),
        wrong("logistic.gd(y) * (y - t)", "logistic.g(y) * (y - t)",
              words="`logistic.g` stands where `logistic.gd` belongs"),
        wrong("linear_squared_error = y - t", "linear_squared_error = t - y",
              words="sign"),
        wrong("linear_squared_error = y - t",
              "linear_squared_error = 2 * (y - t)",
              words=("2 times", "large")),
        wrong("logistic.gd(y) * (y - t)", "logistic.gd(y) * (t - y)",
              words="sign"),
        wrong("= y - t\n    softmax", "= t - y\n    softmax", words="sign"),
    ],
    "question_error": [
        wrong("(2 * num_instances * num_outputs)",
              "(num_instances * num_outputs)", words="2 times too large"),
        wrong("np.sum((Y - T) ** 2) / (2",
              "np.sqrt(np.sum((Y - T) ** 2)) / (2",
              words="`np.sqrt` does not belong"),
        wrong("(2 * num_instances * num_outputs)", "(2 * num_instances)",
              words=("num_outputs", "large")),
        wrong("(2 * num_instances * num_outputs)", "(2 * num_outputs)",
              words=("num_instances", "large")),
        wrong("(2 * num_instances * num_outputs)", "2",
              words=("num_instances * num_outputs", "large")),
        wrong("/ (2 * num_instances * num_outputs)", "",
              words="2 * num_instances * num_outputs times too large"),
        wrong("/ (2 * num_instances * num_outputs)",
              "/ 2 / num_instances * num_outputs",
              words=("the wrong side of a division",
                     "/ 2 / (num_instances * num_outputs)`")),
        wrong("/ (2 * num_instances * num_outputs)",
              "/ 2 * num_instances * num_outputs",
              words="/ (2 * num_instances * num_outputs)`"),
        wrong("/ (2 * num_instances * num_outputs)",
              "/ num_instances * num_outputs",
              words=("2 * num_outputs²", "side of a division")),
        wrong("np.sum((Y - T) ** 2) / (2", "(Y - T) / (1", words="one number"),
        wrong("np.sum((Y - T) ** 2)", "np.sum((Y - T) ** 2, axis=0)",
              words="one number"),
        wrong("np.sum((Y - T) ** 2)", "np.sum((Y - T) ** 2, axis=1)",
              words="one number"),
        wrong("np.sum((Y - T) ** 2)", "-np.sum((Y - T) ** 2)", words="sign"),
    ],
    "matching_rates": [
        wrong("rate / 2", "rate * 2", words="`*` stands where `/` belongs"),
        wrong("rate / 2", "rate", words="without the"),
        wrong("rate_mean = rate * num_instances",
              "rate_mean = rate / num_instances",
              words="`/` stands where `*` belongs"),
        wrong("rate_mean = rate * num_instances", "rate_mean = rate",
              words="without the factor `num_instances`"),
        wrong("rate_mean = rate * num_instances\n",
              "rate_mean = rate * num_instances * num_outputs\n",
              words="`* num_outputs` does not belong"),
        wrong("rate * num_instances * num_outputs",
              "rate / (num_instances * num_outputs)",
              words="`/` stands where `*` belongs"),
        wrong("rate * num_instances * num_outputs",
              "rate / num_instances * num_outputs",
              words="`/` stands where `*` belongs"),
        wrong("rate * num_instances * num_outputs", "rate * num_outputs",
              words="`rate` stands where `rate_mean` belongs"),
        wrong("rate * num_instances * num_outputs", "rate * num_instances",
              words="without the factor `num_outputs`"),
        wrong("rate * num_instances * num_outputs",
              "rate * (num_instances + num_outputs)",
              words="`+` stands where `*` belongs"),
        wrong("rate_mean = rate * num_instances\n", "rate_mean = 3 * rate\n",
              "rate * num_instances * num_outputs", "6 * rate",
              words=("rate_mean is 3 * rate", "num_instances")),
        wrong("rate / 2", "0.05", words="0.05 in each case"),
        wrong("return rate_sum, rate_mean", "return rate_mean, rate_sum",
              words="swapped"),
    ],
    "stable_softmax": [
        *[wrong("a - a.max()", shifted, words="Subtract the largest, a.max()")
          for shifted in ("a", "a - a.min()", "a - a[0]", "a - a[1]",
                          "a - a[-1]", "a - np.median(a)", "a - a.sum()",
                          "a - 1000", "a - 10000", "np.minimum(a, 700)")],
        *[wrong("np.exp(shifted)", power, words="line 4")
          for power in ("2.0 ** shifted", "10 ** shifted")],
        wrong("a - a.max()", "a - np.abs(a).max()",
              words="`np.abs` does not belong"),
        wrong("a - a.max()", "a.max() - a", words="have changed places"),
        wrong("a - a.max()", "a", "np.exp(shifted)",
              "np.exp(a) - np.exp(a.max())", words="more than one mistake"),
        wrong("powers / powers.sum()", "powers", words="without the"),
        wrong("powers / powers.sum()", "powers / powers.max()",
              words="without the"),
        wrong("powers / powers.sum()", "powers / shifted.sum()",
              words="`shifted` stands where `powers` belongs"),
        wrong("powers / powers.sum()", "powers / a.sum()",
              words="`a` stands where `powers` belongs"),
        wrong("powers / powers.sum()", "powers / np.exp(a).sum()",
              words="`a` stands where `shifted` belongs"),
        wrong("powers / powers.sum()", "np.exp(a) / powers.sum()",
              words="`a` stands where `shifted` belongs"),
    ],
}
