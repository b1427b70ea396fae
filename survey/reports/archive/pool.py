"""Printing in several processes, each of which opens every press once."""

import os
import signal
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from survey.errors import N_, MahallaError, Problem
from survey.reports.archive.copies import Known, make_copy
from survey.reports.archive.luggage import lighten
from survey.reports.archive.model import Copy, Printed

BROKEN = N_(
    "A printing process was ended from outside, perhaps because memory ran out. What is printed "
    "stays; start again to print the rest."
)


Results = Generator[tuple[Printed, bool], None, None]
"""Each copy that is done, and whether anything of it was missing."""


@dataclass(frozen=True)
class Order:
    """A copy to be made in a folder, and the files that were made of it before."""

    copy: Copy
    folder: Path
    known: Known

    @property
    def luggage(self) -> "Order":
        """The order as it goes to a printing process."""
        return replace(self, copy=replace(self.copy, source=lighten(self.copy.source)))

    def run(self) -> tuple[Printed, bool]:
        """Make what is missing; say whether anything was."""
        files, is_new = make_copy(self.copy, self.folder, self.known)
        return Printed(self.copy.subject, files), is_new


def run_orders(orders: Iterable[Order], processes: int) -> Results:
    """Run the orders in this many processes, and give what comes back as it comes.

    Only as many are read ahead as keep the processes busy. The first error stops the rest and is
    raised; so does closing the iterator. What is already printed stays.
    """
    spawn = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn, initializer=_begin_process) as pool:
        try:
            yield from _take_turns(pool, orders, processes + 1)
        except BrokenProcessPool as error:
            raise MahallaError(Problem(BROKEN)) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _take_turns(pool: ProcessPoolExecutor, orders: Iterable[Order], ahead: int) -> Results:
    running: set[Future[tuple[Printed, bool]]] = set()
    for order in orders:
        running.add(pool.submit(Order.run, order.luggage))
        if len(running) >= ahead:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (one.result() for one in done)


def _begin_process() -> None:
    """Leave Ctrl-C to the parent, and end with it even where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
