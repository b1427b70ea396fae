"""The gate: questions that could put somebody in danger are off until a project keeps promises."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

from survey.questionnaire.model import Need, Question, Questionnaire, Section

NEEDS: tuple[Need, ...] = get_args(Need)

OF_INTERVIEWS: frozenset[Need] = frozenset({"private_interviews", "trained_interviewers"})
"""What only an interview can keep: a form that people fill in alone, or on paper, does not."""


def keep_promises(questionnaire: Questionnaire, promises: Iterable[Need]) -> Questionnaire:
    """Return a questionnaire as it is asked where these promises are kept, and no others.

    Questions whose needs are all met are on, those with another need off; so they are as long as
    nobody says anything. The version stays; where nothing changes, so does the object. For the same
    promises it is the same object again.
    """
    kept = frozenset(promises)
    if kept not in questionnaire.opened:
        questionnaire.opened[kept] = _keep_promises(questionnaire, kept)
    return questionnaire.opened[kept]


def _keep_promises(questionnaire: Questionnaire, kept: frozenset[Need]) -> Questionnaire:
    sections = tuple(_open_section(section, kept) for section in questionnaire.sections)
    needed = {need for one in _walk(questionnaire.questions.values()) for need in one.needs}
    in_force = tuple(need for need in NEEDS if need in kept & needed)
    if in_force == questionnaire.promises and _are_same(sections, questionnaire.sections):
        return questionnaire
    return replace(questionnaire, sections=sections, promises=in_force)


def find_waiting(questionnaire: Questionnaire) -> list[Question]:
    """List the questions that are off because a promise is missing, in the order of asking."""
    return [one for one in _walk(questionnaire.questions.values()) if one.needs and not one.enabled]


def add_needs(question: Question, needs: Collection[Need]) -> Question:
    """Give a question the needs of what it stands in; one that is off for good has none."""
    inner = tuple(add_needs(one, ()) for one in question.questions)
    both = tuple(need for need in NEEDS if need in {*question.needs, *needs})
    return replace(question, needs=both if question.enabled else (), questions=inner)


def _open(question: Question, kept: frozenset[Need]) -> Question:
    """Switch a question that has needs on or off, and those inside it."""
    inner = tuple(_open(one, kept) for one in question.questions)
    is_on = kept.issuperset(question.needs) if question.needs else question.enabled
    if is_on == question.enabled and _are_same(inner, question.questions):
        return question
    return replace(question, enabled=is_on, questions=inner)


def _open_section(section: Section, kept: frozenset[Need]) -> Section:
    questions = tuple(_open(question, kept) for question in section.questions)
    if _are_same(questions, section.questions):
        return section
    return replace(section, questions=questions)


def _are_same(some: Sequence[object], others: Sequence[object]) -> bool:
    return all(one is other for one, other in zip(some, others, strict=True))


def _walk(questions: Iterable[Question]) -> Iterator[Question]:
    """Yield questions, and those inside them."""
    for question in questions:
        yield question
        yield from question.questions
