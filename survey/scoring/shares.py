"""Figures that are shares of people: of their answers, and of their silences."""

from dataclasses import replace

from survey.arrays import BoolArray, FloatArray
from survey.scoring.basis import Basis
from survey.scoring.design import Design
from survey.scoring.estimate import Estimates, estimate_means, finish_shares
from survey.scoring.figures import Figure, make_figure
from survey.scoring.levels import Levels

PERCENT = 100.0


def make_share(
    kind: str,
    index: str,
    design: Design,
    basis: Basis,
    total: FloatArray,
    levels: Levels,
    shown: BoolArray | None = None,
) -> Figure:
    """Make the figure of a share in percent; `total` is Σw of those who count, per design row.

    It is withheld where the table it belongs to may print no grouping.
    """
    share, variance = estimate_means(design, basis.base, total)
    return make_figure(
        kind,
        index,
        basis,
        _as_percent(finish_shares(basis.base, share, variance)),
        reasons={"small_count": levels.is_small, "complementary": levels.is_complementary},
        notes={},
        shown=shown,
    )


def _as_percent(shares: Estimates) -> Estimates:
    return replace(
        shares,
        mean=PERCENT * shares.mean,
        variance=PERCENT**2 * shares.variance,
        se=PERCENT * shares.se,
        lower=PERCENT * shares.lower,
        upper=PERCENT * shares.upper,
    )
