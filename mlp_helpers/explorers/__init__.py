"""Interactive figures: controls beside a picture, a sentence below it."""

from .checking import step_size
from .digits import worst_mistakes
from .drawing_pad import drawing_pad
from .errors import bowl, softmax_bars, two_errors
from .explorer import Choice, Explorer, Slider, Toggle
from .gradients import chain, outer_products, transpose
from .hidden import folding
from .inspector import inspector
from .landscape import landscape, line_film
from .layers import layer
from .learning import training_film
from .neuron import activation_slope, one_neuron

__all__ = [
    "activation_slope", "one_neuron",
    "Choice", "Explorer", "Slider", "Toggle", "bowl", "softmax_bars",
    "two_errors", "step_size", "chain", "drawing_pad", "folding",
    "inspector", "landscape", "line_film",
    "layer", "outer_products", "training_film", "transpose",
    "worst_mistakes",
]
