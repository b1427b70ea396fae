"""The rounds of scoring over partitions that other processes read, whatever engine runs them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from survey.questionnaire.model import Questionnaire
from survey.scoring.chunk import Crossed, Fits, cross_chunk, fit, lay, needs_crossing, sum_chunk
from survey.scoring.records import Partition
from survey.scoring.tasks import Task, list_tasks
from survey.scoring.totals import Totals, combine, merge_names
from survey.scoring.two_way import add_crossings

T = TypeVar("T")

Open = Callable[[], Iterable[Partition]]
"""Opens partitions where it is called; it can be pickled, so that workers read their own files."""


class Engine(Protocol):
    """Runs a round: `work` on all that is to be opened, its numbered sums merged by number.

    `merge` is given one or more sums with the same number and may be called on what it returned.
    """

    def __call__(
        self, work: Callable[[Open], Mapping[int, T]], merge: Callable[[Sequence[T]], T]
    ) -> Mapping[int, T]:
        """Return the merged sums."""


def reduce_on(engine: Engine, questionnaire: Questionnaire) -> Iterator[tuple[Task, Totals]]:
    """Sum up everything that is scored, task by task, as `reduce_partitions` does in one process.

    A household must lie in one partition; PSUs, strata and neighbourhoods may lie in several.
    """
    fits = fit_on(engine, questionnaire)
    merged = engine(partial(sum_up, questionnaire, fits), combine)
    for number, task in enumerate(list_tasks(questionnaire)):
        yield task, merged[number]


def fit_on(engine: Engine, questionnaire: Questionnaire) -> dict[int, Fits]:
    """Fit the domains that fill gaps from what others answered; no round where there are none."""
    if not any(needs_crossing(task) for task in list_tasks(questionnaire)):
        return {}
    crossed = engine(partial(cross, questionnaire), merge_crossed)
    return {number: fit([one]) for number, one in crossed.items()}


def cross(questionnaire: Questionnaire, opened: Open) -> dict[int, Crossed]:
    """Do the first round: what fixes the fits, by the number of the task."""
    tasks = {n: task for n, task in enumerate(list_tasks(questionnaire)) if needs_crossing(task)}
    found: dict[int, list[Crossed]] = {number: [] for number in tasks}
    for partition in opened():
        laid = lay(partition)
        for number, task in tasks.items():
            given = partition.read(task.names)
            found[number].append(cross_chunk(questionnaire, task, laid, given))
    return {number: merge_crossed(parts) for number, parts in found.items() if parts}


def sum_up(
    questionnaire: Questionnaire, fits: Mapping[int, Fits], opened: Open
) -> dict[int, Totals]:
    """Do the second round: the totals of every task, by its number."""
    tasks = list_tasks(questionnaire)
    found: dict[int, list[Totals]] = {number: [] for number in range(len(tasks))}
    for partition in opened():
        laid = lay(partition)
        for number, task in enumerate(tasks):
            given = partition.read(task.names)
            totals = sum_chunk(questionnaire, task, laid, given, fits.get(number))
            found[number].append(totals)
    return {number: combine(parts) for number, parts in found.items() if parts}


def merge_crossed(parts: Sequence[Crossed]) -> Crossed:
    """Merge the crossings of partitions."""
    areas, numbers = merge_names([part.areas for part in parts])
    return Crossed(areas, add_crossings([part.crossings for part in parts], numbers, len(areas)))
