"""The table of a class: exercise by student, and the commonest mistakes."""

import csv
import re
from collections import Counter

from ..exercises import REGISTER

MISSING = "·"  # no such cell in what was handed in
LEGEND = (f"✓ right   ✗ wrong   ○ not answered   ! not judged   {MISSING} "
          "not handed in")


def first_sentence(message):
    """What stands for a message when mistakes are counted.

    After "not run:" the reason goes with it.
    """
    ends = r"(?<=[.?!:])(?<!not run:)\s"
    return re.split(ends, " ".join(message.split()), maxsplit=1)[0][:120]


def commonest(results, exercise):
    """How many made the commonest mistake of an exercise, and its words."""
    told = Counter(first_sentence(message)
                   for verdicts in results.values()
                   for symbol, message in [verdicts.get(exercise, ("", ""))]
                   if symbol in ("✗", "!"))
    return told.most_common(1)[0][::-1] if told else (0, "")


def rows(results):
    """One row for each exercise that anybody has handed in.

    Parameters
    ----------
    results : dict, student -> dict, exercise -> (symbol, message)

    Returns
    -------
    list of (notebook, exercise, [symbol of each student], count, mistake)
    """
    seen = {name for verdicts in results.values() for name in verdicts}
    return [(REGISTER[name].notebook, name,
             [verdicts.get(name, (MISSING, ""))[0]
              for verdicts in results.values()],
             *commonest(results, name)) for name in REGISTER if name in seen]


def text(results, problems=()):
    """The table as lines to print."""
    students, body = list(results), rows(results)
    width = max((len(name) for _, name, *_ in body), default=8)
    lines = [LEGEND, ""]
    lines += [f"{chr(97 + k % 26) * (1 + k // 26)} = {student}"
              for k, student in enumerate(students)]
    heads = "".join(chr(97 + k % 26) for k in range(len(students)))
    lines += ["", f"{'':{width + 4}} {heads}  right  commonest mistake"]
    for notebook, name, symbols, count, mistake in body:
        right = f"{symbols.count('✓')}/{len(students)}"
        told = f"{count} x {mistake}" if count else ""
        lines.append(f"{notebook}  {name:{width}} {''.join(symbols)}  "
                     f"{right:>5}  {told}".rstrip())
    return "\n".join([*lines, *([""] if problems else []), *problems])


def write_csv(path, results):
    """The same for a spreadsheet, and what each was told in full.

    A mark at its beginning says that it is UTF-8, which Excel asks for.
    """
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["notebook", "exercise", "student", "verdict", "told"])
        for notebook, name, symbols, _, _ in rows(results):
            for student, symbol in zip(results, symbols):
                told = results[student].get(name, ("", ""))[1]
                out.writerow([notebook, name, _harmless(student), symbol,
                              _harmless(told)])


def _harmless(cell):
    """A spreadsheet takes what begins so for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
