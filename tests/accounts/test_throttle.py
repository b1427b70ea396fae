"""Guessing passwords is slow, and keeps nobody else out."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from survey.accounts.throttle import Begun, Try, begin_try, forgive, name_account, take_back

KEY = "key of the site"
MINA = Try("mina", "192.0.2.7")
SECOND = timedelta(seconds=1)


@pytest.fixture
def attempt(database):
    """Try as somebody at a moment."""

    def attempt(one: Try, now) -> Begun:
        with database.transaction() as tx:
            return begin_try(tx, now, KEY, one)

    return attempt


def fail(attempt, one: Try, now, times: int) -> int:
    """Be wrong so often, waiting as told; return the seconds of the last wait."""
    seconds = 0
    for _ in range(times):
        begun = attempt(one, now)
        while begun.seconds:
            seconds, now = begun.seconds, now + begun.seconds * SECOND
            begun = attempt(one, now)
    return seconds


def test_a_few_slips_cost_nothing(attempt, now):
    """Five times somebody may be wrong without waiting."""
    assert [attempt(MINA, now).seconds for _ in range(5)] == [0] * 5


def test_waits_grow_up_to_a_limit(attempt, now):
    """The sixth slip costs five seconds, each further one twice as much, at most a quarter hour."""
    waits = []
    for _ in range(16):
        begun = attempt(MINA, now)
        waits.append(begun.seconds)
        if begun.seconds:
            now += begun.seconds * SECOND
            assert attempt(MINA, now).seconds == 0
    assert [wait for wait in waits if wait][:4] == [5, 10, 20, 40]
    assert max(waits) == 15 * 60


def test_trying_during_a_wait_makes_it_no_longer(attempt, now):
    """Who presses the button again and again waits as long as was said, and no longer."""
    fail(attempt, MINA, now, 6)
    assert attempt(MINA, now).seconds == 5
    assert attempt(MINA, now + 3 * SECOND).seconds == 2
    assert attempt(MINA, now + 5 * SECOND).seconds == 0


def test_who_signs_in_begins_anew(attempt, database, now):
    """After the right password earlier slips of this account here are forgotten."""
    fail(attempt, MINA, now, 4)
    with database.transaction() as tx:
        forgive(tx, begin_try(tx, now, KEY, MINA))
    assert [attempt(MINA, now).seconds for _ in range(5)] == [0] * 5


def test_a_try_taken_back_leaves_everything_as_it_was(attempt, database, now):
    """What could not be looked at, because the server was busy, is no mistake."""
    fail(attempt, MINA, now, 3)
    before = database.query("select * from attempts order by subject")
    with database.transaction() as tx:
        take_back(tx, begin_try(tx, now + 20 * SECOND, KEY, MINA))
    assert database.query("select * from attempts order by subject") == before


def test_a_try_taken_back_does_not_hide_the_mistake_of_another(attempt, database, now):
    """Of two tries at once, one right and one wrong, the wrong one stays counted."""
    with database.transaction() as tx:
        right = begin_try(tx, now, KEY, MINA)
        begin_try(tx, now, KEY, MINA)
        take_back(tx, right)
    assert {row["failures"] for row in database.query("select failures from attempts")} == {1}


def test_an_attacker_elsewhere_does_not_keep_the_owner_out(attempt, now):
    """A device that has signed in to the account before is counted by itself."""
    for number in range(300):
        attempt(Try("mina", f"198.51.100.{number % 250}"), now)
    assert attempt(MINA, now).seconds > 0
    assert attempt(replace(MINA, device="her tablet"), now).seconds == 0


def test_even_elsewhere_the_owner_waits_minutes_and_not_hours(attempt, now):
    """However many guess from everywhere, a new device of the owner waits five minutes at most."""
    for number in range(2000):
        attempt(Try("mina", f"2001:db8:{number:x}::1"), now + number * SECOND)
    assert attempt(MINA, now + 2000 * SECOND).seconds <= 5 * 60


def test_guessing_from_everywhere_is_slow(attempt, now):
    """From as many addresses as one likes an account is guessed fewer than 60 times in an hour."""
    tries = 0
    for second in range(3600):
        one = Try("mina", f"2001:db8:{second:x}::1")
        tries += attempt(one, now + second * SECOND).seconds == 0
    assert 30 <= tries < 60


def test_one_device_does_not_keep_the_office_out(attempt, now):
    """Whoever was not wrong yet tries at once, though somebody at the same address guesses."""
    for number in range(100):
        attempt(Try(f"guess {number % 20}", "192.0.2.7"), now)
    assert attempt(MINA, now).seconds == 0


def test_guessing_many_accounts_from_one_address_is_slow(attempt, now):
    """An account that was mistyped there waits once many others were, too."""
    fail(attempt, MINA, now, 1)
    for number in range(30):
        attempt(Try(f"guess {number}", "192.0.2.7"), now)
    assert attempt(MINA, now).seconds > 0


def test_a_flood_of_names_from_one_address_is_held_up_for_seconds(attempt, now):
    """Hundreds of names slow that address down, but nobody there waits more than ten seconds."""
    waits = [attempt(Try(f"guess {number}", "192.0.2.7"), now).seconds for number in range(400)]
    assert waits[299] == 0
    assert 0 < waits[-1] <= 10
    assert attempt(Try("mina", "192.0.2.8"), now).seconds == 0


def test_a_busy_office_collects_no_slips_over_the_weeks(attempt, database, now):
    """A slip every half hour, among many who sign in well, never adds up to a wait."""
    for half_hour in range(400):
        here = now + half_hour * 30 * timedelta(minutes=1)
        assert attempt(Try(f"person {half_hour % 40}", "192.0.2.7"), here).seconds == 0
        with database.transaction() as tx:
            forgive(tx, begin_try(tx, here + SECOND, KEY, Try("mina", "192.0.2.7")))


def test_addresses_of_one_house_are_one(attempt, now):
    """A device that changes its long address within its network gains nothing."""
    for number in range(6):
        attempt(Try("mina", f"2001:db8:1:2::{number:x}"), now)
    assert attempt(Try("mina", "2001:db8:1:2::ffff"), now).seconds == 5
    assert attempt(Try("mina", "2001:db8:1:3::1"), now).seconds == 0


def test_many_threads_guess_no_more_than_one(database, now):
    """Twenty tries at the same moment are no more than the five that are free and the last."""

    def attempt(_: int) -> int:
        with database.transaction() as tx:
            return begin_try(tx, now, KEY, MINA).seconds

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(attempt, range(20))) == [0] * 6 + [5] * 14


def test_old_mistakes_are_forgotten(attempt, database, now):
    """After a day nothing is left in the database."""
    fail(attempt, MINA, now, 3)
    attempt(Try("omid", "192.0.2.9"), now + timedelta(days=1))
    assert len(database.query("select * from attempts")) == 3


def test_no_name_and_no_address_is_kept(attempt, database, now):
    """Who reads the database learns neither who was guessed nor from where."""
    attempt(MINA, now)
    attempt(replace(MINA, device="her tablet"), now)
    subjects = [row["subject"] for row in database.query("select subject from attempts")]
    assert len(subjects) == 4
    assert all(len(one) == 64 and set(one) <= set("0123456789abcdef") for one in subjects)


def test_what_a_device_knows_of_an_account_depends_on_the_key():
    """The cookie of a device does not tell whose account it has opened."""
    assert name_account("one", "mina") != name_account("other", "mina")
