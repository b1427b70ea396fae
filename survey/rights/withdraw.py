"""Withdrawing a response: everywhere at once, whoever asked for it.

A room that keeps something of responses has a file `withdrawal.py`, found by its place. There,
`forget_response(tx, response)` deletes rows, in one transaction with all other rooms, and
`forget_files(settings, withdrawn)` what lies in files. Rows that name the response in a foreign key
need neither: they leave with it.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from survey.errors import MahallaError
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Question
from survey.responses import withdrawal
from survey.responses.model import Submission
from survey.responses.store import find_response, find_version, revisions_of
from survey.responses.withdrawal import Way, Withdrawn, bury, list_stands
from survey.settings import Settings
from survey.site import Site
from survey.storage.audit import record
from survey.storage.database import Database
from survey.voices.model import list_quotable
from survey.web.mishaps import describe_mishap

LOGGER = logging.getLogger(__name__)
ROOMS = Path(__file__).parent.parent
EVER = datetime.max.replace(tzinfo=UTC)
RESPONDENT = "respondent"
"""How the audit trail names who withdraws their own answers."""


def withdraw(
    database: Database, now: datetime, actor: str, response: UUID, way: Way
) -> Withdrawn | None:
    """Delete a response from the database and leave a tombstone; None where there is none.

    What lies in files is deleted by `clear_traces`, afterwards.
    """
    with database.transaction() as tx:
        newest = find_response(tx, response, EVER)
        if newest is None:
            return None
        gone = Withdrawn(response, list_stands(tx, response), _may_be_printed(tx, newest))
        for forget in _find("forget_response"):
            forget(tx, response)
        withdrawal.forget_response(tx, response)
        bury(tx, response, newest.project, newest.wave, now, way)
        detail = {"project": newest.project, "neighbourhood": newest.neighbourhood, "way": way}
        record(tx, now, actor, "response.withdrawn", f"response:{response}", detail)
        return gone


def clear_traces(database: Database, settings: Settings, withdrawn: Sequence[Withdrawn]) -> None:
    """Delete what lies in files of responses that are gone, and overwrite what the database freed.

    Raises MahallaError where the disk fails; the answers are gone from the database all the same.
    """
    if withdrawn:
        for forget in _find("forget_files"):
            forget(settings, withdrawn)
        database.scrub()


def withdraw_here(site: Site, actor: str, response: UUID, way: Way) -> bool:
    """Withdraw a response on the site: say no where there is none.

    Where a file cannot be cleared the answers are gone all the same, and the log says what is left.
    """
    now = site.clock()
    gone = site.writer.write(lambda tx: withdraw(tx, now, actor, response, way))
    if gone is None:
        return False
    try:
        clear_traces(site.database, site.settings, [gone])
    except MahallaError as error:
        LOGGER.error("Traces of a withdrawn answer are left in files: %s", describe_mishap(error))
    return True


def _find(name: str) -> Iterator[Callable[..., Any]]:
    """Find what the rooms say of withdrawal; responses, to which others point, go last."""
    for path in sorted(ROOMS.glob("*/withdrawal.py")):
        module = import_module(f"survey.{path.parent.name}.withdrawal")
        if module is not withdrawal and hasattr(module, name):
            yield getattr(module, name)


def _may_be_printed(database: Database, newest: Submission) -> bool:
    """Tell whether words of a response may stand in a report that was printed."""
    contents = [newest, *(one.submission for one in revisions_of(database, newest.id))]
    source = find_version(database, newest.version)
    asked = _list_quotable(source, newest.questionnaire) if source else ()
    return any(isinstance(one.answers.get(q.id), str) for one in contents for q in asked)


@lru_cache(maxsize=16)
def _list_quotable(source: str, name: str) -> tuple[Question, ...]:
    """List what may be printed word for word; reading takes a millisecond a question."""
    return tuple(list_quotable(parse_questionnaire(source, name)))
