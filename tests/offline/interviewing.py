"""An interview on a tablet for tests: begun in the tablet's own store, opened on its page."""

import shutil
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Page

from survey.forms.kept_pages import address_pages
from survey.places.store import find_project
from tests.forms.conftest import make_project, make_site

HERE = Path(__file__).parent
GENERATOR = (
    "BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU="
)
KEY = {"id": "0123456789abcdef", "public": GENERATOR}
"""A public key of an office, of which everybody knows the secret: the curve's generator."""

FORMS = ("forms/tour", "forms/media", "offline/roster", "questionnaire/household")


def make_forms_site(home: Path, root: Path) -> Flask:
    """A site with the questionnaires of the tests and those that are shipped, each a project's."""
    (home / "translations").symlink_to(root / "translations")
    shutil.copytree(root / "questionnaires", home / "questionnaires")
    for form in FORMS:
        shutil.copy(HERE.parent / f"{form}.yaml", home / "questionnaires")
    shutil.copytree(HERE.parent / "forms/pictures", home / "questionnaires" / "pictures")
    names = [one.name.partition(".")[0] for one in (home / "questionnaires").glob("*.yaml")]
    return make_site(home, *(make_project(name, name) for name in set(names)))


def find_address(app: Flask, form: str, language: str) -> str:
    """Return where the interview page of a project is, which is called as its form."""
    site = app.extensions["mahalla"]
    project = find_project(site.database, form)
    assert project is not None
    with app.test_request_context():
        return address_pages(site, site.questionnaires[form], project)[language]


def use_module(page: Page, name: str, script: str, given: object = None) -> Any:
    """Run a script in an interview page, with a module of the tablet as `m`."""
    return page.evaluate(
        f"""async (given) => {{
          const here = document.querySelector("script[type=module]").src;
          const m = await import(here.replace("interview.js", "{name}.js"));
          return ({script});
        }}""",
        given,
    )


def use_store(page: Page, script: str, given: object = None) -> Any:
    """Run a script in an interview page, with the tablet's store as `store`."""
    return use_module(page, "store", f"m.openStore().then((store) => {script})", given)


def begin_interview(page: Page, address: str, **head: object) -> str:
    """Begin an interview whose page has this address, and open it; return its id."""
    form, version, language = address.rstrip("/").split("/")[-3:]
    hold(page, str(head.get("facilitator", "sara")))
    page.goto(address)
    begun = {
        "project": form,
        "form": form,
        "version": version.partition("-")[0],
        "language": language,
        "neighbourhood": "north",
        "household": "17",
        "facilitator": "sara",
        "consent": "given",
        "consent_text": "c0ffee",
        "page": address,
        "key": KEY,
        **head,
    }
    name = use_store(page, "store.begin(given).then(({ id }) => id)", begun)
    open_draft(page, f"{address}#{name}")
    return str(name)


def hold(page: Page, person: str) -> None:
    """Let somebody have said at the desk, in this tab, who interviews."""
    page.add_init_script(f"if (origin !== 'null') sessionStorage.setItem('me', '{person}')")


def open_draft(page: Page, address: str, person: str = "sara") -> None:
    """Open the page of a draft, as the desk does."""
    hold(page, person)
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def read_draft(page: Page, name: str) -> dict[str, Any]:
    """Return a draft as the tablet keeps it."""
    kept = use_store(page, "store.drafts()")
    return next(draft for draft in kept if draft["id"] == name)
