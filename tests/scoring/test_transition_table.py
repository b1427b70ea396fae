"""The table of stoplights between two waves."""

import numpy as np
import pytest

from survey.scoring.estimation.areas import Areas
from survey.scoring.waves.transition_table import CELLS, COLUMNS, Stoplight, compare_lights
from tests.scoring.test_transitions import MATRIX, lights
from tests.scoring.waves import ONE_AREA

UP = [[10, 20, 10], [5, 10, 20], [5, 5, 10]]
SMALL = [[10, 20, 10], [5, 10, 20], [5, 4, 11]]


def light(matrix, name="water", published=(True, True), **more):
    return Stoplight(name, *lights(matrix), np.array(published), **more)


def test_a_row():
    """50 of 95 better, 30 the same, 15 worse; all nine counts; better by more than chance."""
    row = compare_lights([light(UP)], ONE_AREA).iloc[0]
    assert (row.area, row["index"], row.n, row.label) == ("a", "water", 95, "better")
    assert [row.worse, row.same, row.better] == pytest.approx([1500 / 95, 3000 / 95, 5000 / 95])
    assert row.better_lower < row.better < row.better_upper
    assert [row[cell] for cell in CELLS] == np.ravel(UP).tolist()
    assert not row.suppressed


def test_columns_and_order():
    """Areas in order, stoplights in order within each."""
    table = compare_lights([light(UP, "water"), light(MATRIX, "air")], ONE_AREA)
    assert tuple(table.columns) == COLUMNS
    assert table.area.tolist() == ["a", "a", "all", "all"]
    assert table["index"].tolist() == ["water", "air"] * 2


def test_q_counts_the_stoplights_of_the_area():
    """Two tests: the surer one is twice as doubtful as alone."""
    table = compare_lights([light(UP), light(MATRIX)], ONE_AREA)
    assert table.q[0] == pytest.approx(2 * table.p[0])


def test_as_many_worse_as_better_get_no_word():
    """31 against 23 may be chance."""
    assert compare_lights([light(MATRIX)], ONE_AREA).label[0] == ""


def test_more_worse_than_better():
    """The same turned round."""
    assert compare_lights([light(np.transpose(UP))], ONE_AREA).label[0] == "worse"


def test_a_small_count_hides_the_matrix_only():
    """Green to yellow is 4."""
    row = compare_lights([light(SMALL)], ONE_AREA).iloc[0]
    assert row[list(CELLS)].isna().all()
    assert (row.n, row.suppressed) == (95, False)


def test_a_light_withheld_in_a_wave_has_no_numbers():
    """The row says that it is withheld, and nothing else."""
    row = compare_lights([light(UP, published=(False, True))], ONE_AREA).iloc[0]
    assert row.drop(["area", "index", "label", "suppressed"]).isna().all()
    assert (row.label, row.suppressed) == ("", True)


def test_a_sensitive_light_hides_its_matrix():
    """Whatever its counts."""
    row = compare_lights([light(UP, is_sensitive=True)], ONE_AREA).iloc[0]
    assert row[list(CELLS)].isna().all()
    assert not row.suppressed


def test_no_stoplight_gives_an_empty_table():
    """All columns, no row."""
    table = compare_lights([], Areas(("a",), (), np.array([-1])))
    assert (tuple(table.columns), len(table)) == (COLUMNS, 0)
