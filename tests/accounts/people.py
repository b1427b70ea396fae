"""People for tests: with an account, bound to a place, and signed in as after their password."""

from uuid import uuid4

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext

from survey.accounts.model import Membership, Person
from survey.accounts.permissions import Role
from survey.accounts.sessions import open_session
from survey.accounts.store import add_person, find_named
from survey.app import KEY_BYTES
from survey.settings import own_file
from survey.site import NAME, Site
from survey.storage.secrets import read_secret


def sign_in(
    client: FlaskClient,
    role: Role,
    project: str = "",
    neighbourhood: str = "",
    name: str = "",
) -> Person:
    """Sign somebody in on a client: with `name` the same person each time."""
    site: Site = client.application.extensions[NAME]
    person, token = enrol(site, Membership(role, project, neighbourhood), name)
    with client.session_transaction() as session:
        session.update({"_user_id": token, "_fresh": True})
    return person


def enrol(site: Site, membership: Membership, name: str = "") -> tuple[Person, str]:
    """Add a person, unless they are there, and return the token of a new session of theirs."""
    known = find_named(site.database, name) if name else None
    now = site.clock()
    person = known or add_person(
        site.database, now, "test", name or f"{membership.role} {uuid4()}", (membership,)
    )
    return person, open_session(site.database, now, person)


def sign_in_browser(
    context: BrowserContext, address: str, site: Site, membership: Membership, name: str = ""
) -> Person:
    """Sign somebody in on a real browser that asks a site at `address`."""
    person, token = enrol(site, membership, name)
    signer = Flask("survey")
    signer.secret_key = read_secret(own_file(site.settings.database, ".key"), KEY_BYTES)
    cookie = SecureCookieSessionInterface().get_signing_serializer(signer)
    assert cookie is not None
    value = cookie.dumps({"_user_id": token, "_fresh": True, "_permanent": True})
    context.add_cookies([{"name": "session", "value": str(value), "url": address}])
    return person
