"""Why a training diverged, and what to try."""

GROWN = 1000  # a loss so many times the first one will not come back


def diverged(history, num_instances, batch_size):
    """Note why the training ended; returns it with advice."""
    per_epoch = -(-num_instances // batch_size)
    since = (history.best_epoch or 0) * per_epoch
    history.stopped = (
        f"diverged at update {history.updates}, the loss has not "
        f"fallen since update {since}"
    )
    rate = history.learning_rate
    return (
        f"{history.stopped}. Steps of learning_rate {rate:g} are too long; "
        f"try {rate / 10:.2g}. The network has the weights of update {since}."
    )
