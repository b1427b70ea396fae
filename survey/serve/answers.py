"""How requests that bring something ended, counted by page and status: never who sent what."""

from collections import Counter
from threading import Lock

from flask import Response, current_app, request

NAME = "mahalla.answers"
BRINGING = ("POST", "PUT")

Ended = tuple[str, str, int]
"""A way of sending, the page that was asked, the status."""


class Answers:
    """Counts since the start of the site; many threads may count at once."""

    def __init__(self) -> None:
        self._counts: Counter[Ended] = Counter()
        self._lock = Lock()

    def note(self, ended: Ended) -> None:
        """Count one."""
        with self._lock:
            self._counts[ended] += 1

    def list_counts(self) -> list[tuple[Ended, int]]:
        """List what was counted."""
        with self._lock:
            return sorted(self._counts.items())


def count_answer(response: Response) -> Response:
    """Count a request that brought something; call it after each."""
    if request.method in BRINGING:
        answers: Answers = current_app.extensions[NAME]
        answers.note((request.method, request.endpoint or "", response.status_code))
    return response
