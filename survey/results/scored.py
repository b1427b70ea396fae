"""The answers to a wave up to a moment, scored, with all that stands behind the figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.places.model import Project
from survey.places.model import Wave as Round
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.model import Submission
from survey.responses.store import find_version
from survey.results.frames import Respondent, lay_out, read_respondent
from survey.scoring.finish import Scores
from survey.scoring.method.sample_choices import Run
from survey.scoring.sample.prepare import Prepared, Weighting, prepare
from survey.scoring.score import score_partitions
from survey.scoring.waves.change_table import Wave
from survey.storage.database import Database


@dataclass(frozen=True)
class Scored:
    """What came of `responses` answered questionnaires.

    `cells_left_out` were answers to an earlier version that this one's questions do not take.
    """

    prepared: Prepared
    scores: Scores
    responses: int
    cells_left_out: int

    @property
    def wave(self) -> Wave:
        """The same, to be compared with another wave."""
        return Wave(self.scores, [self.prepared.partition])

    def describe_run(self, software: str) -> Run:
        """Say what the scoring went through; `software` is the number of its method."""
        found = Run(software, self.responses, cells_left_out=self.cells_left_out)
        return describe_weights(found, self.prepared.weighting, self.scores.questionnaire)


def score_responses(
    questionnaire: Questionnaire, people: Sequence[Submission], project: Project, now: datetime
) -> Scored:
    """Score responses, whichever version they answer; raises MahallaError for a design amiss."""
    fitting = [read_respondent(questionnaire, one, now) for one in people]
    prepared = prepare(questionnaire, *lay_out(questionnaire, fitting))
    districts = {place.id: place.district for place in project.neighbourhoods if place.district}
    scores = score_partitions(questionnaire, [prepared.partition], districts)
    left_out = _count_left_out(questionnaire, people, fitting)
    return Scored(prepared, scores, len(people), left_out)


def describe_weights(run: Run, weighting: Weighting, questionnaire: Questionnaire) -> Run:
    """Add to a run what became of its weights, where there are any."""
    if not weighting.is_weighted:
        return run
    was_trimmed = weighting.source == "factors" or weighting.rounds
    return Run(
        software=run.software,
        responses=run.responses,
        rows_left_out=run.rows_left_out,
        cells_left_out=run.cells_left_out,
        weight_effect=weighting.deff,
        kish_size=weighting.n_kish,
        rounds=weighting.rounds if questionnaire.method.design.margins else None,
        trimmed=weighting.trimmed if was_trimmed else None,
    )


def find_asked(
    database: Database, people: Sequence[Submission], current: Questionnaire
) -> Questionnaire:
    """Return the version that most of these people answered, as it was archived."""
    version = Counter(one.version for one in people).most_common(1)[0][0]
    source = None if version == current.version else find_version(database, version)
    return parse_questionnaire(source, current.id) if source else current


def find_earlier(project: Project, wave: Round) -> list[Round]:
    """Return the waves that began before this one, the newest first."""
    before = [one for one in project.waves if one.starts < wave.starts]
    return sorted(before, key=lambda one: one.starts, reverse=True)


def _count_left_out(
    questionnaire: Questionnaire, people: Sequence[Submission], fitting: Sequence[Respondent]
) -> int:
    return sum(
        name in questionnaire.questions and name not in taken.answers
        for one, taken in zip(people, fitting, strict=True)
        for name in one.answers
    )
