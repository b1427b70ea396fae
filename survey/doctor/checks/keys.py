"""The keys: that names open, that interviews of tablets open, and that two people hold copies."""

from collections.abc import Iterator

from survey.doctor.model import Finding, Installation
from survey.errors import N_, MahallaError, Problem
from survey.interviews.keys import HOLDERS, ProjectKey, has_private, list_keys, list_strange
from survey.storage.database import Database
from survey.storage.migrate import find_migrations, last_applied
from survey.storage.unlocking import unlock

TITLE = N_("What is sealed can be opened, also when this computer is lost.")
GONE = N_(
    "The private key %(key)s of the project “%(project)s” is missing or another one: interviews "
    "that tablets sealed to it cannot be opened. Put it back from a recovery copy: mahalla keys "
    "--help says how."
)
FEW = N_(
    "Of the key %(key)s of the project “%(project)s” there are %(count)s recovery copies; there "
    "should be %(wanted)s, with different people. Make them: mahalla keys --help says how."
)
WAITING = N_(
    "%(count)s interviews from tablets wait for a key that is not here. Put the key back from a "
    "recovery copy: mahalla keys --help says how."
)

STRANGE = N_(
    "The private key %(key)s lies here, and the database knows no project of it: it may have been "
    "restored from an older backup. `mahalla keys adopt PROJECT %(key)s` lets a project have it."
)


def look(installation: Installation) -> Iterator[Finding]:
    """Open what can be tried, count the copies, and look for interviews that wait for a key."""
    database = installation.database
    if last_applied(database) < max(step.number for step in find_migrations()):
        return  # its tables may not be there; another check says so
    yield from _try_seal(database)
    for key in list_keys(database):
        yield from _look_at(database, key)
    for strange in list_strange(database):
        yield Finding(Problem(STRANGE, {"key": strange}))
    [row] = database.query("select count(*) as many from kept_envelopes where reason = 'key'")
    if row["many"]:
        yield Finding(Problem(WAITING, {"count": row["many"]}))


def _try_seal(database: Database) -> Iterator[Finding]:
    """Compare the key of names with the fingerprint that the database keeps, where it keeps one."""
    if database.query("select fingerprint from seal_keys"):
        try:
            unlock(database)
        except MahallaError as error:
            yield from (Finding(problem) for problem in error.problems)


def _look_at(database: Database, key: ProjectKey) -> Iterator[Finding]:
    told = {"key": key.id, "project": key.project}
    try:
        is_there = has_private(database, key)
    except MahallaError:
        is_there = False
    if not is_there:
        yield Finding(Problem(GONE, told))
    if key.lacks_holders and key.retired_at is None:
        values = {**told, "count": len(key.holders), "wanted": HOLDERS}
        yield Finding(Problem(FEW, values))
