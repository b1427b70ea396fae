"""Interviews: a facilitator asks, writes down, corrects and goes on with the next household."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from survey.locale import Text
from survey.places.model import District
from survey.places.store import save_project
from survey.responses.drafts import find_draft
from survey.responses.store import find_response, revisions_of
from tests.accounts.people import sign_in
from tests.forms.conftest import NOW, Visitor, make_project, make_site

DESK = "/office/collect/"
ROUND = "/office/collect/town/"
ADULT = "greeting trust age job boss"


class Interviewer(Visitor):
    """A facilitator who is signed in on a device."""

    def post(self, address: str, **typed: object):
        """Send the form with this address that is on the page."""
        token = re.search(r'name="csrf_token" value="([^"]*)"', self.page.text)[1]
        values = {"csrf_token": token, **typed}
        self.page = self.client.post(address, data=values, follow_redirects=True)
        return self.page

    def choose(self, household="12", place="town/north"):
        """Choose a sampling point and a household."""
        return self.post(ROUND, place=place, household=household)

    def agree(self, consent="agree"):
        return self.post(f"{ROUND}consent", consent=consent)

    def fill(self, **typed: object):
        """Answer the whole tour and stand before sending."""
        self.choose()
        self.agree()
        self.send(q_trust="agree", q_age="17", **typed)
        return self.send(q_area="50", go="review")


def enter(app, name="Sara Karimi", neighbourhood="", project="") -> Interviewer:
    """Sara, or somebody else, who is signed in and stands before her first interview."""
    found = Interviewer(app.test_client())
    sign_in(found.client, "facilitator", project, neighbourhood, name)
    found.get(ROUND)
    return found


@pytest.fixture
def sara(app) -> Interviewer:
    return enter(app)


def draft_of(visitor, site):
    with visitor.client.session_transaction() as session:
        return find_draft(site.database, UUID(session["draft"]))


def last_response(site):
    [row] = site.database.query("select id from responses order by received_at desc limit 1")
    return find_response(site.database, UUID(row["id"]), NOW)


def test_it_works(sara, site):
    """An interview is stored with who asked, where, which household, as asked on a tablet."""
    sara.fill()
    sara.send(go="send")
    found = last_response(site)
    assert found.answers == {"trust": "agree", "age": 17, "area": 50}
    assert (found.collector, found.neighbourhood, found.household) == ("sara karimi", "north", "12")
    assert (found.channel, found.consent) == ("tablet", "given")


def test_an_interview_that_cannot_be_opened_leaves_the_others_of_use(sara, site):
    """Changed bytes lock one draft: the desk says so, and the others are gone on with."""
    for household in ("12", "13"):
        sara.get(ROUND)
        sara.choose(household=household)
        sara.agree()
    for broken in ("x", '{"trust": {"sealed": "AAAA"}}'):
        site.database.execute(
            "update drafts set answers = :broken where household = '12'", broken=broken
        )
        page = sara.get(DESK)
        assert page.status_code == 200
        assert "Interviews that cannot be opened" in page.text
        assert page.text.count('action="/office/collect/open"') == 1


def test_strangers_cannot_interview(client):
    """Who is not signed in is led to where people sign in."""
    assert client.get(DESK).location == "/sign-in/?next=%2Foffice%2Fcollect%2F"
    assert client.post("/office/collect/open").status_code in (400, 401)


def test_the_office_names_it(sara):
    """Interviewing stands on the front page of the office."""
    assert f'href="{DESK}"' in sara.get("/office/").text


def test_the_desk_says_who_interviews(sara):
    """The name of who is signed in stands above, so that nobody asks under another's name."""
    assert "Interviewer: \u2068Sara Karimi\u2069" in sara.get(DESK).text


def test_only_their_neighbourhoods_are_offered(app):
    """A facilitator of the north sees no sampling point of the south, and reaches none."""
    reza = enter(app, "Reza", "north", "town")
    assert "town/south" not in reza.page.text
    reza.post(ROUND, place="town/south", household="12")
    assert reza.post(f"{ROUND}consent", consent="agree").status_code == 200
    [row] = app.extensions["mahalla"].database.query("select neighbourhood from drafts")
    assert row["neighbourhood"] == "north"


def test_another_project_is_no_page_of_theirs(app):
    """A facilitator of another project is told that there is no such page."""
    stranger = enter(app, "Ali", project="elsewhere")
    assert stranger.get(ROUND).status_code == 404


