"""Run notebooks and store them in the committed form.

    python tests/store.py            all of them
    python tests/store.py 5 08       those with these numbers, or whose names
                                     start so
"""
import re
import sys
import traceback
from pathlib import Path

import notebook_form


def chosen(names):
    """The notebooks whose names start with any of some names or paths."""
    paths = notebook_form.notebook_paths()
    if not names:
        return paths
    found = []
    for name in names:
        start = Path(name).name.removesuffix(".ipynb")
        if start.isdigit():  # 5 is notebook 05, and 1 is neither 10 nor 12
            start = start.zfill(2)
        matches = [path for path in paths if path.name.startswith(start)]
        if not matches:
            sys.exit(f"There is no notebook whose name starts with {start}.")
        found += matches
    return found


def unloadable(register):
    """What keeps the exercises from being loaded, with its place, or "".

    A check does not raise: without this, a notebook would be stored in which
    nothing has been checked, or fail elsewhere.
    """
    try:
        len(register)
    except Exception as error:
        said = "".join(traceback.format_exception_only(error))
        places = [f"{Path(frame.filename).name}, line {frame.lineno}: "
                  for frame in traceback.extract_tb(error.__traceback__)
                  if re.fullmatch(r"nb\d\d\.py", Path(frame.filename).name)]
        return "".join(places[-1:]) + said.strip()
    return ""


def store(path):
    """Run and store one notebook; returns what is wrong with it, or None."""
    from nbclient.exceptions import CellExecutionError

    notebook_form.blank_record()
    try:
        notebook = notebook_form.execute(notebook_form.normalise(
            notebook_form.read(path), path.stem))
    except CellExecutionError as error:
        plain = re.sub(r"\x1b\[[\d;]*m", "", str(error))  # no colours
        return f"a cell raises and has no tag raises-exception.\n{plain}"
    numbers = notebook_form.view_with_company(notebook)
    if numbers:
        return (f"code cells {numbers} show a widget together with its text. "
                "Show the view alone: see tests/notebook_form.py.")
    text = notebook_form.dumps(notebook_form.normalise(notebook, path.stem))
    if text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8", newline="\n")
        print("stored:", path.name)
    else:
        print("nothing new:", path.name)
    return None


def main(names):
    notebook_form.prepare_environment()
    from mlp_helpers.exercises import REGISTER

    wrong, paths = 0, chosen(names)
    reason = unloadable(REGISTER)
    if reason:
        sys.exit("NOT STORED: the exercises cannot be loaded, so nothing "
                 f"could be checked.\n{reason}")
    for path in paths:
        reason = store(path)
        if reason:
            wrong += 1
            print(f"NOT STORED: {path.name}: {reason}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
