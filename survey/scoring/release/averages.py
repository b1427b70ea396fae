"""Where a mean may stand that is the average of shares in print (SCORING §12)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.areas import Areas
from survey.scoring.release.remainders import choose_areas
from survey.scoring.release.sets import FEWEST_RESPONDENTS


@dataclass(frozen=True)
class Part:
    """A question an index is made from: where all shares of its answers are in print, per area.

    `outside` counts, per neighbourhood, the respondents that its shares speak of and the average
    cannot, or the other way round.
    """

    is_printed: BoolArray
    outside: FloatArray


def may_average(
    areas: Areas, parts: Sequence[Part], left_out: FloatArray, is_sensitive: bool
) -> BoolArray:
    """Tell where the average tells nothing of a few, per area.

    Where all parts are in print over the same people, it says nothing new. Others, of whom the
    parts speak and the average does not (`left_out` per neighbourhood, and each part's `outside`),
    follow by subtraction: they must be nobody or ten, of sensitive questions nobody. What is left
    of a roll-up without its published areas has some part withheld: nobody may be left out there.
    """
    outside = left_out + np.max([part.outside for part in parts], axis=0)
    enough = (outside == 0) | ((outside >= FEWEST_RESPONDENTS) & (not is_sensitive))
    allowed = np.all([part.is_printed for part in parts], axis=0)
    allowed[: areas.leaves] &= enough
    bare = np.zeros((areas.size, 1))
    bare[: areas.leaves, 0] = np.where(allowed[: areas.leaves], 0.0, outside)
    return choose_areas(areas, bare, lambda counts: (counts == 0).all(axis=1), allowed)
