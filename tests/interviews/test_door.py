"""The door for tablets: who is let in, what is refused, and that nothing is lost by it."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from survey.accounts.model import Membership
from survey.accounts.store import bind_person, close_person
from survey.interviews.devices import find_device, revoke_device
from survey.interviews.door import MOST_SENT, MOST_STRANGE
from survey.responses.drafts import find_draft
from tests.accounts.people import sign_in
from tests.forms.conftest import Visitor
from tests.interviews.tablet import GIVEN, TOKEN, register

TABLES = ("responses", "revisions", "drafts", "interviews", "kept_envelopes", "interview_files")


def count_rows(database) -> int:
    return sum(database.query(f"select count(*) as n from {name}")[0]["n"] for name in TABLES)


def refuse(database, answer, status: int) -> str:
    """Hold an answer to a status and a sentence, and the database to having taken nothing."""
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert count_rows(database) == 0
    return answer.json["reason"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer "},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": TOKEN},
        {"Authorization": f"Bearer {TOKEN} "},
        {"Authorization": "Bearer \x01\x7f"},
    ],
)
def test_without_the_token_nobody_comes_in(tablet, database, headers):
    """Not even a stranger who has an envelope that would open."""
    package = tablet.write()

    answer = tablet.put(package["id"], tablet.seal(package), **headers)

    assert "register it again" in refuse(database, answer, 401)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Mahalla": ""},
        {"X-Mahalla": "2"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    ],
)
def test_a_page_elsewhere_sends_nothing(tablet, database, headers):
    """The header that no form can send must be there, and where the origin is told it is ours."""
    package = tablet.write()

    refuse(database, tablet.put(package["id"], tablet.seal(package), **headers), 403)


def test_our_own_pages_may_send(tablet):
    """As browsers say it of a page of this site."""
    package = tablet.write()
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

    assert tablet.put(package["id"], tablet.seal(package), **own).status_code == 201


def test_no_cookie_opens_the_door(tablet, app, database):
    """Who is signed in, even as an administrator, needs the token of a device like all others."""
    client = app.test_client()
    sign_in(client, "administrator")
    package = tablet.write()

    answer = client.put(
        f"/interviews/{package['id']}", data=tablet.seal(package), headers={"X-Mahalla": "1"}
    )

    refuse(database, answer, 401)
    assert client.get("/collect/day", headers={"X-Mahalla": "1"}).status_code == 401


def test_the_token_opens_nothing_else(tablet, app):
    """Whoever takes it from a lost tablet reads no page of the office and no answer with it."""
    tablet.send(tablet.write())
    token = {"Authorization": f"Bearer {TOKEN}", "X-Mahalla": "1"}

    for address in ("/office/", "/office/collect/", "/office/devices/", "/account/"):
        answer = tablet.client.get(address, headers=token)
        assert answer.status_code in (302, 404)
        assert "/sign-in/" in answer.headers.get("Location", "/sign-in/")
    package = tablet.write()
    assert tablet.client.get(f"/interviews/{package['id']}", headers=token).status_code == 405
    assert tablet.client.post("/collect/devices", headers=token).status_code in (400, 401)


def test_a_revoked_tablet_sends_nothing_and_learns_nothing(tablet, database, site):
    """A lost tablet is locked out at once; what it holds is not thrown away by the answer."""
    device = find_device(database, TOKEN)
    with database.transaction() as tx:
        revoke_device(tx, site.clock(), "test", device)
    package = tablet.write()

    assert "nothing on it is lost" in refuse(
        database, tablet.put(package["id"], tablet.seal(package)), 401
    )
    assert tablet.day().status_code == 401


def test_a_tablet_that_is_registered_anew_sends_what_it_held(tablet, database, site, app):
    """Envelopes name no tablet: found again, or with another token, they go out as they are."""
    package = tablet.write()
    body = tablet.seal(package)
    with database.transaction() as tx:
        revoke_device(tx, site.clock(), "test", find_device(database, TOKEN))
    tablet.put(package["id"], body)

    again = register(app, token="a new token")

    package["facilitator"] = tablet.person.id
    assert again.put(package["id"], body).json["outcome"] == "new"


def test_the_token_is_kept_hashed(tablet, database):
    """Whoever reads the database, or a backup of it, cannot send as a tablet."""
    assert TOKEN not in str(database.query("select * from devices"))
    assert TOKEN not in str(database.query("select * from audit"))


def test_a_tablet_of_one_project_sends_nothing_to_another(tablet, app, database):
    """Neither with the other project's key, nor with its own key and the other's name."""
    village = register(app, "village", token="token of the village")
    package = tablet.write(project="village", facilitator=village.person.id)

    for body in (village.seal(package), tablet.seal(package)):
        assert "not registered for the project" in refuse(
            database, tablet.put(package["id"], body), 422
        )


def test_a_tablet_of_one_neighbourhood_sends_nothing_of_another(app, database):
    """What it was registered for is a neighbourhood, where its interviewer has but one."""
    tablet = register(app, "town", "north", token="token of the north")

    answer = tablet.send(tablet.write(neighbourhood="south"))

    assert "not registered" in refuse(database, answer, 422)


@pytest.mark.parametrize(
    "changed",
    [
        {"neighbourhood": "nowhere"},
        {"neighbourhood": ""},
        {"neighbourhood": "../north"},
        {"version": "0" * 64},
        {"form": "neighbourhood-diagnosis"},
        {"consent": "not_asked"},
        {"facilitator": "nobody"},
        {"facilitator": ""},
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(tablet, database, changed):
    """A place, a version, a form or a person that is not there: the tablet keeps the interview."""
    assert refuse(database, tablet.send(tablet.write(**changed)), 422)


def test_an_envelope_has_one_address(tablet, database):
    """Sent to the address of another interview, or in a file's place, it is refused."""
    package, other = tablet.write(), tablet.write()
    body = tablet.seal(package)

    assert "another one" in refuse(database, tablet.put(other["id"], body), 400)
    inside = tablet.seal({**package, "id": other["id"]})
    assert tablet.put(package["id"], inside).status_code == 400
    as_file = tablet.put(package["id"], body, f"/files/{'0' * 64}")
    assert "another one" in refuse(database, as_file, 400)


