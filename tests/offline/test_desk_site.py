"""Tablet and site together: from a tablet nobody has registered to answers that can be reported."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from survey.interviews.receiving import Office as Receiving
from survey.interviews.rescue import rescue_file
from survey.responses.receipts import find_receipt
from survey.responses.store import find_response
from survey.site import Site
from tests.offline.conftest import keep_desk, open_desk, run, wait_until
from tests.offline.office import Office
from tests.offline.test_presence import LATER, SEEN, TALK, give_pin

pytestmark = pytest.mark.browser


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    """The site itself, which can be switched off and on again."""
    opened = Office(app)
    opened.ours = ()
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions["mahalla"]


@pytest.fixture
def desk(context: BrowserContext, office: Office, signed_in: str) -> Page:
    """A tablet that Sara has just made ready, by hand."""
    page = context.new_page()
    register(page, office)
    page.fill("#new-pin", "2580")
    page.click("#new-pin-form button")
    page.wait_for_selector("#next-form:visible")
    wait_until(page, lambda: run(page, "database", "m.readNote('kept_at')"))
    return page


def register(page: Page, office: Office) -> None:
    open_desk(page, office)
    page.fill("#tablet-name", "Tablet 3")
    page.click("#ready-form button")
    page.wait_for_selector("#ready-form", state="hidden")


def begin(page: Page, household: str) -> None:
    """Go from the desk to the questions for a household that agrees."""
    page.select_option("#place", "town/north")
    page.fill("#household", household)
    page.click("#next-form .main")
    page.click("#agree")
    page.wait_for_url("**/collect/p/town/**")


def finish(page: Page) -> str:
    """Give the age of fourteen, go on to the end and leave for the desk; return the code."""
    page.fill("#q-age", "14")
    for _ in range(3):
        page.click(".buttons > .main:visible")
    page.wait_for_selector("#receipt:visible")
    code = page.inner_text("#receipt")
    page.click("#done .button")
    return code


def interview(page: Page, household: str = "12") -> str:
    """Ask a household of fourteen-year-olds, and return the code of its receipt."""
    begin(page, household)
    code = finish(page)
    page.wait_for_selector("html[data-started]")
    return "".join(code.split())


def test_an_interview_without_a_network_becomes_a_response(
    desk: Page, office: Office, site: Site, signed_in: str
):
    """Asked while the server is off, sent when it is on, found again by its receipt."""
    keep_desk(desk)
    office.stop()
    code = interview(desk)
    expect(desk.locator("#unsent")).to_contain_text("Unsent: 1")
    assert site.database.query("select id from responses") == []
    office.start()
    desk.evaluate("dispatchEvent(new Event('online'))")
    expect(desk.locator("#unsent")).to_have_text("Everything has been sent.")
    name = find_receipt(site.database, code)
    assert name is not None
    response = find_response(site.database, name, datetime.now(UTC))
    assert response is not None
    assert response.answers["age"] == 14
    assert (response.neighbourhood, response.household) == ("north", "12")


def test_a_refusal_is_counted_by_the_site(desk: Page, office: Office, site: Site):
    """Who declines on a tablet is a refusal of that place, with no answer."""
    desk.select_option("#place", "town/north")
    desk.fill("#household", "13")
    desk.click("#next-form .main")
    desk.click("#decline")
    wait_until(desk, lambda: len(site.database.query("select * from responses")) == 1)
    [row] = site.database.query("select consent, household from responses")
    assert (row["consent"], row["household"]) == ("refused", "13")


def test_a_tablet_that_was_revoked_keeps_what_it_has(desk: Page, office: Office, site: Site):
    """It says that it is not known any more; made ready again it sends what waited."""
    with site.database.transaction() as tx:
        tx.execute("update devices set revoked_at = :now", now="2026-11-22T09:00:00+00:00")
    interview(desk)
    expect(desk.locator("#paused")).to_be_visible()
    assert site.database.query("select id from responses") == []
    desk.click("#again")
    desk.click("#ready-form button")
    wait_until(desk, lambda: len(site.database.query("select id from responses")) == 1)
    expect(desk.locator("#paused")).to_be_hidden()


def test_a_rescue_file_and_the_tablet_bring_the_same_interview_once(
    desk: Page, office: Office, site: Site
):
    """What was handed in as a file is there once, also after the tablet could send it itself."""
    office.stop()
    interview(desk)
    with desk.expect_download() as download:
        desk.click("#export")
    receiving = Receiving(site.database, site.writer.write, site.languages)
    file = Path(download.value.path())
    [told] = rescue_file(receiving, file, site.clock())
    assert told.outcome == "new"
    office.start()
    desk.evaluate("dispatchEvent(new Event('online'))")
    expect(desk.locator("#unsent")).to_have_text("Everything has been sent.")
    assert run(desk, "outbox", "m.listSent().then((all) => all[0].outcome)") == "repeated"
    assert len(site.database.query("select id from responses")) == 1


def test_an_interview_that_lay_for_half_an_hour_is_left_for_the_desk(desk: Page, office: Office):
    """Whoever finds it sees nothing without the PIN, behind which it goes on as it was."""
    begin(desk, "12")
    desk.wait_for_selector("html[data-ready]")
    desk.fill("#q-age", "13")
    desk.evaluate(LATER["date"], TALK)
    desk.evaluate(SEEN)
    desk.wait_for_selector("#people button:visible")
    desk.go_back()
    desk.wait_for_selector("#people button:visible")
    give_pin(desk)
    desk.click("#draft-list a.button")
    desk.wait_for_selector("html[data-ready]")
    assert desk.input_value("#q-age") == "13"


def test_a_pause_interrupts_no_interview_and_the_desk_asks_afterwards(
    desk: Page, office: Office, site: Site
):
    """A quarter of an hour of talking: everything typed goes on, and the next one needs a PIN."""
    begin(desk, "12")
    desk.fill("#q-age", "13")
    desk.evaluate(LATER["date"], TALK // 2)
    code = finish(desk)
    desk.wait_for_selector("#people button:visible")
    assert desk.locator("#next-form").is_hidden()
    give_pin(desk)
    expect(desk.locator("#handed-code")).to_have_text(code)
    name = find_receipt(site.database, "".join(code.split()))
    assert name is not None
    response = find_response(site.database, name, datetime.now(UTC))
    assert response is not None
    assert response.answers["age"] == 14
