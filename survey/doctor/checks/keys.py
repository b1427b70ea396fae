"""The keys of interviews: that the private ones are here, and that two people hold copies."""

from collections.abc import Iterator

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem
from survey.interviews.keys import has_private, list_keys

TITLE = N_("Interviews on tablets can be opened, also if this computer is lost.")
NOT_HERE = N_(
    "The private key %(key)s of the project “%(project)s” is not beside the database: interviews "
    "sealed to it wait unopened. Restore it from a copy: mahalla keys restore FILE"
)
TOO_FEW = N_(
    "Only %(count)s of the two people hold a copy of the key %(key)s of the project “%(project)s”. "
    "Make one for each: mahalla keys backup %(project)s --holder NAME"
)
KEPT = N_(
    "%(count)s interviews were kept as they came and wait to be entered. Try again: mahalla rescue "
    "--kept"
)


def look(installation: Installation) -> Iterator[Finding]:
    """Look at every key, whether it seals or only opens, and at what waits."""
    database = installation.database
    if not database.query("select 1 as there from migrations where number = 20"):
        return  # the doctor says elsewhere that the database is older than the program
    for key in list_keys(database):
        values = {"key": key.id, "project": key.project, "count": len(key.holders)}
        if not has_private(database, key):
            yield Finding(Problem(NOT_HERE, values))
        if key.lacks_holders:
            yield Finding(Problem(TOO_FEW, values))
    [kept] = database.query("select count(*) as count from kept_envelopes where reason = 'key'")
    if kept["count"]:
        yield Finding(Problem(KEPT, {"count": kept["count"]}))
