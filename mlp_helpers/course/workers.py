"""Notebook 15: tasks for several processes, by Dask where it is installed."""

import os
import signal

from .other_libraries import Told

SECONDS = 60  # to wait for a worker
END = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has the second
TITLE = "Tasks for workers."


class Here:
    """Stands in for a Dask client: each task runs at once, in this process."""

    def submit(self, function, *arguments):
        return function(*arguments)

    def gather(self, results):
        return list(results)

    def close(self):
        pass


def workers(count=2, address=None):
    """A client that hands tasks to workers, each a process of its own.

    Parameters
    ----------
    count : int, how many workers to start on this machine
    address : str or None
        Of a Dask scheduler that is running already, on any machine, whose
        workers are used instead, as "tcp://192.168.0.7:8786".

    Returns
    -------
    dask.distributed.Client, or where Dask is not installed a `Here`, which
    runs the tasks one after the other. A sentence is shown that says which.
    """
    from IPython.display import display

    try:
        from dask.distributed import Client
    except ModuleNotFoundError:
        display(Told(
            "Dask is not installed here, so the tasks run one after the "
            "other, and no worker can be lost. To have workers: <code>%pip "
            "install distributed</code> in a cell of its own.", TITLE))
        return Here()
    here = {"n_workers": count, "threads_per_worker": 1,
            "dashboard_address": None, "silence_logs": "CRITICAL"}
    client = Client(address) if address else Client(**here)
    found = len(client.scheduler_info()["workers"])
    display(Told(f"Dask has {found} workers here.", TITLE))
    return client


def lose_a_worker(client, results):
    """End the process of a worker that holds one of the results.

    Only of a worker that `workers` has started on this machine: those of a
    scheduler at an address are left alone. Without Dask nothing happens.
    """
    if isinstance(client, Here) or client.cluster is None:
        return
    from dask.distributed import wait

    wait(results, timeout=SECONDS)
    holder = next(iter(client.who_has(results[:1]).values()))[0]
    os.kill(client.run(os.getpid, workers=[holder])[holder], END)
