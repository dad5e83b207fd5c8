"""A real JupyterLab in a real browser, for the tests that need one."""
import contextlib
import os

import browser
import notebook_form
import pytest

is_open = contextlib.ExitStack()


@pytest.fixture(scope="session")
def lab():
    """A browser.Lab: one page for all tests."""
    notebook_form.prepare_environment()
    with is_open:
        yield is_open.enter_context(browser.jupyterlab())


def pytest_runtest_setup(item):
    """Close it before other tests: it has an event loop that goes on."""
    if "test_browser_" not in item.nodeid:
        is_open.close()


@pytest.fixture(scope="module", params=[
    browser.KERNELS[0],
    pytest.param(browser.KERNELS[1], marks=pytest.mark.slow)])
def kernel(request, lab):
    """Its name; `lab.write` makes notebooks for it."""
    old = request.param == browser.KERNELS[1]
    if old and not browser.OLD_KERNEL.exists() and "CI" not in os.environ:
        pytest.skip("NO OLDER IPYKERNEL: `make test-all` installs one")
    lab.kernel = request.param
    yield request.param
    lab.kernel = browser.KERNELS[0]


def pytest_terminal_summary(terminalreporter):
    if browser.WITHOUT:
        terminalreporter.write_line(f"*** {browser.WITHOUT} ***", red=True)
