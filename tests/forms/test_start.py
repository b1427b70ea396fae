"""The pages before the first question."""

from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from survey.locale import Text
from survey.places.model import Wave
from survey.responses.drafts import find_draft
from survey.site import Site
from tests.forms.conftest import Visitor, make_project, make_site


def start_of(client: FlaskClient, query: str = "") -> str:
    return client.get("/f/tour/fa/").location + query


def action_of(client: FlaskClient) -> str:
    return client.get("/f/tour/en/").location + "start"


def test_it_works(client):
    """The start page shows title, consent, introduction and the neighbourhoods."""
    text = client.get(start_of(client)).text
    assert all(part in text for part in ("گشتی کوتاه", "We are from the office.", "شمال"))


def test_a_start_page_may_be_kept_for_ever(client):
    """A start page is public and immutable, because its address changes with it."""
    response = client.get(start_of(client))
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_start_page_sets_no_cookie(client):
    """A start page is the same for everybody: no cookie comes with it."""
    assert "Set-Cookie" not in client.get(start_of(client)).headers


def test_a_start_page_holds_no_token(client):
    """A start page holds nothing that belongs to one visitor."""
    assert "csrf" not in client.get(start_of(client)).text


def test_a_start_page_is_not_sent_twice(client):
    """A browser that has the page already gets 304."""
    address = start_of(client)
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_without_a_language_the_browser_chooses(client):
    """The short address of a form leads to the reader's language."""
    response = client.get("/f/tour/", headers={"Accept-Language": "ar"})
    assert response.location.endswith("/ar/")


def test_the_redirect_to_the_current_version_is_not_kept(client):
    """What leads to the current version must be asked again each time."""
    assert client.get("/f/tour/fa/").headers["Cache-Control"] == "no-store"


def test_an_unknown_language_falls_back(client):
    """A language that is not offered leads to the default one, never to an error."""
    version = start_of(client).split("/")[3]
    assert client.get(f"/f/tour/{version}/xx/").location == f"/f/tour/{version}/en/"


def test_an_old_version_leads_to_the_current_one(client):
    """A start page that was printed or bookmarked leads to the page as it is now."""
    assert client.get("/f/tour/000000000000/fa/").location == start_of(client)


def test_an_unknown_form_is_said_in_the_readers_language(client):
    """There is no such form: the page says so in the reader's language."""
    response = client.get("/f/nothing/", headers={"Accept-Language": "fa"})
    assert (response.status_code, 'lang="fa"' in response.text) == (404, True)


def test_the_address_may_choose_the_neighbourhood(client):
    """`?n=` chooses a neighbourhood beforehand."""
    assert '"town/south" selected' in client.get(start_of(client, "?n=south")).text


def test_the_chosen_neighbourhood_stays_when_the_language_changes(client):
    """The links to the other languages keep the neighbourhood."""
    assert "/en/?n=south" in client.get(start_of(client, "?n=south")).text


def test_a_neighbourhood_must_be_chosen(client):
    """Who agrees without a neighbourhood is asked for it."""
    response = client.post(action_of(client), data={"consent": "agree"}, follow_redirects=True)
    assert "Choose your neighbourhood." in response.text


def test_a_single_neighbourhood_needs_no_choice(home):
    """Where a project has one neighbourhood nobody is asked for it."""
    project = make_project("tour")
    app = make_site(home, replace(project, neighbourhoods=project.neighbourhoods[:1]))
    visitor = Visitor(app.test_client())
    visitor.begin(place="")
    assert visitor.path == "/d/people"


def test_agreeing_begins_a_draft(client, site: Site):
    """Who agrees gets a draft of their own, in their neighbourhood and language."""
    client.post(action_of(client), data={"n": "town/south", "consent": "agree"})
    with client.session_transaction() as session:
        draft = find_draft(site.database, session["draft"])
    assert (draft.neighbourhood, draft.language, draft.answers) == ("south", "en", {})


def test_the_draft_is_named_in_a_guarded_cookie(client):
    """No script and no other site can use the cookie that names the draft."""
    response = client.post(action_of(client), data={"n": "town/south", "consent": "agree"})
    cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_declining_is_recorded_without_answers(client, site: Site):
    """Who declines is counted; nothing else is kept, not even a draft."""
    client.post(action_of(client), data={"n": "town/south", "consent": "decline"})
    [row] = site.database.query("select id, consent, answers from responses")
    assert (row["consent"], row["answers"]) == ("refused", "{}")
    assert site.database.query("select * from drafts") == []


def test_declining_is_thanked_for(client):
    """Who declines reads the kind words of the questionnaire."""
    form = {"n": "town/south", "consent": "decline"}
    assert (
        "That is all right."
        in client.post(action_of(client), data=form, follow_redirects=True).text
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_other_sites_cannot_begin_a_form(client, headers):
    """What is sent from a page of another site is refused."""
    form = {"n": "town/south", "consent": "agree"}
    assert client.post(action_of(client), data=form, headers=headers).status_code == 403


def test_the_sites_own_pages_can_begin_a_form(client):
    """The page's own origin is let in."""
    form = {"n": "town/south", "consent": "agree"}
    headers = {"Origin": "http://localhost"}
    assert client.post(action_of(client), data=form, headers=headers).status_code == 303


def test_between_two_waves_nobody_is_asked(home):
    """Outside a wave a sentence says that nobody is being asked now."""
    wave = Wave("past", Text("Past"), date(2025, 1, 1), date(2025, 2, 1))
    app = make_site(home, replace(make_project("tour"), waves=(wave,)))
    page = Visitor(app.test_client()).begin()
    assert "Nobody is being asked these questions at present" in page.text


def test_a_questionnaire_without_neighbourhoods_can_be_begun(home):
    """A questionnaire that was only just put into its folder is asked without neighbourhoods."""
    visitor = Visitor(make_site(home).test_client())
    visitor.begin(place="")
    assert visitor.path == "/d/people"


def test_a_questionnaire_changed_on_disk_is_not_archived_under_another_version(home, visitor):
    """A file edited while the site runs is not taken for the version that is being served."""
    file = home / "questionnaires" / "tour.yaml"
    file.write_text(file.read_text().replace("I trust", "We trust"))
    assert "Start the site again." in visitor.begin().text


def test_a_form_without_consent_simply_starts(home):
    """Where a questionnaire asks for no consent there is one button, and nobody declines."""
    source = (home / "questionnaires" / "tour.yaml").read_text()
    before, after = source.split("consent:")
    bare = before + "introduction:" + after.split("introduction:")[1]
    (home / "questionnaires" / "tour.yaml").write_text(bare)
    visitor = Visitor(make_site(home, make_project("tour")).test_client())
    assert ">Start</button>" in visitor.get("/f/tour/en/").text
    visitor.begin()
    assert visitor.path == "/d/people"
    visitor.get(visitor.client.get("/f/tour/en/").location + "declined")
    assert not visitor.path.endswith("declined")
