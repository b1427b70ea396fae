"""Conflicts over HTTP: a list, two contents side by side, and what a person chose of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, places_of, projects_of, require
from survey.accounts.permissions import READ_SENSITIVE, SETTLE
from survey.accounts.store import load_people
from survey.conflicts import household_views
from survey.conflicts.comparing import Found, Voice
from survey.conflicts.model import LEAST_NOTE, MOST_NOTE, Conflict, Side
from survey.conflicts.settling import (
    Settlement,
    find_differences,
    has_hidden,
    open_names,
    open_part,
    put_names,
    settle,
)
from survey.conflicts.store import find_conflict, list_conflicts
from survey.entry.compare import Difference
from survey.errors import N_
from survey.forms.pages import describe_form
from survey.forms.words import Say
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.places.store import find_project
from survey.questionnaire.model import Questionnaire
from survey.responses.channels import CHANNEL_NAMES
from survey.responses.editions import find_kept
from survey.site import current_site, reader_language

NO_NOTE = N_("Write in a few words why.")
LONG_NOTE = N_("This is too long. Say it in at most 300 letters.")
UNCHOSEN = N_("Choose one of the two.")
CHANGED = N_("The answers were changed while you chose. Look at them once more.")
SIDES: Mapping[str, Side] = {"1": 1, "2": 2}

blueprint = Blueprint(
    "conflicts",
    __name__,
    url_prefix="/office/conflicts",
    template_folder="templates",
    static_folder="static",
    static_url_path="/-",
)
blueprint.register_blueprint(household_views.pages)


@dataclass(frozen=True)
class Line:
    """One difference as it is shown."""

    name: str
    label: str
    stands: str
    came: str
    chosen: str = ""
    error: str = ""


@dataclass(frozen=True)
class Opened:
    """A conflict as somebody sees it: with `is_whole`, what is private too, for a reason."""

    conflict: Conflict
    form: Questionnaire
    found: Found
    hidden: bool
    is_whole: bool = False
    reason: str = ""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What may be shown and chosen."""
        private = self.found.private if self.is_whole else ()
        return (*self.found.open_ones, *private)


@blueprint.get("/")
@allow(SETTLE)
@office_tool(
    N_("Contradictions"),
    N_("Answers that came twice and differ: compare them and choose what counts."),
    place=46,
)
def list_page() -> Answer:
    """List what waits."""
    database = current_site().database
    listed = []
    for project in projects_of(SETTLE):
        places = [place.id for place in project.neighbourhoods]
        whole = [""] if places_of(SETTLE).covers(project.id) else []
        listed.append((project, list_conflicts(database, project.id, [*places, *whole])))
    return show_office_page(
        "conflicts/list.html",
        listed=[pair for pair in listed if pair[1]],
        channels=CHANNEL_NAMES,
        titles=_load_titles(),
    )


@blueprint.get("/<uuid:response>/<int:number>")
@allow(SETTLE)
def conflict_page(response: UUID, number: int) -> Answer:
    """Show where two contents differ, without what is private."""
    conflict = _find(response, number)
    site, who = current_site(), actor()
    now = site.clock()
    site.writer.write(lambda tx: open_part(tx, now, who, conflict))
    return _show(_open(conflict))


@blueprint.post("/<uuid:response>/<int:number>/whole")
@allow(SETTLE)
def whole_page(response: UUID, number: int) -> Answer:
    """Show everything to somebody who was trusted with it, and says why."""
    conflict = _find(response, number)
    reason = _read_note("reason")
    if error := _check_note(reason):
        return _show(replace(_open(conflict), reason=reason), reason_error=error)
    return _show(_open_whole(conflict, reason))


