"""The exercises of notebook 06, Trust, but check."""

import numpy as np

from mlp_helpers.museum import LABELS

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes, finite_differences

TITLE = "Trust, but check"


def numerical_gradient(E, w, step=1e-5):
    """How E changes with each entry of w, measured."""
    w = np.array(w, dtype=float)  # our own w, made of floats
    gradient = np.zeros(w.shape)
    for entry in np.ndindex(w.shape):
        old = w[entry]
        w[entry] = old + step
        up = E(w)
        w[entry] = old - step
        down = E(w)
        w[entry] = old
        gradient[entry] = (up - down) / (2 * step)
    return gradient


def draw_knobs(rng):
    """An error in which every entry meets every other; at times integers."""
    kind = ["vector", "integers", "matrix"][rng.integers(3)]
    rows, columns = different_sizes(rng, 2, high=4)
    shape = (rows,) if kind == "vector" else (rows, columns)
    w = rng.normal(size=shape)
    if kind == "integers":
        w = rng.integers(-2, 3, size=shape)
    c, d = rng.uniform(0.5, 1.5, size=(2, *shape))
    c.flat[::2] *= -4  # slopes of both signs

    def E(w):
        return np.sum(c * np.exp(0.4 * w)) + np.sum(d * w) ** 3 / 10

    return E, w, rng.uniform(0.01, 0.03)


def numeric_knobs(E, w, step):
    return finite_differences(E, w, step=step)


def relative_error(ours, numerical):
    """The largest gap, as a share of the largest entry."""
    gap = np.max(np.abs(ours - numerical))
    size = max(np.max(np.abs(ours)), np.max(np.abs(numerical)))
    if size == 0:
        return 0.0
    return gap / size


def draw_gradients(rng):
    """Two gradients that are near, or far; with zeros in both."""
    kind = ["far", "claims nothing", "nothing", "measures nothing", "near",
            "too small", "equal"][rng.integers(7)]
    shape = different_sizes(rng, 2, high=4)
    numerical = rng.normal(size=shape)
    numerical[0, 0] = 0.0
    numerical *= np.sign(numerical.flat[np.abs(numerical).argmax()])
    if kind != "too small":  # the largest is above 0 there, below 0 here
        numerical = -numerical
    ours = numerical * rng.uniform(0.9, 1.2, size=shape)
    if kind == "equal":
        ours = numerical.copy()
    elif kind == "far":
        ours = -3 * numerical
    elif kind == "too small":
        ours = numerical / 4
    elif kind == "near":  # but for a tiny entry, and the largest of ours
        _, tiny, *_, worst, _ = np.abs(numerical).ravel().argsort()
        ours.flat[tiny] = -numerical.flat[tiny]
        numerical.flat[worst] = abs(numerical.flat[worst])
        ours.flat[worst] = -1.3 * np.abs(numerical).max()
    if kind in ("nothing", "claims nothing"):
        ours = np.zeros(shape)
    if kind in ("nothing", "measures nothing"):
        numerical = np.zeros(shape)
    return ours, numerical


def kink_inside(x, W, b, step):
    """True where turning W[o, i] by one step carries a[o] across 0."""
    num_outputs, num_inputs = W.shape
    a = W @ x + b
    inside = np.zeros(W.shape, dtype=bool)
    for o in range(num_outputs):
        for i in range(num_inputs):
            inside[o, i] = abs(a[o]) < step * abs(x[i])
    return inside


def draw_kinks(rng):
    num_inputs, num_outputs = different_sizes(rng, 2, low=3, high=6)
    x = rng.normal(size=num_inputs)
    zero = rng.integers(num_inputs)
    x[zero] = 0.0
    W = rng.normal(size=(num_outputs, num_inputs))
    b = rng.normal(size=num_outputs)
    reach = np.abs(W @ x + b)[:, np.newaxis] / np.abs(
        np.delete(x, zero))
    return x, W, b, 1.001 * float(np.median(reach))


def slope_used(before, after, rate):
    """The slope that a step of learning must have used."""
    return (before - after) / rate


def draw_step(rng):
    before = rng.normal(size=different_sizes(rng, 2))
    return before, before + rng.normal(size=before.shape), rng.uniform(
        0.05, 0.5)


