"""Change in the same households."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.estimation.areas import Areas
from survey.scoring.estimation.hajek import hajek
from survey.scoring.waves.panel import GAINED, LOST, STAYED_AFTER, STAYED_BEFORE, compare_panel
from survey.scoring.waves.side_by_side import number_together
from tests.scoring.waves import ONE_AREA, TWO_AREAS, wave

FOLDER = Path(__file__).parents[2] / "../shared/data/reference"


@pytest.mark.skipif(
    not FOLDER.is_dir(), reason="The reference samples lie beside the repository, not in it."
)
def test_paired_schools():
    """apistrat api00 - api99: 32.8925 (2.05111), 197 degrees of freedom, 28.848-36.937."""
    schools = pd.read_csv(FOLDER / "apistrat.csv")
    stratum = np.unique(schools.stype, return_inverse=True)[1]
    population = schools.groupby("stype").fpc.first().to_numpy(dtype=float)
    waves = [
        wave(schools[year], weight=schools.pw, stratum=stratum, population=population)
        for year in ("api99", "api00")
    ]
    found = compare_panel(*waves, ONE_AREA).differences
    shown = (f"{found.difference[0]:.4f}", f"{found.se[0]:.5f}")
    limits = (f"{found.lower[0]:.3f}", f"{found.upper[0]:.3f}")
    assert (*shown, *limits) == ("32.8925", "2.05111", "28.848", "36.937")


def test_by_hand():
    """Changes 10, 20, 60: mean 30, s² = 700, SE √(700/3), t with 2 degrees of freedom."""
    panel = compare_panel(wave([0, 10, 20]), wave([10, 30, 80]), ONE_AREA)
    found = panel.differences
    assert (panel.before[0], panel.after[0], found.difference[0]) == (10, 40, 30)
    assert found.se[0] == pytest.approx(np.sqrt(700 / 3))
    assert found.upper[0] == pytest.approx(30 + 4.3026527 * np.sqrt(700 / 3))


def test_the_weight_is_the_first_waves():
    """Changes 0 and 40 with weights 3 and 1; what they weigh later does not count."""
    panel = compare_panel(wave([50, 50], weight=[3, 1]), wave([50, 90], weight=[1, 100]), ONE_AREA)
    assert panel.differences.difference[0] == 10
    assert panel.after[0] == 60


def test_households_in_one_wave_only_do_not_count():
    """Household 2 moved away and household 3 came: neither is in the difference."""
    panel = compare_panel(wave([0, 0, 0]), wave([10, 30, 100], [0, 1, 3]), ONE_AREA)
    assert panel.differences.difference[0] == 20


def test_those_lost_and_gained_are_counted():
    """Two respondents of household 2 were lost and one of household 3 gained."""
    panel = compare_panel(wave([0, 0, 0, 5], [0, 1, 2, 2]), wave([0, 9, 9], [0, 1, 3]), ONE_AREA)
    assert panel.people[0, STAYED_BEFORE].tolist() == [2, 2, 0, 2]
    assert panel.people[0, STAYED_AFTER].tolist() == [2, 2, 1, 2]
    assert panel.people[0, LOST].tolist() == [2, 1, 1, 2]
    assert panel.people[0, GAINED].tolist() == [1, 1, 1, 1]


def test_members_of_a_household_are_averaged():
    """Before 10 and 30 with weights 1 and 3, after 45: a change of 20, with weight 4."""
    panel = compare_panel(
        wave([10, 30, 0], [0, 0, 1], weight=[1, 3, 4]), wave([45, 0], [0, 1]), ONE_AREA
    )
    assert panel.differences.difference[0] == 10


def test_an_unanswered_wave_is_no_pair():
    """NaN, or weight 0, is not there."""
    panel = compare_panel(wave([0, np.nan, 0], weight=[1, 1, 0]), wave([10, 90, 90]), ONE_AREA)
    assert panel.people[0, :, 0].tolist() == [1, 1, 0, 2]


def test_psus_without_a_pair_stay_in_the_design():
    """2 of the 4 PSUs of the first wave: u = ±10, V = 4/3 · 2 · 10²; 1 degree of freedom."""
    found = compare_panel(wave([0, 0, 0, 0]), wave([10, 50]), ONE_AREA).differences
    assert found.se[0] == pytest.approx(np.sqrt(4 / 3 * 2 * 10**2))
    assert found.upper[0] - 30 == pytest.approx(12.7062047 * found.se[0])


def test_a_new_psu_is_not_in_the_design():
    """The design is the first wave's."""
    alone = compare_panel(wave([0, 0]), wave([10, 50]), ONE_AREA)
    found = compare_panel(wave([0, 0]), wave([10, 50, 70, 90]), ONE_AREA)
    assert found.differences.se[0] == alone.differences.se[0]


