"""Projects and their places: districts, neighbourhoods with outlines, and survey waves."""

from dataclasses import dataclass
from datetime import date

from survey.locale import Text

Ring = tuple[tuple[float, float], ...]
"""A closed outline as (longitude, latitude) points in degrees."""


@dataclass(frozen=True)
class District:
    """A larger area that neighbourhoods roll up to."""

    id: str
    name: Text


@dataclass(frozen=True)
class Neighbourhood:
    """Where people live; `households` is how many the sampling frame counts, None where unknown."""

    id: str
    name: Text
    district: str = ""
    households: int | None = None
    outline: Ring = ()


@dataclass(frozen=True)
class Wave:
    """One round of a survey."""

    id: str
    title: Text
    starts: date
    ends: date


@dataclass(frozen=True)
class Meeting:
    """The participatory session that a report invites to."""

    day: date
    time: str
    place: Text


@dataclass(frozen=True)
class Project:
    """One questionnaire asked in some neighbourhoods, wave after wave.

    `synthetic` marks invented answers: every page that shows them says so.
    """

    id: str
    title: Text
    organisation: Text
    questionnaire: str
    waves: tuple[Wave, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    districts: tuple[District, ...] = ()
    synthetic: bool = False
    meeting: Meeting | None = None
    source: Text | None = None

    def neighbourhood(self, name: str) -> Neighbourhood | None:
        """Return the neighbourhood with this id, or None."""
        return next((place for place in self.neighbourhoods if place.id == name), None)