def label_1():
    """What is wrong with exhibit 1."""
    return "mask"


def label_2():
    """What is wrong with exhibit 2."""
    return "factor"


def label_3():
    """What is wrong with exhibit 3."""
    return "mean"


def label_4():
    """What is wrong with exhibit 4."""
    return "overwritten"


def label_5():
    """What is wrong with exhibit 5."""
    return "bias"


def label_6():
    """What is wrong with exhibit 6."""
    return "order"


def no_arguments(rng):
    return ()


def word_of(label):
    """The word that a label says, whether it is shouted or not."""
    word = label()
    return word.strip().lower() if isinstance(word, str) else word


ONE_SIDED = (
    "This is the one-sided rule: it starts from the middle, and its error is "
    "as large as the step. Measure once above the old value and once below.")
NOT_RESTORED = (
    "The entry stays turned while the next one is measured, so every "
    "later slope is taken at another place. Put the old value back.")
HALF_WAY = (
    "The two points lie two steps apart, one above the old value and one "
    "below. Divide by the whole way between them, 2 * step.")
DIVIDED_AND_BACK = (
    "Python goes from left to right: / 2 * step divides by 2 and then "
    "multiplies by step. Write / (2 * step).")
ONLY_DOWN_DIVIDED = (
    "Division comes before the difference, so that only down is divided. "
    "Put the difference in parentheses: (up - down) / (2 * step).")
DEFAULT_STEP = (
    "1e-5 is the step only as long as nobody asks for another one. It is an "
    "argument: divide by 2 * step.")
MULTIPLIED = (
    "A slope is change per way, so the change is divided by 2 * step here, "
    "not multiplied.")
BOTH_ABOVE = (
    "Both points lie one step above the old value, and up and down are the "
    "same number. The second point lies below: old - step.")
NOT_DIVIDED = (
    "This is the change of E itself. A slope is change per way: divide by "
    "2 * step.")
INTEGERS = (
    "An array of whole numbers cannot hold 0.01: whatever is put into it "
    "is cut off to a whole number. Ask for a copy made of floats: "
    "np.array(w, dtype=float).")
FLOAT32 = (
    "float32 has about seven digits, and most of them are lost in up - "
    "down. Measure in float64, as dtype=float does.")
ALL_AT_ONCE = (
    "All entries were turned together, and that is one number for the whole "
    "array. Each entry needs a turn of its own.")
AS_IT_IS = (
    "An entry is turned from 0, not from where it stood. Add the step to "
    "the old value.")

NUMBER_OF_ENTRIES = (
    "That is the number of entries. The size that is meant is the largest "
    "slope, without its sign: np.max(np.abs(...)), in either array.")
CANCELLED = (
    "Entry by entry the two arrays are added here, and entries of opposite "
    "signs cancel. Look for the largest of each array, and take the larger "
    "of the two.")
STILL_AN_ARRAY = (
    "The size is still an array here. It should be one number: the "
    "largest, np.max.")
SIZES_FIRST = (
    "The largest entries are taken first and subtracted then: two gradients "
    "that differ in every sign would have no gap. Subtract entry by entry, "
    "then look for the largest.")
SUM_OF_GAPS = (
    "All the gaps are added up here, so that many small ones look like a "
    "large one. Look for the largest gap.")
SMALLER_SIZE = (
    "This is the smaller of the two sizes. If one gradient is all zeros, "
    "nothing is left to divide by. Take the larger.")
SIGNED = (
    "A gap below zero counts as none here. A slope can be too small as well "
    "as too large: take np.abs before the largest.")
ENTRY_BY_ENTRY = (
    "Each gap is divided by its own entry. Where both entries are 0 that is "
    "0 / 0, and where they are tiny it is all rounding. Divide the largest "
    "gap by the largest size in the whole array.")
ONLY_OURS = (
    "The size is taken from one of the two gradients alone. If that one is "
    "all zeros, nothing is left to divide by. Take the larger of both.")
NOT_RELATIVE = (
    "This is the gap itself. A gap of 0.01 is nothing beside slopes of 1000, "
    "and everything beside slopes of 0.02: divide by the size.")
MEAN_GAP = (
    "The mean over all entries hides one wrong entry among many right ones. "
    "Look for the largest gap.")
