"""What `mahalla paper` does: print a questionnaire in the languages asked for."""

from datetime import UTC, datetime
from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem
from survey.locale import Language, load_languages
from survey.questionnaire.load import load_questionnaire, load_questionnaires, require_form
from survey.questionnaire.model import Questionnaire
from survey.reports.paper.make import Sheet, save_sheet
from survey.responses.editions import keep_edition
from survey.settings import Settings
from survey.storage.open import is_there, open_database

NOT_THERE = N_("There is no questionnaire “%(name)s”. Give a file, or one of: %(known)s.")
NOT_OFFERED = N_("Nothing is printed in “%(tag)s”. Choose from: %(known)s.")
ALL = "all"


def print_sheets(settings: Settings, name: str, tags: str, is_large: bool, folder: Path) -> None:
    """Print a questionnaire in each of the languages and say where the files are."""
    questionnaire = require_form(find_questionnaire(settings, name))
    for language in find_languages(settings, tags):
        sheet = Sheet(questionnaire, language, is_large)
        click.echo(save_sheet(sheet, folder / sheet.name))
    if not Path(name).is_file() and is_there(settings.database):
        _archive(settings, questionnaire)


def _archive(settings: Settings, questionnaire: Questionnaire) -> None:
    """Keep the version of the project's own sheets, so that they can be typed after a change."""
    source = settings.questionnaires / f"{questionnaire.id}.yaml"
    keep_edition(open_database(settings.database), questionnaire, source, datetime.now(UTC))


def find_questionnaire(settings: Settings, name: str) -> Questionnaire:
    """Load the file called `name`, or the questionnaire of the project with that id."""
    if Path(name).is_file():
        return load_questionnaire(Path(name))
    known = load_questionnaires(settings.questionnaires)
    if name not in known:
        values = {"name": name, "known": ", ".join(known)}
        raise MahallaError(Problem(NOT_THERE, values))
    return known[name]


def find_languages(settings: Settings, tags: str) -> list[Language]:
    """Find the languages of `tags`, or every one that is offered."""
    languages = load_languages(settings.translations)
    if tags == ALL:
        return [language for language in languages.values() if language.offered]
    wanted = [tag.strip().replace("-", "_") for tag in tags.split(",")]
    for tag in wanted:
        if tag not in languages:
            values = {"tag": tag, "known": ", ".join(languages)}
            raise MahallaError(Problem(NOT_OFFERED, values))
    return [languages[tag] for tag in wanted]
