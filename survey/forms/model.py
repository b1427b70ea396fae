"""The pages of a form as one respondent meets them: what is asked, what comes before and after."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.conditions.evaluate import questions_in
from survey.kinds.find import kind_of
from survey.questionnaire.flow import visible_sections
from survey.questionnaire.model import Question, Questionnaire, Section

Answers = Mapping[str, object]
"""What a draft keeps of each question: see `survey.kinds.fields.AnswerField.data`."""


@dataclass(frozen=True)
class Page:
    """One section.

    `questions` stand on the page; those not in `visible` wait there for an answer above them.
    `number` counts from 1 to `count`; `previous` and `next` are sections, empty at both ends.
    """

    section: Section
    questions: tuple[Question, ...]
    visible: frozenset[str]
    number: int
    count: int
    previous: str
    next: str

    @property
    def asked(self) -> frozenset[str]:
        """The visible questions that take an answer."""
        return frozenset(
            q.id for q in self.questions if q.id in self.visible and kind_of(q).is_asked
        )

    def count_answered(self, answers: Answers) -> int:
        """Count the asked questions that `answers` has something for."""
        return len(self.asked & set(answers))

    @property
    def needs_help_line(self) -> bool:
        """Whether somebody may want help after these questions."""
        return any(q.help_line for q in self.questions if q.id in self.visible)


def list_pages(questionnaire: Questionnaire, answers: Answers) -> list[Page]:
    """List the pages of a respondent who gave `answers`, in order."""
    parts = visible_sections(questionnaire, answers)
    names = ["", *(section.id for section, _ in parts), ""]
    return [
        Page(
            section=section,
            questions=_place_questions(section, frozenset(q.id for q in asked)),
            visible=frozenset(q.id for q in asked),
            number=number,
            count=len(parts),
            previous=names[number - 1],
            next=names[number + 1],
        )
        for number, (section, asked) in enumerate(parts, start=1)
    ]


def find_page(questionnaire: Questionnaire, answers: Answers, section: str) -> Page | None:
    """Return the page of `section`; None where there is none or it does not apply."""
    pages = list_pages(questionnaire, answers)
    return next((page for page in pages if page.section.id == section), None)


def merge_answers(kept: Answers, given: Answers) -> dict[str, object]:
    """Put what was given on a page into what is kept; a None takes the answer away."""
    merged = {**kept, **given}
    return {name: answer for name, answer in merged.items() if answer is not None}


def _place_questions(section: Section, visible: frozenset[str]) -> tuple[Question, ...]:
    """Take the visible questions, and the hidden ones that answers on this page may call up."""
    placed: dict[str, Question] = {}
    for question in section.questions:
        looks_at = set(questions_in(question.show_if)) if question.show_if else set()
        if question.id in visible or (question.enabled and looks_at & set(placed)):
            placed[question.id] = question
    return tuple(placed.values())
