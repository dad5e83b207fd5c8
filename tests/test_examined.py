"""Plausible wrong answers, with what a good teacher would say; right ones.

Each wrong answer is the solution with edits, or a whole function, and a
pattern for its message. They are the measure of the general diagnoses.
"""
import functools
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from small_exercises import SMALL

from mlp_helpers.exercises import REGISTER, Mistake
from mlp_helpers.exercises import judge as judge_exercise


def exercise_of(name):
    return SMALL[name] if name in SMALL else REGISTER[name]


def judge(name, function):
    return judge_exercise(exercise_of(name), function)


# name: [(old, new, ..., pattern)]; one text and a pattern is a whole answer
WRONG = {
    "weighted_sum": [
        ("range(len(x))", "range(1, len(x))", "begins? at 1|leaves out"),
        ("range(len(x))", "range(len(x) - 1)", "too early|last"),
        ("return total", "    return total", "first round"),
        ("total += w[i] * x[i]", "total = w[i] * x[i]", r"overwrit|\+="),
        ("w[i] * x[i]", "w[0] * x[i]", "w|`0`"),
        ("def weighted_sum(w, x):\n    return len(x)", "reads? .*w"),
        ("def weighted_sum(w, x):\n    return sum(w) * sum(x)", "too large"),
        ("w[i] * x[i]", "w[i] * w[i]", "`w` stands where `x`|argument x"),
    ],
    "make_arrays": [
        ("W = np.full((num_outputs, num_inputs)",
         "W = np.full((num_inputs, num_outputs)", "row for each"),
        ("b = np.full(num_outputs", "b = np.full(num_inputs", "num_outputs"),
        ("X = np.full((num_instances, num_inputs), 0.0)",
         "X = np.full((num_instances, num_inputs), 1.0)", "X .*1"),
    ],
    "neuron": [
        ("w @ x + b", "w * x + b", "@|sum"),
        ("w @ x + b", "w @ (x + b)", "line 3|b "),
        ("g(a)", "np.tanh(a)", "handed in"),
        ("def neuron(x, w, b, g):\n    return g(w @ x + b)", "order"),
        ("w @ x + b", "w.mean() * x.sum() + b", "line 3"),
        ("y = g(a)", "y = a", r"activation|g\(|g "),
    ],
    "slopes_from_y": [
        ("y_relu > 0, 1.0, 0.0", "y_relu > 0, 0.0, 1.0",
         "changed places|mask|0"),
        ("1 - y_tanh**2", "1 - y_tanh", "square|slope_tanh"),
    ],
    "layer_output": [
        ("W @ x + b", "(W * x).sum() + b", "W|sum|line 3"),
        ("W @ x + b", "W @ x + b[0]", r"b\[0\]|lacks|line 3|first"),
    ],
    "fold": [
        ("np.vstack([columns, b])", "np.vstack([b, columns])",
         "first|last row|order|changed places"),
        ("W.T ", "W.reshape(W.shape[1], W.shape[0]) ", "reshape"),
    ],
    "unfold": [
        ("M[:-1].T", "M[:-1].reshape(M.shape[1], len(M) - 1)", "reshape"),
        ("M[-1]", "M[0]", "last|`0`|first"),
    ],
    "num_parameters": [
        ("total += num_outputs * num_inputs + num_outputs",
         "total += num_outputs * num_inputs + num_inputs",
         "num_inputs|biases|bias"),
        ("return total", "    return total", "first round"),
        ("sizes[1:]", "sizes[2:]", "line 4|`2`"),
    ],
    "outputs_of": [
        ("append(activation.g(a))", "append(outputs)", "itself"),
        ("return outputs", "    return outputs", "first round"),
        ("W @ outputs[-1]", "W @ outputs[0]", "reads x"),
        ("return outputs", "return outputs[::-1]", "reverse|order"),
        ("return outputs", "return outputs[-1]", "list|outputs"),
    ],
    "stable_softmax": [
        ("powers / powers.sum(axis=1, keepdims=True)",
         "powers / powers.mean(axis=1, keepdims=True)", "mean|num_out"),
        ("A - A.max(axis=1, keepdims=True)",
         "A - A.min(axis=1, keepdims=True)", "min|inf|nan|overflow"),
        ("A - A.max(axis=1, keepdims=True)",
         "A / A.max(axis=1, keepdims=True)", "`/`|divided|line 3"),
    ],
    "cross_entropy": [
        ("np.exp(shifted).sum(axis=1)", "np.exp(shifted).mean(axis=1)",
         "mean"),
        ("(T * shifted)", "(T * A)", "`A` stands where `shifted`|shifted"),
        ("np.log(S)", "np.log2(S)", "log2|base"),
    ],
    "softmax_slopes": [
        ("-y[k] * y[o]", "-y[k] * y[k]", r"y\[k\]|line 10|farthest"),
        ("y[o] * (1 - y[o])", "y[o] ** 2", "without `1 -`"),
    ],
    "lowest_loss": [
        ("np.log(S) - 1", "np.log(S - 1)", "line 4|changed places|log"),
        ("np.e + num_outputs - 1", "num_outputs", "line 3"),
    ],
    "question_error": [
        ("np.sum((Y - T) ** 2) / (2 * num_instances * num_outputs)",
         "num_instances", "num_instances in (each|every)|reads"),
        ("np.sum((Y - T) ** 2)", "np.sum(Y - T) ** 2", "line 4|square"),
        ("(Y - T) ** 2", "abs(Y - T)", "square|abs"),
        ("np.sum((Y - T) ** 2) / (2 * num_instances * num_outputs)",
         "np.mean((Y - T) ** 2) / (2 * num_instances * num_outputs)",
         "mean|num_instances"),
        ("(Y - T) ** 2", "(Y - T) * 2", "square|line 4|\\*\\*"),
    ],
    "neuron_gradients": [
        ("logistic.gd(y)", "logistic.gd(x)", "`x` stands where `y`|gd.*y"),
        ("w @ x + b", "w @ x", "bias|argument b"),
        ("dEdy = y - t", "dEdy = y - 1", "argument t|t "),
        ("logistic.gd(y) * dEdy", "logistic.gd(y) * dEdy * x", "x"),
    ],
    "slope_by_paths": [
        ("range(len(dEdy))", "range(1, len(dEdy))", "begins? at 1"),
        ("range(len(dEdy))", "range(len(y1))", "len\\(dEdy\\)|out of"),
        ("return slope", "    return slope", "first round"),
        ("dEdy[k]", "dEdy[0]", "`0`|line 5"),
    ],
    "input_gradient": [
        ("for i in range(num_inputs)", "for i in range(num_outputs)",
         "num_inputs"),
        ("for o in range(num_outputs)", "for o in range(num_inputs)",
         "num_outputs"),
        ("for o in range(num_outputs)", "for o in range(1, num_outputs)",
         "begins? at 1"),
        ("for o in range(num_outputs)", "for o in range(num_outputs - 1)",
         "too early"),
        ("return dEdx", "        return dEdx", "first round"),
        ("delta[o]", "delta[0]", r"delta\[0\]|`0`|line 7"),
        ("W[o, i] * delta[o]", "W[o, i] * delta[o] ** 2", "line 7|square"),
    ],
    "backprop_one": [
        ("gd(y) * dEdy", "gd(x) * dEdy", "`x` stands where `y`|wants y"),
        ("gd(y) * dEdy", "gd(y) @ dEdy", "number|`@`"),
        ("np.outer(delta, x)", "np.outer(delta, y)", "`y` .*`x`|x"),
        ("W.T @ delta", "W.reshape(W.shape[1], W.shape[0]) @ delta",
         "reshape"),
        ("dEdb = delta", "dEdb = delta * b", "b"),
        ("np.outer(delta, x)", "np.outer(x, delta)",
         "transposed|changed places"),
        ("gd(y) * dEdy", "gd(y) + dEdy", "np.outer(delta, x)",
         "np.outer(x, delta)", "line 3|multipl|transposed"),
        ("W.T @ delta", "np.transpose @ delta", "not called"),
    ],
    "network_gradients": [
        ("gradients.insert(0, (dEdW, dEdb))",
         "gradients.append((dEdW, dEdb))", "reverse|order|insert|first"),
        ("return gradients", "    return gradients", "first round"),
        ("outputs_of(x, layers)", "outputs_of(x, layers)[1:]", "line|`"),
        ("range(len(layers))", "range(1, len(layers))",
         "begins? at 1|missing|too few"),
    ],
    "numerical_gradient": [
        ("old = w[entry]", "old, h = w[entry], 1e-5", "`h` belongs"),
        ("w[entry] = old\n        gradient", "gradient",
         "back|restor|in place"),
        ("(up - down) / (2 * h)", "(up - down) / h", r"2 \* h|2 times"),
        ("(up - down) / (2 * h)", "(up - down) / 2 * h", "h|parenth|side"),
        ("(up - down) / (2 * h)", "abs(up - down) / (2 * h)", "sign|abs"),
        ("return gradient", "    return gradient", "first round"),
    ],
    "backprop_a": [
        ("y1 > 0", "dEdy1 > 0", "`dEdy1` stands where `y1`"),
        ("y1 > 0", "y1 < 0", "`<` stands where `>`"),
    ],
    "backprop_b": [
        ("dEdy1 += W2[k]", "dEdy1 += W2.T[k]", "W2"),
        ("range(len(delta2))", "range(len(delta2) - 1)", "too early|last"),
    ],
    "step_c": [
        ("b1 = b1 - rate * delta1", "b1 = b1 - rate * delta2", "delta|b1"),
        ("b1 = b1 - rate * delta1", "b1 -= rate * delta1", "in place"),
    ],
    "step_d": [
        ("W2 = W2 - rate", "W1 = W1 - rate * np.outer(delta1, x)\n"
         "    W2 = W2 - rate", "W1"),
        ("b1 = b1 - rate * delta1", "b1 = b1 - rate * delta2.sum()", "b1"),
    ],
    "mean_error": [],
    "train_online": [
        ("mean_error(layers, X, T)", "mean_error(layers, x, t)",
         "last one|`x` stands where"),
        ("return layers, losses", "    return layers, losses",
         "first round"),
        ("range(epochs)", "range(1, epochs)", "begins? at 1"),
        ("rate * dEdW", "0.1 * dEdW", "rate"),
    ],
    "mazur_step": [
        ("rate * np.outer(delta2, y1)", "0.5 * np.outer(delta2, y1)",
         "0.5|rate"),
        ("W2_new if top_first else W2", "W2 if top_first else W2_new",
         "changed places|before|other|order"),
        ("W1 - rate", "W1 + rate", "sign|`\\+`|uphill"),
    ],
    "share_solved": [
        ("np.mean(worst < 0.4)", "np.sum(worst < 0.4)", "sum|share|num"),
        ("off.max(axis=1)", "off.mean(axis=1)", "mean|max"),
        ("np.mean(worst < 0.4)", "np.mean(worst > 0.4)",
         "did not|`<` belongs"),
    ],
    "forward": [
        ("X @ W.T", "X @ W.reshape(W.shape[1], W.shape[0])", "reshape"),
        ("return g(A)", "return 1 / (1 + np.exp(-A))", "handed in"),
        ("X @ W.T + b", "X @ W.T + b.sum()", "b|sum"),
        ("return g(A)", "return g(A).copy() * 0", "0 everywhere|not belong"),
    ],
    "input_gradients": [
        ("Deltas @ W", "Deltas @ W.reshape(W.shape[::-1])", "reshape|is too"),
        ("Deltas @ W", "Deltas * W", "shape|`@`|fit"),
    ],
    "weight_gradients": [
        ("Deltas.T @ X", "np.outer(Deltas[0], X[0])", "sum over the inst"),
        ("Deltas.sum(axis=0)", "Deltas.mean(axis=0)", "num_instances"),
    ],
    "backprop": [
        ("gd(Y) * dEdY", "gd(X @ W.T + b) * dEdY", "sum A|wants Y"),
        ("gd(Y) * dEdY", "gd(Y) + dEdY", "line 3"),
        ("input_gradients(Deltas, W)", "input_gradients(dEdY, W)",
         "Deltas|skips|activation"),
    ],
    "mean_slopes": [
        ("Y.size", "Y.shape[1]", "num_instances|too large"),
    ],
    "input_by_input": [
        ("A += np.outer(X[:, i], W[:, i])",
         "A += np.outer(X[i, :], W[i, :])", "num_instances"),
        ("return A", "    return A", "first round"),
        ("np.zeros((len(X), len(W)))", "np.ones((len(X), len(W)))",
         "ones|zeros"),
    ],
    "work": [
        ("8 * numbers", "4 * numbers", "2 times too small"),
        ("numbers_in_X + numbers_in_W + numbers_in_A",
         "numbers_in_X + numbers_in_W", "A|line 7"),
    ],
    "forward_many": [
        ("W.mT", "W.T", "mT|transpose|axes"),
        ("W.mT", "W.reshape(W.shape[0], W.shape[2], W.shape[1])", "reshape"),
    ],
    "mini_batches": [
        ("rng.permutation(len(X))", "np.random.permutation(len(X))",
         "rng"),
        ("order = rng.permutation(len(X))",
         "order = rng.permutation(len(X))\n    X[:] = X[order]", "in place"),
        ("yield X[rows], T[rows]", "yield X[rows]", "cannot be used"),
        ("range(0, len(X), batch_size)",
         "range(0, len(X) + 1, batch_size)", "too far|empty|size"),
        ("range(0, len(X), batch_size)",
         "range(batch_size, len(X), batch_size)", "begin|first|left out"),
    ],
    "Layer": [
        ("self.X, self.Y = X, Y", "self.X = X", "'Y'"),
        ("return Y", "return self.A", "'A'"),
        ("return dEdX", "return dEdW", "dEdW"),
    ],
    "Network": [
        ("X = layer.forward(X)", "X = layer(X)", "not callable"),
        ("reversed(self.layers)", "self.layers[:-1]", "line"),
        ("layer.W -= learning_rate * layer.dEdW",
         "layer.W -= learning_rate * dEdW", "dEdW"),
    ],
    "train": [
        ("np.random.default_rng(seed)", "np.random.default_rng()", "seed"),
        ("learning_rate)", "0.1)", "learning_rate"),
    ],
    "spread_of_weights": [
        ("np.sqrt(2 / (num_inputs + num_outputs))",
         "1 / np.sqrt(num_inputs + num_outputs)", "compromise"),
        ("1 / np.sqrt(num_outputs)", "1 / np.sqrt(num_inputs)",
         "`num_inputs` stands where|num_outputs"),
    ],
    "best_rate": [
        ("2 / (flat + steep)", "(flat + steep) / 2", "changed places"),
        ("2 / (flat + steep)", "2 / (flat * steep)", "`[*]` stands where"),
    ],
    "momentum_step": [
        ("velocity *= momentum", "", "momentum"),
        ("W += velocity", "W -= learning_rate * velocity", "W|line 5"),
        ("velocity *= momentum", "velocity = velocity * momentum",
         "a new velocity is made"),
    ],
    "share_by_form": [
        ("forms.max() + 1", "len(forms)", "too far|empty|[Ss]hape"),
        ("right[forms == k]", "right[forms <= k]", "small|large|<="),
    ],
    "train_patiently": [
        ("now, deepcopy(network), 0", "lowest, deepcopy(network), 0",
         "never stops"),
        ("waited < patience", "waited < 3", "patience"),
    ],
    "confusion_matrix": [
        ("T.T @ R", "R.T @ T", "transposed|changed places"),
    ],
}

