"""Judge one student's answers in a process of its own, with limits.

The process has a folder of its own, no more memory and time than `LIMITS`,
and an audit hook that ends every attempt to write a file, to read one outside
of Python's own folders, to open a socket or to start a program. A verdict is
what the package's own check returns; it leaves the process by a pipe that is
not its output, with a word that only the parent knows.

What this does not promise: Python has no walls inside a process. An answer
that `reading.refusal` lets through has no module but NumPy and arithmetic, no
attribute that begins with an underscore, and no name that looks one up; we
know no way from there to the pipe. For a wall, run this in a container.
"""

import json
import os
import secrets
import select
import subprocess
import sys
import tempfile
import time

SECONDS = 40.0  # until an answer is given up
START = 60.0  # until the process has begun
LIMITS = {"RLIMIT_CPU": 90, "RLIMIT_AS": 4 << 30, "RLIMIT_FSIZE": 1 << 20,
          "RLIMIT_CORE": 0}
DENIED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn",
          "os.spawn", "os.system", "os.kill", "os.remove", "os.rename",
          "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod",
          "os.chown", "os.truncate", "os.putenv", "os.unsetenv", "os.listdir",
          "os.scandir", "shutil.", "ctypes.dlopen", "pty.", "ftplib.",
          "urllib.", "http.", "smtplib.", "webbrowser.", "cpython.remote")


def verdicts(sources, refusal, seconds=SECONDS):
    """Judge {exercise: source}; yields (exercise, symbol, message).

    The symbol is that of `check`, or "!" where there is no verdict: what the
    answer uses is refused, or its process ended or was ended.
    """
    waiting = {}
    for name, source in sources.items():
        reason = refusal(source)
        if reason:
            yield name, "!", f"not run: {reason}."
        else:
            waiting[name] = source
    while waiting:
        for name, symbol, message in _one_process(waiting, seconds):
            del waiting[name]
            yield name, symbol, message


def _one_process(waiting, seconds):
    """The verdicts of one process, and at its end why it ended, if early."""
    word = secrets.token_hex(16)
    reader, writer = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        kept = {name: os.environ[name] for name in (
            "PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-c", "from mlp_helpers.classroom.judging import "
             f"child; child({writer})"], cwd=folder, pass_fds=[writer],
            env=kept | {"HOME": folder, "OMP_NUM_THREADS": "1",
                        "OPENBLAS_NUM_THREADS": "1",
                        "PYTHONDONTWRITEBYTECODE": "1",
                        "MLP_HELPERS_PROGRESS": f"{folder}/none"},
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(writer)
        try:
            process.stdin.write(json.dumps([word, waiting]).encode())
            process.stdin.close()
            yield from _heard(reader, word, list(waiting), seconds)
        except BrokenPipeError:
            yield next(iter(waiting)), "!", "its process could not start."
        finally:
            process.kill()
            process.wait()
            os.close(reader)


def _heard(reader, word, names, seconds):
    """Read lines of [word, name, symbol, message], each in time."""
    buffer, patience = b"", START
    while names:
        end = time.monotonic() + patience
        while b"\n" not in buffer:
            ready, _, _ = select.select([reader], [], [],
                                        max(0, end - time.monotonic()))
            data = os.read(reader, 65536) if ready else None
            if not data:
                yield names[0], "!", (
                    "its process ended." if data == b"" else
                    f"it was given up after {patience:g} seconds.")
                return
            buffer += data
        line, _, buffer = buffer.partition(b"\n")
        said, name, symbol, message = json.loads(line)
        if said != word or name != names[0]:
            yield names[0], "!", "what came was not from the check."
            return
        names.pop(0)
        patience = seconds
        yield name, symbol, message


# ---- in the process ----

def child(writer):
    """Judge what stands on the input, and write the verdicts into a pipe."""
    word, sources = json.loads(sys.stdin.buffer.read())
    import numpy as np

    from .. import exercises  # all is loaded before the doors are closed
    from ..exercises import diagnosis, yours  # noqa: F401

    for name in sources:
        exercises.REGISTER[name]
    solutions = {name: exercise.solution
                 for name, exercise in exercises.REGISTER.items()}
    _limit()
    sys.addaudithook(_hook(np.__path__[0]))
    for name, source in sources.items():
        symbol, message = _judge(name, source, solutions)
        os.write(writer, json.dumps(
            [word, name, symbol, message]).encode() + b"\n")


def _judge(name, source, solutions):
    from ..exercises import REGISTER, judge
    from ..exercises.sources import make_function

    exercise = REGISTER[name]
    # Its own solution is not there: no answer may hand that back.
    others = solutions | exercise.namespace
    others.pop(name, None)
    try:
        answer = make_function(source, name, others, f"the answer {name}")
    except BaseException as error:  # a SystemExit, too
        return "✗", f"{type(error).__name__}: {error}"[:300]
    symbol, message = judge(name, answer)
    return symbol, message[:2000]


def _limit():
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is what is left
        return
    for name, limit in LIMITS.items():
        resource.setrlimit(getattr(resource, name), (limit, limit))


def _hook(numpy_path):
    own = tuple({os.path.realpath(path) for path in (
        sys.prefix, sys.base_prefix, os.path.dirname(numpy_path),
        os.path.dirname(os.path.dirname(os.path.dirname(__file__))))})

    def hook(event, arguments):
        if event.startswith(DENIED):
            raise PermissionError(f"not in an answer: {event}")
        if event == "open":
            path, mode, flags = arguments
            writes = isinstance(flags, int) and flags & (
                os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if isinstance(path, int):
                return
            inside = os.path.realpath(os.fsdecode(path)).startswith(own)
            if writes or not inside:
                raise PermissionError(f"not in an answer: open {path!r}")
    return hook
