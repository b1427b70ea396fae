"""What people agree to, or decline, is kept with their answers as it stood on the page."""

import re
from uuid import UUID

import pytest

from survey.responses.consents import find_consent
from survey.responses.drafts import find_draft
from survey.responses.store import find_response, revisions_of
from survey.site import Site
from tests.forms.conftest import NOW, Visitor
from tests.forms.test_facilitator import Interviewer, enter

STALE = "This text was changed while you had the page open."


def read_response(site: Site):
    [row] = site.database.query("select id from responses")
    return find_response(site.database, UUID(row["id"]), NOW)


def answer_start(visitor: Visitor, language: str, consent: str, **more: str):
    """Press a button of the start page, with all that the page sends."""
    page = visitor.get(f"/f/tour/{language}/")
    action = re.search(r'action="([^"]+start)"', page.text)[1]
    words = re.search(r'name="words" value="([^"]+)"', page.text)[1]
    form = {"n": "town/north", "consent": consent, "words": words, **more}
    visitor.page = visitor.client.post(action, data=form, follow_redirects=True)
    return visitor.page


def finish(visitor: Visitor):
    visitor.send(q_trust="agree", q_age="17")
    visitor.send(q_colour="blue")
    return visitor.send(go="send")


def test_it_works(visitor, site):
    """An answer names the text that was read and the moment of consent."""
    answer_start(visitor, "en", "agree")
    finish(visitor)
    found = read_response(site)
    said = find_consent(site.database, found.consent_text)
    assert (said.questionnaire, said.language) == ("tour", "en")
    assert (said.title, said.body) == ("Before we begin", "We are from the office.")
    assert (said.agree, said.decline) == ("I agree", "I do not")
    assert found.consented_at == NOW


def test_each_language_has_its_text(visitor, site):
    """The text is that of the language in which it was read, whatever is read later."""
    answer_start(visitor, "fa", "agree")
    visitor.send(language="en")
    finish(visitor)
    found = read_response(site)
    assert found.language == "en"
    assert find_consent(site.database, found.consent_text).language == "fa"


def test_who_declines_leaves_nothing_but_that(visitor, site):
    """A refusal names what was declined; no answer, note, draft or file is kept."""
    answer_start(visitor, "en", "decline")
    found = read_response(site)
    assert (found.consent, found.answers, found.paradata, found.design) == ("refused", {}, {}, {})
    assert find_consent(site.database, found.consent_text).decline == "I do not"
    for table in ("drafts", "attachments", "receipts", "revisions"):
        assert site.database.query(f"select * from {table}") == []


def test_who_read_another_text_reads_the_present_one_first(visitor, site):
    """A page from before the text was changed begins nothing and records no refusal."""
    for consent in ("agree", "decline"):
        page = answer_start(visitor, "en", consent, words="0123456789abcdef")
        assert STALE in page.text
    assert site.database.query("select id from drafts union select id from responses") == []


def test_an_interview_names_what_was_read_aloud(app, site):
    """A facilitator's interview and its correction name the text in the language of the page."""
    sara = enter(app)
    sara.fill()
    sara.send(go="send")
    found = read_response(site)
    assert find_consent(site.database, found.consent_text).body == "We are from the office."
    sara.post("/office/collect/correct", id=str(found.id))
    sara.post("/d/people?back=1", **{"q-age": "16", "shown": "greeting trust age", "go": "next"})
    sara.send(go="send")
    [revision] = revisions_of(site.database, found.id)
    later = revision.submission
    assert (later.consent_text, later.consented_at) == (found.consent_text, found.consented_at)


def test_a_correction_gives_no_second_receipt(app, site):
    """The household has its receipt; the page after the correction shows none."""
    sara = enter(app)
    sara.fill()
    assert "The receipt of the household is:" in sara.send(go="send").text
    sara.post("/office/collect/correct", id=str(read_response(site).id))
    sara.post("/d/people?back=1", **{"q-age": "16", "shown": "greeting trust age", "go": "next"})
    assert "The receipt of the household is:" not in sara.send(go="send").text
    assert len(site.database.query("select * from receipts")) == 1


def test_a_receipt_is_not_shown_beside_the_next_interview(app):
    """Once the next interview has begun, no page tells the last household's code."""
    sara = enter(app)
    sara.fill()
    sara.send(go="send")
    sara.choose("13")
    sara.agree()
    assert "The receipt of the household is:" not in sara.get("/office/collect/town/").text


@pytest.mark.parametrize("consent", ["agree", "decline"])
def test_an_interviewer_reads_a_changed_text_again(app, site, consent):
    """What was read aloud from an old page counts for nothing."""
    sara: Interviewer = enter(app)
    sara.choose()
    page = sara.post("/office/collect/town/consent", consent=consent, words="0123456789abcdef")
    assert STALE in page.text
    assert site.database.query("select id from drafts union select id from responses") == []


def test_a_draft_begun_before_texts_were_kept_is_sent_as_it_is(visitor, site):
    """A draft without a text becomes a response without one."""
    visitor.begin()
    with visitor.client.session_transaction() as session:
        draft = session["draft"]
    site.database.execute("update drafts set consent_text = '', consented_at = null")
    assert find_draft(site.database, UUID(draft)).consent_text == ""
    finish(visitor)
    assert read_response(site).consent_text == ""
