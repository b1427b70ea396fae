"""Questionnaires loaded from their files: every mistake at once, each with its line and column."""

import json
from collections.abc import Iterable
from copy import deepcopy
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from survey.errors import N_, MahallaError, Mistake, Problem, Where
from survey.questionnaire.build import Builder
from survey.questionnaire.check import find_mistakes
from survey.questionnaire.complaints import explain
from survey.questionnaire.file_schema import FilePart, file_model
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.pictures import FOLDER as PICTURES
from survey.questionnaire.pictures import find_lost_pictures
from survey.questionnaire.yaml_file import Positions, locate, parse_yaml, read_text

NO_FORM = N_(
    "“%(name)s” describes a table of areas (`unit: area`), so there is nothing to answer. Use "
    "`mahalla score` with it."
)


def load_questionnaire(path: Path) -> Questionnaire:
    """Load and check one file. Raises MahallaError with all its problems."""
    return parse_questionnaire(read_text(path), str(path), path.parent / PICTURES)


def load_questionnaires(folder: Path) -> dict[str, Questionnaire]:
    """Load every `*.yaml` of a folder, by id. Raises MahallaError with the problems of all."""
    return {questionnaire.id: questionnaire for _, questionnaire in load_folder(folder)}


def load_folder(folder: Path) -> list[tuple[Path, Questionnaire]]:
    """Load every `*.yaml` of a folder, each with its file. Raises as `load_questionnaires`."""
    loaded: dict[str, tuple[Path, Questionnaire]] = {}
    problems: list[Problem] = []
    for path in find_questionnaires(folder):
        try:
            questionnaire = load_questionnaire(path)
        except MahallaError as error:
            problems += error.problems
            continue
        if questionnaire.id in loaded:
            problems.append(_repeated(questionnaire.id, path))
        loaded[questionnaire.id] = (path, questionnaire)
    if problems:
        raise MahallaError(*problems)
    return list(loaded.values())


def require_form(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire that people answer. Raises MahallaError for a table of areas."""
    if not questionnaire.is_form:
        raise MahallaError(Problem(NO_FORM, {"name": questionnaire.id}))
    return questionnaire


def find_questionnaires(folder: Path) -> list[Path]:
    """List the questionnaire files of a folder; `*.cases.yaml` are worked examples, not forms."""
    return sorted(path for path in folder.glob("*.yaml") if not path.stem.endswith(".cases"))


def parse_questionnaire(source: str, name: str, pictures: Path | None = None) -> Questionnaire:
    """Read a questionnaire from YAML text; `name` is what problems call the file.

    Where the folder of its `pictures` is given, they must be there.
    """
    plain, positions = _parse_once(source, name)
    if not isinstance(plain, dict):
        raise MahallaError(
            Problem(
                N_("This file holds no questionnaire. Begin it with `id:`, `title:` and `unit:`."),
                where=locate((), positions, name),
            )
        )
    part, mistakes = _read_parts(plain)
    broken = {mistake.path[:4] for mistake in mistakes}
    mistakes += find_mistakes(part, broken) if part else []
    mistakes += find_lost_pictures(part, pictures) if pictures else []
    if mistakes or part is None:
        raise MahallaError(*_locate_all(mistakes, positions, name))
    return Builder(part).build(hash_content(plain))


@lru_cache(maxsize=16)
def _parse_once(source: str, name: str) -> tuple[Any, Positions]:
    """Parse YAML: a site reads the same few texts again and again. The result is not changed."""
    return parse_yaml(source, name)


def hash_content(plain: Any) -> str:
    """Give the version of a questionnaire: a hash of all it says, comments and layout apart."""
    canonical = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _repeated(name: str, path: Path) -> Problem:
    return Problem(
        N_("Another questionnaire here has the id “%(name)s”. Call each as its file is called."),
        {"name": name},
        Where(str(path)),
    )


def _read_parts(plain: dict[str, Any]) -> tuple[FilePart | None, list[Mistake]]:
    """Validate the file; where only questions are wrong, go on with the others."""
    try:
        return file_model().model_validate(plain), []
    except ValidationError as error:
        mistakes = explain(error)
    try:
        return file_model().model_validate(_without_broken_questions(plain, mistakes)), mistakes
    except ValidationError:
        return None, mistakes


def _without_broken_questions(plain: dict[str, Any], mistakes: Iterable[Mistake]) -> dict[str, Any]:
    """Put a note in the place of each broken question, so that paths and ids stay as they are."""
    mended = deepcopy(plain)
    for mistake in mistakes:
        match mistake.path:
            case ("sections", int(section), "questions", int(number), *_):
                questions = mended["sections"][section]["questions"]
                name = questions[number].get("id") if isinstance(questions[number], dict) else None
                name = name if isinstance(name, str) else f"question-{section}-{number}"
                questions[number] = {"id": name, "kind": "note", "text": "-"}
    return mended


def _locate_all(mistakes: list[Mistake], positions: Positions, name: str) -> list[Problem]:
    problems = [
        Problem(mistake.message, mistake.values, locate(mistake.path, positions, name))
        for mistake in mistakes
    ]
    return sorted(problems, key=lambda problem: (problem.where.line, problem.where.column))
