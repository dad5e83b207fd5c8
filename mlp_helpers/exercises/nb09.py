"""The exercises of notebook 09, Why batches are fast."""

import numpy as np

from mlp_helpers.activations import logistic, relu, tanh

from .exercise import Exercise, Mistake, Output
from .numeric import different_sizes


def input_by_input(X, W):
    """X @ W.T, with a loop over the inputs and no other."""
    A = np.zeros((len(X), len(W)))
    for i in range(X.shape[1]):
        A += np.outer(X[:, i], W[:, i])
    return A


def draw_product(rng, square=False):
    num_instances, num_inputs, num_outputs = (
        (4, 4, 4) if square else different_sizes(rng, 3))
    return (rng.normal(size=(num_instances, num_inputs)),
            rng.normal(size=(num_outputs, num_inputs)))


def work(num_instances, num_inputs, num_outputs):
    """The multiply-adds of X @ W.T, and the bytes that it moves."""
    multiply_adds = num_instances * num_inputs * num_outputs
    numbers_in_X = num_instances * num_inputs
    numbers_in_W = num_outputs * num_inputs
    numbers_in_A = num_instances * num_outputs
    numbers = numbers_in_X + numbers_in_W + numbers_in_A
    return multiply_adds, 8 * numbers


def forward_many(X, W, b, g):
    """The forward pass of a layer in many nets, the same X for all."""
    W_T = W.mT             # [num_nets, num_inputs, num_outputs]
    b = b[:, np.newaxis]   # [num_nets, 1, num_outputs]
    return g(X @ W_T + b)  # [num_nets, num_instances, num_outputs]


def nets_of(rng, num_nets, num_instances, num_inputs, num_outputs):
    return (rng.normal(size=(num_instances, num_inputs)),
            rng.normal(size=(num_nets, num_outputs, num_inputs)),
            rng.normal(size=(num_nets, num_outputs)),
            [logistic.g, tanh.g, relu.g][rng.integers(3)])


EXERCISES = [
    Exercise(
        input_by_input,
        question="one product, with the loop over the inputs left",
        outputs=[Output("A", "[num_instances, num_outputs]")],
        draw=draw_product,
        draw_square=lambda rng: draw_product(rng, square=True),
        blanks=[("A += np.outer(X[:, i], W[:, i])", "A += ...")],
        hints=["Input i reaches every unit of every instance: to A[n, o] it "
               "adds X[n, i] * W[o, i]. Which column holds X[n, i] for all n?",
               "X[:, i] with X[n, i] for all n, and W[:, i] with W[o, i] for "
               "all o. 08 made a table of all products of two such lists."]),
    Exercise(
        work, question="count multiply-adds and bytes of one product",
        outputs=[Output("multiply_adds", "a number"),
                 Output("num_bytes", "a number")],
        draw=lambda rng: tuple(different_sizes(rng, 3, 10, 40)),
        sizes=lambda *args: dict(zip(
            ("num_instances", "num_inputs", "num_outputs"), args)),
        blanks=["num_instances * num_inputs * num_outputs",
                "num_outputs * num_inputs", "num_instances * num_outputs\n",
                "8 * numbers"],
        mistakes=[
            Mistake("= num_instances * num_inputs * num_outputs",
                    "= num_instances + num_inputs + num_outputs",
                    hint="The sizes are added. Each instance meets each "
                    "weight once: the sizes are multiplied.")],
        hints=[
            "One output of one instance is a sum of num_inputs products. "
            "How many outputs are there, over all instances?",
            "An array has as many entries as the product of its sizes: W is "
            "[num_outputs, num_inputs], A is [num_instances, num_outputs]."]),
    Exercise(
        forward_many, question="a forward pass in many nets at once",
        outputs=[Output("Y", "[num_nets, num_instances, num_outputs]")],
        draw=lambda rng: nets_of(rng, *different_sizes(rng, 4)),
        draw_square=lambda rng: nets_of(rng, 3, 3, 3, 3),
        shapes={"W": "[num_nets, num_outputs, num_inputs]",
                "b": "[num_nets, num_outputs]",
                "W_T": "[num_nets, num_inputs, num_outputs]"},
        blanks=["W.mT", "b[:, np.newaxis]",
                ("return g(X @ W_T + b)", "return ...")],
        mistakes=[
            Mistake("W.mT", "W.T",
                    hint="W.T turns all three axes round, and the net comes "
                    "last. W.mT leaves the net in front, and transposes the "
                    "other two."),
            *[Mistake("b[:, np.newaxis]", wrong,
                      hint="NumPy lines shapes up from the right, and in "
                      "[num_nets, num_outputs] the nets would meet the "
                      "instances. Put an axis of length 1 between them.")
              for wrong in ("b", "b.T", "b[np.newaxis]",
                            "b[:, :, np.newaxis]")]],
        hints=["For one net it is g(X @ W.T + b). Each line gets one axis "
               "more in front, and must leave it alone.",
               ".mT transposes the last two axes only. For b, write its shape "
               "below that of X @ W_T, from the right."]),
]
