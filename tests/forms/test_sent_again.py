"""A form whose answer got lost on the way: who sends it once more is thanked all the same."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from socket import SHUT_RDWR
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, expect

from survey.responses.receipts import find_receipt, read_code
from survey.rights.withdraw import withdraw
from survey.site import Site
from tests.accounts.people import sign_in
from tests.forms.browser import serve
from tests.forms.conftest import NOW, Visitor
from tests.forms.test_browser_budgets import OVERFLOW
from tests.forms.test_facilitator import ROUND, enter
from tests.forms.test_kiosk import SETTINGS

CODE = re.compile(r'class="number" dir="ltr"[^>]*>([0-9]{4}(?:\s[0-9]{4}){3})<')


def lose_answer(visitor: Visitor) -> None:
    """Send the form of the page; its answer, and the cookie in it, never come."""
    before, page = visitor.client.get_cookie("session"), visitor.page
    visitor.send(go="send")
    visitor.client.set_cookie("session", before.value)
    visitor.page = page


def find_sent(visitor: Visitor, site: Site) -> str:
    """Return the response whose receipt stands on the page."""
    return str(find_receipt(site.database, read_code(CODE.search(visitor.page.text)[1])))


def fill(visitor: Visitor) -> Visitor:
    visitor.begin()
    visitor.send(q_age="17")
    visitor.send()
    return visitor


def list_ids(site: Site) -> list[str]:
    return [row["id"] for row in site.database.query("select id from responses")]


def test_who_sends_again_is_thanked(visitor, site):
    """The form is stored once, and a receipt that opens it stands on the page."""
    lose_answer(fill(visitor))

    visitor.send(go="send")

    assert visitor.path == "/thanks"
    assert [find_sent(visitor, site)] == list_ids(site)


@pytest.mark.parametrize("address", ["/review", "/d/people"])
def test_who_goes_back_is_thanked(visitor, site, address):
    """Neither the look back nor a section can be changed any more."""
    lose_answer(fill(visitor))

    visitor.get(address)

    assert visitor.path == "/thanks"
    assert [find_sent(visitor, site)] == list_ids(site)


def test_nobody_else_sees_a_receipt(visitor, app, site):
    """Another browser, and this one after the next form was begun, find nothing of it."""
    lose_answer(fill(visitor))
    stranger = Visitor(app.test_client())
    stranger.get("/review")
    visitor.begin()
    visitor.get("/thanks")

    assert (stranger.path, visitor.path) == ("/resume", "/resume")
    assert len(site.database.query("select 1 from receipts")) == 1


def test_what_was_withdrawn_has_no_receipt(visitor, site):
    """Whoever withdrew it meanwhile is led to where a form can be taken up."""
    lose_answer(fill(visitor))
    with site.database.transaction() as tx:
        withdraw(tx, NOW, "test", UUID(list_ids(site)[0]), "receipt")

    visitor.send(go="send")

    assert visitor.path == "/resume"
    assert site.database.query("select 1 from receipts") == []


@pytest.fixture
def kiosk(visitor) -> Visitor:
    sign_in(visitor.client, "coordinator")
    visitor.get("/office/kiosk/")
    visitor.send(**SETTINGS, go="x")
    visitor.get("/kiosk/")
    visitor.send(consent="agree", go="x")
    visitor.send(q_age="12")
    visitor.send()
    return visitor


def test_at_a_kiosk_it_is_the_same_person_for_a_while(kiosk, site):
    """As long as the form itself would have stood there."""
    lose_answer(kiosk)

    kiosk.send(go="send")

    assert kiosk.path == "/thanks"
    assert [find_sent(kiosk, site)] == list_ids(site)


def test_at_a_kiosk_the_next_person_begins_afresh(kiosk, site):
    """After 90 seconds nothing tells of who was there before."""
    lose_answer(kiosk)
    earlier = (NOW - timedelta(seconds=91)).isoformat()
    site.database.execute("update responses set received_at = :earlier", earlier=earlier)

    assert kiosk.client.get("/review").location == "/kiosk/"
    assert not CODE.search(kiosk.get("/kiosk/").text)


def test_an_interviewer_has_a_receipt_for_the_household(app, site):
    """Above the next interview, as after every other."""
    sara = enter(app)
    sara.fill()
    lose_answer(sara)

    sara.send(go="send")

    assert sara.path == ROUND
    assert [find_sent(sara, site)] == list_ids(site)


def test_a_tablet_that_is_not_signed_in_shows_no_receipt(app, site):
    """Its cookie still names the interview; who finds it must sign in."""
    sara = enter(app)
    sara.fill()
    lose_answer(sara)
    with sara.client.session_transaction() as session:
        del session["_user_id"]

    sara.get("/review")

    assert sara.path == "/sign-in/"
    assert len(site.database.query("select 1 from receipts")) == 1


def test_a_correction_gives_no_other_receipt(app, site):
    """Its household has one."""
    sara = enter(app)
    sara.fill()
    sara.send(go="send")
    sara.post("/office/collect/correct", id=list_ids(site)[0])
    sara.get("/d/people")
    sara.send(q_age="16")
    sara.get("/review")
    lose_answer(sara)

    sara.send(go="send")

    assert sara.path == ROUND
    assert not CODE.search(sara.page.text)
    assert len(site.database.query("select 1 from revisions")) == 1


class Deaf:
    """A line that breaks whenever a form is sent, after the server did what it was asked for."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        answer = self.app(environ, start)
        if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("POST", "/review"):
            environ["werkzeug.socket"].shutdown(SHUT_RDWR)
            raise ConnectionResetError
        return answer


@pytest.fixture
def deaf(app) -> Iterator[str]:
    app.wsgi_app = Deaf(app.wsgi_app)
    with serve(app) as address:
        yield address


@pytest.mark.browser
def test_a_browser_that_heard_nothing_shows_the_receipt(context: BrowserContext, deaf: str, site):
    """The line breaks when the form is sent; loading the page again brings the thanks."""
    page = context.new_page()
    page.goto(f"{deaf}/f/tour/en/")
    page.select_option("select[name=n]", "town/north")
    page.click("button[value=agree]")
    page.wait_for_url("**/d/people")
    page.fill("#q-age", "17")
    page.click(".buttons button.main")
    page.wait_for_url("**/d/things")
    page.click(".buttons button.main")
    page.wait_for_url("**/review")
    page.click("button[value=send]", no_wait_after=True)
    page.wait_for_function("() => location.protocol === 'chrome-error:'")

    page.goto(f"{deaf}/review")

    expect(page.locator(".code .number")).to_be_visible()
    assert page.url == f"{deaf}/thanks"
    assert page.evaluate(OVERFLOW) <= 0
    code = read_code(page.inner_text(".code .number"))
    assert [str(find_receipt(site.database, code))] == list_ids(site)
