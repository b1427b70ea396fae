"""An export from beginning to end: the columns, the rows, and a file that is whole or not there."""

from pathlib import Path
from typing import IO

from survey.errors import N_, MahallaError, Problem, Where
from survey.exchange.find import find_exports
from survey.exchange.layout import lay_out
from survey.exchange.model import Order, Written
from survey.exchange.rows import write_rows
from survey.exchange.store import list_versions, note_export, rows_of
from survey.results.whole import write_whole
from survey.storage.database import Database
from survey.storage.private import make_private_file

NO_FORMAT = N_("Answers cannot be written as such a file. Let its name end in one of: %(endings)s.")


def take_out(database: Database, order: Order, export: str, file: IO[bytes]) -> Written:
    """Write what was ordered into an open file; of the answers one page at a time is in memory."""
    kept, answered = list_versions(database, order)
    newest_first = [one for one in kept if one.version in answered]
    layout = lay_out(newest_first or kept, kept, order.is_whole)
    versions = {one.version: one for one in newest_first}
    rows = write_rows(rows_of(database, order), layout, versions)
    return Written(find_exports()[export].write(file, layout.header, rows), layout.left_out)


def take_into(path: Path, database: Database, actor: str, order: Order) -> Written:
    """Write what was ordered into a file whose ending names the format, for its owner alone.

    It has its name once the audit trail says who took it. Raises MahallaError where the format or
    the place will not do, or the database fails; then nothing of it is left.
    """
    export = path.suffix.removeprefix(".").lower()
    if export not in find_exports():
        endings = ", ".join(f".{name}" for name in find_exports())
        raise MahallaError(Problem(NO_FORMAT, {"endings": endings}, Where(str(path))))
    done: list[Written] = []
    write_whole(path, lambda part: done.append(_fill(part, database, actor, order, export)))
    return done[0]


def _fill(part: Path, database: Database, actor: str, order: Order, export: str) -> Written:
    make_private_file(part)
    try:
        with part.open("wb") as file:
            written = take_out(database, order, export, file)
        with database.transaction() as tx:
            note_export(tx, actor, order, written, export)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return written
