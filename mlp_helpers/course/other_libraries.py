"""Notebook 15: other libraries, run where they are installed.

What they gave for the notebook's own lines is kept here, so that the notebook
shows the same numbers without them.
"""

import numpy as np

# For each function of the notebook: library and version, the package's name.
LIBRARIES = {
    "by_pytorch": ("PyTorch 2.13.0", "torch"),
    "by_jax": ("JAX 0.10.2", "jax"),
    "by_scikit_learn": ("scikit-learn 1.9.1", "scikit-learn"),
}
# X, T, W1, b1, W2 and b2 of notebook 05, one after the other.
ARGUMENTS = [1, 2, 0, 1, 0.5, -1, 1, 0.5, 2, -1.5, 0.5, -1, 1,
             1, -1, 2, 2, 0.5, 1, 0, -1]
# dEdW1, dEdb1, dEdW2, dEdb2; of scikit-learn the weights after one step of
# rate 0.5, in its own shapes, [num_inputs, num_outputs].
STORED = {
    "by_pytorch": [
        -0.12883840256163012, -0.25767680512326024, -0.16440233260107434,
        -0.3288046652021487, 0.11979445438374331, 0.23958890876748662,
        -0.12883840256163012, -0.16440233260107434, 0.11979445438374331,
        0.14465897625702656, 0.39322386648296376, 0.26894142136999516,
        -0.16044718917722522, -0.4361406787677822, -0.2982939339725037,
        0.5378828427399903, -0.5965878679450074,
    ],
    "by_jax": [
        -0.12883840256163012, -0.25767680512326024, -0.16440233260107434,
        -0.3288046652021487, 0.11979445438374325, 0.2395889087674865,
        -0.12883840256163012, -0.16440233260107434, 0.11979445438374325,
        0.1446589762570265, 0.3932238664829637, 0.2689414213699951,
        -0.16044718917722522, -0.4361406787677822, -0.2982939339725037,
        0.5378828427399902, -0.5965878679450074,
    ],
    "by_scikit_learn": [
        0.564419201280815, 1.082201166300537, 1.9401027728081284,
        -0.8711615974383699, 0.6644023326010743, -1.6197944543837433,
        0.564419201280815, -0.9177988336994628, 0.9401027728081284,
        0.9276705118714867, 2.0802235945886127, -1.1966119332414817,
        0.7180703393838911, 1.8655292893150024, 1.149146966986252,
        -0.2689414213699951, -0.7017060660274963,
    ],
}
SHAPES = (3, 2), (3,), (2, 3), (2,)


class Told:
    """A sentence that a page shows; a test compares its `title` alone."""

    def __init__(self, sentence, title):
        self.sentence, self.title = sentence, title

    def __repr__(self):
        return self.title

    def _repr_html_(self):
        return self.sentence


def where_installed(function, *arguments):
    """What a function returns, or once returned, as a list of arrays.

    A sentence is shown that says whether it was run here.

    Parameters
    ----------
    function : by_pytorch, by_jax or by_scikit_learn of notebook 15
    *arguments : X, T, W1, b1, W2, b2

    Raises
    ------
    ValueError
        Where the library is missing and the arguments are not notebook 05's,
        so that no numbers are kept for them.
    """
    from IPython.display import display

    library, package = LIBRARIES[function.__name__]
    try:
        arrays = [np.asarray(array) for array in function(*arguments)]
        sentence = f"{library.split()[0]} has computed this here."
    except ModuleNotFoundError as error:
        arrays = _stored(function.__name__, arguments, error)
        sentence = (
            f"{library.split()[0]} is not installed here. These are the "
            f"numbers that {library} gave for the same lines. To run them "
            f"yourself: <code>%pip install {package}</code> in a cell of its "
            "own.")
    display(Told(sentence, f"The numbers of {library.split()[0]}."))
    return arrays


def _stored(name, arguments, error):
    numbers = np.concatenate([np.ravel(array) for array in arguments])
    if not np.array_equal(numbers, ARGUMENTS):
        raise ValueError(
            "X, T, W1, b1, W2, b2: expected the numbers of notebook 05, the "
            f"only ones with stored results, got others; and {error}")
    turned = -1 if name == "by_scikit_learn" else 1
    ends = np.cumsum([np.prod(shape) for shape in SHAPES])[:-1]
    return [part.reshape(shape[::turned]) for part, shape in zip(
        np.split(np.array(STORED[name]), ends), SHAPES, strict=True)]
