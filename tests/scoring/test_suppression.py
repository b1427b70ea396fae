"""The list of what is withheld."""

import pandas as pd

from survey.scoring.release.suppression import COLUMNS, list_suppressed

SCORES = pd.DataFrame(
    {
        "area": ["A", "B"],
        "index": ["water", "water"],
        "kind": ["strength", "strength"],
        "estimate": [50.0, None],
        "suppressed": [False, True],
        "flag": ["small_sample", "few_respondents few_households"],
    }
)


def test_a_withheld_figure_is_listed_with_its_reason():
    """Not one that is shown, whatever is remarked of it; and no number."""
    found = list_suppressed({"scores": SCORES})
    assert tuple(found.columns) == COLUMNS
    assert found.to_numpy().tolist() == [
        ["scores", "B", "water", "strength", "few_respondents few_households"]
    ]


def test_a_table_without_reasons():
    """That something is withheld is all that is said."""
    moves = pd.DataFrame({"area": ["A"], "index": ["light"], "suppressed": [True]})
    found = list_suppressed({"transitions": moves})
    assert found.to_numpy().tolist() == [["transitions", "A", "light", "", "withheld"]]


def test_tables_one_after_the_other():
    """In the order given, rows numbered anew."""
    found = list_suppressed({"scores": SCORES, "empty": SCORES[:0], "items": SCORES})
    assert found.table.tolist() == ["scores", "items"]
    assert found.index.tolist() == [0, 1]


def test_nothing_to_list():
    """No tables, or only empty ones: the columns are there."""
    assert tuple(list_suppressed({"scores": SCORES[:0]}).columns) == COLUMNS
