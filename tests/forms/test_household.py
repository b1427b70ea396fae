"""Members, values worked out, checks and options that come and go, on the pages of a form."""

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.forms.browser import serve
from tests.forms.conftest import make_project, make_site

FORM = Path(__file__).parents[1] / "questionnaire" / "household.yaml"


@pytest.fixture
def household(tmp_path, root):
    """A site that asks about households."""
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    shutil.copy(FORM, tmp_path / "questionnaires")
    return make_site(tmp_path, make_project("household"))


class Resident:
    """A resident without scripts, who sends the form of each page as it stands."""

    def __init__(self, app):
        self.client = app.test_client()
        self.database = app.extensions["mahalla"].database
        start = self.client.get("/f/household/en/", follow_redirects=True)
        action = re.search(r'action="([^"]+)"', start.text)[1]
        typed = {"n": "town/north", "consent": "agree"}
        self.page = self.client.post(action, data=typed, follow_redirects=True)

    def send(self, go="next", **typed):
        token = re.search(r'name="csrf_token" value="([^"]*)"', self.page.text)[1]
        shown = re.search(r'name="shown" value="([^"]*)"', self.page.text)
        values = {"csrf_token": token, "shown": shown[1] if shown else "", "go": go}
        values |= {f"q-{name.replace('__', '.')}": text for name, text in typed.items()}
        values |= {name: text for name, text in typed.items() if name.startswith("why-")}
        self.page = self.client.post(
            self.page.request.full_path, data=values, follow_redirects=True
        )
        return self.page.text

    @property
    def stored(self):
        [row] = self.database.query("select answers, paradata from responses")
        return json.loads(row["answers"]), json.loads(row["paradata"])


@pytest.fixture
def resident(household):
    return Resident(household)


def test_members_are_added_and_removed_without_scripts(resident):
    """A button adds a person or takes one away; what was typed of the others stays."""
    resident.send(people="2", rooms="1")
    assert "Person 1" not in resident.page.text.replace("Add “Person 1”", "")

    resident.send(go="add.members", members="0")
    resident.send(go="add.members", members="1", members__0__name="Ali", members__0__age="40")
    page = resident.send(
        go="remove.members.0", members="2", members__0__name="Ali", members__1__name="Sara"
    )

    assert 'value="Sara"' in page
    assert 'value="Ali"' not in page


def test_members_are_sent_with_what_follows_from_them(resident):
    """The child's school is asked, the children are counted, and all of it is stored."""
    resident.send(people="2", rooms="4")
    resident.send(go="add.members", members="0")
    resident.send(go="add.members", members="1", members__0__name="Ali", members__0__age="40")
    more = resident.send(
        members="2", members__0__name="Ali", members__0__age="۴۰", members__1__age="9"
    )
    assert "there are more questions on this page" in more
    resident.send(
        members="2", members__0__name="Ali", members__0__age="40", members__1__age="9",
        members__1__school="yes", care="yes", rooms_of="3", rooms_of__0__window="no",
    )  # fmt: skip
    resident.send(go="send")

    answers, _ = resident.stored
    assert answers["members"] == [{"name": "Ali", "age": 40}, {"age": 9, "school": "yes"}]
    assert (answers["minors"], answers["care"], answers["density"]) == (1, "yes", 0.5)
    assert answers["rooms_of"] == [{"window": "no"}]
    assert answers["began"] == "2026-11-22T09:30:00+00:00"


def test_a_wrong_answer_about_a_member_is_named_with_its_place(resident):
    """An impossible age is told where it stands, and nothing goes on."""
    resident.send(people="2", rooms="4")
    resident.send(go="add.members", members="0")
    page = resident.send(members="1", members__0__age="150")

    assert 'href="#q-members.0.age"' in page
    assert "The number must be at most 120." in page
    assert 'value="150"' in page


def test_what_must_not_be_holds_up_the_page(resident):
    """More children than people is a mistake in the questionnaire's own words."""
    page = resident.send(people="2", children="3")
    assert "There cannot be more children than people." in page
    assert "needs another look" in page


def test_what_should_not_be_passes_with_a_reason(resident):
    """Thirteen children are asked about once; a tick lets them pass, and is kept."""
    page = resident.send(people="20", children="13")
    assert "Are there really more than twelve children?" in page

    resident.send(people="20", children="13", **{"why-children": "confirmed"})
    resident.send(go="next")
    resident.send(go="send")

    assert resident.stored[1]["reasons"] == {"children": "confirmed"}


def test_an_option_that_is_not_offered_is_not_on_the_page_of_a_reader_without_scripts(resident):
    """The quarter of another district is hidden, and not stored where it is sent all the same."""
    resident.send(people="2", district="south", quarter="mill")
    resident.send(go="next")
    resident.send(go="send")

    assert "quarter" not in resident.stored[0]


@pytest.mark.browser
def test_the_page_follows_the_answers_at_once(household, context):
    """In a browser values, questions of members and options change while one types."""
    with serve(household) as address:
        page = context.new_page()
        page.goto(f"{address}/f/household/en/?n=north")
        page.click("button[value=agree]")
        page.fill("#q-people", "۷")
        page.fill("#q-rooms", "2")
        expect(page.locator("output")).to_have_text("3.5")
        expect(page.locator("[data-question=crowded]")).to_be_visible()

        page.check("[name=q-district][value=south]")
        expect(page.locator("[name=q-quarter][value=mill]")).to_be_hidden()
        page.check("[name=q-quarter][value=bridge]")
        page.check("[name=q-district][value=north]")
        expect(page.locator("[name=q-quarter][value=bridge]")).not_to_be_checked()
        page.click("button.main")

        page.click("button[value='add.members']")
        page.fill("[name='q-members.0.age']", "9")
        expect(page.locator("[name='q-members.0.school']").first).to_be_visible()
        expect(page.locator("[data-question=care]")).to_be_visible()
        page.fill("[name='q-members.0.age']", "40")
        expect(page.locator("[data-question=care]")).to_be_hidden()
        page.check("[name='q-rooms_of.1.window'][value=no]")
        page.click("button.main")
        expect(page.locator(".sections")).to_be_visible()
        page.click("button.main")
        expect(page.locator(".code .number")).to_be_visible()
    [row] = household.extensions["mahalla"].database.query("select answers from responses")
    answers = json.loads(row["answers"])
    assert answers["members"] == [{"age": 40}]
    assert answers["rooms_of"] == [{"window": "no"}]
    assert (answers["density"], answers["minors"]) == (3.5, 0)
