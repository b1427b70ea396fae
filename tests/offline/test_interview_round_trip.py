"""What a tablet keeps without a network is, read by the server, what its own pages would keep."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.datastructures import MultiDict

from survey.accounts.model import Membership
from survey.forms.kept_pages import ask_whole
from survey.kinds.fields import make_form
from survey.locale import Language
from survey.places.store import find_project
from survey.questionnaire.flow import strip_hidden
from survey.questionnaire.model import Questionnaire
from survey.responses.drafts import find_draft
from tests.accounts.people import sign_in_browser
from tests.forms.browser import serve
from tests.forms.conftest import NOW
from tests.offline.interviewing import begin_interview, find_address, make_forms_site, use_module

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
FORMS = [
    ("tour", "fa"),
    ("media", "en"),
    ("roster", "fa"),
    ("household", "en"),
    ("neighbourhood-diagnosis", "fa"),
    ("household-self-sufficiency", "ar"),
    ("association-register", "en"),
    ("session-satisfaction", "fa"),
    ("tal-afar-water", "ar"),
]
Acts = list[list[object]]
OUTBOX = """m.look(["outbox"], (at) => m.ask(at("outbox").getAll())).then(async ([{ blob }]) =>
  [...new Uint8Array(await new Blob([blob]).arrayBuffer())])"""
SECTION = "document.querySelector('[data-section].turned')?.dataset.section ?? null"


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Flask:
    return make_forms_site(tmp_path_factory.mktemp("trips"), root)


@pytest.fixture(scope="module")
def site_address(forms: Flask) -> Iterator[str]:
    with serve(forms) as address:
        yield address


@pytest.mark.parametrize(("form", "tag"), FORMS)
def test_a_tablet_keeps_what_pages_would(
    chromium: Browser, forms: Flask, site_address: str, form: str, tag: str
) -> None:
    """The same inputs, by chance but every kind, give the same answers with and without network."""
    site = forms.extensions["mahalla"]
    project = find_project(site.database, form)
    asked = ask_whole(site, site.questionnaires[form], project)
    context = chromium.new_context(viewport={"width": 800, "height": 1280})
    tablet = context.new_page()
    begin_interview(tablet, site_address + find_address(forms, form, tag))
    context.set_offline(True)
    acts = interview_by_chance(tablet)
    package = open_package(bytes(use_module(tablet, "database", OUTBOX)))
    context.set_offline(False)
    kept = read_typed(asked, site.languages[tag], package["typed"])

    sign_in_browser(context, site_address, site, Membership("facilitator"), "Sara")
    draft = interview_alike(context.new_page(), f"{site_address}/office/collect", form, tag, acts)
    context.close()
    expected = find_draft(site.database, draft(site)).answers
    assert [name for name, _ in acts] == [name for name, _ in package["typed"]]
    assert read(asked, kept) == read(asked, expected)
    assert len(kept) >= len(acts)


def test_a_package_says_all_that_was_told(
    chromium: Browser, forms: Flask, site_address: str
) -> None:
    """Notes, reasons, the order of asking and the clock of the tablet go along with the answers."""
    context = chromium.new_context(viewport={"width": 800, "height": 1280})
    page = context.new_page()
    begin_interview(page, site_address + find_address(forms, "roster", "fa"))
    context.set_offline(True)
    page.fill("#q-size", "۱")
    page.fill("#q-rooms", "۱۱")
    page.locator("[data-question=size] .remark > summary").click()
    page.fill("[name=note-size]", "Her mother is away.")
    page.click(".buttons > [value=next]")
    page.fill("[name=why-rooms]", "A school")
    for _ in range(3):
        page.click(".buttons > [value=next]")
    page.click("[value=finish]")
    page.wait_for_selector("#done:visible")
    package = open_package(bytes(use_module(page, "database", OUTBOX)))
    context.close()
    home = dict(package["typed"])["home"]
    assert ["q-size", "۱"] in home
    assert ["note-size", "Her mother is away."] in home
    assert ["why-rooms", "A school"] in home
    assert re.match(r"20\d\d-\d\d-\d\dT", dict(home)["q-clock"])
    assert set(package["order"]) == {"street", "fuel"}
    assert (package["language"], package["form"], package["consent"]) == ("fa", "roster", "given")


def interview_by_chance(page: Page) -> list[tuple[str, Acts]]:
    """Fill section after section by chance, and finish; return what was done in each."""
    page.evaluate((HERE / "filling.js").read_text(encoding="utf-8"))
    rules = json.loads(page.locator("#rules").text_content() or "")
    done = []
    while section := page.evaluate(SECTION):
        given = [len(done) * 7919 + 20261122, rules["limits"], rules["checks"]]
        done.append(
            (section, add_members(page) + page.evaluate("given => fillByChance(given)", given))
        )
        page.click(".buttons > [value=next]")
    page.click("[value=finish]")
    page.wait_for_selector("#done:visible")
    return done


def add_members(page: Page) -> Acts:
    """Add two members to every repeat of a section."""
    buttons = page.locator(".turned [name=go][value^='add.']")
    values = [buttons.nth(place).get_attribute("value") for place in range(buttons.count())]
    for value in [value for value in values for _ in range(2)]:
        page.click(f"[name=go][value='{value}']")
    return [[str(value)] for value in values for _ in range(2)]


def interview_alike(page: Page, desk: str, form: str, tag: str, sections: list[tuple[str, Acts]]):
    """Do the same on the pages of the office; return what finds the draft that it makes."""
    page.goto(f"{desk}/?lang={tag}")
    page.goto(f"{desk}/{form}/")
    page.select_option("#place", f"{form}/north")
    page.fill("#household", "12")
    page.click(".next .main")
    page.click("button[value=agree]")
    for section, acts in sections:
        page.wait_for_url(re.compile(rf"/d/{section}(#|$)"))
        for [value] in [act for act in acts if len(act) == 1]:
            with page.expect_navigation():
                page.click(f"[name=go][value='{value}']")
        page.evaluate((HERE / "filling.js").read_text(encoding="utf-8"))
        page.evaluate("acts => acts.forEach(act)", [act for act in acts if len(act) > 1])
        page.click(".buttons > [value=next]")
    page.wait_for_url(re.compile("/review(#|$)"))

    def find(site: Any) -> Any:
        return site.database.query("select id from drafts where project = :form", form=form)[0][
            "id"
        ]

    return find


def open_package(envelope: bytes) -> dict[str, Any]:
    """Open what the tablet sealed to the key whose secret is 1."""
    line, _, sealed = envelope.partition(b"\n")
    header = json.loads(line)
    point = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), b64decode(header["ephemeral"]))
    shared = derive_private_key(1, SECP256R1()).exchange(ECDH(), point)
    secret = HKDF(SHA256(), 32, salt=b"", info=b"mahalla " + line).derive(shared)
    opened: dict[str, Any] = json.loads(
        AESGCM(secret).decrypt(b64decode(header["nonce"]), sealed, line)
    )
    return opened


def read_typed(
    asked: Questionnaire, language: Language, typed: list[tuple[str, list[tuple[str, str]]]]
) -> dict[str, object]:
    """Read the texts of each section with the fields of the server."""
    answers: dict[str, object] = {}
    sections = {section.id: section for section in asked.sections}
    for name, pairs in typed:
        form = make_form(sections[name].questions, language, NOW.date())
        form.process(MultiDict((one, text) for one, text in pairs))
        answers |= {key: answer for key, answer in form.data.items() if answer is not None}
    return answers


def read(asked: Questionnaire, answers: dict[str, object]) -> dict[str, object]:
    """Return the answers that count, what devices and servers note by themselves apart.

    Several answers stand in the order that was drawn for an interview: each has its own.
    """
    counted = strip_hidden(asked, answers)
    kinds = {name: asked.questions[name].kind for name in counted}
    return {
        name: sorted(one) if kinds[name] == "many_choices" and isinstance(one, list) else one
        for name, one in counted.items()
        if kinds[name] != "metadata"
    }
