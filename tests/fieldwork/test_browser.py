"""The page of the fieldwork in a browser: new interviews show without loading it again."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect

from survey.accounts.model import Membership
from survey.site import Site
from tests.accounts.people import sign_in_browser
from tests.fieldwork.conftest import Send
from tests.forms.browser import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A telephone, 360 points wide."""
    opened = chromium.new_context(viewport={"width": 360, "height": 740})
    yield opened
    opened.close()


def test_it_works(app: Flask, site: Site, context: BrowserContext, send: Send):
    """Twenty seconds after an interview came in the page counts it; nothing runs over the edge."""
    send(1)
    with serve(app) as address:
        sign_in_browser(context, address, site, Membership("coordinator", "town"))
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.clock.install()
        page.goto(f"{address}/office/fieldwork/town/?lang=fa")
        total = page.locator(".totals dd").first
        expect(total).to_have_text("۱")
        send(2)
        page.clock.run_for(19_000)
        expect(total).to_have_text("۱")
        page.clock.run_for(2_000)
        expect(total).to_have_text("۲")
        send(3)
        page.clock.run_for(21_000)
        expect(total).to_have_text("۳")

        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert wrong == []


def test_nothing_moves_under_a_finger(app: Flask, site: Site, context: BrowserContext, send: Send):
    """While somebody stands on a link of the part that changes, it waits."""
    send(1)
    with serve(app) as address:
        sign_in_browser(context, address, site, Membership("coordinator", "town"))
        page = context.new_page()
        page.clock.install()
        page.goto(f"{address}/office/fieldwork/town/?lang=en")
        page.locator(".look a").first.focus()
        send(2)
        with page.expect_response("**/arrivals*"):
            page.clock.run_for(21_000)
        expect(page.locator(".totals dd").first).to_have_text("1")
        page.locator(".look a").first.blur()
        page.clock.run_for(21_000)
        expect(page.locator(".totals dd").first).to_have_text("2")
