"""The rounds of scoring over partitions that other processes read, whatever engine runs them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from survey.questionnaire.model import Questionnaire
from survey.scoring.answers.two_way import add_crossings
from survey.scoring.estimates import Estimated, estimate_totals
from survey.scoring.finish import Scores, finish
from survey.scoring.sample.records import Partition
from survey.scoring.sums.chunk import (
    Crossed,
    Fits,
    cross_chunk,
    fit,
    lay,
    needs_crossing,
    sum_chunk,
)
from survey.scoring.sums.tasks import Task, list_tasks
from survey.scoring.sums.totals import Totals, combine, merge_names

T = TypeVar("T")

Open = Callable[[], Iterable[Partition]]
"""Opens partitions where it is called; it can be pickled, so that workers read their own files."""


class Engine(Protocol):
    """Runs a round: `work` on all that is to be opened, its named sums merged by name.

    `merge` is given one or more sums of one name and may be called on what it returned.
    """

    def __call__(
        self, work: Callable[[Open], Mapping[str, T]], merge: Callable[[Sequence[T]], T]
    ) -> Mapping[str, T]:
        """Return the merged sums."""


def score_on(engine: Engine, questionnaire: Questionnaire, districts: Mapping[str, str]) -> Scores:
    """Score responses that workers read, as `score_partitions` does in one process."""
    return finish(questionnaire, reduce_on(engine, questionnaire), districts)


def estimate_on(
    engine: Engine, questionnaire: Questionnaire, districts: Mapping[str, str]
) -> list[Estimated]:
    """Estimate everything with nothing withheld, as `estimate_partitions` does in one process."""
    return estimate_totals(questionnaire, reduce_on(engine, questionnaire), districts)


def reduce_on(engine: Engine, questionnaire: Questionnaire) -> Iterator[tuple[Task, Totals]]:
    """Sum up everything that is scored, task by task, as `reduce_partitions` does in one process.

    A household must lie in one partition; PSUs, strata and neighbourhoods may lie in several.
    """
    fits = fit_on(engine, questionnaire)
    merged = engine(partial(sum_up, questionnaire, fits), combine)
    return ((task, merged[task.name]) for task in list_tasks(questionnaire))


def fit_on(engine: Engine, questionnaire: Questionnaire) -> dict[str, Fits]:
    """Fit the domains that fill gaps from what others answered; no round where there are none."""
    if not any(needs_crossing(task) for task in list_tasks(questionnaire)):
        return {}
    crossed = engine(partial(cross, questionnaire), merge_crossed)
    return {name: fit([one]) for name, one in crossed.items()}


def cross(questionnaire: Questionnaire, opened: Open) -> dict[str, Crossed]:
    """Do the first round: what fixes the fits of each domain that needs them."""
    tasks = [task for task in list_tasks(questionnaire) if needs_crossing(task)]
    found: dict[str, list[Crossed]] = {task.name: [] for task in tasks}
    for partition in opened():
        laid = lay(partition)
        for task in tasks:
            given = partition.read(task.names)
            found[task.name].append(cross_chunk(questionnaire, task, laid, given))
    return {name: merge_crossed(parts) for name, parts in found.items() if parts}


def sum_up(
    questionnaire: Questionnaire, fits: Mapping[str, Fits], opened: Open
) -> dict[str, Totals]:
    """Do the second round: the totals of each task."""
    tasks = list_tasks(questionnaire)
    found: dict[str, list[Totals]] = {task.name: [] for task in tasks}
    for partition in opened():
        laid = lay(partition)
        for task in tasks:
            given = partition.read(task.names)
            totals = sum_chunk(questionnaire, task, laid, given, fits.get(task.name))
            found[task.name].append(totals)
    return {name: combine(parts) for name, parts in found.items() if parts}


def merge_crossed(parts: Sequence[Crossed]) -> Crossed:
    """Merge the crossings of partitions."""
    areas, numbers = merge_names([part.areas for part in parts])
    return Crossed(areas, add_crossings([part.crossings for part in parts], numbers, len(areas)))