def test_what_is_inside_must_be_the_same_interview(tablet, database):
    """An envelope that says one id outside and another inside is nobody's."""
    from survey.interviews.envelope import INTERVIEW, seal_envelope

    package, other = tablet.write(), tablet.write()
    plain = json.dumps(package).encode()
    body = seal_envelope(tablet.key.public, UUID(other["id"]), INTERVIEW, plain, b"0" * 12)

    assert "another one" in refuse(database, tablet.put(other["id"], body), 422)


@pytest.mark.parametrize(
    "name", ["1", "019AAB5C-0000-7000-8000-000000000001", "019aab5c-0000-4000-8000-000000000001"]
)
def test_an_address_that_is_no_id_is_refused(tablet, database, name):
    """Ids are made of the time, and written in one way."""
    refuse(database, tablet.put(name, b"x"), 400)


def test_a_torn_body_is_sent_again(tablet, database):
    """What does not have the hash it was sent with is not looked at any further."""
    package = tablet.write()
    body = tablet.seal(package)

    answer = tablet.put(package["id"], body[:-1], X_Content_SHA256="0" * 64)

    assert answer.json["retry"] is True
    refuse(database, answer, 400)


def test_what_is_too_large_is_refused(tablet, database):
    """Four megabytes hold any interview; more is not even read."""
    package = tablet.write()

    assert "too large" in refuse(database, tablet.put(package["id"], b"x" * 4_000_001), 413)


def test_the_draft_of_a_resident_cannot_be_taken_over(tablet, app, database):
    """An id that somebody else's form has is no way into it: it stays, and the envelope is kept."""
    visitor = Visitor(app.test_client())
    visitor.begin()
    visitor.send(q_age="30", shown="greeting trust age job boss")
    [row] = database.query("select id from drafts")
    package = tablet.write(id=row["id"])

    answer = tablet.send(package)

    assert (answer.status_code, answer.json["outcome"]) == (409, "conflict")
    assert find_draft(database, UUID(row["id"])).answers == {"age": 30}
    assert len(database.query("select 1 from kept_envelopes")) == 1


