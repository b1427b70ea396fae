"""The desk of a tablet as facilitators meet it: getting ready, asking, waiting, handing over."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from survey.accounts.model import Membership
from tests.accounts.people import sign_in_browser
from tests.forms.test_browser_budgets import OVERFLOW, find_violations
from tests.forms.test_browser_facilitator import SMALL_TARGETS, SMALLEST_TARGET
from tests.offline.conftest import (
    HEAD,
    PATIENCE,
    finish,
    make_ready,
    open_desk,
    run,
    stop_uploads,
    wait_until,
)
from tests.offline.office import Office

pytestmark = pytest.mark.browser


def is_sound(page: Page) -> bool:
    """Hold what is shown to what every page keeps to."""
    assert find_violations(page) == []
    assert page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []
    assert page.evaluate(OVERFLOW) <= 0
    return True


def drafts(page: Page) -> list[dict]:
    return run(page, "store", "m.openStore().then((store) => store.drafts())")


def choose(page: Page, household: str = "18") -> None:
    page.select_option("#place", "town/north")
    page.fill("#household", household)
    page.click("#next-form .main")
    page.wait_for_selector("#agree:visible")


@pytest.mark.parametrize(("language", "width"), [("fa", 360), ("en", 800)])
def test_from_a_new_tablet_to_the_first_question(
    page: Page, office: Office, signed_in: str, language: str, width: int
):
    """Every view on the way is wide enough to tap, no wider than the screen, and fine for axe."""
    page.set_viewport_size({"width": width, "height": 1280})
    open_desk(page, office, language)
    page.fill("#tablet-name", "Tablet 3")
    assert is_sound(page)
    page.click("#ready-form button")
    page.fill("#new-pin", "۲۵۸۰")
    assert is_sound(page)
    page.click("#new-pin-form button")
    page.wait_for_selector("#next-form:visible")
    assert is_sound(page)
    choose(page)
    assert is_sound(page)
    page.click("#agree")
    page.wait_for_url("**/collect/p/town/**")
    page.goto(f"{office.address}/collect/{language}/")
    page.wait_for_selector("#draft-list a")
    assert is_sound(page)
    [draft] = drafts(page)
    kept = {name: draft[name] for name in ("facilitator", "consent", "consent_text", "household")}
    assert kept == {
        "facilitator": signed_in,
        "consent": "given",
        "consent_text": "c0ffee",
        "household": "18",
    }


def test_who_is_not_signed_in_is_led_to_where_one_signs_in(page: Page):
    """Only who may interview makes a tablet ready; afterwards they are back at the desk."""
    link = page.locator("#ready-sign-in a")
    assert link.get_attribute("href") == "/sign-in/?next=%2Fcollect%2Fen%2F"
    assert page.locator("#ready-form").is_hidden()


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


def test_a_household_without_a_code_or_a_place_is_not_asked(desk: Page):
    """What is missing is said beside what is missing, and nothing begins."""
    desk.click("#next-form .main")
    expect(desk.locator("#place-error")).to_be_visible()
    expect(desk.locator("#household-error")).to_be_visible()
    assert find_violations(desk) == []
    assert drafts(desk) == []


def test_codes_are_the_same_text_however_they_are_typed(page: Page):
    """Persian digits, small letters and blanks make the code that the server would make."""
    assert run(page, "next", "m.tidyCode(' b-۱۷ ')") == "B-17"


def test_who_declines_is_recorded_and_the_next_household_is_asked(desk: Page, office: Office):
    """A refusal is sent without a word of an answer, and the desk is ready again."""
    choose(desk)
    desk.click("#decline")
    desk.wait_for_selector("#next-form:visible")
    expect(desk.locator("#told")).to_contain_text("refusal is recorded")
    wait_until(desk, lambda: office.packages)
    [package] = office.packages.values()
    assert (package["consent"], package["household"]) == ("refused", "18")
    assert desk.input_value("#household") == ""


def test_a_household_that_is_known_is_pointed_out(desk: Page, office: Office):
    """By the list of the day, and by what this tablet has asked itself."""
    choose(desk, "17")
    expect(desk.locator("#visited")).to_contain_text("visits 1")
    desk.click("#consent-back")
    finish(desk, office, household="99")
    desk.wait_for_selector("#next-form:visible")
    choose(desk, "99")
    expect(desk.locator("#visited")).to_contain_text("already asked with this tablet")


def test_while_consent_is_asked_no_other_household_is_in_sight(desk: Page, office: Office):
    """Whoever looks on sees nothing of whom else this tablet asked."""
    stop_uploads(desk)
    finish(desk, office, household="99")
    choose(desk)
    assert "99" not in desk.inner_text("body")


def test_the_receipt_is_shown_until_the_next_interview_begins(desk: Page, office: Office):
    """The code of the household is on the desk, then gone from the tablet."""
    code = finish(desk, office)["code"]
    shown = desk.locator("#handed-code")
    expect(shown).to_be_visible()
    assert "".join(shown.inner_text().split()) == code
    choose(desk)
    desk.click("#agree")
    desk.wait_for_url("**/collect/p/town/**")
    open_desk(desk, office)
    assert desk.locator("#handed").is_hidden()
    assert run(desk, "database", "m.readNote('handed')") is None


def test_what_waits_is_counted_with_its_age(desk: Page, office: Office):
    """How many are unsent, since when, and why each of them waits."""
    stop_uploads(desk)
    done = finish(desk, office)
    finish(desk, office, household="18")
    ago = (datetime.now().astimezone() - timedelta(hours=2, minutes=5)).isoformat()
    changed = {"finished_at": ago, "state": "held", "reason": "There is no such project."}
    run(desk, "outbox", "m.changeRecord(given[0], given[1])", [done["id"], changed])
    open_desk(desk, office)
    expect(desk.locator("#unsent")).to_have_text("Unsent: 2 · oldest 2 h")
    reasons = desk.locator("#unsent-list small").all_text_contents()
    assert "Held back: There is no such project." in reasons[0]
    assert "Waits for its turn." in reasons[1]
    assert desk.locator("#old").is_hidden()


def test_what_waits_for_more_than_three_days_is_a_warning(desk: Page, office: Office):
    """The desk asks to find a connection, or to hand in a file."""
    stop_uploads(desk)
    done = finish(desk, office)
    ago = (datetime.now().astimezone() - timedelta(days=3, hours=1)).isoformat()
    run(desk, "outbox", "m.changeRecord(given[0], { finished_at: given[1] })", [done["id"], ago])
    open_desk(desk, office)
    expect(desk.locator("#old")).to_be_visible()
    expect(desk.locator("#unsent")).to_have_text("Unsent: 1 · oldest 3 d")


def test_send_now_sends_what_waits_for_another_time(desk: Page, office: Office):
    """One tap, and nothing is waited for."""
    stop_uploads(desk)
    done = finish(desk, office)
    desk.click("#send-now")
    wait_until(desk, lambda: done["id"] in office.packages)
    expect(desk.locator("#unsent")).to_have_text("Everything has been sent.")
    expect(desk.locator("#arrived-list")).to_contain_text("17")


def test_of_others_there_is_a_number_and_nothing_else(desk: Page, office: Office):
    """Which households somebody else asked is not shown to whoever has the tablet now."""
    stop_uploads(desk)
    finish(desk, office, facilitator="omid", household="99")
    head = {**HEAD, "facilitator": "omid", "household": "98", "key": office.key}
    run(desk, "store", "m.openStore().then((store) => store.begin(given))", head)
    open_desk(desk, office)
    expect(desk.locator("#others")).to_contain_text("unsent 1, unfinished 1")
    assert "98" not in desk.inner_text("main")
    assert "99" not in desk.inner_text("main")


def test_changing_person_keeps_everything_and_shows_it_to_nobody_else(desk: Page, office: Office):
    """After the change the queue is what it was, as a number."""
    stop_uploads(desk)
    finish(desk, office)
    desk.click("#change-person")
    desk.wait_for_selector("#people button")
    assert "household" not in desk.inner_text("main")
    assert len(run(desk, "outbox", "m.listUnsent()")) == 1
    assert run(desk, "database", "m.readNote('handed')") is None


def test_a_desk_out_of_the_browsers_memory_is_drawn_anew(desk: Page, office: Office):
    """The way back leads not to the desk, the households and the code of who was here before."""
    finish(desk, office, household="98")
    expect(desk.locator("#handed-code")).to_be_visible()
    desk.evaluate("sessionStorage.setItem('me', 'omid')")
    with desk.expect_navigation():
        desk.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    desk.wait_for_selector("html[data-started]")
    expect(desk.locator("#me")).to_contain_text("Omid")
    expect(desk.locator("#handed-code")).to_be_hidden()
    assert "98" not in desk.inner_text("main")


def test_a_refusal_that_is_tapped_again_is_recorded_once(desk: Page, office: Office):
    """Where the code of the last household could not be forgotten, nothing was recorded yet."""
    choose(desk)
    desk.evaluate(
        """() => {
          const put = IDBObjectStore.prototype.put;
          let isFirst = true;
          IDBObjectStore.prototype.put = function (value, key) {
            if (key === "handed" && isFirst) {
              isFirst = false;
              throw new DOMException("", "QuotaExceededError");
            }
            return put.call(this, value, key);
          };
        }"""
    )
    desk.click("#decline")
    expect(desk.locator("#consent-error")).to_be_visible()
    desk.click("#decline")
    desk.wait_for_selector("#next-form:visible")
    wait_until(desk, lambda: office.packages)
    assert len(office.packages) + run(desk, "outbox", "m.countUnsent()") == 1


def test_a_draft_is_thrown_away_only_after_a_question(desk: Page, office: Office):
    """One tap asks; the second deletes the draft with its files."""
    head = {**HEAD, "key": office.key}
    run(
        desk,
        "store",
        """m.openStore().then(async (store) => {
          const draft = await store.begin(given);
          await store.keepFile(draft, new Blob(["a photo"], { type: "image/jpeg" }));
        })""",
        head,
    )
    open_desk(desk, office)
    desk.click("#draft-list button")
    desk.click("#throw-away [value=keep]")
    assert len(drafts(desk)) == 1
    desk.click("#draft-list button")
    assert find_violations(desk) == []
    desk.click("#throw-away [value=drop]")
    wait_until(desk, lambda: drafts(desk) == [])
    assert run(desk, "database", 'm.look(["blobs"], (at) => m.ask(at("blobs").count()))') == 0


def test_questions_that_are_not_kept_yet_are_not_begun(desk: Page, office: Office):
    """Without its page an interview would end in nothing: the desk says so."""
    run(desk, "database", "m.writeNote('pages', {})")
    desk.select_option("#place", "town/north")
    desk.fill("#household", "18")
    desk.click("#next-form .main")
    expect(desk.locator("#not-kept")).to_be_visible()
    assert drafts(desk) == []


@pytest.mark.parametrize(("usage", "is_warned"), [(79, False), (81, True)])
def test_a_memory_that_is_almost_full_is_a_warning(chromium, office, usage, is_warned):
    """From 80 percent on the desk asks to send first, before each interview."""
    tablet = chromium.new_context()
    tablet.set_default_timeout(PATIENCE)
    tablet.add_init_script(
        f"navigator.storage.estimate = async () => ({{ usage: {usage}, quota: 100 }})"
    )
    page = tablet.new_page()
    open_desk(page, office)
    make_ready(page, office)
    expect(page.locator("#memory")).to_have_text(f"{usage}% used")
    assert page.locator("#full").is_visible() is is_warned
    tablet.close()


@pytest.mark.parametrize(("answer", "says"), [("true", "promised"), ("false", "may delete")])
def test_what_the_browser_says_of_keeping_is_shown(chromium, office, answer, says):
    """The promise is asked for, and its answer is on the desk."""
    tablet = chromium.new_context()
    tablet.set_default_timeout(PATIENCE)
    tablet.add_init_script(
        f"""window.asked = 0;
        navigator.storage.persist = async () => (window.asked += 1, {answer});
        navigator.storage.persisted = async () => {answer};"""
    )
    page = tablet.new_page()
    open_desk(page, office)
    make_ready(page, office)
    page.click("#refresh")
    expect(page.locator("#kept-safe")).to_contain_text(says)
    wait_until(page, lambda: page.evaluate("window.asked") == 1)
    tablet.close()


def test_an_iphone_is_told_to_keep_the_desk_on_its_home_screen(chromium, office):
    """Safari forgets pages after seven days: only there, and only in a tab, this is said."""
    tablet = chromium.new_context(
        user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"
    )
    tablet.set_default_timeout(PATIENCE)
    page = tablet.new_page()
    open_desk(page, office)
    make_ready(page, office)
    expect(page.locator("#apple")).to_be_visible()
    tablet.close()


def test_a_browser_that_cannot_keep_anything_is_told_so(chromium, office):
    """Where there are no locks, as without https, nobody is let begin an interview."""
    tablet = chromium.new_context()
    tablet.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined })")
    page = tablet.new_page()
    page.goto(f"{office.address}/collect/en/")
    expect(page.locator("#unfit")).to_be_visible()
    assert page.locator("[data-view]:visible").count() == 0
    tablet.close()


FAILING = """IDBFactory.prototype.open = () => {
  const request = {};
  setTimeout(() => {
    request.error = new DOMException("Internal error opening backing store", "UnknownError");
    request.onerror();
  });
  return request;
}"""
HANGING = "IDBFactory.prototype.open = () => ({})"


@pytest.mark.parametrize("broken", [FAILING, HANGING])
def test_a_database_that_does_not_open_is_told(chromium, office, broken):
    """The desk is not blank: it says what can be done, what must not be, and offers another try."""
    tablet = chromium.new_context()
    tablet.set_default_timeout(PATIENCE)
    page = tablet.new_page()
    open_desk(page, office)
    make_ready(page, office)
    page.add_init_script(f"if (!sessionStorage.getItem('mended')) {broken}")
    page.goto(f"{office.address}/collect/en/")
    page.wait_for_selector("#closed:visible")
    expect(page.locator("#closed")).to_contain_text("do not clear the data of the browser")
    assert page.locator("[data-view]:visible").count() == 0
    assert is_sound(page)
    page.evaluate("sessionStorage.setItem('mended', 'yes')")
    page.click("#closed a")
    page.wait_for_selector("#next-form:visible")
    expect(page.locator("#closed")).to_be_hidden()
    tablet.close()


def test_a_desk_that_stays_open_fetches_the_next_day(desk: Page, office: Office):
    """Looked at again in the morning, the desk knows the places of that morning."""
    day = run(desk, "database", "m.readNote('day')")
    old = {**day, "fetched_at": "2026-11-21T09:00:00+00:00"}
    run(desk, "database", "m.writeNote('day', given)", old)
    desk.fill("#household", "18")
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    fetched = "m.readNote('day').then((day) => day.fetched_at)"
    wait_until(desk, lambda: run(desk, "database", fetched) != old["fetched_at"])
    assert desk.input_value("#household") == "18"


def test_a_draft_that_is_open_elsewhere_is_not_offered(desk: Page, office: Office, context):
    """The desk says that an interview is open in another tab, and leads into none twice."""
    head = {**HEAD, "key": office.key}
    begun = run(desk, "store", "m.openStore().then((store) => store.begin(given))", head)
    other = context.new_page()
    open_desk(other, office)
    run(other, "store", "m.openStore().then((store) => store.load(given))", begun["id"])
    open_desk(desk, office)
    expect(desk.locator("#draft-list")).to_contain_text("Open in another tab")
    assert desk.locator("#draft-list a").count() == 0


@pytest.mark.parametrize(
    ("language", "told"),
    [("ar", r"[٠-٩]{2}:[٠-٩]{2}"), ("fa", r"[۰-۹]{2}:[۰-۹]{2}"), ("en", r"[0-9]{2}:[0-9]{2}")],
)
def test_moments_are_written_in_the_readers_digits(
    page: Page, office: Office, signed_in: str, language: str, told: str
):
    """When the day was fetched: the hours up to 24, and no digit of another script."""
    open_desk(page, office, language)
    page.fill("#tablet-name", "Tablet")
    page.click("#ready-form button")
    expect(page.locator("#fetched")).to_have_text(re.compile(told))
    if language != "en":
        expect(page.locator("#fetched")).not_to_have_text(re.compile("[0-9]"))


def test_what_was_wrong_is_right_once_it_is_chosen(desk: Page):
    """A mark stays beside what is missing alone."""
    desk.click("#next-form .main")
    expect(desk.locator("#place-error")).to_be_visible()
    expect(desk.locator("#household-error")).to_be_visible()
    desk.select_option("#place", "town/north")
    expect(desk.locator("#place-error")).to_be_hidden()
    desk.fill("#household", "18")
    expect(desk.locator("#household-error")).to_be_hidden()
