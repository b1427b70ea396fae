"""Referrals kept in a real database: sealed, unlinkable, audited, deleted in time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from survey.errors import MahallaError
from survey.referrals.model import Contact, Count
from survey.referrals.store import (
    change_referral,
    count_referrals,
    find_old,
    forget_referrals,
    list_referrals,
    make_referral,
    read_referral,
    withdraw_referral,
)
from survey.storage.open import open_database
from tests.databases import read_bytes
from tests.referrals.conftest import AGREED, CONTACT, NOW

TODAY = date(2026, 11, 22)


@pytest.fixture
def made(office):
    make_referral(office, TODAY, "CODE", ("east", "house"), CONTACT, AGREED)
    return list_referrals(office, "east", "house")[0].id


def audit(office):
    return office.query(
        "select actor, action, subject, project from audit where action like 'ref%'"
    )


def test_a_referral_comes_back_as_it_was(office, made):
    """The service reads what was written, what was agreed to, and since when it waits."""
    referral = read_referral(office, NOW, "person:rose", made)
    assert (referral.contact, referral.agreement, referral.note) == (CONTACT, AGREED, "")
    assert (referral.listed.status, referral.listed.since) == ("waiting", TODAY)


def test_no_byte_of_the_database_names_anybody(office, settings, made):
    """Neither name, number, hour, trusted person nor note stands in the database or its journal."""
    other = Contact("زهرا", "trusted_person", "0888777666", "شب‌ها", "خاله سارا")
    make_referral(office, TODAY, "CODE2", ("east", "house"), other, AGREED)
    change_referral(office, NOW, "person:rose", made, "met", "Speaks of her brother")
    written = read_bytes(office)
    words = ["Mina", "0999123456", "noon", "زهرا", "0888777666", "شب‌ها", "سارا", "brother", "CODE"]
    assert b"house" in written
    assert [word for word in words if word.encode() in written] == []


def test_the_length_of_what_is_sealed_tells_nothing(office, made):
    """A short and a long contact are as long as each other in the database."""
    long = Contact("Mina " * 10, "trusted_person", "0999123456", "Before noon " * 10, "Sara")
    make_referral(office, TODAY, "CODE2", ("east", "house"), long, AGREED)
    rows = office.query("select contact from referrals")
    assert len({len(row["contact"]) for row in rows}) == 1


def test_nothing_leads_to_an_interview(office, made):
    """No time, no order, no place and no id of a response: a day, and an id that tells no time."""
    columns = set(office.query("select * from referrals")[0])
    assert columns == {
        *("id", "code", "project", "service", "status"),
        *("consent", "contact", "note", "changed_on"),
    }
    assert office.query("select changed_on from referrals") == [{"changed_on": "2026-11-22"}]
    assert made[14] == "4"
    assert audit(office) == []


def test_every_reading_is_written_down(office, made):
    """Opening a referral twice leaves two entries that name who opened it, to no coordinator."""
    read_referral(office, NOW, "person:rose", made)
    read_referral(office, NOW, "person:rose", made)
    entry = {"actor": "person:rose", "action": "referral.read", "subject": f"referral:{made}"}
    assert audit(office) == [{**entry, "project": ""}] * 2


def test_what_happened_is_kept_with_its_day(office, made):
    """Each new status is a step with its day; the note is the service's own."""
    later = NOW + timedelta(days=2)
    change_referral(office, later, "person:rose", made, "taken_up", "Call again")
    change_referral(office, later, "person:rose", made, "taken_up", "Call at ten")
    referral = read_referral(office, later, "person:rose", made)
    steps = [(step.status, step.day) for step in referral.listed.steps]
    assert steps == [("waiting", TODAY), ("taken_up", date(2026, 11, 24))]
    assert referral.note == "Call at ten"


def test_the_oldest_stands_first(office, made):
    """Lists begin with who has waited longest."""
    make_referral(office, date(2026, 11, 1), "CODE2", ("east", "house"), CONTACT, AGREED)
    days = [one.since.day for one in list_referrals(office, "east", "house")]
    assert days == [1, 22]


def test_a_contact_opens_in_its_own_row_alone(office, made):
    """A sealed contact that was put into another row is refused."""
    make_referral(office, TODAY, "CODE2", ("east", "house"), CONTACT, AGREED)
    office.execute("update referrals set contact = (select contact from referrals limit 1)")
    names = [one.id for one in list_referrals(office, "east", "house")]
    opened = 0
    for name in names:
        try:
            read_referral(office, NOW, "person:rose", name)
            opened += 1
        except MahallaError:
            pass
    assert opened == 1


def test_nothing_is_sealed_with_a_new_key_beside_old_rows(office, settings, made):
    """Where the key file is gone, a sentence asks for it back."""
    office.vault.path.unlink()
    fresh = open_database(settings.database)
    with pytest.raises(MahallaError, match="is gone"):
        make_referral(fresh, TODAY, "CODE2", ("east", "house"), CONTACT, AGREED)


def test_taking_back(office, made):
    """The code deletes all of it, once; another code deletes nothing."""
    assert not withdraw_referral(office, NOW, "OTHER")
    assert withdraw_referral(office, NOW, "CODE")
    assert not withdraw_referral(office, NOW, "CODE")
    assert office.query("select * from referrals") == []
    assert office.query("select * from referral_steps") == []
    assert [entry["action"] for entry in audit(office)] == ["referral.withdrawn"]


def test_referrals_go_when_their_time_is_over(office, made):
    """180 days after the last change, and not before, a referral is deleted."""
    change_referral(office, NOW + timedelta(days=10), "person:rose", made, "ended", "")
    before, after = NOW + timedelta(days=189), NOW + timedelta(days=190)
    assert find_old(office, before.date()) == {}
    assert forget_referrals(office, before, "site") == 0
    assert find_old(office, after.date()) == {"east": [made]}
    assert forget_referrals(office, after, "site") == 1
    assert office.query("select * from referrals") == []
    assert audit(office)[-1]["action"] == "referrals.forgotten"


def test_counts(office, made):
    """All and those that wait are counted by service."""
    make_referral(office, TODAY, "CODE2", ("east", "house"), CONTACT, AGREED)
    change_referral(office, datetime(2026, 11, 23, tzinfo=UTC), "person:rose", made, "met", "")
    assert count_referrals(office, "east") == {"house": Count(waiting=1, kept=2)}
    assert count_referrals(office, "west") == {}
