"""The pages of a form as one respondent meets them: what is asked, what comes before and after."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby

from survey.conditions.evaluate import questions_in
from survey.kinds.find import kind_of
from survey.locale import Text
from survey.questionnaire.flow import Settled, settle, visible_sections
from survey.questionnaire.model import Paging, Question, Questionnaire, Section

Answers = Mapping[str, object]
"""What a draft keeps of each question: see `survey.kinds.fields.AnswerField.data`."""


@dataclass(frozen=True)
class Page:
    """One section, or one question of it.

    `questions` stand on the page; those not in `visible` wait there for an answer above them.
    The section is `number` of `count`, the page `step` of `steps` in it, all counted from 1.
    `previous` and `next` are the ids of pages, empty at both ends. `settled` tells which questions
    are visible, by their keys, which options are closed, and which answers count. `words` are the
    questionnaire's own, filled into its texts.
    """

    id: str
    section: Section
    questions: tuple[Question, ...]
    visible: frozenset[str]
    settled: Settled
    words: tuple[tuple[str, Text], ...]
    number: int
    count: int
    step: int
    steps: int
    previous: str = ""
    next: str = ""

    @property
    def progress(self) -> float:
        """How many sections are done with this page, in parts of its own section."""
        return round(self.number - 1 + self.step / self.steps, 2)

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


@dataclass(frozen=True)
class Answered:
    """How many questions of a section were answered; `page` is its first."""

    page: Page
    answered: int
    asked: int


def list_pages(questionnaire: Questionnaire, answers: Answers) -> list[Page]:
    """List the pages of a respondent who gave `answers`, in order."""
    settled = settle(questionnaire, answers)
    parts = visible_sections(questionnaire, settled)
    pages = [
        page
        for number, (section, asked) in enumerate(parts, start=1)
        for page in _divide(questionnaire, section, asked, settled, number, len(parts))
    ]
    names = ["", *(page.id for page in pages), ""]
    return [
        replace(page, previous=names[place], next=names[place + 2])
        for place, page in enumerate(pages)
    ]


def look_back(pages: Sequence[Page], answers: Answers) -> list[Answered]:
    """Tell section by section how much was answered."""
    sections = [list(parts) for _, parts in groupby(pages, lambda page: page.number)]
    return [
        Answered(
            page=parts[0],
            answered=sum(page.count_answered(answers) for page in parts),
            asked=sum(len(page.asked) for page in parts),
        )
        for parts in sections
    ]


def find_page(questionnaire: Questionnaire, answers: Answers, name: str) -> Page | None:
    """Return the page called `name`, the first where it is a section's name; None if not there."""
    pages = list_pages(questionnaire, answers)
    return next((page for page in pages if name in (page.id, page.section.id)), None)


def find_section(questionnaire: Questionnaire, page: str) -> Section | None:
    """Return the section in which a page of this name may stand, whatever was answered."""
    names = {page, page.rpartition(".")[0]} if questionnaire.pages == "question" else {page}
    return next((section for section in questionnaire.sections if section.id in names), None)


def merge_answers(kept: Answers, given: Answers) -> dict[str, object]:
    """Put what was given on a page into what is kept; a None takes the answer away."""
    merged = {**kept, **given}
    return {name: answer for name, answer in merged.items() if answer is not None}


def _divide(
    questionnaire: Questionnaire,
    section: Section,
    asked: Sequence[Question],
    settled: Settled,
    number: int,
    count: int,
) -> list[Page]:
    """Make the pages of one section, not yet tied to their neighbours."""
    paging = questionnaire.pages
    parts = [tuple(asked)] if paging == "section" else _part(asked)
    return [
        Page(
            id=section.id if paging == "section" else f"{section.id}.{_lead(part).id}",
            section=section,
            questions=_place_questions(_around(paging, section, part), _ids(part), settled),
            visible=_keys(part, settled),
            settled=settled,
            words=questionnaire.words,
            number=number,
            count=count,
            step=step,
            steps=len(parts),
        )
        for step, part in enumerate(parts, start=1)
    ]


def _part(asked: Sequence[Question]) -> list[tuple[Question, ...]]:
    """Part questions one by one; notes stay with the next question, rows with their matrix."""
    parts: list[list[Question]] = []
    is_open = False
    for question in asked:
        is_row = bool(question.matrix) and bool(parts) and parts[-1][-1].matrix == question.matrix
        if not is_open and not is_row:
            parts.append([])
        parts[-1].append(question)
        is_open = not kind_of(question).is_asked
    if is_open and len(parts) > 1:
        notes = parts.pop()
        parts[-1] += notes
    return [tuple(part) for part in parts]


def _lead(part: Sequence[Question]) -> Question:
    """Return the first question of a page that takes an answer, or the first of its notes."""
    return next((question for question in part if kind_of(question).is_asked), part[0])


def _around(paging: Paging, section: Section, part: Sequence[Question]) -> Sequence[Question]:
    """Return what may stand on a page: the section, or these questions and their matrix."""
    if paging == "section":
        return section.questions
    matrices = {question.matrix for question in part} - {""}
    return [q for q in section.questions if q in part or q.matrix in matrices]


def _ids(part: Sequence[Question]) -> frozenset[str]:
    return frozenset(question.id for question in part)


def _keys(part: Sequence[Question], settled: Settled) -> frozenset[str]:
    """Return the keys of what is visible of a page, the questions of members included."""
    here = _ids(part)
    return frozenset(key for key in settled.visible if key.partition(".")[0] in here)


def _place_questions(
    questions: Sequence[Question], visible: frozenset[str], settled: Settled
) -> tuple[Question, ...]:
    """Take the visible questions, and the hidden ones that answers on this page may call up."""
    placed: dict[str, Question] = {}
    for question in questions:
        looks_at = set(questions_in(question.show_if)) if question.show_if else set()
        if question.id in visible or (question.enabled and looks_at & set(placed)):
            placed[question.id] = _place_options(question, set(placed), settled)
    return tuple(placed.values())


def _place_options(question: Question, before: Set[str], settled: Settled) -> Question:
    """Leave out the options that are closed and that nothing on this page can open."""
    kept = tuple(
        option
        for option in question.options
        if (question.id, option.name) not in settled.closed
        or (option.show_if and before & set(questions_in(option.show_if)))
    )
    return question if len(kept) == len(question.options) else replace(question, options=kept)
