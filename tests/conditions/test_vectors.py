"""The truth table that the browser's evaluator is held to as well."""

import json
from pathlib import Path

import pytest

from survey.conditions.calculate import calculate
from survey.conditions.evaluate import evaluate
from survey.conditions.parse import parse_condition
from survey.conditions.parse_expression import parse_expression

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))
CALCULATIONS = json.loads((HERE / "calculations.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["says"])
def test_vectors(vector):
    """Each condition of the shared file holds exactly when the file says so."""
    condition = parse_condition(vector["condition"])
    assert evaluate(condition, vector["answers"]) is vector["holds"]


@pytest.mark.parametrize("vector", CALCULATIONS, ids=lambda vector: vector["says"])
def test_calculations(vector):
    """Each calculation of the shared file gives exactly what the file says."""
    found = calculate(parse_expression(vector["value"]), vector["answers"])
    assert (found, type(found)) == (vector["gives"], type(vector["gives"]))
