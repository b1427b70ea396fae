"""Ranking: ranks and ranges that take numbers for equal where only binary arithmetic differs."""

from survey.arrays import FloatArray, np

DIGITS = 12
"""How many digits behind the first one of the largest value tell two values apart."""


def rank_from_least(values: FloatArray) -> FloatArray:
    """Rank the least value 1; those that tie share the least rank, and NaN has none.

    0.1 + 0.2 and 0.3 tie, though they differ in the 17th digit: a table of rounded figures must
    not be ranked by how its sums were added up. Standard competition ranking, “1224”.
    """
    # scipy's statistics are 60 MB, and whoever only reads what was declared ranks nothing.
    from scipy.stats import rankdata

    ranks: FloatArray = rankdata(_settle(values), method="min", nan_policy="omit")
    return ranks


def count_known(values: FloatArray) -> int:
    """Count the areas that have a value."""
    return int(np.count_nonzero(~np.isnan(values)))


def is_flat(values: FloatArray) -> bool:
    """Tell whether the values that are there are one number, or none at all."""
    settled = _settle(values)
    return np.unique(settled[~np.isnan(settled)]).size < 2


def _settle(values: FloatArray) -> FloatArray:
    """Scale by a power of ten and round to DIGITS digits behind the first of the largest value."""
    largest = np.max(np.abs(values), where=~np.isnan(values), initial=0.0)
    if largest == 0:
        return values
    unit = 10.0 ** max(np.floor(np.log10(largest)), -300.0)
    settled: FloatArray = np.round(values / unit, DIGITS)
    return settled
