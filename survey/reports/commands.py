"""The commands that print: `mahalla report` and `mahalla paper`."""

from dataclasses import replace
from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem
from survey.settings import DatabasePlace, parse_database, read_settings

ONE_OR_ALL = N_("Say which report: --neighbourhood ID with --lang, or --all for every one.")


@click.command("report")
@click.option("--neighbourhood", metavar="ID", help="Print one report, of this neighbourhood.")
@click.option("--lang", "tag", default="en", show_default=True, help="Its language.")
@click.option("--all", "is_all", is_flag=True, help="Print everything about all neighbourhoods.")
@click.option("--languages", metavar="fa,ar,en", help="Languages for --all; all of them otherwise.")
@click.option(
    "--products",
    metavar="neighbourhood,workbook",
    help="What to print with --all, such as paper; everything otherwise.",
)
@click.option("--large", "is_large", is_flag=True, help="Print in large letters.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The PDF, or the folder for --all.",
)
@click.option("--project", "project_id", metavar="ID", help="Of this project.")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database file.")
@click.pass_context
def print_reports(
    context: click.Context,
    neighbourhood: str | None,
    tag: str,
    is_all: bool,
    languages: str | None,
    products: str | None,
    is_large: bool,
    out: Path,
    project_id: str | None,
    database: DatabasePlace | None,
) -> None:
    """Print reports as PDF from the newest released figures.

    One with --neighbourhood and --lang into the file --out. With --all every product of every
    neighbourhood in every language into the folder --out, with tables beside them, a page that
    lists everything (index.html) and everything in one ZIP. What is there already and has not
    changed stays; if printing was interrupted, the same command prints the rest.
    """
    if is_all == bool(neighbourhood):
        raise MahallaError(Problem(ONE_OR_ALL))
    from survey.reports import work

    settings = read_settings()
    settings = replace(settings, database=database or settings.database)
    if neighbourhood:
        work.print_one(settings, project_id, neighbourhood, tag, out, is_large)
    else:
        speaker = context.find_root().params.get("lang")
        work.print_every(settings, project_id, languages, products, is_large, out, speaker)


@click.command("paper")
@click.argument("questionnaire", metavar="QUESTIONNAIRE")
@click.option(
    "--language",
    "tags",
    default="all",
    show_default=True,
    metavar="fa,ar,en",
    help="Its languages; `all` for every language that is offered.",
)
@click.option("--large", "is_large", is_flag=True, help="Print in large letters.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder for the PDFs.",
)
def print_paper(questionnaire: str, tags: str, is_large: bool, out: Path) -> None:
    """Print a questionnaire as PDFs to be filled in by hand, one a language.

    QUESTIONNAIRE is a file, or the id of one of the project.
    """
    from survey.reports.paper.work import print_sheets

    print_sheets(read_settings(), questionnaire, tags, is_large, out)
