"""What JupyterHub needs so that a full room can start at the same minute.

For a real hub, copy it into its folder of configuration: docs/teaching.md.
The hub at the desk (jupyterhub_config.py) and the load trial read it too.
"""
import tempfile

c = get_config()  # noqa: F821

# Forty servers that start on two cores take minutes, not 30 seconds.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180

# Kernels look for free TCP ports before they bind them, and in a full room
# two find the same one. Sockets in the file system have names of their own.
c.Spawner.args.append("--KernelManager.transport=ipc")

c.Spawner.environment.update({
    # The path of such a socket has at most 107 characters, and "/kernel-", an
    # id and "-ipc-1" take 50.
    "JUPYTER_RUNTIME_DIR": lambda spawner:
        f"{tempfile.gettempdir()}/jupyter-{spawner.user.name}",
    # With a thread for each core in every kernel, the threads of a full room
    # wait for one another: notebook 13 took six students two to three times
    # as long.
    "OPENBLAS_NUM_THREADS": "1",
})
