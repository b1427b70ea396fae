"""A release: the frozen, masked scores of one wave, the only figures that leave the office."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from survey.places.model import Project, Wave
from survey.questionnaire.model import Questionnaire


@dataclass(frozen=True, eq=False)
class Release:
    """What pages and reports are made from; `scores` has the columns of `scores.csv`.

    Like every table it equals only itself, so that what was read out of it can be kept beside it.

    `cutoff` is the moment up to which answers went in, `made_at` when the scores were frozen
    (both UTC), `responses` how many answered questionnaires that are, `method` the hash of the
    questions, the scoring declarations and the districts.
    """

    project: Project
    wave: Wave
    questionnaire: Questionnaire
    scores: pd.DataFrame
    responses: int
    cutoff: datetime
    made_at: datetime
    method: str
    is_weighted: bool = False
    number: int = 1

    @property
    def last_day(self) -> date:
        """The last day on which an answer that went in can have been given."""
        return min(self.wave.ends, self.cutoff.date())

    @property
    def name(self) -> str:
        """A name for files and folders that belong to this release alone."""
        return f"{self.project.id}-{self.wave.id}-{self.number}"
