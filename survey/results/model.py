"""A release: the frozen, masked scores of one wave, the only figures that leave the office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from survey.places.model import Project, Wave
from survey.questionnaire.model import Questionnaire
from survey.scoring.method.sample_choices import NO_RUN, Run
from survey.voices.model import Quote

if TYPE_CHECKING:  # a site without releases never loads pandas
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Release:
    """What pages and reports are made from; `scores` has the columns of `scores.csv`.

    Like every table it equals only itself, so that what was read out of it can be kept beside it.

    `cutoff` is the moment up to which answers went in, `made_at` when the scores were frozen
    (both UTC), `responses` how many answered questionnaires that are, `method` the hash of the
    questions, the scoring declarations and the districts. `tables` are those kept beside the
    scores: `ranks`, `sensitivity`, `change` since the wave `earlier`, `transitions` and `relative`;
    a release of before they were kept has none. `run` is what the scoring went through, `quotes`
    are sentences that the office chose for print.
    """

    project: Project
    wave: Wave
    questionnaire: Questionnaire
    scores: "pd.DataFrame"
    responses: int
    cutoff: datetime
    made_at: datetime
    method: str
    is_weighted: bool = False
    number: int = 1
    earlier: Wave | None = None
    tables: "Mapping[str, pd.DataFrame]" = field(default_factory=dict)
    run: Run = NO_RUN
    quotes: tuple[Quote, ...] = ()

    @property
    def last_day(self) -> date:
        """The last day on which an answer that went in can have been given."""
        return min(self.wave.ends, self.cutoff.date())

    @property
    def name(self) -> str:
        """A name for files and folders that belong to this release alone."""
        return f"{self.project.id}-{self.wave.id}-{self.number}"
