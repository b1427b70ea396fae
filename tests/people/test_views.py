"""The page of people: who sees whom, what they may change, and what is left in the trail."""

import json

import pytest

from survey.accounts.credentials import credentials_of
from survey.accounts.model import Membership
from survey.accounts.store import bind_person, close_person, find_named, find_person
from tests.accounts.conftest import PASSWORD, find_token, is_in, sign_in
from tests.accounts.people import sign_in as sign_in_as

PAGE = "/office/people/"


@pytest.fixture
def admin(client):
    return sign_in_as(client, "administrator")


@pytest.fixture
def coordinator(client):
    return sign_in_as(client, "coordinator", "east")


def invite(client, **sent: str):
    usual = {"name": "Nilufar", "role": "facilitator", "place": "east/north", "lang": "fa"}
    return client.post(f"{PAGE}new", data={**usual, **sent})


def test_it_works(app, client, coordinator, site):
    """A coordinator invites a facilitator, who follows the link and is in."""
    page = invite(client)
    assert page.status_code == 200
    person = find_named(site.database, "nilufar")
    assert (person.title, person.language) == ("Nilufar", "fa")
    assert person.memberships == (Membership("facilitator", "east", "north"),)
    guest = app.test_client()
    words = {"password": PASSWORD, "again": PASSWORD}
    guest.post(f"/welcome/{find_token(page.text)}", data=words)
    assert is_in(guest)


def test_the_link_is_shown_once_and_as_a_picture(client, coordinator):
    """Who sits beside points a phone at it; the address stands nowhere else."""
    page = invite(client)
    assert "<svg" in page.text
    assert "?lang=fa" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "/welcome/" not in client.get(PAGE).text


def test_the_list_says_who_has_not_come(app, client, coordinator, clock):
    """Invited, or the link has run out."""
    invite(client)
    assert "Invited, has not come yet" in client.get(PAGE).text
    clock.turn(days=8)
    sign_in_as(client, "coordinator", "east")
    assert "The link has run out" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"name": " "}, "Write the name"),
        ({"role": ""}, "Choose what this person does"),
        ({"place": ""}, "Choose where"),
        ({"place": "east/nowhere"}, "no neighbourhood “nowhere”"),
        ({"role": "partner"}, "Name the service"),
        ({"role": "partner", "service": "bank"}, "no service “bank”"),
        ({"role": "partner", "place": "east/", "service": "clinic"}, "You cannot give or take"),
        ({"role": "coordinator"}, "You cannot give or take this role here"),
        ({"role": "administrator"}, "You cannot give or take this role here"),
        ({"place": "west/"}, "You cannot give or take this role here"),
        ({"place": "/"}, "You cannot give or take this role here"),
        ({"role": "coordinator", "sensitive": "yes"}, "You cannot give or take this role here"),
    ],
)
def test_what_cannot_be_given_is_not(client, coordinator, site, sent, why):
    """The page says why, keeps what was typed, and adds nobody."""
    page = invite(client, **sent)
    assert page.status_code == 422
    assert why in page.text
    assert find_named(site.database, "nilufar") is None


@pytest.mark.parametrize("place", ["west/", "west/nowhere", "nowhere/", "/"])
def test_no_sentence_lists_what_there_is_elsewhere(client, coordinator, place):
    """Places of other projects are not named to who may not invite there."""
    page = invite(client, place=place)
    assert "You cannot give or take this role here" in page.text
    assert "Choose one of" not in page.text


def test_a_name_is_given_once(client, coordinator):
    """Somebody else has to be called otherwise."""
    invite(client)
    assert "already a person called" in invite(client, name="NILUFAR").text


def test_a_partner_answers_for_a_service_of_the_project(client, admin, site):
    """The service is one that the project names, and an administrator gives the role."""
    assert "The clinic" in client.get(f"{PAGE}new").text
    invite(client, role="partner", place="east/", service="clinic")
    assert find_named(site.database, "nilufar").memberships == (
        Membership("partner", "east", service="clinic"),
    )