def test_everybody_changed_alike():
    """There is a difference, and nothing that pretends to certainty."""
    found = compare_panel(wave([0.1, 0.2, 0.3]), wave([33.3, 33.4, 33.5]), ONE_AREA).differences
    assert found.difference[0] == pytest.approx(33.2)
    assert np.isnan([found.se[0], found.lower[0], found.p[0]]).all()


def test_one_household_has_no_standard_error():
    """A single pair says nothing of how pairs differ."""
    found = compare_panel(wave([0]), wave([10]), ONE_AREA).differences
    assert found.difference[0] == 10
    assert np.isnan(found.se[0])


def test_nobody_at_all():
    """Two empty waves have no change."""
    panel = compare_panel(wave([]), wave([]), ONE_AREA)
    assert np.isnan(panel.differences.difference).all()
    assert panel.people.sum() == 0


def test_a_lone_psu_is_flagged():
    """Stratum 1 has one PSU in the first wave."""
    panel = compare_panel(wave([0, 0, 0], stratum=[0, 0, 1]), wave([1, 2, 4]), ONE_AREA)
    assert panel.is_single.tolist() == [True, True]


def test_areas_and_what_they_roll_up_to():
    """Change is 10 in a, 30 in b, 20 in the district of both and in all."""
    areas = Areas(("a", "b"), ("d",), np.array([0, 0]))
    where = {"area": [0, 0, 1, 1]}
    found = compare_panel(wave([0, 0, 0, 0], **where), wave([5, 15, 25, 35], **where), areas)
    assert found.differences.difference.tolist() == [10, 30, 20, 20]


VALUES = st.one_of(st.floats(0, 100), st.just(np.nan))


@given(st.lists(st.tuples(VALUES, VALUES, st.floats(0.1, 9), st.booleans()), max_size=20))
@settings(deadline=None)
def test_it_is_the_mean_of_the_differences(records):
    """With one record a household it is `hajek` of the differences, lost ones outside."""
    before, after, weight, north = zip(*records, strict=True) if records else ([],) * 4
    stratum = np.array(north, dtype=np.int64)
    how = {"weight": weight, "stratum": stratum}
    found = compare_panel(wave(before, **how), wave(after, **how), TWO_AREAS).differences
    expected = hajek(np.array(after) - np.array(before), weight, stratum)
    assert found.difference[-1] == pytest.approx(expected.mean, nan_ok=True)
    if np.isfinite(found.se[-1]):
        assert found.se[-1] == pytest.approx(expected.se)
        assert found.lower[-1] == pytest.approx(expected.lower, nan_ok=True)


def test_names_are_numbered_together():
    """Household h1 of area a is the same in both waves, and not the one of area b."""
    before, after = number_together(
        [np.array(["a", "b"]), np.array(["h1", "h1"])],
        [np.array(["b", "a", "a"]), np.array(["h1", "h2", "h1"])],
    )
    assert after.tolist() == [before[1], after[1], before[0]]
    assert len({*before.tolist(), int(after[1])}) == 3
