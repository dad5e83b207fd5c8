"""Mini-batch gradient descent, with a record of how it went."""

import numpy as np

from .live import LiveLine
from .validation import NotFiniteError, data, number

GROWN = 1000  # a loss so many times the first one will not come back


class History:
    """What happened in a training.

    Attributes
    ----------
    loss, validation_loss : lists, the mean error over all the training (or
        validation) instances at the end of each epoch
    updates : int, how many steps of gradient descent there were
    learning_rate : float
    stopped : str, why the training ended
    """

    def __init__(self, learning_rate):
        self.loss, self.validation_loss = [], []
        self.learning_rate, self.updates = learning_rate, 0
        self.stopped = ""

    @property
    def best_epoch(self):
        """The epoch, counted from 1, with the lowest loss: validation loss
        if there is one. None before the first epoch has ended."""
        losses = self.validation_loss or self.loss
        return int(np.argmin(losses)) + 1 if losses else None

    def __repr__(self):
        text = f"{len(self.loss)} epochs, {self.updates} updates"
        if self.loss:
            text += f", loss {self.loss[0]:.3g} -> {self.loss[-1]:.3g}"
        if self.validation_loss:
            text += (
                f", lowest validation loss {min(self.validation_loss):.3g}"
                f" in epoch {self.best_epoch}"
            )
        return f"{text};\n{self.stopped}"


def train(
    network, X, T, epochs=100, learning_rate=0.1, batch_size=32, momentum=0.0,
    validation=None, patience=None, seed=0, progress=True,
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
    X = data("X", X, num_instances=None, num_inputs=None)
    number("epochs", epochs, least=1, whole=True)
    number("learning_rate", learning_rate, above=0)
    number("momentum", momentum, least=0, below=1)
    batch_size = len(X) if batch_size is None else batch_size
    number("batch_size", batch_size, least=1, whole=True)
    if patience is not None:
        number("patience", patience, least=1, whole=True)
        if validation is None:
            raise ValueError(
                "validation: expected (X, T) to be patient with, got None"
            )
    _, T = network.error._pair("Y", network.forward(X), T)
    first_loss = network.loss(X, T)
    if validation is not None:
        network.loss(*validation)  # refuses what does not fit, now

    history, rng = History(learning_rate), np.random.default_rng(seed)
    best, best_loss = _copy(network), np.inf
    with LiveLine(progress) as line, np.errstate(all="ignore"):
        try:
            for epoch in range(1, epochs + 1):
                for batch in _mini_batches(len(X), batch_size, rng):
                    network.backprop(X[batch], T[batch])
                    network.update(learning_rate, momentum)
                    history.updates += 1
                loss = network.loss(X, T)
                if loss > GROWN * first_loss > 0:
                    raise NotFiniteError
                history.loss.append(loss)
                if validation is not None:
                    loss = network.loss(*validation)
                    history.validation_loss.append(loss)
                if loss < best_loss:
                    best, best_loss = _copy(network), loss
                line.show(_progress, history, epochs)
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
        except NotFiniteError:  # the data were finite: it is the network
            _restore(network, best)
            per_epoch = -(-len(X) // batch_size)
            since = (history.best_epoch or 0) * per_epoch
            history.stopped = (
                f"diverged at update {history.updates}, the loss has not "
                f"fallen since update {since}"
            )
            line.say(
                f"{history.stopped}. Steps of learning_rate "
                f"{learning_rate:g} are too long; try "
                f"{learning_rate / 10:.2g}. The network has the weights of "
                f"update {since}."
            )
    return history


def _mini_batches(num_instances, batch_size, rng):
    """Yield indices: every instance once, in a new order."""
    if batch_size >= num_instances:
        yield slice(None)  # one batch of all: their order does not matter
        return
    order = rng.permutation(num_instances)
    for start in range(0, num_instances, batch_size):
        yield order[start : start + batch_size]


def _copy(network):
    return [parameter.copy() for parameter in network.parameters]


def _restore(network, copies):
    for parameter, kept in zip(network.parameters, copies, strict=True):
        parameter[...] = kept


def _progress(history, epochs, seconds):
    done = len(history.loss)
    text = f"epoch {done} of {epochs} · loss {history.loss[-1]:.4g}"
    if history.validation_loss:
        text += f" · validation loss {history.validation_loss[-1]:.4g}"
    rate = done / max(seconds, 1e-9)
    return (
        f"{text} · learning rate {history.learning_rate:g} · "
        f"{rate:.3g} epochs a second"
    )
