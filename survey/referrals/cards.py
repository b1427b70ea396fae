"""Cards to give away: the same for everybody of a neighbourhood, to fold so that little shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.places.model import Neighbourhood, Project, Service

SERVICES_A_CARD = 2
"""More do not fit on A6 in letters that are read without glasses."""

CARDS_A_SHEET = 4


@dataclass(frozen=True)
class Sheet:
    """A sheet of A4 with the same card four times; `places` are where it is given away."""

    places: tuple[Neighbourhood, ...]
    services: Sequence[Service]
    number: int
    count: int


def list_sheets(project: Project) -> list[Sheet]:
    """List the sheets of a project: one for each card, and neighbourhoods alike share theirs."""
    alike: dict[tuple[Service, ...], list[Neighbourhood]] = {}
    for place in project.neighbourhoods:
        alike.setdefault(project.services_in(place.id), []).append(place)
    if not project.neighbourhoods:
        alike[project.services] = []
    return [sheet for services, places in alike.items() for sheet in _cut(services, tuple(places))]


def _cut(services: Sequence[Service], places: tuple[Neighbourhood, ...]) -> list[Sheet]:
    starts = range(0, len(services), SERVICES_A_CARD)
    return [
        Sheet(places, services[start : start + SERVICES_A_CARD], number, len(starts))
        for number, start in enumerate(starts, start=1)
    ]
