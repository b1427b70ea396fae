"""What the log is told of a mishap: what kind, and where in the program; never a value.

The message of an exception may hold an answer or a name, and an address of a page the code of
somebody's card. So neither is written.
"""

from collections.abc import Callable
from traceback import extract_tb
from types import TracebackType
from typing import Any

from flask import Flask, request

from survey.web.secure import SafeSession

Raised = tuple[type[BaseException], BaseException, TracebackType | None]


class Application(Flask):
    """Flask with safe cookies and a log without values."""

    session_interface = SafeSession()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Take every function as it is: none of ours is async, and Flask would look each time."""
        return func

    def log_exception(self, exc_info: Any) -> None:
        """Say in the log what went wrong, without the values it went wrong with."""
        place = f"{request.method} {request.endpoint or 'no page'}"
        self.logger.error("%s: %s", place, describe_mishap(exc_info[1]))


def describe_mishap(error: BaseException) -> str:
    """Name an exception, those that led to it, and the lines it came through, the last first."""
    lines = [
        f"{line.filename}:{line.lineno} {line.name}" for line in extract_tb(error.__traceback__)
    ]
    told = f"{type(error).__name__} at {' < '.join(reversed(lines))}"
    before = error.__cause__ or error.__context__
    return f"{told}; after {describe_mishap(before)}" if before else told
