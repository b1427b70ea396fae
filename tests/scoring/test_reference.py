"""The engine gives the published numbers of R's survey package, to the last printed digit."""

from pathlib import Path

import pandas as pd
import pytest

from survey.scoring.hajek import hajek, proportion

FOLDER = Path(__file__).parents[2] / "../shared/data/reference"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="The reference samples lie beside the repository, not in it."
)


@pytest.fixture
def strat():
    return pd.read_csv(FOLDER / "apistrat.csv")


@pytest.fixture
def clus():
    return pd.read_csv(FOLDER / "apiclus1.csv")


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
