"""What the pages of a site share: its settings, languages, questionnaires, database and clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, request, url_for

from survey.locale import Language, pick_language
from survey.questionnaire.model import Questionnaire
from survey.responses.editions import keep_edition
from survey.settings import Settings
from survey.storage.database import Database
from survey.storage.writer import Writer

NAME = "mahalla"
LANGUAGE_COOKIE = "language"


@dataclass(frozen=True)
class Site:
    """The parts that views ask for; `clock` gives the present moment in UTC.

    Whatever must not be lost goes through `writer`, which commits what is waiting in one go.
    """

    settings: Settings
    languages: Mapping[str, Language]
    questionnaires: Mapping[str, Questionnaire]
    database: Database
    writer: Writer
    clock: Callable[[], datetime]

    @property
    def offered(self) -> list[Language]:
        """The languages that the site is complete in, in the order of its menu."""
        return [language for language in self.languages.values() if language.offered]


def current_site() -> Site:
    """Return the site that answers the present request."""
    site: Site = current_app.extensions[NAME]
    return site


def archive_edition(site: Site, questionnaire: Questionnaire) -> None:
    """Keep the version that is being asked or printed, unless it is kept already."""
    now, file = site.clock(), site.settings.questionnaires / f"{questionnaire.id}.yaml"
    site.writer.write(lambda tx: keep_edition(tx, questionnaire, file, now))


def reader_language() -> Language:
    """Choose the reader's language: the address, then `?lang=`, then a cookie, then the browser."""
    languages = {language.tag: language for language in current_site().offered}
    asked = (request.view_args or {}).get("lang") or request.args.get("lang")
    chosen = asked or request.cookies.get(LANGUAGE_COOKIE)
    if chosen is None:
        chosen = request.accept_languages.best_match(list(languages))
    return pick_language(chosen, languages)


def address_in(language: Language, endpoint: str = "", **places: str) -> str:
    """Return the address of the present page, or another, in a language; its questions stay.

    What begins with “_” is no question but an instruction to `url_for`: whoever could write those
    into a link of ours would choose where it leads.
    """
    asked = {name: text for name, text in request.args.items() if not name.startswith("_")}
    asked.pop("endpoint", None)
    values: dict[str, Any] = {**asked, **places, "lang": language.tag}
    return url_for(endpoint or request.endpoint or "", **values)
