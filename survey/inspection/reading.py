"""One response question by question: what is shown of it, and what stays hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from survey.errors import N_
from survey.forms.words import Say
from survey.kinds.find import kind_of
from survey.locale import Language, Text
from survey.places.model import Project
from survey.questionnaire.gate import keep_promises
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Need, Question, Questionnaire
from survey.questionnaire.private import find_private
from survey.responses.identifiers import read_identifiers
from survey.responses.model import Submission
from survey.responses.store import find_version
from survey.rights.read_back import Told, read_back
from survey.storage.audit import record
from survey.storage.database import Database

LEAST_REASON, MOST_REASON = 10, 300
NO_REASON = N_("Write in a few words why you need to read this.")
LONG_REASON = N_("This is too long. Say it in at most 300 letters.")

NO_NAMES: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """One question; `told` is None where its answer, or whether there is one, stays hidden."""

    question: Question
    told: Told | None


@dataclass(frozen=True)
class Part:
    """The questions of one section."""

    title: Text
    rows: list[Row]


def find_form(database: Database, response: Submission) -> Questionnaire | None:
    """Return the version of the questionnaire that was answered, as it was archived."""
    source = find_version(database, response.version)
    return _parse(source, response.questionnaire) if source else None


def open_part(
    tx: Database, now: datetime, actor: str, response: Submission
) -> Mapping[str, object]:
    """Give the answers without identifiers, and say in the audit trail who reads them."""
    _record(tx, now, actor, "response.read", response, kind="answers")
    return response.answers


def open_whole(
    tx: Database, now: datetime, actor: str, response: Submission, reason: str
) -> Mapping[str, object]:
    """Give all answers, identifiers too, and keep who read them and why in the audit trail."""
    _record(tx, now, actor, "response.read_sensitive", response, reason=reason)
    return {**response.answers, **read_identifiers(tx, now, actor, response.id, reason)}


def list_parts(
    form: Questionnaire,
    project: Project,
    answers: Mapping[str, object],
    say: Say,
    language: Language,
    today: date,
    is_whole: bool,
    newer: Questionnaire | None = None,
) -> list[Part]:
    """List what a response says, in the order of asking.

    Unless it is read as a whole, a question that is sensitive, identifying or depends on such a one
    is named, and nothing is told of it: neither the answer, nor whether it was asked. So it is with
    what only the `newer` version of the questionnaire marks.
    """
    promises = {*project.promises_on(today), *(_find_answered(form, answers) if is_whole else ())}
    asked = keep_promises(form, promises)
    private = NO_NAMES if is_whole else find_private(asked, newer)
    parts = read_back(asked, answers, language, today, say, private)
    told = {one.line.question.id: one for part in parts for one in part.told}
    found = [
        Part(section.title, list(_list_rows(section.questions, told, private)))
        for section in asked.sections
    ]
    return [part for part in found if part.rows]


def check_reason(written: str) -> str | None:
    """Say what is wrong with a reason; None where nothing is."""
    if len(written) < LEAST_REASON:
        return NO_REASON
    return LONG_REASON if len(written) > MOST_REASON else None


def _find_answered(form: Questionnaire, answers: Mapping[str, object]) -> Iterator[Need]:
    """Yield the promises under which somebody was asked what is answered here."""
    for name in answers:
        yield from form.questions[name].needs if name in form.questions else ()


def _list_rows(
    questions: tuple[Question, ...], told: Mapping[str, Told], private: frozenset[str]
) -> Iterator[Row]:
    for question in questions:
        is_named = question.enabled and kind_of(question).is_asked
        if question.id in private and is_named:
            yield Row(question, None)
        elif question.id in told:
            yield Row(question, told[question.id])


def _record(
    tx: Database, now: datetime, actor: str, action: str, response: Submission, **detail: str
) -> None:
    place = {"project": response.project, "neighbourhood": response.neighbourhood}
    record(tx, now, actor, action, f"response:{response.id}", {**place, **detail})


@lru_cache(maxsize=8)
def _parse(source: str, name: str) -> Questionnaire:
    return parse_questionnaire(source, name)
