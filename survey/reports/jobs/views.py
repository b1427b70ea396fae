"""Printing everything over HTTP: what to print, how far it is, and what came of it."""

from flask import Blueprint, Response, abort, redirect, request, send_from_directory, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import allow, places_of, require
from survey.accounts.permissions import PRINT
from survey.errors import N_
from survey.locale import Language
from survey.office import office_tool
from survey.office.noting import note_action
from survey.office.pages import show_office_page
from survey.places.model import Project
from survey.places.store import find_project
from survey.reports.archive import index, zipped
from survey.reports.archive.manifest import load_manifest
from survey.reports.archive.plan import Kind, find_kinds
from survey.reports.jobs.model import Job, find_folder, find_job
from survey.reports.jobs.worker import ask_for, is_attended
from survey.results.store import find_release, find_releases
from survey.site import current_site, reader_language

pages = Blueprint("jobs", __name__, template_folder="pages")

SECONDS = 3
"""After so many seconds the page of a job that is under way looks again."""

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""For pages that are one file each, styles and all: nothing of them can run or ask elsewhere."""

NOTHING = N_("Choose at least one language and one thing to print.")


@pages.get("/office/print/")
@allow(PRINT)
@office_tool(
    N_("Print everything"),
    N_("All reports and papers of a project in its languages, as one file to be passed on."),
    place=36,
    for_projects=True,
)
def list_projects() -> Response:
    """List the projects that have figures to print."""
    site = current_site()
    reach = places_of(PRINT)
    projects = [
        release.project
        for release in find_releases(site.database)
        if reach.covers(release.project.id)
    ]
    return show_office_page("jobs/projects.html", projects=projects)


@pages.get("/office/print/<project>")
@allow(PRINT)
def show_job(project: str) -> Answer:
    """Show how far a project's job is; where there is none, ask what to print."""
    settings, found = current_site().settings, _find_project(project)
    job = find_job(settings, project)
    if job is None or "new" in request.args:
        return _ask(found)
    return _show(found, job)


@pages.post("/office/print/<project>")
@allow(PRINT)
def start_job(project: str) -> Answer:
    """Start printing, unless that is under way already."""
    settings, found = current_site().settings, _find_project(project)
    job = find_job(settings, project)
    if job is None or not job.is_under_way:
        job = _read_job(project)
        if not (job.languages and job.products):
            return _ask(found, job, NOTHING)
        ask_for(settings, job)
        note_action("reports.ordered", f"project:{project}")
    return redirect(url_for(".show_job", project=project), 303)


@pages.get("/office/print/<project>/<name>")
@allow(PRINT)
def send_file(project: str, name: str) -> Response:
    """Send a file that was printed: nothing else of its folder."""
    folder = find_folder(current_site().settings, _find_project(project).id).resolve()
    if name not in load_manifest(folder).files:
        abort(404)
    response = send_from_directory(folder, name)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _find_project(name: str) -> Project:
    database = current_site().database
    require(PRINT, name)
    project = find_project(database, name)
    if project is None or find_release(database, project) is None:
        abort(404)
    return project


def _read_job(project: str) -> Job:
    offered = [language.tag for language in current_site().offered]
    products = [kind.name for kind in find_kinds()]
    return Job(
        project,
        tuple(tag for tag in offered if tag in request.form.getlist("language")),
        tuple(name for name in products if name in request.form.getlist("product")),
        "large" in request.form,
    )


def _ask(project: Project, given: Job | None = None, error: str = "") -> Response:
    """Ask what to print; at first all of it is chosen, in the languages that people have read."""
    language = reader_language()
    finished = tuple(one.tag for one in current_site().offered if not one.drafts)
    kinds = {kind.name: name_kind(kind, project, language) for kind in find_kinds()}
    response = show_office_page(
        "jobs/ask.html",
        project=project,
        kinds=kinds,
        given=given or Job(project.id, finished, tuple(kinds)),
        error=error,
    )
    response.status_code = 422 if error else 200
    return response


def name_kind(kind: Kind, project: Project, language: Language) -> str:
    """Name what can be printed, and what a copy of it is about."""
    every = kind.scope == "neighbourhood"
    name = language.gettext("Every neighbourhood") if every else language.text(project.title)
    return language.gettext(kind.title, name=name)


def _show(project: Project, job: Job) -> Response:
    language, settings = reader_language(), current_site().settings
    files = load_manifest(find_folder(settings, project.id)).files
    response = show_office_page(
        "jobs/job.html",
        project=project,
        job=job,
        problems=[problem.say(language) for problem in job.problems],
        is_attended=not job.is_under_way or is_attended(settings),
        is_still="still" in request.args,
        list_page=files.get(index.NAME),
        packed=files.get(zipped.NAME),
        size=index.say_size,
    )
    if job.is_under_way and "still" not in request.args:
        response.headers["Refresh"] = str(SECONDS)
    return response
