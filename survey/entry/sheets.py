"""The way of a sheet: begun, typed once or twice, compared, and submitted as one response."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from uuid import UUID

from survey.accounts.model import Reach
from survey.entry.check import lacks_answers
from survey.entry.model import Entry, Head, Sheet, Turn, Typed, gather_answers
from survey.entry.store import (
    add_sheet,
    find_entry,
    find_sheet,
    look_at_entries,
    look_up_sheet,
    mark_submitted,
    remove_sheet,
    save_entry,
)
from survey.errors import N_, MahallaError, Problem
from survey.forms.noted import find_noted
from survey.places.model import Project, Wave
from survey.questionnaire.flow import strip_hidden
from survey.questionnaire.model import Questionnaire
from survey.responses.consents import ConsentText, keep_consent
from survey.responses.ids import make_id
from survey.responses.model import Consent, Submission
from survey.responses.receipts import give_receipt
from survey.responses.store import submit
from survey.storage.audit import record
from survey.storage.database import Database, Value

SUBMITTED = N_(
    "Sheet %(number)s has been entered and submitted already. Compare the number on the paper."
)
WITHDRAWN = N_(
    "The answers of sheet %(number)s were deleted. Do not type it again, and destroy the paper."
)
ELSEWHERE = N_(
    "Sheet %(number)s is of another neighbourhood. Compare the number on the paper, and give the "
    "sheet to who types there."
)
STILL_OPEN = N_(
    "Sheet %(number)s is being typed by %(name)s. Go on with it in the list of open sheets."
)
TWICE = N_(
    "Sheet %(number)s has been typed twice already. Choose between the differences in the list of "
    "open sheets."
)
OTHER_VERSION = N_(
    "Sheet %(number)s was typed first as version %(version)s of the questionnaire. Type the same "
    "version, or remove the first entry in the list of open sheets."
)


@dataclass(frozen=True)
class Beginning:
    """What is known when somebody begins to type a sheet; `random` are ten bytes.

    `reach` is where the person may type: of a sheet of another place there is no second entry.
    """

    questionnaire: Questionnaire
    project: Project
    wave: Wave
    number: str
    language: str
    turns: int
    head: Head
    typed_by: str
    now: datetime
    random: bytes
    reach: Reach


def begin_entry(database: Database, beginning: Beginning) -> Entry:
    """Begin the first entry of a sheet, or the second. Raises MahallaError where neither is due."""
    with database.transaction() as tx:
        sheet = find_first(tx, beginning)
        turn: Turn = 1
        if sheet is None:
            sheet = _make_sheet(beginning)
            add_sheet(tx, sheet)
        else:
            entries = look_at_entries(tx, sheet.id)
            _refuse_elsewhere(beginning, sheet, entries)
            _refuse_another(beginning, sheet, entries)
            turn = 2
        entry = Entry(
            sheet=sheet,
            turn=turn,
            head=beginning.head,
            typed_by=beginning.typed_by,
            typed={},
            started_at=beginning.now,
            updated_at=beginning.now,
        )
        save_entry(tx, entry)
        return entry


def find_first(database: Database, beginning: Beginning) -> Sheet | None:
    """Return the sheet that has this number already, or None."""
    return look_up_sheet(
        database,
        beginning.project.id,
        beginning.wave.id,
        beginning.questionnaire.id,
        beginning.number,
    )


def keep_entry(
    database: Database, sheet: UUID, turn: int, given: Typed, now: datetime
) -> Entry | None:
    """Keep what was typed; a None takes an answer away. None where the entry is done or gone."""
    with database.transaction() as tx:
        entry = find_entry(tx, sheet, turn)
        if entry is None or entry.finished_at:
            return None
        typed = {name: kept for name, kept in {**entry.typed, **given}.items() if kept is not None}
        entry = replace(entry, typed=typed, updated_at=now)
        save_entry(tx, entry)
        return entry


def finish_entry(database: Database, entry: Entry, now: datetime) -> None:
    """Close an entry: what was typed can no longer be changed, only compared."""
    save_entry(database, replace(entry, finished_at=now))


def submit_sheet(
    database: Database,
    questionnaire: Questionnaire,
    entry: Entry,
    now: datetime,
    said: ConsentText | None,
    random: bytes,
    actor: str,
    agreement: float | None = None,
) -> str:
    """Make a sheet the response that `entry` holds, and forget what was typed.

    `said` is the text of consent in the language of the paper. Returns the code of the receipt,
    made of `random` bytes. A sheet that is a response already stays one, and gets no other code.
    `agreement` is the share of fields that two entries had equal.
    """
    with database.transaction() as tx:
        sheet = find_sheet(tx, entry.sheet.id)
        if sheet is None or sheet.submitted_at:
            return ""
        detail: dict[str, Value] = {"number": sheet.number, "turns": sheet.turns}
        if agreement is not None:
            detail["agreement"] = round(agreement, 1)
        keep_consent(tx, said, now)
        submit(tx, actor, _write_submission(questionnaire, entry, now, detail, said))
        place = {"project": sheet.project, "neighbourhood": entry.head.neighbourhood}
        told = {**detail, **place, "typed_by": entry.typed_by}
        record(tx, now, actor, "sheet.submitted", f"response:{sheet.id}", told)
        mark_submitted(tx, sheet.id, now)
        return give_receipt(tx, sheet.id, random)


def submit_refusal(
    database: Database, beginning: Beginning, said: ConsentText | None, actor: str
) -> Sheet:
    """Record that the person of a sheet did not agree, and none of their answers."""
    with database.transaction() as tx:
        entry = begin_entry(tx, beginning)
        keep_consent(tx, said, beginning.now)
        submission = _write_submission(beginning.questionnaire, entry, beginning.now, {}, said)
        submit(tx, actor, replace(submission, consent="refused", state="complete"))
        mark_submitted(tx, entry.sheet.id, beginning.now)
        return entry.sheet


def discard_sheet(database: Database, sheet: Sheet, actor: str, now: datetime) -> None:
    """Remove a sheet that was begun by mistake, with its entries."""
    with database.transaction() as tx:
        detail: dict[str, Value] = {"number": sheet.number, "project": sheet.project}
        record(tx, now, actor, "sheet.removed", f"sheet:{sheet.id}", detail)
        remove_sheet(tx, sheet.id)


def _make_sheet(beginning: Beginning) -> Sheet:
    return Sheet(
        id=make_id(beginning.now, beginning.random),
        project=beginning.project.id,
        wave=beginning.wave.id,
        questionnaire=beginning.questionnaire.id,
        version=beginning.questionnaire.version,
        number=beginning.number,
        language=beginning.language,
        turns=beginning.turns,
        begun_at=beginning.now,
    )


def _refuse_elsewhere(beginning: Beginning, sheet: Sheet, entries: list[Entry]) -> None:
    """Say nothing of a sheet that is being typed for a place where somebody may not type."""
    places = [entry.head.neighbourhood for entry in entries]
    if not all(beginning.reach.covers(sheet.project, place) for place in places):
        _refuse(ELSEWHERE, number=sheet.number)


def _refuse_another(beginning: Beginning, sheet: Sheet, entries: list[Entry]) -> None:
    """Say why a sheet that is known cannot be typed again."""
    if sheet.is_withdrawn:
        _refuse(WITHDRAWN, number=sheet.number)
    if sheet.submitted_at:
        _refuse(SUBMITTED, number=sheet.number)
    if entries and entries[-1].finished_at is None:
        _refuse(STILL_OPEN, number=sheet.number, name=entries[-1].typed_by)
    if len(entries) > 1:
        _refuse(TWICE, number=sheet.number)
    if sheet.version != beginning.questionnaire.version:
        _refuse(OTHER_VERSION, number=sheet.number, version=sheet.version[:12])


def _refuse(message: str, **values: object) -> None:
    raise MahallaError(Problem(message, values))


def _write_submission(
    questionnaire: Questionnaire,
    entry: Entry,
    now: datetime,
    detail: dict[str, Value],
    said: ConsentText | None,
) -> Submission:
    consent: Consent = "given" if questionnaire.consent else "not_asked"
    sheet, head = entry.sheet, entry.head
    interviewed_at = datetime.combine(head.interviewed_on, time(), UTC)
    # Of what a device notes by itself, paper knows the day.
    noted = find_noted(questionnaire, {"today": head.interviewed_on.isoformat()})
    answers = {**gather_answers(questionnaire, entry.typed), **noted}
    return Submission(
        id=sheet.id,
        project=sheet.project,
        wave=sheet.wave,
        questionnaire=sheet.questionnaire,
        version=sheet.version,
        language=sheet.language,
        channel="paper",
        consent=consent,
        answers=strip_hidden(questionnaire, answers),
        received_at=now,
        neighbourhood=head.neighbourhood,
        household=head.household,
        collector=head.collector,
        started_at=None,
        finished_at=interviewed_at,
        state="partial" if lacks_answers(questionnaire, entry.typed) else "complete",
        paradata={"sheet": detail} if detail else {},
        consent_text=said.hash if said else "",
        consented_at=interviewed_at if said else None,
    )
