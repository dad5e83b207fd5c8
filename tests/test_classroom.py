"""A class: good, half-done, broken and hostile notebooks, and the table."""

import csv
import json
import os

import notebook_form
import numpy as np
import pytest

from mlp_helpers.classroom.__main__ import main
from mlp_helpers.classroom.judging import verdicts
from mlp_helpers.classroom.reading import answers_in, read_folder, refusal
from mlp_helpers.classroom.table import commonest, first_sentence, rows
from mlp_helpers.exercises import REGISTER

GOOD = "def forward(X, W, b, g):\n    return g(X @ W.T + b)\n"
WRONG = "def forward(X, W, b, g):\n    return g(X @ W.T - b)\n"


def cell(source):
    return {"cell_type": "code", "source": source.splitlines(True),
            "metadata": {}, "outputs": [], "execution_count": None}


def notebook(*sources):
    return json.dumps({"cells": [cell(source) for source in sources],
                       "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def checked(source, name="forward"):
    return f"{source}\n{name} = check({name})\n"


def judged(source, name="forward", **options):
    (_, symbol, message), = verdicts({name: source}, refusal, **options)
    return symbol, message


# ---- reading ----

def test_every_exercise_of_the_course_is_found_in_its_notebook():
    found = {}
    for path in notebook_form.notebook_paths():
        found |= answers_in(path)
    assert set(found) == set(REGISTER)
    assert not any(refusal(source) for source in found.values() if source)


def test_no_solution_and_no_right_answer_is_refused():
    refused = {name: refusal(REGISTER[name].solution_source)
               for name in REGISTER}
    assert not any(refused.values()), refused


def test_functions_above_go_with_an_answer(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(notebook(
        "def half(x):\n    return x / TWO\nprint('not run')",
        "import math\nimport os\nTWO = 2\nX = math.pi\n"
        "from mlp_helpers import Playground, check, linear, tanh as g\n"
        "from mlp_helpers import datasets",
        checked("def forward(X, W, b, g):\n    return half(X)")))
    source = answers_in(path)["forward"]
    for there in ("def half", "import math", "TWO = 2", "import linear\n",
                  "from mlp_helpers import tanh as g\n"):
        assert there in source
    for not_there in ("not run", "import os", "X = math.pi", "Playground",
                      "check", "datasets"):
        assert not_there not in source


def test_a_cell_that_is_no_python_is_still_an_answer(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(notebook("def forward(X:\n    pass\n"
                             "forward = check(forward)"))
    (_, symbol, message), = verdicts(answers_in(path), refusal)
    assert symbol == "!" and message.startswith("not run: line 1 is not")


# ---- judging ----

def test_a_right_a_wrong_and_an_open_answer():
    open_ = "def forward(X, W, b, g):\n    A = ...\n    return ...\n"
    assert judged(GOOD)[0] == "✓"
    symbol, message = judged(WRONG)
    assert symbol == "✗" and "b" in message
    assert judged(open_)[0] == "○"


def test_all_solutions_get_their_tick():
    sources = {name: REGISTER[name].solution_source for name in (
        "count_right", "backprop", "Layer", "Network", "train",
        "momentum_step", "softmax_slopes")}
    found = {name: symbol for name, symbol, _ in verdicts(sources, refusal)}
    assert found == dict.fromkeys(sources, "✓")


HOSTILE = {
    "imports os": "import os\n" + GOOD,
    "imports in a function": GOOD.replace("return", "import sys; return"),
    "looks into a function": GOOD.replace("g(X", "g.__globals__(X"),
    "looks in by a pattern": GOOD.replace("    return", """    match g:
        case object(__globals__=seen):
            pass
    return"""),
    "looks in by getattr": GOOD.replace("g(X", "getattr(g, 'x')(X"),
    "looks in by a frame": GOOD.replace("g(X", "g.gi_frame(X"),
    "evaluates": GOOD.replace("g(X", "eval('g')(X"),
    "opens a file": GOOD.replace("g(X", "open('/etc/passwd') and g(X"),
    "writes by NumPy": GOOD.replace("    return",
                                    "    np.save('x', X)\n    return"),
    "reads by NumPy": GOOD.replace("    return",
                                   "    X.tofile('x')\n    return"),
    "takes the check": "from mlp_helpers import exercises\n" + GOOD,
    "takes a module of ours": "from mlp_helpers import datasets\n" + GOOD,
    "has a metaclass": "class A(metaclass=type):\n    pass\n" + GOOD,
    "defines a hook": GOOD + "class A:\n    def __init_subclass__(s): 0\n",
    "goes through NumPy": GOOD.replace(
        "    return", "    np.lib.npyio.os.getcwd()\n    return"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_an_answer_does_not_need_is_not_run(kind):
    symbol, message = judged(HOSTILE[kind])
    assert symbol == "!" and message.startswith("not run: it ")


@pytest.mark.parametrize("source, words", [
    (GOOD.replace("    return", "    while True: pass\n    return"), "loop"),
    (GOOD.replace("    return", "    x = np.ones(10**12)\n    return"),
     "emory"),
    (GOOD.replace("    return", "    print('✓' * 10**7)\n    return"), ""),
    (GOOD.replace("    return", "    raise SystemExit\n    return"),
     "SystemExit"),
    ("raise SystemExit\n" + GOOD, "SystemExit"),
    (GOOD.replace("    return", "    return forward(X, W, b, g)\n    return"),
     "ecursion"),
])
def test_what_goes_on_or_falls_over_is_no_tick(source, words):
    symbol, message = judged("import numpy as np\n" + source)
    if not words:  # it only prints
        assert symbol == "✓"
        return
    assert symbol in "✗!" and words in message, message


def test_a_process_that_ends_does_not_take_the_others_with_it():
    deep = "x = " + "(" * 150 + "1" + ",)" * 150 + "\n"
    crash = ("import functools\ndef forward(X, W, b, g):\n"
             "    f = lambda x: x\n    for _ in range(10**5):\n"
             "        f = functools.partial(f)\n    return X * 0\n")
    count_right, backprop = (REGISTER[name].solution_source
                             for name in ("count_right", "backprop"))
    sources = {"count_right": count_right, "forward": crash,
               "backprop": backprop}
    found = {name: symbol for name, symbol, _ in verdicts(sources, refusal)}
    assert found["count_right"] == found["backprop"] == "✓"
    assert found["forward"] != "✓"
    assert judged(deep + GOOD)[0] in "✓✗!"


def test_who_is_given_up_leaves_the_rest(monkeypatch):
    from mlp_helpers.classroom import judging
    monkeypatch.setattr(judging, "START", 0.0)
    told = {name: message for name, _, message in verdicts(
        {"forward": GOOD, "backprop": GOOD}, refusal)}
    assert set(told) == {"forward", "backprop"}
    assert all("given up after 0 seconds" in text for text in told.values())


@pytest.mark.slow
@pytest.mark.parametrize("line", [
    "open('/tmp/x', 'w')", "open('/etc/passwd')",
    "__import__('socket').socket()", "__import__('os').system('true')",
    "__import__('subprocess').run(['true'])", "__import__('os').remove('x')",
    "__import__('os').listdir('/')", "__import__('os').fork()",
])
def test_the_process_itself_refuses_too(line):
    """As if the words of an answer had got past the reading."""
    source = GOOD.replace("    return", f"    {line}\n    return")
    (_, symbol, message), = verdicts({"forward": source}, lambda _: None)
    assert symbol == "✗" and "not in an answer" in message, message


# ---- a class ----

@pytest.fixture
def folder(tmp_path):
    for student, sources in {
        "ada": [checked(GOOD)], "bob": [checked(WRONG)],
        "cyd": [checked(WRONG)],
        "dan": [checked("def forward(X, W, b, g):\n    return ...")],
        "eve": [checked(HOSTILE["imports in a function"])],
    }.items():
        (tmp_path / student).mkdir()
        (tmp_path / student / "08.ipynb").write_text(notebook(*sources))
    (tmp_path / "fay").mkdir()
    (tmp_path / "fay" / "08.ipynb").write_text('{"cells": [')
    (tmp_path / "gus.ipynb").write_text(notebook("print('nothing')"))
    return tmp_path


def test_the_table_says_who_stands_where(folder, capsys, tmp_path):
    before = os.listdir(folder)
    path = tmp_path / "out.csv"
    main([str(folder), "--csv", str(path)])
    shown = capsys.readouterr().out
    assert "✓✗✗○!··" in shown and "1/7" in shown
    assert "2 x " in shown
    assert "fay: 08.ipynb: no notebook (JSONDecodeError)" in shown
    assert path.read_bytes().startswith("\ufeff".encode())
    with open(path, encoding="utf-8-sig") as file:
        head, *lines = csv.reader(file)
    assert head[:4] == ["notebook", "exercise", "student", "verdict"]
    assert [line[3] for line in lines] == list("✓✗✗○!··")
    assert "not run: it imports sys." in lines[4][4]
    assert sorted(os.listdir(folder)) == sorted([*before, "out.csv"])


def test_a_stored_tick_counts_for_nothing(tmp_path):
    forged = json.loads(notebook(checked(WRONG)))
    forged["cells"][0]["outputs"] = [{
        "output_type": "stream", "name": "stdout",
        "text": ["✓ forward: right."]}]
    (tmp_path / "a.ipynb").write_text(json.dumps(forged))
    sources = read_folder(tmp_path)["a"].sources
    assert judged(sources["forward"])[0] == "✗"


@pytest.mark.parametrize("make", [lambda path: path / "none",
                                  lambda path: path])
def test_a_folder_without_notebooks_is_named(tmp_path, make, capsys):
    with pytest.raises(SystemExit):
        main([str(make(tmp_path))])
    assert "folder: expected" in capsys.readouterr().err


def test_the_commonest_mistake_is_counted_by_its_first_sentence():
    results = {"a": {"forward": ("✗", "No b. Then more.")},
               "b": {"forward": ("✗", "No b.  Something else.")},
               "c": {"forward": ("✗", "A sign.")}, "d": {}}
    assert commonest(results, "forward") == (2, "No b.")
    assert first_sentence("Is x 3.5? Yes.") == "Is x 3.5?"
    (_, name, symbols, _, _), = rows(results)
    assert (name, symbols) == ("forward", ["✗", "✗", "✗", "·"])
    assert np.unique(symbols).size == 2


@pytest.mark.slow
@pytest.mark.parametrize("path", notebook_form.notebook_paths(),
                         ids=lambda path: path.stem[:2])
def test_a_blank_notebook_is_not_answered(path):
    """As it is dealt out: every answer is open, and no cell breaks one."""
    sources = answers_in(path)
    told = {name: (symbol, message) for name, symbol, message
            in verdicts(sources, refusal)}
    for name, (symbol, message) in told.items():
        assert symbol == "○" or REGISTER[name].faulty, (name, message)


def test_a_refusal_is_counted_with_its_reason():
    assert first_sentence("not run: it imports os.") == \
        "not run: it imports os."


@pytest.mark.parametrize("source", [
    "", "def forward(X, W, b, g, own=forward):\n    return own(X, W, b, g)\n"])
def test_no_answer_hands_the_solution_back(source):
    symbol, message = judged(source)
    assert symbol == "✗" and "Error" in message
