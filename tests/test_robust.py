"""What learners do to a notebook: no progress is lost, no tick misleads.

Cells run out of order and twice, interrupts, restarts, a home that is for
reading only, two kernels, a day in between, and a course that was updated.
Two browsers are in test_browser_robust.py, damaged records in test_record.py.
"""
import contextlib
import itertools
import os
import re
import shutil
import signal
import time
from pathlib import Path

import answers
import notebook_form
import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from test_notebook_variants import exercises_of, fill
from test_running import cell

import mlp_helpers
from mlp_helpers.exercises import REGISTER, check, progress, record, talking
from mlp_helpers.exercises.sources import make_function

NAME = "layer_output"  # the first exercise of notebook 03
ALL = sum(exercise.notebook == "03" for exercise in REGISTER.values())
MINE = """
def layer_output(W, b, x, g):
    mine = True
    return g(x @ W.T + b)
"""
WRONG = MINE.replace("+ b", "- b")
CHECK = "layer_output = check(layer_output)"
IMPORTS = """
import numpy as np
from mlp_helpers import *
from mlp_helpers.exercises import yours
"""


@pytest.fixture
def kernels():
    """A function that starts kernels; they end with the test.

    Each is a function that runs a cell and returns what it says, errors too.
    """
    with contextlib.ExitStack() as running:
        def start(folder=notebook_form.NOTEBOOKS, **environment):
            manager, client = start_new_kernel(
                startup_timeout=120, cwd=str(folder),
                env=os.environ | environment)
            running.callback(manager.shutdown_kernel, now=True)
            running.callback(client.stop_channels)

            def run(source):
                text, _ = cell((manager, client), source)
                return re.sub(r"\x1b\[[\d;]*m", "", text)  # no colours

            def restart():
                manager.restart_kernel(now=True)
                client.wait_for_ready(timeout=120)

            run.restart = restart
            return run
        yield start


def sources(number, answer):
    """The code cells of a notebook, answered; `answer` may leave some out."""
    path, = notebook_form.NOTEBOOKS.glob(f"{number:02d}_*.ipynb")
    written = {e.name: answer(e) for e in exercises_of(path)}
    notebook = fill(notebook_form.read(path), {
        name: source for name, source in written.items() if source})
    return [cell["source"] for cell in notebook_form.code_cells(notebook)]


def right(exercise):
    return exercise.solution_source


def wrong(exercise):
    return answers.mistakes(exercise)[0].source


def signs(text, checks=True):
    """The (sign, name) pairs of checks, or of lists of progress."""
    pattern = r"^([○✗✓]) (\w+):" if checks else r"^  ([○✗✓]) (\w+) "
    return re.findall(pattern, text, re.MULTILINE)


# ---- order, interrupts ----

@pytest.mark.parametrize("number, answer", [
    pytest.param(*pair, marks=pytest.mark.slow)
    for pair in itertools.product((3, 4, 5, 8, 10, 15), (right, wrong))])
def test_cells_in_any_order_and_twice(kernels, number, answer):
    """Forwards, each twice; backwards; backwards in a kernel that is new.

    A cell may raise because what it needs is not there. No sign is another.
    """
    kernel, cells = kernels(), sources(number, answer)
    wanted = {"✓"} if answer is right else {"✗", "○"}  # ○: handed in twice
    names = set()
    for source in cells:
        for sign, name in signs(kernel(source) + kernel(source)):
            assert sign in wanted, (source, name)
            names.add(name)
    assert names == {e.name for e in REGISTER.values()
                     if e.notebook == f"{number:02d}"}
    assert record.done() == (names if answer is right else set())
    for restarted in (False, True):
        if restarted:
            kernel.restart()
        for source in reversed(cells):
            text = kernel(source)
            assert {sign for sign, _ in signs(text)} <= wanted, source
            if restarted and "Error" in text:
                assert "NameError" in text, text
    listed = signs(kernel(f"{IMPORTS}\nprogress({number})"), checks=False)
    assert {name for sign, name in listed if sign == "✓"} == (
        names if answer is right else set())


def answer_of(source, label):
    return make_function(source, NAME, {"np": np}, label)


