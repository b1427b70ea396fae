"""What `mahalla explain` does: find the answers behind a number, and say how it came about."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
import numpy as np

from survey.errors import N_, MahallaError, Problem
from survey.locale import Language
from survey.places.model import Project, Wave
from survey.places.store import require_project
from survey.questionnaire.load import load_questionnaire
from survey.responses.store import responses_of
from survey.results.answered import load_answers
from survey.results.cells import read_area_table, read_districts
from survey.results.evidence import Evidence, Row, read_rows_of
from survey.results.explain import explain, explain_table
from survey.results.frames import lay_out, read_respondent
from survey.results.model import Release
from survey.results.store import NO_RELEASE, find_release
from survey.scoring.area_table import score_area_table
from survey.scoring.sample.prepare import prepare
from survey.scoring.score import score_partitions
from survey.settings import Settings
from survey.storage.database import Database
from survey.storage.open import open_database

NO_SOURCE = N_(
    "Say what to explain from: --questionnaire with --answers, or --project of the database."
)
NO_WAVE = N_("The project “%(project)s” has no wave “%(wave)s”. Choose from: %(known)s.")
NO_DISTRICTS = N_("A table of areas (`unit: area`) has no districts. Remove --districts.")
NOT_THE_SAME = N_(
    "The released figure was made from other answers, or by another method, than there are now. "
    "Make new figures with `mahalla release`, then explain them."
)


@dataclass(frozen=True)
class Source:
    """Where the number comes from: a table of answers, or a project of the database."""

    questionnaire: Path | None = None
    answers: Path | None = None
    districts: Path | None = None
    project: str | None = None
    wave: str | None = None


def explain_figure(
    source: Source, area: str, index: str, settings: Settings, say: Language, now: datetime
) -> None:
    """Print how a figure came about."""
    if source.questionnaire is not None and source.answers is not None and not source.project:
        lines = _explain_files(source.questionnaire, source.answers, source, area, index, say, now)
    elif source.project and source.questionnaire is None and source.answers is None:
        database = open_database(settings.database)
        lines = explain_release(find_source(database, source), database, area, index, say, now)
    else:
        raise MahallaError(Problem(NO_SOURCE))
    for line in lines:
        click.echo(line)


def _explain_files(
    form: Path, answers: Path, source: Source, area: str, index: str, say: Language, now: datetime
) -> list[str]:
    questionnaire = load_questionnaire(form)
    if questionnaire.unit == "area":
        if source.districts is not None:
            raise MahallaError(Problem(NO_DISTRICTS))
        table = read_area_table(answers, questionnaire)
        scores = score_area_table(questionnaire, table)
        return explain_table(questionnaire, table, scores, area, index, say)
    answered = load_answers(questionnaire, answers, now.date())
    scored = answered.score(read_districts(source.districts))
    partition, weighting = answered.prepared.partition, answered.prepared.weighting
    evidence = Evidence(questionnaire, scored, partition, weighting.is_weighted)
    return explain(evidence, area, index, say)


def find_source(database: Database, source: Source) -> Release:
    """Find the newest release of the project, of one wave where it is named."""
    project = require_project(database, source.project or "")
    wave = find_wave(project, source.wave) if source.wave else None
    release = find_release(database, project, wave)
    if release is None:
        raise MahallaError(Problem(NO_RELEASE, {"name": project.id}))
    return release


def explain_release(
    release: Release, database: Database, area: str, index: str, say: Language, now: datetime
) -> list[str]:
    """Explain a released figure from the answers that went into it.

    Raises MahallaError where these answers do not give that figure any more.
    """
    evidence = _gather(release, database, now)
    lines = explain(evidence, area, index, say)
    released = read_rows_of(release.scores)
    here = {key: row for key, row in evidence.rows.items() if key[0] == area}
    if not all(key in released and _is_same(released[key], row) for key, row in here.items()):
        raise MahallaError(Problem(NOT_THE_SAME))
    return lines


def _gather(release: Release, database: Database, now: datetime) -> Evidence:
    """Score the answers up to the cut-off again, with all that stands behind the figures."""
    project, form = release.project, release.questionnaire
    people = responses_of(database, project.id, release.wave.id, release.cutoff)
    frames = lay_out(form, [read_respondent(form, one, now) for one in people])
    prepared = prepare(form, *frames)
    districts = {place.id: place.district for place in project.neighbourhoods if place.district}
    scores = score_partitions(form, [prepared.partition], districts)
    return Evidence(form, scores, prepared.partition, prepared.weighting.is_weighted)


def _is_same(then: Row, now: Row) -> bool:
    first, second = (np.array(list(row.numbers.values())) for row in (then, now))
    is_alike = np.array_equal(first, second, equal_nan=True)
    return is_alike and then.is_withheld == now.is_withheld


def find_wave(project: Project, name: str) -> Wave:
    """Return a wave of a project; raises MahallaError naming those there are."""
    for wave in project.waves:
        if wave.id == name:
            return wave
    known = ", ".join(wave.id for wave in project.waves)
    raise MahallaError(Problem(NO_WAVE, {"project": project.id, "wave": name, "known": known}))
