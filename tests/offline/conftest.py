"""A tablet in Chromium, and the office that it belongs to."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from survey.accounts.model import Membership
from tests.accounts.people import sign_in_browser
from tests.forms.browser import ARGUMENTS, CHROMIUM
from tests.forms.conftest import make_project, make_site
from tests.offline.office import SARA, Office

PATIENCE = 30_000
"""Milliseconds until something that does not come has not come."""
INSTALLED = """async () => {
  const ready = await navigator.serviceWorker.ready;
  const worker = ready.active;
  if (worker.state === "activated") return;
  await new Promise((done) => worker.addEventListener("statechange", done));
}"""


@pytest.fixture
def home(tmp_path: Path, root: Path) -> Path:
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    tour = (root / "tests" / "forms" / "tour.yaml").read_text(encoding="utf-8")
    (tmp_path / "questionnaires" / "tour.yaml").write_text(tour, encoding="utf-8")
    return tmp_path


@pytest.fixture
def app(home: Path) -> Flask:
    return make_site(home, make_project("tour"))


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    opened = Office(app)
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A tablet."""
    opened = chromium.new_context(viewport={"width": 800, "height": 1280})
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, office: Office) -> Page:
    """The desk of a tablet that nobody has made ready."""
    opened = context.new_page()
    open_desk(opened, office)
    return opened


@pytest.fixture
def desk(page: Page, office: Office) -> Page:
    """The desk of a tablet that is ready, at which Sara has given her PIN."""
    make_ready(page, office)
    return page


def wait_until(page: Page, is_so: Callable[[], object]) -> None:
    """Wait until something holds, and fail where it does not come to hold."""
    end = monotonic() + PATIENCE / 1_000
    while not is_so() and monotonic() < end:
        page.wait_for_timeout(50)
    assert is_so()


def open_tablet(chromium: Browser, profile: Path) -> BrowserContext:
    """Start a browser that has a profile of its own, as on a tablet."""
    tablet = chromium.browser_type.launch_persistent_context(
        profile, executable_path=str(CHROMIUM), args=ARGUMENTS
    )
    tablet.set_default_timeout(PATIENCE)
    return tablet


def keep_desk(page: Page) -> None:
    """Wait until the worker has kept the desk and answers for it.

    A page that was just on its way when the worker began belongs to it when it is opened again.
    """
    page.evaluate(INSTALLED)
    if page.evaluate("navigator.serviceWorker.controller === null"):
        page.reload()
        page.wait_for_selector("html[data-started]")
    assert page.evaluate("navigator.serviceWorker.controller !== null")


def open_desk(page: Page, office: Office, language: str = "en") -> None:
    page.goto(f"{office.address}/collect/{language}/")
    page.wait_for_selector("html[data-started]")


def make_ready(page: Page, office: Office) -> None:
    """Do with the scripts of the page what signing in, a name and a PIN do by hand."""
    run(page, "database", f"m.writeNote('device', {json.dumps(DEVICE)})")
    run(page, "pins", "m.keepPin('sara', '2580')")
    page.evaluate("sessionStorage.setItem('me', 'sara')")
    open_desk(page, office)
    page.wait_for_selector("#next-form:visible")
    wait_until(page, lambda: run(page, "database", "m.readNote('kept_at')"))


DEVICE = {"id": "d1", "token": "a-token-of-a-tablet", "name": "Tablet 3"}
HEAD = {
    "project": "town",
    "form": "tour",
    "version": "v1",
    "language": "en",
    "neighbourhood": "north",
    "household": "17",
    "facilitator": SARA["id"],
    "consent": "given",
    "consent_text": "c0ffee",
    "page": "/collect/p/town/v1/en/",
}


def run(page: Page, module: str, script: str, given: object = None) -> Any:
    """Run a script in a page with one of the desk's modules as `m`."""
    return page.evaluate(
        f"""async (given) => {{
          const desk = document.querySelector("link[href$='/desk.css']");
          const m = await import(desk.href.replace("desk.css", "{module}.js"));
          return ({script});
        }}""",
        given,
    )


def finish(page: Page, office: Office, **head: object) -> dict[str, str]:
    """Begin an interview and finish it, and return its id and the code of its receipt."""
    begun = {**HEAD, "key": office.key, **head}
    return run(
        page,
        "store",
        """m.openStore().then(async (store) => {
          const draft = await store.begin(given);
          draft.typed = { people: [["q-age", "34"]] };
          await store.save(draft);
          const { code } = await store.finish(draft);
          return { id: draft.id, code };
        })""",
        begun,
    )


def stop_uploads(page: Page) -> None:
    """Keep what is finished on the tablet, as where there is no network."""
    run(page, "database", "m.writeNote('queue', { paused: 0, not_before: Date.now() + 600000 })")


@pytest.fixture
def signed_in(context: BrowserContext, office: Office, app: Flask) -> str:
    """Sara signs in on the tablet; her id."""
    site = app.extensions["mahalla"]
    person = sign_in_browser(context, office.address, site, Membership("facilitator"), "Sara")
    office.people = [{"id": person.id, "name": person.title, "pin": None}, office.people[1]]
    return str(person.id)
