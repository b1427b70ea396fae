"""What a respondent says of the sample, laid out beside the answers."""

import pandas as pd
import pytest

from survey.questionnaire.load import parse_questionnaire
from survey.results.frames import Respondent, lay_out

DESIGN = """
design:
  probability: drawn
  margins:
    safe: {disagree: 10, neither: 10, agree: 10}
"""


def respondent(**more: object) -> Respondent:
    return Respondent("r", **{"area": "pines", "household": "7", "answers": {}, **more})


@pytest.fixture
def lay(street_source: str):
    asked = parse_questionnaire(street_source + DESIGN, "street.yaml")
    return lambda **more: lay_out(asked, [respondent(**more)])[0].loc["r"]


def test_columns_of_the_design_are_laid_out(lay) -> None:
    """A column of the table, or the stored answer where the design names a question."""
    row = lay(answers={"safe": "agree"}, design={"drawn": 0.25, "safe": "not this"})
    assert (row["design:drawn"], row["design:safe"]) == (0.25, "agree")


def test_what_is_not_known_is_empty(lay) -> None:
    """Neither a column that is not there nor a refusal says anything."""
    row = lay(answers={"safe": {"missing": "refused"}})
    assert pd.isna(row["design:drawn"])
    assert pd.isna(row["design:safe"])


def test_a_psu_is_no_household_of_the_same_name(lay) -> None:
    """PSU 7 is not household 7."""
    row = lay(psu="7")
    assert row["psu"] != row["household"]


def test_a_psu_across_a_boundary_is_one(lay) -> None:
    """A PSU is its name within its stratum, not within its neighbourhood."""
    assert lay(psu="7")["psu"] == lay(psu="7", area="mill")["psu"]


def test_a_household_without_a_psu_is_one(lay) -> None:
    """Where the sample names no PSU, it is the household."""
    row = lay()
    assert row["psu"] == row["household"]
