"""Interviews from a tablet: what becomes of them, whole, wrong, refused, repeated, contradicted."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID

import pytest

from survey.interviews.arrivals import MOST_KEPT
from survey.responses.drafts import find_draft, forget_drafts
from survey.responses.model import Submission
from survey.responses.receipts import find_receipt, make_code
from survey.responses.store import find_response, revisions_of
from survey.responses.withdrawal import forget_response
from survey.rights.withdraw import withdraw
from survey.storage.database import Database
from tests.interviews.tablet import GIVEN, register

LATER = datetime(2027, 1, 1, tzinfo=UTC)


def find(database: Database, package: dict) -> Submission:
    found = find_response(database, UUID(package["id"]), LATER)
    assert found
    return found


def list_arrivals(database: Database) -> list[tuple[str, list[str]]]:
    rows = database.query("select outcome, remarks from interviews order by id, received_at")
    return [(row["outcome"], json.loads(row["remarks"])) for row in rows]


def retype(**answers: str) -> list:
    """Change what was typed; names as `q_age`."""
    new = {name.replace("_", "-", 1): text for name, text in answers.items()}
    return [
        [section, [[name, new.get(name, text)] for name, text in pairs]] for section, pairs in GIVEN
    ]


def test_an_interview_becomes_a_response(tablet, database):
    """Texts are read as on the form's pages: Persian digits, several choices, the decimal mark."""
    package = tablet.write()

    answer = tablet.send(package)

    assert (answer.status_code, answer.json["outcome"]) == (201, "new")
    assert answer.json["server_time"] == "2026-11-22T09:30:00+00:00"
    assert answer.json["id"] == package["id"]
    found = find(database, package)
    assert found.answers == {
        "trust": "agree",
        "age": 34,
        "job": "Baker",
        "boss": "yes",
        "colour": "blue",
        "pets": ["cat", "bird"],
        "area": 72.5,
        "home": "green",
        "wish": "More shade.",
    }
    assert (found.channel, found.consent, found.wave) == ("tablet", "given", "first")
    assert (found.neighbourhood, found.household) == ("north", "17")
    assert found.collector == tablet.person.name
    assert found.started_at == datetime.fromisoformat("2026-11-22T12:00:00+03:30")
    assert found.finished_at == datetime.fromisoformat("2026-11-22T12:20:00+03:30")


@pytest.mark.sqlite
def test_an_interview_asks_each_thing_of_the_database_once(tablet, site):
    """Every statement is paid for thousands of times a day: of one interview there are few."""
    tablet.send(tablet.write())
    asked = []
    site.database.close()
    for idle in (site.database._reading, site.database._writing):
        with site.database._lend(idle) as connection:
            connection.set_trace_callback(asked.append)

    tablet.send(tablet.write())

    selects = [one for one in map(str.strip, asked) if one.startswith("select")]
    assert len(set(selects)) == len(selects) <= 12, selects
    assert len(asked) <= 24, asked


def test_the_same_answers_make_the_same_response_as_the_form(tablet, database, app):
    """What is typed on a page of the site and on a tablet ends in the same answers and words."""
    from tests.accounts.people import sign_in
    from tests.forms.conftest import Visitor

    visitor = Visitor(app.test_client())
    sign_in(visitor.client, "facilitator", "town", name=tablet.person.name)
    visitor.get("/office/collect/town/?lang=fa")
    visitor.send(place="town/north", household="17")
    visitor.send(consent="agree")
    shown = {
        "people": "greeting trust age job boss",
        "things": "born area place colour pets dog_name best",
        "grown_ups": "home wish",
    }
    for section, pairs in GIVEN:
        typed: dict = {}
        for name, text in pairs:
            typed.setdefault(name, []).append(text)
        visitor.send(**typed, shown=shown[section])
    visitor.send(go="send")
    package = tablet.write()
    tablet.send(package)

    [by_page] = database.query("select answers from responses where id <> :id", id=package["id"])
    assert json.loads(by_page["answers"]) == find(database, package).answers


def test_the_clock_of_the_tablet_is_kept(tablet, database):
    """Its zone, how long the interview took, and what it knew of our clock stay."""
    package = tablet.write(offset_ms=2000)

    tablet.send(package)

    assert find(database, package).paradata["clock"] == {
        "zone": "Asia/Tehran",
        "elapsed_ms": 1_200_000,
        "offset_ms": 2000,
        "finished_at": "2026-11-22T12:20:00+03:30",
    }
    assert list_arrivals(database) == [("new", [])]


