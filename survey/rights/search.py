"""Finding the answers of somebody who asks the office to delete them, without reading any."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from survey.accounts.model import Reach
from survey.digits import tidy_digits
from survey.entry.model import tidy_number
from survey.forms.facilitator import tidy_code
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import find_project
from survey.responses.model import Channel, Submission
from survey.responses.receipts import find_receipt, read_code
from survey.responses.store import find_response
from survey.storage.database import Database


@dataclass(frozen=True)
class Found:
    """A response as the office tells it from others: never by what was answered."""

    response: UUID
    project: Project
    wave: Wave | None
    place: Neighbourhood | None
    household: str
    channel: Channel
    collector: str
    received_at: datetime
    is_refusal: bool


def search(database: Database, typed: str, reach: Reach, until: datetime) -> list[Found]:
    """List what somebody may mean, of what is within reach, the newest first.

    They may give the code of a receipt, the id of a response, the number of a paper sheet, or the
    code of a household.
    """
    found = (look_up(database, one, reach, until) for one in set(_list_ids(database, typed)))
    return sorted(filter(None, found), key=lambda one: one.received_at, reverse=True)


def look_up(database: Database, response: UUID, reach: Reach, until: datetime) -> Found | None:
    """Describe a response within reach; None where there is none, or it is not theirs to know."""
    one = find_response(database, response, until)
    project = find_project(database, one.project) if one else None
    if one is None or project is None or not reach.covers(one.project, one.neighbourhood):
        return None
    return _describe(one, project)


def _describe(one: Submission, project: Project) -> Found:
    return Found(
        response=one.id,
        project=project,
        wave=project.wave(one.wave),
        place=project.neighbourhood(one.neighbourhood),
        household=one.household,
        channel=one.channel,
        collector=one.collector,
        received_at=one.received_at,
        is_refusal=one.consent == "refused",
    )


def _list_ids(database: Database, typed: str) -> Iterator[UUID]:
    code = read_code(typed)
    response = find_receipt(database, code) if code else None
    if response:
        yield response
    with suppress(ValueError):
        yield UUID(typed.strip())
    rows = database.query(
        """
        select id from sheets where number = :number and submitted_at is not null
        union select id from responses where household in (:typed, :household) and household <> ''
        """,
        number=tidy_number(tidy_digits(typed)),
        typed=typed.strip(),
        household=tidy_code(typed),
    )
    yield from (UUID(row["id"]) for row in rows)
