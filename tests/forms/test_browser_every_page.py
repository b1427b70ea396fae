"""Every page that a link leads to, found by following the links, held to axe and to its width."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from survey.accounts.model import Membership
from tests.accounts.people import sign_in_browser
from tests.forms.browser import serve
from tests.forms.conftest import make_project, make_site

pytestmark = pytest.mark.browser
LINKS = "[...document.querySelectorAll('a[href]')].map((one) => one.href)"
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
IS_SET_UP = (
    "() => !document.querySelector('[data-view]') || 'started' in document.documentElement.dataset"
)
"""The desk of a tablet shows nothing until its scripts know what."""

FEWEST_PAGES = 12
WIDTHS = (360, 1280) if "MAHALLA_ALL_PAGES" in os.environ else (360,)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Flask:
    home = tmp_path_factory.mktemp("every")
    for name in ("translations", "questionnaires"):
        (home / name).symlink_to(root / name)
    return make_site(home, make_project("neighbourhood-diagnosis"))


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with serve(app) as address:
        yield address


def name_page(app: Flask, address: str) -> str:
    """Name the view behind an address; empty for what is no page of this site."""
    try:
        parts = urlsplit(address)
        return str(app.url_map.bind(parts.netloc).match(parts.path, method="GET")[0])
    except (HTTPException, RequestRedirect):
        return ""


def follow_links(app: Flask, page: Page, starts: list[str]) -> Iterator[str]:
    """Open one page of every view that can be reached; what is saved as a file is none."""
    waiting, met = list(starts), set()
    while waiting:
        address = waiting.pop(0)
        name = name_page(app, address)
        if not name or name in met or not address.startswith(starts[0]):
            continue
        met.add(name)
        answer = page.request.get(address)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page.goto(address)
        page.wait_for_function(IS_SET_UP)
        yield f"{name} ({address.removeprefix(starts[0])})"
        waiting += [urljoin(address, link) for link in page.evaluate(LINKS)]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_any_page(
    chromium: Browser, app: Flask, site: str, width: int
) -> None:
    """No page that a resident or the office can reach is in anybody's way, or off the side."""
    everything = Membership("coordinator")
    context = chromium.new_context(viewport={"width": width, "height": 740}, bypass_csp=True)
    page = context.new_page()
    sign_in_browser(context, site, app.extensions["mahalla"], everything)
    starts = [f"{site}/", f"{site}/en/", f"{site}/office/", f"{site}/resume"]
    wrong, names = [], []
    for name in follow_links(app, page, starts):
        names.append(name)
        found = Axe().run(page).response["violations"]
        wrong += [f"{name}: {one['id']}: {one['nodes'][0]['html'][:150]}" for one in found]
        if page.evaluate(OVERFLOW) > 0:
            wrong.append(f"{name}: wider than the screen")
    context.close()
    assert wrong == []
    assert len(names) >= FEWEST_PAGES
