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

TOKEN = "course"
CHROMIUM_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
SECONDS = 120  # until we give up waiting for anything
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe")
# Where `make test` puts an older ipykernel, to try the widgets with it too.
OLD_KERNEL = Path(sys.prefix) / "kernel6"


def chromium():
    """Path of the system's Chromium or Chrome, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


WITHOUT = "" if chromium() else (
    "NO BROWSER: nothing was tried in a real JupyterLab. Install Chromium or "
    "Chrome.")
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
    """A kernel of the usual name that finds the older ipykernel first."""
    paths = [str(OLD_KERNEL), *filter(None, [os.environ.get("PYTHONPATH")])]
    spec = folder / "path/kernels/python3/kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f",
                 "{connection_file}"],
        "display_name": "Python 3", "language": "python",
        "env": {"PYTHONPATH": os.pathsep.join(paths)}}))


@contextlib.contextmanager
def jupyterlab(theme="Light", old_kernel=False):
    """Run a server; yields (address, folder that it serves)."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        served = folder / "notebooks"
        shutil.copytree(notebook_form.NOTEBOOKS, served)
        _settings(folder, theme)
        if old_kernel:
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
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "jupyter", "lab", "--no-browser",
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
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(10)
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
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@contextlib.contextmanager
def browser():
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path=chromium(), args=CHROMIUM_FLAGS)
        try:
            yield program
        finally:
            program.close()


def open_page(program, width=1280, height=800):
    """A page that keeps what it hears: page.complaints, a list."""
    page = program.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(SECONDS * 1000)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: page.complaints.append(message.text)
            if message.type == "error" else None)
    return page


def open_notebook(page, address, name):
    page.goto(f"{address}/doc/tree/{name}?token={TOKEN}")
    wait_idle(page)


def wait_idle(page):
    page.wait_for_function("document.body.innerText.includes('| Idle')")


def run_all(page):
    """Run all cells by the menu and wait until every one has its number."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_timeout(500)
    page.wait_for_function("""() => {
        const prompts = [...document.querySelectorAll(
            '.jp-CodeCell .jp-InputPrompt')].map((p) => p.textContent);
        return prompts.length && !prompts.some((p) => p.includes('*'));
    }""")
    wait_idle(page)
    page.wait_for_timeout(500)


def choose_theme(page, name):
    """Light or Dark, while the page stands."""
    page.evaluate("name => window.jupyterapp.commands.execute("
                  "'apputils:change-theme', {theme: name})",
                  f"JupyterLab {name}")
    page.wait_for_selector(f"body[data-jp-theme-name='JupyterLab {name}']",
                           state="attached")
    page.wait_for_timeout(300)


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
            check=True, capture_output=True, timeout=60)


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
    options.folder.mkdir(parents=True, exist_ok=True)
    theme = "Dark" if options.dark else "Light"
    with jupyterlab(theme) as (address, _), browser() as program:
        for path in notebook_form.notebook_paths():
            if options.names and not path.name.startswith(
                    tuple(options.names)):
                continue
            page = open_page(program, options.width)
            open_notebook(page, address, path.name)
            run_all(page)
            pictures(page, options.folder / f"{path.stem[:2]}_{theme}")
            print(path.name, page.complaints)
            page.close()


if __name__ == "__main__":
    main()
