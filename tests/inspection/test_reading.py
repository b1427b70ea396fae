"""Reading one response: what is shown to whom, what it takes to see the rest, and what is noted."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from uuid import UUID

import pytest

from survey.places.model import Declaration
from survey.places.store import save_project
from survey.responses.store import submit
from tests.forms.conftest import NOW
from tests.inspection.conftest import FIRST, PHONE, PROJECT, answer, list_readings

SECOND = UUID("01930000-0000-7000-8000-000000000002")
REASON = "She asked us on the telephone to correct her number"
PLACE = {"project": "town", "neighbourhood": "north"}


def list_rows(page) -> dict[str, str]:
    """Read the page as a table: question → what stands below it."""
    plain = re.sub(r"[\u2066-\u2069]", "", unescape(page.text))
    found = re.findall(
        r"<dt>([^<]*)</dt>\s*<dd>(?!<dl>)(.*?)</dd>", plain.split("</dl>", 1)[1], re.DOTALL
    )
    return {ask: " ".join(re.sub("<[^>]*>", " ", told).split()) for ask, told in found}


def test_it_works(become):
    """A coordinator reads the answers in words, question by question."""
    rows = list_rows(become().read())

    assert rows["Do the lamps work?"] == "No"
    assert rows["Who lives here?"] == "2 entries"
    assert rows["How old?"] == "7"


def test_what_could_harm_stays_hidden(become):
    """Sensitive answers, names, and all that depends on them are named, and nothing is told."""
    page = become().read()
    rows = list_rows(page)

    assert rows["Your telephone"] == "Hidden: it tells who answered."
    for question in ("Did anybody hurt you?", "Did you see a doctor?", "Are you afraid?"):
        assert rows[question] == "Hidden: an answer could harm somebody."
    assert PHONE not in page.text


def test_nobody_can_tell_what_was_answered(become, site):
    """The page of somebody who answered nothing sensitive looks the same."""
    quiet = answer(site, SECOND, answers={"lamps": "no", "members": [{"age": 41}, {"age": 7}]})
    submit(site.database, "test", quiet)
    reader = become()

    assert list_rows(reader.read(FIRST)) == list_rows(reader.read(SECOND))


def test_each_reading_is_noted(become, site):
    """Who read what of whom is in the audit trail, and never what was answered."""
    reader = become()
    reader.read()

    assert list_readings(site.database) == [
        (f"person:{reader.person.id}", "response.read", {**PLACE, "kind": "answers"})
    ]


def test_everything_is_shown_for_a_reason(become, site):
    """Who was granted it by name says why, and reads the rest; the reason is kept."""
    reader = become(reads_sensitive=True)

    page = reader.open(REASON)
    rows = list_rows(page)

    assert rows["Your telephone"] == PHONE
    assert rows["Did anybody hurt you?"] == rows["Are you afraid?"] == rows["Beaten?"] == "Yes"
    assert "Hidden" not in page.text
    who = f"person:{reader.person.id}"
    assert list_readings(site.database) == [
        (who, "response.read_sensitive", {**PLACE, "reason": REASON}),
        (who, "identifiers.read", {**PLACE, "reason": REASON}),
    ]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "Write in a few words why you need to read this."),
        ("   so   ", "Write in a few words why you need to read this."),
        ("why " * 100, "This is too long. Say it in at most 300 letters."),
    ],
)
def test_without_a_reason_nothing_more_is_shown(become, site, reason, said):
    """An empty reason opens nothing, and what was typed is still there."""
    page = become(reads_sensitive=True).open(reason)

    assert page.status_code == 422
    assert said in page.text
    assert PHONE not in page.text
    assert [action for _, action, _ in list_readings(site.database)] == ["response.read"]


def test_a_role_alone_does_not_open_it(become, site):
    """Without the grant there is no form to ask with, and asking all the same finds no page."""
    reader = become()

    assert 'name="reason"' not in reader.read().text
    assert "You may not read what is hidden." in reader.read().text
    assert reader.open(REASON).status_code == 404
    assert "response.read_sensitive" not in [one for _, one, _ in list_readings(site.database)]


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("coordinator", {"project": "town", "neighbourhood": "south"}),
        ("coordinator", {"project": "village"}),
        ("facilitator", {}),
        ("committee", {}),
        ("partner", {}),
        ("administrator", {}),
    ],
)
def test_what_is_not_theirs_is_no_page(become, site, role, place):
    """Answers of other neighbourhoods look like answers that do not exist, and nothing is noted."""
    reader = become(role, reads_sensitive=True, **place)

    assert reader.read(FIRST).status_code == 404
    assert reader.read(SECOND).status_code == 404
    assert reader.open(REASON).status_code == 404
    assert list_readings(site.database) == []


def test_the_grant_counts_where_it_was_given(become, site):
    """Who may read everything in the south may not in the north, though both are theirs."""
    from survey.accounts.model import Membership
    from survey.accounts.store import bind_person

    reader = become(project="town", neighbourhood="north")
    roles = (
        Membership("coordinator", "town", "north"),
        Membership("coordinator", "town", "south", reads_sensitive=True),
    )
    bind_person(site.database, NOW, "test", reader.person.id, roles)
    submit(site.database, "test", answer(site, SECOND, neighbourhood="south"))

    assert reader.open(REASON, FIRST).status_code == 404
    assert PHONE in reader.open(REASON, SECOND).text


def test_nobody_is_asked_to_sign_in(app):
    """Without an account there is nothing to read."""
    page = app.test_client().get(f"/office/answers/{FIRST}")

    assert page.status_code == 302
    assert page.location.startswith("/sign-in/")


def test_answers_are_found_by_their_receipt(become, receipt):
    """The code that a household kept leads to its answers; so does their id."""
    reader = become()

    for typed in (receipt, f" {receipt[:4]} {receipt[4:]}", str(FIRST), "h12"):
        assert reader.find(typed).location == f"/office/answers/{FIRST}"


def test_what_is_not_found_is_said(become, receipt):
    """A wrong code, and a right one of another place, are answered alike."""
    elsewhere = become(project="town", neighbourhood="south")

    pages = [elsewhere.find(receipt), become().find("9999 9999 9999 9999")]

    assert [page.status_code for page in pages] == [422, 422]
    assert all("Nothing is found under this" in page.text for page in pages)


def test_who_refused_has_nothing_to_read(become, site):
    """A refusal is shown as one, without a list of questions."""
    submit(site.database, "test", answer(site, SECOND, consent="refused"))

    page = become(reads_sensitive=True).read(SECOND)

    assert "did not want to take part" in page.text
    assert "Do the lamps work?" not in page.text
    assert 'name="reason"' not in page.text


def test_the_page_speaks_the_readers_language(become):
    """Questions stand there as their reader's language has them, right to left."""
    page = become().read(language="fa")

    assert 'dir="rtl"' in page.text
    assert "چراغ‌ها روشن‌اند؟" in page.text


def test_no_browser_keeps_the_page(become):
    """Neither the page nor what was asked of it stays on the device."""
    reader = become(reads_sensitive=True)

    for page in (reader.read(), reader.open(REASON)):
        assert page.headers["Cache-Control"] == "private, no-store"


def test_a_question_that_was_not_declared_is_not_named(become, site):
    """Where a project declares nothing, its dangerous questions are not listed either."""
    assert "Beaten?" not in become().read().text

    declared = (Declaration(("referral_path",), date(2026, 11, 1), "Sara"),)
    save_project(site.database, NOW, "test", replace(PROJECT, declares=declared))
    assert list_rows(become().read())["Beaten?"] == "Hidden: an answer could harm somebody."


def test_what_was_never_asked_is_not_shown_as_unanswered(become, site):
    """Read as a whole, a question that was off is not there; its answer is where there is one."""
    quiet = answer(site, SECOND, answers={"hurt": "yes"})
    submit(site.database, "test", quiet)
    reader = become(reads_sensitive=True)

    assert "Beaten?" not in list_rows(reader.open(REASON, SECOND))
    assert list_rows(reader.open(REASON, FIRST))["Beaten?"] == "Yes"
