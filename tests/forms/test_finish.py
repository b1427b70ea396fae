"""The end of a form: review, sending, thanks."""

import re

from survey.responses.receipts import find_receipt, read_code
from survey.responses.store import find_response
from tests.forms.conftest import NOW, Visitor, make_site


def finish(visitor):
    visitor.begin("en")
    visitor.send(q_trust="agree", q_age="17")
    visitor.send(q_colour="blue")
    return visitor.send(go="send")


def draft_id(visitor):
    with visitor.client.session_transaction() as session:
        return session["draft"]


def test_it_works(visitor):
    """After the last section come the review and the thanks."""
    page = finish(visitor)
    assert visitor.path == "/thanks"
    assert "You helped." in page.text


def test_the_review_counts_answers(visitor):
    """The review says how many questions of each section were answered."""
    visitor.begin()
    visitor.send(q_trust="agree", q_age="17")
    assert "1 of 6 answered" in visitor.send(q_colour="blue").text


def test_the_response_is_stored_as_given(visitor, site):
    """What was answered arrives with its place, wave, language, channel and consent."""
    visitor.begin("fa", "town/south")
    visitor.send(q_trust=":dont_know", q_age="۱۷")
    name = draft_id(visitor)
    visitor.send(q_pets=["dog", "cat"], shown="born area place colour pets dog_name best")
    visitor.send(go="send")
    response = find_response(site.database, name, NOW)
    assert response.answers == {
        "trust": {"missing": "dont_know"},
        "age": 17,
        "pets": ["cat", "dog"],
    }
    assert (response.project, response.wave, response.neighbourhood) == ("town", "first", "south")
    assert (response.language, response.channel, response.consent) == ("fa", "self", "given")


def test_hidden_answers_are_left_out(visitor, site):
    """An answer to a question that no longer applies is not stored."""
    visitor.begin()
    visitor.send(q_age="30", q_job="baker", shown="greeting trust age job boss")
    name = draft_id(visitor)
    visitor.get("/d/people")
    visitor.send(q_age="12", shown="greeting trust age")
    visitor.send()
    visitor.send(go="send")
    assert find_response(site.database, name, NOW).answers == {"age": 12}


def test_the_draft_is_gone_when_the_response_is_there(visitor, site):
    """A sent form leaves no draft behind."""
    finish(visitor)
    assert site.database.query("select * from drafts") == []


def test_the_receipt_is_shown(visitor, site):
    """The receipt has four groups of four digits, and its code finds the response."""
    page = finish(visitor)
    code = re.search(r'class="number" dir="ltr">([0-9]{4}(?:\s[0-9]{4}){3})<', page.text)[1]
    [row] = site.database.query("select id from responses")
    assert str(find_receipt(site.database, read_code(code))) == row["id"]


def test_the_receipt_is_written_in_the_readers_digits(visitor):
    """In Persian the same code stands in Persian digits."""
    finish(visitor)
    page = visitor.get("/thanks?lang=fa")
    assert re.search(r'class="number" dir="ltr">[۰-۹]{4}(?:\s[۰-۹]{4}){3}<', page.text)


def test_the_help_passage_comes_again_at_the_end(visitor):
    """Everyone reads at the end where to get help."""
    assert "Where to get help" in finish(visitor).text


def test_back_does_not_reopen_the_answers(visitor):
    """After sending, every page of the form leads to the thanks."""
    finish(visitor)
    visitor.get("/d/people")
    assert visitor.path == "/thanks"


def test_the_cookie_forgets_the_draft(visitor):
    """The browser no longer knows which draft it was."""
    finish(visitor)
    with visitor.client.session_transaction() as session:
        assert "draft" not in session


def test_what_the_device_is_used_for_is_remembered(visitor):
    """A facilitator's or a kiosk's device stays one when a form was sent on it."""
    with visitor.client.session_transaction() as session:
        session["facilitator"] = {"name": "Sara"}
    finish(visitor)
    with visitor.client.session_transaction() as session:
        assert session["facilitator"] == {"name": "Sara"}


def test_sending_twice_gives_one_response(visitor, site):
    """A second press of the button changes nothing."""
    visitor.begin()
    visitor.send(q_age="17")
    review = visitor.send()
    visitor.send(go="send")
    visitor.page = review
    visitor.send(go="send")
    assert len(site.database.query("select id from responses")) == 1


def test_a_mistake_left_behind_is_shown_before_sending(visitor):
    """What could not be read on an earlier page leads back there."""
    visitor.begin()
    visitor.send(q_age="17")
    visitor.send(q_area="big", go="back")
    visitor.get("/review")
    visitor.send(go="send")
    assert visitor.path == "/d/things"
    assert "“big” is not a number." in visitor.page.text


def test_the_review_changes_its_language(visitor):
    """The last page before sending can be read in another language."""
    visitor.begin()
    visitor.get("/review")
    assert 'dir="rtl"' in visitor.send(language="ar").text


def test_saving_after_sending_changes_nothing(visitor):
    """A late save of the script is told that the draft is gone."""
    visitor.begin()
    visitor.send(q_age="17")
    token = visitor.page.text.split('name="csrf_token" value="')[1].split('"')[0]
    visitor.get("/review")
    visitor.send(go="send")
    response = visitor.client.post("/d/things/save", headers={"X-CSRFToken": token})
    assert response.status_code in (400, 410)


def test_a_begun_form_keeps_its_version(home, visitor):
    """A draft is finished with the questions it was begun with."""
    visitor.begin()
    cookie = visitor.client.get_cookie("session")
    file = home / "questionnaires" / "tour.yaml"
    file.write_text(file.read_text().replace("I trust my neighbours.", "I like my neighbours."))
    later = Visitor(make_site(home).test_client())
    later.client.set_cookie("session", cookie.value)
    assert "I trust my neighbours." in later.get("/d/people").text


def test_the_thanks_need_a_form_that_was_sent(client):
    """Without a receipt the page of thanks leads to where a form can be taken up."""
    assert client.get("/thanks").location == "/resume"


def test_a_project_that_is_gone_takes_no_answers(visitor, site):
    """Where the wave was closed meanwhile a sentence says that nobody is being asked."""
    visitor.begin()
    visitor.send(q_age="17")
    visitor.get("/review")
    site.database.execute("update waves set ends = '2026-11-02' where project = 'town'")
    assert "Nobody is being asked these questions at present" in visitor.send(go="send").text
