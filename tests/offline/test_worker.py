"""What a tablet keeps of the site: the desk, its pages, and nobody's data."""

import re
from time import sleep

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

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

pytestmark = pytest.mark.browser
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


def test_the_list_of_the_day_is_always_asked_of_the_server(desk: Page, office: Office):
    """The worker does not answer for the site: without a server there is no answer."""
    keep_desk(desk)
    open_desk(desk, office)
    office.stop()
    assert (
        desk.evaluate("fetch('/collect/day').then(() => 'answered', () => 'nothing')") == "nothing"
    )


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


def test_pages_that_nobody_needs_are_let_go(desk: Page, office: Office):
    """Yesterday's questions, on which nothing is open, take no memory."""
    keep_desk(desk)
    office.version = "v2"
    run(desk, "day", "m.fetchDay()")
    kept = [one for one in cached(desk)["pages"] if one.startswith("/collect/p/")]
    assert set(kept) == {"/collect/p/town/v2/en/", "/collect/p/town/v2/fa/"}


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
