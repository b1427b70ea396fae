"""What one move of answers reaches agrees with everything printed, and saves the programmes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from survey.scoring.estimation.areas import find_areas
from survey.scoring.release.moves import list_moves
from survey.scoring.release.printed import find_hidden, write_print
from survey.scoring.release.table import FULL, NONE, Table

FIVE = (
    tuple((place,) for place in range(5)),
    ((0, 1), (2,), (3, 4)),
    ((0, 1, 2), (3, 4)),
)
SCORES = np.array([0.0, 25, 50, 75, 100])
DISTRICTS = {"A": "n", "B": "n", "C": "s", "D": "s"}


def table(counts, *, scores=SCORES, districts=DISTRICTS, printed=None):
    areas = find_areas(list("ABCDEF"[: len(counts)]), districts)
    return Table(
        areas=areas,
        counts=areas.roll_up(np.array(counts, dtype=float)),
        partitions=FIVE,
        floor=(tuple(range(5)),),
        scores=scores,
        is_printed=np.ones(areas.size, bool) if printed is None else np.array(printed),
    )


def reach(counts, level, *, area=-1, **more):
    """Low and high counts (areas x categories) that one move reaches, in the last area."""
    drawn = table(counts, **more)
    chosen = drawn.areas.size - 1 if area == -1 else area
    printed = write_print(drawn, np.array(level), chosen, list_moves(drawn))
    return printed.span.reshape(2, -1, 5)


def test_answers_trade_places_within_their_group():
    """Of 2 and 6 agreeing, the 2 may go, and 3 of the other neighbourhood's come."""
    low, high = reach([[3, 9, 9, 2, 6], [9, 9, 9, 3, 8]], [1, 1, FULL], scores=None, districts={})
    assert (low[0, 3], high[0, 3]) == (0, 5)


def test_any_of_the_others_make_room_for_one():
    """With only n in print, 1 may become 9: the four others of 2 each move, as 9 are elsewhere."""
    low, high = reach(
        [[1, 2, 2, 2, 2], [9, 9, 9, 9, 9]], [NONE, NONE, FULL], scores=None, districts={}
    )
    assert (low[0, 0], high[0, 0]) == (0, 9)


def test_a_mean_is_kept_by_two_changes_at_once():
    """One up a step and one down a step; the other neighbourhood does the reverse."""
    low, high = reach([[5, 5, 9, 5, 5], [5, 5, 9, 5, 5]], [1, 1, FULL], districts={})
    assert low[0].tolist() == [0, 0, 9, 0, 0]
    assert high[0].tolist() == [10, 10, 9, 10, 10]


def test_nothing_moves_where_nobody_moves_back():
    """The total in full and no second hidden neighbourhood: counts stay."""
    low, high = reach([[5, 5, 9, 5, 5], [9, 9, 9, 9, 9]], [1, FULL, FULL], districts={})
    assert low.tolist() == high.tolist() == [[5, 5, 9, 5, 5]]


def test_a_total_that_does_not_show_the_move_needs_no_partner():
    """The total prints the same groups."""
    low, _ = reach([[5, 5, 9, 5, 5], [9, 9, 9, 9, 9]], [1, FULL, 1], districts={})
    assert low[0].tolist() == [0, 0, 9, 0, 0]


def test_districts_between_must_not_show_it_either():
    """A and C are of two districts in full: they cannot trade."""
    one, all_ = [5, 5, 9, 5, 5], [9, 9, 9, 9, 9]
    low, _ = reach([one, all_, one, all_], [1, FULL, 1, FULL, FULL, FULL, FULL])
    assert low.tolist() == [one, one]
    low, _ = reach([one, all_, one, all_], [1, FULL, 1, FULL, 1, 1, FULL])
    assert low[:2].tolist() == [[0, 0, 9, 0, 0]] * 2


@pytest.mark.parametrize("scores", [SCORES, None, np.array([0.0, 50, 50, 50, 100])])
@given(
    st.lists(
        st.lists(st.sampled_from([0, 1, 3, 5, 14]), min_size=5, max_size=5), min_size=1, max_size=4
    ),
    st.integers(0, 10_000),
)
@settings(max_examples=15, deadline=None)
def test_no_move_reaches_further_than_a_programme(scores, counts, seed):
    """Lows and highs agree with all equations: linear programmes reach as far, or further."""
    random = np.random.default_rng(seed)
    drawn = table(counts, scores=scores)
    level = random.integers(-1, 3, drawn.areas.size)
    drawn = table(counts, scores=scores, printed=(level >= 0) | (random.random(len(level)) < 0.5))
    last = drawn.areas.size - 1
    if not find_hidden(drawn, level, last).size:
        return
    printed = write_print(drawn, level, last, list_moves(drawn))
    known, targets = printed.equations.toarray(), printed.targets.toarray()
    for target, low, high in zip(targets, *printed.span, strict=True):
        for sign, reached in ((1, low), (-1, high)):
            if low < high:
                best = linprog(sign * target, A_eq=known, b_eq=known @ printed.counts)
                assert best.status == 3 or best.fun <= sign * reached + 1e-6
