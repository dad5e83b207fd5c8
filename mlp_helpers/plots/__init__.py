"""Figures. One call draws one figure.

Every function draws on the `ax` (or `fig`) that it is given; without one it
makes a figure and shows it. Wrong arguments raise ValueError with the name
of the argument.
"""

from .boards import matrix, matrix_product, sum_of_outer_products
from .checking import two_gradients
from .curves import loss_curves
from .diagrams import network_diagram
from .digits import (
    confusion_matrix,
    digit_and_probabilities,
    digits,
    shares,
    stack_of_layers,
    weights_as_images,
)
from .errors import walks
from .graphs import computation_graph
from .hidden import hidden_space, input_space, two_spaces
from .layers import folded_bias, layer_sum
from .learning import network_views, points_right, success
from .messages import line_and_arrow, step_and_logistic
from .neuron import activation_slope, activations, neuron_line
from .one_neuron import outputs_by_step, three_activations
from .paths import paths
from .plane import decision_boundary, points
from .sentence import told
from .starts import through_layers
from .steps import losses_by_batch_size, valley
from .timing import roofline, speed_ups, sweep

__all__ = [
    "activation_slope", "activations", "computation_graph",
    "confusion_matrix", "decision_boundary",
    "digit_and_probabilities", "digits", "folded_bias", "hidden_space",
    "input_space", "layer_sum", "line_and_arrow", "loss_curves",
    "losses_by_batch_size", "matrix", "matrix_product", "network_diagram",
    "network_views", "neuron_line", "outputs_by_step", "paths", "points",
    "points_right", "roofline", "shares", "speed_ups", "stack_of_layers",
    "step_and_logistic", "success", "sum_of_outer_products", "sweep",
    "three_activations", "through_layers", "two_gradients", "two_spaces",
    "valley", "walks", "weights_as_images",
]

# So that each of their pictures has a text that begins with what it is.
globals().update({name: told(globals()[name]) for name in __all__})
