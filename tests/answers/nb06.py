"""Answers to the exercises of notebook 06: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "numerical_gradient": [
        """
def numerical_gradient(E, w, step=1e-5):
    gradient = np.zeros(w.shape)
    for entry in np.ndindex(w.shape):
        nudge = np.zeros(w.shape)
        nudge[entry] = step
        gradient[entry] = (E(w + nudge) - E(w - nudge)) / (2 * step)
    return gradient
""",
        """
def numerical_gradient(E, w, step=1e-5):
    flat = w.astype(float).ravel()
    slopes = []
    for k in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[k] += step
        down[k] -= step
        slopes.append((E(up.reshape(w.shape)) - E(down.reshape(w.shape)))
                      / 2 / step)
    return np.array(slopes).reshape(w.shape)
""",
        """
def numerical_gradient(E, w, step=1e-5):
    w, gradient = w * 1.0, np.empty(w.shape)
    for entry, old in np.ndenumerate(w.copy()):
        for sign in (1, -1):
            w[entry] = old + sign * step
            gradient[entry] = (E(w) if sign > 0
                               else (gradient[entry] - E(w)) / (2 * step))
        w[entry] = old
    return gradient
""",
    ],
    "relative_error": [
        """
def relative_error(ours, numerical):
    gap = abs(ours - numerical).max()
    size = np.abs([ours, numerical]).max()
    return gap / size if size else 0.0
""",
        """
def relative_error(ours, numerical):
    gaps = [abs(p - q) for p, q in zip(ours.flat, numerical.flat)]
    sizes = [max(abs(p), abs(q)) for p, q in zip(ours.flat, numerical.flat)]
    return max(gaps) / max(max(sizes), 1e-300)
""",
        """
def relative_error(ours, numerical):
    both = np.hstack([ours.ravel(), numerical.ravel()])
    if not both.any():
        return 0.0
    size = np.linalg.norm(both, np.inf)
    return np.linalg.norm((ours - numerical).ravel(), np.inf) / size
""",
    ],
    "kink_inside": [
        """
def kink_inside(x, W, b, step):
    return np.abs(W @ x + b)[:, np.newaxis] < step * np.abs(x)
""",
        """
def kink_inside(x, W, b, step):
    a = W @ x + b
    way = np.outer(np.ones(len(a)), step * x)
    return (a[:, np.newaxis] + way) * (a[:, np.newaxis] - way) < 0
""",
        """
def kink_inside(x, W, b, step):
    inside = np.zeros(W.shape, dtype=bool)
    for (o, i), w in np.ndenumerate(W):
        ends = []
        for turned in (w - step, w + step):
            row = W[o].copy()
            row[i] = turned
            ends.append(row @ x + b[o])
        inside[o, i] = min(ends) < 0 < max(ends)
    return inside
""",
    ],
    "slope_used": [
        """
def slope_used(before, after, rate):
    return -(after - before) / rate
""",
        """
def slope_used(before, after, rate):
    return before / rate - after / rate
""",
        """
def slope_used(before, after, rate):
    slope = np.zeros_like(before)
    for entry in np.ndindex(before.shape):
        slope[entry] = (before[entry] - after[entry]) / rate
    return slope
