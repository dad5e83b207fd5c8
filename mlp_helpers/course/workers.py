"""Notebook 15: tasks for several processes, by Dask where it is installed."""

import os
import signal
import statistics
import time

from .other_libraries import Told

SECONDS = 60  # to wait for a worker
END = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has the second
TITLE, TIMES = "Tasks for workers.", "The times of this machine."
ROWS = 20, 20_000, 1_000_000  # of the batches that `race` splits
ROUNDS = 7  # of a race; the median counts


class Here:
    """Stands in for a Dask client: each task runs at once, in this process."""

    def submit(self, function, *arguments, pure=True):
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


def race(client, load, gradients, weights):
    """Show how long a batch's gradient takes here, and in two halves there.

    The rows are there before the clock runs; the weights travel in each round.
    Here and there take turns, and the medians of their times are shown.

    Parameters
    ----------
    client : what `workers` gives
    load : function of a seed and a number of rows, the rows of one half
    gradients : function of what `load` gives and of the weights
    weights : list of arrays

    Returns
    -------
    list of (rows, seconds here, seconds there)
    """
    from IPython.display import display

    table = []
    for rows in ROWS:
        half = rows // 2
        batch = load(0, rows)
        # What is submitted twice is computed once, unless it is not pure.
        halves = [client.submit(load, seed, half, pure=False)
                  for seed in (0, 1)]

        def in_halves(halves=halves):
            client.gather([client.submit(
                gradients, shard, weights, pure=False) for shard in halves])

        in_halves()  # they are warm
        here, there = [], []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            gradients(batch, weights)
            middle = time.perf_counter()
            in_halves()
            here.append(middle - start)
            there.append(time.perf_counter() - middle)
        table.append((rows, *map(statistics.median, (here, there))))
    lines = "".join(
        f"<tr><td>{rows:,}</td><td>{1000 * here:.1f} ms</td>"
        f"<td>{1000 * there:.1f} ms</td><td>{there / here:.1f}</td></tr>"
        for rows, here, there in table)
    display(Told(
        "<table><tr><th>rows</th><th>in this notebook</th><th>in two halves, "
        f"{'here too' if isinstance(client, Here) else 'by workers'}</th>"
        f"<th>times as long</th></tr>{lines}</table>", TIMES))
    return table
