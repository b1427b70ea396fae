"""Released numbers have no digits that depend on the order in which answers were added up."""

import numpy as np
import pandas as pd

from survey.results.rounding import round_frame, round_numbers


def test_two_orders_of_the_same_sum():
    """0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 in the computer, but in print."""
    one, other = 0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1
    assert one != other
    assert round_numbers(np.array([one])).tobytes() == round_numbers(np.array([other])).tobytes()


def test_ten_digits_of_numbers_of_any_size():
    """Also of very small ones, up to eleven decimals; nothing is nothing, without a sign."""
    given = np.array([2 / 3, 200 / 3, 2e9 / 3, 1e-6 / 3, -1e-15, np.nan, np.inf])
    expected = [0.6666666667, 66.66666667, 666666666.7, 3.3333e-07, 0.0, np.nan, np.inf]
    found = round_numbers(given)
    np.testing.assert_array_equal(found, expected)
    assert str(found[4]) == "0.0"


def test_words_and_truths_stay():
    """Only columns of numbers are rounded."""
    frame = pd.DataFrame({"area": ["A"], "estimate": [2 / 3], "suppressed": [False]})
    assert round_frame(frame).to_numpy().tolist() == [["A", 0.6666666667, False]]
