"""Slopes and matrices: labels kept apart and in order, every figure also in words."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from survey.reports.charts import matrix, slope
from survey.reports.charts.slope import spread
from tests.reports.test_charts import CHARTS


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(5, 25)), min_size=1, max_size=8))
def test_labels_never_overlap(labels: list[tuple[float, float]]) -> None:
    """Labels keep their order and their room, and stay inside where there is room for all."""
    places, tall = [place for place, _ in labels], [room for _, room in labels]
    moved = spread(places, tall, 0, 200)
    order = sorted(range(len(places)), key=lambda one: places[one])
    for above, below in pairwise(order):
        assert moved[below] - moved[above] >= (tall[above] + tall[below]) / 2 - 1e-6
    if sum(tall) <= 200:
        assert all(y - room / 2 >= -1e-6 for y, room in zip(moved, tall, strict=True))
        assert all(y + room / 2 <= 200 + 1e-6 for y, room in zip(moved, tall, strict=True))


def test_labels_with_room_stay() -> None:
    """A label that nothing crowds stands at its value."""
    assert spread([10, 100, 190], [12, 12, 12], 0, 200) == [10, 100, 190]


def test_figures_of_a_slope() -> None:
    """The table of a slope says each figure before and after."""
    table = slope.tabulate(CHARTS["slope"][1])  # type: ignore[arg-type]
    assert table.head == ("Topic", "Before", "Now")
    assert table.rows[0] == ("Public environment", "43", "29")


def test_cells_of_a_matrix() -> None:
    """The table of a matrix says what each cell means, and of an empty one why."""
    table = matrix.tabulate(CHARTS["matrix"][1])  # type: ignore[arg-type]
    assert table.rows[0] == ("Quality of life", "70 (on target)", "53 (near)", "51 (uncertain)")
    assert table.rows[1][1:] == ("24 (far)", "too few answers", "46 (near)")
