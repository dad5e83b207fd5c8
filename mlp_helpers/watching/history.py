"""The record of a training."""

import numpy as np


class History:
    """What happened in a training.

    Attributes
    ----------
    loss, validation_loss : lists, the mean error over all the training (or
        validation) instances, measured at the end of an epoch
    epochs : list of int, the epochs after which they were measured
    best_epoch : int, the epoch, counted from 1, with the lowest loss:
        validation loss if there is one. None before the first has ended.
    updates : int, how many steps of gradient descent there were
    learning_rate : float
    stopped : str, why the training ended
    """

    def __init__(self, learning_rate):
        self.loss, self.validation_loss, self.epochs = [], [], []
        self.learning_rate, self.updates = learning_rate, 0
        self.best_epoch, self.lowest, self.stopped = None, np.inf, ""

    def add(self, epoch, loss, validation_loss=None):
        """Note what was measured; True if it is the lowest loss so far."""
        self.epochs.append(epoch)
        self.loss.append(loss)
        if validation_loss is not None:
            self.validation_loss.append(validation_loss)
            loss = validation_loss
        best = loss < self.lowest
        if best:
            self.best_epoch, self.lowest = epoch, loss
        return best

    def progress(self, epochs, seconds):
        """One line: how far it has come, of so many epochs."""
        done = self.epochs[-1]
        text = f"epoch {done} of {epochs} · loss {self.loss[-1]:.4g}"
        if self.validation_loss:
            text += f" · validation loss {self.validation_loss[-1]:.4g}"
        rate = done / max(seconds, 1e-9)
        return (
            f"{text} · learning rate {self.learning_rate:g} · "
            f"{rate:.3g} epochs a second"
        )

    def __repr__(self):
        epochs = self.epochs[-1] if self.epochs else 0
        text = f"{epochs} epochs, {self.updates} updates"
        if self.loss:
            text += f", loss {self.loss[0]:.3g} -> {self.loss[-1]:.3g}"
        if self.validation_loss:
            text += (
                f", lowest validation loss {self.lowest:.3g}"
                f" in epoch {self.best_epoch}"
            )
        return f"{text};\n{self.stopped}"
