"""The exercises of notebook 06, Trust, but check."""
import numpy as np

from mlp_helpers.course.museum import LABELS

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes, finite_differences
from .sources import make_function

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
    factor = {"equal": 1, "far": -3, "too small": 0.25}.get(
        kind, rng.uniform(0.9, 1.2, size=shape))
    ours = factor * numerical
    if kind == "near":  # but for a tiny entry, and the largest of ours
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
    reach = np.abs(W @ x + b)[:, np.newaxis] / np.abs(np.delete(x, zero))
    return x, W, b, 1.001 * float(np.median(reach))


def slope_used(before, after, rate):
    """The slope that a step of learning must have used."""
    return (before - after) / rate


def draw_step(rng):
    before = rng.normal(size=different_sizes(rng, 2))
    after = before + rng.normal(size=before.shape)
    return before, after, rng.uniform(0.05, 0.5)


def word_of(label):
    """The word that a label says, whether it is shouted or not."""
    word = label()
    return word.strip().lower() if isinstance(word, str) else word


GAP = "np.max(np.abs(ours - numerical))"
SIZE = "max(np.max(np.abs(ours)), np.max(np.abs(numerical)))"

WOULD_SHOW = {  # what one would see if this word were the right one
    "transpose": "Without a transpose it would not run: all sizes differ.",
    "sign": "A wrong sign would show as -1 times the measured slope.",
    "mask": "A wrong mask shows in whole rows: 0 claimed, or 0 measured.",
    "factor": "A lost factor shows as one and the same ratio at any rate, "
    "and only below the place where it is lost.",
    "mean": "A wrong mean would change every array by the same factor.",
    "overwritten": "An overwritten contribution leaves other ratios in other "
    "entries, at any rate.",
    "order": "A wrong order shows in a step alone, as a gap that shrinks with "
    "the rate. exhibit.gradients() moves no weight.",
    "bias": "Forgotten biases would have used a slope of exactly 0.",
}


def label_exercise(number, right, hints):
    """An exercise with one word for an answer."""
    name = f"label_{number}"
    return Exercise(
        make_function(f"""def {name}():
    \"\"\"What is wrong with exhibit {number}.\"\"\"
    return "{right}"
""", name, globals(), f"exhibit {number}"),
        question=f"exhibit {number}: name the bug",
        outputs=[Output(name, choices=LABELS)],
        draw=lambda rng: (),
        call=word_of,
        blanks=[(f'return "{right}"', "return ...")],
        mistakes=[Mistake(f'return "{right}"', f'return "{wrong}"', hint=hint)
                  for wrong, hint in WOULD_SHOW.items() if wrong != right],
        hints=hints,
    )


