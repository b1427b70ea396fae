"""The page on which answers are taken out, in a browser: on a telephone, and to the last click."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser

from survey.accounts.model import Membership
from survey.site import Site
from tests.accounts.people import sign_in_browser
from tests.exchange.conftest import read_table
from tests.forms.browser import serve

pytestmark = pytest.mark.browser
WIDE = "document.documentElement.scrollWidth - innerWidth"


def test_it_works(app: Flask, site: Site, chromium: Browser, tmp_path: Path):
    """From the office in Persian to the file, on 360 points, without a barrier."""
    with serve(app) as address:
        context = chromium.new_context(viewport={"width": 360, "height": 740})
        trusted = Membership("coordinator", "town", reads_sensitive=True)
        sign_in_browser(context, address, site, trusted)
        page = context.new_page()
        page.goto(f"{address}/office/exports/?lang=fa")
        page.locator("main a[href$='/office/exports/town']").click()
        page.locator("textarea").fill("چراغ‌ها را دانشگاه می‌شمارد")
        page.locator("input[name=sensitive]").check()

        assert page.evaluate(WIDE) <= 0
        assert Axe().run(page).response["violations"] == []
        with page.expect_download() as downloading:
            page.locator("button[name=format]").click()
        downloading.value.save_as(tmp_path / "answers.csv")
        context.close()

    rows = read_table((tmp_path / "answers.csv").read_bytes())
    assert [row["hurt"] for row in rows] == ["yes", "yes", "yes"]
