"""The projects of the demonstration, put into a database with their answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from survey.demo.places import invented_past, invented_places
from survey.demo.sentences import choose_sentences, write_sentences
from survey.demo.synthesis import Interview, Invented, synthesise
from survey.errors import N_
from survey.locale import INTERFACE, Text
from survey.places.file import load_project_file
from survey.places.model import Project, Wave
from survey.places.store import save_project
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.yaml_file import read_text
from survey.responses.ids import import_id
from survey.responses.importing import Import, Target, import_table, make_project
from survey.responses.model import Submission
from survey.responses.store import keep_version, submit
from survey.responses.table import read_table
from survey.settings import Settings
from survey.storage.database import Database
from survey.voices.store import replace_quotes

ACTOR = "demonstration"
WAVES: Mapping[str, tuple[int, Callable[[], list[Invented]]]] = {
    "sample-0": (20251004, invented_past),
    "sample-1": (20261003, invented_places),
}
"""By wave: the seed of its answers, and what the places were like."""

TRIAL = timedelta(days=30)
TAL_AFAR = "tal-afar"
TAL_AFAR_SOURCE = N_(
    "Household interviews in Tal Afar, Iraq, July 2021, IMPACT Initiatives, from the R package "
    "cleaningtools (MIT licence, © 2023 cleaningtools authors). The neighbourhoods carry the code "
    "names of that table."
)
SAMPLE = Path(__file__).parent / "project.yaml"


def load_sample(database: Database, settings: Settings, now: datetime) -> int:
    """Register the sample project with its invented answers; return how many there are.

    Doing it again changes nothing: the seed gives the same answers with the same ids.
    """
    file = load_project_file(SAMPLE)
    project = _keep_open(file, now.date())
    path = settings.questionnaires / f"{project.questionnaire}.yaml"
    questionnaire = load_questionnaire(path)
    submissions = [one for wave in file.waves for one in invent_wave(project, wave, questionnaire)]
    with database.transaction() as tx:
        save_project(tx, now, ACTOR, project)
        keep_version(tx, now, ACTOR, questionnaire, read_text(path))
        for submission in submissions:
            submit(tx, ACTOR, submission)
        for place in file.neighbourhoods:
            own = [one for one in submissions if one.neighbourhood == place.id]
            spot = (project.id, file.waves[-1].id, place.id)
            replace_quotes(tx, now, ACTOR, spot, choose_sentences(own, file.waves[-1].id))
    return len(submissions)


def invent_wave(project: Project, wave: Wave, questionnaire: Questionnaire) -> Iterator[Submission]:
    """Invent the answers of a wave, given between its days in the file."""
    seed, places = WAVES[wave.id]
    interviews = synthesise(questionnaire, places(), wave.starts, wave.ends, seed)
    for number, interview in enumerate(interviews):
        name = f"{seed}-{number}"
        written = {**interview.answers, **write_sentences(name)}
        yield _submission(project, wave, questionnaire, name, replace(interview, answers=written))


def load_tal_afar(database: Database, settings: Settings, now: datetime, table: Path) -> Import:
    """Import the real answers of Tal Afar from `table` under the name and licence they carry."""
    path = settings.questionnaires / "tal-afar-water.yaml"
    source = read_text(path)
    questionnaire = load_questionnaire(path)
    answers = read_table(read_text(table), questionnaire, now.date(), str(table))
    project = replace(
        make_project(questionnaire, answers, now.date()),
        id=TAL_AFAR,
        title=Text(N_("Tal Afar, water in the neighbourhoods"), INTERFACE),
        organisation=Text("IMPACT Initiatives"),
        source=Text(TAL_AFAR_SOURCE, INTERFACE),
    )
    with database.transaction() as tx:
        save_project(tx, now, ACTOR, project)
        target = Target(project=TAL_AFAR)
        return import_table(tx, now, ACTOR, questionnaire, source, answers, target)


def _keep_open(project: Project, today: date) -> Project:
    """Keep the last wave open for a month, so that whoever tries the form is not turned away."""
    *before, last = project.waves
    still = replace(last, ends=max(last.ends, today + TRIAL))
    return replace(project, waves=(*before, still))


def _submission(
    project: Project, wave: Wave, questionnaire: Questionnaire, name: str, interview: Interview
) -> Submission:
    moment = datetime.combine(interview.day, time(12), tzinfo=UTC)
    return Submission(
        id=import_id(questionnaire.id, f"{project.id}-{name}"),
        project=project.id,
        wave=wave.id,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        language="fa",
        channel="tablet",
        consent="given",
        answers=interview.answers,
        received_at=moment,
        started_at=moment,
        finished_at=moment,
        neighbourhood=interview.area,
        household=interview.household,
    )
