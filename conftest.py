"""How pytest runs tests and notebooks.

It stands here, and not in tests/, so that `pytest notebooks` reads it too.
"""
import hypothesis
import matplotlib
import notebook_form
import pytest

notebook_form.prepare_environment()
# The same shapes at every run, and no failure because a machine is busy.
hypothesis.settings.register_profile("course", derandomize=True, deadline=None)
hypothesis.settings.load_profile("course")
matplotlib.use("Agg")  # tests open no window; the kernels do not see this


def pytest_collectstart(collector):
    """Let nbval leave out what differs between systems, beside PNGs."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("image/svg+xml", "text/html")


@pytest.hookimpl(tryfirst=True)  # before nbval starts a notebook's kernel
def pytest_runtest_setup(item):
    notebook_form.blank_record()
