"""Words that all exercises share: the notation, and hints by name.

A mistake that can be made in several exercises has one hint for all of
them, so that the course says the same thing in the same words.
"""

from ..course.notation import shapes

# What a letter's shape is, unless an exercise says otherwise.
NOTATION = shapes()

SMALL = str.maketrans("AXY", "axy")  # for one instance: hint.translate(SMALL)

FORGOT_GD = (
    "The factor gd is missing. dE/dY belongs to the activation's output, delta "
    "to its input. Its own slope, gd(Y), leads from one to the other")
GD_OF_A = (
    "gd is given the sum A here, and it wants the output Y. Our gd is written "
    "in terms of the output: gd(Y) = g'(A)")
G_FOR_GD = (
    "The function g is used where its derivative gd belongs")
FORGOT_BIAS = (
    "The bias b is missing")
NO_SUM = (
    "The sum over the instances is missing. Each instance has its own "
    "gradient, and the batch's gradient is the sum of them")
MEAN_FOR_SUM = (
    "This is the mean over the instances, where the sum is asked for: the "
    "result is num_instances times too small")
WRONG_AXIS = (
    "The sum runs over the wrong axis. The instances are the rows of a "
    "batch, so a sum over instances runs down the columns")
OVERWRITTEN = (
    "Each contribution is overwritten by the next, and only the last one is "
    "left. They have to be added up")
ONLY_FIRST = (
    "Only the first instance has been used. The contributions of all "
    "instances have to be added up")
RELU_MASK = (
    "The mask of ReLU is wrong. Its slope is 1 where the output is greater "
    "than 0, and 0 everywhere else")
NO_TRANSPOSE = (
    "A transpose is missing. Where the sizes are equal every product fits, "
    "and only the letters of the indices tell which one is meant")
ROWS_FOR_COLUMNS = (
    "Rows and columns of W have changed places. W has one row for each "
    "output and one column for each input")
