"""Answers row by row leave by one door, which opens for those who may read them one by one."""

from io import BytesIO

import pytest

from survey.accounts.permissions import READ_ANSWERS, ROLES
from survey.exchange.find import find_exports
from survey.exchange.model import Order
from survey.exchange.taking import take_out
from tests.doors.pages import NOBODY, PARTS, open_client
from tests.doors.survey import PROJECT
from tests.doors.town import NOW, Town, open_apart

ADDRESS = "/office/exports/town"
OTHERS = (NOBODY, *sorted(set(ROLES) - READ_ANSWERS.roles))


def test_every_page_of_exports_asks_who_reads_answers(town: Town):
    """No page of the room is open to anybody else, whatever its address."""
    views = town.app.view_functions.items()
    found = {name: view for name, view in views if name.startswith("exchange.")}

    assert len(found) == 3
    assert {getattr(view, "permission", None) for view in found.values()} == {READ_ANSWERS}


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_finds_it(town: Town, who: str):
    """Every other role, and nobody, is shown no project, no page and no table in any format."""
    site = open_apart(town)
    client = open_client(site, who)
    closed = (302, 401) if who == NOBODY else (404,)
    site.app.config["WTF_CSRF_ENABLED"] = False

    for address in ("/office/exports/", *(f"/office/exports/{one}" for one in PARTS["project"])):
        assert client.get(address).status_code in closed
    for name in find_exports():
        sent = {"format": name, "reason": "I should like to read them"}
        assert client.post(ADDRESS, data=sent).status_code in closed


def test_what_is_withheld_of_figures_is_not_withheld_of_rows(town: Town):
    """Who may read answers gets those of small neighbourhoods too: there is no mask between."""
    for name in find_exports():
        file = BytesIO()
        take_out(town.database, Order(PROJECT, NOW), name, file)

        assert b",small," in file.getvalue()
