"""Interviews in Chromium: phone and tablet, Persian and English, with the keyboard, for axe."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from survey.accounts.model import Membership
from survey.responses.drafts import find_draft
from tests.accounts.people import sign_in_browser
from tests.forms.test_browser_budgets import OVERFLOW, find_violations

pytestmark = pytest.mark.browser

SMALLEST_TARGET = 48
SMALL_TARGETS = """
(smallest) => [...document.querySelectorAll(
  "header :is(summary, button)," +
  "main :is(a, summary, button, select, textarea, input:not([type]))," +
  "main label:has([type=radio], [type=checkbox])"
)].filter((one) => one.checkVisibility() && !one.classList.contains("unseen")).filter((one) => {
  const box = one.getBoundingClientRect();
  return box.height < smallest || box.width < smallest;
}).map((one) => one.outerHTML.slice(0, 120))
"""


@pytest.fixture(params=[("fa", 360), ("en", 800)], ids=["fa-phone", "en-tablet"])
def device(request, chromium, served, site) -> Page:
    """A device of the office, on which Sara stands before her first interview."""
    language, width = request.param
    context = chromium.new_context(viewport={"width": width, "height": 1280})
    page = context.new_page()
    enter(page, served, site, language)
    yield page
    context.close()


def enter(page: Page, served: str, site, language: str = "en") -> Page:
    sign_in_browser(page.context, served, site, Membership("facilitator"), "Sara")
    page.goto(f"{served}/office/collect/?lang={language}")
    page.goto(f"{served}/office/collect/town/")
    return page


def choose(page: Page) -> None:
    page.select_option("#place", "town/north")
    page.fill("#household", "12")
    page.click(".next .main")


def begin(page: Page) -> None:
    choose(page)
    page.click("button[value=agree]")
    page.wait_for_url("**/d/*")


def is_sound(page: Page) -> bool:
    """Hold a page to what every page keeps to."""
    assert find_violations(page) == []
    assert page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []
    assert page.evaluate(OVERFLOW) <= 0
    return True


def test_an_interview_from_the_desk_to_the_next_one(device):
    """Every page on the way is wide enough to tap, no wider than the screen, and fine for axe."""
    assert is_sound(device)
    choose(device)
    assert is_sound(device)
    device.click("button[value=agree]")
    device.wait_for_url("**/d/*")
    assert is_sound(device)
    device.locator("[type=radio]").first.check()
    device.fill("#q-age", "17")
    device.locator(".remark summary").first.click()
    device.locator(".menu > summary").click()
    assert is_sound(device)
    device.locator(".panel [value=review]").click()
    device.wait_for_url("**/review")
    device.locator(".answers > summary").first.click()
    assert is_sound(device)
    device.locator("main .main").click()
    expect(device.locator(".sent .number")).to_contain_text(re.compile("[0-9۰-۹]{4}"))
    assert is_sound(device)


@pytest.fixture
def page(context: BrowserContext, served, site) -> Page:
    return enter(context.new_page(), served, site)


def test_the_list_of_sections_works_with_the_keyboard(page):
    """The list is opened, walked and used without a pointer, and what was typed is kept."""
    begin(page)
    page.fill("#q-age", "17")
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/d/things")
    page.locator(".menu > summary").click()
    expect(page.locator("[value=to-people]")).to_contain_text("1 of 2")


def test_enter_goes_on(page):
    """Enter in a text goes to the next section, whatever buttons stand in the bar."""
    begin(page)
    page.fill("#q-age", "17")
    page.locator("#q-age").press("Enter")
    page.wait_for_url("**/d/things")


def test_the_bar_stays_in_sight(page):
    """Household and sections are there at the end of a long section too."""
    begin(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".stop")).to_be_in_viewport()


def test_a_question_is_not_hidden_by_the_bar(page):
    """Who comes from the look over sees the whole question below the bar."""
    begin(page)
    page.locator(".menu > summary").click()
    page.locator("[value=review]").click()
    page.locator("#people a", has_text="How old").click()
    page.wait_for_url("**/d/people**")
    bar = page.locator("header.bar").bounding_box()
    box = page.locator("#q-age-box").bounding_box()
    assert box["y"] >= bar["height"]


def test_a_note_is_saved_while_it_is_typed_and_is_no_answer(page, site):
    """A note beside a question neither answers it nor takes its answer away."""
    begin(page)
    page.locator("[data-question=age] [type=checkbox]").check()
    page.locator("[data-question=age] .remark > summary").click()
    page.locator("[data-question=age] textarea").press_sequentially("Shy")
    expect(page.locator("#saved")).to_have_text("Your answers are saved.")
    [row] = site.database.query("select id from drafts")
    draft = find_draft(site.database, row["id"])
    assert draft.answers == {"age": {"missing": "refused"}}
    assert draft.paradata["notes"] == {"age": "Shy"}


def test_residents_pages_load_nothing_of_it(context, served):
    """The pages of those who answer alone ask for nothing that belongs to interviews."""
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/f/tour/en/?n=north")
    page.click("button[value=agree]")
    page.wait_for_url("**/d/*")
    assert [address for address in asked if "facilitator" in address] == []


@pytest.mark.parametrize("is_noted", [False, True])
def test_clearing_an_answer_stands_away_from_the_next_question(device, is_noted):
    """The button belongs to the question above it, whether a note is open there or not."""
    choose(device)
    device.click("button[value=agree]")
    device.locator("[data-question=trust] [value=agree]").check()
    if is_noted:
        device.click("[data-question=trust] .remark > summary")
    button = device.locator("[data-question=trust] .clear").bounding_box()
    following = device.locator("[data-question=age]").bounding_box()
    assert following["y"] - button["y"] - button["height"] >= 12
