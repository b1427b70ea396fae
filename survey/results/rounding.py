"""The last digits of released numbers cut off: they tell in which order answers were added up.

A sum of fractions differs in its sixteenth digit with the order of its parts. Whoever guesses what
a withheld cell holds could compute everything anew and see by those digits whether the guess was
right; so nothing is released with more digits than are the same in every order.
"""

import numpy as np
import pandas as pd

from survey.arrays import FloatArray

DIGITS = 10
MOST_DECIMALS = 11
"""Of numbers close to nothing, which are often a difference of two larger ones."""


def round_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Round every number of a table."""
    names = [str(name) for name in frame if frame[name].dtype.kind == "f"]
    return frame.assign(**{name: round_numbers(frame[name].to_numpy()) for name in names})


def round_numbers(values: FloatArray) -> FloatArray:
    """Round to ten digits, and to at most eleven decimals; what is no number stays as it is."""
    size = np.where(np.isfinite(values) & (values != 0), np.abs(values), 1.0)
    decimals = np.minimum(DIGITS - 1 - np.floor(np.log10(size)), MOST_DECIMALS)
    scale = 10.0**decimals
    rounded: FloatArray = np.round(values * scale) / scale + 0.0
    return rounded
