"""A desk that nobody touches for ten minutes asks who is there, before anything else happens."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.offline.conftest import HEAD, finish, open_desk, run, stop_uploads, wait_until
from tests.offline.office import Office

pytestmark = pytest.mark.browser

LONG, SHORT, TALK = 600_000, 590_000, 1_800_000
"""Milliseconds: a pause at the desk, one that is none, and one in an interview."""
LATER = {
    "date": "(ms) => { const now = Date.now; Date.now = () => now() + ms; }",
    "clock": "(ms) => { const now = performance.now(); performance.now = () => now + ms; }",
}
"""How to let time go by: on a tablet that slept, and on one whose time was set back."""
SEEN = "document.dispatchEvent(new Event('visibilitychange'))"


def give_pin(page: Page, pin: str = "2580") -> None:
    page.click("#people button:enabled")
    page.fill("#pin", pin)
    page.click("#pin-form .main")


@pytest.mark.parametrize("clock", ["date", "clock"])
def test_after_a_pause_the_desk_asks_who_is_there(desk: Page, clock: str):
    """Both clocks count; what was typed at the desk is there again after the PIN."""
    desk.fill("#household", "18")
    desk.evaluate(LATER[clock], LONG)
    desk.evaluate(SEEN)
    desk.wait_for_selector("#people button:visible")
    assert desk.locator("#next-form").is_hidden()
    assert desk.evaluate("sessionStorage.getItem('me')") is None
    give_pin(desk)
    expect(desk.locator("#me")).to_contain_text("Sara")
    assert desk.input_value("#household") == "18"


def test_before_that_nobody_is_asked(desk: Page):
    """Ten minutes begin anew with every touch."""
    for _ in range(2):
        desk.evaluate(LATER["date"], SHORT)
        desk.mouse.click(2, 2)
    expect(desk.locator("#me")).to_contain_text("Sara")
    assert desk.locator("#next-form").is_visible()


def test_the_first_touch_after_a_pause_begins_no_interview(desk: Page):
    """Whoever takes a tablet at which the consent is open agrees to nothing in another's name."""
    desk.select_option("#place", "town/north")
    desk.fill("#household", "18")
    desk.click("#next-form .main")
    desk.wait_for_selector("#agree:visible")
    desk.evaluate(LATER["date"], LONG)
    desk.evaluate("document.getElementById('agree').click()")
    desk.wait_for_selector("#people button:visible")
    assert run(desk, "store", "m.openStore().then((store) => store.drafts())") == []


def test_tabs_of_the_same_person_count_together(
    desk: Page, office: Office, context: BrowserContext
):
    """Who works in one tab is asked in none; a pause that one tab saw is one for both."""
    other = context.new_page()
    other.add_init_script("sessionStorage.setItem('me', 'sara')")
    open_desk(other, office)
    touched = "localStorage.setItem('touched sara', String(Date.now()))"
    later = f"({LATER['date']})({LONG}); ({LATER['clock']})({LONG})"
    other.evaluate(f"() => {{ {later}; {touched}; }}")
    other.evaluate(SEEN)
    expect(other.locator("#me")).to_contain_text("Sara")
    assert other.locator("#next-form").is_visible()
    desk.evaluate("localStorage.setItem('touched sara', '0')")
    other.mouse.click(2, 2)
    other.wait_for_selector("#people button:visible")


def test_the_code_of_a_household_is_not_shown_to_who_comes_next(desk: Page, office: Office):
    """After the pause the code is back for who asked there, and gone where somebody else comes."""
    stop_uploads(desk)
    code = finish(desk, office)["code"]
    desk.evaluate(LATER["date"], LONG)
    desk.evaluate(SEEN)
    desk.wait_for_selector("#people button:visible")
    expect(desk.locator("#handed-code")).to_be_hidden()
    give_pin(desk)
    shown = desk.locator("#handed-code")
    expect(shown).to_be_visible()
    assert "".join(shown.inner_text().split()) == code
    run(desk, "pins", "m.keepPin('omid', '1379')")
    run(desk, "me", "m.forgetMe()")
    open_desk(desk, office)
    desk.locator("#people button", has_text="Omid").click()
    desk.fill("#pin", "1379")
    desk.click("#pin-form .main")
    expect(desk.locator("#me")).to_contain_text("Omid")
    assert run(desk, "database", "m.readNote('handed')") is None


def test_a_draft_is_there_again_after_the_pause(desk: Page, office: Office):
    """A question about throwing away that stood open does nothing, and the draft waits."""
    head = {**HEAD, "key": office.key}
    run(desk, "store", "m.openStore().then((store) => store.begin(given))", head)
    open_desk(desk, office)
    desk.click("#draft-list button")
    desk.evaluate(LATER["date"], LONG)
    desk.evaluate(SEEN)
    desk.wait_for_selector("#people button:visible")
    expect(desk.locator("#throw-away")).to_be_hidden()
    expect(desk.locator("#draft-list li")).to_have_count(0)
    give_pin(desk)
    expect(desk.locator("#draft-list li")).to_have_count(1)
    wait_until(desk, lambda: desk.locator("#draft-list a").count() == 1)
