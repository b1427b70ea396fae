"""An entry of the trail as it is read, and what of the trail is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from survey.storage.database import Value

PERSON = "person:"


@dataclass(frozen=True)
class Entry:
    """Who did what to what, when, from where, and to whose project."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Value]
    address: str = ""
    project: str = ""
    neighbourhood: str = ""

    @property
    def person(self) -> str:
        """The id of the person whose account it is about; empty where it is about none."""
        return self.subject.removeprefix(PERSON) if self.subject.startswith(PERSON) else ""

    @property
    def doer(self) -> str:
        """The id of the person who did it; empty where it was none with an account."""
        return self.actor.removeprefix(PERSON) if self.actor.startswith(PERSON) else ""


@dataclass(frozen=True)
class Sight:
    """What somebody may see: with None everything, else places, and accounts of whole people.

    Places are pairs of project and neighbourhood, the second empty for the whole project.
    """

    places: frozenset[tuple[str, str]] | None = None
    people: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """What is looked for: by whom, of which kind, on which day, older than which entry."""

    actor: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
