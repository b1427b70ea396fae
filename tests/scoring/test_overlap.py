"""Change between two samples that may share PSUs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from survey.scoring.estimation.hajek import hajek
from survey.scoring.waves.overlap import compare_overlap
from survey.scoring.waves.panel import compare_panel
from tests.scoring.waves import ONE_AREA, TWO_AREAS, wave


def test_two_simple_samples_by_hand():
    """Means 10 and 40, s² = 100 and 300, 3 households each and none twice: V = 100/3 + 300/3."""
    overlap = compare_overlap(wave([0, 10, 20]), wave([20, 50, 50], household=[3, 4, 5]), ONE_AREA)
    found = overlap.differences
    assert (overlap.before[0], overlap.after[0], found.difference[0]) == (10, 40, 30)
    assert found.se[0] == pytest.approx(np.sqrt(400 / 3))
    assert found.p[0] == pytest.approx(2 * student.sf(30 / np.sqrt(400 / 3), 4))


ONE_WAVE = st.lists(
    st.tuples(
        st.one_of(st.floats(0, 100), st.just(np.nan)),
        st.sampled_from([0.5, 1.0, 4.0]),
        st.integers(0, 1),
        st.integers(0, 2),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=20,
)


def made(records, population, shift=0, **weights):
    """A wave of (value, weight, area, stratum, PSU of the stratum); a household each."""
    value, weight, area, stratum, psu = (np.array(each) for each in zip(*records, strict=True))
    how = {"weight": weight, **weights}
    return wave(
        value,
        area=area,
        stratum=stratum,
        psu=shift + 10 * stratum + psu,
        population=population,
        **how,
    )


def of_area(sample, area):
    """The mean of one area by records, with the whole wave as the design."""
    inside = np.ones(len(sample.values), np.bool_) if area == 2 else sample.area == area
    return hajek(
        sample.values,
        sample.weight,
        sample.stratum,
        sample.psu,
        sample.population[sample.stratum],
        domain=inside,
    )


@given(ONE_WAVE, ONE_WAVE)
@settings(deadline=None)
def test_independent_samples_add_their_variances(first, second):
    """Without a shared PSU: V₁ + V₂, and as many degrees of freedom as both have."""
    population = np.array([20.0, 7.0, np.inf])
    before, after = made(first, population), made(second, population, shift=100)
    found = compare_overlap(before, after, TWO_AREAS).differences
    for area in range(3):
        one, two = of_area(before, area), of_area(after, area)
        assert found.difference[area] == pytest.approx(two.mean - one.mean, nan_ok=True)
        if np.isfinite(found.se[area]):
            variance = np.nan_to_num(one.se) ** 2 + np.nan_to_num(two.se) ** 2
            assert found.se[area] == pytest.approx(np.sqrt(variance))
        if np.isfinite(found.lower[area]):
            reach = student.ppf(0.975, one.df + two.df) * found.se[area]
            assert found.upper[area] - found.difference[area] == pytest.approx(reach)


@given(ONE_WAVE, st.lists(st.floats(0, 100), min_size=20, max_size=20))
@settings(deadline=None)
def test_a_full_panel_is_the_paired_difference(first, later):
    """The same households with the same weights: the panel's number, error and interval."""
    before = made(first, np.array([20.0, 7.0, np.inf]))
    values = np.where(np.isfinite(before.values), later[: len(first)], np.nan)
    after = wave(
        values,
        weight=before.weight,
        area=before.area,
        stratum=before.stratum,
        psu=before.psu,
        population=before.population,
    )
    stacked = compare_overlap(before, after, TWO_AREAS).differences
    paired = compare_panel(before, after, TWO_AREAS).differences
    for one, other in zip(stacked.parts, paired.parts, strict=True):
        assert one == pytest.approx(other, nan_ok=True, rel=1e-6, abs=1e-8)


def test_half_of_the_psus_shared():
    """PSU 1 is in both: Σ (r₂ - r₁)² over three PSUs, by hand.

    Before u = -5, 5; after u = -10, 10; n/(n - 1) = 2 in both: 2 · (5² + (-10 - 5)² + 10²).
    """
    found = compare_overlap(wave([40, 60]), wave([30, 70], household=[1, 2]), ONE_AREA).differences
    assert found.difference[0] == 0
    assert found.se[0] == pytest.approx(np.sqrt(2 * (5**2 + (-10 - 5) ** 2 + 10**2)))


def test_shared_psus_that_move_together_make_change_surer():
    """The same households tell more of change than as many new ones."""
    first = [10.0, 30, 50, 70]
    same = compare_overlap(wave(first), wave([15, 35, 60, 75]), ONE_AREA)
    new = compare_overlap(wave(first), wave([15, 35, 60, 75], [4, 5, 6, 7]), ONE_AREA)
    assert same.differences.se[0] < new.differences.se[0] / 5


def test_shared_psus_count_once():
    """PSUs 0-3 and 2-5 of one stratum: 6 less 1 degrees of freedom."""
    found = compare_overlap(
        wave([0, 10, 20, 40]), wave([50, 30, 60, 90], [2, 3, 4, 5]), ONE_AREA
    ).differences
    reach = (found.upper[0] - found.difference[0]) / found.se[0]
    assert reach == pytest.approx(student.ppf(0.975, 5))


def test_one_psu_in_a_wave_gives_no_standard_error():
    """One household after three says nothing of how sure it is."""
    found = compare_overlap(wave([0, 10, 20]), wave([50], [3]), ONE_AREA).differences
    assert found.difference[0] == 40
    assert np.isnan([found.se[0], found.p[0]]).all()


def test_an_area_of_one_wave_only_has_no_change():
    """Nothing can be said of area b."""
    found = compare_overlap(wave([0, 10, 20], area=[0, 0, 1]), wave([0, 10]), TWO_AREAS).differences
    assert np.isnan(found.difference[1])


def test_nobody_at_all():
    """Two empty waves have no change."""
    assert np.isnan(compare_overlap(wave([]), wave([]), ONE_AREA).differences.difference).all()


def test_a_lone_psu_is_flagged():
    """In the second wave stratum 1 has one PSU."""
    first = wave([0, 10, 20, 30], stratum=[0, 0, 1, 1])
    second = wave([0, 10, 20], stratum=[0, 0, 1])
    assert compare_overlap(first, second, ONE_AREA).is_single.tolist() == [True, True]


def test_the_order_of_records_does_not_matter():
    """Turned round, the same numbers."""
    first, second = [0.0, 10, 20, 40], [50.0, 30, 60, 90]
    found = compare_overlap(wave(first), wave(second), ONE_AREA).differences
    turned = compare_overlap(
        wave(first[::-1], [3, 2, 1, 0]), wave(second[::-1], [3, 2, 1, 0]), ONE_AREA
    ).differences
    assert turned.se == pytest.approx(found.se)
