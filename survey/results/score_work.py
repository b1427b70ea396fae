"""What `mahalla score` does: a questionnaire and a table of answers become tables of figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import pandas as pd

from survey.errors import N_, MahallaError, Problem
from survey.locale import Language, load_languages, pick_language
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.table import Table
from survey.results.answered import Answered, load_answers
from survey.results.cells import read_area_table, read_districts
from survey.results.freeze import METHOD
from survey.results.table_files import write_tables
from survey.scoring.area_table import rank_areas, score_area_table
from survey.scoring.method.method_table import make_method
from survey.scoring.method.sample_choices import Run
from survey.scoring.tables import make_tables
from survey.scoring.waves.change_table import Wave
from survey.scoring.waves.comparable import compare_versions
from survey.settings import Settings

MOST_SHOWN = 20
OF_FIGURES = ("scores", "items", "harms")
ONLY_BEFORE = N_("--before-questionnaire says how --before is read. Give that one too.")
NO_ANSWERS_OF_AREAS = N_(
    "A table of areas (`unit: area`) has neither districts nor earlier answers. Remove %(option)s."
)
LEFT_OUT_CELL = N_("left out: row %(row)s, %(column)s, “%(value)s”: %(reason)s")
LEFT_OUT_ROW = N_("left out: row %(row)s, “%(value)s”: %(reason)s")
NOT_COMPARED = N_("not compared: %(reason)s")
WRITTEN = N_("Written to %(folder)s: %(tables)s.")
COUNTED = N_(
    "Responses: %(responses)s, areas: %(areas)s, figures: %(figures)s, withheld: %(held)s."
)
COUNTED_AREAS = N_("Areas: %(areas)s, figures: %(figures)s; nothing is withheld of such a table.")


@dataclass(frozen=True)
class Order:
    """What was asked for: the files to read, the folder to write, the language of `method`."""

    questionnaire: Path
    answers: Path
    out: Path
    districts: Path | None = None
    before: Path | None = None
    before_questionnaire: Path | None = None
    language: str | None = None


def score_files(order: Order, settings: Settings, speaker: Language, today: date) -> None:
    """Score a table into `order.out`, and say what was left out and what came of it."""
    if order.before_questionnaire is not None and order.before is None:
        raise MahallaError(Problem(ONLY_BEFORE))
    questionnaire = load_questionnaire(order.questionnaire)
    languages = load_languages(settings.translations)
    written_in = pick_language(order.language or questionnaire.language, languages)
    if questionnaire.unit == "area":
        _score_areas(order, questionnaire, written_in, speaker)
    else:
        _score_answers(order, questionnaire, written_in, speaker, today)


def _score_areas(
    order: Order, questionnaire: Questionnaire, written_in: Language, speaker: Language
) -> None:
    for option, given in (("--districts", order.districts), ("--before", order.before)):
        if given is not None:
            raise MahallaError(Problem(NO_ANSWERS_OF_AREAS, {"option": option}))
    table = read_area_table(order.answers, questionnaire)
    scores = score_area_table(questionnaire, table)
    polarities = {index.id: index.polarity for index in questionnaire.method.indices}
    tables = {
        "scores": scores,
        "ranks": rank_areas(scores, polarities),
        "method": make_method(questionnaire, Run(METHOD, len(table)), written_in),
    }
    write_tables(order.out, tables, questionnaire)
    _tell_written(order, tables, speaker)
    areas = scores["area"].nunique()
    click.echo(speaker.gettext(COUNTED_AREAS, areas=areas, figures=len(scores)))


def _score_answers(
    order: Order,
    questionnaire: Questionnaire,
    written_in: Language,
    speaker: Language,
    today: date,
) -> None:
    answered = load_answers(questionnaire, order.answers, today)
    _tell_rejected(answered.table, speaker)
    method = make_method(questionnaire, answered.run, written_in)
    tables = _make_tables(order, answered, method, today, speaker)
    write_tables(order.out, tables, questionnaire)
    _tell_written(order, tables, speaker)
    figures = pd.concat([tables[name] for name in OF_FIGURES])
    click.echo(
        speaker.gettext(
            COUNTED,
            responses=len(answered.table.rows),
            areas=figures["area"].nunique(),
            figures=len(figures),
            held=int(figures["suppressed"].sum()),
        )
    )


def _make_tables(
    order: Order, answered: Answered, method: pd.DataFrame, today: date, speaker: Language
) -> dict[str, pd.DataFrame]:
    """Make every table; those of change where there is an earlier wave to compare with."""
    districts = read_districts(order.districts)
    earlier = None
    if order.before is not None:
        form = answered.questionnaire
        if order.before_questionnaire is not None:
            form = load_questionnaire(order.before_questionnaire)
        before = load_answers(form, order.before, today)
        _tell_not_compared(form, answered.questionnaire, speaker)
        earlier = Wave(before.score(districts), [before.prepared.partition])
    partitions = [answered.prepared.partition]
    return make_tables(answered.score(districts), partitions, earlier, method).frames


def _tell_written(order: Order, tables: Iterable[str], speaker: Language) -> None:
    click.echo(speaker.gettext(WRITTEN, folder=order.out, tables=", ".join(tables)))


def _tell_not_compared(old: Questionnaire, new: Questionnaire, speaker: Language) -> None:
    """Say why domains of another version cannot be compared."""
    for domain in compare_versions(old, new, dict(new.method.compare)):
        for problem in domain.reasons:
            reason = problem.say(speaker)
            click.echo(speaker.gettext(NOT_COMPARED, reason=reason), err=True)


def _tell_rejected(table: Table, speaker: Language) -> None:
    for cell in table.rejected[:MOST_SHOWN]:
        message = LEFT_OUT_CELL if cell.column else LEFT_OUT_ROW
        values = {"row": cell.row, "column": cell.column, "value": cell.value}
        reason = cell.reason.say(speaker)
        click.echo(speaker.gettext(message, **values, reason=reason), err=True)
    if len(table.rejected) > MOST_SHOWN:
        more = len(table.rejected) - MOST_SHOWN
        message = N_("left out: %(count)s more cells")
        click.echo(speaker.gettext(message, count=more), err=True)
