"""Roles as the trail keeps them, said in the words of the reader."""

import re
from collections.abc import Mapping

from survey.accounts.permissions import ROLE_NAMES
from survey.locale import Language
from survey.places.model import Project

WRITTEN = re.compile(
    r"(?P<role>[a-z]+) of (?P<place>.+?)(?: for (?P<service>.+?))?"
    r"(?P<sensitive> with sensitive answers)?"
)
"""One role as `survey.accounts.store.write_membership` writes it."""

TITLES = {str(role): title for role, title in ROLE_NAMES.items()}
EVERYTHING = "everything"


def say_roles(written: str, projects: Mapping[str, Project], language: Language) -> str:
    """Say all roles of an entry; one that cannot be read stays as it is written."""
    return " – ".join(_say_role(one, projects, language) for one in written.split("; "))


def _say_role(written: str, projects: Mapping[str, Project], language: Language) -> str:
    found = WRITTEN.fullmatch(written)
    if found is None or found["role"] not in TITLES:
        return language.ltr(written)
    project = projects.get(found["place"].partition("/")[0])
    parts = [
        language.gettext(TITLES[found["role"]]),
        *_say_place(found["place"], project, language),
    ]
    if found["service"]:
        services = {one.id: one for one in (project.services if project else ())}
        service = services.get(found["service"])
        name = language.text(service.name) if service else found["service"]
        parts.append(language.gettext("For the service “%(name)s”", name=name))
    if found["sensitive"]:
        parts.append(language.gettext("Reads sensitive answers"))
    return " · ".join(parts)


def _say_place(written: str, project: Project | None, language: Language) -> list[str]:
    if written == EVERYTHING:
        return [language.gettext("Everywhere")]
    if project is None:
        return [language.ltr(written)]
    place = project.neighbourhood(written.partition("/")[2])
    named = [language.text(place.name)] if place else []
    return [language.isolate(name) for name in (*named, language.text(project.title))]