@pytest.mark.parametrize(
    "changed",
    [
        {"offset_ms": 301_000},
        {"elapsed_ms": 1_600_000},
        {"started_at": "2026-11-22T13:20:00+03:30", "finished_at": "2026-11-22T13:40:00+03:30"},
        {"finished_at": "2026-11-22T11:00:00+03:30"},
    ],
)
def test_a_clock_that_is_wrong_by_more_than_five_minutes_is_remarked(tablet, database, changed):
    """The clock differs from ours, was changed meanwhile, runs ahead, or ran backwards."""
    assert tablet.send(tablet.write(**changed)).status_code == 201

    assert list_arrivals(database) == [("new", ["clock"])]


def test_an_interview_that_was_put_aside_is_no_wrong_clock(tablet, database):
    """The page counts while it is open: of twenty minutes it may have been open for two."""
    tablet.send(tablet.write(elapsed_ms=120_000))

    assert list_arrivals(database) == [("new", [])]


def test_a_refusal_says_little(tablet, database):
    """What a tablet leaves out of a refusal, it need not send."""
    package = tablet.write(consent="refused")
    for name in ("typed", "files", "order", "consented_at", "receipt", "revises", "zone"):
        del package[name]

    assert tablet.send(package).json["outcome"] == "new"
    assert find(database, package).consent == "refused"


def test_a_tablet_that_lost_its_clock_loses_no_interview(tablet, database):
    """It says 1970: the wave is then that of the arrival, and both are remarked."""
    package = tablet.write(
        started_at="1970-01-01T00:10:00+00:00", finished_at="1970-01-01T00:30:00+00:00"
    )

    assert tablet.send(package).json["outcome"] == "new"

    assert find(database, package).wave == "first"
    assert find(database, package).started_at == datetime(1970, 1, 1, 0, 10, tzinfo=UTC)
    assert list_arrivals(database) == [("new", ["wave"])]


def test_the_wave_is_told_by_the_beginning(tablet, database, site):
    """An interview of the last day of a wave that is sent weeks later belongs to that wave."""
    site.database.execute("update waves set ends = '2026-11-10' where project = 'town'")
    package = tablet.write(
        started_at="2026-11-10T10:00:00+03:30", finished_at="2026-11-10T10:20:00+03:30"
    )

    assert tablet.send(package).json["outcome"] == "new"
    assert find(database, package).wave == "first"


def test_notes_and_reasons_come_along(tablet, database):
    """Notes about sections and questions and reasons are kept; about nothing known they are not."""
    typed = [
        ["people", [*GIVEN[0][1], ["note-people", "In the yard."], ["note-age", "Unsure."]]],
        ["things", [["note-nothing", "?"], ["why-age", "He is."]]],
    ]
    package = tablet.write(typed=typed)

    tablet.send(package)

    paradata = find(database, package).paradata
    assert paradata["notes"] == {"people": "In the yard.", "age": "Unsure."}
    assert paradata["reasons"] == {"age": "He is."}


def test_hidden_answers_are_left_out(tablet, database):
    """What does not apply is stripped, whatever the tablet thought of it."""
    package = tablet.write(typed=[["people", [["q-age", "9"], ["q-job", "Thief"]]], *GIVEN[1:]])

    tablet.send(package)

    answers = find(database, package).answers
    assert answers["age"] == 9
    assert not {"job", "boss", "home", "wish"} & set(answers)


def test_what_fails_checks_waits_at_the_desk(tablet, database, app):
    """An age that cannot be is kept as it was typed, and its interviewer finds the interview."""
    package = tablet.write(typed=retype(q_age="340", q_wish="x" * 90))

    answer = tablet.send(package)

    assert (answer.status_code, answer.json["outcome"]) == (201, "waiting")
    assert find_response(database, UUID(package["id"]), LATER) is None
    draft = find_draft(database, UUID(package["id"]))
    assert draft.answers["age"] == {"typed": ["340"]}
    assert draft.answers["wish"] == {"typed": ["x" * 90]}
    assert (draft.section, draft.collector) == ("people", tablet.person.name)
    assert tablet.send(package).json["outcome"] == "waiting"


