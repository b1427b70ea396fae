"""Choosing sentences for print over HTTP: the office reads what people wrote and ticks some."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, projects_of
from survey.accounts.permissions import QUOTE
from survey.errors import N_
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import find_project
from survey.questionnaire.model import Questionnaire
from survey.scoring.release.sets import FEWEST_HOUSEHOLDS, FEWEST_RESPONDENTS
from survey.site import current_site, reader_language
from survey.voices.choosing import Asked, list_written, read_choice, save_choice
from survey.voices.model import list_quotable

blueprint = Blueprint("voices", __name__, template_folder="templates")


@blueprint.get("/office/voices/")
@allow(QUOTE)
@office_tool(
    N_("Choose what people said"),
    N_("Sentences of open answers that the report prints, without names."),
    place=45,
)
def list_places() -> Response:
    """List the projects and neighbourhoods whose questionnaire has answers that may be printed."""
    site = current_site()
    found = [
        project
        for project in projects_of(QUOTE)
        if (form := site.questionnaires.get(project.questionnaire)) and list_quotable(form)
    ]
    return show_office_page("voices/places.html", projects=found)


@blueprint.get("/office/voices/<project>/<wave>/<neighbourhood>")
@allow(QUOTE)
def show_answers(project: str, wave: str, neighbourhood: str) -> Response:
    """Show what people wrote in a neighbourhood, and what was chosen of it."""
    place = _find_place(project, wave, neighbourhood)
    return _show(place, _list_written(place))


@blueprint.post("/office/voices/<project>/<wave>/<neighbourhood>")
@allow(QUOTE)
def choose(project: str, wave: str, neighbourhood: str) -> Answer:
    """Keep what was chosen, or say what cannot be printed."""
    site, place = current_site(), _find_place(project, wave, neighbourhood)
    asked = read_choice(_list_written(place), request.form, reader_language())
    if any(one.error for group in asked for one in group.answers):
        return _show(place, asked, 422)
    now, who = site.clock(), actor()
    site.writer.write(lambda tx: save_choice(tx, now, who, (project, wave, neighbourhood), asked))
    return redirect(
        url_for(".show_answers", project=project, wave=wave, neighbourhood=neighbourhood, kept=1),
        303,
    )


Place = tuple[Project, Wave, Neighbourhood, Questionnaire]


def _find_place(project: str, wave: str, neighbourhood: str) -> Place:
    found = find_project(current_site().database, project) or abort(404)
    round_, here = found.wave(wave), found.neighbourhood(neighbourhood)
    form = current_site().questionnaires.get(found.questionnaire)
    if round_ is None or here is None or form is None or not list_quotable(form):
        abort(404)
    return found, round_, here, form


def _list_written(place: Place) -> list[Asked]:
    site, (project, wave, here, form) = current_site(), place
    return list_written(site.database, project, wave, here, form, site.clock())


def _show(place: Place, asked: list[Asked], status: int = 200) -> Response:
    project, wave, here, form = place
    page = show_office_page(
        "voices/answers.html",
        project=project,
        wave=wave,
        place=here,
        form=form,
        asked=asked,
        respondents=FEWEST_RESPONDENTS,
        households=FEWEST_HOUSEHOLDS,
    )
    page.status_code = status
    return page
