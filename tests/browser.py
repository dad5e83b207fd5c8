"""A real JupyterLab in a real Chromium, for looking at the notebooks.

It needs a Chromium or Chrome.

    python tests/browser.py FOLDER            a picture of every notebook
    python tests/browser.py FOLDER 05 --dark  of notebook 05, dark theme
    python tests/browser.py --find            says which browser there is

The server listens on a free port of this machine alone, with settings, runtime
files and a copy of the notebooks in a folder of its own.
"""
import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import notebook_form
import pytest
import store

TOKEN = "course"
CHROMIUM_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
# Until we give up waiting for anything. It is there against hanging alone: no
# test may fail because a machine is slow.
SECONDS = 300
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe")
# Where `make test-all` puts an older ipykernel: its threads are others.
CONFIG = Path(__file__).parent.parent / "jupyter_lab_config.py"
OLD_KERNEL = Path(sys.prefix) / "kernel6"
NOTEBOOK_7 = Path(sys.prefix) / "notebook7"  # for `make test-all`
KERNELS = "python3", OLD_KERNEL.name
# JupyterLab gives errors and what is written to stderr the same type.
ERRORS = "[data-mime-type='application/vnd.jupyter.stderr']"


def chromium():
    """Path of the system's Chromium or Chrome, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


WITHOUT = "" if chromium() else (
    "NO BROWSER: nothing was tried in a real JupyterLab. Install Chromium or "
    "Chrome (Debian: sudo apt install chromium) and run `make test` again.")
# For tests that need a browser. In CI they do not skip: they fail.
needed = pytest.mark.skipif(bool(WITHOUT) and "CI" not in os.environ,
                            reason=WITHOUT)


def _settings(folder, theme):
    values = {
        "apputils-extension/themes": {"theme": f"JupyterLab {theme}"},
        "apputils-extension/notification": {
            "fetchNews": "false", "checkForUpdates": False},
        # All cells are in the page, and not only those in sight.
        "notebook-extension/tracker": {"windowingMode": "none"},
    }
    for name, value in values.items():
        path = folder / f"settings/@jupyterlab/{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))


def _old_kernel(folder):
    """A second kernel, one that finds the older ipykernel first."""
    paths = [str(OLD_KERNEL), *filter(None, [os.environ.get("PYTHONPATH")])]
    spec = folder / f"path/kernels/{OLD_KERNEL.name}/kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f",
                 "{connection_file}"],
        "display_name": OLD_KERNEL.name, "language": "python",
        "env": {"PYTHONPATH": os.pathsep.join(paths)}}))


@contextlib.contextmanager
def _server(theme, program="jupyterlab"):
    """Run JupyterLab or "notebook"; yields (address, served folder)."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        served = folder / "notebooks"
        shutil.copytree(notebook_form.NOTEBOOKS, served)
        _settings(folder, theme)
        _old_kernel(folder)
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        environment = dict(
            os.environ,
            HOME=temporary,
            JUPYTER_CONFIG_DIR=str(folder / "config"),
            JUPYTER_DATA_DIR=str(folder / "data"),
            JUPYTER_PATH=str(folder / "path"),
            JUPYTER_RUNTIME_DIR=str(folder / "runtime"),
            JUPYTERLAB_SETTINGS_DIR=str(folder / "settings"),
            JUPYTERLAB_WORKSPACES_DIR=str(folder / "workspaces"),
        )
        if program != "jupyterlab":
            environment["PYTHONPATH"] = os.pathsep.join(filter(None, [
                str(NOTEBOOK_7), os.environ.get("PYTHONPATH")]))
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", program, "--no-browser", *(
                    [f"--config={CONFIG}"] if program == "jupyterlab" else []),
                 "--allow-root", f"--port={port}", "--ip=127.0.0.1",
                 "--expose-app-in-browser",
                 f"--IdentityProvider.token={TOKEN}",
                 f"--ServerApp.root_dir={served}"],
                env=environment, stdout=log, stderr=log,
                start_new_session=True)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, server, folder / "log")
            yield address, served
        finally:
            with contextlib.suppress(ProcessLookupError):  # never started
                os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def _wait_for(address, server, log):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=5)
            return
        time.sleep(0.2)
    raise RuntimeError(f"Jupyter did not start:\n{log.read_text()[-2000:]}")