def test_a_coordinator_sees_only_their_own(client, coordinator, add):
    """People of another project are not listed, and their pages are not there."""
    near, far = add("near"), add("far", Membership("facilitator", "west"))
    page = client.get(PAGE).text
    assert "Near" in page
    assert "Far" not in page
    assert client.get(f"{PAGE}{near.id}").status_code == 200
    for address in (far.id, "unknown"):
        assert client.get(f"{PAGE}{address}").status_code == 404
        for change in ("role", "link", "close"):
            assert client.post(f"{PAGE}{address}/{change}").status_code == 404


def test_a_coordinator_takes_over_nobody_above_them(client, coordinator, add, site):
    """Neither a link nor the closing of an account that has more than they can give."""
    other = add("omid", Membership("facilitator", "east"), Membership("facilitator", "west"))
    page = client.get(f"{PAGE}{other.id}").text
    assert "Close the account" not in page
    assert "west" not in page
    for change in ("link", "close"):
        answer = client.post(f"{PAGE}{other.id}/{change}")
        assert answer.status_code == 422
        assert "/welcome/" not in answer.text
    assert not find_person(site.database, other.id).is_disabled


def test_a_role_is_given_and_taken(client, coordinator, add, site):
    """Roles elsewhere stay as they are."""
    other = add("omid", Membership("facilitator", "east"), Membership("facilitator", "west"))
    sent = {"role": "committee", "place": "east/south", "do": "give"}
    client.post(f"{PAGE}{other.id}/role", data=sent)
    assert set(find_person(site.database, other.id).memberships) == {
        Membership("facilitator", "east"),
        Membership("facilitator", "west"),
        Membership("committee", "east", "south"),
    }
    for place in ("east/", "west/"):
        client.post(
            f"{PAGE}{other.id}/role", data={"role": "facilitator", "place": place, "do": "take"}
        )
    assert set(find_person(site.database, other.id).memberships) == {
        Membership("facilitator", "west"),
        Membership("committee", "east", "south"),
    }


def test_who_lost_the_last_role_here_is_seen_no_more(client, coordinator, add):
    """After the last role is taken one is back at the list."""
    other = add("omid")
    answer = client.post(
        f"{PAGE}{other.id}/role", data={"role": "facilitator", "place": "east/", "do": "take"}
    )
    assert answer.location == PAGE
    assert "Omid" not in client.get(PAGE).text


def test_a_coordinator_does_not_touch_another_coordinator(client, coordinator, add, site):
    """Roles that one cannot give one cannot take either."""
    other = add("omid", Membership("coordinator", "east"))
    sent = {"role": "coordinator", "place": "east/", "do": "take"}
    assert client.post(f"{PAGE}{other.id}/role", data=sent).status_code == 422
    assert find_person(site.database, other.id).memberships == (Membership("coordinator", "east"),)


GRANT = {"role": "coordinator", "place": "east/", "do": "give", "sensitive": "yes"}


def reads_sensitive(site, person) -> bool:
    return any(one.reads_sensitive for one in find_person(site.database, person.id).memberships)


def test_sensitive_answers_are_granted_by_two_administrators(client, admin, add, site):
    """One asks, the other confirms; a coordinator can take nothing of it back."""
    other = add("omid", Membership("coordinator", "east"))
    client.post(f"{PAGE}{other.id}/role", data=GRANT)
    assert "Waiting to be confirmed" in client.get(f"{PAGE}{other.id}").text
    page = client.post(f"{PAGE}{other.id}/role", data={**GRANT, "do": "confirm"})
    assert "Another administrator has to confirm this" in page.text
    assert not reads_sensitive(site, other)
    sign_in_as(client, "administrator")
    client.post(f"{PAGE}{other.id}/role", data={**GRANT, "do": "confirm"})
    assert reads_sensitive(site, other)
    sign_in_as(client, "coordinator", "east")
    less = {**GRANT, "sensitive": "no"}
    assert client.post(f"{PAGE}{other.id}/role", data=less).status_code == 422
    sign_in_as(client, "administrator")
    client.post(f"{PAGE}{other.id}/role", data=less)
    assert not reads_sensitive(site, other)


