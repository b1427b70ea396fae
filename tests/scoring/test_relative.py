"""A neighbourhood against all the others together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from survey.scoring.estimation.differences import Differences
from survey.scoring.outcomes import relative
from survey.scoring.outcomes.relative import Cells, compare_with_rest, show_relative


def cells_of(area, stratum, psu, y, weight=None, population=None):
    """Sum records of one domain up into cells; NaN in y is outside."""
    area, stratum, psu, y = (np.asarray(each) for each in (area, stratum, psu, y))
    weight = np.where(np.isfinite(y), np.ones(len(y)) if weight is None else weight, 0.0)
    keys, cell = np.unique(area * 1000 + psu, return_inverse=True)
    psu_stratum = {int(unit): int(layer) for unit, layer in zip(psu, stratum, strict=True)}
    cell_stratum = np.array([psu_stratum[key % 1000] for key in keys], dtype=np.int64)
    return Cells(
        area=keys // 1000,
        stratum=cell_stratum,
        psu=keys % 1000,
        weight=np.bincount(cell, weight)[:, None],
        total=np.bincount(cell, weight * np.nan_to_num(y))[:, None],
        psus=np.bincount(list(psu_stratum.values())),
        population=population,
    )


def by_record(records, which, population):
    """The difference and its variance by the definition, with one loop over records."""
    records = [record for record in records if record[5]]
    sides = []
    for inside in (True, False):
        chosen = [r for r in records if (r[0] == which) == inside and np.isfinite(r[3])]
        mass = sum(r[4] for r in chosen)
        sides.append((mass, sum(r[4] * r[3] for r in chosen) / mass))
    totals, strata = {}, {}
    for area, stratum, psu, y, weight, _ in records:
        strata.setdefault(stratum, set()).add(psu)
        mass, mean = sides[0] if area == which else sides[1]
        sign = 1 if area == which else -1
        part = sign * weight * (y - mean) / mass if np.isfinite(y) else 0.0
        totals[psu] = totals.get(psu, 0.0) + part
    variance = 0.0
    for stratum, psus in strata.items():
        u = np.array([totals[psu] for psu in psus])
        size = len(u)
        squares = u[0] ** 2 if size == 1 else size / (size - 1) * ((u - u.mean()) ** 2).sum()
        variance += (1 - size / population[stratum]) * squares
    return sides[0][1] - sides[1][1], variance


RECORDS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(0, 4),
        st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0, 30.5, np.nan]),
        st.sampled_from([0.5, 1.0, 2.5, 7.0]),
    ),
    min_size=1,
    max_size=40,
)


@given(RECORDS)
@settings(deadline=None, max_examples=150)
def test_it_is_the_definition(found):
    """From totals of cells comes what a loop over the records gives, to 1e-10."""
    records = [(a, s, s * 10 + c, y, w, True) for a, s, c, y, w in found]
    area, stratum, psu, y, weight, _ = (np.array(each) for each in zip(*records, strict=True))
    stratum = np.unique(stratum, return_inverse=True)[1]
    records = list(zip(area, stratum, psu, y, weight, [True] * len(y), strict=True))
    population = np.array([40.0, 10.0, np.inf])
    differences = compare_with_rest(
        cells_of(area, stratum, psu, y, weight, population[: stratum.max() + 1]), 4
    )
    answered = np.isfinite(y)
    for which in range(4):
        own, rest = answered & (area == which), answered & (area != which)
        if not (own.any() and rest.any()):
            assert np.isnan(differences.difference[which, 0])
            continue
        difference, variance = by_record(records, which, population)
        assert differences.difference[which, 0] == pytest.approx(difference, abs=1e-10)
        if np.isfinite(differences.se[which, 0]):
            assert differences.se[which, 0] == pytest.approx(np.sqrt(variance), rel=1e-10)
        else:
            few = min(len(set(psu[own])), len(set(psu[rest]))) < 2
            assert few or variance < 1e-12


def test_the_smaller_side_gives_the_degrees_of_freedom():
    """3 PSUs in 1 stratum here, 4 in 2 strata there: 2 degrees on either side."""
    there, here = [0.0, 30, 50, 70], [10.0, 20, 60]
    cells = cells_of([0] * 3 + [1] * 4, [0, 0, 0, 0, 0, 1, 1], range(7), [*here, *there])
    differences = compare_with_rest(cells, 2)
    reach = (differences.upper - differences.difference) / differences.se
    assert reach == pytest.approx(4.3026527)


def test_a_difference_by_hand():
    """0, 20 here and 60, 80, 100 there: -70, V = 5/4 (2 · 5² + 2 · (20/3)²), 2 - 1 degrees."""
    differences = compare_with_rest(
        cells_of([0, 0, 1, 1, 1], [0] * 5, range(5), [0.0, 20, 60, 80, 100]), 2
    )
    se = np.sqrt(5 / 4 * (2 * 5**2 + 2 * (20 / 3) ** 2))
    assert differences.difference[0, 0] == -70
    assert differences.se[0, 0] == pytest.approx(se)
    assert differences.upper[0, 0] == pytest.approx(-70 + 12.7062047 * se)
    assert differences.p[0, 0] == pytest.approx(2 * student.sf(70 / se, 1))


def test_of_two_neighbourhoods_one_is_the_mirror_of_the_other():
    """The rest of the first is the second."""
    found = compare_with_rest(
        cells_of([0, 0, 1, 1, 1], [0] * 5, range(5), [0.0, 20, 60, 80, 100]), 2
    )
    assert found.difference[1, 0] == -found.difference[0, 0]
    assert found.p[1, 0] == pytest.approx(found.p[0, 0])


def test_a_psu_on_both_sides_pulls_both_the_same_way():
    """Clusters that lie half here and half there, and shift both alike, blur no difference."""
    y = [10.0, 20, 50, 60, 80, 90]
    together = compare_with_rest(cells_of([0, 1] * 3, [0] * 6, [0, 0, 1, 1, 2, 2], y), 2)
    apart = compare_with_rest(cells_of([0, 1] * 3, [0] * 6, range(6), y), 2)
    assert together.difference[0, 0] == pytest.approx(apart.difference[0, 0])
    assert np.isnan(together.se[0, 0])
    assert apart.se[0, 0] > 0


def test_one_psu_on_either_side_gives_no_standard_error():
    """One household says nothing of how households differ; three say it of the others."""
    found = compare_with_rest(cells_of([0, 1, 1], [0] * 3, range(3), [0.0, 60, 100]), 2)
    assert found.difference[0, 0] == -80
    assert np.isnan(found.se).all()


def test_no_variation_gives_no_interval():
    """Everybody here says one thing and everybody there another."""
    found = compare_with_rest(cells_of([0, 0, 1, 1], [0] * 4, range(4), [1 / 3, 1 / 3, 70, 70]), 2)
    assert np.isnan(found.se).all()
    assert np.isnan(found.p).all()


def test_a_neighbourhood_by_itself_is_compared_with_nobody():
    """There is no rest."""
    found = compare_with_rest(cells_of([0, 0], [0, 0], [0, 1], [0.0, 20]), 1)
    assert np.isnan(found.difference).all()


def test_neighbourhoods_worked_on_in_pieces_come_out_the_same(monkeypatch):
    """How many are taken at a time is not seen in the result."""
    cells = cells_of([0, 0, 1, 1, 2, 2], [0] * 6, range(6), [0.0, 20, 60, 80, 5, 50])
    whole = compare_with_rest(cells, 3)
    monkeypatch.setattr(relative, "MOST_AT_ONCE", 1)
    assert np.array_equal(compare_with_rest(cells, 3).parts, whole.parts)


def made(difference, p):
    arrays = [np.array(each, dtype=float) for each in (difference, p)]
    return Differences(arrays[0], arrays[1], arrays[0] - 1, arrays[0] + 1, arrays[1])


YES = np.ones((2, 2), dtype=bool)


def test_only_what_may_be_believed_is_labelled():
    """Four tests: q is .004, .02, .4 and .5."""
    shown = show_relative(made([[5, -3], [2, 1]], [[0.001, 0.01], [0.3, 0.5]]), YES, YES[0])
    assert shown.label.tolist() == [["above", "below"], ["", ""]]


def test_q_of_exactly_5_percent_is_not_below():
    """The limit is not included."""
    shown = show_relative(made([[5]], [[0.05]]), YES[:1, :1], YES[0, :1])
    assert shown.label.tolist() == [[""]]


def test_a_withheld_neighbourhood_has_no_difference():
    """Neither numbers nor a part in the others' q."""
    published = np.array([[True, True], [False, True]])
    shown = show_relative(made([[5, -3], [2, 1]], [[0.01, 0.5], [1e-9, 0.5]]), published, YES[0])
    assert np.isnan([part[1, 0] for part in shown.differences.parts]).all()
    assert shown.q[0, 0] == pytest.approx(0.03)
    assert shown.label[1, 0] == ""


def test_without_the_mean_of_everything_nobody_is_compared():
    """Own mean and difference would give the withheld mean of everything."""
    differences = made([[5, -3], [2, 1]], [[0.001] * 2] * 2)
    shown = show_relative(differences, YES, np.array([False, True]))
    assert np.isnan(shown.differences.difference[:, 0]).all()
    assert np.isfinite(shown.differences.difference[:, 1]).all()
