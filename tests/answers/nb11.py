"""Answers to the exercises of notebook 11: right ones and wrong ones."""

from . import wrong

MEAN = "np.sqrt(2 / (num_inputs + num_outputs))"
STEPS = "velocity *= momentum velocity -= learning_rate * dEdW W += velocity"

RIGHT = {
    "spread_of_weights": [
        """
def spread_of_weights(num_inputs, num_outputs):
    mean = (num_inputs + num_outputs) / 2
    return num_inputs ** -0.5, num_outputs ** -0.5, mean ** -0.5
""",
        """
def spread_of_weights(num_inputs, num_outputs):
    mean = np.mean([num_inputs, num_outputs])
    return np.sqrt(1 / np.array([num_inputs, num_outputs, mean]))
""",
    ],
    "best_rate": [
        """
def best_rate(flat, steep):
    return 1 / ((steep + flat) / 2)
""",
        """
def best_rate(flat, steep):
    low, high = 1 / steep, 2 / steep
    for _ in range(60):
        rate = (low + high) / 2
        if abs(1 - rate * flat) > abs(1 - rate * steep):
            low = rate
        else:
            high = rate
    return rate
""",
    ],
    "momentum_step": [
        """
def momentum_step(W, velocity, dEdW, learning_rate, momentum):
    velocity[...] = momentum * velocity - learning_rate * dEdW
    W[...] = W + velocity
""",
        """
def momentum_step(W, velocity, dEdW, learning_rate, momentum):
    np.subtract(momentum * velocity, learning_rate * dEdW, out=velocity)
    np.add(W, velocity, out=W)
""",
        """
def momentum_step(W, velocity, dEdW, learning_rate, momentum):
    change = (momentum - 1) * velocity - learning_rate * dEdW
    velocity += change
    W += velocity
""",
    ],
}
WRONG = {
    "spread_of_weights": [
        wrong(
            "1 / np.sqrt(num_inputs)",
            "1 / num_inputs",
            "1 / np.sqrt(num_outputs)",
            "1 / num_outputs",
            "np.sqrt(2 / (num_inputs + num_outputs))",
            "2 / (num_inputs + num_outputs)",
            words="without np.sqrt(...), where keeps_signal is set"),
        wrong("1 / np.sqrt(num_inputs)", "1 / num_inputs",
              words="without np.sqrt(...), where keeps_signal is set"),
        wrong("1 / np.sqrt(num_outputs)", "1 / num_outputs",
              words="without np.sqrt(...), where keeps_gradient is set"),
        wrong(MEAN, "2 / (num_inputs + num_outputs)",
              words="without np.sqrt(...), where compromise is set"),
        wrong("keeps_signal, keeps_gradient, compromise",
              "keeps_gradient, keeps_signal, compromise",
              words="keeps_signal"),
        wrong(MEAN, "np.sqrt(2 / num_inputs + num_outputs)", words="line 5"),
        wrong(MEAN, "np.sqrt(1 / (num_inputs + num_outputs))",
              words="`1` stands where `2` belongs"),
        wrong(MEAN, "np.sqrt((num_inputs + num_outputs) / 2)",
              words="compromise"),
        wrong("1 / np.sqrt(num_outputs)", "1 / sqrt(num_outputs)",
              words="np.sqrt"),
    ],
    "best_rate": [
        wrong("2 / (flat + steep)", "1 / flat", words="argument steep"),
        wrong("2 / (flat + steep)", "1 / (flat + steep)",
              words="`1` stands where `2` belongs"),
        wrong("2 / (flat + steep)", "2 / flat + steep",
              words="parentheses are missing"),
        wrong("2 / (flat + steep)", "1 / flat + 1 / steep",
              words="too large"),
    ],
    "momentum_step": [
        wrong(
            "velocity -= learning_rate * dEdW",
            "velocity += learning_rate * dEdW",
            "W += velocity",
            "W -= velocity",
            words=("more than one mistake",
                   "`+=` stands where `-=` belongs")),
        wrong("velocity -= learning_rate * dEdW",
              "velocity += learning_rate * dEdW",
              words="`+=` stands where `-=` belongs"),
        wrong("W += velocity", "W -= velocity",
              words="`-=` stands where `+=` belongs"),
        wrong("velocity -= learning_rate * dEdW", "velocity -= dEdW",
              words="`learning_rate`"),
        wrong("velocity *= momentum", "pass",
              words="without `velocity *= momentum`"),
        wrong("velocity *= momentum", "velocity = momentum * velocity",
              words="velocity"),
        wrong(STEPS, """W += velocity
    velocity *= momentum
    velocity -= learning_rate * dEdW""", words="comes too early"),
        wrong(STEPS, "W -= learning_rate * dEdW", words="velocity"),
        wrong("W += velocity", "W = W + velocity", words="W"),
        wrong("W += velocity", "pass", words="without `W += velocity`"),
    ],
}
