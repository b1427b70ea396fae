"""A wave as a coordinator sees it: the neighbourhoods that are theirs, and no others."""

from dataclasses import dataclass

from flask import abort, request

from survey.accounts.guard import places_of, projects_of
from survey.accounts.permissions import SUPERVISE
from survey.places.model import Project, Wave
from survey.site import current_site


@dataclass(frozen=True)
class Sight:
    """A wave as somebody sees it: the neighbourhoods of `project` are theirs."""

    project: Project
    wave: Wave

    @property
    def places(self) -> list[str]:
        """Their neighbourhoods; with the whole project also what names none."""
        named = [place.id for place in self.project.neighbourhoods]
        is_whole = places_of(SUPERVISE).covers(self.project.id)
        return [*named, ""] if is_whole else named


def find_sight(project: str) -> Sight:
    """Return the wave that is named, else the one asked now or last, in their neighbourhoods."""
    found = next((one for one in projects_of(SUPERVISE) if one.id == project), None)
    if found is None or not found.waves:
        abort(404)
    today = current_site().clock().date()
    if "wave" in request.args:
        return Sight(found, found.wave(request.args["wave"]) or abort(404))
    begun = [wave for wave in found.waves if wave.starts <= today]
    return Sight(found, found.wave_on(today) or (begun or list(found.waves))[-1])
