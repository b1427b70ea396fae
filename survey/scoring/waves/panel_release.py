"""Where a panel's result may be shown beside both waves' own figures (SCORING §10, §12)."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.areas import Areas
from survey.scoring.release.remainders import choose_areas
from survey.scoring.release.sets import FEWEST_HOUSEHOLDS, FEWEST_RESPONDENTS
from survey.scoring.release.table import SMALL
from survey.scoring.waves.panel import (
    ABOVE_0,
    BELOW_100,
    GAINED,
    HOUSEHOLDS,
    LOST,
    RESPONDENTS,
    STAYED_AFTER,
    STAYED_BEFORE,
    Panel,
)


@dataclass(frozen=True)
class PanelRelease:
    """Where a panel's result is shown, and why it is not, per area.

    `few_both`, `few_lost`, `few_gained`: too few stayed, or the few who were lost or gained would
    follow by subtraction. `small_count`: so would answers of 1 to 4. `complementary`: another
    area's would.
    """

    shown: BoolArray
    few_both: BoolArray
    few_lost: BoolArray
    few_gained: BoolArray
    small_count: BoolArray
    complementary: BoolArray


def release_panel(
    panel: Panel, areas: Areas, allowed: BoolArray, is_share: bool, is_sensitive: bool
) -> PanelRelease:
    """Decide where a panel may be shown; `allowed` are the areas published in both waves.

    Those who stayed, those lost and those gained are sets that differ from published ones: each
    must be nobody, or 10 respondents in 5 households, in every area and in what is left of a
    roll-up. Of a share also those at 0 and those at 100 must be 0 or 5 and more in each set. Of
    what is sensitive no set may be all at 0 or all at 100, nor may all have changed alike.
    """
    enough, n = _is_enough(panel.people), panel.people[:, STAYED_BEFORE, RESPONDENTS]
    few_both = ~enough[:, STAYED_BEFORE] | ~enough[:, STAYED_AFTER] | (n == 0)
    bare = ~_is_answer_safe(panel.people, is_share, is_sensitive)
    small = np.where(is_sensitive, bare | np.isnan(panel.differences.se), bare)

    def is_safe(people: FloatArray) -> BoolArray:
        few = ~_is_enough(people)
        return _is_answer_safe(people, is_share, is_sensitive) & ~few.any(axis=1)

    shown = choose_areas(areas, panel.people, is_safe, allowed & ~few_both & ~small)
    few_lost, few_gained = ~enough[:, LOST], ~enough[:, GAINED]
    own = few_both | few_lost | few_gained | small
    return PanelRelease(shown, few_both, few_lost, few_gained, small, allowed & ~own & ~shown)


def _is_enough(people: FloatArray) -> BoolArray:
    """Tell which sets (areas x sets) are nobody, or enough."""
    n, homes = people[:, :, RESPONDENTS], people[:, :, HOUSEHOLDS]
    enough: BoolArray = (n == 0) | ((n >= FEWEST_RESPONDENTS) & (homes >= FEWEST_HOUSEHOLDS))
    return enough


def _is_answer_safe(people: FloatArray, is_share: bool, is_sensitive: bool) -> BoolArray:
    """Tell in which areas no set of people is bared by what all or nearly all of it say."""
    n = people[:, :, RESPONDENTS]
    most = SMALL - 1 if is_share else 0
    least = np.where(is_sensitive & (n > 0), 0, 1)
    above, below = people[:, :, ABOVE_0], people[:, :, BELOW_100]
    bare = ((above >= least) & (above <= most)) | ((below >= least) & (below <= most))
    return np.logical_not(bare.any(axis=1))
