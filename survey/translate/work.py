"""Translators' work: which catalogues a language keeps, and what each still needs."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages import Catalog

from survey.errors import N_, MahallaError, Problem, Where
from survey.locale import Language, load_languages
from survey.questionnaire.load import load_questionnaires
from survey.settings import Settings
from survey.translate.check import check_catalogue, find_drafts, measure_catalogue, run_msgfmt
from survey.translate.extract import extract_interface, extract_questionnaire
from survey.translate.files import load_catalogue
from survey.translate.model import Progress, Template

CODE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Work:
    """One catalogue of one language, in `file`, which may not exist yet."""

    language: Language
    template: Template
    file: Path

    @property
    def has_begun(self) -> bool:
        """Tell whether the file is there."""
        return self.file.exists()

    @property
    def is_due(self) -> bool:
        """Tell whether the site cannot do without: the interface of an offered language."""
        return self.language.offered and self.template.is_interface

    def load(self) -> Catalog:
        """Read the file for translators' work."""
        return load_catalogue(self.file)

    def measure(self) -> Progress:
        """Count how far the translation is."""
        catalogue = self.load() if self.has_begun else Catalog()
        return measure_catalogue(self.template, catalogue, self.language.tag)

    def check(self, is_reviewed: bool = False) -> list[Problem]:
        """Find all that keeps this translation from being finished, or `is_reviewed` as well."""
        if not self.has_begun:
            begin = N_(
                "This translation has not begun. Run `mahalla translate update --begin %(tag)s`."
            )
            return [Problem(begin, {"tag": self.language.tag}, Where(str(self.file)))]
        catalogue = self.load()
        problems = [*check_catalogue(self.template, catalogue, self.language, self.file)]
        if is_reviewed:
            problems += find_drafts(catalogue, self.file)
        return [*problems, *run_msgfmt(self.file)]


def collect_templates(settings: Settings) -> list[Template]:
    """Collect what is to be translated: the interface and every questionnaire."""
    questionnaires = load_questionnaires(settings.questionnaires).values()
    return [extract_interface(CODE), *map(extract_questionnaire, questionnaires)]


def list_work(settings: Settings, begun: str | None = None) -> list[Work]:
    """List the catalogues to keep: all that have begun, and the interface of offered languages.

    For the language `begun` those that it lacks are listed too.
    """
    languages = load_languages(settings.translations)
    if begun and begun not in languages:
        place = settings.translations / begun / "language.yaml"
        missing = N_("There is no language “%(tag)s”. First write %(file)s.")
        raise MahallaError(Problem(missing, {"tag": begun, "file": place}))
    work = list_all_work(settings)
    return [one for one in work if one.has_begun or one.is_due or one.language.tag == begun]


def list_all_work(settings: Settings) -> list[Work]:
    """List every catalogue of every language, those that nobody has begun as well."""
    templates = collect_templates(settings)
    return [
        Work(language, template, settings.translations / language.tag / f"{template.name}.po")
        for language in load_languages(settings.translations).values()
        for template in templates
        if template.language != language.tag
    ]


@cache
def measure_languages(settings: Settings) -> dict[tuple[str, str], Progress]:
    """Count how far each catalogue is, by language and name; once for each run of a program."""
    work = list_all_work(settings)
    return {(one.language.tag, one.template.name): one.measure() for one in work}
