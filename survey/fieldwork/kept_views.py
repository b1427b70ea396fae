"""What tablets sent and nobody could open or enter yet: why, what to do, and once more."""

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, Response

from survey.accounts.guard import actor, allow
from survey.accounts.permissions import SUPERVISE
from survey.accounts.store import load_people
from survey.fieldwork.sight import Sight, find_sight
from survey.interviews.kept import MOST_TRIED, list_kept_of, try_again
from survey.interviews.receiving import Office
from survey.interviews.rescue import Rescued
from survey.office.pages import show_office_page
from survey.site import current_site

pages = Blueprint("kept", __name__)


@pages.get("/<project>/kept")
@allow(SUPERVISE)
def list_page(project: str) -> Response:
    """List what is kept as it came."""
    return _show(find_sight(project))


@pages.post("/<project>/kept")
@allow(SUPERVISE)
def enter_again(project: str) -> Response:
    """Try to enter it once more; what was entered leaves the list."""
    sight, site = find_sight(project), current_site()
    kept = list_kept_of(site.database, project, sight.places)[:MOST_TRIED]
    office = Office(site.database, site.writer.write, site.languages)
    told = try_again(office, site.clock(), actor(), project, kept) if kept else []
    return _show(sight, told, is_tried=True)


def _show(sight: Sight, told: Sequence[Rescued] = (), is_tried: bool = False) -> Response:
    site = current_site()
    kept = list_kept_of(site.database, sight.project.id, sight.places)
    left = {str(one.interview) for one in kept}
    return show_office_page(
        "fieldwork/kept.html",
        project=sight.project,
        keyless=[one for one in kept if one.lacks_key][:MOST_TRIED],
        taken=[one for one in kept if not one.lacks_key][:MOST_TRIED],
        is_tried=is_tried,
        became=Counter(one.outcome for one in told if one.name not in left),
        reasons={one.name: one.reason for one in told if one.reason},
        lacking={one.name for one in told if one.outcome == "missing"},
        names={person.name: person.title for person in load_people(site.database)},
    )
