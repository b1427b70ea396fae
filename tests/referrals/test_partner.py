"""The pages of a service: theirs alone, every reading written down."""

import pytest

from survey.accounts.model import Membership
from survey.referrals.store import list_referrals, make_referral
from tests.referrals.conftest import AGREED, CONTACT, NOW, post, visit

ROSE = Membership("partner", "east", service="house")
OTHERS = [
    Membership("partner", "east", service="advice"),
    Membership("partner", "west", service="house"),
    Membership("partner", "east"),
    Membership("facilitator", "east"),
    Membership("coordinator", "east", reads_sensitive=True),
    Membership("committee", "east"),
    Membership("administrator"),
]


@pytest.fixture
def made(app, office):
    make_referral(office, NOW.date(), "CODE", ("east", "house"), CONTACT, AGREED)
    return list_referrals(office, "east", "house")[0].id


def test_the_list_names_nobody(app, made):
    """A service sees who waits since when; a name shows when a referral is opened."""
    page = visit(app, ROSE).get("/office/referrals/").text
    assert made[:4].upper() in page
    assert "Waiting, the longest first" in page
    assert "Mina" not in page


def test_opening_one(app, office, made):
    """The service reads name, number and hours, and that it did is in the audit trail."""
    page = visit(app, ROSE).get(f"/office/referrals/{made}").text
    assert all(part in page for part in ("Mina", "0999123456", "Before noon", "I agree."))
    [entry] = office.query("select actor, subject from audit where action = 'referral.read'")
    assert entry["actor"].startswith("person:")
    assert entry["subject"] == f"referral:{made}"


@pytest.mark.parametrize("membership", OTHERS, ids=str)
def test_nobody_else_finds_it(app, office, made, membership):
    """For another service and every other role there is no such page, and nothing is changed."""
    client = visit(app, membership)
    assert client.get(f"/office/referrals/{made}").status_code == 404
    app.config["WTF_CSRF_ENABLED"] = False
    sent = client.post(f"/office/referrals/{made}", data={"status": "ended", "note": ""})
    assert sent.status_code == 404
    assert list_referrals(office, "east", "house")[0].status == "waiting"
    assert made[:4].upper() not in client.get("/office/referrals/").text
    assert office.query("select * from audit where action = 'referral.read'") == []


def test_who_is_not_signed_in(app, made):
    """Nobody in particular reads nothing."""
    assert visit(app).get(f"/office/referrals/{made}").status_code in (302, 404)


def test_saying_what_became_of_it(app, office, made):
    """A new status and a note are kept, with the day."""
    client = visit(app, ROSE)
    page = post(client, f"/office/referrals/{made}", {"status": "met", "note": "Comes again"})
    assert "Kept." in page.text
    again = client.get(f"/office/referrals/{made}").text
    assert "They have met: 22 November 2026" in again
    assert "Comes again" in again


def test_a_status_that_is_none(app, made):
    """What the page does not offer is refused."""
    assert post(visit(app, ROSE), f"/office/referrals/{made}", {"status": "x"}).status_code == 400


def test_an_account_without_a_service(app, made):
    """A partner who was bound to no service is told what to do."""
    page = visit(app, Membership("partner", "east")).get("/office/referrals/").text
    assert "Your account names no service of a project" in page


def test_old_ones_are_gone_from_the_list(app, office, made):
    """Looking at the list deletes what was kept long enough."""
    office.execute("update referrals set changed_on = '2026-01-01'")
    assert "Nobody is waiting" in visit(app, ROSE).get("/office/referrals/").text
    assert office.query("select * from referrals") == []


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_counts_name_nobody(app, office, made, role):
    """Those who run the survey see steps of five, and who has nobody to answer."""
    membership = Membership(role, "east" if role == "coordinator" else "")
    page = visit(app, membership).get("/office/referrals/counts/").text
    assert "fewer than 5" in page
    assert "Nobody answers for this service yet" in page
    for number in range(6):
        make_referral(office, NOW.date(), f"C{number}", ("east", "house"), CONTACT, AGREED)
    assert "5 or more" in visit(app, membership).get("/office/referrals/counts/").text


def test_counts_are_for_those_who_run_the_survey(app):
    """A service and a facilitator find no counts."""
    for membership in (ROSE, Membership("facilitator", "east")):
        assert visit(app, membership).get("/office/referrals/counts/").status_code == 404
