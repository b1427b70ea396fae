"""How one number came about, step by step, in whole sentences; of a withheld one only why."""

import numpy as np
import pandas as pd

from survey.arrays import FloatArray
from survey.errors import N_, MahallaError, Problem
from survey.indices.composite import CompositeSettings, fill_weights
from survey.locale import Language
from survey.questionnaire.method import Index
from survey.questionnaire.model import Questionnaire
from survey.results.evidence import Evidence, Row, read_rows_of, tell_end, write
from survey.results.explain_composite import tell_composite
from survey.results.explain_domain import tell_domain, tell_silent
from survey.results.explain_range import (
    tell_label,
    tell_mean,
    tell_notes,
    tell_range,
    tell_scarcest,
)
from survey.results.explain_reasons import tell_withheld
from survey.results.explain_record import tell_index
from survey.scoring.estimation.areas import ALL, DISTRICT, Areas
from survey.scoring.method.index_choices import find_titles, list_index
from survey.scoring.outcomes.outcome import Outcome

HEAD = N_("“%(index)s” in %(area)s")
NO_AREA = N_("There is no area “%(area)s” in these answers. Choose from: %(known)s.")
NO_INDEX = N_("There is no index or domain “%(index)s”. Choose from: %(known)s.")
NO_SCORE = N_("“%(domain)s” has no score of its own: its questions are shown one by one.")
NO_VALUE = N_("There is no value: something that it is made of is missing.")
ROLLED = N_(
    "The larger area has the mean of its areas, weighted by the column “%(column)s”: %(formula)s."
)


def explain(evidence: Evidence, area: str, index: str, say: Language) -> list[str]:
    """Explain the figure of a domain or an index in an area, a line each.

    Nothing that the table of scores withholds is said. Raises MahallaError for names that are not
    there.
    """
    questionnaire = evidence.questionnaire
    _check_names(questionnaire, evidence.scores.areas, area, index)
    head = _tell_head(questionnaire, area, index, say)
    outcome = evidence.scores.outcomes.get(index)
    if outcome is None:
        domain = next(one for one in questionnaire.domains if one.id == index)
        no_score = say.gettext(NO_SCORE, domain=say.text(domain.title))
        return [head, *tell_domain(evidence, domain, area, say), no_score]
    row = evidence.rows[area, outcome.figure.kind, index]
    if row.is_withheld:
        return [head, *tell_withheld(row.flags, say)]
    lines = _tell_parts(evidence, outcome, area, row, say)
    return [head, *lines, *tell_notes(row, say), tell_end(row, say)]


def _tell_parts(
    evidence: Evidence, outcome: Outcome, area: str, row: Row, say: Language
) -> list[str]:
    questionnaire, place = evidence.questionnaire, evidence.scores.areas.index(area)
    label = tell_label(row, questionnaire.thresholds, say)
    domain = next((one for one in questionnaire.domains if one.id == outcome.name), None)
    if domain is not None:
        return [
            *tell_domain(evidence, domain, area, say),
            *tell_silent(evidence, outcome, place, say),
            *tell_mean(evidence, outcome, place, row, say),
            *tell_range(outcome, place, row, say),
            label,
        ]
    index = next(one for one in questionnaire.method.indices if one.id == outcome.name)
    if isinstance(index.settings, CompositeSettings):
        return [
            *_tell_combined(evidence, index, outcome, place, say),
            tell_scarcest(row, say),
            *tell_range(outcome, place, row, say),
            label,
        ]
    return [
        *tell_index(evidence, index, area, say),
        *tell_mean(evidence, outcome, place, row, say),
        *tell_range(outcome, place, row, say),
    ]


def _tell_combined(
    evidence: Evidence, index: Index, outcome: Outcome, place: int, say: Language
) -> list[str]:
    """Say how published figures were combined; those of its own kind of area stand beside."""
    questionnaire = evidence.questionnaire
    settings = fill_settings(index, questionnaire)
    parts = [evidence.scores.outcomes[part.take] for part in settings.of]
    values = np.stack([part.published for part in parts], axis=1)
    tier = find_tier(outcome.layout.areas, place)
    titles = find_titles(questionnaire)
    steps = tell_composite(settings, values[tier], place - tier.start, titles, say)
    return [*(choice.say(say) for choice in list_index(index, questionnaire)), *steps]


