"""The way of an envelope: looked at, opened, held against who may, read, entered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from survey.accounts.model import Person
from survey.accounts.permissions import COLLECT
from survey.accounts.store import find_person
from survey.errors import N_, MahallaError, Problem
from survey.interviews.answers import Reading, read_package
from survey.interviews.arrivals import (
    digest_plain,
    find_told,
    keep_file,
    keep_unopened,
    list_missing,
    read_file,
)
from survey.interviews.devices import was_named
from survey.interviews.entering import Entry, enter_interview, find_wave_moment
from survey.interviews.envelope import INTERVIEW, Envelope, open_envelope, read_envelope
from survey.interviews.keys import ProjectKey, find_key
from survey.interviews.model import Package, Post, Remark, Reply, parse_package
from survey.interviews.pairs import find_private
from survey.interviews.refusing import TOO_MUCH, UNFIT, UNREADABLE, RefusedError
from survey.locale import Language, pick_language
from survey.places.model import Project
from survey.places.store import find_project
from survey.questionnaire.model import Questionnaire
from survey.responses.editions import find_kept
from survey.responses.withdrawal import is_withdrawn
from survey.storage.audit import Actor
from survey.storage.database import Database
from survey.storage.standing import Standing, find_standing

Result = TypeVar("Result")

OTHER_ADDRESS = N_("This interview was sent to the address of another one.")
OTHER_PROJECT = N_(
    "This tablet is not registered for the project of this interview. Register it again as "
    "somebody who interviews there."
)
OTHER_PERSON = N_(
    "Whoever is named in this interview was never on the list of this tablet for this "
    "neighbourhood. Ask the office to give them the role, then send it again."
)
NO_SUCH_PLACE = N_(
    "The project of this interview has no such neighbourhood any more. Ask the office to put it "
    "back, then send it again."
)
NO_SUCH_VERSION = N_(
    "Nobody here knows the version of the questionnaire in this interview. Ask the office to start "
    "the site with the questionnaire it was made with."
)
NO_CONSENT = N_("The interview does not say whether the person agreed, so it cannot be taken.")
NO_WAVE = N_(
    "The project of this interview has no wave to which it could belong. Ask the office to "
    "register one, then send it again."
)


class TooManyError(MahallaError):
    """A device has so much here already that it must wait; it keeps what it has."""

    def __init__(self) -> None:
        super().__init__(Problem(TOO_MUCH))


@dataclass(frozen=True)
class Office:
    """What receives: the database, the one writer, the languages of the site."""

    database: Database
    write: Callable[[Callable[[Database], object]], object]
    languages: Mapping[str, Language]


def write_alone(database: Database) -> Callable[[Callable[[Database], object]], object]:
    """Return what writes where no site is running: each job in a transaction of its own."""

    def write(job: Callable[[Database], object]) -> object:
        with database.transaction() as tx:
            return job(tx)

    return write


def receive_file(office: Office, post: Post) -> Reply:
    """Keep a sealed file until its interview comes. Raises RefusedError for no envelope."""
    envelope = _read(post)
    if envelope.part == INTERVIEW:
        raise RefusedError(UNREADABLE, OTHER_ADDRESS)
    if is_withdrawn(office.database, post.interview):
        return Reply("withdrawn")
    _check_key(find_key(office.database, envelope.key), post)
    is_new = office.write(lambda tx: keep_file(tx, post))
    if is_new is None:
        raise TooManyError
    return Reply("new" if is_new else "repeated")


def receive_interview(office: Office, post: Post) -> Reply:
    """Enter the interview of an envelope, or say what became of it.

    The same envelope again changes nothing: what became of it is asked where it is entered, and
    before that only where it cannot be. One that is sealed to a key which is not here is kept as it
    is. Raises RefusedError where it cannot be taken, and TooManyError where a device must wait;
    then nothing was written.
    """
    envelope = _read(post)
    if envelope.part != INTERVIEW:
        raise RefusedError(UNREADABLE, OTHER_ADDRESS)
    try:
        return _open(office, post, envelope)
    except MahallaError:
        told = find_told(office.database, post)
        if told is None:
            raise
        return Reply(told)


def _open(office: Office, post: Post, envelope: Envelope) -> Reply:
    standing = find_standing(office.database)
    key = standing.recall(find_key, envelope.key)
    _check_key(key, post)
    private = find_private(office.database.vault, envelope.key) if key else None
    if key is None or private is None:
        told = find_told(office.database, post)
        return Reply(told) if told else _keep(office, post, key.project if key else "")
    plain = open_envelope(envelope, private)
    return _enter(office, standing, post, key, plain)


def _read(post: Post) -> Envelope:
    envelope = read_envelope(post.body)
    if envelope.id != post.interview:
        raise RefusedError(UNREADABLE, OTHER_ADDRESS)
    return envelope


def _check_key(key: ProjectKey | None, post: Post) -> None:
    """Refuse what is sealed for a project for which the device was not registered."""
    if key and post.device and not post.device.reach.touches(key.project):
        raise RefusedError(UNFIT, OTHER_PROJECT)


def _keep(office: Office, post: Post, project: str) -> Reply:
    if not office.write(lambda tx: keep_unopened(tx, post, "key", project)):
        raise TooManyError
    return Reply("kept")


def _enter(office: Office, standing: Standing, post: Post, key: ProjectKey, plain: bytes) -> Reply:
    database = office.database
    package = parse_package(plain)
    if package.id != post.interview:
        raise RefusedError(UNFIT, OTHER_ADDRESS)
    if package.project != key.project:
        raise RefusedError(UNFIT, OTHER_PROJECT)
    project = _find_project(standing, package)
    person, remarks = _find_interviewer(standing, post, package)
    edition = _find_edition(database, package, project)
    wanted = [name for name in package.files.values() if name not in post.lost]
    missing = list_missing(database, post.interview, wanted)
    if missing:
        told = find_told(database, post)
        return Reply(told) if told else Reply("missing", tuple(missing))
    moment = find_wave_moment(project, package, post.received_at)
    if project.wave_on(moment.date()) is None:
        raise RefusedError(UNFIT, NO_WAVE)
    if moment not in (package.begun_at, package.started_at):
        remarks = (*remarks, "wave")
    if package.is_off(post.received_at):
        remarks = (*remarks, "clock")
    reading = _read_answers(office, post, package, edition, project, person)
    entry = Entry(
        post=post,
        package=package,
        digest=digest_plain(database, post.interview, plain),
        reading=reading,
        project=project,
        person=person.id,
        actor=Actor(f"person:{person.id}", post.address),
        remarks=remarks,
    )
    entry = _choose_desk(database, entry)
    outcome = office.write(lambda tx: enter_interview(tx, entry))
    return Reply(outcome)  # type: ignore[arg-type]


def _find_project(standing: Standing, package: Package) -> Project:
    project = standing.recall(find_project, package.project)
    if project is None:
        raise RefusedError(UNFIT, OTHER_PROJECT)
    has_place = bool(package.neighbourhood) == bool(project.neighbourhoods)
    if not has_place or (
        package.neighbourhood and project.neighbourhood(package.neighbourhood) is None
    ):
        raise RefusedError(UNFIT, NO_SUCH_PLACE)
    return project


def _find_interviewer(
    standing: Standing, post: Post, package: Package
) -> tuple[Person, tuple[Remark, ...]]:
    """Return who interviewed; it was theirs to do with this device, now or when it was told so."""
    person = standing.recall(find_person, package.facilitator)
    where = (package.project, package.neighbourhood)
    if post.device and not post.device.reach.covers(*where):
        raise RefusedError(UNFIT, OTHER_PROJECT)
    if person and person.reach(COLLECT).covers(*where):
        return person, ()
    if person and was_named(standing.database, post.device_id, person.id, *where):
        return person, ("account",)
    raise RefusedError(UNFIT, OTHER_PERSON)


def _find_edition(database: Database, package: Package, project: Project) -> Questionnaire:
    edition = find_kept(database, package.version)
    if edition is None or edition.id != package.form or project.questionnaire != package.form:
        raise RefusedError(UNFIT, NO_SUCH_VERSION)
    if edition.consent and package.consent == "not_asked":
        raise RefusedError(UNFIT, NO_CONSENT)
    return edition


def _read_answers(
    office: Office,
    post: Post,
    package: Package,
    edition: Questionnaire,
    project: Project,
    person: Person,
) -> Reading:
    """Read a package; of a refusal nothing that was typed."""
    if package.consent == "refused":
        package = package.model_copy(update={"typed": [], "files": {}})
    language = pick_language(package.language, office.languages)

    def open_file(name: str) -> bytes | None:
        office.database.turn.leave()  # nobody waits for a photo
        return _open_file(office.database, package, name)

    return read_package(
        package, edition, project, language, person.name, open_file, post.received_at
    )


def _open_file(database: Database, package: Package, name: str) -> bytes | None:
    """Open a file of a package; None where it was damaged, or is another one than it says."""
    sealed = read_file(database, package.id, package.files[name])
    if sealed is None:
        return None
    envelope = read_envelope(sealed)
    private = find_private(database.vault, envelope.key)
    key = find_key(database, envelope.key)
    is_own = key is not None and key.project == package.project and envelope.part == name
    if private is None or not is_own:
        return None
    try:
        return open_envelope(envelope, private)
    except RefusedError:
        return None


def _choose_desk(database: Database, entry: Entry) -> Entry:
    """Let what waits wait at the desk of somebody who can come to it.

    Where the interviewer cannot any more, that is whoever registered the tablet.
    """
    device = entry.post.device
    if not entry.reading.wrong or "account" not in entry.remarks or device is None:
        return entry
    person = find_person(database, device.person)
    where = (entry.package.project, entry.package.neighbourhood)
    if person is None or not person.reach(COLLECT).covers(*where):
        return entry
    reading = replace(entry.reading, draft=replace(entry.draft, collector=person.name))
    return replace(entry, reading=reading, remarks=(*entry.remarks, "desk"))
