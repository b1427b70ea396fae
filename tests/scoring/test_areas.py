"""Neighbourhoods, districts and everything, numbered and added up."""

import numpy as np

from survey.scoring.estimation.areas import find_areas

AREAS = find_areas(["A", "B", "C"], {"A": "north", "C": "north", "B": ""})


def test_areas_are_in_order():
    """Neighbourhoods as they come, then districts, then all."""
    assert AREAS.names == ("A", "B", "C", "district:north", "all")


def test_roll_ups_are_sums():
    """A district adds its neighbourhoods up; one without a district is in all only."""
    assert AREAS.roll_up(np.array([1, 2, 4])).tolist() == [1, 2, 4, 5, 7]


def test_districts_are_optional():
    """Without districts there are neighbourhoods and all."""
    assert find_areas(["A"], {}).names == ("A", "all")


def test_nobody_is_one_empty_area():
    """Without records only `all` remains."""
    assert find_areas([], {"A": "north"}).names == ("all",)
