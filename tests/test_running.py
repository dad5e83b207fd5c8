"""How answers run: limits, debuggers, prompts, what they leave behind."""
import builtins
import functools
import importlib
import io
import itertools
import math
import os
import random
import subprocess
import sys
import threading
import time
import types
import warnings

import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from test_diagnosis import BACKPROP, FORWARD, make, written

import mlp_helpers
from mlp_helpers.exercises import (
    REGISTER,
    Output,
    check,
    hint,
    judge,
    progress,
    register,
    running,
    solution,
    talking,
)
from mlp_helpers.exercises.console import PLAIN, plain, say
from mlp_helpers.exercises.sources import Answer


def practice_list(n):
    numbers = []
    for i in range(n):
        numbers.append(i * 2.0)
    return numbers


def practice_softmax(a):
    powers = np.exp(a - a.max())
    return powers / powers.sum()


LIST = make(practice_list, lambda rng: (int(rng.integers(3, 9)),),
            [Output("numbers", "[n]")], "i * 2.0")
SOFTMAX = make(practice_softmax, lambda rng: (rng.normal(size=4),),
               [Output("y", "[n]")], "a - a.max()")


@pytest.fixture(autouse=True)
def course(monkeypatch, tmp_path):
    """A course of four exercises, and an empty record."""
    monkeypatch.setenv("MLP_HELPERS_PROGRESS", str(tmp_path / "p.json"))
    exercises = register.Register()
    exercises.add(types.SimpleNamespace(
        __name__="practice", EXERCISES=[BACKPROP, FORWARD, LIST, SOFTMAX]))
    monkeypatch.setattr(talking, "REGISTER", exercises)
    monkeypatch.setattr(talking, "_next_hint", {})
    monkeypatch.setattr(talking, "_latest", {})


def forward(*lines):
    """An answer to FORWARD that is right, with lines before its return."""
    source = "def practice_forward(X, W, b, g):\n"
    for line in (*lines, "return g(X @ W.T + b)"):
        source += "".join(f"    {row}\n" for row in line.split("\n"))
    answer = FORWARD.make(source, "answer in a test")
    answer.__globals__["HERE"] = []  # what the answer has seen
    return answer


def seen(answer):
    return answer.__globals__["HERE"]


# ---- the limit ----

def test_the_limit_is_for_one_call(monkeypatch):
    """The clock goes some seconds on in each call: no test waits for it."""
    clock, looks = [0.0], itertools.count()

    def monotonic():
        if threading.current_thread() is threading.main_thread():
            next(looks)
        return clock[0]

    def wait():
        before = int(repr(looks)[6:-1])
        while int(repr(looks)[6:-1]) < before + 2:
            time.sleep(0.001)

    monkeypatch.setattr(running, "clock", monotonic)
    for step, expected in (3, "✓"), (5, "✗"):
        answer = forward(f"clock[0] += {step}", "wait()")
        answer.__globals__.update(clock=clock, wait=wait)
        symbol, message = judge(FORWARD, answer)
        assert symbol == expected, message
    assert clock[0] == (4 + 2) * 3 + 5  # two more: is a buffer used again?
    assert "still running after 4 seconds" in message


@pytest.mark.parametrize("value, expected", [
    ("0.25", 0.25), ("7", 7), ("inf", math.inf), ("0", 4), ("-1", 4),
    ("nan", 4), ("soon", 4), (None, 4)])
def test_the_limit_can_be_set(monkeypatch, value, expected):
    if value is None:
        monkeypatch.delenv("MLP_HELPERS_TIMEOUT", raising=False)
    else:
        monkeypatch.setenv("MLP_HELPERS_TIMEOUT", value)
    assert running.seconds() == expected


def test_no_limit_at_all(monkeypatch):
    monkeypatch.setenv("MLP_HELPERS_TIMEOUT", "inf")
    assert judge(FORWARD, forward())[0] == "✓"


