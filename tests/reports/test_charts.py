"""Charts: each is drawn as it was when somebody last looked at it, in both directions."""

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from survey.reports.charts import find_charts
from survey.reports.charts.choropleth import Area, Choropleth
from survey.reports.charts.compass import Compass, Spoke
from survey.reports.charts.diverging_likert import DivergingLikert, Kind, Segment
from survey.reports.charts.diverging_likert import Row as LikertRow
from survey.reports.charts.interval_dots import IntervalDots
from survey.reports.charts.interval_dots import Row as DotRow
from survey.reports.charts.isotype_people import People
from survey.reports.charts.locator_map import LocatorMap
from survey.reports.charts.matrix import Cell, Key, Matrix
from survey.reports.charts.matrix import Row as MatrixRow
from survey.reports.charts.point_map import Point, PointMap
from survey.reports.charts.problem_tree import ProblemTree, Tier
from survey.reports.charts.slope import Line, Slope
from survey.reports.charts.small_multiples import Panel, SmallMultiples
from tests.reports.conftest import plain_pen

GOLDEN = Path(__file__).parent / "golden"
REWRITE = "MAHALLA_GOLDEN"
"""Set this variable to write the pictures anew; then look at them before they are committed."""

SQUARE = ((51.400, 35.700), (51.401, 35.700), (51.401, 35.701), (51.400, 35.701), (51.400, 35.700))
TRIANGLE = ((51.401, 35.700), (51.403, 35.700), (51.402, 35.702), (51.401, 35.700))
SLIVER = ((51.403, 35.700), (51.4031, 35.700), (51.4031, 35.701), (51.403, 35.700))

CHARTS: dict[str, tuple[float, object]] = {
    "choropleth": (
        240,
        Choropleth(
            title="Map of “Quality of life”",
            areas=(
                Area(SQUARE, "Sepidar", 4, "72", is_here=True, number="1"),
                Area(TRIANGLE, "Niloufar", 0, "38", number="2"),
                Area(SLIVER, "Bagh-e No", None, number="3"),
            ),
            steps=("30 to 39", "40 to 49", "50 to 59", "60 to 69", "70 to 79"),
            missing="too few answers",
            head=("Neighbourhood", "Score"),
        ),
    ),
    "compass": (
        289,
        Compass(
            title="Compass of 5 topics",
            spokes=(
                Spoke("Quality of life", 69, 60, "good"),
                Spoke("Public environment", 31, 46, "need"),
                Spoke("Residents' health", 52, 50),
                Spoke("Support for people at risk", None, 48),
                Spoke("Participation", 76, 58, "good"),
            ),
            marks=((0, "0"), (60, "60"), (100, "100")),
            missing="too few answers",
        ),
    ),
    "diverging_likert": (
        493,
        DivergingLikert(
            title="Bar chart of answers",
            low="Disagree",
            high="Agree",
            rows=(
                LikertRow(
                    "… help each other",
                    (
                        Segment(8, "low", "far"),
                        Segment(12, "low", "near", "12"),
                        Segment(20, "neutral", "neutral"),
                        Segment(35, "high", "near", "35"),
                        Segment(25, "high", "far", "25"),
                    ),
                ),
                LikertRow(
                    "… often quarrel",
                    (Segment(30, "low", "merged", "30"), Segment(70, "high", "both", "70")),
                    is_high_bad=True,
                ),
                LikertRow("… are rarely seen", ()),
            ),
            kinds=(
                Kind("Strongly disagree", "low", "far"),
                Kind("Neither", "neutral", "neutral"),
                Kind("Agree", "high", "near"),
                Kind("undecided, counted with a neighbouring answer", "neutral", "merged"),
            ),
            missing="too few answers",
            stem="The neighbours …",
        ),
    ),
    "interval_dots": (
        493,
        IntervalDots(
            title="Social harms",
            rows=(
                DotRow("Drugs", 71, 63, 79, 38, is_worse=True, words="71%"),
                DotRow("Theft", 44, 36, 52, 45, words="44%"),
                DotRow("Fights"),
            ),
            ticks=((0, "0%"), (20, "20%"), (40, "40%"), (60, "60%"), (80, "80%")),
            own="this neighbourhood",
            range_="the true value is probably here",
            other="all neighbourhoods together",
            worse="clearly more than overall",
            missing="too few answers to show",
            stem="How often …",
        ),
    ),
    "isotype_people": (
        280,
        People("6 of 10 people", 6, 10, "need", "64 of 100 are afraid at night.", ("People",)),
    ),
    "matrix": (
        493,
        Matrix(
            title="Topics here and elsewhere",
            columns=("Sepidar", "Upper district", "All neighbourhoods"),
            rows=(
                MatrixRow(
                    "Quality of life",
                    (Cell("met", "70"), Cell("near", "53"), Cell("uncertain", "51")),
                    bold=True,
                ),
                MatrixRow(
                    "How good or bad is public transport to and from this neighbourhood?",
                    (Cell("far", "24"), Cell("missing"), Cell("near", "46")),
                ),
            ),
            keys=(
                Key("met", "on target"),
                Key("near", "near"),
                Key("far", "far"),
                Key("uncertain", "uncertain"),
                Key("missing", "too few answers"),
            ),
            missing="too few answers",
            head=("Topic", "Sepidar", "Upper district", "All neighbourhoods"),
        ),
    ),
    "slope": (
        306,
        Slope(
            title="Topics",
            before="First round",
            after="Second round",
            lines=(
                Line("Public environment", 43, 29, "worse", "43", "29"),
                Line("Participation, trust and mutual help", 69, 78, "better", "69", "78"),
                Line("Quality of life", 48, 50, "same", "48", "50"),
                Line("Residents' health", 49, 50, "same", "49", "50"),
            ),
            head=("Topic", "Before", "Now"),
        ),
    ),
    "point_map": (
        240,
        PointMap(
            title="Strengths and needs",
            areas=(SQUARE, TRIANGLE),
            points=(
                Point((51.4005, 35.7005), "Sepidar", "good", "2", "1"),
                Point((51.402, 35.7005), "Niloufar", "need", "1", "2"),
                Point((51.402, 35.7015), "Bagh-e No", "middle", number="3"),
            ),
            keys=(("good", "more strengths"), ("need", "more needs"), ("middle", "as many")),
            head=("Neighbourhood", "Meaning", "How many"),
        ),
    ),
    "locator_map": (
        124,
        LocatorMap(
            title="Map",
            others=(((51.400, 35.700), (51.401, 35.700), (51.401, 35.701), (51.400, 35.701)),),
            own=((51.401, 35.700), (51.403, 35.700), (51.402, 35.702)),
        ),
    ),
    "problem_tree": (
        756,
        ProblemTree(
            "Problem tree",
            Tier("Effects", "What comes of it?"),
            Tier("Causes", "Why?"),
            Tier("Roots", "And why that?"),
            problem="Public environment",
            note="weak point: 31 of 100",
        ),
    ),
    "small_multiples": (
        493,
        SmallMultiples(
            "Small compasses of neighbourhoods",
            (
                Panel(
                    "Sepidar",
                    (72, 31, 52, 66, 58),
                    (60, 46, 50, 48, 58),
                    ("good", "need", "middle", "good", "middle"),
                ),
                Panel(
                    "The quarter behind the old brick works",
                    (44, None, 52, 100, 0),
                    (60, 46, 50, 48, 58),
                    ("middle", "middle", "middle", "good", "need"),
                    note="too few answers",
                ),
                Panel(
                    "Niloufar",
                    (None, None, None, None, None),
                    (60, 46, 50, None, 58),
                    ("middle", "middle", "middle", "middle", "middle"),
                    note="too few answers",
                ),
                Panel("Bagh-e No", (50, 50, 50, 50, 50), (60, 46, 50, 48, 58), ("middle",) * 5),
            ),
            per_row=3,
            head=("Neighbourhood", "Life", "Streets", "Health", "Support", "Taking part"),
            spokes=("1", "2", "3", "4", "5"),
            missing="too few answers",
        ),
    ),
}