@contextlib.contextmanager
def _chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path=chromium(), args=CHROMIUM_FLAGS)
        try:
            yield program
        finally:
            program.close()


@contextlib.contextmanager
def jupyterlab(theme="Light"):
    """A server and a browser; yields a Lab."""
    with _server(theme) as (address, served), _chromium() as program:
        yield Lab(address, served, program)


class Lab:
    """One page of JupyterLab in which one notebook after another is open.

    To load JupyterLab costs five times as much as to open a notebook, so all
    tests share the page. A test opens a notebook and ends in `close`. Where
    it does not come so far, the next one gets a new page.

    Attributes
    ----------
    served : Path of the folder that is served; its notebooks are copies
    page : Playwright's Page; None before the first `open`
    kernel : str, the kernel of the notebooks that `write` makes
    complaints : list of what the page's console said, since `open`
    """

    def __init__(self, address, served, program):
        self.address, self.served, self.program = address, served, program
        self.page, self.standing, self.complaints = None, False, []
        self.kernel = KERNELS[0]

    def write(self, name, *sources):
        """Write a notebook of some code cells; returns its file's name."""
        import nbformat

        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source.strip())
                   for source in sources],
            metadata={"kernelspec": {
                "display_name": self.kernel, "language": "python",
                "name": self.kernel}})
        nbformat.write(notebook, self.served / f"{name}.ipynb")
        return f"{name}.ipynb"

    def open(self, name, width=1280, height=1300):
        """Open a notebook and wait for its kernel; returns the page."""
        if not self.standing:
            self._new_page()
        self.standing = False
        self.page.set_viewport_size({"width": width, "height": height})
        self.complaints.clear()
        self.reopen(name)
        return self.page

    def _new_page(self):
        if self.page is not None:
            self.page.close()
        self.page = self.program.new_page()
        self.page.set_default_timeout(SECONDS * 1000)
        self.page.on("pageerror", lambda error: self.complaints.append(
            str(error)))
        self.page.on("console", self._hear)
        self._load()

    def _hear(self, message):
        """Keep an error of the console, unless it is one of JupyterLab's own.

        It asks for its kernels and sessions now and then; for one that was
        ended since it knew of it, the answer is 404. And before it finds the
        place of a picture in a text, it may ask for it beside the page. And
        it looks two seconds for a widget: on a slow machine that is too
        short, and it finds it later, or shows the picture that is stored.
        What it was asking when a notebook is closed is a canceled future.
        """
        address = message.location.get("url", "")
        known = (re.search("/api/(kernels|sessions)/", address)
                 or (self.served / address.rpartition("/")[2]).is_file())
        own = ("404" in message.text and known or re.search(
            "widget model not found|Canceled future", message.text))
        if message.type == "error" and not own:
            self.complaints.append(f"{message.text} {address}".rstrip())

    def _load(self):
        # Of this address JupyterLab opens no notebook. The one of a notebook
        # it would open at some time, in front of what a test has opened.
        self.page.goto(f"{self.address}/doc?token={TOKEN}")
        self.page.wait_for_function("window.jupyterapp")
        self.run("() => app.restored")

    def run(self, script, argument=None):
        """Wait for a function of the page, where `app` is JupyterLab."""
        return self.page.evaluate(f"""(argument) => {{
            const app = window.jupyterapp;
            const late = new Promise((_, fail) => setTimeout(() => fail(
                new Error('it has not come to an end')), 1000 * {SECONDS}));
            return Promise.race([late, ({script})(argument)]);
        }}""", argument)

    def reopen(self, name):
        """Open a notebook beside nothing else, as it is in its file."""
        self.run("""async (path) => {
            const widget = await app.commands.execute(
                'docmanager:open', {path});
            await widget.context.ready;
            await widget.sessionContext.ready;
            app.shell.activateById(widget.id);
            const { kernel } = widget.sessionContext.session;
            await kernel.info;
            while (!widget.isVisible || kernel.status !== 'idle') {
                await new Promise((go) => setTimeout(go, 20));
            }
        }""", name)

    def run_all(self):
        """Run all cells, as the menu does, until the last one has ended."""
        self.run("() => app.commands.execute('notebook:run-all-cells')")

    def run_cell(self, number):
        """Run one code cell until it has ended; returns what it printed."""
        return self.run("""async (number) => {
            const { content } = app.shell.currentWidget;
            const codes = content.widgets.filter(
                (cell) => cell.model.type === 'code');
            content.activeCellIndex = content.widgets.indexOf(codes[number]);
            await app.commands.execute('notebook:run-cell');
            return codes[number].model.outputs.toJSON().map(
                (output) => [output.text || []].flat().join('')).join('');
        }""", number)

    def save(self):
        self.run("() => app.shell.currentWidget.context.save()")

    def settle(self):
        """Wait until every widget is there, or is given up."""
        self.page.wait_for_function("""() => ![...document.querySelectorAll(
            '.jp-OutputArea-output')].some(
            (node) => node.textContent.startsWith('Loading widget'))""",
                                    polling=100)

    def leave(self, kernel=False):
        """Close the notebook, and end its kernel unless that is to stay."""
        self.run("""async (kernel) => {
            const widget = app.shell.currentWidget;
            if (!kernel) await widget.sessionContext.shutdown();
            widget.dispose();
        }""", kernel)

    def reload(self, name):
        """Load the whole page anew, and the notebook that it had open."""
        self._load()
        self.reopen(name)

    def close(self):
        """End a test: nothing was complained of, and the page is as before."""
        self.settle()
        assert not self.complaints, self.complaints
        self.leave()
        if self.page.locator(f"body{theme_is('Light')}").count() == 0:
            choose_theme(self.page, "Light")
        self.run("() => app.shell.collapseLeft()")  # some open the files
        self.standing = True