def fill_settings(index: Index, questionnaire: Questionnaire) -> CompositeSettings:
    """Give the settings of a composite with the weight of every component."""
    assert isinstance(index.settings, CompositeSettings)
    return fill_weights(index.settings, {one.id: one.weight for one in questionnaire.domains})


def find_tier(areas: Areas, place: int) -> slice:
    """Find the areas of the same kind: neighbourhoods, districts, or all together."""
    leaves, end = areas.leaves, areas.size - 1
    if place < leaves:
        return slice(0, leaves)
    return slice(leaves, end) if place < end else slice(end, end + 1)


def explain_table(
    questionnaire: Questionnaire,
    table: pd.DataFrame,
    scores: pd.DataFrame,
    area: str,
    index: str,
    say: Language,
) -> list[str]:
    """Explain an index of a table of areas; `scores` is what `score_area_table` made of it."""
    rows = read_rows_of(scores)
    names = tuple(dict.fromkeys(scores["area"]))
    _check_names(questionnaire, names, area, index)
    chosen = next(one for one in questionnaire.method.indices if one.id == index)
    row = rows[area, chosen.kind, index]
    lines = [_tell_head(questionnaire, area, index, say)]
    if not np.isfinite(row.numbers["estimate"]):
        return [*lines, say.gettext(NO_VALUE)]
    table = table.sort_index()
    if area == ALL or area.startswith(DISTRICT):
        lines.append(_tell_rolled(questionnaire, table, rows, area, chosen, say))
        return [*lines, tell_end(row, say)]
    settings = fill_settings(chosen, questionnaire)
    values = np.stack([_find_column(part.take, table, rows) for part in settings.of], axis=1)
    place = list(table.index).index(area)
    choices = [choice.say(say) for choice in list_index(chosen, questionnaire)]
    steps = tell_composite(settings, values, place, find_titles(questionnaire), say)
    return [*lines, *choices, *steps, tell_end(row, say)]


def _find_column(
    name: str, table: pd.DataFrame, rows: dict[tuple[str, str, str], Row]
) -> FloatArray:
    if name in table:
        return table[name].to_numpy(dtype=np.float64)
    found = {area: row for (area, _, index), row in rows.items() if index == name}
    return np.array([found[area].numbers["estimate"] for area in table.index])


def _tell_rolled(
    questionnaire: Questionnaire,
    table: pd.DataFrame,
    rows: dict[tuple[str, str, str], Row],
    area: str,
    index: Index,
    say: Language,
) -> str:
    rolled = questionnaire.method.roll_up
    assert rolled is not None
    inside = table if area == ALL else table[table[rolled.to] == area.removeprefix(DISTRICT)]
    values = _find_column(index.id, inside.drop(columns=index.id, errors="ignore"), rows)
    people = np.where(np.isnan(values), 0.0, inside[rolled.weight].to_numpy(dtype=np.float64))
    total, whole = float((people * np.nan_to_num(values)).sum()), float(people.sum())
    formula = f"{write(total, say)} / {write(whole, say)} = {write(total / whole, say)}"
    return say.gettext(ROLLED, column=rolled.weight, formula=say.ltr(formula))


def _tell_head(questionnaire: Questionnaire, area: str, index: str, say: Language) -> str:
    title = say.text(find_titles(questionnaire)[index])
    return say.gettext(HEAD, index=title, area=say.isolate(area))


def _check_names(
    questionnaire: Questionnaire, areas: tuple[str, ...], area: str, index: str
) -> None:
    if area not in areas:
        raise MahallaError(Problem(NO_AREA, {"area": area, "known": ", ".join(areas)}))
    domains = [domain.id for domain in questionnaire.domains]
    known = [*domains, *(one.id for one in questionnaire.method.indices)]
    if index not in known:
        raise MahallaError(Problem(NO_INDEX, {"index": index, "known": ", ".join(known)}))
