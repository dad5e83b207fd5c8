"""Single values that come in: numbers, seeds, functions."""

import numpy as np

LARGEST = float(np.finfo(float).max)


def number(name, value, least=None, above=None, below=np.inf, whole=False):
    """Return `value` as a float, or an int if `whole`.

    ValueError unless it is one finite number within the bounds. True and
    False are none: they are what an argument at the wrong place often is.
    """
    real = isinstance(value, (int, float, np.integer, np.floating))
    if (
        not real
        or isinstance(value, bool)
        or not -LARGEST <= value <= LARGEST
        or (whole and value != int(value))
        or (least is not None and value < least)
        or (above is not None and value <= above)
        or value >= below
    ):
        bounds = [f"at least {least:g}"] if least is not None else []
        bounds += [f"more than {above:g}"] if above is not None else []
        bounds += [f"less than {below:g}"] if below < np.inf else []
        kind = "a whole number" if whole else "a number"
        raise ValueError(
            f"{name}: expected {', '.join([kind, *bounds])}, "
            f"got {short(value)}"
        )
    return int(value) if whole else float(value)


def generator(name, seed):
    """Return np.random.default_rng(seed), which goes on if it is one."""
    try:
        if isinstance(seed, bool):
            raise TypeError
        return np.random.default_rng(seed)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"{name}: expected a whole number, at least 0, or a "
            f"np.random.Generator, got {short(seed)}"
        ) from None


def function(name, value):
    """Raise ValueError unless `value` can be called."""
    if not callable(value):
        raise ValueError(
            f"{name}: expected a function, such as tanh.{name}, "
            f"got {short(value)}"
        )


def short(value):
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "..."