@blueprint.post("/<uuid:response>/<int:number>")
@allow(SETTLE)
def settle_conflict(response: UUID, number: int) -> Answer:
    """Make what was chosen stand."""
    conflict, reason = _find(response, number), _read_note("reason")
    is_whole = bool(request.form.get("whole"))
    opened = _open_whole(conflict, reason) if is_whole else _open(conflict)
    lines = [_read_line(one) for one in opened.differences]
    note = _read_note("note")
    note_error = _check_note(note)
    if request.form.get("base") != conflict.base:
        return _show(opened, summary=CHANGED)
    if note_error or any(line.error for line in lines):
        errors = {line.name: line for line in lines}
        return _show(opened, chosen=errors, note_error=note_error or "")
    chosen = {line.name: SIDES[line.chosen] for line in lines}
    made = Settlement(conflict, opened.form, chosen, note, is_whole)
    site, who = current_site(), actor()
    now = site.clock()
    if not site.writer.write(lambda tx: settle(tx, now, who, made)):
        return _show(_open(_find(response, number)), summary=CHANGED)
    return redirect(url_for(".list_page", settled=1), 303)


def _find(response: UUID, number: int) -> Conflict:
    """Return a conflict that waits in their neighbourhoods; of any other there is no page."""
    conflict = find_conflict(current_site().database, response, number) or abort(404)
    for side in (conflict.stands, conflict.came):
        require(SETTLE, side.project, side.neighbourhood)
    return conflict


def _open(conflict: Conflict) -> Opened:
    form = find_kept(current_site().database, conflict.stands.version) or abort(404)
    found = find_differences(form, conflict)
    return Opened(conflict, form, found, has_hidden(found, conflict))


def _open_whole(conflict: Conflict, reason: str) -> Opened:
    """Open names and sensitive answers; only to who was granted that, in both places."""
    for side in (conflict.stands, conflict.came):
        require(READ_SENSITIVE, side.project, side.neighbourhood)
    if _check_note(reason):
        abort(404)
    site, who = current_site(), actor()
    now = site.clock()
    names = site.writer.write(lambda tx: open_names(tx, now, who, conflict, reason))
    part = _open(conflict)
    found = find_differences(part.form, put_names(conflict, names))
    return replace(part, found=found, is_whole=True, reason=reason)


def _read_note(name: str) -> str:
    return " ".join(request.form.get(name, "").split())


def _check_note(note: str) -> str | None:
    if len(note) < LEAST_NOTE:
        return NO_NOTE
    return LONG_NOTE if len(note) > MOST_NOTE else None


def _read_line(difference: Difference) -> Line:
    """Read what was chosen for one difference, or for all at once."""
    every = request.form.get("every", "")
    chosen = every if every in SIDES else request.form.get(f"choice-{difference.name}", "")
    error = "" if chosen in SIDES else UNCHOSEN
    return Line(difference.name, "", "", "", chosen, error)


def _show(
    opened: Opened,
    chosen: Mapping[str, Line] | None = None,
    note_error: str = "",
    reason_error: str = "",
    summary: str = "",
) -> Answer:
    language, conflict, read = reader_language(), opened.conflict, chosen or {}
    described = describe_form(opened.form, language)
    project = find_project(current_site().database, conflict.stands.project) or abort(404)
    titles = _load_titles()
    voice = Voice(project, language, cast(Say, described["say"]), titles)
    lines = []
    for one in opened.differences:
        told = Line(
            one.name, voice.name(one), voice.tell(one, one.first), voice.tell(one, one.second)
        )
        known = read.get(one.name)
        lines.append(replace(told, chosen=known.chosen, error=known.error) if known else told)
    return show_office_page(
        "conflicts/conflict.html",
        422 if chosen or note_error or reason_error or summary else 200,
        **described,
        opened=opened,
        conflict=conflict,
        project=project,
        lines=lines,
        titles=titles,
        channels=CHANNEL_NAMES,
        note=_read_note("note"),
        note_error=note_error,
        reason_error=reason_error,
        problem=summary,
        may_open=_may_open(conflict),
    )


def _may_open(conflict: Conflict) -> bool:
    reach = places_of(READ_SENSITIVE)
    sides = (conflict.stands, conflict.came)
    return all(reach.covers(side.project, side.neighbourhood) for side in sides)


def _load_titles() -> dict[str, str]:
    return {one.name: one.title for one in load_people(current_site().database)}
