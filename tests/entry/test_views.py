"""Sheets typed without scripts: once, twice, with differences, and everything that goes wrong."""

import json
import re
from uuid import UUID

import pytest

from survey.entry.store import open_sheets
from survey.entry.withdrawal import forget_response
from survey.questionnaire.load import parse_questionnaire
from survey.responses.consents import find_consent
from survey.responses.receipts import find_receipt, read_code
from tests.accounts.people import sign_in
from tests.entry.conftest import Clerk

ANSWERS = {
    "trust": "3",
    "age": "40",
    "job": "baker",
    "boss": "2",
    "born": "5 12 1986",
    "pets": "3 1",
    "members": "0",
}
STORED = {
    "trust": "agree",
    "age": 40,
    "job": "baker",
    "boss": "yes",
    "born": "1986-12-05",
    "pets": ["cat", "bird"],
    "size": 0,
}


def responses(site) -> list[dict[str, object]]:
    rows = site.database.query("select * from responses")
    return [{**row, "answers": json.loads(row["answers"])} for row in rows]


def test_it_works(clerk, site):
    """A sheet typed once becomes one response, on paper, with its day and place."""
    clerk.begin("Sara", turns="1")
    clerk.type(**ANSWERS)
    [row] = responses(site)
    assert row["answers"] == STORED
    assert (row["channel"], row["state"], row["consent"]) == ("paper", "complete", "given")
    assert (row["wave"], row["neighbourhood"], row["household"]) == ("first", "north", "H3")
    assert (row["collector"], row["finished_at"][:10]) == ("Ali", "2026-11-20")
    assert "Sheet \u206817\u2069 is submitted. Receipt:" in clerk.page.text


def test_two_equal_entries_are_submitted_at_once(clerk, app, site):
    """Where nobody slipped, there is nothing to settle."""
    clerk.begin("Sara")
    clerk.type(**ANSWERS)
    assert responses(site) == []
    second = Clerk(app.test_client())
    second.begin("Reza")
    second.type(**ANSWERS)
    [row] = responses(site)
    assert row["answers"] == STORED
    assert "Both entries agreed on 100% of the fields." in second.page.text


def test_the_second_entry_does_not_show_the_first(clerk, app):
    """Who types the second time sees an empty sheet."""
    clerk.begin("Sara")
    clerk.type(**ANSWERS)
    second = Clerk(app.test_client())
    assert "baker" not in second.begin("Reza").text
    assert second.path.endswith("/2")


def test_differences_are_settled(clerk, site):
    """One of both or a third value is chosen; one response remains, and no entries."""
    clerk.begin("Sara")
    clerk.type(**ANSWERS)
    clerk.begin("Reza", household="H8")
    clerk.type(**{**ANSWERS, "trust": "1", "age": "44", "pets": ""})
    assert clerk.path.endswith("/compare")
    assert "The two entries differ in 4 places." in clerk.page.text
    choices = {"household": "2", "trust": "1", "age": "3", "pets": "2"}
    clerk.send(
        **{f"choice-{name}": choice for name, choice in choices.items()}, **{"other-age": "41"}
    )
    [row] = responses(site)
    expected = {**STORED, "age": 41}
    del expected["pets"]
    assert (row["answers"], row["household"]) == (expected, "H8")
    assert site.database.query("select * from entries") == []
    assert list(open_sheets(site.database, "sheet")) == []


def test_the_audit_tells_who_typed_and_how_much_agreed(clerk, site):
    """The trail names who was signed in and who typed, the number and the agreement."""
    clerk.begin("Sara")
    clerk.type(**ANSWERS)
    clerk.begin("Reza")
    clerk.type(**ANSWERS)
    [row] = site.database.query("select * from audit where action = 'sheet.submitted'")
    assert row["actor"].startswith("person:")
    assert row["address"] == "127.0.0.1"
    detail = json.loads(row["detail"])
    assert (detail["agreement"], detail["number"], detail["turns"]) == (100.0, "17", 2)
    assert (detail["typed_by"], detail["neighbourhood"]) == ("Reza", "north")


def test_every_difference_needs_a_choice(clerk, site):
    """What was chosen stays, what was not is pointed out."""
    clerk.begin("Sara")
    clerk.type(**ANSWERS)
    clerk.begin("Reza", household="H8")
    clerk.type(**{**ANSWERS, "age": "44"})
    page = clerk.send(**{"choice-household": "2"})
    assert page.status_code == 422
    assert page.text.count("Choose one: press 1, 2 or 3.") == 1
    assert responses(site) == []


