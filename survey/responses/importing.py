"""A table of answers taken into the database: all of it at once, and only what is new."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from survey.errors import N_, MahallaError, Problem
from survey.locale import INTERFACE, Text
from survey.places.begin import begin_project
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import find_project, load_projects, save_project
from survey.questionnaire.model import Questionnaire
from survey.responses.ids import import_id
from survey.responses.model import Submission
from survey.responses.store import keep_version, submit_all
from survey.responses.table import RejectedCell, Table, TableRow
from survey.storage.audit import record
from survey.storage.database import Database, Value

FIRST_WAVE = Text(N_("First wave"), INTERFACE)

NO_PROJECT = N_(
    "There is no project “%(project)s”. Register it with `mahalla places load FILE.yaml`, or leave "
    "--project out."
)
OTHER_QUESTIONNAIRE = N_(
    "The project “%(project)s” asks the questionnaire “%(asked)s”, not “%(questionnaire)s”. Name "
    "another project."
)
SEVERAL_PROJECTS = N_(
    "Several projects ask the questionnaire “%(questionnaire)s”: %(projects)s. Choose one with "
    "--project."
)
NO_WAVE = N_("The project “%(project)s” has no wave “%(wave)s”. Choose one of: %(waves)s.")
NO_ROWS = N_(
    "No row of the table can be used, so nothing was imported. Check that `columns:` of the "
    "questionnaire fits the table."
)
UNKNOWN_PLACE = N_(
    "The project “%(project)s” has no such neighbourhood. The whole row was left out."
)
NO_WAVE_THEN = N_(
    "No wave of the project “%(project)s” tells when this was answered. Name the wave with --wave. "
    "The whole row was left out."
)


@dataclass(frozen=True)
class Target:
    """Where a table goes. Empty: the only project that asks its questionnaire, the wave by date."""

    project: str = ""
    wave: str = ""


@dataclass(frozen=True)
class Import:
    """What became of a table: rows that were new or already there, conflicts, cells left out.

    `withdrawn` rows were there once, and are not taken in again.
    """

    project: Project
    new: int
    repeated: int
    conflicts: tuple[TableRow, ...]
    rejected: tuple[RejectedCell, ...]
    withdrawn: int = 0


def import_table(
    database: Database,
    now: datetime,
    actor: str,
    questionnaire: Questionnaire,
    source: str,
    table: Table,
    target: Target = Target(),
) -> Import:
    """Take a table in, in one transaction; `source` is the questionnaire's YAML text.

    Where no project asks the questionnaire, one is made from the table; a project without
    neighbourhoods takes those of the table. Raises MahallaError, and
    changes nothing, where the target does not exist or no row can be used.
    """
    if not table.rows:
        reasons = [cell.reason for cell in table.rejected[:3]]
        raise MahallaError(Problem(NO_ROWS), *reasons)
    with database.transaction() as tx:
        project = choose_project(tx, questionnaire.id, target.project)
        if project is None or not project.neighbourhoods:
            made = make_project(questionnaire, table, now.date())
            project = replace(project, neighbourhoods=made.neighbourhoods) if project else made
            save_project(tx, now, actor, project)
        keep_version(tx, now, actor, questionnaire, source)
        submissions, misplaced = _place_rows(table, questionnaire, project, target.wave, now)
        entered = submit_all(tx, now, actor, project.id, [sent for _, sent in submissions])
        counts = Counter(entered)
        detail: dict[str, Value] = {"new": 0, **dict(counts.items())}
        record(tx, now, actor, "table.imported", f"project:{project.id}", detail)
    return Import(
        project=project,
        new=counts["new"],
        repeated=counts["repeated"],
        conflicts=tuple(
            row
            for (row, _), outcome in zip(submissions, entered, strict=True)
            if outcome == "conflict"
        ),
        rejected=tuple(sorted((*table.rejected, *misplaced), key=lambda cell: cell.row)),
        withdrawn=counts["withdrawn"],
    )


def choose_project(database: Database, questionnaire: str, name: str) -> Project | None:
    """Return the project called `name`, or the only one that asks the questionnaire; None if none.

    Raises MahallaError where there is no such project, or more than one to choose from.
    """
    if not name:
        found = [p for p in load_projects(database) if p.questionnaire == questionnaire]
        if len(found) > 1:
            names = ", ".join(project.id for project in found)
            values = {"questionnaire": questionnaire, "projects": names}
            raise MahallaError(Problem(SEVERAL_PROJECTS, values))
        return found[0] if found else None
    project = find_project(database, name)
    if project is None:
        raise MahallaError(Problem(NO_PROJECT, {"project": name}))
    if project.questionnaire != questionnaire:
        values = {"project": name, "asked": project.questionnaire, "questionnaire": questionnaire}
        raise MahallaError(Problem(OTHER_QUESTIONNAIRE, values))
    return project


def make_project(questionnaire: Questionnaire, table: Table, today: date) -> Project:
    """Make a project of a table's neighbourhoods, with one wave over all its days."""
    days = [row.collected_at.date() for row in table.rows if row.collected_at] or [today]
    places = sorted({row.neighbourhood for row in table.rows})
    begun = begin_project(questionnaire, today)
    return replace(
        begun,
        waves=(replace(begun.waves[0], starts=min(days), ends=max(days)),),
        neighbourhoods=tuple(Neighbourhood(place, Text(place)) for place in places),
    )


def _place_rows(
    table: Table, questionnaire: Questionnaire, project: Project, wave: str, now: datetime
) -> tuple[list[tuple[TableRow, Submission]], list[RejectedCell]]:
    """Give each row its wave, and say which rows belong to no place or wave of the project."""
    if wave and project.wave(wave) is None:
        waves = ", ".join(known.id for known in project.waves)
        raise MahallaError(Problem(NO_WAVE, {"project": project.id, "wave": wave, "waves": waves}))
    placed: list[tuple[TableRow, Submission]] = []
    misplaced: list[RejectedCell] = []
    for row in table.rows:
        own = project.wave(wave) or _wave_of(row, project)
        if project.neighbourhood(row.neighbourhood) is None:
            misplaced.append(_misplace(row, "neighbourhood", UNKNOWN_PLACE, questionnaire, project))
        elif own is None:
            misplaced.append(_misplace(row, "collected_at", NO_WAVE_THEN, questionnaire, project))
        else:
            placed.append((row, _submission(row, questionnaire, project, own, now)))
    return placed, misplaced


def _misplace(
    row: TableRow, key: str, message: str, questionnaire: Questionnaire, project: Project
) -> RejectedCell:
    column, value = getattr(questionnaire.columns, key), getattr(row, key)
    written = value.isoformat() if isinstance(value, datetime) else value or ""
    return RejectedCell(row.number, column, written, Problem(message, {"project": project.id}))


def _wave_of(row: TableRow, project: Project) -> Wave | None:
    """Find the wave of a row: the only one, or the one of the day it was answered."""
    if len(project.waves) == 1:
        return project.waves[0]
    return project.wave_on(row.collected_at.date()) if row.collected_at else None


def _submission(
    row: TableRow, questionnaire: Questionnaire, project: Project, wave: Wave, now: datetime
) -> Submission:
    return Submission(
        id=import_id(questionnaire.id, row.id),
        project=project.id,
        wave=wave.id,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        language=row.language,
        channel="import",
        consent="elsewhere",
        answers=row.answers,
        received_at=now,
        neighbourhood=row.neighbourhood,
        household=row.household,
        finished_at=row.collected_at,
        weight=row.weight,
        stratum=row.stratum,
        psu=row.psu,
        design=row.design,
    )