# name: further right answers, whole or as edits
RIGHT = {
    "weighted_sum": [
        "def weighted_sum(w, x):\n    return np.float32(w @ x)",
        "def weighted_sum(w, x):\n    return np.array(w @ x)",
        "def weighted_sum(*args):\n    return np.dot(*args)",
        "def weighted_sum(w, x):\n    here = locals()\n"
        "    return here['w'] @ here['x']",
        "def weighted_sum(w, x):\n    return Fraction(float(w @ x))",
        "def weighted_sum(w, x):\n    return Decimal(float(w @ x))",
        "weighted_sum = lambda w, x: sum(map(lambda p: p[0] * p[1],"
        " zip(w, x)))",
        "weighted_sum = np.dot",
    ],
    "make_arrays": [
        "def make_arrays(num_instances, num_inputs, num_outputs):\n"
        "    i, o = num_inputs, num_outputs\n"
        "    return [np.zeros(s) for s in ((num_instances, i), (o, i), o,"
        " (num_instances, o))]",
        "def make_arrays(*sizes):\n    n, i, o = sizes\n"
        "    return tuple(np.zeros(s, np.float32) for s in "
        "((n, i), (o, i), (o,), (n, o)))",
    ],
    "neuron_gradients": [
        "def neuron_gradients(w, b, x, t):\n"
        "    y = logistic.g(w @ x + b)\n"
        "    return x * y * (1 - y) * (y - t), y * (1 - y) * (y - t)",
        "class Neuron:\n    def __call__(self, w, b, x, t):\n"
        "        y = logistic.g(w @ x + b)\n"
        "        d = logistic.gd(y) * (y - t)\n"
        "        return d * x, d\nneuron_gradients = Neuron()",
    ],
    "slope_by_paths": [
        "def slope_by_paths(x, y1, W2, dEdy, o, i):\n"
        "    delta = logistic.gd(y1) * (W2.T @ dEdy)\n"
        "    return np.outer(delta, x)[o, i]",
    ],
    "outputs_of": [
        "def outputs_of(x, layers):\n    yield x\n"
        "    for W, b, activation in layers:\n"
        "        x = activation.g(W @ x + b)\n        yield x",
        "def outputs_of(x, layers):\n    found = [x]\n"
        "    for W, b, activation in layers:\n"
        "        found += [activation.g(W @ found[-1] + b)]\n"
        "    return tuple(found)",
    ],
    "train_online": [
        "def train_online(layers, X, T, rate, epochs):\n"
        "    losses = []\n    for _ in range(epochs):\n"
        "        for x, t in zip(X, T):\n"
        "            slopes = network_gradients(x, t, layers)\n"
        "            layers = [(W - rate * V, b - rate * c, g) for\n"
        "                      (W, b, g), (V, c) in zip(layers, slopes)]\n"
        "        losses += [mean_error(layers, X, T)]\n"
        "    return [layers, tuple(losses)]",
    ],
    "num_parameters": [
        "def num_parameters(sizes):\n    sizes = np.array(sizes)\n"
        "    return np.sum((sizes[:-1] + 1) * sizes[1:])",
        "def num_parameters(sizes):\n    if len(sizes) < 2:\n"
        "        return 0\n    return ((sizes[0] + 1) * sizes[1]"
        " + num_parameters(sizes[1:]))",
    ],
    "backprop": [
        "def backprop(dEdY, W, b, gd, Y, X):\n"
        "    dEdY = gd(Y) * dEdY\n"
        "    return dEdY @ W, dEdY.T @ X, np.ones(len(X)) @ dEdY",
    ],
    "mini_batches": [
        "def mini_batches(X, T, batch_size, rng):\n"
        "    rows = np.arange(len(X))\n    rng.shuffle(rows)\n"
        "    for n in range(0, len(X), batch_size):\n"
        "        yield X[rows[n:n + batch_size]], T[rows[n:n + batch_size]]",
        "def mini_batches(X, T, batch_size, rng):\n"
        "    rows = rng.permutation(len(X))\n"
        "    cuts = range(batch_size, len(X), batch_size)\n"
        "    return list(zip(np.split(X[rows], cuts), "
        "np.split(T[rows], cuts)))",
    ],
    "numerical_gradient": [
        "def numerical_gradient(E, w, h=1e-5):\n"
        "    w = np.array(w, float)\n    flat = np.eye(w.size)\n"
        "    return np.array([(E(w + h * e.reshape(w.shape)) - E(w - "
        "h * e.reshape(w.shape))) / (2 * h) for e in flat])"
        ".reshape(w.shape)",
    ],
    "step_d": [
        "def step_d(x, t, W1, b1, W2, b2, rate):\n"
        "    old = W2.copy()\n    y1 = logistic.g(W1 @ x + b1)\n"
        "    delta2 = W2 @ y1 + b2 - t\n"
        "    W2 = W2 - rate * np.outer(delta2, y1)\n"
        "    delta1 = logistic.gd(y1) * (old.T @ delta2)\n"
        "    return (W1 - rate * np.outer(delta1, x), b1 - rate * delta1, W2,"
        "\n            b2 - rate * delta2)",
    ],
    "confusion_matrix": [
        "def confusion_matrix(labels, read, num_classes):\n"
        "    return np.bincount(labels * num_classes + read, minlength="
        "num_classes ** 2).reshape(num_classes, num_classes)",
    ],
    "share_solved": [
        "def share_solved(Y, targets):\n"
        "    return sum(abs(y - targets).max() < 0.4 for y in Y) / len(Y)",
    ],
}


