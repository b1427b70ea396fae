"""How far counts can still move when their sums, and perhaps their mean, are in print."""

import numpy as np

from survey.arrays import FloatArray
from survey.scoring.release.partitions import Group, Partition


def find_freedom(counts: FloatArray, partition: Partition, scores: FloatArray | None) -> FloatArray:
    """Width of the feasible interval of every count, per area x category.

    Known are the total of every group and, with `scores` per category, the mean score. This is
    the exact solution of the linear programmes min and max count[i] under those equations and
    count ≥ 0: all mass besides i goes to the lowest or highest score of its own group.
    """
    widths = np.zeros_like(counts)
    for group in partition:
        for place in group:
            if len(group) > 1:
                low, high = _limits(counts, partition, scores, group, place)
                widths[:, place] = high - low
    return widths


def _limits(
    counts: FloatArray,
    partition: Partition,
    scores: FloatArray | None,
    group: Group,
    place: int,
) -> tuple[FloatArray, FloatArray]:
    size = counts[:, group].sum(axis=1)
    low, high = np.zeros_like(size), size.copy()
    if scores is None:
        return low, high
    others = [scores[other] for other in group if other != place]
    for extreme, sign in ((min, 1.0), (max, -1.0)):
        # sign * (what the other groups and the rest of this one reach) leaves sign * room
        reach = sum(
            counts[:, other].sum(axis=1) * extreme(scores[list(other)])
            for other in partition
            if other != group
        )
        room = sign * (counts @ scores - reach - size * extreme(others))
        step = sign * (scores[place] - extreme(others))
        if step > 0:
            high = np.minimum(high, room / step)
        elif step < 0:
            low = np.maximum(low, room / step)
    return low, high
