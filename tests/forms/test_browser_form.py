"""The form in Chromium: filled in on a phone, with scripts and without."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from survey.responses.drafts import find_draft
from survey.responses.receipts import DIGITS

pytestmark = pytest.mark.browser


def begin(page: Page, address: str, form: str = "tour", language: str = "en") -> Page:
    page.goto(f"{address}/f/{form}/{language}/?n=north")
    page.click("button[value=agree]")
    page.wait_for_url("**/d/*")
    return page


def fill_section(page: Page) -> None:
    """Answer whatever a section asks: the first option, a small number, some words."""
    for box in page.locator(".question:visible").all():
        if box.locator("[type=radio]").count():
            box.locator("[type=radio]").first.check()
        for number in box.locator("input[inputmode=numeric]").all():
            number.fill("۴")
        for words in box.locator("textarea").all():
            words.fill("یک پارک با درخت")
        for index, choices in enumerate(box.locator("select").all()):
            choices.select_option(index=index + 1)


def fill_form(page: Page) -> None:
    while "/d/" in page.url:
        fill_section(page)
        page.locator("button.main").click()
        page.wait_for_load_state()
    page.locator("button.main").click()
    page.wait_for_url("**/thanks")


PHONE, TABLET = {"width": 360, "height": 740}, {"width": 800, "height": 1280}


@pytest.mark.parametrize(
    ("language", "screen", "has_scripts"),
    [
        ("fa", PHONE, True),
        ("fa", PHONE, False),
        ("ar", TABLET, True),
        ("en", PHONE, True),
        ("ckb", TABLET, True),
        ("ckb", PHONE, False),
    ],
)
def test_the_diagnosis_is_filled_in(chromium: Browser, diagnosis, language, screen, has_scripts):
    """In every language a reader comes from the start to the receipt, with scripts and without."""
    context = chromium.new_context(viewport=screen, java_script_enabled=has_scripts)
    page = begin(context.new_page(), diagnosis, "neighbourhood-diagnosis", language)
    fill_form(page)
    code = page.locator(".code .number").inner_text()
    assert sum(sign.isdigit() for sign in code) == DIGITS
    context.close()


def test_questions_appear_and_vanish_at_once(context: BrowserContext, served):
    """With scripts a question comes and goes with the answer it depends on."""
    page = begin(context.new_page(), served)
    job = page.locator("[data-question=job]")
    expect(job).to_be_hidden()
    page.fill("#q-age", "۳۰")
    expect(job).to_be_visible()
    page.fill("#q-age", "۱۲")
    expect(job).to_be_hidden()


def test_an_answer_under_a_hidden_question_counts_for_nothing(context, served):
    """What stands in a hidden question calls up nothing."""
    page = begin(context.new_page(), served)
    page.fill("#q-age", "30")
    page.fill("#q-job", "baker")
    expect(page.locator("[data-question=boss]")).to_be_visible()
    page.fill("#q-age", "12")
    expect(page.locator("[data-question=boss]")).to_be_hidden()


def test_typing_is_saved_without_a_button(context, served, site):
    """A moment after typing the answers are on the server, and the page says so."""
    page = begin(context.new_page(), served)
    page.fill("#q-age", "30")
    expect(page.locator("#saved")).to_have_text("Your answers are saved.")
    [row] = site.database.query("select id from drafts")
    assert find_draft(site.database, row["id"]).answers == {"age": 30}


def test_leaving_the_page_saves(context, served, site):
    """Who leaves the page at once loses nothing."""
    page = begin(context.new_page(), served)
    page.fill("#q-age", "31")
    page.goto(f"{served}/resume")
    [row] = site.database.query("select id from drafts")
    for _ in range(100):
        if find_draft(site.database, row["id"]).answers:
            break
        page.wait_for_timeout(50)
    assert find_draft(site.database, row["id"]).answers == {"age": 31}


def test_a_lost_connection_is_told(context, served):
    """Where saving fails the reader is told that nothing is lost yet."""
    page = begin(context.new_page(), served)
    page.route("**/save", lambda route: route.abort())
    page.fill("#q-age", "30")
    expect(page.locator("#saved")).to_contain_text("There is no connection.")


def test_a_box_instead_of_an_answer_clears_it(context, served):
    """Ticking “I prefer not to answer” takes the number away; a number unticks the box."""
    page = begin(context.new_page(), served)
    page.fill("#q-age", "30")
    page.locator("[data-question=age] [type=checkbox]").check()
    expect(page.locator("#q-age")).to_have_value("")
    page.locator("#q-age").press_sequentially("4")
    expect(page.locator("[data-question=age] [type=checkbox]")).not_to_be_checked()


def test_a_box_instead_of_many_choices_unticks_them(context, served):
    """“I don't know” and a chosen animal take each other away."""
    page = begin(context.new_page(), served)
    page.goto(f"{served}/d/things")
    page.locator("[value=cat]").check()
    page.locator("[name=q-pets][value=':dont_know']").check()
    expect(page.locator("[value=cat]")).not_to_be_checked()


def test_enter_goes_on(context, served):
    """The Enter key in a field presses Next, not the first language."""
    page = begin(context.new_page(), served)
    page.fill("#q-age", "12")
    page.press("#q-age", "Enter")
    page.wait_for_url("**/d/things")


def test_a_change_of_language_keeps_the_answers(context, served):
    """What was chosen and typed is there in the other language."""
    page = begin(context.new_page(), served)
    page.locator("[value=agree]").check()
    page.fill("#q-age", "30")
    page.click("button[lang=fa]")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("[value=agree]")).to_be_checked()
    expect(page.locator("#q-age")).to_have_value("۳۰")


def test_the_summary_of_mistakes_takes_the_focus(context, served):
    """After a mistake the reader begins at the summary, and its link leads to the field."""
    page = begin(context.new_page(), served)
    page.click("button.main")
    expect(page.locator("#errors")).to_be_focused()
    page.click("#errors a")
    expect(page.locator("#q-age")).to_be_focused()


def test_back_after_sending_shows_no_answers(context, served):
    """The browser's Back button does not bring the answers back."""
    page = begin(context.new_page(), served)
    page.fill("#q-age", "12")
    page.click("button.main")
    page.wait_for_url("**/d/things")
    page.click("button.main")
    page.wait_for_url("**/review")
    page.click("button.main")
    page.wait_for_url("**/thanks")
    page.go_back()
    page.wait_for_url("**/thanks")
    page.go_back()
    page.wait_for_url("**/thanks")


def test_nothing_is_refused_by_the_policy(context, served):
    """The pages need nothing that their content security policy forbids."""
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    begin(page, served)
    page.goto(f"{served}/d/things")
    page.goto(f"{served}/review")
    assert told == []


def test_saving_is_tried_again(context, served):
    """Once the connection is back the answers are saved without anybody doing anything."""
    page = begin(context.new_page(), served)
    context.set_offline(True)
    page.fill("#q-age", "30")
    expect(page.locator("#saved")).to_contain_text("There is no connection.")
    context.set_offline(False)
    expect(page.locator("#saved")).to_have_text("Your answers are saved.")


def test_going_on_waits_for_a_slow_save(context, served, site):
    """An older save that takes its time never undoes what Next sends."""
    page = begin(context.new_page(), served)
    page.route("**/save", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.fill("#q-age", "1")
    with page.expect_request("**/save"):
        pass
    page.fill("#q-age", "12")
    page.click("button.main")
    page.wait_for_url("**/d/things")
    [row] = site.database.query("select id from drafts")
    assert find_draft(site.database, row["id"]).answers == {"age": 12}
