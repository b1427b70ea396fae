"""PINs: facilitators who share a tablet say with one who of them interviews.

A PIN is for the trail and not for safety: it opens only what the team does with the device in hand,
and only on a device where one of them has signed in with a password.
"""

from dataclasses import replace
from hashlib import sha256
from hmac import compare_digest, digest
from itertools import pairwise

from survey.accounts.model import Person
from survey.accounts.ordering import order_name
from survey.accounts.permissions import COLLECT
from survey.accounts.store import load_people
from survey.digits import tidy_digits
from survey.errors import N_, AnswerError
from survey.locale import Language
from survey.storage.database import Database

FEWEST, MOST = 4, 6
NO_PIN = N_("Choose a PIN of %(fewest)s to %(most)s digits.")
PLAIN = N_("This PIN is easily guessed. Choose one whose digits are not in a row.")


def read_new_pin(typed: str) -> str:
    """Read a PIN in digits of any script. Raises AnswerError where it is none, or too plain."""
    pin = _tidy(typed)
    if not (pin.isascii() and pin.isdigit() and FEWEST <= len(pin) <= MOST):
        raise AnswerError(NO_PIN, fewest=FEWEST, most=MOST)
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise AnswerError(PLAIN)
    return pin


def hash_pin(pin: str, person: str, key: str) -> str:
    """Hash a PIN with the key of the site: so few digits would be found by trying without it."""
    return digest(key.encode(), f"pin {person} {pin}".encode(), sha256).hex()


def is_pin(typed: str, kept: str, person: str, key: str) -> bool:
    """Tell whether the PIN that was typed is the one whose hash is kept."""
    return bool(kept) and compare_digest(hash_pin(_tidy(typed), person, key), kept)


def list_partners(database: Database, me: Person, language: Language) -> list[Person]:
    """List the facilitators of one's own projects who have a PIN, by their titles."""
    rows = database.query("select id from people where pin <> '' and disabled = 0")
    with_pin = {row["id"] for row in rows}
    found = [
        one for one in load_people(database) if one.id in with_pin - {me.id} and is_partner(me, one)
    ]
    return sorted(found, key=lambda one: order_name(one.title, language))


def is_partner(me: Person, other: Person) -> bool:
    """Tell whether somebody is a facilitator where the other interviews too."""
    mine, theirs = me.reach(COLLECT), _as_facilitator(other).reach(COLLECT)
    return any(not project or mine.touches(project) for project, _ in theirs.places)


def _as_facilitator(person: Person) -> Person:
    roles = tuple(one for one in person.memberships if one.role == "facilitator")
    return replace(person, memberships=roles)


def _tidy(typed: str) -> str:
    return tidy_digits(typed).replace(" ", "")