WAITS = "It waits there, or has very much to do: an answer needs a fraction"


@pytest.mark.parametrize("lines, expected, never", [
    (["import time", "time.sleep(1)"], "in line 3 (`time.sleep(1)`). " + WAITS,
     "loop"),
    (["import threading", "threading.Event().wait(1)"],
     "in line 3 (`threading.Event().wait(1)`). " + WAITS, "loop"),
    (["for i in range(3): pass", "HERE.sleep(1)"],
     "in line 3 (`HERE.sleep(1)`). " + WAITS, "loop"),
    (["n = sum(1 for _ in HERE.count())"], "in line 2 (`n = sum(", "the loop"),
    (["while True:\n    n = 3"],
     "in the loop of line 2 (`while True:`). Does the loop come to an end?",
     "waits"),
    (["for i in HERE.count():\n    for j in range(999):\n        n = 3"],
     "in the loop of line 2 (`for i in HERE.count():`)", "waits"),
    (["for i in range(3):\n    while True:\n        n = 3"],
     "in the loop of line 3 (`while True:`)", "waits"),
    (["while True:\n    for j in range(99):\n        n = 3"],
     "in the loop of line 2 (`while True:`)", "waits"),
    (["def f(n):\n    return f(n - 1) + f(n - 1) if n else 1", "f(60)"],
     "after 0.3 seconds, in line ", "loop"),
])
def test_where_it_is_stuck(monkeypatch, lines, expected, never):
    monkeypatch.setenv("MLP_HELPERS_TIMEOUT", "0.3")
    answer = forward(*lines)
    answer.__globals__["HERE"] = types.SimpleNamespace(
        sleep=time.sleep, count=itertools.count)
    before = set(threading.enumerate())
    symbol, message = judge(FORWARD, answer)
    assert symbol == "✗" and expected in message
    assert never not in message
    for thread in set(threading.enumerate()) - before:
        thread.join(5)  # those that sleep wake up first
        assert not thread.is_alive()


def test_only_the_loop_of_all_looks_is_named():
    """A loop that some looks have seen, and others not, is not the place."""
    answer = forward("for i in range(3):\n    for j in range(3):\n        i")
    it = types.SimpleNamespace(answer=Answer(answer))
    code = answer.__code__

    def said(*lines):
        it.tried = types.SimpleNamespace(
            stuck=[[(code, line)] for line in lines])
        return running.too_long(it)

    assert "loop of line 2" in said(2, 3, 4) == said(4, 4, 4) == said(2, 2)
    assert "loop" not in said(4, 5, 2) and "line" not in said(4, 5)
    assert "in line 5 (`return" in said(5, 5)


# ---- debuggers and prompts ----

def run_here(answer):
    """Judge; returns the symbol and the threads that the answer ran in."""
    answer.__globals__["thread"] = threading.get_ident
    symbol, message = judge(FORWARD, answer)
    return symbol, set(seen(answer)) == {threading.get_ident()}


def test_a_thread_where_nobody_looks_on():
    assert run_here(forward("HERE.append(thread())")) == ("✓", False)


@pytest.mark.parametrize("kind", ["trace", "threads", "debugpy", "monitor"])
def test_no_thread_under_a_debugger(monkeypatch, kind, capsys):
    monkeypatch.setenv("MLP_HELPERS_TIMEOUT", "0.01")
    if kind == "trace":
        before = sys.gettrace()
        sys.settrace(lambda *_: None)
    if kind == "threads":
        before = threading.gettrace()
        threading.settrace(lambda *_: None)
    if kind == "debugpy":
        monkeypatch.setitem(sys.modules, "debugpy", types.SimpleNamespace(
            is_client_connected=lambda: True))
    if kind == "monitor":
        monkeypatch.setattr(sys, "monitoring", types.SimpleNamespace(
            DEBUGGER_ID=0, get_tool=lambda number: "pdb"), raising=False)
    answer = forward("HERE.append(thread())", "sleep(0.05)", "print('shown')")
    answer.__globals__.update(
        sleep=time.sleep, print=lambda text: print(text, file=sys.stdout))
    try:
        assert run_here(answer) == ("✓", True)
    finally:
        if kind == "trace":
            sys.settrace(before)
        if kind == "threads":
            threading.settrace(before)
    assert capsys.readouterr().out == "shown\n" * 4


