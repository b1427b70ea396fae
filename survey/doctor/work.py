"""What the command of this room does: run every check and say what came of it."""

from datetime import datetime

import click

from survey.doctor.find import find_checks
from survey.doctor.model import Check, Installation
from survey.errors import N_, MahallaError, Problem, Where
from survey.locale import Language
from survey.settings import Settings
from survey.storage.open import connect, is_there

NO_DATABASE = N_(
    "There is no database here. Name it with --database or MAHALLA_DATABASE; the first start of "
    "Mahalla makes it."
)


def examine(settings: Settings, now: datetime, speaker: Language) -> bool:
    """Run every check and say what it found; tell whether all is well."""
    if not is_there(settings.database):
        raise MahallaError(Problem(NO_DATABASE, where=Where(str(settings.database))))
    installation = Installation(settings, connect(settings.database), now)
    results = [_run(check, installation, speaker) for check in find_checks()]
    return all(results)


def _run(check: Check, installation: Installation, speaker: Language) -> bool:
    """Say the title of a check where it holds, and below it what was found."""
    findings = list(check.look(installation))
    is_well = not any(finding.is_fault for finding in findings)
    click.echo(f"{'✓' if is_well else '✗'} {speaker.gettext(check.title)}")
    for finding in findings:
        click.echo(f"  {finding.sentence.say(speaker)}")
    return is_well
