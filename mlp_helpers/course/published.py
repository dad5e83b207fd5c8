"""Numbers that others have published, and how they are compared with ours.

For notebook 14. Each function gives what its author started from. NumPy and
Python promise that their old generators of random numbers stay as they are,
so the authors' seeds still give the authors' numbers.
"""

import random

import numpy as np


def agree(ours, printed):
    """Whether our numbers, rounded as theirs, read like theirs.

    Parameters
    ----------
    ours : number or array
    printed : str, their numbers with the digits that they print
    """
    ours, theirs = np.ravel(ours), printed.split()
    if len(ours) != len(theirs):
        print(f"✗ {len(ours)} numbers of ours, {len(theirs)} of theirs")
        return False
    for number, text in zip(ours, theirs, strict=True):
        decimals = len(text.partition("e")[0].partition(".")[2])
        form = "e" if "e" in text else "f"
        if float(f"{number:.{decimals}{form}}") != float(text):
            print(f"✗ ours {number:.{decimals + 2}{form}}, theirs {text}")
            return False
    print("✓", theirs[0] if len(theirs) == 1
          else f"{theirs[0]} and {len(theirs) - 1} more")
    return True


def columns():
    """Three instances as columns, from a course of DeepLearning.AI.

    "Neural Networks and Deep Learning" by Andrew Ng, week 3, test case of
    `backward_propagation`.

    Returns
    -------
    X [2, 3], T [1, 3], W1 [4, 2], W2 [1, 4]; all biases are 0
    """
    rng = np.random.RandomState(1)
    X, T = rng.randn(2, 3), (rng.randn(1, 3) > 0).astype(float)
    W1 = np.array([[-0.00416758, -0.00056267], [-0.02136196, 0.01640271],
                   [-0.01793436, -0.00841747], [0.00502881, -0.01245288]])
    W2 = np.array([[-0.01057952, -0.00909008, 0.00551454, 0.02292208]])
    return X, T, W1, W2


def prince():
    """Six layers from `udlbook`, notebook 7.2, by Simon Prince.

    Returns
    -------
    Omegas, betas : lists of six [num_outputs, num_inputs] and
        [num_outputs, 1]
    """
    rng, sizes = np.random.RandomState(0), [1, 6, 6, 6, 6, 6, 1]
    shapes = list(zip(sizes[1:], sizes, strict=False))
    order = [0, 5, 1, 2, 3, 4]  # in which the author draws them
    Omegas, betas = {}, {}
    for k in order[:2]:
        Omegas[k] = rng.normal(size=shapes[k])
    for k in order:
        if k not in Omegas:
            Omegas[k] = rng.normal(size=shapes[k])
        betas[k] = rng.normal(size=(shapes[k][0], 1))
    return [Omegas[k] for k in range(6)], [betas[k] for k in range(6)]


def micrograd():
    """Two moons, first weights and a transcript, by Andrej Karpathy.

    From `demo.ipynb` of micrograd (MIT licence), seed 1337. The moons are
    those of scikit-learn's `make_moons(n_samples=100, noise=0.1)`.

    Returns
    -------
    X [100, 2], T [100, 1] of 1 and -1, weights (three W), losses (a
    str of a hundred, as printed, to eight digits after the point)
    """
    rng, draw = np.random.RandomState(1337), random.Random(1337)
    angle = np.linspace(0, np.pi, 50)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    X = np.concatenate([upper, [1, 0.5] - upper])
    order = np.arange(100)
    rng.shuffle(order)
    X = X[order] + rng.normal(scale=0.1, size=X.shape)
    T = np.where(order < 50, -1.0, 1.0)[:, np.newaxis]
    weights = [np.array([[draw.uniform(-1, 1) for _ in range(num_inputs)]
                         for _ in range(num_outputs)])
               for num_outputs, num_inputs in ((16, 2), (16, 16), (1, 16))]
    return X, T, weights, LOSSES


LOSSES = """
0.89584410 1.72359053 0.74290063 0.77056413 0.36927934 0.31354548 0.28142343
0.26888733 0.25671473 0.27048626 0.24507024 0.25099055 0.21560952 0.23090378
0.20152151 0.22574506 0.19447988 0.21089496 0.15983077 0.18453749 0.18977523
0.19072704 0.11733695 0.12173524 0.12615713 0.16049098 0.18747198 0.16741838
0.09586583 0.08778784 0.11731298 0.09340146 0.12454455 0.07984003 0.07727519
0.07661250 0.10610492 0.09062808 0.10671887 0.05225660 0.06016010 0.08596725
0.05112108 0.05240142 0.04530684 0.07211073 0.03334239 0.03143223 0.03658537
0.04829139 0.09875115 0.05449064 0.03392679 0.05261517 0.03250295 0.02888327
0.04139151 0.01898741 0.02523834 0.02079657 0.03259711 0.01786335 0.02300872
0.02207933 0.02943292 0.01625151 0.02846853 0.01399437 0.01555234 0.03389120
0.01422987 0.01325528 0.01230028 0.01267605 0.02059381 0.01184540 0.01601270
0.02545836 0.01438293 0.01169896 0.01231850 0.01412112 0.01166459 0.01158931
0.01099030 0.01098923 0.01098819 0.01098720 0.01098625 0.01098533 0.01098446
0.01098362 0.01098283 0.01098207 0.01098136 0.01098068 0.01098004 0.01097945
0.01097889 0.01097837
"""