def test_an_interview_that_waits_is_mended_and_sent(tablet, database, app):
    """Sent from the desk it keeps its own times, and the code told to the household works."""
    from tests.accounts.people import sign_in
    from tests.forms.conftest import Visitor

    package = tablet.write(typed=retype(q_age="340"))
    body = tablet.seal(package)
    tablet.put(package["id"], body)
    visitor = Visitor(app.test_client())
    sign_in(visitor.client, "facilitator", "town", name=tablet.person.name)
    visitor.get("/office/collect/?lang=en")
    visitor.page = visitor.client.post(
        "/office/collect/open",
        data={"id": package["id"], **read_token(visitor.page.text)},
        follow_redirects=True,
    )
    visitor.send(q_age="34", shown="greeting trust age job boss")
    visitor.get("/review?lang=en")
    visitor.send(go="send")

    found = find(database, package)
    assert found.answers["age"] == 34
    assert found.finished_at == datetime.fromisoformat("2026-11-22T12:20:00+03:30")
    assert find_receipt(database, make_code(bytes.fromhex("0102030405060708"))) == found.id
    assert tablet.put(package["id"], body).json["outcome"] == "waiting"


def read_token(page: str) -> dict[str, str]:
    import re

    return {"csrf_token": re.search(r'name="csrf_token" value="([^"]*)"', page)[1]}


def test_what_waits_is_not_forgotten_as_drafts_are(tablet, database):
    """Drafts that nobody touched for a month are deleted; a finished interview is none of them."""
    package = tablet.write(typed=retype(q_age="340"))
    tablet.send(package)

    assert forget_drafts(database, LATER) == 0
    assert find_draft(database, UUID(package["id"]))


def test_a_refusal_keeps_no_answers(tablet, database):
    """Where somebody refused, nothing is kept of what was typed or noted, and no receipt."""
    package = tablet.write(consent="refused", consented_at="")

    assert tablet.send(package).json["outcome"] == "new"

    found = find(database, package)
    assert (found.consent, found.answers, found.paradata) == ("refused", {}, {})
    assert database.query("select 1 from receipts") == []


def test_the_words_of_consent_are_kept(tablet, database):
    """The day tells the hash of the words in each language; the response names them."""
    [town] = tablet.day().json["projects"]
    package = tablet.write(consent_text=town["consent_text"]["fa"])

    tablet.send(package)

    kept = database.query(
        "select language, words from consents where hash = :hash",
        hash=find(database, package).consent_text,
    )
    assert [row["language"] for row in kept] == ["fa"]


def test_the_receipt_that_the_household_was_told_works(tablet, database):
    """The code is made on the tablet; we keep its hash."""
    package = tablet.write()

    tablet.send(package)

    code = make_code(bytes.fromhex(package["receipt"]))
    assert str(find_receipt(database, code)) == package["id"]


def test_a_receipt_that_another_has_opens_the_other_still(tablet, database):
    """A code that was given twice stays with the first, and the second interview is remarked."""
    first, second = tablet.write(), tablet.write(household="18")

    tablet.send(first)
    assert tablet.send(second).json["outcome"] == "new"

    assert str(find_receipt(database, make_code(bytes.fromhex(first["receipt"])))) == first["id"]
    assert sorted(remarks for _, remarks in list_arrivals(database)) == [[], ["receipt"]]


def test_the_same_envelope_again_changes_nothing(tablet, database):
    """A tablet that did not hear the answer sends again, and is told that all is well."""
    package = tablet.write()
    body = tablet.seal(package)

    assert tablet.put(package["id"], body).status_code == 201
    again = tablet.put(package["id"], body)

    assert (again.status_code, again.json["outcome"]) == (200, "repeated")
    assert len(database.query("select 1 from responses")) == 1
    assert len(database.query("select 1 from receipts")) == 1


def test_the_same_contents_sealed_again_are_the_same(tablet, database):
    """The envelope differs, what is in it does not."""
    package = tablet.write(typed=retype(q_age="340"))

    assert tablet.send(package).json["outcome"] == "waiting"
    assert tablet.send(package).json["outcome"] == "waiting"
    assert len(list_arrivals(database)) == 1


def test_sixteen_retries_at_once_are_one_interview(tablet, database):
    """Whatever arrives at the same time, nobody is told of a conflict that is none."""
    package = tablet.write()
    body = tablet.seal(package)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: tablet.put(package["id"], body), range(16)))

    outcomes = sorted(answer.json["outcome"] for answer in answers)
    assert outcomes == ["new"] + ["repeated"] * 15
    assert len(database.query("select 1 from responses")) == 1


def test_other_contents_for_the_same_id_are_both_kept(tablet, database):
    """The second is a conflict beside the first, also when it is sent again."""
    package = tablet.write()
    other = {**package, "typed": retype(q_age="35")}
    body = tablet.seal(other)
    tablet.send(package)

    for _ in range(2):
        answer = tablet.put(package["id"], body)
        assert (answer.status_code, answer.json["outcome"]) == (409, "conflict")

    assert find(database, package).answers["age"] == 34
    [revision] = revisions_of(database, UUID(package["id"]))
    assert (revision.standing, revision.submission.answers["age"]) == ("conflict", 35)


