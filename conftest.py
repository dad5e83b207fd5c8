"""How pytest runs tests and notebooks.

It stands here, and not in tests/, so that `pytest notebooks` reads it too.
"""
from pathlib import Path

import hypothesis
import matplotlib
import notebook_form
import pytest

notebook_form.prepare_environment()
# The same shapes at every run, and no failure because a machine is busy.
hypothesis.settings.register_profile("course", derandomize=True, deadline=None)
hypothesis.settings.load_profile("course")
matplotlib.use("Agg")  # tests open no window; the kernels do not see this


def pytest_ignore_collect(collection_path):
    """A reader's own copies beside the notebooks are no tests."""
    if collection_path.parent == notebook_form.NOTEBOOKS \
            and collection_path.suffix == ".ipynb" \
            and collection_path not in notebook_form.notebook_paths():
        return True
    return None


def pytest_collectstart(collector):
    """Let nbval leave out what differs between systems, beside PNGs."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("image/svg+xml", "text/html")


def pytest_collection_modifyitems(items):
    """What needs a browser first: it takes longest."""
    items.sort(key=lambda item: scope(item.nodeid) != "browser")


def scope(nodeid):
    """What one worker does alone: a file, or all that needs the browser."""
    file = nodeid.partition("::")[0]
    return "browser" if "test_browser_" in file else file


def pytest_terminal_summary(terminalreporter):
    failed = {report.nodeid.partition("::")[0]
              for report in terminalreporter.stats.get("failed", [])}
    for path in sorted(map(Path, failed)):
        if path.suffix == ".ipynb":
            terminalreporter.write_line(
                f"*** {path.name} raises, or shows other things than are "
                "stored in it. If that is meant, this line stores them; then "
                f"look at git diff: make store NOTEBOOK={path.stem} ***",
                red=True)


@pytest.hookimpl(optionalhook=True)  # where pytest-xdist is installed
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    scheduling = LoadScopeScheduling(config, log)
    scheduling._split_scope = scope
    return scheduling


@pytest.hookimpl(tryfirst=True)  # before nbval starts a notebook's kernel
def pytest_runtest_setup(item):
    notebook_form.blank_record()
