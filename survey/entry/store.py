"""Sheets and their entries in the database, until the sheet is a response and they are gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from survey.entry.model import Entry, Head, Sheet, Typed
from survey.errors import MahallaError
from survey.responses.identifiers import open_draft, seal_draft
from survey.responses.model import write_json
from survey.responses.store import read_time
from survey.storage.database import Database, Row

ENTRIES = """
    select sheets.*, entries.* from entries join sheets on sheets.id = entries.sheet
"""


def find_sheet(database: Database, sheet: UUID) -> Sheet | None:
    """Return the sheet with this id, or None."""
    rows = database.query("select * from sheets where id = :id", id=str(sheet))
    return _read_sheet(rows[0]) if rows else None


def look_up_sheet(
    database: Database, project: str, wave: str, questionnaire: str, number: str
) -> Sheet | None:
    """Return the sheet with this number, typed or being typed; None where it is new."""
    rows = database.query(
        """
        select * from sheets where project = :project and wave = :wave
            and questionnaire = :questionnaire and number = :number
        """,
        project=project,
        wave=wave,
        questionnaire=questionnaire,
        number=number,
    )
    return _read_sheet(rows[0]) if rows else None


def add_sheet(tx: Database, sheet: Sheet) -> None:
    """Add a sheet that is begun."""
    row = {name: value for name, value in vars(sheet).items() if name != "is_withdrawn"}
    begun_at = sheet.begun_at.isoformat()
    tx.insert("sheets", {**row, "id": str(sheet.id), "begun_at": begun_at, "submitted_at": None})


def mark_submitted(tx: Database, sheet: UUID, now: datetime) -> None:
    """Forget what was typed from a sheet, and keep only that it has become a response."""
    tx.execute("delete from entries where sheet = :sheet", sheet=str(sheet))
    tx.execute(
        "update sheets set submitted_at = :now where id = :sheet",
        now=now.isoformat(),
        sheet=str(sheet),
    )


def remove_sheet(tx: Database, sheet: UUID) -> None:
    """Remove a sheet that is not submitted, with what was typed from it."""
    tx.execute("delete from entries where sheet = :sheet", sheet=str(sheet))
    tx.execute(
        "delete from sheets where id = :sheet and submitted_at is null",
        sheet=str(sheet),
    )


def save_entry(tx: Database, entry: Entry) -> None:
    """Keep an entry as it is now. It leaves no audit entry: nothing has been submitted yet."""
    sheet = entry.sheet
    row: Row = {
        "sheet": str(sheet.id),
        "turn": entry.turn,
        "neighbourhood": entry.head.neighbourhood,
        "household": entry.head.household,
        "collector": entry.head.collector,
        "interviewed_on": entry.head.interviewed_on.isoformat(),
        "typed_by": entry.typed_by,
        "answers": write_json(seal_draft(tx, sheet.id, sheet.version, entry.typed)),
        "started_at": entry.started_at.isoformat(),
        "updated_at": entry.updated_at.isoformat(),
        "finished_at": entry.finished_at.isoformat() if entry.finished_at else None,
    }
    tx.upsert("entries", row, ["sheet", "turn"])


def entries_of(database: Database, sheet: UUID) -> list[Entry]:
    """Return the entries of a sheet, the first one first."""
    rows = database.query(f"{ENTRIES} where entries.sheet = :sheet order by turn", sheet=str(sheet))
    return [_read_entry(database, row) for row in rows]


def look_at_entries(database: Database, sheet: UUID) -> list[Entry]:
    """Return the entries of a sheet, the first one first; those that cannot be opened too."""
    rows = database.query(f"{ENTRIES} where entries.sheet = :sheet order by turn", sheet=str(sheet))
    return [_look_at(database, row) for row in rows]


def find_entry(database: Database, sheet: UUID, turn: int) -> Entry | None:
    """Return the first or the second entry of a sheet, or None."""
    return next((entry for entry in entries_of(database, sheet) if entry.turn == turn), None)


def open_sheets(database: Database, questionnaire: str) -> Iterator[tuple[Sheet, list[Entry]]]:
    """Yield the sheets that are not submitted yet with their entries, the oldest first.

    Entries that cannot be opened are there too, without what was typed.
    """
    rows = database.query(
        f"{ENTRIES} where questionnaire = :questionnaire order by begun_at, sheets.id, turn",
        questionnaire=questionnaire,
    )
    entries = [_look_at(database, row) for row in rows]
    for sheet in dict.fromkeys(entry.sheet for entry in entries):
        yield sheet, [entry for entry in entries if entry.sheet.id == sheet.id]


def list_versions(database: Database, questionnaire: str) -> list[str]:
    """List the versions of a questionnaire that are kept, the newest first."""
    rows = database.query(
        """
        select version from questionnaire_versions where questionnaire = :questionnaire
        order by kept_at desc
        """,
        questionnaire=questionnaire,
    )
    return [row["version"] for row in rows]


def _read_sheet(row: Row) -> Sheet:
    return Sheet(
        id=UUID(row["id"]),
        project=row["project"],
        wave=row["wave"],
        questionnaire=row["questionnaire"],
        version=row["version"],
        number=row["number"],
        language=row["language"],
        turns=row["turns"],
        begun_at=datetime.fromisoformat(row["begun_at"]),
        submitted_at=read_time(row["submitted_at"]),
        is_withdrawn=bool(row["withdrawn"]),
    )


def _look_at(database: Database, row: Row) -> Entry:
    try:
        return _read_entry(database, row)
    except MahallaError:  # whoever has the list can still go on with the other sheets
        return replace(_make_entry(row, {}), is_locked=True)


def _read_entry(database: Database, row: Row) -> Entry:
    return _make_entry(row, open_draft(database, UUID(row["id"]), row["answers"]))


def _make_entry(row: Row, typed: Typed) -> Entry:
    head = Head(
        neighbourhood=row["neighbourhood"],
        household=row["household"],
        collector=row["collector"],
        interviewed_on=date.fromisoformat(row["interviewed_on"]),
    )
    return Entry(
        sheet=_read_sheet(row),
        turn=row["turn"],
        head=head,
        typed_by=row["typed_by"],
        typed=typed,
        started_at=datetime.fromisoformat(row["started_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        finished_at=read_time(row["finished_at"]),
    )
