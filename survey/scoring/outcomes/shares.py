"""Figures that are shares of people: of their answers, and of their silences."""

from dataclasses import replace

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.estimate import Estimates, finish_shares
from survey.scoring.estimation.layout import Layout
from survey.scoring.estimation.means import estimate_areas
from survey.scoring.outcomes.figures import Figure, make_figure
from survey.scoring.release.basis import Basis
from survey.scoring.release.levels import Levels

PERCENT = 100.0


def make_share(
    kind: str,
    index: str,
    layout: Layout,
    basis: Basis,
    weights: FloatArray,
    totals: FloatArray,
    margins: FloatArray,
    levels: Levels,
    shown: BoolArray | None = None,
) -> Figure:
    """Make the figure of a share in percent.

    Per cell `weights` is Σw of everyone and `totals` of those who count; `margins` is Σd of both,
    per neighbourhood. It is withheld where the table it belongs to may print no grouping.
    """
    means = estimate_areas(layout, basis.base, weights, totals, margins)
    shares = finish_shares(basis.base, means.mean, means.variance, layout.has_population)
    return make_figure(
        kind,
        index,
        basis,
        as_percent(shares),
        reasons={"small_count": levels.is_small, "complementary": levels.is_complementary},
        notes={},
        shown=shown,
        is_share=True,
    )


def as_percent(shares: Estimates) -> Estimates:
    """Put shares (0-1) on 0-100."""
    return replace(
        shares,
        mean=PERCENT * shares.mean,
        variance=PERCENT**2 * shares.variance,
        se=PERCENT * shares.se,
        lower=PERCENT * shares.lower,
        upper=PERCENT * shares.upper,
    )