def choose_theme(page, name):
    """Light or Dark, while the page stands."""
    page.evaluate("name => window.jupyterapp.commands.execute("
                  "'apputils:change-theme', {theme: name})",
                  f"JupyterLab {name}")
    page.wait_for_selector(f"body{theme_is(name)}", state="attached")


def theme_is(name):
    return f"[data-jp-theme-name='JupyterLab {name}']"


def pictures(page, path, height=1600):
    """Pictures path_00.png, ... of the notebook from top to bottom."""
    size = page.viewport_size
    box = page.locator(".jp-WindowedPanel-outer").first
    total = box.evaluate("node => node.scrollHeight")
    page.set_viewport_size({**size, "height": height + 120})
    page.wait_for_timeout(500)
    for number, top in enumerate(range(0, total, height)):
        box.evaluate(f"node => node.scrollTo(0, {top})")
        page.wait_for_timeout(400)
        box.screenshot(path=f"{path}_{number:02d}.png")
    page.set_viewport_size(size)


def violations(page, selector):
    """What axe-core finds wrong in what a selector selects, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, selector).response["violations"]
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
            for one in found for node in one["nodes"]]


def print_pdf(html, pdf):
    """Print an HTML file to a PDF file, as a reader's browser would."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [chromium(), *CHROMIUM_FLAGS, f"--user-data-dir={profile}",
             "--no-pdf-header-footer", f"--print-to-pdf={pdf}",
             html.as_uri()],
            check=True, capture_output=True, timeout=SECONDS)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--find", action="store_true")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--width", type=int, default=1280)
    options = parser.parse_args()
    if options.find or not options.folder:
        print(chromium() or WITHOUT)
        sys.exit(not chromium())
    notebook_form.prepare_environment()
    paths = store.chosen(options.names)  # or say that there is none
    options.folder.mkdir(parents=True, exist_ok=True)
    theme = "Dark" if options.dark else "Light"
    with jupyterlab(theme) as lab:
        for path in paths:
            page = lab.open(path.name, options.width)
            lab.run_all()
            pictures(page, options.folder / f"{path.stem[:2]}_{theme}")
            print(path.name, lab.complaints)
            lab.leave()
            lab.standing = True


if __name__ == "__main__":
    main()
