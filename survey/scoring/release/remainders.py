"""Which areas may speak of some sets of people, so that no subtraction bares a small one (§12)."""

from collections.abc import Callable

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.areas import Areas

Safety = Callable[[FloatArray], BoolArray]
"""Tells of sums, areas in the first axis, where all they count is nobody or enough; if it allows
two sets it must allow them added up."""


def choose_areas(
    areas: Areas, counts: FloatArray, is_safe: Safety, allowed: BoolArray
) -> BoolArray:
    """Choose the areas that publish: those `allowed` whose counts are safe, seen all together.

    `counts` is areas (roll-ups included) x whatever is counted. What is left of a roll-up, when
    the published areas inside it are subtracted, must be safe too; else the roll-up gives way.
    """
    chosen = allowed & is_safe(counts)
    bare = ~chosen[: areas.leaves]
    for area in range(areas.leaves, areas.size):
        inside = areas.leaves_of(area)
        rest = counts[inside[bare[inside]]].sum(axis=0, keepdims=True)
        chosen[area] &= is_safe(rest)[0]
        if chosen[area]:
            bare[inside] = False
    return chosen
