"""The versions of questionnaires that are served or printed, archived before the first answer."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from survey.errors import N_, MahallaError, Problem, Where
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.yaml_file import read_text
from survey.responses.store import find_version, keep_version
from survey.storage.database import Database

ACTOR = "site"
CHANGED = N_("This questionnaire was changed after the site was started. Start the site again.")


def keep_edition(
    database: Database, questionnaire: Questionnaire, file: Path, now: datetime
) -> None:
    """Archive the version that is being served, unless it is there; `file` is its YAML.

    Raises MahallaError where the file is no longer the one that is served.
    """
    if find_version(database, questionnaire.version):
        return
    source = read_text(file)
    if parse_questionnaire(source, str(file)).version != questionnaire.version:
        raise MahallaError(Problem(CHANGED, where=Where(str(file))))
    keep_version(database, now, ACTOR, questionnaire, source)


def find_kept(database: Database, version: str) -> Questionnaire | None:
    """Return a version of a questionnaire as it was archived; None where it never was.

    What is archived never changes, so it is read once, and is the same object again.
    """
    try:
        return _read_kept(database, version)
    except LookupError:
        return None


@lru_cache(maxsize=16)
def _read_kept(database: Database, version: str) -> Questionnaire:
    """Read a version. Raises LookupError where it is not there yet, which is not remembered."""
    source = find_version(database, version)
    if source is None:
        raise LookupError(version)
    return parse_questionnaire(source, version)
