"""Reading the trail for somebody: what they may see of it, and each entry as a sentence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from survey.accounts.model import Person, Reach
from survey.accounts.permissions import AUDIT
from survey.locale import Language
from survey.places.model import Project
from survey.trail.model import PERSON, Entry, Sight
from survey.trail.roles import say_roles
from survey.trail.words import ACTORS, SENTENCES

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
UNKNOWN = "–"


@dataclass(frozen=True)
class Names:
    """What ids are called: people and projects, in the language of who reads."""

    people: Mapping[str, Person]
    projects: Mapping[str, Project]
    language: Language


@dataclass(frozen=True)
class Line:
    """An entry as it is shown; without a sentence it is shown as it is written."""

    entry: Entry
    sentence: str
    at: datetime


def find_sight(reader: Person, people: Iterable[Person]) -> Sight:
    """Tell what a person may see: their places, and the accounts of who works nowhere else."""
    reach = reader.reach(AUDIT)
    if ("", "") in reach.places:
        return Sight()
    own = {person.id for person in people if _is_within(person, reach)}
    return Sight(reach.places, frozenset(own | {reader.id}))


def write_line(entry: Entry, names: Names) -> Line:
    """Say an entry in a sentence."""
    message = SENTENCES.get(entry.action, "")
    values = {name: find_value(name, entry, names) for name in PLACEHOLDER.findall(message)}
    sentence = names.language.gettext(message, **values) if message else ""
    return Line(entry, sentence, entry.at.astimezone())


def find_value(name: str, entry: Entry, names: Names) -> object:
    """Find what stands in a place of the sentence; a dash where the entry does not say it."""
    project = names.projects.get(entry.project)
    match name:
        case "who":
            return name_actor(entry.actor, names)
        case "person":
            return _name_person(entry.person, names)
        case "name":
            return names.language.isolate(entry.subject.partition(":")[2])
        case "project":
            title = names.language.text(project.title) if project else entry.project or UNKNOWN
            return names.language.isolate(title)
        case "neighbourhood":
            place = project.neighbourhood(entry.neighbourhood) if project else None
            found = names.language.text(place.name) if place else entry.neighbourhood or UNKNOWN
            return names.language.isolate(found)
        case "roles":
            return say_roles(str(entry.detail.get(name, "")), names.projects, names.language)
        case "number":
            return names.language.native(str(entry.detail.get(name, UNKNOWN)))
    return entry.detail.get(name, UNKNOWN)


def name_actor(actor: str, names: Names) -> str:
    """Name who acted: a person by their name, others by what they are."""
    if actor.startswith(PERSON):
        return _name_person(actor.removeprefix(PERSON), names)
    return names.language.gettext(ACTORS[actor]) if actor in ACTORS else actor


def _name_person(person: str, names: Names) -> str:
    found = names.people.get(person)
    return names.language.isolate(found.title if found else person or UNKNOWN)


def _is_within(person: Person, reach: Reach) -> bool:
    """Tell whether all that a person does is in these places."""
    return bool(person.memberships) and all(
        reach.covers(one.project, one.neighbourhood) for one in person.memberships
    )
