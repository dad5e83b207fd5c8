"""Softmax: sums, powers, probabilities."""

import numpy as np

from .. import validation
from ..plots.drawing import CLASS_COLOURS, GREY, LARGE, number, on, tidy
from .explorer import Explorer, Slider


def softmax_bars(a):
    """Three numbers on sliders, their powers, their probabilities.

    One more slider adds the same number to all three.
    """
    a = validation.data("a", a, num_outputs=3)

    def draw(figure, a0, a1, a2, shift):
        a = np.array([a0, a1, a2]) + shift
        powers = np.exp(a)
        y = powers / powers.sum()
        axes = figure.subplots(1, 3)
        for ax, values, name, limit, digits in zip(
                axes, (a, powers, y), ("a", "exp(a)", "y"),
                (7, powers.max(), 1), (2, 2, 3), strict=True):
            low = -limit if name == "a" else 0
            ax.bar(range(3), values, color=CLASS_COLOURS[:3], width=0.6)
            ax.axhline(0, color=on(ax, GREY), linewidth=1)
            for o, value in enumerate(values):
                below = value < 0
                ax.annotate(number(value, digits), (o, value),
                            (0, -4 if below else 4), color=on(ax),
                            textcoords="offset points", ha="center",
                            va="top" if below else "bottom")
            ax.set(title=name, xlabel="class", xticks=range(3),
                   ylim=(1.2 * low, 1.2 * limit))
            ax.title.set_fontsize(LARGE)
            tidy(ax)
        texts = [[number(v, d) for v in values]
                 for values, d in ((a, 2), (powers, 2), (y, 3))]
        a_text, powers_text, y_text = (", ".join(text) for text in texts)
        return (f"a = [{a_text}] has the powers [{powers_text}], their total "
                f"is {number(powers.sum(), 2)}, and the probabilities are "
                f"[{y_text}].")

    return Explorer(draw, **{
        f"a{o}": Slider(f"a[{o}]", -3.0, 3.0, 0.05, round(float(a[o]), 2))
        for o in range(3)}, shift=Slider("add to all", -3.0, 3.0, 0.1, 0.0))
