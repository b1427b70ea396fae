"""The gate between web server and site: bodies are read before it, a few go through at a time.

A phone on a bad line may take minutes for a photo. Until all of it is here it costs a waiting
thread, and nothing of what the others need.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from threading import Condition, Lock
from typing import IO, Any

AT_ONCE = 16
"""How many requests are worked on at once, as measured (docs/serving.md)."""

LARGEST_BODY = 50_000_000
"""Bytes of a request that are read at all: the largest page with files is smaller."""

IN_MEMORY = 1_000_000
"""Bytes of a body that are kept in memory; what is larger lies in a temporary file."""

PIECE = 65_536
Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


TOO_LARGE = "413 Content Too Large"
NO_LENGTH = "411 Length Required"
BROKEN_OFF = "400 Bad Request"


class NoBodyError(Exception):
    """A body that is not to be had; its text is the status to answer with."""


class Room:
    """Room for so many at once; who waits longest comes next, whoever else arrives.

    With the semaphore of `threading`, who arrives just when somebody leaves is faster than who was
    woken for it, and that one begins to wait anew.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._change = Lock()
        self._waiting: deque[Lock] = deque()

    def __enter__(self) -> None:
        with self._change:
            if self._places:
                self._places -= 1
                return
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()

    def __exit__(self, *_: object) -> None:
        with self._change:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._places += 1


class Gate:
    """A WSGI application around another one; it can be closed, and then waits until all are out."""

    def __init__(self, application: Application, at_once: int = AT_ONCE) -> None:
        self.application = application
        self._room = Room(at_once)
        self._inside = 0
        self._is_closed = False
        self._changed = Condition()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request, unless its body is not to be had, or the gate is closed (503)."""
        try:
            body = read_body(environ)
        except NoBodyError as error:
            # A body that the end of the site cut off is not the fault of who sent it.
            return _send_away(start) if self._is_closed else _refuse(start, str(error))
        if not self._enter():
            return _send_away(start)
        environ["wsgi.input"] = body
        environ["wsgi.input_terminated"] = True
        told, visit = _Told(start), _Visit(self._leave)
        try:
            with self._room:
                visit.answer = self.application(environ, told)
                if not told.is_short:
                    return visit
                whole = [b"".join(visit)]  # sent without another turn of the interpreter
        except BaseException:
            visit.close()
            raise
        visit.close()
        return whole

    def close(self) -> None:
        """Let nobody in any more."""
        with self._changed:
            self._is_closed = True

    def wait(self, seconds: float) -> bool:
        """Wait until everybody is out; say no where somebody stays longer."""
        with self._changed:
            return self._changed.wait_for(lambda: self._inside == 0, seconds)

    def _enter(self) -> bool:
        with self._changed:
            self._inside += not self._is_closed
            return not self._is_closed

    def _leave(self) -> None:
        with self._changed:
            self._inside -= 1
            self._changed.notify_all()


class _Visit:
    """The answer to a request, piece by piece; who asked is out of the gate once it is closed."""

    def __init__(self, leave: Callable[[], None]) -> None:
        self.answer: Iterable[bytes] = ()
        self._leave: Callable[[], None] | None = leave

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.answer)

    def close(self) -> None:
        """Close the answer; a second time does nothing."""
        leave, self._leave = self._leave, None
        try:
            if leave and hasattr(self.answer, "close"):
                self.answer.close()
        finally:
            if leave:
                leave()


def read_body(environ: Environ) -> IO[bytes]:
    """Read the body of a request. Raises NoBodyError where it is too large or breaks off.

    What does not say how long it is is not read either: granian lets a body that broke off look
    like one that came to its end, and half a form is worse than none. waitress counts by itself.
    """
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  it goes with the request
    if "HTTP_TRANSFER_ENCODING" in environ:
        raise NoBodyError(NO_LENGTH)
    left = int(environ.get("CONTENT_LENGTH") or 0)
    if left > LARGEST_BODY:
        raise NoBodyError(TOO_LARGE)
    while left and (piece := environ["wsgi.input"].read(min(PIECE, left))):
        body.write(piece)
        left -= len(piece)
    if left:
        raise NoBodyError(BROKEN_OFF)
    body.seek(0)
    return body


def _send_away(start: Start) -> list[bytes]:
    return _refuse(start, "503 Service Unavailable", ("Retry-After", "5"))


def _refuse(start: Start, status: str, *headers: tuple[str, str]) -> list[bytes]:
    lines = [("Content-Type", "text/plain"), ("Content-Length", "0")]
    start(status, [*lines, *headers])
    return [b""]


class _Told:
    """What a server is told of an answer before it, with a look at how long it is."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self.is_short = False

    def __call__(self, status: str, headers: list[tuple[str, str]], *mishap: object) -> Any:
        length = next((text for name, text in headers if name.lower() == "content-length"), "")
        self.is_short = length.isdigit() and int(length) <= IN_MEMORY
        return self._start(status, headers, *mishap)
