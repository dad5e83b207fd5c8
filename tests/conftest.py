"""A real JupyterLab in a real browser, for the tests that need one."""
import os

import browser
import notebook_form
import pytest


@pytest.fixture(scope="module", params=["kernel", "kernel6"])
def lab(request):
    """(address, folder that is served, browser), once with each kernel."""
    old = request.param == "kernel6"
    if old and not browser.OLD_KERNEL.exists() and "CI" not in os.environ:
        pytest.skip("NO OLDER IPYKERNEL: `make test` installs one")
    notebook_form.prepare_environment()
    with browser.jupyterlab(old_kernel=old) as (address, served), \
            browser.browser() as program:
        yield address, served, program


def pytest_terminal_summary(terminalreporter):
    if browser.WITHOUT:
        terminalreporter.write_line(f"*** {browser.WITHOUT} ***", red=True)
