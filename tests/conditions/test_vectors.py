"""The truth table that the browser's evaluator is held to as well."""

import json
from pathlib import Path

import pytest

from survey.conditions.evaluate import evaluate
from survey.conditions.parse import parse_condition

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["says"])
def test_vectors(vector):
    """Each condition of the shared file holds exactly when the file says so."""
    condition = parse_condition(vector["condition"])
    assert evaluate(condition, vector["answers"]) is vector["holds"]