def answer(name, *edits):
    """A wrong or right answer: one text is the whole of it."""
    exercise = exercise_of(name)
    if len(edits) == 1:
        namespace = dict(exercise.solution.__globals__, Fraction=Fraction,
                         Decimal=Decimal)
        from mlp_helpers.exercises.sources import make_function
        return make_function(edits[0] + "\n", name, namespace, "answer")
    mistake = Mistake(*edits)
    mistake.bind(exercise, "examined")
    return mistake.function



def wrong_answers():
    """The (name, edits, pattern) of all wrong answers."""
    return [(name, trial[:-1], trial[-1]) for name, trials in WRONG.items()
            for trial in trials]


@pytest.mark.parametrize(
    "name, edits, pattern", wrong_answers(),
    ids=[f"{name}-{n}" for name in WRONG for n in range(len(WRONG[name]))])
def test_wrong_answer_is_explained(name, edits, pattern):
    symbol, message = judge(name, answer(name, *edits))
    assert symbol == "✗", message
    assert re.search(pattern, message, re.IGNORECASE), message
    assert message == judge(name, answer(name, *edits))[1]


@pytest.mark.parametrize("name, source", [
    (name, source) for name, sources in RIGHT.items() for source in sources])
def test_unusual_right_answer_passes(name, source):
    symbol, message = judge(name, answer(name, source))
    assert symbol == "✓", message


