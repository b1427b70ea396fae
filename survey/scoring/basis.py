"""The people behind a figure in every area, and where they are too few to speak of."""

from dataclasses import dataclass

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimate import Base
from survey.scoring.layout import Sample
from survey.scoring.sets import Hidden, hide_sets


@dataclass(frozen=True)
class Basis:
    """Sums over the records of one figure, their households per area, and what is withheld."""

    base: Base
    households: FloatArray
    hidden: Hidden

    @property
    def is_printed(self) -> BoolArray:
        """Whether figures over these people may be printed at all, per area."""
        return ~self.hidden.any


def make_basis(sample: Sample, inside: BoolArray) -> Basis:
    """Sum up the records inside, and decide where they are enough."""
    base = sample.sum_base(inside)
    households = sample.sum_households(inside)
    return Basis(base, households, hide_sets(sample.layout.areas, base.n, households))
