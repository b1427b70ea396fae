"""An interview that nobody touches for half an hour is left for the desk, with what was typed."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.offline.conftest import run
from tests.offline.test_interview import begin, context, forms, site_address
from tests.offline.test_presence import LATER, SEEN, TALK

__all__ = ["begin", "context", "forms", "site_address"]
pytestmark = pytest.mark.browser


@pytest.fixture
def asked(begin, context: BrowserContext) -> Page:
    """An interview of Sara's, with an age in it."""
    page, _ = begin("tour")
    context.set_offline(False)
    page.fill("#q-age", "13")
    return page


@pytest.mark.parametrize("clock", LATER)
def test_the_first_touch_after_it_changes_nothing(asked: Page, clock: str):
    """A button under the finger of somebody else goes on in nobody's name; what was typed stays."""
    asked.evaluate(LATER[clock], TALK)
    asked.evaluate("document.querySelector('.buttons > .main').click()")
    asked.wait_for_url("**/collect/en/")
    [draft] = run(asked, "store", "m.openStore().then((store) => store.drafts())")
    assert draft["section"] == "people"
    assert ["q-age", "13"] in draft["typed"]["people"]


def test_a_talk_with_a_touch_now_and_then_is_interrupted_by_nothing(asked: Page):
    """Half an hour begins anew with every touch, also of who would be asked at the desk."""
    for _ in range(3):
        asked.evaluate(LATER["date"], TALK - 10_000)
        asked.evaluate(SEEN)
        asked.locator("#q-age").click()
    asked.fill("#q-age", "14")
    assert asked.evaluate("Number(localStorage.getItem('touched sara'))") < 0


def test_nobody_leads_away_from_what_cannot_be_kept(asked: Page):
    """On a tablet without room neither *Later* nor another language takes what was typed away."""
    asked.evaluate("void (IDBObjectStore.prototype.put = () => { throw new Error('full'); })")
    here = asked.url
    asked.fill("#q-age", "16")
    for leave in ("[value=later]", ".menu [hreflang=fa]"):
        asked.evaluate("document.querySelector('.menu').open = true")
        asked.locator(leave).evaluate("(one) => one.click()")
        expect(asked.locator("#saved")).to_have_class("quiet error")
        asked.wait_for_timeout(500)
    assert (asked.url, asked.input_value("#q-age")) == (here, "16")


def test_what_cannot_be_kept_is_not_left(asked: Page):
    """On a tablet without room the interview stays open, and can be gone on with."""
    asked.evaluate("void (IDBObjectStore.prototype.put = () => { throw new Error('full'); })")
    asked.evaluate(LATER["date"], TALK)
    asked.evaluate(SEEN)
    expect(asked.locator("#saved")).to_have_class("quiet error")
    asked.fill("#q-age", "15")
    asked.click(".buttons > .main:visible")
    expect(asked.locator("#title-people")).to_be_hidden()
