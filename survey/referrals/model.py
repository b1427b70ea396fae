"""Referrals: whom a service shall get in touch with, how that is safe, and what became of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Literal, get_args

from survey.accounts.model import Person
from survey.accounts.permissions import REFERRALS
from survey.digits import tidy_digits
from survey.errors import N_, NN_

Status = Literal["waiting", "taken_up", "met", "ended", "not_reached"]
STATUSES: tuple[Status, ...] = get_args(Status)
STATUS_NAMES: Mapping[Status, str] = {
    "waiting": N_("Waiting"),
    "taken_up": N_("Taken up"),
    "met": N_("They have met"),
    "ended": N_("Ended"),
    "not_reached": N_("Could not be reached"),
}
CLOSED: frozenset[Status] = frozenset({"ended", "not_reached"})

Calls = Literal["self", "trusted_person"]
"""Whom the service calls: who asked for it, or somebody they trust."""

CONSENT = NN_(
    "I agree that the service which I choose here receives what I write on this page, and gets in "
    "touch with me as I say. Nobody else reads it, and my answers to the survey are not passed on. "
    "It is deleted %(count)s day after the service last worked on it, and at once if I take it "
    "back with my code.",
    "I agree that the service which I choose here receives what I write on this page, and gets in "
    "touch with me as I say. Nobody else reads it, and my answers to the survey are not passed on. "
    "It is deleted %(count)s days after the service last worked on it, and at once if I take it "
    "back with my code.",
)

LONGEST_NAME, LONGEST_WORDS, LONGEST_NOTE = 60, 300, 500
FEWEST_TOLD = 5
"""Smaller counts, and steps smaller than this, are told to nobody."""

NO_CONSENT = N_("Tick that you agree. Without it nothing is passed on.")
NO_SERVICE = N_("Choose which of them shall get in touch.")
NO_CALLED = N_("Write what they shall call you. It need not be your own name.")
NO_CALLS = N_("Choose whom they shall call.")
NO_PERSON = N_("Write what the person is called whom they shall call.")
NO_PHONE = N_("Write a telephone number in digits, such as 0441 123 456.")
NO_WHEN = N_("Write when and how it is safe to call. If it is safe at any time, write that.")

DIALLED = re.compile(r"\+?[0-9]{3,15}")


@dataclass(frozen=True)
class Contact:
    """How to reach somebody: what they want to be called, whom to call, and when that is safe.

    `person` is the one they trust, empty where they are called themselves.
    """

    called: str
    calls: Calls
    phone: str
    when: str
    person: str = ""


@dataclass(frozen=True)
class Agreement:
    """What somebody agreed to: the words as they stood on the page, in the language they read."""

    words: str
    language: str

    @property
    def version(self) -> str:
        """The hash of words and language."""
        return sha256(f"{self.language}\n{self.words}".encode()).hexdigest()


@dataclass(frozen=True)
class Step:
    """On which day a referral came to be what it is."""

    status: Status
    day: date


@dataclass(frozen=True)
class Listed:
    """A referral as lists show it: nothing of the person."""

    id: str
    project: str
    service: str
    status: Status
    steps: tuple[Step, ...]

    @property
    def since(self) -> date:
        """The day it was made."""
        return self.steps[0].day

    @property
    def mark(self) -> str:
        """A few signs by which people at a table tell one from the other."""
        return self.id[:4].upper()


@dataclass(frozen=True)
class Count:
    """How many referrals a service has."""

    waiting: int
    kept: int


@dataclass(frozen=True)
class Referral:
    """A whole referral, as the service reads it; `note` is the service's own."""

    listed: Listed
    contact: Contact
    agreement: Agreement
    note: str


def services_of(person: Person | None) -> list[tuple[str, str]]:
    """List the services, as (project, service), whose referrals somebody reads.

    The role must name this very service and project, and no neighbourhood: a referral knows none.
    """
    if person is None or not person.may(REFERRALS):
        return []
    given = [one for one in person.memberships if one.gives(REFERRALS)]
    named = {
        (one.project, one.service)
        for one in given
        if one.project and one.service and not one.neighbourhood
    }
    return sorted(named)


def answers_for(person: Person | None, project: str, service: str) -> bool:
    """Tell whether a referral to this service is theirs to read."""
    return (project, service) in services_of(person)


def has_partner(people: Iterable[Person], project: str, service: str) -> bool:
    """Tell whether anybody answers for a service: else a referral would be read by nobody."""
    return any(answers_for(person, project, service) for person in people)


def read_contact(typed: Mapping[str, str]) -> tuple[Contact, dict[str, str]]:
    """Read what was typed, and what is wrong with it: a sentence for the name of each field."""
    calls: Calls = "trusted_person" if typed.get("calls") == "trusted_person" else "self"
    contact = Contact(
        called=_tidy(typed.get("called", ""), LONGEST_NAME),
        calls=calls,
        phone=re.sub("[-() .]", "", tidy_digits(typed.get("phone", ""))),
        when=_tidy(typed.get("when", ""), LONGEST_WORDS),
        person=_tidy(typed.get("person", ""), LONGEST_NAME) if calls == "trusted_person" else "",
    )
    checks = {
        "called": (contact.called, NO_CALLED),
        "calls": (typed.get("calls") in get_args(Calls), NO_CALLS),
        "person": (contact.person or calls == "self", NO_PERSON),
        "phone": (DIALLED.fullmatch(contact.phone), NO_PHONE),
        "when": (contact.when, NO_WHEN),
        "consent": (typed.get("consent") == "agree", NO_CONSENT),
    }
    return contact, {
        name: sentence for name, (is_right, sentence) in checks.items() if not is_right
    }


def last_day_kept(today: date, days: int) -> date:
    """Return the last change that is old enough for its referral to be deleted today."""
    return today - timedelta(days=days)


def tell_count(count: int) -> int:
    """Return how many at least there are, in steps of five: 0 for fewer than five.

    Single people never show, neither in one count nor in the difference of two.
    """
    return count // FEWEST_TOLD * FEWEST_TOLD


def _tidy(typed: str, longest: int) -> str:
    return " ".join(typed.split())[:longest]
