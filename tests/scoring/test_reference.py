"""The engine gives the numbers of R's survey package.

California's schools, published, to the last printed digit; and invented towns, which
`benchmarks/reference/reference.R` made and measured, to 1e-10.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from survey.scoring.estimation.hajek import hajek, proportion
from survey.scoring.sample.raking import Margin

SCHOOLS = Path(__file__).parents[2] / "../shared/data/reference"
TOWNS = Path(__file__).parent / "reference"
EXPECTED = pd.read_csv(TOWNS / "expected.csv")

SEX = {"female": 1210, "male": 1090}
AGE = {"18-34": 800, "35-54": 850, "55+": 650}


def load_schools(name):
    if not SCHOOLS.is_dir():
        pytest.skip("The schools lie beside the repository, not in it.")
    return pd.read_csv(SCHOOLS / name)


@pytest.fixture
def strat():
    return load_schools("apistrat.csv")


@pytest.fixture
def clus():
    return load_schools("apiclus1.csv")


def margin(name, answers, totals):
    """The margin with these totals per answer."""
    numbers = pd.Categorical(answers, list(totals)).codes
    return Margin(name, numbers.astype(np.int64), np.array([*totals.values()], float), (*totals,))


def of_strat(strat, y="api00", domain=None, fpc="fpc"):
    return hajek(
        strat[y],
        strat.pw,
        stratum=strat.stype,
        fpc=strat[fpc] if fpc else None,
        domain=domain,
    )


def test_stratified_mean(strat):
    """apistrat api00: 662.2874 (9.40894), deff 1.20446."""
    estimate = of_strat(strat)
    shown = (f"{estimate.mean:.4f}", f"{estimate.se:.5f}", f"{estimate.deff:.5f}")
    assert shown == ("662.2874", "9.40894", "1.20446")


def test_stratified_mean_without_a_finite_population(strat):
    """Without the correction the standard error is 9.53613."""
    assert f"{of_strat(strat, fpc=None).se:.5f}" == "9.53613"


@pytest.mark.parametrize(
    ("stype", "mean", "se"),
    [
        ("E", "674.43", "12.38248"),
        ("H", "625.82", "14.93713"),
        ("M", "636.60", "16.21471"),
    ],
)
def test_strata_as_domains(strat, stype, mean, se):
    """By school type."""
    estimate = of_strat(strat, domain=strat.stype == stype)
    assert (f"{estimate.mean:.2f}", f"{estimate.se:.5f}") == (mean, se)


@pytest.mark.parametrize(
    ("awards", "mean", "se"),
    [("No", "633.7349", "15.33477"), ("Yes", "678.4224", "11.85663")],
)
def test_domains_across_strata(strat, awards, mean, se):
    """By awards: all strata and PSUs stay in the design."""
    estimate = of_strat(strat, domain=strat.awards == awards)
    assert (f"{estimate.mean:.4f}", f"{estimate.se:.5f}") == (mean, se)


def test_paired_difference(strat):
    """api00 - api99: 32.8925 (2.05111), 197 degrees of freedom, 28.848-36.937."""
    strat["change"] = strat.api00 - strat.api99
    estimate = of_strat(strat, y="change")
    shown = (f"{estimate.mean:.4f}", f"{estimate.se:.5f}", estimate.df)
    limits = (f"{estimate.lower:.3f}", f"{estimate.upper:.3f}")
    assert (*shown, *limits) == ("32.8925", "2.05111", 197, "28.848", "36.937")


def test_cluster_sample(clus):
    """apiclus1 api00 with 15 districts: 644.1694 (23.54224), deff 9.34587, 593.676-694.662."""
    estimate = hajek(clus.api00, clus.pw, psu=clus.dnum, fpc=clus.fpc)
    shown = (f"{estimate.mean:.4f}", f"{estimate.se:.5f}", f"{estimate.deff:.5f}")
    limits = (estimate.df, f"{estimate.lower:.3f}", f"{estimate.upper:.3f}")
    assert (*shown, *limits) == ("644.1694", "23.54224", "9.34587", 14, "593.676", "694.662")


def test_share_of_a_cluster_sample(clus):
    """apiclus1 share with no English learners: .0218579 (.0226225), .000216-.137508."""
    estimate = proportion(clus.ell == 0, clus.pw, psu=clus.dnum, fpc=clus.fpc)
    shown = (f"{estimate.mean:.7f}", f"{estimate.se:.7f}")
    limits = (f"{estimate.lower:.6f}", f"{estimate.upper:.6f}")
    assert (*shown, *limits) == ("0.0218579", "0.0226225", "0.000216", "0.137508")


def test_a_raked_cluster_sample(clus):
    """apiclus1 raked to school type and target reached: 641.2303 (23.70362)."""
    margins = [
        margin("stype", clus.stype, {"E": 4421, "H": 755, "M": 1018}),
        margin("sch.wide", clus["sch.wide"], {"No": 1072, "Yes": 5122}),
    ]
    estimate = hajek(clus.api00, clus.pw, psu=clus.dnum, fpc=clus.fpc, margins=margins)
    assert (f"{estimate.mean:.4f}", f"{estimate.se:.5f}") == ("641.2303", "23.70362")


def describe(town, design):
    """The arguments that say how a town was sampled."""
    told = {"weight": town.weight, "stratum": town.stratum}
    if not design.startswith("simple"):
        told["psu"] = town.psu
    if "fpc" in design or "two_stage" in design:
        told["fpc"] = town.fpc
    if "two_stage" in design:
        told |= {"second_unit": town.household, "second_fpc": town.fpc2}
    if "raked" in design:
        told["margins"] = [margin("sex", town.sex, SEX), margin("age", town.age, AGE)]
    if "post" in design:
        told["margins"] = [margin("age", town.age, AGE)]
    return told


def estimate_as_r_did(row, estimator):
    town = pd.read_csv(TOWNS / f"{row['sample']}.csv")
    inside = None if row.domain == "all" else town.area == row.domain
    return estimator(town[row.variable], domain=inside, **describe(town, row.design))


def name_of(row):
    return f"{row['sample']}-{row.design}-{row.variable}-{row.domain}"


def rows_of(variables):
    rows = [row for _, row in EXPECTED.iterrows() if row.variable in variables]
    return [pytest.param(row, id=name_of(row)) for row in rows]


@pytest.mark.parametrize("row", rows_of(["y"]))
def test_a_mean_of_a_town(row):
    """Strata, clusters, two stages, finite populations, margins and domains: mean and SE."""
    estimate = estimate_as_r_did(row, hajek)
    assert (estimate.mean, estimate.se) == pytest.approx((row["mean"], row.se), rel=1e-10)


@pytest.mark.parametrize("row", [p for p in rows_of(["y"]) if p.values[0].deff > 0])
def test_a_design_effect_of_a_town(row):
    """The design effect, where R compares with the same simple random sample."""
    assert estimate_as_r_did(row, hajek).deff == pytest.approx(row.deff, rel=1e-10)


@pytest.mark.parametrize("row", rows_of(["knows", "met"]))
def test_a_share_of_a_town(row):
    """Share, SE and the limits of svyciprop(method = "beta")."""
    estimate = estimate_as_r_did(row, proportion)
    shown = (estimate.mean, estimate.se, estimate.lower, estimate.upper)
    assert shown == pytest.approx((row["mean"], row.se, row.lower, row.upper), rel=1e-10)
