"""Projects and their places: districts, neighbourhoods with outlines, and survey waves."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from survey.errors import N_
from survey.locale import Text
from survey.questionnaire.model import Need

EVERYWHERE = "all"
"""The area of scores that stands for all neighbourhoods together; no place may be called so."""

UNKNOWN_PLACE = N_("There is no neighbourhood “%(name)s” here. Choose one of: %(known)s.")

_PLACE_ID = re.compile(r"\w[\w .\-]{0,63}")

ActionState = Literal["planned", "under_way", "done", "dropped"]
Unit = Literal["day", "month", "year"]

Way = Literal["self", "trusted_person", "office"]
"""How people come to a service: alone, through somebody they trust, or asked for by the office."""

KEEP_REFERRALS = 180
"""For how many days after its last change a referral is kept, unless the project says otherwise."""

Ring = tuple[tuple[float, float], ...]
"""A closed outline as (longitude, latitude) points in degrees."""


def is_place_id(name: str) -> bool:
    """Tell whether `name` can be the id of a place: it goes into addresses and file names.

    Letters of any script, digits, `_`, `-`, `.` and spaces, at most 64, not `all`.
    """
    return bool(_PLACE_ID.fullmatch(name)) and name == name.strip() and name != EVERYWHERE


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
class Action:
    """What a neighbourhood agreed in its session after `wave`, and what became of it.

    `who` does it, until the day `by` if one was set; `indicator` is the id of the domain, index or
    question by which people will know, or empty.
    """

    neighbourhood: str
    title: Text
    who: Text
    by: date | None
    indicator: str
    wave: str
    state: ActionState


@dataclass(frozen=True)
class Brand:
    """An organisation's own look; what is empty is as in every other report.

    `logo` is a file whose type is `logo_type`, `logo_shape` its width by its height; `good` and
    `need` are colours.
    """

    logo: bytes = b""
    logo_type: Literal["", "svg", "png"] = ""
    logo_shape: float = 1.0
    good: str = ""
    need: str = ""
    contact: Text | None = None


@dataclass(frozen=True)
class Service:
    """Somewhere people find help.

    `name` stands where others may see it and does not tell what the help is about; `offers` does.
    It serves these `neighbourhoods` and is named after these `sections` of the questionnaire:
    with none given, all neighbourhoods, and every section that has sensitive questions.
    """

    id: str
    name: Text
    offers: Text
    for_whom: Text
    cost: Text
    ways: tuple[Way, ...]
    phone: str = ""
    address: Text | None = None
    hours: Text | None = None
    neighbourhoods: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    def serves(self, neighbourhood: str) -> bool:
        """Tell whether it is there for the people of a neighbourhood."""
        return not self.neighbourhoods or neighbourhood in self.neighbourhoods

    def belongs_to(self, section: str) -> bool:
        """Tell whether it is named after a section that has sensitive questions."""
        return not self.sections or section in self.sections


@dataclass(frozen=True)
class Period:
    """So many days, months or years."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        """Write it as a project file does."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def before(self, day: date) -> date:
        """Return the day that lies so long before another; shorter months end on their last day."""
        if self.unit == "day":
            return day - timedelta(days=self.count)
        months = day.year * 12 + day.month - 1 - self.count * (12 if self.unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Retention:
    """How long a project keeps what; None is for ever, for drafts as long as every project does."""

    answers: Period | None = None
    identifiers: Period | None = None
    drafts: Period | None = None


@dataclass(frozen=True)
class Declaration:
    """What `by` declared on a day: promises that some questions need before they may be asked."""

    what: tuple[Need, ...]
    on: date
    by: str


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
    actions: tuple[Action, ...] = ()
    brand: Brand | None = None
    services: tuple[Service, ...] = ()
    keep_referrals: int = KEEP_REFERRALS
    retention: Retention = Retention()
    declares: tuple[Declaration, ...] = ()

    def neighbourhood(self, name: str) -> Neighbourhood | None:
        """Return the neighbourhood with this id, or None."""
        return next((place for place in self.neighbourhoods if place.id == name), None)

    def service(self, name: str) -> Service | None:
        """Return the service with this id, or None."""
        return next((service for service in self.services if service.id == name), None)

    def services_in(self, neighbourhood: str) -> tuple[Service, ...]:
        """Return the services that are there for the people of a neighbourhood."""
        return tuple(service for service in self.services if service.serves(neighbourhood))

    def wave(self, name: str) -> Wave | None:
        """Return the wave with this id, or None."""
        return next((wave for wave in self.waves if wave.id == name), None)

    def wave_on(self, day: date) -> Wave | None:
        """Return the wave that was or is asked on `day`, or None."""
        return next((wave for wave in self.waves if wave.starts <= day <= wave.ends), None)

    def promises_on(self, day: date) -> frozenset[Need]:
        """Return what was declared by a day."""
        return frozenset(need for one in self.declares if one.on <= day for need in one.what)

    def promises_in(self, wave: Wave) -> frozenset[Need]:
        """Return what was declared when a wave began: only that was asked of everybody in it."""
        return self.promises_on(wave.starts)

    def actions_before(self, neighbourhood: str, wave: Wave) -> tuple[Action, ...]:
        """Return what a neighbourhood agreed in sessions after waves before this one."""
        earlier = {other.id for other in self.waves if other.starts < wave.starts}
        return tuple(
            action
            for action in self.actions
            if action.neighbourhood == neighbourhood and action.wave in earlier
        )
