"""The scores of an area: what is suppressed has no number."""

from math import nan

import pandas as pd

from survey.reports.scores import read_area
from survey.scoring.outcomes.figures import COLUMNS
from tests.reports.sample import shown, withheld


def frame(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS))


def test_only_the_area():
    """Rows of other areas are left alone."""
    scores = read_area(frame(shown("a", "item", "q", 60), shown("b", "item", "q", 20)), "a")
    assert [score.estimate for score in scores.released.values()] == [60]


def test_withheld():
    """A suppressed figure is not found, and is known to be withheld."""
    scores = read_area(frame(withheld("a", "item", "q")), "a")
    assert scores.find("item", "q") is None
    assert scores.is_withheld("item", "q")


def test_limits_may_be_absent():
    """A figure whose interval is withheld has no limits; they are not zero."""
    row = ("a", "q", "item", 60.0, nan, nan, nan, 40, 40, 30, "", False, "interval_withheld")
    score = read_area(frame(row), "a").find("item", "q")
    assert score is not None
    assert (score.lower, score.upper) == (None, None)


def test_grouped_shares():
    """A share of some answers counted together names each of them."""
    scores = read_area(frame(shown("a", "option", "q=no+rather_no", 40)), "a")
    assert [share.names for share in scores.shares("q")] == [frozenset({"no", "rather_no"})]


def test_respondents():
    """As many answered as the largest released figure counts."""
    scores = read_area(
        frame(shown("a", "item", "q", 60, n=31), shown("a", "item", "r", 5, n=40)), "a"
    )
    assert scores.respondents == 40


def test_nobody_is_counted_where_all_is_withheld():
    """Where nothing is released, not even the number of respondents is known."""
    assert read_area(frame(withheld("a", "item", "q")), "a").respondents == 0
