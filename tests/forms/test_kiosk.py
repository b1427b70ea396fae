"""A shared device in a centre, as the server sees it: without scripts."""

import re

import pytest

from survey.errors import MahallaError
from survey.forms.kiosk import Kiosk, hash_pin, is_pin, read_pin
from survey.responses.drafts import find_draft
from tests.accounts.people import sign_in
from tests.forms.conftest import Visitor

SETTINGS = {"place": "town/north", "lang": "en", "idle": "90", "pin": "۴۳۲۱"}


@pytest.fixture
def kiosk(visitor, site) -> Visitor:
    """A device that was made a kiosk in the office."""
    sign_in(visitor.client, "coordinator")
    visitor.get("/office/kiosk/")
    visitor.send(**SETTINGS, go="x")
    return visitor


def begin(kiosk):
    kiosk.get("/kiosk/")
    return kiosk.send(consent="agree", go="x")


def test_it_works(kiosk, site):
    """The form begins with its place set, and its draft says that a kiosk asked."""
    assert kiosk.path == "/kiosk/"
    assert "<select" not in kiosk.page.text
    begin(kiosk)
    with kiosk.client.session_transaction() as session:
        draft = find_draft(site.database, session["draft"])
    assert (draft.mode, draft.neighbourhood) == ("kiosk", "north")


def test_answers_of_a_kiosk_are_sent(kiosk, site):
    """A form comes to its receipt, and the response says that people answered themselves."""
    begin(kiosk)
    kiosk.send(q_age="12")
    kiosk.send()
    page = kiosk.send(go="send")
    assert kiosk.path == "/thanks"
    assert re.search(r'class="number" dir="ltr">[0-9]{4}(?:\s[0-9]{4}){3}<', page.text)
    [row] = site.database.query("select channel, neighbourhood from responses")
    assert (row["channel"], row["neighbourhood"]) == ("self", "north")


def test_a_refusal_is_recorded(kiosk, site):
    """Who declines is thanked, and the kiosk begins again by itself."""
    kiosk.get("/kiosk/")
    page = kiosk.send(consent="decline", go="x")
    assert "That is all right." in page.text
    assert 'content="20; url=/kiosk/?fresh=1"' in page.text
    [row] = site.database.query("select consent from responses")
    assert row["consent"] == "refused"


@pytest.mark.parametrize(
    "address",
    ["/", "/resume", "/later", "/office/", "/office/kiosk/", "/f/tour/", "/l/", "/nothing",
     "/d/people", "/review", "/thanks", "/calendar"],
)  # fmt: skip
def test_nothing_else_is_reachable(kiosk, address):
    """Every other address leads back to the first page of the kiosk."""
    kiosk.get(address)
    assert kiosk.path == "/kiosk/"


def test_an_ordinary_form_cannot_be_begun_there(kiosk, site):
    """A start page from the browser's own store begins nothing."""
    kiosk.client.post("/f/tour/x/en/start", data={"n": "town/south", "consent": "agree"})
    assert site.database.query("select * from drafts") == []


def test_the_first_page_forgets_the_last_person(kiosk, site):
    """Whoever comes to the first page finds nothing of the form that was open."""
    begin(kiosk)
    kiosk.send(q_age="30")
    kiosk.get("/kiosk/")
    assert site.database.query("select * from drafts") == []
    for address in ("/d/people", "/d/things", "/review", "/thanks", "/later"):
        kiosk.get(address)
        assert kiosk.path == "/kiosk/"


def test_the_receipt_vanishes_with_the_first_page(kiosk):
    """The next person does not see the last receipt."""
    begin(kiosk)
    kiosk.send(q_age="12")
    kiosk.send()
    kiosk.send(go="send")
    kiosk.get("/kiosk/")
    kiosk.get("/thanks")
    assert kiosk.path == "/kiosk/"


def test_saving_for_somebody_who_is_gone_keeps_nothing(kiosk, site):
    """A page that was left open cannot save into a form that was given up."""
    page = begin(kiosk)
    token = re.search(r'csrf_token" value="([^"]+)', page.text)[1]
    kiosk.get("/kiosk/")
    form = {"csrf_token": token, "shown": "age", "q-age": "30"}
    assert kiosk.client.post("/d/people/save", data=form).status_code >= 400
    assert site.database.query("select * from drafts") == []


def test_the_next_person_finds_the_kiosks_language_and_letters(kiosk):
    """What one person chose is not forced on the next."""
    kiosk.get("/kiosk/?lang=fa")
    assert 'lang="fa"' in kiosk.page.text
    kiosk.client.set_cookie("text", "large")
    kiosk.get("/kiosk/?fresh=1")
    assert 'lang="en"' in kiosk.page.text
    assert "class=large" not in begin(kiosk).text


def test_pages_of_a_kiosk_are_never_kept(kiosk):
    """Also the first page is asked for anew, so that Back reaches the server."""
    assert kiosk.page.headers["Cache-Control"] == "private, no-store"
    page = begin(kiosk)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "autocomplete=off" in page.text


