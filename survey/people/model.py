"""Who may give which role to whom: nothing to oneself, and nobody gives more than they have."""

from dataclasses import replace

from survey.accounts.model import Membership, Person, Reach
from survey.accounts.permissions import PEOPLE, ROLES, Role
from survey.accounts.trust import Asked
from survey.errors import N_

BY_COORDINATORS: tuple[Role, ...] = ("facilitator", "committee")
"""The roles that a coordinator gives; the others, and sensitive answers, only administrators.

A partner association reads whom its service shall call, which coordinators must not: who could give
the role, or make a link for its account, could read it.
"""

ROLE_SAYS: dict[Role, str] = {
    "facilitator": N_("Interviews people, and types paper forms."),
    "coordinator": N_("Runs the survey: links, paper, reports, and the people who help."),
    "committee": N_("Finds the reports of the neighbourhoods."),
    "partner": N_("Answers people who were referred to its service."),
    "administrator": N_("Looks after the accounts, and reads no answers."),
}


def may_give(giver: Person, gift: Membership) -> bool:
    """Tell whether somebody may give, and take away, a role in a place."""
    if giver.is_disabled or giver.by_pin:
        return False
    if _reach_as(giver, "administrator").covers(gift.project, gift.neighbourhood):
        return True
    is_common = gift.role in BY_COORDINATORS and not gift.reads_sensitive
    return is_common and _reach_as(giver, "coordinator").covers(gift.project, gift.neighbourhood)


def may_give_to(giver: Person, person: Person, gift: Membership) -> bool:
    """Tell whether somebody may give a role to a person: to themselves only one that does less."""
    is_less = not gift.reads_sensitive and gift in map(_bare, person.memberships)
    return may_give(giver, gift) and (giver.id != person.id or is_less)


def may_confirm(giver: Person, asked: Asked) -> bool:
    """Tell whether somebody may confirm a grant: neither who asked for it, nor who would read."""
    is_other = giver.id != asked.person and f"person:{giver.id}" != asked.by
    return is_other and may_give(giver, asked.gift)


def list_givable(giver: Person) -> tuple[Role, ...]:
    """List the roles that somebody may give anywhere."""
    return ROLES if _reach_as(giver, "administrator") else BY_COORDINATORS


def may_grant_sensitive(giver: Person) -> bool:
    """Tell whether somebody may let others read sensitive answers anywhere."""
    return bool(_reach_as(giver, "administrator"))


def sees(watcher: Person, person: Person) -> bool:
    """Tell whether a person is shown to somebody: one of their roles is where they look after."""
    return bool(narrow(watcher, person).memberships) or _looks_after_all(watcher)


def narrow(watcher: Person, person: Person) -> Person:
    """Leave of a person's roles those in places that somebody looks after."""
    reach = watcher.reach(PEOPLE)
    theirs = [one for one in person.memberships if reach.covers(one.project, one.neighbourhood)]
    return replace(person, memberships=tuple(theirs))


def may_manage(giver: Person, person: Person) -> bool:
    """Tell whether somebody may close an account, or give it a new link.

    Whoever does so could take the account over, so they must be allowed to give every role it has.
    """
    if _looks_after_all(giver):
        return True
    has_all = all(may_give(giver, one) for one in person.memberships)
    return bool(person.memberships) and has_all and person.id != giver.id


def add_role(person: Person, gift: Membership) -> tuple[Membership, ...]:
    """Return a person's roles with one more; one that differs in sensitive answers is replaced."""
    return (*remove_role(person, gift), gift)


def widens(person: Person, gift: Membership) -> bool:
    """Tell whether a role lets a person do what who made a link for them may not have been given.

    With such a link, from before, its maker could come in as them.
    """
    places = Reach(frozenset((one.project, one.neighbourhood) for one in person.memberships))
    is_common = gift.role in BY_COORDINATORS and not gift.reads_sensitive
    return not (is_common and places.covers(gift.project, gift.neighbourhood))


def remove_role(person: Person, gift: Membership) -> tuple[Membership, ...]:
    """Return a person's roles without one."""
    return tuple(one for one in person.memberships if _bare(one) != _bare(gift))


def _bare(one: Membership) -> Membership:
    return replace(one, reads_sensitive=False)


def _looks_after_all(person: Person) -> bool:
    return _reach_as(person, "administrator").covers("") and person.may(PEOPLE)


def _reach_as(person: Person, role: Role) -> Reach:
    places = {(one.project, one.neighbourhood) for one in person.memberships if one.role == role}
    return Reach(frozenset(places))
