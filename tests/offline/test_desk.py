"""The desk of a tablet as facilitators meet it: getting ready, asking, waiting, handing over."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.forms.test_browser_budgets import find_violations
from tests.forms.test_browser_facilitator import is_sound
from tests.offline.conftest import (
    HEAD,
    finish,
    open_desk,
    run,
    stop_uploads,
    wait_until,
)
from tests.offline.office import Office

pytestmark = pytest.mark.browser


LONG_ROUND = """() => {
  const round = new Promise((end) => { window.end = end; });
  navigator.locks.request("upload", () => round);
}"""
SLOW_QUERY = """() => {
  const query = navigator.locks.query.bind(navigator.locks);
  const answered = new Promise((answer) => { window.answer = answer; });
  window.asked = new Promise((ask) => {
    navigator.locks.query = async () => {
      ask();
      await answered;
      return query();
    };
  });
}"""


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


def test_when_a_round_of_sending_ends_the_desk_notices(desk: Page, office: Office):
    """A round that sent nothing tells nobody of its end: the way to send comes back by itself."""
    stop_uploads(desk)
    desk.evaluate(LONG_ROUND)
    finish(desk, office)
    expect(desk.locator("#unsent")).to_have_text("Sending… Unsent: 1")
    expect(desk.locator("#send-now")).to_be_disabled()
    desk.evaluate("end()")
    expect(desk.locator("#send-now")).to_be_enabled()
    expect(desk.locator("#unsent")).to_contain_text("Unsent: 1")


def test_what_was_read_first_is_never_shown_last(desk: Page, office: Office):
    """What has been sent while the desk was being drawn does not stand there unsent."""
    stop_uploads(desk)
    finish(desk, office)
    expect(desk.locator("#unsent")).to_contain_text("Unsent: 1")
    desk.evaluate(SLOW_QUERY)
    run(desk, "database", "m.tellAll()")
    desk.evaluate("window.asked")
    [record] = run(desk, "outbox", "m.listUnsent()")
    run(desk, "outbox", "m.release(given, 'new')", record)
    desk.evaluate("answer()")
    expect(desk.locator("#unsent")).to_have_text("Everything has been sent.")
    desk.wait_for_timeout(200)
    expect(desk.locator("#unsent")).to_have_text("Everything has been sent.")


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
    [
        ("ar", r"[٠-٩]{1,2}:[٠-٩]{2}"),
        ("fa", r"[۰-۹]{1,2}:[۰-۹]{2}"),
        ("en", r"[0-9]{1,2}:[0-9]{2}"),
    ],
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
