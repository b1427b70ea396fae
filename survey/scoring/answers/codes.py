"""Answers as small whole numbers: an int8 position per question, negative where none was given."""

from collections.abc import Iterable, Mapping
from typing import cast

import numpy as np
import pandas as pd

from survey.kinds.find import kind_of
from survey.kinds.model import Answer
from survey.questionnaire.flow import visible_questions
from survey.questionnaire.model import Question, Questionnaire

BLANK = -1
DONT_KNOW = -2
REFUSED = -3
STRUCTURAL = -4
"""Hidden by a condition, absent from the form or not applicable: no non-response (SCORING §0)."""

NON_SUBSTANTIVE = {"dont_know": DONT_KNOW, "refused": REFUSED, "not_applicable": STRUCTURAL}

Positions = dict[tuple[str, object], int]


def encode_answers(
    questionnaire: Questionnaire, answers: Iterable[Mapping[str, object]]
) -> pd.DataFrame:
    """Encode stored answers, one mapping of question id to answer per response.

    Returns one row per response, in the order given (index 0, 1, …), and one int8 column per
    question that has codes: ≥ 0 is the position of the answer in `kind.codes(question)`, the
    negative numbers are the constants of this module. Answers must be ones their questions take.
    """
    columns = [q for q in questionnaire.questions.values() if kind_of(q).codes(q) is not None]
    known: Positions = {}
    asked = _find_asked(questionnaire)
    rows = [
        _encode_response(
            columns,
            visible_questions(questionnaire, given) if asked is None else asked,
            given,
            known,
        )
        for given in answers
    ]
    table = np.array(rows, dtype=np.int8).reshape(len(rows), len(columns))
    return pd.DataFrame(table, columns=[question.id for question in columns])


def _find_asked(questionnaire: Questionnaire) -> frozenset[str] | None:
    """Return the questions that everybody is asked; None where it depends on answers."""
    for section in questionnaire.sections:
        if section.show_if is not None or any(q.show_if is not None for q in section.questions):
            return None
    # Asking every response anew takes over half of the time of encoding.
    return visible_questions(questionnaire, {})


def _encode_response(
    columns: list[Question],
    visible: frozenset[str],
    given: Mapping[str, object],
    known: Positions,
) -> list[int]:
    return [
        _encode_answer(question, given.get(question.id), known)
        if question.id in visible
        else STRUCTURAL
        for question in columns
    ]


def _encode_answer(question: Question, answer: object, known: Positions) -> int:
    if answer is None:
        return BLANK
    if isinstance(answer, Mapping):
        return NON_SUBSTANTIVE[answer["missing"]]
    key = (question.id, tuple(answer) if isinstance(answer, list) else answer)
    if key not in known:
        known[key] = kind_of(question).position(cast(Answer, answer), question)
    return known[key]