def test_the_wave_is_shown(sara):
    """The facilitator sees which wave is being asked."""
    assert "First, until 31 December 2026" in sara.get(ROUND).text


def test_outside_a_wave_nobody_is_asked(sara, site):
    """Between two waves the page says so and takes no household."""
    site.database.execute("update waves set ends = '2026-11-02' where project = 'town'")
    page = sara.get(ROUND)
    assert "Nobody is being asked these questions at present" in page.text
    assert 'name="household"' not in page.text


def test_sampling_points_stand_by_district(sara, site):
    """Neighbourhoods of a district are found under its name."""
    project = make_project("tour")
    north, south = project.neighbourhoods
    changed = replace(
        project,
        districts=(District("old", Text("Old town")),),
        neighbourhoods=(replace(north, district="old"), south),
    )
    save_project(site.database, NOW, "test", changed)
    assert '<optgroup label="Old town">' in sara.get(ROUND).text


def test_a_household_is_needed(sara):
    """Without a code the page comes again with what was chosen."""
    page = sara.choose(household=" ", place="town/south")
    assert "Type the code of the household" in page.text
    assert '<option value="town/south" selected>' in page.text


def test_a_sampling_point_is_needed(sara):
    """Without one the page comes again with the code that was typed."""
    page = sara.choose(household="7b", place="")
    assert "Choose the neighbourhood in which you are." in page.text
    assert 'value="7B"' in page.text


def test_the_same_code_is_the_same_household(sara, site):
    """Digits of any script and letters of any size give one code."""
    sara.choose(household=" ۱۲b ")
    sara.agree()
    assert draft_of(sara, site).household == "12B"


def test_the_consent_is_read_aloud_in_the_words_of_the_questionnaire(sara):
    """The wording of the file is there, and both answers to it."""
    page = sara.choose()
    parts = ["Read this aloud:", "We are from the office.", "I agree", "I do not"]
    assert all(part in page.text for part in parts)


def test_a_refusal_is_recorded_with_its_household_and_without_answers(sara, site):
    """Who declines is counted; nothing else is kept, and the next household is asked for."""
    sara.choose()
    page = sara.agree("decline")
    found = last_response(site)
    assert (found.consent, found.answers) == ("refused", {})
    assert (found.household, found.collector, found.channel) == ("12", "sara karimi", "tablet")
    assert "The refusal is recorded." in page.text


def test_a_household_that_was_asked_is_told_in_counts(sara):
    """The consent page says how often a household was asked, never what it answered."""
    sara.choose()
    sara.agree("decline")
    sara.fill()
    sara.send(go="send")
    page = sara.choose()
    assert "one interview was sent" in page.text
    assert "one person declined" in page.text


def test_a_household_elsewhere_is_another_one(sara):
    """Household 12 of another neighbourhood was not asked yet."""
    sara.fill()
    sara.send(go="send")
    assert "already known" not in sara.choose(place="town/south").text


def test_the_consent_needs_a_household(sara):
    """Nobody begins without having chosen one."""
    sara.get(f"{ROUND}consent")
    assert sara.path == ROUND


def test_hints_for_interviewers_are_shown_to_them(sara, adult):
    """A resident does not see the hint that a facilitator sees."""
    assert "Do not press." not in adult.get("/d/people").text
    sara.choose()
    sara.agree()
    page = sara.send(q_age="30", shown=ADULT, go="to-people")
    assert "For you, not to read aloud:" in page.text
    assert "Do not press." in page.text


def test_answers_that_are_none_are_worded_for_the_facilitator(sara):
    """The facilitator ticks what the other person says."""
    sara.choose()
    page = sara.agree()
    assert "Prefers not to answer" in page.text
    assert "I prefer not to answer" not in page.text


def test_the_bar_says_whom_and_where(sara):
    """Place and household stand above every section."""
    sara.choose()
    page = sara.agree()
    bar = page.text.split('class="stop"')[1].split("</p>")[0]
    assert "<bdi>North</bdi>" in bar
    assert "Household \u206812\u2069" in bar


def test_every_section_can_be_reached_from_every_other(sara, site):
    """The list leads ahead, keeps what was typed and does not ask for what is missing."""
    sara.choose()
    page = sara.agree()
    assert 'name="go" value="to-things"' in page.text
    sara.send(q_trust="agree", go="to-things")
    assert sara.path == "/d/things"
    assert draft_of(sara, site).answers == {"trust": "agree"}


