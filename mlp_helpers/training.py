"""Mini-batch gradient descent."""

import numpy as np

from .validation import float_array, number, trust
from .watching.advice import GROWN, diverged
from .watching.history import History
from .watching.live import LiveLine


def train(
    network, X, T, epochs=100, learning_rate=0.1, batch_size=32, momentum=0.0,
    validation=None, patience=None, seed=0, progress=True, shuffle=True,
    measure_every=1,
):
    """Train a network by gradient descent on mini-batches.

    Each epoch deals out all instances in a new order, `batch_size` at a time
    (the last mini-batch takes what is left), and updates after each.
    *Interrupt* ends the training; network and history stay as they are.

    Parameters
    ----------
    network : Network, changed in place
    X : [num_instances, num_inputs], T : [num_instances, num_outputs]
    epochs : int
    learning_rate : float
    batch_size : int, or None for all instances at once
    momentum : float, from 0 to below 1, see `Network.update`
    validation : (X, T), other instances to watch the error on
    patience : int, the number of epochs without a new lowest validation loss
        after which to stop ("early stopping"). The network then gets back
        the weights of its best epoch.
    seed : int or np.random.Generator, for the order of the instances
    progress : bool, whether to show epoch, loss and rates while it runs
    shuffle : bool, False deals out the instances in the order they have
    measure_every : int, measure the losses after so many epochs and after
        the last; for a small network that is most of the work

    Returns
    -------
    History. A training that diverges, so that numbers are no longer finite
    or the loss is a thousand times what it was, stops with a message, and
    the network gets back its best weights.

    Raises
    ------
    ValueError
        If an argument does not fit, or data hold NaN or infinity.
    """
    number("epochs", epochs, least=1, whole=True)
    number("learning_rate", learning_rate, above=0)
    number("momentum", momentum, least=0, below=1)
    number("measure_every", measure_every, least=1, whole=True)
    X, T = _ready(network, X, T)
    batch_size = len(X) if batch_size is None else batch_size
    number("batch_size", batch_size, least=1, whole=True)
    if validation is not None:
        validation = _ready(network, *validation)
    if patience is not None:
        number("patience", patience, least=1, whole=True)
        if validation is None:
            raise ValueError(
                "validation: expected (X, T) to be patient with, got None"
            )
    history, rng = History(learning_rate), np.random.default_rng(seed)
    best, best_loss, first_loss = _copy(network), np.inf, network.loss(X, T)
    with LiveLine(progress) as line, np.errstate(all="ignore"), trust():
        try:
            for epoch in range(1, epochs + 1):
                for batch in _mini_batches(X, T, batch_size, rng, shuffle):
                    network.backprop(*batch)
                    network.update(learning_rate, momentum)
                    history.updates += 1
                if epoch % measure_every and epoch < epochs:
                    continue
                loss = network.loss(X, T)
                if not np.isfinite(loss) or loss > GROWN * first_loss > 0:
                    _restore(network, best)
                    line.say(diverged(history, len(X), batch_size))
                    break
                history.epochs.append(epoch)
                history.loss.append(loss)
                if validation is not None:
                    loss = network.loss(*validation)
                    history.validation_loss.append(loss)
                if loss < best_loss:
                    best, best_loss = _copy(network), loss
                line.show(history.progress, epochs)
                if patience and epoch - history.best_epoch >= patience:
                    history.stopped = (
                        f"stopped early: no lower validation loss in "
                        f"{patience} epochs"
                    )
                    break
            else:
                history.stopped = "all epochs done"
            if patience:
                _restore(network, best)
        except KeyboardInterrupt:
            history.stopped = f"interrupted in epoch {epoch}"
            line.say(f"{history.stopped}; network and history are kept.")
    return history


def _ready(network, X, T):
    """X and T in the network's dtype, after one pass that checks them."""
    Y = network.forward(X)
    network.error.gradient(Y, T)
    X = float_array("X", X, network.parameters[0].dtype)
    return X, float_array("T", T, Y.dtype)


def _mini_batches(X, T, batch_size, rng, shuffle):
    """Yield (X, T) of each mini-batch: every instance once."""
    if batch_size >= len(X):
        yield X, T  # one batch of all: their order does not matter
        return
    order = rng.permutation(len(X)) if shuffle else None
    for start in range(0, len(X), batch_size):
        batch = slice(start, start + batch_size)
        if shuffle:
            batch = order[batch]
        yield X[batch], T[batch]


def _copy(network):
    return [parameter.copy() for parameter in network.parameters]


def _restore(network, copies):
    for parameter, kept in zip(network.parameters, copies, strict=True):
        parameter[...] = kept
