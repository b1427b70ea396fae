"""Roles as a person names them: checked against the projects and neighbourhoods there are."""

from typing import get_args

from survey.accounts.model import Membership, Person
from survey.accounts.permissions import READ_SENSITIVE, Role
from survey.accounts.store import find_named
from survey.errors import N_, MahallaError, Problem
from survey.places.model import UNKNOWN_PLACE, Project
from survey.places.store import find_project, load_projects
from survey.storage.database import Database

NO_ROLE = N_("Choose what this person does.")
NO_PROJECT = N_("There is no project “%(name)s” here. Choose one of: %(known)s.")
PLACE_ALONE = N_("Name the project of the neighbourhood “%(name)s” too.")
NO_SERVICE = N_("Name the service that this association answers for.")
UNKNOWN_SERVICE = N_("There is no service “%(name)s” in this project. Choose one of: %(known)s.")
NOT_PARTNER = N_("Only a partner association answers for a service.")
NOT_SENSITIVE = N_("Only a coordinator can be let to read sensitive answers.")
NOBODY = N_("There is nobody called “%(name)s”. `mahalla user list` names all.")


def check_membership(
    database: Database,
    role: str,
    project: str = "",
    neighbourhood: str = "",
    service: str = "",
    reads_sensitive: bool = False,
) -> Membership:
    """Return a role in a place; raises MahallaError where there is no such place or role."""
    known: tuple[Role, ...] = get_args(Role)
    named = next((one for one in known if one == role), None)
    if named is None:
        raise MahallaError(Problem(NO_ROLE))
    found = _find_place(database, project, neighbourhood)
    service = service.strip()
    _check_service(found, named, service)
    if reads_sensitive and named not in READ_SENSITIVE.roles:
        raise MahallaError(Problem(NOT_SENSITIVE))
    if named == "partner":
        neighbourhood = ""  # where its service helps stands in the project file
    return Membership(named, project, neighbourhood, service, reads_sensitive)


def find_by_name(database: Database, name: str) -> Person:
    """Return the person with this name; raises MahallaError where there is none."""
    person = find_named(database, name)
    if person is None:
        raise MahallaError(Problem(NOBODY, {"name": name}))
    return person


def _find_place(database: Database, project: str, neighbourhood: str) -> Project | None:
    """Return the project that is named, None where all are meant; raises MahallaError."""
    if not project:
        if neighbourhood:
            raise MahallaError(Problem(PLACE_ALONE, {"name": neighbourhood}))
        return None
    found = find_project(database, project)
    if found is None:
        known = ", ".join(one.id for one in load_projects(database))
        raise MahallaError(Problem(NO_PROJECT, {"name": project, "known": known}))
    if neighbourhood and not found.neighbourhood(neighbourhood):
        known = ", ".join(place.id for place in found.neighbourhoods)
        raise MahallaError(Problem(UNKNOWN_PLACE, {"name": neighbourhood, "known": known}))
    return found


def _check_service(project: Project | None, role: Role, service: str) -> None:
    """Refuse a partner without a service, others with one, and a service the project lacks."""
    if role != "partner":
        if service:
            raise MahallaError(Problem(NOT_PARTNER))
        return
    if not service:
        raise MahallaError(Problem(NO_SERVICE))
    known = [one.id for one in project.services] if project else []
    if known and service not in known:
        values = {"name": service, "known": ", ".join(known)}
        raise MahallaError(Problem(UNKNOWN_SERVICE, values))
