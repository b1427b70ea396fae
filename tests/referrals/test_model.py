"""What a referral is: whose it is, what must be written, how counts are told."""

from datetime import date

import pytest

from survey.accounts.model import Membership, Person
from survey.referrals.model import (
    Contact,
    answers_for,
    has_partner,
    last_day_kept,
    read_contact,
    tell_count,
)
from tests.referrals.conftest import TYPED


def person(*memberships, **more):
    return Person("1", "rose", "Rose", memberships=memberships, **more)


def test_what_was_typed_is_tidied():
    """Digits of any script, blanks and line breaks give one and the same contact."""
    typed = {**TYPED, "called": " Mina  K. ", "when": "Before\n noon"}
    assert read_contact(typed) == (Contact("Mina K.", "self", "0999123456", "Before noon"), {})


def test_the_trusted_person_is_kept_only_where_they_are_called():
    """Who is called themselves leaves nobody else's name."""
    typed = {**TYPED, "person": "Aunt Sara"}
    assert read_contact(typed)[0].person == ""
    assert read_contact({**typed, "calls": "trusted_person"})[0].person == "Aunt Sara"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("called", {"called": " "}),
        ("calls", {"calls": ""}),
        ("person", {"calls": "trusted_person"}),
        ("phone", {"phone": "call me"}),
        ("phone", {"phone": ""}),
        ("when", {"when": ""}),
        ("consent", {"consent": ""}),
    ],
)
def test_what_is_missing(name, typed):
    """Each field that is needed has a sentence of its own when it is wrong."""
    _, wrong = read_contact({**TYPED, **typed})
    assert list(wrong) == [name]


@pytest.mark.parametrize(
    "membership",
    [
        Membership("partner", "east", service="advice"),
        Membership("partner", "west", service="house"),
        Membership("partner", "", service="house"),
        Membership("partner", "east"),
        Membership("partner", "east", "pines", service="house"),
        Membership("coordinator", "east", service="house", reads_sensitive=True),
        Membership("administrator", service="house"),
    ],
)
def test_nobody_else_answers_for_a_service(membership):
    """Another service, another project, a wider or narrower place and every other role do not."""
    assert not answers_for(person(membership), "east", "house")


def test_who_answers_for_a_service():
    """The partner whose membership names this service of this project does."""
    rose = person(Membership("partner", "east", service="house"))
    assert answers_for(rose, "east", "house")
    assert has_partner([person(), rose], "east", "house")


def test_a_closed_account_and_a_pin_open_nothing():
    """Neither who was disabled nor who gave but a PIN reads a referral."""
    mine = Membership("partner", "east", service="house")
    assert not answers_for(person(mine, is_disabled=True), "east", "house")
    assert not answers_for(person(mine, by_pin=True), "east", "house")
    assert not answers_for(None, "east", "house")


@pytest.mark.parametrize(("count", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_counts_go_in_steps_of_five(count, told):
    """Neither a small count nor the difference of two tells of one person."""
    assert tell_count(count) == told


def test_how_long_a_referral_is_kept():
    """180 days after the last change it may go."""
    assert last_day_kept(date(2026, 11, 22), 180) == date(2026, 5, 26)
