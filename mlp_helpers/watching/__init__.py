"""How a training is followed: a live line, a history, and advice."""
