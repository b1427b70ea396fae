"""What a desk says of the memory it keeps interviews in: almost full, promised, not to be had."""

import pytest
from playwright.sync_api import expect

from tests.forms.test_browser_facilitator import is_sound
from tests.offline.conftest import (
    PATIENCE,
    make_ready,
    open_desk,
    wait_until,
)

pytestmark = pytest.mark.browser


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
