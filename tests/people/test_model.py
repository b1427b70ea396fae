"""Nobody gives more than they have."""

from datetime import UTC, datetime

import pytest

from survey.accounts.model import Membership, Person
from survey.accounts.trust import Asked
from survey.people.model import (
    add_role,
    list_givable,
    may_confirm,
    may_give,
    may_give_to,
    may_grant_sensitive,
    may_manage,
    narrow,
    remove_role,
    sees,
    widens,
)


def person(name: str, *memberships: Membership, **others: bool) -> Person:
    return Person(name, name, name, memberships=memberships, **others)


ADMIN = person("admin", Membership("administrator"))
EAST = person("east", Membership("coordinator", "east"))
NORTH = person("north", Membership("coordinator", "east", "north"))


@pytest.mark.parametrize("role", ["facilitator", "committee"])
def test_a_coordinator_gives_common_roles_in_their_places(role):
    """In the project, and in each of its neighbourhoods."""
    assert may_give(EAST, Membership(role, "east"))
    assert may_give(EAST, Membership(role, "east", "north"))
    assert may_give(NORTH, Membership(role, "east", "north"))


@pytest.mark.parametrize(
    "gift",
    [
        Membership("administrator", "east"),
        Membership("coordinator", "east"),
        Membership("coordinator", "east", "north"),
        Membership("partner", "east", service="clinic"),
        Membership("facilitator", "west"),
        Membership("facilitator"),
        Membership("facilitator", "east", reads_sensitive=True),
    ],
)
def test_a_coordinator_gives_nothing_else(gift):
    """No role like their own or above it, no other place, no sensitive answers."""
    assert not may_give(EAST, gift)


@pytest.mark.parametrize(
    "gift", [Membership("facilitator", "east"), Membership("facilitator", "east", "south")]
)
def test_a_coordinator_of_a_neighbourhood_gives_nothing_beyond_it(gift):
    """Neither the whole project nor the neighbourhood beside."""
    assert not may_give(NORTH, gift)


def test_an_administrator_gives_everything():
    """Every role everywhere, sensitive answers too."""
    assert may_give(ADMIN, Membership("administrator"))
    assert may_give(ADMIN, Membership("coordinator", "east", "north", reads_sensitive=True))
    assert may_grant_sensitive(ADMIN)
    assert len(list_givable(ADMIN)) == 5


def test_an_administrator_of_a_project_gives_nothing_beyond_it():
    """Who looks after one project makes nobody administrator of all."""
    local = person("local", Membership("administrator", "east"))
    assert may_give(local, Membership("coordinator", "east"))
    assert not may_give(local, Membership("administrator"))
    assert not may_give(local, Membership("facilitator", "west"))


@pytest.mark.parametrize(
    "gift",
    [
        Membership("coordinator", "east"),
        Membership("coordinator", "east", reads_sensitive=True),
        Membership("facilitator"),
        Membership("partner", "east", service="clinic"),
        Membership("administrator", "east"),
    ],
)
def test_nobody_gives_a_role_to_themselves(gift):
    """Who looks after accounts gives every role to others, and none to their own."""
    assert may_give_to(ADMIN, person("x"), gift)
    assert not may_give_to(ADMIN, ADMIN, gift)


def test_a_coordinator_gives_themselves_nothing_either():
    """Not even a role below their own."""
    assert not may_give_to(EAST, EAST, Membership("facilitator", "east"))


def test_one_may_do_with_less():
    """Sensitive answers may be given back by who reads them."""
    grant = Membership("coordinator", "east", reads_sensitive=True)
    both = person("both", Membership("administrator"), grant)
    assert may_give_to(both, both, Membership("coordinator", "east"))


@pytest.mark.parametrize(
    ("who", "may"),
    [("asker", False), ("reader", False), ("other", True)],
)
def test_a_grant_is_confirmed_by_a_third(who, may):
    """Neither who asked for it nor who would read."""
    gift = Membership("coordinator", "east", reads_sensitive=True)
    asked = Asked("reader", gift, "person:asker", datetime(2026, 1, 1, tzinfo=UTC))
    assert may_confirm(person(who, Membership("administrator")), asked) is may
    assert not may_confirm(person("x", Membership("coordinator", "east")), asked)


@pytest.mark.parametrize("role", ["facilitator", "committee", "partner"])
def test_others_give_nothing(role):
    """Who does not look after people gives no role, not even their own."""
    assert not may_give(person("x", Membership(role, "east")), Membership(role, "east"))


@pytest.mark.parametrize("state", ["is_disabled", "by_pin"])
def test_a_closed_account_and_a_pin_give_nothing(state):
    """A PIN is for the trail, and a closed account for nothing."""
    giver = person("x", Membership("administrator"), **{state: True})
    assert not may_give(giver, Membership("facilitator", "east"))


def test_a_coordinator_manages_who_has_only_roles_that_they_give():
    """Who makes a link for somebody could come in as them."""
    assert may_manage(EAST, person("x", Membership("facilitator", "east", "north")))
    for other in (
        person("x", Membership("facilitator", "east"), Membership("facilitator", "west")),
        person("x", Membership("facilitator", "east"), Membership("coordinator", "east")),
        person("x", Membership("partner", "east", service="clinic")),
        person("x", Membership("administrator")),
        person("x"),
        EAST,
    ):
        assert not may_manage(EAST, other)


def test_an_administrator_manages_everybody():
    """Also who has no role at all."""
    assert may_manage(ADMIN, person("x"))
    assert may_manage(ADMIN, EAST)


def test_people_of_other_places_are_not_seen():
    """A coordinator sees who works in their places, and only that part of their roles."""
    both = person("x", Membership("facilitator", "east"), Membership("partner", "west"))
    assert sees(EAST, both)
    assert narrow(EAST, both).memberships == (Membership("facilitator", "east"),)
    assert not sees(EAST, person("x", Membership("facilitator", "west")))
    assert not sees(NORTH, person("x", Membership("facilitator", "east", "south")))
    assert sees(ADMIN, both)


def test_a_role_with_and_without_sensitive_answers_is_one_role():
    """Giving it again changes what it reads."""
    plain = Membership("coordinator", "east")
    grant = Membership("coordinator", "east", reads_sensitive=True)
    assert add_role(person("x", plain), grant) == (grant,)
    assert remove_role(person("x", grant), plain) == ()


@pytest.mark.parametrize(
    ("gift", "is_more"),
    [
        (Membership("facilitator", "east", "south"), False),
        (Membership("committee", "east"), False),
        (Membership("facilitator", "west"), True),
        (Membership("facilitator"), True),
        (Membership("coordinator", "east"), True),
        (Membership("partner", "east", service="clinic"), True),
        (Membership("administrator"), True),
    ],
)
def test_what_a_link_from_before_was_not_made_for(gift, is_more):
    """Whatever is no common role, or lies elsewhere than what the person had."""
    assert widens(person("x", Membership("facilitator", "east")), gift) is is_more
