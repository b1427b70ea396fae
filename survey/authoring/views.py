"""The codebook on the site, for those who run the survey."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from survey.accounts.guard import allow, places_of, touches_form
from survey.accounts.permissions import CODEBOOK
from survey.authoring.codebook import Codebook
from survey.authoring.codebook_table import write_table
from survey.authoring.page import TEMPLATE, choose_languages, describe
from survey.errors import N_
from survey.office import office_tool
from survey.office.noting import note_action
from survey.office.pages import show_office_page
from survey.site import current_site, reader_language

blueprint = Blueprint(
    "authoring",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/authoring/static",
)


@blueprint.get("/office/codebook/")
@office_tool(
    N_("Codebooks"),
    N_("Every question with its texts in all languages, its answers, numbers, rules and scores."),
)
@allow(CODEBOOK)
def list_codebooks() -> Response:
    """Name the questionnaires whose codebooks can be read."""
    reach = places_of(CODEBOOK)
    forms = [one for one in current_site().questionnaires.values() if touches_form(reach, one.id)]
    return show_office_page("authoring/codebooks.html", forms=forms)


@blueprint.get("/office/codebook/<form>")
@allow(CODEBOOK)
def show_codebook(form: str) -> Response:
    """Show the codebook of a questionnaire."""
    links = [("CSV", url_for(".send_table", form=form, lang=reader_language().tag))]
    return make_response(render_template(TEMPLATE, **describe(_make_codebook(form)), links=links))


@blueprint.get("/office/codebook/<form>.csv")
@allow(CODEBOOK)
def send_table(form: str) -> Response:
    """Send the codebook as a table."""
    table = "\ufeff" + write_table(_make_codebook(form))  # the mark lets Excel read UTF-8
    note_action("codebook.exported", f"questionnaire:{form}")
    response = Response(table, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{form}-codebook.csv"'
    return response


def _make_codebook(form: str) -> Codebook:
    site = current_site()
    questionnaire = site.questionnaires.get(form)
    if questionnaire is None:
        abort(404)
    wanted = request.args.getlist("language")
    return Codebook(
        questionnaire, reader_language(), choose_languages(questionnaire, site.languages, wanted)
    )
