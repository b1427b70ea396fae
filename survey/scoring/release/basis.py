"""The people behind a figure in every area, and where they are too few to speak of."""

from dataclasses import dataclass

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.estimate import Base, sum_base
from survey.scoring.estimation.layout import Layout
from survey.scoring.release.sets import Hidden, hide_sets


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


def make_basis(
    layout: Layout,
    weights: FloatArray,
    records: FloatArray,
    squares: FloatArray,
    households: FloatArray,
) -> Basis:
    """Sum up the records inside, and decide where they are enough.

    `weights` is Σw per cell; per neighbourhood `records` is their count, `squares` Σw², and
    `households` how many they are of.
    """
    areas = layout.areas
    rows, n = layout.sum_cells(weights), areas.roll_up(records)
    base = sum_base(layout.design, rows, rows, areas.roll_up(squares), n)
    homes = areas.roll_up(households)
    return Basis(base, homes, hide_sets(areas, n, homes))
