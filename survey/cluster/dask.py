"""Scoring on Dask: every partition is read and summed where a worker is, sums merge as a tree."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from dask import delayed
from dask.bag import from_sequence
from distributed import Client

from survey.cluster.draws import Drawn, bootstrap_on
from survey.cluster.rounds import Engine, Open, reduce_on
from survey.questionnaire.model import Questionnaire
from survey.scoring.estimates import Estimated, estimate_totals
from survey.scoring.finish import Scores, finish

T = TypeVar("T")

BRANCHES = 8
"""How many sums are merged at a time."""


def score_with_dask(
    questionnaire: Questionnaire,
    partitions: Sequence[Open],
    districts: Mapping[str, str],
    client: Client,
) -> Scores:
    """Score responses that workers read, as `score_partitions` does in one process.

    `partitions` are called on the workers; a household must lie in one of them, and there must be
    one response or more.
    """
    return finish(questionnaire, reduce_on(_use(client, partitions), questionnaire), districts)


def estimate_with_dask(
    questionnaire: Questionnaire,
    partitions: Sequence[Open],
    districts: Mapping[str, str],
    client: Client,
) -> list[Estimated]:
    """Estimate everything with nothing withheld, as `estimate_partitions` does in one process."""
    reduced = reduce_on(_use(client, partitions), questionnaire)
    return estimate_totals(questionnaire, reduced, districts)


def bootstrap_with_dask(
    questionnaire: Questionnaire,
    partitions: Sequence[Open],
    districts: Mapping[str, str],
    client: Client,
    draws: int,
    seed: int,
) -> Drawn:
    """Draw bootstrap means; the same as on any other engine, however PSUs are split."""
    return bootstrap_on(_use(client, partitions), questionnaire, districts, draws, seed)


def _use(client: Client, partitions: Sequence[Open]) -> Engine:
    opened = from_sequence(partitions, npartitions=len(partitions))

    def run(
        work: Callable[[Open], Mapping[str, T]], merge: Callable[[Sequence[T]], T]
    ) -> Mapping[str, T]:
        def merge_all(parts: Sequence[Mapping[str, T]]) -> Mapping[str, T]:
            found = list(parts)
            names = dict.fromkeys(name for part in found for name in part)
            return {name: merge([part[name] for part in found if name in part]) for name in names}

        # What all partitions need is sent to a worker once, not with every partition.
        summed = opened.map(_call, delayed(work, traverse=False))
        whole = summed.reduction(merge_all, merge_all, split_every=BRANCHES)
        merged: Mapping[str, T] = client.compute(whole).result()
        return merged

    return run


def _call(opened: Open, work: Callable[[Open], T]) -> T:
    return work(opened)
