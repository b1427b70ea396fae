"""The snapshot of a wave's answers: columns on the disk beside the database, extended, not rebuilt.

The database stays the truth: a snapshot may be deleted at any time, the next extension makes it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from survey.arrays import ByteArray
from survey.errors import N_, MahallaError, Problem
from survey.places.model import Project, Wave
from survey.questionnaire.model import Questionnaire
from survey.responses.changes import START, has_mark, last_mark, list_changes
from survey.responses.model import Submission
from survey.responses.store import find_response, responses_of
from survey.results.promised import name_asked
from survey.results.snapshot_files import (
    Opened,
    Part,
    Parts,
    State,
    find_folder,
    lock,
    open_area,
    read_state,
)
from survey.results.snapshot_growth import Growth
from survey.results.snapshot_layout import (
    PLACE,
    join_answers,
    list_columns,
    list_questions,
    make_records,
    write_rows,
)
from survey.scoring.answers.codes import encode_answers
from survey.scoring.sample.records import Partition
from survey.storage.database import Database

MOST_RECORDS = 120_000
"""How many records a partition has at most, where no single neighbourhood has more."""

CHUNK = 10_000
"""How many responses are encoded at a time."""

FEW = 2_000
"""Up to so many changed responses are looked up one by one; beyond, the whole wave is read."""

CHANGED = N_("The snapshot was changed while it was read. Try again.")
EVER = datetime.max.replace(tzinfo=UTC)


def extend_snapshot(
    database: Database,
    project: Project,
    wave: Wave,
    questionnaire: Questionnaire,
    folder: Path,
    now: datetime,
) -> Path:
    """Bring the snapshot of a wave up to date and return its folder, for `read_snapshot`.

    Reads only what was written since the last time; everything where the database has been
    restored from a backup since. A corrected response is appended, and its last content counts.
    One that was withdrawn or moved elsewhere leaves the files, those of other versions too. `now`
    is when answers to other versions are tried. Raises MahallaError where the disk fails.
    """
    here = find_folder(folder, project.id, wave.id, name_asked(questionnaire))
    with lock(here.parent):
        state, until = _find_state(database, here), last_mark(database)
        if state.mark == until and state.questions:
            return here
        changes = list_changes(database, project.id, state.mark, until)
        altered = list(_find_each(database, project, wave, changes.altered))
        standing = {one.id: one.neighbourhood for one in altered}
        growth = Growth(here, state)
        growth.drop(changes.altered, standing)
        if state.mark == START:
            found: Iterable[Submission] = responses_of(database, project.id, wave.id, EVER)
        else:
            found = chain(altered, _find_entered(database, project, wave, changes.entered))
        for chunk in _split(found):
            growth.add(write_rows(questionnaire, chunk, now))
        growth.finish(until, tuple(list_questions(encode_answers(questionnaire, []))))
        _drop(here.parent, changes.altered - set(standing), but=here)
    return here


def drop_records(folder: Path, project: str, wave: str, gone: frozenset[UUID]) -> None:
    """Write the snapshots of a wave again without some responses, in all versions.

    What was written since a snapshot was last extended is left to its next extension. Raises
    MahallaError where the disk fails.
    """
    waves = find_folder(folder, project, wave, "").parent
    if waves.is_dir():
        with lock(waves):
            _drop(waves, gone)


def read_snapshot(
    folder: Path, columns: Sequence[str] | None = None, areas: Collection[str] | None = None
) -> Iterator[Partition]:
    """Read a snapshot in partitions of whole neighbourhoods (see `list_batches`).

    `columns` are the questions whose answers are read and kept. Where none are named, answers are
    read each time they are asked for, and MahallaError is raised then if the snapshot was changed
    in between. `areas` are the neighbourhoods; all of them where none are named. Of several records
    with one id the last one written is given.
    """
    parts = read_state(folder).parts
    chosen = {area: own for area, own in parts.items() if areas is None or area in areas}
    wanted = [*PLACE, *list_columns(columns or ())]
    for names in _group(chosen):
        with ThreadPoolExecutor() as threads:
            found = list(
                threads.map(lambda area: _open_area(folder, area, chosen[area], wanted), names)
            )
        opened = [pair for pair in found if pair is not None]
        if opened:
            tables = {one.area: table for one, table in opened}
            reader = _Reader([one for one, _ in opened])
            partition = Partition(make_records(tables), reader)
            yield partition if columns is None else _keep(partition, tables, columns)


def list_batches(folder: Path) -> list[tuple[str, ...]]:
    """List the neighbourhoods that partitions hold, in the order of their names.

    Other processes may each read some of them: `read_snapshot(folder, areas=batch)`.
    """
    return list(_group(read_state(folder).parts))


def _find_state(database: Database, here: Path) -> State:
    """Return what a snapshot holds, or nothing where the database no longer continues it."""
    state = read_state(here)
    return state if has_mark(database, state.mark) else State(next_part=state.next_part)


def _find_entered(
    database: Database, project: Project, wave: Wave, ids: frozenset[UUID]
) -> Iterator[Submission]:
    """Find the responses with these ids that stand in a wave."""
    if len(ids) <= FEW:
        return _find_each(database, project, wave, ids)
    return (one for one in responses_of(database, project.id, wave.id, EVER) if one.id in ids)


def _find_each(
    database: Database, project: Project, wave: Wave, ids: frozenset[UUID]
) -> Iterator[Submission]:
    """Look up the responses with these ids that stand in a wave; who refused is left out."""
    for name in sorted(ids):
        one = find_response(database, name, EVER)
        if one and (one.project, one.wave) == (project.id, wave.id) and one.consent != "refused":
            yield one


def _drop(waves: Path, gone: frozenset[UUID], but: Path | None = None) -> None:
    """Remove responses from the snapshots of all versions but one, however old they are."""
    for here in waves.glob("version=*"):
        if gone and here != but:
            state = read_state(here)
            growth = Growth(here, state)
            growth.drop(gone, {})
            growth.finish(state.mark, state.questions)


def _split(found: Iterable[Submission]) -> Iterator[list[Submission]]:
    waiting = iter(found)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _group(parts: Parts) -> Iterator[tuple[str, ...]]:
    """Group neighbourhoods, so that each group has at most MOST_RECORDS or is a single one."""
    group: list[str] = []
    count = 0
    for area, own in parts.items():
        rows = sum(part.rows for part in own)
        if group and count + rows > MOST_RECORDS:
            yield tuple(group)
            group, count = [], 0
        group.append(area)
        count += rows
    if group:
        yield tuple(group)


def _open_area(
    folder: Path, area: str, parts: Sequence[Part], columns: Sequence[str]
) -> tuple[Opened, Any] | None:
    """Open a neighbourhood and read columns of it; None where the last record left a moment ago."""
    try:
        opened = open_area(folder, area, parts)
        return opened, opened.read(columns)
    except FileNotFoundError:
        # The snapshot was extended after its list of parts was read.
        later = read_state(folder).parts.get(area, ())
        if later == tuple(parts):
            raise
        return _open_area(folder, area, later, columns) if later else None


def _keep(partition: Partition, tables: Mapping[str, Any], questions: Sequence[str]) -> Partition:
    """Let a partition give the answers that are in tables."""
    given = join_answers(list(tables.values()), questions)
    return replace(partition, read=lambda names: {name: given[name] for name in names})


@dataclass(frozen=True)
class _Reader:
    """Reads the answers of a partition's neighbourhoods."""

    opened: Sequence[Opened]

    def __call__(self, questions: Sequence[str]) -> dict[str, ByteArray]:
        columns = list_columns(questions)
        try:
            with ThreadPoolExecutor() as threads:
                tables = list(threads.map(lambda one: one.read(columns), self.opened))
            return join_answers(tables, questions)
        except FileNotFoundError as error:
            raise MahallaError(Problem(CHANGED)) from error
