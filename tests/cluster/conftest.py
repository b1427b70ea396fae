"""The survey in parts, on the disk, and two worker processes."""

from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster

from survey.cluster.rounds import Open
from survey.questionnaire.model import Questionnaire
from tests.cluster.sample import read_source, write_parts


@pytest.fixture(scope="session")
def split() -> Questionnaire:
    return read_source()


@pytest.fixture(scope="session")
def partitions(split: Questionnaire, tmp_path_factory: pytest.TempPathFactory) -> list[Open]:
    return write_parts(split, tmp_path_factory.mktemp("parts"))


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    cluster = LocalCluster(
        n_workers=2,
        processes=True,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
    )
    with cluster, Client(cluster) as client:
        yield client
