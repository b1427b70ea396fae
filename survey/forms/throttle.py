"""A throttle: counts how often somebody was wrong lately, and asks them to wait."""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

MOST_KEYS = 10_000
"""Beyond so many different people the oldest are forgotten, so that memory stays small."""


class Throttle:
    """Lets everybody be wrong `most` times within `span`; after that they wait."""

    def __init__(self, most: int, span: timedelta) -> None:
        self.most = most
        self.span = span
        self._slips: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def is_closed(self, key: str, now: datetime) -> bool:
        """Tell whether `key` was wrong too often lately."""
        with self._lock:
            slips = self._slips.get(key, deque())
            return len(slips) == self.most and now - slips[0] < self.span

    def note(self, key: str, now: datetime) -> None:
        """Take note that `key` was wrong."""
        with self._lock:
            slips = self._slips.pop(key, deque(maxlen=self.most))
            slips.append(now)
            self._slips[key] = slips
            if len(self._slips) > MOST_KEYS:
                del self._slips[next(iter(self._slips))]
