"""What is done in the office is in the trail, with who did it and from where."""

import pytest

from survey.storage.audit import find_break
from tests.accounts.people import sign_in

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.44"}


@pytest.fixture
def coordinator(client):
    client.application.config["WTF_CSRF_ENABLED"] = False
    return sign_in(client, "coordinator", "east")


def last(database) -> dict[str, object]:
    columns = "actor, action, subject, address, project"
    return database.query(f"select {columns} from audit order by number desc limit 1")[0]


def test_a_codebook_that_was_saved(client, coordinator, trail):
    """Who saves a codebook leaves an entry."""
    client.get("/office/codebook/neighbourhood-diagnosis.csv", environ_base=ELSEWHERE)
    assert last(trail) == {
        "actor": f"person:{coordinator.id}",
        "action": "codebook.exported",
        "subject": "questionnaire:neighbourhood-diagnosis",
        "address": "192.0.2.44",
        "project": "",
    }


def test_cards_that_were_made(client, coordinator, trail):
    """Who makes cards is named, where the office key named nobody."""
    asked = {"place": "east/mill", "count": "3", "once": "1", "lang": "en"}
    client.post("/office/links/", data=asked, environ_base=ELSEWHERE)
    assert last(trail) == {
        "actor": f"person:{coordinator.id}",
        "action": "links.made",
        "subject": "project:east",
        "address": "192.0.2.44",
        "project": "east",
    }


def test_the_trail_is_whole_after_all_of_it(client, coordinator, trail):
    """Entries with and without an address make one chain."""
    client.get("/office/codebook/neighbourhood-diagnosis.csv", environ_base=ELSEWHERE)
    assert find_break(trail) is None


def test_a_resident_leaves_no_address(client, trail):
    """Whoever begins and declines a form from anywhere, the trail does not say from where."""
    form = "/f/neighbourhood-diagnosis/en/"
    start = client.get(form, environ_base=ELSEWHERE).headers["Location"].partition("#")[0]
    client.post(f"{start}start", data={"n": "east/mill"}, environ_base=ELSEWHERE)
    entry = last(trail)
    assert (entry["action"], entry["actor"], entry["address"]) == (
        "response.submitted",
        "respondent",
        "",
    )


def test_a_kiosk_that_was_begun_and_ended(client, coordinator, trail):
    """Both ends of a kiosk are written down, with who set it up."""
    asked = {"place": "east/mill", "pin": "4321", "idle": "90", "lang": "en"}
    client.post("/office/kiosk/", data=asked, environ_base=ELSEWHERE)
    begun = last(trail)
    client.post("/kiosk/leave", data={"pin": "4321"}, environ_base=ELSEWHERE)
    ended = last(trail)
    assert [begun["action"], ended["action"]] == ["kiosk.begun", "kiosk.ended"]
    assert begun["actor"] == ended["actor"] == f"person:{coordinator.id}"
    assert (begun["project"], begun["address"]) == ("east", "192.0.2.44")
