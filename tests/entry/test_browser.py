"""Sheets typed in Chromium with the keyboard alone, in two scripts."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from survey.accounts.model import Membership
from survey.questionnaire.load import load_questionnaire
from survey.site import Site
from tests.accounts.people import sign_in_browser
from tests.entry.conftest import HERE

pytestmark = pytest.mark.browser

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
SHEET = ["3", "40", "baker", "2", "5 12 1986", "730", "82.5", "3 1", "3+1", "2", "-8"]
MEMBERS = ["2", "40", "9", "2", "A park"]
STORED = {
    "trust": "agree",
    "age": 40,
    "job": "baker",
    "boss": "yes",
    "born": "1986-12-05",
    "slept": "07:30",
    "area": 82.5,
    "pets": ["cat", "bird"],
    "best": ["milk", "tea"],
    "clean": "neither",
    "calm": {"missing": "dont_know"},
    "members": [{"years": 40}, {"years": 9, "school": "yes"}],
    "size": 2,
    "wish": "A park",
}


@pytest.fixture
def page(chromium: Browser, served: str, site: Site) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(8_000)
    sign_in_browser(context, served, site, Membership("coordinator"))
    opened = context.new_page()
    yield opened
    context.close()


@pytest.fixture
def begin(page: Page, served: str) -> Callable[..., None]:
    """Begin a sheet with keys alone; a `name` that typed before finds its head filled in."""

    def with_keys(name: str, language: str = "en", turns: str = "2") -> None:
        page.goto(f"{served}/office/enter/sheet?lang={language}")
        day = "20 11 2026" if language == "en" else "۲۹ ۸ ۱۴۰۵"
        type_lines(page, ["17", "H3", "1", day, "Ali", name])
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        if turns == "1":
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/[12]$"))

    return with_keys


def type_lines(page: Page, lines: list[str]) -> None:
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def stored(site) -> dict[str, object]:
    [row] = site.database.query("select answers from responses")
    return json.loads(row["answers"])


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_sheet_is_typed_with_the_keyboard_alone(page, begin, site, language):
    """From the first page to the receipt, in Latin and in Persian digits and days."""
    begin("Sara", language, turns="1")
    lines = [*SHEET, *MEMBERS]
    if language == "fa":
        lines = [line.translate(PERSIAN) for line in lines]
        lines[4], lines[6] = "۱۴ ۹ ۱۳۶۵", "۸۲٫۵"
    type_lines(page, lines)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("done="))
    assert stored(site) == STORED


def test_questions_that_do_not_apply_are_skipped(page, begin):
    """After a child's age, Enter leads past work; the row is dimmed and stays on the page."""
    begin("Sara")
    type_lines(page, ["3", "12"])
    expect(page.locator("#q-born")).to_be_focused()
    row = page.locator("[data-cell=job]")
    expect(row).to_be_visible()
    expect(row).to_have_class("row skipped")
    expect(row.locator(".said")).to_have_text("Does not apply")


def test_going_back_is_free(page, begin):
    """Shift and Enter or the arrow lead back, and what is typed then calls questions up again."""
    begin("Sara")
    type_lines(page, ["3", "12"])
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#q-age")).to_be_focused()
    type_lines(page, ["40"])
    expect(page.locator("#q-job")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q-age")).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "field"),
    [("/8", "pets"), ("g8", "pets"), ("/۱۲", "members"), ("/12.1", "members-0-years"),
     ("/12.1.2", "members-1-years")],
)  # fmt: skip
def test_a_number_leads_to_its_question(page, begin, typed, field):
    """A slash or g and a code lead there, also inside a repeat and to a member."""
    begin("Sara")
    type_lines(page, ["/12", "2", typed])
    expect(page.locator(f"#q-{field}")).to_be_focused()


def test_an_unknown_number_is_told(page, begin):
    """A code that is not on the sheet is said to be none, and the next can be typed."""
    begin("Sara")
    type_lines(page, ["/99"])
    expect(page.locator("#told")).to_have_text("There is no question 99 on this sheet.")
    page.keyboard.press("Escape")
    expect(page.locator("#q-trust")).to_be_focused()


def test_a_slip_is_told_at_once_and_does_not_stop_anybody(page, begin):
    """The reason stands beside the field and is spoken; typing goes on."""
    begin("Sara")
    type_lines(page, ["7"])
    expect(page.locator("#q-age")).to_be_focused()
    expect(page.locator("#q-trust-said")).to_have_text(
        "There is no answer 7 here. Type a number from 1 to 3."
    )
    expect(page.locator("#told")).to_contain_text("1: There is no answer 7 here.")
    expect(page.locator("#q-trust")).to_have_attribute("aria-invalid", "true")


