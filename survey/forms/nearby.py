"""The services of a neighbourhood on the pages of a form: the same ones, whatever was answered."""

from collections.abc import Mapping

from survey.forms.model import Page
from survey.places.model import Service
from survey.places.store import find_services
from survey.questionnaire.model import Question
from survey.responses.model import Draft, Submission
from survey.site import current_site

PLACE = "place"
"""The name, in the signed cookie, of where a form was filled in, once it was sent."""


def find_after(draft: Draft, page: Page) -> tuple[Service, ...]:
    """Return the services that are named at the end of a section with sensitive questions.

    What is asked in the section decides, never what applies or was answered: a card that comes
    after a yes only would tell others the answer.
    """
    if page.step < page.steps or not any(map(_is_sensitive, page.section.questions)):
        return ()
    known = find_services(current_site().database, draft.project, draft.neighbourhood)
    return tuple(service for service in known if service.belongs_to(page.section.id))


def remember_place(asked: Draft | Submission) -> dict[str, str]:
    """Write where a form was filled in, so that the thanks can name the services there."""
    return {PLACE: f"{asked.project}/{asked.neighbourhood}"}


def describe_nearby(kept: Mapping[str, str]) -> dict[str, object]:
    """Give the thanks the services of the neighbourhood, and where more of them can be read."""
    project, _, neighbourhood = kept.get(PLACE, "").partition("/")
    services = find_services(current_site().database, project, neighbourhood) if project else ()
    return {"services": services, "project": project, "neighbourhood": neighbourhood}


def _is_sensitive(question: Question) -> bool:
    """Tell whether a question that is asked at all, or one about members, is sensitive."""
    return question.enabled and (question.sensitive or any(map(_is_sensitive, question.questions)))
