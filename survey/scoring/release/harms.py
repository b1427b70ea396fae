"""Met and harmed, question by question: what shares, means and unions of harms tell of a few.

Of the households that answered all, one question's answers and the verdict make four counts: met
and harmed, met only, harmed only, neither. The shares of the answers give two sums of them, the
headcount a third, so that one more number tells all four.
"""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.areas import Areas
from survey.scoring.release.harm_rule import HarmRule
from survey.scoring.release.table import SMALL


@dataclass(frozen=True)
class Harms:
    """Counts of the households that answered all, per area, roll-ups included.

    `n` is how many there are, `harmed` and `union` how many are harmed and met any harm; `met` and
    `both` (areas x questions) how many met a harm, and met it and are harmed, by `rule`;
    `is_told` where the share that met it is in print among all who answered it: it is taken to be
    that of those who answered all.
    """

    areas: Areas
    n: FloatArray
    harmed: FloatArray
    union: FloatArray
    met: FloatArray
    both: FloatArray
    is_told: BoolArray
    rule: HarmRule
    is_sensitive: bool = False

    def is_telling(self, counts: FloatArray) -> BoolArray:
        """Tell which counts are small; of sensitive questions also nobody's."""
        telling: BoolArray = (counts < SMALL) & (counts >= (0 if self.is_sensitive else 1))
        return telling

    @property
    def has_telling(self) -> BoolArray:
        """Which of the questions (areas x questions) have a telling count among their four."""
        only, neither = self.met - self.both, (self.n - self.harmed)[:, None] - self.met + self.both
        cells = np.stack([self.both, only, self.harmed[:, None] - self.both, neither])
        few = np.any(self.is_telling(cells), axis=0)
        telling: BoolArray = np.logical_and(few, (self.n > 0)[:, None])
        return telling


def may_unite(harms: Harms) -> BoolArray:
    """Tell where the union may stand beside the headcount and the shares of answers, per area.

    Union less yes are those who met something else; where shares by question are in print, those
    of them who are not harmed follow too. Where any harm makes harmed, it is the headcount.
    """
    if not harms.rule.many:
        return np.ones(harms.areas.size, dtype=np.bool_)
    others = harms.union[:, None] - harms.met
    unharmed = others - harms.harmed[:, None] + harms.both
    bare = harms.is_telling(unharmed).any(axis=1) & may_list(harms)
    may: BoolArray = ~(harms.is_telling(others).any(axis=1) | bare)
    return may


def may_list(harms: Harms) -> BoolArray:
    """Tell where no count of an area's own forbids the shares by question."""
    may: BoolArray = np.all(~harms.has_telling, axis=1)
    return may
