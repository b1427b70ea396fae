"""A rough way to a site: requests and answers get lost, others are late or are told “busy”."""

import json
import random
import re
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.proofs.clients import SECONDS

LOST, UNANSWERED, CUT, BUSY, LATE, FINE = "lost", "unanswered", "cut", "busy", "late", "fine"
"""What happens to a request: it never arrives; it arrives and its answer never comes, or comes in
half; it is told to come again; it takes long; or nothing happens to it."""

FATES = {LOST: 8, UNANSWERED: 8, CUT: 4, BUSY: 3, LATE: 12, FINE: 65}
"""Of a hundred requests."""

LONGEST = 0.8
"""Seconds that a request is late at most."""

OF_THE_LINE = {"connection", "transfer-encoding", "content-length", "date", "server", "keep-alive"}


class RoughWay(ThreadingHTTPServer):
    """Listens on a port of its own and passes on to the site, roughly unless it is calm.

    `instead` are files, by their names, that are sent instead of those of the site.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), Passing)
        self.site, self.is_calm = port, True
        self.met: Counter[str] = Counter()
        self.instead: dict[str, bytes] = {}
        self.chance = random.Random(seed)
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where the site is found by this way."""
        return f"http://127.0.0.1:{self.server_port}"

    def draw(self) -> str:
        """Draw what happens to the next request."""
        if self.is_calm:
            return FINE
        [fate] = self.chance.choices(list(FATES), list(FATES.values()))
        return fate

    def close(self) -> None:
        """Listen no more."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Take no notice of browsers that hang up: they are killed all the time."""


class Passing(BaseHTTPRequestHandler):
    """One request on its way; each has a connection of its own."""

    server: RoughWay
    timeout = SECONDS

    def _pass_on(self) -> None:
        """Let happen to a request what was drawn for it."""
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fate = self.server.draw()
        self.server.met[fate] += 1
        if fate == LOST:
            return
        if fate == BUSY:
            self._answer(503, [("Retry-After", "1")], json.dumps({"reason": "busy"}).encode())
            return
        if fate == LATE:
            time.sleep(self.server.chance.random() * LONGEST)
        status, headers, content = self._ask(body)
        if fate != UNANSWERED:
            self._answer(status, headers, content, is_cut=fate == CUT)

    def do_GET(self) -> None:
        self._pass_on()

    def do_PUT(self) -> None:
        self._pass_on()

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """Ask the site; when this returns, what it had to commit is committed."""
        left_out = (*OF_THE_LINE, "accept-encoding")
        asked = {name: text for name, text in self.headers.items() if name.lower() not in left_out}
        line = HTTPConnection("127.0.0.1", self.server.site, timeout=SECONDS)
        try:
            line.request(self.command, self.path, body or None, asked)
            answer = line.getresponse()
            content = answer.read()
        except (OSError, HTTPException):
            return 502, [], b""
        finally:
            line.close()
        told = [
            (name, text) for name, text in answer.getheaders() if name.lower() not in OF_THE_LINE
        ]
        name = re.sub(r".*/|\?.*", "", self.path)
        return answer.status, told, self.server.instead.get(name, content)

    def _answer(
        self, status: int, headers: list[tuple[str, str]], content: bytes, *, is_cut: bool = False
    ) -> None:
        self.send_response_only(status)
        for name, text in headers:
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if is_cut else content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of single requests."""
