"""A codebook made on the command line."""

from collections.abc import Sequence
from pathlib import Path

from survey.authoring.codebook import Codebook
from survey.authoring.codebook_table import write_table
from survey.authoring.files import write_file
from survey.authoring.page import choose_languages, render_file
from survey.errors import N_, MahallaError, Problem
from survey.locale import load_languages, pick_language
from survey.questionnaire.load import load_questionnaire
from survey.settings import Settings

NO_LANGUAGE = N_("There is no language “%(name)s”. Use one of: %(names)s.")
NO_FORMAT = N_("A codebook is a page or a table: let the file end in .html or .csv.")


def write_codebook(
    settings: Settings, name: str, tags: Sequence[str], asked: str | None, out: Path
) -> None:
    """Write the codebook of a questionnaire into `out`. Raises MahallaError."""
    render = {".html": render_file, ".csv": write_table}.get(out.suffix.lower())
    if render is None:
        raise MahallaError(Problem(NO_FORMAT))
    languages = load_languages(settings.translations)
    for tag in tags:
        if tag not in languages:
            values = {"name": tag, "names": ", ".join(languages)}
            raise MahallaError(Problem(NO_LANGUAGE, values))
    path = Path(name)
    file = path if path.suffix == ".yaml" else settings.questionnaires / f"{name}.yaml"
    questionnaire = load_questionnaire(file)
    reader = pick_language(asked or (tags[0] if tags else None), languages)
    chosen = choose_languages(questionnaire, languages, tags)
    write_file(out, render(Codebook(questionnaire, reader, chosen)))
