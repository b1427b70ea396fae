"""A receipt: its code shows the own answers again, safely, and has them deleted."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from survey.responses.model import hash_content
from survey.responses.receipts import make_code, write_code
from survey.responses.store import find_response, submit
from survey.responses.withdrawal import is_withdrawn
from tests.rights.conftest import MARKER, MINE, NOW, Reader, answer

UNKNOWN = "There are no answers under this code."


def test_it_works(reader, code):
    """The page says when and for which survey the answers came, and reads them back in words."""
    page = reader.show(code)
    assert "They arrived on" in page.text
    assert "The east" in page.text
    for words in ("I trust my neighbours.", "Fully", MARKER, "Person 1", "41", "baker", "Person 2"):
        assert words in page.text
    assert "Only our team reads it." in page.text


@pytest.mark.parametrize("digits", ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"])
def test_a_code_is_typed_in_any_digits(reader, code, digits):
    """In groups and in one's own digits the code is the same."""
    assert MARKER in reader.show(write_code(code, digits)).text


def test_what_could_harm_is_not_shown(reader, code):
    """Neither sensitive and identifying answers nor what was asked because of them."""
    page = reader.show(code)
    assert "Answers to sensitive questions, names and telephone numbers are not shown" in page.text
    for words in ("hit you", "Where did you find help", "roses", "0441", "telephone number?"):
        assert words not in page.text


def test_the_page_looks_alike_whatever_was_answered_in_private(reader, site, wishes, code):
    """Who said yes and who said nothing at all to the sensitive questions see the same page."""
    full = tidy(reader.show(code).text)
    open_ones = {name: one for name, one in answer(wishes).answers.items() if name in OPEN}
    sent = find_response(site.database, MINE, NOW)
    hashed = site.database.query("select hash from responses")[0]["hash"]
    later = replace(sent, answers=open_ones, revises=hashed)
    assert submit(site.database, "test", later) == "revised"
    assert tidy(reader.show(code).text) == full


OPEN = ("trust", "wish", "members")


def tidy(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_the_last_correction_is_shown(reader, site, wishes, code):
    """What counts is read back."""
    hashed = site.database.query("select hash from responses")[0]["hash"]
    later = answer(wishes, answers={"trust": {"missing": "dont_know"}}, revises=hashed)
    submit(site.database, "test", later)
    page = reader.show(code)
    assert "I don’t know" in page.text
    assert MARKER not in page.text


def test_the_code_is_in_no_address_and_no_page_is_kept(client, reader, code):
    """Browsers remember addresses and pages: none of them tells the code."""
    for address in ("/receipt/", "/receipt/delete"):
        page = reader.send(address, code=code)
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.request.query_string == b""
    with client.session_transaction() as session:
        assert code not in json.dumps(dict(session))


def test_the_page_changes_its_language(reader, code):
    """A button of the menu shows the same answers in Persian, right to left."""
    reader.show(code)
    page = reader.send("/receipt/", language="fa")
    assert '<html lang="fa" dir="rtl"' in page.text
    assert "به همسایه‌ها اعتماد دارم." in page.text
    assert "کاملاً" in page.text


def test_the_language_of_the_first_page_goes_on(client, code):
    """Who chose Persian before typing the code reads Persian answers."""
    reader = Reader(client)
    reader.page = client.get("/receipt/?lang=fa")
    assert '<html lang="fa" dir="rtl"' in reader.show(code).text


def test_an_unknown_code_finds_nothing(reader, code):
    """A code that nobody has is told from a mistyped one."""
    assert UNKNOWN in reader.show(make_code(bytes(8))).text
    assert "A digit is wrong, missing or too many." in reader.show(code[:-1]).text


def test_who_guesses_has_to_wait(reader, code):
    """After twenty wrong codes in a minute even the right one is not looked at."""
    for number in range(20):
        reader.show(make_code(bytes([number] * 8)))
    page = reader.show(code)
    assert page.status_code == 429
    assert MARKER not in page.text


def test_reading_is_in_the_audit_trail(reader, site, code):
    """An entry says that the answers were read, by whom they belong to, and not what they are."""
    reader.show(code)
    [entry] = site.database.query("select * from audit where action = 'response.read'")
    assert (entry["actor"], entry["subject"]) == ("respondent", f"response:{MINE}")
    assert MARKER not in json.dumps(entry)
    assert code not in json.dumps(entry)


def test_deleting_asks_first(reader, site, code):
    """The first button deletes nothing; it says what deleting means."""
    reader.show(code)
    page = reader.send("/receipt/delete")
    assert "Delete your answers?" in page.text
    assert "Figures that were released before stay as they are." in page.text
    assert find_response(site.database, MINE, NOW)


def test_who_confirms_has_the_answers_deleted(reader, site, code):
    """Then they are gone, the receipt with them, and a tombstone stays."""
    reader.show(code)
    reader.send("/receipt/delete")
    page = reader.send("/receipt/deleted")
    assert page.request.path == "/receipt/deleted"
    assert "Your answers are deleted" in page.text
    assert find_response(site.database, MINE, NOW) is None
    assert is_withdrawn(site.database, MINE)
    assert site.database.query("select way, project, wave from withdrawals") == [
        {"way": "receipt", "project": "east", "wave": "autumn"}
    ]
    reader.page = reader.client.get("/receipt/")
    assert UNKNOWN in reader.show(code).text


def test_who_changes_their_mind_keeps_them(reader, site, code):
    """“Keep them” shows the answers again."""
    reader.show(code)
    reader.send("/receipt/delete")
    assert MARKER in reader.show(code).text


def test_nothing_is_deleted_without_the_page(client, site, code):
    """A form of another site has no token, and deletes nothing."""
    assert client.post("/receipt/deleted", data={"code": code}).status_code == 400
    assert find_response(site.database, MINE, NOW)


def test_a_second_press_says_that_nothing_is_there(reader, site, code):
    """Whoever presses twice is told, and nothing breaks."""
    reader.show(code)
    page = reader.send("/receipt/delete")
    reader.send("/receipt/deleted")
    reader.page = page
    assert UNKNOWN in reader.send("/receipt/deleted").text


def test_the_same_answers_sent_again_are_told_to_be_withdrawn(reader, site, wishes, code):
    """A tablet that sends its copy a day later stores nothing."""
    reader.show(code)
    reader.send("/receipt/deleted")
    again = answer(wishes, received_at=NOW + timedelta(days=1))
    assert submit(site.database, "tablet", again) == "withdrawn"
    assert submit(site.database, "tablet", replace(again, revises=hash_content(again))) == (
        "withdrawn"
    )


def test_a_kiosk_shows_no_answers(app, site, code):
    """On a shared device in a centre nobody reads answers again."""
    reader = Reader(app.test_client())
    with reader.client.session_transaction() as session:
        session["kiosk"] = {
            "id": "a",
            "form": "wishes",
            "place": "east/pines",
            "language": "en",
            "pin": "x",
        }
    reader.client.set_cookie("kiosk", "1")
    assert MARKER not in reader.show(code).text
