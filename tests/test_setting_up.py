"""Setting up the course, and what its files are for other programs."""
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import notebook_form
import pytest
import store
from nbconvert import ScriptExporter
from traitlets.config import PyFileConfigLoader

from mlp_helpers.exercises.register import Register

ROOT = Path(__file__).parent.parent
needs_make = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("make"),
    reason="the Makefile is for Linux and macOS")


@pytest.mark.parametrize("name, first", [
    ("5", "05"), ("1", "01"), ("13", "13"), ("05", "05"), ("05_back", "05"),
    ("notebooks/05_backpropagation_for_one_instance.ipynb", "05"),
])
def test_a_notebook_to_store_has_many_names(name, first):
    assert [path.name[:2] for path in store.chosen([name])] == [first]


def test_a_readers_own_copies_are_no_notebooks_of_the_course(
        tmp_path, monkeypatch):
    assert len(notebook_form.notebook_paths()) >= 16
    for name in ("05_a_b.ipynb", "my_05.ipynb", "05_a_b-Copy1.ipynb"):
        (tmp_path / name).write_text("{}")
    own, copy, mine = sorted(tmp_path.iterdir(), key=lambda path: (
        path.name != "05_a_b.ipynb", path.name))
    assert notebook_form.notebook_paths(tmp_path) == [own]
    ignores = runpy.run_path(ROOT / "conftest.py")["pytest_ignore_collect"]
    monkeypatch.setattr(notebook_form, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(notebook_form, "notebook_paths", lambda: [own])
    assert [ignores(path)
            for path in (own, copy, mine, tmp_path)] == [
        None, True, True, None]


def test_a_notebook_that_does_not_exist_is_not_stored():
    with pytest.raises(SystemExit, match="starts with 77"):
        store.chosen(["77"])


EXERCISE = """
from mlp_helpers.exercises import Exercise, Output


def half(x):
    return x / 2


EXERCISES = [Exercise(half, question="half of it", outputs=[Output("x")]BLANK)]
"""


@pytest.mark.parametrize("blank, said", [
    (', blanks=["x / 2"]', ""),
    ("", "nb77.py, line 9: ValueError: blanks of half: expected at least one"),
    (', blanks=["y"]', "nb77.py, line 9: ValueError: blanks of half: 'y' occ"),
    (")", "nb77.py\", line 9"),
])
def test_exercises_that_cannot_be_loaded_are_told_before_storing(
        tmp_path, monkeypatch, blank, said):
    (tmp_path / "nb77.py").write_text(EXERCISE.replace("BLANK", blank))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "nb77", raising=False)
    reason = store.unloadable(Register(["nb77"]))
    assert said in reason and bool(reason) == bool(said)


def test_numbers_that_no_output_shows_any_more_are_found_in_the_text():
    def run(shown):
        return {"cells": [
            {"cell_type": "code", "source": "print(share)", "outputs": [
                {"output_type": "stream", "text": f"1,797 of {shown}\n"}]},
            {"cell_type": "markdown", "source": "Of 1797 digits 0.96 are "
             "right, in 07 too.\n\nThat is 0.9577, not 12 or 3."}]}

    assert store.outdated(run("0.9577"), run("0.9577")) == []
    assert store.outdated(run("0.9577"), run("0.9581")) == [
        ("0.9577", "That is 0.9577, not 12 or 3.")]
    assert [number for number, _ in store.outdated(
        run("0.9577"), run("0.31"))] == ["0.96", "0.9577"]


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_what_was_committed_is_compared_and_not_what_was_saved(tmp_path):
    path = tmp_path / "99_a.ipynb"
    assert store.committed(path) is None
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C",
           str(tmp_path)]
    path.write_text('{"cells": [{"source": ["1", "2"]}]}')
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *words], check=True)
    path.write_text('{"cells": []}')
    assert store.committed(path) == {"cells": [{"source": "12"}]}


