"""A questionnaire to begin with: valid at once, explaining itself, in the writer's own language."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from survey.authoring.cases import ENDING
from survey.authoring.files import NO_PLACE
from survey.errors import N_, MahallaError, Problem, Where
from survey.questionnaire.model import Unit
from survey.questionnaire.schema import LANGUAGE
from survey.settings import Settings

FOLDER = Path(__file__).parent / "scaffolds"
IN_WORDS = "en"
"""The language of the scaffold where there is none in the language asked for."""

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_\-]{0,79}")

NO_NAME = N_(
    "“%(name)s” cannot be a name. Use Latin letters, digits, “_” and “-”, and begin with a letter."
)
NO_LANGUAGE = N_("“%(name)s” is no language. Write its tag, such as en, fa, ar or fa_AF.")
IS_THERE = N_("This file is there already, and nothing was changed. Choose another name.")


@dataclass(frozen=True)
class Beginning:
    """What a new questionnaire is to be."""

    id: str
    title: str
    language: str
    unit: Unit


def begin_questionnaire(beginning: Beginning, settings: Settings) -> list[Path]:
    """Write a questionnaire and its worked examples; return the files. Nothing is overwritten.

    Raises MahallaError where a file of that name is there already, or cannot be written.
    """
    if not NAME.fullmatch(beginning.id):
        raise MahallaError(Problem(NO_NAME, {"name": beginning.id}))
    if not LANGUAGE.fullmatch(beginning.language):
        raise MahallaError(Problem(NO_LANGUAGE, {"name": beginning.language}))
    form = settings.questionnaires / f"{beginning.id}.yaml"
    cases = form.with_name(beginning.id + ENDING)
    texts = {
        form: _fill(".yaml", "questionnaire.schema.json", beginning, form, settings),
        cases: _fill(ENDING, "cases.schema.json", beginning, form, settings),
    }
    for file in texts:
        if file.exists():
            raise MahallaError(Problem(IS_THERE, where=Where(str(file))))
    for file, text in texts.items():
        _write_new(file, text)
    return list(texts)


def _fill(ending: str, schema: str, beginning: Beginning, form: Path, settings: Settings) -> str:
    template = Template(_find_scaffold(beginning.language, ending).read_text(encoding="utf-8"))
    return template.substitute(
        modeline=_write_modeline(settings.home / "docs" / schema, form.parent),
        path=form.relative_to(settings.home).as_posix(),
        id=beginning.id,
        language=beginning.language,
        title=" ".join(beginning.title.split()),
        quoted_title=json.dumps(" ".join(beginning.title.split()), ensure_ascii=False),
        unit=beginning.unit,
    )


def _find_scaffold(language: str, ending: str) -> Path:
    parent = language.split("_")[0]
    files = [FOLDER / f"{tag}{ending}" for tag in (language, parent, IN_WORDS)]
    return next(file for file in files if file.exists())


def _write_modeline(schema: Path, folder: Path) -> str:
    """Tell editors where the schema is, if it is there."""
    if not schema.exists():
        return ""
    place = Path(os.path.relpath(schema, folder)).as_posix()
    return f"# yaml-language-server: $schema={place}\n#\n"


def shorten(file: Path) -> str:
    """Write a path as it is typed in the present folder."""
    here = Path.cwd()
    return (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()


def _write_new(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise MahallaError(Problem(IS_THERE, where=Where(str(file)))) from error
    except OSError as error:
        reason = {"reason": error.strerror}
        raise MahallaError(Problem(NO_PLACE, reason, Where(str(file)))) from error
