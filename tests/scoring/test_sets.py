"""No published sets differ by a handful of people."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.estimation.areas import find_areas
from survey.scoring.release.sets import hide_agreed, hide_sets, sort_values


def hide(people, districts=None, households=None):
    """Decide for neighbourhoods with that many people; households are as many by default."""
    areas = find_areas(sorted(people), districts or {})
    n = np.array([people[name] for name in areas.neighbourhoods])
    homes = n if households is None else np.array([households[a] for a in areas.neighbourhoods])
    return areas, hide_sets(areas, areas.roll_up(n), areas.roll_up(homes))


def withheld(*arguments, **more):
    areas, hidden = hide(*arguments, **more)
    return [name for name, is_hidden in zip(areas.names, hidden.any, strict=True) if is_hidden]


def test_ten_respondents_in_five_households_are_enough():
    """The limits themselves are published."""
    assert withheld({"A": 10}, households={"A": 5}) == []


def test_nine_respondents_are_too_few():
    """A mean of 9 is withheld, and so is the total that adds nobody."""
    assert withheld({"A": 9}) == ["A", "all"]


def test_four_households_are_too_few():
    """Many members of few households are few."""
    assert withheld({"A": 20}, households={"A": 4}) == ["A", "all"]


def test_a_total_that_gives_a_small_area_away_is_withheld():
    """all - A = B would be one subtraction."""
    areas, hidden = hide({"A": 50, "B": 7})
    assert withheld({"A": 50, "B": 7}) == ["B", "all"]
    assert hidden.complementary.tolist() == [False, False, True]
    assert areas.names[-1] == "all"


def test_two_small_areas_hide_in_each_other():
    """The remainder of 14 people may be known."""
    assert withheld({"A": 50, "B": 7, "C": 7}) == ["B", "C"]


def test_a_remainder_of_few_households_gives_away_too():
    """12 people of 4 households are a handful."""
    homes = {"A": 50, "B": 2, "C": 2}
    assert withheld({"A": 50, "B": 6, "C": 6}, households=homes) == ["B", "C", "all"]


def test_a_district_gives_way_and_with_it_the_total():
    """Both would bare B."""
    districts = {"A": "north", "B": "north", "C": "south"}
    assert withheld({"A": 50, "B": 7, "C": 50}, districts) == ["B", "district:north", "all"]


def test_small_areas_of_two_districts_hide_in_the_total():
    """Each district would bare one, the total bares neither."""
    districts = {"A": "north", "B": "north", "C": "south", "D": "south"}
    people = {"A": 50, "B": 7, "C": 50, "D": 7}
    assert withheld(people, districts) == ["B", "D", "district:north", "district:south"]


def test_a_small_district_is_withheld_with_its_areas():
    """North as a whole is 7 people; the total would bare it."""
    assert withheld({"A": 7, "C": 50}, {"A": "north", "C": "south"}) == [
        "A",
        "district:north",
        "all",
    ]


def test_nobody_is_given_away_by_nobody():
    """An area without answers is withheld but betrays no one."""
    assert withheld({"A": 50, "B": 0}) == ["B"]


NAMES = "ABCDEF"


@given(
    st.lists(
        st.tuples(st.integers(0, 25), st.sampled_from(["", "n", "s"]), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
@settings(deadline=None)
def test_no_subtraction_bares_a_handful(drawn):
    """Attack: a published area less disjoint published parts of it is nobody, or enough people."""
    people = {NAMES[place]: count for place, (count, _, _) in enumerate(drawn)}
    districts = {NAMES[place]: name for place, (_, name, _) in enumerate(drawn)}
    homes = {
        NAMES[place]: (count + 1) // 2 if shares else count
        for place, (count, _, shares) in enumerate(drawn)
    }
    areas, hidden = hide(people, districts, homes)
    members = {
        name: frozenset(areas.leaves_of(number).tolist())
        for number, name in enumerate(areas.names)
        if not hidden.any[number]
    }
    for whole in members.values():
        parts = [part for part in members.values() if part < whole]
        for size in range(len(parts) + 1):
            for some in combinations(parts, size):
                together = frozenset().union(*some)
                if sum(map(len, some)) == len(together):
                    left = [areas.neighbourhoods[leaf] for leaf in whole - together]
                    n = sum(people[name] for name in left)
                    h = sum(homes[name] for name in left)
                    assert n == 0 or (n >= 10 and h >= 5)


def agree(*counts, districts=None):
    """Names withheld of a sensitive question with these counts of two answers."""
    names = "ABCDEF"[: len(counts)]
    areas = find_areas(names, districts or {})
    table = areas.roll_up(np.array(counts))
    n = table.sum(axis=1)
    hidden = hide_agreed(areas, table, hide_sets(areas, n, n))
    return [name for name, is_hidden in zip(areas.names, hidden.any, strict=True) if is_hidden]


def test_who_agreed_on_something_sensitive_is_withheld_with_the_total():
    """All of B said yes; all - A would say so."""
    assert agree([20, 20], [0, 20]) == ["B", "all"]


def test_two_that_agreed_on_different_answers_hide_in_each_other():
    """B said yes, C said no: what is left of the total is mixed."""
    assert agree([20, 20], [0, 20], [20, 0]) == ["B", "C"]


def test_a_district_left_with_those_who_agreed_is_withheld():
    """North less A is B; the total less south and A is B too."""
    districts = {"A": "n", "B": "n", "C": "s"}
    assert agree([20, 20], [0, 20], [20, 20], districts=districts) == ["B", "district:n", "all"]


def test_a_small_area_that_agreed_counts_too():
    """B and C are 6 people each and all said yes: together they are enough people, and bare."""
    assert agree([20, 20], [0, 6], [0, 6]) == ["B", "C", "all"]
    assert agree([20, 20], [0, 6], [1, 6]) == ["B", "C"]


def test_people_with_one_value_are_sorted_apart():
    """Two neighbourhoods all at 50 and one all at 75 agree; one that varies does not."""
    areas = find_areas(["a", "b", "c", "d"], {"a": "n", "b": "n", "c": "s"})
    counts = sort_values(
        areas,
        np.array([10.0, 12, 11, 20]),
        np.array([50.0, 50, 75, 50]),
        np.array([True, True, True, False]),
    )
    kinds = (counts > 0).sum(axis=1)
    assert dict(zip(areas.names, kinds.tolist(), strict=True)) == {
        "a": 1,
        "b": 1,
        "c": 1,
        "d": 2,
        "district:n": 1,
        "district:s": 1,
        "all": 4,
    }
    assert counts[-1, :2].tolist() == [22, 11]