def test_there_is_no_later_at_a_kiosk(kiosk):
    """Nobody is offered a code for a form at a shared device."""
    assert "Save and continue later" not in begin(kiosk).text
    kiosk.get("/kiosk/")
    assert "began earlier" not in kiosk.page.text


def test_without_scripts_the_page_asks_by_itself(kiosk, site):
    """After a long while the browser asks whether somebody is there, and then begins again."""
    page = begin(kiosk)
    assert '<noscript><meta http-equiv="refresh" content="360; url=/kiosk/still">' in page.text
    page = kiosk.get("/kiosk/still")
    assert "Are you still there?" in page.text
    assert 'content="20; url=/kiosk/?fresh=1"' in page.text
    assert 'href="/d/people"' in page.text
    assert len(site.database.query("select * from drafts")) == 1


def test_leaving_quickly_begins_again(kiosk, site):
    """There is no other page to show at a kiosk."""
    page = begin(kiosk)
    token = re.search(r'csrf_token" value="([^"]+)', page.text)[1]
    kiosk.client.post("/leave", data={"csrf_token": token})
    assert site.database.query("select * from drafts") == []


def test_the_pin_ends_the_kiosk(kiosk):
    """Whoever knows the PIN is back in the office, in whichever digits it is typed."""
    kiosk.get("/kiosk/leave")
    kiosk.send(pin="4321", go="x")
    assert kiosk.path == "/office/"
    kiosk.get("/f/tour/")
    assert kiosk.path.startswith("/f/tour/")
    assert kiosk.client.get("/kiosk/").status_code == 404


def test_the_pin_leads_back_to_interviewing_and_nothing_else(kiosk):
    """Passers-by may guess it: whoever set the kiosk up types their password for the rest."""
    kiosk.get("/kiosk/leave")
    kiosk.send(pin="4321", go="x")
    assert kiosk.get("/office/collect/").status_code == 200
    for address in ("/office/people/", "/office/answers/", "/office/withdraw/", "/account/"):
        assert kiosk.get(address).status_code == 404


def test_a_wrong_pin_does_not_end_it(kiosk):
    """The page says that it was wrong, and the kiosk stays."""
    kiosk.get("/kiosk/leave")
    assert "This is not the PIN." in kiosk.send(pin="0000", go="x").text
    kiosk.get("/office/")
    assert kiosk.path == "/kiosk/"


def test_trying_pins_is_slowed_down(kiosk):
    """After five wrong PINs even the right one has to wait."""
    for pin in range(5):
        kiosk.get("/kiosk/leave")
        kiosk.send(pin=f"000{pin}", go="x")
    kiosk.get("/kiosk/leave")
    assert "Wait five minutes" in kiosk.send(pin="4321", go="x").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"pin": "123"}, "Choose a PIN of 4 to 8 digits."),
        ({"pin": "letters"}, "Choose a PIN of 4 to 8 digits."),
        ({"idle": "5"}, "Choose between 30 and 600 seconds."),
        ({"place": "nowhere/north"}, "Choose which form is asked, and where."),
    ],
)
def test_mistakes_are_told_before_it_begins(visitor, site, typed, said):
    """What must be mended stands above the form."""
    sign_in(visitor.client, "coordinator")
    visitor.get("/office/kiosk/")
    assert said in visitor.send(**{**SETTINGS, **typed}, go="x").text


@pytest.mark.parametrize("address", ["/kiosk/", "/kiosk/leave", "/kiosk/still"])
def test_other_devices_have_no_kiosk(client, address):
    """Without a kiosk there is no such page."""
    assert client.get(address).status_code == 404


def test_strangers_make_no_kiosk(client):
    """Who is not signed in is led to where people sign in."""
    assert client.get("/office/kiosk/").location == "/sign-in/?next=%2Foffice%2Fkiosk%2F"


def test_the_cookie_does_not_tell_the_pin():
    """A PIN is hashed for one kiosk with the key of the site."""
    kiosk = Kiosk("a", "tour", "town/north", "en", hash_pin("4321", "a", "key"))
    assert "4321" not in kiosk.pin
    assert [is_pin(pin, kiosk, "key") for pin in ("4321", "۴۳ ۲۱", "1234", "x")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert not is_pin("4321", kiosk, "other key")


@pytest.mark.parametrize("typed", ["", "123", "123456789", "12a4", "½½½½"])
def test_a_pin_has_four_to_eight_digits(typed):
    """Anything else is refused."""
    with pytest.raises(MahallaError):
        read_pin(typed)


def test_pages_of_other_readers_carry_no_trace_of_kiosks(client):
    """Looking for a kiosk does not make a page depend on cookies."""
    assert "Cookie" not in client.get(client.get("/f/tour/en/").location).headers.get("Vary", "")
