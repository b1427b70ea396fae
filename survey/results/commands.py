"""The commands that make figures: `mahalla score`, `explain`, `live` and `release`."""

import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from survey.locale import load_languages, pick_language
from survey.settings import DatabasePlace, parse_database, read_settings


@click.command("score")
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.argument("answers", type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The folder for the tables."
)
@click.option(
    "--districts",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="A CSV file with the columns neighbourhood and district.",
)
@click.option(
    "--before",
    metavar="EARLIER.csv",
    type=click.Path(path_type=Path),
    help="The answers of an earlier wave, to say what changed.",
)
@click.option(
    "--before-questionnaire",
    metavar="OLD.yaml",
    type=click.Path(path_type=Path),
    help="The questionnaire of the earlier wave, if it was another one.",
)
@click.option("--language", metavar="LANGUAGE", help="Say the method in this language, such as fa.")
@click.pass_context
def score_answers(
    context: click.Context,
    questionnaire: Path,
    answers: Path,
    out: Path,
    districts: Path | None,
    before: Path | None,
    before_questionnaire: Path | None,
    language: str | None,
) -> None:
    """Score a table of answers without a database.

    QUESTIONNAIRE is a YAML file, ANSWERS a CSV file with a column for each question. The tables
    scores, items, harms, ranks, change, sensitivity, suppression and method are written, each as
    CSV and as Parquet. Small numbers are suppressed, as everywhere.

    With `unit: area` in the questionnaire, ANSWERS has one row an area and a column for each
    variable, and scores, ranks and method are written.
    """
    from survey.results.score_work import Order, score_files

    settings = read_settings()
    asked = context.find_root().params.get("lang")
    speaker = pick_language(asked, load_languages(settings.translations))
    order = Order(questionnaire, answers, out, districts, before, before_questionnaire, language)
    score_files(order, settings, speaker, datetime.now(UTC).date())


@click.command("explain")
@click.argument("area")
@click.argument("index")
@click.option(
    "--questionnaire",
    metavar="FILE.yaml",
    type=click.Path(path_type=Path),
    help="The questionnaire of a table of answers.",
)
@click.option(
    "--answers",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="The table of answers, as `mahalla score` takes it.",
)
@click.option(
    "--districts",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="A CSV file with the columns neighbourhood and district.",
)
@click.option("--project", metavar="ID", help="A project of the database instead.")
@click.option("--wave", metavar="ID", help="Its wave; the newest with figures otherwise.")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database file.")
@click.option("--language", metavar="LANGUAGE", help="Explain in this language, such as fa.")
@click.pass_context
def explain_score(
    context: click.Context,
    area: str,
    index: str,
    questionnaire: Path | None,
    answers: Path | None,
    districts: Path | None,
    project: str | None,
    wave: str | None,
    database: DatabasePlace | None,
    language: str | None,
) -> None:
    """Say step by step how one number came about.

    AREA is a neighbourhood, `district:NAME` or `all`, INDEX the id of a domain or an index. The
    answers come from a table (--questionnaire and --answers), or from the database (--project):
    then the newest released figure is explained.

    Of a figure that is withheld only the reason is said.
    """
    from survey.results.explain_work import Source, explain_figure

    settings = read_settings()
    settings = replace(settings, database=database or settings.database)
    asked = language or context.find_root().params.get("lang")
    speaker = pick_language(asked, load_languages(settings.translations))
    source = Source(questionnaire, answers, districts, project, wave)
    explain_figure(source, area, index, settings, speaker, datetime.now(UTC))


@click.command("live")
@click.option("--project", required=True, metavar="ID", help="The project.")
@click.option(
    "--wave", metavar="ID", default="", help="Its wave; the newest with answers otherwise."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The CSV file.")
@click.option(
    "--every",
    metavar="SECONDS",
    type=click.FloatRange(min=1),
    help="Stay, look again every so many seconds, and write what changed; Ctrl+C ends it.",
)
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database file.")
@click.pass_context
def write_live(
    context: click.Context,
    project: str,
    wave: str,
    out: Path,
    every: float | None,
    database: DatabasePlace | None,
) -> None:
    """Write the scores of a wave as they stand while its answers come in.

    For the coordinating team: small numbers are withheld, but two such tables, a few answers apart,
    may tell what one person said. Do not show them outside; `mahalla release` is for that.

    With --every only neighbourhoods with new answers are summed up again.
    """
    from survey.results.live import Watch, watch

    settings = read_settings()
    settings = replace(settings, database=database or settings.database)
    asked = context.find_root().params.get("lang")
    speaker = pick_language(asked, load_languages(settings.translations))
    with suppress(KeyboardInterrupt):
        order = Watch(project, out, wave, every)
        watch(order, settings, speaker, lambda: datetime.now(UTC), time.sleep)


@click.command("release")
@click.option("--project", "project_id", help="Only this project; all of them otherwise.")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database file.")
def release_scores(project_id: str | None, database: DatabasePlace | None) -> None:
    """Score the stored answers and freeze the figures for pages and reports.

    Figures change only when at least 10 respondents of 5 households are new, so that no single
    interview can be read off.
    """
    from survey.results.work import release_projects

    settings = read_settings()
    settings = replace(settings, database=database or settings.database)
    release_projects(settings, project_id, datetime.now(UTC))