SUM_OF_SIZES = (
    "The two sizes are added here, so that the result is about half as "
    "large. Take the larger of the two.")
SIZE_SIGNED = (
    "The size is the largest entry without its sign: a gradient of "
    "[-5, 0.1] has the size 5. Take np.abs first.")

NO_X = (
    "A step in W[o, i] does not move a[o] by step, but by step * x[i]: the "
    "weight works through its input.")
NO_ABS_A = (
    "a[o] can lie on either side of the kink, below 0 as well as above. "
    "Compare its distance from 0, abs(a[o]).")
NO_ABS_X = (
    "With a negative input, step * x[i] is negative, and no distance is "
    "smaller than that. The way is step * abs(x[i]).")
W_FOR_X = (
    "a[o] moves by step times what W[o, i] is multiplied with, and that is "
    "x[i], not W[o, i].")
OUTSIDE = (
    "Turned round: this is True where the kink is out of reach. It lies "
    "inside where the distance is smaller than the way.")
WEIGHT_IS_0 = (
    "This asks how close the weight is to 0. The kink lies where a[o] is "
    "0, whatever the weight is.")
X_AT_A = (
    "x[i] stands on the wrong side: it does not make the distance larger, "
    "but the way. Compare abs(a[o]) with step * abs(x[i]).")
ON_THE_KINK = (
    "This is False everywhere: no a[o] stands exactly on 0. Asked is "
    "whether one step can carry it across.")
UP_ONLY = (
    "You turn up only; a step down can cross, too.")
DOWN_ONLY = (
    "You turn down only; a step up can cross, too.")
BOTH_WAYS = (
    "One turn goes one step up, and another one step down. Neither of them "
    "goes 2 * step.")
ALL_INPUTS = (
    "This lets all the inputs move a[o] together. Only one weight is turned "
    "at a time, and it works through its own x[i].")

UPHILL = (
    "The sign is turned round. A step goes downhill, after = before - rate "
    "* slope, so the slope is (before - after) / rate.")
NO_RATE = (
    "This is how far the weights have moved, rate * slope. Divide by the "
    "rate to get the slope.")
TIMES_RATE = (
    "The rate is in the way that the weights have gone already, once. "
    "Multiplying puts it in twice; divide.")
AFTER_FOR_SLOPE = (
    "The rate multiplies the slope, and not the weights. Solve after = "
    "before - rate * slope for the slope.")
RELATIVE_STEP = (
    "This is how far the weights have moved compared with their size. Asked "
    "for is the slope: after = before - rate * slope, solved for the slope.")


def label_exercise(solution, hints, clues):
    """An exercise with one word for an answer; `hints` has the wrong ones.

    Each wrong word becomes a known mistake, its hint says what would be
    seen if it were the right one.
    """
    name, right = solution.__name__, solution()
    number = name[-1]
    start = f'def {name}():\n    """What is wrong with exhibit {number}."""\n'
    return Exercise(
        solution,
        notebook="06",
        question=f"exhibit {number}: name the bug",
        outputs=[Output(name, choices=LABELS)],
        draw=no_arguments,
        call=word_of,
        blanks=[(f'return "{right}"', "return ...")],
        mistakes=[Mistake(f'return "{right}"', f'return "{wrong}"',
                          hint=hint) for wrong, hint in hints.items()]
        + [           Mistake(f'return "{right}"', f'return "{right}s"',
                   words=("choose from", "transpose, sign", "and bias")),
           Mistake(f'return "{right}"', f'print("{right}")', words="None")],
        variants=[
            f'{start}    label = "{right}"\n    return label\n',
            f"{start}    return LABELS[{LABELS.index(right)}]\n",
            f'{start}    return "{right[:2]}" + "{right[2:]}"\n',
            f'{start}    return "{right.capitalize()}"\n',
        ],
        hints=clues,
    )


