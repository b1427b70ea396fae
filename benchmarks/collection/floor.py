"""The floor: a bare WSGI application behind the same server, one writer that commits in groups.

`/put/…` keeps a body under the rest of its address and answers once it is on the disk; everything
else is answered at once. It reads no answers, knows no people and leaves no trail.
"""

import sqlite3
import sys
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from survey.serve.gate import Environ, Gate, Start
from survey.serve.server import make_server

MOST = 256
PUT = "/put/"

Waiting = tuple[str, bytes, "Future[None]"]


class Floor:
    """The application, and the thread that writes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._queue: SimpleQueue[Waiting] = SimpleQueue()
        Thread(target=self._write, daemon=True).start()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Keep a body, or answer at once."""
        body, address = environ["wsgi.input"].read(), environ["PATH_INFO"]
        if address.startswith(PUT):
            kept: Future[None] = Future()
            self._queue.put((address.removeprefix(PUT), body, kept))
            kept.result()
        answer = b'{"outcome":"new"}'
        start(
            "201 Created",
            [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))],
        )
        return [answer]

    def _write(self) -> None:
        database = sqlite3.connect(self._path, isolation_level=None)
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = full")
        database.execute("create table kept (id text primary key, body blob not null)")
        while True:
            batch = [self._queue.get()]
            try:
                while len(batch) < MOST:
                    batch.append(self._queue.get_nowait())
            except Empty:
                pass
            database.execute("begin immediate")
            rows = [(name, body) for name, body, _ in batch]
            database.executemany("insert into kept values (?, ?)", rows)
            database.execute("commit")
            for _, _, kept in batch:
                kept.set_result(None)


def main() -> None:
    """Serve until this process is ended: `floor PORT FILE SERVER`."""
    port, path, server = sys.argv[1:]
    gate = Gate(Floor(Path(path)))
    make_server(server, gate, "127.0.0.1", int(port)).run(lambda: None)


if __name__ == "__main__":
    main()
