"""Who interviews with this device, and what it remembers of where they are."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

from survey.accounts.model import Person, Reach
from survey.accounts.permissions import COLLECT
from survey.digits import tidy_digits
from survey.responses.model import Draft, Submission

FACILITATOR = "facilitator"
"""The name, in the signed cookie, of where the device is."""

REMEMBERED = ("place", "household")
LONGEST_CODE = 40


@dataclass(frozen=True)
class Facilitator:
    """Who interviews, and where: `reach` is where they may.

    `name` is kept with every interview; `place` is the key of the sampling point, `household` the
    one that is being asked for consent.
    """

    name: str
    title: str
    reach: Reach
    place: str = ""
    household: str = ""

    def visit(self, place: str, household: str) -> "Facilitator":
        """Remember which household is asked for consent."""
        return replace(self, place=place, household=household)


def read_facilitator(person: Person, kept: Mapping[str, Any]) -> Facilitator:
    """Say who interviews, with what the signed cookie says of where they are."""
    written = kept.get(FACILITATOR, {})
    where = {name: written[name] for name in REMEMBERED if name in written}
    return Facilitator(person.name, person.title, person.reach(COLLECT), **where)


def keep_facilitator(kept: MutableMapping[str, Any], facilitator: Facilitator) -> None:
    """Write where they are into the signed cookie."""
    kept[FACILITATOR] = {name: getattr(facilitator, name) for name in REMEMBERED}


def conducts(person: Person | None, draft: Draft) -> bool:
    """Tell whether a draft may be shown to who is signed in.

    What people fill in themselves is known by the cookie alone. An interview needs its interviewer:
    the cookie of a tablet that was lost is not signed in any more, and still names the draft.
    """
    return draft.mode != "facilitator" or is_theirs(person, draft)


def is_theirs(person: Person | None, asked: Draft | Submission) -> bool:
    """Tell whether who is signed in asked this, where they still may."""
    reach = person.reach(COLLECT) if person and person.name == asked.collector else Reach()
    return reach.covers(asked.project, asked.neighbourhood)


def tidy_code(typed: str) -> str:
    """Write the code of a household so that the same code is always the same text."""
    return tidy_digits(typed).upper()[:LONGEST_CODE]