def test_partial_of_a_right_answer_passes():
    def any_sum(start, w, x):
        return start + w @ x

    assert judge("weighted_sum", functools.partial(any_sum, 0.0))[0] == "✓"


# ---- what equal numbers do not tell ----

def message_of(name, source, symbol="✗"):
    found, message = judge(name, answer(name, source))
    assert found == symbol, message
    return message


@pytest.mark.parametrize("name, source, pattern", [
    ("input_gradient", """
KEPT = {}
def input_gradient(W, delta):
    out = KEPT.setdefault(W.shape, np.zeros(W.shape[1]))
    out[:] = W.T @ delta
    return out""", "the next call changes it"),
    ("input_gradient", """
def input_gradient(W, delta):
    return np.ma.array(W.T @ delta)""", "dEdx is a MaskedArray, which hides"),
    ("backprop_one", """
def backprop_one(dEdy, W, b, gd, y, x):
    d = gd(y) * dEdy
    return W.T @ d, np.asmatrix(np.outer(d, x)), d""",
     "dEdW is a matrix, whose"),
    ("share_by_form", """
class Reader:
    def __call__(self, right, forms):
        return np.array([right.mean()] * 3)
share_by_form = Reader()""", "never reads its argument forms"),
    ("share_by_form", """
Z = np.zeros(99, dtype=bool)
def share_by_form(right, forms):
    return np.array([Z[:len(forms)][forms == k].mean()
                     for k in range(forms.max() + 1)])""",
     "reads Z from the notebook|never reads its argument right"),
    ("weighted_sum", """
def weighted_sum(w, x):
    return sum(sorted(w)) * 0 + w.max() + x.size * 0""", "x has no effect"),
    ("weighted_sum", """
def outer(x):
    def weighted_sum(w, y):
        return w @ x[:len(w)]
    return weighted_sum
weighted_sum = outer(np.arange(20))""", "reads x from the notebook"),
    ("outputs_of", """
def outputs_of(x, layers):
    found = []
    found.append(found)
    return found * len(layers)""", "the whole list, put into itself"),
    ("network_gradients", """
def network_gradients(x, t, layers):
    a = []
    a += [(a, a)] * len(layers)
    return a""", "itself|nested in another way|too many"),
])
def test_what_numbers_do_not_tell(name, source, pattern):
    message = message_of(name, source)
    assert re.search(pattern, message), message
    assert len(message) < 1500


