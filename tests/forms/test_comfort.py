"""Large letters, leaving quickly and texts that are read aloud: without scripts."""

import wave
from dataclasses import replace

import pytest

from survey.app import create_app
from survey.forms.links import Link, make_links
from survey.forms.month import show_month
from survey.forms.recordings import hash_recordings, list_recordings
from survey.locale import load_languages
from tests.forms.conftest import NOW, Visitor, make_project, make_site
from tests.forms.test_links import agree


def record(home, key, language="en", suffix=".wav"):
    """Record a tenth of a second of silence."""
    folder = home / "questionnaires" / "recordings" / "tour" / language
    folder.mkdir(parents=True, exist_ok=True)
    with wave.open(str(folder / f"{key}{suffix}"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\0" * 800)


@pytest.fixture
def listener(home):
    """A visitor of a site where the consent, a question and one of its answers are recorded."""
    for key in ("consent.title", "consent.body", "trust", "scale.agree3.agree"):
        record(home, key)
    return Visitor(make_site(home, make_project("tour")).test_client())


def test_a_recorded_question_can_be_heard(listener):
    """The player names the question, and its answers follow it."""
    page = listener.begin().text
    assert 'aria-label="Listen: I trust my neighbours."' in page
    [player] = [part for part in page.split("<audio ") if "data-listen" in part]
    assert player.index("/trust.wav?v=") < player.index("data-then")
    assert "/scale.agree3.agree.wav?v=" in player.split("data-then")[1].split(">")[0]


def test_consent_can_be_heard(listener):
    """The start page reads its consent aloud."""
    page = listener.get("/f/tour/en/").text
    assert 'aria-label="Listen: Before we begin"' in page
    assert "/consent.body.wav?v=" in page


def test_nothing_is_shown_where_nothing_was_recorded(visitor):
    """Without recordings a page has no player."""
    assert "<audio" not in visitor.begin().text


def test_recordings_belong_to_a_language(listener):
    """English recordings are not played to a Persian reader."""
    assert "<audio" not in listener.begin("fa").text


def test_a_dialect_is_heard_in_its_parent_language(home):
    """Dari plays a Persian recording unless it has its own."""
    for key in ("trust", "age"):
        record(home, key, "fa")
    record(home, "age", "fa_AF", ".ogg")
    heard = list_recordings(home / "questionnaires", "tour", "fa_AF")
    assert {key: (one.tag, one.name) for key, one in heard.items()} == {
        "trust": ("fa", "trust.wav"),
        "age": ("fa_AF", "age.ogg"),
    }


def test_a_recording_is_sent_and_kept(listener):
    """Browsers keep a recording as long as it stays the same."""
    page = listener.get("/f/tour/en/").text
    address = page.split('src="/recordings')[1].split('"')[0]
    sent = listener.client.get(f"/recordings{address}")
    assert (sent.status_code, sent.mimetype) == (200, "audio/wav")
    assert "immutable" in sent.headers["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    ["tour/en/nothing.wav", "tour/xx/trust.wav", "nothing/en/trust.wav", "tour/en/..%2ftour.yaml"],
)
def test_other_files_are_not_sent(listener, address):
    """Only recordings are handed out."""
    assert listener.client.get(f"/recordings/{address}").status_code == 404


def test_a_new_recording_is_a_new_start_page(home, client):
    """The start page is kept for ever, so its address changes with its recordings."""
    before = client.get("/f/tour/en/").location
    record(home, "consent.body")
    hash_recordings.cache_clear()
    assert client.get("/f/tour/en/").location != before


def test_letters_become_large_and_stay_so(visitor):
    """The switch keeps what was typed, and all pages follow it."""
    visitor.begin()
    assert "class=large" not in visitor.page.text
    token = visitor.page.text.split('csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "shown": "age", "q-age": "30", "language": "en"}
    page = visitor.client.post("/d/people?text=large", data=form, follow_redirects=True)
    assert "class=large" in page.text
    assert 'value="30"' in page.text
    assert "class=large" in visitor.get("/review").text
    assert 'formaction="?text=normal"' in visitor.get("/d/people").text


def test_the_start_page_is_large_where_its_address_says_so(visitor):
    """Without scripts the start page has two addresses, and the choice goes on with the form."""
    page = visitor.get(visitor.client.get("/f/tour/en/").location + "?text=large")
    assert "class=large" in page.text
    agree_at(visitor)
    assert "class=large" in visitor.page.text


def agree_at(visitor):
    visitor.page.text.index('name="text" value="large"')
    action = visitor.page.text.split('action="')[1].split('"')[0]
    form = {"n": "town/north", "consent": "agree", "text": "large"}
    visitor.page = visitor.client.post(action, data=form, follow_redirects=True)


def test_the_start_page_stays_the_same_for_everybody(client):
    """A cookie changes nothing about a page that is kept for ever."""
    address = client.get("/f/tour/en/").location
    before = client.get(address).text
    client.set_cookie("text", "large")
    after = client.get(address)
    assert after.text == before
    assert "Cookie" not in after.headers.get("Vary", "")


def test_leaving_deletes_the_answers(visitor, site):
    """Who leaves quickly leaves nothing behind, neither here nor in the browser."""
    visitor.begin()
    visitor.send(q_age="30")
    page = leave(visitor)
    assert visitor.path == "/calendar"
    assert "Mahalla" not in page.text
    assert "tour" not in page.text
    assert site.database.query("select * from drafts") == []
    visitor.get("/d/people")
    assert visitor.path == "/resume"


def leave(visitor):
    token = visitor.page.text.split('csrf_token" value="')[1].split('"')[0]
    visitor.page = visitor.client.post("/leave", data={"csrf_token": token}, follow_redirects=True)
    return visitor.page


def test_who_was_given_a_code_keeps_the_answers(visitor, site):
    """A form that was put aside once stays under its code."""
    visitor.begin()
    code = visitor.send(q_age="30", go="later").text
    code = code.split('class="number" dir="ltr">')[1].split("<")[0]
    visitor.get("/resume")
    visitor.send(code=code)
    leave(visitor)
    assert len(site.database.query("select * from drafts")) == 1
    visitor.get("/d/people")
    assert visitor.path == "/resume"


def test_leaving_after_sending_hides_the_receipt(visitor):
    """The receipt is gone from this browser, and the answers stay sent."""
    visitor.begin()
    visitor.send(q_age="12")
    visitor.send()
    visitor.send(go="send")
    assert visitor.path == "/thanks"
    leave(visitor)
    visitor.get("/thanks")
    assert visitor.path == "/resume"


def test_a_card_works_again_after_leaving(visitor, site):
    """Whoever had to leave may come back with the same card."""
    [code] = make_links(site.database, NOW, "test", [Link("town", "north", once=True)], [7])
    visitor.get(f"/l/{code}")
    agree(visitor)
    leave(visitor)
    visitor.get(f"/l/{code}")
    assert visitor.path.startswith("/f/tour/")


def test_another_page_may_be_shown_instead(home):
    """MAHALLA_LEAVE_TO is where who leaves quickly ends, also without scripts."""
    app = make_site(home, make_project("tour"))
    settings = replace(app.extensions["mahalla"].settings, leave_to="https://weather.example.org")
    visitor = Visitor(create_app(settings, clock=lambda: NOW).test_client())
    assert 'data-leave="https://weather.example.org"' in visitor.begin().text
    assert leave(visitor).headers["Refresh"] == "0; url=https://weather.example.org"


def test_a_page_with_delicate_questions_keeps_the_way_out_in_sight(adult):
    """There the button stays on the screen, and what it does is said."""
    assert 'class="comfort near"' not in adult.page.text
    page = adult.get("/d/grown_ups")
    assert 'class="comfort near"' in page.text
    assert "deletes your answers here" in page.text


def test_help_stands_after_delicate_questions(adult):
    """The help line stands between the questions and the buttons."""
    text = adult.get("/d/grown_ups").text
    assert text.index("What do you wish for?") < text.index("Where to get help")
    assert text.index("Where to get help") < text.index('value="next">Next')


def test_the_introduction_follows_consent(visitor):
    """Who asks and why stands before the two buttons, how to answer before the first question."""
    assert "Choose an answer." not in visitor.get("/f/tour/en/").text
    assert "Choose an answer." in visitor.begin().text
    visitor.send(q_age="12")
    assert "Choose an answer." not in visitor.page.text


@pytest.mark.parametrize(
    ("tag", "title", "first", "blanks"),
    [("fa", "۱ آذر ۱۴۰۵", 1, 1), ("en", "22 November 2026", 22, 0)],
)
def test_the_calendar_is_the_readers(root, tag, title, first, blanks):
    """The month, its weeks and its digits are those of the reader's language."""
    month = show_month(NOW.date(), load_languages(root / "translations")[tag])
    assert (month.title, month.today) == (title, first)
    assert month.weeks[0].count(None) == blanks
    assert all(len(week) == 7 for week in month.weeks)