def test_the_response_of_another_project_stays_untouched(tablet, app, database):
    """A known id does not let a tablet add a word to what another project has under it."""
    village = register(app, "village", token="token of the village")
    theirs = village.write(project="village")
    village.send(theirs)

    answer = tablet.send(tablet.write(id=theirs["id"], typed=GIVEN[:1]))

    assert answer.status_code == 409
    assert database.query("select 1 from revisions") == []


def test_an_account_that_was_closed_meanwhile_loses_no_interview(tablet, database, site):
    """It was theirs to interview when the tablet was told so: it is entered, and remarked."""
    with database.transaction() as tx:
        close_person(tx, site.clock(), "test", tablet.person.id)

    assert tablet.send(tablet.write()).json["outcome"] == "new"
    [row] = database.query("select remarks from interviews")
    assert json.loads(row["remarks"]) == ["account"]


def test_what_waits_for_a_closed_account_waits_for_who_registered_the_tablet(
    tablet, database, site, app
):
    """Somebody who can come to the desk finds it there."""
    colleague = sign_in(app.test_client(), "facilitator", "town", name="Colleague")
    tablet.day()
    with database.transaction() as tx:
        close_person(tx, site.clock(), "test", colleague.id)
    package = tablet.write(facilitator=colleague.id, typed=[["people", [["q-age", "old"]]]])

    assert tablet.send(package).json["outcome"] == "waiting"
    assert find_draft(database, UUID(package["id"])).collector == tablet.person.name


def test_a_role_that_was_taken_away_loses_no_interview(tablet, database, site):
    """The same holds for who looks after another neighbourhood by now."""
    with database.transaction() as tx:
        role = Membership("facilitator", "town", "south")
        bind_person(tx, site.clock(), "test", tablet.person.id, (role,))

    assert tablet.send(tablet.write()).json["outcome"] == "new"


def test_somebody_who_never_interviewed_there_cannot_be_named(tablet, app, database):
    """A partner's or another project's account is not made an interviewer by a package."""
    stranger = sign_in(app.test_client(), "facilitator", "village")

    answer = tablet.send(tablet.write(facilitator=stranger.id))

    assert "never on the list" in refuse(database, answer, 422)


def test_tablets_behind_one_address_send_a_day_each(app):
    """Eighty interviews in a burst from each of three tablets are all taken, without a pause."""
    tablets = [register(app, token=f"token {number}") for number in range(3)]
    for tablet in tablets:
        for _ in range(80):
            package = tablet.write(consent="refused")
            assert tablet.send(package).status_code == 201


def test_a_tablet_gone_mad_is_asked_to_wait(tablet, app, site):
    """Then, and only then, it is told after how many seconds to go on."""
    busy = app.extensions["mahalla.busy_tablets"]
    device = find_device(site.database, TOKEN)
    for _ in range(MOST_SENT):
        busy.admits(device.id, site.clock())

    answer = tablet.send(tablet.write())

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert busy.admits(device.id, site.clock() + timedelta(minutes=11))


def test_who_guesses_tokens_waits_and_tablets_beside_do_not(tablet):
    """An address that tries many tokens is stopped; a tablet with its own goes on from there."""
    package = tablet.write()
    body = tablet.seal(package)
    answers = [
        tablet.put(package["id"], body, Authorization=f"Bearer {number}")
        for number in range(MOST_STRANGE + 1)
    ]

    assert [answer.status_code for answer in answers] == [401] * MOST_STRANGE + [429]
    assert tablet.put(package["id"], body).status_code == 201


def test_a_disk_that_is_full_is_told_as_wait(tablet, site, database, monkeypatch):
    """The tablet keeps the interview and tries again: nothing was written, nothing was promised."""
    from survey.errors import MahallaError, Problem
    from survey.storage.writer import Writer

    def refuse_all(*_):
        raise MahallaError(Problem("The disk is full."))

    package = tablet.write()
    monkeypatch.setattr(Writer, "write", refuse_all)
    answer = tablet.send(package)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
