"""Answers laid out as the frames that scoring reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from survey.questionnaire.model import Questionnaire
from survey.scoring.codes import encode_answers


@dataclass(frozen=True)
class Respondent:
    """One answered questionnaire with its place in the sample; without a weight it counts as 1."""

    id: str
    area: str
    household: str
    answers: Mapping[str, object]
    stratum: str = ""
    psu: str = ""
    weight: float | None = None


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
            "household": [f"{person.area}/{person.household or person.id}" for person in people],
            "stratum": [person.stratum for person in people],
            "psu": [
                f"{person.area}/{person.psu or person.household or person.id}" for person in people
            ],
            "weight": weights,
            "household_weight": weights,
        },
        index=index,
    )
    positions = encode_answers(questionnaire, [person.answers for person in people])
    positions.index = index
    return frame, positions
