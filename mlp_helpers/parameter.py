"""The arrays of a layer that learning changes, and how they start."""

from .validation import data


class Parameter:
    """An attribute that holds one array for good.

    The first assignment gives the array, as it is. Each later one copies its
    values into that array, so shape and dtype stay as they are, integers are
    converted, and an update changes no array that was assigned later.

    Raises
    ------
    ValueError
        If the values do not have the shape, or hold NaN or infinity.
    """

    def __init__(self, *letters):
        self.letters = letters

    def __set_name__(self, owner, name):
        self.name = name

    def __set__(self, layer, value):
        array = layer.__dict__.setdefault(self.name, value)
        if value is not array:  # it is after `layer.W -= step`
            sizes = dict(zip(self.letters, array.shape, strict=True))
            array[...] = data(self.name, value, array.dtype, **sizes)


def matrix_and_row(vector, shape):
    """Views of a vector: a matrix of this shape, then a row of biases."""
    num_outputs, num_inputs = shape
    size = num_outputs * num_inputs
    return vector[:size].reshape(shape), vector[size:]


def glorot(num_inputs, num_outputs):
    """A variance, 2 / (num_inputs + num_outputs): Glorot and Bengio (2010),
    equation 12."""
    return 2 / (num_inputs + num_outputs)


def glorot_logistic(num_inputs, num_outputs):
    """Glorot's variance times 4**2: tanh's steepest slope is 1, the
    logistic's is 1/4, because logistic(a) = (1 + tanh(a / 2)) / 2."""
    return 16 * glorot(num_inputs, num_outputs)


def he(num_inputs, num_outputs):
    """A variance for ReLU, 2 / num_inputs: He, Zhang, Ren and Sun (2015),
    equation 10."""
    return 2 / num_inputs
