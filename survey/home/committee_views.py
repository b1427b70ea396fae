"""The reports of one's own neighbourhoods over HTTP, for those who sit in the committee."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, request

from survey.accounts.guard import allow, projects_of
from survey.accounts.permissions import READ_REPORTS
from survey.errors import N_
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.places.model import Project
from survey.places.store import find_project
from survey.reports.look import Look
from survey.reports.make import keep_report, name_copy
from survey.reports.products import Product, find_products
from survey.results.store import find_release
from survey.site import current_site, reader_language

pages = Blueprint("committee", __name__)


@dataclass(frozen=True)
class Printable:
    """What can be printed of a neighbourhood: the name of a product, and its title to translate."""

    name: str
    title: str


@pages.get("/office/reports/")
@allow(READ_REPORTS)
@office_tool(
    N_("Reports and workbooks"),
    N_("What your neighbourhoods said, to read, to print and to bring to the session."),
    place=5,
)
def list_reports() -> Response:
    """List the neighbourhoods of who asks, with what can be printed of each."""
    database = current_site().database
    theirs = [one for one in projects_of(READ_REPORTS) if find_release(database, one)]
    products = [Printable(one.name, one.title) for one in list_products()]
    return show_office_page("home/reports.html", projects=theirs, products=products)


@pages.get("/office/reports/<project>/<neighbourhood>/<product>.pdf")
@allow(READ_REPORTS)
def send_report(project: str, neighbourhood: str, product: str) -> Response:
    """Send what was asked for in the reader's language; print it unless it lies there already."""
    found = _find_project(project, neighbourhood)
    release = find_release(current_site().database, found) or abort(404)
    wanted = next((one for one in list_products() if one.name == product), None) or abort(404)
    language, look = reader_language(), Look("large" in request.args)
    folder = current_site().settings.reports
    pdf = keep_report(release, neighbourhood, language, folder, wanted, look)
    response = Response(pdf, mimetype="application/pdf")
    name = name_copy(project, neighbourhood, product, language.tag, look.mark)
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def list_products() -> list[Product]:
    """List the products that speak of one neighbourhood."""
    return [one for one in find_products() if one.scope == "neighbourhood"]


def _find_project(project: str, neighbourhood: str) -> Project:
    found = find_project(current_site().database, project)
    if found is None or found.neighbourhood(neighbourhood) is None:
        abort(404)
    return found
