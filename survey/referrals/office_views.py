"""Services for those who run the survey: cards to print, and counts in which nobody shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort

from survey.accounts.guard import allow, projects_of
from survey.accounts.model import Person
from survey.accounts.permissions import COLLECT, COUNT_REFERRALS
from survey.accounts.store import load_people
from survey.errors import N_
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.places.model import Project, Service
from survey.referrals.cards import CARDS_A_SHEET, list_sheets
from survey.referrals.model import FEWEST_TOLD, Count, has_partner, tell_count
from survey.referrals.store import count_referrals
from survey.site import current_site

NOBODY = Count(waiting=0, kept=0)

pages = Blueprint("services", __name__)


@dataclass(frozen=True)
class Line:
    """What is told of a service: at least how many wait and are kept, and whether it answers."""

    project: Project
    service: Service
    is_answered: bool
    waiting: int
    kept: int


@pages.get("/office/referrals/cards/")
@allow(COLLECT)
@office_tool(
    N_("Useful addresses"),
    N_("Print small cards for everybody you interview, and see what the services offer."),
    place=31,
)
def cards_of_projects() -> Response:
    """List the projects that have services."""
    found = [project for project in projects_of(COLLECT) if project.services]
    return show_office_page("referrals/projects.html", projects=found)


@pages.get("/office/referrals/cards/<project>")
@allow(COLLECT)
def cards_page(project: str) -> Response:
    """Show the cards of a project as sheets to print, cut and fold."""
    found = next((one for one in projects_of(COLLECT) if one.id == project), None)
    if found is None or not found.services:
        abort(404)
    sheets = list_sheets(found)
    return show_office_page(
        "referrals/cards.html", project=found, sheets=sheets, copies=CARDS_A_SHEET
    )


@pages.get("/office/referrals/counts/")
@allow(COUNT_REFERRALS)
@office_tool(
    N_("Referrals in numbers"),
    N_("How many people agreed that a service gets in touch, and whether somebody answers."),
    place=61,
)
def counts_page() -> Response:
    """Show how many referrals each service has, in steps of five."""
    people = load_people(current_site().database)
    lines = [
        line for project in projects_of(COUNT_REFERRALS) for line in _list_lines(project, people)
    ]
    return show_office_page("referrals/counts.html", lines=lines, fewest=FEWEST_TOLD)


def _list_lines(project: Project, people: Sequence[Person]) -> list[Line]:
    counts = count_referrals(current_site().database, project.id)
    return [
        Line(
            project,
            service,
            has_partner(people, project.id, service.id),
            tell_count(counts.get(service.id, NOBODY).waiting),
            tell_count(counts.get(service.id, NOBODY).kept),
        )
        for service in project.services
    ]
