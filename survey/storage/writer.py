"""The one thread that writes submissions: whatever is waiting goes into one transaction."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import perf_counter
from typing import Any, TypeVar

from survey.storage.database import Database
from survey.storage.tally import Tally

Result = TypeVar("Result")
MOST = 256
"""The most submissions in one transaction: enough that the disk is not the limit."""


@dataclass(frozen=True)
class _Waiting:
    """A write that somebody waits for."""

    job: Callable[[Database], Any]
    answer: Future[Any] = field(default_factory=Future)


class Writer:
    """Writes what many threads hand in, and answers each only when its write is on the disk.

    The thread never lingers for more to come: while one transaction is synced, the next batch
    gathers by itself. Who makes ready what is written may do so in the database's `turn`, and
    leaves it to wait here.
    """

    def __init__(self, database: Database) -> None:
        self.tally = Tally()
        self._database = database
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._closing = Lock()
        self._is_closed = False
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def write(self, job: Callable[[Database], Result]) -> Result:
        """Run `job` in a transaction and return what it returned, once that is committed.

        A job whose batch fails runs again on its own: it must do nothing but use the database.
        Raises what the job raised.
        """
        waiting = _Waiting(job)
        with self._closing:
            if self._is_closed:
                raise RuntimeError("the writer is closed")
            self._queue.put(waiting)
        self._database.turn.leave()
        result: Result = waiting.answer.result()
        return result

    @property
    def waiting(self) -> int:
        """How many writes wait for their transaction, about."""
        return self._queue.qsize()

    @property
    def is_alive(self) -> bool:
        """Whether anything handed in now will be written."""
        return self._thread.is_alive() and not self._is_closed

    def close(self) -> None:
        """Write what has been handed in, then stop."""
        with self._closing:
            self._is_closed = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while batch := self._gather():
            self._commit(batch)
        self._database.close()

    def _gather(self) -> list[_Waiting]:
        """Wait for one write, then take what else is there; nothing means that all is done."""
        batch: list[_Waiting] = []
        next_one = self._queue.get()
        while next_one is not None:
            batch.append(next_one)
            if len(batch) == MOST:
                return batch
            try:
                next_one = self._queue.get_nowait()
            except Empty:
                return batch
        if batch:
            self._queue.put(None)  # asked to stop: first this batch, then the question again
        return batch

    def _commit(self, batch: list[_Waiting]) -> None:
        began, has_begun = perf_counter(), False
        try:
            with self._database.turn, self._database.transaction() as tx:
                has_begun = True
                results = [waiting.job(tx) for waiting in batch]
                self._database.turn.leave()  # others work while the disk is waited for
        except Exception as error:
            if has_begun and len(batch) > 1:
                for waiting in batch:
                    self._commit([waiting])
                return
            # A database that others keep locked is not waited for once for each of them.
            self.tally.failures += len(batch)
            for waiting in batch:
                waiting.answer.set_exception(error)
            return
        self.tally.sizes.note(len(batch))
        self.tally.seconds.note(perf_counter() - began)
        for waiting, result in zip(batch, results, strict=True):
            waiting.answer.set_result(result)
