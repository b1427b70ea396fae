"""Answers laid out as the frames that scoring reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from survey.errors import AnswerError
from survey.kinds.find import kind_of
from survey.questionnaire.model import Question, Questionnaire
from survey.responses.model import Answers, Design, Submission
from survey.scoring.answers.codes import encode_answers
from survey.scoring.sample.declared import DESIGN


@dataclass(frozen=True)
class Respondent:
    """One answered questionnaire with its place in the sample; without a weight it counts as 1.

    `design` has the columns of a table that the method names (see `SampleDesign`).
    """

    id: str
    area: str
    household: str
    answers: Mapping[str, object]
    stratum: str = ""
    psu: str = ""
    weight: float | None = None
    design: Design = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The name of the household; without one it is the response."""
        return f"{self.area}/{self.household or self.id}"

    @property
    def unit(self) -> str:
        """The name of the PSU, never that of a household; without one it is the household.

        A PSU is its name within its stratum, so that one across a boundary stays one.
        """
        return f"psu:{self.psu}" if self.psu else self.home


def lay_out(
    questionnaire: Questionnaire, respondents: Iterable[Respondent]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the frames `respondents` and `positions` of the scoring room, in the order of ids."""
    people = sorted(respondents, key=lambda person: person.id)
    weights = [1.0 if person.weight is None else person.weight for person in people]
    index = pd.Index([person.id for person in people], name="id", dtype="str")
    frame = pd.DataFrame(
        {
            "area": [person.area for person in people],
            "household": [person.home for person in people],
            "stratum": [person.stratum for person in people],
            "psu": [person.unit for person in people],
            "weight": weights,
            "household_weight": weights,
        },
        index=index,
    )
    for name in questionnaire.method.design.columns:
        frame[DESIGN + name] = pd.Series(
            [find_design(questionnaire, person, name) for person in people], index, dtype=object
        )
    positions = encode_answers(questionnaire, [person.answers for person in people])
    positions.index = index
    return frame, positions


def find_design(questionnaire: Questionnaire, person: Respondent, name: str) -> object | None:
    """Find what the design calls `name`: an answer, or a column of a table; None where blank."""
    if name not in questionnaire.questions:
        return person.design.get(name)
    answer = person.answers.get(name)
    return None if isinstance(answer, Mapping) else answer


def keep_fitting(questionnaire: Questionnaire, answers: Answers, now: datetime) -> Answers:
    """Keep the answers, given to another version, that this version's questions still take."""
    kept: dict[str, object] = {}
    for name, answer in answers.items():
        question = questionnaire.questions.get(name)
        if question and _fits(question, answer, now):
            kept[name] = answer
    return kept


def read_respondent(questionnaire: Questionnaire, one: Submission, now: datetime) -> Respondent:
    """Take a response as a respondent; of another version's answers those that still fit."""
    is_current = one.version == questionnaire.version
    return Respondent(
        id=str(one.id),
        area=one.neighbourhood,
        household=one.household,
        answers=one.answers if is_current else keep_fitting(questionnaire, one.answers, now),
        stratum=one.stratum,
        psu=one.psu,
        weight=one.weight,
        design=one.design,
    )


def _fits(question: Question, answer: object, now: datetime) -> bool:
    if isinstance(answer, Mapping):
        return answer["missing"] in question.missing
    try:
        kind_of(question).check(answer, question, now.date())
    except AnswerError:
        return False
    return True