def test_no_client_no_debugger(monkeypatch):
    for debugpy in (types.SimpleNamespace(is_client_connected=lambda: False),
                    types.SimpleNamespace(), None):
        monkeypatch.setitem(sys.modules, "debugpy", debugpy)
        assert running.debugged() is bool(
            sys.gettrace() or threading.gettrace())


@pytest.mark.parametrize("line", [
    "input('name? ')", "ask()", "sys.stdin.readline()",
    "next(iter(sys.stdin))", "getpass.getpass()",
    "try:\n    input()\nexcept BaseException:\n    pass",
    "while not HERE:\n    try:\n        HERE.append(input())\n"
    "    except BaseException:\n        pass"])
def test_who_asks_is_answered(monkeypatch, line):
    """In the thread of the caller, as prompts need it."""
    def answers(prompt=""):
        assert threading.current_thread() is threading.main_thread()
        return "Ada"

    monkeypatch.setattr(builtins, "input", answers)
    monkeypatch.setitem(sys.modules, "getpass", types.SimpleNamespace(
        getpass=answers))
    monkeypatch.setattr(sys, "stdin", io.StringIO("Ada\n" * 4))
    answer = forward(line, "HERE.append(thread())")
    answer.__globals__.update(sys=sys, thread=threading.get_ident,
                              getpass=sys.modules["getpass"],
                              ask=lambda: builtins.input())
    symbol, message = judge(FORWARD, answer)
    assert symbol == "✓", message
    assert threading.get_ident() in seen(answer)
    assert "It changes" not in message
    assert input is answers and isinstance(sys.stdin, io.StringIO)


DEBUGGED = """
import pdb, sys
from mlp_helpers import check
def layer_output(W, b, x, g):
    here = sys._getframe()
    {line}
    return g(W @ x + b)
def debug(frame):
    print("before")
    pdb.Pdb().set_trace(frame)
found = check(layer_output)
print(found is layer_output, sys.gettrace(), breakpoint is not None)
"""


@pytest.mark.parametrize("line", [
    "breakpoint()", "pdb.set_trace()", "import pdb as p; p.set_trace()",
    "debug(here)", "exec('breakpoint()')"])
def test_a_breakpoint_stops_in_the_thread_of_the_caller(line):
    """In a new process: pytest has a debugger of its own."""
    typed = "u\np 'a' + 'b', len(x)\nc\n" if "exec" in line else \
        "p 'a' + 'b', len(x)\nc\n"
    text = python(DEBUGGED.format(line=line), typed=typed * 4)
    for case in REGISTER["layer_output"].cases:
        assert f"('ab', {len(case[2])})" in text
    assert text.count("ab") == 4 and "still running" not in text
    assert "✓ layer_output: right" in text
    assert text.endswith("True None True\n")


def test_who_quits_the_debugger_is_asked_no_more():
    text = python(DEBUGGED.format(line="breakpoint()"), typed="q\n")
    assert text.count("(Pdb)") == 1
    assert ("○ layer_output: you left the debugger, so nothing was checked."
            "\nFalse None True\n") in text