def test_the_list_of_sections_counts_answers(sara):
    """Each section says how much of it was answered."""
    sara.choose()
    sara.agree()
    assert "1 of 2" in sara.send(q_trust="agree", go="to-things").text


def test_next_does_not_ask_for_what_is_missing(sara):
    """A required blank does not hold up the interview."""
    sara.choose()
    sara.agree()
    sara.send()
    assert sara.path == "/d/things"


def test_next_asks_to_mend_what_cannot_be_read(sara):
    """What was typed wrongly is told at once."""
    sara.choose()
    sara.agree()
    assert "“x” is not a number." in sara.send(q_age="x").text


def test_sending_asks_for_what_is_missing(sara):
    """A required blank blocks at the end, and mending it leads back to the look over."""
    sara.choose()
    sara.agree()
    sara.send(go="review")
    page = sara.send(go="send")
    assert "This question needs an answer." in page.text
    sara.post("/d/people?check=1&back=1", q_age="x", shown="greeting trust age")
    values = {"q-age": "17", "shown": "greeting trust age", "go": "next"}
    sara.post("/d/people?check=1&back=1", **values)
    assert sara.path == "/review"


def test_notes_are_kept_beside_the_answers(sara, site):
    """A note on a question or a section is no answer."""
    sara.fill(**{"note-age": "Her son said so.", "note-people": " In the yard. "})
    sara.send(go="send")
    found = last_response(site)
    assert found.paradata["notes"] == {"age": "Her son said so.", "people": "In the yard."}
    assert set(found.answers) == {"trust", "age", "area"}


def test_residents_have_no_notes(visitor, site):
    """Nothing that a resident's browser sends becomes a note."""
    assert "<details" not in visitor.begin().text
    visitor.send(q_age="17", **{"note-age": "x"})
    assert draft_of(visitor, site).paradata == {}


def test_the_look_over_says_answers_in_words(sara):
    """Questions stand with their answers as a person says them."""
    page = sara.fill()
    assert '<b dir="auto">Agree</b>' in page.text
    assert '<b dir="auto">17</b>' in page.text


def test_a_tap_leads_to_the_question_and_back(sara):
    """From the look over to a question, and after saving to the look over again."""
    page = sara.fill()
    address = re.search(r'href="(/d/people\?back=1)#q-age-box"', page.text)[1]
    page = sara.get(address)
    assert "Save and look over" in page.text
    sara.post(address, **{"q-age": "16", "shown": "greeting trust age", "go": "next"})
    assert sara.path == "/review"
    assert '<b dir="auto">16</b>' in sara.page.text


def test_the_next_interview_begins_at_once(sara):
    """After sending: the receipt, the same sampling point, and no household yet."""
    sara.fill()
    page = sara.send(go="send")
    assert sara.path == ROUND
    assert re.search(r'dir="ltr">[0-9]{4}(?:\s[0-9]{4}){3}<', page.text)
    assert '<option value="town/north" selected>' in page.text
    assert 'name="household" class="number" value=""' in page.text


def test_the_last_interview_is_corrected(sara, site):
    """A correction is a revision: it names what it revises, and keeps what is not changed."""
    sara.fill()
    page = sara.send(go="send")
    name = re.search(r'name="id" value="([^"]+)"', page.text)[1]
    sara.post("/office/collect/correct", id=name)
    assert sara.path == "/review"
    typed = {"q-trust": "agree", "q-age": "16", "shown": "greeting trust age", "go": "next"}
    sara.post("/d/people?back=1", **typed)
    sara.send(go="send")
    [revision] = revisions_of(site.database, UUID(name))
    assert revision.standing == "correction"
    assert revision.submission.answers == {"trust": "agree", "age": 16, "area": 50}
    assert revision.submission.channel == "tablet"


def test_a_correction_does_not_lengthen_the_interview(home):
    """How long an interview took stays as it was, however late it is corrected."""
    file = home / "questionnaires" / "tour.yaml"
    greeting = "      - {id: greeting, kind: note, text: Welcome.}\n"
    took = "      - {id: took, kind: metadata, of: duration, text: How long it took}\n"
    file.write_text(file.read_text().replace(greeting, greeting + took))
    app = make_site(home, make_project("tour"))
    sara, site = enter(app), app.extensions["mahalla"]
    sara.fill()
    page = sara.send(go="send")
    name = re.search(r'name="id" value="([^"]+)"', page.text)[1]
    app.extensions["mahalla"] = replace(site, clock=lambda: NOW + timedelta(hours=2))
    sara.post("/office/collect/correct", id=name)
    sara.send(go="send")
    [revision] = revisions_of(site.database, UUID(name))
    assert revision.submission.answers["took"] == 0


