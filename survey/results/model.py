"""A release: the frozen, masked scores of one wave, the only figures that leave the office."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from survey.places.model import Project, Wave
from survey.questionnaire.model import Questionnaire


@dataclass(frozen=True)
class Release:
    """What pages and reports are made from; `scores` has the columns of `scores.csv`.

    `made_at` is when the scores were frozen (UTC), `responses` how many answers went in,
    `method` the hash of the questions and the scoring declarations.
    """

    project: Project
    wave: Wave
    questionnaire: Questionnaire
    scores: pd.DataFrame
    responses: int
    made_at: datetime
    method: str
    is_weighted: bool = False
