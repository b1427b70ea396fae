"""What residents meet: the same addresses for everybody, and a referral only with consent."""

import re

import pytest

from survey.accounts.model import Membership
from survey.referrals.store import list_referrals, read_referral
from tests.referrals.conftest import NOW, TYPED, ask, post, read_shown_code, visit

CARD = "/nearby/east/?n=pines"


def begin(app, place="east/pines"):
    """Begin the form and return a browser that stands on its first section."""
    client = visit(app)
    start = client.get("/f/home/en/", follow_redirects=True)
    action = re.search(r'action="([^"]+start)"', start.text)[1]
    client.post(action, data={"n": place, "consent": "agree"})
    return client


def answer(client, section, **typed):
    """Answer a section and return the page of the next."""
    page = client.get(f"/d/{section}")
    named = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page.text)[1]
        for name in ("csrf_token", "shown")
    }
    values = {f"q-{name}": value for name, value in typed.items()}
    return client.post(f"/d/{section}", data={**named, **values, "go": "next"})


def finish(client):
    page = client.get("/review")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    return client.post("/review", data={"csrf_token": token}, follow_redirects=True)


def cut_addresses(page):
    """Cut the addresses out of a page."""
    found = re.search(r'<details class="aside">.*?</details>', page.text, re.DOTALL)
    return found[0] if found else ""


def test_addresses_stand_after_sensitive_sections_only(app):
    """They are named where something sensitive is asked, under a title that tells nothing."""
    client = begin(app)
    assert cut_addresses(client.get("/d/water")) == ""
    addresses = cut_addresses(client.get("/d/harm"))
    assert "<summary>Useful addresses</summary>" in addresses
    assert "Rose House" in addresses
    assert "Mill Room" in addresses


def test_the_same_whatever_was_answered(app):
    """Section, thanks and card name the same addresses, byte by byte, for all answers."""
    seen = set()
    for answers in ({}, {"hurt": "yes", "often": "9"}, {"hurt": "no"}, {"hurt": ":refused"}):
        client = begin(app)
        answer(client, "water", tap="yes")
        answer(client, "harm", **answers)
        section = cut_addresses(client.get("/d/harm"))
        thanks = cut_addresses(finish(client))
        seen.add((section, thanks, client.get(CARD).data))
    [(section, thanks, _)] = seen
    assert "Rose House" in section
    assert "Rose House" in thanks


def test_only_the_services_of_the_neighbourhood(app):
    """Who lives elsewhere is not sent to a service that is not for them."""
    assert "Rose House" not in cut_addresses(begin(app, "east/mill").get("/d/harm"))
    assert "Rose House" not in visit(app).get("/nearby/east/?n=mill").text
    assert "Rose House" in visit(app).get(CARD).text


def test_the_thanks_lead_to_the_card(app):
    """After the form a card can be printed or written down."""
    client = begin(app)
    answer(client, "harm", hurt="no")
    assert 'href="/nearby/east/?n=pines"' in finish(client).text


def test_the_outside_of_the_card_is_neutral(app):
    """Nothing of the help stands on the card page before a person opens it."""
    page = visit(app).get(CARD)
    outside = re.sub(r"<details>.*?</details>", "", page.text, flags=re.DOTALL)
    assert "addiction" in page.text
    assert "addiction" not in outside
    assert "Rose House" in outside
    assert "0441 1" in outside
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_card_can_be_left_quickly(app):
    """The way out stands on every page for residents."""
    for address in (CARD, "/nearby/"):
        assert "data-leave=" in visit(app).get(address).text


@pytest.mark.parametrize("address", ["/nearby/north/", "/nearby/east/?n=hill"])
def test_unknown_places(app, address):
    """What is not there is not found."""
    assert visit(app).get(address).status_code == 404


def test_nobody_is_promised_a_call_that_nobody_makes(app):
    """While no account answers for a service, being called is not offered."""
    assert "/contact" not in visit(app).get(CARD).text
    assert visit(app).get("/nearby/east/contact?n=pines").status_code == 404