""",
    ],
}
WRONG = {
    "numerical_gradient": [
        wrong("w[entry] = old - step", "w[entry] = old", "/ (2 * step)",
              "/ step", words="without `step`"),
        wrong("w[entry] = old - step", "w[entry] = old",
              words="without `step`"),
        wrong("w[entry] = old\n        gradient", "gradient",
              words="This is what you get"),
        wrong("(2 * step)", "step", words="2 times too large"),
        wrong("(2 * step)", "2 * step", words="`*` stands where `/` belongs"),
        wrong("/ (2 * step)", "* (2 * step)",
              words="`*` stands where `/` belongs"),
        wrong("(up - down) / (2 * step)", "up - down", words="without the"),
        wrong("np.array(w, dtype=float)", "np.asarray(w, dtype=float)",
              "w[entry] = old\n        gradient", "gradient",
              words="This is what you get"),
        wrong("np.array(w, dtype=float)", "w.copy()",
              words="This is what you get"),
        wrong("np.array(w, dtype=float)", "np.array(w)",
              words="This is what you get"),
        wrong("w[entry] = old - step", "w[entry] = old + step",
              words="`+` stands where `-` belongs"),
        wrong("(2 * step)", "2", words="without the factor `step`"),
        wrong("w[entry] = old - step", "w[entry] = -step", words="line 9"),
        wrong("(up - down)", "(down - up)", words="sign"),
        wrong("np.zeros(w.shape)", "np.zeros(w.shape, dtype=int)",
              words="integer"),
    ],
    "kink_inside": [
        wrong("step * abs(x[i])", "step",
              words="without the factor `abs(x[i])`"),
        wrong("abs(a[o]) < step * abs(x[i])", "a[o] < step * abs(x[i])",
              words="without abs(...)"),
        wrong("step * abs(x[i])", "step * x[i]", words="without abs(...)"),
        wrong("step * abs(x[i])", "step * abs(W[o, i] * x[i])",
              words="`W[o, i] *` does not belong"),
        wrong("abs(a[o]) < step * abs(x[i])", "a[o] < step",
              words="no effect"),
        wrong("abs(a[o]) < step * abs(x[i])", "abs(W[o, i]) < step",
              words="no effect"),
        wrong("abs(a[o]) < step * abs(x[i])", "abs(W[o, i] * x[i]) < step",
              words="no effect"),
        wrong("abs(a[o]) < step * abs(x[i])", "abs(a[o] * x[i]) < step",
              words="`*` stands where `/` belongs"),
        wrong("abs(a[o]) < step * abs(x[i])", "a[o] == 0",
              words="never reads its argument step"),
        wrong("abs(a[o]) <", "abs(a[o]) >",
              words="`>` stands where `<` belongs"),
        wrong("step * abs(x[i])", "2 * step * abs(x[i])",
              words="`2 *` does not belong"),
        wrong("step * abs(x[i])", "step * np.abs(x).sum()", words="no effect"),
        wrong("abs(a[o]) < step * abs(x[i])", "abs(b[o]) < step * abs(x[i])",
              words="`b` stands where `a` belongs"),
    ],
    "relative_error": [
        wrong("np.max(np.abs(ours - numerical))", "np.max(ours - numerical)",
              words="sign of"),
        wrong("np.max(np.abs(ours - numerical))",
              "np.abs(np.max(ours - numerical))", words="sign of"),
        *[wrong("max(np.max(np.abs(ours)), np.max(np.abs(numerical)))", size,
                words="Look at line 4")
          for size in ("np.max(np.abs(ours)) + np.max(np.abs(numerical))",
                       "np.max(np.abs(ours + numerical))", "ours.size")],
    ],
    "slope_used": [
        wrong("before - after", "after - before", words="has the wrong sign"),
        wrong("(before - after) / rate", "before - after",
              words="without the division by `rate`"),
        wrong("(before - after) / rate", "after - before",
              words="never reads its argument rate"),
        wrong("(before - after) / rate", "(before - after) * rate",
              words="`*` stands where `/` belongs"),
        wrong("(before - after) / rate", "(after - before) * rate",
              words="has the wrong sign"),
        wrong("(before - after) / rate", "(before - after) / before",
              words="`before` stands where `rate` belongs"),
        wrong("(before - after) / rate", "np.abs(before - after) / rate",
              words="`np.abs` does not belong"),
    ],
}

# The six exhibits of the museum: one word each.
for number, word in enumerate(
    ("mask", "factor", "mean", "overwritten", "bias", "order"), start=1
):
    name = f"label_{number}"
    RIGHT[name] = [
        f"def {name}():\n    {body}\n"
        for body in (
            f'label = "{word}"; return label',
            f'return LABELS[LABELS.index("{word}")]',
            f'return "{word[:2]}" + "{word[2:]}"',
            f'return "{word.capitalize()}"',
        )
    ]
    WRONG[name] = [
        wrong(f'return "{word}"', f'return "{word}s"',
              words=("choose from", "transpose, sign", "and bias")),
        wrong(f'return "{word}"', f'print("{word}")', words="None"),
    ]