EXERCISES = [
    Exercise(
        numerical_gradient,
        question="a numerical gradient, entry by entry",
        outputs=[Output("gradient")],
        draw=draw_knobs,
        numeric=lambda E, w, step: finite_differences(E, w, step=step),
        blanks=[
            ("w = np.array(w, dtype=float)", "w = ..."),
            ("w[entry] = old - step", "w[entry] = ..."),
            ("w[entry] = old\n        gradient[entry] = "
             "(up - down) / (2 * step)",
             "w[entry] = ...\n        gradient[entry] = ..."),
        ],
        mistakes=[
            *[Mistake("(up - down) / (2 * step)", slope,
                      hint="Only down is divided here. Put the difference in "
                      "parentheses: (up - down) / (2 * step).")
              for slope in ("up - down / (2 * step)", "up - down / 2 * step")],
            Mistake("(2 * step)", "2e-5",
                    hint="step is an argument, and not always 1e-5."),
            Mistake("dtype=float", "dtype=np.float32",
                    hint="float32 has about seven digits, and up - down "
                    "loses most of them. Measure in float64: dtype=float."),
            Mistake(code="""
def numerical_gradient(E, w, step=1e-5):
    slope = (E(w + step) - E(w - step)) / (2 * step)
    return np.full(w.shape, slope)
""", hint="All entries are turned together. Turn each entry on its own."),
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
        question="how far two gradients are apart, as a share",
        outputs=[Output("error", "a number")],
        draw=draw_gradients,
        seeds=(1, 2, 5, 7, 9, 11, 14),  # one of each kind
        blanks=[GAP, SIZE],
        mistakes=[
            Mistake(GAP, "np.abs(np.max(ours) - np.max(numerical))",
                    hint="Two gradients that differ everywhere can have the "
                    "same largest entry. Subtract first, entry by entry."),
            *[Mistake(GAP, GAP.replace("max", name),
                      hint="In a mean, one wrong entry hides among many right "
                      "ones, and in a sum many small gaps look like a large "
                      "one. Look for the largest gap.")
              for name in ("mean", "sum")],
            *[Mistake(SIZE, size,
                      hint="Take the larger of the two sizes: if one gradient "
                      "is all zeros, the other is left to divide by.")
              for size in ("np.max(np.abs(ours))", "np.max(np.abs(numerical))",
                           f"min({SIZE[4:-1]})")],
            Mistake(SIZE, "np.abs(ours)",
                    hint="size should be one number: the largest, np.max."),
            Mistake(SIZE, "max(np.max(ours), np.max(numerical))",
                    hint="The size is the largest entry without its sign: "
                    "[-5, 0.1] has the size 5. Take np.abs first."),
            Mistake("return gap / size", "return gap",
                    hint="A gap of 0.01 is nothing beside slopes of 1000, and "
                    "much beside slopes of 0.02: divide by the size."),
            *[Mistake(code=f"""
def relative_error(ours, numerical):
    size = np.maximum(np.abs(ours), np.abs(numerical))
    with np.errstate(all="ignore"):
        return np.max(np.abs(ours - numerical) / {size})
""", hint="Each gap is divided by its own entry. Where both entries are 0 "
                      "that is 0 / 0, and where they are tiny it is all "
                      "rounding. Divide the largest gap by the largest size.")
              for size in ("size", "(size + (size == 0))")],
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
        question="which weights have a kink within the step",
        outputs=[Output("inside", "[num_outputs, num_inputs]")],
        draw=draw_kinks,
        blanks=["abs(a[o]) < step * abs(x[i])"],
        mistakes=[
            *[Mistake("abs(a[o]) < step * abs(x[i])", crosses,
                      hint="a[o] can lie on either side of 0, and W[o, i] is "
                      "turned both ways. So compare two lengths: how far a[o] "
                      "is from 0, and how far one step can carry it through "
                      "x[i].")
              for crosses in ("a[o] < step * x[i]",
                              "abs(a[o]) < step * abs(W[o, i])",
                              "(a[o] + step * x[i]) * a[o] < 0",
                              "(a[o] - step * x[i]) * a[o] < 0")],
        ],
        hints=[
            "Two lengths to compare: how far a[o] is from the kink, and how "
            "far a turn of W[o, i] by one step can carry it.",
            "The kink is at 0: abs(a[o]). And W[o, i] works through x[i].",
            "a[o] moves by step * x[i], up or down, so the kink is inside "
            "where abs(a[o]) < step * abs(x[i]).",
        ],
    ),
    label_exercise(1, "mask", [
        "What does turning the weights of the rows that disagree change?",
        "Nothing: these units are off, and yet slopes come through them.",
        "Where a ReLU is off no slope goes through: its mask is wrong.",
    ]),
    label_exercise(2, "factor", [
        "Divide the measured slopes by the claimed ones that are not 0.",
        "The ratio is 2 below the dropout, and 1 above it. What does the "
        "forward pass do to the units that stay on?",
        "It doubles them. On the way back that factor 2 is missing.",
    ]),
    label_exercise(3, "mean", [
        "All arrays are off by one factor. Which size of the network is it?",
        "Five is num_outputs. Both sides are divided by num_instances.",
        "E is a mean over instances and outputs. Its gradient was divided "
        "by the instances alone.",
    ]),
    label_exercise(4, "overwritten", [
        "The arrays of both heads are right. Does W get slopes from both?",
        "With A = 0 the claim is right: what B sends arrives. And what A "
        "sends?",
        "The two contributions should be added. B's replaces A's.",
    ]),
    Exercise(
        slope_used,
        question="the slope that a step of learning has used",
        outputs=[Output("slope")],
        draw=draw_step,
        blanks=["(before - after) / rate"],
        mistakes=[
            Mistake("(before - after) / rate", "before - rate * after",
                    hint="The rate multiplies the slope, not the weights. "
                    "Solve after = before - rate * slope for the slope."),
            Mistake("(before - after) / rate", "before - after / rate",
                    hint="Division comes first: put the difference in "
                    "parentheses."),
        ],
        hints=[
            "Write the step down as it was made: after = before - ...",
            "after = before - rate * slope. Solve it for the slope.",
            "rate * slope is before - after: divide that by the rate.",
        ],
    ),
    label_exercise(5, "bias", [
        "Which of the arrays have used a wrong slope? And what slope is it?",
        "The slope that they used is 0: they have not moved at all.",
        "Both of them are biases.",
    ]),
    label_exercise(6, "order", [
        "W1 and b1 are wrong, and the gap shrinks with the rate.",
        "Something on the way to W1 has already moved by rate * slope. What?",
        "W2: it was updated before the hidden layer's delta was computed.",
    ]),
]
