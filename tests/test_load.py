"""The load trial of a class: its parts, and two students on a real hub."""
import asyncio
import json
import subprocess
import sys
from pathlib import Path

import load
import nbformat
import notebook_form
import psutil
import pytest
from jupyter_server.services.kernels.connection.base import (
    serialize_binary_message,
)
from nbformat.v4 import new_code_cell, new_notebook, new_output
from traitlets.config import PyFileConfigLoader

from mlp_helpers.exercises import REGISTER

ROOT = Path(__file__).parent.parent
HUB = ROOT / ".venv-hub"
PATHS = notebook_form.notebook_paths()
paths = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:2])


def read(path):
    return nbformat.read(path, as_version=4)


@paths
def test_every_second_exercise_is_answered(path):
    blank = read(path)
    notebook, signs = load.half_answered(blank)
    exercises = [e for e in REGISTER.values()
                 if path.name.startswith(e.notebook)]
    assert sorted(signs) == sorted(e.name for e in exercises)
    assert list(signs.values()) == (["✓", "○"] * len(signs))[:len(signs)]
    text = "\n".join(cell.source for cell in notebook.cells)
    for exercise in exercises:
        answered = signs[exercise.name] == "✓"
        assert (exercise.solution_source.strip() in text) == answered
        assert (exercise.blank_source.strip() in text) != answered
    assert blank == read(path)


@paths
def test_the_stored_notebooks_are_as_blank_notebooks_must_be(path):
    _, signs = load.half_answered(read(path))
    assert load.complaints(read(path), dict.fromkeys(signs, "○")) == []
    assert load.complaints(read(path), dict.fromkeys(signs, "✓")) == [
        f"{name} has no ✓" for name in signs]


def test_an_error_is_a_complaint_where_it_has_no_tag():
    error = new_output("error", ename="ValueError", evalue="", traceback=[])
    cells = [new_code_cell("1"), new_code_cell("1/0", outputs=[error])]
    notebook = new_notebook(cells=cells)
    assert load.complaints(notebook, {}) == ["cell 1 raises ValueError"]
    cells[1].metadata.tags = ["raises-exception"]
    assert load.complaints(notebook, {}) == []


class Kernel:
    """A connection to a kernel that says what it was given to say."""

    def __init__(self, *said):
        self.said = list(said)
        self.asked = []

    async def write_message(self, text):
        self.asked.append(json.loads(text))

    async def read_message(self):
        if not self.said:
            return None
        channel, kind, content, *other = self.said.pop(0)
        parent = other or [self.asked[-1]["header"]["msg_id"]]
        message = {"channel": channel, "parent_header": {"msg_id": parent[0]},
                   "header": {"msg_type": kind}, "metadata": {},
                   "content": content}
        if kind == "comm_msg":  # widgets send what they draw like this
            return serialize_binary_message(message | {"buffers": [b"\0\1"]})
        return json.dumps(message)


IDLE = "iopub", "status", {"execution_state": "idle"}
REPLY = "shell", "execute_reply", {"status": "ok"}
STREAM = "iopub", "stream", {"name": "stdout", "text": "1\n"}
RESULT = "iopub", "execute_result", {
    "data": {"text/plain": "2"}, "metadata": {}, "execution_count": 7}


def run(kernel):
    cell = new_code_cell("print(1); 2", outputs=[
        new_output("stream", name="stdout", text="of yesterday")])
    asyncio.run(load.run_cell(kernel, cell))
    return cell


@pytest.mark.parametrize("end", [(IDLE, REPLY), (REPLY, IDLE)])
def test_a_cell_is_done_when_the_kernel_has_replied_and_is_idle(end):
    kernel = Kernel(
        (*STREAM, "of another request"), (*IDLE, "of another request"),
        (*REPLY, "of another request"),
        ("iopub", "execute_input", {"code": "", "execution_count": 7}),
        STREAM, ("iopub", "comm_msg", {}), RESULT, *end)
    cell = run(kernel)
    assert kernel.said == []
    assert [o.output_type for o in cell.outputs] == ["stream",
                                                     "execute_result"]
    assert cell.outputs[0].text == "1\n" and cell.execution_count == 7
    asked, = kernel.asked
    assert asked["content"]["code"] == "print(1); 2"
    assert not asked["content"]["stop_on_error"]  # some cells are to raise


@pytest.mark.parametrize("said", [(), (REPLY,), (STREAM, IDLE)])
def test_a_kernel_that_falls_silent_is_lost(said):
    with pytest.raises(load.Lost, match="connection to the kernel"):
        run(Kernel(*said))


def test_the_report_counts_and_names_the_lost():
    done = dict.fromkeys(load.STEPS, 2.0)
    students = [load.Student("s01", done), load.Student("s02", {"login": 9.0}),
                load.Student("s03", done, lost="layer has no ✓")]
    lines = load.report(students, [(100 * load.MIB, 50 * load.MIB),
                                   (120 * load.MIB, 60 * load.MIB)], 2**30)
    lines = lines.splitlines()
    assert lines[1].split() == ["login", "2.0", "9.0"]
    assert "165 MiB (server 110, kernel 55), at most 180" in lines[4]
    assert lines[-3] == "lost: s02, not done in time"
    assert lines[-2] == "lost: s03, layer has no ✓"
    assert lines[-1] == "1 of 3 finished"


def test_a_student_who_cannot_log_in_is_lost_and_stops_nobody():
    port, = load.free_ports(1)
    student = load.Student("s01")
    asyncio.run(load.attend(student, f"http://127.0.0.1:{port}", None, {}))
    assert "ConnectError at login" in student.lost
    assert not student.came_through


def test_memory_is_measured():
    assert load.memory(psutil.Process()) > 2**20
    done = psutil.Popen([sys.executable, "-c", ""])
    done.wait()
    assert load.memory(done) == 0


def test_a_notebook_that_does_not_exist_is_no_trial():
    with pytest.raises(SystemExit, match="starts with 77"):
        load.main("2", "77")


class Spawner:
    class user:
        name = "a.student.with.a.long.name@example.com"


def test_a_socket_of_a_kernel_fits_into_its_path():
    config = PyFileConfigLoader(
        "full_room.py", path=str(ROOT / "classroom")).load_config()
    environment = config.Spawner.environment.get_value({})
    folder = environment["JUPYTER_RUNTIME_DIR"](Spawner)
    identity = "12345678-1234-1234-1234-123456789012"
    assert Spawner.user.name in folder
    assert len(f"/tmp/{Path(folder).name}/kernel-{identity}-ipc-1") <= 107
    assert config.Spawner.http_timeout >= 180
    assert "--KernelManager.transport=ipc" in config.Spawner.args.get_value([])


@pytest.mark.slow
@pytest.mark.skipif(not (HUB / "ready").exists(),
                    reason="NO HUB: `make load` or `make hub` installs one")
def test_two_students_on_a_hub():
    done = subprocess.run(
        [HUB / "bin/python", ROOT / "classroom/load.py", "2", "02"],
        text=True, capture_output=True, timeout=600)
    assert "2 of 2 finished" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
