"""Printing everything in a real browser: asked for, waited for, taken home."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from survey.accounts.model import Membership
from survey.app import create_app
from survey.reports.jobs.worker import attend
from survey.settings import DatabasePlace, Settings
from survey.site import Site
from tests.accounts.people import sign_in_browser
from tests.forms.browser import serve
from tests.reports.test_commands import NOW, stored

__all__ = ["stored"]

PATIENCE = 120_000


@pytest.fixture
def office(stored: DatabasePlace, tmp_path: Path) -> Iterator[tuple[str, Site]]:
    settings = Settings(database=stored, reports=tmp_path / "reports")
    app = create_app(settings, lambda: NOW)
    with attend(settings), serve(app) as address:
        yield address, app.extensions["mahalla"]


def check(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_everything_is_printed_and_taken_home(
    chromium: Browser, office: tuple[str, Site], tmp_path: Path, has_script: bool
) -> None:
    """The office chooses, sees how far it is, and gets a ZIP and a list that can be opened."""
    context = chromium.new_context(java_script_enabled=has_script, bypass_csp=has_script)
    page = context.new_page()
    address, site = office
    sign_in_browser(context, address, site, Membership("coordinator"))
    page.goto(f"{address}/office/")
    page.get_by_role("link", name="Print everything").click()
    page.get_by_role("link", name="East").click()
    page.wait_for_url("**/office/print/east")
    for box in page.get_by_role("checkbox").all():
        box.set_checked(box.get_attribute("value") in ("en", "neighbourhood"))
    if has_script:
        check(page)
    page.get_by_role("button", name="Print").click()
    link = page.get_by_role("link", name="Everything in one file")
    link.wait_for(timeout=PATIENCE)
    if has_script:
        check(page)
    with page.expect_download() as download:
        link.click()
    file = tmp_path / "got.zip"
    download.value.save_as(file)
    with ZipFile(file) as packed:
        assert "east-mill-neighbourhood-en.pdf" in packed.namelist()
    page.get_by_role("link", name="The list of all copies").click()
    row = page.get_by_role("row", name="Mill: neighbourhood report")
    assert row.get_by_role("link", name="PDF").get_attribute("href")
    size = page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")
    assert size == "28px", "the list's own style is not applied"
    if has_script:
        check(page)
    context.close()
