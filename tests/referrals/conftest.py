"""A site with a form that has a sensitive section, two services, and somebody who answers."""

import re
from datetime import UTC, date, datetime

import pytest

from survey.accounts.model import Membership
from survey.accounts.store import add_person
from survey.app import create_app
from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Service, Wave
from survey.places.store import save_project
from survey.referrals.model import Agreement, Contact
from survey.settings import Settings
from survey.site import NAME
from survey.storage.open import open_database
from tests.accounts.people import enrol
from tests.databases import place_database

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FORM = """\
id: home
title: At home
unit: person
sections:
  - id: water
    title: Water
    questions: [{id: tap, kind: yes_no, text: Do you have a tap?}]
  - id: harm
    title: Hard things
    questions:
      - {id: hurt, kind: yes_no, text: Was somebody hurt?, sensitive: true}
      - {id: often, kind: integer, text: How often?, sensitive: true, show_if: {q: hurt, is: yes}}
"""
HOUSE = Service(
    id="house",
    name=Text("Rose House", inline=(("fa", "خانهٔ گل"),)),
    offers=Text("Free treatment of addiction for women", inline=(("fa", "درمان رایگان اعتیاد"),)),
    for_whom=Text("Women"),
    cost=Text("Free"),
    ways=("self", "trusted_person", "office"),
    phone="0441 1",
    hours=Text("Mornings"),
    neighbourhoods=("pines",),
)
ADVICE = Service(
    id="advice",
    name=Text("Mill Room"),
    offers=Text("Advice on debts"),
    for_whom=Text("Everybody"),
    cost=Text("Free"),
    ways=("self",),
    address=Text("Mill Lane 3"),
)
CONTACT = Contact("Mina", "self", "0999123456", "Before noon")
TYPED = {
    "service": "house",
    "called": "Mina",
    "calls": "self",
    "phone": "۰۹۹۹ ۱۲۳ ۴۵۶",
    "when": "Before noon",
    "consent": "agree",
}
AGREED = Agreement("I agree.", "en")


def make_project(name="east"):
    return Project(
        id=name,
        title=Text("The east"),
        organisation=Text("The office"),
        questionnaire="home",
        waves=(Wave("autumn", Text("Autumn"), date(2026, 11, 1), date(2026, 12, 31)),),
        neighbourhoods=(
            Neighbourhood("pines", Text("The Pines")),
            Neighbourhood("mill", Text("Mill Lane")),
        ),
        services=(HOUSE, ADVICE),
    )


@pytest.fixture
def settings(tmp_path, root):
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "home.yaml").write_text(FORM, encoding="utf-8")
    return Settings(
        home=tmp_path,
        database=place_database(tmp_path / "mahalla.db"),
        reports=tmp_path / "reports",
    )


@pytest.fixture
def office(settings):
    database = open_database(settings.database)
    save_project(database, NOW, "test", make_project())
    save_project(database, NOW, "test", make_project("west"))
    return database


@pytest.fixture
def app(settings, office):
    return create_app(settings, clock=lambda: NOW)


@pytest.fixture
def site(app):
    return app.extensions[NAME]


@pytest.fixture
def partner(site):
    """Somebody answers for Rose House in the east."""
    membership = Membership("partner", "east", service="house")
    return add_person(site.database, NOW, "test", "Rose", (membership,))


def visit(app, membership=None):
    """Return a client, signed in with a membership where one is given."""
    client = app.test_client()
    if membership:
        _, token = enrol(app.extensions[NAME], membership)
        with client.session_transaction() as session:
            session.update({"_user_id": token, "_fresh": True})
    return client


def post(client, address, typed):
    """Send the form of a page with its token, and follow where it leads."""
    page = client.get(address)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    return client.post(address, data={**typed, "csrf_token": token}, follow_redirects=True)


def ask(app, **typed):
    """Ask to be called as a resident does; return the page that follows."""
    return post(visit(app), "/nearby/east/contact?n=pines", {**TYPED, **typed})


def read_shown_code(page):
    return re.search(r'class="number" dir="ltr">([^<]+)<', page.text)[1]
