"""What is done is kept, whatever happens to the file; or it is said why."""
import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlp_helpers.exercises import REGISTER, check, progress, record

NAME = "layer_output"  # an exercise of notebook 03


@pytest.fixture
def file(monkeypatch, tmp_path):
    """Where the record will be; its folder is not there yet."""
    file = tmp_path / "a" / "progress.json"
    monkeypatch.setenv("MLP_HELPERS_PROGRESS", str(file))
    return file


def right():
    return REGISTER[NAME].solution


def test_each_exercise_is_a_line(file):
    assert record.done() == set()
    assert record.add("one", "05") == record.add("two", "06") == ""
    before = file.read_bytes()
    assert record.add("one", "05") == ""
    assert file.read_bytes() == before  # nothing is written twice
    assert record.done() == {"one", "two"}
    lines = file.read_text().split()
    assert json.loads("".join(lines[:4])) == {
        "exercise": "one", "notebook": "05"}
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_older_form_is_read(file):
    file.parent.mkdir()
    text = json.dumps({"done": {"other": "77", "third": "78"}, "x": [1]},
                      indent=1)
    file.write_text(text)
    assert record.done() == {"other", "third"}
    record.add("other", "77")
    assert file.read_text() == text
    record.add("one", "05")
    assert record.done() == {"other", "third", "one"}
    assert file.read_text().startswith(text)


@pytest.mark.parametrize("text", [
    b"", b"{", b"[]", b'{"done": 3}', b"\xff\xfe\x00", b"[" * 100_000,
    b'{"a":' * 100_000, b'{"exercise": 3}', b'{"exercise": ["b"]}', b"null",
    b'{"done": {"a"'])
def test_damage_stays_and_harms_nobody(file, text):
    file.parent.mkdir()
    file.write_bytes(text)
    assert record.done() == set()
    assert record.add("one", "05") == ""
    assert record.add("two", "05") == ""
    assert record.done() == {"one", "two"}
    assert file.read_bytes().startswith(text)


def test_a_line_that_is_cut_off_is_the_only_one_lost(file):
    for name in "abc":
        record.add(name, "05")
    whole = file.read_bytes()
    start = whole.rindex(b"{")
    for end in range(start + 1, len(whole) - 2):
        file.write_bytes(whole[:end])
        assert record.done() == {"a", "b"}
        record.add("d", "05")
        assert record.done() == {"a", "b", "d"}
        assert file.read_bytes().count(b'"d"') == 1  # at the first try


def test_several_processes_at_once(file, tmp_path):
    """Each waits for the others, and then all of them write."""
    program = f"""
import importlib.util, sys, time
from pathlib import Path
spec = importlib.util.spec_from_file_location("record", {record.__file__!r})
record = importlib.util.module_from_spec(spec)
spec.loader.exec_module(record)
here, me = Path({str(tmp_path)!r}), sys.argv[1]
(here / f"ready {{me}}").touch()
while len(list(here.glob("ready *"))) < 4:
    time.sleep(0.001)
for number in range(40):
    assert record.add(f"{{me}}-{{number}}", "05") == ""
"""
    processes = [subprocess.Popen([sys.executable, "-c", program, name])
                 for name in "abcd"]
    assert [process.wait(120) for process in processes] == [0] * 4
    assert record.done() == {f"{name}-{number}" for name in "abcd"
                             for number in range(40)}


def test_a_line_that_another_program_wrote_over_is_written_again(
        file, monkeypatch):
    """So it can happen where appending is not one step, as over a network."""
    write, lost = os.write, []

    def write_and_lose(handle, line):
        written = write(handle, line)
        if not lost:
            lost.append(line)
            os.ftruncate(handle, 0)
        return written

    monkeypatch.setattr(os, "write", write_and_lose)
    assert record.add("one", "05") == "" and lost
    assert record.done() == {"one"}


# ---- where it cannot be kept ----

def a_file_where_a_folder_should_be(file, monkeypatch):
    file.parent.write_text("")
    return "Not a directory"


def a_folder(file, monkeypatch):
    file.mkdir(parents=True)
    return "it is a folder"


