"""Is everything there that the course needs? One sentence for notebook 00."""

import re
import sys
from importlib.metadata import PackageNotFoundError, version

PYTHON = (3, 11)
LEAST = {"numpy": (2, 0), "matplotlib": (3, 9), "ipywidgets": (8, 1),
         "anywidget": (0, 9)}


def report(installed=version, python=sys.version_info):
    """Say that everything is there, or what is missing and what to run.

    Parameters
    ----------
    installed : function name -> version, or PackageNotFoundError
    python : the version of Python as a tuple
    """
    bad = [] if tuple(python) >= PYTHON else ["Python"]
    for name, least in LEAST.items():
        try:
            found = re.findall(r"\d+", installed(name))[:2]
        except PackageNotFoundError:
            found = []
        if tuple(map(int, found)) < least:
            bad.append(name)
    if not bad:
        return "Everything is there."
    text = f"Missing or too old: {', '.join(bad)}."
    if "Python" in bad:
        return (f"{text} Install Python {'.'.join(map(str, PYTHON))} or newer "
                "first, then set up the course again, as its README says.")
    return f"{text} Run this line in a cell of its own: %pip install -e .."
