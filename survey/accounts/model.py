"""People with an account, and where each of them may do what."""

from dataclasses import dataclass, field, replace

from survey.accounts.permissions import Permission, Role
from survey.digits import fold_letters
from survey.places.model import Project


@dataclass(frozen=True)
class Membership:
    """A role in a place: one neighbourhood, with none the whole project, without one all projects.

    `service` is what a partner association answers for. `reads_sensitive` is granted to one person
    at a time, and never comes with a role.
    """

    role: Role
    project: str = ""
    neighbourhood: str = ""
    service: str = ""
    reads_sensitive: bool = False

    def gives(self, permission: Permission) -> bool:
        """Tell whether this role has the permission, and the grant where one is asked."""
        granted = self.reads_sensitive or not permission.by_grant
        return self.role in permission.roles and granted


@dataclass(frozen=True)
class Reach:
    """Where a person may do something: places as (project, neighbourhood), "" for all of them."""

    places: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether there is any place."""
        return bool(self.places)

    @property
    def has_project(self) -> bool:
        """Tell whether any project is theirs as a whole."""
        return any(not neighbourhood for _, neighbourhood in self.places)

    def covers(self, project: str, neighbourhood: str = "") -> bool:
        """Tell whether a neighbourhood is theirs, or with none named the whole project."""
        return not self.places.isdisjoint({("", ""), (project, ""), (project, neighbourhood)})

    def touches(self, project: str) -> bool:
        """Tell whether any of the project is theirs."""
        return any(theirs in ("", project) for theirs, _ in self.places)

    def narrow(self, project: Project) -> Project | None:
        """Leave of a project the neighbourhoods that are theirs; None where nothing is."""
        if self.covers(project.id):
            return project
        theirs = [one for one in project.neighbourhoods if self.covers(project.id, one.id)]
        return replace(project, neighbourhoods=tuple(theirs)) if theirs else None


@dataclass(frozen=True)
class Person:
    """Somebody with an account; `name` is what they type, `title` what others see."""

    id: str
    name: str
    title: str
    language: str = ""
    memberships: tuple[Membership, ...] = ()
    is_disabled: bool = False
    by_pin: bool = field(default=False, compare=False)

    @property
    def typed(self) -> str:
        """The name to sign in with, as a person writes it: the title where that is the same."""
        return self.title if fold_name(self.title) == self.name else self.name

    def reach(self, permission: Permission) -> Reach:
        """Return where they may do something; nowhere for closed accounts."""
        if self.is_disabled or (self.by_pin and not permission.by_pin):
            return Reach()
        given = [one for one in self.memberships if one.gives(permission)]
        return Reach(frozenset((one.project, one.neighbourhood) for one in given))

    def may(self, permission: Permission) -> bool:
        """Tell whether they may do it anywhere at all."""
        return bool(self.reach(permission))


def fold_name(name: str) -> str:
    """Write a name as it is compared: one form of letters, digits and spaces, however typed.

    Who signs in on an Arabic keyboard, or without half-spaces, is the same person.
    """
    return fold_letters(name)
