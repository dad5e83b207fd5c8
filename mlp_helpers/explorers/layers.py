"""One layer for one instance: who reads what."""

from .. import validation
from ..plots.drawing import factor, number
from ..plots.layers import layer_sum
from .explorer import Choice, Explorer


def layer(W, b, x):
    """Choose a unit and see its row of W, or an input and see its column.

    Parameters
    ----------
    W : array [num_outputs, num_inputs]
    b : array [num_outputs]
    x : array [num_inputs]
    """
    W, b = validation.weights_and_biases(W, b)
    num_outputs, num_inputs = W.shape
    x = validation.data("x", x, num_inputs=num_inputs)
    choices = {f"unit {o}": {"unit": o} for o in range(num_outputs)}
    choices |= {f"input {i}": {"input": i} for i in range(num_inputs)}

    def draw(figure, look_at):
        chosen = choices[look_at]
        layer_sum(W, b, x, fig=figure, **chosen)
        if "unit" in chosen:
            return _row(W, b, x, **chosen)
        return _column(W, **chosen)

    return Explorer(draw, look_at=Choice("look at", list(choices)))


def _row(W, b, x, unit):
    terms = [f"{factor(w, 1)} \u00b7 {factor(value, 1)}"
             for w, value in zip(W[unit], x, strict=True)]
    terms.append(factor(b[unit], 1))
    return (f"Unit {unit} reads row {unit} of W and all of x: "
            f"a[{unit}] = {' + '.join(terms)} = "
            f"{number(W[unit] @ x + b[unit], 1)}.")


def _column(W, input):
    ways = [f"{number(w, 1)} into unit {o}"
            for o, w in enumerate(W[:, input])]
    listed = ", ".join(ways[:-1]) + " and " * (len(ways) > 1) + ways[-1]
    change = ", ".join(number(w, 1) for w in W[:, input])
    return (f"Input {input} goes into every unit, with the weights of column "
            f"{input} of W: {listed}. If x[{input}] grew by 1, a would change "
            f"by [{change}].")
