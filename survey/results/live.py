"""What `mahalla live` does: the scores of a wave as its answers come in, for the team alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
import pandas as pd

from survey.errors import N_
from survey.locale import Language
from survey.places.model import Project, Wave
from survey.places.store import require_project
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.store import responses_of
from survey.results.dirty import LiveSums
from survey.results.explain_work import find_wave
from survey.results.promised import ask_in
from survey.results.rounding import round_frame
from survey.results.snapshot import EVER, extend_snapshot
from survey.results.store import write_scores
from survey.results.whole import write_whole
from survey.scoring.finish import finish
from survey.scoring.outcomes.figures import COLUMNS
from survey.settings import Settings
from survey.storage.audit import record
from survey.storage.database import Database
from survey.storage.open import open_database
from survey.storage.private import make_private_folder

WRITTEN = N_(
    "%(project)s, %(wave)s: %(changed)s of %(areas)s neighbourhoods summed up anew, %(file)s "
    "written. These figures are live and not to be shown outside the team; `mahalla release` "
    "makes those that may be."
)

ACTOR = "command line"


@dataclass(frozen=True)
class Watch:
    """What is looked at and where its scores go; `every` so many seconds, or once."""

    project: str
    out: Path
    wave: str = ""
    every: float | None = None


@dataclass(frozen=True)
class Watched:
    """A wave whose answers come in."""

    database: Database
    project: Project
    wave: Wave
    questionnaire: Questionnaire
    snapshots: Path

    def extend(self, now: datetime) -> Path:
        """Bring its snapshot up to date."""
        return extend_snapshot(
            self.database, self.project, self.wave, self.questionnaire, self.snapshots, now
        )


def watch(
    order: Watch,
    settings: Settings,
    speaker: Language,
    clock: Callable[[], datetime],
    wait: Callable[[float], object],
) -> None:
    """Write the scores of a wave, masked as everywhere; with `every` anew when answers change.

    Only changed neighbourhoods are summed up again, but all of them the first time. Raises
    MahallaError for a project or wave that is not there and for a design of weights.
    """
    watched = find_watched(order, settings)
    _note(watched, clock())
    sums = LiveSums(watched.questionnaire, watched.extend(clock()))
    _write(order.out, watched, sums, sums.refresh(), speaker)
    while order.every is not None:
        wait(order.every)
        watched.extend(clock())
        if changed := sums.refresh():
            _write(order.out, watched, sums, changed, speaker)


def _note(watched: Watched, now: datetime) -> None:
    """Write down that figures were taken out which nobody has released."""
    project, detail = watched.project.id, {"wave": watched.wave.id}
    with watched.database.transaction() as tx:
        record(tx, now, ACTOR, "scores.exported", f"project:{project}", detail)


def find_watched(order: Watch, settings: Settings) -> Watched:
    """Find the wave that was asked for."""
    database = open_database(settings.database)
    project = require_project(database, order.project)
    wave = find_wave(project, order.wave) if order.wave else find_newest(database, project)
    questionnaire = load_questionnaire(settings.questionnaires / f"{project.questionnaire}.yaml")
    make_private_folder(settings.snapshot_folder)
    asked = ask_in(questionnaire, project, wave)
    return Watched(database, project, wave, asked, settings.snapshot_folder)


def find_newest(database: Database, project: Project) -> Wave:
    """Return the newest wave that has answers; the first one where none has."""
    waves = sorted(project.waves, key=lambda wave: wave.starts, reverse=True)
    for wave in waves:
        if next(iter(responses_of(database, project.id, wave.id, EVER)), None) is not None:
            return wave
    return waves[-1]


def make_scores(sums: LiveSums, project: Project) -> pd.DataFrame:
    """Finish live sums into the table of scores; it has no rows where nobody has answered."""
    if not sums.areas:
        return pd.DataFrame(columns=list(COLUMNS))
    districts = {place.id: place.district for place in project.neighbourhoods if place.district}
    return round_frame(finish(sums.questionnaire, sums.reduce(), districts).frame)


def _write(
    out: Path, watched: Watched, sums: LiveSums, changed: frozenset[str], speaker: Language
) -> None:
    text = write_scores(make_scores(sums, watched.project))
    write_whole(out, lambda path: path.write_text(text, encoding="utf-8"))
    names = {"project": watched.project.id, "wave": watched.wave.id, "file": out}
    counts = {"changed": len(changed), "areas": len(sums.areas)}
    click.echo(speaker.gettext(WRITTEN, **names, **counts))
