"""Scoring on Dask: every partition is read and summed where a worker is, sums merge as a tree."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from dask import delayed
from dask.bag import from_sequence
from distributed import Client

from survey.cluster.rounds import Engine, Open

T = TypeVar("T")

BRANCHES = 8
"""How many sums are merged at a time."""


def use_dask(client: Client, partitions: Sequence[Open]) -> Engine:
    """Make an engine of a Dask client; `partitions` are called on its workers.

    A household must lie in one of them, and there must be one response or more.
    """
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
