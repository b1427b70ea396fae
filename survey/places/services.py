"""The key `services` of the project file: where people find help, and how each is reached."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from survey.digits import fold_letters
from survey.errors import N_, Mistake
from survey.kinds.model import refuse
from survey.locale import Text
from survey.places.model import Service, Way
from survey.questionnaire.schema import Name, Part, Words

LONGEST_NAME, LONGEST_LINE, LONGEST_OFFER = 60, 100, 240
"""So many letters fit on a card of A6, whatever the language."""

TOO_LONG = {
    LONGEST_NAME: N_("This is too long for a card: write at most 60 letters in each language."),
    LONGEST_LINE: N_("This is too long for a card: write at most 100 letters in each language."),
    LONGEST_OFFER: N_("This is too long for a card: write at most 240 letters in each language."),
}
TELLING = tuple(
    fold_letters(word)
    for word in (
        *("addict", "alcohol", "drug", "violen", "abuse", "rehab", "suicid", "victim"),
        *("اعتیاد", "معتاد", "مخدر", "الکل", "خشونت", "خودکشی", "قربانی"),
        *("إدمان", "مدمن", "كحول", "عنف", "انتحار", "ضحايا"),
    )
)
"""Beginnings of words that tell others what somebody needs help with."""

TELLS = N_(
    "The name stands on the outside of cards, where others see it. Leave out what the help is "
    "about (“%(word)s”), and write that under `offers:`."
)
UNREACHABLE = N_("Nobody can reach this service. Give it a `phone:` or an `address:`.")
NO_SERVICE_PLACE = N_(
    "There is no neighbourhood “%(id)s”. Add it under `neighbourhoods:`, or correct it here."
)
NO_SECTION = N_(
    "“%(id)s” is no section of “%(questionnaire)s”. Correct it, or leave `sections:` out: the "
    "service is then named after every section with sensitive questions."
)
TWO_SERVICES = N_("Two services have the id “%(id)s”. Give each its own.")


def _at_most(letters: int) -> Callable[[Any], Any]:
    def check(raw: str | dict[str, str]) -> str | dict[str, str]:
        texts = raw.values() if isinstance(raw, dict) else [raw]
        if any(len(text) > letters for text in texts):
            raise refuse(TOO_LONG[letters])
        return raw

    return check


ShortName = Annotated[Words, AfterValidator(_at_most(LONGEST_NAME))]
Line = Annotated[Words, AfterValidator(_at_most(LONGEST_LINE))]
Offer = Annotated[Words, AfterValidator(_at_most(LONGEST_OFFER))]


class ServicePart(Part):
    """Somewhere people find help."""

    id: Name
    name: ShortName
    offers: Offer
    for_whom: Line
    cost: ShortName
    phone: Annotated[str, Field(max_length=40)] = ""
    address: Line | None = None
    hours: Line | None = None
    ways: Annotated[list[Way], Field(min_length=1)]
    neighbourhoods: list[str] = Field([])
    sections: list[str] = Field([])


def find_wrong_services(
    services: Sequence[ServicePart], neighbourhoods: Collection[str]
) -> Iterator[Mistake]:
    """Find services that nobody could reach, that tell too much, or whose places are unknown."""
    ids = [service.id for service in services]
    for place, service in enumerate(services):
        if service.id in ids[:place]:
            yield Mistake(("services", place, "id"), TWO_SERVICES, {"id": service.id})
        if not service.phone.strip() and service.address is None:
            yield Mistake(("services", place), UNREACHABLE)
        if word := _find_telling(service.name):
            yield Mistake(("services", place, "name"), TELLS, {"word": word})
        for number, name in enumerate(service.neighbourhoods):
            if name not in neighbourhoods:
                path = ("services", place, "neighbourhoods", number)
                yield Mistake(path, NO_SERVICE_PLACE, {"id": name})


def find_unknown_sections(
    services: Sequence[ServicePart], sections: Collection[str], questionnaire: str
) -> Iterator[Mistake]:
    """Find sections that the questionnaire does not have."""
    for place, service in enumerate(services):
        for number, name in enumerate(service.sections):
            if name not in sections:
                path = ("services", place, "sections", number)
                yield Mistake(path, NO_SECTION, {"id": name, "questionnaire": questionnaire})


def build_service(part: ServicePart, make_text: Callable[[str | dict[str, str]], Text]) -> Service:
    """Make the service that a part of the file describes."""
    return Service(
        id=part.id,
        name=make_text(part.name),
        offers=make_text(part.offers),
        for_whom=make_text(part.for_whom),
        cost=make_text(part.cost),
        ways=tuple(dict.fromkeys(part.ways)),
        phone=part.phone.strip(),
        address=make_text(part.address) if part.address else None,
        hours=make_text(part.hours) if part.hours else None,
        neighbourhoods=tuple(part.neighbourhoods),
        sections=tuple(part.sections),
    )


def _find_telling(name: str | dict[str, str]) -> str:
    """Return the word of a name that tells what the help is about; the empty text for none."""
    texts = name.values() if isinstance(name, dict) else [name]
    words = [word for text in texts for word in text.split()]
    return next((word for word in words if any(part in fold_letters(word) for part in TELLING)), "")
