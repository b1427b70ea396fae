"""What a page sent: the texts of its inputs, without those that a button takes away."""

from flask import request
from werkzeug.datastructures import MultiDict

CLEAR = "clear"
"""The name of the buttons that take an answer away; their value is the name of its inputs."""


def read_typed() -> MultiDict[str, str]:
    """Return the texts that the page sent."""
    typed = MultiDict(request.form)
    typed.poplist(request.form.get(CLEAR, ""))
    return typed


def find_anchor() -> str | None:
    """Return where a page goes on after one of its questions was cleared; None if none was."""
    name = request.form.get(CLEAR)
    return f"{name}-box" if name else None
