"""The exercises of notebook 11, Starts and momentum."""

import numpy as np

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes


def spread_of_weights(num_inputs, num_outputs):
    """Spreads that keep signal, gradient, a bit of both."""
    keeps_signal = 1 / np.sqrt(num_inputs)
    keeps_gradient = 1 / np.sqrt(num_outputs)
    compromise = np.sqrt(2 / (num_inputs + num_outputs))
    return keeps_signal, keeps_gradient, compromise


def draw_sizes(rng):
    return tuple(different_sizes(rng, 2, 3, 400))


def best_rate(flat, steep):
    """The rate at which the slower direction is fastest."""
    return 2 / (flat + steep)


def draw_curvatures(rng):
    flat = float(rng.uniform(0.2, 3))
    return flat, flat * float(rng.uniform(4, 60))


def momentum_step(W, velocity, dEdW, learning_rate, momentum):
    """Change the velocity, and then W by it, both in place."""
    velocity *= momentum
    velocity -= learning_rate * dEdW
    W += velocity


def draw_step(rng):
    shape = different_sizes(rng, 2)
    return (*rng.normal(size=(3, *shape)), float(rng.uniform(0.05, 0.4)),
            float(rng.uniform(0.5, 0.9)))


def run_step(momentum_step, W, velocity, dEdW, learning_rate, momentum):
    momentum_step(W, velocity, dEdW, learning_rate, momentum)
    return velocity, W


MEAN = "np.sqrt(2 / (num_inputs + num_outputs))"
OLD, NEW, MOVE = ("velocity *= momentum", "velocity -= learning_rate * dEdW",
                  "W += velocity")

EXERCISES = [
    Exercise(
        spread_of_weights,
        question="how widely the first weights of a layer are spread",
        outputs=[Output(name, "a number") for name in (
            "keeps_signal", "keeps_gradient", "compromise")],
        draw=draw_sizes,
        blanks=["1 / np.sqrt(num_inputs)", "1 / np.sqrt(num_outputs)", MEAN],
        mistakes=[
            Mistake(MEAN, "(keeps_signal + keeps_gradient) / 2",
                    hint="This is the mean of the two spreads. The "
                    "compromise is one over the mean of num_inputs and "
                    "num_outputs, as a variance.")],
        hints=["With 100 inputs 0.1 was right: 100 terms with a variance of "
               "0.01 make a sum with a variance of 1. And with n terms?",
               "dEdX = Deltas @ W adds up one term for each output: the same "
               "rule, with num_outputs."]),
    Exercise(
        best_rate, question="the best rate in a narrow valley",
        outputs=[Output("rate", "a number")],
        draw=draw_curvatures,
        blanks=["2 / (flat + steep)"],
        mistakes=[
            Mistake("2 / (flat + steep)", "1 / steep",
                    hint="Here the steep direction arrives at once, but the "
                    "flat one decides: a larger rate is better for it."),
            Mistake("2 / (flat + steep)", "2 / steep",
                    hint="At this rate the steep direction jumps from side "
                    "to side for ever: its factor is -1.")],
        hints=["The factors are 1 - rate * flat and 1 - rate * steep. At the "
               "best rate one is above 0 and the other below.",
               "As long as one has the larger size, a change of the rate "
               "helps. At the best rate both sizes are the same.",
               "Solve 1 - rate * flat = rate * steep - 1 for rate."]),
    Exercise(
        momentum_step, question="a step that remembers the steps before",
        outputs=[Output("velocity"), Output("W", last=True)],
        call=run_step, draw=draw_step,
        blanks=[(OLD, "..."), (NEW, "..."), (MOVE, "...")],
        mistakes=[
            Mistake(NEW, "velocity += dEdW",
                    MOVE, "W -= learning_rate * velocity",
                    hint="This is momentum as PyTorch writes it: the "
                    "velocity gathers slopes, and the rate comes in with "
                    "the move. Ours is the step itself."),
            Mistake(NEW, "velocity -= (1 - momentum) * learning_rate * dEdW",
                    hint="This is the mean of the last steps, no longer than "
                    "one of them. Here steps that agree add up."),
            Mistake(MOVE, "W += momentum * velocity - learning_rate * dEdW",
                    hint="This is Nesterov's momentum, which looks one step "
                    "ahead. Here W moves by its velocity alone.")],
        hints=["Keep a part of the velocity, push it downhill, and move.",
               "Change the arrays themselves, with *=, -= and +=. The push is "
               "the old step: learning_rate times the slope, downhill."]),
]
