"""Every area prints the finest grouping of answers that gives nobody away."""

import numpy as np
import pytest

from survey.scoring.estimation.areas import find_areas
from survey.scoring.release.levels import choose_levels
from survey.scoring.release.table import NONE, Table

FIVE = (
    tuple((place,) for place in range(5)),
    ((0, 1), (2,), (3, 4)),
    ((0, 1, 2), (3, 4)),
)
FULL, THREE, SIDES = range(3)
SCORES = np.array([0.0, 25, 50, 75, 100])


def choose(*counts, districts=None, sensitive=False, printed=None, allowed=None, mean=True):
    """Choose for neighbourhoods A, B, … with these counts of five answers; then for roll-ups."""
    names = "ABCDEFGH"[: len(counts)]
    areas = find_areas(list(names), districts or {})
    table = Table(
        areas=areas,
        counts=areas.roll_up(np.array(counts)),
        partitions=FIVE,
        floor=(tuple(range(5)),),
        scores=SCORES if mean else None,
        is_printed=np.ones(areas.size, bool) if printed is None else np.array(printed),
        is_sensitive=sensitive,
    )
    return choose_levels(table, None if allowed is None else np.array(allowed))


def level(*counts, **more):
    return choose(*counts, **more).level.tolist()


OPEN = [9, 9, 9, 9, 9]


def test_large_counts_are_printed():
    """Counts of 5 and more, and of 0, need no mask."""
    assert level([5, 0, 9, 20, 7]) == [FULL, FULL]


def test_a_count_of_four_is_grouped():
    """4 strongly disagree: they are shown with those who disagree, here and in the total."""
    assert level([4, 10, 20, 20, 10]) == [THREE, THREE]


def test_two_sides_where_three_groups_are_too_small():
    """Lower two and middle are joined as well."""
    assert level([4, 0, 16, 20, 10]) == [SIDES, SIDES]


def test_nothing_where_even_a_side_is_small():
    """58 of 60 on one side: the other 2 would be bared."""
    chosen = choose([1, 1, 0, 28, 30])
    assert chosen.level.tolist() == [NONE, NONE]
    assert chosen.is_small.tolist() == [True, True]


def test_all_but_a_few_is_as_telling_as_a_few():
    """56 of 60 in one answer leaves 4 others."""
    assert level([0, 0, 0, 4, 56]) == [NONE, NONE]


@pytest.mark.parametrize(("sensitive", "expected"), [(False, FULL), (True, NONE)])
def test_of_sensitive_questions_nobody_and_everybody_are_withheld(sensitive, expected):
    """0 % and 100 % speak for everyone."""
    assert level([0, 0, 0, 0, 60], sensitive=sensitive)[0] == expected


def test_a_group_with_the_mean_must_leave_five_answers_uncertain():
    """Lower two 5 and upper two 5: with the mean each hidden count moves by 5, not less."""
    assert level([1, 4, 9, 4, 1]) == [THREE, THREE]


def test_a_mean_at_the_edge_of_its_groups_settles_them():
    """Of 1, 10 | 20 | 0, 20 the mean lets one answer move at most; two sides leave more room."""
    assert level([1, 10, 20, 0, 20]) == [SIDES, SIDES]


def test_the_total_joins_what_one_neighbourhood_joins():
    """all - A would be B in full."""
    assert level(OPEN, [4, 10, 20, 20, 10]) == [FULL, THREE, THREE]


def test_two_hidden_neighbourhoods_hide_in_each_other():
    """The total in full leaves both uncertain by 5 and more."""
    assert level([4, 10, 20, 20, 10], [4, 10, 20, 20, 10]) == [THREE, THREE, FULL]


def test_the_total_is_withheld_where_one_neighbourhood_is():
    """No grouping of the total hides the only hidden neighbourhood; its own counts are safe."""
    chosen = choose(OPEN, [1, 1, 0, 28, 30])
    assert chosen.level.tolist() == [FULL, NONE, NONE]
    assert chosen.is_complementary.tolist() == [False, False, True]


def test_a_district_hides_its_only_hidden_neighbourhood():
    """North joins because of B; the total joins because of north."""
    districts = {"A": "north", "B": "north", "C": "south"}
    chosen = level(OPEN, [4, 10, 20, 20, 10], OPEN, districts=districts)
    assert chosen == [FULL, THREE, FULL, THREE, FULL, THREE]


def test_a_total_may_be_finer_than_two_districts():
    """B hides in north, D in south; between them the total can be full."""
    districts = {"A": "north", "B": "north", "C": "south", "D": "south"}
    hidden = [4, 10, 20, 20, 10]
    chosen = level(OPEN, hidden, OPEN, hidden, districts=districts)
    assert chosen == [FULL, THREE, FULL, THREE, THREE, THREE, FULL]


def test_a_withheld_neighbourhood_of_unknown_size_is_protected():
    """B prints nothing at all: the total would bare 8 people's answers."""
    assert level([20, 20, 20, 20, 20], [2, 2, 2, 1, 1], printed=[True, False, True])[2] == NONE


def test_an_empty_neighbourhood_needs_no_protection():
    """Nobody is there to be bared."""
    assert level(OPEN, [0] * 5, printed=[True, False, True]) == [FULL, NONE, FULL]


@pytest.mark.parametrize(("sensitive", "expected"), [(False, FULL), (True, THREE)])
def test_an_answer_nobody_gave_may_be_said(sensitive, expected):
    """0 % of the total settles 0 in hidden B and C; that is no count, unless it is sensitive."""
    hidden = [6, 0, 2, 6, 2]
    counts = ([9, 0, 9, 9, 9], hidden, hidden, hidden)
    printed = [True, False, False, False, True]
    assert level(*counts, printed=printed, sensitive=sensitive)[4] == expected


def test_areas_that_are_not_allowed_print_nothing():
    """Another table may forbid an area."""
    chosen = choose(OPEN, OPEN, allowed=[True, False, True])
    assert chosen.level[:2].tolist() == [FULL, NONE]


def test_without_a_mean_groups_hide_more():
    """The same edge without its mean in print can keep three groups."""
    assert level([1, 10, 20, 0, 20], mean=False) == [THREE, THREE]