def test_what_the_numbers_mean_stands_below(page, begin):
    """The answers of the question that is typed are listed with their numbers."""
    begin("Sara")
    expect(page.locator("#choices")).to_have_text(
        re.compile("1 Disagree.*2 Neither.*3 Agree.*-8 I don’t know.*-9 I prefer not to answer")
    )
    type_lines(page, ["3"])
    expect(page.locator("#q-trust-said")).to_have_text("Agree")


def test_a_sheet_that_was_left_is_as_it_was(page, begin):
    """After the browser was closed, everything typed is there, members too."""
    begin("Sara")
    type_lines(page, [*SHEET, *MEMBERS])
    expect(page.locator("#saved")).to_have_text("Saved")
    expect(page.locator("#q-members-1-school-said")).to_have_text("Yes")
    address = page.url
    page.wait_for_timeout(200)
    page.goto("about:blank")
    page.goto(address)
    assert page.input_value("#q-members-1-school") == "2"
    assert page.input_value("#q-wish") == "A park"
    expect(page.locator("#done")).to_be_focused()


def test_differences_are_settled_with_one_key_each(page, begin, site):
    """1 takes the first, 2 the second, 3 what is typed then; one response remains."""
    begin("Sara")
    type_lines(page, [*SHEET, *MEMBERS])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("first=17"))
    page.context.clear_cookies(name="entry")
    begin_again(page)
    type_lines(page, ["1", "41", "baker", "2", *SHEET[4:7], "3", *SHEET[8:], *MEMBERS])
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare")
    assert page.locator(".difference").count() == 3
    page.keyboard.press("1")
    page.keyboard.press("2")
    page.keyboard.press("3")
    page.keyboard.type("2 1")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("done="))
    assert stored(site) == {**STORED, "age": 41, "pets": ["cat", "dog"]}


def begin_again(page: Page) -> None:
    """Begin the second entry: the day and the place are remembered, the name is another."""
    type_lines(page, ["17", "H3"])
    page.keyboard.type("1")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+A")
    type_lines(page, ["Reza"])
    page.wait_for_url("**/2")


def test_a_typed_sheet_stores_what_a_form_stores(page, begin, site, served):
    """The same answers given in a browser by the person make the same response."""
    begin("Sara", turns="1")
    type_lines(page, ["3", "40", "baker", "2", "", "", "82.5", "3 1", "", "2", "-8", "0", "A park"])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("done="))
    page.goto(f"{served}/f/sheet/en/?n=north")
    page.click("button[value=agree]")
    page.check("[name=q-trust][value=agree]")
    page.fill("#q-age", "40")
    page.fill("#q-job", "baker")
    page.check("[name=q-boss][value=yes]")
    page.fill("#q-area", "82.5")
    page.click("button.main")
    page.check("[name=q-pets][value=cat]")
    page.check("[name=q-pets][value=bird]")
    page.check("[name=q-clean][value=neither]")
    page.check("[name=q-calm][value=':dont_know']")
    for _ in range(2):
        page.click("button.main")
        page.wait_for_load_state()
    page.fill("#q-wish", "A park")
    page.click("button.main")
    page.click("button.main")
    page.wait_for_url("**/thanks")
    typed, given = site.database.query("select answers from responses order by channel")
    assert json.loads(typed["answers"]) == json.loads(given["answers"])


def test_the_paper_codes_are_those_of_the_numbering(page, begin):
    """What stands before a question is its number on paper."""
    begin("Sara")
    codes = page.locator(".row").evaluate_all("rows => rows.map(row => row.dataset.code)")
    assert codes == [str(number) for number in range(1, 14)]
    assert load_questionnaire(HERE / "sheet.yaml").id == "sheet"


def test_a_long_text_takes_several_lines(page, begin):
    """Alt and Enter begin a new line; Enter alone goes on."""
    begin("Sara")
    type_lines(page, ["3", "40", "/13"])
    page.keyboard.type("A park")
    page.keyboard.press("Alt+Enter")
    type_lines(page, ["and light"])
    expect(page.locator("#done")).to_be_focused()
    assert page.input_value("#q-wish") == "A park\nand light"
