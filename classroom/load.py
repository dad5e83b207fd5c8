"""A whole class at the same minute: `make load STUDENTS=40`.

Starts a JupyterHub on loopback. All students log in at once; each starts a
server and a kernel, runs one notebook of the course with every second
exercise answered, and saves it. The servers go on until the last student is
done, as in a room. Prints how many finished, how long it took them and how
much memory it took, and ends with an error if any was lost.

    python classroom/load.py 40 05    40 students, notebook 05
"""
import asyncio
import contextlib
import copy
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import httpx
import nbformat
import psutil
from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
)
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from mlp_helpers.exercises import REGISTER

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parent / "notebooks"
STEPS = "login", "server", "notebook"
SECONDS = 1800  # for the whole trial: against hanging, not against slowness
MIB = 2 ** 20


class Lost(Exception):
    """A student could not go on; the message says where and why."""


@dataclass
class Student:
    """One student: how long each step took [s], and why it was lost."""

    name: str
    seconds: dict = field(default_factory=dict)
    lost: str = ""

    @property
    def came_through(self):
        return len(self.seconds) == len(STEPS) and not self.lost

    @contextlib.contextmanager
    def step(self, name):
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def half_answered(notebook):
    """Answer the first, third, ... exercise of a notebook.

    Returns
    -------
    notebook : a copy, with solutions in place of these blanks
    signs : dict, name of an exercise -> the sign that its check must print
    """
    notebook, signs = copy.deepcopy(notebook), {}
    for cell in notebook.cells:
        for name, exercise in REGISTER.items():
            blank = exercise.blank_source.strip()
            if cell.cell_type == "code" and blank in cell.source:
                signs[name] = "○" if len(signs) % 2 else "✓"
                if signs[name] == "✓":
                    cell.source = cell.source.replace(
                        blank, exercise.solution_source.strip())
    return notebook, signs


def complaints(notebook, signs):
    """What is wrong with a notebook that was run: a list of sentences."""
    printed, wrong = "", []
    for number, cell in enumerate(notebook.cells):
        may_raise = "raises-exception" in cell.metadata.get("tags", ())
        for output in cell.get("outputs", ()):
            printed += output.get("text", "")
            if output.output_type == "error" and not may_raise:
                wrong.append(f"cell {number} raises {output.ename}")
    return wrong + [f"{name} has no {sign}" for name, sign in signs.items()
                    if f"{sign} {name}:" not in printed]


def request(code):
    """A message that asks a kernel to run code, for the shell channel."""
    return {"channel": "shell", "parent_header": {}, "metadata": {},
            "header": {"msg_id": uuid.uuid4().hex, "username": "",
                       "session": uuid.uuid4().hex, "version": "5.4",
                       "msg_type": "execute_request"},
            "content": {"code": code, "silent": False, "store_history": True,
                        "user_expressions": {}, "allow_stdin": False,
                        "stop_on_error": False}}


async def answers(connection, msg_id):
    """What a kernel publishes while it runs a request, until it is done.

    It is done when it has replied and is idle, whichever comes last.
    """
    missing = {"execute_reply", "idle"}
    while missing:
        text = await connection.read_message()
        if text is None:
            raise Lost("the connection to the kernel was closed")
        message = (deserialize_binary_message(text)
                   if isinstance(text, bytes) else json.loads(text))
        if message["parent_header"].get("msg_id") != msg_id:
            continue
        kind = message["header"]["msg_type"]
        missing -= {kind, message["content"].get("execution_state")}
        if message["channel"] == "iopub":
            yield kind, message


async def run_cell(connection, cell):
    """Run a code cell, and fill in what it shows."""
    message = request(cell.source)
    await connection.write_message(json.dumps(message))
    cell.outputs = []
    async for kind, answer in answers(connection,
                                      message["header"]["msg_id"]):
        if kind in ("stream", "display_data", "execute_result", "error"):
            cell.outputs.append(nbformat.v4.output_from_msg(answer))
        elif kind == "execute_input":
            cell.execution_count = answer["content"]["execution_count"]


