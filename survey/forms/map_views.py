"""The map of a question about a place, with a pin where the answer lies. Private."""

from flask import Blueprint, Response, abort, g, request
from werkzeug.datastructures import MultiDict

from survey.accounts.guard import open_to_all
from survey.forms.neighbourhood_map import Area, Map, draw_map, make_map
from survey.forms.opened import Filling, find_filling
from survey.forms.pages import keep_private
from survey.places.store import find_project
from survey.site import current_site

AT = "at-"
"""Stands before the name of a question's inputs in that of its map."""

pages = Blueprint("map", __name__)
pages.after_request(keep_private)


@pages.get("/d/<section>/map/<name>")
@open_to_all
def show_map(section: str, name: str) -> Response:
    """Send the map, with the pin of the answer unless scripts put their own."""
    filling, found = find_filling(), find_map()
    if filling is None or found is None:
        abort(404)
    answer = filling.draft.answers.get(name.partition("-")[2])
    pin = None if "pin" in request.args else _read_pin(answer)
    return Response(draw_map(found, pin), mimetype="image/svg+xml")


@pages.app_template_global()
def find_map() -> Map | None:
    """Return the map of the open draft's project; None where it has no outlines."""
    if "map" not in g:
        filling = find_filling()
        g.map = make_map(_list_areas(filling)) if filling else None
    found: Map | None = g.map
    return found


def take_points(typed: MultiDict[str, str]) -> None:
    """Put the place that was pointed at, without scripts, into the inputs of its question."""
    found = find_map() if any(name.startswith(AT) for name in typed) else None
    for key in [key for key in typed if key.startswith(AT) and key.endswith(".x")]:
        name = key.removeprefix(AT).removesuffix(".x")
        across, down = (typed.get(f"{AT}{name}.{axis}", 0, type=int) for axis in "xy")
        if found and across and down:  # pressed from the keyboard, a map says 0 and 0
            typed.setlist(name, [f"{degrees:.6f}" for degrees in found.find(across, down)])


def find_point() -> str | None:
    """Return the name of the question whose map was pointed at; None if none was."""
    keys = [key for key in request.form if key.startswith(AT) and key.endswith(".x")]
    return keys[0].removeprefix(AT).removesuffix(".x") if keys else None


def _list_areas(filling: Filling) -> list[Area]:
    project = find_project(current_site().database, filling.draft.project)
    here, language = filling.draft.neighbourhood, filling.language
    return [
        Area(place.outline, language.text(place.name), place.id == here)
        for place in (project.neighbourhoods if project else ())
        if place.outline
    ]


def _read_pin(answer: object) -> tuple[float, float] | None:
    if not isinstance(answer, str):
        return None
    latitude, longitude, *_ = (float(part) for part in answer.split())
    return latitude, longitude
