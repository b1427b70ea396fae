"""What the page of languages shows: how far each is translated and read, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor

from survey.locale import INTERFACE, Language
from survey.questionnaire.model import Questionnaire
from survey.translate.model import Progress


@dataclass(frozen=True)
class Row:
    """One catalogue of a language."""

    title: str
    progress: Progress


@dataclass(frozen=True)
class Tongue:
    """One language: what is to be said of it as a whole, and its catalogues."""

    language: Language
    standing: str
    share: str
    rows: tuple[Row, ...]


def describe_languages(
    languages: Iterable[Language],
    questionnaires: Mapping[str, Questionnaire],
    progress: Mapping[tuple[str, str], Progress],
    reader: Language,
) -> list[Tongue]:
    """Describe how far each language is."""
    titles = {INTERFACE: reader.gettext("Buttons, messages and reports")}
    titles |= {name: reader.text(one.title) for name, one in questionnaires.items()}
    return [
        _describe(
            language,
            [
                Row(title, progress[language.tag, name])
                for name, title in titles.items()
                if (language.tag, name) in progress
            ],
            reader,
        )
        for language in languages
    ]


def _describe(language: Language, rows: list[Row], reader: Language) -> Tongue:
    total = sum(row.progress.total for row in rows)
    translated = sum(row.progress.translated for row in rows)
    # Rounded down: 100 percent means that nothing is missing.
    share = reader.percent(floor(100 * translated / total)) if total else ""
    return Tongue(language, _find_standing(language, rows, reader), share, tuple(rows))


def _find_standing(language: Language, rows: list[Row], reader: Language) -> str:
    if not rows:
        return reader.gettext("Everything was written in this language first.")
    if language.is_reviewed:
        return reader.gettext("A native speaker has read and approved this language.")
    if language.drafts:
        return reader.gettext("Drafted by a machine. No native speaker has approved it yet.")
    return reader.gettext("Written for this project. No native speaker has approved it yet.")
