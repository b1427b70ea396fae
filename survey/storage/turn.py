"""The turn: of the threads that make something ready to be written, one works at a time."""

from threading import Lock, get_ident


class Turn:
    """A lock for a `with` block, which the thread that has it may leave before the block ends.

    Threads that work at the same moment take Python's own lock from each other at every statement,
    which costs them more than the work does (benchmarks/README.md). Where they mostly wait for a
    server it would cost more to take turns: a turn `for_all` keeps nobody out.
    """

    def __init__(self, *, for_all: bool = False) -> None:
        self._lock = Lock()
        self._for_all = for_all
        self._holder = 0

    def __enter__(self) -> None:
        if not self._for_all:
            self._lock.acquire()
            self._holder = get_ident()

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Let the next one in; whoever has not got the turn changes nothing."""
        if self._holder == get_ident():
            self._holder = 0
            self._lock.release()