def test_a_correction_may_be_corrected(sara, site):
    """The second correction revises the first."""
    sara.fill()
    for _ in range(2):
        page = sara.send(go="send")
        name = re.search(r'name="id" value="([^"]+)"', page.text)[1]
        sara.post("/office/collect/correct", id=name)
    sara.send(go="send")
    standings = [one.standing for one in revisions_of(site.database, UUID(name))]
    assert standings == ["correction", "correction"]


def test_another_person_corrects_nothing_of_hers(sara, app):
    """Everybody corrects their own interviews, on whichever tablet."""
    sara.fill()
    page = sara.send(go="send")
    name = re.search(r'name="id" value="([^"]+)"', page.text)[1]
    reza = enter(app, "Reza")
    assert "Correct the last interview" not in reza.get(ROUND).text
    assert reza.post("/office/collect/correct", id=name).status_code == 404


def test_she_goes_on_with_another_tablet(sara, app):
    """What she sent and what waits is found by her account, not by the device."""
    sara.fill()
    sara.send(go="send")
    other = enter(app)
    assert "Correct the last interview" in other.get(ROUND).text


def test_yesterdays_interviews_are_not_corrected_here(sara, app, site):
    """What was sent today is offered."""
    sara.fill()
    sara.send(go="send")
    app.extensions["mahalla"] = replace(site, clock=lambda: NOW + timedelta(days=1))
    assert "Correct the last interview" not in sara.get(ROUND).text


def test_an_interview_that_was_broken_off_waits(sara):
    """It is listed with its household and section, and goes on where it stopped."""
    sara.choose()
    sara.agree()
    sara.send(q_age="17", go="to-things")
    page = sara.send(go="later")
    assert "Section 2 of 2" in page.text
    name = re.search(r'name="id" value="([^"]+)"', page.text)[1]
    sara.post("/office/collect/open", id=name)
    assert sara.path == "/d/things"


def test_what_others_left_unfinished_is_theirs(sara, app):
    """Reza sees nothing of what Sara began, and cannot open it."""
    sara.choose(household="99")
    sara.agree()
    sara.send(go="later")
    name = re.search(r'name="id" value="([^"]+)"', sara.page.text)[1]
    reza = enter(app, "Reza")
    assert "99" not in reza.get(DESK).text
    reza.get(ROUND)
    assert reza.post("/office/collect/open", id=name).status_code == 404


def test_back_after_sending_leads_to_the_next_interview(sara):
    """Nothing of the household before is reachable by Back."""
    sara.fill()
    sara.send(go="send")
    sara.get("/d/people")
    assert sara.path == DESK


def test_an_interview_has_whole_sections(home):
    """Where residents see one question a page, a facilitator sees the section."""
    file = home / "questionnaires" / "tour.yaml"
    file.write_text(file.read_text().replace("unit: person", "unit: person\npages: question"))
    app = make_site(home, make_project("tour"))
    sara = enter(app)
    sara.choose()
    page = sara.agree()
    assert sara.path == "/d/people"
    assert page.text.count("data-question=") > 2


def test_a_cookie_of_another_version_is_read_as_far_as_it_goes(sara):
    """What an older or newer program wrote into the cookie does no harm."""
    with sara.client.session_transaction() as session:
        session["facilitator"] = {"place": "town/north", "shoes": "red"}
    assert '<option value="town/north" selected>' in sara.get(ROUND).text


def test_notes_on_members_are_kept_one_by_one(home):
    """A note on the second member of a household stays with the second."""
    file = home / "questionnaires" / "tour.yaml"
    question = "      - {id: greeting, kind: note, text: Welcome.}\n"
    members = (
        "      - {id: members, kind: repeat, text: Who?, each: 'Person {number}', min: 2, "
        "questions: [{id: years, kind: integer, text: How old?, required: true}]}\n"
    )
    file.write_text(file.read_text().replace(question, question + members))
    app = make_site(home, make_project("tour"))
    sara = enter(app)
    sara.choose()
    sara.agree()
    notes = {"note-members.1.years": "Born at home.", "note-elsewhere": "x"}
    sara.send(q_members="2", **notes)
    assert sara.path == "/d/things"
    kept = draft_of(sara, app.extensions["mahalla"]).paradata
    assert kept["notes"] == {"members.1.years": "Born at home."}
