"""One thread at a time prints or measures words: fonts, and the library under them, are shared.

Two at once bring its memory into disorder, and with it the server down.
"""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

from werkzeug.exceptions import ServiceUnavailable

PATIENCE = 30.0
"""Seconds that somebody waits for the press before they are asked to come back."""

P = ParamSpec("P")
R = TypeVar("R")

_press = RLock()


def alone(work: Callable[P, R]) -> Callable[P, R]:
    """Let a function run while no other thread prints or measures; raises ServiceUnavailable."""

    @wraps(work)
    def at_the_press(*args: P.args, **values: P.kwargs) -> R:
        if not _press.acquire(timeout=PATIENCE):
            raise ServiceUnavailable
        try:
            return work(*args, **values)
        finally:
            _press.release()

    return at_the_press
