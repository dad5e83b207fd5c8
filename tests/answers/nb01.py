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
    "and_weights": [
        """
def and_weights():
    return [20, 20], -30
""",
        """
def and_weights():
    w = np.array([3.0, 1.0])
    return w, -w.sum() + 0.25
""",
        """
def and_weights():
    return (0.4, 0.5), np.float64(-0.6)
""",
    ],
    "nand_weights": [
        """
def nand_weights():
    return np.array([-2.0, -2.0]), 3
""",
        """
def nand_weights():
    w, b = and_weights()
    return -w, -b
""",
        """
def nand_weights():
    return [-5, -4], 7
""",
    ],
    "slopes_from_y": [
        """
def slopes_from_y(y_logistic, y_tanh, y_relu):
    s = (1 + y_tanh) / 2
    return y_logistic - y_logistic**2, 4 * s * (1 - s), np.sign(y_relu)
""",
        """
def slopes_from_y(y_logistic, y_tanh, y_relu):
    slope_relu = np.zeros(len(y_relu))
    for i in range(len(y_relu)):
        if y_relu[i] > 0:
            slope_relu[i] = 1
    return ((1 - y_logistic) * y_logistic, (1 + y_tanh) * (1 - y_tanh),
            slope_relu)
""",
        """
def slopes_from_y(y_logistic, y_tanh, y_relu):
    return logistic.gd(y_logistic), tanh.gd(y_tanh), y_relu > 0
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
    "and_weights": [
        wrong("-1.5", "-0.5", words="`0.5` stands where `1.5` belongs"),
        wrong("-1.5", "-2.5", words="`2.5` stands where `1.5` belongs"),
        wrong("np.array([1, 1])", "np.array([1, 3])",
              words="Each weight alone has to be too weak"),
        wrong("np.array([1, 1])", "np.array([2, 2])", "-1.5", "-2",
              words=("exactly through [0, 1] and [1, 0]", "away from 0")),
        wrong("np.array([1, 1])", "np.array([2, 2])", "-1.5", "-4",
              words=("exactly through [1, 1]", "towards 0")),
        wrong("np.array([1, 1])", "np.array([0, 0])", "-1.5", "0",
              words=("undecided (a = 0) at [0, 0]", "not right")),
        wrong("-1.5", "float('nan')", words="b should be made of finite"),
        wrong("np.array([1, 1])", "['one', 'one']",
              words="w should be made of numbers"),
        wrong("-1.5", "[-1.5]", words="b should be one number"),
        wrong("-1.5", "0", words=("a = 0", "1 at [0, 1]", "not right")),
        wrong("return w, b", "return 1, 1, -1.5", words="return two things"),
        wrong("np.array([1, 1])", "np.array([[1], [1]])",
              words=("w should have the shape", "[2, 1]")),
        wrong("return w, b", "pass", words="None"),
    ],
    "nand_weights": [
        wrong("np.array([-1, -1])", "np.array([-2, -2])", "1.5", "2",
              words=("exactly through [0, 1] and [1, 0]", "away from 0")),
        wrong("b = 1.5", "b = -1.5", words="does not belong"),
        wrong("b = 1.5", "b = 0.5", words="`0.5` stands where `1.5` belongs"),
        wrong("np.array([-1, -1])", "np.array([-2, -1])",
              words=("0 at [1, 0]", "not right")),
        wrong("np.array([-1, -1])", "-[1, 1]",
              words=("cannot turn a list round", "np.array(w)")),
        wrong("np.array([-1, -1])", "-1 * [1, 1]",
              words=("repeats the list", "np.array(w)")),
        wrong("return w, b", "return -and_weights()",
              words="each of its parts"),
        wrong("return w, b", "return w", words="return two things"),
        wrong("return w, b", "pass", words="None"),
    ],
    "slopes_from_y": [
        wrong("(1 - y_logistic)", "(1 + y_logistic)",
              words="`+` stands where `-` belongs"),
        wrong("y_logistic * (1 - y_logistic)", "1 - y_logistic",
              words="without the factor `y_logistic`"),
        wrong("(1 - y_logistic)", "1 - y_logistic", words="no effect"),
        wrong("1 - y_tanh**2", "1 - np.tanh(y_tanh) ** 2",
              words="`np.tanh` does not belong"),
        wrong("1 - y_tanh**2", "1 - 2 * y_tanh", words="Look at line 4"),
        wrong("1 - y_tanh**2", "4 * (1 + y_tanh) / 2 * 1 - (1 + y_tanh) / 2",
              words="Look at line 4"),
        wrong("1 - y_tanh**2", "1 + y_tanh**2",
              words="`+` stands where `-` belongs"),
        wrong("1 - y_tanh**2", "(1 + y_tanh) / 2 * (1 - (1 + y_tanh) / 2)",
              words="`/` stands where `*` belongs"),
        wrong("np.where(y_relu > 0, 1.0, 0.0)", "(y_relu <= 0) * 1.0",
              words="slope_relu[0] is 0, a small step gives 1"),
        wrong("y_relu > 0", "y_relu >= 0",
              words="`>=` stands where `>` belongs"),
        wrong("np.where(y_relu > 0, 1.0, 0.0)", "np.maximum(y_relu, 0)",
              words="is a copy of"),
        wrong("(1 - y_logistic)", "(y_logistic - 1)", words="sign"),
        wrong("y_logistic * (1", "y_logistic(1",
              words="a product needs its `*`"),
        wrong("1 - y_tanh**2", "1 - y_tanh^2", words="power is **"),
        wrong("1 - y_tanh**2", "(1 - y_tanh) ** 2",
              words="a small step gives"),
        wrong("return slope_logistic, slope_tanh, slope_relu",
              "return slope_logistic, slope_relu, slope_tanh",
              words=("slope_tanh", "slope_relu")),
        wrong("return slope_logistic, slope_tanh, slope_relu",
              "return slope_logistic, slope_tanh", words="too few"),
    ],
}