def test_asking_to_be_called(app, office, partner):
    """With consent the service gets what was written, with the words that were agreed to."""
    page = ask(app)
    assert "It is passed on" in page.text
    [listed] = list_referrals(office, "east", "house")
    referral = read_referral(office, NOW, "test", listed.id)
    assert (referral.contact.called, referral.contact.phone) == ("Mina", "0999123456")
    assert "I agree that the service which I choose here" in referral.agreement.words
    assert "180 days" in referral.agreement.words
    assert referral.agreement.language == "en"


def test_without_consent_nothing_is_kept(app, office, partner):
    """Who does not tick the sentence is told so, and keeps what was typed."""
    page = ask(app, consent="")
    assert page.status_code == 422
    assert "Tick that you agree" in page.text
    assert 'value="Mina"' in page.text
    assert list_referrals(office, "east", "house") == []


@pytest.mark.parametrize("service", ["", "advice", "nothing"])
def test_a_service_that_does_not_call(app, office, partner, service):
    """Only a service that lists the office among its ways and answers can be chosen."""
    page = ask(app, service=service)
    assert page.status_code == 422
    assert "Choose which of them shall get in touch" in page.text
    assert list_referrals(office, "east", "advice") == []


def test_a_referral_needs_the_token_of_its_page(app, office, partner):
    """What another site sends is refused."""
    sent = visit(app).post("/nearby/east/contact?n=pines", data=TYPED)
    assert sent.status_code == 400
    assert list_referrals(office, "east", "house") == []


def test_the_code_is_shown_once(app, partner):
    """After the page with the code, neither Reload nor Back shows it again."""
    client = visit(app)
    page = post(client, "/nearby/east/contact?n=pines", TYPED)
    code = read_shown_code(page)
    again = client.get("/nearby/east/code?n=pines", follow_redirects=True)
    assert code not in again.text
    assert again.request.path == "/nearby/east/"


def test_the_language_is_kept(app, partner):
    """Who chose Persian sees the code in Persian, and agrees in it where it is translated."""
    page = post(visit(app), "/nearby/east/contact?n=pines&lang=fa", TYPED)
    assert '<html lang="fa" dir="rtl"' in page.text


def test_taking_it_back(app, office, partner):
    """With the code the referral is deleted, in small letters and without its dash too."""
    code = read_shown_code(ask(app))
    page = post(visit(app), "/nearby/", {"code": code.replace("-", "").lower()})
    assert "It is deleted" in page.text
    assert list_referrals(office, "east", "house") == []


def test_a_wrong_code(app, office, partner):
    """Another code deletes nothing, and who types twenty of them waits."""
    ask(app)
    client = visit(app)
    answers = [post(client, "/nearby/", {"code": "BBBBBBBBBB"}).status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]
    assert len(list_referrals(office, "east", "house")) == 1


def test_a_household_that_changes_its_address_at_will_waits_too(app, partner):
    """Twenty wrong codes count together, whatever the ends of a long address."""
    client = visit(app)
    for number in range(20):
        client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{number:x}"
        assert post(client, "/nearby/", {"code": "BBBBBBBBBB"}).status_code == 422
    client.environ_base["REMOTE_ADDR"] = "2001:db8:1:2:3:4:5:6"
    assert post(client, "/nearby/", {"code": "BBBBBBBBBB"}).status_code == 429


def test_a_facilitator_starts_one_at_the_end_of_an_interview(app, office, partner):
    """The same page serves an interview, leads back to it, and keeps nothing of who asked."""
    client = visit(app, Membership("facilitator", "east", "pines"))
    page = post(client, "/nearby/east/contact?n=pines", TYPED)
    assert "Back to the interviews" in page.text
    [row] = office.query("select * from referrals")
    assert "facilitator" not in str(row)
    trail = office.query("select action from audit where action like 'ref%'")
    assert trail == []


def test_a_kiosk_shows_addresses_and_asks_for_no_number(app, partner):
    """On a shared device the addresses can be read, and no page of this room is reachable."""
    client = begin(app)
    with client.session_transaction() as session:
        session["kiosk"] = {
            **{"id": "1", "form": "home", "place": "east/pines"},
            **{"language": "en", "pin": "0"},
        }
    client.set_cookie("kiosk", "1")
    assert "Rose House" in cut_addresses(client.get("/d/harm"))
    assert client.get(CARD).headers["Location"] == "/kiosk/"
    assert client.get("/nearby/east/contact?n=pines").headers["Location"] == "/kiosk/"
