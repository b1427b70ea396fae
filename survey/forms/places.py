"""Where a form is being asked: the neighbourhoods of the projects that use it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from survey.locale import Text
from survey.places.model import Neighbourhood, Project


@dataclass(frozen=True)
class Place:
    """One neighbourhood of one project; None where the project names no neighbourhoods."""

    project: Project
    neighbourhood: Neighbourhood | None

    @property
    def key(self) -> str:
        """What stands for this place in a form and in a draft's address."""
        return f"{self.project.id}/{self.neighbourhood.id if self.neighbourhood else ''}"

    @property
    def name(self) -> Text:
        """What people call it."""
        return self.neighbourhood.name if self.neighbourhood else self.project.title


def list_places(projects: Iterable[Project], questionnaire: str) -> list[Place]:
    """List where a questionnaire is asked, project by project."""
    return [
        Place(project, neighbourhood)
        for project in projects
        if project.questionnaire == questionnaire
        for neighbourhood in project.neighbourhoods or (None,)
    ]


def find_place(places: Sequence[Place], wanted: str) -> Place | None:
    """Return the place with this key, or the first neighbourhood with this id."""
    named = [place for place in places if wanted in (place.key, _id(place))]
    return named[0] if named else None


def choose_place(places: Sequence[Place], wanted: str) -> Place | None:
    """Return the place that is meant; where there is only one, nobody has to name it."""
    return places[0] if len(places) == 1 else find_place(places, wanted)


def _id(place: Place) -> str:
    return place.neighbourhood.id if place.neighbourhood else place.project.id
