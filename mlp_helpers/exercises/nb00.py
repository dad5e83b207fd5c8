"""The exercises of notebook 00, Start here."""

from .exercise import Exercise, Mistake, Output


def count_right(answers, targets):
    """How many answers mean what they should mean."""
    right = 0
    for y, t in zip(answers, targets):
        if (y > 0.5) == (t == 1):
            right += 1
    return right


def least_sure(answers):
    """The position of the answer that is least sure."""
    least = 0
    for n in range(len(answers)):
        if abs(answers[n] - 0.5) < abs(answers[least] - 0.5):
            least = n
    return least


def draw_answers(rng):
    """Some answers in tenths, one half among them, and their targets."""
    count = rng.integers(6, 12)
    answers = (rng.integers(0, 11, size=count) / 10).tolist()
    return [0.5, 0.0, *answers], [1, 0, *rng.integers(2, size=count).tolist()]


def draw_unsure(rng):
    """Answers in 64ths on both sides; two are equally unsure."""
    count, near = rng.integers(3, 7), rng.integers(3, 9)
    far = rng.integers(near + 4, 32, size=count) * rng.choice([-1, 1], count)
    signs = rng.permutation([-1, 1])
    order = [*far[:2], near * signs[0], near * signs[1], *far[2:]]
    return ([(32 + int(distance)) / 64 for distance in order],)


EXERCISES = [
    Exercise(
        count_right, question="how many of the answers are right",
        outputs=[Output("the count", "a number")],
        draw=draw_answers,
        shapes={"answers": "numbers", "targets": "numbers"},
        blanks=["(y > 0.5) == (t == 1)"],
        mistakes=[
            Mistake("(y > 0.5) == (t == 1)", "y == t",
                    hint="This asks for exactly 0 or exactly 1, and an answer "
                    "of 0.97 never counts. What does an answer above 0.5 "
                    "mean?"),
            Mistake("(y > 0.5) == (t == 1)", "y > 0.5",
                    hint="This counts the answers that mean 1, whether they "
                    "should or not. t has to play a part"),
            Mistake("(y > 0.5) == (t == 1)", "y > 0.5 and t == 1",
                    hint="The answers that mean 0, and should, are right as "
                    "well")],
        hints=["There are two ways to be right: the answer means 1 and t is "
               "1, or it means 0 and t is 0.",
               "y > 0.5 is True or False, and so is t == 1. When are the two "
               "the same?"]),
    Exercise(
        least_sure, question="which answer is least sure",
        outputs=[Output("the position", "a number")],
        draw=draw_unsure,
        shapes={"answers": "numbers"},
        blanks=["abs(answers[n] - 0.5) < abs(answers[least] - 0.5)"],
        mistakes=[
            Mistake("abs(answers[n] - 0.5) < abs(answers[least] - 0.5)",
                    "answers[n] < answers[least]",
                    hint="This finds the smallest answer, which is very sure "
                    "of 0. Least sure is what lies nearest to one half, on "
                    "either side")],
        hints=["What would the least sure answer of all be? One half.",
               "How far is answers[n] from one half? And answers[least]? abs "
               "gives a distance without its sign."]),
]
