"""Published sorts of index, written in YAML and worked out again by hand.

The tables and the indices are of our own invention. Expected values are worked out here in plain
arithmetic, without the product: every stage is written down as its publisher would describe it.
"""

import csv
import math
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest

from survey.questionnaire.load import load_questionnaire
from survey.scoring.area_table import score_area_table

FOLDER = Path(__file__).parent / "published"


def score(name):
    """Score a table by the questionnaire beside it: estimates by (area, index)."""
    table = pd.read_csv(FOLDER / f"{name}.csv", index_col="area")
    scores = score_area_table(load_questionnaire(FOLDER / f"{name}.yaml"), table)
    return scores.set_index(["area", "index"])["estimate"]


def read_rows(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


# ---- A deprivation index: exponential ranks, weights as given


WEIGHTS = {
    "income": 0.225,
    "employment": 0.225,
    "education": 0.135,
    "health": 0.135,
    "crime": 0.093,
    "housing": 0.093,
    "environment": 0.093,
}


def work_out_deprivation():
    """Rank each domain from the worst, spread the ranks out, add them up as weighed."""
    rows = read_rows("deprivation")
    scores = {}
    for row in rows:
        total = 0.0
        for domain, weight in WEIGHTS.items():
            sign = -1 if domain == "education" else 1  # there, high is good
            worse = [r for r in rows if sign * float(r[domain]) > sign * float(row[domain])]
            rank = 1 + len(worse)
            share = (32 - rank + 1) / 32
            total += weight * -23 * math.log(1 - share * (1 - math.exp(-100 / 23)))
        scores[row["area"]] = total
    return scores


def test_deprivation_scores():
    """Each area has the weighed sum of its spread-out ranks."""
    scored = score("deprivation")
    for area, expected in work_out_deprivation().items():
        assert scored[area, "deprivation"] == pytest.approx(expected, rel=1e-12)


def test_the_area_worst_in_all_domains():
    """It has 100 in each, and 99.9 in all, because the weights add up to .999."""
    assert score("deprivation")["Area 01", "deprivation"] == pytest.approx(99.9, rel=1e-12)


def test_deprivation_ranks():
    """Rank 1 is the most deprived."""
    scored = score("deprivation")
    expected = work_out_deprivation()
    for area, own in expected.items():
        assert scored[area, "place"] == 1 + sum(other > own for other in expected.values())


def test_deprivation_of_districts():
    """A district has the average of its areas' scores, weighted by their people."""
    scored = score("deprivation")
    expected = work_out_deprivation()
    for name in ("North", "South", "East"):
        rows = [row for row in read_rows("deprivation") if row["district"] == name]
        people = [int(row["population"]) for row in rows]
        total = sum(n * expected[row["area"]] for n, row in zip(people, rows, strict=True))
        assert scored[f"district:{name}", "deprivation"] == pytest.approx(total / sum(people))


# ---- A vulnerability index: percentile ranks, rounded at every stage


THEMES = {
    "economy": ["poverty", "unemployment", "income", "no_diploma"],
    "household": ["elderly", "children"],
    "housing": ["crowding", "no_vehicle"],
}


def rank_percentiles(values):
    """Give each value (rank − 1)/(n − 1) to four digits, halves up; exactly, in decimals."""
    known = [value for value in values if value is not None]
    ranked = []
    for value in values:
        if value is None:
            ranked.append(None)
            continue
        below = sum(other < value for other in known)
        share = Decimal(below) / Decimal(len(known) - 1)
        ranked.append(share.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP))
    return ranked


def add_up(*columns):
    """Add columns area by area; a gap leaves a gap."""
    rows = zip(*columns, strict=True)
    return [None if None in row else sum(row, Decimal(0)) for row in rows]


def work_out_vulnerability():
    rows = read_rows("vulnerability")
    percentiles = {}
    for name in (name for theme in THEMES.values() for name in theme):
        sign = -1 if name == "income" else 1
        column = [sign * Decimal(row[name]) if row[name] else None for row in rows]
        percentiles[name] = rank_percentiles(column)
    sums = {
        theme: add_up(*(percentiles[name] for name in names)) for theme, names in THEMES.items()
    }
    worked = {f"{theme}_sum": column for theme, column in sums.items()}
    worked |= {theme: rank_percentiles(column) for theme, column in sums.items()}
    worked["total_sum"] = add_up(*sums.values())
    worked["total"] = rank_percentiles(worked["total_sum"])
    flags = [
        [None if p is None else Decimal(p >= Decimal("0.9")) for p in column]
        for column in percentiles.values()
    ]
    worked["flags"] = add_up(*flags)
    return [row["area"] for row in rows], worked


