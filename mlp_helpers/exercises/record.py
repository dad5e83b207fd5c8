"""The record of what is done: one small file that survives a restart.

Each exercise that is done is one line of JSON, written in one piece at the
end of the file. So several notebooks can write at once, and a line that was
cut off hurts none of the others. What cannot be read is passed over and stays
where it is. An older form, ``{"done": {name: notebook}}``, is read as well.

What cannot be written counts until the process ends, and is written as soon
as that is possible.
"""
import json
import os
import sys
from pathlib import Path

TRIES = 3  # where other programs write at once, on Windows and over a network
DRIVE = Path("/drive")
_unwritten = {}  # place -> {exercise: its entry}


def path():
    """Where the record is kept."""
    chosen = os.environ.get("MLP_HELPERS_PROGRESS")
    if chosen:
        return Path(chosen)
    # A browser tab keeps the files of /drive; its home ends with it. What is
    # called .json there must be one value: for lines it never answers.
    if sys.platform == "emscripten" and DRIVE.is_dir():
        return DRIVE / ".mlp_helpers" / "progress.txt"
    return Path.home() / ".mlp_helpers" / "progress.json"


def values(text):
    """Yield the JSON objects of a text, whatever stands between them."""
    decoder = json.JSONDecoder()
    position = text.find("{")
    while position >= 0:
        try:
            value, end = decoder.raw_decode(text, position)
            yield value
        except (ValueError, RecursionError):
            end = text.find("\n", position)
        position = text.find("{", end) if end >= 0 else -1


def read():
    """The record as {exercise: its entry}, and why it cannot be read, or "".

    Never raises.
    """
    entries, reason = _written()
    return entries | _unwritten.get(_place(), {}), reason


def _written():
    entries = {}
    try:
        file = path()
        if file.exists() and not file.is_file():  # a pipe would never end
            return entries, _reason("it is a folder" if file.is_dir()
                                    else "it is not a file")
        text = file.read_bytes().decode("utf-8", errors="replace")
        for value in values(text):
            old = value.get("done")
            for name in old if isinstance(old, dict) else ():
                entries[name] = {"exercise": name, "notebook": old[name]}
            if isinstance(value.get("exercise"), str):
                entries[value["exercise"]] = value
    except FileNotFoundError:
        pass
    except Exception as error:
        return entries, _reason(error)
    return entries, ""


def done():
    """Names of the exercises that have been solved. Never raises."""
    return set(read()[0])


def add(name, notebook, source=None, asks=None):
    """Record that an exercise is solved, and how. Never raises.

    `asks` stands for what the exercise asks for now. What is given takes the
    place of what is older; what is not given stays.

    Returns where it could not be kept, and why; "" where it is kept.
    """
    new = {"exercise": name, "notebook": notebook, "source": source,
           "asks": asks}
    waiting = _unwritten.setdefault(_place(), {})
    waiting[name] = read()[0].get(name, {}) | {
        key: value for key, value in new.items() if value is not None}
    try:
        for each, entry in list(waiting.items()):
            reason = _write(entry)
            if reason:
                return reason
            del waiting[each]
        return ""
    except Exception as error:
        return _reason(error)


def _write(entry):
    file, line = path(), f"\n{json.dumps(entry)}\n".encode()
    for _ in range(TRIES):
        entries, reason = _written()
        if reason or entries.get(entry["exercise"]) == entry:
            return reason
        file.parent.mkdir(parents=True, exist_ok=True)
        _append(file, line)
        if line in file.read_bytes():  # others may have written since
            return ""
    return _reason("what is written is lost")


def _append(file, line):
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT
                     | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)


def _place():
    try:
        return str(path())
    except Exception:  # there is no home
        return ""


def _reason(error):
    """The place, where it is known, and what is wrong with it."""
    text = str(getattr(error, "strerror", None) or error).rstrip(".")
    try:
        return f"in {path()}: {text}"
    except Exception:
        return f"anywhere: {text}"
