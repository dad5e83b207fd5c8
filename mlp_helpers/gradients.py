"""Trust, but check: numerical gradients against backpropagation."""

from dataclasses import dataclass

import numpy as np

from .validation import generator, network_data, number, trust


@dataclass
class ArrayCheck:
    """How one array's gradient compares with the numerical one.

    `error` is the largest |backprop - numerical|, divided by the largest
    size of any entry of the two gradients; `index` is where it is.
    """

    name: str
    shape: tuple
    error: float
    index: tuple
    backprop: float
    numerical: float


class GradientReport:
    """One `ArrayCheck` for each W and b of a network.

    Attributes
    ----------
    rows : list of ArrayCheck
    tolerance : float, the relative error up to which a row is right
    ok : bool, whether all rows are
    """

    def __init__(self, rows, tolerance):
        self.rows, self.tolerance = rows, tolerance

    @property
    def ok(self):
        return all(row.error <= self.tolerance for row in self.rows)

    def __repr__(self):
        lines = []
        for row in self.rows:
            shape = str(list(row.shape))
            start = f"{row.name:<16} {shape:<10}"
            if row.error <= self.tolerance:
                lines.append(f"✓ {start} agrees with the numerical gradient")
            else:
                where = ", ".join(str(i) for i in row.index)
                lines.append(
                    f"✗ {start} differs most at [{where}]: backprop "
                    f"{row.backprop:.6g}, numerical {row.numerical:.6g}"
                )
        return "\n".join(lines)


def check_gradients(
    network, X, T, step=None, tolerance=None, max_entries=200, seed=0
):
    """Compare a network's backprop with central differences of its loss.

    The weights stay as they are; the network's outputs and gradients are
    those of these data afterwards. For an entry w of any W or b the numerical
    gradient is

        (E(w + step) - E(w - step)) / (2 step).

    Parameters
    ----------
    network : Network, its layers of any class
    X : [num_instances, num_inputs], T : [num_instances, num_outputs]
    step : float, 1e-5 by default, 1e-2 for float32 weights
    tolerance : float, the relative error that passes: 1e-6 by default,
        2e-2 for float32 weights
    max_entries : int, larger arrays are checked at so many entries
    seed : int, for the choice of these

    Returns
    -------
    GradientReport, which prints as a line for each array

    Raises
    ------
    ValueError
        If the data do not fit, or a gradient has not its parameter's shape.

    Notes
    -----
    Right code can fail at a kink of ReLU, or where gradients are so small
    that the rounding of E is larger: notebook 06.
    """
    X, T = network_data(network, X, T)
    double = X.dtype == np.float64
    step = (1e-5 if double else 1e-2) if step is None else step
    tolerance = (1e-6 if double else 2e-2) if tolerance is None else tolerance
    step = number("step", step, above=0)
    tolerance = number("tolerance", tolerance, least=0)
    max_entries = number("max_entries", max_entries, least=1, whole=True)
    rng = generator("seed", seed)
    network.backprop(X, T)
    gradients = [np.array(gradient) for gradient in network.gradients]
    rows = []
    for i, parameter in enumerate(network.parameters):
        name = f"layers[{i // 2}].{'Wb'[i % 2]}"
        gradient = gradients[i]
        if gradient.shape != parameter.shape:
            raise ValueError(
                f"{name}: expected a gradient of shape "
                f"{list(parameter.shape)}, got {list(gradient.shape)}"
            )
        entries = list(np.ndindex(parameter.shape))
        if len(entries) > max_entries:
            chosen = rng.choice(len(entries), max_entries, replace=False)
            entries = [entries[k] for k in sorted(chosen)]
        with trust(), np.errstate(all="ignore"):
            numerical = np.array(
                [_central(network, X, T, parameter, e, step) for e in entries]
            )
        ours = np.array([gradient[e] for e in entries], dtype=float)
        size = max(abs(ours).max(), abs(numerical).max())
        gaps = abs(ours - numerical)
        gaps[~np.isfinite(gaps)] = np.inf
        worst = int(gaps.argmax())
        error = gaps[worst] / size if size > 0 else 0.0
        rows.append(
            ArrayCheck(
                name, parameter.shape, float(error), entries[worst],
                float(ours[worst]), float(numerical[worst]),
            )
        )
    return GradientReport(rows, tolerance)


def _central(network, X, T, parameter, entry, step):
    """One numerical derivative; leaves the parameter as it was."""
    before = parameter[entry]
    try:
        parameter[entry] = before + step
        above = network.loss(X, T)
        parameter[entry] = before - step
        below = network.loss(X, T)
    finally:
        parameter[entry] = before
    return (above - below) / (2 * step)
