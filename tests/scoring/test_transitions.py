"""Stoplights between two waves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from survey.scoring.estimation.areas import Areas
from survey.scoring.estimation.hajek import hajek, proportion
from survey.scoring.waves.transitions import (
    choose_matrices,
    choose_shares,
    compare_stoplights,
    keep_transitions,
)
from tests.scoring.waves import ONE_AREA, wave

GONE = 3
EVERYWHERE = np.ones(2, dtype=bool)


def lights(matrix, lost=(0, 0, 0), gained=(0, 0, 0)):
    """Two waves with so many households in every cell of before x after."""
    rows = [*np.array(matrix).tolist(), list(gained)]
    moves = [
        (before, after)
        for before, row in enumerate(rows)
        for after, count in enumerate(row)
        for _ in range(count)
    ] + [(level, GONE) for level, count in enumerate(lost) for _ in range(count)]
    levels = np.array(moves).reshape(-1, 2)
    values = np.where(levels == GONE, np.nan, levels * 50.0)
    return wave(values[:, 0]), wave(values[:, 1])


def follow(matrix, **others):
    return compare_stoplights(*lights(matrix, **others), ONE_AREA)


MATRIX = [[5, 6, 7], [8, 9, 10], [11, 12, 13]]


def test_the_matrix_counts_households():
    """Before in rows, after in columns, then those lost and those gained."""
    found = follow(MATRIX, lost=(1, 2, 3), gained=(4, 5, 6))
    assert found.counts[0].tolist() == [*MATRIX, [1, 2, 3], [4, 5, 6]]
    assert found.matrix[0].tolist() == MATRIX


def test_shares_of_worse_same_and_better():
    """31 of 81 are worse off, 27 the same, 23 better off; intervals are Korn–Graubard's."""
    found = follow(MATRIX)
    worse, same, better = (each.mean[0] for each in found.shares)
    assert [worse, same, better] == pytest.approx([31 / 81, 27 / 81, 23 / 81])
    expected = proportion([1] * 31 + [0] * 50)
    assert found.shares[0].lower[0] == pytest.approx(expected.lower)
    assert found.shares[0].upper[0] == pytest.approx(expected.upper)


def test_shares_weigh_with_the_first_wave():
    """One better off with weight 3, one worse off with weight 1."""
    found = compare_stoplights(wave([0, 100], weight=[3, 1]), wave([50, 0]), ONE_AREA)
    assert found.shares[2].mean[0] == 0.75


def test_the_test_of_change_is_of_the_mean_of_steps():
    """-1, 0 and 1 averaged like any other value: two steps up count as one."""
    found = follow(MATRIX)
    expected = hajek([-1] * 31 + [0] * 27 + [1] * 23)
    assert found.net.difference[0] == pytest.approx(expected.mean)
    assert found.net.se[0] == pytest.approx(expected.se)


def test_as_many_up_as_down_is_no_change():
    """p is 1."""
    assert follow([[5, 3, 0], [3, 5, 0], [0, 0, 0]]).net.p[0] == pytest.approx(1)


def test_nobody_at_all():
    """No household, no count, and nothing to show."""
    found = compare_stoplights(wave([]), wave([]), ONE_AREA)
    assert found.counts.sum() == 0
    assert not choose_shares(found, ONE_AREA, EVERYWHERE, False).any()


def test_other_values_are_refused():
    """25 is no light."""
    with pytest.raises(ValueError, match="Stoplights are 0"):
        compare_stoplights(wave([25]), wave([0]), ONE_AREA)


def test_two_records_of_a_household_are_refused():
    """Red and green in one home are no yellow."""
    with pytest.raises(ValueError, match="single records"):
        compare_stoplights(wave([0, 100], [0, 0]), wave([0]), ONE_AREA)


def shown(matrix, is_sensitive=False, **others):
    """Whether the area prints its shares and its matrix."""
    found = follow(matrix, **others)
    shares = choose_shares(found, ONE_AREA, EVERYWHERE, is_sensitive)
    matrices = choose_matrices(found, ONE_AREA, EVERYWHERE, is_sensitive)
    assert shares[0] == shares[1]
    assert matrices[0] == matrices[1]
    return bool(shares[0]), bool(matrices[0])


