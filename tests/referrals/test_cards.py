"""Cards to give away: one for everybody of a neighbourhood, neutral on the outside."""

import re
from dataclasses import replace

from survey.accounts.model import Membership
from survey.locale import Text
from survey.places.store import save_project
from survey.referrals.cards import list_sheets
from tests.referrals.conftest import ADVICE, HOUSE, NOW, make_project, visit


def test_neighbourhoods_with_the_same_services_share_a_sheet():
    """Each different set of services has its own sheet, naming where it is given away."""
    sheets = list_sheets(make_project())
    named = [([p.id for p in sheet.places], [s.id for s in sheet.services]) for sheet in sheets]
    assert named == [(["pines"], ["house", "advice"]), (["mill"], ["advice"])]


def test_more_services_than_fit_on_a_card():
    """What is too long for one card stands on a second, and both say so."""
    long = replace(HOUSE, offers=Text("Help " * 48), for_whom=Text("All " * 25))
    services = (long, ADVICE, replace(ADVICE, id="third"), long)
    project = replace(make_project(), neighbourhoods=(), services=services)
    cards = [([one.id for one in sheet.services], sheet.number) for sheet in list_sheets(project)]
    assert cards == [(["house", "advice"], 1), (["third", "house"], 2)]
    assert {sheet.count for sheet in list_sheets(project)} == {2}


def test_the_page_of_cards(app):
    """A facilitator prints two cards a sheet; what the help is stands behind the fold."""
    page = visit(app, Membership("facilitator", "east")).get("/office/referrals/cards/east").text
    outsides = re.findall(r'<div class="outside">.*?</div>', page, re.DOTALL)
    assert len(outsides) == 4
    assert "Rose House" in outsides[0]
    assert "addiction" not in "".join(outsides)
    assert "addiction" in page


def test_cards_of_their_own_neighbourhood(app):
    """A facilitator of one neighbourhood prints its cards, and none of another project."""
    client = visit(app, Membership("facilitator", "east", "mill"))
    assert "Rose House" not in client.get("/office/referrals/cards/east").text
    assert client.get("/office/referrals/cards/west").status_code == 404
    listed = client.get("/office/referrals/cards/").text
    assert "/office/referrals/cards/east" in listed
    assert "/office/referrals/cards/west" not in listed


def test_a_project_without_services(app, office):
    """There is no page of cards where there is nothing to print."""
    save_project(office, NOW, "test", replace(make_project(), services=()))
    client = visit(app, Membership("facilitator", "east"))
    assert client.get("/office/referrals/cards/east").status_code == 404
