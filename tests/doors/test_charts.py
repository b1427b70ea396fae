"""Every chart draws and says the same whatever is withheld: no mark has a length that tells it."""

from collections import defaultdict
from collections.abc import Callable
from importlib import import_module

import pytest

from survey.reports import charts
from survey.reports.charts import find_charts, find_tables
from survey.reports.overview import read_overview
from survey.reports.products import find_products
from survey.reports.reading import read_neighbourhood
from survey.reports.screen import write_screen
from survey.results.model import Release
from survey.results.store import find_release
from tests.doors.survey import PROJECT, SIZES
from tests.doors.town import Town

NOT_DRAWN = {
    "choropleth": "needs topics in which neighbourhoods differ: tests/reports/test_maps",
    "isotype_people": "needs a harm that many met: tests/reports/test_isotype_people",
}
"""Charts that so small a town has no use for, and where they are looked at."""

UNCHANGED = {
    "locator_map": "shows where a neighbourhood lies",
    "point_map": "shows where neighbourhoods lie, and which are silent",
    "problem_tree": "shows the words of needs; none is new without the mask",
    "slope": "shows the table of change, which keeps its own mask here",
}
"""Charts that are the same without the mask of scores, and what they show."""

Drawn = dict[str, list[tuple[str, object]]]
"""By the name of a chart what was drawn of it: the picture, and the table that says the same."""


def draw_all(town: Town) -> Drawn:
    """Draw every chart of every product about every place, as screens show them."""
    release = find_release(town.database, PROJECT)
    assert release is not None
    drawn: Drawn = defaultdict(list)
    with pytest.MonkeyPatch.context() as patch:
        for name, tabulate in find_tables().items():
            module = import_module(f"{charts.__name__}.{name}")
            patch.setattr(module, "draw", keep(drawn[name], module.draw, tabulate))
        for product in find_products():
            for source in list_sources(release, product.scope):
                write_screen(product, source, town.site.languages["fa"])
    return drawn


def keep(kept: list[tuple[str, object]], draw: Callable, tabulate: Callable) -> Callable:
    """Keep what is drawn, and go on as ever."""

    def drawn(chart, pen):
        picture = draw(chart, pen)
        kept.append((picture, tabulate(chart)))
        return picture

    return drawn


def list_sources(release: Release, scope: str) -> list:
    if scope == "project":
        return [read_overview(release)]
    return [read_neighbourhood(release, name) for name in SIZES]


@pytest.fixture(scope="module")
def drawn(town: Town) -> Drawn:
    return draw_all(town)


def test_every_chart_is_drawn(drawn: Drawn):
    """What no page of the town draws would be no door that is looked at."""
    assert {name for name, pictures in drawn.items() if pictures} == set(find_charts()) - set(
        NOT_DRAWN
    )


def test_no_chart_tells_twins_apart(drawn: Drawn, twin: Town):
    """Every bar, dot, shade and word is where it is in the twin's picture."""
    other = draw_all(twin)

    assert {name for name in drawn if drawn[name] != other[name]} == set()


def test_every_chart_would_tell(bare_twins: tuple[Town, Town]):
    """Without the mask the same charts differ, or are named with what they show."""
    one, other = (draw_all(town) for town in bare_twins)

    assert {name for name in one if one[name] == other[name]} == {*UNCHANGED, *NOT_DRAWN}
