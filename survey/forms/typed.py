"""What a page sent: the texts of its inputs, without those that a button takes away."""

from flask import request
from werkzeug.datastructures import MultiDict

from survey.forms.map_views import find_point, take_points
from survey.forms.opened import Filling
from survey.forms.uploads import drop_unnamed, take_files
from survey.questionnaire.model import Section

CLEAR = "clear"
"""The name of the buttons that take an answer away; their value is the name of its inputs."""


def take_typed(filling: Filling, section: Section | None) -> MultiDict[str, str]:
    """Return the texts that the page sent; files among them are kept, and stand there by name."""
    typed = MultiDict(request.form)
    take_points(typed)
    if section:
        take_files(filling, section, typed)
    cleared = typed.poplist(request.form.get(CLEAR, ""))
    drop_unnamed(filling, cleared)
    return typed


def find_anchor() -> str | None:
    """Return where a page goes on after one of its questions was cleared or pointed at, if so."""
    name = request.form.get(CLEAR) or find_point()
    return f"{name}-box" if name else None
