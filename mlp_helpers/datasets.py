"""Data sets: X [num_instances, num_inputs] and T [num_instances, num_outputs].

All of them work offline, and the same seed gives the same points.
"""

from pathlib import Path

import numpy as np

from .validation import data, generator, number


def xor():
    """The four corners of the square, and whether just one input is 1.

    Returns
    -------
    X : [4, 2], T : [4, 1]
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return X, np.array([[0.0], [1.0], [1.0], [0.0]])


def messages():
    """Forty messages: x[0] exclamation marks, x[1] words that you know.

    Invented for notebooks 01 and 02. The target is 1 where a reader called
    the message junk. One straight line can separate the two classes.

    Returns
    -------
    X : [40, 2], T : [40, 1]
    """
    junk = "10 20 30 40 50 60 70 31 41 51 61 71 42 52 62 72 32 53 43 54"
    good = "00 01 02 03 04 05 06 11 12 13 14 15 16 22 23 24 25 33 34 26"
    X = np.array([[float(count) for count in message]
                  for message in f"{junk} {good}".split()])
    return X, np.repeat([[1.0], [0.0]], 20, axis=0)


def circles(num_instances=200, noise=0.08, seed=0):
    """A ring of radius 1 (target 0) around one of radius 1/2 (target 1).

    `noise` is the standard deviation of the points around their ring.

    Returns
    -------
    X : [num_instances, 2], T : [num_instances, 1], the targets in turn

    Raises
    ------
    ValueError
        If `num_instances` is not a whole number from 2 up, or `noise` is
        negative. So do `moons` and `two_spirals`.
    """
    num_instances, noise, rng, T = _turns(num_instances, noise, seed)
    angle = rng.uniform(0, 2 * np.pi, size=num_instances)
    X = np.column_stack([np.cos(angle), np.sin(angle)]) * (1 - 0.5 * T)
    return _shaken(X, noise, rng), T


def moons(num_instances=200, noise=0.1, seed=0):
    """Two half circles of radius 1, the ends of each inside the other.

    Returns
    -------
    X : [num_instances, 2], T : [num_instances, 1], the targets in turn
    """
    num_instances, noise, rng, T = _turns(num_instances, noise, seed)
    angle = rng.uniform(0, np.pi, size=num_instances)
    half = np.column_stack([np.cos(angle), np.sin(angle)])
    X = np.where(T == 0, half, [1.0, 0.5] - half)
    return _shaken(X, noise, rng), T


def two_spirals(num_instances=194, noise=0.0, seed=0, density=None):
    """Two spirals that wind around each other, three times.

    The benchmark of Lang and Witbrock (1988): point i of 97 on an arm has
    the angle i pi / 16 and the radius 6.5 (104 - i) / 104, here divided by
    6.5; the second arm is the first one turned by half a circle. Other
    numbers of points lie on the same arms.

    Parameters
    ----------
    num_instances : int, of both arms together
    noise : float, the standard deviation of the points around their arm
    density : int, how many times as close as in the benchmark the points
        lie, as in the generator by M. White in the CMU Neural Networks
        Benchmark Collection. Then there are 2 (96 density + 1) of them,
        whatever `num_instances` says.

    Returns
    -------
    X : [num_instances, 2], T : [num_instances, 1], the targets in turn, from
        the outer end of the arms to the inner one
    """
    if density is not None:
        density = number("density", density, least=1, whole=True)
        num_instances = 2 * (96 * density + 1)
    num_instances, noise, rng, T = _turns(num_instances, noise, seed)
    most = max((num_instances + 1) // 2 - 1, 1)
    i = 96 * (np.arange(num_instances) // 2) / most
    radius, angle = (104 - i) / 104, i * np.pi / 16
    X = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    return _shaken(X * (1 - 2 * T), noise, rng), T


def spirals(num_instances=300, num_classes=3, noise=0.03, seed=0):
    """Arms that leave the middle in all directions and turn three quarters.

    Parameters
    ----------
    num_instances : int, of all arms together
    num_classes : int, the number of arms
    noise : float, the standard deviation of the points around their arm

    Returns
    -------
    X : [num_instances, 2], T : [num_instances, num_classes], one-hot, the
        classes in turn, from the inner end of the arms to the outer one

    Raises
    ------
    ValueError
        If `num_classes` is not a whole number from 2 up, or `num_instances`
        or `noise` does not fit.
    """
    num_classes = number("num_classes", num_classes, least=2, whole=True)
    num_instances = number("num_instances", num_instances, least=2, whole=True)
    noise, rng = number("noise", noise, least=0), generator("seed", seed)
    place, label = np.divmod(np.arange(num_instances), num_classes)
    radius = 0.1 + 0.9 * place / max(place[-1], 1)
    angle = 2 * np.pi * (label / num_classes + 0.75 * radius)
    X = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    return _shaken(X, noise, rng), one_hot(label, num_classes)


def digits(part="test"):
    """Real handwritten digits, 8 by 8 pixels, of 43 people.

    Parameters
    ----------
    part : "training" for the 3,823 digits that 30 of them wrote, "test" for
        the 1,797 that the 13 others wrote, in the order of their forms

    Returns
    -------
    X : [num_instances, 64], ink from 0 (none) to 1, row by row from the top
        left
    T : [num_instances, 10], one-hot: T[n, k] is 1 where instance n shows
        digit k

    Raises
    ------
    ValueError
        If there is no such part.

    Notes
    -----
    "Optical Recognition of Handwritten Digits" by E. Alpaydin and C. Kaynak
    (1998), UCI Machine Learning Repository, doi:10.24432/C50P49, licensed CC
    BY 4.0. Each digit came from a bitmap of 32 by 32 points: the ink in each
    block of 4 by 4 was counted (0 to 16; here divided by 16). See
    data/NOTICE.md in this package.
    """
    files = {"training": "training_digits.npz", "test": "digits.npz"}
    if part not in files:
        raise ValueError(
            f'part: expected "training" or "test", got {part!r}')
    with np.load(Path(__file__).with_name("data") / files[part]) as stored:
        pixels, labels = stored["pixels"], stored["labels"]
    return pixels / 16.0, one_hot(labels, 10)


def forms():
    """From which form each of the 1,797 test digits comes.

    The labels of `digits("test")` repeat one fixed sequence, that of a form
    which the 13 people filled in: seven times to the letter, and seven times
    with up to eight digits lost or taken for another.

    Returns
    -------
    [1797], whole numbers from 0 to 13
    """
    lengths = [130, 126, 130, 130, 130, 130, 129,
               124, 128, 130, 128, 130, 122, 130]
    return np.repeat(np.arange(len(lengths)), lengths)


def one_hot(labels, num_classes):
    """Rows of zeros with a single 1, at the place that the label names.

    Parameters
    ----------
    labels : [num_instances], whole numbers from 0 to num_classes - 1
    num_classes : int

    Returns
    -------
    T : [num_instances, num_classes]

    Raises
    ------
    ValueError
        If a label is out of range, or not a whole number.
    """
    num_classes = number("num_classes", num_classes, least=1, whole=True)
    labels = data("labels", labels, num_instances=None)
    wrong = np.flatnonzero(
        (labels < 0) | (labels >= num_classes) | (labels % 1 != 0)
    )
    if len(wrong):
        raise ValueError(
            f"labels: expected whole numbers from 0 to {num_classes - 1}, "
            f"got {labels[wrong[0]]:g} at [{wrong[0]}]"
        )
    return np.eye(num_classes)[labels.astype(int)]


def split(X, T, parts=(0.6, 0.2, 0.2), seed=0):
    """Shuffle the instances and deal them out, no instance twice.

    Parameters
    ----------
    X : [num_instances, num_inputs], T : [num_instances, num_outputs]
    parts : fractions that sum to 1, such as training, validation and test
    seed : int, or None to keep the order as it is

    Returns
    -------
    list of (X, T), one pair a part

    Raises
    ------
    ValueError
        If X and T differ in length, the fractions do not sum to 1, or a
        part would be empty.
    """
    X = data("X", X, num_instances=None, num_inputs=None)
    T = data("T", T, num_instances=len(X), num_outputs=None)
    parts = data("parts", parts, num_parts=None)
    if parts.min() <= 0 or abs(parts.sum() - 1) > 1e-9:
        raise ValueError(
            "parts: expected fractions above 0 that sum to 1, "
            f"got {parts.tolist()}"
        )
    ends = np.round(np.cumsum(parts) * len(X)).astype(int)
    order = np.arange(len(X))
    if seed is not None:
        order = generator("seed", seed).permutation(len(X))
    shares = np.split(order, ends[:-1])
    if not all(len(share) for share in shares):
        raise ValueError(
            f"parts: expected at least one instance in each part, got "
            f"{[len(share) for share in shares]} of {len(X)} instances"
        )
    return [(X[share], T[share]) for share in shares]


def _turns(num_instances, noise, seed):
    """The numbers, a generator, and targets 0, 1, 0, 1, ... as a column."""
    num_instances = number("num_instances", num_instances, least=2, whole=True)
    noise, rng = number("noise", noise, least=0), generator("seed", seed)
    T = (np.arange(num_instances) % 2.0)[:, np.newaxis]
    return num_instances, noise, rng, T


def _shaken(X, noise, rng):
    return X + rng.normal(0, noise, size=X.shape)
