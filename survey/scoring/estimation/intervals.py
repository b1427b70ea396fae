"""95 % intervals: Student's t for means, Korn–Graubard for shares (SCORING §4-5)."""

import numpy as np
from scipy.special import betaincinv, stdtrit

from survey.arrays import BoolArray, FloatArray

ALPHA = 0.05


def t_quantile(df: FloatArray) -> FloatArray:
    """The 97.5 % point of Student's t; NaN where there is less than one degree of freedom."""
    usable = df >= 1
    return np.where(usable, stdtrit(np.where(usable, df, 1.0), 1 - ALPHA / 2), np.nan)


def korn_graubard(
    share: FloatArray,
    variance: FloatArray,
    n: FloatArray,
    df: FloatArray,
    psus: FloatArray,
    kish: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Limits of shares (0-1), and the number of answers n* that they stand for.

    n* = min(n, [p(1 - p)/V] (t_{n-1}/t_df)²); the PSUs where V = 0; at 0 and 1 the smaller of the
    PSUs and Kish's n, which makes it Clopper–Pearson. NaN below one degree of freedom.
    Source: Korn & Graubard 1998, Survey Methodology 24:193.
    """
    extreme = (share <= 0) | (share >= 1)
    flat = ~(variance > 0)
    srs = share * (1 - share) / np.where(flat, 1.0, variance)
    enough = df >= 1
    ratio = t_quantile(np.where(enough, n - 1, 0.0)) / t_quantile(df)
    size = np.where(flat, psus, np.minimum(n, srs * ratio**2))
    size = np.where(extreme, np.minimum(psus, kish), size)
    size = np.where(enough & np.isfinite(share), size, np.nan)
    yes, no = size * share, size * (1 - share)
    lower = _beta_quantile(ALPHA / 2, yes, no + 1, share <= 0, 0.0)
    upper = _beta_quantile(1 - ALPHA / 2, yes + 1, no, share >= 1, 1.0)
    return lower, upper, size


def _beta_quantile(
    level: float, a: FloatArray, b: FloatArray, fixed: BoolArray, value: float
) -> FloatArray:
    limit = betaincinv(np.where(fixed, 1.0, a), np.where(fixed, 1.0, b), level)
    return np.where(np.isnan(a), np.nan, np.where(fixed, value, limit))