def test_a_third_value_must_be_possible(clerk):
    """What is typed instead is read like any answer."""
    clerk.begin("Sara")
    clerk.type(**ANSWERS)
    clerk.begin("Reza")
    clerk.type(**{**ANSWERS, "age": "44"})
    page = clerk.send(**{"choice-age": "3", "other-age": "444"})
    assert "The number must be at most 120." in page.text


def test_members_are_typed(clerk, site):
    """The number of members brings their fields; they are stored as a form stores them."""
    clerk.begin("Sara", turns="1")
    page = clerk.type("check", **{**ANSWERS, "members": "2"})
    assert "Person 2" in page.text
    clerk.type(
        **{**ANSWERS, "members": "2"},
        members__0__years="40",
        members__1__years="9",
        members__1__school="2",
    )
    [row] = responses(site)
    assert row["answers"]["members"] == [{"years": 40}, {"years": 9, "school": "yes"}]
    assert row["answers"]["size"] == 2


def test_what_cannot_be_read_must_be_mended(clerk, site):
    """A slip stays in its field with the reason, and the sheet stays open."""
    clerk.begin("Sara", turns="1")
    page = clerk.type(**{**ANSWERS, "trust": "4", "born": "31 2 1986"})
    assert "2 answers must be mended" in page.text
    assert "There is no answer 4 here. Type a number from 1 to 3." in page.text
    assert 'value="31 2 1986"' in page.text
    assert responses(site) == []
    clerk.type(**ANSWERS)
    assert len(responses(site)) == 1


def test_a_slip_where_the_question_does_not_apply_is_no_matter(clerk, site):
    """What was written below a filter by mistake is not kept."""
    clerk.begin("Sara", turns="1")
    clerk.type(**{**ANSWERS, "age": "12", "boss": "7"})
    [row] = responses(site)
    assert "boss" not in row["answers"]
    assert "job" not in row["answers"]


def test_a_blank_on_paper_may_stay_blank(clerk, site):
    """A needed answer that is missing on paper is asked for once, then the rest is kept."""
    clerk.begin("Sara", turns="1")
    page = clerk.type(trust="3")
    assert "Compare these with the paper" in page.text
    assert responses(site) == []
    clerk.type(trust="3")
    [row] = responses(site)
    assert row["state"] == "partial"


def test_a_sheet_is_gone_on_with(clerk):
    """What was typed waits in the list of open sheets."""
    clerk.begin("Sara")
    clerk.type("later", trust="3", born="5 12 1986")
    assert "2 answers so far" in clerk.page.text
    address = re.search(r'href="(/office/enter/sheet/[^"]*/1)"', clerk.page.text)[1]
    assert 'value="5/12/1986"' in clerk.get(address).text


def test_typing_is_saved_field_by_field(clerk):
    """What is sent while typing is kept, and answered in words or with what is wrong."""
    clerk.begin("Sara")
    page = clerk.send(f"{clerk.path}/save", **{"q-trust": "3", "q-age": "x", "q-job": "baker"})
    assert page.json["q-trust"] == {"said": "Agree", "fault": ""}
    assert page.json["q-job"] == {"said": "", "fault": ""}
    assert "is not a number" in page.json["q-age"]["fault"]


def test_a_closed_entry_is_not_changed(clerk):
    """What comes late, from another tab, changes nothing."""
    clerk.begin("Sara")
    path, token = clerk.path, clerk.page
    clerk.type(**ANSWERS)
    clerk.page = token
    assert clerk.send(f"{path}/save", **{"q-trust": "1"}).status_code == 410


def test_a_sheet_that_is_open_is_not_begun_again(clerk):
    """Two people do not type the first entry of one sheet."""
    clerk.begin("Sara")
    page = clerk.begin("Reza", number="017")
    assert page.status_code == 422
    assert "Sheet 17 is being typed by Sara." in page.text


def test_a_submitted_sheet_is_not_typed_again(clerk):
    """The third time is told."""
    clerk.begin("Sara", turns="1")
    clerk.type(**ANSWERS)
    page = clerk.begin("Reza")
    assert "Sheet 17 has been entered and submitted already. Compare the number" in page.text


def test_a_receipt_is_shown_until_the_next_sheet_begins(clerk, site):
    """Its code finds the response, and no later page tells it."""
    clerk.begin("Sara", turns="1")
    page = clerk.type(**ANSWERS)
    code = read_code(re.search(r"Receipt: ([0-9\s]{19})<", page.text)[1])
    [response] = responses(site)
    assert str(find_receipt(site.database, code)) == response["id"]
    done = clerk.page.request.full_path
    clerk.begin("Sara", number="18")
    assert "Receipt:" not in clerk.get(done).text


