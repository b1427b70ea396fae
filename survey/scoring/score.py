"""The scores of a questionnaire in every area, masked: the one table everything else shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from survey.questionnaire.model import Questionnaire
from survey.scoring.finish import Scores, finish
from survey.scoring.sample.prepare import prepare
from survey.scoring.sample.records import Partition, hold
from survey.scoring.sums.chunk import Laid, cross_chunk, fit, lay, needs_crossing, sum_chunk
from survey.scoring.sums.tasks import Task, find_scored, list_tasks
from survey.scoring.sums.totals import Totals, combine, merge_grounds

MOST_HELD = 1 << 27
"""So many bytes of answers are kept in memory at once, one byte each."""


def score(
    questionnaire: Questionnaire,
    respondents: pd.DataFrame,
    positions: pd.DataFrame,
    districts: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Score answers into one tidy table that is safe to publish (docs/method.md).

    `respondents` is indexed by response id, with columns `area`, `household` (within its area),
    `stratum`, `psu` (within its stratum; the household's name if there is no other), `weight` and
    `household_weight` (numbers ≥ 0; a record of weight 0 is not counted), and `design:<name>` for
    what the questionnaire's `design` names (see `prepare`). `positions` has the same index and an
    int8 column per item, as `encode_answers` makes them. `districts` maps areas to districts.

    Returns the columns `area, index, kind, estimate, se, lower, upper, n, n_effective,
    households, label, suppressed, flag`, all areas in order (then `district:<id>`, then `all`).
    Estimates and limits are on 0-100. The order of the rows given does not matter. Raises
    MahallaError for weights that are no numbers ≥ 0, and for a design that does not fit.
    """
    return score_answers(questionnaire, respondents, positions, districts or {}).frame


def score_answers(
    questionnaire: Questionnaire,
    respondents: pd.DataFrame,
    positions: pd.DataFrame,
    districts: Mapping[str, str],
) -> Scores:
    """Score answers as `score` does, with all that stands behind its table."""
    prepared = prepare(questionnaire, respondents, positions)
    return score_partitions(questionnaire, [prepared.partition], districts)


def score_partitions(
    questionnaire: Questionnaire,
    partitions: Iterable[Partition],
    districts: Mapping[str, str],
) -> Scores:
    """Score responses that lie in partitions; a household must lie in one of them."""
    return finish(questionnaire, reduce_partitions(questionnaire, partitions), districts)


def reduce_partitions(
    questionnaire: Questionnaire, partitions: Iterable[Partition]
) -> Iterator[tuple[Task, Totals]]:
    """Sum up task by task, so that only one task's sums are in memory at a time.

    Of a partition only the samples are kept, and its answers while there is room (`MOST_HELD`);
    else they are read as each task needs them.
    """
    laid = list(_lay_all(partitions, find_scored(questionnaire)))
    merged = merge_grounds([one.persons.ground for one in laid])
    for task in list_tasks(questionnaire):
        yield task, combine(_reduce(questionnaire, task, laid), merged)


def _lay_all(partitions: Iterable[Partition], names: list[str]) -> Iterator[Laid]:
    held = 0
    for partition in partitions:
        held += len(partition.records) * len(names)
        yield lay(hold(partition, names) if held <= MOST_HELD else partition)


def _reduce(questionnaire: Questionnaire, task: Task, laid: Sequence[Laid]) -> list[Totals]:
    given = [one.read(task.names) for one in laid]
    fits = None
    if needs_crossing(task):
        fits = fit(
            [cross_chunk(questionnaire, task, *pair) for pair in zip(laid, given, strict=True)]
        )
    return [sum_chunk(questionnaire, task, *pair, fits) for pair in zip(laid, given, strict=True)]
