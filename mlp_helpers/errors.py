"""Error functions, each with the output function that matches it.

                            y from a    error of one instance, E_n
    squared error           identity    1/2 sum_k (y_k - t_k)^2
    logistic cross-entropy  logistic    - sum_k (t_k ln y_k
                                                 + (1 - t_k) ln(1 - y_k))
    softmax cross-entropy   softmax     - sum_k t_k ln y_k

The error E of a batch is the mean of E_n over its instances. In each pair the
gradient with respect to a, the values *before* the output function, is y - t
(times the scale of the mean): Bishop (2006), section 5.2, and notebook 12.
A, Y and T are [num_instances, num_outputs]; ValueError where they are not.
"""

import copy

import numpy as np

from . import validation
from .activations import logistic


def softmax(A):
    """exp(a_k) / sum_j exp(a_j) for each row of A."""
    if not validation.trusted():
        A = validation.data("A", A, num_instances=None, num_outputs=None)
    # Without its row's largest a, the quotient is the same; exp(0) is safe.
    powers = np.exp(A - A.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


class MatchedError:
    """What the three share: the scale of the mean, and Y - T."""

    probabilities, rows_sum_to_one = False, False
    averages_outputs = False

    def scale(self, T):
        """The one factor before the sum, in E and in its gradient alike.

        1 / num_instances, or 1 / (num_instances * num_outputs) for the
        error that `per_output()` returns.
        """
        num_instances, num_outputs = T.shape
        return 1 / (num_instances * num_outputs**self.averages_outputs)

    def per_output(self):
        """The same error averaged over outputs too, so that its gradient is
        the question's (output - target_output) / (n_samples * n_outputs)."""
        error = copy.copy(self)
        error.averages_outputs = True
        return error

    def E(self, Y, T):
        """The error of outputs Y, with ln of the smallest float for ln 0."""
        Y, T = self._pair("Y", Y, T)
        return float(self.scale(T) * self._sum(Y, T))

    def loss(self, A, T):
        """The same E from A, exact even where Y rounds to 0 or 1."""
        A, T = self._pair("A", A, T)
        return float(self.scale(T) * self._sum_from_A(A, T))

    def gradient(self, Y, T):
        """dE/dA [num_instances, num_outputs]: Y - T, times the scale."""
        Y, T = self._pair("Y", Y, T)
        return (Y - T) * self.scale(T)

    def _pair(self, name, Y, T):
        if validation.trusted():
            return Y, T
        return validation.outputs_and_targets(
            name, Y, T, self.probabilities, self.rows_sum_to_one
        )

    def __repr__(self):
        return self.name + ".per_output()" * self.averages_outputs


class SquaredError(MatchedError):
    name = "squared_error"

    def output(self, A):
        return A

    def _sum(self, Y, T):
        return 0.5 * ((Y - T) ** 2).sum()

    _sum_from_A = _sum


class LogisticCrossEntropy(MatchedError):
    name, probabilities = "logistic_cross_entropy", True

    def output(self, A):
        return logistic.g(A)

    def _sum(self, Y, T):
        return -(T * _ln(Y) + (1 - T) * _ln(1 - Y)).sum()

    def _sum_from_A(self, A, T):
        return (np.logaddexp(0, A) - T * A).sum()


class SoftmaxCrossEntropy(MatchedError):
    name, probabilities = "softmax_cross_entropy", True
    rows_sum_to_one = True

    def output(self, A):
        return softmax(A)

    def _sum(self, Y, T):
        return -(T * _ln(Y)).sum()

    def _sum_from_A(self, A, T):
        A = A - A.max(axis=1, keepdims=True)  # as in softmax
        return (np.log(np.exp(A).sum(axis=1)) - (T * A).sum(axis=1)).sum()


def _ln(Y):
    return np.log(np.maximum(Y, np.finfo(Y.dtype).tiny))


squared_error = SquaredError()
logistic_cross_entropy = LogisticCrossEntropy()
softmax_cross_entropy = SoftmaxCrossEntropy()
