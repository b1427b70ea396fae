"""What must be mended before answers can be sent, found in the answers: no page is made for it."""

from collections.abc import Iterator
from datetime import date

from survey.errors import AnswerError
from survey.forms.fields import Reasons
from survey.forms.model import Answers
from survey.kinds.find import kind_of
from survey.questionnaire.flow import Settled, failed_checks, settle
from survey.questionnaire.model import Question, Questionnaire, Section


def find_wrong_section(
    questionnaire: Questionnaire, answers: Answers, settled: Settled, reasons: Reasons
) -> str:
    """Return the first section that `find_wrong_page` would stop at; empty where there is none.

    `answers` are what a draft keeps, read today: what could not be read is kept as it was typed.
    """
    for section in questionnaire.sections:
        for key, question, kept in _list_asked(section, answers, settled):
            is_wrong = question.checks and _fails(key, question, settled, key in reasons)
            if is_wrong or _is_unread(question, kept):
                return section.id
    return ""


def _list_asked(
    section: Section, answers: Answers, settled: Settled
) -> Iterator[tuple[str, Question, object]]:
    """List what is asked in a section by its key, of members too, with what is kept of it."""
    for question in section.questions:
        if question.id in settled.visible:
            kept = answers.get(question.id)
            yield question.id, question, kept
            if question.questions:
                yield from _list_members(question, kept, settled)


def _list_members(
    question: Question, kept: object, settled: Settled
) -> Iterator[tuple[str, Question, object]]:
    given = kept if isinstance(kept, list) else []
    for place in range(len(settled.members[question.id])):
        member = given[place] if place < len(given) else {}
        for inner in question.questions:
            key = f"{question.id}.{place}.{inner.id}"
            if key in settled.visible:
                yield key, inner, member.get(inner.id)


def _is_unread(question: Question, kept: object) -> bool:
    """Tell whether an answer is lacking, or could not be read. Members are asked one by one."""
    if kept is None:
        return question.required and not question.questions and kind_of(question).is_asked
    return isinstance(kept, dict) and "typed" in kept


def _fails(key: str, question: Question, settled: Settled, has_reason: bool) -> bool:
    """Tell whether the checks of a question find a mistake, or something odd without a reason."""
    failed = failed_checks(question, settled.scope_of(key))
    return any(check.strength == "must" or not has_reason for check in failed)


def is_ready(questionnaire: Questionnaire, answers: Answers, reasons: Reasons, today: date) -> bool:
    """Tell whether nothing holds the answers up, whatever day they were given on.

    A no means only that the pages have to be made, to find what it is: `find_wrong_page`.
    """
    settled = settle(questionnaire, answers)
    if find_wrong_section(questionnaire, answers, settled, reasons):
        return False
    asked = [one for part in questionnaire.sections for one in _list_asked(part, answers, settled)]
    return all(_still_stands(*one, settled, today) for one in asked)


def _still_stands(
    key: str, question: Question, kept: object, settled: Settled, today: date
) -> bool:
    """Tell whether what is kept could be given today: so may limits move, and options close."""
    if kept is None or question.questions or question.value is not None:
        return True
    if isinstance(kept, dict):
        return kept.get("missing") in question.missing
    chosen = kept if isinstance(kept, list) else [kept]
    try:
        kind_of(question).check(kept, question, today)
    except AnswerError:
        return False
    return not any((key, name) in settled.closed for name in chosen)