@pytest.fixture
def fresh(monkeypatch):
    """As in a new kernel."""
    monkeypatch.setattr(talking, "_latest", {})
    monkeypatch.setattr(record, "_unwritten", {})


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")
def test_an_interrupt_at_any_moment_spoils_no_later_check(fresh, capsys):
    answer, mistake = answer_of(MINE, "right"), answer_of(WRONG, "wrong")
    check(answer)
    start = time.perf_counter()
    check(answer)
    seconds = time.perf_counter() - start
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    exp, stopped = np.exp, 0
    try:
        for part in np.linspace(0.05, 1, 60):
            try:
                signal.setitimer(signal.ITIMER_REAL, part * seconds)
                # It may also stop a lock that Python holds, and be told so.
                stopped += check(answer) is not answer
                signal.setitimer(signal.ITIMER_REAL, 0)
            except KeyboardInterrupt:
                stopped += 1
            capsys.readouterr()
            assert check(mistake) is REGISTER[NAME].solution
            assert check(answer) is answer
            assert [sign for sign, _ in signs(capsys.readouterr().out)] == [
                "✗", "✓"]
            assert np.exp is exp
    finally:
        signal.signal(signal.SIGALRM, before)
    assert stopped


def test_what_is_stopped_as_it_is_said_is_kept(fresh, monkeypatch):
    def stopped(text):
        raise KeyboardInterrupt

    monkeypatch.setattr(talking, "say", stopped)
    with pytest.raises(KeyboardInterrupt):
        check(answer_of(MINE, "right"))
    assert record.done() == {NAME}


def test_a_tick_goes_when_the_answer_is_broken(fresh, capsys):
    for source, line, count in ((MINE, "✓", 1), (WRONG, "✗", 1),
                                (MINE.replace("mine = True", "y = ..."),
                                 "✓", 1), (WRONG, "✗", 1)):
        check(answer_of(source, source))
        text = capsys.readouterr().out
        assert signs(text) == [(line, NAME)]
        progress(3)
        text = capsys.readouterr().out
        assert (line, NAME) in signs(text, checks=False)
        assert f": {count} of {ALL}\n" in text
        assert ("(solved before)" in text) == (line == "✗")
    talking._latest.clear()  # a new kernel knows what was solved
    progress(3)
    text = capsys.readouterr().out
    assert ("✓", NAME) in signs(text, checks=False)
    assert "before" not in text


# ---- restarts, and a day in between ----

def half(exercise):
    return exercise.name in ("forward", "input_gradients") and \
        exercise.solution_source.replace("\n    return", (
            "\n    mine = True\n    return"))


@pytest.mark.slow
def test_half_done_restarted_and_continued_another_day(kernels):
    kernel, cells = kernels(), sources(8, half)
    middle = next(number for number, source in enumerate(cells)
                  if "weight_gradients = check" in source)
    for source in cells[:middle]:
        kernel(source)
    kernel.restart()
    text = "".join(map(kernel, cells[middle:]))
    assert "NameError: name 'check'" in text and "✓" not in text
    kernel(cells[0])
    done = [("✓", "forward"), ("✓", "input_gradients"),
            ("○", "weight_gradients")]
    assert signs(kernel("progress(8)"), checks=False)[:3] == done
    another_day = kernels()
    text = "".join(map(another_day, cells))
    assert signs(text)[:3] == done
    assert signs(text, checks=False)[:3] == done
    text = another_day(sources(10, lambda exercise: None)[0])  # 08 half done
    assert text == "forward: your own. backprop: the finished one.\n"
    assert another_day("'mine' in forward.__code__.co_varnames or 1 / 0") == ""


def test_the_record_goes_in_the_middle(kernels):
    kernel = kernels()
    kernel(IMPORTS + MINE + CHECK)
    file = Path(os.environ["MLP_HELPERS_PROGRESS"])
    assert NAME in file.read_text()
    shutil.rmtree(file.parent)
    assert ("○", NAME) in signs(kernel("progress(3)"), checks=False)
    assert "finished" in kernel("yours('layer_output')")
    assert signs(kernel(MINE + CHECK)) == [("✓", NAME)]
    assert NAME in file.read_text()
    assert ("✓", NAME) in signs(kernel("progress(3)"), checks=False)
    assert kernel("f = yours('layer_output')") == f"{NAME}: your own.\n"


