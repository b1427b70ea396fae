"""What a device remembers of the facilitator who holds it: name, place, interviews of the day."""

from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from survey.digits import tidy_digits

FACILITATOR = "facilitator"
"""The name, in the signed cookie, of all this."""

LONGEST_NAME, LONGEST_CODE = 60, 40
MOST_BEGUN, MOST_SENT = 20, 5


@dataclass(frozen=True)
class Facilitator:
    """Who interviews with this device, and where.

    `place` is the key of the sampling point, `household` the one that is being asked for consent.
    `begun` are drafts that wait, `sent` are responses of `day` that may still be corrected, the
    last one last; both may belong to several people who share the device.
    """

    name: str = ""
    place: str = ""
    household: str = ""
    day: str = ""
    begun: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def rename(self, name: str) -> "Facilitator":
        """Let another person hold the device, at the same sampling point."""
        return replace(self, name=name, household="")

    def visit(self, place: str, household: str) -> "Facilitator":
        """Remember which household is asked for consent."""
        return replace(self, place=place, household=household)

    def begin(self, draft: UUID) -> "Facilitator":
        """Remember an interview that was begun."""
        return replace(self, begun=_append(self.begun, str(draft), MOST_BEGUN), household="")

    def finish(self, draft: UUID, today: date) -> "Facilitator":
        """Remember an interview that was sent today, in place of one that waits."""
        begun = [name for name in self.begun if name != str(draft)]
        sent = _append(self.sent_on(today), str(draft), MOST_SENT)
        return replace(self, begun=begun, sent=sent, day=today.isoformat())

    def sent_on(self, today: date) -> list[str]:
        """Name the interviews sent today: those of yesterday are no longer corrected here."""
        return self.sent if self.day == today.isoformat() else []


def read_facilitator(kept: Mapping[str, Any]) -> Facilitator:
    """Read what the signed cookie says; an empty one where nobody interviews yet."""
    known = {part.name for part in fields(Facilitator)}
    written = kept.get(FACILITATOR, {})
    return Facilitator(**{name: value for name, value in written.items() if name in known})


def keep_facilitator(kept: MutableMapping[str, Any], facilitator: Facilitator) -> None:
    """Write it into the signed cookie."""
    kept[FACILITATOR] = asdict(facilitator)


def tidy_name(typed: str) -> str:
    """Write a person's name with single spaces."""
    return " ".join(typed.split())[:LONGEST_NAME]


def tidy_code(typed: str) -> str:
    """Write the code of a household so that the same code is always the same text."""
    return tidy_digits(typed).upper()[:LONGEST_CODE]


def _append(names: list[str], name: str, most: int) -> list[str]:
    return [*(other for other in names if other != name), name][-most:]
