"""The doors of a site that are pages: every address there is, and what lies behind it for whom."""

import re
from collections.abc import Iterator
from itertools import product

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from survey.accounts.guard import is_file
from survey.accounts.permissions import (
    ACCOUNT,
    QUOTE,
    READ_ANSWERS,
    READ_SENSITIVE,
    ROLES,
    SETTLE,
    SUPERVISE,
    WITHDRAW,
)
from survey.reports.products import find_products
from tests.doors.town import SERVICE, Town

NOBODY = ""
WHO = (NOBODY, *ROLES)
NOT_LOOKED_AT = (QUOTE, READ_ANSWERS, READ_SENSITIVE, SETTLE, SUPERVISE, WITHDRAW, ACCOUNT)
"""What shows answers one by one, to those who may, with no mask between; and one's own account.

Who supervises counts interviews in every neighbourhood, which the released figures withhold; that
nothing of answers is told there is tested with twins of its own (tests/fieldwork)."""

PARTS = {
    "lang": ("en",),
    "project": ("town",),
    "wave": ("spring", "autumn"),
    "neighbourhood": ("small", "alone"),
    "form": ("hostile",),
    "product": tuple(one.name for one in find_products()),
    "service": (SERVICE,),
    "section": ("all",),
}
"""What the parts of an address can be; other parts name one paper, person or code."""

ANYTHING = {"uuid": "0190a0b0-0000-7000-8000-000000000000", "int": "1"}
PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
SECRET = re.compile(
    rb"""(?m)(name="csrf_token"[^>]*value="|"csrf":")[^"]*"""
    rb"""|(^mahalla_(?:commit_seconds|disk_free_bytes).* )\S+$"""
)
"""What differs between any two visits: tokens of forms, how long the disk took and its space."""


def list_rules(app: Flask) -> list[Rule]:
    """List every route that can be looked at and is no file."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    return [rule for rule in rules if not is_file(rule.endpoint)]


def list_addresses(rule: Rule) -> Iterator[str]:
    """List the addresses of a route, with all that its parts can be."""
    parts = [(part["name"], part["kind"]) for part in PART.finditer(rule.rule)]
    choices = [PARTS.get(name) or (ANYTHING.get(kind, "1"),) for name, kind in parts]
    for chosen in product(*choices):
        values = iter(chosen)
        yield PART.sub(lambda _, values=values: next(values), rule.rule)  # type: ignore[misc]


def is_looked_at(app: Flask, rule: Rule, who: str) -> bool:
    """Tell whether a page is another one for this person than for nobody, and shows no answers."""
    view = app.view_functions[rule.endpoint]
    if who == NOBODY:
        return hasattr(view, "open_to_all")
    permission = getattr(view, "permission", None)
    return permission is not None and permission not in NOT_LOOKED_AT


def open_client(town: Town, who: str) -> FlaskClient:
    """Come as nobody, or as the person who has a role."""
    client = town.app.test_client()
    if who:
        with client.session_transaction() as session:
            session.update({"_user_id": town.tokens[who], "_fresh": True})
    return client


Sight = tuple[int, tuple[tuple[str, str], ...], bytes]
"""What somebody gets: the status, the headers, and the page to the last byte."""


def look(client: FlaskClient, address: str) -> Sight:
    """Open a page, without what differs between any two visits."""
    answer = client.get(address)
    kept = [one for one in answer.headers if one[0] not in ("Set-Cookie", "Content-Length")]
    return answer.status_code, tuple(kept), SECRET.sub(rb"\1\2", answer.data)


def look_everywhere(town: Town) -> dict[tuple[str, str], Sight]:
    """Open every page that is open as nobody, and all others as everybody with an account."""
    seen = {}
    for who in WHO:
        client = open_client(town, who)
        for rule in list_rules(town.app):
            if is_looked_at(town.app, rule, who):
                for address in list_addresses(rule):
                    seen[who, address] = look(client, address)
    return seen