def test_nobody_confirms_what_they_would_read(client, add, site):
    """Not the administrator who asked, and not one who is asked for."""
    both = Membership("administrator"), Membership("coordinator", "east")
    reader = add("omid", *both)
    sign_in_as(client, "administrator")
    client.post(f"{PAGE}{reader.id}/role", data=GRANT)
    sign_in(client, "omid")
    page = client.post(f"{PAGE}{reader.id}/role", data={**GRANT, "do": "confirm"})
    assert page.status_code == 422
    assert not reads_sensitive(site, reader)


def test_nobody_is_confirmed_before_they_came(client, admin, site):
    """Until then whoever made the link could follow it."""
    invite(client, role="coordinator", place="east/", sensitive="yes")
    person = find_named(site.database, "nilufar")
    sign_in_as(client, "administrator")
    page = client.post(f"{PAGE}{person.id}/role", data={**GRANT, "do": "confirm"})
    assert "has not signed in yet" in page.text
    assert not reads_sensitive(site, person)


def test_a_new_link_has_sensitive_answers_confirmed_again(client, admin, add, site):
    """Whoever made it could come in as its person."""
    other = add("omid", Membership("coordinator", "east", reads_sensitive=True))
    client.post(f"{PAGE}{other.id}/link")
    assert not reads_sensitive(site, other)
    assert "Waiting to be confirmed" in client.get(f"{PAGE}{other.id}").text


def test_what_is_asked_for_can_be_dropped(client, admin, add, site):
    """Or ends with the role it is for."""
    for change in ({**GRANT, "sensitive": "no"}, {**GRANT, "do": "take"}):
        other = add(f"omid {len(change['sensitive'])}", Membership("coordinator", "east"))
        client.post(f"{PAGE}{other.id}/role", data=GRANT)
        client.post(f"{PAGE}{other.id}/role", data=change)
        assert "Waiting to be confirmed" not in client.get(f"{PAGE}{other.id}").text


def test_an_administrator_gives_themselves_nothing(client, admin, site):
    """The page says who does, and the trail has no such entry."""
    for role in ("coordinator", "administrator", "facilitator"):
        sent = {"role": role, "place": "east/", "do": "give"}
        page = client.post(f"{PAGE}{admin.id}/role", data=sent)
        assert "Nobody gives a role to themselves" in page.text
    assert find_person(site.database, admin.id).memberships == (Membership("administrator"),)


def test_the_trail_tells_who_asked_and_who_confirmed(client, admin, add, site):
    """By both their names."""
    other = add("omid", Membership("coordinator", "east"))
    client.post(f"{PAGE}{other.id}/role", data=GRANT)
    second = sign_in_as(client, "administrator")
    client.post(f"{PAGE}{other.id}/role", data={**GRANT, "do": "confirm"})
    rows = site.database.query(
        "select actor, action from audit where action like 'person.trust%' order by number"
    )
    assert [tuple(row.values()) for row in rows] == [
        (f"person:{admin.id}", "person.trust_asked"),
        (f"person:{second.id}", "person.trust_confirmed"),
    ]


def test_the_list_is_in_the_order_of_the_alphabet(client, admin, add):
    """Persian letters stand where Persian has them, whatever their code points."""
    for name in ("یاسمن", "گلناز", "پروین", "بهار", "هاله", "وحید"):
        add(name)
    page = client.get(f"{PAGE}?lang=fa").text
    assert sorted(("یاسمن", "گلناز", "پروین", "بهار", "هاله", "وحید"), key=page.index) == [
        "بهار",
        "پروین",
        "گلناز",
        "وحید",
        "هاله",
        "یاسمن",
    ]


def test_a_new_link_leaves_the_old_password_until_it_is_used(app, client, coordinator, add):
    """Asking for a link locks nobody out."""
    other = add("omid")
    page = client.post(f"{PAGE}{other.id}/link")
    assert sign_in(app.test_client(), "omid").status_code == 303
    assert app.test_client().get(f"/welcome/{find_token(page.text)}").status_code == 200


def test_a_closed_account_is_outside_at_once(app, client, coordinator, add, site):
    """Also on a device where somebody is signed in; what was collected stays."""
    other, theirs = add("omid"), app.test_client()
    sign_in(theirs, "omid")
    client.post(f"{PAGE}{other.id}/close")
    assert not is_in(theirs)
    assert credentials_of(site.database, other.id).password == ""
    page = client.get(f"{PAGE}{other.id}").text
    assert "This account is closed" in page
    assert client.post(f"{PAGE}{other.id}/link").status_code == 422


