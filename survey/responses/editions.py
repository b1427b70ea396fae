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
    """Return a version of a questionnaire as it was archived; None where it never was."""
    source = find_version(database, version)
    return _parse(source, version) if source else None


@lru_cache(maxsize=16)
def _parse(source: str, name: str) -> Questionnaire:
    return parse_questionnaire(source, name)