def a_full_disk(file, monkeypatch):
    def write(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", write)
    return os.strerror(errno.ENOSPC)


def half_a_line(file, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, line: write(
        handle, line[:9]))
    return "what is written is lost"


def a_folder_for_reading_only(file, monkeypatch):
    def mkdir(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "a")

    monkeypatch.setattr(Path, "mkdir", mkdir)
    return "Permission denied"


def a_record_for_others_only(file, monkeypatch):
    def open_(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "a")

    monkeypatch.setattr(os, "open", open_)
    return "Permission denied"


def no_home(file, monkeypatch):
    def home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("MLP_HELPERS_PROGRESS")
    monkeypatch.setattr(Path, "home", home)
    return "anywhere: Could not determine home directory."


def a_pipe(file, monkeypatch):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with a name here")
    file.parent.mkdir()
    os.mkfifo(file)
    return "it is not a file"


@pytest.mark.parametrize("trouble", [
    a_file_where_a_folder_should_be, a_folder, a_full_disk, half_a_line,
    a_folder_for_reading_only, a_record_for_others_only, no_home, a_pipe])
def test_it_is_said_where_and_why(file, monkeypatch, capsys, trouble):
    reason = trouble(file, monkeypatch)
    function = right()
    assert check(function) is function
    verdict, line = capsys.readouterr().out.splitlines()
    assert verdict.startswith("✓")
    assert line.startswith("(It could not be kept ")
    assert line.endswith(f"{reason.rstrip('.')}. It counts until this kernel "
                         "ends; then run this cell again.)")
    assert str(file) in line or trouble is no_home
    progress("03")
    assert f"✓ {NAME}" in capsys.readouterr().out
    record._unwritten.clear()  # the kernel has ended
    progress("03")
    assert f"○ {NAME}" in capsys.readouterr().out


def test_what_could_not_be_written_is_written_later(file, monkeypatch):
    with monkeypatch.context() as patch:
        a_full_disk(file, patch)
        assert all(record.add(name, "05", f"{name}()") for name in "abab")
        assert record.done() == {"a", "b"}
    assert record.add("c", "05") == ""
    record._unwritten.clear()
    assert {name: entry.get("source") for name, entry
            in record.read()[0].items()} == {
        "a": "a()", "b": "b()", "c": None}
    assert file.read_text().count("exercise") == 3


def test_what_is_not_given_stays(file):
    record.add("one", "05", "f()", "asked")
    record.add("one", "06")
    assert record.read()[0]["one"] == {
        "exercise": "one", "notebook": "06", "source": "f()",
        "asks": "asked"}
    record.add("one", "06", "g()", "more")
    assert record.read()[0]["one"] == {
        "exercise": "one", "notebook": "06", "source": "g()", "asks": "more"}


def test_nothing_is_said_where_it_is_kept(file, capsys):
    for _ in range(2):
        check(right())
        assert capsys.readouterr().out.count("\n") == 1
    progress("03")
    text = capsys.readouterr().out
    assert f"✓ {NAME}" in text and "could not" not in text


def test_progress_says_what_it_cannot_read(file, capsys):
    a_folder(file, None)
    progress("03")
    line = capsys.readouterr().out.splitlines()[-1]
    assert line == (f"(What is done could not be read in {file}: it is a "
                    "folder.)")


@pytest.mark.skipif(os.name != "posix", reason="HOME is what counts there")
def test_a_home_that_is_not_there(file, monkeypatch, tmp_path, capsys):
    monkeypatch.delenv("MLP_HELPERS_PROGRESS")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    check(right())
    assert capsys.readouterr().out.count("\n") == 1
    assert (tmp_path / "home" / ".mlp_helpers" / "progress.json").is_file()
    monkeypatch.setenv("HOME", "/dev/null")
    check(right())
    assert "could not be kept in /dev/null/" in capsys.readouterr().out


def test_in_a_browser_tab_its_name_does_not_promise_one_json_value(
        tmp_path, monkeypatch):
    monkeypatch.delenv("MLP_HELPERS_PROGRESS", raising=False)
    monkeypatch.setattr(record.sys, "platform", "emscripten")
    monkeypatch.setattr(record, "DRIVE", tmp_path)
    assert record.path() == tmp_path / ".mlp_helpers" / "progress.txt"
    monkeypatch.setattr(record, "DRIVE", tmp_path / "none")
    assert record.path().name == "progress.json"
