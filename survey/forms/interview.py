"""What is different where a facilitator asks: whom and where, the other sections, notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.forms.fields import is_held_up
from survey.forms.filling import Paradata
from survey.forms.model import Answered, list_pages, look_back
from survey.forms.opened import Filling, forget_draft, show_section
from survey.forms.pages import describe_form
from survey.forms.words import Say, list_lines
from survey.kinds.fields import AnswerField
from survey.locale import Text
from survey.places.model import Project
from survey.places.store import find_project
from survey.questionnaire.model import Section
from survey.responses.drafts import Locked
from survey.responses.model import Draft, Submission
from survey.site import current_site

NOTE = "note-"
"""Stands before the id of a section or the key of a question in the name of its note."""

LONGEST_NOTE = 2000

JUMP = "to-"
"""What the button that leads to another section sends, before the name of the section."""


@dataclass(frozen=True)
class Interview:
    """The interview that a facilitator conducts, as its pages show it."""

    place: Text
    household: str
    is_correction: bool
    sections: list[Answered]
    notes: Mapping[str, str]


def describe_interview(filling: Filling) -> dict[str, object]:
    """Describe the interview to a template; nothing where people answer for themselves."""
    draft = filling.draft
    if draft.mode != "facilitator":
        return {}
    interview = Interview(
        place=find_place_name(draft, find_project(current_site().database, draft.project)),
        household=draft.household,
        is_correction=bool(draft.revises),
        sections=look_back(list_pages(filling.questionnaire, draft.answers), draft.answers),
        notes=find_notes(draft),
    )
    return {"interview": interview}


def find_place_name(asked: Draft | Submission | Locked, project: Project | None) -> Text:
    """Return what people call the place of an interview; its id where the project lost it."""
    if project is None:
        return Text(asked.neighbourhood)
    place = project.neighbourhood(asked.neighbourhood)
    return place.name if place else project.title


def find_notes(draft: Draft) -> Mapping[str, str]:
    """Return the facilitator's notes, by section or by the key of a question."""
    notes = draft.paradata.get("notes")
    return notes if isinstance(notes, Mapping) else {}


def read_notes(draft: Draft, typed: Mapping[str, str], section: Section | None) -> Paradata:
    """Read the notes about a section out of what was sent; an emptied note stays empty.

    There are none about questions that tell who somebody is: notes are not sealed.
    """
    if draft.mode != "facilitator" or section is None:
        return {}
    about = {section.id, *(one.id for one in section.questions if not one.identifying)}
    sent = {name.removeprefix(NOTE): typed[name] for name in typed if name.startswith(NOTE)}
    return {
        "notes": {
            key: text.strip()[:LONGEST_NOTE]
            for key, text in sent.items()
            if key.partition(".")[0] in about
        }
    }


def must_mend(draft: Draft, field: AnswerField) -> bool:
    """Tell whether a field holds up its page: in an interview what is blank waits for the end."""
    if draft.mode != "facilitator":
        return is_held_up(field)
    is_blank = field.data is None or any(True for _ in field.inner)
    return is_held_up(field) and not is_blank


def leave_interview(filling: Filling) -> Answer:
    """Leave an interview for later; it waits at the desk of who asks."""
    forget_draft(session)
    return redirect(url_for("forms.facilitator.round_page", project=filling.draft.project), 303)


def show_interview(filling: Filling) -> str:
    """Show all questions with their answers, to look over and correct before they are sent."""
    draft, language, today = filling.draft, filling.language, current_site().clock().date()
    voice = describe_form(filling.questionnaire, language)
    say = cast(Say, voice["say"])
    pages = list_pages(filling.questionnaire, draft.answers)
    return render_template(
        "forms/facilitator_review.html",
        **voice,
        **describe_interview(filling),
        parts=[list_lines(page, draft.answers, language, today, say) for page in pages],
    )


def leave_review(filling: Filling) -> Answer | None:
    """Leave the look over an interview for a section or for later; None where neither is meant."""
    go = request.form.get("go", "")
    if filling.draft.mode != "facilitator":
        return None
    if go == "later":
        return leave_interview(filling)
    return show_section(go.removeprefix(JUMP)) if go.startswith(JUMP) else None