def test_the_receipt_is_told_in_the_digits_of_the_reader_with_its_address(clerk):
    """In Persian nothing of it is in Latin digits, and the household learns where it helps."""
    clerk.begin("Sara", turns="1")
    page = clerk.type(**ANSWERS)
    assert "/receipt/</bdi>" in page.text
    persian = clerk.get(f"{page.request.full_path}&lang=fa")
    notice = persian.text[persian.text.index('role="status"') :].partition("</section>")[0]
    assert re.search("[۰-۹]{4}", notice)
    assert "\u2068۱۷\u2069" in notice


def test_what_was_said_on_paper_is_kept_with_the_answers(clerk, site):
    """A response names the text of consent on its sheet, and the day it was given."""
    clerk.begin("Sara", turns="1")
    clerk.type(**ANSWERS)
    [response] = responses(site)
    said = find_consent(site.database, response["consent_text"])
    assert (said.body, said.agree, said.language) == ("May we?", "Yes", "en")
    assert response["consented_at"] == "2026-11-20T00:00:00+00:00"


def test_a_withdrawn_sheet_is_not_typed_again(clerk, site):
    """Nothing ties the number to the answers that were deleted, and the paper brings none back."""
    clerk.begin("Sara", turns="1")
    clerk.type(**ANSWERS)
    [response] = responses(site)
    forget_response(site.database, UUID(response["id"]))
    page = clerk.begin("Reza")
    assert page.status_code == 422
    assert "The answers of sheet 17 were deleted. Do not type it again" in page.text
    assert site.database.query("select 1 from sheets where id = :id", id=response["id"]) == []


def test_one_person_is_warned(clerk):
    """Who typed the first time is told so, and may go on."""
    clerk.begin("Sara")
    clerk.type(**ANSWERS)
    page = clerk.begin("sara")
    assert "Sara has typed this sheet the first time." in page.text
    clerk.begin("sara", same="yes")
    assert clerk.path.endswith("/2")


def test_who_did_not_agree_leaves_no_answers(clerk, site):
    """A sheet without consent is counted and nothing is typed from it."""
    clerk.begin("Sara", consent="2")
    [row] = responses(site)
    assert (row["consent"], row["answers"]) == ("refused", {})


def test_a_sheet_begun_by_mistake_is_removed(clerk, site):
    """What was typed goes, and the trail says that it went."""
    clerk.begin("Sara")
    sheet = clerk.path.split("/")[-2]
    clerk.get("/office/enter/sheet")
    clerk.send(f"/office/enter/sheet/{sheet}/discard")
    assert site.database.query("select * from sheets") == []
    assert site.database.query("select * from audit where action = 'sheet.removed'")


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("number", "", "Type the number of the sheet."),
        ("typed_by", " ", "Type your name"),
        ("consent", "", "Type 1 where the person agreed"),
        ("day", "", "Type the day of the interview."),
        ("day", "31 2 2026", "Month 2 of the year 2026 has 28 days."),
        ("day", "23 11 2026", "The interview cannot have been after today."),
        ("place", "", "Choose where the sheet was filled in."),
        ("code", "mahalla:other:3fa0b1c2d3e4:fa:1", "This sheet belongs to another questionnaire"),
        ("code", "3fa0b1c2d3e4", "is kept here. Compare the sheet"),
        ("code", "17", "is not the code of a sheet"),
    ],
)
def test_the_first_page_tells_what_is_wrong(clerk, name, typed, sentence):
    """Each field says in a sentence what is wrong with it, and keeps what was typed."""
    page = clerk.begin("Sara", **{name: typed})
    assert page.status_code == 422
    assert sentence in page.text
    assert f'id="{name}-error"' in page.text


def test_a_day_outside_all_waves_needs_a_wave(clerk):
    """Where no wave covers the day, it is told, and the wave can be chosen."""
    page = clerk.begin("Sara", day="1 3 2026")
    assert "Nobody was asked on 1 March 2026" in page.text
    clerk.begin("Sara", day="1 3 2026", wave="town/first")
    assert clerk.path.endswith("/1")


def test_the_square_in_the_footer_chooses_version_and_language(clerk, site, form):
    """What the scanner types leads to the printed version; answers carry the sheet's language."""
    clerk.begin("Sara", turns="1", code=f"mahalla:sheet:{form.version[:12]}:fa:1")
    clerk.type(**ANSWERS)
    [row] = responses(site)
    assert (row["language"], row["version"]) == ("fa", form.version)


