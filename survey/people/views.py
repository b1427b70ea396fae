"""People over HTTP: a list, inviting, roles given and taken, new links, accounts closed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.first import write_path
from survey.accounts.guard import actor, allow, current_person, places_of, projects_of
from survey.accounts.model import Membership, Person
from survey.accounts.permissions import PEOPLE, ROLE_NAMES
from survey.accounts.places import check_membership
from survey.accounts.store import find_person
from survey.accounts.trust import Asked
from survey.errors import N_, MahallaError, Problem
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.people.describing import describe, list_people
from survey.people.managing import (
    NOT_YOURS,
    Giver,
    add_invited,
    close_account,
    confirm_role,
    give_role,
    invite_again,
    take_role,
)
from survey.people.model import (
    ROLE_SAYS,
    list_givable,
    may_confirm,
    may_give,
    may_grant_sensitive,
    sees,
)
from survey.places.store import load_projects
from survey.qr import draw_code
from survey.site import current_site, reader_language
from survey.storage.database import Database

NO_PLACE = N_("Choose where this person does it.")
CHANGES = {"take": take_role, "confirm": confirm_role}
R = TypeVar("R")

blueprint = Blueprint(
    "people",
    __name__,
    url_prefix="/office/people",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static",
)


@blueprint.get("/")
@allow(PEOPLE)
@office_tool(
    N_("People"), N_("Invite those who run the survey, say what they may do, close accounts."), 80
)
def list_page() -> Answer:
    """List the people of the projects that somebody looks after."""
    site = current_site()
    people = list_people(site.database, _reader(), site.clock(), reader_language())
    return _show("people/list.html", people=people)


@blueprint.get("/new")
@allow(PEOPLE)
def invite_page() -> Answer:
    """Ask who is invited, to do what and where."""
    return _show_invite()


@blueprint.post("/new")
@allow(PEOPLE)
def invite_person() -> Answer:
    """Add a person and show the link that lets them in."""
    title, language = request.form.get("name", ""), request.form.get("lang", "")
    tag = language if language in current_site().languages else ""
    try:
        gift = _read_gift()
        person, token = _write(lambda tx, giver: add_invited(tx, giver, title, gift, tag))
    except MahallaError as error:
        return _show_invite(error)
    return _show_link(person, token)


@blueprint.get("/<person>")
@allow(PEOPLE)
def person_page(person: str) -> Answer:
    """Show what a person may do, and what can be changed."""
    return _show_person(_find(person))


@blueprint.post("/<person>/role")
@allow(PEOPLE)
def change_role(person: str) -> Answer:
    """Give a role, take one away, or confirm what another person asked for."""
    found = _find(person)
    change = CHANGES.get(request.form.get("do", ""), give_role)
    try:
        gift = _read_gift()
        _write(lambda tx, giver: change(tx, giver, found.id, gift))
    except MahallaError as error:
        return _show_person(found, error)
    after = find_person(current_site().database, found.id)
    if after is None or not sees(_reader(), after):  # the last role in these places was taken
        return redirect(url_for(".list_page"), 303)
    kept = "asked" if change is give_role and gift.reads_sensitive else "roles"
    return redirect(url_for(".person_page", person=found.id, kept=kept), 303)


@blueprint.post("/<person>/link")
@allow(PEOPLE)
def make_link(person: str) -> Answer:
    """Show a new link, with which a person chooses another password."""
    found = _find(person)
    try:
        token = _write(lambda tx, giver: invite_again(tx, giver, found.id))
    except MahallaError as error:
        return _show_person(found, error)
    return _show_link(found, token)


@blueprint.post("/<person>/close")
@allow(PEOPLE)
def close(person: str) -> Answer:
    """Close an account, on every device at once."""
    found = _find(person)
    try:
        _write(lambda tx, giver: close_account(tx, giver, found.id))
    except MahallaError as error:
        return _show_person(found, error)
    return redirect(url_for(".person_page", person=found.id, kept="closed"), 303)


def _reader() -> Person:
    return current_person() or abort(404)


def _find(person: str) -> Person:
    found = find_person(current_site().database, person)
    if found is None or not sees(_reader(), found):
        abort(404)
    return found


def _write(job: Callable[[Database, Giver], R]) -> R:
    site, giver = current_site(), Giver(_reader(), actor(), current_site().clock())
    return site.writer.write(lambda tx: job(tx, giver))


def _read_gift() -> Membership:
    """Read a role and its place; raises MahallaError where one is missing or not there.

    A place is `project/neighbourhood`, `project/` or, for all projects, `/`. What a role does not
    have is not looked at: the page hides it.
    """
    where = request.form.get("place", "")
    if "/" not in where:
        raise MahallaError(Problem(NO_PLACE))
    project, _, neighbourhood = where.partition("/")
    if not places_of(PEOPLE).covers(project, neighbourhood):
        raise MahallaError(Problem(NOT_YOURS))  # before a sentence lists what there is elsewhere
    role = request.form.get("role", "")
    service = request.form.get("service", "") if role == "partner" else ""
    is_trusted = role == "coordinator" and request.form.get("sensitive") == "yes"
    return check_membership(
        current_site().database, role, project, neighbourhood, service, is_trusted
    )


def _show_invite(error: MahallaError | None = None) -> Answer:
    return _show("people/invite.html", error)


def _show_person(person: Person, error: MahallaError | None = None) -> Answer:
    site, reader = current_site(), _reader()
    one = describe(site.database, reader, person, site.clock())
    waiting = [asked.gift for asked in one.asked]
    return _show(
        "people/person.html",
        error,
        one=one,
        name_of=_name_asker,
        is_asked=lambda role: replace(role, reads_sensitive=True) in waiting,
        may_take=lambda role: may_give(reader, role),
        may_confirm=lambda asked: may_confirm(reader, asked),
        is_own=person.id == reader.id,
    )


def _name_asker(asked: Asked) -> str:
    found = find_person(current_site().database, asked.by.removeprefix("person:"))
    return found.title if found else asked.by


def _show_link(person: Person, token: str) -> Answer:
    """Show a link: this page is the only place where it stands."""
    tag = f"?lang={person.language}" if person.language else ""
    site = current_site().settings.site or request.host_url
    address = f"{site.rstrip('/')}{write_path(token)}{tag}"
    return _show("people/link.html", person=person, link=address, picture=draw_code(address))


def _show(template: str, error: MahallaError | None = None, **values: object) -> Answer:
    site, reader = current_site(), _reader()
    return show_office_page(
        template,
        422 if error else 200,
        problems=[one.say(reader_language()) for one in error.problems] if error else [],
        typed=request.form,
        reader=reader,
        role_names=ROLE_NAMES,
        says=ROLE_SAYS,
        givable=list_givable(reader),
        may_grant=may_grant_sensitive(reader),
        theirs=projects_of(PEOPLE),
        reach=places_of(PEOPLE),
        projects={project.id: project for project in load_projects(site.database)},
        **values,
    )
