"""Spark gives what one process gives; skipped where there is no Java or no PySpark.

`MAHALLA_SPARK=1 .ci/run` installs PySpark, which is half a gigabyte.
"""

import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from survey.cluster.draws import bootstrap_on
from survey.cluster.rounds import Open, estimate_on, score_on
from survey.questionnaire.model import Questionnaire
from tests.cluster.expected import DRAWS, SEED, check_draws, check_estimates, check_scores
from tests.cluster.sample import DISTRICTS

if not shutil.which("java"):
    pytest.skip("Spark needs Java, and there is none here.", allow_module_level=True)
pytest.importorskip("pyspark", reason="PySpark is not installed: uv sync --group spark")

from pyspark.sql import SparkSession

from survey.cluster.spark import use_spark


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = SparkSession.builder.master("local[2]")
        builder = builder.config("spark.ui.enabled", "false")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
        session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
        yield session
        session.stop()


def test_scores(split: Questionnaire, partitions: list[Open], session: Any) -> None:
    """Every figure and every mask."""
    check_scores(split, partitions, score_on(use_spark(session, partitions), split, DISTRICTS))


def test_estimates(split: Questionnaire, partitions: list[Open], session: Any) -> None:
    """Every estimate, with nothing withheld."""
    check_estimates(
        split, partitions, estimate_on(use_spark(session, partitions), split, DISTRICTS)
    )


def test_draws(split: Questionnaire, partitions: list[Open], session: Any) -> None:
    """Every bootstrap mean, though PSUs lie in several tasks."""
    found = bootstrap_on(use_spark(session, partitions), split, DISTRICTS, DRAWS, SEED)
    check_draws(split, partitions, found)
