"""A throttle: counts how often somebody was wrong lately, and asks them to wait.

Who signed in, and every kiosk, is counted by themselves: nobody else behind the same address can
keep them out. Addresses are kept hashed with a key that this process alone has, and in memory only.
"""

from collections import deque
from datetime import datetime, timedelta
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock

from flask import request, session

from survey.accounts.guard import KIOSK, current_person
from survey.accounts.throttle import find_network

KEY = token_bytes(32)
MOST_KEYS = 10_000
"""Beyond so many different people the oldest are forgotten, so that memory stays small."""


class Throttle:
    """Lets everybody be wrong `most` times within `span`; after that they wait."""

    def __init__(self, most: int, span: timedelta) -> None:
        self.most = most
        self.span = span
        self._slips: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def admits(self, key: str, now: datetime) -> bool:
        """Count a try as wrong and admit it, unless `key` was wrong too often lately.

        It is counted before anything is looked at: many threads cannot guess in between.
        """
        with self._lock:
            slips = self._slips.pop(key, deque(maxlen=self.most))
            is_open = len(slips) < self.most or now - slips[0] >= self.span
            if is_open:
                slips.append(now)
            self._slips[key] = slips
            if len(self._slips) > MOST_KEYS:
                del self._slips[next(iter(self._slips))]
            return is_open

    def forgive(self, key: str) -> None:
        """Count the last try no longer: it was right."""
        with self._lock:
            slips = self._slips.get(key)
            if slips:
                slips.pop()


def current_reader() -> str:
    """Name who asks: a person, a kiosk, or whoever is at this address, so that none can be read."""
    person = current_person()
    if person:
        return _hash(f"person {person.id}")
    if KIOSK in session:
        return _hash(f"kiosk {session[KIOSK]}")
    return _hash(find_network(request.remote_addr or ""))


def _hash(name: str) -> str:
    return blake2b(name.encode(), key=KEY, digest_size=16).hexdigest()