def test_other_contents_beside_one_that_waits_are_kept_as_they_came(tablet, database):
    """The draft is its interviewer's: what differs is kept sealed, and nothing is written over."""
    package = tablet.write(typed=retype(q_age="340"))
    other = tablet.seal({**package, "typed": retype(q_age="35")})
    tablet.send(package)

    assert tablet.put(package["id"], other).status_code == 409
    assert tablet.put(package["id"], other).status_code == 409

    assert find_draft(database, UUID(package["id"])).answers["age"] == {"typed": ["340"]}
    [kept] = database.query("select reason, envelope from kept_envelopes")
    assert (kept["reason"], kept["envelope"]) == ("conflict", other)


def test_what_is_not_kept_any_more_is_not_acknowledged(tablet, database):
    """Where too much of a tablet waits already, a contradiction stays on the tablet."""
    package = tablet.write(typed=retype(q_age="340"))
    tablet.send(package)
    [device] = database.query("select id from devices")
    row = {"device": device["id"], "project": "town", "reason": "key", "envelope": b""}
    with database.transaction() as tx:
        for number in range(MOST_KEPT):
            waiting = {"id": str(number), "sha256": "", "received_at": LATER.isoformat()}
            tx.insert("kept_envelopes", {**row, **waiting})

    answer = tablet.send({**package, "typed": retype(q_age="350")})

    assert answer.status_code == 429
    assert "outcome" not in answer.json
    [kept] = database.query("select count(*) as count from kept_envelopes")
    assert kept["count"] == MOST_KEPT


def test_interviewers_correct_their_own_interviews(tablet, database):
    """A package that names the contents it revises takes their place."""
    package = tablet.write()
    tablet.send(package)
    [row] = database.query("select hash from responses")

    answer = tablet.send({**package, "typed": retype(q_age="35"), "revises": row["hash"]})

    assert (answer.status_code, answer.json["outcome"]) == (200, "revised")
    assert find(database, package).answers["age"] == 35


def test_nobody_corrects_the_interview_of_somebody_else(tablet, database, app):
    """A colleague who knows id and hash of an interview makes a conflict of it, no correction."""
    package = tablet.write()
    tablet.send(package)
    [row] = database.query("select hash from responses")
    colleague = register(app, token="another token")

    changed = {"typed": retype(q_age="35"), "revises": row["hash"]}
    answer = colleague.send({**package, **changed, "facilitator": colleague.person.id})

    assert answer.status_code == 409
    assert find(database, package).answers["age"] == 34


def test_what_was_withdrawn_is_not_taken_again(tablet, database):
    """The tablet is told, and nothing of it is kept: not even that it was there."""
    package = tablet.write()
    body = tablet.seal(package)
    tablet.put(package["id"], body)
    with database.transaction() as tx:
        withdraw(tx, LATER, "test", UUID(package["id"]), "receipt")

    to_be_mended = tablet.seal({**package, "typed": retype(q_age="340")})
    for sent in (body, tablet.seal(package), to_be_mended):
        answer = tablet.put(package["id"], sent)
        assert (answer.status_code, answer.json["outcome"]) == (410, "withdrawn")

    for table in ("responses", "interviews", "interview_files", "kept_envelopes", "drafts"):
        assert database.query(f"select 1 from {table}") == []


def test_withdrawing_takes_what_waits_along(tablet, database):
    """Everything that names the id leaves with the response."""
    package = tablet.write(typed=retype(q_age="340"))
    tablet.send(package)

    with database.transaction() as tx:
        forget_response(tx, UUID(package["id"]))

    for table in ("drafts", "interviews", "promised_receipts"):
        assert database.query(f"select 1 from {table}") == []


def test_what_came_in_stands_in_the_trail_without_answers(tablet, database):
    """The interviewer is named, by id; no word of the household is."""
    tablet.send(tablet.write())
    tablet.send(tablet.write(typed=retype(q_age="340340340")))

    rows = database.query(
        "select * from audit where action like 'response.%' or action like 'interview.%'"
    )
    assert [row["action"] for row in rows] == ["response.submitted", "interview.waits"]
    assert {row["actor"] for row in rows} == {f"person:{tablet.person.id}"}
    assert "340340340" not in str(rows)  # a shorter one may stand in a hash
    assert "Baker" not in str(rows)