@pytest.mark.parametrize("returned", ["g(w @ x)", "g(w @ x * 3)"])
def test_unread_without_source(returned):
    namespace = {}
    exec(f"def neuron(w, b, x, g):\n    return {returned}", namespace)
    symbol, message = judge("neuron", namespace["neuron"])
    assert symbol == "✗" and "never reads its argument b" in message


def test_a_mistake_with_a_predicate():
    exercise = REGISTER["spread_of_weights"]
    ours = "1 / np.sqrt(num_inputs)"
    mistake = Mistake(ours, "0.3", hint="A spread of its own",
                      when=lambda it: "0.3" in it.answer.source())
    mistake.bind(exercise, "a predicate")
    exercise.mistakes.append(mistake)
    try:
        assert judge_exercise(exercise, answer(
            "spread_of_weights", ours, "0.3 * num_inputs"))[
                1].startswith("A spread of its own")
    finally:
        exercise.mistakes.remove(mistake)


def test_a_known_mistake_by_chance_is_not_named():
    """All of them return 0 in each case; the words of one are not there."""
    message = message_of("neuron", "def neuron(w, b, x, g):\n    return 0")
    assert "is 0 in each case" in message and len(message) < 150
    assert "never reads its argument w" in message


def test_no_hint_by_chance_without_a_source():
    """One value in all cases, and nothing to read: nothing is guessed."""
    namespace = {}
    exec("def count_right(answers, targets):\n    return 0", namespace)
    exercise = REGISTER["count_right"]
    mistake = Mistake("(y > 0.5) == (t == 1)", "y == 2", hint="A guess")
    mistake.bind(exercise, "a guess")
    exercise.mistakes.append(mistake)
    try:
        said = judge("count_right", namespace["count_right"])[1]
        assert "A guess" not in said
    finally:
        exercise.mistakes.remove(mistake)


