"""The columns of relative mode beside the scores of domains."""

import numpy as np
import pandas as pd
import pytest

from survey.scoring.estimation.estimate import divide
from survey.scoring.outcomes.relative_table import (
    COLUMNS,
    NUMBERS,
    add_relative,
    find_cells,
    find_relative,
    is_comparable,
)
from tests.scoring.builders import questionnaire, rating, row, spread, yes_no
from tests.scoring.surveys import draw_answers, run

DOMAIN = questionnaire(rating("a"), rating("b"))
HIGH, LOW = spread(0, 2, 4, 10, 14), spread(14, 10, 4, 2, 0)
MIDDLE = spread(6, 6, 6, 6, 6)


def compare(*answers, asked=DOMAIN, **more):
    """Areas A, B, … of 30 people who answer both questions alike; their domain with the columns."""
    sizes = {name: len(given) for name, given in zip("ABCDE", answers, strict=False)}
    given = [position for some in answers for position in some]
    scores, _ = run(asked, sizes, dict.fromkeys(asked.questions, given), more.pop("where", None))
    outcome = scores.outcomes["d"]
    frame = scores.frame[scores.frame.kind == "strength"]
    return outcome, add_relative(frame, [outcome])


def test_a_neighbourhood_is_set_against_the_others():
    """Means 80, 20 and 50: 45 above the 35 of the two others, 45 below 65, 0 from 50."""
    _, table = compare(HIGH, LOW, MIDDLE)
    found = [row(table, area, "strength", "d") for area in "ABC"]
    assert [each.difference for each in found] == pytest.approx([45, -45, 0])
    assert [each.relative for each in found] == ["above", "below", ""]
    assert all(each.difference_lower < each.difference < each.difference_upper for each in found)


def test_the_error_is_that_of_both_sides():
    """Two simple samples of 30 households in one stratum of 60: V = 60/59 (Σu² + Σu²)."""
    _, table = compare(HIGH, LOW)
    points = np.array([HIGH, LOW]) * 25.0
    influence = (points - points.mean(axis=1, keepdims=True)) / 30
    expected = np.sqrt(60 / 59 * (influence**2).sum())
    assert row(table, "A", "strength", "d").difference_se == pytest.approx(expected)


def test_roll_ups_have_no_rest():
    """Districts and everything are not compared."""
    _, table = compare(HIGH, LOW, where={"A": "n"})
    rolled = table[table.area.isin(["district:n", "all"])]
    assert rolled[list(NUMBERS)].isna().all(axis=None)
    assert set(rolled.relative) == {""}


def test_a_withheld_neighbourhood_is_not_compared():
    """Twice 9 people: nothing is said of them, and they count among the rest of others."""
    _, table = compare(HIGH, LOW, spread(0, 0, 6, 3), spread(0, 0, 6, 3))
    assert row(table, "D", "strength", "d")[list(NUMBERS)].isna().all()
    rest = (30 * 20 + 18 * (50 + 25 / 3)) / 48
    assert row(table, "A", "strength", "d").difference == pytest.approx(80 - rest)


def test_without_the_mean_of_everything_nothing_is_compared():
    """All less A and B would be the mean of 9 people, so all is withheld."""
    _, table = compare(HIGH, LOW, spread(0, 0, 9))
    assert table[list(NUMBERS)].isna().all(axis=None)


def test_one_neighbourhood_has_nothing_beside_it():
    """The columns are there, and empty."""
    _, table = compare(HIGH)
    assert tuple(table.columns[-len(COLUMNS) :]) == COLUMNS
    assert table[list(NUMBERS)].isna().all(axis=None)


def test_no_domain_gives_empty_columns():
    """A table of nothing has them too."""
    empty = pd.DataFrame({"area": [], "index": [], "kind": []})
    assert tuple(add_relative(empty, []).columns) == ("area", "index", "kind", *COLUMNS)


def test_an_interval_withheld_anywhere_keeps_a_domain_out():
    """The errors of differences would tell the one that is withheld."""
    outcome, table = compare(spread(2, 12, 16, 15, 15), MIDDLE, asked=questionnaire(rating()))
    assert outcome.figure.notes["interval_withheld"].any()
    assert not is_comparable(outcome)
    assert table[list(NUMBERS)].isna().all(axis=None)


@pytest.mark.parametrize(
    "design",
    [
        {},
        {"population": [70.0] * 40 + [90.0] * 40},
        {"population": [70.0] * 40 + [90.0] * 40, "second_population": [9.0] * 80},
    ],
    ids=["endless", "finite", "two stages"],
)
def test_the_sums_of_psus_are_had_back(design):
    """Σwy/Σw of an area's rows is its mean; n_s and N_s are those of the sample."""
    asked = questionnaire(rating("a"), rating("b"))
    scores, _ = run(
        asked,
        {"A": 30, "B": 30, "C": 20},
        draw_answers(asked, 80, 7),
        stratum=["x"] * 40 + ["y"] * 40,
        weight=np.tile([1.0, 2.0, 3.0, 4.0], 20),
        psu=[f"p{place // 4}" for place in range(80)],
        **design,
    )
    outcome = scores.outcomes["d"]
    cells = find_cells([outcome])
    weight = np.bincount(cells.area, cells.weight[:, 0])
    mean = divide(np.bincount(cells.area, cells.total[:, 0]), weight)
    assert mean == pytest.approx(outcome.means.mean[:3])
    assert cells.psus.tolist() == [10, 10]
    assert np.bincount(cells.stratum[np.unique(cells.psu, return_index=True)[1]]).tolist() == [
        10,
        10,
    ]
    if "second_population" in design or not design:
        assert cells.population is None
    else:
        assert cells.population == pytest.approx([70, 90])


def test_a_stratum_without_a_population_is_endless():
    """The other has its own."""
    asked = questionnaire(yes_no())
    scores, _ = run(
        asked,
        {"A": 20, "B": 20},
        {"q": [0, 1] * 20},
        stratum=["x"] * 20 + ["y"] * 20,
        population=[50.0] * 20 + [np.nan] * 20,
    )
    assert find_cells([scores.outcomes["d"]]).population == pytest.approx([50, np.inf])


def test_only_released_figures_are_shown():
    """What `show_relative` gets is the mask of the figures."""
    outcome, _ = compare(HIGH, LOW, MIDDLE, spread(0, 6, 3), spread(0, 6, 3))
    shown = find_relative([outcome]).differences.difference[:, 0]
    assert np.isfinite(shown).tolist() == outcome.released[:5].tolist()
    assert np.isfinite(shown).tolist() == [True, True, True, False, False]
