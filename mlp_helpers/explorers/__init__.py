"""Interactive figures: controls beside a picture, a sentence below it."""

from .bumps import bumps
from .checking import step_size
from .digits import worst_mistakes
from .drawing_pad import drawing_pad
from .errors import softmax_bars
from .explorer import Choice, Explorer, Slider, Toggle
from .gradients import chain, outer_products, transpose
from .hidden import folding
from .inspector import inspector
from .landscape import landscape, line_film
from .layers import layer
from .learning import training_film
from .neuron import activation_slope, one_neuron
from .plane import plane

__all__ = [
    "Choice", "Explorer", "Slider", "Toggle", "activation_slope", "bumps",
    "chain", "drawing_pad", "folding", "inspector", "landscape", "layer",
    "line_film", "one_neuron", "outer_products", "plane", "softmax_bars",
    "step_size", "training_film", "transpose", "worst_mistakes",
]
