"""Why a training diverged, and what to try."""

import numpy as np

GROWN = 1000  # a loss so many times the first one will not come back
FAR = 5  # a column whose root mean square is larger makes steps too long
HUGE = 1e6  # no loss of numbers near 0 and 1, with weights that suit them
SHORT = 1e-3  # so short a step is seldom the reason


def diverged(history, epoch, first_loss, network, X, T):
    """Note why the training ended; returns it with the likely cause."""
    since = (history.best_epoch or 0) * history.updates // epoch
    history.stopped = (
        f"diverged at update {history.updates}, the loss has not "
        f"fallen since update {since}"
    )
    cause = cause_in_data(X, T) or cause_in_weights(first_loss, network) \
        or cause_in_steps(history.learning_rate)
    return (
        f"{history.stopped}. {cause} The network has the weights of update "
        f"{since}."
    )


def not_started(history, first_loss, network, X, T):
    """The same where there is nothing to descend from."""
    history.stopped = f"not started: the loss is {first_loss}"
    cause = cause_in_data(X, T) or cause_in_weights(first_loss, network)
    return f"{history.stopped}. {cause}"


def cause_in_data(X, T):
    """A sentence on X or T if they are far from 0 and 1, else nothing."""
    for name, array in (("X", X), ("T", T)):
        array = np.asarray(array, dtype=float)
        largest = abs(array).max(axis=0)
        # Of numbers up to 1, so that their squares stay finite.
        scaled = array / np.where(largest > 0, largest, 1)
        size = largest * np.sqrt((scaled**2).mean(axis=0))
        far = np.flatnonzero(size > FAR)
        if len(far):
            return _scale(name, array, far, largest[far].max())
    return ""


def _scale(name, array, far, largest):
    columns = ", ".join(map(str, far[:5])) + ", ..." * (len(far) > 5)
    columns = f"column{'s' * (len(far) > 1)} {columns}"
    if len(far) == array.shape[1] > 1:
        columns = "all columns"
    constant = np.flatnonzero(np.ptp(array, axis=0) == 0)
    but = "a constant column has no spread: leave it out"
    if len(constant):
        but = f"column {constant[0]} is constant: leave it out first"
    return (
        f"The likely cause: {name} is far from 0 and 1 ({columns}, up to "
        f"{largest:.3g}). Scale it, with "
        f"{name} = ({name} - {name}.mean(axis=0)) / {name}.std(axis=0), and "
        f"later instances with the same mean and std ({but})."
    )


def cause_in_weights(first_loss, network):
    """A sentence on the weights if the loss was huge before any step."""
    if first_loss < HUGE:
        return ""
    sizes = {
        f"layers[{i}].{letter}": abs(getattr(layer, letter)).max()
        for i, layer in enumerate(network.layers) for letter in "Wb"
    }
    name = max(sizes, key=sizes.get)
    return (
        f"No learning_rate is to blame, for the loss was {first_loss:.3g} "
        f"before the first update. The weights then went up to "
        f"{sizes[name]:.3g}, in {name}: begin with smaller ones."
    )


def cause_in_steps(rate):
    """A sentence on the learning rate."""
    if rate < SHORT:
        return (
            f"Steps of learning_rate {rate:g} are seldom too long: is a "
            "gradient wrong? Ask check_gradients(network, X, T)."
        )
    shorter = f"try {rate / 10:.2g}"
    return f"Steps of learning_rate {rate:g} are too long; {shorter}."
