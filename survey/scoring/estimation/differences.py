"""Differences of two means with their uncertainty: standard error, t interval and p-value."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.estimate import NO_SPREAD, divide
from survey.scoring.estimation.intervals import t_quantile


@dataclass(frozen=True)
class Differences:
    """Differences in the unit of y, arrays of one shape; NaN where there is none.

    `lower` and `upper` bound the 95 % interval, `p` (0-1) is of the hypothesis of no difference.
    Where nothing varies, or below one degree of freedom, only the difference is known.
    """

    difference: FloatArray
    se: FloatArray
    lower: FloatArray
    upper: FloatArray
    p: FloatArray

    @property
    def parts(self) -> tuple[FloatArray, ...]:
        """The arrays in their order."""
        return self.difference, self.se, self.lower, self.upper, self.p

    def keep(self, shown: BoolArray) -> "Differences":
        """Return the differences that are `shown`, and NaN for the others."""
        return Differences(*(np.where(shown, part, np.nan) for part in self.parts))


def finish_differences(
    difference: FloatArray, variance: FloatArray, df: FloatArray, size: FloatArray
) -> Differences:
    """Add standard error, interval and two-sided p-value; `size` is how large the means are.

    d ± t_df √V; p = 2 P(T_df > |d|/√V). A standard error below 1e-9 of `size` (or of 1) is
    rounding and counts as no variation. Source: Särndal, Swensson & Wretman 1992, ch. 5.
    """
    rounding = (NO_SPREAD * np.maximum(np.nan_to_num(np.abs(size)), 1.0)) ** 2
    se = np.sqrt(np.where(variance > rounding, variance, np.nan))
    reach = t_quantile(df) * se
    usable = np.where(df >= 1, df, np.nan)
    p = 2 * stdtr(usable, -np.abs(divide(difference, se)))
    return Differences(difference, se, difference - reach, difference + reach, p)