EXERCISES = [
    Exercise(
        numerical_gradient,
        notebook="06",
        question="a numerical gradient, entry by entry",
        outputs=[Output("gradient")],
        draw=draw_knobs,
        numeric=numeric_knobs,
        blanks=[
            ("w = np.array(w, dtype=float)", "w = ..."),
            ("w[entry] = old - step", "w[entry] = ..."),
            ("w[entry] = old\n        gradient[entry] = "
             "(up - down) / (2 * step)",
             "w[entry] = ...\n        gradient[entry] = ..."),
        ],
        mistakes=[
            Mistake("w[entry] = old - step", "w[entry] = old",
                    "/ (2 * step)", "/ step",
                    hint=ONE_SIDED, words="one-sided"),
            Mistake("w[entry] = old - step", "w[entry] = old",
                    hint="The second point is the middle, and the division "
                    "is by two steps. Go one step below the old value, and "
                    "the way is two steps.", words="below"),
            Mistake("w[entry] = old\n        gradient", "gradient",
                    hint=NOT_RESTORED, words="put the old value back"),
            Mistake("(2 * step)", "step", hint=HALF_WAY, words="2 * step"),
            Mistake("(2 * step)", "2 * step",
                    hint=DIVIDED_AND_BACK, words="/ (2 * step)"),
            Mistake("(up - down) / (2 * step)", "up - down / (2 * step)",
                    hint=ONLY_DOWN_DIVIDED, words="parentheses"),
            Mistake("(up - down) / (2 * step)", "up - down / 2 * step",
                    hint=ONLY_DOWN_DIVIDED, words="parentheses"),
            Mistake("/ (2 * step)", "* (2 * step)",
                    hint=MULTIPLIED, words="per way"),
            Mistake("(2 * step)", "2e-5",
                    hint=DEFAULT_STEP, words="2 * step"),
            Mistake("(2 * step)", "2",
                    words="the factor step once too often"),
            Mistake("(up - down) / (2 * step)", "up - down",
                    hint=NOT_DIVIDED, words="change per way"),
            Mistake("(up - down)", "(down - up)", words="sign"),
            Mistake("np.array(w, dtype=float)", "np.asarray(w, dtype=float)",
                    "w[entry] = old\n        gradient", "gradient",
                    hint=NOT_RESTORED, words="put the old value back"),
            Mistake("np.array(w, dtype=float)", "w.copy()",
                    hint=INTEGERS, words="whole number"),
            Mistake("np.array(w, dtype=float)", "np.array(w)",
                    hint=INTEGERS, words="whole number"),
            Mistake("np.zeros(w.shape)", "np.zeros(w.shape, dtype=int)",
                    words="integer"),
            Mistake("dtype=float", "dtype=np.float32",
                    hint=FLOAT32, words="seven digits"),
            Mistake("w[entry] = old - step", "w[entry] = old + step",
                    hint=BOTH_ABOVE, words="below"),
            Mistake("w[entry] = old - step", "w[entry] = -step",
                    hint=AS_IT_IS, words="from 0"),
            Mistake(code="""
def numerical_gradient(E, w, step=1e-5):
    slope = (E(w + step) - E(w - step)) / (2 * step)
    return np.full(w.shape, slope)
""", hint=ALL_AT_ONCE, words="turn of its own"),
        ],
        variants=[
            """
def numerical_gradient(E, w, step=1e-5):
    gradient = np.zeros(w.shape)
    for entry in np.ndindex(w.shape):
        nudge = np.zeros(w.shape)
        nudge[entry] = step
        gradient[entry] = (E(w + nudge) - E(w - nudge)) / (2 * step)
    return gradient
""",
            """
def numerical_gradient(E, w, step=1e-5):
    flat = w.astype(float).ravel()
    slopes = []
    for k in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[k] += step
        down[k] -= step
        slopes.append((E(up.reshape(w.shape)) - E(down.reshape(w.shape)))
                      / 2 / step)
    return np.array(slopes).reshape(w.shape)
""",
            """
def numerical_gradient(E, w, step=1e-5):
    w, gradient = w * 1.0, np.empty(w.shape)
    for entry, old in np.ndenumerate(w.copy()):
        for sign in (1, -1):
            w[entry] = old + sign * step
            gradient[entry] = (E(w) if sign > 0
                               else (gradient[entry] - E(w)) / (2 * step))
        w[entry] = old
    return gradient
""",
        ],
        hints=[
            "It is the knob of notebook 05: up, measure, down, measure, back "
            "to where it was. Think first about whose array is turned.",
            "The caller's w must stay as it is, and it may be made of whole "
            "numbers: np.array(w, dtype=float) is a copy made of floats.",
            "The points are old + step and old - step. Then w[entry] = old "
            "again, and the slope is (up - down) / (2 * step).",
        ],
    ),
    Exercise(
        relative_error,
        notebook="06",
        question="how far two gradients are apart, as a share",
        outputs=[Output("error", "a number")],
        draw=draw_gradients,
        seeds=(1, 2, 5, 7, 9, 11, 14),  # one of each kind
        blanks=[
            "np.max(np.abs(ours - numerical))",
            "max(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
        ],
        mistakes=[
            Mistake("np.max(np.abs(ours - numerical))",
                    "np.max(ours - numerical)",
                    hint=SIGNED, words="below zero"),
            Mistake("np.max(np.abs(ours - numerical))",
                    "np.abs(np.max(ours - numerical))",
                    hint=SIGNED, words="below zero"),
            Mistake("np.max(np.abs(ours - numerical))",
                    "np.abs(np.max(ours) - np.max(numerical))",
                    hint=SIZES_FIRST, words="entry by entry"),
            Mistake("np.max(np.abs(ours - numerical))",
                    "np.abs(np.max(np.abs(ours)) - np.max(np.abs(numerical)))",
                    hint=SIZES_FIRST, words="entry by entry"),
            Mistake("np.max(np.abs(ours - numerical))",
                    "np.sum(np.abs(ours - numerical))",
                    hint=SUM_OF_GAPS, words="added up"),
            Mistake("np.max(np.abs(ours - numerical))",
                    "np.mean(np.abs(ours - numerical))",
                    hint=MEAN_GAP, words="mean"),
            Mistake("max(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
                    "np.max(np.abs(ours))",
                    hint=ONLY_OURS, words="larger of both"),
            Mistake("max(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
                    "np.max(np.abs(numerical))",
                    hint=ONLY_OURS, words="larger of both"),
            Mistake("max(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
                    "np.max(np.abs(ours)) + np.max(np.abs(numerical))",
                    hint=SUM_OF_SIZES, words="added"),
            Mistake("max(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
                    "ours.size",
                    hint=NUMBER_OF_ENTRIES, words="number of entries"),
            Mistake("max(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
                    "np.max(np.abs(ours + numerical))",
                    hint=CANCELLED, words="cancel"),
            Mistake("max(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
                    "min(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
                    hint=SMALLER_SIZE, words="take the larger"),
            Mistake("max(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
                    "np.abs(ours)",
                    hint=STILL_AN_ARRAY, words="one number"),
            Mistake("max(np.max(np.abs(ours)), np.max(np.abs(numerical)))",
                    "max(np.max(ours), np.max(numerical))",
                    hint=SIZE_SIGNED, words="without its sign"),
            Mistake("return gap / size", "return gap",
                    hint=NOT_RELATIVE, words="divide by the size"),
            Mistake(code="""
def relative_error(ours, numerical):
    size = np.maximum(np.abs(ours), np.abs(numerical))
    with np.errstate(all="ignore"):
        return np.max(np.abs(ours - numerical) / size)
""", hint=ENTRY_BY_ENTRY, words="0 / 0"),
            Mistake(code="""
def relative_error(ours, numerical):
    size = np.maximum(np.abs(ours), np.abs(numerical))
    size[size == 0] = 1
    return np.max(np.abs(ours - numerical) / size)
""", hint=ENTRY_BY_ENTRY, words="whole array"),
        ],
        variants=[
            """
def relative_error(ours, numerical):
    gap = abs(ours - numerical).max()
    size = np.abs([ours, numerical]).max()
    return gap / size if size else 0.0
""",
            """
def relative_error(ours, numerical):
    gaps = [abs(p - q) for p, q in zip(ours.flat, numerical.flat)]
    sizes = [max(abs(p), abs(q)) for p, q in zip(ours.flat, numerical.flat)]
    return max(gaps) / max(max(sizes), 1e-300)
""",
            """
def relative_error(ours, numerical):
    both = np.hstack([ours.ravel(), numerical.ravel()])
    if not both.any():
        return 0.0
    size = np.linalg.norm(both, np.inf)
    return np.linalg.norm((ours - numerical).ravel(), np.inf) / size
""",
        ],
        hints=[
            "Two numbers: how far the worst entry is off, and how large "
            "slopes are here at all.",
            "The worst entry can be off in either direction, so the sign "
            "has to go before the largest is taken: np.abs, then np.max.",
            "gap = np.max(np.abs(ours - numerical)), and size is the larger "
            "one of np.max(np.abs(ours)) and np.max(np.abs(numerical)).",
        ],
    ),
    Exercise(
        kink_inside,
        notebook="06",
        question="which weights have a kink within the step",
        outputs=[Output("inside", "[num_outputs, num_inputs]")],
        draw=draw_kinks,
        blanks=["abs(a[o]) < step * abs(x[i])"],
        mistakes=[
            Mistake("step * abs(x[i])", "step", hint=NO_X,
                    words="through its input"),
            Mistake("abs(a[o]) < step * abs(x[i])", "a[o] < step * abs(x[i])",
                    hint=NO_ABS_A, words="either side"),
            Mistake("step * abs(x[i])", "step * x[i]",
                    hint=NO_ABS_X, words="negative input"),
            Mistake("abs(a[o]) < step * abs(x[i])", "a[o] < step * x[i]",
                    hint=NO_ABS_A, words="either side"),
            Mistake("step * abs(x[i])", "step * abs(W[o, i])",
                    hint=W_FOR_X, words="not W[o, i]"),
            Mistake("step * abs(x[i])", "step * abs(W[o, i] * x[i])",
                    hint=W_FOR_X, words="not W[o, i]"),
            Mistake("abs(a[o]) < step * abs(x[i])", "a[o] < step",
                    hint=NO_ABS_A, words="either side"),
            Mistake("abs(a[o]) < step * abs(x[i])", "abs(W[o, i]) < step",
                    hint=WEIGHT_IS_0, words="where a[o] is 0"),
            Mistake("abs(a[o]) < step * abs(x[i])",
                    "abs(W[o, i] * x[i]) < step",
                    hint=WEIGHT_IS_0, words="where a[o] is 0"),
            Mistake("abs(a[o]) < step * abs(x[i])", "abs(a[o] * x[i]) < step",
                    hint=X_AT_A, words="wrong side"),
            Mistake("abs(a[o]) < step * abs(x[i])", "a[o] == 0",
                    hint=ON_THE_KINK, words="carry it across"),
            Mistake("abs(a[o]) < step * abs(x[i])",
                    "(a[o] + step * x[i]) * a[o] < 0",
                    hint=UP_ONLY, words="a step down can cross, too"),
            Mistake("abs(a[o]) < step * abs(x[i])",
                    "(a[o] - step * x[i]) * a[o] < 0",
                    hint=DOWN_ONLY, words="a step up can cross, too"),
            Mistake("abs(a[o]) < step * abs(x[i])",
                    "abs(b[o]) < step * abs(x[i])",
                    words="should be"),
            Mistake("abs(a[o]) <", "abs(a[o]) >",
                    hint=OUTSIDE, words="out of reach"),
            Mistake("step * abs(x[i])", "2 * step * abs(x[i])",
                    hint=BOTH_WAYS, words="2 * step"),
            Mistake("step * abs(x[i])", "step * np.abs(x).sum()",
                    hint=ALL_INPUTS, words="one weight"),
        ],
        variants=[
            """
def kink_inside(x, W, b, step):
    return np.abs(W @ x + b)[:, np.newaxis] < step * np.abs(x)
""",
            """
def kink_inside(x, W, b, step):
    a = W @ x + b
    way = np.outer(np.ones(len(a)), step * x)
    return (a[:, np.newaxis] + way) * (a[:, np.newaxis] - way) < 0
""",
            """
def kink_inside(x, W, b, step):
    inside = np.zeros(W.shape, dtype=bool)
    for (o, i), w in np.ndenumerate(W):
        ends = []
        for turned in (w - step, w + step):
            row = W[o].copy()
            row[i] = turned
            ends.append(row @ x + b[o])
        inside[o, i] = min(ends) < 0 < max(ends)
    return inside
""",
        ],
        hints=[
            "Two lengths to compare: how far a[o] is from the kink, and how "
            "far a turn of W[o, i] by one step can carry it.",
            "The kink is at 0, so the distance is abs(a[o]). And W[o, i] "
            "works through x[i].",
            "a[o] moves by step * x[i], up or down, so the kink is inside "
            "where abs(a[o]) < step * abs(x[i]).",
        ],
    ),
    label_exercise(label_1, {
        "transpose": "With a transpose missing the shapes would not fit: "
        "all sizes are different here. And one row of W1 agrees in all its "
        "digits.",
        "sign": "A wrong sign would show as measured numbers that are the "
        "claimed ones times -1. Here they are 0, or equal.",
        "factor": "A lost factor would show as one and the same ratio "
        "wherever the two disagree. Here the measured slope is 0.",
        "mean": "A mean that is missing would make all four arrays too "
        "large, by the same factor. Here W2 and b2 agree.",
        "overwritten": "Overwriting loses one contribution of two, and "
        "leaves too little. Here there is too much: a slope where there "
        "should be none.",
        "order": "exhibit.gradients() moves no weight at all. Look at which "
        "rows of W1 disagree, and what is measured there.",
        "bias": "b1 does get a gradient, and it is wrong in the same units "
        "as W1. What do those units have in common?",
    }, [
        "Look at the rows that disagree. A row belongs to a hidden unit. "
        "What does turning the weights of these units change?",
        "Nothing: their measured slopes are 0. These units are switched "
        "off, and yet the way back goes through them.",
        "ReLU lets slopes through where the unit is on. That pattern of on "
        "and off is called a mask, and here it is wrong.",
    ]),
    label_exercise(label_2, {
        "transpose": "With a transpose missing the shapes would not fit: "
        "all sizes are different here. And each number is a fixed share of "
        "the measured one.",
        "sign": "The signs agree in every entry. Divide the measured "
        "slopes by the claimed ones.",
        "mask": "The zeros are where they should be: units that were "
        "switched off get no slope in either picture. Look at the others.",
        "mean": "A mean that is missing would change all four arrays, from "
        "the top down. Here W2 and b2 agree, so the loss happens on the "
        "way from W2 to W1.",
        "overwritten": "A lost contribution would leave different shares in "
        "different entries. Here the ratio is the same everywhere.",
        "order": "exhibit.gradients() moves no weight at all. Divide the "
        "measured slopes by the claimed ones.",
        "bias": "b1 does get a gradient, and it is off by the same ratio as "
        "W1.",
    }, [
        "Divide the measured slopes by the claimed ones, where they are "
        "not 0.",
        "The ratio is 2 for every weight below the dropout, and 1 above it. "
        "What does the forward pass do to the units that stay on?",
        "It doubles them. On the way back that factor 2 is missing.",
    ]),
    label_exercise(label_3, {
        "transpose": "With a transpose missing the shapes would not fit: "
        "all sizes are different here. And each number is the same multiple "
        "of the measured one.",
        "sign": "The signs agree in every entry.",
        "mask": "There is no unit that is off here, logistic units never "
        "are. And all four arrays disagree, the topmost too.",
        "factor": "The ratio is the same in all four arrays, b2 included, so "
        "it is there before the way back begins. Compare the error itself "
        "with what starts the way back.",
        "overwritten": "If one of six instances had replaced the others, "
        "the ratio would differ from entry to entry.",
        "order": "exhibit.gradients() moves no weight at all. Look at the "
        "ratio.",
        "bias": "The biases get a gradient, too large by the same factor as "
        "everything else.",
    }, [
        "All four arrays are off by the same factor. Which of the sizes of "
        "this network is it?",
        "Five is num_outputs. There are six instances, and by their number "
        "both sides have been divided.",
        "E is a mean over instances and outputs, its gradient was divided "
        "by the instances alone.",
    ]),
    label_exercise(label_4, {
        "transpose": "W has four rows, A and B have four columns, and every "
        "size is different here: a missing transpose would not even run.",
        "sign": "Some signs agree and some do not. A wrong sign in one "
        "head's share would show 2.00 with the other head cut off. Here it "
        "is 1.00.",
        "mask": "Nothing is 0 here, in neither of the two pictures.",
        "factor": "There is no ratio that fits all rows of W.",
        "mean": "A and B, at the top, agree. The loss happens below them.",
        "order": "exhibit.gradients() moves no weight at all. What does the "
        "experiment with A = 0 say?",
        "bias": "b does get a gradient, wrong in the same way as W.",
    }, [
        "The arrays of both heads are right. What lies below gets its "
        "slopes from both. Does it?",
        "With A = 0 only B sends something down, and the claim is right. "
        "So what B sends arrives. And what A sends?",
        "The two contributions should be added. B's replaces A's.",
    ]),
    Exercise(
        slope_used,
        notebook="06",
        question="the slope that a step of learning has used",
        outputs=[Output("slope")],
        draw=draw_step,
        blanks=["(before - after) / rate"],
        mistakes=[
            Mistake("before - after", "after - before",
                    hint=UPHILL, words="downhill"),
            Mistake("(before - after) / rate", "before - after",
                    hint=NO_RATE, words="divide by the rate"),
            Mistake("(before - after) / rate", "after - before",
                    hint=UPHILL, words="downhill"),
            Mistake("(before - after) / rate", "(before - after) * rate",
                    hint=TIMES_RATE, words="twice"),
            Mistake("(before - after) / rate", "(after - before) * rate",
                    hint=UPHILL, words="downhill"),
            Mistake("(before - after) / rate", "before - rate * after",
                    hint=AFTER_FOR_SLOPE, words="solve"),
            Mistake("(before - after) / rate", "(before - after) / before",
                    hint=RELATIVE_STEP, words="compared with their size"),
            Mistake("(before - after) / rate", "before - after / rate",
                    hint="The division comes before the difference here, as "
                    "in school. Put the difference in parentheses.",
                    words="parentheses"),
            Mistake("(before - after) / rate", "np.abs(before - after) / rate",
                    hint="A slope has a sign, and np.abs takes it away.",
                    words="sign"),
        ],
        variants=[
            """
def slope_used(before, after, rate):
    return -(after - before) / rate
""",
            """
def slope_used(before, after, rate):
    return before / rate - after / rate
""",
            """
def slope_used(before, after, rate):
    slope = np.zeros_like(before)
    for entry in np.ndindex(before.shape):
        slope[entry] = (before[entry] - after[entry]) / rate
    return slope
""",
        ],
        hints=[
            "Write the step down as it was made: after = before - ...",
            "after = before - rate * slope. Solve it for the slope.",
            "rate * slope = before - after, so divide the difference by the "
            "rate.",
        ],
    ),
    label_exercise(label_5, {
        "transpose": "W1 and W2 used the right slopes, row by row.",
        "sign": "A wrong sign would show as -1 times the slope. What is "
        "used here is 0.",
        "mask": "A wrong mask would show in rows of W1, and W1 is right.",
        "factor": "A lost factor leaves a share of the slope. Here nothing "
        "is left of it.",
        "mean": "A wrong mean would change all four arrays by one factor.",
        "overwritten": "W1 and W2 are right, and they could not be if a "
        "contribution had got lost.",
        "order": "In a wrong order some slopes would be a little off. Here "
        "two arrays have used exactly 0.",
    }, [
        "Which of the arrays have used a wrong slope? And what slope is it?",
        "The slope that they used is 0: they have not moved at all.",
        "Both of them are biases.",
    ]),
    label_exercise(label_6, {
        "transpose": "With a transpose missing the shapes would not fit: "
        "all sizes are different here. And the gap shrinks with the rate.",
        "sign": "A wrong sign is off by 2 at any rate. Here the gap is 16 % "
        "at the rate 1, and 1.6 % at a tenth of it.",
        "mask": "Logistic units are never off. And a wrong mask would not "
        "care about the rate.",
        "factor": "A lost factor would stay the same at any rate.",
        "mean": "A wrong mean would change all four arrays, and W2 is "
        "right.",
        "overwritten": "A lost contribution would be lost at any rate.",
        "bias": "The biases have moved: b2 has used the right slope, and b1 "
        "is off as W1 is.",
    }, [
        "W2 and b2 are right, W1 and b1 are not. And the gap is ten times "
        "smaller when the rate is.",
        "Something on the way to W1 has already moved by the rate times its "
        "slope. What lies on that way?",
        "W2: it had been updated before the delta of the hidden layer was "
        "computed with it.",
    ]),
]
