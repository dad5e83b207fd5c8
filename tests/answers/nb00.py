"""Answers to the exercises of notebook 00: right ones and wrong ones."""

from . import wrong

RIGHT = {
    "count_right": [
        """
def count_right(answers, targets):
    return sum((y > 0.5) == t for y, t in zip(answers, targets))
""",
        """
def count_right(answers, targets):
    right = 0
    for i in range(len(answers)):
        if answers[i] > 0.5 and targets[i] == 1:
            right = right + 1
        elif answers[i] <= 0.5 and targets[i] == 0:
            right = right + 1
    return right
""",
        """
def count_right(answers, targets):
    import numpy as np
    meant = np.array(answers) > 0.5
    return np.sum(meant == np.array(targets))
""",
    ],
    "least_sure": [
        """
def least_sure(answers):
    return min(range(len(answers)), key=lambda n: abs(0.5 - answers[n]))
""",
        """
def least_sure(answers):
    import numpy as np
    return np.argmin(np.abs(np.array(answers) - 0.5))
""",
        """
def least_sure(answers):
    sure = [max(y, 1 - y) for y in answers]
    return sure.index(min(sure))
""",
    ],
}
WRONG = {
    "count_right": [
        wrong("(y > 0.5) == (t == 1)", "(y >= 0.5) == (t == 1)",
              words=("`>=` stands where `>` belongs",
                     "where both sides are equal")),
        wrong("(y > 0.5) == (t == 1)", "y > 0.5 == t",
              words=("Python reads `y > 0.5 == t` as",
                     "`y > 0.5 and 0.5 == t`: put parentheses, `(y")),
        wrong("(y > 0.5) == (t == 1)", "y > 0.5 == t == 1",
              words="put parentheses, `(y > 0.5) == (t == 1)`"),
        wrong("(y > 0.5) == (t == 1)", "y > 0.5 == (t == 1)",
              words="put parentheses, `(y > 0.5) == (t == 1)`"),
        wrong("(y > 0.5) == (t == 1)", "(y < 0.5) == (t == 1)",
              words="`<` stands where `>` belongs"),
        wrong("return right", "return right / len(targets)",
              words="len(targets)"),
        wrong("            right += 1", "            right = 1",
              words="line 6"),
        wrong("    return right", "        return right",
              words="in each case"),
    ],
    "least_sure": [
        wrong(
            "- 0.5) < abs",
            "- 0.5) <= abs",
            words="`<=` stands where `<` belongs"),
        wrong("- 0.5) < abs", "- 0.5) > abs",
              words="`>` stands where `<` belongs"),
        wrong("abs(answers[n] - 0.5) < abs(answers[least] - 0.5)",
              "answers[n] < 0.5",
              words="No round asks what least is so far"),
        wrong("return least", "return answers[least]", words="position"),
        wrong("abs(answers[n] - 0.5) < abs(answers[least] - 0.5)",
              "abs(answers[n] - 0.5) < abs(answers[0] - 0.5)",
              words="`answers[0]` stands where `answers[least]` belongs"),
    ],
}
