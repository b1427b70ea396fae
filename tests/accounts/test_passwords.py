"""Passwords: what is refused, how they are kept, and that waiting tells nothing."""

from threading import Event, Thread
from time import process_time

import pytest
from argon2 import PasswordHasher

from survey.accounts.passwords import NOBODYS, BusyError, Hasher, check_new
from survey.errors import AnswerError

GOOD = "three lamps by the well"


@pytest.fixture(scope="module")
def hasher() -> Hasher:
    return Hasher()


def test_it_works(hasher):
    """The right password opens, another does not."""
    kept = hasher.hash(GOOD)
    assert hasher.is_right(GOOD, kept)
    assert not hasher.is_right(f"{GOOD}!", kept)


def test_what_is_kept_is_argon2id_and_differs_each_time(hasher):
    """Nobody sees from the database that two people have the same password."""
    first, second = hasher.hash(GOOD), hasher.hash(GOOD)
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        ("چاه ۱۲ نان", "چاه 12 نان"),
        ("کوچهٔ یاس سبز", "كوچهٔ ياس سبز"),
        ("cafe\u0301 moon 7", "café moon ٧"),
    ],
)
def test_another_keyboard_opens_as_well(hasher, chosen, typed):
    """Digits of another script and Arabic letters in place of Persian ones are the same."""
    assert hasher.is_right(typed, hasher.hash(chosen))


def test_no_password_is_never_right(hasher):
    """An account without a password opens with nothing."""
    assert not hasher.is_right("", "")
    assert not hasher.is_right(GOOD, "")


def test_what_nobodys_password_is_compared_with_costs_as_much_as_others(hasher):
    """When the costs change, the stand-in changes too."""
    assert not hasher.is_outdated(NOBODYS)


def test_a_broken_hash_is_wrong_and_no_failure(hasher):
    """What is no hash opens nothing."""
    assert not hasher.is_right(GOOD, "not a hash")


def test_waiting_does_not_tell_whether_there_is_a_password(hasher):
    """Without a hash to compare with it takes as much work: a quick answer would tell."""

    def measure(kept: str) -> float:
        begun = process_time()
        hasher.is_right("a wrong password", kept)
        return process_time() - begun

    kept = hasher.hash(GOOD)
    pairs = [(measure(kept), measure("")) for _ in range(15)]
    there, nobody = (min(times) for times in zip(*pairs, strict=True))
    assert 0.5 < nobody / there < 2


def test_no_more_are_hashed_at_once_than_there_is_memory_for(hasher):
    """While all places are taken others wait, and then are told that it is busy."""
    narrow, taken, over = Hasher(at_once=1, patience=0.05), Event(), Event()

    def hold() -> None:
        with narrow._slot():
            taken.set()
            over.wait(10)

    holder = Thread(target=hold)
    holder.start()
    taken.wait(10)
    with pytest.raises(BusyError, match="Wait a few seconds"):
        narrow.is_right(GOOD, "")
    over.set()
    holder.join()
    assert not narrow.is_right(GOOD, "")


def test_a_hash_of_other_costs_is_outdated(hasher):
    """When the costs change, what was kept before is known."""
    cheaper = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    assert hasher.is_right(GOOD, cheaper)
    assert hasher.is_outdated(cheaper)
    assert not hasher.is_outdated(hasher.hash(GOOD))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("nine sign", "has 9 characters"),
        ("a" * 201, "at most 200"),
        ("Mina Karimi 1", "must not be your name"),
        ("mina-karimi", "must not be your name"),
        ("aaaaaaaaaaaa", "tried first"),
        ("1234567890", "tried first"),
        ("۱۲۳۴۵۶۷۸۹۰", "tried first"),
        ("Password123!", "tried first"),
        ("Mahalla1404", "tried first"),
        ("رمز عبور ۱۲۳", "tried first"),
        ("كلمة السر 1", "tried first"),
    ],
)
def test_what_is_easily_guessed_is_refused(password, why):
    """Short, commonplace, or the name: each is refused with what to do."""
    with pytest.raises(AnswerError, match=why):
        check_new(password, password, "mina karimi", "Mina K.")


@pytest.mark.parametrize(
    "password", [GOOD, "سه چراغ کنار چاه", "ثلاثة مصابيح قرب البئر", "9X#kd82-qzTv"]
)
def test_words_that_one_remembers_are_welcome(password):
    """Ten signs of any script will do; no capitals or marks are asked for."""
    check_new(password, password, "mina")


def test_a_new_password_is_typed_twice():
    """A slip of the finger does not lock anybody out."""
    with pytest.raises(AnswerError, match="not the same"):
        check_new(GOOD, f"{GOOD}s", "mina")
