"""Choosing sentences for print: what people wrote in a neighbourhood, and what was chosen of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from survey.errors import AnswerError
from survey.locale import Language
from survey.places.model import Neighbourhood, Project, Wave
from survey.questionnaire.model import Question, Questionnaire
from survey.responses.model import Submission
from survey.responses.store import responses_of
from survey.storage.database import Database
from survey.voices.model import Quote, find_open, list_quotable, shorten
from survey.voices.store import quotes_of, replace_quotes


@dataclass(frozen=True)
class Written:
    """One answer that may be chosen; `name` is that of its inputs, `chosen` its words for print."""

    response: UUID
    question: Question
    answer: str
    language: str
    chosen: str | None = None
    error: str = ""

    @property
    def name(self) -> str:
        """What its inputs are called."""
        return f"{self.response}-{self.question.id}"


@dataclass(frozen=True)
class Asked:
    """A question with its answers here; `is_open` says that enough people wrote one."""

    question: Question
    is_open: bool
    answers: tuple[Written, ...]


def list_written(
    database: Database,
    project: Project,
    wave: Wave,
    place: Neighbourhood,
    questionnaire: Questionnaire,
    now: datetime,
) -> list[Asked]:
    """List what people wrote in a neighbourhood, question by question.

    Answers are in an order that says nothing of who wrote them, and are not listed at all where
    too few wrote.
    """
    people = [
        one
        for one in responses_of(database, project.id, wave.id, now)
        if one.neighbourhood == place.id
    ]
    quotes = quotes_of(database, project.id, wave.id, now)
    chosen = {(quote.response, quote.question): quote.words for quote in quotes}
    may = find_open(questionnaire, people)
    return [
        Asked(
            question,
            (place.id, question.id) in may,
            tuple(_list_answers(people, question, chosen))
            if (place.id, question.id) in may
            else (),
        )
        for question in list_quotable(questionnaire)
    ]


def _list_answers(
    people: list[Submission], question: Question, chosen: Mapping[tuple[UUID, str], str]
) -> list[Written]:
    written = [
        Written(one.id, question, answer, one.language, chosen.get((one.id, question.id)))
        for one in people
        if isinstance(answer := one.answers.get(question.id), str)
    ]
    return sorted(written, key=lambda one: (one.answer.casefold(), str(one.response)))


def read_choice(asked: list[Asked], form: Mapping[str, str], language: Language) -> list[Asked]:
    """Read what was ticked and shortened; what cannot be printed has an `error`."""
    return [
        replace(one, answers=tuple(_read(each, form, language) for each in one.answers))
        for one in asked
    ]


def _read(one: Written, form: Mapping[str, str], language: Language) -> Written:
    if f"choose-{one.name}" not in form:
        return Written(one.response, one.question, one.answer, one.language)
    words, error = form.get(f"words-{one.name}", ""), ""
    try:
        words = shorten(words, one.answer)
    except AnswerError as wrong:
        error = " ".join(problem.say(language) for problem in wrong.problems)
    return Written(one.response, one.question, one.answer, one.language, words, error)


def save_choice(
    tx: Database, now: datetime, actor: str, place: tuple[str, str, str], asked: list[Asked]
) -> None:
    """Keep what was chosen in a project, wave and neighbourhood, and nothing else there."""
    quotes = [
        Quote(one.response, one.question.id, place[2], one.chosen, one.language)
        for group in asked
        for one in group.answers
        if one.chosen is not None
    ]
    replace_quotes(tx, now, actor, place, quotes)
