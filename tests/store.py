"""Run notebooks and store them in the committed form.

    python tests/store.py            all of them
    python tests/store.py 5 08       those with these numbers, or whose names
                                     start so
"""
import json
import re
import subprocess
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


def numbers(text):
    """The numbers of a text that have two digits or more, as written."""
    return {number.replace(",", "") for number in re.findall(
        r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?", text) if len(number) > 1}


def committed(path):
    """The notebook as it was last committed, or None: what has been run in
    JupyterLab and saved has new outputs already.
    """
    try:
        text = subprocess.run(
            ["git", "show", f"HEAD:./{path.name}"], cwd=path.parent,
            capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None  # without git, or new
    return notebook_form.plain(json.loads(text))


def outdated(before, after):
    """Numbers of the text that an output has shown, and none shows now.

    Parameters
    ----------
    before, after : notebooks as dicts, run before and after a change

    Returns
    -------
    list of (number, the paragraph that says it)
    """
    def shown(notebook):
        return {float(number) for cell in notebook_form.code_cells(notebook)
                for output in cell["outputs"]
                for text in (output.get("text", ""),
                             output.get("data", {}).get("text/plain", ""))
                for number in numbers(text)}

    def stands(number, among):  # rounded, as texts have it
        digits = len(number.partition(".")[2])
        return any(f"{other:.{digits}f}" == number for other in among)

    was, now = shown(before), shown(after)
    return [(number, line) for cell in after["cells"]
            if cell["cell_type"] == "markdown"
            for line in cell["source"].splitlines()
            for number in sorted(numbers(line))
            if stands(number, was) and not stands(number, now)]


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
    for number, line in outdated(committed(path) or notebook, notebook):
        print(f"LOOK: no output shows {number} any more, and the text says: "
              f"{line}")
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