def test_nothing_is_stored_without_the_exercises(monkeypatch):
    monkeypatch.setattr(store, "unloadable", lambda register: "nb77: no")
    monkeypatch.setattr(store, "store", lambda path: pytest.fail("stored"))
    with pytest.raises(SystemExit, match="cannot be loaded(.|\n)*nb77: no"):
        store.main(["5"])


@pytest.mark.parametrize("path", notebook_form.notebook_paths(),
                         ids=lambda path: path.stem[:2])
def test_as_a_script_a_notebook_is_python(path):
    source, resources = ScriptExporter().from_filename(str(path))
    assert resources["output_extension"] == ".py"
    assert "import numpy as np" in source


def test_jupyterlab_starts_with_the_first_notebook():
    name = "jupyter_lab_config.py"
    config = PyFileConfigLoader(name, path=str(ROOT)).load_config()
    served = Path(config.ServerApp.root_dir)
    assert served == notebook_form.NOTEBOOKS.resolve()
    first = config.LabApp.default_url.removeprefix("/lab/tree/")
    assert served / first == notebook_form.notebook_paths()[0].resolve()
    folder, = config.ServerApp.tornado_settings["static_custom_path"]
    assert config.LabApp.custom_css and Path(folder, "custom.css").is_file()


@pytest.fixture
def course(tmp_path):
    """A folder that looks set up; its path has a space and an apostrophe."""
    folder = tmp_path / "a learner's course"
    (folder / ".venv/bin").mkdir(parents=True)
    for name in "Makefile", "requirements.txt", "pyproject.toml":
        shutil.copy(ROOT / name, folder)
    (folder / ".venv/bin/python").symlink_to(sys.executable)
    (folder / ".venv/ready").write_text(f"{folder}\n")
    return folder


def make(folder, *arguments):
    """What make would run, and what it complains about."""
    ran = subprocess.run(
        ["make", "--dry-run", *arguments], cwd=folder, text=True,
        capture_output=True, env={"PATH": "/usr/bin:/bin"})
    return ran.stdout, ran.stderr


@needs_make
def test_what_is_set_up_is_not_set_up_again(course):
    commands, complaints = make(course, "lab")
    assert "jupyterlab" in commands and "install" not in commands
    assert not complaints


@needs_make
@pytest.mark.parametrize("harm", [
    lambda folder: folder.rename(folder.with_name("elsewhere")),
    lambda folder: (folder / ".venv/bin/python").unlink(),
    lambda folder: (folder / ".venv/ready").unlink(),
    lambda folder: shutil.rmtree(folder / ".venv"),
], ids=["moved", "its Python is gone", "cut off", "new"])
def test_what_is_broken_is_set_up_again(course, harm):
    commands, complaints = make(harm(course) or course, "lab")
    assert "-m venv --clear" in commands and "pip install" in commands
    assert not complaints


@needs_make
def test_only_make_test_installs_the_tools_of_the_tests(course):
    assert "tests/requirements.txt" not in make(course, "lab")[0]
    (course / "tests").mkdir()
    shutil.copy(ROOT / "tests/requirements.txt", course / "tests")
    assert "-r tests/requirements.txt" in make(course, "test")[0]


@needs_make
def test_a_space_in_the_path_of_the_environment_is_refused(course):
    assert "VENV: expected" in make(course, "lab", "VENV=a b")[1]


@needs_make
@pytest.mark.parametrize("home, message", [
    ("writable", False), ("new", False), ("/dev/null/home", True)])
def test_a_home_that_cannot_be_written_to(course, home, message):
    """JupyterLab gets another one, which stays from one start to the next."""
    (course / "writable").mkdir()
    python = course / ".venv/bin/python"
    python.unlink()
    python.write_text('#!/bin/sh\necho "$2 at home in $HOME"\n')
    python.chmod(0o755)
    ran = subprocess.run(
        ["make", "lab"], cwd=course, text=True, capture_output=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(course / home)})
    used = course / ".venv/home" if message else course / home
    assert f"jupyterlab at home in {used}\n" in ran.stdout
    assert used.is_dir() and not ran.stderr
    assert ("cannot be written to" in ran.stdout) == message
