"""HTTP over plain sockets: one thread that asks for many, so that asking disturbs little."""

import re
import socket
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from selectors import EVENT_READ, DefaultSelector
from urllib.parse import urlencode

import brotli

PATIENCE = 60.0
PIECE = 262_144
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r]+)=([^;\r]*)", re.IGNORECASE)
BODILESS = (204, 304)
WHOLE = "whole"
"""The kind under which the time of a whole conversation is kept."""


@dataclass(frozen=True)
class Answer:
    """What came back; the body as it came."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """Return a header, empty where there is none."""
        found = re.search(rb"\r\n%s: *([^\r]*)" % name.encode(), self.head, re.IGNORECASE)
        return found[1].decode("latin-1") if found else ""

    @property
    def text(self) -> str:
        """The body as a text."""
        packed = self.header("content-encoding") == "br"
        return (brotli.decompress(self.body) if packed else self.body).decode()


@dataclass(frozen=True)
class Ask:
    """One request as its bytes, and the name under which its time is kept."""

    kind: str
    sent: bytes


Talk = Generator[Ask, Answer, str]
"""A conversation over one connection; it returns what was acknowledged, such as an id."""


@dataclass
class Seen:
    """What a slice saw: seconds by kind of request, what was acknowledged, and how long it took."""

    times: dict[str, list[float]] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    seconds: float = 0.0


class WrongAnswerError(Exception):
    """The site answered something else than it should."""


def write_request(
    method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b""
) -> bytes:
    """Write a request as its bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {text}" for name, text in (headers or {}).items()]
    if method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def write_form(path: str, cookies: dict[str, str], values: list[tuple[str, str]]) -> bytes:
    """Write what a browser sends when a form is sent."""
    headers = {**browse(cookies), "Content-Type": "application/x-www-form-urlencoded"}
    headers |= {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    return write_request("POST", path, headers, urlencode(values).encode())


def browse(cookies: dict[str, str]) -> dict[str, str]:
    """Return the headers of a browser that change the answer."""
    told = {"Accept": "text/html", "Accept-Encoding": "br, gzip", "Accept-Language": "fa"}
    if cookies:
        told["Cookie"] = "; ".join(f"{name}={text}" for name, text in cookies.items())
    return told


def read_cookies(answer: Answer) -> dict[str, str]:
    """Return the cookies that an answer sets."""
    return {
        name.strip().decode(): text.decode("latin-1") for name, text in COOKIE.findall(answer.head)
    }


@dataclass
class _Line:
    """One client: its connection, its conversation, and since when it waits."""

    socket: socket.socket
    talk: Talk
    kind: str = ""
    since: float = 0.0
    began: float = 0.0
    heard: bytes = b""


class Callers:
    """Clients that each ask again as soon as they are answered, until the time is up.

    With `rate` they ask so often a second instead, and what has to wait for a free client has
    waited since it was due. `find_address` names where a client seems to be.
    """

    def __init__(
        self, port: int, clients: int, seconds: float, make_talk: Callable[[], Talk | None]
    ) -> None:
        self.port, self.clients, self.seconds, self.make_talk = port, clients, seconds, make_talk
        self.find_address: Callable[[], str] | None = None
        self.rate = 0.0
        self.seen = Seen()
        self._selector = DefaultSelector()
        self._due: Iterator[float] = iter(())
        self._idle: list[socket.socket] = []
        self._until = 0.0
        self._busy = 0

    def run(self) -> Seen:
        """Ask until the time is up or nothing is left to ask, and wait for every answer."""
        opened = [self._connect() for _ in range(self.clients)]
        began = time.perf_counter()
        self._until = began + self.seconds
        if self.rate:
            self._idle = opened
            self._keep_rate(began)
        else:
            for one in opened:
                self._begin(one)
            while self._busy:
                self._hear(PATIENCE)
        self.seen.seconds = time.perf_counter() - began
        return self.seen

    def _keep_rate(self, began: float) -> None:
        for number in range(int(self.rate * self.seconds)):
            due = began + number / self.rate
            while (wait := due - time.perf_counter()) > 0 or not self._idle:
                self._hear(max(wait, 0) if self._idle else PATIENCE)
            if not self._begin(self._idle.pop(), due):
                break
        while self._busy:
            self._hear(PATIENCE)

    def _connect(self) -> socket.socket:
        source = (self.find_address(), 0) if self.find_address else None
        opened = socket.create_connection(("127.0.0.1", self.port), PATIENCE, source)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def _begin(self, opened: socket.socket, due: float = 0.0) -> bool:
        """Begin the next conversation; say no where there is none."""
        is_late = not self.rate and time.perf_counter() >= self._until
        talk = None if is_late else self.make_talk()
        if talk is None:
            opened.close()
            return False
        line = _Line(opened, talk, began=due or time.perf_counter())
        self._busy += 1
        self._selector.register(opened, EVENT_READ, line)
        self._send(line, next(talk), due)
        return True

    def _send(self, line: _Line, ask: Ask, due: float = 0.0) -> None:
        line.kind, line.heard = ask.kind, b""
        line.since = due or time.perf_counter()
        line.socket.sendall(ask.sent)

    def _hear(self, patience: float) -> None:
        ready = self._selector.select(patience)
        if not ready and patience >= PATIENCE:
            raise WrongAnswerError("There was no answer in time.")
        for key, _ in ready:
            self._take(key.data)

    def _take(self, line: _Line) -> None:
        piece = line.socket.recv(PIECE)
        if not piece:
            raise WrongAnswerError(f"The connection ended: {line.kind}")
        line.heard += piece
        answer = read_answer(line.heard)
        if answer is None:
            return
        self.seen.times.setdefault(line.kind, []).append(time.perf_counter() - line.since)
        try:
            self._send(line, line.talk.send(answer))
        except StopIteration as end:
            self._end(line, end.value)

    def _end(self, line: _Line, acknowledged: str) -> None:
        self.seen.acknowledged.append(acknowledged)
        self.seen.times.setdefault(WHOLE, []).append(time.perf_counter() - line.began)
        self._selector.unregister(line.socket)
        self._busy -= 1
        if self.rate:
            self._idle.append(line.socket)
            return
        if self.find_address:
            line.socket.close()
            line.socket = self._connect()
        self._begin(line.socket)


def read_answer(heard: bytes) -> Answer | None:
    """Read an answer; None before all of it is here."""
    head, gap, body = heard.partition(b"\r\n\r\n")
    if not gap:
        return None
    status = int(head[9:12])
    length = LENGTH.search(head)
    if status not in BODILESS and length is None:
        raise WrongAnswerError(f"An answer without a length: {head[:200]!r}")
    if length and status not in BODILESS and len(body) < int(length[1]):
        return None
    return Answer(status, head, body)
