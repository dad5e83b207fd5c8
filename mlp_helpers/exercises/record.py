"""The record of what is done: one small file that survives a restart.

Each exercise that is done is one line of JSON, written in one piece at the
end of the file. So several notebooks can write at once, and a line that was
cut off hurts none of the others. What cannot be read is passed over and stays
where it is. An older form, ``{"done": {name: notebook}}``, is read as well.
"""
import json
import os
import sys
from pathlib import Path

TRIES = 3  # where other programs write at once, on Windows and over a network


def path():
    """Where the record is kept."""
    chosen = os.environ.get("MLP_HELPERS_PROGRESS")
    if chosen:
        return Path(chosen)
    # A browser tab keeps the files of /drive; its home ends with it.
    drive = Path("/drive") if sys.platform == "emscripten" else None
    home = drive if drive and drive.is_dir() else Path.home()
    return home / ".mlp_helpers" / "progress.json"


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


def add(name, notebook, source=None):
    """Record that an exercise is solved, and how. Never raises.

    A new source takes the place of an older one; without one, the older one
    stays. Returns where it could not be kept, and why; "" where it is kept.
    """
    entry = {"exercise": name, "notebook": notebook}
    if source:
        entry["source"] = source
    line = json.dumps(entry)
    try:
        file = path()
        for _ in range(TRIES):
            entries, reason = read()
            if reason or name in entries and source in (
                    None, entries[name].get("source")):
                return reason
            file.parent.mkdir(parents=True, exist_ok=True)
            _append(file, f"\n{line}\n".encode())
        kept = read()[0].get(name, {})
        if kept and source in (None, kept.get("source")):
            return ""
        return _reason("what is written is lost")
    except Exception as error:
        return _reason(error)


def _append(file, line):
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT
                     | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)


def _reason(error):
    """The place, where it is known, and what is wrong with it."""
    text = str(getattr(error, "strerror", None) or error).rstrip(".")
    try:
        return f"in {path()}: {text}"
    except Exception:
        return f"anywhere: {text}"
