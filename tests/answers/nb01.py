"""Answers to the exercises of notebook 01: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "neuron": [
        """
def neuron(w, b, x, g):
    return g(np.dot(x, w) + b)
""",
        """
def neuron(w, b, x, g):
    a = b
    for i in range(len(x)):
        a = a + w[i] * x[i]
    return g(a)
""",
        """
def neuron(w, b, x, g):
    return g(sum(weight * value for weight, value in zip(w, x)) + b)
""",
    ],
    "distance_to_line": [
        """
def distance_to_line(w, b, x):
    return (np.dot(w, x) + b) / np.linalg.norm(w)
""",
        """
def distance_to_line(w, b, x):
    length = sum(weight ** 2 for weight in w) ** 0.5
    unit = w / length
    return unit @ x + b / length
""",
        """
def distance_to_line(w, b, x):
    nearest = x - (w @ x + b) / (w @ w) * w
    return np.sqrt(np.sum((x - nearest) ** 2)) * np.sign(w @ x + b)
""",
    ],
    "first_not_second": [
        """
def first_not_second():
    return [3, -4], -2
""",
        """
def first_not_second():
    w = np.array([10.0, -20.0])
    return w, -5
""",
        """
def first_not_second():
    return (0.4, -0.5), np.float64(-0.2)
""",
    ],
    "xor_of_nands": [
        """
def xor_of_nands(p, q, nand):
    return nand(nand(p, nand(p, q)), nand(nand(p, q), q))
""",
        """
def xor_of_nands(p, q, nand):
    left, right = [nand(side, nand(q, p)) for side in (p, q)]
    return nand(right, left)
""",
        """
def xor_of_nands(p, q, nand):
    c = nand(q, p)
    d = nand(c, p)
    e = nand(c, q)
    return nand(d, e)
""",
    ],
}
WRONG = {
    "neuron": [
        wrong("y = g(a)", "y = a", words="without g(...)"),
        wrong("w @ x + b", "w @ x", words="without `b`"),
        wrong("w @ x + b", "w @ x", "g(a)", "g(a) + b", words="without `b`"),
        wrong("w @ x + b", "w @ g(x) + b", "y = g(a)", "y = a",
              words="`g` does not belong"),
        wrong("w @ x + b", "w * x + b", words="`*` stands where `@` belongs"),
        wrong("w @ x + b", "w[0] * x[0] + w[1] * x[1] + b",
              words="w[0], w[1], x[0] and x[1], and no other entry of w and"),
        wrong("w @ x + b", "w @ x - b", words="`-` stands where `+` belongs"),
        wrong("w @ x + b", "np.sum(w * x + b)",
              words="`*` stands where `@` belongs"),
        wrong("g(a)", "logistic.g(a)", words="Use the"),
        wrong("w @ x + b", "w[0] * x[0] + w[1] * x[1] + b", "g(a)",
              "1 / (1 + np.exp(-a))", words="Use the"),
        wrong("g(a)", "a > 0", words="Use the"),
        wrong("g(a)", "g(a) > 0.5", words="what a comparison says"),
        wrong("g(a)", "round(g(a))", words="`round` does not belong"),
        wrong("g(a)", "g.g(a)", words="the function itself"),
        wrong("y = g(a)", "y = g", words="not called"),
        wrong("g(a)", "g * a", words="not called"),
        wrong("g(a)", "logistic(a)", words=".g"),
        wrong("return y", "return a, y", words="alone"),
        wrong("return y", "pass", words="None"),
    ],
    "distance_to_line": [
        wrong(
            "np.sqrt(w @ w)",
            "(w @ w)",
            words="without np.sqrt(...)"),
        wrong(
            "/ np.sqrt(w @ w)",
            "",
            words="without the division by `np.sqrt(w @ w)`"),
        wrong("(w @ x + b) / np.sqrt(w @ w)", "w @ x + b / np.sqrt(w @ w)",
              words="parentheses are missing"),
        wrong("np.sqrt(w @ w)", "np.sqrt(w[0]**2 + w[1]**2)",
              words="it takes w[0] and w[1], and no other entry of w"),
        wrong("(w @ x + b)", "(w @ x)", words="`b`"),
        wrong("(w @ x + b)", "abs(w @ x + b)", words="`abs`"),
        wrong("np.sqrt(w @ w)", "5", words="instead of"),
        wrong("/ np.sqrt(w @ w)", "* np.sqrt(w @ w)",
              words="`*` stands where `/` belongs"),
        wrong("(w @ x + b)", "-(w @ x + b)", words="sign"),
        wrong("np.sqrt(w @ w)", "np.sqrt(w * w)", words="one number"),
    ],
    "first_not_second": [
        wrong("-0.5", "0.5", words="not right"),
        wrong("-0.5", "-1", words="on the line (a = 0) at (1, 0)"),
        wrong("-0.5", "float('nan')", words="b should be made of finite"),
        wrong("np.array([1, -1])", "np.array([1, -1, 0])", words="shape [2]"),
        wrong("return w, b", "return w", words="return two things"),
        wrong("return w, b", "pass", words="None"),
    ],
    "xor_of_nands": [
        wrong("nand(q, both)", "nand(q, q)", words="`q` stands where"),
        wrong("return nand(nand(p, both), nand(q, both))",
              "return both", words="p has no effect"),
        wrong("return nand(nand(p, both), nand(q, both))",
              "return p ^ q", words="nand"),
        wrong("both = nand(p, q)", "both = p and q", words="line 3"),
    ],
}
