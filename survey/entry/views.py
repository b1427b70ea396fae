"""Typing paper sheets over HTTP: the forms to type, and one page for each step of a sheet."""

from flask import Blueprint, Response

from survey.accounts.guard import allow, places_of, touches_form
from survey.accounts.permissions import ENTER
from survey.entry.compare_views import pages as compare_pages
from survey.entry.sheet_views import pages as sheet_pages
from survey.entry.start_views import list_open
from survey.entry.start_views import pages as start_pages
from survey.errors import N_
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.site import current_site

blueprint = Blueprint(
    "entry",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/entry/static",
)
blueprint.register_blueprint(start_pages)
blueprint.register_blueprint(sheet_pages)
blueprint.register_blueprint(compare_pages)


@blueprint.get("/office/enter/")
@allow(ENTER)
@office_tool(
    N_("Type paper questionnaires"),
    N_("With the keyboard alone, once or by two people, with the differences shown."),
    place=40,
)
def list_forms() -> Response:
    """List the questionnaires whose sheets can be typed."""
    site = current_site()
    reach = places_of(ENTER)
    forms = [one for one in site.questionnaires.values() if touches_form(reach, one.id)]
    counts = {form.id: len(list_open(form.id)) for form in forms}
    return show_office_page("entry/forms.html", questionnaires=forms, counts=counts)
