"""The preview in a real browser: it follows the file by itself."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, served):
    opened = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="en")
    opened.goto(f"{served}/preview/?lang=en&place=walking")
    yield opened
    opened.close()


def test_the_form_follows_when_the_file_is_saved(page, write):
    """A new text appears in the frame without anybody touching the browser."""
    form = page.frame_locator("iframe")
    form.get_by_text("Do you feel safe here?").wait_for()

    write("Do you feel safe here?", "Do you feel well here?")

    form.get_by_text("Do you feel well here?").wait_for(timeout=5000)


def test_mistakes_appear_and_go_by_themselves(page, write):
    """A mistake is shown with its line while the last good form stays; mended, it is gone."""
    write("kind: yes_no", "kind: yesno")

    page.get_by_text("1 problem in this file").wait_for(timeout=5000)
    assert "yesno" in page.locator("pre .meant mark").inner_text()
    page.frame_locator("iframe").get_by_text("Do you feel safe here?").wait_for()

    write("kind: yesno", "kind: yes_no")

    page.get_by_text("The file is in order").wait_for(timeout=5000)


def test_the_open_page_of_the_form_stays_open(page, write):
    """Whoever went on inside the frame stays there after the next save."""
    form = page.frame_locator("iframe")
    form.get_by_text("Yes", exact=True).click()
    form.get_by_role("button", name="Next").click()
    form.get_by_text("How old are you?").wait_for()
    page.wait_for_url("**place=you**")

    write("How old are you?", "What is your age?")

    form.get_by_text("What is your age?").wait_for(timeout=5000)


def test_conditions_work_inside_the_frame(page):
    """A question that depends on another comes when it is answered."""
    form = page.frame_locator("iframe")
    form.get_by_text("No", exact=True).click()

    form.get_by_text("Why not?").wait_for(timeout=5000)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_nothing_is_wider_than_a_phone(chromium, served, write, language):
    """With a mistake on the page, it still fits; only the lines of the file scroll."""
    write("kind: yes_no", "kind: yesno")
    page = chromium.new_page(viewport={"width": 360, "height": 740})

    page.goto(f"{served}/preview/?lang={language}")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_the_browser_has_nothing_to_complain_about(chromium, served):
    """No script or style is refused by the policy of the site."""
    page = chromium.new_page()
    told = []
    page.on(
        "console", lambda message: told.append(message.text) if message.type == "error" else None
    )

    page.goto(f"{served}/preview/?lang=en&place=walking")
    page.frame_locator("iframe").get_by_text("Do you feel safe here?").wait_for()

    assert told == []
    page.close()
