"""What was kept as long as a project says: listed, and removed as if it were withdrawn."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Literal
from uuid import UUID

from survey.places.model import Period, Project
from survey.responses.drafts import drop_draft
from survey.responses.identifiers import forget_identifiers, list_identified
from survey.responses.withdrawal import Withdrawn
from survey.rights.store import Kept, list_left, list_received
from survey.rights.withdraw import clear_traces, withdraw
from survey.settings import Settings
from survey.storage.audit import record
from survey.storage.database import Database

What = Literal["answers", "identifiers", "drafts"]

MOST = 200
"""How many are removed in one transaction: meanwhile nobody else can send answers."""


@dataclass(frozen=True)
class Due:
    """What of a wave was kept long enough; drafts belong to no wave. `oldest` is since when."""

    project: str
    wave: str
    what: What
    ids: tuple[UUID, ...]
    oldest: date


def list_due(database: Database, project: Project, today: date) -> list[Due]:
    """List what a project no longer keeps, by wave; nothing where it declares no period."""
    keeps = project.retention
    answers = _find(keeps.answers, today, database, project, list_received)
    leaving = {kept[0] for kept in answers}
    names = _find(keeps.identifiers, today, database, project, list_identified)
    names = [kept for kept in names if kept[0] not in leaving]
    drafts = _find(keeps.drafts, today, database, project, list_left)
    found: tuple[tuple[What, list[Kept]], ...] = (
        ("answers", answers),
        ("identifiers", names),
        ("drafts", drafts),
    )
    return [due for what, kept in found for due in _by_wave(project, what, kept)]


def forget_due(
    database: Database, settings: Settings, now: datetime, actor: str, due: Iterable[Due]
) -> None:
    """Remove what is due everywhere, and say in the audit trail how much of each project it was.

    Raises MahallaError where the disk fails: what went by then is gone, and the rest waits.
    """
    for project, listed in groupby(due, lambda one: one.project):
        gone: list[Withdrawn] = []
        counts = dict.fromkeys(("answers", "identifiers", "drafts"), 0)
        for one in listed:
            for start in range(0, len(one.ids), MOST):
                with database.transaction() as tx:
                    gone += _forget(tx, now, actor, one.what, one.ids[start : start + MOST])
            counts[one.what] += len(one.ids)
        with database.transaction() as tx:
            record(tx, now, actor, "project.forgotten", f"project:{project}", counts)
        clear_traces(database, settings, gone)
        database.scrub()  # where no answers are due, drafts and names leave no traces either


def _find(
    period: Period | None,
    today: date,
    database: Database,
    project: Project,
    list_kept: Callable[[Database, str, datetime], list[Kept]],
) -> list[Kept]:
    """List what is older than a period; nothing where there is none."""
    if period is None:
        return []
    return list_kept(database, project.id, datetime.combine(period.before(today), time(), UTC))


def _by_wave(project: Project, what: What, kept: Sequence[Kept]) -> Iterator[Due]:
    for wave in sorted({wave for _, wave, _ in kept}):
        own = [(since, one) for one, of, since in kept if of == wave]
        ids = tuple(one for _, one in own)
        yield Due(project.id, wave, what, ids, min(since for since, _ in own).date())


def _forget(
    tx: Database, now: datetime, actor: str, what: What, ids: Iterable[UUID]
) -> Iterator[Withdrawn]:
    for one in ids:
        match what:
            case "answers":
                if gone := withdraw(tx, now, actor, one, "retention"):
                    yield gone
            case "identifiers":
                forget_identifiers(tx, one)
            case "drafts":
                drop_draft(tx, one)
