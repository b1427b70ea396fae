"""A kiosk in Chromium: what the next person can find of the last one, and what time does."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from survey.accounts.model import Membership
from survey.site import Site
from tests.accounts.people import sign_in_browser
from tests.forms.test_browser_budgets import OVERFLOW, SMALL_TARGETS, find_violations

pytestmark = pytest.mark.browser

SECRET = "baker in the blue house"


def set_up(context: BrowserContext, served: str, site: Site, language: str = "en") -> Page:
    """Make a kiosk of a tablet that stands upright."""
    page = context.new_page()
    page.set_viewport_size({"width": 800, "height": 1280})
    sign_in_browser(context, served, site, Membership("facilitator"))
    page.goto(f"{served}/office/kiosk/")
    page.select_option("#place", "town/north")
    page.select_option("#lang", language)
    page.fill("#pin", "4321")
    page.click("button.main")
    page.wait_for_url("**/kiosk/**")
    return page


@pytest.fixture
def kiosk(context: BrowserContext, served: str, site: Site) -> Page:
    page = set_up(context, served, site)
    page.clock.install()
    return page


def answer(page: Page) -> None:
    page.click("button[value=agree]")
    page.wait_for_url("**/d/people")
    page.fill("#q-age", "30")
    page.fill("#q-job", SECRET)
    page.click(".buttons button.main")
    page.wait_for_url("**/d/things")


def send(page: Page) -> None:
    page.click(".buttons button[value=next]")
    page.wait_for_url("**/d/grown_ups*")
    page.click(".buttons button[value=next]")
    page.wait_for_url("**/review*")
    page.click("button[value=send]")
    page.wait_for_url("**/thanks*")


def go_back_and_forth(page: Page) -> list[str]:
    """Press Back and Forward wherever they lead, and collect every page that is shown."""
    seen = []
    for step in (page.go_back, page.go_forward):
        for _ in range(8):
            if step() is None and "/kiosk/" not in page.url:
                break
            page.wait_for_load_state()
            if page.url.startswith("http"):
                seen.append(page.content())
    return seen


def assert_nothing_is_left(page: Page, served: str) -> None:
    seen = go_back_and_forth(page)
    for address in ("/d/people", "/d/things", "/d/grown_ups", "/review", "/thanks", "/later"):
        page.goto(f"{served}{address}")
        assert "/kiosk/" in page.url
        seen.append(page.content())
    page.reload()
    seen.append(page.content())
    assert len(seen) > 7
    assert not [text for text in seen if SECRET in text or "This is your receipt" in text]


def test_back_after_the_end_shows_nothing(kiosk, served):
    """After the receipt neither Back, Forward, Reload nor a typed address shows the last person."""
    answer(kiosk)
    send(kiosk)
    kiosk.click("a.main")
    kiosk.wait_for_url("**/kiosk/*")
    assert_nothing_is_left(kiosk, served)


def test_back_after_a_long_silence_shows_nothing(kiosk, served, site):
    """After the form was given up neither Back, Forward, Reload nor a typed address shows it."""
    answer(kiosk)
    kiosk.clock.run_for(91_000)
    kiosk.wait_for_url("**/kiosk/*")
    assert site.database.query("select * from drafts") == []
    assert_nothing_is_left(kiosk, served)


def test_what_was_typed_and_not_yet_saved_is_gone_too(kiosk, served, site):
    """A name typed in the last second is neither kept nor restored by the browser."""
    answer(kiosk)
    kiosk.go_back()
    kiosk.wait_for_url("**/d/people")
    kiosk.fill("#q-job", SECRET)
    kiosk.goto(f"{served}/kiosk/")
    kiosk.wait_for_timeout(300)
    assert site.database.query("select * from drafts") == []
    assert_nothing_is_left(kiosk, served)


def test_somebody_is_asked_before_the_form_is_given_up(kiosk):
    """Twenty seconds before, a dialog asks, counts and is read out; a touch lets the form go on."""
    answer(kiosk)
    dialog = kiosk.get_by_role("alertdialog", name="Are you still there?")
    kiosk.clock.run_for(69_000)
    expect(dialog).to_be_hidden()
    kiosk.clock.run_for(2_000)
    expect(dialog).to_be_visible()
    kiosk.clock.run_for(9_500)
    expect(kiosk.locator("dialog [aria-live]")).to_contain_text("In 10 seconds")
    kiosk.clock.run_for(3_000)
    kiosk.get_by_role("button", name="I am still here").click()
    expect(dialog).to_be_hidden()
    kiosk.clock.run_for(60_000)
    assert "/d/things" in kiosk.url


def test_who_is_typing_is_not_interrupted(kiosk):
    """Every key counts as a sign of life."""
    answer(kiosk)
    for _ in range(3):
        kiosk.clock.run_for(60_000)
        kiosk.keyboard.press("Tab")
    expect(kiosk.get_by_role("alertdialog")).to_be_hidden()
    assert "/d/things" in kiosk.url


def test_who_listens_is_not_interrupted(kiosk):
    """While a voice reads or a note is spoken, silence of the hands is no sign of absence."""
    answer(kiosk)
    kiosk.evaluate(
        """document.querySelector("main").insertAdjacentHTML(
            "beforeend", '<button class="listen" aria-pressed="true">…</button>')"""
    )
    kiosk.clock.run_for(120_000)
    expect(kiosk.get_by_role("alertdialog")).to_be_hidden()
    assert "/d/things" in kiosk.url


def test_the_receipt_goes_away_by_itself(kiosk, served):
    """It can be read for twenty seconds, and then the kiosk begins again."""
    answer(kiosk)
    send(kiosk)
    expect(kiosk.locator(".code .number")).to_be_visible()
    kiosk.clock.run_for(15_000)
    assert "/thanks" in kiosk.url
    kiosk.clock.run_for(6_000)
    kiosk.wait_for_url("**/kiosk/*")
    assert_nothing_is_left(kiosk, served)


def test_esc_three_times_begins_again(kiosk, site):
    """Whoever does not want to be seen is rid of the form at once."""
    answer(kiosk)
    for _ in range(3):
        kiosk.keyboard.press("Escape")
    kiosk.wait_for_url("**/kiosk/*")
    kiosk.wait_for_timeout(300)
    assert site.database.query("select * from drafts") == []


def test_the_pin_ends_the_kiosk(kiosk, served):
    """The keeper comes back to the office."""
    kiosk.get_by_role("link", name="End the kiosk").click()
    kiosk.fill("#pin", "۴۳۲۱")
    kiosk.click("button.main")
    kiosk.wait_for_url("**/office/")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_pages_of_a_kiosk_are_fit_for_a_tablet(context, served, site, language):
    """Axe finds nothing, nothing scrolls sideways and every target is large enough."""
    page = set_up(context, served, site, language)
    found = find_violations(page)
    small = page.evaluate(SMALL_TARGETS, 48)
    wide = [page.evaluate(OVERFLOW)]
    page.click("button[value=agree]")
    page.wait_for_url("**/d/people")
    page.evaluate("document.querySelector('dialog').showModal()")
    found += find_violations(page)
    small += page.evaluate(SMALL_TARGETS, 48)
    wide.append(page.evaluate(OVERFLOW))
    page.goto(f"{served}/kiosk/leave")
    found += find_violations(page)
    assert (found, small, max(wide)) == ([], [], 0)


def test_without_scripts_a_kiosk_forgets_as_well(chromium, served, site):
    """Back after the end leads to the first page also where scripts are switched off."""
    context = chromium.new_context(java_script_enabled=False)
    page = set_up(context, served, site)
    answer_plainly(page)
    send(page)
    page.click("a.main")
    page.wait_for_url("**/kiosk/*")
    for _ in range(4):
        page.go_back()
        assert SECRET not in page.content()
        assert "/kiosk/" in page.url
    context.close()


def answer_plainly(page: Page) -> None:
    """Answer without scripts: a question that an answer calls up comes with the page once more."""
    page.click("button[value=agree]")
    for typed in ({"#q-age": "30"}, {"#q-job": SECRET}, {}):
        for field, text in typed.items():
            page.fill(field, text)
        with page.expect_navigation():
            page.click(".buttons button.main")
    assert "/d/things" in page.url
