"""Of any published sets of people, none may be a handful away from others."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.release import disclosure
from survey.scoring.release.disclosure import choose_published, find_disclosures, gather_sets


def gather(*members, homes=None):
    """Sets of respondents given as ranges or lists; each a household of its own by default."""
    listed = [np.array(list(one), dtype=np.int64) for one in members]
    last = max((int(one.max()) for one in listed if len(one)), default=-1) + 1
    return gather_sets(listed, np.arange(last) if homes is None else np.array(homes))


def pairs(*members, **more):
    return find_disclosures(gather(*members, **more))


def chosen(*members, **more):
    return choose_published(gather(*members, **more)).tolist()


@pytest.mark.parametrize(("fewer", "expected"), [(0, []), (1, [(0, 1)]), (9, [(0, 1)]), (10, [])])
def test_sets_that_differ_by_a_handful_are_found(fewer, expected):
    """One to nine of 40 people are one subtraction away."""
    assert pairs(range(40), range(40 - fewer)) == expected


@pytest.mark.parametrize(("members", "expected"), [(4, [(0, 1)]), (5, [])])
def test_four_large_households_are_a_handful(members, expected):
    """The 20 people that one set has more are of 4 households, or of 5."""
    homes = [*range(100, 130), *(place % members for place in range(20))]
    assert pairs(range(50), range(30), homes=homes) == expected


def test_sets_beside_each_other_differ_by_both_ends():
    """A and B share 30; 4 are only in A and 4 only in B: 8 in all. With 5 each, 10."""
    assert pairs(range(34), range(4, 38)) == [(0, 1)]
    assert pairs(range(35), range(5, 40)) == []


def test_the_later_set_gives_way():
    assert chosen(range(40), range(39), range(12)) == [True, False, True]
    assert chosen(range(39), range(40), range(12)) == [True, False, True]


def test_small_sets_and_nobody_are_withheld():
    """9 people; 12 people of 4 households; nobody."""
    assert chosen(range(9)) == [False]
    assert chosen(range(12), homes=[place % 4 for place in range(12)]) == [False]
    assert chosen([], range(20)) == [False, True]


def test_the_same_people_may_be_said_twice():
    assert chosen(range(40), range(40)) == [True, True]


def test_parts_that_nearly_fill_a_whole_are_found():
    """All 60, 30 and 27 of them: 3 are left over, though no two sets are close."""
    assert pairs(range(60), range(30), range(30, 57)) == []
    assert chosen(range(60), range(30), range(30, 57)) == [True, True, False]
    assert chosen(range(30), range(30, 57), range(60)) == [True, True, False]
    assert chosen(range(60), range(30), range(30, 60)) == [True, True, True]


def test_parts_that_overlap_cannot_be_subtracted_together():
    """Both hold the 20 in the middle."""
    assert chosen(range(60), range(40), range(20, 55)) == [True, True, True]


def test_what_takes_too_long_is_withheld(monkeypatch):
    """The search gives up on the safe side."""
    monkeypatch.setattr(disclosure, "MOST_STEPS", 0)
    assert chosen(range(60)) == [False]


def test_no_sets_have_no_pairs():
    nothing = gather_sets([], np.zeros(0, dtype=np.int64))
    assert find_disclosures(nothing) == []
    assert choose_published(nothing).tolist() == []


def is_bare(people, homes):
    return len(people) > 0 and (len(people) < 10 or len({homes[one] for one in people}) < 5)


def find_bared(sets, homes):
    """Brute force: pairs, and every set less every disjoint family of its parts."""
    bared = [one for one in sets if is_bare(one, homes)]
    bared += [a ^ b for a, b in combinations(sets, 2) if is_bare(a ^ b, homes)]
    for whole in sets:
        parts = [part for part in set(sets) if part < whole]
        for size in range(1, len(parts) + 1):
            for family in combinations(parts, size):
                together = frozenset().union(*family)
                if sum(map(len, family)) == len(together) and is_bare(whole - together, homes):
                    bared.append(whole - together)
    return bared


blocks = st.lists(st.integers(1, 14), min_size=5, max_size=5)
drawn_sets = st.lists(st.sets(st.integers(0, 4), min_size=1), min_size=1, max_size=7)


@given(blocks, drawn_sets, st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_nothing_published_bares_a_handful(sizes, drawn, members):
    """Brute force finds nothing in what is published, and a clash for each set that is not."""
    ends = np.cumsum([0, *sizes])
    people = [
        frozenset().union(*(range(ends[one], ends[one + 1]) for one in some)) for some in drawn
    ]
    homes = [person // members for person in range(int(ends[-1]))]
    sets = gather_sets([np.array(sorted(one)) for one in people], np.array(homes))
    published = choose_published(sets)
    kept = [one for one, is_out in zip(people, published, strict=True) if is_out]
    assert find_bared(kept, homes) == []
    for place in np.flatnonzero(~published):
        before = [people[other] for other in np.flatnonzero(published) if other < place]
        assert find_bared([*before, people[place]], homes) != []
    close = [
        (a, b)
        for a, b in combinations(range(len(people)), 2)
        if is_bare(people[a] ^ people[b], homes)
    ]
    assert find_disclosures(sets) == close
