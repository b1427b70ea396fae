"""Cards to give away: the same for everybody of a neighbourhood, to fold so that nothing shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Service

ROOM = 940
"""How many letters stand on half a card, of A6, in print that is read without glasses."""

BESIDE = 200
"""How many letters the lines take that every service has, and the blanks between them."""

SERVICES_A_CARD = 2
"""However short their texts are."""

CARDS_A_SHEET = 2


@dataclass(frozen=True)
class Sheet:
    """A sheet of A4 with the same card twice; `places` are where it is given away."""

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
    return [
        Sheet(tuple(places), card, number, len(cards))
        for services, places in alike.items()
        for cards in [_fill_cards(services)]
        for number, card in enumerate(cards, start=1)
    ]


def _fill_cards(services: Sequence[Service]) -> list[list[Service]]:
    """Put on each card the services that fit; one alone always does."""
    cards: list[list[Service]] = []
    for service in services:
        if cards and _fits([*cards[-1], service]):
            cards[-1].append(service)
        else:
            cards.append([service])
    return cards


def _fits(services: Sequence[Service]) -> bool:
    return len(services) <= SERVICES_A_CARD and sum(map(_measure, services)) <= ROOM


def _measure(service: Service) -> int:
    """Return how many letters of room a service takes in the language that needs most."""
    texts = (service.name, service.offers, service.for_whom, service.cost)
    return BESIDE + sum(map(_count_letters, texts))


def _count_letters(text: Text) -> int:
    return max(len(words) for words in (text.source, *dict(text.inline).values()))
