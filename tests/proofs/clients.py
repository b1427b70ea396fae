"""People who fill in the form at the same time, and note what they were thanked for."""

import http.client
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

SECONDS = 10.0
A_LITTLE = 0.05
PER_ADDRESS = 200
"""An address begins three hundred forms in ten minutes and no more; everybody has many of them."""

HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
MISHAPS = (OSError, http.client.HTTPException, AttributeError)


@dataclass
class Noted:
    """What came of it: marks by what the server said, and how long each request took (seconds)."""

    acknowledged: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


class Person(threading.Thread):
    """Somebody who fills in one form after the other until told to stop."""

    def __init__(self, number: int, port: int, noted: Noted, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.noted, self.stopped = number, port, noted, stop
        self.cookies: dict[str, str] = {}
        self.line: http.client.HTTPConnection | None = None
        self.form = ""

    def run(self) -> None:
        """Fill in forms; where the server is away, wait a little and go on."""
        count = 0
        while not self.stopped.is_set():
            count += 1
            mark = f"{self.number}-{count}"
            try:
                self._fill_in(mark, count)
            except MISHAPS:
                self._hang_up()
                time.sleep(A_LITTLE)

    def _fill_in(self, mark: str, count: int) -> None:
        if count % PER_ADDRESS == 1:
            self._hang_up()
        self.cookies, self.count = {}, count
        self.form = self.form or self._ask("GET", "/f/proof/en/")[1]
        first = self._ask("POST", f"{self.form}start", {"n": "pines"})[1]
        page = self._ask("GET", first)[2]
        typed = dict(HIDDEN.findall(page)) | {"q-mark": mark, "q-speech": "نان " * 20, "go": "next"}
        self._ask("POST", first, typed)
        self._send(mark, typed["csrf_token"])

    def _send(self, mark: str, token: str) -> None:
        """Send the answers; who hears nothing sends them again, once the server is back."""
        self.noted.sent.append(mark)
        while True:
            try:
                _, there, _ = self._ask("POST", "/review", {"csrf_token": token})
            except MISHAPS:
                self._hang_up()
                if self.stopped.is_set():
                    return
                time.sleep(A_LITTLE)
                continue
            if there.endswith("/thanks"):
                self.noted.acknowledged.append(mark)
            else:  # sent before, but the thanks got lost on the way
                self.noted.unsaid.append(mark)
            return

    def _ask(
        self, method: str, address: str, typed: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        line = self.line or self._ring()
        body = urlencode(typed).encode() if typed is not None else None
        cookie = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        headers = {"Cookie": cookie} | (
            {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        )
        began = time.perf_counter()
        line.request(method, address, body, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        self.noted.seconds.append(time.perf_counter() - began)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        there = urlsplit(answer.getheader("Location") or "")
        if answer.status >= 400:
            raise http.client.HTTPException(answer.status)
        return answer.status, there.path, text

    def _ring(self) -> http.client.HTTPConnection:
        series = getattr(self, "count", 1) // PER_ADDRESS
        address = f"127.{self.number % 250 + 1}.{series // 250 + 1}.{series % 250 + 1}"
        self.line = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=SECONDS, source_address=(address, 0)
        )
        return self.line

    def _hang_up(self) -> None:
        if self.line:
            self.line.close()
        self.line = None


Tablets = Callable[[int, Noted, threading.Event], threading.Thread]
"""Makes a tablet that sends to a port, notes what comes of it, and stops when told."""


class Crowd:
    """Many people at once, half of them with tablets where those are given."""

    def __init__(self, port: int, many: int, tablets: Tablets | None = None) -> None:
        self.noted, self._stop = Noted(), threading.Event()
        alone = many // 2 if tablets else many
        self._people: list[threading.Thread] = [
            Person(n, port, self.noted, self._stop) for n in range(alone)
        ]
        for _ in range(many - alone):
            assert tablets
            self._people.append(tablets(port, self.noted, self._stop))
        for person in self._people:
            person.start()

    def wait_for(self, acknowledged: int, seconds: float = 60.0) -> None:
        """Wait until so many more were thanked."""
        until = time.monotonic() + seconds
        goal = len(self.noted.acknowledged) + acknowledged
        while len(self.noted.acknowledged) < goal and time.monotonic() < until:
            time.sleep(0.005)

    def go_home(self) -> Noted:
        """Let everybody finish the form they are at."""
        self._stop.set()
        for person in self._people:
            person.join(SECONDS * 2)
        return self.noted
