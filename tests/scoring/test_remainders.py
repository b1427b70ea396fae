"""Which areas may speak, so that no subtraction bares a small set."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.estimation.areas import Areas
from survey.scoring.release.remainders import choose_areas

AREAS = Areas(("a", "b", "c", "d"), ("x", "y"), np.array([0, 0, 1, -1]))
"""District x has a and b, y has c; d belongs to none."""


def is_safe(counts):
    """Nobody, or 10 of them."""
    return (counts[:, 0] == 0) | (counts[:, 0] >= 10)


def choose(*counts, allowed=None):
    sums = AREAS.roll_up(np.array(counts, dtype=float)[:, None])
    may = np.ones(AREAS.size, np.bool_) if allowed is None else np.array(allowed)
    return choose_areas(AREAS, sums, is_safe, may).tolist()


def test_where_all_are_enough_all_speak():
    """Nothing is left over."""
    assert choose(10, 11, 12, 13) == [True] * 7


def test_a_small_area_silences_its_district_and_all():
    """b has 3: x less a would bare them, and so would all less a, c and d."""
    assert choose(20, 3, 20, 20) == [True, False, True, True, False, True, False]


def test_two_small_areas_hide_each_other():
    """7 of b and 8 of d are 15 in all; but in x those of b would be bare."""
    assert choose(20, 7, 20, 8) == [True, False, True, False, False, True, True]


def test_an_area_that_may_not_speak_counts_as_a_rest():
    """a is large enough, and hidden for another reason: x and all may speak."""
    found = choose(20, 20, 20, 20, allowed=[False, True, True, True, True, True, True])
    assert found == [False, True, True, True, True, True, True]


def test_a_silent_district_leaves_its_areas_speaking():
    """Its areas are subtracted from all one by one."""
    found = choose(20, 20, 20, 3, allowed=[True, True, True, True, False, True, True])
    assert found == [True, True, True, False, False, True, False]


@given(st.lists(st.integers(0, 25), min_size=4, max_size=4))
@settings(deadline=None)
def test_no_family_of_published_areas_leaves_a_small_rest(counts):
    """All less any published areas inside it that do not overlap is nobody, or 10."""
    chosen = choose(*counts)
    for roll_up in (4, 5, 6):
        if not chosen[roll_up]:
            continue
        inside = AREAS.leaves_of(roll_up).tolist()
        for picked in range(128):
            parts = [area for area in range(7) if picked >> area & 1 and chosen[area]]
            leaves = [leaf for area in parts for leaf in AREAS.leaves_of(area).tolist()]
            if len(set(leaves)) == len(leaves) and set(leaves) <= set(inside):
                rest = sum(counts[leaf] for leaf in inside if leaf not in leaves)
                assert rest == 0 or rest >= 10
