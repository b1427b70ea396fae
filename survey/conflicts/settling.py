"""A conflict settled: what was chosen is submitted as a correction, and the conflict is marked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from survey.conflicts.comparing import Found, choose, compare
from survey.conflicts.model import Conflict, Names, Side
from survey.conflicts.store import find_conflict, keep_settlement
from survey.questionnaire.model import Questionnaire
from survey.responses.identifiers import FORGOTTEN, read_identifiers
from survey.responses.model import Submission
from survey.responses.store import submit
from survey.storage.audit import record
from survey.storage.database import Database

SITE = "site"
"""Who reads names that nobody sees, only to write them into the correction again."""

CARRIED = "settling"


@dataclass(frozen=True)
class Settlement:
    """What a person chose, by the names of the differences; `is_whole` says private ones too."""

    conflict: Conflict
    form: Questionnaire
    chosen: Mapping[str, Side]
    note: str
    is_whole: bool


def open_part(tx: Database, now: datetime, actor: str, conflict: Conflict) -> None:
    """Say in the audit trail that somebody reads the two contents, without what is private."""
    record(tx, now, actor, "response.compared", f"response:{conflict.id}", _place(conflict.stands))


def open_names(tx: Database, now: datetime, actor: str, conflict: Conflict, reason: str) -> Names:
    """Open the names of both contents, and keep in the audit trail who reads them and why."""
    detail = {**_place(conflict.stands), "reason": reason}
    record(tx, now, actor, "response.read_sensitive", f"response:{conflict.id}", detail)
    return _read_names(tx, now, actor, conflict, reason)


def put_names(conflict: Conflict, names: Names) -> Conflict:
    """Put names among the answers, as they were sent."""
    stands, came = conflict.stands, conflict.came
    return replace(
        conflict,
        stands=replace(stands, answers={**stands.answers, **names.stands}),
        came=replace(came, answers={**came.answers, **names.came}),
    )


def find_differences(form: Questionnaire, conflict: Conflict) -> Found:
    """Compare the two contents; what was settled already is not asked again."""
    found = compare(form, conflict.stands, conflict.came)
    return replace(found, open_ones=()) if conflict.is_partial else found


def has_hidden(found: Found, conflict: Conflict) -> bool:
    """Tell whether something private differs: an answer, or the names that lie sealed."""
    seals = {conflict.stands.sealed, conflict.came.sealed}
    is_sealed = len(seals) > 1 and FORGOTTEN not in seals and not conflict.is_about_consent
    return bool(found.private) or is_sealed


def settle(tx: Database, now: datetime, actor: str, made: Settlement) -> bool:
    """Submit what was chosen and mark the conflict; say no where either has changed meanwhile."""
    conflict = find_conflict(tx, made.conflict.id, made.conflict.number)
    if conflict is None or conflict.base != made.conflict.base:
        return False
    hidden = has_hidden(compare(made.form, conflict.stands, conflict.came), conflict)
    is_partial = hidden and not made.is_whole
    if any(side == 2 for side in made.chosen.values()):
        opened = put_names(conflict, _read_names(tx, now, SITE, conflict, CARRIED))
        _correct(tx, now, actor, made, opened)
    keep_settlement(tx, now, actor, conflict, made.note, is_partial)
    return True


def _correct(tx: Database, now: datetime, actor: str, made: Settlement, opened: Conflict) -> None:
    """Submit the correction. What is sealed is parted from it again."""
    chosen = choose(made.form, opened, made.chosen)
    submit(tx, actor, replace(chosen, received_at=now, revises=opened.base, sealed=""))


def _read_names(tx: Database, now: datetime, actor: str, conflict: Conflict, reason: str) -> Names:
    """Open the names of both sides; where there are none, nothing is read."""
    return Names(
        read_identifiers(tx, now, actor, conflict.id, reason),
        read_identifiers(tx, now, actor, conflict.id, reason, conflict.number),
    )


def _place(stands: Submission) -> dict[str, str]:
    return {"project": stands.project, "neighbourhood": stands.neighbourhood}
