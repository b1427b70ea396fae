"""The variance after raking: by hand, and from sums as from records."""

import numpy as np
import pytest

from survey.scoring.estimation.hajek import hajek
from survey.scoring.sample.calibration import (
    explained_variance,
    make_margin_form,
    number_columns,
    regress,
    residual_influence,
    sum_columns,
    sum_cross,
)
from survey.scoring.sample.design import Design, add_second_stage, make_design, two_stage_variance
from survey.scoring.sample.raking import Margin, rake


def margin(name, category, totals):
    labels = tuple(f"{name}{number}" for number in range(len(totals)))
    return Margin(name, np.array(category), np.array(totals, dtype=float), labels)


def calibrate_rows(influence: np.ndarray, wx: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    """The influence Σ w z - Σ w x' β per row of the whole design, for one area.

    `influence` is Σ w z per row (0 outside the area), `wx` is Σ w x per row (rows × p), `slopes`
    the β of the area.
    """
    calibrated: np.ndarray = influence - wx @ slopes
    return calibrated


def calibrated_variance(
    influence: np.ndarray,
    group: np.ndarray,
    place: np.ndarray,
    whole: Design,
    wx: np.ndarray,
    slopes: np.ndarray,
) -> np.ndarray:
    """Variance after raking per group.

    `influence` is Σ w z per unit of each group (a PSU, or a second-stage unit), `group` and
    `place` say of which group it is and which unit of `whole`, the design with one group and all
    units of the sample. `wx` is per unit of `whole`, `slopes` per group.
    """
    groups = len(slopes)
    order = np.argsort(group, kind="stable")
    ends = np.searchsorted(group[order], np.arange(groups + 1))
    variance = np.zeros(groups)
    for number in range(groups):
        own = order[ends[number] : ends[number + 1]]
        dense = np.bincount(place[own], influence[own], len(wx)).astype(np.float64)
        residuals = calibrate_rows(dense, wx, slopes[number])
        variance[number] = two_stage_variance(residuals, whole)[0]
    return variance


def test_what_a_margin_says_is_taken_out():
    """Means of z by sex, weighted by d: (1 · 0 + 3 · 4)/4 = 3 and 7; times the final weight 2."""
    sex = margin("sex", [0, 0, 1], [8, 2])
    d, z = np.array([1.0, 3, 1]), np.array([0.0, 4, 7])
    influence = residual_influence(z, d, np.array([2.0, 6, 2]), [sex])
    assert influence == pytest.approx([-6, 6, 0], abs=1e-12)


def test_a_mean_that_the_margins_decide_has_no_uncertainty():
    """If y is the sex, and the sexes are known, nothing is left to vary."""
    sex = margin("sex", [0, 0, 1, 1, 1], [30, 70])
    estimate = hajek([0, 0, 1, 1, 1], margins=[sex])
    assert estimate.mean == pytest.approx(0.7)
    assert np.isnan(estimate.se)


def test_a_record_of_weight_0_without_an_answer_has_no_influence():
    """It takes part in nothing."""
    sex = margin("sex", [0, 0, 1, 1, -1], [30, 70])
    estimate = hajek([1, 2, 3, 5, 99], [1, 1, 1, 1, 0], margins=[sex])
    assert (estimate.mean, estimate.n) == (pytest.approx(0.3 * 1.5 + 0.7 * 4), 4)


class Sampled:
    """120 invented people: three strata, sixteen PSUs in them, four areas, two margins."""

    def __init__(self, seed):
        chance = np.random.default_rng(seed)
        self.psu = np.sort(chance.integers(0, 16, 120))
        self.psu = np.unique(self.psu, return_inverse=True)[1]
        self.psus = int(self.psu.max()) + 1
        self.stratum = np.minimum(np.arange(self.psus) // 6, 2)
        self.household = self.psu * 4 + chance.integers(0, 4, 120)
        self.area = chance.integers(0, 4, 120)
        self.y = chance.normal(50, 20, 120)
        self.d = chance.uniform(1, 4, 120)
        self.fpc = np.array([20.0, 30, 40])[self.stratum][self.psu]
        self.fpc2 = np.full(120, 9.0)
        self.margins = [
            margin("sex", chance.integers(0, 2, 120), [500, 480]),
            margin("age", chance.integers(0, 3, 120), [300, 300, 380]),
        ]
        self.w = rake(self.d, self.margins).weights
        self.inside = self.area[None, :] == np.arange(4)[:, None]
        self.total = self.inside @ self.w
        self.mean = self.inside @ (self.w * self.y) / self.total

    def of_area(self, area, **more):
        """What the records say of one area."""
        return hajek(
            self.y, self.d, self.stratum[self.psu], self.psu, self.fpc,
            domain=self.area == area, margins=self.margins, **more,
        )  # fmt: skip

    def whole(self):
        """The design of all PSUs as one group."""
        return make_design(
            np.zeros(self.psus, int), self.stratum, 1, np.bincount(self.stratum),
            np.array([20.0, 30, 40]),
        )  # fmt: skip

    def two_stages(self):
        """The same design with its households, and the household of each record."""
        units, unit = np.unique(self.household, return_inverse=True)
        drawn, there = np.bincount(units // 4), np.full(self.psus, 9.0)
        return add_second_stage(self.whole(), units // 4, drawn, there), unit

    def variances(self, **more):
        """What the records say of each area."""
        return [self.of_area(area, **more).se ** 2 for area in range(4)]

    def slopes(self):
        """β of each area, from sums."""
        columns, width = number_columns(self.margins)
        xy = sum_columns(columns, width, self.d * self.y, self.area, 4)
        x = sum_columns(columns, width, self.d, self.area, 4)
        return regress(sum_cross(columns, width, self.d), xy, x, self.mean, self.total)

    def wx(self, row, rows):
        columns, width = number_columns(self.margins)
        return sum_columns(columns, width, self.w, row, rows)

    def share(self, area):
        """z of each record."""
        gap = self.y - self.mean[area]
        return np.where(self.area == area, gap, 0) / self.total[area]


@pytest.mark.parametrize("seed", range(5))
def test_sums_give_the_influence_that_records_give(seed):
    """Per PSU, equal to 1e-12 of the largest."""
    sample = Sampled(seed)
    wx, slopes = sample.wx(sample.psu, sample.psus), sample.slopes()
    for area in range(4):
        z = sample.share(area)
        by_record = residual_influence(z, sample.d, sample.w, sample.margins)
        expected = np.bincount(sample.psu, by_record)
        influence = np.bincount(sample.psu, sample.w * z)
        got = calibrate_rows(influence, wx, slopes[area])
        assert got == pytest.approx(expected, rel=0, abs=1e-12 * np.abs(expected).max())


def spread_over_areas(sample, row, rows):
    """Σ w z per area and row, as sparse entries: influence, group and place."""
    z = sum(sample.share(area) for area in range(4))
    cell, entry = np.unique(sample.area * rows + row, return_inverse=True)
    return np.bincount(entry, sample.w * z), cell // rows, cell % rows


@pytest.mark.parametrize("seed", range(5))
def test_sums_give_the_variance_that_records_give(seed):
    """Equal to 1e-12, for four areas at once."""
    sample = Sampled(seed)
    influence, group, place = spread_over_areas(sample, sample.psu, sample.psus)
    wx = sample.wx(sample.psu, sample.psus)
    variance = calibrated_variance(influence, group, place, sample.whole(), wx, sample.slopes())
    assert variance == pytest.approx(sample.variances(), rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_sums_give_the_two_stage_variance_that_records_give(seed):
    """The same with households drawn within PSUs: rows are the households."""
    sample = Sampled(seed)
    whole, unit = sample.two_stages()
    influence, group, place = spread_over_areas(sample, unit, len(whole.second.unit_row))
    wx = sample.wx(unit, len(whole.second.unit_row))
    variance = calibrated_variance(influence, group, place, whole, wx, sample.slopes())
    expected = sample.variances(second_unit=sample.household, second_fpc=sample.fpc2)
    assert variance == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("has_second", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_what_margins_explain_is_the_variance_before_less_that_after(seed, has_second):
    """The short way and the long way, equal to 1e-12 of the variance before."""
    sample = Sampled(seed)
    whole, unit = sample.two_stages() if has_second else (sample.whole(), sample.psu)
    units = int(unit.max()) + 1
    influence, group, place = spread_over_areas(sample, unit, units)
    wx, slopes = sample.wx(unit, units), sample.slopes()
    before = calibrated_variance(influence, group, place, whole, wx, np.zeros_like(slopes))
    after = calibrated_variance(influence, group, place, whole, wx, slopes)
    explained = explained_variance(influence, group, place, slopes, make_margin_form(wx, whole))
    assert before - explained == pytest.approx(after, rel=0, abs=1e-12 * before.max())


def test_partitions_add_up():
    """Sums over two halves are the sums over the whole."""
    sample = Sampled(0)
    columns, width = number_columns(sample.margins)
    first, second = slice(0, 50), slice(50, None)
    halves = [sum_cross(columns[half], width, sample.d[half]) for half in (first, second)]
    assert halves[0] + halves[1] == pytest.approx(sum_cross(columns, width, sample.d))


def test_an_area_without_anybody_has_no_slopes():
    """Nothing to explain."""
    nobody = np.zeros((1, 2))
    assert regress(np.eye(2), nobody, nobody, np.array([np.nan]), np.zeros(1)).tolist() == [[0, 0]]


def test_a_column_without_anybody_has_no_slope():
    """A category with no people and no record."""
    cross = np.diag([4.0, 0.0])
    slopes = regress(
        cross, np.array([[8.0, 0.0]]), np.array([[2.0, 0.0]]), np.ones(1), np.full(1, 3.0)
    )
    assert slopes == pytest.approx(np.array([[0.5, 0]]))
