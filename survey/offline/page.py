"""The whole questionnaire of a project as one page, the same for everybody who is asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from wtforms.form import BaseForm

from survey.forms.filling import find_edition
from survey.forms.kept_pages import ask_whole, name_version, read_version
from survey.kinds.fields import AnswerField, make_form, walk
from survey.locale import Language
from survey.places.model import Project, Service
from survey.places.store import find_project
from survey.questionnaire.model import Question, Questionnaire, Section
from survey.site import Site


@dataclass(frozen=True)
class Whole:
    """What is asked for a project now; `version` names the page, `questionnaire` is what is on."""

    project: Project
    questionnaire: Questionnaire
    version: str

    @property
    def questions(self) -> list[Question]:
        """All questions that may be asked, those about members inside theirs."""
        return list(self.questionnaire.questions.values())


@dataclass(frozen=True)
class Part:
    """A section with the fields of its questions, and where people find help after it."""

    section: Section
    form: BaseForm
    services: tuple[Service, ...]

    @property
    def keys(self) -> Iterator[str]:
        """The keys of all its questions."""
        return (field.key for field in walk(cast("Iterator[AnswerField]", self.form)))


def find_whole(site: Site, project: str, version: str = "") -> Whole | None:
    """Return what a project asks, in the archived edition that a page's `version` names, if any.

    None where there is no such project, or no such questionnaire is served.
    """
    found = find_project(site.database, project)
    current = site.questionnaires.get(found.questionnaire) if found else None
    if found is None or current is None:
        return None
    edition = find_edition(site.database, current, read_version(version))
    asked = _leave_out(ask_whole(site, edition, found))
    return Whole(found, asked, name_version(site, edition, found))


def list_parts(whole: Whole, language: Language, today: date) -> list[Part]:
    """List the sections with empty fields; a repeat has one member, from which others are made."""
    return [_fill_part(whole, one, language, today) for one in whole.questionnaire.sections]


def _fill_part(whole: Whole, section: Section, language: Language, today: date) -> Part:
    form = make_form(section.questions, language, today)
    form.process(data={one.id: [{}] for one in section.questions if one.questions})
    is_sensitive = any(one.sensitive for one in _walk(section))
    known = whole.project.services if is_sensitive else ()
    return Part(section, form, tuple(one for one in known if one.belongs_to(section.id)))


def _leave_out(questionnaire: Questionnaire) -> Questionnaire:
    """Leave out what is not asked, and the sections of which nothing is left."""
    sections = [
        replace(section, questions=tuple(map(_keep_asked, filter(_is_asked, section.questions))))
        for section in questionnaire.sections
    ]
    return replace(questionnaire, sections=tuple(one for one in sections if one.questions))


def _keep_asked(question: Question) -> Question:
    return replace(question, questions=tuple(filter(_is_asked, question.questions)))


def _is_asked(question: Question) -> bool:
    return question.enabled


def _walk(section: Section) -> Iterator[Question]:
    for question in section.questions:
        yield question
        yield from question.questions
