"""What a tablet takes along for its day: who interviews, where, which households are known."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.accounts.model import Person
from survey.accounts.permissions import COLLECT
from survey.accounts.store import load_people
from survey.forms.desk import Round
from survey.forms.kept_pages import address_pages
from survey.forms.places import Place
from survey.interviews.devices import list_named, note_people
from survey.interviews.keys import ProjectKey, ensure_key, find_current
from survey.interviews.model import Device
from survey.locale import Text
from survey.places.model import Project
from survey.places.store import load_projects
from survey.questionnaire.model import Questionnaire
from survey.responses.consents import ConsentText, find_consent, keep_consent, write_consent
from survey.responses.fieldwork import list_visits
from survey.site import Site, archive_edition
from survey.storage.database import Database

ACTOR = "site"


@dataclass(frozen=True)
class Counts:
    """What a device delivered from a place in a wave."""

    done: int = 0
    refused: int = 0


def describe_day(site: Site, device: Device) -> dict[str, object]:
    """Say everything for one device, and nothing of places that are not its own.

    Archives what is asked, keeps the words of consent, and makes keys where a project has none.
    """
    rounds = list_rounds_of(site, device)
    people = _find_people(site, rounds)
    _remember(site, device, people)
    return {
        "server_time": site.clock().isoformat(),
        "device": {"id": device.id, "name": device.name},
        "people": [_describe_person(person, places) for person, places in people],
        "projects": [_describe_round(site, device, one) for one in rounds],
    }


def list_rounds_of(site: Site, device: Device) -> list[Round]:
    """List what is asked where a device was registered for, with these places only."""
    today = site.clock().date()
    narrowed = filter(None, map(device.reach.narrow, load_projects(site.database)))
    return [
        Round(project, site.questionnaires[project.questionnaire], project.wave_on(today))
        for project in narrowed
        if project.questionnaire in site.questionnaires
    ]


def ensure_keys(site: Site, device: Device) -> None:
    """Make the keys of the projects that a device is for."""
    for one in list_rounds_of(site, device):
        ensure_key(site.database, site.clock(), ACTOR, one.project.id)


def _find_people(site: Site, rounds: Sequence[Round]) -> list[tuple[Person, list[Place]]]:
    """Find who may interview at any place of the device, and at which of them."""
    places = [place for one in rounds for place in one.places]
    found = [(one, _theirs(one, places)) for one in load_people(site.database)]
    return [(person, theirs) for person, theirs in found if theirs]


def _theirs(person: Person, places: Sequence[Place]) -> list[Place]:
    reach = person.reach(COLLECT)
    return [place for place in places if reach.covers(place.project.id, _id(place))]


def _remember(site: Site, device: Device, people: Sequence[tuple[Person, list[Place]]]) -> None:
    """Remember whom this device was told of: their interviews are taken whatever comes."""
    named = {
        (person.id, place.project.id, _id(place)) for person, theirs in people for place in theirs
    }
    new = sorted(named - list_named(site.database, device))
    if new:
        site.writer.write(lambda tx: note_people(tx, device, new))


def _describe_person(person: Person, places: Sequence[Place]) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.title,
        "pin": None,  # a verifier is made on the device, from a PIN that was right here
        "places": [place.key for place in places],
    }


def _describe_round(site: Site, device: Device, one: Round) -> dict[str, object]:
    archive_edition(site, one.questionnaire)
    project, wave = one.project, one.wave.id if one.wave else None
    key, counts = _find_key(site, project), _count(site.database, device, project.id, wave)
    visits = list_visits(site.database, project.id, wave) if wave else {}
    theirs = {_id(place) for place in one.places}
    return {
        "id": project.id,
        "title": _say(site, project.title),
        "form": one.questionnaire.id,
        "version": one.questionnaire.version,
        "page": address_pages(site, one.questionnaire, project),
        "consent_text": _keep_consents(site, one.questionnaire),
        "wave": wave,
        "needs_household": one.needs_household,
        "key": {"id": key.id, "public": b64encode(key.public).decode()},
        "places": [_describe_place(site, place, counts) for place in one.places],
        "households": [
            {"code": code, "neighbourhood": place, "visits": count}
            for (place, code), count in visits.items()
            if place in theirs
        ],
    }


def _describe_place(site: Site, place: Place, counts: Mapping[str, Counts]) -> dict[str, object]:
    project, mine = place.project, counts.get(_id(place), Counts())
    districts = {district.id: district.name for district in project.districts}
    district = districts.get(place.neighbourhood.district) if place.neighbourhood else None
    return {
        "key": place.key,
        "neighbourhood": _id(place),
        "name": _say(site, place.name),
        "district": _say(site, district) if district else {},
        "mine": {"done": mine.done, "refused": mine.refused},
    }


def _find_key(site: Site, project: Project) -> ProjectKey:
    found = find_current(site.database, project.id)
    return found or ensure_key(site.database, site.clock(), ACTOR, project.id)


def _keep_consents(site: Site, questionnaire: Questionnaire) -> dict[str, str]:
    """Keep the words that are read aloud in each language; return their hashes."""
    texts = {one.tag: write_consent(questionnaire, one) for one in site.offered}
    for text in texts.values():
        if text and find_consent(site.database, text.hash) is None:
            _keep(site, text)
    return {tag: text.hash for tag, text in texts.items() if text}


def _keep(site: Site, text: ConsentText) -> None:
    now = site.clock()
    site.writer.write(lambda tx: keep_consent(tx, text, now))


def _count(database: Database, device: Device, project: str, wave: str | None) -> dict[str, Counts]:
    rows = database.query(
        """
        select coalesce(neighbourhood, '') as place,
            count(*) filter (where consent <> 'refused') as done,
            count(*) filter (where consent = 'refused') as refused
        from responses
        where project = :project and wave = :wave
            and id in (select id from interviews where device = :device)
        group by coalesce(neighbourhood, '')
        """,
        project=project,
        wave=wave,
        device=device.id,
    )
    return {row["place"]: Counts(row["done"], row["refused"]) for row in rows}


def _say(site: Site, text: Text) -> dict[str, str]:
    return {language.tag: language.text(text) for language in site.offered}


def _id(place: Place) -> str:
    return place.neighbourhood.id if place.neighbourhood else ""
