"""Words that all exercises share: the notation, and hints by name.

A mistake that can be made in several exercises has one hint for all of
them, so that the course says the same thing in the same words.
"""

from ..course.notation import shapes

# What a letter's shape is, unless an exercise says otherwise.
NOTATION = shapes()

TWO_LAYERS = {"W1": "[num_hidden, num_inputs]", "b1": "[num_hidden]",
              "W2": "[num_outputs, num_hidden]", "b2": "[num_outputs]"}

SMALL = str.maketrans("AXY", "axy")  # for one instance: hint.translate(SMALL)

FORGOT_GD = (
    "The factor gd is missing. dE/dY belongs to the activation's output, "
    "delta to its input. Its own slope, gd(Y), leads from one to the other")
GD_OF_A = (
    "gd is given the sum A here, and it wants the output Y. Our gd is written "
    "in terms of the output: gd(Y) = g'(A)")
GD_OF_DEDY = (
    "gd wants Y, and dEdY is a factor of its own. How steep the activation is "
    "depends on where the unit stands, not on the error: gd(Y) * dEdY.")
E_FOR_SLOPE = (
    "This is the error E, and its slope is asked for. The slope of "
    "(y - t)**2 / 2 is y - t: one for each output, and below 0 where y is "
    "too small.")
NO_SUM = (
    "The sum over the instances is missing. Each instance has its own "
    "gradient, and the batch's gradient is the sum of them")
