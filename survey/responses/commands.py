"""The command that takes a table of answers in: `mahalla import`."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem, Where
from survey.questionnaire.gate import keep_promises
from survey.questionnaire.load import parse_questionnaire, require_form
from survey.questionnaire.yaml_file import read_text
from survey.responses.importing import Import, Target, choose_project, import_table
from survey.responses.table import RejectedCell, Table, read_table
from survey.settings import DatabasePlace, parse_database, read_settings
from survey.storage.open import open_database

ACTOR = "command line"
SHOWN = 20
"""How many rejected cells are listed on the screen."""

NOT_WRITTEN = N_(
    "The list of rejected cells cannot be written here: %(reason)s. The answers were imported."
)


@click.command("import")
@click.argument("questionnaire")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--project", default="", help="The project, where several ask this questionnaire.")
@click.option("--wave", default="", help="The wave, where the dates in the table do not tell it.")
@click.option(
    "--rejected", type=click.Path(path_type=Path), help="Write every rejected cell to this CSV."
)
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database to use.")
def import_(
    questionnaire: str,
    file: Path,
    project: str,
    wave: str,
    rejected: Path | None,
    database: DatabasePlace | None,
) -> None:
    """Take the answers in FILE (CSV) in.

    QUESTIONNAIRE is the id of a questionnaire, or the path of its file.
    """
    settings, now = read_settings(), datetime.now(UTC)
    path = find_questionnaire(questionnaire, settings.questionnaires)
    source = read_text(path)
    asked = require_form(parse_questionnaire(source, str(path)))
    opened = open_database(database or settings.database)
    found = choose_project(opened, asked.id, project)
    asked = keep_promises(asked, found.promises_on(now.date()) if found else ())
    table = read_table(read_text(file), asked, now.date(), str(file))
    done = import_table(opened, now, ACTOR, asked, source, table, Target(project, wave))
    show_counts(file, table, done)
    show_rejected(done.rejected, rejected)
    if rejected:
        write_rejected(done.rejected, rejected)


def find_questionnaire(name: str, folder: Path) -> Path:
    """Return the file that `name` means: a path, or the id of a questionnaire in `folder`."""
    path = Path(name)
    return path if path.suffix or path.is_file() else folder / f"{name}.yaml"


def show_counts(file: Path, table: Table, done: Import) -> None:
    """Say what became of the rows."""
    click.echo(f"Imported {file} into the project {done.project.id}:")
    click.echo(f"  new: {done.new}")
    click.echo(f"  already there: {done.repeated}")
    click.echo(f"  conflicts: {len(done.conflicts)}")
    if done.withdrawn:
        click.echo(f"  withdrawn before, not taken in again: {done.withdrawn}")
    click.echo(f"  rejected cells: {len(done.rejected)}")
    click.echo(f"  columns that are no question: {len(table.ignored_columns)}")
    if table.missing_questions:
        click.echo(f"  questions without a column: {', '.join(table.missing_questions)}")
    for row in done.conflicts:
        click.echo(f"Row {row.number} ({row.id}) differs from what is stored; both are kept.")


def show_rejected(cells: tuple[RejectedCell, ...], file: Path | None) -> None:
    """List the first rejected cells, and say where all of them are."""
    for cell in cells[:SHOWN]:
        place = f"Row {cell.row}, {cell.column}" if cell.column else f"Row {cell.row}"
        click.echo(f"{place}: “{cell.value}”: {cell.reason.say()}")
    if file:
        click.echo(f"All rejected cells are in {file}.")
    elif len(cells) > SHOWN:
        click.echo(f"These are the first {SHOWN}. For all of them, add --rejected FILE.csv.")


def write_rejected(cells: tuple[RejectedCell, ...], file: Path) -> None:
    """Write every rejected cell with its row, column and reason; spreadsheets read it as UTF-8."""
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(["row", "column", "value", "reason"])
            writer.writerows((c.row, c.column, c.value, c.reason.say()) for c in cells)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MahallaError(Problem(NOT_WRITTEN, {"reason": reason}, Where(str(file)))) from error