def test_an_interrupt_is_passed_on(monkeypatch):
    """By the stop button while it runs in a thread, and at a prompt."""
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(builtins, "input", stopped)
    with pytest.raises(KeyboardInterrupt):
        check(forward("input()"))
    answer, waited_for = forward("waited_for.wait(60)"), threading.Event()
    answer.__globals__["waited_for"] = waited_for
    monkeypatch.setattr(threading.Thread, "join", stopped)

    def stop(runner, thread):  # the solution is run as well, and is quick
        if runner.function is answer:
            waited_for.set()

    monkeypatch.setattr(running._Runner, "_stop", stop)
    with pytest.raises(KeyboardInterrupt):
        check(answer)


def test_without_threads(monkeypatch, capsys):
    """As in a browser: no limit, and what it prints is kept all the same."""
    def start(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    check(forward("print('here')"))
    text = capsys.readouterr().out
    assert text.count("here") == 1 and "✓" in text
    check(forward("raise ValueError"))
    assert "✗" in capsys.readouterr().out


# ---- what an answer leaves behind ----

def softmax(*lines, result="np.ones_like(a) / len(a)"):
    return SOFTMAX.make("def practice_softmax(a):\n" + "".join(
        f"    {line}\n" for line in (*lines, f"return {result}")),
        "answer in a test")


STATES = {
    "import os; os.chdir('/')": os.getcwd,
    "import os; os.environ['LEAK'] = '1'": lambda: dict(os.environ),
    "import os; os.environ.pop('PATH', 0)": lambda: dict(os.environ),
    "import sys; sys.path.append('leak')": lambda: list(sys.path),
    "import sys; sys.path = []": lambda: list(sys.path),
    "import sys; sys.setrecursionlimit(5000)": sys.getrecursionlimit,
    "import sys; sys.stdout = sys.stderr = None":
        lambda: (sys.stdout, sys.stderr),
    "import sys; sys.excepthook = print": lambda: sys.excepthook,
    "import warnings; warnings.simplefilter('error')":
        lambda: list(warnings.filters),
    "np.seterr(all='raise')": np.geterr,
    "np.set_printoptions(precision=2)": np.get_printoptions,
    "np.random.seed(3)": lambda: str(np.random.get_state()),  # noqa: NPY002
    "np.random.normal()": lambda: str(np.random.get_state()),  # noqa: NPY002
    "import random; random.seed(3)": random.getstate,
    "import math; math.exp = print": lambda: math.exp,
    "import builtins; builtins.sum = print": lambda: builtins.sum,
    "import builtins; builtins.input = print": lambda: builtins.input,
    "import os; os.getcwd = print": lambda: os.getcwd,
    "import time; time.monotonic = print": lambda: time.monotonic,
    "del np.log": lambda: getattr(np, "log", None),
    "np.pi = 3": lambda: np.pi,
    "np.linalg.norm = print": lambda: np.linalg.norm,
    "np.random.default_rng = print": lambda: np.random.default_rng,
    "import mlp_helpers; mlp_helpers.softmax = print":
        lambda: mlp_helpers.softmax,
    "import mlp_helpers as m; m.Layer.forward = print":
        lambda: mlp_helpers.Layer.forward,
}


@pytest.mark.parametrize("debugger", [False, True])
@pytest.mark.parametrize("line", STATES)
def test_what_it_does_to_the_process_is_undone(
        line, debugger, monkeypatch, tmp_path):
    """In a thread, and in the thread of the caller."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "debugged", lambda: debugger)
    look = STATES[line]
    before = look()
    symbol, message = judge(SOFTMAX, softmax(
        line, result="np.exp(a) / np.exp(a).sum()"))
    assert look() == before
    changes = "It changes" in message or "it changes" in message
    silent = ("random.seed", "normal", "warnings", ".input =")
    if debugger and not any(word in line for word in silent):
        assert changes, message  # NumPy keeps some settings for each thread
    attribute = any(f" {word} " in f" {line} " for word in ("del", "=")) \
        and not any(word in line for word in ("environ", "sys."))
    if attribute and ".input =" not in line:
        assert symbol == "✗" and "for everybody" in message


def test_a_folder_that_is_gone_harms_nobody(monkeypatch, tmp_path):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path)
    answer = forward("import os; os.chdir('gone'); os.rmdir(HERE)")
    answer.__globals__["HERE"] = str(tmp_path / "gone")
    judge(FORWARD, answer)
    assert os.getcwd() == str(tmp_path)


def test_a_patched_function_does_not_make_an_answer_right(monkeypatch):
    own = np.exp
    symbol, message = judge(SOFTMAX, softmax("np.exp = np.ones_like"))
    assert symbol == "✗" and "it changes np.exp for everybody" in message
    assert np.exp is own
    assert judge(SOFTMAX, softmax())[0] == "✗"
    patched = softmax("np.exp = np.exp", result="np.exp(a) / sum(np.exp(a))")
    assert judge(SOFTMAX, patched)[0] == "✓"  # the same one: no change


def test_a_function_patched_by_the_notebook(monkeypatch):
    monkeypatch.setattr(np, "exp", np.ones_like)
    theirs = np.exp
    symbol, message = judge(SOFTMAX, softmax())
    assert symbol == "✗" and "np.exp is not the library's own" in message
    symbol, message = judge(SOFTMAX, practice_softmax)
    assert symbol == "✓" and "np.exp is not the library's own" in message
    assert np.exp is theirs


def test_the_random_numbers_of_the_notebook_stay_the_same():
    before = random.getstate()
    random.seed(1)
    first = random.random()
    random.seed(1)
    judge(FORWARD, forward("import random; random.random()"))
    assert random.random() == first
    random.setstate(before)


# ---- whatever comes back ----

def answers(exercise, source):
    return judge(exercise, written(exercise, source))


def test_a_generator_is_the_list_of_its_values():
    assert answers(LIST, """
        def practice_list(n):
            for i in range(n):
                yield i * 2.0
        """)[0] == "✓"
    assert answers(LIST, """
        def practice_list(n):
            return map(float, range(0, 2 * n, 2))
        """)[0] == "✓"
    symbol, message = answers(LIST, """
        def practice_list(n):
            for i in range(n):
                yield i * 3.0
        """)
    assert symbol == "✗" and "`3.0` stands where" in message


def test_a_generator_that_raises_or_never_ends(monkeypatch):
    symbol, message = answers(LIST, """
        def practice_list(n):
            yield 0.0
            yield 1 / 0
        """)
    assert symbol == "✗"
    assert "line 3 (`yield 1 / 0`) raises ZeroDivisionError" in message
    symbol, message = answers(LIST, """
        def practice_list(n):
            while True:
                yield 0.0
        """)
    assert "numbers has too many values" in message


def test_a_generator_is_no_array():
    symbol, message = answers(FORWARD, """
        def practice_forward(X, W, b, g):
            return (g(row) for row in X @ W.T + b)
        """)
    assert symbol == "✗" and "Y is a generator" in message


@pytest.mark.parametrize("line", [
    "numbers = []; numbers.append(numbers)",
    "numbers = []; numbers.extend([numbers] * n)",
    "numbers = [0.0] * n; numbers[1] = (numbers, 2)"])
def test_a_list_that_contains_itself(line, capfd):
    symbol, message = answers(LIST, f"""
        def practice_list(n):
            {line}
            return numbers
        """)
    assert symbol == "✗"
    assert "is the whole list, put into itself" in message
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("line", [
    "raise StopIteration", "raise StopAsyncIteration", "raise GeneratorExit",
    "raise type('E', (Exception,), {'__str__': lambda self: 1 / 0})",
    "raise type('E', (Exception,), {'__bool__': lambda self: False})",
    "raise type('E', (Exception,), {'__repr__': lambda self: 1 / 0})(3)",
    "raise type('E', (Exception,), {'with_traceback': 3})",
    "return type('R', (), {'__deepcopy__': lambda self, _: 1 / 0})()",
    "return type('A', (type(X),), {'any': 3, 'shape': 3})",
    "return type('L', (list,), {'__len__': lambda self: 1 / 0})()",
    "return type('L', (list,), {'__iter__': lambda self: 1 / 0})([1])",
    "import sys; sys.exit()", "exit()", "del X; return X"])
def test_check_prints_a_line_and_no_traceback(line, capfd):
    check(forward(line))
    out, err = capfd.readouterr()
    assert out.startswith("✗ practice_forward: ") and out.count("\n") == 1
    assert err == ""


def test_an_error_of_our_own_is_caught(monkeypatch, capfd):
    def named(value):
        raise StopIteration

    with monkeypatch.context() as patch:
        patch.setattr(FORWARD, "named", named)
        check(forward())
    out, err = capfd.readouterr()
    assert out.startswith("✗ practice_forward: ") and out.count("\n") == 1
    assert err == ""


# ---- whatever can be called ----

class Callable:
    def __call__(self, X, W, b, g):
        return g(X @ W.T + b)

    def practice_forward(self, X, W, b, g):
        return g(X @ W.T + b)


class Holder:
    def __init__(self, function):
        self.function = function

    def __call__(self, *args):
        return self.function(*args)


def practice_forward(X, W, b, g):
    return g(X @ W.T + b)


def with_one_more(c, X, W, b, g):
    return g(X @ W.T + b) + c


@pytest.mark.parametrize("thing", [
    functools.partial(practice_forward),
    functools.partial(functools.partial(practice_forward)),
    functools.wraps(practice_forward)(lambda *args: practice_forward(*args)),
    Callable().practice_forward, Holder(practice_forward),
    staticmethod(practice_forward),
    type("practice_forward", (Callable,), {})()],
    ids=lambda thing: type(thing).__name__)
def test_the_function_inside_says_which_exercise_it_is(thing, capsys):
    assert check(thing) is thing
    assert capsys.readouterr().out.startswith("✓ practice_forward: ")


@pytest.mark.parametrize("thing, expected", [
    (Callable(), "✓"), (lambda X, W, b, g: practice_forward(X, W, b, g), "✓"),
    (functools.partial(with_one_more, 0.0), "✓"),
    (functools.partial(with_one_more, 1.0), "✗"),
    (functools.partial(with_one_more), "✗"), (np.exp, "✗"), (len, "✗"),
    (print, "✗"), (int, "✗"), (Callable, "✗"), (np.ndarray, "✗"),
    (np.vectorize(abs), "✗"), ([].append, "✗"), (type, "✗"),
    (functools.partial(np.add, 1), "✗"), (object(), "✗"), ("abc", "✗")])
def test_check_by_name(thing, expected, capfd):
    result = check(thing, name="practice_forward")
    out, err = capfd.readouterr()
    assert out.splitlines()[-1].startswith(f"{expected} practice_forward: ")
    assert err == "" and (
        out.count("\n") == 1 or thing is print)
    assert (result is thing) == (expected == "✓")


def test_an_exception_inside_a_partial_or_an_object_has_its_line(capsys):
    class Wrong:
        def __call__(self, X, W, b, g):
            return X @ nothing  # noqa: F821

    def wrong(c, X, W, b, g):
        return X @ nothing  # noqa: F821

    for thing in (Wrong(), functools.partial(wrong, 3), Wrong().__call__):
        check(thing, "practice_forward")
        assert "line 2 (`return X @ nothing`) raises NameError" \
            in capsys.readouterr().out


@pytest.mark.parametrize("thing", [
    Callable(), functools.partial(np.add, 1), np.exp, len, Callable, type,
    type("Odd", (), {"__getattr__": lambda self, name: 1 / 0,
                     "__call__": lambda self: 1})(),
    type("Odd", (), {"__name__": 3, "__call__": lambda self: 1})()],
    ids=lambda thing: type(thing).__name__)
def test_without_a_name_it_is_said_how(thing, capsys):
    assert check(thing) is thing
    text = capsys.readouterr().out
    assert text.startswith("○ check: ") and text.count("\n") == 1


# ---- consoles ----

def console(encoding, errors="strict"):
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors)


class NoEncoding:
    """A stream that takes ascii only and does not say so."""

    encoding = None

    def __init__(self):
        self.text = ""

    def write(self, text):
        text.encode("ascii")
        self.text += text


def speak():
    check(practice_forward)
    check(forward("return 3"))
    check(forward("print('∂E/∂W ☃ é \\ud800')", "return ..."))
    hint("practice_backprop")
    solution("practice_forward")
    progress()


@pytest.mark.parametrize("errors", ["strict", "replace"])
@pytest.mark.parametrize("encoding", [
    "cp1252", "ascii", "latin-1", "cp437", "cp932", "utf-8", "utf-16"])
def test_consoles_without_the_signs(monkeypatch, encoding, errors):
    stream = console(encoding, errors)
    monkeypatch.setattr(sys, "stdout", stream)
    speak()
    stream.flush()
    text = stream.buffer.getvalue().decode(encoding)
    right, wrong, not_yet = "✓✗○" if encoding[:3] == "utf" else "vxo"
    not_yet = "○" if encoding == "cp932" else not_yet  # it has this one
    assert f"\n{not_yet} practice_forward: not answered" in text
    assert f"\n{wrong} practice_forward: " in text
    assert text.lstrip("\ufeff").startswith(f"{right} practice_forward: ")
    assert f"  {not_yet} practice_forward" in text
    assert "E/" in text and (encoding != "ascii" or "dE/dW ? e" in text)


def test_signs_have_others_in_plain_ascii():
    assert plain("✓✗○·ᵀé×☃", console("ascii")) == "vxo*^Te" + PLAIN["×"] + "?"
    assert plain("✓é", console("latin-1")) == "vé"
    for signs in PLAIN.values():
        assert signs.isascii()
    assert plain("✓ é", io.StringIO()) == "✓ é"


@pytest.mark.parametrize("encoding", [
    None, 3, "no such encoding", "", b"utf-8", ["utf-8"], "base64"])
def test_streams_that_do_not_know_their_encoding(monkeypatch, encoding):
    stream = NoEncoding()
    stream.encoding = encoding
    monkeypatch.setattr(sys, "stdout", stream)
    speak()
    assert stream.text.startswith("v practice_forward: ")
    del NoEncoding.encoding, stream.encoding
    try:
        say("✗")
    finally:
        NoEncoding.encoding = None
    assert stream.text.endswith("x\n")


def test_stdout_that_is_closed_or_missing(monkeypatch):
    closed = io.StringIO()
    closed.close()

    class Broken(NoEncoding):
        def write(self, text):
            raise BrokenPipeError

    for stream in (closed, None, Broken(), object()):
        monkeypatch.setattr(sys, "stdout", stream)
        speak()
        assert check(practice_forward) is practice_forward


# ---- the register ----

def python(program, typed=""):
    """What a new process prints, with something typed into it."""
    return subprocess.run(
        [sys.executable, "-c", program], input=typed, capture_output=True,
        text=True, check=True, timeout=120, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}).stdout


def test_a_check_loads_the_notebook_that_it_needs_and_compiles_nothing():
    """In a new process: here, other tests have loaded them all."""
    loaded = ("print(*[name[-4:] for name in sys.modules if name.startswith("
              "'mlp_helpers.exercises.nb')])")
    assert python(f"""
import builtins, sys
from mlp_helpers.exercises import REGISTER
{loaded}
exercise = REGISTER["fold"]
{loaded}
print("source" in vars(exercise.mistakes[0]))
exercise.mistakes[0].function
print("source" in vars(exercise.mistakes[0]), len(REGISTER) > 40)
""").split() == ["nb04", "False", "True", "True"]


def test_names_are_unique_over_the_course():
    whole = register.Register(register.REGISTER._modules)
    assert len(whole) == len(set(whole)) == len(REGISTER) > 40
    assert list(whole) == list(REGISTER)
    numbers = [exercise.notebook for exercise in whole.values()]
    assert numbers == sorted(numbers)
    assert list(whole.titles) == list(dict.fromkeys(numbers))
    assert all(whole.titles.values())
    for name in whole:
        assert whole[name].name == name
    with pytest.raises(ValueError, match="two exercises called"):
        whole.add(importlib.import_module("mlp_helpers.exercises.nb04"))


def test_the_order_is_the_courses_whatever_was_asked_for_first():
    some = register.Register(register.REGISTER._modules)
    last = next(reversed(list(REGISTER)))
    assert some[last] is REGISTER[last]
    assert list(some) == list(REGISTER)


@pytest.mark.parametrize("name", ["nothing", "g", "draw_fold", "", 3, None,
                                  "fold(", "Exercise"])
def test_names_of_no_exercise(name):
    assert name not in register.Register(register.REGISTER._modules)


# ---- in a kernel ----

@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(startup_timeout=120)
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


ANSWER = """
def layer_output(W, b, x, g):
    {}
    return g(W @ x + b)
check(layer_output)
"""


def cell(kernel, source, typed=(), interrupt=""):
    """Run a cell; returns what it prints, and the name of its error.

    `typed` is what is answered to its prompts; when it has printed
    `interrupt`, the stop button is pressed.
    """
    manager, client = kernel
    typed, text, pressed = list(typed), [], []

    def shown(message):
        text.append(message["content"].get("text", ""))
        text.extend(message["content"].get("traceback", []))
        if interrupt and interrupt in text[-1] and not pressed:
            pressed.append(manager.interrupt_kernel())

    reply = client.execute_interactive(
        source, allow_stdin=True, timeout=120, output_hook=shown,
        stdin_hook=lambda message: client.input(typed.pop(0)))
    assert not typed
    return "".join(text), reply["content"].get("ename")


@pytest.mark.slow
def test_prompts_debuggers_and_interrupts_in_a_kernel(kernel):
    cell(kernel, "from mlp_helpers import check")
    text, error = cell(kernel, ANSWER.format("input('name? ')"), "abcd")
    assert text.startswith("✓ layer_output") and error is None
    text, error = cell(kernel, ANSWER.format("import pdb; pdb.set_trace()"),
                       ["p 'a' + 'b'", "c"] * 4)
    assert text.count("ab") == 4 and "✓ layer_output" in text
    text, error = cell(kernel, ANSWER.format("import pdb; pdb.set_trace()"),
                       ["q"])
    assert "you left the debugger" in text and error is None
    # Afterwards all is as it was: a thread, %debug, the stop button.
    text, error = cell(kernel, ANSWER.format("print('one case')"))
    assert text.count("one case") == 1 and "✓ layer_output" in text
    text, error = cell(kernel, "secret = 7\n1 / 0")
    assert error == "ZeroDivisionError"
    text, error = cell(kernel, ANSWER.format("1 / 0"))
    assert "✗ layer_output: line 2 (`1 / 0`) raises" in text
    text, error = cell(kernel, "%debug", ["p secret * 11", "q"])
    assert "77" in text
    program = ("import os\nos.environ['MLP_HELPERS_TIMEOUT'] = '1000'\n"
               "import sys, threading, time\nout = sys.stdout\n"
               "def say(text):\n    out.write(text)\n    out.flush()\n"
               "    time.sleep(0.1)\n"
               + ANSWER.format("while True: say('here')"))
    text, error = cell(kernel, program, interrupt="here")
    assert error == "KeyboardInterrupt"
    text, error = cell(kernel, ANSWER.format("pass"))
    assert "✓ layer_output" in text and error is None
