"""What a tablet keeps of the site: the desk, its pages, and nobody's data."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser
from time import sleep

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from survey.accounts.sessions import open_session
from survey.offline import files, views
from tests.accounts.people import sign_in
from tests.forms.browser import ARGUMENTS, WHOLE
from tests.offline.conftest import (
    HEAD,
    keep_desk,
    make_ready,
    open_desk,
    open_tablet,
    run,
    wait_until,
)
from tests.offline.office import TOKEN, Office

BROWSER = pytest.mark.browser
WAITING = "navigator.serviceWorker.ready.then((one) => Boolean(one.waiting))"


def cached(page: Page) -> dict[str, list[str]]:
    return page.evaluate(
        """async () => {
          const names = await caches.keys();
          const lists = names.map(async (name) => {
            const kept = await (await caches.open(name)).keys();
            return [name.split("-")[0], kept.map((one) => one.url.replace(location.origin, ""))];
          });
          return Object.fromEntries(await Promise.all(lists));
        }"""
    )


# --- The addresses ---


@pytest.mark.parametrize("language", ["en", "fa", "ar", "ckb", "fa_AF"])
def test_the_desk_is_the_same_for_everybody(app: Flask, language: str):
    """Nobody's name, id or token is in the page that tablets keep, whoever is signed in."""
    nobody, somebody = app.test_client(), app.test_client()
    sign_in(somebody, "facilitator", "town", name="Sara Rahimi")
    page = nobody.get(f"/collect/{language}/")
    assert page.text == somebody.get(f"/collect/{language}/").text
    assert "csrf" not in page.text
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-cache"


def test_there_is_no_desk_in_a_language_that_is_not_offered(app: Flask):
    """An address with another language is no page, rather than a page in some language."""
    assert app.test_client().get("/collect/xx/").status_code == 404


def test_the_desk_leads_to_the_readers_language(app: Flask):
    """Without a language in the address, that of the browser is taken."""
    answer = app.test_client().get("/collect/", headers={"Accept-Language": "fa"})
    assert answer.headers["Location"] == "/collect/fa/"


