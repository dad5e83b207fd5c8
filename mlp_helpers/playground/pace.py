"""The loop of a playground: a slice of training, a picture, a rest.

It is one task in the kernel's own event loop, so nothing runs on a thread of
ours: a running cell makes it wait, and it goes on after. The page says every
few pictures how far it has come. When it does not any more, because it was
closed, the task ends. A page that was only late, on a slow machine or line,
is heard again, and its playground goes on.
"""

import asyncio
import time
import weakref

PERIOD = 1 / 30  # seconds from picture to picture
TRAIN = 0.020  # seconds of training in each
WINDOW = 18  # pictures on their way at most
PATIENCE = 5.0  # seconds until a silent page counts as closed


class Pace:
    """Calls `work(seconds)` and `show(number)` while there is work to do.

    Parameters
    ----------
    work : function of the seconds to train in; False ends the task
    show : function of the number of the picture, sends it
    """

    def __init__(self, work, show):
        self.work, self.show = work, show
        self.sent = self.acknowledged = 0
        self.waiting = None
        self.trained = self.drawn = 0.0  # seconds, for those who measure
        self.task = None
        try:
            self.loop = asyncio.get_running_loop()
        except RuntimeError:
            self.loop = None  # plain Python: steps are made by hand

    def hand(self, function, *arguments):
        """Call a function in the loop, from whichever thread."""
        if self.loop is None or self.loop.is_closed():
            function(*arguments)
        else:
            self.loop.call_soon_threadsafe(function, *arguments)

    def later(self, seconds, call):
        """Call something when nothing has asked for it again so long."""
        if self.loop is not None:
            if self.waiting is not None:
                self.waiting.cancel()
            self.waiting = self.loop.call_later(seconds, call)

    def aside(self, work, then):
        """Do some work on a thread, then call `then` with its future."""
        if self.loop is None:
            return
        try:
            future = self.loop.run_in_executor(None, work)
        except RuntimeError:  # no threads, as in a browser's tab
            future = self.loop.create_future()
            future.set_result(work())
        future.add_done_callback(then)

    def start(self):
        """Begin, if there is a loop; a task that runs goes on."""
        if self.loop is not None and (self.task is None or self.task.done()):
            self.acknowledged = self.sent
            self.task = self.loop.create_task(self._run())

    def acknowledge(self, number):
        if isinstance(number, int):
            self.acknowledged = max(self.acknowledged,
                                    min(number, self.sent))
            self.heard = time.perf_counter()

    async def _run(self):
        self.heard = time.perf_counter()
        while True:
            start = time.perf_counter()
            if self.sent - self.acknowledged < WINDOW:
                goes_on = self.work(TRAIN)
                middle = time.perf_counter()
                self.sent += 1
                self.show(self.sent)
                self.trained += middle - start
                self.drawn += time.perf_counter() - middle
                if not goes_on:
                    return
            elif start - self.heard > PATIENCE:
                self.work(None)
                return
            rest = PERIOD - (time.perf_counter() - start)
            await asyncio.sleep(max(rest, 0.002))


def after_each_cell(thing, method):
    """Call a method of a thing after each cell, as long as there is both."""
    from IPython import get_ipython

    shell, known = get_ipython(), weakref.ref(thing)
    if shell is None:
        return

    def call(*_):
        if known() is None:
            shell.events.unregister("post_run_cell", call)
        else:
            getattr(known(), method)()

    shell.events.register("post_run_cell", call)
