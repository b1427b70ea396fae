"""The scores of a single respondent, for worked examples; never printed of a real person."""

from collections.abc import Mapping

import numpy as np

from survey.arrays import ByteArray
from survey.questionnaire.model import Domain, Questionnaire
from survey.scoring.answers.codes import STRUCTURAL, encode_answers
from survey.scoring.answers.domains import score_domain
from survey.scoring.answers.lookup import as_bytes, make_lookup


def score_person(
    questionnaire: Questionnaire, answers: Mapping[str, object]
) -> dict[str, float | None]:
    """Score one person's answers by domain, 0-100; None where too little was answered.

    Reported harms have no score. There is nobody to fill gaps from, so that with `two_way` and
    `item_first` the average of what was answered counts.
    """
    positions = encode_answers(questionnaire, [answers])
    given = {name: as_bytes(positions[name]) for name in questionnaire.items}
    scored = [domain for domain in questionnaire.domains if domain.measure != "reported"]
    return {domain.id: _score(questionnaire, domain, given) for domain in scored}


def _score(
    questionnaire: Questionnaire, domain: Domain, given: Mapping[str, ByteArray]
) -> float | None:
    questions = questionnaire.items_of(domain.id)
    codes = np.stack([given[question.id] for question in questions], axis=1)
    values = [make_lookup(question, domain).values for question in questions]
    scores = np.stack([table[codes[:, place]] for place, table in enumerate(values)], axis=1)
    weights = np.array([question.item.weight for question in questions if question.item])
    applies = codes != np.int8(STRUCTURAL).view(np.uint8)
    alone = np.zeros(1, dtype=np.int64)
    person = score_domain(scores, applies, weights, alone, 1, domain.rule)[0]
    return float(person) if np.isfinite(person) else None