def test_the_worker_may_answer_for_the_desk_and_is_never_old(app: Flask):
    """Its scope is said, and browsers ask for it each time."""
    answer = app.test_client().get("/collect/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/collect/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.mimetype == "text/javascript"


def test_the_worker_changes_with_any_file_of_the_desk(app: Flask, monkeypatch):
    """Another script is another address, so another worker: that is how browsers notice."""
    before = app.test_client().get("/collect/worker.js").text
    with monkeypatch.context() as other:
        other.setattr(files, "hash_build", lambda: "another")
        other.setattr(views, "hash_build", lambda: "another")
        after = app.test_client().get("/collect/worker.js").text
    assert before != after


def test_a_file_is_kept_for_ever_under_the_address_of_its_build_alone(app: Flask):
    """A file under another build is not there: it would be kept with the wrong content."""
    client = app.test_client()
    address = re.search(r"/collect/files/\w+/store\.js", client.get("/collect/worker.js").text)[0]
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/collect/files/0123456789ab/store.js").status_code == 404
    assert client.get(address.replace("store.js", "worker.js")).status_code == 404


def test_a_tablet_is_told_who_is_signed_in_and_nobody_keeps_it(app: Flask):
    """The token to make a tablet ready goes to who may interview, and into no cache."""
    client = app.test_client()
    assert client.get("/collect/ready").status_code == 302
    person = sign_in(client, "facilitator", "town", name="Sara")
    answer = client.get("/collect/ready")
    assert answer.json["person"] == {"id": person.id, "name": person.title}
    assert datetime.fromisoformat(answer.json["signed_in_at"]).tzinfo is not None
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_pin_of_the_site_is_no_password(app: Flask):
    """Whoever came in on a shared device with a PIN chooses nobody's PIN on a tablet anew."""
    client, site = app.test_client(), app.extensions["mahalla"]
    person = sign_in(client, "facilitator", "town", name="Sara")
    with client.session_transaction() as session:
        token = open_session(site.database, site.clock(), person, by_pin=True)
        session.update({"_user_id": token, "_fresh": True})
    assert client.get("/collect/ready").json["signed_in_at"] == ""


def test_the_app_describes_itself_in_the_readers_language(app: Flask):
    """The manifest begins at the desk of its language and has icons of both sizes."""
    described = json.loads(app.test_client().get("/collect/app.webmanifest?lang=fa").text)
    assert (described["start_url"], described["dir"]) == ("/collect/fa/", "rtl")
    assert described["scope"] == "/collect/"
    assert {(one["sizes"], one["purpose"]) for one in described["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_every_word_that_the_scripts_say_stands_in_the_page(app: Flask):
    """No script asks for a sentence that the page does not hold."""
    page = app.test_client().get("/collect/en/").text
    there = set(re.findall(r'data-word="(\w+)"', page))
    scripts = [file.read_text(encoding="utf-8") for file in files.FOLDER.glob("*.js")]
    said = {word for text in scripts for word in re.findall(r'\bsay\("(\w+)"', text)}
    assert said - there == set()
    assert len(there) > 40


def test_every_element_that_the_desk_looks_for_is_there(app: Flask):
    """No script of the desk asks for an element that its page does not have."""

    class Ids(HTMLParser):
        found: set[str] = set()  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found |= {value for name, value in attrs if name == "id" and value}

    ids = Ids()
    ids.feed(app.test_client().get("/collect/en/").text)
    desk = ("desk.js", "next.js", "people.js", "queue.js", "tablet.js", "words.js")
    scripts = [(files.FOLDER / name).read_text(encoding="utf-8") for name in desk]
    asked = {word for text in scripts for word in re.findall(r'byId\("([\w-]+)"\)', text)}
    assert asked - ids.found == set()


# --- On a tablet ---


@BROWSER
def test_the_desk_can_be_installed(chromium: Browser, office: Office):
    """Chromium finds nothing that keeps the desk from becoming an application.

    One without windows does not look; a window of the tests has no profile to install into.
    """
    whole = chromium.browser_type.launch(executable_path=str(WHOLE), args=ARGUMENTS)
    page = whole.new_page()
    open_desk(page, office)
    keep_desk(page)
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    whole.close()
    assert [one["errorId"] for one in found] == ["in-incognito"]


@BROWSER
def test_the_desk_opens_without_the_server(desk: Page, office: Office):
    """With the server gone the desk is there, in every language, with what it knew."""
    keep_desk(desk)
    office.stop()
    open_desk(desk, office)
    assert desk.locator("#place option").count() == 3
    open_desk(desk, office, "fa")
    assert desk.locator("html").get_attribute("dir") == "rtl"
    desk.goto(f"{office.address}/collect/")
    assert re.fullmatch(r".*/collect/\w+/", desk.url)


@BROWSER
def test_the_pages_of_the_day_are_kept_with_all_their_parts(desk: Page, office: Office):
    """An interview's page and what it loads are there before anybody asks for them."""
    keep_desk(desk)
    pages = cached(desk)["pages"]
    assert {office.page("en"), office.page("fa")} <= set(pages)
    parts = {name.rpartition("/")[2] for name in pages}
    assert {"store.js", "database.js", "ids.js", "receipt.js", "sealing.js"} <= parts
    office.stop()
    desk.goto(f"{office.address}{office.page('fa')}#some-draft")
    assert desk.locator("h1").text_content() == "v1"


@BROWSER
def test_nobodys_data_is_in_any_cache(desk: Page, office: Office, signed_in: str):
    """What the server says of people and places is never kept as a page."""
    open_desk(desk, office)
    keep_desk(desk)
    open_desk(desk, office)
    kept = [address for addresses in cached(desk).values() for address in addresses]
    assert [
        one for one in kept if re.search("/(day|devices|ready)$|/interviews/|office/", one)
    ] == []
    texts = desk.evaluate(
        """async () => {
          const all = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const one of await cache.keys()) all.push(await (await cache.match(one)).text());
          }
          return all.join(" ");
        }"""
    )
    assert TOKEN not in texts
    assert signed_in not in texts
    assert "csrf_token" not in texts.replace("csrf_token.value", "")


@BROWSER
def test_the_list_of_the_day_is_always_asked_of_the_server(desk: Page, office: Office):
    """The worker does not answer for the site: without a server there is no answer."""
    keep_desk(desk)
    open_desk(desk, office)
    office.stop()
    assert (
        desk.evaluate("fetch('/collect/day').then(() => 'answered', () => 'nothing')") == "nothing"
    )


@BROWSER
def test_a_page_that_is_not_kept_leads_back_to_the_desk(desk: Page, office: Office):
    """Without a server, another page of the tablet's part of the site is the desk, no error."""
    keep_desk(desk)
    open_desk(desk, office)
    office.stop()
    desk.goto(f"{office.address}/collect/p/town/never-seen/en/")
    assert re.fullmatch(r".*/collect/\w+/", desk.url)


# --- New versions ---


FOUND = """
navigator.serviceWorker.ready.then(
    (one) => one.update().then(() => Boolean(one.installing || one.waiting)))
"""


def update(page: Page, app: Flask) -> None:
    """Let the site have a new version of the desk, and the browser look for it."""
    send = app.view_functions["offline.send_worker"]

    def send_other() -> object:
        answer = send()
        answer.set_data(answer.get_data(as_text=True).replace('"version": "', '"version": "new'))
        return answer

    send_other.open_to_all = True
    app.view_functions["offline.send_worker"] = send_other
    wait_until(page, lambda: page.evaluate(FOUND))  # the first look may join one of before


def version(page: Page) -> str:
    return page.evaluate("caches.keys().then((all) => all.filter((n) => n !== 'pages').join(' '))")


@BROWSER
def test_a_new_version_waits_for_a_tap(desk: Page, office: Office, app: Flask):
    """Nothing is loaded anew by itself; the tap makes the new version take over."""
    keep_desk(desk)
    desk.evaluate("window.mark = 'not reloaded'")
    update(desk, app)
    desk.wait_for_selector("#version:visible")
    desk.wait_for_timeout(500)
    assert desk.evaluate("window.mark") == "not reloaded"
    assert len(version(desk).split()) == 2
    with desk.expect_navigation():
        desk.click("#take-over")
    desk.wait_for_selector("html[data-started]")
    assert re.fullmatch(r"shell-new\w+", version(desk))
    assert desk.locator("#version").is_hidden()


@BROWSER
def test_a_new_version_is_not_offered_while_an_interview_is_open(
    desk: Page, office: Office, app: Flask, context: BrowserContext
):
    """In another tab an interview is open: the offer comes when it is not any more."""
    keep_desk(desk)
    other = context.new_page()
    open_desk(other, office)
    begun = run(
        other, "store", "m.openStore().then((store) => store.begin(given))", {**HEAD, "key": {}}
    )
    run(other, "store", "m.openStore().then((store) => store.load(given))", begun["id"])
    update(desk, app)
    wait_until(desk, lambda: desk.evaluate(WAITING))
    assert desk.locator("#version").is_hidden()
    other.close()
    look = "document.dispatchEvent(new Event('visibilitychange'))"
    wait_until(desk, lambda: desk.evaluate(look) and desk.locator("#version").is_visible())


@BROWSER
def test_a_draft_stays_on_the_page_it_was_begun_on(desk: Page, office: Office):
    """After the questions changed, the page of an open draft is kept until it is finished."""
    keep_desk(desk)
    begin = "m.openStore().then((store) => store.begin(given))"
    draft = run(desk, "store", begin, {**HEAD, "key": office.key})
    office.version = "v2"
    run(desk, "day", "m.fetchDay()")
    kept = [one for one in cached(desk)["pages"] if one.startswith("/collect/p/")]
    assert set(kept) == {
        "/collect/p/town/v1/en/",
        "/collect/p/town/v2/en/",
        "/collect/p/town/v2/fa/",
    }
    office.stop()
    desk.goto(f"{office.address}{draft['page']}#{draft['id']}")
    assert desk.locator("h1").text_content() == "v1"


@BROWSER
def test_an_interview_that_begins_while_pages_come_keeps_its_page(
    desk: Page, office: Office, context: BrowserContext
):
    """The questions of the evening before are let go only where nobody has begun with them."""
    keep_desk(desk)
    other = context.new_page()
    open_desk(other, office)
    office.version = "v2"
    write, begun = office.write_page, []

    def write_slowly(version: str, store: str, icon: str) -> str:
        begun.append(version)
        sleep(2)
        return write(version, store, icon)

    office.write_page = write_slowly
    desk.evaluate(
        """() => {
          const desk = document.querySelector("link[href$='/desk.css']");
          import(desk.href.replace("desk.css", "day.js")).then((m) => m.fetchDay())
            .then(() => { window.fetched = true; });
        }"""
    )
    wait_until(desk, lambda: begun)
    begin = "m.openStore().then((store) => store.begin(given))"
    draft = run(other, "store", begin, {**HEAD, "key": office.key})
    wait_until(desk, lambda: desk.evaluate("window.fetched"))
    assert draft["page"] in cached(desk)["pages"]
    assert run(desk, "pages", "m.isKept(given)", draft["page"]) is True


@BROWSER
def test_pages_that_nobody_needs_are_let_go(desk: Page, office: Office):
    """Yesterday's questions, on which nothing is open, take no memory."""
    keep_desk(desk)
    office.version = "v2"
    run(desk, "day", "m.fetchDay()")
    kept = [one for one in cached(desk)["pages"] if one.startswith("/collect/p/")]
    assert set(kept) == {"/collect/p/town/v2/en/", "/collect/p/town/v2/fa/"}


@BROWSER
def test_a_page_is_kept_whole_or_not_at_all(desk: Page, office: Office):
    """Where a part could not be fetched the page is not offered; the next time it is."""
    office.version = "v3"
    write = office.write_page
    office.write_page = lambda version, store, icon: write(version, f"{store}-gone", icon)
    assert run(desk, "day", "m.fetchDay()") == "offline"
    assert run(desk, "pages", "m.isKept(given)", office.page("en")) is False
    office.write_page = write
    assert run(desk, "day", "m.fetchDay()") == "kept"
    assert run(desk, "pages", "m.isKept(given)", office.page("en")) is True


@BROWSER
def test_a_tablet_that_is_ready_starts_without_a_network(chromium, office: Office, tmp_path):
    """Switched off and on again where there is no server: the desk, the people, the places."""
    tablet = open_tablet(chromium, tmp_path / "profile")
    page = tablet.new_page()
    open_desk(page, office)
    make_ready(page, office)
    keep_desk(page)
    tablet.close()
    office.stop()
    tablet = open_tablet(chromium, tmp_path / "profile")
    page = tablet.new_page()
    open_desk(page, office)
    assert page.locator("#people button:enabled").all_text_contents() == ["Sara"]
    tablet.close()
