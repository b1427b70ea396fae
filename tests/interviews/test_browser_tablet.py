"""From a tablet in Chromium to the database: registered, asked without a network, sent, entered."""

import json
from collections.abc import Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from survey.accounts.model import Membership
from survey.interviews.keys import list_keys
from survey.responses.receipts import find_receipt, read_code
from survey.storage.database import Database
from tests.accounts.people import sign_in_browser
from tests.forms.browser import serve

pytestmark = pytest.mark.browser
PATIENCE = 20_000


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(viewport={"width": 800, "height": 1280})
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def desk(context: BrowserContext, app, site) -> Iterator[Page]:
    """The desk of a tablet that Sara has just made ready, by hand."""
    with serve(app) as address:
        sign_in_browser(context, address, site, Membership("facilitator", "town"), "Sara")
        page = context.new_page()
        page.goto(f"{address}/collect/en/")
        page.fill("#tablet-name", "Tablet 3")
        page.click("#ready-form button")
        page.fill("#new-pin", "2580")
        page.click("#new-pin-form button")
        page.wait_for_selector("#next-form:visible")
        yield page


def choose(page: Page, household: str) -> None:
    page.select_option("#place", "town/north")
    page.fill("#household", household)
    page.click("#next-form .main")
    page.wait_for_selector("#agree:visible")


def read_when_there(page: Page, database: Database, sql: str) -> list[dict]:
    """Read rows once there are any; the tablet sends by itself."""
    end = monotonic() + PATIENCE / 1000
    rows: list[dict] = []
    while not rows and monotonic() < end:
        page.wait_for_timeout(100)
        rows = database.query(sql)
    return rows


def test_an_interview_without_a_network_arrives_and_its_code_works(desk, context, database):
    """What was typed where there was no network is a response once there is one again."""
    choose(desk, "18")
    desk.click("#agree")
    desk.wait_for_url("**/collect/p/town/**")
    context.set_offline(True)
    desk.fill("[name=q-age]", "34")
    desk.fill("[name=q-job]", "Baker")
    for _ in range(2):
        desk.click("button.main[value=next]")
    desk.fill("[name=q-wish]", "More shade.")
    desk.click("button.main[value=next]")
    desk.click("button[value=finish]")
    desk.wait_for_selector("#done:visible")
    code = read_code(desk.locator("#receipt").inner_text()) or ""
    context.set_offline(False)
    desk.goto(desk.url.partition("/collect/")[0] + "/collect/en/")

    sent = "select id, answers, household, collector from responses"
    [row] = read_when_there(desk, database, sent)

    answers = json.loads(row["answers"])
    assert (answers["age"], answers["job"], answers["wish"]) == (34, "Baker", "More shade.")
    assert (row["household"], row["collector"]) == ("18", "sara")
    assert str(find_receipt(database, code)) == row["id"]
    assert [key.project for key in list_keys(database)] == ["town"]


def test_a_refusal_arrives(desk, database):
    """Who declines is recorded, and nothing else of them."""
    choose(desk, "19")
    desk.click("#decline")

    [row] = read_when_there(desk, database, "select consent, answers, household from responses")

    assert row == {"consent": "refused", "answers": "{}", "household": "19"}
