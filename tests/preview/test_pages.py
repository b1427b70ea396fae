"""The preview as somebody meets it who writes a questionnaire."""

import re

import pytest

from tests.preview.conftest import CASES


def open_form(client, place, **choices):
    """Follow the frame into the form and give its text."""
    return client.get(f"/preview/form/{place}", query_string=choices, follow_redirects=True).text


def test_it_works(client):
    """A file in order is said to be, with the form in a frame."""
    page = client.get("/preview/?lang=en").text

    assert "The file is in order" in page
    assert '<iframe src="/preview/form/first-page?lang=en"' in page


def test_the_first_page_leads_to_the_preview(client):
    """The bare address will do."""
    assert "The file is in order" in client.get("/?lang=en", follow_redirects=True).text


def test_the_frame_shows_the_pages_that_residents_get(client):
    """Consent, a section, the review and the thanks are the real ones."""
    assert "I agree" in open_form(client, "first-page", lang="en")
    assert "Do you feel safe here?" in open_form(client, "walking", lang="en")
    assert "Send my answers" in open_form(client, "review", lang="en")
    assert "This is your receipt:" in open_form(client, "thanks", lang="en")


def test_the_frame_speaks_the_language_chosen(client):
    """Texts of the questionnaire and of the form are Persian where the author asks for it."""
    page = open_form(client, "walking", lang="fa")

    assert "پیاده‌روی" in page
    assert 'dir="rtl"' in page


def test_only_the_preview_may_frame_the_form(client):
    """The policy of the site stays in force but for frames of its own."""
    policy = client.get("/preview/").headers["Content-Security-Policy"]

    assert "frame-ancestors 'self'" in policy
    assert "default-src 'self'" in policy


def test_a_saved_file_has_another_number(client, write):
    """A page that asks learns that the file was saved."""
    before = client.get("/preview/number").json
    again = client.get("/preview/number").json
    write("Do you feel safe here?", "Do you feel well here?")

    assert before == again
    assert client.get("/preview/number").json != before
    assert "Do you feel well here?" in open_form(client, "walking", lang="en")


def test_a_mistake_is_shown_with_its_line_and_the_lines_around(client, write):
    """The sentence, the name of the file, the line and the spot in it."""
    write("kind: yes_no", "kind: yesno")

    page = client.get("/preview/?lang=en").text

    assert "1 problem in this file" in page
    assert "Did you mean `yes_no`?" in page
    assert "line 9" in page
    assert "<mark>kind: yesno, text: Do you feel safe here?}</mark>" in page


def test_mistakes_are_said_in_the_readers_language(client, write):
    """A Persian author reads Persian."""
    write("kind: yes_no", "kind: yesno")

    assert "آیا منظورتان" in client.get("/preview/?lang=fa").text


def test_the_last_good_form_stays_usable(client, write):
    """While there is a mistake, the form is answered as it was before."""
    client.get("/preview/")
    write("kind: yes_no", "kind: yesno")
    client.get("/preview/number")

    assert "Do you feel safe here?" in open_form(client, "walking", lang="en")
    assert "As it was when it was last in order" in client.get("/preview/?lang=en").text


def test_a_file_that_never_was_in_order_has_no_form_yet(client, file):
    """There is no frame, and it is said when there will be one."""
    file.write_text("id: [", encoding="utf-8")

    page = client.get("/preview/?lang=en").text

    assert "The form appears as soon as the file is in order." in page
    assert "<iframe" not in page
    assert client.get("/preview/form/walking").status_code == 404


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"- a\n- b", b"\x00"])
def test_whatever_stands_in_the_file_is_a_sentence(client, file, content):
    """No content of the file breaks the page."""
    file.write_bytes(content)

    page = client.get("/preview/?lang=en")

    assert (page.status_code, "1 problem in this file" in page.text) == (200, True)


def test_a_file_that_is_gone_for_a_moment_is_a_sentence(client, file):
    """Editors that save by renaming leave a gap."""
    file.unlink()

    assert "The file cannot be read" in client.get("/preview/?lang=en").text


def test_what_conditions_hide_is_shown_where_asked_for(client):
    """A section that nobody has opened yet, and its questions, are there."""
    assert "How old are you?" not in open_form(client, "you", lang="en")
    assert "How old are you?" in open_form(client, "you", lang="en", everything="1")


def test_the_menu_says_in_words_who_is_asked(client):
    """A condition stands under its section with the number of its question."""
    page = client.get("/preview/?lang=en").text

    assert "<b>2</b> Only if question 1 is “No”." in page


def test_answers_stay_when_the_page_is_loaded_anew(client, write):
    """What was answered still opens the section that depends on it, after the file was saved."""
    page = open_form(client, "walking", lang="en")
    token = re.search(r'name="csrf_token" value="([^"]*)"', page)[1]
    typed = {"csrf_token": token, "shown": "safe", "q-safe": "yes", "go": "next"}
    client.post("/d/walking", data=typed)
    write("How old are you?", "What is your age?")

    assert "What is your age?" in open_form(client, "you", lang="en")


def test_answers_that_no_longer_fit_are_dropped(client, write):
    """A question that became another one starts blank, instead of breaking the page."""
    page = open_form(client, "walking", lang="en")
    token = re.search(r'name="csrf_token" value="([^"]*)"', page)[1]
    typed = {"csrf_token": token, "shown": "safe", "q-safe": "yes", "go": "next"}
    client.post("/d/walking", data=typed)
    write("kind: yes_no", "kind: integer")
    write('is: "no"', "eq: 0")
    write('is: "yes"', "eq: 1")

    assert 'name="q-safe" value=""' in open_form(client, "walking", lang="en")


def test_worked_examples_are_tried_at_every_save(client, file):
    """They come out as expected, or it is said on which line they do not."""
    cases = file.with_name("street.cases.yaml")
    cases.write_text(CASES, encoding="utf-8")
    assert "1 example comes out as expected." in client.get("/preview/?lang=en").text

    cases.write_text(CASES.replace("'no'", "'yes'"), encoding="utf-8")

    page = client.get("/preview/?lang=en").text
    assert "should be asked of this person, but is not." in page
    assert "street.cases.yaml" in page


def test_nothing_is_left_in_the_project(client, file):
    """Beside the file lies nothing new, whatever was answered."""
    open_form(client, "walking", lang="en")

    assert [path.name for path in file.parent.iterdir()] == ["street.yaml"]