def test_a_coordinator_does_not_make_themselves_a_partner(client, coordinator, site):
    """Whom a service shall call is read by the service alone."""
    sent = {"role": "partner", "place": "east/", "service": "clinic", "do": "give"}
    assert client.post(f"{PAGE}{coordinator.id}/role", data=sent).status_code == 422
    assert client.get("/office/referrals/").status_code == 404


def test_a_link_opens_no_role_that_came_after_it(app, client, coordinator, add):
    """Who kept the link of a facilitator does not come in as the administrator they became."""
    other = add("omid")
    address = f"/welcome/{find_token(client.post(f'{PAGE}{other.id}/link').text)}"
    sign_in_as(client, "administrator")
    sent = {"role": "administrator", "place": "/", "do": "give"}
    client.post(f"{PAGE}{other.id}/role", data=sent)
    assert app.test_client().get(address).status_code == 404


def test_a_second_role_beside_the_first_leaves_the_link(app, client, coordinator, add):
    """Another neighbourhood of the same project is what a link is often made before."""
    other = add("omid")
    address = f"/welcome/{find_token(client.post(f'{PAGE}{other.id}/link').text)}"
    sent = {"role": "committee", "place": "east/south", "do": "give"}
    client.post(f"{PAGE}{other.id}/role", data=sent)
    assert app.test_client().get(address).status_code == 200


def lose_the_role(site, who):
    """The coordinator becomes a member of the committee."""
    roles = (Membership("committee", "east"),)
    bind_person(site.database, site.clock(), "test", who, roles)


def lose_the_account(site, who):
    """The coordinator's account is closed."""
    close_person(site.database, site.clock(), "test", who)


@pytest.mark.parametrize("lose", [lose_the_role, lose_the_account])
def test_links_end_with_who_made_them(app, client, coordinator, add, site, lose):
    """Who is no coordinator any more does not come in with a link made while they were."""
    other = add("omid")
    address = f"/welcome/{find_token(client.post(f'{PAGE}{other.id}/link').text)}"
    lose(site, coordinator.id)
    assert app.test_client().get(address).status_code == 404


def test_the_last_administrator_stays(client, admin, site):
    """Neither closing the account nor taking the role is possible until there is another."""
    answer = client.post(f"{PAGE}{admin.id}/close")
    assert "This is the last administrator" in answer.text
    sent = {"role": "administrator", "place": "/", "do": "take"}
    assert "This is the last administrator" in client.post(f"{PAGE}{admin.id}/role", data=sent).text
    assert find_person(site.database, admin.id) == admin


def test_each_change_is_in_the_trail(client, coordinator, add, site):
    """Who invited, changed and closed, and what the roles are afterwards."""
    other = add("omid")
    before = site.database.query("select max(number) as number from audit")[0]["number"]
    sent = {"role": "committee", "place": "east/south", "do": "give"}
    client.post(f"{PAGE}{other.id}/role", data=sent)
    client.post(f"{PAGE}{other.id}/link")
    client.post(f"{PAGE}{other.id}/close")
    entries = site.database.query(
        "select actor, action, subject, detail from audit where number > :number order by number",
        number=before,
    )
    assert {entry["actor"] for entry in entries} == {f"person:{coordinator.id}"}
    assert {entry["subject"] for entry in entries} == {f"person:{other.id}"}
    actions = [entry["action"] for entry in entries]
    assert actions == ["person.bound", "person.invited", "person.disabled"]
    assert json.loads(entries[0]["detail"])["roles"] == (
        "facilitator of east; committee of east/south"
    )


@pytest.mark.parametrize("role", ["facilitator", "committee", "partner"])
def test_others_do_not_find_the_page(client, role):
    """Who looks after nobody is told that there is no such page."""
    sign_in_as(client, role, "east")
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}new").status_code == 404
    assert invite(client).status_code == 404


def test_the_page_is_named_in_the_office(client, coordinator):
    """Coordinators find it on the front page."""
    assert f'href="{PAGE}"' in client.get("/office/").text
