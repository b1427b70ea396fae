"""The gate between web server and site: bodies are read before it, a few go through at a time.

A phone on a bad line may take minutes for a photo. Until all of it is here it costs a waiting
thread, and nothing of what the others need.
"""

from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore, Condition
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


class TooLargeError(Exception):
    """A body larger than any page takes."""


class Gate:
    """A WSGI application around another one; it can be closed, and then waits until all are out."""

    def __init__(self, application: Application, at_once: int = AT_ONCE) -> None:
        self.application = application
        self._room = BoundedSemaphore(at_once)
        self._inside = 0
        self._is_closed = False
        self._changed = Condition()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request: with 413 what is too large, with 503 once the gate is closed."""
        try:
            body = read_body(environ)
        except TooLargeError:
            return _refuse(start, "413 Content Too Large")
        if not self._enter():
            return _refuse(start, "503 Service Unavailable", ("Retry-After", "5"))
        environ["wsgi.input"] = body
        environ["wsgi.input_terminated"] = True
        told = _Told(start)
        try:
            with self._room:
                answer = self.application(environ, told)
                if told.is_short:
                    return _take_whole(answer, self._leave)
        except BaseException:
            if not told.is_short:
                self._leave()
            raise
        return _Answer(answer, self._leave)

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


class _Answer:
    """The pieces of an answer; who asked is out of the gate when the last one was taken."""

    def __init__(self, answer: Iterable[bytes], leave: Callable[[], None]) -> None:
        self._answer = answer
        self._leave: Callable[[], None] | None = leave

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        """Close the answer; a second time does nothing."""
        leave, self._leave = self._leave, None
        try:
            if leave and hasattr(self._answer, "close"):
                self._answer.close()
        finally:
            if leave:
                leave()


def read_body(environ: Environ) -> IO[bytes]:
    """Read the body of a request. Raises TooLargeError before more than the largest is read."""
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  it goes with the request
    length = environ.get("CONTENT_LENGTH") or ""
    is_chunked = "HTTP_TRANSFER_ENCODING" in environ
    if not is_chunked and length in ("", "0"):
        return body
    left = LARGEST_BODY if is_chunked else int(length)
    if left > LARGEST_BODY:
        raise TooLargeError
    while left and (piece := environ["wsgi.input"].read(min(PIECE, left))):
        body.write(piece)
        left -= len(piece)
    if is_chunked and not left:
        raise TooLargeError
    body.seek(0)
    return body


def _refuse(start: Start, status: str, *headers: tuple[str, str]) -> list[bytes]:
    lines = [("Content-Type", "text/plain"), ("Content-Length", "0")]
    start(status, [*lines, *headers])
    return [b""]


def _take_whole(answer: Iterable[bytes], leave: Callable[[], None]) -> list[bytes]:
    """Take a short answer as one piece, which is sent without another turn of the interpreter."""
    kept = _Answer(answer, leave)
    try:
        return [b"".join(kept)]
    finally:
        kept.close()


class _Told:
    """What a server is told of an answer before it, with a look at how long it is."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self.is_short = False

    def __call__(self, status: str, headers: list[tuple[str, str]], *mishap: object) -> Any:
        length = next((text for name, text in headers if name.lower() == "content-length"), "")
        self.is_short = length.isdigit() and int(length) <= IN_MEMORY
        return self._start(status, headers, *mishap)
