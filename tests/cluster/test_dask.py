"""Dask gives what one process gives, with two worker processes that read their own files."""

from distributed import Client

from survey.cluster.dask import use_dask
from survey.cluster.draws import bootstrap_on
from survey.cluster.rounds import Open, estimate_on, score_on
from survey.questionnaire.model import Questionnaire
from tests.cluster.expected import DRAWS, SEED, check_draws, check_estimates, check_scores
from tests.cluster.sample import DISTRICTS


def test_scores(split: Questionnaire, partitions: list[Open], client: Client) -> None:
    """Every figure and every mask."""
    check_scores(split, partitions, score_on(use_dask(client, partitions), split, DISTRICTS))


def test_estimates(split: Questionnaire, partitions: list[Open], client: Client) -> None:
    """Every estimate, with nothing withheld."""
    check_estimates(split, partitions, estimate_on(use_dask(client, partitions), split, DISTRICTS))


def test_draws(split: Questionnaire, partitions: list[Open], client: Client) -> None:
    """Every bootstrap mean, though PSUs lie on both workers."""
    found = bootstrap_on(use_dask(client, partitions), split, DISTRICTS, DRAWS, SEED)
    check_draws(split, partitions, found)
