"""Releases in the database: appended, never changed.

What reads and writes their tables is imported where there is one: a site that only collects answers
never loads pandas, which would double its memory.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING

from survey.errors import N_, MahallaError, Problem
from survey.places.model import UNKNOWN_PLACE, Project, Wave
from survey.places.store import find_project, load_projects
from survey.questionnaire.gate import keep_promises
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.store import find_version
from survey.results.model import Release
from survey.storage.audit import record
from survey.storage.database import Database, Row, Value
from survey.voices.model import Quote
from survey.voices.store import quotes_of

if TYPE_CHECKING:
    import pandas as pd

KEY = ("project", "wave", "number")
TEXT_COLUMNS = ("area", "index", "kind", "label", "flag")
NO_RELEASE = N_("There are no scores yet for “%(name)s”. Make them with `mahalla release`.")
AMBIGUOUS = N_("“%(name)s” stands in several projects (%(projects)s). Say which with --project.")


def save_release(tx: Database, actor: str, release: Release) -> None:
    """Append a release; call it in a transaction."""
    from survey.results.release_tables import write_run, write_tables

    row: Row = {
        "project": release.project.id,
        "wave": release.wave.id,
        "number": release.number,
        "version": release.questionnaire.version,
        "method": release.method,
        "cutoff": release.cutoff.isoformat(),
        "made_at": release.made_at.isoformat(),
        "responses": release.responses,
        "is_weighted": int(release.is_weighted),
        "scores": write_scores(release.scores),
        "earlier": release.earlier.id if release.earlier else None,
        "run": write_run(release.run),
        "promises": json.dumps(release.questionnaire.promises),
    }
    tx.insert("releases", row)
    key = {name: row[name] for name in KEY}
    for name, content in write_tables(release.tables).items():
        tx.insert("release_tables", {**key, "name": name, "content": content})
    subject = f"release:{release.project.id}/{release.wave.id}/{release.number}"
    record(tx, release.made_at, actor, "release.made", subject, {"responses": release.responses})


def find_release(database: Database, project: Project, wave: Wave | None = None) -> Release | None:
    """Return the newest release of a wave, or of the newest wave that has one; None without."""
    waves = [wave] if wave else sorted(project.waves, key=lambda wave: wave.starts, reverse=True)
    for candidate in waves:
        rows = database.query(
            """
            select * from releases where project = :project and wave = :wave
            order by number desc limit 1
            """,
            project=project.id,
            wave=candidate.id,
        )
        if rows:
            return _read(database, project, candidate, rows[0])
    return None


def find_releases(database: Database) -> list[Release]:
    """Return the newest release of every project that has one."""
    releases = [find_release(database, project) for project in load_projects(database)]
    return [release for release in releases if release]


def latest_release(
    database: Database, project_id: str | None = None, neighbourhood: str | None = None
) -> Release:
    """Return the newest release of a project, named or found by one of its neighbourhoods.

    Raises MahallaError where there is none, or where several projects could be meant.
    """
    found = find_project(database, project_id) if project_id else None
    projects = ([found] if found else []) if project_id else load_projects(database)
    if neighbourhood:
        projects = _find_holders(projects, neighbourhood)
    name = neighbourhood or project_id or "*"
    if len(projects) > 1 and neighbourhood:
        names = ", ".join(project.id for project in projects)
        raise MahallaError(Problem(AMBIGUOUS, {"name": name, "projects": names}))
    for project in projects:
        if release := find_release(database, project):
            return release
    raise MahallaError(Problem(NO_RELEASE, {"name": name}))


def _find_holders(projects: Sequence[Project], neighbourhood: str) -> list[Project]:
    """Return the projects that a neighbourhood is in; raises MahallaError where it is in none."""
    holders = [project for project in projects if project.neighbourhood(neighbourhood)]
    if projects and not holders:
        known = ", ".join(place.id for project in projects for place in project.neighbourhoods)
        raise MahallaError(Problem(UNKNOWN_PLACE, {"name": neighbourhood, "known": known}))
    return holders


def write_scores(scores: "pd.DataFrame") -> str:
    """Write a scores frame as CSV; numbers keep every digit, empty ones stay empty."""
    return scores.to_csv(index=False, lineterminator="\n")


def read_scores(written: str) -> "pd.DataFrame":
    """Read what `write_scores` wrote, to the last bit."""
    import pandas as pd

    from survey.scoring.outcomes.figures import COLUMNS

    texts = dict.fromkeys(TEXT_COLUMNS, "str")
    frame = pd.read_csv(
        StringIO(written),
        dtype=texts,
        keep_default_na=False,
        na_values={name: [""] for name in COLUMNS if name not in (*TEXT_COLUMNS, "suppressed")},
    )
    return frame.astype({"suppressed": bool})


def _read(database: Database, project: Project, wave: Wave, row: Row) -> Release:
    source = find_version(database, row["version"]) or ""
    tables = database.query(
        """
        select name, content from release_tables
        where project = :project and wave = :wave and number = :number order by name
        """,
        **{name: row[name] for name in KEY},
    )
    kept = tuple((table["name"], table["content"]) for table in tables)
    cutoff = datetime.fromisoformat(row["cutoff"])
    quotes = tuple(quotes_of(database, project.id, wave.id, cutoff))
    return _read_once(project, wave, source, tuple(row.items()), kept, quotes)


@lru_cache(maxsize=16)
def _read_once(
    project: Project,
    wave: Wave,
    source: str,
    columns: tuple[tuple[str, Value], ...],
    kept: tuple[tuple[str, str], ...],
    quotes: tuple[Quote, ...],
) -> Release:
    """Read a release; what is stored never changes, so pages share what was read before.

    Only the sentences chosen for print may change, as long as their answers stand as they did.
    """
    from survey.results.release_tables import keep_open, read_run, read_table

    row: Row = dict(columns)
    tables = {name: read_table(name, content) for name, content in kept}
    return Release(
        project=project,
        wave=wave,
        questionnaire=keep_promises(
            _parse_once(source, project.questionnaire), json.loads(row["promises"])
        ),
        scores=read_scores(row["scores"]),
        responses=row["responses"],
        cutoff=datetime.fromisoformat(row["cutoff"]),
        made_at=datetime.fromisoformat(row["made_at"]),
        method=row["method"],
        is_weighted=bool(row["is_weighted"]),
        number=row["number"],
        earlier=next((one for one in project.waves if one.id == row["earlier"]), None),
        tables=tables,
        run=read_run(row["run"]),
        quotes=keep_open(quotes, tables),
    )


@lru_cache(maxsize=16)
def _parse_once(source: str, name: str) -> Questionnaire:
    """Read an archived version; reading takes about a millisecond a question, so it is kept."""
    return parse_questionnaire(source, name)
