"""The exercises of notebook 06, Trust, but check."""
import numpy as np

# The exhibits, repaired here, call the activations.
from mlp_helpers.activations import logistic, relu  # noqa: F401
from mlp_helpers.course import museum

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes
from .sources import edit, make_function, source_of
from .words import TWO_LAYERS


def numerical_gradient(E, w, h=1e-5):
    """How E changes with each entry of w, measured."""
    gradient = np.zeros(w.shape)
    for entry in np.ndindex(w.shape):
        old = w[entry]
        w[entry] = old + h
        up = E(w)
        w[entry] = old - h
        down = E(w)
        w[entry] = old
        gradient[entry] = (up - down) / (2 * h)
    return gradient


def draw_knobs(rng):
    """An error in which every entry meets every other."""
    rows, columns = different_sizes(rng, 2, high=4)
    shape = (rows,) if rng.integers(2) else (rows, columns)
    w = rng.normal(size=shape)
    c, d = rng.uniform(0.5, 1.5, size=(2, *shape))
    c.flat[::2] *= -4  # slopes of both signs

    def E(w):
        return np.sum(c * np.exp(0.4 * w)) + np.sum(d * w) ** 3 / 10

    return E, w, rng.uniform(0.01, 0.03)


def draw_network(rng):
    """An instance and two layers, with hidden units that are on and off."""
    num_inputs, num_hidden, num_outputs = different_sizes(rng, 3, low=3)
    W1 = rng.normal(size=(num_hidden, num_inputs))
    b1 = rng.normal(size=num_hidden)
    x = rng.normal(size=num_inputs)
    b1[:2] = [1.0, -1.0] - W1[:2] @ x  # one is on, one is off
    return (x, rng.normal(size=num_outputs), W1, b1,
            rng.normal(size=(num_outputs, num_hidden)),
            rng.normal(size=num_outputs))


def repair(faulty, *edits, hints, **settings):
    """An exercise that begins with an exhibit of the museum."""
    name = faulty.__name__
    before = "dEd" if "backprop" in name else ""
    source = edit(source_of(faulty), edits, name)
    return Exercise(
        make_function(source, name, globals(), f"{name} repaired"),
        question=f"exhibit {name[-1]}: find the fault and repair it",
        outputs=[Output(before + array, shape)
                 for array, shape in TWO_LAYERS.items()],
        draw=draw_network if before else lambda rng: (
            *draw_network(rng), rng.uniform(0.1, 0.5)),
        shapes={"t": "[num_outputs]", **TWO_LAYERS},
        faulty=faulty, hints=hints, **settings)


DELTA1 = "delta1 = logistic.gd(y1) * (W2.T @ delta2)"

EXERCISES = [
    Exercise(
        numerical_gradient, question="a numerical gradient, entry by entry",
        outputs=[Output("gradient")],
        draw=draw_knobs, slopes=True,
        blanks=[
            ("w[entry] = old + h up = E(w) w[entry] = old - h down = E(w) "
             "w[entry] = old gradient[entry] = (up - down) / (2 * h)",
             "...\n        gradient[entry] = ...")],
        mistakes=[
            Mistake("(2 * h)", "2e-5",
                    hint="h is an argument, and not always 1e-5."),
            Mistake(code="""
def numerical_gradient(E, w, h=1e-5):
    slope = (E(w + h) - E(w - h)) / (2 * h)
    return np.full(w.shape, slope)
""", hint="All entries are turned together. Turn each entry on its own.")],
        hints=["One knob at a time: up, measure, down, measure, back to where "
               "it was.",
               "Turning a knob up is w[entry] = old + h. Measuring is up = "
               "E(w)."]),
    repair(
        museum.backprop_a, (">=", ">"),
        slopes=True,
        hints=[
            "The rows that disagree are measured as 0: these units are off. "
            "Which line should have stopped their slopes?",
            "A unit that is off has y1 = 0. What does y1 >= 0 say about it?"]),
    repair(
        museum.backprop_b, ("dEdy1 = W2[k]", "dEdy1 += W2[k]"),
        slopes=True,
        hints=["W1 and b1 disagree, W2 and b2 do not. Which line passes the "
               "slopes on from the outputs to the hidden units?",
               "Follow dEdy1 through the loop. What is in it after the first "
               "round, and what after the second?"]),
    repair(
        museum.step_c,
        ("return W1", "b1 = b1 - rate * delta1\n    b2 = b2 - rate * delta2\n"
         "    return W1"),
        hints=[
            "Two of the four arrays have used the slope 0. Which two, and "
            "what happens to them in these lines?",
            "Nothing happens to b1 and b2. Which slope belongs to a bias?"]),
    repair(
        museum.step_d, (f"{DELTA1}\n    W1", "W1"),
        ("W2 = W2 -", f"{DELTA1}\n    W2 = W2 -"),
        mistakes=[
            Mistake(f"{DELTA1}\n    W2", "W2",
                    "W1 = W1 -", f"{DELTA1} + rate * delta2.sum()\n    W1 =",
                    hint="Nothing has to be taken back: compute everything "
                    "with the old weights first.")],
        hints=["W1 and b1 have used slopes that depend on the rate. What on "
               "the way to them has moved by then?",
               "delta1 is computed with W2. Which W2 is it at that line?",
               "All slopes belong to the old weights: compute delta1 before "
               "W2 moves."]),
]
