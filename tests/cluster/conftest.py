"""The survey in parts, on the disk."""

import pytest

from survey.cluster.rounds import Open
from survey.questionnaire.model import Questionnaire
from tests.cluster.sample import read_source, write_parts


@pytest.fixture(scope="session")
def split() -> Questionnaire:
    return read_source()


@pytest.fixture(scope="session")
def partitions(split: Questionnaire, tmp_path_factory: pytest.TempPathFactory) -> list[Open]:
    return write_parts(split, tmp_path_factory.mktemp("parts"))
