"""Benjamini–Hochberg q-values: which of many tests may be believed together (SCORING §6, §10)."""

import numpy as np

from survey.arrays import FloatArray

FALSE_DISCOVERIES = 0.05
"""What is announced has q below this: of such announcements about one in twenty is wrong."""


def q_values(p: FloatArray) -> FloatArray:
    """Return the q-value (0-1) of every p-value (0-1), in the shape given.

    q of the i-th smallest of m is min over j ≥ i of p_j m/j. NaN is a test that was not made: it
    stays NaN and is not counted in m.
    Source: Benjamini & Hochberg 1995, J. R. Statist. Soc. B 57:289.
    """
    made = np.isfinite(p)
    given = p[made]
    falling = np.argsort(-given, kind="stable")
    rank = np.arange(len(given), 0, -1)
    least = np.minimum.accumulate(given[falling] * (len(given) / rank))
    found = np.empty(len(given))
    found[falling] = least
    q = np.full(p.shape, np.nan)
    q[made] = found
    return q
