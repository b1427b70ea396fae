"""Interviews with what needs most care: names, dangerous questions, members with photos."""

import json
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from survey.places.model import Declaration
from survey.responses.drafts import find_draft
from survey.responses.identifiers import read_identifiers
from survey.responses.store import find_response
from tests.forms.conftest import NOW, make_project, make_site
from tests.interviews.tablet import Tablet, register
from tests.interviews.test_files import make_photo
from tests.interviews.test_interviews import LATER

CAREFUL = """
id: careful
title: With care
unit: household
sections:
  - id: home
    title: Home
    questions:
      - {id: phone, kind: text, text: Your telephone, identifying: true}
      - {id: hurt, kind: yes_no, text: Has anybody hurt you?, needs: [private_interviews]}
      - {id: rooms, kind: integer, min: 1, max: 9, text: How many rooms?}
      - id: people
        kind: repeat
        max: 3
        each: "Person {number}"
        text: Who lives here?
        questions:
          - {id: years, kind: integer, min: 0, max: 120, required: true, text: How old?}
          - {id: face, kind: photo, text: A photo}
"""
DECLARED = Declaration(("private_interviews",), date(2026, 11, 20), "The office")


@pytest.fixture
def app(tmp_path, root):
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "careful.yaml").write_text(CAREFUL, encoding="utf-8")
    village = replace(make_project("careful", "village"), declares=(DECLARED,))
    return make_site(tmp_path, make_project("careful"), village)


def write(tablet: Tablet, *pairs: list[str], **changed) -> dict:
    version = tablet.site.questionnaires["careful"].version
    package = {"form": "careful", "version": version, "typed": [["home", list(pairs)]]}
    return tablet.write(**{**package, **changed})


def test_a_telephone_is_sealed_in_the_database(tablet, database):
    """It travels in the envelope, and is parted from the answers when that is opened."""
    package = write(tablet, ["q-phone", "0441 123 456"], ["q-rooms", "3"])

    assert tablet.send(package).json["outcome"] == "new"

    rows = [
        database.query(f"select * from {name}") for name in ("responses", "interviews", "audit")
    ]
    assert "0441" not in str(rows)
    with database.transaction() as tx:
        opened = read_identifiers(tx, NOW, "test", UUID(package["id"]), "test")
    assert opened == {"phone": "0441 123 456"}


def test_a_telephone_that_waits_is_sealed_too(tablet, database):
    """What must be looked over lies as every draft does."""
    package = write(tablet, ["q-phone", "0441 123 456"], ["q-rooms", "many"])

    assert tablet.send(package).json["outcome"] == "waiting"

    assert "0441" not in str(database.query("select * from drafts"))
    assert find_draft(database, UUID(package["id"])).answers["phone"] == "0441 123 456"


def test_nothing_is_noted_about_a_telephone(tablet, database):
    """Notes are not sealed, so there are none about what tells who somebody is."""
    package = write(tablet, ["q-rooms", "3"], ["note-phone", "It is 0441 123 456."])
    tablet.send(package)

    assert "0441" not in str(database.query("select paradata from responses"))


@pytest.mark.parametrize("rooms", ["3", "many"])
def test_what_was_not_promised_is_not_kept(tablet, database, rooms):
    """A question that is off stays off, whatever a tablet sends: entered, or waiting."""
    package = write(tablet, ["q-hurt", "yes"], ["q-rooms", rooms])

    assert tablet.send(package).status_code == 201

    kept = [database.query(f"select answers from {name}") for name in ("responses", "drafts")]
    assert "hurt" not in str(kept)


def test_what_was_promised_by_then_is_kept(app, database):
    """The promises of the day on which the interview began decide, not those of its arrival."""
    tablet = register(app, "village", token="token of the village")
    answered = {}
    for day in ("19", "21"):
        moments = [f"2026-11-{day}T{time}+03:30" for time in ("12:00:00", "12:20:00")]
        times = {"started_at": moments[0], "finished_at": moments[1], "consented_at": ""}
        package = write(
            tablet, ["q-hurt", "yes"], ["q-rooms", "3"], project="village", receipt="", **times
        )
        assert tablet.send(package).json["outcome"] == "new"
        response = find_response(database, UUID(package["id"]), LATER)
        answered[day] = "hurt" in response.answers

    assert answered == {"19": False, "21": True}


def test_members_come_with_their_photos(tablet, database):
    """Their inputs are named as on the page, and a member without an age holds the interview up."""
    pairs = [["q-people", "2"], ["q-people.0.years", "۴۰"], ["q-people.0.face", "7.jpg"]]
    package = write(tablet, *pairs, ["q-people.1.years", "9"])
    _, found = tablet.send_file(package["id"], "7.jpg", make_photo())
    lacking = write(tablet, *pairs[:2])

    assert tablet.send({**package, "files": {"7.jpg": found}}).json["outcome"] == "new"
    assert tablet.send(lacking).json["outcome"] == "waiting"

    [row] = database.query("select answers from responses")
    first, second = json.loads(row["answers"])["people"]
    assert (first["years"], second) == (40, {"years": 9})
    [kept] = database.query("select name from attachments")
    assert first["face"] == kept["name"]
