"""Gradients that are measured, not derived."""
import numpy as np


def finite_differences(f, *arrays, step=1e-5):
    """Gradients of a number by central differences, entry by entry.

    ``f(*arrays)`` returns one number; the arrays, of any shape, are not
    changed. `step` is half the distance between the two points of each
    difference. Returns a tuple with one array for each of `arrays`, of its
    shape, or for a single array the array itself.
    """
    points = [np.array(array, dtype=float) for array in arrays]
    gradients = [np.zeros_like(point) for point in points]
    for point, gradient in zip(points, gradients):
        for index in np.ndindex(point.shape):
            middle = point[index]
            point[index] = middle + step
            upper = f(*points)
            point[index] = middle - step
            lower = f(*points)
            point[index] = middle
            gradient[index] = (upper - lower) / (2 * step)
    return gradients[0] if len(gradients) == 1 else tuple(gradients)
