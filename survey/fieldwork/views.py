"""Fieldwork over HTTP: what came in, asked for again every twenty seconds, and what looks odd."""

from dataclasses import replace
from hashlib import sha256
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, current_person, projects_of, require
from survey.accounts.permissions import SUPERVISE
from survey.accounts.store import load_people
from survey.conflicts.store import count_conflicts, list_of_household
from survey.errors import N_
from survey.fieldwork.catching_up import Work, catch_up
from survey.fieldwork.find import find_flags
from survey.fieldwork.kept_views import pages as kept_pages
from survey.fieldwork.model import FEWEST_TOLD, Raised
from survey.fieldwork.overview import make_overview
from survey.fieldwork.sight import Sight, find_sight
from survey.fieldwork.store import find_raised, list_raised, note_looked
from survey.interviews.kept import count_kept_of
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.places.model import Project
from survey.places.store import find_project
from survey.responses.editions import find_kept
from survey.site import current_site

PATIENCE = 0.5
"""For so many seconds at most a page counts what came in before it shows what it has."""

LEAST_NOTE, MOST_NOTE = 3, 300
NO_NOTE = N_("Write in a few words what you found.")
LONG_NOTE = N_("This is too long. Say it in at most 300 letters.")

blueprint = Blueprint(
    "fieldwork",
    __name__,
    url_prefix="/office/fieldwork",
    template_folder="templates",
    static_folder="static",
    static_url_path="/-",
)
blueprint.register_blueprint(kept_pages)


@blueprint.get("/")
@allow(SUPERVISE)
@office_tool(
    N_("Fieldwork"),
    N_("How many interviews came in, from where and how fast, and which look odd."),
    place=45,
)
def list_page() -> Answer:
    """Name the projects, or lead to the only one."""
    found = [project for project in projects_of(SUPERVISE) if project.waves]
    if len(found) == 1:
        return redirect(url_for(".project_page", project=found[0].id))
    return show_office_page("fieldwork/projects.html", projects=found)


@blueprint.get("/<project>/")
@allow(SUPERVISE)
def project_page(project: str) -> Response:
    """Show how a wave goes."""
    sight = find_sight(project)
    arrivals = _write_arrivals(sight)
    return show_office_page(
        "fieldwork/page.html",
        project=sight.project,
        wave=sight.wave,
        arrivals=Markup(arrivals),
        tag=_tag(arrivals),
    )


@blueprint.get("/<project>/arrivals")
@allow(SUPERVISE)
def arrivals_part(project: str) -> Answer:
    """Give the part of the page that changes, or say that it has not."""
    arrivals = _write_arrivals(find_sight(project))
    response = make_response(arrivals)
    response.headers["Cache-Control"] = "private, no-store"
    response.set_etag(_tag(arrivals))
    return response.make_conditional(request)


@blueprint.get("/<project>/flags")
@allow(SUPERVISE)
def flags_page(project: str) -> Response:
    """List what looks odd."""
    sight = find_sight(project)
    catch_up(_make_work(sight.project), PATIENCE)
    return _show_flags(sight)


@blueprint.post("/<project>/flags")
@allow(SUPERVISE)
def note_flag(project: str) -> Answer:
    """Keep what somebody found who looked into one."""
    sight, site = find_sight(project), current_site()
    response, flag = request.form.get("response", ""), request.form.get("flag", "")
    raised = _find_raised(sight, response, flag)
    note = " ".join(request.form.get("note", "").split())
    error = NO_NOTE if len(note) < LEAST_NOTE else LONG_NOTE if len(note) > MOST_NOTE else ""
    if error:
        return _show_flags(sight, replace(raised, note=note), error)
    now, who, person = site.clock(), actor(), current_person() or abort(404)
    site.writer.write(
        lambda tx: note_looked(tx, now, who, person.title, raised, sight.project.id, note)
    )
    kind = request.args.get("kind") or None
    page = url_for(".flags_page", project=project, wave=sight.wave.id, kind=kind, noted=1)
    return redirect(page, 303)


def _make_work(project: Project) -> Work:
    """Arrivals are counted for all who look at a project, whatever part of it is theirs."""
    database = current_site().database
    whole = find_project(database, project.id) or project
    return Work(
        database, current_site().writer, whole, lambda version: find_kept(database, version)
    )


def _write_arrivals(sight: Sight) -> str:
    site = current_site()
    waiting = catch_up(_make_work(sight.project), PATIENCE)
    today = site.clock().date()
    return render_template(
        "fieldwork/arrivals.html",
        project=sight.project,
        wave=sight.wave,
        overview=make_overview(site.database, sight.project, sight.wave, sight.places, today),
        names={person.name: person.title for person in load_people(site.database)},
        conflicts=count_conflicts(site.database, sight.project.id, sight.places),
        kept=count_kept_of(site.database, sight.project.id, sight.places),
        waiting=waiting,
        fewest=FEWEST_TOLD,
    )


def _tag(arrivals: str) -> str:
    return sha256(arrivals.encode()).hexdigest()[:16]


def _find_raised(sight: Sight, response: str, flag: str) -> Raised:
    """Return a flag in their neighbourhoods; of any other there is no page."""
    try:
        name = UUID(response)
    except ValueError:
        abort(404)
    raised = find_raised(current_site().database, sight.project.id, name, flag) or abort(404)
    require(SUPERVISE, sight.project.id, raised.neighbourhood)
    return raised


def _show_flags(sight: Sight, wrong: Raised | None = None, error: str = "") -> Response:
    site = current_site()
    flags, kind = find_flags(), request.args.get("kind", "")
    is_done = "done" in request.args
    raised = list_raised(
        site.database,
        sight.project.id,
        sight.wave.id,
        sight.places,
        kind if kind in flags else "",
        is_done,
    )
    twice = [one for one in raised if one.flag == "same_household"]
    return show_office_page(
        "fieldwork/flags.html",
        422 if error else 200,
        project=sight.project,
        wave=sight.wave,
        raised=raised,
        flags=flags,
        kind=kind,
        is_done=is_done,
        others={one.response: list_of_household(site.database, one.response) for one in twice},
        names={person.name: person.title for person in load_people(site.database)},
        wrong=wrong,
        error=error,
    )
