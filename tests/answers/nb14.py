"""Answers to the exercises of notebook 14: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "our_rate": ["""
def our_rate(rate, num_instances, num_outputs, summed, halved, averaged):
    factor = (num_instances if summed else 1) * (1 if halved else 2)
    return rate * factor / (num_outputs if averaged else 1)
""", """
def our_rate(rate, num_instances, num_outputs, summed, halved, averaged):
    rate *= num_instances ** summed * 2.0 ** (not halved)
    return rate * (1 / num_outputs if averaged else 1)
"""],
    "Hinge": ["""
class Hinge:
    def output(self, A):
        return A

    def loss(self, A, T):
        return np.maximum(0, 1 - T * A).sum() / len(A)

    def gradient(self, Y, T):
        return np.where(1 - T * Y > 0, -T, 0.0) / len(Y)
""", """
class Hinge:
    def output(self, A):
        return A

    def loss(self, A, T):
        return np.maximum(0, 1 - T * A).sum() / len(A)

    def gradient(self, Y, T):
        slopes = -T / T.shape[0]
        slopes[T * Y > 1] = 0
        return slopes
"""],
    "examine": ["""
def examine(layer, X, dEdY):
    def E(_):
        return (layer.forward(X) * dEdY).sum()
    numerical = [numerical_gradient(E, w) for w in (layer.W, layer.b, X)]
    layer.forward(X)
    dEdX = layer.backprop(dEdY)
    claimed = layer.dEdW, layer.dEdb, dEdX
    return dict(zip(("dEdW", "dEdb", "dEdX"), zip(claimed, numerical)))
""", """
def examine(layer, X, dEdY):
    def E_of(name):
        def E(w):
            return np.sum(layer.forward(X) * dEdY)
        return numerical_gradient(E, X if name == "X" else vars(layer)[name])
    layer.forward(X)
    found = {"dEdX": (layer.backprop(dEdY), E_of("X"))}
    for name in "Wb":
        found["dEd" + name] = vars(layer)["dEd" + name], E_of(name)
    return found
"""],
}

WRONG = {
    "our_rate": [
        wrong("factor *= num_instances", "factor /= num_instances",
              words="line 5"),
        wrong("factor *= 2", "factor *= 0.5", words="line 7"),
        wrong("factor /= num_outputs", "factor *= num_outputs",
              words="line 9"),
    ],
    "Hinge": [
        wrong("-T * (T * Y < 1)", "-T", words="gradient"),
        wrong("(T * Y < 1) / len(T)", "(T * Y < 1)", words="gradient"),
        wrong("-T * (T", "T * (T", words="sign"),
        wrong("T * Y < 1", "T * Y < 0", words="gradient"),
    ],
    "examine": [
        wrong("np.sum(dEdY * layer.forward(X))", "np.sum(layer.forward(X))",
              words="without the factor `dEdY`"),
        wrong("numerical_gradient(E, layer.W)", "layer.dEdW",
              words="dEdW, measured"),
        wrong("numerical_gradient(E, X)", "dEdX", words="dEdX, measured"),
    ],
}
