"""The commands of people who write questionnaires: `mahalla check`, `new`, `codebook`, `schema`."""

from datetime import date
from pathlib import Path

import click

from survey.authoring.cases import describe_cases
from survey.authoring.checking import Findings, check_paths
from survey.errors import N_, MahallaError, Problem, Where
from survey.kinds.find import kind_of
from survey.locale import Language, load_languages, pick_language
from survey.questionnaire.schema import describe_file
from survey.settings import read_settings


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--language", metavar="LANGUAGE", help="Say problems in this language, such as fa.")
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], language: str | None) -> None:
    """Check questionnaires: files, or folders of them, and name every problem with its line.

    The worked examples beside a questionnaire (FILE.cases.yaml) are tried out as well. Without a
    PATH the questionnaires of the project are checked.
    """
    settings = read_settings()
    asked = language or context.find_root().params.get("lang")
    speaker = pick_language(asked, load_languages(settings.translations))
    found = check_paths(paths or [settings.questionnaires], date.today())
    for problem in found.problems:
        click.echo(problem.say(speaker))
    click.echo(_sum_up(found, speaker))
    context.exit(1 if found.problems else 0)


@click.command()
@click.option("--cases", is_flag=True, help="The schema of worked examples instead.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
def schema(cases: bool, out: Path | None) -> None:
    """Write the JSON Schema of questionnaire files, with which editors complete and check keys."""
    described = describe_cases() if cases else describe_file()
    if out is None:
        click.echo(described, nl=False)
    else:
        _write(out, described)


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MahallaError(
            Problem(
                N_("The file cannot be written: %(reason)s. Check its place."),
                {"reason": error.strerror},
                Where(str(out)),
            )
        ) from error


def _sum_up(found: Findings, speaker: Language) -> str:
    if found.problems:
        return speaker.ngettext(
            "%(count)s problem was found. Mend it and check again.",
            "%(count)s problems were found. Mend them and check again.",
            len(found.problems),
        )
    asked = [q for form in found.questionnaires for q in form.questions.values() if q.enabled]
    return speaker.gettext(
        "Everything is in order. Questionnaires: %(questionnaires)s, "
        "questions: %(questions)s, scored: %(items)s, worked examples: %(cases)s.",
        questionnaires=len(found.questionnaires),
        questions=sum(kind_of(question).is_asked for question in asked),
        items=sum(len(form.items) for form in found.questionnaires),
        cases=found.cases,
    )
