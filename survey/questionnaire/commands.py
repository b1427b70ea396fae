"""The commands of people who write questionnaires: `mahalla check` and `mahalla schema`."""

from collections.abc import Iterable
from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem, Where
from survey.kinds.find import kind_of
from survey.locale import Language, load_languages, pick_language
from survey.questionnaire.load import load_questionnaire, load_questionnaires
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.schema import describe_file
from survey.settings import read_settings


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--language", metavar="LANGUAGE", help="Say problems in this language, such as fa.")
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], language: str | None) -> None:
    """Check questionnaires: files, or folders of them, and name every problem with its line.

    Without a PATH the questionnaires of the project are checked.
    """
    settings = read_settings()
    asked = language or context.find_root().params.get("lang")
    speaker = pick_language(asked, load_languages(settings.translations))
    questionnaires, problems = load_paths(paths or [settings.questionnaires])
    for problem in problems:
        click.echo(problem.say(speaker))
    click.echo(_sum_up(questionnaires, len(problems), speaker))
    context.exit(1 if problems else 0)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
def schema(out: Path | None) -> None:
    """Write the JSON Schema of questionnaire files, with which editors complete and check keys."""
    if out is None:
        click.echo(describe_file(), nl=False)
        return
    try:
        out.write_text(describe_file(), encoding="utf-8")
    except OSError as error:
        raise MahallaError(
            Problem(
                N_("The file cannot be written: %(reason)s. Check its place."),
                {"reason": error.strerror},
                Where(str(out)),
            )
        ) from error


def load_paths(paths: Iterable[Path]) -> tuple[list[Questionnaire], list[Problem]]:
    """Load questionnaires from files and folders; what cannot be loaded leaves its problems."""
    questionnaires: list[Questionnaire] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            questionnaires += _load_folder(path) if path.is_dir() else [load_questionnaire(path)]
        except MahallaError as error:
            problems += error.problems
    return questionnaires, problems


def _load_folder(folder: Path) -> list[Questionnaire]:
    loaded = load_questionnaires(folder)
    if not loaded:
        empty = N_("This folder holds no questionnaire: no file in it ends in .yaml.")
        raise MahallaError(Problem(empty, where=Where(str(folder))))
    return list(loaded.values())


def _sum_up(questionnaires: list[Questionnaire], problems: int, speaker: Language) -> str:
    if problems:
        return speaker.ngettext(
            "%(count)s problem was found. Mend it and check again.",
            "%(count)s problems were found. Mend them and check again.",
            problems,
        )
    asked = [q for form in questionnaires for q in form.questions.values() if q.enabled]
    return speaker.gettext(
        "Everything is in order. Questionnaires: %(questionnaires)s, "
        "questions: %(questions)s, scored: %(items)s.",
        questionnaires=len(questionnaires),
        questions=sum(kind_of(question).is_asked for question in asked),
        items=sum(len(form.items) for form in questionnaires),
    )
