"""The commands of people who write questionnaires: `mahalla check`, `new`, `codebook`, `schema`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import click

from survey.authoring.cases import describe_cases
from survey.authoring.checking import Findings, check_paths
from survey.authoring.files import write_file
from survey.authoring.scaffold import Beginning, begin_questionnaire, shorten
from survey.errors import N_
from survey.kinds.find import kind_of
from survey.locale import DEFAULT, Language, load_languages, pick_language
from survey.questionnaire.file_schema import describe_file
from survey.questionnaire.gate import find_waiting
from survey.questionnaire.model import Unit
from survey.settings import read_settings

NEXT = [
    N_("Your questionnaire is %(form)s, and its worked examples are %(cases)s."),
    N_("Open it in a text editor. To see it while you write: mahalla preview %(form)s"),
    N_("To find mistakes: mahalla check %(form)s"),
    N_("To let people answer: mahalla serve, and then the address /f/%(name)s/"),
]


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
    for line in _sum_up(found, speaker):
        click.echo(line)
    context.exit(1 if found.problems else 0)


@click.command()
@click.argument("name", metavar="ID")
@click.option("--title", help="What it is called; you can change it later.")
@click.option("--language", metavar="LANGUAGE", help="The language you write in, such as fa.")
@click.option(
    "--unit",
    type=click.Choice([unit for unit in get_args(Unit) if unit != "area"]),
    default="person",
    show_default=True,
    help="Who answers.",
)
@click.pass_context
def new(
    context: click.Context, name: str, title: str | None, language: str | None, unit: Unit
) -> None:
    """Begin a questionnaire: a small one that works at once and explains itself.

    It is called ID and lies in the folder of questionnaires, with worked examples beside it.
    Nothing that is there is overwritten.
    """
    settings = read_settings()
    asked = language or context.find_root().params.get("lang") or DEFAULT
    speaker = pick_language(asked, load_languages(settings.translations))
    title = title or speaker.gettext("A new questionnaire")
    form, cases = begin_questionnaire(Beginning(name, title, asked, unit), settings)
    for line in NEXT:
        click.echo(speaker.gettext(line, form=shorten(form), cases=shorten(cases), name=name))


@click.command()
@click.argument("questionnaire")
@click.option(
    "--language",
    "tags",
    multiple=True,
    metavar="LANGUAGE",
    help="Give the texts in this language; may be repeated. All languages otherwise.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write: a page that ends in .html, or a table that ends in .csv.",
)
@click.pass_context
def codebook(context: click.Context, questionnaire: str, tags: tuple[str, ...], out: Path) -> None:
    """Print a questionnaire as a codebook: texts, answers, numbers, rules and scores.

    QUESTIONNAIRE is the id of a questionnaire, or the path of its file. The codebook is explained
    in the first language named.
    """
    from survey.authoring.work import write_codebook

    asked = context.find_root().params.get("lang")
    write_codebook(read_settings(), questionnaire, tags, asked, out)


@click.command()
@click.option("--cases", is_flag=True, help="The schema of worked examples instead.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
def schema(cases: bool, out: Path | None) -> None:
    """Write the JSON Schema of questionnaire files, with which editors complete and check keys."""
    described = describe_cases() if cases else describe_file()
    if out is None:
        click.echo(described, nl=False)
    else:
        write_file(out, described)


def _sum_up(found: Findings, speaker: Language) -> Iterator[str]:
    if found.problems:
        yield speaker.ngettext(
            "%(count)s problem was found. Mend it and check again.",
            "%(count)s problems were found. Mend them and check again.",
            len(found.problems),
        )
        return
    asked = [q for form in found.questionnaires for q in form.questions.values() if q.enabled]
    yield speaker.gettext(
        "Everything is in order. Questionnaires: %(questionnaires)s, "
        "questions: %(questions)s, scored: %(items)s, worked examples: %(cases)s.",
        questionnaires=len(found.questionnaires),
        questions=sum(kind_of(question).is_asked for question in asked),
        items=sum(len(form.items) for form in found.questionnaires),
        cases=found.cases,
    )
    for form in found.questionnaires:
        for question in find_waiting(form):
            yield speaker.gettext(
                "“%(name)s” of “%(form)s” is off until a project declares: %(needs)s.",
                name=question.id,
                form=form.id,
                needs=", ".join(question.needs),
            )
    methods = [form.method for form in found.questionnaires if not form.is_form]
    if methods:
        yield speaker.gettext(
            "Tables of areas: %(tables)s, variables: %(variables)s, indices: %(indices)s.",
            tables=len(methods),
            variables=sum(len(method.variables) for method in methods),
            indices=sum(len(method.indices) for method in methods),
        )
