"""A questionnaire that declares its design gives the numbers of R's survey package.

`benchmarks/reference/reference.R` invented the quarter and measured it. Here its table goes the
whole way: read against the questionnaire, laid out, weighted, scored.
"""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from survey.questionnaire.load import parse_questionnaire
from survey.results.answered import load_answers
from tests.scoring.builders import row

FOLDER = Path(__file__).parent / "reference"
EXPECTED = pd.read_csv(FOLDER / "quarter_expected.csv")
SOURCE = (FOLDER / "quarter.yaml").read_text(encoding="utf-8")

FACTORS = """
design:
  probability: p_household
  eligible: adults
  interviewed: adults_seen
  nonresponse: factor
  trim: null
"""
OF_HOMES = """
design:
  probability: p_household
  nonresponse: factor
  trim: null
"""
RAKED = """
  margins:
    sex: {female: 1210, male: 1090}
    age: {18-34: 800, 35-54: 850, 55+: 650}
"""
RAKED_HOMES = "  margins: {tenure: {owner: 680, tenant: 390}}\n"
DESIGNS = {
    "stratified": "",
    "stratified_fpc": "  population: fpc\n",
    "two_stage": "  population: fpc\n  second_population: fpc2\n",
    "homes_fpc": "  population: {centre: 350, east: 300, west: 420}\n",
    "by_area": "  strata: neighbourhood\n",
}


def declare(design, index):
    """The questionnaire with one of R's designs."""
    drawn = design.removesuffix("_raked")
    is_of_homes = index == "home" and drawn != design
    source = SOURCE.replace("  psu: psu\n", "") if drawn == "homes_fpc" else SOURCE
    if is_of_homes:
        source = source.replace("unit: person", "unit: household")
    declared = OF_HOMES if is_of_homes else FACTORS
    if drawn != design:
        declared += RAKED_HOMES if is_of_homes else RAKED
    return parse_questionnaire(source + declared + DESIGNS[drawn], "quarter.yaml")


def score_quarter(questionnaire):
    answered = load_answers(questionnaire, FOLDER / "quarter.csv", date(2026, 1, 1))
    assert answered.table.rejected == ()
    return answered.score({}).frame


@pytest.mark.parametrize("index", ["street", "home"])
@pytest.mark.parametrize("design", [*DESIGNS, "stratified_fpc_raked", "two_stage_raked"])
def test_a_declared_design_gives_what_r_gives(design, index):
    """Weights from factors, strata, finite populations, two stages, margins: mean and SE."""
    scores = score_quarter(declare(design, index))
    expected = EXPECTED[(EXPECTED.design == design) & (EXPECTED["index"] == index)]
    for _, told in expected.iterrows():
        figure = row(scores, told.area, "strength", index)
        shown = (figure.estimate, figure.se)
        assert shown == pytest.approx((told["mean"], told.se), rel=1e-8), told.area
    assert len(expected) == 3


def test_trimmed_weights_move_the_mean():
    """Narrow bounds bring the mean of R's weights nearer to that of equal ones."""
    source = SOURCE + FACTORS
    wide = score_quarter(parse_questionnaire(source, "quarter.yaml"))
    narrow = score_quarter(
        parse_questionnaire(source.replace("trim: null", "trim: 1"), "quarter.yaml")
    )
    equal = score_quarter(parse_questionnaire(SOURCE, "quarter.yaml"))
    means = [row(scores, "all", "strength", "street").estimate for scores in (wide, narrow, equal)]
    assert abs(means[1] - means[2]) < abs(means[0] - means[2])