# ---- where nothing can be written ----

@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="HOME counts on Unix")
def test_a_home_and_a_folder_for_reading_only(kernels, monkeypatch, tmp_path):
    monkeypatch.delenv("MLP_HELPERS_PROGRESS")
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    if os.access(home, os.W_OK):  # no mode keeps root out
        home = Path("/proc" if Path("/proc").is_dir() else "/dev/null")
    kernel = kernels(home, HOME=str(home), MPLCONFIGDIR=str(tmp_path),
                     IPYTHONDIR=str(tmp_path))
    kernel(IMPORTS)
    text = kernel(MINE + CHECK)
    assert signs(text) == [("✓", NAME)]
    assert f"(It could not be kept in {home}/" in text
    assert "It counts until this kernel ends; then run this cell again." \
        in text
    assert ("✓", NAME) in signs(kernel("progress(3)"), checks=False)
    assert kernel("f = yours('layer_output')") == f"{NAME}: your own.\n"
    kernel.restart()
    kernel(IMPORTS)
    assert ("○", NAME) in signs(kernel("progress(3)"), checks=False)
    assert signs(kernel(MINE + CHECK)) == [("✓", NAME)]


# ---- several at once ----

def test_two_kernels_and_one_record(kernels):
    one, other = kernels(), kernels()
    for kernel in (one, other):
        kernel(IMPORTS)
    one(MINE + CHECK)
    assert ("✓", NAME) in signs(other("progress(3)"), checks=False)
    assert other("f = yours('layer_output')") == f"{NAME}: your own.\n"
    other(WRONG + CHECK)
    assert ("✗", NAME) in signs(other("progress(3)"), checks=False)
    assert ("✓", NAME) in signs(one("progress(3)"), checks=False)
    better = MINE.replace("mine = True", "also_mine = True")
    assert signs(other(better + CHECK)) == [("✓", NAME)]
    one("f = yours('layer_output')")
    assert one("'also_mine' in f.__code__.co_varnames or 1 / 0") == ""


# ---- another edition of the course ----

@pytest.fixture
def edition(tmp_path):
    """A copy of the package, and a function that changes notebook 03's."""
    folder = tmp_path / "edition"
    shutil.copytree(Path(mlp_helpers.__file__).parent, folder / "mlp_helpers",
                    ignore=shutil.ignore_patterns("__pycache__"))
    module = folder / "mlp_helpers/exercises/nb03.py"

    def change(old, new):
        text = module.read_text(encoding="utf-8")
        assert old in text
        module.write_text(text.replace(old, new), encoding="utf-8")
        return {"PYTHONPATH": str(folder)}
    return change


@pytest.mark.slow
def test_a_course_that_was_updated_under_a_half_done_notebook(
        kernels, edition):
    kernel, cells = kernels(), sources(3, right)
    for source in cells:
        kernel(source)
    kernel.restart()
    kernel(IMPORTS)
    assert f": {ALL} of {ALL}\n" in kernel("progress(3)")
    # One asks for another order; one is the same, with another comment.
    environment = edition("W @ x + b", "b - W @ x")
    edition("W2 @ W1       #", "W2 @ W1       # in this order")
    updated = kernels(**environment)
    updated(IMPORTS)
    text = updated("progress(3)")
    assert [name for sign, name in signs(text, checks=False)
            if sign == "○"] == [NAME]
    assert f": {ALL - 1} of {ALL}\n" in text
    assert text.count("(solved in an earlier edition)") == 1
    text = updated("yours('layer_output', 'one_layer')")
    assert text.startswith(
        "one_layer: your own. layer_output: the finished one.\n"
        "(Your own layer_output, as it was kept, is not right by itself: ")
    answered = next(source for source in cells if CHECK in source)
    assert signs(updated(answered)) == [("✗", NAME)]
    new = answered.replace("W @ x + b", "b - W @ x")
    assert signs(updated(new)) == [("✓", NAME)]
    assert f": {ALL} of {ALL}\n" in updated("progress(3)")
