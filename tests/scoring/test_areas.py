"""Neighbourhoods, districts and everything, numbered and added up."""

import numpy as np
import pandas as pd

from survey.scoring.areas import find_areas


def areas():
    return find_areas(pd.Series(["B", "A", "C", "A"]), {"A": "north", "C": "north", "B": ""})


def test_areas_are_in_order():
    """Neighbourhoods by name, then districts, then all."""
    assert areas()[0].names == ("A", "B", "C", "district:north", "all")


def test_records_are_numbered():
    """Every record knows its neighbourhood."""
    assert areas()[1].tolist() == [1, 0, 2, 0]


def test_roll_ups_are_sums():
    """A district adds its neighbourhoods up; one without a district is in all only."""
    assert areas()[0].roll_up(np.array([1, 2, 4])).tolist() == [1, 2, 4, 5, 7]


def test_districts_are_optional():
    """Without districts there are neighbourhoods and all."""
    assert find_areas(pd.Series(["A"]), {})[0].names == ("A", "all")


def test_nobody_is_one_empty_area():
    """Without records only `all` remains."""
    assert find_areas(pd.Series([], dtype="str"), {"A": "north"})[0].names == ("all",)
