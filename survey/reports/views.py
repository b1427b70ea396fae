"""Print over HTTP: questionnaires on paper as PDFs, the office's list of them, and its jobs."""

from flask import Blueprint, Response, abort, request

from survey.accounts.guard import allow, open_to_all, places_of, touches_form
from survey.accounts.permissions import CODEBOOK
from survey.errors import N_
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.reports.jobs.views import pages as job_pages
from survey.reports.paper.make import Sheet, keep_sheet
from survey.site import archive_edition, current_site

blueprint = Blueprint("paper", __name__, template_folder="paper/pages")
blueprint.register_blueprint(job_pages)


@blueprint.get("/paper/<form>/<lang>.pdf")
@open_to_all
def show_paper(form: str, lang: str) -> Response:
    """Send a questionnaire to be filled in by hand; print it first where it is not there yet.

    Its version is archived, so that the sheet can be typed whatever becomes of the file.
    """
    site = current_site()
    questionnaire = site.questionnaires.get(form)
    language = next((one for one in site.offered if one.tag == lang), None)
    if questionnaire is None or language is None:
        abort(404)
    archive_edition(site, questionnaire)
    sheet = Sheet(questionnaire, language, request.args.get("size") == "large")
    file = keep_sheet(sheet, site.settings.reports / "paper")
    response = Response(file.read_bytes(), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{sheet.name}"'
    return response


@blueprint.get("/office/paper/")
@allow(CODEBOOK)
@office_tool(
    N_("Print paper questionnaires"),
    N_("Every questionnaire as a PDF to be filled in by hand, in every language."),
    place=35,
)
def list_papers() -> Response:
    """List the questionnaires that can be printed, each in every language."""
    reach = places_of(CODEBOOK)
    forms = [one for one in current_site().questionnaires.values() if touches_form(reach, one.id)]
    return show_office_page("paper/list.html", questionnaires=forms)
