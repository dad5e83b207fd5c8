"""Settings that are known to work, and some that are known to fail."""

XOR = {"data": "xor", "points": 4, "noise": 0.0, "test": 0.0,
       "batch_size": 0, "momentum": 0.0, "decay": 0.0, "start": "suited",
       "output": "linear", "error": "logistic_cross_entropy",
       "stop_loss": 0.0, "stop_epoch": 0, "data_seed": 0, "classes": 2}
CLOUD = XOR | {"points": 200, "noise": 0.08, "test": 0.25, "batch_size": 10}

# name: (whether it works, settings, the reason why)
PRESETS = {
    "XOR, two units": (True, XOR | {
        "hidden": [2], "activations": ["tanh"], "learning_rate": 0.5,
        "seed": 0},
        "Works: each hidden unit draws one line, and XOR needs two."),
    "XOR, no hidden layer": (False, XOR | {
        "hidden": [], "activations": [], "learning_rate": 0.5, "seed": 0},
        "Fails: without a hidden layer the boundary is one straight line, "
        "and no line has both 1s of XOR on one side."),
    "XOR, all weights 0": (False, XOR | {
        "hidden": [4], "activations": ["tanh"], "learning_rate": 0.5,
        "seed": 0, "start": "zeros"},
        "Fails: units that start equal get equal gradients, here 0, and "
        "nothing ever tells them apart."),
    "XOR, stuck": (False, XOR | {
        "hidden": [2], "activations": ["relu"], "learning_rate": 0.5,
        "seed": 2},
        "Fails: a unit of ReLU that answers 0 to every point has the slope "
        "0 everywhere, so it never moves again. Try new weights."),
    "circles, three units": (True, CLOUD | {
        "data": "circles", "hidden": [3], "activations": ["tanh"],
        "learning_rate": 0.3, "seed": 0},
        "Works: three lines close a ring, and two cannot."),
    "circles, two units": (False, CLOUD | {
        "data": "circles", "hidden": [2], "activations": ["tanh"],
        "learning_rate": 0.3, "seed": 0},
        "Fails: two lines bound a strip or a wedge, and the ring leaks out "
        "of it. One unit more is enough."),
    "circles, linear units": (False, CLOUD | {
        "data": "circles", "hidden": [8, 8],
        "activations": ["linear", "linear"], "learning_rate": 0.03,
        "seed": 0},
        "Fails: a stack of linear layers is one linear layer, so the "
        "boundary is a straight line however many units there are."),
    "moons, steps too long": (False, CLOUD | {
        "data": "moons", "hidden": [8], "activations": ["relu"],
        "error": "squared_error", "batch_size": 0, "learning_rate": 2.5,
        "seed": 0},
        "Fails: each step jumps over the valley and lands higher up on its "
        "other side. Try a rate of 0.25."),
    "moons, overfitted": (False, CLOUD | {
        "data": "moons", "points": 40, "noise": 0.3, "test": 0.5,
        "hidden": [8, 8], "activations": ["tanh", "tanh"], "batch_size": 5,
        "learning_rate": 0.3, "momentum": 0.9, "seed": 3, "data_seed": 1},
        "Fails on the test points: 20 noisy points are learned by heart, "
        "and the test loss rises while the training loss falls."),
    "three Gaussians": (True, CLOUD | {
        "data": "gaussians", "classes": 3, "noise": 0.3, "hidden": [4],
        "activations": ["tanh"], "error": "softmax_cross_entropy",
        "learning_rate": 0.1, "seed": 0},
        "Works: softmax gives each class an output of its own."),
    "two spirals": (True, XOR | {
        "data": "two_spirals", "points": 194, "hidden": [20, 20],
        "activations": ["tanh", "tanh"], "learning_rate": 0.3,
        "momentum": 0.9, "seed": 4, "start": "spread"},
        "Works, in some thousand updates: 20 steep lines all over the "
        "plane, and 20 more units that put them together."),
}

# Those that are over too soon to be seen at full speed.
SPEED = {"moons, steps too long": "5 updates a second"}
FULL_SPEED = "as fast as it can"


def reason(settings):
    """What is to be said of these settings, if they are a preset's."""
    return next((f"{name}. {text}" for name, (_, own, text)
                 in PRESETS.items() if own.items() <= settings.items()), "")
