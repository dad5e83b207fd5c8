"""Sizes for new cases."""
import numpy as np


def different_sizes(rng, count, low=2, high=7):
    """Draw `count` different whole numbers from low to high.

    In a case with different sizes no product of the wrong shape fits by
    chance. Returns a list of int.
    """
    numbers = rng.permutation(np.arange(low, high + 1))[:count]
    if len(numbers) < count:
        raise ValueError(f"There are no {count} different sizes between "
                         f"{low} and {high}.")
    return [int(number) for number in numbers]