@pytest.mark.parametrize("index", [*THEMES, *(f"{t}_sum" for t in THEMES), "total", "flags"])
def test_vulnerability_at_every_stage(index):
    """Theme sums, theme ranks, the total and the flags are those worked out in decimals."""
    scored = score("vulnerability")
    areas, worked = work_out_vulnerability()
    for area, expected in zip(areas, worked[index], strict=True):
        if expected is None:
            assert math.isnan(scored[area, index])
        elif index.endswith("_sum"):
            assert scored[area, index] == pytest.approx(float(expected), rel=1e-14)
        else:
            assert scored[area, index] == float(expected)


def test_vulnerability_of_one_area():
    """Cedar on paper.

    Poverty: 7 of the other 11 areas are below, and Fir ties: 7/11 = .6364. Unemployment, known of
    11 areas: 7 of the other 10 are below: .7. Income: 8 of 11 have more: 8/11 = .7273.
    No diploma: 7 of 11 are below: .6364. Together .6364 + .7 + .7273 + .6364 = 2.7001.
    """
    assert score("vulnerability")["Cedar", "economy_sum"] == pytest.approx(2.7001)


def test_a_missing_cell_leaves_no_total():
    """Hazel's unemployment is not known; its other themes are."""
    scored = score("vulnerability")

    assert math.isnan(scored["Hazel", "economy"])
    assert math.isnan(scored["Hazel", "total"])
    assert scored["Hazel", "housing"] == pytest.approx(0.4545)


# ---- A development index: capped goalposts, logarithms, a geometric mean


def test_development_of_one_area():
    """Alder on paper.

    Health (71.5 − 20)/65 = .79231. Schooling: 19.2 counts as 18, so 18/18 = 1, and 9/15 = .6,
    together .8. Living: ln(10000/100)/ln(75000/100) = 4.60517/6.62007 = .69564.
    The third root of .79231 · .8 · .69564 = .44093 is .7611.
    """
    scored = score("development")

    assert scored["Alder", "health"] == pytest.approx(0.79231, abs=5e-6)
    assert scored["Alder", "schooling"] == pytest.approx(0.8)
    assert scored["Alder", "living"] == pytest.approx(0.69564, abs=5e-6)
    assert scored["Alder", "development"] == 0.761


def test_an_area_beyond_every_goalpost():
    """Brook: 85.7 years, 15.6 years of schooling and 91,000 count as 85, 15 and 75,000.

    Health 1, schooling (17.1/18 + 1)/2 = .975, living 1: the third root of .975 is .9916.
    """
    scored = score("development")

    assert (scored["Brook", "health"], scored["Brook", "living"]) == (1, 1)
    assert scored["Brook", "schooling"] == pytest.approx(0.975)
    assert scored["Brook", "development"] == 0.992


@pytest.mark.parametrize(
    ("area", "life", "expected_years", "mean_years", "income"),
    [("Clay", 60.8, 9.9, 4.5, 2500), ("Dune", 52.5, 7.2, 3.0, 750)],
)
def test_development_within_the_goalposts(area, life, expected_years, mean_years, income):
    """The third root of the three dimensions, to three digits."""
    health = (life - 20) / (85 - 20)
    schooling = (expected_years / 18 + mean_years / 15) / 2
    living = (math.log(income) - math.log(100)) / (math.log(75000) - math.log(100))

    root = (health * schooling * living) ** (1 / 3)
    assert score("development")[area, "development"] == float(f"{root:.3f}")


def test_development_of_regions():
    """The coast has (400 · .761 + 100 · .992)/500 = .8072; what is missing is left out.

    In the hills Esker has no value, so that they have (250 · Clay + 750 · Dune)/1000.
    """
    scored = score("development")
    clay, dune = scored["Clay", "development"], scored["Dune", "development"]

    assert scored["district:Coast", "development"] == pytest.approx(0.8072)
    assert scored["district:Hills", "development"] == pytest.approx(0.25 * clay + 0.75 * dune)
    assert math.isnan(scored["Esker", "development"])
