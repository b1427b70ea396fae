"""The office withdraws for somebody: it finds the answers, reads none, and deletes them."""

from uuid import UUID

import pytest

from survey.entry.model import Sheet
from survey.entry.store import add_sheet, mark_submitted
from survey.responses.receipts import write_code
from survey.responses.store import find_response, submit
from survey.responses.withdrawal import is_withdrawn
from tests.accounts.people import sign_in
from tests.rights.conftest import MARKER, MINE, NOW, Reader, answer

ADDRESS = f"/office/withdraw/{MINE}"
NOTHING = "Nothing is found under this in your neighbourhoods."


@pytest.fixture
def office(client) -> Reader:
    """A coordinator of the Pines before the page."""
    sign_in(client, "coordinator", "east", "pines")
    reader = Reader(client)
    reader.page = client.get("/office/withdraw/")
    return reader


def find(office: Reader, typed: str):
    return office.send("/office/withdraw/", typed=typed)


def test_it_works(office, site, code):
    """By the receipt a coordinator comes to the answers, sees none of them, and deletes them."""
    page = find(office, write_code(code, "۰۱۲۳۴۵۶۷۸۹"))
    assert page.request.path == ADDRESS
    assert MARKER not in page.text
    for words in ("The east", "Pines", "P-7", "Filled in by themselves"):
        assert words in page.text
    page = office.send(ADDRESS)
    assert "The answers are deleted." in page.text
    assert find_response(site.database, MINE, NOW) is None
    assert is_withdrawn(site.database, MINE)
    assert site.database.query("select way from withdrawals") == [{"way": "office"}]


def test_who_did_it_is_in_the_trail(client, site, code):
    """The entry names the coordinator."""
    person = sign_in(client, "coordinator", "east", "pines")
    reader = Reader(client)
    reader.page = client.get(ADDRESS)
    reader.send(ADDRESS)
    [entry] = site.database.query("select * from audit where action = 'response.withdrawn'")
    assert entry["actor"] == f"person:{person.id}"


@pytest.mark.parametrize("typed", [str(MINE), str(MINE).upper(), "P-7", " p-7 ", "۱۷", "017"])
def test_answers_are_found_by_what_somebody_knows(office, site, wishes, code, typed):
    """By the id, the household or the number of the paper sheet, however it is typed."""
    sheet = Sheet(MINE, "east", "autumn", "wishes", wishes.version, "17", "en", 1, NOW)
    add_sheet(site.database, sheet)
    mark_submitted(site.database, MINE, NOW)
    assert find(office, typed).request.path == ADDRESS


def test_several_are_listed(office, site, wishes, code):
    """Two people of one household: the page shows both, and which came when."""
    submit(site.database, "test", answer(wishes, UUID(int=5), received_at=NOW))
    page = find(office, "P-7")
    assert "Which of these?" in page.text
    assert [page.text.count(f"/office/withdraw/{one}") for one in (MINE, UUID(int=5))] == [1, 1]
    assert MARKER not in page.text


def test_an_empty_household_finds_nobody(office, site, wishes, code):
    """Answers without a household are not found by typing nothing."""
    submit(site.database, "test", answer(wishes, UUID(int=5), household=""))
    assert NOTHING in find(office, " ").text


def test_other_neighbourhoods_are_as_if_they_were_not(client, office, site, wishes, code):
    """By no way does a coordinator come to answers of elsewhere, nor learn that there are any."""
    submit(
        site.database, "test", answer(wishes, UUID(int=5), neighbourhood="mill", household="M-1")
    )
    for typed in (str(UUID(int=5)), "M-1"):
        assert NOTHING in find(office, typed).text
    here = f"/office/withdraw/{UUID(int=5)}"
    assert client.get(here).status_code == 404
    assert office.send(here).status_code == 404
    assert client.get(f"/office/withdraw/{UUID(int=6)}").status_code == 404
    assert find_response(site.database, UUID(int=5), NOW)


@pytest.mark.parametrize("role", ["facilitator", "committee", "partner", "administrator"])
def test_others_have_no_such_page(client, role, code):
    """Only coordinators withdraw for residents."""
    sign_in(client, role, "east" if role != "administrator" else "")
    for address in ("/office/withdraw/", ADDRESS):
        assert client.get(address).status_code == 404


def test_strangers_are_asked_to_sign_in(client, code):
    """Nobody in particular is led to where one signs in, and deletes nothing."""
    assert client.get(ADDRESS).location.startswith("/sign-in/")
    assert client.post(ADDRESS).status_code in (400, 401)
