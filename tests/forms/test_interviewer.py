"""An interview that is open on a device is its interviewer's, as long as they are signed in."""

import pytest

from survey.accounts.model import Membership
from survey.accounts.sessions import close_sessions
from survey.accounts.store import bind_person, close_person, find_named
from tests.accounts.people import sign_in
from tests.forms.conftest import NOW
from tests.forms.test_facilitator import Interviewer, draft_of, enter

SARA = "Sara Karimi"


@pytest.fixture
def sara(app) -> Interviewer:
    """Sara in the middle of an interview, at the look over what was answered."""
    found = enter(app, SARA)
    found.fill()
    return found


def sign_out_elsewhere(site, person):
    """She signs out on all devices, on another one."""
    close_sessions(site.database, NOW, "test", person.id)


def close_account(site, person):
    """A coordinator closes her account."""
    close_person(site.database, NOW, "test", person.id)


def bind_elsewhere(site, person):
    """She interviews in another neighbourhood from now on."""
    roles = (Membership("facilitator", "town", "south"),)
    bind_person(site.database, NOW, "test", person.id, roles)


@pytest.mark.parametrize("end", [sign_out_elsewhere, close_account, bind_elsewhere])
def test_who_may_not_interview_any_more_reads_nothing(sara, site, end):
    """A lost tablet was signed out, its account closed, or its person works elsewhere now."""
    end(site, find_named(site.database, SARA))
    for address in ("/review", f"/d/{draft_of(sara, site).section}"):
        assert sara.client.get(address).location == "/office/collect/"


def test_who_is_not_signed_in_writes_nothing(sara, site):
    """Neither a page nor what is saved while typing reaches the answers, and none are sent."""
    token = sara.page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    sign_out_elsewhere(site, find_named(site.database, SARA))
    page = f"/d/{draft_of(sara, site).section}"
    typed = {"csrf_token": token, "shown": "age", "q-age": "99", "go": "send"}
    assert sara.client.post(f"{page}/save", data=typed).status_code == 410
    for address in (page, "/review"):
        assert sara.client.post(address, data=typed).location == "/office/collect/"
    assert draft_of(sara, site).answers["age"] == 17
    assert not site.database.query("select 1 from responses")


def test_leaving_quickly_throws_no_interview_of_others_away(sara, site):
    """Whoever finds the tablet cannot delete what Sara was told."""
    token = sara.page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    sign_out_elsewhere(site, find_named(site.database, SARA))
    sara.client.post("/leave", data={"csrf_token": token})
    assert site.database.query("select 1 from drafts")


def test_another_interviewer_reads_nothing(sara, site):
    """A cookie that names Sara's interview opens nothing to Reza."""
    draft = str(draft_of(sara, site).id)
    reza = enter(sara.client.application, "Reza")
    reza.choose()
    with reza.client.session_transaction() as session:
        session["draft"] = draft
    assert reza.client.get("/review").location == "/office/collect/"


def test_it_waits_for_its_interviewer(sara, site):
    """Once she has signed in again she goes on where she was."""
    sign_out_elsewhere(site, find_named(site.database, SARA))
    sign_in(sara.client, "facilitator", name=SARA)
    assert sara.get("/review").status_code == 200
    assert sara.path == "/review"
