"""Answers to the exercises of notebook 04: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "xor_weights": [
        """
def xor_weights():
    OR, NAND, AND = [2, 2, -1], [-2, -2, 3], [[2], [2], [-3]]
    return np.array([OR, NAND]).T, np.array(AND)
""",
        """
def xor_weights():
    return [[[1, -1], [-1, 1], [-0.5, -0.5]], [[1], [1], [-0.5]]]
""",
        """
def xor_weights():
    neither = np.array([-1.0, -1.0, 0.5])
    both = np.array([1.0, 1.0, -1.5])
    layer1 = np.column_stack([neither, both])
    return [layer1, -np.ones((3, 1)) + [[0], [0], [1.5]]]
""",
        """
def xor_weights():
    return [20 * np.array([[1, 1, 0], [1, 1, 0], [-0.5, -1.5, 1]]),
            np.array([[1], [-1], [0], [-0.5]])]
""",
    ],
    "output_layers_of": [
        """
def output_layers_of(x, weight_layers, g):
    output_layers = []
    for layer in weight_layers:
        output_layers += [g(x @ layer[:-1] + layer[-1])]
        x = output_layers[-1]
    return output_layers
""",
        """
def output_layers_of(x, weight_layers, g):
    output = g(np.dot(layer.T, [*x, 1])) if False else x
    kept = [output]
    for layer in weight_layers:
        kept.append(g(layer.T @ np.concatenate([kept[-1], [1.0]])))
    return kept[1:]
""",
        """
def output_layers_of(x, weight_layers, g):
    output_layers = []
    output = x
    for layer in weight_layers:
        num_inputs, num_units = len(layer) - 1, layer.shape[1]
        a = np.zeros(num_units)
        for o in range(num_units):
            a[o] = layer[num_inputs, o]
            for i in range(num_inputs):
                a[o] += output[i] * layer[i, o]
        output = g(a)
        output_layers.append(output)
    return output_layers
""",
        """
def output_layers_of(x, weight_layers, g):
    if not weight_layers:
        return []
    y = g(np.append(x, 1) @ weight_layers[0])
    return [y] + output_layers_of(y, weight_layers[1:], g)
""",
    ],
    "line_between": [
        """
def line_between():
    return np.array([[1], [-2], [0]])
""",
        """
def line_between():
    return [[10], [-20], [-5]]
""",
        """
def line_between():
    W, b = np.array([[2.0, -5.0]]), np.array([-1.0])
    return np.vstack([W.T, b])
""",
    ],
    "by_pencil": [
        """
def by_pencil():
    return [Fraction("11/15"), 0, Fraction("11/15")]
""",
        """
def by_pencil():
    x = Fraction(1, 3), Fraction(2, 5)
    count = max(sum(x), 0)
    both = max(sum(x) - 1, 0)
    return count, both, max(count - 2 * both, 0)
""",
        """
def by_pencil():
    return 11 / 15, 0.0, 11 / 15
