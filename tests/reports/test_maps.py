"""Maps: north up for every reader, names where they fit, no guess where nothing may be shown."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from survey.reports.charts import choropleth, point_map
from survey.reports.charts.choropleth import Area, Choropleth
from survey.reports.charts.point_map import Point, PointMap
from survey.reports.map_frame import frame_map, hatch, simplify, spans
from survey.reports.map_labels import Ground, choose_ink, find_middle, find_room, make_block
from survey.reports.palette import STANDARD
from tests.reports.conftest import plain_pen

SVG = "{http://www.w3.org/2000/svg}"
STEPS = ("30 to 39", "40 to 49", "50 to 59", "60 to 69", "70 to 79")


def square(column: int, row: int, size: float = 0.01) -> tuple[tuple[float, float], ...]:
    west, north = 51 + column * size, 36 - row * size
    east, south = west + size, north - size
    return ((west, north), (east, north), (east, south), (west, south), (west, north))


def town(count: int, columns: int, name: str = "Place") -> Choropleth:
    areas = tuple(
        Area(square(p % columns, p // columns), name, p % 5, "47", number=str(p + 1))
        for p in range(count)
    )
    return Choropleth("Map", areas, STEPS, "too few answers", ("Neighbourhood", "Score"))


def words(drawn: str) -> list[str]:
    return [label.text or "" for label in ElementTree.fromstring(drawn).iter(f"{SVG}text")]


def boxes(drawn: str) -> list[tuple[float, float, float, float]]:
    """Give the place of each label, as the ruler of the tests measures it."""
    found = []
    for label in ElementTree.fromstring(drawn).iter(f"{SVG}text"):
        size = float(label.get("font-size", "9"))
        x, y = float(label.get("x", "")), float(label.get("y", ""))
        found.append((x, y - 0.8 * size, x + 0.5 * size * len(label.text or ""), y + 0.2 * size))
    return found


def test_east_is_right():
    """A place farther east stands farther right, one farther north higher up."""
    frame = frame_map([(51.0, 35.0), (52.0, 36.0)], 200, 200)
    (x1, y1), (x2, y2) = frame.spot((51.1, 35.1)), frame.spot((51.9, 35.9))
    assert x1 < x2
    assert y1 > y2


def test_true_at_the_middle():
    """At 60° north a degree of longitude is half as long as one of latitude."""
    frame = frame_map([(10.0, 59.0), (14.0, 61.0)], 204, 500)
    (x1, y1), (x2, y2) = frame.spot((10.0, 61.0)), frame.spot((14.0, 59.0))
    assert (x2 - x1) / (y2 - y1) == pytest.approx(1, abs=0.01)


def test_bends_nobody_sees_are_left_out():
    """A wave of a tenth of a point becomes a straight line; a corner stays."""
    wave = tuple((float(x), 0.1 * (x % 2)) for x in range(101))
    assert simplify((*wave, (100.0, 50.0), (0.0, 50.0))) == (
        (0.0, 0.0),
        (100.0, 0.0),
        (100.0, 50.0),
        (0.0, 50.0),
    )


def test_hatching_stays_inside():
    """Hatching of a shape with a bay does not cross the bay."""
    bay = ((0.0, 0.0), (30.0, 0.0), (30.0, 30.0), (20.0, 30.0), (20.0, 10.0), (10.0, 10.0))
    strokes = [part.split("L") for part in hatch((*bay, (10.0, 30.0), (0.0, 30.0)))[1:].split("M")]
    middles = []
    for one, other in strokes:
        (x1, y1), (x2, y2) = (tuple(map(float, end.split())) for end in (one, other))
        middles.append(((x1 + x2) / 2, (y1 + y2) / 2))
    assert len(middles) > 10
    assert not [(x, y) for x, y in middles if 10.5 < x < 19.5 and y > 10.5]


def test_label_fits_where_it_is_wide():
    """A label moves out of the narrow part of an area into the wide one."""
    keyhole = ((0.0, 0.0), (10.0, 0.0), (10.0, 60.0), (60.0, 60.0), (60.0, 100.0), (0.0, 100.0))
    spot = find_room(keyhole, 40, 12)
    assert spot is not None
    assert spot[1] > 66
    assert find_room(keyhole, 70, 12) is None


def test_middle_lies_inside():
    """The middle of a crescent is in the crescent."""
    crescent = ((0.0, 0.0), (50.0, 0.0), (50.0, 8.0), (8.0, 8.0), (8.0, 50.0), (0.0, 50.0))
    x, y = find_middle(crescent)
    assert any(start <= x <= end for start, end in spans(crescent, y))


def test_light_tones_carry_dark_letters():
    """White letters stand on the darkest shades only."""
    inks = [choose_ink(STANDARD, shade) for shade in STANDARD.ramp]
    assert inks[:3] == [STANDARD.ink] * 3
    assert inks[4] == STANDARD.paper


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(("count", "columns"), [(1, 1), (8, 4), (30, 6), (200, 16)])
def test_labels_inside_and_apart(count: int, columns: int, direction: str):
    """However many areas and however long their names, labels neither touch nor leave the map."""
    chart = town(count, columns, "A neighbourhood with a rather long name by the river, north")
    pen = plain_pen(direction, 493)
    found = boxes(choropleth.draw(chart, pen))
    assert all(left >= -0.1 and right <= 493.1 for left, _, right, _ in found)
    assert not [
        (one, two)
        for place, one in enumerate(found)
        for two in found[:place]
        if one[0] < two[2] - 0.1 and two[0] < one[2] - 0.1 and one[1] < two[3] and two[1] < one[3]
    ]


def test_names_that_do_not_fit_are_listed():
    """A name that does not fit is a number on the map and a line under it."""
    drawn = words(choropleth.draw(town(200, 16, "Upper gardens"), plain_pen("ltr", 493)))
    assert drawn.count("17") == 2


def test_list_can_be_left_to_the_page():
    """A page that lists the names itself has numbers on the map only."""
    chart = replace(town(200, 16, "Upper gardens"), has_list=False)
    assert words(choropleth.draw(chart, plain_pen("ltr", 493))).count("17") == 1


def test_missing_is_hatched_and_said():
    """An area that may not be shown is hatched, and the legend says why; no shade is guessed."""
    shown = Area(square(0, 0), "Sepidar", 2, "55")
    hidden = Area(square(1, 0), "Niloufar", None)
    chart = Choropleth("Map", (shown, hidden), STEPS, "too few answers", ("Place", "Score"))
    drawn = choropleth.draw(chart, plain_pen("ltr", 240))
    assert "too few answers" in words(drawn)
    assert "too few answers" not in words(
        choropleth.draw(replace(chart, areas=(shown,)), plain_pen("ltr", 240))
    )
    assert choropleth.tabulate(chart).rows == (("Sepidar", "55"), ("Niloufar", "too few answers"))


@pytest.mark.parametrize("chart", [choropleth, point_map])
def test_maps_do_not_turn(chart: object):
    """Land lies the same way for a Persian reader."""
    town_map = town(8, 4) if chart is choropleth else points(8)
    draw = choropleth.draw if chart is choropleth else point_map.draw
    paths = [
        [path.get("d") for path in ElementTree.fromstring(drawn).iter(f"{SVG}path")][:1]
        for drawn in (draw(town_map, plain_pen(way, 240)) for way in ("ltr", "rtl"))  # type: ignore[arg-type]
    ]
    assert paths[0] == paths[1]


def test_no_hairline_under_a_third_of_a_point():
    """Lines thinner than 0.3 pt break up in print."""
    drawn = choropleth.draw(town(30, 6), plain_pen("ltr", 240))
    widths = [e.get("stroke-width") for e in ElementTree.fromstring(drawn).iter()]
    assert min(float(width) for width in widths if width) >= 0.3


def points(count: int, name: str = "Place") -> PointMap:
    tones = ("good", "need", "middle")
    return PointMap(
        "Strengths and needs",
        tuple(square(place % 16, place // 16) for place in range(count)),
        tuple(
            Point(
                (51.005 + place % 16 / 100, 35.995 - place // 16 / 100),
                name,
                tones[place % 3],  # type: ignore[arg-type]
                number=str(place + 1),
            )
            for place in range(count)
        ),
        (("good", "more strengths"), ("need", "more needs"), ("middle", "as many")),
        ("Place", "Meaning"),
    )


def test_tone_is_a_shape():
    """A need is a square, a strength a dot, what lies between a ring: grey prints tell them."""
    drawn = ElementTree.fromstring(point_map.draw(points(3), plain_pen("ltr", 240)))
    assert len(list(drawn.iter(f"{SVG}rect"))) == 2
    fills = [circle.get("fill") for circle in drawn.iter(f"{SVG}circle")]
    assert sorted(fills) == sorted([STANDARD.good, STANDARD.paper] * 2)


@pytest.mark.parametrize("count", [1, 8, 200])
def test_names_of_points_stay_apart(count: int):
    """However many points, no two names touch and none leaves the picture."""
    chart = points(count, "A neighbourhood with a rather long name")
    found = boxes(point_map.draw(chart, plain_pen("rtl", 493)))
    assert all(left >= -0.1 and right <= 493.1 for left, _, right, _ in found)
    assert not [
        pair
        for place, one in enumerate(found)
        for pair in ((one, two) for two in found[:place])
        if pair[0][0] < pair[1][2] - 0.1
        and pair[1][0] < pair[0][2] - 0.1
        and pair[0][1] < pair[1][3]
        and pair[1][1] < pair[0][3]
    ]


def test_points_as_a_table():
    """Who hears the page hears what each mark means."""
    assert point_map.tabulate(points(2)).rows == (
        ("Place", "more strengths"),
        ("Place", "more needs"),
    )


def test_ground_is_taken_once():
    """Where a label stands, no other is written."""
    ground = Ground(100, 100)
    block = make_block(plain_pen("ltr", 100), ("Place",))
    first = ground.find_beside((50, 50), block, 5)
    assert first is not None
    ground.take(first, block.length, block.height)
    assert ground.find_beside((50, 50), block, 5) != first
