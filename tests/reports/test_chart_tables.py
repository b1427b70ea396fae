"""Data tables: every chart says in words what it draws."""

import pytest

from survey.reports.charts import find_charts, find_tables
from survey.reports.data_table import DataTable
from tests.reports.test_charts import CHARTS


def tabulate(name: str) -> DataTable:
    return find_tables()[name](CHARTS[name][1])


def test_every_chart_has_a_table():
    """Nobody who hears a page misses a chart."""
    assert set(find_tables()) == set(find_charts())


@pytest.mark.parametrize("name", CHARTS)
def test_cells_stand_under_their_heads(name: str):
    """All rows of a table are of one length, that of its head where it has one."""
    table = tabulate(name)
    assert len({len(row) for row in table.rows} | ({len(table.head)} if table.head else set())) <= 1


def test_withheld_topic_is_called_missing():
    """A topic that may not be shown is no zero in the table of a compass."""
    assert ("Support for people at risk", "too few answers", "48") in tabulate("compass").rows


def test_withheld_share_is_called_missing():
    """A harm that may not be shown is no zero in its table."""
    assert tabulate("interval_dots").rows[2][1] == "too few answers to show"


def test_narrow_answers_are_said():
    """An answer too rare to carry its number in the bar has it in the table."""
    assert tabulate("diverging_likert").rows[0] == ("… help each other", "8", "20", "35", "")


def test_answers_counted_together_are_said_as_such():
    """A share of answers counted together stands under the kind that says so."""
    assert tabulate("diverging_likert").rows[1] == ("… often quarrel", "", "", "", "30")


def test_withheld_panel_is_called_missing():
    """A small compass without values says so for each of its spokes; a real zero stays one."""
    rows = tabulate("small_multiples").rows
    assert rows[2] == ("Niloufar", *("too few answers",) * 5)
    assert rows[1][1:] == ("44", "too few answers", "52", "100", "0")
