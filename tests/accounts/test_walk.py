"""Every route, found in the site itself, at every role's door and at nobody's."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from survey.accounts.guard import is_file
from survey.accounts.permissions import ROLES, Role, list_permissions
from survey.app import create_app
from survey.settings import Settings
from tests.accounts.people import sign_in
from tests.forms.conftest import make_project, make_site

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
PLACES = {"project": "town", "neighbourhood": "north", "form": "tour"}
"""What an address names, where it names a place or a form: the town asks the tour."""

ANYTHING = {"uuid": "0190a0b0-0000-7000-8000-000000000000"}
PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
ENTERED = "entered"
ELSEWHERE = (("hills", ""), ("hills", "north"), ("town", "south"))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Flask:
    """A site whose views only say that somebody came in: what is looked at are the doors."""
    home = tmp_path_factory.mktemp("walk")
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires").mkdir()
    tour = root / "tests" / "forms" / "tour.yaml"
    (home / "questionnaires" / "tour.yaml").write_text(tour.read_text())
    app = make_site(home, make_project("tour"))
    app.config["WTF_CSRF_ENABLED"] = False
    for name, view in list(app.view_functions.items()):
        app.view_functions[name] = keep_marks(view)
    return app


def keep_marks(view: object) -> object:
    """Put a view in place of another that has its marks and does nothing."""

    def enter(**_: object) -> str:
        return ENTERED

    enter.__dict__.update(getattr(view, "__dict__", {}))
    enter.__dict__.pop("__wrapped__", None)
    return enter


def list_doors(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    """List every method and address of the site that is no file."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "DELETE", "PATCH"}):
            if not is_file(rule.endpoint):
                yield method, write_address(rule), rule


def write_address(rule: Rule) -> str:
    """Write the address of a route with a value for each of its parts."""
    return PART.sub(
        lambda part: PLACES.get(part["name"], ANYTHING.get(part["kind"], "1")), rule.rule
    )


def mark_of(app: Flask, rule: Rule, name: str) -> object:
    return getattr(app.view_functions[rule.endpoint], name, None)


def test_every_page_says_who_may_open_it(app: Flask):
    """A view without a word would be closed to everybody; there is none, and none says two."""
    said = {
        rule.endpoint: (mark_of(app, rule, "open_to_all"), mark_of(app, rule, "permission"))
        for _, _, rule in list_doors(app)
    }

    assert [name for name, marks in said.items() if sum(map(bool, marks)) != 1] == []


def test_a_page_that_says_nothing_is_closed(settings: Settings):
    """Deny by default: a forgotten mark closes a page, even to those who run everything."""
    app = create_app(settings, lambda: NOW)
    app.add_url_rule("/forgotten", "forgotten", lambda: ENTERED)
    client = app.test_client()
    sign_in(client, "administrator")

    assert client.get("/forgotten").status_code == 404


def test_nobody_enters_only_what_is_open_to_all(app: Flask):
    """Who is not signed in is asked to sign in, or told that they are not."""
    client = app.test_client()
    wrong = []
    for method, address, rule in list_doors(app):
        answer = client.open(address, method=method)
        is_open = answer.text == ENTERED
        if is_open != bool(mark_of(app, rule, "open_to_all")):
            wrong.append((method, address, answer.status_code))
        if not is_open and answer.status_code not in (302, 401):
            wrong.append((method, address, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_enters_what_the_table_gives_it(app: Flask, role: Role):
    """In their own neighbourhood people open what the table says, and nothing else."""
    client = app.test_client()
    sign_in(client, role, "town", "north")
    entered = {
        (method, rule.endpoint)
        for method, address, rule in list_doors(app)
        if client.open(address, method=method).text == ENTERED
    }
    given = {
        (method, rule.endpoint)
        for method, _, rule in list_doors(app)
        if mark_of(app, rule, "open_to_all") or gives(mark_of(app, rule, "permission"), role)
    }

    assert entered == given


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("project", "neighbourhood"), ELSEWHERE)
def test_other_places_are_no_pages(app: Flask, role: Role, project: str, neighbourhood: str):
    """What an address of another neighbourhood names does not exist, whatever the role."""
    client = app.test_client()
    sign_in(client, role, project, neighbourhood)
    wrong = []
    for method, address, rule in list_doors(app):
        if mark_of(app, rule, "open_to_all") or not names_elsewhere(rule, project):
            continue
        answer = client.open(address, method=method)
        if answer.status_code != 404:
            wrong.append((method, address, answer.status_code))

    assert wrong == []


def names_elsewhere(rule: Rule, project: str) -> bool:
    """Tell whether an address names what is not in this project, or its neighbourhood is another.

    A page about a whole project is also of those who have a part of it.
    """
    if project == "town":
        return "neighbourhood" in rule.arguments
    return bool({"project", "form"} & rule.arguments)


def gives(permission: object, role: Role) -> bool:
    return getattr(permission, "by_grant", True) is False and role in permission.roles


def test_what_needs_a_grant_comes_with_no_role(app: Flask):
    """Sensitive answers are opened to a person by name, never to a role."""
    granted = [one for one in list_permissions() if one.by_grant]
    closed = [rule for _, _, rule in list_doors(app) if mark_of(app, rule, "permission") in granted]

    for role in ROLES:
        client = app.test_client()
        sign_in(client, role)
        for rule in closed:
            address = write_address(rule)
            methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            assert [client.open(address, method=one).status_code for one in methods] == [404]
