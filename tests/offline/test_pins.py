"""The PINs of a tablet: they say who interviews, and are kept nowhere."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from survey.accounts.model import Membership
from tests.accounts.people import sign_in_browser
from tests.forms.test_browser_facilitator import is_sound
from tests.offline.conftest import (
    open_desk,
    run,
)
from tests.offline.office import Office

pytestmark = pytest.mark.browser


def test_a_pin_says_who_interviews(desk: Page, office: Office):
    """A wrong PIN opens nothing; names without a PIN on this tablet cannot be chosen."""
    desk.click("#change-person")
    desk.wait_for_selector("#people button")
    assert desk.locator("#people button:disabled").all_text_contents() == ["Omid"]
    desk.click("#people button:enabled")
    desk.fill("#pin", "0000")
    desk.click("#pin-form .main")
    expect(desk.locator("#pin-error")).to_be_visible()
    desk.fill("#pin", "۲۵۸۰")
    desk.click("#pin-form .main")
    expect(desk.locator("#me")).to_contain_text("Sara")


def test_a_pin_that_is_asked_early_stays_asked(desk: Page):
    """A name can be tapped while the names are still drawn anew: its PIN does not vanish."""
    desk.click("#change-person")
    desk.wait_for_selector("#people button:visible")
    tapped = """(async () => {
        const drawn = m.showPeople(() => {});
        document.querySelector("#people button:enabled").click();
        await drawn;
    })()"""
    run(desk, "people", tapped)
    assert desk.locator("#pin").is_visible()


def test_five_wrong_pins_close_the_door_for_a_while(page: Page):
    """After five wrong PINs even the right one waits, and after five minutes it opens."""
    run(page, "pins", "m.keepPin('sara', '2580')")
    check = "m.checkPin('sara', given[0], given[1])"
    now = 1795339800000
    assert [run(page, "pins", check, ["1111", now]) for _ in range(5)] == ["wrong"] * 5
    assert run(page, "pins", check, ["2580", now]) == "slow"
    assert run(page, "pins", check, ["2580", now + 300_001]) == "right"


def test_a_pin_that_is_checked_takes_nobody_elses_away(page: Page):
    """Who chooses a PIN in one tab while another is checked in the next still has it afterwards."""
    run(page, "pins", "m.keepPin('sara', '2580')")
    run(page, "pins", "Promise.all([m.keepPin('omid', '1379'), m.checkPin('sara', '2580')])")
    assert run(page, "pins", "m.checkPin('omid', '1379')") == "right"


def test_a_pin_that_was_forgotten_is_chosen_anew_with_the_password(
    page: Page, office: Office, signed_in: str, app, context
):
    """Who was signed in when they chose it must sign in again; then the old PIN opens nothing."""
    open_desk(page, office)
    page.fill("#tablet-name", "Tablet 3")
    page.click("#ready-form button")
    choose_pin(page, "2580")
    page.click("#change-person")
    page.click("#people button:enabled")
    assert is_sound(page)
    page.click("#pin-forgotten")
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate("fetch('/collect/ready').then((one) => one.redirected)")
    now = app.extensions["mahalla"]
    later = replace(now, clock=lambda: now.clock() + timedelta(seconds=1))
    sign_in_browser(context, office.address, later, Membership("facilitator"), "Sara")
    open_desk(page, office)
    page.click("#people button:enabled")
    page.click("#pin-forgotten")
    choose_pin(page, "1379")
    page.click("#change-person")
    page.click("#people button:enabled")
    page.fill("#pin", "2580")
    page.click("#pin-form .main")
    expect(page.locator("#pin-error")).to_be_visible()
    page.fill("#pin", "1379")
    page.click("#pin-form .main")
    page.wait_for_selector("#next-form:visible")


def choose_pin(page: Page, pin: str) -> None:
    page.fill("#new-pin", pin)
    page.click("#new-pin-form button")
    page.wait_for_selector("#next-form:visible")


def test_without_a_connection_no_pin_is_forgotten(desk: Page, context):
    """The desk says that there is none, and stays where it is."""
    desk.click("#change-person")
    desk.click("#people button:enabled")
    context.set_offline(True)
    desk.click("#pin-forgotten")
    expect(desk.locator("#pin-error")).to_contain_text("no connection")
    assert desk.locator("#pin").is_visible()


@pytest.mark.parametrize(
    ("pin", "flaw"),
    [
        ("2580", None),
        ("123", "no_pin"),
        ("1234", "plain_pin"),
        ("7777", "plain_pin"),
        ("12a4", "no_pin"),
    ],
)
def test_a_pin_has_the_form_that_it_has_on_the_site(page: Page, pin: str, flaw: str | None):
    """Four to six digits, not all the same and not in a row."""
    assert run(page, "pins", "m.findFlaw(given)", pin) == flaw


def test_the_pin_itself_is_kept_nowhere(desk: Page):
    """What is kept is a slow hash with a salt of its own."""
    kept = run(desk, "database", "m.readNote('pins')")["sara"]
    assert set(kept) == {"salt", "iterations", "hash", "wrong", "closed_until", "signed_in_at"}
    assert kept["iterations"] >= 100_000
    assert len(kept["salt"]) == 32
