"""Uncertainty after raking: what the margins explain does not vary from sample to sample.

Notation of this page: d is the design weight before raking and w the weight after it, x the
record's row of 0 and 1, one column per category of each margin (p columns in all), and z the
record's share in an estimate per unit of weight: z = (y - μ)/Σw inside the area, 0 outside. Raking
to fixed totals replaces z by its residual z - x'β, β = (Σ d x x')⁻ Σ d x z, also outside the area.
Source: Deville & Särndal 1992, JASA 87:376; Lumley 2010, §7.4.

`residual_influence` does that for records; the other functions do the same from sums that add up
over partitions. Rows are the PSUs of the whole sample, or its second-stage units where the design
has a second stage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from survey.arrays import FloatArray, IntArray, SmallIntArray
from survey.scoring.sample.design import Design, weigh_deviations
from survey.scoring.sample.raking import Margin

NOTHING_NEW = 1e-11
"""Directions of the scaled Σ d x x' below this, relative to the largest, repeat other columns."""


def residual_influence(
    z: FloatArray, design_weight: FloatArray, weight: FloatArray, margins: Sequence[Margin]
) -> FloatArray:
    """The influence w (z - x'β) of every record, z being its share per unit of weight.

    Records × 1 each; the unit is that of z times a weight.
    """
    columns, width = number_columns(margins)
    root = np.sqrt(design_weight)
    x = np.zeros((len(z), width))
    x[np.arange(len(z))[:, None], columns] = 1
    slopes = np.linalg.lstsq(x * root[:, None], z * root, rcond=NOTHING_NEW)[0]
    residuals: FloatArray = weight * (z - x @ slopes)
    return residuals


def number_columns(margins: Sequence[Margin]) -> tuple[IntArray, int]:
    """The column each record fills for each margin (records × margins), and the columns p.

    A record without an answer (it has weight 0) fills the first column of the margin.
    """
    widths = [len(margin.totals) for margin in margins]
    starts = np.cumsum([0, *widths])
    filled = [np.maximum(m.category, 0) + s for m, s in zip(margins, starts[:-1], strict=True)]
    return np.stack(filled, axis=1).astype(np.int64), int(starts[-1])


def sum_columns(
    columns: IntArray, width: int, values: FloatArray, row: IntArray | SmallIntArray, rows: int
) -> FloatArray:
    """Σ values · x over the records of each row (rows × p).

    With w over PSUs it is the Σ w x that `calibrate_rows` takes; with d·y and d inside each area,
    the Σ d x y and Σ d x of `regress`.
    """
    sums = np.zeros(rows * width)
    for filled in columns.T:
        sums += np.bincount(row * width + filled, values, rows * width)
    return sums.reshape(rows, width)


def sum_cross(columns: IntArray, width: int, design_weight: FloatArray) -> FloatArray:
    """Σ d x x' over all records (p × p): how the margins overlap in the sample."""
    sums = [sum_columns(columns, width, design_weight, filled, width) for filled in columns.T]
    cross: FloatArray = np.sum(sums, axis=0)
    return cross


def regress(
    cross: FloatArray, xy: FloatArray, x: FloatArray, mean: FloatArray, total: FloatArray
) -> FloatArray:
    """The slopes β of an estimate in every area (areas × p), in the unit of z.

    `cross` is `sum_cross`; `xy` and `x` are Σ d x y and Σ d x inside the area (areas × p), `mean`
    is μ and `total` Σw per area. An area without anybody has slopes 0.
    """
    scale = 1 / np.sqrt(np.where(np.diag(cross) > 0, np.diag(cross), 1.0))
    inverse = np.linalg.pinv(cross * np.outer(scale, scale), rcond=NOTHING_NEW, hermitian=True)
    gaps = xy - np.nan_to_num(mean)[:, None] * x
    shares = np.divide(gaps, total[:, None], out=np.zeros_like(gaps), where=total[:, None] > 0)
    slopes: FloatArray = (shares * scale) @ inverse * scale
    return slopes


@dataclass(frozen=True)
class MarginForm:
    """What margins can take out of a variance: found once for a whole sample.

    With the variance of its design written V(u) = u'Mu, u one value per row, and c standing for
    Σ w x: `pull` is Mc (rows × p), `square` is c'Mc (p × p).
    """

    pull: FloatArray
    square: FloatArray


def make_margin_form(wx: FloatArray, whole: Design) -> MarginForm:
    """Prepare `explained_variance` from Σ w x per row of the whole design (one group)."""
    pull = np.stack([weigh_deviations(column, whole) for column in wx.T], axis=1)
    return MarginForm(pull, wx.T @ pull)


def explained_variance(
    influence: FloatArray, group: IntArray, place: IntArray, slopes: FloatArray, form: MarginForm
) -> FloatArray:
    """How much less the variance of each group is after raking than before it.

    `influence` is Σ w z per unit of each group (a PSU, or a second-stage unit), `group` and `place`
    say of which group it is and which unit of the whole sample; `slopes` are per group. V(u) -
    V(u - cβ) = β'(2 c'Mu - c'Mc β): a sum over the units that the groups have, not over all units
    for each group. The rounding is some 1e-13 of the variance before.
    """
    shared = np.zeros(slopes.shape)
    for column in range(slopes.shape[1]):
        pulled = influence * form.pull[place, column]
        shared[:, column] = np.bincount(group, pulled, len(slopes))
    explained: FloatArray = (slopes * (2 * shared - slopes @ form.square)).sum(axis=1)
    return explained
