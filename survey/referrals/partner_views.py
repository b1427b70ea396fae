"""The pages of a service over HTTP: who waits, one referral, what became of it."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, current_person
from survey.accounts.permissions import REFERRALS
from survey.errors import N_
from survey.locale import Text
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.places.store import find_project
from survey.referrals.model import (
    CLOSED,
    LONGEST_NOTE,
    STATUS_NAMES,
    STATUSES,
    Listed,
    answers_for,
    services_of,
)
from survey.referrals.store import (
    change_referral,
    find_old,
    find_referral,
    forget_referrals,
    list_referrals,
    read_referral,
)
from survey.site import current_site

pages = Blueprint("partner", __name__)


@pages.get("/office/referrals/")
@allow(REFERRALS)
@office_tool(
    N_("Referrals"), N_("People who agreed that your service gets in touch with them."), place=60
)
def list_page() -> Response:
    """List who waits for this person's services, the longest first, and who was answered."""
    site = current_site()
    if find_old(site.database, site.clock().date()):
        now = site.clock()
        site.writer.write(lambda tx: forget_referrals(tx, now, "site"))
    theirs = [
        (_name_service(project, service), list_referrals(site.database, project, service))
        for project, service in services_of(current_person())
    ]
    return show_office_page(
        "referrals/list.html",
        theirs=theirs,
        names=STATUS_NAMES,
        closed=CLOSED,
        today=site.clock().date(),
    )


@pages.get("/office/referrals/<name>")
@allow(REFERRALS)
def referral_page(name: str) -> Response:
    """Show one referral; that it was read is written down."""
    listed = _find(name)
    site, who = current_site(), actor()
    now = site.clock()
    referral = site.writer.write(lambda tx: read_referral(tx, now, who, name)) or abort(404)
    return show_office_page(
        "referrals/referral.html",
        referral=referral,
        service=_name_service(listed.project, listed.service),
        names=STATUS_NAMES,
        longest=LONGEST_NOTE,
        spoken=site.languages.get(referral.agreement.language),
    )


@pages.post("/office/referrals/<name>")
@allow(REFERRALS)
def change(name: str) -> Answer:
    """Keep what became of a referral."""
    _find(name)
    site, who = current_site(), actor()
    now, note = site.clock(), " ".join(request.form.get("note", "").split())[:LONGEST_NOTE]
    status = next((one for one in STATUSES if one == request.form.get("status")), None)
    if status is None:
        abort(400)
    site.writer.write(lambda tx: change_referral(tx, now, who, name, status, note))
    return redirect(url_for(".list_page", kept=1), 303)


def _name_service(project: str, service: str) -> Text:
    """Return what a service is called; its id where the project file lost it."""
    found = find_project(current_site().database, project)
    known = found.service(service) if found else None
    return known.name if known else Text(service)


def _find(name: str) -> Listed:
    """Return a referral to this person's service; of every other there is no such page."""
    listed = find_referral(current_site().database, name)
    if listed is None or not answers_for(current_person(), listed.project, listed.service):
        abort(404)
    return listed