def test_the_next_sheet_begins_where_this_one_ended(clerk):
    """Place, day and names are remembered; number, household and consent are asked anew."""
    clerk.begin("Sara", turns="1")
    page = clerk.type(**ANSWERS)
    assert 'name="day" value="20 11 2026"' in page.text
    assert 'name="number" value=""' in page.text
    assert 'value="town/north" selected' in page.text


def test_strangers_find_nothing(app):
    """Who is not signed in is led to where people sign in."""
    assert app.test_client().get("/office/enter/sheet").location.startswith("/sign-in/?next=")


def test_a_sheet_of_another_neighbourhood_is_no_page(clerk, app):
    """Who types for the south finds no sheet of the north, in no list and under no address."""
    clerk.begin("Nadia")
    address = clerk.path
    south = app.test_client()
    sign_in(south, "facilitator", "town", "south")
    assert "Open sheets" not in south.get("/office/enter/sheet?lang=en").text
    assert south.get(address).status_code == 404
    assert clerk.get(address).status_code == 200


def test_nobody_types_the_second_entry_of_another_neighbourhood(clerk, app, site):
    """Who types for the south cannot take a sheet of the north over; nothing of it is said."""
    clerk.begin("Nadia")
    clerk.type(**ANSWERS)
    south = Clerk(app.test_client())
    sign_in(south.client, "facilitator", "town", "south")
    page = south.begin("Nadia", place="town/south")
    assert page.status_code == 422
    assert "Sheet 17 is of another neighbourhood." in page.text
    assert "has typed this sheet the first time" not in page.text
    assert len(site.database.query("select 1 from entries")) == 1


def test_a_sheet_that_cannot_be_opened_leaves_the_others_of_use(app, site):
    """A changed byte locks one sheet: the list says so, and the rest is typed on."""
    clerk = Clerk(app.test_client())
    clerk.begin("Nadia")
    clerk.begin("Reza", number="18")
    site.database.execute("update entries set answers = 'x' where typed_by = 'Nadia'")
    page = clerk.get("/office/enter/sheet?lang=en")
    assert page.status_code == 200
    assert "Cannot be opened" in page.text
    assert "First entry by \u2068Reza\u2069" in page.text
    [row] = site.database.query("select id from sheets where number = '17'")
    clerk.send(f"/office/enter/sheet/{row['id']}/discard")
    assert site.database.query("select 1 from sheets where number = '17'") == []


def test_what_paper_cannot_hold_is_not_asked_for(app, clerk):
    """A photo has its line and number, and nothing to type."""
    site = app.extensions["mahalla"]
    file = site.settings.questionnaires / "sheet.yaml"
    source = file.read_text(encoding="utf-8").replace(
        "      - {id: slept,",
        "      - {id: street, kind: photo, required: true, text: The street}\n      - {id: slept,",
    )
    site.questionnaires["sheet"] = parse_questionnaire(source, "sheet.yaml")
    file.write_text(source, encoding="utf-8")
    page = clerk.begin("Sara", turns="1")
    assert "The street" in page.text
    assert 'name="q-street"' not in page.text
    assert "is submitted" in clerk.type(**ANSWERS).text


def test_settling_twice_is_one_response(clerk, site):
    """Who presses the button twice sees the receipt again, and nothing is doubled."""
    clerk.begin("Sara")
    clerk.type(**ANSWERS)
    clerk.begin("Reza")
    clerk.type(**{**ANSWERS, "age": "44"})
    path, page = clerk.path, clerk.page
    clerk.send(**{"choice-age": "2"})
    clerk.page = page
    assert "Receipt:" in clerk.send(path, **{"choice-age": "2"}).text
    assert len(responses(site)) == 1
    assert site.database.query("select * from revisions") == []


def test_a_submitted_sheet_is_not_removed(clerk, app, site):
    """Neither by who typed it nor by somebody elsewhere does the trail say that it was."""
    clerk.begin("Sara", turns="1")
    clerk.type(**ANSWERS)
    [response] = responses(site)
    stranger = Clerk(app.test_client())
    sign_in(stranger.client, "facilitator", "elsewhere")
    for one in (clerk, stranger):
        one.get("/office/")
        one.send(f"/office/enter/sheet/{response['id']}/discard")
    assert not site.database.query("select 1 from audit where action = 'sheet.removed'")


def test_interviews_go_on_after_a_sheet(clerk):
    """Who typed a sheet and then interviews finds the page of the next household."""
    clerk.begin("Sara", turns="1")
    clerk.type(**ANSWERS)
    assert clerk.get("/office/collect/town/").status_code == 200
