"""Notebook 00's first cell: is everything there?"""

import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from mlp_helpers.course import installation

PROJECT = tomllib.loads(Path("pyproject.toml").read_text())["project"]


def test_everything_is_there():
    assert installation.report() == "Everything is there."


def test_the_bounds_are_those_of_the_project():
    bounds = [f"{name}>={'.'.join(map(str, least))}"
              for name, least in installation.LEAST.items()]
    assert sorted(bounds) == sorted(PROJECT["dependencies"])
    python = ".".join(map(str, installation.PYTHON))
    assert PROJECT["requires-python"] == f">={python}"


def test_what_is_missing_or_too_old_is_named_with_the_line_to_run():
    def installed(name):
        if name == "anywidget":
            raise PackageNotFoundError(name)
        return {"numpy": "1.26.4", "matplotlib": "3.10rc1"}.get(name, "9.0")

    text = installation.report(installed)
    assert text.startswith("Missing or too old: numpy, anywidget.")
    assert text.endswith("%pip install -e ..")


def test_an_old_python_comes_first():
    text = installation.report(lambda name: "99.9", (3, 10, 2))
    assert "too old: Python. Install Python 3.11 or newer first" in text