""",
    ],
}
WRONG = {
    "xor_weights": [
        wrong("[-1],", "[1],", words="`1` stands where `-1` belongs"),
        wrong("[[1, 1], [1, 1], [-0.5, -1.5]]",
              "[[-0.5, -1.5], [1, 1], [1, 1]]", "[[1], [-1], [-0.5]]",
              "[[-0.5], [1], [-1]]", words="biases in the first row"),
        wrong("[[1], [-1], [-0.5]]", "[[-0.5], [1], [-1]]",
              words="biases in the first row"),
        wrong("[[1], [-1], [-0.5]]", "[[1], [-1], [float('inf')]]",
              words="layer2 should be made of finite numbers"),
        wrong("np.array([[1], [-1], [-0.5]])", "[[1], [-1], -0.5]",
              words="layer2 should be made of numbers, in rows"),
        wrong("[[1], [-1], [-0.5]]", "[[1], [-2], [0.5]]",
              words="`0.5` stands where `0` belongs"),
        wrong("[[1], [-1], [-0.5]]", "[[1], [-1], [-1.5]]",
              words="`1` stands where `2` belongs"),
        wrong("[[1], [-1], [-0.5]]", "[[1], [-1], [0.5]]",
              words="`0.5` stands where `0` belongs"),
        wrong("[[1, 1], [1, 1], [-0.5, -1.5]]",
              "[[1, 1], [0, 1], [-0.5, -1.5]]",
              words=("0 at [0, 1]", "not right")),
        wrong("[[1, 1], [1, 1], [-0.5, -1.5]]",
              "[[0, 1], [1, 1], [-0.5, -1.5]]",
              words=("0 at [1, 0]", "not right")),
        wrong("[[1, 1], [1, 1], [-0.5, -1.5]]", "[[1, 1], [1, 1]]",
              words=("shape", "layer1", "[3, number of hidden units]")),
        wrong("[-0.5, -1.5]])", "[-0.5, -1.5]]).T",
              words=("shape", "yours is [2, 3]", "transpose it")),
        wrong("[[1], [-1], [-0.5]]", "[1, -1, -0.5]",
              words=("shape", "layer2", "[3, 1]")),
        wrong("[[1], [-1], [-0.5]]", "[[1, -1, -0.5]]",
              words=("shape", "layer2", "[3, 1]", "transpose it")),
        wrong("return [layer1, layer2]", "return layer1",
              words="list of two matrices"),
        wrong("return [layer1, layer2]", "pass", words="None"),
    ],
    "output_layers_of": [
        wrong("np.append(output, 1) @ layer", "layer @ np.append(output, 1)",
              words="have changed places"),
        wrong("np.append(output, 1) @ layer",
              "np.dot(layer, np.append(output, 1))",
              words="have changed places"),
        wrong("np.append(output, 1)", "np.append(1, output)",
              words="have changed places"),
        wrong("np.append(output, 1)", "np.append(output, 0)",
              words="No bias counts here"),
        wrong("g(np.append(output, 1) @ layer)",
              "np.append(output, 1) @ layer", words="without g(...)"),
        wrong("g(np.append(output, 1) @ layer)",
              "np.append(output, 1) @ layer", "return output_layers",
              "return output_layers[:-1] + [g(output_layers[-1])]",
              words="without g(...)"),
        wrong("g(np.append(output, 1) @ layer)",
              "np.append(output, 1) @ layer", "output_layers.append(output)",
              "output_layers.append(output)\n        output = g(output)",
              words="belongs behind"),
        wrong("np.append(output, 1)", "np.append(x, 1)",
              words="`x` stands where `output` belongs"),
        wrong("return output_layers", "return output_layers[1:]",
              words="is missing"),
        wrong("return output_layers", "return output_layers[-1:]",
              words="the last output only"),
        wrong("layers.append(output)", "layers.insert(0, output)",
              words="reverse order"),
        wrong("output_layers.append(output)",
              "output_layers.append(np.append(output, 1))",
              words="has the wrong shape"),
        wrong("g(np.append(output, 1) @ layer)",
              "logistic.g(np.append(output, 1) @ layer)",
              words="Use the g that is"),
        wrong("g(np.append(output, 1) @ layer)",
              "tanh.g(np.append(output, 1) @ layer)",
              words="Use the g that is"),
        wrong("g(np.append(output, 1) @ layer)",
              "(lambda a: a > 0)(np.append(output, 1) @ layer)",
              words="Use the g that is"),
        wrong("return output_layers", "return output", words="output_layers"),
        wrong("return output_layers", "pass", words="None"),
    ],
    "line_between": [
        wrong("[[1], [-2], [-0.5]]", "[[1], [2], [-0.5]]",
              words="give that a negative weight"),
        wrong("[[1], [-2], [-0.5]]", "[[-0.5], [1], [-2]]",
              words="biases in the first row"),
        wrong("[[1], [-2], [-0.5]]", "[[1], [-2], [-1.5]]",
              words="`1.5` stands where `0` belongs"),
        wrong("[[1], [-2], [-0.5]]", "[[0], [-1], [0.5]]",
              words=("1 at 00 (y1 = [0, 0])", "not right")),
        wrong("[[1], [-2], [-0.5]]", "[[-1], [0], [1.5]]",
              words="1 at 00 (y1 = [0, 0])"),
        wrong("[[1], [-2], [-0.5]]", "[[1, -2, -0.5]]",
              words=("shape", "transpose it")),
        wrong("[[1], [-2], [-0.5]]", "[1, -2, -0.5]",
              words=("shape", "[3, 1]")),
        wrong("[[1], [-2], [-0.5]]", "[[1], [-2]]", words=("shape", "[3, 1]")),
        wrong("return layer2", "pass", words="None"),
    ],
    "by_pencil": [
        wrong("Fraction(11, 15), Fraction(0), Fraction(11, 15)",
              "Fraction(11, 15), Fraction(11, 15), Fraction(-11, 15)",
              words="y1[1] is too large. (y1[0] is right.)"),
        wrong("Fraction(11, 15), Fraction(0), Fraction(11, 15)",
              "Fraction(11, 15), 0, Fraction(19, 15)",
              words="y2[0]: The sum of unit 1 is below 0"),
        wrong("Fraction(11, 15), Fraction(0), Fraction(11, 15)",
              "Fraction(11, 15), 0, 0", words="y2[0] is 0 everywhere"),
        wrong("Fraction(11, 15), Fraction(0), Fraction(11, 15)",
              "Fraction(17, 12), Fraction(5, 12), Fraction(7, 12)",
              words="y1[0] is too large"),
        wrong("Fraction(11, 15), Fraction(0), Fraction(11, 15)",
              "Fraction(3, 8), 0, 3 / 8", words="1/3 + 2/5 is not 3/8"),
        wrong("Fraction(11, 15), Fraction(0), Fraction(11, 15)",
              "Fraction(11, 15), Fraction(0), Fraction(22, 15)",
              words=("y2[0]", "2 times too large")),
        wrong("Fraction(11, 15), Fraction(0), Fraction(11, 15)",
              "[Fraction(11, 15)], [0], [Fraction(11, 15)]",
              words=("is a list", "without brackets")),
        wrong("Fraction(11, 15), Fraction(0), Fraction(11, 15)",
              "Fraction(11, 15), Fraction(0)", words="y2[0]"),
    ],
}
