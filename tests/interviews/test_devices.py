"""Tablets: registered by who interviews, told their own day alone, locked out when lost."""

import json
import re
from base64 import b64decode

import pytest

from survey.interviews.devices import find_device
from tests.accounts.people import sign_in
from tests.interviews.tablet import TOKEN, register


def read_token(client) -> str:
    page = client.get("/office/devices/?lang=en") if client.get("/office/devices/") else None
    found = page and re.search(r'name="csrf_token" value="([^"]*)"', page.text)
    page = page if found else client.get("/office/")
    return re.search(r'name="csrf_token" value="([^"]*)"', page.text)[1]


def ask_to_register(client, name: object = "Samsung 7"):
    return client.post(
        "/collect/devices", json={"name": name}, headers={"X-CSRFToken": read_token(client)}
    )


def test_whoever_interviews_registers_a_tablet(client, database):
    """The token is answered once; the project has its key from then on."""
    sign_in(client, "facilitator", "town")

    answer = ask_to_register(client)

    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    device = find_device(database, answer.json["token"])
    assert (device.id, device.name) == (answer.json["id"], "Samsung 7")
    assert len(answer.json["token"]) > 40
    rows = database.query("select project from project_keys")
    assert [row["project"] for row in rows] == ["town"]
    [row] = database.query("select actor from audit where action = 'device.registered'")
    assert row["actor"] == f"person:{device.person}"


@pytest.mark.parametrize("role", ["committee", "administrator"])
def test_who_does_not_interview_registers_none(client, role):
    """It is a permission of who interviews."""
    sign_in(client, role, "" if role == "administrator" else "town")

    assert ask_to_register(client).status_code == 404


def test_nobody_registers_a_tablet_for_somebody_else(client, database):
    """Without the token of a page of ours, or without signing in, nothing is registered."""
    assert client.post("/collect/devices", json={}).status_code in (400, 401)
    sign_in(client, "facilitator", "town")
    assert client.post("/collect/devices", json={"name": "x"}).status_code == 400

    assert database.query("select 1 from devices") == []


@pytest.mark.parametrize("name", ["", None, 7, ["x"], "x" * 500, "\u0000\u202e", " a \n b "])
def test_any_name_will_do(client, database, name):
    """What cannot be a name becomes the browser's; none is longer than sixty signs."""
    sign_in(client, "facilitator", "town")

    told = ask_to_register(client, name).json["name"]

    assert len(told) <= 60
    assert told.isprintable()


def test_the_day_says_what_a_tablet_needs(tablet):
    """People, places with their names in every language, the key, the words of consent."""
    day = tablet.day().json

    assert day["people"] == [
        {
            "id": tablet.person.id,
            "name": tablet.person.title,
            "pin": None,
            "places": ["town/north", "town/south"],
        }
    ]
    [town] = day["projects"]
    assert (town["id"], town["form"], town["wave"]) == ("town", "tour", "first")
    assert town["needs_household"] is True
    assert set(town["title"]) >= {"fa", "ar", "en"}
    assert town["key"]["id"] == tablet.key.id
    assert b64decode(town["key"]["public"]) == tablet.key.public
    north = town["places"][0]
    assert (north["key"], north["neighbourhood"]) == ("town/north", "north")
    assert north["name"]["fa"] == "شمال"
    assert north["mine"] == {"done": 0, "refused": 0}
    assert set(town["consent_text"]) == set(town["title"])


def test_the_day_counts_what_this_tablet_brought(tablet):
    """Interviews, refusals, and how often each household was asked: never an answer."""
    tablet.send(tablet.write())
    tablet.send(tablet.write(consent="refused"))
    tablet.send(tablet.write(household="18", neighbourhood="south"))

    [town] = tablet.day().json["projects"]

    assert [place["mine"] for place in town["places"]] == [
        {"done": 1, "refused": 1},
        {"done": 1, "refused": 0},
    ]
    assert town["households"] == [
        {"code": "17", "neighbourhood": "north", "visits": 2},
        {"code": "18", "neighbourhood": "south", "visits": 1},
    ]
    assert "Baker" not in json.dumps(town)


def test_the_day_of_a_neighbourhood_is_of_this_neighbourhood(app, tablet):
    """Neither its places nor its households nor its people are told to the tablet of another."""
    tablet.send(tablet.write(household="99", neighbourhood="south"))
    north = register(app, "town", "north", token="token of the north", name="Nora")

    day = north.day().json

    [town] = day["projects"]
    assert [place["key"] for place in town["places"]] == ["town/north"]
    assert town["households"] == []
    assert {tuple(one["places"]) for one in day["people"]} == {("town/north",)}


def test_the_day_is_never_kept(tablet):
    """It holds the names of people: no cache on the way keeps it."""
    assert tablet.day().headers["Cache-Control"] == "no-store"


def test_a_tablet_tells_how_much_it_holds(tablet, database):
    """The number that came last is shown in the office; nonsense is not."""
    for told in ("3", "-1", "lots", "9" * 30, "²"):
        tablet.day(**{"X-Mahalla-Unsent": told})

    assert find_device(database, TOKEN).unsent == 3


def test_a_coordinator_sees_the_tablets_of_their_project(app, tablet):
    """Who registered it and what it holds; the other project's coordinator sees none."""
    tablet.day(**{"X-Mahalla-Unsent": "3"})
    ours, theirs = app.test_client(), app.test_client()
    sign_in(ours, "coordinator", "town")
    sign_in(theirs, "coordinator", "village")

    page = ours.get("/office/devices/?lang=en").text
    assert "Samsung" in page
    assert "3 interviews were not sent yet" in page
    assert tablet.person.title in page
    assert "mahalla keys backup" in page
    assert "Samsung" not in theirs.get("/office/devices/?lang=en").text


def test_a_coordinator_locks_a_lost_tablet_out(app, tablet, database):
    """From then on its token opens nothing; the trail says who did it."""
    client = app.test_client()
    person = sign_in(client, "coordinator", "town")
    device = find_device(database, TOKEN)

    answer = client.post(
        f"/office/devices/{device.id}/revoke",
        data={"csrf_token": read_token(client)},
        follow_redirects=True,
    )

    assert "Locked out" in client.get("/office/devices/?lang=en").text
    assert answer.status_code == 200
    assert tablet.day().status_code == 401
    [row] = database.query("select actor from audit where action = 'device.revoked'")
    assert row["actor"] == f"person:{person.id}"


def test_nobody_locks_out_the_tablet_of_others(app, tablet, database):
    """A tablet of another project does not exist for them."""
    client = app.test_client()
    sign_in(client, "coordinator", "village")
    device = find_device(database, TOKEN)

    answer = client.post(
        f"/office/devices/{device.id}/revoke", data={"csrf_token": read_token(client)}
    )

    assert answer.status_code == 404
    assert tablet.day().status_code == 200
