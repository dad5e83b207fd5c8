"""The tests need no network, and `make test` runs them without one."""
import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from offline import CUT

NOWHERE = ("192.0.2.1", 9)  # an address reserved for examples (RFC 5737)
REACH_LOOPBACK = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname(), timeout=5).close()
print("loopback works")
"""
offline = Path(__file__).with_name("offline.py")


def error_of_connecting():
    """Ask for a way to an address outside; nothing is sent (UDP)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outside:
        return outside.connect_ex(NOWHERE)


@pytest.mark.skipif(CUT not in os.environ, reason="the network is not cut")
def test_nothing_outside_is_reached():
    assert error_of_connecting() == errno.ENETUNREACH


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can cut it")
def test_offline_cuts_the_network_and_keeps_the_loopback():
    code = REACH_LOOPBACK + (
        "import os, test_offline\n"
        "print(test_offline.error_of_connecting(),"
        " os.environ[test_offline.CUT])")
    run = subprocess.run(
        [sys.executable, offline, sys.executable, "-c", code],
        cwd=offline.parent, capture_output=True, text=True)
    if "NOT CUT" in run.stderr:
        pytest.skip("this system does not let us cut the network")
    assert run.returncode == 0, run.stderr
    assert run.stdout.split("\n")[:2] == [
        "loopback works", f"{errno.ENETUNREACH} 1"]


def test_offline_hands_on_the_exit_status():
    run = subprocess.run([sys.executable, offline, sys.executable, "-c",
                          "raise SystemExit(7)"], capture_output=True)
    assert run.returncode == 7
