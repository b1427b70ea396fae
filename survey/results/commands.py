"""The commands that make figures: `mahalla score` and `mahalla release`."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from survey.settings import read_settings


@click.command("score")
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.argument("answers", type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Where scores.csv goes."
)
def score_answers(questionnaire: Path, answers: Path, out: Path) -> None:
    """Score a table of answers without a database.

    QUESTIONNAIRE is a YAML file, ANSWERS a CSV file with a column for each question. Small numbers
    are suppressed, as everywhere.
    """
    from survey.results.work import score_table

    score_table(questionnaire, answers, out, datetime.now(UTC))


@click.command("release")
@click.option("--project", "project_id", help="Only this project; all of them otherwise.")
@click.option("--database", type=click.Path(path_type=Path), help="The database file.")
def release_scores(project_id: str | None, database: Path | None) -> None:
    """Score the stored answers and freeze the figures for pages and reports.

    Figures change only when at least 10 respondents of 5 households are new, so that no single
    interview can be read off.
    """
    from survey.results.work import release_projects

    settings = read_settings()
    settings = replace(settings, database=database or settings.database)
    release_projects(settings, project_id, datetime.now(UTC))
