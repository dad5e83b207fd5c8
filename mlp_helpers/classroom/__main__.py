"""Where students stand, before the next lesson.

    python -m mlp_helpers.classroom FOLDER [--csv FILE]

FOLDER has a sub-folder for each student, with notebooks in it, or a notebook
for each student. Their answers are judged afresh, by the checks of the course:
stored outputs and records count for nothing. See judging.py for the limits.
"""

import argparse
import os
import sys

from .judging import verdicts
from .reading import read_folder, refusal
from .table import text, write_csv


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="python -m mlp_helpers.classroom",
        description="Judge the answers in students' notebooks afresh: a table "
        "of exercises and students, with the commonest mistake of each.")
    parser.add_argument("folder", help="a sub-folder for each student, or a "
                        "notebook for each")
    parser.add_argument("--csv", help="write the verdicts and what each "
                        "student was told into this file, too")
    options = parser.parse_args(arguments)
    if os.name == "nt":
        parser.error("it needs Linux or macOS: there a process can be limited")
    try:
        students = read_folder(options.folder)
    except ValueError as error:
        parser.error(str(error))
    results, problems = {}, []
    for student, answers in students.items():
        print(f"{student} ...", end="\r", file=sys.stderr, flush=True)
        results[student] = {
            name: (symbol, message) for name, symbol, message
            in verdicts(answers.sources, refusal)}
        problems += [f"{student}: {problem}" for problem in answers.problems]
    print(text(results, problems))
    if options.csv:
        write_csv(options.csv, results)


if __name__ == "__main__":
    main()
