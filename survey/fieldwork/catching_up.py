"""Arrivals brought up to date: read and measured outside the writer, which only keeps the result.

The audit trail says what was written since; a step takes some hundred of its entries, so that no
page waits long and no submission waits behind this.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from survey.fieldwork.arrivals import (
    Place,
    find_siblings,
    forget_project,
    keep_arrivals,
    list_earlier,
    read_mark,
    write_mark,
)
from survey.fieldwork.contents import read_contents, select_named
from survey.fieldwork.durations import add_lengths, count_lengths, find_quartiles
from survey.fieldwork.find import raise_flags
from survey.fieldwork.model import Around, Detail, Interview
from survey.fieldwork.reading import Measuring
from survey.fieldwork.store import read_tallies
from survey.places.model import Project
from survey.questionnaire.model import Questionnaire
from survey.responses.changes import Mark, has_mark, last_mark, list_changes, next_mark
from survey.storage.database import Database
from survey.storage.writer import Writer

STEPS = (300, 30, 1)
"""Entries of the audit trail that are read at once; fewer where each tells of a whole table."""

MOST_AT_ONCE = 500
"""So many arrivals, or those of one entry, are written together, while submissions wait."""

COMPARED = 20
"""So many earlier interviews of a facilitator are compared with a new one."""

EXISTING = "select id from responses where id"
FEWEST_TIMED = 20
"""From so many interviews on, the median says how long the questionnaire takes."""


@dataclass(frozen=True)
class Work:
    """What arrivals of a project are brought up to date with."""

    database: Database
    writer: Writer
    project: Project
    find_form: Callable[[str], Questionnaire | None]


def catch_up(work: Work, seconds: float) -> int:
    """Count what was written since the last time, for so long; return how many entries are left."""
    end = monotonic() + seconds
    while True:
        before, last = read_mark(work.database, work.project.id), last_mark(work.database)
        if before == last:
            return 0
        if not has_mark(work.database, before):
            work.writer.write(lambda tx: forget_project(tx, work.project.id))
            continue
        _step(work, before)
        if monotonic() > end:
            done = read_mark(work.database, work.project.id)
            return max(0, last.number - done.number)


def _step(work: Work, before: Mark) -> None:
    """Measure what some entries tell of, and keep it unless somebody else did meanwhile."""
    project = work.project.id
    until, ids = _find_step(work, before)
    measured = list(_measure(work, ids)) if ids else []
    touched = ids | {one.id for one, _ in measured}

    def keep(tx: Database) -> None:
        if read_mark(tx, project) == before:
            still = {row["id"] for row in select_named(tx, EXISTING, touched)}  # not withdrawn
            kept = [(one, flags) for one, flags in measured if str(one.id) in still]
            keep_arrivals(tx, project, touched, kept)
            write_mark(tx, project, until)

    work.writer.write(keep)


def _find_step(work: Work, before: Mark) -> tuple[Mark, frozenset[UUID]]:
    """Return the entry up to which is read now, and the responses that it is about."""
    for most in STEPS:
        until = next_mark(work.database, before, most)
        changes = list_changes(work.database, work.project.id, before, until)
        if len(changes.entered) + len(changes.altered) <= MOST_AT_ONCE:
            break
    return until, changes.entered | changes.altered


def _measure(work: Work, ids: Collection[UUID]) -> Iterator[tuple[Interview, Mapping[str, Detail]]]:
    """Measure responses, and once more those of the same households."""
    measuring = Measuring(work.project, work.find_form)
    found = _read(work, measuring, ids)
    siblings = find_siblings(work.database, {_home(one) for one in found if one.household})
    more = _read(work, measuring, siblings - {one.id for one in found})
    counted = Counter(_home(one) for one in (*found, *more) if not one.is_refusal)
    medians = _find_medians(work, found)
    earlier = _Earlier(work, measuring)
    for one in (*found, *more):
        others = earlier.find(one)
        yield one, raise_flags(one, Around(medians.get(one.wave), counted[_home(one)], others))


def _read(work: Work, measuring: Measuring, ids: Collection[UUID]) -> list[Interview]:
    contents = read_contents(work.database, work.project.id, ids)
    return [measuring.measure(content) for content in contents]


def _home(one: Interview) -> Place:
    return one.project, one.wave, one.neighbourhood, one.household


def _find_medians(work: Work, found: Sequence[Interview]) -> dict[str, int]:
    """Return how many seconds half of all interviews of a wave take, by wave."""
    medians = {}
    for wave in {one.wave for one in found}:
        known = [one.minutes for one in read_tallies(work.database, work.project.id, wave)]
        new = [one.seconds for one in found if one.wave == wave and one.seconds is not None]
        minutes = add_lengths([*known, count_lengths(new)])
        if sum(minutes.values()) >= FEWEST_TIMED:
            medians[wave] = int(60 * find_quartiles(minutes)[1])
    return medians


class _Earlier:
    """The last answers of each facilitator in each neighbourhood, read once and then followed."""

    def __init__(self, work: Work, measuring: Measuring) -> None:
        self._work, self._measuring = work, measuring
        self._known: dict[Place, dict[UUID, Mapping[str, object]]] = {}

    def find(self, one: Interview) -> list[Mapping[str, object]]:
        """Return the answers of others before this one, and remember it for those after it."""
        if not one.is_interviewed or not one.collector:
            return []
        cell = one.project, one.wave, one.neighbourhood, one.collector
        if cell not in self._known:
            self._known[cell] = self._read(one)
        known = self._known[cell]
        known.pop(one.id, None)
        others = list(known.values())[-COMPARED:]
        known[one.id] = one.answers
        return others

    def _read(self, one: Interview) -> dict[UUID, Mapping[str, object]]:
        names = list_earlier(self._work.database, one, COMPARED)
        contents = read_contents(self._work.database, one.project, names)
        return {content.id: self._measuring.pick_open(content) for content in contents}
