"""Run a command with the network cut: python tests/offline.py COMMAND...

The command gets a network of its own in which there is nothing but this
machine's loopback, which Jupyter's kernels need. Only Linux can do this, and
not everywhere; where it cannot be done, one line says so, and the command runs
with the network as it is.
"""
import ctypes
import os
import socket
import struct
import subprocess
import sys

CUT = "MLP_HELPERS_NETWORK_CUT"  # set for the command if the network is cut
NEW_NETWORK = 0x40000000  # CLONE_NEWNET of sched.h
NEW_USER = 0x10000000  # CLONE_NEWUSER
GET_FLAGS, SET_FLAGS = 0x8913, 0x8914  # SIOCGIFFLAGS, SIOCSIFFLAGS
UP = 0x1  # IFF_UP


def unshare(flags):
    """Move this process into new namespaces (os.unshare is of Python 3.12)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def cut_network():
    """Leave this process with the loopback alone, or raise an OSError."""
    import fcntl  # not on Windows

    user, group = os.getuid(), os.getgid()
    try:
        unshare(NEW_NETWORK)
    except PermissionError:  # not root: in a user namespace it is allowed
        unshare(NEW_USER | NEW_NETWORK)
        for name, text in [("setgroups", "deny"),
                           ("uid_map", f"{user} {user} 1"),
                           ("gid_map", f"{group} {group} 1")]:
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        answer = fcntl.ioctl(any_socket, GET_FLAGS, request)
        flags = struct.unpack("16sh14x", answer)[1]
        request = struct.pack("16sh14x", b"lo", flags | UP)
        fcntl.ioctl(any_socket, SET_FLAGS, request)


def can_cut_network():
    """Whether it works: tried in a child, for half of it may be done."""
    if sys.platform != "linux":
        return False
    child = os.fork()
    if child == 0:
        try:
            cut_network()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def main(command):
    if not command:
        sys.exit(__doc__)
    if can_cut_network():
        cut_network()
        os.environ[CUT] = "1"
    else:
        print("*** THE NETWORK IS NOT CUT: this system does not let us. ***",
              file=sys.stderr, flush=True)
    if os.name == "nt":  # where exec does not wait for the command
        sys.exit(subprocess.call(command))
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
