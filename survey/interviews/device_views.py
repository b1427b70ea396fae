"""Tablets over HTTP: registered, told their day, listed and revoked in the office."""

from collections.abc import Mapping
from secrets import token_urlsafe
from uuid import uuid4

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from survey.accounts.devices import name_device
from survey.accounts.guard import actor, allow, current_person, open_to_all, places_of
from survey.accounts.model import Reach
from survey.accounts.permissions import COLLECT, DEVICES
from survey.accounts.store import load_people
from survey.errors import N_, MahallaError
from survey.interviews.day import describe_day, ensure_keys
from survey.interviews.devices import (
    LONGEST_NAME,
    TOKEN_BYTES,
    add_device,
    list_devices,
    revoke_device,
)
from survey.interviews.door import (
    answer,
    answer_failed,
    answer_http,
    answer_refused,
    let_device_in,
)
from survey.interviews.keys import list_keys
from survey.interviews.model import Device
from survey.interviews.refusing import RefusedError
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.places.store import load_projects
from survey.site import current_site

pages = Blueprint("device", __name__)
pages.register_error_handler(RefusedError, answer_refused)
pages.register_error_handler(MahallaError, answer_failed)
pages.register_error_handler(HTTPException, answer_http)
listing = Blueprint("devices", __name__)


@pages.post("/collect/devices")
@allow(COLLECT)
def register_device() -> Answer:
    """Register the tablet that asks; its token stands in this answer and nowhere else."""
    site, person = current_site(), current_person() or abort(404)
    device, token, name = str(uuid4()), token_urlsafe(TOKEN_BYTES), _read_name()
    now, who = site.clock(), actor()
    added = site.writer.write(lambda tx: add_device(tx, now, who, device, token, name, person))
    ensure_keys(site, added)
    return answer(201, id=device, token=token, name=name)


@pages.get("/collect/day")
@open_to_all
def show_day() -> Answer:
    """Tell a tablet who interviews with it, where, and what is known there."""
    device = let_device_in()
    return answer(200, **describe_day(current_site(), device))


@listing.get("/office/devices/")
@allow(DEVICES)
@office_tool(
    N_("Tablets"), N_("See which tablets are registered, and lock out one that was lost."), 85
)
def list_page() -> Answer:
    """List the tablets of somebody's projects."""
    site, reach = current_site(), places_of(DEVICES)
    projects = load_projects(site.database)
    keys = [one for one in list_keys(site.database) if one.retired_at is None]
    return show_office_page(
        "interviews/devices.html",
        devices=[one for one in list_devices(site.database) if sees(reach, one)],
        people={person.id: person for person in load_people(site.database)},
        projects={project.id: project for project in projects},
        unguarded=[one for one in keys if one.lacks_holders and reach.touches(one.project)],
    )


@listing.post("/office/devices/<device>/revoke")
@allow(DEVICES)
def revoke(device: str) -> Answer:
    """Let the token of a tablet open nothing any more."""
    site, reach = current_site(), places_of(DEVICES)
    theirs = [one for one in list_devices(site.database) if sees(reach, one)]
    found = next((one for one in theirs if one.id == device), None) or abort(404)
    now, who = site.clock(), actor()
    site.writer.write(lambda tx: revoke_device(tx, now, who, found))
    return redirect(url_for(".list_page", done=1), 303)


def sees(reach: Reach, device: Device) -> bool:
    """Tell whether a tablet serves any place that is theirs."""
    return any(
        reach.covers(project, place) or device.reach.covers(theirs, within)
        for project, place in device.reach.places
        for theirs, within in reach.places
    )


def _read_name() -> str:
    """Return what a tablet is to be called; its browser's name where nothing was said."""
    sent = request.get_json(silent=True)
    typed = sent.get("name") if isinstance(sent, Mapping) else ""
    name = " ".join(typed.split()) if isinstance(typed, str) else ""
    tidy = "".join(sign for sign in name if sign.isprintable())[:LONGEST_NAME]
    return tidy or name_device(request.user_agent.string)
