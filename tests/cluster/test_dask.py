"""Dask gives what one process gives, with two worker processes that read their own files."""

from distributed import Client

from survey.cluster.dask import bootstrap_with_dask, estimate_with_dask, score_with_dask
from survey.cluster.rounds import Open
from survey.questionnaire.model import Questionnaire
from tests.cluster.expected import DRAWS, SEED, check_draws, check_estimates, check_scores
from tests.cluster.sample import DISTRICTS


def test_scores(split: Questionnaire, partitions: list[Open], client: Client) -> None:
    """Every figure and every mask."""
    check_scores(split, partitions, score_with_dask(split, partitions, DISTRICTS, client))


def test_estimates(split: Questionnaire, partitions: list[Open], client: Client) -> None:
    """Every estimate, with nothing withheld."""
    check_estimates(split, partitions, estimate_with_dask(split, partitions, DISTRICTS, client))


def test_draws(split: Questionnaire, partitions: list[Open], client: Client) -> None:
    """Every bootstrap mean, though PSUs lie on both workers."""
    found = bootstrap_with_dask(split, partitions, DISTRICTS, client, DRAWS, SEED)
    check_draws(split, partitions, found)
