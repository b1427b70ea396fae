"""Taking answers out over HTTP: which, what for, and the file itself."""

from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from flask import Blueprint, Response, abort, request, send_file
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, places_of, projects_of
from survey.accounts.model import Reach
from survey.accounts.permissions import READ_ANSWERS, READ_SENSITIVE
from survey.errors import N_, MahallaError, Problem
from survey.exchange.find import find_exports
from survey.exchange.model import Order
from survey.exchange.store import note_export
from survey.exchange.taking import take_out
from survey.inspection.reading import check_reason
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.places.model import Project
from survey.places.store import find_project
from survey.results.whole import NOT_WRITTEN
from survey.settings import own_folder
from survey.site import current_site

blueprint = Blueprint("exchange", __name__, template_folder="templates")


@blueprint.get("/office/exports/")
@allow(READ_ANSWERS)
@office_tool(
    N_("Take answers out"),
    N_("The answers of a project as a table, row by row, for other programs. Each one is noted."),
    place=52,
)
def list_projects() -> Response:
    """List the projects whose answers they may read."""
    return show_office_page("exchange/projects.html", projects=projects_of(READ_ANSWERS))


@blueprint.get("/office/exports/<project>")
@allow(READ_ANSWERS)
def ask_page(project: str) -> Response:
    """Ask what is taken out, and what for."""
    return _ask(_read_order(project, is_whole=False))


@blueprint.post("/office/exports/<project>")
@allow(READ_ANSWERS)
def send_export(project: str) -> Answer:
    """Send the answers as a file, once the audit trail says who took them out.

    It is written to the disk as a whole before a byte is sent, without a name in any folder: what
    fails is said on a page, and a file that arrives is complete.
    """
    order, export = (
        _read_order(project, "sensitive" in request.form),
        request.form.get("format", ""),
    )
    if export not in find_exports():
        abort(404)
    if error := check_reason(order.reason):
        return _ask(order, error)
    file = _write(order, export)
    size = file.tell()
    file.seek(0)
    name = "-".join(filter(None, [order.project.id, order.wave, order.until.date().isoformat()]))
    response = send_file(
        file,
        mimetype=find_exports()[export].media_type,
        as_attachment=True,
        download_name=f"{name}.{export}",
    )
    response.content_length = size
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _read_order(name: str, is_whole: bool) -> Order:
    """Read what somebody wants, of what is theirs; of whatever is not, there is no such page."""
    site = current_site()
    project = find_project(site.database, name) or abort(404)
    wave = request.form.get("wave", "")
    if wave and project.wave(wave) is None:
        abort(404)
    reaches = [places_of(READ_ANSWERS), *([places_of(READ_SENSITIVE)] if is_whole else [])]
    return Order(
        project=project,
        until=site.clock(),
        wave=wave,
        places=_find_places(project, reaches),
        is_whole=is_whole,
        reason=" ".join(request.form.get("reason", "").split()),
    )


def _find_places(project: Project, reaches: list[Reach]) -> frozenset[str] | None:
    """Name the neighbourhoods that lie within all of these; None where the whole project does."""
    if all(reach.covers(project.id) for reach in reaches):
        return None
    theirs: Project | None = project
    for reach in reaches:
        theirs = reach.narrow(theirs) if theirs else None
    return frozenset(one.id for one in theirs.neighbourhoods) if theirs else abort(404)


def _write(order: Order, export: str) -> IO[bytes]:
    """Write the file, and only then the entry of the audit trail, which counts the rows."""
    site, who = current_site(), actor()
    try:
        with ExitStack() as stack:
            file = stack.enter_context(TemporaryFile(dir=own_folder(site.settings.database)))
            written = take_out(site.database, order, export, file)
            site.writer.write(lambda tx: note_export(tx, who, order, written, export))
            stack.pop_all()
            return file
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MahallaError(Problem(NOT_WRITTEN, {"reason": reason})) from error


def _ask(order: Order, error: str = "") -> Response:
    page = show_office_page(
        "exchange/ask.html",
        order=order,
        exports=find_exports(),
        may_read_sensitive=places_of(READ_SENSITIVE).touches(order.project.id),
        error=error,
    )
    page.status_code = 422 if error else 200
    return page