def draw(name: str, direction: str) -> str:
    width, chart = CHARTS[name]
    return find_charts()[name](chart, plain_pen(direction, width))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", CHARTS)
def test_golden(name: str, direction: str):
    """A chart is drawn exactly as in its golden picture."""
    golden = GOLDEN / f"{name}-{direction}.svg"
    drawn = draw(name, direction).replace("><", ">\n<") + "\n"
    if REWRITE in os.environ:
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


def test_every_chart_has_a_golden_picture():
    """A chart that is added gets its golden pictures."""
    assert set(find_charts()) == set(CHARTS)


@pytest.mark.parametrize("name", CHARTS)
def test_title(name: str):
    """A screen reader says a chart's title, which stands first in the picture."""
    assert ElementTree.fromstring(draw(name, "rtl"))[0].tag == "{http://www.w3.org/2000/svg}title"


def test_charts_turn():
    """What begins at the left for one reader begins at the right for the other."""
    left = ElementTree.fromstring(draw("interval_dots", "ltr"))
    right = ElementTree.fromstring(draw("interval_dots", "rtl"))
    dots = [chart.find("{http://www.w3.org/2000/svg}circle") for chart in (left, right)]
    one, other = (float(dot.get("cx", "")) for dot in dots if dot is not None)
    assert one + other == pytest.approx(493)


def test_map_does_not_turn():
    """North is up and west is left for every reader."""
    paths = [draw("locator_map", direction).split("<path", 1)[1] for direction in ("ltr", "rtl")]
    assert paths[0] == paths[1]


def test_withheld_topic_is_no_zero():
    """A topic that may not be shown breaks the line; it is not drawn in the middle."""
    drawn = draw("compass", "ltr")
    assert drawn.count(' stroke="#0B5563" stroke-width="1.7"') == 3


def test_many_long_labels_stay_apart():
    """Fourteen topics with long names are written beside the compass without touching."""
    spokes = tuple(
        Spoke(f"{place} of the many topics with a rather long name", 50) for place in range(14)
    )
    drawn = find_charts()["compass"](Compass("Many", spokes), plain_pen("ltr", 289))
    written = [
        (float(label.get("x", "")), float(label.get("y", "")), len(label.text or "") * 4.3)
        for label in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")
    ]
    touching = [
        (one, two)
        for place, one in enumerate(written)
        for two in written[:place]
        if abs(one[1] - two[1]) < 8 and one[0] < two[0] + two[2] and two[0] < one[0] + one[2]
    ]
    assert touching == []