async def log_in(client, name):
    """Log in by the hub's page, as a browser does; returns an API token."""
    await client.get("/hub/login")
    await client.post("/hub/login", data={
        "username": name, "password": "", "_xsrf": client.cookies["_xsrf"]})
    answer = await client.post(
        f"/hub/api/users/{name}/tokens", json={},
        headers={"X-XSRFToken": client.cookies["_xsrf"]})
    return answer.raise_for_status().json()["token"]


async def start_server(client, name):
    """Ask for a server, and wait until the hub says that it is ready."""
    server = f"/hub/api/users/{name}/server"
    (await client.post(server)).raise_for_status()
    async with client.stream("GET", f"{server}/progress") as events:
        async for line in events.aiter_lines():
            event = json.loads(line.removeprefix("data:") or "{}")
            if event.get("ready"):
                return
            if event.get("failed"):
                raise Lost(event["message"])
    raise Lost("the hub stopped telling how far the server is")


async def attend(student, url, notebook, signs):
    """One student's lesson: log in, start a server, run and save a notebook.

    Server and kernel go on, as those of students do.
    """
    try:
        with student.step("login"):
            async with httpx.AsyncClient(base_url=url,
                                         timeout=SECONDS) as page:
                token = await log_in(page, student.name)
        headers = {"Authorization": f"token {token}"}
        async with httpx.AsyncClient(base_url=url, timeout=SECONDS,
                                     headers=headers) as client:
            with student.step("server"):
                await start_server(client, student.name)
            with student.step("notebook"):
                saved = await work(client, student.name, notebook)
        student.lost = "; ".join(complaints(saved, signs))
    except Exception as error:
        step = next(s for s in STEPS if s not in student.seconds)
        student.lost = f"{type(error).__name__} at {step}: {error}"


async def work(client, name, notebook):
    """Upload a notebook, run it, save it; returns it as the server has it."""
    user, path = f"/user/{name}/api", "notebook.ipynb"
    notebook = copy.deepcopy(notebook)

    async def save():
        (await client.put(f"{user}/contents/{path}", json={
            "type": "notebook", "content": notebook})).raise_for_status()

    await save()
    session = (await client.post(f"{user}/sessions", json={
        "path": path, "type": "notebook", "name": path,
        "kernel": {"name": "python3"}})).raise_for_status().json()
    address = client.base_url.join(
        f"{user}/kernels/{session['kernel']['id']}/channels")
    connection = await websocket_connect(HTTPRequest(
        str(address.copy_with(scheme="ws")),
        headers={"Authorization": client.headers["Authorization"]}))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            await run_cell(connection, cell)
    connection.close()
    await save()
    saved = (await client.get(f"{user}/contents/{path}")).raise_for_status()
    return nbformat.from_dict(saved.json()["content"])


def memory(process):
    """A process's own memory and its share of what it has in common [bytes].

    That share is told by Linux alone; elsewhere only its own counts.
    """
    try:
        info = process.memory_full_info()
    except psutil.Error:  # it has ended
        return 0
    return getattr(info, "pss", info.uss)


def memory_of_the_room(hub):
    """Memory of each student's processes, and of everything [bytes].

    A server is a child of the hub and has a kernel as its child; the proxy
    is the hub's child that has none.
    """
    students, total = [], memory(hub)
    for child in hub.children():
        below = child.children(recursive=True)
        parts = [memory(child)] + [memory(process) for process in below]
        total += sum(parts)
        if below:
            students.append((parts[0], sum(parts[1:])))
    return students, total


async def watch(hub, peak):
    """Keep the most that the whole room has taken, in peak[0] [bytes]."""
    while True:
        with contextlib.suppress(psutil.Error):  # a process that just ended
            _, total = await asyncio.to_thread(memory_of_the_room, hub)
            peak[0] = max(peak[0], total)
        await asyncio.sleep(3)


