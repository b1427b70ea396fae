"""The table of ranks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.questionnaire.method import Ranks
from survey.scoring.ranking.rank_table import COLUMNS, tabulate_ranks
from tests.scoring.builders import HARM, STRENGTH, questionnaire, rating, spread, yes_no
from tests.scoring.surveys import draw_answers, run

HIGH, MIDDLE, LOW = spread(0, 2, 4, 10, 14), spread(6, 6, 6, 6, 6), spread(14, 10, 4, 2, 0)


def rank(*answers, domain=STRENGTH, method=None, districts=None):
    """Areas A, B, … with these answers to both of two questions."""
    asked = questionnaire(rating("a"), rating("b"), domains=(domain,))
    sizes = {name: len(given) for name, given in zip("ABCD", answers, strict=False)}
    given = [position for some in answers for position in some]
    scores, _ = run(asked, sizes, {"a": given, "b": given}, districts)
    return tabulate_ranks(scores.outcomes.values(), method or Ranks())


def ranks(table, tier="neighbourhood"):
    chosen = table[table.tier == tier]
    return {one.area: (one.rank, one.best, one.worst, one.of) for one in chosen.itertuples()}


def test_the_most_favourable_is_first():
    """80, 50 and 20, so far apart that there is no doubt."""
    table = rank(HIGH, MIDDLE, LOW)
    assert tuple(table.columns) == COLUMNS
    assert ranks(table) == {"A": (1, 1, 1, 3), "B": (2, 2, 2, 3), "C": (3, 3, 3, 3)}
    assert set(table.method) == {"joint"}
    assert set(table.level) == {0.9}


def test_the_least_harm_is_first():
    """The same answers to questions about a harm, high being good: A has the least of it."""
    assert [one[0] for one in ranks(rank(HIGH, MIDDLE, LOW, domain=HARM)).values()] == [1, 2, 3]


def test_doubt_is_a_range():
    """Two neighbourhoods alike may each be first or second."""
    assert ranks(rank(MIDDLE, MIDDLE)) == {"A": (1, 1, 2, 2), "B": (1, 1, 2, 2)}


def test_districts_are_ranked_among_themselves():
    """North of A and B, south of C."""
    table = rank(HIGH, MIDDLE, LOW, districts={"A": "n", "B": "n", "C": "s"})
    assert ranks(table, "district") == {"district:n": (1, 1, 1, 2), "district:s": (2, 2, 2, 2)}


@pytest.mark.parametrize(
    "other", [spread(0, 3, 3, 3), [2] * 30], ids=["few people", "no variation"]
)
def test_what_has_no_figure_or_no_interval_is_not_ranked(other):
    """And is not counted among the others."""
    found = ranks(rank(HIGH, LOW, other))
    assert set(found) == {"A", "B"}
    assert found["A"] == (1, 1, 1, 2)


def test_one_area_is_no_ranking():
    """No row, and numbers still are numbers."""
    table = rank(HIGH)
    assert len(table) == 0
    assert table["rank"].dtype == np.int64


def test_sets_from_differences():
    """As the method says, with its draws and seed."""
    method = Ranks("differences", level=0.8, draws=500, seed=2)
    table = rank(HIGH, MIDDLE, LOW, method=method)
    assert ranks(table) == {"A": (1, 1, 1, 3), "B": (2, 2, 2, 3), "C": (3, 3, 3, 3)}
    assert set(zip(table.method, table.level, strict=True)) == {("differences", 0.8)}


def test_an_interval_that_is_withheld_is_not_ranked():
    """Ranges would tell how wide it is."""
    asked = questionnaire(rating())
    given = [*spread(2, 12, 16, 15, 15), *MIDDLE, *LOW]
    scores, _ = run(asked, {"A": 60, "B": 30, "C": 30}, {"q": given})
    assert scores.outcomes["d"].figure.notes["interval_withheld"][0]
    assert "A" not in ranks(tabulate_ranks(scores.outcomes.values(), Ranks()))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=2, max_size=6), st.integers(0, 99), st.booleans())
def test_ranks_are_only_of_released_areas(sizes, seed, sensitive):
    """Whatever their sizes: no rank where there is no figure, and `of` counts no other."""
    asked = questionnaire(yes_no(sensitive=sensitive))
    named = {f"N{place}": size for place, size in enumerate(sizes)}
    scores, _ = run(asked, named, draw_answers(asked, sum(sizes), seed), {"N0": "d", "N1": "d"})
    table = tabulate_ranks(scores.outcomes.values(), replace(Ranks(), level=0.95))
    outcome = scores.outcomes["d"]
    released = {area for area, is_one in zip(scores.areas, outcome.released, strict=True) if is_one}
    assert set(table.area) <= released
    for _, tier in table.groupby("tier"):
        assert set(tier.of) == {len(tier)}
        assert (tier.best <= tier["rank"]).all()
        assert (tier["rank"] <= tier.worst).all()
