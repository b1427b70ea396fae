"""The audit trail over HTTP: the newest entries first, page by page, and looked through."""

from datetime import UTC, date, datetime, time, timedelta

from flask import Blueprint, Response, abort, request

from survey.accounts.guard import allow, current_person
from survey.accounts.ordering import order_name
from survey.accounts.permissions import AUDIT
from survey.accounts.store import load_people
from survey.errors import N_, AnswerError
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.places.store import load_projects
from survey.site import current_site, reader_language
from survey.trail.model import Wanted
from survey.trail.reading import Names, find_sight, name_actor, write_line
from survey.trail.store import MOST, list_actors, read_entries
from survey.trail.words import KINDS

FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)
NEVER = N_("Nothing can have been done on this day. Type another one.")
DIGITS = 18
"""Of numbers that the database can hold."""

blueprint = Blueprint("trail", __name__, template_folder="templates")


@blueprint.get("/office/trail/")
@allow(AUDIT)
@office_tool(
    N_("Who did what"),
    N_("What people with an account did, and when; nothing of what residents answered."),
    place=80,
)
def show_trail() -> Response:
    """Show what was done, as far as it is this person's to know."""
    database, language = current_site().database, reader_language()
    people = load_people(database)
    sight = find_sight(current_person() or abort(404), people)
    projects = {project.id: project for project in load_projects(database)}
    names = Names({person.id: person for person in people}, projects, language)
    day, error = _read_day(request.args.get("day", ""))
    entries = read_entries(database, sight, _read_wanted(day), MOST + 1)
    actors = {actor: name_actor(actor, names) for actor in list_actors(database, sight)}
    return show_office_page(
        "trail/trail.html",
        lines=[write_line(entry, names) for entry in entries[:MOST]],
        older=entries[MOST - 1].number if len(entries) > MOST else None,
        actors=sorted(actors.items(), key=lambda pair: order_name(pair[1], language)),
        kinds=KINDS,
        error=error,
    )


def _read_wanted(day: date | None) -> Wanted:
    begins = datetime.combine(day, time()).astimezone() if day else None
    return Wanted(
        actor=request.args.get("actor", ""),
        kind=request.args.get("kind", "") if request.args.get("kind") in KINDS else "",
        since=_in_utc(begins),
        until=_in_utc(begins + timedelta(days=1)) if begins else None,
        before=_read_number(request.args.get("before", "")),
    )


def _read_number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < DIGITS else None


def _read_day(typed: str) -> tuple[date | None, str]:
    """Read the day that was typed, or say why it is none."""
    language = reader_language()
    try:
        day = language.parse_date(typed) if typed.strip() else None
    except AnswerError as error:
        return None, " ".join(problem.say(language) for problem in error.problems)
    if day and not FIRST <= day <= LAST:
        return None, language.gettext(NEVER)
    return day, ""


def _in_utc(moment: datetime | None) -> datetime | None:
    """Write a moment as the trail does, so that the two can be compared as texts."""
    return moment.astimezone(UTC) if moment else None