@pytest.mark.parametrize("name, source, pattern", [
    # nearest to right, and the fault is another
    ("least_sure", """
def least_sure(answers):
    least = 0
    for n in range(1, len(answers)):
        if abs(answers[n] - 0.5) > 0.3:
            least = n
            break
    return least""", "No round asks"),
    ("least_sure", """
def least_sure(answers):
    near = [0] * len(answers)
    for n in range(len(answers)):
        if answers[n] > 0.5:
            near[n] = answers[n]
    return near.index(max(near))""", "No round asks"),
    ("numerical_gradient", """
def numerical_gradient(E, w, h=1e-5):
    gradient, up = np.zeros(w.shape), w
    for entry in np.ndindex(w.shape):
        up = w
        up = up.copy()
        up[entry] += h
        gradient[entry] = (E(up) - E(w)) / (2 * h)
    return gradient""", "no copy"),
    ("share_solved", """
def share_solved(Y, targets):
    solved = 0
    for y in Y:
        if max(abs(y - targets)) < 0.5:
            solved += 1
    return solved / len(Y)""", "average|No round"),
    ("one_layer", """
def one_layer(W1, b1, W2, b2):
    both = W1 @ W2
    return both, W1 @ b2 + b1""", "transpose"),
])
def test_what_is_not_said(name, source, pattern):
    assert not re.search(pattern, message_of(name, source))


def test_repairs_are_true():
    """With the change that is named, the answer is right."""
    message = judge("forward", answer(
        "forward", "X @ W.T + b", "W @ X.T + b"))[1]
    assert "reshape" not in message
    message = judge("input_gradients", answer(
        "input_gradients", "Deltas @ W", "Deltas @ W * 3"))[1]
    assert "`* 3` does not belong" in message


def test_a_slow_answer_is_not_run_a_hundred_times(monkeypatch):
    calls = []

    def weighted_sum(w, x):
        calls.append(1)
        sum(n * n for n in range(700_000))
        return w @ w

    assert judge("weighted_sum", weighted_sum)[0] == "✗"
    assert len(calls) < 20
