"""Unfinished interviews of somebody whose account was closed: out of sight, and not for ever."""

import pytest
from playwright.sync_api import Page, expect

from tests.forms.test_browser_budgets import find_violations
from tests.offline.conftest import HEAD, open_desk, run, wait_until
from tests.offline.office import OMID, SARA, Office

pytestmark = pytest.mark.browser

BEGIN = "m.openStore().then((store) => store.begin(given))"


def drafts(page: Page) -> list[str]:
    listed = run(page, "store", "m.openStore().then((store) => store.drafts())")
    return [one["facilitator"] for one in listed]


def fetch(page: Page, office: Office, *people: dict) -> None:
    office.people = [*people]
    assert run(page, "day", "m.fetchDay()") == "kept"


@pytest.fixture
def left(desk: Page, office: Office) -> Page:
    """Omid began two interviews, Sara one; then Omid's account was closed."""
    for person, household in (("omid", "97"), ("omid", "98"), ("sara", "99")):
        head = {**HEAD, "facilitator": person, "household": household, "key": office.key}
        run(desk, "store", BEGIN, head)
    fetch(desk, office, SARA)
    return desk


def test_a_colleague_sees_whose_they_are_and_nothing_else(left: Page):
    """Their number, with nothing to open; who says not who they are sees not even that."""
    line = left.locator("#left-list li")
    expect(line).to_contain_text("Of \u2068Omid\u2069: 2")
    assert line.locator("a").count() == 0
    assert "98" not in left.inner_text("#left")
    assert find_violations(left) == []
    left.click("#change-person")
    left.wait_for_selector("#people button:visible")
    expect(left.locator("#left-list li")).to_have_count(0)


def test_they_are_thrown_away_after_a_question(left: Page):
    """Keeping keeps them; throwing away takes nobody else's along."""
    left.click("#left-list button")
    assert find_violations(left) == []
    left.click("#throw-left [value=keep]")
    assert sorted(drafts(left)) == ["omid", "omid", "sara"]
    left.click("#left-list button")
    left.click("#throw-left [value=drop]")
    wait_until(left, lambda: drafts(left) == ["sara"])
    expect(left.locator("#left")).to_be_hidden()


def test_who_comes_back_goes_on_with_them(left: Page, office: Office):
    """The account was opened again: everything is there, and nothing counts its days any more."""
    fetch(left, office, SARA, OMID)
    expect(left.locator("#left")).to_be_hidden()
    assert run(left, "database", "m.readNote('left')") == {}
    left.evaluate("sessionStorage.setItem('me', 'omid')")
    open_desk(left, office)
    expect(left.locator("#draft-list a")).to_have_count(2)


@pytest.mark.parametrize(
    ("since", "kept"),
    [
        ("2026-10-23T09:30:01+00:00", ["omid", "omid", "sara"]),
        ("2026-10-23T09:30:00+00:00", ["sara"]),
    ],
)
def test_after_thirty_days_the_tablet_throws_them_away(
    left: Page, office: Office, since: str, kept: list[str]
):
    """By the clock of the server, when the list of the day is fetched, and not a second before."""
    run(left, "database", "m.writeNote('left', given)", {"omid": {"name": "Omid", "since": since}})
    fetch(left, office, SARA)
    assert sorted(drafts(left)) == kept


def test_what_somebody_has_open_is_not_thrown_away(left: Page, office: Office, context):
    """An interview under way is finished and arrives, also after the account was closed."""
    other = context.new_page()
    open_desk(other, office)
    [first, *_] = run(other, "store", "m.openStore().then((store) => store.drafts())")
    run(other, "store", "m.openStore().then((store) => store.load(given))", first["id"])
    old = {"omid": {"name": "Omid", "since": "2026-09-01T09:30:00+00:00"}}
    run(left, "database", "m.writeNote('left', given)", old)
    fetch(left, office, SARA)
    assert sorted(drafts(left)) == ["omid", "sara"]