def free_ports(number):
    """Ports on loopback that nobody uses now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextlib.contextmanager
def running_hub(folder):
    """A hub on loopback with its files in a folder: process, address, log."""
    public, hub, proxy = free_ports(3)
    log = Path(folder, "log")
    with log.open("w") as stream:
        process = psutil.Popen(
            [sys.executable, "-m", "jupyterhub", "-f",
             str(HERE / "jupyterhub_config.py"),
             f"--JupyterHub.bind_url=http://127.0.0.1:{public}",
             f"--JupyterHub.hub_port={hub}",
             f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{proxy}"],
            stdout=stream, stderr=subprocess.STDOUT, cwd=folder,
            env=os.environ | {"HUB_FOLDER": folder, "TMPDIR": folder})
    try:
        yield process, f"http://127.0.0.1:{public}", log
    finally:
        with contextlib.suppress(psutil.NoSuchProcess):  # it has ended
            below = process.children(recursive=True)
            process.terminate()  # the hub stops its servers and its proxy
            _, left = psutil.wait_procs([process, *below], timeout=60)
            for each in left:
                each.kill()


async def until_it_answers(url, process):
    async with httpx.AsyncClient() as client:
        while process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if (await client.get(f"{url}/hub/api/")).is_success:
                    return
            await asyncio.sleep(0.3)
    raise Lost("the hub did not start; its log stands above")


async def trial(number, path):
    """Let students attend.

    Returns
    -------
    students : list of Student
    memories : list of (server's, kernel's) [bytes], when all are done
    peak : the most that hub, proxy and all servers have taken [bytes]
    """
    notebook, signs = half_answered(nbformat.read(path, as_version=4))
    students = [Student(f"s{i:02}") for i in range(1, number + 1)]
    memories, total, peak = [], 0, [0]
    with tempfile.TemporaryDirectory(prefix="hub") as folder, \
            running_hub(folder) as (hub, url, log):
        try:
            await until_it_answers(url, hub)
            watcher = asyncio.create_task(watch(hub, peak))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SECONDS):
                    await asyncio.gather(*(
                        attend(student, url, notebook, signs)
                        for student in students))
            watcher.cancel()
            with contextlib.suppress(psutil.NoSuchProcess):  # it has ended
                memories, total = memory_of_the_room(hub)
        finally:
            if not all(s.came_through for s in students):
                print(log.read_text()[-3000:], file=sys.stderr)
    return students, memories, max(peak[0], total)


def report(students, memories, peak):
    """The printed result: who finished, seconds and memory."""
    lines = [f"{'seconds':20}{'median':>8}{'slowest':>9}"]
    for step in STEPS:
        times = [s.seconds[step] for s in students if step in s.seconds]
        if times:
            lines.append(f"{step:20}{statistics.median(times):8.1f}"
                         f"{max(times):9.1f}")
    if memories:
        server, kernel = (statistics.median(part) / MIB
                          for part in zip(*memories))
        lines.append(
            f"memory of a student: {server + kernel:.0f} MiB (server "
            f"{server:.0f}, kernel {kernel:.0f}), at most "
            f"{max(map(sum, memories)) / MIB:.0f}")
    lines.append(f"memory of everything, at its peak: {peak / MIB:.0f} MiB")
    lost = [s for s in students if not s.came_through]
    lines += [f"lost: {s.name}, {s.lost or 'not done in time'}" for s in lost]
    lines.append(f"{len(students) - len(lost)} of {len(students)} finished")
    return "\n".join(lines)


def main(number="10", start="05"):
    path = next(NOTEBOOKS.glob(f"{start.zfill(2)}*.ipynb"), None)
    if path is None:
        sys.exit(f"There is no notebook whose name starts with {start}.")
    print(f"{number} students, {path.name}, JupyterHub "
          f"{version('jupyterhub')}; {os.cpu_count()} cores, "
          f"{psutil.virtual_memory().total / 2**30:.0f} GiB, load before "
          f"{os.getloadavg()[0]:.1f}", flush=True)
    begin = time.perf_counter()
    try:
        students, memories, peak = asyncio.run(trial(int(number), path))
    except Lost as error:
        sys.exit(str(error))
    print(report(students, memories, peak))
    print(f"everything took {time.perf_counter() - begin:.0f} s")
    sys.exit(not all(student.came_through for student in students))


if __name__ == "__main__":
    main(*sys.argv[1:])
