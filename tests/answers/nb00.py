"""Answers to the exercises of notebook 00: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "weighted_sum": [
        """
def weighted_sum(w, x):
    return w @ x
""",
        """
def weighted_sum(w, x):
    return sum(weight * value for weight, value in zip(w, x))
""",
        """
def weighted_sum(w, x):
    return float(np.dot(x, w))
""",
        """
def weighted_sum(w, x):
    total, i = 0, len(x)
    while i:
        i -= 1
        total = total + x[i] * w[i]
    return total
""",
    ],
    "make_arrays": [
        """
def make_arrays(num_instances, num_inputs, num_outputs):
    X = np.zeros([num_instances, num_inputs])
    W, b = np.zeros([num_outputs, num_inputs]), np.zeros([num_outputs])
    return X, W, b, np.zeros([num_instances, num_outputs])
""",
        """
def make_arrays(num_instances, num_inputs, num_outputs):
    X = np.full((num_instances, num_inputs), 0.0)
    W = np.array([[0.0] * num_inputs for unit in range(num_outputs)])
    b = 0 * W[:, 0]
    return X, W, b, X @ W.T + b
""",
        """
def make_arrays(num_instances, num_inputs, num_outputs):
    I, O = (num_inputs,), (num_outputs,)
    shapes = [(num_instances,) + I, O + I, O, (num_instances,) + O]
    return [np.zeros(shape) for shape in shapes]
""",
    ],
}
WRONG = {
    "weighted_sum": [
        wrong("w[i] * x[i]", "x[i] + w[i]", words="they should be multiplied"),
        wrong("w[i] * x[i]", "w[0] * x[0]", words="does not use i"),
        wrong("w[i] * x[i]", "x[i]", words="without the factor `w[i]`"),
        wrong("w[i] * x[i]", "w[i]", words="without the factor `x[i]`"),
        wrong("w[i] * x[i]", "w[i] * x[0]",
              words="`x[0]` stands where `x[i]` belongs"),
        wrong("total +=", "total =", words="overwrites the one before"),
        wrong("return total", "    return total",
              words="ends in its first round"),
        wrong("w[i] * x[i]", "w @ x", words="`+=` stands where `=` belongs"),
        wrong("w[i] * x[i]", "total + w[i] * x[i]",
              words="`+=` stands where `=` belongs"),
        wrong("w[i] * x[i]", "w[i] * x[i] / len(x)",
              words="`/ len(x)` does not belong"),
        wrong("w[i] * x[i]", "w(i) * x(i)", words="square brackets"),
        wrong("return total", "pass", words="None"),
    ],
    "make_arrays": [
        wrong("full((num_instances, num_inputs)",
              "full((num_inputs, num_instances)",
              words="X has a transposed shape"),
        wrong("X = np.full((num_instances, num_inputs), 0.0)",
              "X = np.full(num_inputs, 0.0)", words="has the wrong shape"),
        wrong("W = np.full((num_outputs, num_inputs), 0.0)",
              "W = np.full((num_instances, num_inputs), 0.0)",
              words="`num_instances` stands where `num_outputs` belongs"),
        wrong("b = np.full(num_outputs, 0.0)", "b = np.full(num_inputs, 0.0)",
              words="`num_inputs` stands where `num_outputs` belongs"),
        wrong("b = np.full(num_outputs, 0.0)",
              "b = np.full((num_outputs, 1), 0.0)",
              words="has the wrong shape"),
        wrong("b = np.full(num_outputs, 0.0)",
              "b = np.full((1, num_outputs), 0.0)",
              words="has the wrong shape"),
        wrong("b = np.full(num_outputs, 0.0)",
              "b = np.full((num_instances, num_outputs), 0.0)",
              words="has the wrong shape"),
        wrong("b = np.full(num_outputs, 0.0)",
              "b = np.full((num_outputs, num_inputs), 0.0)",
              words="has the wrong shape"),
        wrong("Y = np.full((num_instances, num_outputs), 0.0)",
              "Y = np.full(num_outputs, 0.0)", words="has the wrong shape"),
        wrong("Y = np.full((num_instances, num_outputs), 0.0)",
              "Y = np.full((num_instances, num_inputs), 0.0)",
              words="`num_inputs` stands where `num_outputs` belongs"),
        wrong("np.full((num_instances, num_inputs), 0.0)",
              "(num_instances, num_inputs)", words="X"),
    ],
}