@pytest.mark.parametrize(
    ("matrix", "others", "shares", "matrices"),
    [
        (MATRIX, {}, True, True),
        ([[5, 6, 7], [8, 9, 10], [0, 0, 13]], {}, True, True),
        ([[5, 6, 7], [8, 9, 10], [4, 12, 13]], {}, True, False),
        ([[5, 2, 2], [0, 9, 0], [8, 9, 10]], {}, False, False),
        ([[5, 4, 2], [0, 9, 0], [8, 9, 10]], {}, False, False),
        ([[0, 0, 0], [0, 9, 0], [0, 0, 0]], {}, False, False),
        (MATRIX, {"lost": (9, 0, 0)}, False, False),
        (MATRIX, {"gained": (0, 9, 0)}, False, False),
        (MATRIX, {"lost": (10, 0, 5)}, True, True),
        (MATRIX, {"lost": (10, 0, 4)}, True, False),
        (MATRIX, {"gained": (10, 1, 0)}, True, False),
    ],
)
def test_what_may_be_shown(matrix, others, shares, matrices):
    """Everything in turn: enough, zeros, a small cell, few better, narrow, few people, few lost."""
    assert shown(matrix, **others) == (shares, matrices)


def test_unknown_margins_free_the_shares():
    """With households lost and gained the small cells are nobody's to work out."""
    narrow = [[5, 4, 2], [0, 9, 0], [8, 9, 10]]
    assert shown(narrow, lost=(10, 0, 0), gained=(0, 10, 0)) == (True, False)
    assert shown(narrow, lost=(10, 0, 0)) == (False, False)


def test_sensitive_lights_never_show_the_matrix():
    """Shares only."""
    assert shown(MATRIX, is_sensitive=True) == (True, False)


def test_nobody_better_off_is_not_said_of_a_sensitive_light():
    """It would speak for everyone; of another light it may be said."""
    matrix = [[15, 0, 0], [8, 19, 0], [8, 9, 10]]
    assert shown(matrix) == (True, True)
    assert shown(matrix, is_sensitive=True) == (False, False)


def test_a_withheld_figure_has_no_transitions():
    """Where a wave does not publish the light, nothing follows it."""
    found = follow(MATRIX)
    assert not choose_shares(found, ONE_AREA, ~EVERYWHERE, False).any()
    assert not choose_matrices(found, ONE_AREA, ~EVERYWHERE, False).any()


def test_a_roll_up_gives_way_to_a_small_neighbourhood():
    """All less b would be the 6 households of a."""
    areas = Areas(("a", "b"), (), np.array([-1, -1]))
    values = [0, 50, 100] * 10
    area = [0] * 6 + [1] * 24
    found = compare_stoplights(wave(values, area=area), wave(values[::-1], area=area), areas)
    assert not choose_matrices(found, areas, np.ones(3, dtype=bool), False)[[0, 2]].any()


def test_what_is_withheld_has_no_numbers():
    """Counts go with the matrix, shares and test with the shares."""
    kept = keep_transitions(follow(MATRIX), np.array([True, False]), np.array([False, True]))
    assert np.isnan(kept.counts[0]).all()
    assert np.isfinite(kept.counts[1]).all()
    assert np.isfinite(kept.shares[0].mean).tolist() == [True, False]
    assert np.isfinite(kept.net.p).tolist() == [True, False]


@given(st.lists(st.integers(0, 12), min_size=9, max_size=9))
@settings(deadline=None, max_examples=40)
def test_no_shown_shares_narrow_a_small_count(cells):
    """An attacker with both waves' levels and the shares knows no 1-4 to within less than 5."""
    matrix = np.array(cells).reshape(3, 3)
    if not shown(matrix)[0] or shown(matrix)[1]:
        return
    known = [np.repeat(np.eye(3)[row], 3) for row in range(3)]
    known += [np.tile(np.eye(3)[column], 3) for column in range(3)]
    known += [np.eye(3).ravel(), np.triu(np.ones((3, 3)), 1).ravel()]
    equations = np.array(known)
    for cell in np.flatnonzero((matrix.ravel() > 0) & (matrix.ravel() < 5)):
        ends = [
            linprog(sign * np.eye(9)[cell], A_eq=equations, b_eq=equations @ matrix.ravel())
            for sign in (1, -1)
        ]
        assert -ends[1].fun - ends[0].fun >= 5 - 1e-6
