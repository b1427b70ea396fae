"""Signing in as people do: on a phone, in Persian, from the first link to a change of person."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from survey.accounts.first import invite_first
from survey.site import Site
from tests.accounts.conftest import PASSWORD, START
from tests.forms.browser import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(app: Flask, chromium: Browser) -> Iterator[Page]:
    """A narrow screen that speaks Persian; whatever the browser complains of fails the test."""
    app.config["WTF_CSRF_ENABLED"] = True
    with serve(app) as address:
        context = chromium.new_context(
            viewport={"width": 360, "height": 640}, locale="fa-IR", base_url=address
        )
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        context.close()
    assert [one for one in complaints if "Failed to load resource" not in one] == []


def look_at(page: Page) -> None:
    """Nothing is wider than the screen, reads the wrong way, or is out of reach for some."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []


def choose_password(page: Page, address: str) -> None:
    page.goto(address)
    look_at(page)
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click(".main")
    page.wait_for_url("**/office/")


def test_from_the_first_link_to_another_persons_pin(phone: Page, site: Site) -> None:
    """The first administrator invites a facilitator; both share the tablet by their PINs."""
    choose_password(phone, invite_first(site.database, START) or "")
    look_at(phone)
    links = []
    for name in ("مینا", "امید"):
        phone.goto("/office/people/new")
        look_at(phone)
        assert not phone.is_visible("#service")
        phone.check("[value=partner]")
        assert phone.is_visible("#service")
        phone.check("[value=facilitator]")
        phone.fill("#name", name)
        phone.select_option("#place", "east/north")
        phone.click(".main")
        phone.wait_for_selector("#link")
        look_at(phone)
        links.append(phone.input_value("#link"))
    phone.goto("/office/people/")
    look_at(phone)
    for link in links:
        phone.context.clear_cookies()
        choose_password(phone, link)
        for path in ("/account/", "/account/password", "/account/code", "/account/pin"):
            phone.goto(path)
            look_at(phone)
        phone.fill("#pin", "۴۷۱۱")
        phone.click(".main")
        phone.wait_for_url("**/account/?kept=pin")
    phone.goto("/change-person/")
    look_at(phone)
    phone.check("text=مینا")
    phone.fill("#pin", "4711")
    phone.click(".main")
    phone.wait_for_url("**/office/")
    assert "مینا" in phone.inner_text(".signed-in")
    phone.click(".signed-in button")
    phone.wait_for_url("**/sign-in/**")
    look_at(phone)


def test_a_password_can_be_looked_at(phone: Page) -> None:
    """Who types on glass may see what they type."""
    phone.goto("/sign-in/")
    phone.fill("#password", PASSWORD)
    assert phone.get_attribute("#password", "type") == "password"
    phone.click(".show")
    assert phone.get_attribute("#password", "type") == "text"


def test_a_mistake_is_told_at_the_top(phone: Page) -> None:
    """The wrong name or password is said above the fields, and the name need not be typed again."""
    phone.goto("/sign-in/")
    phone.fill("#name", "مینا")
    phone.fill("#password", "a wrong password")
    phone.click(".main")
    phone.wait_for_selector("[role=alert]")
    assert phone.input_value("#name") == "مینا"
    look_at(phone)
