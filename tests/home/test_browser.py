"""The site's own pages in a real browser: nothing in anybody's way, nothing off the side."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from survey.app import create_app
from survey.places.store import save_project
from survey.questionnaire.model import Questionnaire
from survey.responses.store import keep_version, submit
from survey.results.freeze import freeze
from survey.settings import Settings
from survey.storage.open import open_database
from tests.databases import place_database
from tests.forms.browser import serve
from tests.reports.test_commands import PROJECT, WAVE, interview

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory, street: Questionnaire, street_source: str
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(database=place_database(folder / "mahalla.db"), reports=folder / "reports")
    database = open_database(settings.database)
    keep_version(database, NOW, "test", street, street_source)
    save_project(database, NOW, "test", PROJECT)
    for number in range(24):
        submit(database, "test", interview(street, number))
    freeze(database, "test", PROJECT, WAVE, street, NOW)
    with serve(create_app(settings, lambda: NOW)) as site:
        yield site


@pytest.mark.parametrize(
    "path", ["/fa/", "/en/", "/fa/east/mill/", "/languages/?lang=ckb", "/en/no/such/page/"]
)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(chromium: Browser, address: str, path: str, width: int) -> None:
    """No page of the site is in the way of people who use assistive technology."""
    viewport = {"width": width, "height": 740}
    page = chromium.new_context(viewport=viewport, bypass_csp=True).new_page()
    page.goto(address + path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
