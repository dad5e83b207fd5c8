"""Mini-batch gradient descent."""

import numpy as np

from .validation import (
    generator,
    network_data,
    number,
    pair,
    rehearse,
    trust,
)
from .watching.advice import GROWN, diverged, not_started
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
    seed : int or np.random.Generator, for the order of the instances. The
        same int deals out the same order at each call: to train on in several
        calls, pass one generator, np.random.default_rng(0), which goes on.
    progress : bool, whether to show epoch, loss and rates while it runs
    shuffle : bool, False deals out the instances in the order they have
    measure_every : int, measure the losses after so many epochs and after
        the last; for a small network that is most of the work

    Returns
    -------
    History. A training that diverges, so that numbers are no longer finite
    or the loss is a thousand times what it was before the first update, stops
    with a message that names the likely cause, and the network gets back the
    weights (and velocities) of the best loss measured. Where that first loss
    is not finite, nothing is trained. Velocities are 0 at the start.

    Raises
    ------
    ValueError
        If an argument does not fit, or data hold NaN or infinity.
    """
    epochs = number("epochs", epochs, least=1, whole=True)
    learning_rate = number("learning_rate", learning_rate, above=0)
    momentum = number("momentum", momentum, least=0, below=1)
    measure_every = number("measure_every", measure_every, least=1, whole=True)
    X, T = network_data(network, X, T)
    batch_size = len(X) if batch_size is None else batch_size
    batch_size = number("batch_size", batch_size, least=1, whole=True)
    if validation is not None:
        validation = network_data(network, *pair(validation), "validation")
    if patience is not None:
        patience = number("patience", patience, least=1, whole=True)
        if validation is None:
            raise ValueError(
                "validation: expected (X, T) to be patient with, got None"
            )
    history, rng = History(learning_rate), generator("seed", seed)
    rehearse(network, X[:batch_size], T[:batch_size])
    network.stand_still()
    best, told = network.state(), (network, X, T)
    with LiveLine(progress) as line, np.errstate(all="ignore"), trust():
        first_loss = network.loss(X, T)
        if not np.isfinite(first_loss):
            line.say(not_started(history, first_loss, *told))
            return history
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
                    network.restore(best)
                    # Nothing in the layers is left of what diverged.
                    network.backprop(X[:batch_size], T[:batch_size])
                    line.say(diverged(history, epoch, first_loss, *told))
                    break
                watched = network.loss(*validation) if validation else None
                if history.add(epoch, loss, watched):
                    best = network.state()
                line.show(history.progress, epochs)
                if patience and epoch - (history.best_epoch or 0) >= patience:
                    history.stopped = (
                        f"stopped early: no lower validation loss in "
                        f"{patience} epochs"
                    )
                    break
            else:
                history.stopped = "all epochs done"
            if patience:
                network.restore(best)
        except KeyboardInterrupt:
            history.stopped = f"interrupted in epoch {epoch}"
            line.say(f"{history.stopped}; network and history are kept.")
    return history


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
