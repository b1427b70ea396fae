"""A codebook rendered: as a page of the site, or as a file that needs nothing else."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from survey.authoring.codebook import INTERFACE, Codebook
from survey.locale import DEFAULT, Language, Text
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.numbering import MISSING_NUMBERS
from survey.questionnaire.words import MISSING_WORDS

FOLDER = Path(__file__).parent
TEMPLATE = "authoring/codebook.html"
STYLES = FOLDER / "static" / "codebook.css"


def render_file(codebook: Codebook) -> str:
    """Render a codebook as one HTML file with its styles inside."""
    loader = FileSystemLoader(FOLDER / "templates")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    style = Markup(STYLES.read_text(encoding="utf-8"))
    return environment.get_template(TEMPLATE).render(**describe(codebook), style=style)


def describe(codebook: Codebook) -> dict[str, object]:
    """Give the template the codebook and the voice it is explained in."""
    missing = [
        (word, number, codebook.say_interface(Text(MISSING_WORDS[word], INTERFACE)))
        for word, number in MISSING_NUMBERS.items()
    ]
    reader = codebook.reader
    return {"book": codebook, "language": reader, "_": reader.gettext, "missing": missing}


def choose_languages(
    questionnaire: Questionnaire, languages: Mapping[str, Language], wanted: Sequence[str] = ()
) -> list[Language]:
    """Choose the languages to print: those wanted, else the file's own and all it is told in."""
    tags = list(wanted) or [questionnaire.language, *languages]
    chosen = [languages[tag] for tag in dict.fromkeys(tags) if tag in languages]
    told = [
        language
        for language in chosen
        if wanted
        or language.tag == questionnaire.language
        or language.has_text(questionnaire.title)
    ]
    return told or [languages[DEFAULT]]
