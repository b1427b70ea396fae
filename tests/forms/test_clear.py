"""A radio that was chosen by mistake can be taken back."""

import pytest
from playwright.sync_api import expect

from survey.responses.drafts import find_draft
from tests.forms.test_browser_form import begin


def find_answers(site):
    [row] = site.database.query("select id from drafts")
    return find_draft(site.database, row["id"]).answers


def test_the_button_takes_the_answer_away(visitor, site):
    """Without scripts the button sends the page: the answer is gone, the others are kept."""
    visitor.begin()
    visitor.send(q_trust="agree", q_age="30")
    visitor.get("/d/people")
    visitor.send(q_trust="agree", q_age="31", clear="q-trust")
    assert find_answers(site) == {"age": 31}
    assert visitor.path == "/d/people"


def test_a_required_question_has_no_such_button(visitor):
    """Where an answer is needed there is none to take away; a number is simply deleted."""
    assert visitor.begin().text.count('name="clear"') == 2  # trust and boss


@pytest.mark.browser
@pytest.mark.parametrize("has_scripts", [True, False])
def test_it_appears_only_once_something_is_chosen(chromium, served, site, has_scripts):
    """The button is there as soon as a radio is chosen, and its press unticks it."""
    context = chromium.new_context(java_script_enabled=has_scripts)
    page = begin(context.new_page(), served)
    button = page.locator("[data-question=trust] .clear")
    expect(button).to_be_hidden()
    page.locator("[value=agree]").check()
    expect(button).to_be_visible()
    button.click()
    expect(page.locator("[value=agree]")).not_to_be_checked()
    expect(page.locator("[data-question=trust] .clear")).to_be_hidden()
    context.close()


@pytest.mark.browser
def test_it_is_reached_by_keyboard(context, served, site):
    """Tab leads from the radios to the button, Enter presses it, and the radios have the focus."""
    page = begin(context.new_page(), served)
    page.locator("[value=agree]").check()
    page.keyboard.press("Tab")
    expect(page.locator("[data-question=trust] .clear")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[value=disagree]")).to_be_focused()
    expect(page.locator("#saved")).to_have_text("Your answers are saved.")
    assert find_answers(site) == {}
